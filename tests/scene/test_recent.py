"""What was made is kept for who asks again, the newest few of it."""

from __future__ import annotations

from timeline_app.scene.recent import Recent


def always(_value: object) -> bool:
    return True


def test_the_one_asked_for_longest_ago_gives_way() -> None:
    kept: Recent[str, int] = Recent(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a", always) == 1
    kept.put("c", 3)
    assert [kept.get(key, always) for key in "abc"] == [1, None, 3]


def test_what_does_not_fit_is_not_given() -> None:
    kept: Recent[str, int] = Recent(2)
    kept.put("a", 1)
    assert kept.get("a", lambda value: value == 2) is None


def test_some_are_forgotten() -> None:
    kept: Recent[str, int] = Recent(3)
    kept.put("a", 1)
    kept.put("b", 2)
    kept.forget(lambda value: value == 1)
    assert [kept.get(key, always) for key in "ab"] == [None, 2]
