"""`read`: what an article proposes, for people or as JSON lines; with `--accept` it goes into the story."""

from __future__ import annotations

import argparse
from pathlib import Path

from timeline_app.cli.arguments import Command, add_story
from timeline_app.cli.expressions import declare_published
from timeline_app.cli.output import DONE


def _read(chosen: argparse.Namespace) -> int:
    from timeline_app.reading.article import read_article
    from timeline_app.reading.propose import propose
    from timeline_app.work.bringing import proposal_lines

    article = read_article(chosen.article.read_bytes(), chosen.article.name)
    for line in proposal_lines(propose(article.text, chosen.published or article.published)):
        print(line)
    return DONE


def _declare(parser: argparse.ArgumentParser) -> None:
    add_story(parser)
    parser.add_argument("article", metavar="ARTICLE", type=Path, help="a text, web page, PDF or Word file")
    declare_published(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(command=_read)


COMMAND = Command("read", _declare, "read an article", "Read an article and tell the events it speaks of.")
