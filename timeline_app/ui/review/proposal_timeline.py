"""The proposals on a small timeline of their own, drawn by the same code as the story's picture."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from timeline_app.core.columns import OPEN_START_S
from timeline_app.core.dates import DateStyle, bounds
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Category
from timeline_app.core.row_set import of_mask
from timeline_app.layout.viewport import fit
from timeline_app.render.qt_painter import paint
from timeline_app.scene.compose import compose
from timeline_app.scene.hit_test import hit
from timeline_app.scene.marks import Scene
from timeline_app.scene.overlay import rings
from timeline_app.scene.picture import Composed, Picture
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui.look import qt_colour
from timeline_app.ui.style import Appearance
from timeline_app.work.review_picture import not_refused, review_snapshot, review_texts, whole_span_s
from timeline_app.work.reviewing import Review

#: Its height at text size 100 %, and the room left and right of the proposals.
HEIGHT_PX = 168
_MARGIN = 0.08
_DAY_S = 86_400


class ProposalTimeline(QWidget):
    """Shows when the proposals were; a click on one brings it to hand. Signal: `item_wanted(int)`."""

    item_wanted = Signal(int)

    def __init__(self, appearance: Appearance, metrics: TextMetrics, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proposalTimeline")
        self.setAccessibleName(self.tr("The proposals in time"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._appearance = appearance
        self._metrics = metrics
        self._review: Review | None = None
        self._categories: Sequence[Category] = ()
        self._style = DateStyle()
        self._zone = "UTC"
        self._composed: Composed | None = None
        appearance.changed.connect(self._wear)

    def show_review(
        self, review: Review, categories: Sequence[Category], style: DateStyle, zone: str
    ) -> None:
        """Draw these proposals; the one at hand has a ring."""
        before = self._review
        self._categories, self._style, self._zone = categories, style, zone
        self._review = review
        if before is None or before.items != review.items or before.published != review.published:
            self._composed = None
        self.update()

    def scene_shown(self) -> Scene | None:
        """The Scene as it is painted; None without a review."""
        if self._review is None or self.width() <= 0:
            return None
        if self._composed is None:
            self._composed = self._compose(self._review)
        return self._composed.scene if self._composed else None

    def sizeHint(self) -> QSize:
        """Low, and as wide as may be."""
        return QSize(400, self._appearance.px(HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """Some width, and a little height."""
        return QSize(120, self._appearance.px(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, and the ring."""
        scene, theme = self.scene_shown(), self._appearance.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), qt_colour(theme.canvas))
        if scene is not None:
            paint(scene, painter)
            item = self._review.item if self._review else None
            if item is not None:
                paint(rings(scene, theme, (item.key,)), painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a proposal finds it in the list and in the article."""
        scene = self.scene_shown()
        if scene is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        found = hit(scene, event.position().x(), event.position().y())
        if found is None or self._composed is None or self._review is None:
            return
        if found.event_id > 0:
            self.item_wanted.emit(found.event_id)
        elif (target := self._composed.targets.get(-found.event_id)) is not None and len(target.rows):
            snapshot = review_snapshot(self._review, self._categories, self._zone)
            self.item_wanted.emit(int(snapshot.columns.id[target.rows[0]]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another picture."""
        self._composed = None
        super().resizeEvent(event)

    def _wear(self) -> None:
        self._composed = None
        self.updateGeometry()
        self.update()

    def _compose(self, review: Review) -> Composed:
        snapshot = review_snapshot(review, self._categories, self._zone)
        words = review_texts(review)
        width = float(self.width())
        published_s = _first_second(review.published, self._zone)
        span = whole_span_s(snapshot)
        if span is None:
            middle = published_s if published_s is not None else 0
            span = middle - 180 * _DAY_S, middle + 180 * _DAY_S
        elif span[1] - span[0] < 4 * _DAY_S:
            span = span[0] - 2 * _DAY_S, span[1] + 2 * _DAY_S
        viewport = fit(*span, width, _MARGIN * width, 2.2 * _MARGIN * width)
        picture = Picture(
            snapshot, of_mask(not_refused(review, snapshot)), style=self._style, publication_s=published_s
        )
        theme = self._appearance.theme.compact()
        return compose(
            picture,
            viewport,
            float(self.height()),
            theme,
            self._metrics,
            lambda ids: {key: words[key] for key in ids if key in words},
        )


def _first_second(edtf: str, zone: str) -> int | None:
    """The first second of a day of publication; None where there is none."""
    try:
        found = bounds(edtf, zone) if edtf else None
    except TimelineError:
        return None
    if found is None or not found.precision or found.earliest_start_s <= OPEN_START_S:
        return None
    return found.earliest_start_s
