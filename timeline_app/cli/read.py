"""`read`: what an article proposes, for people or as JSON lines; with `--accept` it goes into the story."""

from __future__ import annotations

import argparse
from pathlib import Path

from timeline_app.cli.arguments import Command
from timeline_app.cli.expressions import declare_published
from timeline_app.cli.output import DONE, note
from timeline_app.core.errors import TimelineError


def _read(chosen: argparse.Namespace) -> int:
    from timeline_app.work.backups import open_for_change
    from timeline_app.work.bringing import accept, accepted_line, lines_for_people, proposal_lines, read_draft
    from timeline_app.work.clock import today

    if chosen.accept and chosen.story.suffix.lower() != ".story":
        raise TimelineError(f"“{chosen.story}” must end in .story to take events; it is made if missing.")
    draft = read_draft(chosen.article, today(), chosen.published, chosen.language)
    if chosen.json:
        note(draft.article.notes)
        if draft.article.question:
            note([f"{draft.article.question} --published tells it."])
    for line in proposal_lines(draft.proposals) if chosen.json else lines_for_people(draft):
        print(line)
    if chosen.accept:
        with open_for_change(chosen.story, why="read", make=True) as story:
            told = accepted_line(accept(story, draft))
        note([told]) if chosen.json else print(told)
    return DONE


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", metavar="STORY", type=Path, help="a .story, changed with --accept only")
    parser.add_argument("article", metavar="ARTICLE", type=Path, help="a text, web page, PDF or Word file")
    declare_published(parser)
    parser.add_argument(
        "--accept", action="store_true", help="add the article and what it dates itself to the story"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(command=_read)


COMMAND = Command(
    "read",
    _declare,
    "read an article",
    "Read an article and tell the events it speaks of, each with the characters that support it.",
)
