"""Chips: small rounded buttons for names, and the row of them that says what is filtered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from timeline_app.core.filters import Chip, chips
from timeline_app.core.offsets import shown
from timeline_app.ui.flow_layout import FlowLayout
from timeline_app.ui.look import plain_hint
from timeline_app.ui.session import Session
from timeline_app.ui.style import set_role

#: No chip is wider than this at text size 100 %; longer names end in "…" and are told whole in the hint.
_WIDEST_PX = 240


class ChipButton(QPushButton):
    """A name as a button; a long one is cut with "…" and shown whole in its hint."""

    def __init__(self, name: str, ending: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = " ".join(shown(name).split())
        self._ending = ending
        self.setAccessibleName(self._name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_role(self, "chip")
        self._set_text()

    def changeEvent(self, event: QEvent) -> None:
        """Cut the name anew when the letters change."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_text()

    def minimumSizeHint(self) -> QSize:
        """A chip alone on its line may be made narrower."""
        return QSize(48, super().minimumSizeHint().height())

    def _set_text(self) -> None:
        widest = _WIDEST_PX * self.fontMetrics().height() // 17
        words = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, widest)
        text = (words + self._ending).replace("&", "&&")
        if text != self.text():
            self.setText(text)
        self.setToolTip(plain_hint(self._name) if words != self._name else "")


class FilterChips(QWidget):
    """What is set in the filter, each with a × that takes it away, and "Clear"; hidden while nothing is.

    Signal: `height_changed()` when it appears, disappears or takes another line.
    """

    height_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chipBar")
        self.setAccessibleName(self.tr("What is filtered"))
        self._session = session
        self._row = FlowLayout(self)
        self._row.setContentsMargins(12, 6, 12, 6)
        self._shown: tuple[Chip, ...] = ()
        session.filter_changed.connect(self._fill)
        session.story_changed.connect(self._fill)
        self._fill()

    def words(self) -> list[str]:
        """What the chips say."""
        return [_words(chip) for chip in self._shown]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from chip to chip."""
        steps: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        step = steps.get(event.key(), 0)
        if step:
            self.focusNextPrevChild(step > 0)
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        snapshot = self._session.snapshot
        found = chips(self._session.filter, snapshot, self._session.style) if snapshot is not None else ()
        had_focus = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._shown = found
        for chip in found:
            button = ChipButton(_words(chip), "  ×", self)
            button.setAccessibleName(self.tr("Take away: {name}").format(name=_words(chip)))
            button.clicked.connect(lambda _=False, chip=chip: self._session.set_filter(chip.without))
            self._row.addWidget(button)
            button.show()
        if found:
            clear = QPushButton(self.tr("Clear"), self)
            clear.setObjectName("clearFilter")
            clear.setToolTip(self.tr("Let every event through again (Shift+Esc)"))
            set_role(clear, "link")
            clear.clicked.connect(self._session.clear_filter)
            self._row.addWidget(clear)
            clear.show()
            if had_focus:
                clear.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setVisible(bool(found))
        self.updateGeometry()
        self.height_changed.emit()


def _words(chip: Chip) -> str:
    return f"not {chip.words}" if chip.excluded else chip.words
