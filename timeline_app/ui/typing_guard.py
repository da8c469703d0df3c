"""Keeps single-key commands from firing while a person types or moves about in a list, a table or a text.

Works by the focus alone: a filter over every event of the program would cost each frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

#: Widgets that every plain key belongs to.
_TYPED_IN = (
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
    QAbstractSpinBox,
    QComboBox,
    QAbstractItemView,
    QAbstractSlider,
)
#: A sequence with one of these, as Qt writes it portably, types no letter and moves no cursor.
_COMMANDING = re.compile(r"Ctrl\+.|Alt\+.|Meta\+.|Esc|F\d")
_PRESSING = ("Return", "Enter")


class TypingGuard(QObject):
    """Takes the plain keys from commands while the focus is where they mean something else."""

    def __init__(self, window: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(window)
        self._keys = {
            action: action.shortcuts() for action in actions if any(map(_is_plain, action.shortcuts()))
        }
        self._state = ""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        state = (
            "typed" if isinstance(now, _TYPED_IN) else "button" if isinstance(now, QAbstractButton) else ""
        )
        if now is None or state == self._state:
            return
        self._state = state
        for action, keys in self._keys.items():
            if state == "typed":
                action.setShortcuts([key for key in keys if not _is_plain(key)])
            elif state == "button":
                action.setShortcuts([key for key in keys if key.toString() not in _PRESSING])
            else:
                action.setShortcuts(keys)


def _is_plain(keys: QKeySequence) -> bool:
    return _COMMANDING.search(keys.toString()) is None
