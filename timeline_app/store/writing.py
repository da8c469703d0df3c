"""Putting a story's content, held at once, into its file; records that come one by one are `incoming`'s."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from timeline_app.core.records import StoryContent, records_of
from timeline_app.store.database import StoryFile
from timeline_app.store.incoming import Known, take_records

#: Called with (events written, events in all) now and then; what it raises cancels the whole addition.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What `add_story_content` put into a story.

    - `event_ids`: the ids of the new events, in the order of the records;
    - `versions`: each article's key → the id of its version, new or known already;
    - `new_articles`: how many of them are new;
    - `known_events`: how many records were left out, because an event of their `uid` is in the story.
    """

    event_ids: range
    versions: Mapping[str, int]
    new_articles: int
    known_events: int


def add_story_content(
    story: StoryFile, content: StoryContent, *, label: str = "", progress: Progress | None = None
) -> Added:
    """Add a story's content in one transaction: all of it, or, where anything is wrong, nothing.

    `label` names the undoable step ("import of deepwater.time"); empty, it is none. Categories, tags and
    articles (same title and text) that are in the story already are used again. Raises TimelineError that
    names the event where a date cannot be read or a passage's quote is not what stands in the article.
    """
    total = len(content.events)
    taken = take_records(
        story,
        records_of(content),
        label=label,
        known=Known.KEEP_SAME,
        settings_win=True,
        reserved_colours=frozenset(record.colour for record in content.categories),
        progress=None if progress is None else lambda done: progress(done, total),
    )
    return Added(taken.event_ids, taken.versions, taken.new_articles, taken.known)
