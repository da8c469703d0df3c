"""What a token that begins with a digit may be in any language: a day, a year, a time; reads no words."""

from __future__ import annotations

import re

from timeline_app.reading.grammar import Meant

#: Years that stand alone in a text; other numbers need an era beside them.
_FIRST_YEAR, _LAST_YEAR = 1000, 2100

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("clock", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?")),
    ("dotclock", re.compile(r"(?:[01]?\d|2[0-4])\.[0-5]\d")),
    ("dmy", re.compile(r"[0-3]?\d([./])[0-3]?\d\1(?:1\d{3}|20\d\d|\d\d)")),
    ("iso", re.compile(r"\d{4}[-/.](?:0\d|1[0-2])[-/.](?:[0-2]\d|3[01])")),
    ("moment", re.compile(r"\d{4}-\d\d-\d\dT\d\d(?::\d\d){0,2}(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?")),
    ("edtf", re.compile(r"\d{4}(?:-\d\d){1,2}[~?%]|\d{3}X|\d{2}XX")),
    ("yearmonth", re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")),
    ("yearpair", re.compile(r"(?:1\d{3}|20\d\d)/(?:\d\d|\d{4})")),
    ("yearspan", re.compile(r"(?:1\d{3}|20\d\d)-\d\d")),
)

#: Tokens that between them show every combination of classes.
SAMPLES = (
    *(str(number) for number in range(2200)),
    *(f"0{digit}" for digit in range(10)),
    *(
        "00",
        "000",
        "012",
        "0012",
        "0850",
        "9999",
        "12345",
        "1,200",
        "12,000",
        "3.5",
        "120.5",
        "10:30",
        "9:05:59",
    ),
    *(
        "10.30",
        "1.5",
        "24.59",
        "23.99",
        "12.12.2025",
        "1/2/99",
        "01/02/03",
        "9/11",
        "9/11/2001",
        "2025-12-13",
    ),
    *("2025/12/13", "2025.12.13", "2025-12-13T20:00", "2025-12-13~", "2025-12~", "198X", "19XX", "2020-08"),
    *("2010-11", "1998-99", "1689/90", "1939/1945", "2025-00"),
)


def number_classes(token: str) -> dict[str, Meant]:
    """The classes of a token that begins with a digit, and what it means in each."""
    if token.isascii() and token.isdigit():
        return _whole(token)
    found: dict[str, Meant] = {name: token for name, form in _FORMS if form.fullmatch(token)}
    plain = token.replace(",", "")
    if not found and re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,4}\.\d", token):
        found["n"] = float(plain) if "." in plain else int(plain)
    return found


def _whole(token: str) -> dict[str, Meant]:
    value, length = int(token) if len(token) <= 9 else 0, len(token)
    found: dict[str, Meant] = {}
    if length <= 2:
        if 1 <= value <= 31:
            found["d"] = value
        if value <= 24:
            found["hour"] = value
        if length == 2:
            found["n2"] = value
        if 1 <= value <= 4:
            found["quarter"] = value
    if length == 4 and _FIRST_YEAR <= value <= _LAST_YEAR:
        found["year"] = value
        if value % 10 == 0:
            found["round"] = value
    if length <= 4 and value:
        found["eray"] = value
        if length == 3:
            found["y3"] = value
        if length <= 3:
            found["n"] = value
    return found
