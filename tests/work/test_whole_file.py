"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.work.whole_file import replace_file


def test_an_older_file_is_replaced_in_one_step(tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")
    replace_file(path, b"new")

    assert b"new" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.png"
    link.symlink_to(tmp_path / "real" / "b.png")
    replace_file(link, b"new")

    assert link.is_symlink()
    assert b"new" == (tmp_path / "real" / "b.png").read_bytes()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "The disk is full: “a.png”"),
        (errno.EACCES, "read-only"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "cannot be written"),
    ],
)
def test_what_the_disk_refuses_is_told_and_leaves_the_old_file(tmp_path, monkeypatch, code, words):
    path = tmp_path / "a.png"
    path.write_bytes(b"old")

    def refuse(_descriptor):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(TimelineError, match=words):
        replace_file(path, b"new")

    assert b"old" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_device_that_is_full_is_told():
    with pytest.raises(TimelineError, match="disk is full"):
        replace_file(Path("/dev/full"), b"new")


def test_a_folder_that_is_not_there_and_one_in_place_of_the_file_are_told(tmp_path):
    with pytest.raises(TimelineError, match="there is no folder"):
        replace_file(tmp_path / "none" / "a.png", b"new")
    (tmp_path / "b.png").mkdir()
    with pytest.raises(TimelineError, match="is a folder"):
        replace_file(tmp_path / "b.png", b"new")
    with pytest.raises(TimelineError, match="too long"):
        replace_file(tmp_path / ("x" * 300 + ".png"), b"new")
