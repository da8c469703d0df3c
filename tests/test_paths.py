"""Where things are: shipped folders and the person's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline_app import paths


def test_the_sample_ships_with_the_program() -> None:
    assert paths.sample_json().is_file()
    assert paths.resources_dir().is_dir()


def test_an_installed_package_has_its_folders_within(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "timeline_app"
    (package / "data").mkdir(parents=True)
    (package.parent / "data").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert package / "data" == paths.data_dir()


def test_a_home_of_its_own_holds_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_APP_HOME", str(tmp_path))
    folders = [paths.own_data_dir(), paths.own_config_dir(), paths.own_state_dir(), paths.own_log_dir()]
    assert {tmp_path.resolve()} == {folder.parent for folder in folders}
    assert 4 == len(set(folders))


def test_the_sample_story_stands_with_the_person_not_with_the_program() -> None:
    assert paths.sample_story().is_relative_to(paths.own_data_dir())
    assert not paths.sample_story().is_relative_to(Path(paths.__file__).parent)


def test_asking_makes_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_APP_HOME", str(tmp_path / "home"))
    paths.sample_story()
    assert not (tmp_path / "home").exists()
