"""The table that menus, keys and palette are made from contradicts itself nowhere."""

from __future__ import annotations

from collections import Counter

import pytest

from timeline_app.ui.actions import COMMANDS, MENUS

pytestmark = pytest.mark.qt


def letter_of(name: str) -> str:
    return name.partition("&")[2][:1].lower()


@pytest.mark.parametrize("menu", [path for path, _, _ in MENUS])
def test_no_two_entries_of_a_menu_are_reached_by_one_letter(menu):
    names = [command.text for command in COMMANDS if command.menu == menu]
    names += [name for path, name, _ in MENUS if path.rpartition("/")[0] == menu]
    shared = {letter for letter, times in Counter(map(letter_of, names)).items() if times > 1} - {""}
    assert {letter: [name for name in names if letter_of(name) == letter] for letter in shared} == {}


def test_no_two_menus_are_reached_by_one_letter():
    letters = [letter_of(name) for path, name, _ in MENUS if "/" not in path]
    assert len(letters) == len(set(letters))
