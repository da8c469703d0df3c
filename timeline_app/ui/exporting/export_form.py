"""The fields of the export dialog, and the `PictureOptions` they add up to; composes and writes nothing."""

from __future__ import annotations

from typing import cast, get_args

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from timeline_app.render.metadata import Format
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.style import Appearance, set_role
from timeline_app.work.picture import PictureOptions
from timeline_app.work.presets import (
    LEAST_DPI,
    LEAST_SIDE_PX,
    MOST_DPI,
    MOST_SIDE_PX,
    PRESETS,
    PX_PER_MM,
    SCREEN_DPI,
    Preset,
)

_WIDTH_PX = 316
_NUMBER_PX = 98


class ExportForm(QWidget):
    """What is asked of the picture.

    Signals: `changed()`, the picture is another one; `format_changed()`, only the file is.
    """

    changed = Signal()
    format_changed = Signal()

    def __init__(
        self,
        session: Session,
        appearance: Appearance,
        settings: Settings,
        view_px: QSize,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportForm")
        self._session = session
        self._appearance = appearance
        self._settings = settings
        self._view_px = view_px
        self._draft = ""
        self._build()
        self._fill()
        self._connect()
        self._preset_chosen()

    # -- what it says -------------------------------------------------------------------------------------

    def options(self) -> PictureOptions:
        """The options as they stand; the alternative text is left to be drafted."""
        viewport = self._session.viewport
        return PictureOptions(
            preset=self.preset().name,
            size_px=self._size_px(),
            dpi=float(self.dpi.value()),
            theme="dark" if self.dark.isChecked() else "light",
            lanes=self._session.lanes,
            filter=self._session.filter,
            span_s=(viewport.start_s, viewport.end_s) if self.view.isChecked() and viewport else None,
            headline=self.headline(),
            credit=self.credit(),
            footer=self.footer.isChecked(),
            today_line=self.today.isChecked(),
        )

    def preset(self) -> Preset:
        """The preset that is chosen."""
        return PRESETS[self.presets.currentData()]

    def format(self) -> Format:
        """The format that is chosen."""
        return cast(Format, self.formats.currentData())

    def headline(self) -> str:
        """The headline, as typed."""
        return self.headline_field.text().strip()

    def credit(self) -> str:
        """The credit, as typed."""
        return self.credit_field.text().strip()

    def alternative_text(self) -> str:
        """The alternative text: the person's, or the draft."""
        return self.alternative.toPlainText().strip()

    def least_letters_px(self) -> float:
        """The size of the smallest letters."""
        return (
            self.preset().letters_px or self._appearance.theme.fonts.least_px / self._appearance.theme.scale
        )

    def on_screens(self) -> bool:
        """Whether the picture is made for screens, and measured in px."""
        return self.preset().dpi == SCREEN_DPI and self.unit.currentData() == "px"

    def show_draft(self, text: str) -> None:
        """A newly drafted alternative text; it never replaces what a person has written."""
        untouched = self.alternative_text() in ("", self._draft.strip())
        self._draft = text
        if untouched:
            self.alternative.setPlainText(text)
        self.draft_again.setVisible(self.alternative_text() != text.strip())

    def remember(self) -> None:
        """Keep the choices for the next time."""
        self._settings.put("export/preset", self.preset().name)
        self._settings.put("export/format", self.format())
        self._settings.put("export/footer", self.footer.isChecked())

    # -- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.view = QRadioButton(self.tr("This &view"), self)
        self.whole = QRadioButton(self.tr("The &whole story"), self)
        scope = QButtonGroup(self)
        scope.addButton(self.view)
        scope.addButton(self.whole)
        self.presets = QComboBox(self)
        self.presets.setObjectName("exportPreset")
        for preset in PRESETS.values():
            self.presets.addItem(self.tr(preset.label), preset.name)
        self.width_field, self.height_field = QDoubleSpinBox(self), QDoubleSpinBox(self)
        self.width_field.setAccessibleName(self.tr("Width"))
        self.height_field.setAccessibleName(self.tr("Height"))
        self.unit = QComboBox(self)
        self.unit.setAccessibleName(self.tr("Unit"))
        self.unit.addItem("px", "px")
        self.unit.addItem("mm", "mm")
        self.formats = QComboBox(self)
        self.formats.setObjectName("exportFormat")
        self.formats.setAccessibleName(self.tr("Format"))
        for kind in get_args(Format):
            self.formats.addItem(kind.upper(), kind)
        self.dpi = QSpinBox(self)
        self.dpi.setObjectName("exportDpi")
        self.dpi.setRange(round(LEAST_DPI), round(MOST_DPI))
        self.dpi.setSuffix(" dpi")
        self.dpi.setAccessibleName(self.tr("Resolution"))
        self.light, self.dark = QRadioButton(self.tr("&Light"), self), QRadioButton(self.tr("&Dark"), self)
        theme = QButtonGroup(self)
        theme.addButton(self.light)
        theme.addButton(self.dark)
        self.headline_field, self.credit_field = QLineEdit(self), QLineEdit(self)
        self.headline_field.setObjectName("exportHeadline")
        self.credit_field.setObjectName("exportCredit")
        self.footer = QCheckBox(self.tr("A line with &sources, filter and date"), self)
        self.today = QCheckBox(self.tr("Mark &today"), self)
        self.alternative = QPlainTextEdit(self)
        self.alternative.setObjectName("exportAlternativeText")
        self.alternative.setTabChangesFocus(True)
        self.alternative.setMinimumHeight(96)
        self.draft_again = QPushButton(self.tr("Draft it again"), self)
        set_role(self.draft_again, "link")
        self.draft_again.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        self.own_size = QWidget(self)
        for number in (self.width_field, self.height_field, self.dpi):
            number.setFixedWidth(self._appearance.px(_NUMBER_PX))
            # the style sheet's padding moves the field's edge, not its text
            number.lineEdit().setTextMargins(self._appearance.px(8), 0, 0, 0)
        own = _row(self.width_field, QLabel("×"), self.height_field, self.unit)
        own.setContentsMargins(0, 0, 0, 0)
        self.own_size.setLayout(own)
        for words, field in (
            (self.tr("What"), _row(self.view, self.whole)),
            (self.tr("Size"), self.presets),
            ("", self.own_size),
            (self.tr("Format"), _row(self.formats, self.dpi)),
            (self.tr("Theme"), _row(self.light, self.dark)),
            (self.tr("Headline"), self.headline_field),
            (self.tr("Credit"), self.credit_field),
        ):
            self._add(column, words, field)
        column.addSpacing(4)
        column.addWidget(self.footer)
        column.addWidget(self.today)
        self._add(column, self.tr("Alternative text"), self.alternative)
        note = QLabel(self.tr("Read aloud to those who cannot see the picture; it goes into the file."), self)
        note.setWordWrap(True)
        set_role(note, "faint")
        column.addWidget(note)
        column.addWidget(self.draft_again)
        column.addStretch(1)

    def _add(self, column: QVBoxLayout, words: str, field: QWidget | QHBoxLayout) -> None:
        if words:
            label = QLabel(words, self)
            set_role(label, "heading")
            column.addSpacing(4)
            column.addWidget(label)
            if isinstance(field, QWidget):
                label.setBuddy(field)
                field.setAccessibleName(words)
        if isinstance(field, QWidget):
            column.addWidget(field)
        else:
            column.addLayout(field)

    def _fill(self) -> None:
        story = self._session.snapshot.settings if self._session.snapshot else None
        self.view.setChecked(True)
        self.headline_field.setText(story.headline if story else "")
        self.credit_field.setText(story.credit if story else "")
        for field in (self.headline_field, self.credit_field):
            field.setCursorPosition(0)
        self.footer.setChecked(self._settings.flag("export/footer", True))
        self.presets.setCurrentIndex(max(0, self.presets.findData(self._settings.text("export/preset"))))
        self.formats.setCurrentIndex(max(0, self.formats.findData(self._settings.text("export/format"))))
        self._set_unit("px")
        self.width_field.setValue(float(max(self._view_px.width(), LEAST_SIDE_PX)))
        self.height_field.setValue(float(max(self._view_px.height(), LEAST_SIDE_PX)))

    def _connect(self) -> None:
        self.presets.currentIndexChanged.connect(self._preset_chosen)
        self.unit.currentIndexChanged.connect(self._unit_chosen)
        self.formats.currentIndexChanged.connect(self._format_chosen)
        for button in (self.view, self.light):
            button.toggled.connect(self.changed)
        for box in (self.footer, self.today):
            box.toggled.connect(self.changed)
        for field in (self.headline_field, self.credit_field):
            field.textEdited.connect(self.changed)
        for number in (self.width_field, self.height_field):
            number.valueChanged.connect(self.changed)
        self.dpi.valueChanged.connect(self.changed)
        self.alternative.textChanged.connect(
            lambda: self.draft_again.setVisible(self.alternative_text() != self._draft.strip())
        )
        self.draft_again.clicked.connect(lambda: self.alternative.setPlainText(self._draft))

    # -- choices that follow from choices -----------------------------------------------------------------

    def _preset_chosen(self) -> None:
        preset = self.preset()
        self.own_size.setVisible(preset.name == "own")
        self.dpi.setValue(round(preset.dpi))
        dark = preset.theme == "dark" or (not preset.theme and self._appearance.theme.is_dark)
        (self.dark if dark else self.light).setChecked(True)
        self._format_chosen()
        self.changed.emit()

    def _format_chosen(self) -> None:
        self.dpi.setEnabled(self.format() == "png")
        self.format_changed.emit()

    def _unit_chosen(self) -> None:
        to_mm = self.unit.currentData() == "mm"
        factor = 1 / PX_PER_MM if to_mm else PX_PER_MM
        width, height = self.width_field.value() * factor, self.height_field.value() * factor
        self._set_unit("mm" if to_mm else "px")
        self.width_field.setValue(width)
        self.height_field.setValue(height)
        self.changed.emit()

    def _set_unit(self, unit: str) -> None:
        factor = 1 / PX_PER_MM if unit == "mm" else 1.0
        for field in (self.width_field, self.height_field):
            field.blockSignals(True)
            field.setDecimals(1 if unit == "mm" else 0)
            field.setRange(LEAST_SIDE_PX * factor, MOST_SIDE_PX * factor)
            field.blockSignals(False)

    def _size_px(self) -> tuple[float, float]:
        if self.preset().name == "screen":
            return (
                max(LEAST_SIDE_PX, float(self._view_px.width())),
                max(LEAST_SIDE_PX, float(self._view_px.height())),
            )
        factor = PX_PER_MM if self.unit.currentData() == "mm" else 1.0
        least, most = LEAST_SIDE_PX, MOST_SIDE_PX
        width, height = self.width_field.value() * factor, self.height_field.value() * factor
        return min(max(width, least), most), min(max(height, least), most)

    def sizeHint(self) -> QSize:
        """A column of fields."""
        return QSize(self._appearance.px(_WIDTH_PX), super().sizeHint().height())


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16 if isinstance(widgets[0], QRadioButton) else 8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
