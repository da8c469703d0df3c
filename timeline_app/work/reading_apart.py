"""A file read in a process of its own, so that no thread of the window ever waits for the reading.

Python runs one thread at a time: beside a thread that parses, a frame comes 13 to 21 ms late, beside a
process one (measured). The process is started anew (never forked: Qt and threads do not survive that),
imports no window, and of the store no more than its sentences. It hands over portions through a pipe as fast
as they are taken, and ends with what it reads, with who asked, or when it is no longer wanted.
"""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from timeline_app.core.errors import TimelineError
from timeline_app.core.mapping import DayOrderError
from timeline_app.formats import FORMATS, ReadOptions, format_named
from timeline_app.store.failures import told
from timeline_app.work.reading_portions import Portion, portions_of

#: So often it is looked whether the reading is still wanted, while nothing comes.
_LOOK_S = 0.1
_END_S = 5.0


@contextmanager
def read_apart(path: Path, format_name: str, options: ReadOptions, zone: str) -> Iterator[Iterator[Portion]]:
    """The portions of a file (see `portions_of`), read by a process that ends with the block at the latest.

    While none comes, the last one's progress comes again, without content. Raises what the reader raises;
    where the process ends before its time, TimelineError.
    """
    spawning = multiprocessing.get_context("spawn")
    receiver, sender = spawning.Pipe(duplex=False)
    process = spawning.Process(
        target=_read, args=(sender, str(path), format_name, options, zone), name="import-reader", daemon=True
    )
    try:
        with told(path):
            process.start()
        sender.close()
        yield _received(receiver, process)
    finally:
        receiver.close()
        if process.pid is not None:
            process.kill()
            process.join(_END_S)
            process.close()


def _received(receiver: Connection, process: BaseProcess) -> Iterator[Portion]:
    last = Portion((), 0, 0)
    while True:
        if not receiver.poll(_LOOK_S):
            yield Portion((), last.events, last.place_bytes)
            continue
        try:
            kind, value = receiver.recv()
        except (EOFError, OSError):
            process.join(_END_S)
            raise TimelineError(
                "the part of the program that reads it ended before its time; perhaps memory was short."
            ) from None
        if kind == "end":
            return
        if kind == "portion":
            last = value
            yield value
        else:
            raise _raised(kind, value)


def _raised(kind: str, value: Any) -> Exception:
    if kind == "order":
        return DayOrderError(*value)
    return TimelineError(value) if kind == "trouble" else RuntimeError(value)


def _read(sender: Connection, path: str, format_name: str, options: ReadOptions, zone: str) -> None:
    """What the process does; every end is told, but for one that comes from outside."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is heard by who asked, and ends this process
    with suppress(OSError):  # nobody listens any more
        try:
            with told(Path(path)), Path(path).open("rb") as file:
                for portion in portions_of(file, format_named(format_name, FORMATS), options, zone):
                    sender.send(("portion", portion))
        except DayOrderError as question:
            sender.send(("order", (question.text, question.place)))
        except TimelineError as trouble:
            sender.send(("trouble", str(trouble)))
        except Exception:  # a bug: it is raised again where the report dialog takes it
            sender.send(("fault", traceback.format_exc()))
        else:
            sender.send(("end", None))
