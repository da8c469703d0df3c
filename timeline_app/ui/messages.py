"""A quiet bar above the picture for what a person should know; it never blocks and asks nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from timeline_app.ui.style import set_role


class MessageBar(QFrame):
    """Shows one sentence at a time, with at most one way out; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        set_role(self, "message")
        self.words = QLabel(self)
        self.words.setObjectName("messageWords")
        self.words.setAccessibleName(self.tr("Message"))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.way_out = QPushButton(self)
        self.way_out.setObjectName("messageWayOut")
        self.way_out.setAccessibleName(self.tr("What can be done about it"))
        set_role(self.way_out, "link")
        close = QToolButton(self)
        close.setText("×")
        close.setAccessibleName(self.tr("Close the message"))
        close.setToolTip(self.tr("Close"))
        set_role(close, "flat")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.way_out)
        row.addWidget(close)
        self._does: Callable[[], None] | None = None
        self.way_out.clicked.connect(self._go)
        self.hide()

    def tell(self, sentence: str, way_out: str = "", does: Callable[[], None] | None = None) -> None:
        """Show a sentence until it is closed or another one comes; `way_out` names a button for `does`."""
        self.words.setText(sentence)
        self.words.setAccessibleName(sentence)
        self._does = does
        self.way_out.setText(way_out)
        self.way_out.setAccessibleName(way_out or self.tr("What can be done about it"))
        self.way_out.setVisible(bool(way_out and does))
        self.show()
        announce(self, sentence)

    def clear(self) -> None:
        """Take the sentence away."""
        self.hide()

    def _go(self) -> None:
        does = self._does
        self.hide()
        if does is not None:
            does()


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say these words, where one is listening."""
    if QAccessible.isActive() and words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
