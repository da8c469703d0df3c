"""What is known of an article, to be mended: title, publisher, author, day, addresses; its text stays."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from timeline_app.core.dates import DateStyle
from timeline_app.core.event import ArticleHead
from timeline_app.ui.fields.date_entry import DateEntry
from timeline_app.ui.style import Appearance, set_role

_WIDTH_PX = 560


class ArticleParticulars(QDialog):
    """Signal: `changed(object)`: column → text of everything that was changed, never empty."""

    changed = Signal(object)

    def __init__(
        self, head: ArticleHead, style: DateStyle, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("articleParticulars")
        self.setWindowTitle(self.tr("Particulars of the Article"))
        self._head = head
        self._fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        for column, label in (
            ("title", self.tr("Title")),
            ("publisher", self.tr("Publisher")),
            ("author", self.tr("Author")),
            ("url", self.tr("Address")),
            ("archive_url", self.tr("Archived at")),
            ("language", self.tr("Language")),
        ):
            field = QLineEdit(getattr(head, column), self)
            field.setObjectName(f"particular-{column}")
            field.setCursorPosition(0)
            form.addRow(label, field)
            self._fields[column] = field
            field.textChanged.connect(self._tell)
        self.published = DateEntry(style, "particularPublished", self)
        self.published.put(head.published)
        self.published.heard.connect(self._tell)
        form.insertRow(3, self.tr("Published"), self.published)
        self._problem = QLabel(self)
        set_role(self._problem, "problem")
        self._problem.hide()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._save = self._buttons.button(QDialogButtonBox.StandardButton.Save)
        set_role(self._save, "primary")
        self._buttons.accepted.connect(self._keep)
        self._buttons.rejected.connect(self.reject)
        column_of_all = QVBoxLayout(self)
        px = appearance.px
        column_of_all.setContentsMargins(px(16), px(14), px(16), px(14))
        column_of_all.setSpacing(px(12))
        column_of_all.addLayout(form)
        column_of_all.addWidget(self._problem)
        column_of_all.addStretch(1)
        column_of_all.addWidget(self._buttons)
        self.resize(px(_WIDTH_PX), self.sizeHint().height())

    def values(self) -> dict[str, str]:
        """What was changed."""
        typed = {column: " ".join(field.text().split()) for column, field in self._fields.items()}
        typed["published"] = self.published.edtf
        return {column: text for column, text in typed.items() if text != getattr(self._head, column)}

    def _tell(self) -> None:
        lacking = not self._fields["title"].text().strip()
        self._problem.setText(self.tr("An article needs a title."))
        self._problem.setVisible(lacking)
        self._save.setEnabled(not lacking and not self.published.problem)

    def _keep(self) -> None:
        values = self.values()
        self.accept()
        if values:
            self.changed.emit(values)
