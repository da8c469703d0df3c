"""What happens to a fault of our own: it is logged to a file, shown in a report that can be copied, survived.

Problems of the world are `TimelineError`s and never come here. No article text and no title is logged.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from timeline_app import __version__

LOG = logging.getLogger("timeline_app")

#: The log file turns over at this size, and this many old ones are kept.
LOG_BYTES = 1_000_000
LOG_FILES = 3
#: At most one report is shown in this time; the log has them all.
QUIET_S = 5.0

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_log(path: Path) -> None:
    """Log to a rotating file; where it cannot be written, to nowhere: a log must never stop anyone."""
    LOG.addHandler(_LogFile(path))
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


class _LogFile(logging.Handler):
    """Opens the file, and imports what turns it over, only when there is something to write."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, if it can be written."""
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._file = RotatingFileHandler(
                    self._path, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8"
                )
            except OSError:
                self._file = logging.NullHandler()
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        self._file.handle(record)

    def close(self) -> None:
        """Close the file, too."""
        if self._file is not None:
            self._file.close()
        super().close()


def system_words() -> str:
    """One line on program and system, for the head of a report."""
    import platform

    return (
        f"Timeline {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    )


class Faults(QObject):
    """Catches what nothing else has caught, in every thread; `show` is called with a report, in the window's.

    Installed once by `app`; `remove` puts everything back.
    """

    _caught = Signal(str)

    def __init__(self, show: Callable[[str], None]) -> None:
        super().__init__()
        self._show = show
        self._shown_at = -QUIET_S
        self._caught.connect(self._report, Qt.ConnectionType.QueuedConnection)
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._from_window
        threading.excepthook = self._from_thread
        self._qt_before = qInstallMessageHandler(_log_qt)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt_before)

    def _from_window(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        report = "".join(traceback.format_exception(kind, error, trace))
        LOG.error("unexpected fault\n%s", report)
        self._caught.emit(report)

    def _from_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._from_window(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _report(self, report: str) -> None:
        now = time.monotonic()
        if now - self._shown_at >= QUIET_S:
            self._shown_at = now
            self._show(report)


def _log_qt(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    LOG.log(_LEVELS.get(kind, logging.WARNING), "Qt %s: %s", context.category or "", words)
