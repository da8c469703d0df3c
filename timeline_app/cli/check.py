"""`check`: the integrity of a story file, and of every quote in its article."""

from __future__ import annotations

import argparse

from timeline_app.cli.arguments import Command, add_story
from timeline_app.cli.output import DONE
from timeline_app.core.errors import TimelineError


def _check(chosen: argparse.Namespace) -> int:
    from timeline_app.work.checking import check

    report = check(chosen.story)
    for finding in report.findings:
        print(finding)
    if report.findings:
        raise TimelineError(report.summary)
    print(report.summary)
    return DONE


def _declare(parser: argparse.ArgumentParser) -> None:
    add_story(parser)
    parser.set_defaults(command=_check)


COMMAND = Command("check", _declare, "check the file", "Check a file, and every quote in its article.")
