"""What this program is, its version, its licence and those of the fonts and libraries it is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from timeline_app import __version__
from timeline_app.ui.faults import system_words
from timeline_app.ui.style import set_role


class AboutDialog(QDialog):
    """A few plain sentences."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("About Timeline"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel(f"Timeline {__version__}", self)
        set_role(title, "title")
        words = QLabel(
            self.tr(
                "Every mark on the timeline leads back to the sentence that says so.\n\n"
                "Free software under the MIT licence. It works offline; your stories are files of your own. "
                "Made with Qt for Python (LGPL), matplotlib, NumPy, HarfBuzz and SQLite; "
                "set in Source Sans and Source Serif (SIL Open Font License)."
            ),
            self,
        )
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setMinimumWidth(420)
        system = QLabel(system_words(), self)
        system.setTextFormat(Qt.TextFormat.PlainText)
        system.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        system.setWordWrap(True)
        set_role(system, "soft")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (title, words, system, buttons):
            column.addWidget(widget)
