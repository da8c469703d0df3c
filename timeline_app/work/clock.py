"""What time it is, asked in one place; `SOURCE_DATE_EPOCH` makes a command give the same bytes again."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta, timezone

from timeline_app.core.dates import civil_from_seconds
from timeline_app.core.errors import TimelineError

#: 31 December 9999, 23:59:59 UTC; a date of export beyond it is a mistake.
_LATEST_S = 253_402_300_799


def now_s() -> int:
    """Seconds since 1970 on this machine's wall clock; with `SOURCE_DATE_EPOCH`, that very moment in UTC.

    See https://reproducible-builds.org/specs/source-date-epoch/. Raises `TimelineError` where the variable
    holds no whole number of seconds.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not fixed:
        moment_s = time.time()
        return int(moment_s) + (time.localtime(moment_s).tm_gmtoff or 0)
    if not (fixed.isascii() and fixed.isdigit()) or int(fixed[:20]) > _LATEST_S:
        raise TimelineError(
            f"SOURCE_DATE_EPOCH must be a whole number of seconds since 1970, not “{fixed[:40]}”."
        )
    return int(fixed)


def moment() -> datetime:
    """The same moment with its zone: UTC where `SOURCE_DATE_EPOCH` is set, else this machine's."""
    wall_s = now_s()
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    offset_s = 0 if fixed else time.localtime().tm_gmtoff or 0
    return datetime.fromtimestamp(wall_s - offset_s, timezone(timedelta(seconds=offset_s)))


def today() -> str:
    """Today as an EDTF day, such as `2025-12-13`."""
    civil = civil_from_seconds(now_s())
    return f"{civil.year:04d}-{civil.month:02d}-{civil.day:02d}"
