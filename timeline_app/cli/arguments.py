"""What commands are given: readers of single arguments, and the arguments that several commands share.

What is wrong with an argument is wrong usage, told as argparse tells it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from timeline_app.core.errors import TimelineError

if TYPE_CHECKING:
    from timeline_app.core.filters import EventFilter

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `declare` adds its arguments and sets `command`, the function of them that does the deed.

    `short` is said of it in the list of commands, `long` in its own help.
    """

    name: str
    declare: Callable[[argparse.ArgumentParser], None]
    short: str
    long: str


def value_of(read: Callable[[str], _Value]) -> Callable[[str], _Value]:
    """A reader of an argument whose `TimelineError` is wrong usage, told as argparse tells it."""

    def value(text: str) -> _Value:
        try:
            return read(text)
        except TimelineError as trouble:
            raise argparse.ArgumentTypeError(str(trouble)) from trouble

    return value


def date(text: str) -> str:
    """A date as people type it, as EDTF."""
    from timeline_app.core.dates import read_date
    from timeline_app.work.clock import today

    understood = read_date(text, today=today())
    if understood.question:
        raise TimelineError(understood.question)
    return understood.edtf


def add_story(parser: argparse.ArgumentParser) -> None:
    """STORY, which may be any file that can be read."""
    parser.add_argument(
        "story", metavar="STORY", type=Path, help="a .story file, or any that can be imported"
    )


def add_filter(parser: argparse.ArgumentParser) -> None:
    """`--filter QUERY`; `filter_of` gives it back."""
    parser.add_argument(
        "--filter",
        metavar="QUERY",
        type=value_of(_query),
        default="",
        help="only events that pass, such as: 'potash -talks tag:\"John Coale\" after:2021'",
    )


def filter_of(chosen: argparse.Namespace) -> EventFilter:
    """The filter that `--filter` asks for."""
    from timeline_app.core.filters import EventFilter

    return EventFilter(query=chosen.filter)


def _query(text: str) -> str:
    """A query, unchanged, once it is known to be well formed."""
    from timeline_app.work.selecting import read_query

    read_query(text)
    return text
