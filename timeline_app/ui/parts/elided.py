"""Buttons and labels whose one line is cut with "…" where room lacks, and then told whole in their hint."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from timeline_app.core.offsets import shown
from timeline_app.ui.look import plain_hint
from timeline_app.ui.style import set_role


class ElidedButton(QPushButton):
    """A button as wide as its place, with as much of its words as fits; `role` as in `ui.style`."""

    def __init__(self, words: str = "", role: str = "facet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._hint = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        set_role(self, role)
        self.set_words(words)

    def set_words(self, words: str, hint: str = "") -> None:
        """The whole words; `hint` is shown over the button besides."""
        self._words, self._hint = " ".join(shown(words).split()), hint
        self.setAccessibleName(self._words)
        self._fit()

    def set_hint(self, hint: str) -> None:
        """What is shown over the button."""
        self._hint = hint
        self._fit()

    def words(self) -> str:
        """The whole words."""
        return self._words

    def sizeHint(self) -> QSize:
        """Wide enough for the whole words."""
        hint = super().sizeHint()
        cut_px = self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(hint.width() - cut_px + self.fontMetrics().horizontalAdvance(self._words), hint.height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(32, super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down are left to the list it stands in; a button would go to its neighbour in the layout."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Cut the words anew when the letters change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        fitting = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 12))
        text = fitting.replace("&", "&&")
        if text != self.text():
            self.setText(text)
        whole = self._words if fitting != self._words else ""
        self.setToolTip(plain_hint("\n".join(part for part in (whole, self._hint) if part)))


class ElidedLabel(QLabel):
    """One line of plain text, as much of it as fits."""

    def __init__(self, words: str, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            set_role(self, role)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """The whole words."""
        self._words = " ".join(shown(words).split())
        self.setAccessibleName(self._words)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(32, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the words to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fitting = self.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, max(self.width(), 12)
        )
        if fitting != self.text():
            self.setText(fitting)
        self.setToolTip(plain_hint(self._words) if fitting != self._words else "")
