"""Controls of forms drawn in the theme's own lines: Qt's vanish on a dark ground or lose their arrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QRadioButton, QStyle

_SHARE = 0.72  # an indicator's side, of the letters' height
_GAP_PX = 7
_TICK = ((0.22, 0.52), (0.43, 0.73), (0.79, 0.29))


class Tick(QCheckBox):
    """A check box with words."""

    def sizeHint(self) -> QSize:
        """The indicator, a gap and the words."""
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A box, ticked or not."""
        with QPainter(self) as painter:
            box = _prepare(self, painter)
            side = box.width()
            painter.drawRoundedRect(box, side * 0.2, side * 0.2)
            if self.isChecked():
                pen = QPen(self.palette().color(QPalette.ColorRole.HighlightedText), side * 0.14)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                painter.setPen(pen)
                painter.drawPolyline(QPolygonF([box.topLeft() + QPointF(x, y) * side for x, y in _TICK]))
            _finish(self, painter, box, side * 0.28)


class Choice(QRadioButton):
    """A radio button with words."""

    def sizeHint(self) -> QSize:
        """The indicator, a gap and the words."""
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ring, with a dot in the chosen one."""
        with QPainter(self) as painter:
            box = _prepare(self, painter)
            painter.drawEllipse(box)
            if self.isChecked():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.palette().color(QPalette.ColorRole.HighlightedText))
                inset = box.width() * 0.3
                painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
            _finish(self, painter, box, box.width())


class Chooser(QComboBox):
    """A list to choose from, with an arrow that says so."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's field, and our arrow at its end."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            role = QPalette.ColorRole.Text if self.isEnabled() else QPalette.ColorRole.PlaceholderText
            pen = QPen(self.palette().color(role), 1.5)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            half = self.fontMetrics().height() * 0.2
            x = (
                self.width() - 3.2 * half - 4
                if self.layoutDirection() is Qt.LayoutDirection.LeftToRight
                else 14
            )
            y = self.height() / 2
            painter.drawPolyline(
                QPolygonF(
                    [
                        QPointF(x - half, y - half / 2),
                        QPointF(x, y + half / 2),
                        QPointF(x + half, y - half / 2),
                    ]
                )
            )


def _side(button: QAbstractButton) -> int:
    return round(button.fontMetrics().height() * _SHARE)


def _size(button: QAbstractButton) -> QSize:
    words = button.fontMetrics().size(int(Qt.TextFlag.TextShowMnemonic), button.text())
    return QSize(_side(button) + _GAP_PX + words.width() + 8, max(words.height() + 6, 26))


def _prepare(button: QAbstractButton, painter: QPainter) -> QRectF:
    """Pen and brush for the indicator, and where it stands."""
    side = _side(button)
    palette = button.palette()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    filled = button.isChecked() and button.isEnabled()
    lit = filled or (button.underMouse() and button.isEnabled())
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight if lit else QPalette.ColorRole.Dark), 1.0))
    painter.setBrush(palette.color(QPalette.ColorRole.Highlight if filled else QPalette.ColorRole.Base))
    return QRectF(2.5, (button.height() - side) // 2 + 0.5, side - 1, side - 1)


def _finish(button: QAbstractButton, painter: QPainter, box: QRectF, focus_radius: float) -> None:
    """The words, and the ring of the keyboard's focus."""
    palette = button.palette()
    if button.hasFocus():
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Text), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), focus_radius, focus_radius)
    left = round(box.right()) + _GAP_PX
    place = QRect(left, 0, button.width() - left, button.height())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    style: QStyle = button.style()
    style.drawItemText(
        painter,
        place,
        int(flags) | int(Qt.TextFlag.TextShowMnemonic),
        palette,
        button.isEnabled(),
        button.text(),
        QPalette.ColorRole.WindowText,
    )
