"""The pictures of the current event as small ones in a row; a click opens one at its full size."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from timeline_app.core.event import Event, Picture
from timeline_app.ui.look import plain_hint
from timeline_app.ui.parts.flow_layout import FlowLayout
from timeline_app.ui.parts.wrapped_label import WrappedLabel
from timeline_app.ui.session import Session
from timeline_app.ui.story import jobs
from timeline_app.ui.style import set_role

if TYPE_CHECKING:
    from timeline_app.store.database import StoryFile

_THUMB_PX = 72
#: A picture's dialog is at least so wide, so that its caption can be read.
_LEAST_PX = 320
#: A picture is never decoded larger than this each way; a file may claim any size.
MOST_SIDE_PX = 4_096


class PictureStrip(QWidget):
    """Follows the event that is current; hidden where it has no pictures."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pictureStrip")
        self._session = session
        self._shown: tuple[Picture, ...] = ()
        self._showing = 0  # counts what was shown, so that late answers are known
        self._flow = FlowLayout(self)
        session.selection_changed.connect(self.refresh)
        session.story_changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Ask for the pictures of the event that is current now."""
        current = self._session.current
        if current is None:
            self._show(())
            return
        self._session.ask(lambda story: jobs.events(story, [current]), self._take, key="pictures")

    def _take(self, found: Sequence[Event]) -> None:
        current = self._session.current
        self._show(next((one.pictures for one in found if one.id == current), ()))

    def _show(self, pictures: tuple[Picture, ...]) -> None:
        if pictures == self._shown:
            return
        self._shown = pictures
        self._showing += 1
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for picture in pictures:
            button = QToolButton(self)
            button.setObjectName("pictureThumb")
            button.setIconSize(QSize(_THUMB_PX, _THUMB_PX))
            button.setAccessibleName(picture.caption or picture.name)
            button.setToolTip(plain_hint(picture.caption or picture.name))
            button.setText(picture.name)
            set_role(button, "flat")
            self._flow.addWidget(button)
            button.show()
            wanted = partial(_bytes_of, picture.id)
            self._session.ask(wanted, partial(self._take_bytes, self._showing, picture, button), _forget)
        self.setVisible(bool(pictures))
        self.updateGeometry()

    def _take_bytes(self, showing: int, picture: Picture, button: QToolButton, content: bytes) -> None:
        if showing != self._showing:
            return
        thumb = decoded(content, QSize(2 * _THUMB_PX, 2 * _THUMB_PX))
        if thumb.isNull():
            return
        pixmap = QPixmap.fromImage(thumb)
        pixmap.setDevicePixelRatio(2.0)
        button.setIcon(QIcon(pixmap))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.clicked.connect(lambda: self._open(picture, content))

    def _open(self, picture: Picture, content: bytes) -> None:
        room = self.screen().availableSize() * 0.8
        image = decoded(content, room)
        dialog = QDialog(self.window())
        dialog.setObjectName("pictureDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(picture.caption or picture.name)
        label = QLabel(dialog)
        label.setPixmap(QPixmap.fromImage(image))
        label.setAccessibleName(picture.caption or picture.name)
        area = QScrollArea(dialog)
        area.setWidget(label)
        area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        height = 4
        if words := " – ".join(one for one in (picture.caption, picture.credit) if one):
            said = WrappedLabel("soft", dialog)
            said.setObjectName("pictureWords")
            said.setContentsMargins(12, 8, 12, 10)
            said.set_words(words)
            column.addWidget(said)
            height += said.heightForWidth(max(image.width(), _LEAST_PX))
        size = image.size() + QSize(4, height)
        dialog.resize(size.expandedTo(QSize(_LEAST_PX, 0)).boundedTo(room))
        dialog.show()


def _bytes_of(picture_id: int, story: StoryFile) -> bytes:
    from timeline_app.work import editing

    return editing.picture_bytes(story, picture_id)


def _forget(_sentence: str) -> None:
    """The picture has been taken out meanwhile: it goes with the next answer."""


def decoded(content: bytes, within: QSize) -> QImage:
    """A picture as it fits into a size, never enlarged; a null image where the bytes are none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > 16 * MOST_SIDE_PX:
        return QImage()
    if size.width() > within.width() or size.height() > within.height():
        reader.setScaledSize(size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
