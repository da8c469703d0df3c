"""The pictures of an event in its editor: each with its name, its caption and its credit to be written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from timeline_app.core.draft import PictureWords
from timeline_app.core.event import Picture
from timeline_app.core.offsets import shown
from timeline_app.ui.parts.elided import ElidedLabel
from timeline_app.ui.style import set_role


class PictureRows(QWidget):
    """Follows `show_pictures`; what a person has typed stays when another picture comes or goes.

    Signal `removed(int)`: the id of a picture that shall be taken out.
    """

    removed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fields: dict[int, tuple[QLineEdit, QLineEdit]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def words(self) -> tuple[PictureWords, ...]:
        """What the fields say of each picture."""
        return tuple(
            PictureWords(picture_id, caption.text().strip(), credit.text().strip())
            for picture_id, (caption, credit) in self._fields.items()
        )

    def show_pictures(self, pictures: Sequence[Picture], *, afresh: bool = False) -> None:
        """Show these; `afresh` drops what was typed."""
        typed = {} if afresh else {one.id: one for one in self.words()}
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._fields = {}
        for picture in pictures:
            kept = typed.get(picture.id, PictureWords(picture.id, picture.caption, picture.credit))
            self._column.addWidget(self._row(picture, kept))
        self.setVisible(bool(pictures))

    def _row(self, picture: Picture, words: PictureWords) -> QWidget:
        row = QWidget(self)
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        name = shown(picture.name) or shown(picture.url) or self.tr("Picture")
        size = f" ({max(picture.size_bytes // 1024, 1):,} kB)" if picture.size_bytes else ""
        gone = QToolButton(row)
        gone.setText("×")
        gone.setAccessibleName(self.tr("Take {} out of the story").format(name))
        gone.setToolTip(self.tr("Take this picture out of the story"))
        set_role(gone, "flat")
        gone.clicked.connect(lambda: self.removed.emit(picture.id))
        caption = self._field(
            row, "pictureCaption", self.tr("Caption, said as well to those who cannot see it")
        )
        credit = self._field(row, "pictureCredit", self.tr("Credit: who made it, whose it is"))
        caption.setText(words.caption)
        credit.setText(words.credit)
        caption.setAccessibleName(self.tr("Caption of {}").format(name))
        credit.setAccessibleName(self.tr("Credit of {}").format(name))
        grid.addWidget(ElidedLabel(name + size, "", row), 0, 0)
        grid.addWidget(gone, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(caption, 1, 0, 1, 2)
        grid.addWidget(credit, 2, 0, 1, 2)
        self._fields[picture.id] = caption, credit
        row.show()
        return row

    def _field(self, row: QWidget, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(row)
        field.setObjectName(name)
        field.setPlaceholderText(hint)
        return field
