"""Checking: what is whole is said to be, and faults are told one by one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.work.checking import check
from timeline_app.work.opening import sample_story


def test_a_story_and_an_importable_file_are_found_whole(root: Path, tmp_path: Path) -> None:
    for path in (sample_story(tmp_path), root / "data" / "belarus.json"):
        report = check(path)
        assert () == report.findings
        assert path.name in report.summary


def test_every_fault_is_told(tmp_path: Path) -> None:
    path = sample_story(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE passage SET start_char = start_char + 1 WHERE id IN (1, 3)")
        other.commit()
    report = check(path)
    assert len(report.findings) >= 2
    assert "listed above" in report.summary


def test_a_fault_in_a_file_to_be_imported_names_its_place(tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text('{"format": "timeline-story", "version": 1, "events": [{"when": "soon", "title": ""}]}')
    with pytest.raises(TimelineError, match=r"events\[0\]\.when"):
        check(path)
