"""Backups listed with their dates and counts, one put back in the story's place; a word on its folder."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from timeline_app.work import editing
from timeline_app.work.backups import back_up, backups_of

pytestmark = pytest.mark.qt


def bring(person, tmp_path, name, title):
    path = tmp_path / name
    path.write_text(f"when,title\n2020-05,{title}\n")
    person.imports(path)
    person.reads_report()


def test_a_backup_takes_the_storys_place_and_what_was_there_is_kept(qtbot, person, tmp_path):
    bring(person, tmp_path, "a.csv", "Spring")
    bring(person, tmp_path, "b.csv", "Summer")
    person.window.actions_by_id["restore"].trigger()
    dialog = person.dialog("restoreDialog")
    assert "1" == dialog.table.item(0, 1).text()
    assert "Import of b.csv" == dialog.table.item(0, 4).text()
    with qtbot.waitSignal(person.window.session.story_changed, timeout=10_000):
        person.presses(dialog, "restoreBackup")
    assert ["Spring"] == person.titles()
    qtbot.waitUntil(lambda: "Restored as it was" in person.window.messages.words.text())
    assert [1, 2] == sorted(one.events for one in backups_of(person.window.session.path))
    bring(person, tmp_path, "c.csv", "Autumn")  # and it can be worked on
    assert ["Spring", "Autumn"] == person.titles()


def test_a_story_open_elsewhere_is_not_replaced(qtbot, person, tmp_path):
    from timeline_app.store.database import open_story

    bring(person, tmp_path, "a.csv", "Spring")
    path = person.window.session.path
    back_up(path, "a test")
    with open_story(path, write=True) as elsewhere:
        elsewhere.conn.execute("BEGIN IMMEDIATE")
        elsewhere.conn.execute("UPDATE event SET note = 'x'")
        elsewhere.conn.execute("COMMIT")
        person.window.actions_by_id["restore"].trigger()
        with qtbot.waitSignal(person.window.session.story_changed, timeout=15_000):
            person.presses(person.dialog("restoreDialog"), "restoreBackup")
        qtbot.waitUntil(lambda: "close it there first" in person.window.messages.words.text())
    assert ["Spring"] == person.titles()


def test_without_a_backup_it_says_when_one_is_kept(person):
    person.window.actions_by_id["restore"].trigger()
    dialog = person.dialog("restoreDialog")
    assert not dialog.restore.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_a_story_in_a_synchronised_folder_is_warned_about_once(qtbot, make_window, tmp_path, settings):
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    window = make_window(editing.new_story(folder / "mine.story"))
    qtbot.waitUntil(lambda: "Dropbox" in window.messages.words.text())
    window.close()
    again = make_window(folder / "mine.story")
    qtbot.wait(300)
    assert not again.messages.isVisible()
