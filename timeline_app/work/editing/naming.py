"""Categories and tags renamed, merged, recoloured, reordered and deleted, each one step of the history."""

from __future__ import annotations

from collections.abc import Sequence

from timeline_app.core.event import Symbol, TagKind
from timeline_app.store import naming
from timeline_app.store.connection import StoryFile
from timeline_app.store.history import step
from timeline_app.work.editing.labels import counted, quoted


def rename_category(story: StoryFile, category_id: int, name: str) -> None:
    """Give a category another name."""
    with step(story, f"rename to {quoted(name)}") as action:
        naming.rename_category(action, category_id, name)


def recolour_category(
    story: StoryFile, category_id: int, colour: int, symbol: Symbol, own_colour: str = ""
) -> None:
    """Give a category a colour (an index into the theme's, or `#RRGGBB` of its own) and a symbol."""
    with step(story, "change of a category's colour") as action:
        naming.recolour_category(action, category_id, colour, symbol, own_colour)


def reorder_categories(story: StoryFile, ids: Sequence[int]) -> None:
    """Put the categories in this order."""
    with step(story, "order of categories") as action:
        naming.reorder_categories(action, ids)


def merge_categories(story: StoryFile, from_id: int, into_id: int, *, name: str = "") -> None:
    """Give all events of one category to another, and delete the first, called `name`."""
    with step(story, f"merge of {quoted(name)}" if name else "merge of categories") as action:
        naming.merge_categories(action, from_id, into_id)


def delete_categories(story: StoryFile, ids: Sequence[int]) -> None:
    """Delete categories; their events stay, with none."""
    with step(story, f"delete of {counted(len(ids), 'category', 'categories')}") as action:
        for category_id in ids:
            action.delete("category", category_id)


def rename_tag(story: StoryFile, tag_id: int, name: str, kind: TagKind) -> None:
    """Give a tag another name or kind."""
    with step(story, f"rename to {quoted(name)}") as action:
        naming.rename_tag(action, tag_id, name, kind)


def merge_tags(story: StoryFile, from_id: int, into_id: int, *, name: str = "") -> None:
    """Give all events of one tag the other, and delete the first, called `name`."""
    with step(story, f"merge of {quoted(name)}" if name else "merge of tags") as action:
        naming.merge_tags(action, from_id, into_id)


def delete_tags(story: StoryFile, ids: Sequence[int]) -> None:
    """Delete tags; their events stay, without them."""
    with step(story, f"delete of {counted(len(ids), 'tag', 'tags')}") as action:
        for tag_id in ids:
            action.delete("tag", tag_id)
