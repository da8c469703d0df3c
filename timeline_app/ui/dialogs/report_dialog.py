"""The report of an unexpected fault, to be read and copied; the window behind it lives on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from timeline_app.ui.faults import system_words


class ReportDialog(QDialog):
    """Says that something went wrong here, that nothing is lost, and what to send to whoever mends it."""

    def __init__(self, report: str, log_file: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reportDialog")
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 420)
        words = QLabel(
            self.tr(
                "The program made a mistake. Your story is safe and you can go on working. "
                "To have it mended, copy this report and send it along with what you did before."
            ),
            self,
        )
        words.setWordWrap(True)
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("reportText")
        self._text.setAccessibleName(self.tr("Report"))
        self._text.setReadOnly(True)
        where = f"\n{self.tr('Log file')}: {log_file}" if log_file else ""
        self._text.setPlainText(f"{system_words()}{where}\n\n{report}")
        buttons = QDialogButtonBox(self)
        copy = QPushButton(self.tr("Copy the Report"), self)
        copy.setObjectName("copyReport")
        copy.clicked.connect(self._copy)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Close).clicked.connect(self.close)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self._text, 1)
        column.addWidget(buttons)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
