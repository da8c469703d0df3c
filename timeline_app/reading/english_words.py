"""English words of dates and what they mean, by classes; holds no rows of the grammar."""

from __future__ import annotations

import re

from timeline_app.reading.digits import SAMPLES, number_classes
from timeline_app.reading.grammar import Meant
from timeline_app.reading.moments import Piece, Unit

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)


def _numbers() -> dict[str, Meant]:
    words: dict[str, Meant] = {word: place for place, word in enumerate((*_ONES, *_TEENS), 1)}
    for tens, word in enumerate(_TENS, 2):
        words[word] = tens * 10
        for ones, small in enumerate(_ONES[:9], 1):
            words[f"{word}-{small}"] = words[f"{word} {small}"] = tens * 10 + ones
    return {**words, "hundred": 100}


def _ordinals() -> dict[str, Meant]:
    words: dict[str, Meant] = {word: place for place, word in enumerate(_ORDINALS, 1)}
    words["thirtieth"] = 30
    for tens, word in ((20, "twenty"), (30, "thirty")):
        for ones, small in enumerate(_ORDINALS[:9], 1):
            words[f"{word}-{small}"] = words[f"{word} {small}"] = tens + ones
    return words


_SINGULARS: dict[str, Meant] = {
    "day": Unit.DAY,
    "week": Unit.WEEK,
    "weekend": Unit.WEEKEND,
    "month": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "year": Unit.YEAR,
    "decade": Unit.DECADE,
    "century": Unit.CENTURY,
}
_PLURALS: dict[str, Meant] = {
    "days": Unit.DAY,
    "weeks": Unit.WEEK,
    "weekends": Unit.WEEKEND,
    "months": Unit.MONTH,
    "quarters": Unit.QUARTER,
    "years": Unit.YEAR,
    "decades": Unit.DECADE,
    "centuries": Unit.CENTURY,
}
_SMALL: dict[str, Meant] = {
    "hour": Unit.HOUR,
    "hours": Unit.HOUR,
    "minute": Unit.MINUTE,
    "minutes": Unit.MINUTE,
    "seconds": Unit.SECOND,
}

WORDS: dict[str, dict[str, Meant]] = {
    "month": {name: place for place, name in enumerate(_MONTHS, 1)},
    "mabbr": {
        **{name[:3]: place for place, name in enumerate(_MONTHS, 1) if name != "May"},
        "Sept": 9,
    },
    "mlow": {name.lower(): place for place, name in enumerate(_MONTHS, 1)},
    "weekday": {name.lower(): place for place, name in enumerate(_WEEKDAYS)},
    "weekdays": {f"{name.lower()}s": place for place, name in enumerate(_WEEKDAYS)},
    "wdabbr": {
        **{name[:3]: place for place, name in enumerate(_WEEKDAYS)},
        "Tues": 1,
        "Thur": 3,
        "Thurs": 3,
    },
    "number": _numbers(),
    "ordinal": _ordinals(),
    "vague": {
        "several": "X",
        "few": "X",
        "some": "X",
        "many": "X",
        "various": "X",
        "couple": "X",
        "numerous": "X",
    },
    "unit": _SINGULARS,
    "units": _PLURALS,
    "small": _SMALL,
    "season": {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4},
    "daypart": {
        "morning": "TMO",
        "afternoon": "TAF",
        "evening": "TEV",
        "night": "TNI",
        "noon": "T12:00",
        "midnight": "T24:00",
        "dawn": "TMO",
        "dusk": "TEV",
    },
    "deictic": {"today": 0, "yesterday": -1, "tomorrow": 1},
    "direction": {"last": -1, "this": 0, "next": 1, "current": 0, "coming": 1, "upcoming": 1},
    "pointing": {
        "previous": -1,
        "preceding": -1,
        "prior": -1,
        "following": 1,
        "subsequent": 1,
        "ensuing": 1,
        "succeeding": 1,
        "same": 0,
        "that": 0,
    },
    "later": {"later": 1, "afterwards": 1, "afterward": 1, "earlier": -1, "previously": -1, "beforehand": -1},
    "after": {"after": 1, "following": 1, "before": -1},
    "piece": {
        "early": Piece.EARLY,
        "beginning": Piece.EARLY,
        "start": Piece.EARLY,
        "outset": Piece.EARLY,
        "mid": Piece.MID,
        "middle": Piece.MID,
        "late": Piece.LATE,
        "end": Piece.LATE,
        "close": Piece.LATE,
    },
    "more": {"about": 1, "around": 1, "roughly": 1, "nearly": 1, "almost": 1, "approximately": 1, "some": 1},
    "named": {
        word: 10 * tens
        for tens, word in enumerate(
            ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), 2
        )
    },
    "era": {"BC": -1, "BCE": -1, "AD": 1, "CE": 1, "bc": -1, "bce": -1},
    "ampm": {"am": 0, "pm": 1},
    "zone": dict.fromkeys(
        ("GMT", "UTC", "EST", "EDT", "PST", "PDT", "CST", "CDT", "CET", "CEST", "BST", "MSK", "ET", "PT"), 1
    ),
    "often": {
        "daily": "P1D",
        "weekly": "P1W",
        "monthly": "P1M",
        "yearly": "P1Y",
        "annually": "P1Y",
        "annual": "P1Y",
        "quarterly": "P1Q",
        "everyday": "P1D",
        "nightly": "P1D",
    },
    "present": dict.fromkeys(("now", "currently", "nowadays", "presently", "current"), "PRESENT_REF"),
    "past": dict.fromkeys(("recently", "recent", "former", "formerly", "previously", "lately"), "PAST_REF"),
    "future": dict.fromkeys(("soon", "shortly", "future"), "FUTURE_REF"),
    "holiday": {
        "Christmas": "12-25",
        "Xmas": "12-25",
        "Halloween": "10-31",
        "Epiphany": "01-06",
        "Thanksgiving": "11-4-3",
        "Easter": "E+0",
        "Pentecost": "E+49",
    },
}

