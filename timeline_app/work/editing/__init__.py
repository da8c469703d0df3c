"""What a person can do to a story; each function is one undoable step, named as the Edit menu names it.

The one door to the package. Every function takes an open `StoryFile`, makes one transaction, and raises
TimelineError with a sentence where the world does not allow it; a stale copy is told, never written over.
"""

from __future__ import annotations

from timeline_app.store.history import History, clear_history, history, redo, undo
from timeline_app.store.keeping import PeriodRow, SavedView, periods, saved_views
from timeline_app.store.naming import TagUse, tags_in_use
from timeline_app.store.reading import picture_bytes
from timeline_app.work.editing.articles import change_article, delete_article, revise_article
from timeline_app.work.editing.cells import (
    Cell,
    CellValue,
    change_cell,
    fill_down,
    tags_of,
    value_of,
    with_value,
)
from timeline_app.work.editing.events import (
    CONFLICT,
    add_event,
    add_passages,
    add_picture,
    change_event,
    change_many,
    delete_events,
    delete_picture,
    duplicate_events,
    order_by_hand,
    set_cells,
    set_date,
)
from timeline_app.work.editing.naming import (
    delete_categories,
    delete_tags,
    merge_categories,
    merge_tags,
    recolour_category,
    rename_category,
    rename_tag,
    reorder_categories,
)
from timeline_app.work.editing.quoting import draft_from_quote, passage_at
from timeline_app.work.editing.stories import become_story, new_story
from timeline_app.work.editing.views import (
    delete_period,
    delete_view,
    put_period,
    put_view,
    reorder_views,
    set_headline,
    set_lane_order,
    set_notes,
    set_story_settings,
    set_table,
)
from timeline_app.work.editing.zones import moved_by_zone, set_zone, zone_names

__all__ = [
    "CONFLICT",
    "Cell",
    "CellValue",
    "History",
    "PeriodRow",
    "SavedView",
    "TagUse",
    "add_event",
    "add_passages",
    "add_picture",
    "become_story",
    "change_article",
    "change_cell",
    "change_event",
    "change_many",
    "clear_history",
    "delete_article",
    "delete_categories",
    "delete_events",
    "delete_period",
    "delete_picture",
    "delete_tags",
    "delete_view",
    "draft_from_quote",
    "duplicate_events",
    "fill_down",
    "history",
    "merge_categories",
    "merge_tags",
    "moved_by_zone",
    "new_story",
    "order_by_hand",
    "passage_at",
    "periods",
    "picture_bytes",
    "put_period",
    "put_view",
    "recolour_category",
    "redo",
    "rename_category",
    "rename_tag",
    "reorder_categories",
    "reorder_views",
    "revise_article",
    "saved_views",
    "set_cells",
    "set_date",
    "set_headline",
    "set_lane_order",
    "set_notes",
    "set_story_settings",
    "set_table",
    "set_zone",
    "tags_in_use",
    "tags_of",
    "undo",
    "value_of",
    "with_value",
    "zone_names",
]
