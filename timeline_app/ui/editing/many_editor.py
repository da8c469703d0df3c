"""Many events edited at once: what is left alone stays as each of them has it; all of it is one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from timeline_app.core.draft import ManyChange
from timeline_app.core.event import Status, TagKind
from timeline_app.core.records import TagRecord
from timeline_app.core.snapshot import FacetKind, FacetValue
from timeline_app.ui.edits import StoryEdits
from timeline_app.ui.fields.editor_parts import CategoryChoice, importance_choice, status_choice
from timeline_app.ui.fields.tag_field import TagField
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance, set_role
from timeline_app.work import editing


class ManyEditor(QDialog):
    """Gives the events of `ids` a category, tags, a status or an importance in common."""

    def __init__(
        self,
        session: Session,
        edits: StoryEdits,
        appearance: Appearance,
        parent: QWidget,
        ids: Sequence[int],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("manyEditor")
        self.setWindowTitle(self.tr("Edit {} Events").format(f"{len(ids):,}"))
        self._session, self._edits = session, edits
        self._ids = tuple(ids)
        keep = self.tr("As each has it")
        self.category = CategoryChoice("manyCategory", appearance.theme, self, keep=keep)
        self.category.offer(session.snapshot.categories if session.snapshot else ())
        self._add = {
            kind: TagField(f"many{kind.value.capitalize()}", words, self._known(kind), self)
            for kind, words in (
                (TagKind.TOPIC, self.tr("Add topics")),
                (TagKind.PERSON, self.tr("Add people")),
                (TagKind.ORGANISATION, self.tr("Add organisations")),
                (TagKind.PLACE, self.tr("Add places")),
            )
        }
        known = [value.name for kind in TagKind for value in self._values(kind)]
        self._remove = TagField("manyRemove", self.tr("Remove tags"), known, self)
        self.status = status_choice(self, keep)
        self.status.setObjectName("manyStatus")
        self.importance = importance_choice(self, keep)
        self.importance.setObjectName("manyImportance")
        self._problem = WrappedLabel("problem", self)
        self._problem.setContentsMargins(8, 4, 8, 5)
        self._problem.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Category"), self.category)
        for field in self._add.values():
            form.addRow(field.field.accessibleName(), field)
        form.addRow(self.tr("Remove tags"), self._remove)
        form.addRow(self.tr("Status"), self.status)
        form.addRow(self.tr("Importance"), self.importance)
        cancel = QPushButton(self.tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        keep_button = QPushButton(self.tr("Change {} Events").format(f"{len(ids):,}"), self)
        keep_button.setObjectName("keepMany")
        keep_button.setDefault(True)
        set_role(keep_button, "primary")
        keep_button.clicked.connect(self.keep)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self._problem)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(480, self.sizeHint().height())
        self.category.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self) -> ManyChange:
        """What the fields ask for."""
        gone = set(self._remove.names())
        return ManyChange(
            category=self.category.name() or None,
            add_tags=tuple(TagRecord(name, kind) for kind, one in self._add.items() for name in one.names()),
            remove_tags=tuple(
                TagRecord(value.name, kind)
                for kind in TagKind
                for value in self._values(kind)
                if value.name in gone
            ),
            status=Status(self.status.currentData()) if self.status.currentData() >= 0 else None,
            importance=self.importance.currentData() if self.importance.currentData() >= 0 else None,
        )

    def keep(self) -> None:
        """Change them all, in one step."""
        change, ids = self.change(), self._ids
        if change.is_empty:
            self.accept()
            return
        self.setEnabled(False)  # until the answer comes
        self._edits.run(
            lambda story: editing.change_many(story, ids, change), lambda _: self._changed(), self._refused
        )

    def _changed(self) -> None:
        self._edits.touched.emit(self._ids)
        self.accept()

    def reject(self) -> None:
        """Leave the events as they are; not while they are being changed."""
        if self.isEnabled():
            super().reject()

    def _refused(self, sentence: str) -> None:
        self.setEnabled(True)
        self._problem.set_words(sentence)

    def _values(self, kind: TagKind) -> Sequence[FacetValue]:
        snapshot = self._session.snapshot
        return snapshot.facets.get(FacetKind(kind.value), ()) if snapshot else ()

    def _known(self, kind: TagKind) -> list[str]:
        return [value.name for value in self._values(kind)]
