"""The parts of a story in one dialog: categories, tags, lanes, periods, views, notes; changes are kept."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget

from timeline_app.ui.editing.category_parts import CategoryPart, TagPart
from timeline_app.ui.editing.story_parts import LanePart, NotesPart, PeriodPart
from timeline_app.ui.editing.view_part import ViewPart
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.filters.saved_views import SavedViews
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance

_SIZE = QSize(640, 560)


class StoryDialog(QDialog):
    """Opens at one of its parts: `categories`, `tags`, `lanes`, `periods`, `views` or `notes`."""

    def __init__(
        self,
        session: Session,
        edits: StoryEdits,
        views: SavedViews,
        appearance: Appearance,
        part: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("storyDialog")
        self.setWindowTitle(self.tr("Parts of the Story"))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self._notes = NotesPart(session, edits, self)
        parts: dict[str, tuple[QWidget, str]] = {
            "categories": (CategoryPart(session, edits, appearance, self), self.tr("Categories")),
            "tags": (TagPart(session, edits, self), self.tr("Tags")),
            "lanes": (LanePart(session, edits, self), self.tr("Lanes")),
            "periods": (PeriodPart(session, edits, self), self.tr("Periods")),
            "views": (ViewPart(session, edits, views, appearance, self), self.tr("Views")),
            "notes": (self._notes, self.tr("Notes")),
        }
        for widget, words in parts.values():
            self.tabs.addTab(widget, words)
        self.tabs.setCurrentWidget(parts[part][0])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.addWidget(self.tabs, 1)
        column.addWidget(buttons)
        buttons.setContentsMargins(14, 0, 14, 0)
        self.resize(_SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep notes that are still being written."""
        self._notes.keep()
        super().closeEvent(event)
