"""The filter panel: facets with their counts, a range of dates, and where words stand in articles besides."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from timeline_app.core.filters import EventFilter
from timeline_app.core.snapshot import FacetKind
from timeline_app.ui.filters.article_hits import ArticleHits
from timeline_app.ui.filters.date_range import DateRange
from timeline_app.ui.filters.facet_section import FacetRow, FacetSection
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance, set_role


class FilterPanel(QFrame):
    """What narrows the story. It asks the session, and shows what the session answers.

    Signal: `hit_wanted(ArticleHit)`: a place in an article, where the words of the search stand though no
    event is told there, was chosen.
    """

    hit_wanted = Signal(object)

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("filterPanel")
        self.setAccessibleName(self.tr("Filter"))
        set_role(self, "panel")
        self._session = session
        self._appearance = appearance
        inside = QWidget(self)
        inside.setObjectName("filterInside")
        self.hits = ArticleHits(session, inside)
        self.hits.hit_wanted.connect(self.hit_wanted)
        headings = {
            FacetKind.CATEGORY: self.tr("Category"),
            FacetKind.TOPIC: self.tr("Topic"),
            FacetKind.PERSON: self.tr("Person"),
            FacetKind.ORGANISATION: self.tr("Organisation"),
            FacetKind.PLACE: self.tr("Place"),
            FacetKind.SOURCE: self.tr("Source"),
        }
        theme = appearance.theme
        self.sections = {
            kind: FacetSection(kind, heading, theme, inside) for kind, heading in headings.items()
        }
        dates = QLabel(self.tr("Dates").upper(), inside)
        set_role(dates, "heading")
        self.dates = DateRange(session.style, inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 12, 14)
        column.setSpacing(18)
        column.addWidget(self.hits)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._make_more)
        for section in self.sections.values():
            column.addWidget(section)
            section.chosen.connect(session.set_filter)
            section.lacking.connect(self._rest.start)
        below = QVBoxLayout()
        below.setSpacing(6)
        below.addWidget(dates)
        below.addWidget(self.dates)
        column.addLayout(below)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._scroll, self._inside = scroll, inside
        inside.installEventFilter(self)
        self.dates.chosen.connect(self._set_dates)
        session.story_changed.connect(self._show_story)
        session.filter_changed.connect(self._tell)
        session.counts_changed.connect(self._tell)
        appearance.changed.connect(self._wear)
        self._show_story()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down go from value to value before the scroll area takes them."""
        if watched is self._inside and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            step = steps.get(event.key(), 0)
            if step and self._step(step):
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> bool:
        """The keyboard goes to the next value's box, or name, whichever it is on; False where on neither."""
        focused = QApplication.focusWidget()
        rows = self._rows()
        place = next((n for n, row in enumerate(rows) if focused in (row.box, row.name)), None)
        if place is None:
            return False
        row = rows[min(max(place + step, 0), len(rows) - 1)]
        target = row.box if focused is rows[place].box else row.name
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(row, 0, 24)
        return True

    def _rows(self) -> list[FacetRow]:
        return [row for section in self.sections.values() for row in section.rows]

    def _show_story(self) -> None:
        snapshot = self._session.snapshot
        for section in self.sections.values():
            section.show_story(snapshot)
        self._tell()

    def _make_more(self) -> None:
        """Rows are made a few at a time, so that the first picture and the mouse need not wait for all."""
        if any(section.make_more() for section in self.sections.values()):
            self._rest.start()

    def _tell(self) -> None:
        counts = self._session.counts
        for kind, section in self.sections.items():
            section.tell(self._session.filter, counts.get(kind))
        self.dates.tell(self._session.filter.from_date, self._session.filter.to_date)

    def _set_dates(self, from_date: str, to_date: str) -> None:
        now: EventFilter = self._session.filter
        if (now.from_date, now.to_date) != (from_date, to_date):
            self._session.set_filter(replace(now, from_date=from_date, to_date=to_date))

    def _wear(self) -> None:
        for section in self.sections.values():
            section.apply_theme(self._appearance.theme)
