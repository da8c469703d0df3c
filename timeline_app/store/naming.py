"""Categories and tags within a step: renamed, merged, recoloured, reordered, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timeline_app.core.clean_text import clean
from timeline_app.core.errors import TimelineError
from timeline_app.core.event import Symbol, Tag, TagKind
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.history import Step
from timeline_app.store.reading import text_of
from timeline_app.store.rows import Value


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag, and how many events bear it."""

    tag: Tag
    events: int


def tags_in_use(story: StoryFile) -> list[TagUse]:
    """All tags of a story, by kind and name."""
    with reading(story) as connection:
        rows = connection.execute(
            "SELECT tag.id, name, kind, count(event_id) FROM tag LEFT JOIN event_tag ON tag_id = tag.id"
            " GROUP BY tag.id ORDER BY kind, name"
        ).fetchall()
    known = {str(kind) for kind in TagKind}
    return [
        TagUse(
            Tag(int(row[0]), text_of(row[1]), TagKind(row[2]) if row[2] in known else TagKind.TOPIC), row[3]
        )
        for row in rows
    ]


def rename_category(action: Step, category_id: int, name: str) -> None:
    """Give a category another name. Raises TimelineError where it is empty or another one's."""
    name = clean(" ".join(name.split()))
    if not name:
        raise TimelineError("A category needs a name.")
    row = action.conn.execute("SELECT id FROM category WHERE name = ?", (name,)).fetchone()
    if row is not None and int(row[0]) != category_id:
        raise TimelineError(f"There is a category “{name}” already; merge the two instead.")
    action.update("category", category_id, {"name": name})


def recolour_category(
    action: Step, category_id: int, colour: int, symbol: Symbol, own_colour: str = ""
) -> None:
    """Give a category one of the theme's colours (or one of its own) and a symbol."""
    values: dict[str, Value] = {"colour": max(colour, 0), "symbol": int(symbol), "own_colour": own_colour}
    action.update("category", category_id, values)


def reorder_categories(action: Step, ids: Sequence[int]) -> None:
    """Put categories in this order."""
    for position, category_id in enumerate(ids):
        action.update("category", category_id, {"position": position})


def merge_categories(action: Step, from_id: int, into_id: int) -> None:
    """Give all events of one category to another, and delete the first."""
    if from_id == into_id:
        raise TimelineError("A category cannot be merged with itself.")
    for table in ("event", "proposal"):
        rows = action.conn.execute(f"SELECT id FROM {table} WHERE category_id = ? ORDER BY id", (from_id,))
        for (row_id,) in rows.fetchall():
            action.update(table, int(row_id), {"category_id": into_id})
    action.delete("category", from_id)


def rename_tag(action: Step, tag_id: int, name: str, kind: TagKind) -> None:
    """Give a tag another name or kind. Raises TimelineError where that is another tag."""
    name = clean(" ".join(name.split()))
    if not name:
        raise TimelineError("A tag needs a name.")
    row = action.conn.execute("SELECT id FROM tag WHERE name = ? AND kind = ?", (name, str(kind))).fetchone()
    if row is not None and int(row[0]) != tag_id:
        raise TimelineError(f"There is a {kind} “{name}” already; merge the two instead.")
    action.update("tag", tag_id, {"name": name, "kind": str(kind)})


def merge_tags(action: Step, from_id: int, into_id: int) -> None:
    """Give all events of one tag the other, and delete the first."""
    if from_id == into_id:
        raise TimelineError("A tag cannot be merged with itself.")
    rows = action.conn.execute(
        "SELECT event_id FROM event_tag WHERE tag_id = ? AND event_id NOT IN"
        " (SELECT event_id FROM event_tag WHERE tag_id = ?) ORDER BY id",
        (from_id, into_id),
    )
    for (event_id,) in rows.fetchall():
        action.insert("event_tag", {"event_id": int(event_id), "tag_id": into_id})
    action.delete("tag", from_id)
