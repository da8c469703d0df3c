"""Folders that are synchronised, or lie on another machine."""

from __future__ import annotations

import pytest

from timeline_app.store import places
from timeline_app.store.database import create_story, open_story


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Newsroom)", "Dropbox"),
        ("OneDrive - The Paper", "OneDrive"),
        ("GoogleDrive-me@example.org", "Google Drive"),
        ("Mobile Documents", "iCloud"),
        ("Nextcloud2", "Nextcloud"),
        ("Dropbox notes", ""),
        ("stories", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(tmp_path, folder, program):
    path = tmp_path / folder / "deeper" / "mine.story"
    path.parent.mkdir(parents=True)
    assert program == places.synced_by(path)


def test_a_synchronised_folder_is_known_by_what_its_program_leaves_there(tmp_path):
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    assert "Syncthing" == places.synced_by(tmp_path / "shared" / "mine.story")


def mounts(monkeypatch, tmp_path, text):
    listed = tmp_path / "mounts"
    listed.write_text(text)
    monkeypatch.setattr(places, "_MOUNTS", listed)
    monkeypatch.setattr(places.sys, "platform", "linux")


def test_the_disk_is_that_of_the_longest_mount_point(monkeypatch, tmp_path):
    share = tmp_path / "news room"
    share.mkdir()
    escaped = str(share).replace(" ", "\\040")
    mounts(monkeypatch, tmp_path, f"/dev/sda1 / ext4 rw 0 0\nserver:/x {escaped} nfs4 rw 0 0\n")
    assert places.is_on_network(share / "mine.story")
    assert not places.is_on_network(tmp_path / "mine.story")
    assert "network disk" in places.warning_of(share / "mine.story")
    assert "" == places.warning_of(tmp_path / "mine.story")


def test_on_a_network_disk_a_story_is_written_without_wal(monkeypatch, tmp_path):
    path = tmp_path / "mine.story"
    create_story(path).close()
    mounts(monkeypatch, tmp_path, f"server:/x {tmp_path.resolve()} cifs rw 0 0\n")
    with open_story(path, write=True) as story:
        assert "delete" == story.conn.execute("PRAGMA journal_mode").fetchone()[0]
