"""What each key means in a review, on a Latin and on a Russian keyboard; does nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K, _M = Qt.Key, Qt.KeyboardModifier

#: Key → what it is to do. Digits are categories.
_PLAIN = {
    _K.Key_Space: "accept",
    _K.Key_X: "refuse",
    _K.Key_Up: "before",
    _K.Key_Down: "after",
    _K.Key_Return: "edit",
    _K.Key_Enter: "edit",
    _K.Key_R: "second",
    _K.Key_J: "join",
    _K.Key_A: "explicit",
    _K.Key_T: "twin",
    _K.Key_N: "words",
    _K.Key_Escape: "leave",
}
_WITH_CTRL = {
    _K.Key_Return: "add",
    _K.Key_Enter: "add",
    _K.Key_Z: "undo",
    _K.Key_Y: "redo",
}
#: Where the letters stand on a Russian keyboard: a person need not change it to decide.
_RUSSIAN = dict(
    zip(map(ord, "ЧКОФЕТ"), (_K.Key_X, _K.Key_R, _K.Key_J, _K.Key_A, _K.Key_T, _K.Key_N), strict=True)
)


def meaning(event: QKeyEvent) -> str:
    """What a key is to do in a review; a digit for a category; "" for nothing."""
    modifiers = event.modifiers() & ~_M.KeypadModifier
    key = _RUSSIAN.get(event.key(), event.key())
    if modifiers == _M.ControlModifier:
        return _WITH_CTRL.get(Qt.Key(key), "") if key in _WITH_CTRL else ""
    if modifiers == _M.ControlModifier | _M.ShiftModifier:
        return "redo" if key == _K.Key_Z else ""
    if modifiers != _M.NoModifier:
        return ""
    if _K.Key_1 <= key <= _K.Key_9:
        return str(key - _K.Key_0)
    return _PLAIN.get(Qt.Key(key), "") if key in _PLAIN else ""


def is_kept_from_window(event: QKeyEvent) -> bool:
    """Whether a key types: no such key may reach a story that cannot be seen, as Delete would."""
    is_help = _K.Key_F1 <= event.key() <= _K.Key_F35 or event.key() == _K.Key_Question
    return event.modifiers() in (_M.NoModifier, _M.KeypadModifier, _M.ShiftModifier) and not is_help
