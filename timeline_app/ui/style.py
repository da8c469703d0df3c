"""The window's look: Qt's palette, fonts and style sheet, made from `scene.theme` and from nothing else.

Names no colour and no size of its own. Widgets say what they are with the dynamic property `role`
(`set_role`); what that looks like stands in the style sheet below, once.

Roles of labels: `heading` (small capitals above a group), `title` (serif, large), `soft`, `faint`, `problem`.
Roles of buttons: `primary`, `flat` (no outline until hovered), `chip` (rounded, small), `link`,
`name` (words that can be clicked), `facet`.
Roles of frames: `panel`, `bar`, `card`, `rule` (a hairline).
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from timeline_app import paths
from timeline_app.scene import theme as themes
from timeline_app.scene.marks import Family
from timeline_app.scene.theme import FAMILY_NAMES, Theme
from timeline_app.ui.look import qt_colour, qt_font

#: How the theme is chosen; "system" follows the desktop.
SCHEMES = ("system", "light", "dark")
#: Text sizes that Ctrl+Shift+plus and minus step through, in percent.
TEXT_PERCENT = (80, 90, 100, 110, 125, 150, 175, 200)


class Appearance(QObject):
    """The theme in use; `changed` is emitted after the application wears a new one."""

    changed = Signal()

    def __init__(self, app: QApplication, scheme: str = "system", text_percent: int = 100) -> None:
        super().__init__()
        self._app = app
        self.scheme = scheme if scheme in SCHEMES else "system"
        self.text_percent = min(max(text_percent, TEXT_PERCENT[0]), TEXT_PERCENT[-1])
        self.theme: Theme = themes.light()
        if not app.property("fusion"):  # by name, and once: style sheets lean on the style that was there
            app.setStyle("Fusion")
            app.setProperty("fusion", True)
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._wear()

    def set_scheme(self, scheme: str) -> None:
        """Choose `system`, `light` or `dark`."""
        if scheme != self.scheme:
            self.scheme = scheme
            self._wear()

    def set_text_percent(self, percent: int) -> None:
        """Make all text larger or smaller, from 80 to 200 %."""
        percent = min(max(percent, TEXT_PERCENT[0]), TEXT_PERCENT[-1])
        if percent != self.text_percent:
            self.text_percent = percent
            self._wear()

    def step_text(self, by: int) -> None:
        """The next larger (+1) or smaller (-1) text size."""
        sizes = [size for size in TEXT_PERCENT if (size - self.text_percent) * by > 0]
        if sizes:
            self.set_text_percent(min(sizes) if by > 0 else max(sizes))

    def px(self, value: float) -> int:
        """A length at text size 100 %, in whole px at the present one."""
        return round(value * self.theme.scale)

    def leave(self) -> None:
        """Follow the system no more."""
        self._app.styleHints().colorSchemeChanged.disconnect(self._system_changed)

    def _system_changed(self) -> None:
        if self.scheme == "system":
            self._wear()

    def _is_dark(self) -> bool:
        if self.scheme == "system":
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self.scheme == "dark"

    def _wear(self) -> None:
        base = themes.dark() if self._is_dark() else themes.light()
        self.theme = base.scaled(self.text_percent / 100) if self.text_percent != 100 else base
        self._app.setPalette(palette(self.theme))
        self._app.setFont(qt_font(self.theme.fonts.ui))
        self._app.setStyleSheet(style_sheet(self.theme))
        self.changed.emit()


def set_role(widget: QWidget, role: str) -> None:
    """Say what a widget is, for the style sheet; may be called again when it becomes something else."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(
        Qt.WidgetAttribute.WA_WState_Polished
    ):  # else it is polished at its first showing
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def palette(theme: Theme) -> QPalette:
    """Qt's colours in every state."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, theme.ground),
        (role.WindowText, theme.ink),
        (role.Base, theme.canvas),
        (role.AlternateBase, theme.stripe),
        (role.Text, theme.ink),
        (role.PlaceholderText, theme.faint_ink),
        (role.Button, theme.canvas),
        (role.ButtonText, theme.ink),
        (role.BrightText, theme.on_accent),
        (role.ToolTipBase, theme.panel),
        (role.ToolTipText, theme.ink),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.Light, theme.canvas),
        (role.Midlight, theme.panel),
        (role.Mid, theme.line),
        (role.Dark, theme.control_line),
        (role.Shadow, theme.control_line),
    ):
        made.setColor(name, qt_colour(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, qt_colour(theme.faint_ink))
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, qt_colour(theme.line))
    made.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, qt_colour(theme.ink))
    return made


def style_sheet(theme: Theme) -> str:
    """The style sheet of the whole window."""
    values = {
        name: themes.hex_of(getattr(theme, name))
        for name in (
            *("ground", "panel", "canvas", "stripe", "line", "control_line"),
            *("ink", "soft_ink", "faint_ink", "accent", "on_accent", "passage"),
        )
    }
    values["hover"] = themes.hex_of(themes.over(themes.with_alpha(theme.ink, 0.06), theme.canvas))
    values["hover_panel"] = themes.hex_of(themes.over(themes.with_alpha(theme.ink, 0.06), theme.panel))
    values["pressed"] = themes.hex_of(themes.over(themes.with_alpha(theme.ink, 0.12), theme.canvas))
    values["accent_hover"] = themes.hex_of(themes.over(themes.with_alpha(theme.ink, 0.12), theme.accent))
    values["soft_line"] = themes.hex_of(themes.over(themes.with_alpha(theme.control_line, 0.5), theme.ground))
    sizes = {
        name: f"{round(px * theme.scale)}px"
        for name, px in (("p1", 1), ("p2", 2), ("p3", 3), ("p4", 4), ("p6", 6), ("p8", 8), ("p10", 10))
    }
    sizes |= {
        "p12": f"{round(12 * theme.scale)}px",
        "p14": f"{round(theme.sizes.ui_padding_px)}px",
        "p24": f"{round(theme.sizes.target_px)}px",
        "radius": f"{round(theme.sizes.ui_radius_px)}px",
        "control": f"{round(theme.sizes.ui_control_px) - 2}px",
        "icon": f"{round(theme.sizes.ui_icon_px)}px",
        "small": f"{round(theme.fonts.ui_small.size_px)}px",
        "heading": f"{round(theme.fonts.ui_heading.size_px)}px",
        "title": f"{round(theme.fonts.article_title.size_px)}px",
        "half_radio": f"{round(theme.sizes.ui_padding_px) // 2 + 1}px",
        "icons": (paths.resources_dir() / "icons").as_posix(),
        "check": "check-dark.svg" if theme.is_dark else "check-light.svg",
        "serif": f"'{FAMILY_NAMES[Family.SERIF]}'",
    }
    sheet = _SHEET
    for name, value in sorted((values | sizes).items(), key=lambda item: -len(item[0])):
        sheet = sheet.replace(f"@{name}", value)
    return sheet


_SHEET = """
QMainWindow, QDialog { background: @ground; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QMenuBar { background: @ground; color: @soft_ink; padding: @p2 @p6; border: none; }
QMenuBar::item { background: transparent; padding: @p4 @p8; border-radius: @p4; }
QMenuBar::item:selected { background: @hover_panel; color: @ink; }
QMenu { background: @canvas; color: @ink; border: 1px solid @line; padding: @p4; }
QMenu::item { padding: @p4 @p24 @p4 @p24; border-radius: @p4; }
QMenu::item:selected { background: @accent; color: @on_accent; }
QMenu::item:disabled { color: @faint_ink; }
QMenu::separator { height: 1px; background: @line; margin: @p4 @p8; }
QToolTip { background: @panel; color: @ink; border: 1px solid @control_line; padding: @p4 @p6; }

QFrame[role="bar"] { background: @ground; border: none; border-bottom: 1px solid @line; }
QFrame[role="panel"] { background: @panel; border: none; }
QFrame[role="rule"] { background: @line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="card"] { background: @canvas; border: 1px solid @control_line; border-radius: @radius; }
QFrame[role="message"] { background: @panel; border: none; border-bottom: 1px solid @line; }
QWidget#chipBar { background: @ground; }
QWidget#reviewPaper, QTextEdit#reviewText { background: @canvas; }
QListView#proposalList { background: transparent; }
QListView#proposalList::item, QListView#proposalList::item:hover { background: transparent; padding: 0; }

QLabel { background: transparent; }
QLabel[role="heading"] { color: @soft_ink; font-size: @heading; font-weight: 600; letter-spacing: 1px; }
QLabel[role="title"] { color: @ink; font-family: @serif; font-size: @title; font-weight: 600; }
QLabel[role="soft"] { color: @soft_ink; }
QLabel[role="faint"] { color: @faint_ink; }
QLabel[role="problem"] { color: @ink; background: @passage; border-radius: @p4; padding: @p4 @p8; }

QPushButton, QToolButton { background: @canvas; color: @ink; border: 1px solid @soft_line;
    border-radius: @radius; padding: 0 @p12; min-height: @control; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: @pressed; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 0 11px; }
QPushButton:disabled, QToolButton:disabled { color: @faint_ink; border-color: @line; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[role="primary"], QToolButton[role="primary"] { background: @accent; color: @on_accent;
    border-color: @accent; font-weight: 600; }
QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover { background: @accent_hover; }
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus { border: 2px solid @ink; }
QPushButton[role="primary"]:disabled { background: @line; color: @faint_ink; border-color: @line; }
QPushButton[role="flat"], QToolButton[role="flat"] { background: transparent; border: 1px solid transparent;
    padding: 0 @p6; min-height: @p24; }
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover { background: @hover_panel; }
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus { border: 2px solid @accent; }
QPushButton[role="chip"], QToolButton[role="chip"] { background: @canvas; border: 1px solid @soft_line;
    border-radius: @p12; padding: 0 @p10; min-height: @p24; max-height: @p24; font-size: @small; }
QPushButton[role="chip"]:hover, QToolButton[role="chip"]:hover { background: @hover; }
QPushButton[role="chip"]:focus, QToolButton[role="chip"]:focus { border: 2px solid @accent; }
QPushButton[role="link"], QToolButton[role="link"] { background: transparent; border: 1px solid transparent;
    color: @accent; padding: 0; min-height: @p24; text-align: left; }
QPushButton[role="name"] { background: transparent; border: 1px solid transparent; padding: 0 @p4 0 0;
    min-height: @p24; text-align: left; }
QPushButton[role="name"]:hover { text-decoration: underline; }
QPushButton[role="name"]:focus { border: 2px solid @accent; border-radius: @p4; padding: 0 @p2; }
QPushButton[role="link"]:hover, QToolButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus, QToolButton[role="link"]:focus { border: 2px solid @accent;
    border-radius: @p4; }
QPushButton[role="facet"], QToolButton[role="facet"] { background: transparent; border: 1px solid transparent;
    text-align: left; padding: 0 @p4; min-height: @p24; }
QPushButton[role="facet"]:hover, QToolButton[role="facet"]:hover { background: @hover_panel; }
QPushButton[role="facet"]:focus, QToolButton[role="facet"]:focus { border: 2px solid @accent;
    border-radius: @p4; }

QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit { background: @canvas; color: @ink;
    border: 1px solid @control_line; border-radius: @radius; padding: 0 @p10; min-height: @control;
    selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit[role="wanted"] { border: 2px solid @accent; padding: 0 9px; }
QPlainTextEdit { padding: @p6; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border: 2px solid @accent; padding: 0 9px; }
QLineEdit QToolButton, QLineEdit QToolButton:hover { background: transparent; border: none; padding: 0;
    min-height: 0; margin: 0; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled { color: @faint_ink;
    border-color: @line; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; padding: 0; min-height: 0;
    background: transparent; }
QComboBox::drop-down { border: none; width: @p24; }
QComboBox::down-arrow { image: url(@icons/down.svg); width: @p14; height: @p14; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    border: none; background: transparent; width: @p24; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(@icons/up.svg); width: @p12; height: @p12; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(@icons/down.svg); width: @p12; height: @p12; }
QCheckBox, QRadioButton { spacing: @p8; min-height: @p24; }
QCheckBox::indicator, QRadioButton::indicator { width: @p14; height: @p14; background: @canvas;
    border: 1px solid @control_line; }
QCheckBox::indicator { border-radius: @p4; }
QRadioButton::indicator { border-radius: @half_radio; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(@icons/@check); }
QRadioButton::indicator:checked { border-color: @accent; background: qradialgradient(cx: 0.5, cy: 0.5,
    radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 @accent, stop: 0.5 @accent, stop: 0.6 @canvas, stop: 1 @canvas); }
QCheckBox:focus, QRadioButton:focus { text-decoration: underline; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @accent; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QComboBox QAbstractItemView { background: @canvas; border: 1px solid @control_line;
    selection-background-color: @accent; selection-color: @on_accent; }

QAbstractItemView { background: @canvas; alternate-background-color: @stripe; border: none; outline: none;
    selection-background-color: @accent; selection-color: @on_accent; gridline-color: @line; }
QTableView::item { padding: 0 @p6; }
QTreeView::item { padding: @p4 @p2; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QTabBar::tab { background: transparent; color: @soft_ink; padding: @p8 @p12; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:hover { color: @ink; }
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; }
QTabBar::tab:focus { color: @accent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QListView::item { padding: @p4 @p6; border-radius: @p4; color: @ink; }
QListView::item:hover { background: @hover; }
QListView::item:selected { background: @accent; color: @on_accent; }
QHeaderView::section { background: @ground; color: @soft_ink; border: none; border-bottom: 1px solid @line;
    padding: @p4 @p8; font-weight: 600; }
QTableCornerButton::section { background: @ground; border: none; }

QScrollBar:vertical { background: transparent; width: @p12; margin: 0; }
QScrollBar:horizontal { background: transparent; height: @p12; margin: 0; }
QScrollBar::handle { background: @control_line; border-radius: @p3; min-height: @p24; min-width: @p24; }
QScrollBar::handle:vertical { margin: @p2 @p3; }
QScrollBar::handle:horizontal { margin: @p3 @p2; }
QScrollBar::handle:hover { background: @soft_ink; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QDockWidget { color: @soft_ink; }
QWidget#dockBar { background: @ground; border-top: 1px solid @line; }
QDockWidget::title { background: @ground; padding: @p6 @p14; border-top: 1px solid @line; text-align: left; }
QStatusBar { background: @ground; color: @soft_ink; border-top: 1px solid @line; min-height: @p24; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @soft_ink; font-size: @small; padding: 0 @p8; }
QProgressBar { background: @panel; border: none; border-radius: @p2; max-height: @p4; }
QFrame[role="message"] QProgressBar { background: @line; }
QProgressBar::chunk { background: @accent; border-radius: @p2; }
QSplitter::handle { background: @line; }
QSplitter::handle:hover { background: @accent; }
"""
