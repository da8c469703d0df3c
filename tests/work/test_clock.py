"""What time it is, and the one way to set it."""

from __future__ import annotations

import re
import time

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.work import clock


def test_the_source_date_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1765584000")
    assert 1_765_584_000 == clock.now_s()
    assert "2025-12-13" == clock.today()


def test_without_it_the_machine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert abs(clock.now_s() - time.time()) < 15 * 3_600
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", clock.today())


@pytest.mark.parametrize("text", ["soon", "-1", "1.5", "9" * 40, "²"])
def test_a_source_date_that_is_none_is_told(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(TimelineError, match="SOURCE_DATE_EPOCH"):
        clock.now_s()
