from __future__ import annotations

import sqlite3
from pathlib import Path

from timeline_app.store import history, schema
from timeline_app.store.database import StoryFile

ROOT = Path(__file__).resolve().parents[2]
TABLES = {
    *("event", "article", "article_version", "passage", "proposal", "category", "tag", "event_tag"),
    *("period", "link", "picture", "saved_view", "setting", "change", "change_step", "change_kept"),
}


def tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_all_tables_are_there_from_the_first_migration_on() -> None:
    db = schema.fresh(1)
    assert TABLES <= tables(db.conn)
    db.close()


def test_every_key_is_an_autoincrement(story: StoryFile) -> None:
    for table in TABLES:
        sql = story.conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql, table


def test_the_schema_is_described_for_people_with_another_tool() -> None:
    text = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
    db = schema.fresh()
    named = tables(db.conn) - {
        name for name in tables(db.conn) if "_fts_" in name or name.startswith("sqlite_")
    }
    db.close()
    assert set() == {table for table in named if f"`{table}`" not in text}


def test_the_columns_of_events_and_passages_are_described() -> None:
    text = (ROOT / "docs" / "store.md").read_text(encoding="utf-8")
    for table in ("event", "passage", "article_version"):
        missing = {column for column in schema.expected_columns(1)[table] if f"`{column}`" not in text}
        assert set() == missing, table


def test_deletion_knows_every_reference_between_tables(story: StoryFile) -> None:
    """What `history` takes along or parts is what the foreign keys of the file say."""
    expected: dict[str, set[tuple[str, str, bool]]] = {}
    for table in TABLES - {"change", "change_step", "change_kept"}:
        for row in story.conn.execute("SELECT * FROM pragma_foreign_key_list(?)", (table,)):
            expected.setdefault(row[2], set()).add((table, row[3], row[6] == "CASCADE"))
    assert expected == {parent: set(children) for parent, children in history._CHILDREN.items()}


def test_any_tool_keeps_full_text_in_step(at_rest: Path) -> None:
    connection = sqlite3.connect(at_rest)
    connection.execute("DELETE FROM event WHERE id = 3")
    sql = "SELECT rowid FROM event_fts WHERE event_fts MATCH 'election'"
    assert [] == connection.execute(sql).fetchall()
    connection.execute("INSERT INTO event_fts(event_fts, rank) VALUES ('integrity-check', 1)")
    connection.close()


def test_migrating_twice_changes_nothing() -> None:
    db = schema.fresh()
    before = schema.objects(db.conn)
    schema.migrate(db)
    assert before == schema.objects(db.conn)
    db.close()
