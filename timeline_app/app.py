"""The composition root of the window: store → session → window; the command line never imports this."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

# PySide6 looks through the source of every module that is imported after it, so what needs no Qt comes first.
import timeline_app.core.filters
import timeline_app.scene.compose
import timeline_app.scene.overlay
import timeline_app.scene.overview
import timeline_app.store.snapshot
import timeline_app.work.opening  # noqa: F401

# isort: split
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from timeline_app import __version__, allocator, paths
from timeline_app.render.qt_glyphs import register_fonts
from timeline_app.ui.accessible_picture import tell_events
from timeline_app.ui.faults import Faults, start_log
from timeline_app.ui.main_window import MainWindow
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.style import Appearance

#: The id of the .desktop file, so that docks and task bars know whose window it is.
DESKTOP_ID = "io.github.timeline_app.Timeline"

#: By then the first story is painted, on any machine that is fit for use.
STARTED_MS = 2_000
#: A window does not wait longer than this for its story.
PATIENCE_MS = 300


def run(story_path: str | Path | None = None) -> int:
    """Open the window on a story, an importable file, or (None) the last story or the sample."""
    log_file = paths.own_log_dir() / "timeline-app.log"
    start_log(log_file)
    application = make_application()
    window = make_window(application, Path(story_path) if story_path is not None else None, log_file)

    def report(words: str) -> None:
        from timeline_app.ui.dialogs.report_dialog import ReportDialog

        window.show_dialog(ReportDialog(words, log_file, window))

    faults = Faults(report)
    try:
        show_when_ready(window)
        QTimer.singleShot(STARTED_MS, resume_collecting)
        return application.exec()
    finally:
        from timeline_app.ui.clipboard import leave_clipboard

        window.session.close()
        leave_clipboard()
        faults.remove()


def show_when_ready(window: MainWindow) -> None:
    """Show the window with its story, so that it is laid out and painted once; without it after a moment."""

    def show() -> None:
        if not window.isVisible():
            window.show()

    window.session.story_changed.connect(show, Qt.ConnectionType.SingleShotConnection)
    QTimer.singleShot(PATIENCE_MS, window, show)


def resume_collecting() -> None:
    """Garbage is collected again; what the start has made stays, and need not be looked at each time.

    A large story keeps a million objects alive: to look through them all takes 50 ms, which is three frames.
    So it is done a hundred times as rarely; what is in no circle goes at once all the same.
    """
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)
    gc.enable()


def make_application() -> QApplication:
    """The one QApplication, named and with the program's fonts."""
    allocator.give_back_large_arrays()
    QCoreApplication.setApplicationName("Timeline")
    QCoreApplication.setApplicationVersion(__version__)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    application = QApplication(sys.argv[:1])
    application.setDesktopFileName(DESKTOP_ID)
    application.setWindowIcon(QIcon(str(paths.resources_dir() / "icons" / "timeline-app.svg")))
    register_fonts()
    return application


def make_window(
    application: QApplication, story_path: Path | None = None, log_file: Path | None = None
) -> MainWindow:
    """The window, not shown yet, and its story on the way: it is being read while the window is built.

    A file that is no story is opened by the window, which may have to ask how it is to be read.
    """
    settings = Settings(paths.own_config_dir(), paths.own_state_dir())
    session = Session()
    wanted = story_path or _last_story(settings)
    is_story = wanted is None or wanted.suffix.lower() == ".story"
    if is_story:
        session.open(wanted)
    appearance = Appearance(
        application, settings.text("look/theme", "system"), settings.number("look/text_percent", 100)
    )
    window = MainWindow(session, appearance, settings, log_file)
    tell_events(window.view, session)
    if not is_story:
        window.open_file(wanted)
    return window


def _last_story(settings: Settings) -> Path | None:
    """The story open last, if it is still there; None for the sample."""
    last = settings.text("stories/last")
    return Path(last) if last and Path(last).is_file() else None