#: Numbers of two words, which count as one token.
COMPOUND_NUMBERS = f"(?:{'|'.join(_TENS)})[- ](?:{'|'.join((*_ONES[:9], *_ORDINALS[:9]))})\\b"
#: Days known by their numbers.
_FAMOUS = {"9/11": "2001-09-11"}
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.IGNORECASE)
_DECADE = re.compile(r"(1\d\d0|20\d0)s")
_SHORT_DECADE = re.compile(r"([2-9]0)s")
_OLD_DECADE = re.compile(r"(\d{1,2}0)s")
_CLOCK = re.compile(r"((?:1[0-2]|0?[1-9])(?:[:.][0-5]\d)?)([ap])m", re.IGNORECASE)
_QUARTER = re.compile(r"([1-4])Q")


def numeric(token: str) -> dict[str, Meant]:
    """The classes of a token that begins with a digit, in English."""
    if token in _FAMOUS:
        return {"famous": _FAMOUS[token]}
    if token[-1].isdigit():
        return number_classes(token)
    if found := _NTH.fullmatch(token):
        return {"nth": int(found[1]), **({"dth": int(found[1])} if 1 <= int(found[1]) <= 31 else {})}
    if found := _DECADE.fullmatch(token):
        return {"decade": int(found[1])}
    if found := _SHORT_DECADE.fullmatch(token):
        return {"shortdecade": int(found[1]), "olddecade": int(found[1])}
    if found := _OLD_DECADE.fullmatch(token):
        return {"olddecade": int(found[1])}
    if found := _CLOCK.fullmatch(token):
        hour, _, minute = found[1].replace(".", ":").partition(":")
        return {"clock12": f"{int(hour) % 12 + 12 * (found[2] in 'pP'):02}:{minute or '00'}"}
    if found := _QUARTER.fullmatch(token):
        return {"quarterq": int(found[1])}
    return number_classes(token)


NUMERIC_SAMPLES = (
    *SAMPLES,
    "1st",
    "31st",
    "32nd",
    "99th",
    "1990s",
    "60s",
    "470s",
    "10s",
    "5pm",
    "5:30am",
    "3Q",
)
