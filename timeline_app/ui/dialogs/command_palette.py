"""Every command by name: type a few letters, press Enter. Ranks by beginnings; runs nothing itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from timeline_app.core.fold import fold
from timeline_app.ui.actions import COMMANDS, MENUS, plain, tr
from timeline_app.ui.parts.picking import PickList

_Index = QModelIndex | QPersistentModelIndex


def rank(name: str, typed: str) -> int | None:
    """How well a name fits: 0 begins so, 1 a word of it does, 2 holds it, 3 has its letters in order.

    None where it does not fit. Case and accents do not matter.
    """
    name, typed = fold(name), fold(typed).strip()
    if name.startswith(typed):
        return 0
    if f" {typed}" in name:
        return 1
    if typed in name:
        return 2
    letters = iter(name)
    return 3 if all(letter in letters for letter in typed if letter != " ") else None


class CommandsModel(QAbstractListModel):
    """The commands that can be run now, best first."""

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        menus = {path: plain(tr(name)) for path, name, _ in MENUS}
        paths = {command.id: command.menu for command in COMMANDS}
        self._all = [
            (action, self._name(action, menus, paths[action.objectName()]))
            for action in actions
            if action.isEnabled() and action.isVisible()
        ]
        self._shown = list(self._all)

    @staticmethod
    def _name(action: QAction, menus: dict[str, str], path: str) -> str:
        """Commands of an inner menu are named with it: "Theme: Dark"."""
        name = plain(action.text()).rstrip("…")
        return f"{menus[path]}: {name}" if "/" in path else name

    def find(self, typed: str) -> None:
        """Show what fits."""
        ranked = [
            (rank(name, typed), place, (action, name)) for place, (action, name) in enumerate(self._all)
        ]
        self.beginResetModel()
        fitting = [(how, place, entry) for how, place, entry in ranked if how is not None]
        self._shown = [entry for _, _, entry in sorted(fitting, key=lambda one: one[:2])]
        self.endResetModel()

    def action_at(self, index: _Index) -> QAction:
        """The action of a row."""
        return self._shown[index.row()][0]

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Name, state and first key."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        action, name = self._shown[index.row()]
        on = "✓ " if action.isCheckable() and action.isChecked() else ""
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return f"{on}{name}" + (f"   ({keys})" if keys else "")


class CommandPalette(PickList):
    """Opens over the window; picking a command triggers its action once the palette is gone."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        self._commands = CommandsModel(actions)
        super().__init__("commandPalette", self._commands, parent)
        self._commands.setParent(self)
        self.setAccessibleName(self.tr("Commands"))
        self.field.setPlaceholderText(self.tr("Type a command"))
        self.field.setAccessibleName(self.tr("Command"))
        self.field.textChanged.connect(self._find)
        self.setFixedSize(440, 380)
        self.picked.connect(self._run)

    def open_over(self, window: QWidget) -> None:
        """Show it in the upper middle of a window."""
        self.open_at(QPoint((window.width() - self.width()) // 2, 60), window)

    def _find(self, typed: str) -> None:
        self._commands.find(typed)
        self.choose_first()

    def _run(self, index: QModelIndex) -> None:
        action = self._commands.action_at(index)
        QTimer.singleShot(0, action, action.trigger)
