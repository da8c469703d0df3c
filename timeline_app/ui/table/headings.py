"""The headings of the event table: moved, hidden and sized by the person, and kept in the story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu

from timeline_app.ui.table.model import Column

#: The story is told of new headings when they have been left alone so long.
SETTLED_MS = 600
_LEAST_PX = 40


class Headings(QObject):
    """Follows a header view. Signal `settled(object)`: the headings as the story keeps them, as `kept` gives.

    `widths_px` are those to begin with, at text size 100 %.
    """

    settled = Signal(object)

    def __init__(self, header: QHeaderView, widths_px: Mapping[Column, int]) -> None:
        super().__init__(header)
        self._header = header
        self._first_px, self._widths_px = dict(widths_px), dict(widths_px)
        self._scale = 1.0
        self._own_doing = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED_MS)
        self._settle.timeout.connect(lambda: self.settled.emit(self.kept()))
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._show_menu)
        header.sectionMoved.connect(lambda *_: self._changed())
        header.sectionResized.connect(
            lambda column, *_: self._changed() if not self._is_last(column) else None
        )

    def show(self, kept: Sequence[str], scale: float) -> None:
        """Put the headings as a story keeps them, at a text size; the rest is as in a new story."""
        self._own_doing, self._scale = True, scale
        header = self._header
        known = {column.name.lower(): column for column in Column}
        wanted: dict[Column, tuple[int, bool]] = {}
        for text in kept:
            name, _, width = text.lstrip("-").partition(":")
            if name in known and width.isdigit():
                wanted[known[name]] = max(int(width), _LEAST_PX), text.startswith("-")
        for column in Column:
            wanted.setdefault(column, (self._first_px[column], False))
        if all(hidden for _, hidden in wanted.values()):
            wanted[Column.TITLE] = wanted[Column.TITLE][0], False
        for place, (column, (width_px, hidden)) in enumerate(wanted.items()):
            header.moveSection(header.visualIndex(column), place)
            header.setSectionHidden(column, False)
            header.resizeSection(column, round(width_px * scale))
            header.setSectionHidden(column, hidden)
            self._widths_px[column] = width_px
        self._own_doing = False
        self._settle.stop()

    def kept(self) -> tuple[str, ...]:
        """The headings as a story keeps them: `title:330`, a `-` before what is hidden."""
        header = self._header
        found = []
        for place in range(header.count()):
            column = Column(header.logicalIndex(place))
            hidden = header.isSectionHidden(column)
            width_px = round(header.sectionSize(column) / self._scale)
            if hidden or self._is_last(column):
                width_px = self._widths_px[column]
            found.append(f"{'-' if hidden else ''}{column.name.lower()}:{width_px}")
        return tuple(found)

    def set_hidden(self, column: Column, *, hidden: bool) -> None:
        """Hide a column, or show it; the last one stays."""
        header = self._header
        if hidden and header.count() - header.hiddenSectionCount() <= 1:
            return
        if hidden:
            self._widths_px[column] = round(header.sectionSize(column) / self._scale)
        header.setSectionHidden(column, hidden)
        self._changed()

    def _is_last(self, column: int) -> bool:
        """Whether a column takes what is left of the width, which is nobody's choice."""
        header = self._header
        at = header.visualIndex(column)
        return all(header.isSectionHidden(header.logicalIndex(one)) for one in range(at + 1, header.count()))

    def _changed(self) -> None:
        if not self._own_doing:
            self._settle.start()

    def _show_menu(self, point: QPoint) -> None:
        header = self._header
        menu = QMenu(header)
        menu.setObjectName("headingsMenu")
        for column in Column:
            name = header.model().headerData(column, Qt.Orientation.Horizontal)
            action = QAction(str(name), menu)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(column))
            action.triggered.connect(lambda shown, column=column: self.set_hidden(column, hidden=not shown))
            menu.addAction(action)
        menu.popup(header.viewport().mapToGlobal(point))
