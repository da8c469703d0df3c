"""What a command says and how it ends: exit statuses, problems in one sentence, harmless output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from timeline_app.core.errors import TimelineError
from timeline_app.core.mapping import DayOrderError

DONE, PROBLEM, USAGE = 0, 1, 2


def told(deed: Callable[[], int]) -> int:
    """Do it, and turn problems of the world into one sentence and a status."""
    try:
        with _harmless_output():
            return deed()
    except DayOrderError as trouble:
        print(f"timeline-app: {trouble} Import the file with --day-first or --month-first.", file=sys.stderr)
        return PROBLEM
    except TimelineError as trouble:
        print(f"timeline-app: {' '.join(str(trouble).split())}", file=sys.stderr)
        return PROBLEM
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 128 + 2  # as a shell reports SIGINT


@contextmanager
def _harmless_output() -> Iterator[None]:
    """Output in UTF-8 where it is a file or a pipe; letters a terminal lacks never stop a command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            if not stream.isatty():
                reconfigure(encoding="utf-8")
            reconfigure(errors="backslashreplace")
    yield
    sys.stdout.flush()


def note(notes: Sequence[str]) -> None:
    """What the person should know of a deed that was done all the same."""
    for words in notes:
        print(f"timeline-app: {words}", file=sys.stderr)


def program() -> str:
    """How the person calls this program."""
    return "python main.py" if Path(sys.argv[0]).name == "main.py" else "timeline-app"
