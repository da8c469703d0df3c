"""The bar above the picture: search field, lanes, fit, zoom, export; makes room by leaving words out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QWidget

from timeline_app.core.snapshot import FacetKind
from timeline_app.scene.picture import NO_LANES
from timeline_app.ui.look import qt_colour, qt_font
from timeline_app.ui.parts.icons import icon
from timeline_app.ui.style import Appearance, set_role

#: The search field's widths at text size 100 %.
SEARCH_PX, SEARCH_LEAST_PX = 405, 130


class SearchField(QLineEdit):
    """Where words are typed. `hit_wanted(int)`: Enter (+1) or Shift+Enter (-1); `left()`: Esc."""

    hit_wanted = Signal(int)
    left = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setAccessibleName(self.tr("Search events and articles"))
        self.setPlaceholderText(self.tr("Search events and articles"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._appearance = appearance
        self._glass = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._clear = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setToolTip(self.tr("Empty the search"))
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        appearance.changed.connect(self.wear)
        self.wear()

    def wear(self) -> None:
        """Take the theme's colours and sizes."""
        theme = self._appearance.theme
        self._glass.setIcon(icon("search", theme))
        self._clear.setIcon(icon("clear", theme))
        self.setMaximumWidth(self._appearance.px(SEARCH_PX))
        self.setMinimumWidth(SEARCH_LEAST_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next hit, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hit_wanted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and its key at the right while it is empty."""
        super().paintEvent(event)
        theme = self._appearance.theme
        keys = QKeySequence("Ctrl+F").toString(QKeySequence.SequenceFormat.NativeText)
        if self.text() or self.width() < self._appearance.px(330):
            return
        painter = QPainter(self)
        painter.setPen(qt_colour(theme.faint_ink))
        painter.setFont(qt_font(theme.fonts.ui_small))
        right = self.rect().adjusted(0, 0, -self._appearance.px(12), 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)
        painter.end()


class Toolbar(QFrame):
    """The window's one tool bar; its buttons are the window's actions."""

    def __init__(
        self,
        actions: Mapping[str, QAction],
        lanes_menu: QMenu,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolbar")
        set_role(self, "bar")
        self._appearance = appearance
        self._lanes = NO_LANES
        self.search = SearchField(appearance, self)
        self.filter_button = self._button(actions["toggle-filter"], self.tr("Filter"))
        self.event_button = self._button(actions["new-event"], self.tr("+ Event"))
        self.article_button = self._button(actions["add-article"], self.tr("+ Article"))
        self.lanes_button = QToolButton(self)
        self.lanes_button.setObjectName("lanesButton")
        self.lanes_button.setMenu(lanes_menu)
        self.lanes_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.lanes_button.setToolTip(self.tr("What the lanes are made of"))
        self.fit_button = self._button(actions["fit-all"], self.tr("Fit"))
        self.out_button = self._button(actions["zoom-out"], "−")
        self.in_button = self._button(actions["zoom-in"], "+")
        self.export_button = self._button(actions["export-image"], "")
        set_role(self.export_button, "primary")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.filter_button)
        self._row.addWidget(self.article_button)
        self._row.addWidget(self.event_button)
        self._row.addWidget(self.search, 100)
        self._row.addStretch(1)
        shown = (self.lanes_button, self.fit_button, self.out_button, self.in_button, self.export_button)
        for button in shown:
            self._row.addWidget(button)
        self._buttons = (self.filter_button, self.article_button, self.event_button, *shown)
        self.problem = QLabel(parent)
        self.problem.setObjectName("searchProblem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        set_role(self.problem, "problem")
        self.problem.hide()
        appearance.changed.connect(self.wear)
        self.wear()

    def set_lanes(self, lanes: str) -> None:
        """Say what the lanes are made of."""
        self._lanes = lanes
        self._fit()

    def tell_problem(self, sentence: str) -> None:
        """Explain under the field what is wrong with the search; empty when all is well."""
        self.problem.setText(sentence)
        self.search.setAccessibleDescription(sentence)
        self.problem.setVisible(bool(sentence))
        self._place_problem()

    def wear(self) -> None:
        """Take the theme's colours and sizes."""
        px = self._appearance.px
        self._row.setContentsMargins(px(12), px(6), px(12), px(6))
        self._row.setSpacing(px(9))
        self.fit_button.setIcon(icon("fit", self._appearance.theme))
        side = round(self._appearance.theme.sizes.ui_icon_px)
        self.fit_button.setIconSize(QSize(side, side))
        for button in (self.out_button, self.in_button):
            button.setFont(qt_font(self._appearance.theme.fonts.ui))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words out where room lacks."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Any width: what does not fit is left out."""
        return QSize(200, super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Fit again when a button has come or gone."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place_problem()
        return handled

    def _fit(self) -> None:
        """From all words down to what must be, the first choice that leaves room to search."""
        lanes = lane_words(self._lanes)
        most_search = self._appearance.px(220)
        for lane_text, fit_text, export_text, zoom in (
            (self.tr("Lanes: {}").format(lanes), True, self.tr("Export image…"), True),
            (self.tr("Lanes: {}").format(lanes), True, self.tr("Export…"), True),
            (self.tr("Lanes"), True, self.tr("Export…"), True),
            (self.tr("Lanes"), False, self.tr("Export…"), True),
            (self.tr("Lanes"), False, self.tr("Export…"), False),
        ):
            self.lanes_button.setText(f"{lane_text} ▾")
            icon_only = Qt.ToolButtonStyle.ToolButtonIconOnly
            beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            self.fit_button.setToolButtonStyle(beside if fit_text else icon_only)
            self.export_button.setText(export_text)
            zooming = (self.out_button, self.in_button)
            buttons = [
                button for button in self._buttons if (zoom if button in zooming else not button.isHidden())
            ]
            margins = self._row.contentsMargins()
            needed = sum(one.sizeHint().width() + self._row.spacing() for one in buttons)
            if self.width() - margins.left() - margins.right() - needed >= most_search:
                break
        # only now, both together: hiding a button lays the bar out, which comes here again
        for button in (self.out_button, self.in_button):
            button.setVisible(zoom)
        self._place_problem()

    def _place_problem(self) -> None:
        if self.problem.isVisible() and (parent := self.problem.parentWidget()) is not None:
            corner = self.search.mapTo(parent, self.search.rect().bottomLeft())
            width = min(max(self.search.width(), self._appearance.px(300)), parent.width() - corner.x() - 8)
            self.problem.setFixedWidth(width)
            self.problem.adjustSize()
            self.problem.move(corner.x(), corner.y() + 4)
            self.problem.raise_()

    def _button(self, action: QAction, text: str) -> QToolButton:
        """A button that triggers an action and is on and enabled as the action is, in words of its own."""
        button = QToolButton(self)
        button.setText(text)
        button.setCheckable(action.isCheckable())
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        name = action.text().replace("&", "").rstrip("…")
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})" if keys else name)
        button.clicked.connect(lambda _=False: action.trigger())

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setChecked(action.isChecked())

        action.changed.connect(follow)
        return button


def lane_words(lanes: str) -> str:
    """What lanes are made of, in a word."""
    return "None" if lanes == NO_LANES else FacetKind(lanes).value.capitalize()
