"""The menu of colours for a category: the theme's, and one of the person's own. Changes nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QMenu, QWidget

from timeline_app.core.event import Category
from timeline_app.scene.theme import Theme, category_style, hex_of
from timeline_app.ui.look import symbol_icon

_SYMBOL_PX = 14


def colour_menu(parent: QWidget, theme: Theme, category: Category, give: Callable[[Category], None]) -> QMenu:
    """A menu; `give` is called with the category in the colour that is chosen."""
    menu = QMenu(parent)
    menu.setObjectName("colourMenu")
    for index in range(len(theme.categories)):
        one = replace(category, colour=index, own_colour="")
        action = menu.addAction(symbol_icon(theme, one, _SYMBOL_PX), menu.tr("Colour {}").format(index + 1))
        action.triggered.connect(lambda _=False, one=one: give(one))
    menu.addSeparator()
    other = menu.addAction(menu.tr("Another colour…"))
    other.triggered.connect(lambda: _ask(parent, theme, category, give))
    return menu


def _ask(parent: QWidget, theme: Theme, category: Category, give: Callable[[Category], None]) -> None:
    present = QColor(hex_of(category_style(theme, category).colour))
    chosen = QColorDialog.getColor(present, parent, parent.tr("Colour of {}").format(category.name))
    if chosen.isValid():
        give(replace(category, own_colour=chosen.name().upper()))
