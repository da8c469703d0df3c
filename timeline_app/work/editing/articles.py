"""Articles of a story changed and deleted; the passages in them move along, and none is silently dropped."""

from __future__ import annotations

from collections.abc import Mapping

from timeline_app.core.dates import bounds
from timeline_app.core.errors import TimelineError
from timeline_app.store import revising
from timeline_app.store.connection import StoryFile
from timeline_app.store.history import step
from timeline_app.store.revising import Revised
from timeline_app.work.editing.labels import quoted


def revise_article(
    story: StoryFile, version_id: int, text: str, *, before: str | None = None, title: str = ""
) -> Revised:
    """Replace the text of an article; passages move with it, and those no longer found are flagged.

    `before` is the text the person began with: where the story holds another, it is a conflict.
    """
    with step(story, f"change of the text of {quoted(title)}" if title else "change of an article") as action:
        return revising.revise_text(action, version_id, text, before=before)


def change_article(story: StoryFile, article_id: int, values: Mapping[str, str]) -> None:
    """Change title, author, publisher, published (EDTF), url, archive_url or language of an article."""
    if published := values.get("published", ""):
        try:
            bounds(published)
        except TimelineError as error:
            raise TimelineError(f"The publication date cannot be read: {error}") from error
    if "title" in values and not values["title"].strip():
        raise TimelineError("An article needs a title.")
    with step(story, "change of an article") as action:
        revising.change_article(action, article_id, values)


def delete_article(story: StoryFile, article_id: int, title: str) -> None:
    """Delete an article with all passages in it; the events they supported stay."""
    with step(story, f"delete of the article {quoted(title)}") as action:
        action.delete("article", article_id)
