"""What each command of the window does: the other half of `actions`. Lays nothing out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from timeline_app.core.snapshot import FacetKind
from timeline_app.scene.picture import NO_LANES, TargetInfo
from timeline_app.ui import moves
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.moves import ViewHistory
from timeline_app.ui.overview_strip import OverviewStrip
from timeline_app.ui.parts.popup import open_popup
from timeline_app.ui.passage_panel import PassagePanel
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.sides import Sides
from timeline_app.ui.status import Status
from timeline_app.ui.style import Appearance
from timeline_app.ui.timeline_view import TimelineView
from timeline_app.ui.toolbar import Toolbar

if TYPE_CHECKING:
    from timeline_app.ui.exporting.picture_clipboard import PictureClipboard


class CommandedWindow(Protocol):
    """What commands need of their window."""

    session: Session
    appearance: Appearance
    view: TimelineView
    overview: OverviewStrip
    passage: PassagePanel
    sides: Sides
    messages: MessageBar
    status: Status
    history: ViewHistory
    toolbar: Toolbar
    actions_by_id: dict[str, QAction]

    def toggle_table(self) -> None:
        """Show or hide the event table."""

    def show_passage(self) -> None:
        """Bring the passage where it can be read."""

    def show_export(self) -> None:
        """Open the export dialog."""

    def open_file(self, path: Path | None) -> None:
        """Open a story or an importable file, or the sample (None)."""


class WindowCommands:
    """The commands of one window, by their ids."""

    def __init__(
        self, window: CommandedWindow, frame: QMainWindow, settings: Settings, log_file: Path | None
    ) -> None:
        self._window = window
        self._frame = frame  # the same window, as Qt knows it
        self._session = window.session
        self._settings = settings
        self._log_file = log_file
        self._pictures: PictureClipboard | None = None

    def table(self) -> Mapping[str, Callable[[], None]]:
        """Every command's id with what it does."""
        window, session, view = self._window, self._session, self._window.view
        appearance = window.appearance
        return {
            "open": self.open,
            "open-sample": lambda: window.open_file(None),
            "save-copy": self.save_copy,
            "export-image": self.export_image,
            "print": self.print_picture,
            "quit": self.quit,
            "copy": self.copy,
            "copy-image": self.copy_image,
            "copy-citation": window.passage.copy_citation,
            "search": self.search,
            "next-hit": lambda: self.step(1),
            "previous-hit": lambda: self.step(-1),
            "clear-filter": self.clear_filter,
            "fit-all": view.fit_all,
            "centre-selection": lambda: moves.centre_selection(session),
            "today": self.go_today,
            "go-to-date": self.go_to_date,
            "zoom-in": lambda: moves.zoom(session, moves.ZOOM_STEP),
            "zoom-out": lambda: moves.zoom(session, 1 / moves.ZOOM_STEP),
            "pan-earlier": lambda: moves.pan(session, -moves.PAN_SHARE),
            "pan-later": lambda: moves.pan(session, moves.PAN_SHARE),
            "page-earlier": lambda: moves.pan(session, -moves.PAGE_SHARE),
            "page-later": lambda: moves.pan(session, moves.PAGE_SHARE),
            "view-back": lambda: window.history.go(-1),
            "view-forward": lambda: window.history.go(1),
            **{
                f"lanes-{lanes}": lambda lanes=lanes: session.set_lanes(lanes)  # type: ignore[misc]
                for lanes in (NO_LANES, *(kind.value for kind in FacetKind))
            },
            "toggle-filter": window.sides.toggle_filter,
            "toggle-table": window.toggle_table,
            "toggle-passage": window.sides.toggle_passage,
            "theme-system": lambda: appearance.set_scheme("system"),
            "theme-light": lambda: appearance.set_scheme("light"),
            "theme-dark": lambda: appearance.set_scheme("dark"),
            "wheel-zooms": lambda: self.set_wheel(scrolls=False),
            "wheel-scrolls": lambda: self.set_wheel(scrolls=True),
            "text-larger": lambda: appearance.step_text(1),
            "text-smaller": lambda: appearance.step_text(-1),
            "full-screen": self.toggle_full_screen,
            "next-event": lambda: self.step(1),
            "previous-event": lambda: self.step(-1),
            "first-event": lambda: self.step_to_end(first=True),
            "last-event": lambda: self.step_to_end(first=False),
            "read-passage": self.read_passage,
            "dismiss": self.dismiss,
            "find-in-article": self.find_in_article,
            "next-passage": lambda: window.passage.step_passage(1),
            "previous-passage": lambda: window.passage.step_passage(-1),
            "open-source": window.passage.open_source,
            "keys": self.show_keys,
            "palette": self.show_palette,
            "show-log": self.show_log,
            "about": self.show_about,
        }

    # -- files --------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Ask for a story or an importable file, and open it."""
        from timeline_app.formats import readable

        tr = self._frame.tr
        folder = str(self._session.path.parent) if self._session.path else ""
        suffixes = [".story", *(suffix for known in readable() for suffix in known.suffixes)]
        offered = " ".join(f"*{suffix}" for suffix in suffixes)
        name, _ = QFileDialog.getOpenFileName(
            self._frame,
            tr("Open a Story"),
            folder,
            ";;".join((f"{tr('Stories and what can be imported')} ({offered})", f"{tr('All files')} (*)")),
        )
        if name:
            self._window.open_file(Path(name))

    def save_copy(self) -> None:
        """Ask for a place, and write a whole copy of the story there."""
        window, path = self._window, self._session.path
        if path is None:
            return
        suggested = path.with_name(f"{path.stem} copy.story")
        name, _ = QFileDialog.getSaveFileName(
            self._frame,
            self._frame.tr("Save a Copy"),
            str(suggested),
            f"{self._frame.tr('Stories')} (*.story)",
        )
        if name:
            target = Path(name) if Path(name).suffix else Path(name + ".story")
            self._session.save_copy(
                target, lambda: window.status.notice(self._frame.tr("Copy saved as {}").format(target.name))
            )

    def export_image(self) -> None:
        """Open the export dialog on what is shown."""
        if self._session.snapshot is not None:
            self._window.show_export()

    def print_picture(self) -> None:
        """Print the view."""
        if self._session.snapshot is not None:
            from timeline_app.ui.exporting.printing import print_view

            print_view(self._frame, self._session)

    def quit(self) -> None:
        """Close the window, which remembers how it was left."""
        self._frame.close()

    # -- copying ------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Words as words, where some are selected; else the selected events, as rows and whole."""
        focused = QApplication.focusWidget()
        if _has_words(focused) and isinstance(focused, QLineEdit | QTextEdit | QPlainTextEdit):
            focused.copy()
        elif self._session.selected:
            from timeline_app.ui.clipboard import copy_events

            copy_events(self._session, self._session.selected, self._window.status.notice)
        else:
            self._window.status.notice(self._frame.tr("Select events or words to copy"))

    def copy_image(self) -> None:
        """The view as a picture, without rings: as PNG and as SVG."""
        from timeline_app.ui.exporting.picture_clipboard import PictureClipboard
        from timeline_app.work.picture import PictureOptions

        window, session, viewport = self._window, self._session, self._session.viewport
        if viewport is None:
            return
        if self._pictures is None:
            self._pictures = PictureClipboard(session, self._frame)
        options = PictureOptions(
            preset="screen",
            size_px=(float(window.view.width()), float(window.view.height())),
            theme=window.appearance.theme.name,
            lanes=session.lanes,
            filter=session.filter,
            span_s=(viewport.start_s, viewport.end_s),
            headline="",
            footer=False,
        )
        done = partial(window.status.notice, self._frame.tr("Picture copied"))
        self._pictures.copy(options, done, window.messages.tell)

    def close(self) -> None:
        """End what commands have begun."""
        if self._pictures is not None:
            self._pictures.close()

    # -- searching and moving -----------------------------------------------------------------------------

    def search(self) -> None:
        """Put the cursor into the search field."""
        field = self._window.toolbar.search
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def clear_filter(self) -> None:
        """Empty the search and let every event through."""
        self._window.toolbar.search.clear()
        self._session.clear_filter()

    def step(self, by: int) -> None:
        """Select the next or previous event; the view follows if it must."""
        self._session.step(by)
        self._window.view.keyboard_moved()
        moves.reveal(self._session, self._session.selected)

    def step_to_end(self, *, first: bool) -> None:
        """Select the first or last event that passes the filter."""
        order, snapshot = self._session.order(), self._session.snapshot
        if snapshot is not None and len(order):
            row = order[0 if first else (order.dated or len(order)) - 1]
            self._session.select((int(snapshot.by_row.id[row]),))
            self._window.view.keyboard_moved()
            moves.reveal(self._session, self._session.selected)

    def go_today(self) -> None:
        """Bring today into the middle."""
        from timeline_app.work.clock import now_s

        moves.go_to(self._session, now_s())

    def go_to_date(self) -> None:
        """Ask for a date, and go there."""
        if self._session.snapshot is None:
            return
        from timeline_app.ui.dialogs.go_to_date import GoToDate

        view = self._window.view
        popup = GoToDate(self._session.style, self._session.snapshot.settings.zone, self._frame)
        popup.span_wanted.connect(lambda start_s, end_s: moves.show_span(self._session, start_s, end_s))
        popup.open_at(QPoint(max((view.width() - popup.width()) // 2, 8), 60), view)

    # -- the window ---------------------------------------------------------------------------------------

    def read_passage(self) -> None:
        """Go to the article with the keyboard."""
        if self._session.current is not None:
            self._window.show_passage()
            self._window.passage.read()

    def find_in_article(self) -> None:
        """Search within the article."""
        self._window.show_passage()
        self._window.passage.find_in_article()

    def dismiss(self) -> None:
        """Close what is open, leave the field, clear the selection: the first of these that there is."""
        window = self._window
        if (popup := open_popup(self._frame)) is not None:
            popup.dismiss()
            return
        if window.view.pointing.cancel() or window.overview.cancel_gesture():
            return
        if window.sides.close_one():
            window.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif window.messages.isVisible():
            window.messages.clear()
        elif QApplication.focusWidget() not in (None, window.view):
            window.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._session.select(())

    def set_wheel(self, *, scrolls: bool) -> None:
        """Have the plain wheel zoom or scroll."""
        self._window.view.wheel.scrolls = scrolls
        self._settings.put("wheel/scrolls", scrolls)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or leave it."""
        self._frame.setWindowState(self._frame.windowState() ^ Qt.WindowState.WindowFullScreen)

    def show_list(self, target: TargetInfo, at: QPoint) -> None:
        """Open the whole list behind a "+37"."""
        from timeline_app.ui.dialogs.more_list import MoreList

        snapshot = self._session.snapshot
        if snapshot is not None:
            ids = snapshot.by_row.id[target.rows].tolist()
            MoreList(self._session, ids, self._frame).open_at(at, self._window.view)

    # -- help ---------------------------------------------------------------------------------------------

    def show_keys(self) -> None:
        """List all keys."""
        from timeline_app.ui.dialogs.keys_dialog import KeysDialog

        KeysDialog(self._frame).show()

    def show_palette(self) -> None:
        """Find a command by its name."""
        from timeline_app.ui.dialogs.command_palette import CommandPalette

        actions = [action for name, action in self._window.actions_by_id.items() if name != "palette"]
        CommandPalette(actions, self._frame).open_over(self._frame)

    def show_log(self) -> None:
        """Open the folder of the log file."""
        if self._log_file is not None and self._log_file.parent.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file.parent)))
        else:
            self._window.status.notice(self._frame.tr("There is no log yet"))

    def show_about(self) -> None:
        """Say what this is."""
        from timeline_app.ui.dialogs.about_dialog import AboutDialog

        AboutDialog(self._frame).show()


def _has_words(widget: QWidget | None) -> bool:
    """Whether words are selected in a widget."""
    if isinstance(widget, QLineEdit):
        return widget.hasSelectedText()
    return isinstance(widget, QTextEdit | QPlainTextEdit) and widget.textCursor().hasSelection()
