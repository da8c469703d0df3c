"""Dates: EDTF texts, their bounds in whole seconds, their words, and what people type.

The one door to the package; its modules are not imported from outside. The notation is told in docs/dates.md.
"""

from __future__ import annotations

from timeline_app.core.dates.bounds import Bounds, approximate_margin_s, bounds, known_zone
from timeline_app.core.dates.bulk import BoundsColumns, bounds_of_many
from timeline_app.core.dates.calendar import (
    DAY_S,
    MONTH_S,
    YEAR_S,
    Civil,
    add_months,
    civil_columns,
    civil_from_days,
    civil_from_seconds,
    days_from_civil,
    days_from_julian,
    days_in_month,
    is_leap,
    iso_week_days,
    julian_from_days,
    seconds_columns,
    seconds_from_civil,
    weekday,
)
from timeline_app.core.dates.edtf import (
    EdtfDate,
    End,
    Interval,
    OneOf,
    Undated,
    Unit,
    format_edtf,
    parse_edtf,
    unit_span_s,
)
from timeline_app.core.dates.human import Understood, read_date
from timeline_app.core.dates.lengths import duration_in_words, span_in_words
from timeline_app.core.dates.moving import date_at, ends_of, is_placed, moved_to, stretched_to
from timeline_app.core.dates.phrases import JULIAN_MARK, date_words, in_words
from timeline_app.core.dates.words import (
    LANGUAGES,
    DateStyle,
    century_words,
    clock_words,
    count_words,
    decade_words,
    month_name,
    number_words,
    season_name,
    weekday_name,
    year_words,
)

__all__ = [
    "DAY_S",
    "JULIAN_MARK",
    "LANGUAGES",
    "MONTH_S",
    "YEAR_S",
    "Bounds",
    "BoundsColumns",
    "Civil",
    "DateStyle",
    "EdtfDate",
    "End",
    "Interval",
    "OneOf",
    "Undated",
    "Understood",
    "Unit",
    "add_months",
    "approximate_margin_s",
    "bounds",
    "bounds_of_many",
    "century_words",
    "civil_columns",
    "civil_from_days",
    "civil_from_seconds",
    "clock_words",
    "count_words",
    "date_at",
    "date_words",
    "days_from_civil",
    "days_from_julian",
    "days_in_month",
    "decade_words",
    "duration_in_words",
    "ends_of",
    "format_edtf",
    "in_words",
    "is_leap",
    "is_placed",
    "iso_week_days",
    "julian_from_days",
    "known_zone",
    "month_name",
    "moved_to",
    "number_words",
    "parse_edtf",
    "read_date",
    "season_name",
    "seconds_columns",
    "seconds_from_civil",
    "span_in_words",
    "stretched_to",
    "unit_span_s",
    "weekday",
    "weekday_name",
    "year_words",
]
