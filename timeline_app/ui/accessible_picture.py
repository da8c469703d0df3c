"""The picture as a screen reader meets it: a list of the events that are drawn one by one, in time order.

Asked for by Qt only where something listens. Holds no words of its own making; the event table, which lists
what the picture counts, stays its equal for everything else.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QScrollBar

from timeline_app.scene.hit_test import box_of, events_within
from timeline_app.ui.picture import hints
from timeline_app.ui.session import Session
from timeline_app.ui.timeline_view import TimelineView

#: A list longer than this is nobody's way to read; the table and its search are.
MOST_CHILDREN = 400

#: The pictures whose children are told, by the address of their widget, and their interfaces; both are kept
#: for as long as the widget lives, because Qt holds an interface by its address alone.
_known: dict[int, tuple[TimelineView, Session]] = {}
_made: dict[int, AccessiblePicture] = {}


def tell_events(view: TimelineView, session: Session) -> None:
    """Let a screen reader find the events of a picture as its children."""
    if not _known and not _made:
        QAccessible.installFactory(_interface_of)
    key = id(view)
    _known[key] = view, session

    def forget() -> None:
        _known.pop(key, None)
        _made.pop(key, None)

    view.destroyed.connect(forget)


def _interface_of(_class_name: str, of: QObject) -> QAccessibleInterface | None:
    known = _known.get(id(of))
    if known is None:
        return None
    if id(of) not in _made:
        _made[id(of)] = AccessiblePicture(*known)
    return _made[id(of)]


class AccessiblePicture(QAccessibleWidget):
    """A timeline, with an item for each event that is drawn as one."""

    def __init__(self, view: TimelineView, session: Session) -> None:
        super().__init__(view, QAccessible.Role.List, "")
        self.view, self.session = view, session
        self._bar = view.findChild(QScrollBar) or QScrollBar(view)
        self._items: dict[int, AccessibleEvent] = {}

    def drawn(self) -> list[int]:
        """The ids of the events that are drawn one by one, in time order, at most `MOST_CHILDREN`."""
        scene = self.view.scene_shown()
        if scene is None:
            return []
        ids = events_within(scene, 0.0, 0.0, scene.width_px, scene.height_px)
        return self.session.passing.sorted_ids(ids)[:MOST_CHILDREN]

    def item(self, event_id: int) -> AccessibleEvent:
        """The item of an event."""
        found = self._items.get(event_id)
        if found is None:
            found = self._items[event_id] = AccessibleEvent(self, event_id)
        return found

    def childCount(self) -> int:
        """How many events are drawn one by one, and the scroll bar where there is one."""
        return len(self.drawn()) + self._bar.isVisible()

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # Qt takes none
        """The event at a place of the list; the scroll bar comes last."""
        ids = self.drawn()
        if index == len(ids) and self._bar.isVisible():
            return QAccessible.queryAccessibleInterface(self._bar)
        return self.item(ids[index]) if 0 <= index < len(ids) else None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The event at a point of the screen."""
        at = self.view.mapFromGlobal(QPoint(x, y))
        return next((self.item(one) for one in self.drawn() if self.box(one).contains(at)), None)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of an event in the list, or -1."""
        ids = self.drawn()
        if isinstance(child, AccessibleEvent):
            return ids.index(child.event_id) if child.event_id in ids else -1
        return len(ids) if child.object() is self._bar else -1

    def box(self, event_id: int) -> QRect:
        """Where an event's title or mark stands, in px of the picture; empty where it is not drawn."""
        scene = self.view.scene_shown()
        box = box_of(scene, event_id) if scene is not None else None
        return QRect(*(round(side) for side in box)) if box else QRect()


class AccessibleEvent(QAccessibleInterface):
    """One event of the picture: its date and title as its name, selected or not, where it stands."""

    def __init__(self, picture: AccessiblePicture, event_id: int) -> None:
        super().__init__()
        self._picture = picture
        self.event_id = event_id

    def isValid(self) -> bool:
        """Whether the story still holds the event."""
        return self._picture.session.row_of(self.event_id) >= 0

    def object(self) -> QObject | None:  # type: ignore[override]
        """None: an event is no widget."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The picture."""
        return self._picture

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """None: nothing is inside an event."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """None: nothing is inside an event."""
        return None

    def childCount(self) -> int:
        """Zero: nothing is inside an event."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """-1: nothing is inside an event."""
        return -1

    def rect(self) -> QRect:
        """Where its title or mark stands on the screen."""
        box = self._picture.box(self.event_id)
        return QRect(self._picture.view.mapToGlobal(box.topLeft()), box.size())

    def role(self) -> QAccessible.Role:
        """An item of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Selectable; selected, and the one that is read, as in the window."""
        session = self._picture.session
        state = QAccessible.State()
        state.selectable = True
        state.focusable = True
        state.multiSelectable = True
        state.selected = self.event_id in session.selected
        state.focused = self.event_id == session.current and self._picture.view.hasFocus()
        state.offscreen = self._picture.box(self.event_id).isEmpty()
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Its date and title as its name, its passage as its description."""
        session = self._picture.session
        text = session.texts((self.event_id,)).get(self.event_id)
        date, title, *passage = hints.event_words(text, session.style).split("\n") if text else ("", "")
        if kind is QAccessible.Text.Name:
            return f"{title}, {date}" if title else date
        return "".join(passage) if kind is QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing: a screen reader changes no event."""
