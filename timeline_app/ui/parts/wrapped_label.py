"""A label for imported words: it breaks the longest word, follows their direction and is never cut."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from timeline_app.core.offsets import shown
from timeline_app.scene.unicode_rules import is_rtl
from timeline_app.ui.style import set_role

#: Narrower than this the words are not asked to stand.
_LEAST_PX = 48


class WrappedLabel(QLabel):
    """Plain text in as many lines as it needs, aligned by its own direction; `role` as in `ui.style`."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._composed = False
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if role:
            set_role(self, role)

    def set_words(self, words: str, *, composed: bool = False) -> None:
        """Show these words; without any it is hidden.

        `composed` words are ours with names in them: they run in the program's direction, not the names'.
        """
        self._composed = composed
        self.setText(shown(words))
        self.setVisible(bool(words.strip()))
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        margins = self.contentsMargins()
        inner = max(width - margins.left() - margins.right(), _LEAST_PX)
        _, height = self._lines(inner)
        return math.ceil(height) + margins.top() + margins.bottom()

    def sizeHint(self) -> QSize:
        """One line as wide as the words, up to a column."""
        width = min(self.fontMetrics().horizontalAdvance(self.text().partition("\n")[0]) + 2, 360)
        return QSize(width, self.heightForWidth(max(width, _LEAST_PX)))

    def minimumSizeHint(self) -> QSize:
        """As little as may be: a layout asks for the height that goes with a width."""
        return QSize(_LEAST_PX, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        inner = self.contentsRect()
        layouts, _ = self._lines(max(inner.width(), _LEAST_PX))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        for layout in layouts:
            layout.draw(painter, QPointF(inner.topLeft()))
        painter.end()

    def _lines(self, width: int) -> tuple[list[QTextLayout], float]:
        """The laid-out paragraphs, each with its place, and their height together."""
        layouts: list[QTextLayout] = []
        y = 0.0
        for paragraph in self.text().split("\n"):
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            rtl = is_rtl(paragraph) and not self._composed
            option.setAlignment(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
            option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
            layout = QTextLayout(paragraph, self.font())
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                line.setPosition(QPointF(0.0, y))
                y += line.height()
            layout.endLayout()
            layouts.append(layout)
        return layouts, y
