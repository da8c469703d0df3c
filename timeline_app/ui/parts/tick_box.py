"""A check box drawn in the theme's own lines, with a dash for what is left out; it has no words."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QWidget

#: Side of the box and of the place that can be clicked, as shares of the letters' height (20 px at 100 %).
_BOX_SHARE = 0.72
_TARGET_SHARE = 1.2

#: The tick and the dash within a box of side 1.
_TICK = ((0.22, 0.52), (0.43, 0.73), (0.79, 0.29))
_DASH = ((0.25, 0.5), (0.75, 0.5))


class TickBox(QCheckBox):
    """A check box of three looks: empty, ticked, and with a dash. The outline is the theme's control line."""

    def sizeHint(self) -> QSize:
        """Large enough to be clicked."""
        side = round(self.fontMetrics().height() * _TARGET_SHARE)
        return QSize(round(side * 0.8), max(side, 24))

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down are left to the list it stands in; a button would go to its neighbour in the layout."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def hitButton(self, _point: object) -> bool:
        """All of it can be clicked."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box in the palette's colours."""
        palette = self.palette()
        side = round(self.fontMetrics().height() * _BOX_SHARE)
        box = QRectF(1.5, (self.height() - side) // 2 + 0.5, side - 1, side - 1)
        filled = self.checkState() is not Qt.CheckState.Unchecked
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = self.underMouse() and self.isEnabled()
        outline = QPalette.ColorRole.Highlight if filled or hovered else QPalette.ColorRole.Dark
        ground = QPalette.ColorRole.Highlight if filled else QPalette.ColorRole.Base
        painter.setPen(QPen(palette.color(outline), 1.0))
        painter.setBrush(palette.color(ground))
        painter.drawRoundedRect(box, side * 0.2, side * 0.2)
        if filled:
            shape = _TICK if self.checkState() is Qt.CheckState.Checked else _DASH
            pen = QPen(palette.color(QPalette.ColorRole.HighlightedText), side * 0.13)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x, y) * box.width() for x, y in shape]))
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), side * 0.28, side * 0.28)
        painter.end()


def bare_box(parent: QWidget) -> TickBox:
    """A box that can also show the third look; a click goes between empty and ticked as its owner decides."""
    box = TickBox(parent)
    box.setTristate(True)
    return box
