"""Answers that may come after the widget that asked has been closed: they are dropped then."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from PySide6.QtCore import QObject
from shiboken6 import isValid

P = ParamSpec("P")


def while_alive(owner: QObject, does: Callable[P, object]) -> Callable[P, None]:
    """`does`, as long as Qt's own object behind `owner` is there; nothing after."""

    def answer(*arguments: P.args, **named: P.kwargs) -> None:
        if isValid(owner):
            does(*arguments, **named)

    return answer
