"""The window: puts the parts together, connects them to the session, remembers how it was left.

Draws nothing and reads no file; what commands do stands in `window_commands`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui.actions import fill_menu_bar, make_actions
from timeline_app.ui.articles.article_commands import ArticleCommands
from timeline_app.ui.articles.passage_edits import PassageEdits
from timeline_app.ui.dock_bar import give_bar
from timeline_app.ui.editing.edit_commands import EditCommands
from timeline_app.ui.editing.event_pasting import EventPasting
from timeline_app.ui.exporting.data_commands import DataCommands
from timeline_app.ui.filter_panel import FilterPanel
from timeline_app.ui.filters.chips import FilterChips
from timeline_app.ui.filters.hidden_events import HiddenEvents
from timeline_app.ui.importing.file_opening import FileOpening
from timeline_app.ui.importing.import_bar import ImportBar
from timeline_app.ui.importing.import_commands import ImportCommands
from timeline_app.ui.messages import MessageBar
from timeline_app.ui.moves import ViewHistory
from timeline_app.ui.overview_strip import OverviewStrip
from timeline_app.ui.passage_panel import PassagePanel
from timeline_app.ui.presenting import Presenting
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.sides import Sides
from timeline_app.ui.status import Status
from timeline_app.ui.style import Appearance, set_role
from timeline_app.ui.timeline_view import TimelineView
from timeline_app.ui.toolbar import Toolbar
from timeline_app.ui.typing_guard import TypingGuard
from timeline_app.ui.window_commands import WindowCommands

if TYPE_CHECKING:
    from timeline_app.ui.event_table import EventTable

FIRST_SIZE = QSize(1440, 900)
LEAST_SIZE = QSize(720, 480)
TABLE_PX = 240


class MainWindow(QMainWindow):
    """One window on one story. `actions_by_id` holds every command's action by its id."""

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        settings: Settings,
        log_file: Path | None = None,
    ) -> None:
        super().__init__()
        self.session, self.appearance, self.settings = session, appearance, settings
        self.setWindowTitle("Timeline")
        self.setMinimumSize(LEAST_SIZE)
        self.setAcceptDrops(True)
        metrics = TextMetrics()
        self.view = TimelineView(session, appearance, metrics)
        self.overview = OverviewStrip(session, appearance)
        self.chips = FilterChips(session)
        self.filter_panel = FilterPanel(session, appearance)
        self.passage = PassagePanel(session, appearance, metrics)
        self.messages = MessageBar()
        self.imports = ImportBar(session)
        self.status = Status(session)
        self.table: EventTable | None = None
        self._dock: QDockWidget | None = None
        self._dialogs: list[QWidget] = []
        self._shown_path: Path | None = None
        self.sides = Sides(self.filter_panel, self._picture_column(), self.passage, appearance)
        self.history = ViewHistory(session)
        self.files = FileOpening(self, self, settings)
        self.commands = WindowCommands(self, self, settings, log_file)
        self.editing = EditCommands(self, self)
        self.passage_edits = PassageEdits(self, self, self.editing.edits, self.editing.new_event)
        self.pages = QStackedWidget(self)
        self.articles = ArticleCommands(self, self, self.editing.edits, metrics, self.editing.new_event)
        self.importing = ImportCommands(self, self, self.editing.edits, settings)
        self.data = DataCommands(self, self, settings)
        self.pasting = EventPasting(self, self.editing.edits, self)
        self.hidden = HiddenEvents(session, self.editing.edits, self.messages, self)
        parts = (self.commands, self.editing, self.passage_edits, self.articles, self.importing, self.data)
        commanded = {name: does for one in parts for name, does in one.table().items()}
        self.presenting = Presenting(self, self, self.editing.views)
        self.actions_by_id = make_actions(self, {**commanded, **self.presenting.table(commanded)})
        self.menus = fill_menu_bar(self.menuBar(), self.actions_by_id)
        self.toolbar = Toolbar(self.actions_by_id, self.menus["view/lanes"], appearance, self)
        self._guard = TypingGuard(self, self.actions_by_id.values())
        self._lay_out()
        self._connect()
        self._restore()
        self._tell_state()
        self._tell_editing()

    # -- for the commands ---------------------------------------------------------------------------------

    def toggle_table(self) -> None:
        """Show or hide the event table, which is made at its first showing."""
        if self._dock is None:
            self._make_table()
        elif self._dock.isVisible():
            self._dock.hide()
        else:
            self._dock.show()
        self._tell_state()

    def open_file(self, path: Path | None) -> None:
        """Open a story or an importable file, or the sample (None); what must be asked is asked first."""
        self.files.open(path)

    def show_passage(self) -> None:
        """Bring the passage where it can be read."""
        if self.sides.passage_beside and not self.sides.passage_wanted:
            self.sides.toggle_passage()
        self.sides.show_passage()

    def show_export(self) -> None:
        """Open the export dialog."""
        from timeline_app.ui.export_dialog import ExportDialog

        self.show_dialog(ExportDialog(self.session, self.appearance, self.settings, self.view.size(), self))

    def show_dialog(self, dialog: QWidget) -> None:
        """Show a dialog and keep it until it is closed."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialogs.append(dialog)
        dialog.destroyed.connect(lambda: self._dialogs.remove(dialog) if dialog in self._dialogs else None)
        dialog.show()

    # -- putting together ---------------------------------------------------------------------------------

    def _picture_column(self) -> QWidget:
        column = QWidget()
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.chips)
        rows.addWidget(self.view, 1)
        rows.addWidget(self.overview)
        return column

    def _lay_out(self) -> None:
        set_role(self.filter_panel, "panel")
        whole = QWidget(self.pages)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.toolbar)
        rows.addWidget(self.presenting.bar)
        rows.addWidget(self.messages)
        rows.addWidget(self.imports)
        rows.addWidget(self.sides, 1)
        self.pages.addWidget(whole)
        self.setCentralWidget(self.pages)
        self.setStatusBar(self.status)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_table(self) -> None:
        from timeline_app.ui.event_table import EventTable

        self.table = EventTable(self.session, self.appearance, edits=self.editing.edits)
        self.table.command_wanted.connect(lambda name: self.actions_by_id[name].trigger())
        self.table.passage_wanted.connect(self._read)
        self.table.told.connect(self.status.notice)
        self._dock = QDockWidget(self.tr("Events"), self)
        self._dock.setObjectName("tableDock")
        self._dock.setWidget(self.table)
        give_bar(self._dock, self.table.bar)
        below, above = Qt.DockWidgetArea.BottomDockWidgetArea, Qt.DockWidgetArea.TopDockWidgetArea
        self._dock.setAllowedAreas(below | above)
        self.addDockWidget(below, self._dock)
        self._dock.show()
        self._dock.visibilityChanged.connect(self._tell_state)
        self.resizeDocks([self._dock], [min(TABLE_PX, self.height() // 3)], Qt.Orientation.Vertical)
        self.articles.shelf.stand_beside(self._dock)

    def _connect(self) -> None:
        session, view, field = self.session, self.view, self.toolbar.search
        session.story_changed.connect(self._story_changed)
        session.filter_changed.connect(self._filter_changed)
        session.lanes_changed.connect(self._tell_state)
        session.selection_changed.connect(self._tell_editing)
        session.story_changed.connect(self._tell_editing)
        session.failed.connect(self.messages.tell)
        session.opening.connect(lambda name: self._leave_story() if name else None)
        session.query_refused.connect(self.toolbar.tell_problem)
        field.textChanged.connect(self._search)
        field.hit_wanted.connect(self.commands.step)
        field.left.connect(lambda: view.setFocus(Qt.FocusReason.OtherFocusReason))
        view.pointing.event_clicked.connect(lambda _: self.sides.show_passage())
        view.pointing.passage_wanted.connect(self._read)
        view.pointing.list_wanted.connect(self.commands.show_list)
        view.pointing.command_wanted.connect(lambda name: self.actions_by_id[name].trigger())
        view.menu_wanted.connect(self._context_menu)
        view.pointing.event_wanted_at.connect(self.editing.new_event_at)
        view.pointing.date_wanted.connect(self.editing.move_date)
        self.passage.told.connect(self.status.notice)
        self.passage.published.connect(view.set_publication)
        self.filter_panel.hit_wanted.connect(self.passage.show_article_hit)
        self.filter_panel.hit_wanted.connect(lambda _: self.show_passage())
        self.filter_panel.hits.event_wanted.connect(self.articles.event_from_hit)
        self.articles.shelf.opened.connect(self.passage.show_article_hit)
        self.articles.shelf.opened.connect(lambda _: self.show_passage())
        self.articles.shelf.toggled.connect(self._tell_state)
        self.articles.ways_in.files_came.connect(self.importing.ways_in.offer)
        self.articles.ways_in.rows_came.connect(self.importing.ways_in.bring_rows)
        self.articles.ways_in.events_came.connect(self.pasting.paste)
        self.sides.changed.connect(self._tell_state)
        self.appearance.changed.connect(self._tell_state)
        self.menus["file/recent"].aboutToShow.connect(self._fill_recent)

    def _search(self, text: str) -> None:
        if text != self.session.filter.query or self.toolbar.problem.isVisible():
            self.session.set_query(text)

    def _read(self, event_id: int) -> None:
        """An event's passage, full size."""
        self.session.select((event_id,), event_id)
        self.sides.read()
        self.passage.read()

    def _context_menu(self, at: QPoint) -> None:
        names = (
            *("read-passage", "centre-selection", "", "edit-event", "duplicate-event", "delete-event", ""),
            *("copy", "copy-citation", "copy-image", "", "new-event", "fit-all"),
        )
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            if name:
                menu.addAction(self.actions_by_id[name])
            else:
                menu.addSeparator()
        menu.popup(at)

    # -- following the session ----------------------------------------------------------------------------

    def _story_changed(self) -> None:
        path = self.session.path
        if path is None or path == self._shown_path:
            return
        self._shown_path = path
        self.setWindowTitle(f"{path.stem} – Timeline")
        self.history.clear()
        viewport, event_filter = self.settings.last_view(path)
        if viewport is None:
            self.view.fit_all()
        else:
            self.view.show_as_left(viewport)
        if not event_filter.is_empty:
            self.session.set_filter(event_filter)
        self.settings.put("stories/last", str(path))
        self.settings.put_recent(path)
        if self.session.notice:
            self.messages.tell(self.session.notice)
        else:
            self.messages.clear()
        self._tell_state()

    def _filter_changed(self) -> None:
        field = self.toolbar.search
        if field.text() != self.session.filter.query and not field.hasFocus():
            field.setText(self.session.filter.query)

    def _tell_state(self) -> None:
        """Menus and buttons show how things stand."""
        actions, session = self.actions_by_id, self.session
        actions["toggle-filter"].setChecked(self.sides.filter_shown)
        actions["toggle-passage"].setChecked(self.sides.passage_shown)
        actions["toggle-table"].setChecked(self._dock is not None and self._dock.isVisible())
        actions["toggle-articles"].setChecked(self.articles.shelf.is_shown)
        actions[f"theme-{self.appearance.scheme}"].setChecked(True)
        actions["wheel-scrolls" if self.view.wheel.scrolls else "wheel-zooms"].setChecked(True)
        actions[f"lanes-{session.lanes}"].setChecked(True)
        actions["present-flight"].setChecked(self.presenting.flies())
        actions["full-screen"].setChecked(self.isFullScreen())
        self.toolbar.set_lanes(session.lanes)
        self.toolbar.filter_button.setVisible(not (self.sides.filter_shown and self.sides.filter_beside))
        if session.snapshot is not None:
            for kind, values in session.snapshot.facets.items():
                actions[f"lanes-{kind.value}"].setEnabled(bool(values) or session.lanes == kind.value)

    def _tell_editing(self) -> None:
        self.editing.tell_state(self.actions_by_id)

    # -- files dropped, recent ones -----------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files, and words of an article, may be dropped anywhere on the window; not while presenting."""
        data = event.mimeData()
        if (data.hasUrls() or data.hasText() or data.hasHtml()) and not self.presenting.active:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a story, read an article, by what was dropped."""
        event.acceptProposedAction()
        self.articles.take_data(event.mimeData())

    def _fill_recent(self) -> None:
        menu = self.menus["file/recent"]
        menu.clear()
        for path in self.settings.recent():
            action = menu.addAction(path.name.replace("&", "&&"))
            action.setStatusTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self.open_file(path))
        if menu.isEmpty():
            menu.addAction(self.tr("No stories yet")).setEnabled(False)
        else:
            menu.addSeparator()
            menu.addAction(self.tr("Forget These")).triggered.connect(self.settings.forget_recent)

    # -- as it was left -----------------------------------------------------------------------------------

    def _restore(self) -> None:
        settings, sides = self.settings, self.sides
        self.view.wheel.scrolls = settings.flag("wheel/scrolls", False)
        sides.filter_wanted = settings.flag("window/filter", True)
        sides.passage_wanted = settings.flag("window/passage", True)
        sides.filter_px = settings.number("window/filter_px", 0)
        sides.passage_px = settings.number("window/passage_px", 0)
        if settings.flag("window/table", False):
            self._make_table()
        geometry, state = settings.state("window/geometry"), settings.state("window/state")
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            screen = QApplication.primaryScreen().availableGeometry().size()
            self.resize(FIRST_SIZE.boundedTo(screen).expandedTo(LEAST_SIZE))
        if not state.isEmpty():
            self.restoreState(state)

    def _keep(self) -> None:
        settings, sides = self.settings, self.sides
        for key, value in (
            ("window/filter", sides.filter_wanted),
            ("window/passage", sides.passage_wanted),
            ("window/table", self._dock is not None and self._dock.isVisible()),
            ("window/filter_px", sides.filter_px),
            ("window/passage_px", sides.passage_px),
            ("look/theme", self.appearance.scheme),
            ("look/text_percent", self.appearance.text_percent),
        ):
            settings.put(key, value)
        settings.put_state("window/geometry", QByteArray(self.saveGeometry()))
        settings.put_state("window/state", QByteArray(self.saveState()))
        self._leave_story()
        settings.sync()

    def _leave_story(self) -> None:
        """Keep the view and the filter of the story that was shown."""
        if self._shown_path is not None and self.session.path == self._shown_path:
            self.settings.put_last_view(self._shown_path, self.session.viewport, self.session.filter)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how it was left, then end the story's threads."""
        self.presenting.leave()
        self.articles.close()
        self._keep()
        for dialog in tuple(self._dialogs):
            dialog.close()
        self.commands.close()
        self.importing.close()
        self.files.close()
        self.data.close()
        self.session.close()
        event.accept()
