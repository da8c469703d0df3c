"""What the window imports before its first paint: only what looking needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.qt

#: Each costs the start several hundredths of a second and is needed by no one who only looks.
NOT_AT_THE_START = (
    "dateutil.parser",
    "icalendar",
    "matplotlib",
    "python_calamine",
    "sqlite_utils",
    "timeline_app.cli",
    "timeline_app.core.draft",
    "timeline_app.core.mapping",
    "timeline_app.core.records",
    "timeline_app.formats",
    "timeline_app.reading.article",
    "timeline_app.store.articles",
    "timeline_app.store.writing",
    "timeline_app.ui.article_review",
    "timeline_app.ui.event_editor",
    "timeline_app.ui.event_table",
    "timeline_app.ui.export_dialog",
    "timeline_app.work.drafting",
    "timeline_app.work.editing",
    "timeline_app.work.picture",
)


def test_what_only_changes_and_reads_articles_is_not_imported_before_the_first_paint():
    program = (
        "import sys, timeline_app.app\n"
        f"print(*(name for name in {NOT_AT_THE_START!r} if name in sys.modules), sep='\\n')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ("", "") == (done.stdout.strip(), done.stderr)
