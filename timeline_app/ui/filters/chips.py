"""Chips: small rounded buttons for names, and the row of them that says what is filtered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from timeline_app.core.filters import Chip, chips
from timeline_app.core.offsets import shown
from timeline_app.ui.look import plain_hint
from timeline_app.ui.parts.flow_layout import FlowLayout
from timeline_app.ui.session import Session
from timeline_app.ui.style import set_role

#: No chip is wider than this at text size 100 %; longer names end in "…" and are told whole in the hint.
_WIDEST_PX = 240


class ChipButton(QPushButton):
    """A name as a button; a long one is cut with "…" and shown whole in its hint."""

    def __init__(self, name: str, ending: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._ending = "", ending
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        set_role(self, "chip")
        self.rename(name)

    def rename(self, name: str) -> None:
        """Stand for another name."""
        self._name = " ".join(shown(name).split())
        self.setAccessibleName(self._name)
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
        self._rests = False
        self._buttons: list[ChipButton] = []
        self._clear = QPushButton(self.tr("Clear"), self)
        self._clear.setObjectName("clearFilter")
        self._clear.setToolTip(self.tr("Let every event through again (Shift+Esc)"))
        set_role(self._clear, "link")
        self._clear.clicked.connect(session.clear_filter)
        self._row.addWidget(self._clear)
        self.hide()
        session.filter_changed.connect(self._fill)
        session.story_changed.connect(self._fill)
        self._fill()

    def set_resting(self, rests: bool) -> None:
        """Stay away, as while a story is presented and its views say what is seen."""
        self._rests = rests
        self._settle()

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
        """Say what is set; a chip whose words change stays the same button, as while somebody types."""
        snapshot = self._session.snapshot
        found = chips(self._session.filter, snapshot, self._session.style) if snapshot is not None else ()
        if found == self._shown:
            return
        had_focus = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
        said = self.words()
        self._shown = found
        if len(found) > len(self._buttons):
            self._make_buttons(len(found))
        for button in self._buttons[len(found) :]:
            button.hide()  # a new one would have to be dressed anew
        for button, chip in zip(self._buttons, found, strict=False):
            button.show()
            button.rename(_words(chip))
            button.setAccessibleName(self.tr("Take away: {name}").format(name=_words(chip)))
        if had_focus and found:
            self._clear.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle()
        if said != self.words():
            self.updateGeometry()
            self.height_changed.emit()

    def _settle(self) -> None:
        self.setVisible(bool(self._shown) and not self._rests)

    def _make_buttons(self, number: int) -> None:
        """So many chips at the least, and "Clear" behind them."""
        self._row.removeWidget(self._clear)
        for place in range(len(self._buttons), number):
            button = ChipButton("", "  ×", self)
            button.clicked.connect(lambda _=False, at=place: self._take_away(at))
            if place:
                self.setTabOrder(self._buttons[-1], button)
            self._buttons.append(button)
            self._row.addWidget(button)
        self._row.addWidget(self._clear)
        self.setTabOrder(self._buttons[-1], self._clear)

    def _take_away(self, place: int) -> None:
        self._session.set_filter(self._shown[place].without)


def _words(chip: Chip) -> str:
    return f"not {chip.words}" if chip.excluded else chip.words
