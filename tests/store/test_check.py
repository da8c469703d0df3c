from __future__ import annotations

from pathlib import Path

import pytest

from timeline_app.store.check import check
from timeline_app.store.database import StoryFile, open_story


def test_a_good_story_has_no_findings(at_rest: Path) -> None:
    before = at_rest.read_bytes()
    assert [] == check(at_rest)
    assert before == at_rest.read_bytes()


@pytest.mark.parametrize(
    ("damage", "words", "event_id"),
    [
        ("UPDATE passage SET quote = 'Never said.' WHERE id = 1", "is not what stands in its article", 1),
        ("UPDATE passage SET end_char = 9999 WHERE id = 3", "characters", 2),
        ("UPDATE passage SET lost = 1 WHERE id = 3", "no longer found", 2),
        ("UPDATE article_version SET text = 'Another text' WHERE id = 1", "is not what stands", 1),
        ("UPDATE event SET latest_end_s = 5 WHERE id = 2", "bounds kept for “Sanctions imposed”", 2),
        ("UPDATE event SET precision = 1 WHERE id = 2", "bounds kept for “Sanctions imposed”", 2),
        ("UPDATE event SET edtf = 'one day' WHERE id = 3", "date of “Election” cannot be read: one day", 3),
        ("UPDATE event SET search_text = 'other' WHERE id = 3", "wrong in 1 rows of “event”", None),
        ("UPDATE event SET status = 'x' WHERE id = 3", "value of the wrong kind", 3),
        ("DELETE FROM article WHERE id = 1", "refers to a row of “article”", None),
        (
            "INSERT INTO event_fts(event_fts, rowid, search_text) VALUES ('delete', 1, 'prisoners')",
            "full-text index of “event”",
            None,
        ),
    ],
)
def test_each_kind_of_fault_is_found(story: StoryFile, damage: str, words: str, event_id: int | None) -> None:
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        story.conn.execute(f"PRAGMA {pragma}")
    story.conn.execute(damage)
    findings = [finding for finding in check(story) if words in str(finding)]
    assert [event_id] == [finding.event_id for finding in findings][:1]


def test_a_foreign_schema_is_a_finding(story: StoryFile) -> None:
    story.conn.execute("CREATE VIEW mine AS SELECT 1")
    path = story.path
    story.close()
    with open_story(path) as reader:
        assert ["did not make"] == [word for word in ("did not make",) if word in str(check(reader)[0])]


def test_stale_rows_of_another_tool_are_no_fault(story: StoryFile) -> None:
    story.conn.execute("UPDATE event SET edtf = '1999' WHERE id = 3")
    assert [] == check(story)
