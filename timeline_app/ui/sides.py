"""Where filter, picture and passage stand beside each other, or slide over the picture where room lacks.

Under 1100 px the filter slides over, under 800 px the passage does too (at text size 100 %; larger text needs
more). The picture keeps at least 480 px as long as the window has them. Knows nothing of what the parts show.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from timeline_app.ui.look import qt_colour
from timeline_app.ui.style import Appearance, set_role

#: Below these widths (px, text size 100 %) a side slides over the picture.
FILTER_BESIDE_PX = 1100
PASSAGE_BESIDE_PX = 800
#: The picture's least width beside the passage.
PICTURE_LEAST_PX = 480
FILTER_PX, FILTER_LEAST_PX, FILTER_MOST_PX = 226, 180, 420
PASSAGE_SHARE, PASSAGE_LEAST_PX, PASSAGE_MOST_PX = 0.26, 300, 720
#: A full-size passage is no wider: lines of at most 70 letters.
READING_PX = 760
#: What the button that closes the passage takes of the height above it, beside the usual room there.
CLOSER_ROW_PX = 14
SCROLL_BAR_PX = 14
LINE_PX = 1
GRIP_PX = 9


class Sides(QWidget):
    """Lays out three widgets by hand, because docks cannot slide over. `changed()`: a side came or went."""

    changed = Signal()

    def __init__(
        self,
        filter_panel: QWidget,
        picture: QWidget,
        passage: QWidget,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.filter_panel, self.picture, self.passage = filter_panel, picture, passage
        self.filter_wanted = True  # beside the picture, where there is room
        self.passage_wanted = True
        self.filter_over = False  # sliding over it
        self.passage_over = False
        self.reading = False  # the passage alone, full size
        self.filter_px = 0  # as dragged by the person; 0 for the usual width
        self.passage_px = 0
        self._lines = _Line(appearance, self), _Line(appearance, self)
        self._closers = self._closer(self.close_filter), self._closer(self.close_passage)
        for widget in (picture, filter_panel, passage):
            widget.setParent(self)
            if widget is not picture:
                widget.setAutoFillBackground(True)
        self._grips = (
            _Grip(self, self._drag_filter),
            _Grip(self, self._drag_passage),
        )
        self.setMinimumSize(320, 160)
        appearance.changed.connect(self.arrange)

    # -- what is where ------------------------------------------------------------------------------------

    @property
    def filter_beside(self) -> bool:
        """Whether there is room for the filter beside the picture."""
        return self.width() >= self._appearance.px(FILTER_BESIDE_PX)

    @property
    def passage_beside(self) -> bool:
        """Whether there is room for the passage beside the picture."""
        return self.width() >= self._appearance.px(PASSAGE_BESIDE_PX)

    @property
    def filter_shown(self) -> bool:
        """Whether the filter can be seen."""
        return not self.reading and (self.filter_wanted if self.filter_beside else self.filter_over)

    @property
    def passage_shown(self) -> bool:
        """Whether the passage can be seen."""
        return self.reading or (self.passage_wanted if self.passage_beside else self.passage_over)

    def toggle_filter(self) -> None:
        """Show or hide the filter."""
        if self.reading:
            self.reading = False
        if self.filter_beside:
            self.filter_wanted = not self.filter_wanted
        else:
            self.filter_over = not self.filter_over
        self.arrange()
        if self.filter_shown and not self.filter_beside:
            self.filter_panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_passage(self) -> None:
        """Show or hide the passage."""
        if self.reading:
            self.reading = False
        elif self.passage_beside:
            self.passage_wanted = not self.passage_wanted
        else:
            self.passage_over = not self.passage_over
        self.arrange()

    def show_passage(self) -> None:
        """Bring the passage where it can be read: over the picture where there is no room beside it."""
        if not self.passage_beside:
            self.passage_over = True
            self.arrange()

    def read(self) -> None:
        """The passage alone, full size."""
        self.reading = True
        self.arrange()

    def close_filter(self) -> None:
        """Slide the filter away."""
        self.filter_over = False
        self.arrange()

    def close_passage(self) -> None:
        """Leave the full-size passage, or slide it away."""
        if self.reading:
            self.reading = False
        else:
            self.passage_over = False
        self.arrange()

    def close_one(self) -> bool:
        """Close what lies over the picture, one thing at a time; True where there was something."""
        if self.reading or (self.passage_shown and not self.passage_beside):
            self.close_passage()
            return True
        if self.filter_shown and not self.filter_beside:
            self.close_filter()
            return True
        return False

    # -- laying out ---------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Put everything in its place."""
        width, height = self.width(), self.height()
        filter_px, passage_px = self._filter_width(), self._passage_width()
        filter_beside = self.filter_shown and self.filter_beside
        passage_beside = self.passage_shown and self.passage_beside and not self.reading
        left = filter_px + LINE_PX if filter_beside else 0
        right = width - (passage_px + LINE_PX if passage_beside else 0)
        if not self.reading:  # behind a full-size passage it keeps its size, and so its view
            self.picture.setGeometry(left, 0, max(right - left, 1), height)
        self.filter_panel.setGeometry(0, 0, filter_px, height)
        passage_left = width - passage_px
        if self.reading:
            passage_px = min(width, self._appearance.px(READING_PX))
            passage_left = (width - passage_px) // 2
        self.passage.setGeometry(passage_left, 0, passage_px, height)
        closed_by_cross = self.reading or (self.passage_shown and not passage_beside)
        self.passage.setContentsMargins(0, self._appearance.px(CLOSER_ROW_PX) if closed_by_cross else 0, 0, 0)
        self.picture.setVisible(not self.reading)
        self.filter_panel.setVisible(self.filter_shown)
        self.passage.setVisible(self.passage_shown)
        self._place_edge(0, self.filter_shown, filter_px, filter_px, not filter_beside)
        self._place_edge(
            1, self.passage_shown and not self.reading, passage_left - LINE_PX, width, not passage_beside
        )
        if self.reading:
            self._closers[1].show()
            self._put_closer(1, width)
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size, another arrangement."""
        self.arrange()

    def _filter_width(self) -> int:
        px = self._appearance.px
        wanted = px(self.filter_px or FILTER_PX)
        return min(max(wanted, px(FILTER_LEAST_PX)), px(FILTER_MOST_PX), max(self.width() - px(120), 1))

    def _passage_width(self) -> int:
        px = self._appearance.px
        usual = max(round(PASSAGE_SHARE * self.width()), px(PASSAGE_LEAST_PX))
        wanted = px(self.passage_px) if self.passage_px else usual
        beside = self._filter_width() if self.filter_beside and self.filter_wanted else 0
        room = self.width() - PICTURE_LEAST_PX - beside - 2 * LINE_PX
        if not self.passage_beside:
            room = self.width() - px(120)
            wanted = max(wanted, px(340))
        return max(min(wanted, px(PASSAGE_MOST_PX), room), 1)

    def _place_edge(self, side: int, shown: bool, line_x: int, right_x: int, over: bool) -> None:
        line, grip, closer = self._lines[side], self._grips[side], self._closers[side]
        line.setVisible(shown)
        grip.setVisible(shown)
        closer.setVisible(shown and over)
        if not shown:
            return
        (self.filter_panel, self.passage)[side].raise_()
        line.setGeometry(line_x, 0, LINE_PX, self.height())
        grip.setGeometry(line_x - GRIP_PX // 2, 0, GRIP_PX, self.height())
        line.raise_()
        grip.raise_()
        self._put_closer(side, right_x)

    def _put_closer(self, side: int, right_x: int) -> None:
        closer = self._closers[side]
        closer.adjustSize()
        if side:  # above the head, whose scroll bar may begin at its top
            closer.move(right_x - closer.width() - 6, 1)
        else:  # beside the first heading, left of the scroll bar
            closer.move(right_x - closer.width() - self._appearance.px(SCROLL_BAR_PX), 6)
        closer.raise_()

    def _closer(self, does: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setText("×")
        button.setAccessibleName(self.tr("Close this panel"))
        button.setToolTip(self.tr("Close (Esc)"))
        set_role(button, "flat")
        button.clicked.connect(does)
        button.hide()
        return button

    def _drag_filter(self, x: int) -> None:
        self.filter_px = round(x / self._appearance.theme.scale)
        self.filter_px = min(max(self.filter_px, FILTER_LEAST_PX), FILTER_MOST_PX)
        self.arrange()

    def _drag_passage(self, x: int) -> None:
        self.passage_px = round((self.width() - x) / self._appearance.theme.scale)
        self.passage_px = min(max(self.passage_px, PASSAGE_LEAST_PX), PASSAGE_MOST_PX)
        self.arrange()


class _Line(QWidget):
    """A hairline between two parts."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def paintEvent(self, event: QPaintEvent) -> None:
        """One colour."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), qt_colour(self._appearance.theme.line))
        painter.end()


class _Grip(QWidget):
    """The place where the edge of a side can be taken hold of; it shows nothing but its cursor."""

    def __init__(self, parent: QWidget, drag: Callable[[int], None]) -> None:
        super().__init__(parent)
        self._drag = drag
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The edge follows the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(self.mapToParent(event.position().toPoint()).x())
