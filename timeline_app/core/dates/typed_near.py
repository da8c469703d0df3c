"""Dates told from today: "yesterday", "last Tuesday", "three weeks ago", "66 million years ago".

Holds the rules that need to know the day it is; the caller gives it. Refuses to call any clock.
"""

from __future__ import annotations

from dataclasses import replace

from timeline_app.core.dates.calendar import add_months, days_from_civil, weekday
from timeline_app.core.dates.edtf import Interval
from timeline_app.core.dates.typed import Reading, Setting
from timeline_app.core.dates.typed_parts import (
    COUNT,
    WEEKDAYS,
    Parts,
    any_of,
    century_unit,
    count_of,
    day_at,
    decade_unit,
    month_unit,
    rules,
    year_unit,
)

_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}
_STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}
_MILLION = 1_000_000
#: Counts of years from here on are nobody's exact years.
_ROUND_YEARS = 1000


def _today(setting: Setting) -> int:
    return days_from_civil(setting.year, setting.month, setting.day)


def _near_day(parts: Parts, setting: Setting) -> Reading:
    return Reading(day_at(_today(setting) + _NEAR_DAYS[parts["name"]]))


def _near_weekday(parts: Parts, setting: Setting) -> Reading:
    today, wanted = _today(setting), WEEKDAYS[parts["weekday"]]
    step = _STEPS.get(parts["which"] or parts["after"])
    back = (weekday(today) - wanted) % 7
    if step is None:
        return Reading(day_at(today - back), reason="the latest one up to today")
    if step == 0:
        return Reading(day_at(today - weekday(today) + wanted), reason="the one of this week")
    if step > 0:
        return Reading(day_at(today + 7 - back), reason="the next one after today")
    return Reading(day_at(today - (back or 7)), reason="the latest one before today")


def _near_unit(parts: Parts, setting: Setting) -> Reading:
    return _stepped(_STEPS[parts["which"]], parts["unit"], setting)


def _counted(parts: Parts, setting: Setting) -> Reading | None:
    count = count_of(parts)
    later = parts["way"] != "ago"
    if parts["unit"] == "year" and count >= _ROUND_YEARS:
        year = setting.year + (count if later else -count)
        return Reading(replace(year_unit(year), approximate=True), reason="counted from this year")
    return _stepped(count if later else -count, parts["unit"], setting) if count < 100_000 else None


def _stepped(step: int, unit: str, setting: Setting) -> Reading:
    today = _today(setting)
    if unit == "day":
        return Reading(day_at(today + step))
    if unit == "week":
        monday = today - weekday(today) + 7 * step
        return Reading(Interval(day_at(monday), day_at(monday + 6)), reason="Monday to Sunday")
    if unit == "month":
        return Reading(month_unit(*add_months(setting.year, setting.month, step)))
    if unit == "decade":
        return Reading(decade_unit((setting.year // 10 + step) * 10))
    if unit == "century":
        return Reading(century_unit((setting.year // 100 + step) * 100))
    return Reading(year_unit(setting.year + step))


def _deep(parts: Parts, setting: Setting) -> Reading | None:
    """A year counted in millions or billions from today; its digits are taken as they stand."""
    unit = _MILLION if parts["size"].startswith("m") else 1000 * _MILLION
    whole, _, decimals = parts["count"].replace(",", "").partition(".")
    if not whole or len(whole) > 6 or len(decimals) > 6 or "." in decimals:
        return None
    years = int(whole) * unit + int(decimals.ljust(6, "0")) * (unit // _MILLION)
    return Reading(year_unit(years if parts["way"] in ("from now", "hence") else -years))


NEAR_RULES = rules(
    (rf"(?P<name>{any_of(_NEAR_DAYS)})", _near_day),
    (
        rf"(?:(?P<which>{any_of(_STEPS)}) )?(?P<weekday>{any_of(WEEKDAYS)})\.?(?: (?P<after>last|next))?",
        _near_weekday,
    ),
    (rf"(?P<which>{any_of(_STEPS)}) (?P<unit>week|month|year|decade|century)", _near_unit),
    (rf"{COUNT} (?P<unit>day|week|month|year|decade)s? (?P<way>ago|from now|hence)", _counted),
    (rf"in {COUNT} (?P<unit>day|week|month|year|decade)s?", _counted),
    (r"(?P<count>[0-9][0-9,.]*) ?(?P<size>million|billion) years? (?P<way>ago|bp|from now|hence)", _deep),
    (r"(?P<count>[0-9][0-9,.]*) ?(?P<size>million|billion) (?:years? )?bc", _deep),
    (r"(?P<count>[0-9][0-9,.]*) ?(?P<size>m|b|g)(?:ya|a)", _deep),
)
