"""Russian words of dates and what they mean, by classes and in their cases; holds no rows of the grammar."""

from __future__ import annotations

from timeline_app.reading.digits import SAMPLES, number_classes
from timeline_app.reading.grammar import Meant
from timeline_app.reading.moments import Piece, Unit

_MONTH_STEMS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_SOFT = ("ь", "я", "е", "ю", "ём", "ем")
_HARD = ("", "а", "е", "у", "ом")
_MAY = ("й", "я", "е", "ю", "ем")


def _months() -> dict[str, Meant]:
    words: dict[str, Meant] = {}
    for number, stem in enumerate(_MONTH_STEMS, 1):
        endings = _MAY if stem == "ма" else _HARD if stem in ("март", "август") else _SOFT
        words.update({stem + ending: number for ending in endings})
    return words


def _forms(*stems: tuple[str, str, Meant]) -> dict[str, Meant]:
    """Words by stem, endings parted by blanks (`-` is none) and meaning."""
    return {
        stem + ending.replace("-", ""): meant for stem, endings, meant in stems for ending in endings.split()
    }


#: Of adjectives: all cases, genders and numbers.
_ADJECTIVE = "ый ая ое ые ого ой ому ую ым ых ыми ом"
_SOFT_ADJECTIVE = "ий яя ее ие его ей ему юю им их ими ем"
_ORDINALS = (
    *(
        "перв",
        "втор",
        "",
        "четверт",
        "четвёрт",
        "пят",
        "шест",
        "седьм",
        "восьм",
        "девят",
        "десят",
        "одиннадцат",
    ),
    *("двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат"),
    *("девятнадцат", "двадцат"),
)


def _ordinals() -> dict[str, Meant]:
    words: dict[str, Meant] = {}
    number = 0
    for stem in _ORDINALS:
        number += stem != "четвёрт"
        if stem:
            words.update(_forms((stem, f"{_ADJECTIVE} ой", number)))
    words.update(_forms(("трет", "ий ья ье ьи ьего ьей ьему ью ьим ьих ьем", 3), ("тридцат", _ADJECTIVE, 30)))
    for tens, word in ((20, "двадцать"), (30, "тридцать")):
        for ones in (
            "первого",
            "второго",
            "третьего",
            "четвертого",
            "четвёртого",
            "пятого",
            "шестого",
            "седьмого",
        ):
            words[f"{word} {ones}"] = tens + int(words[ones])
        for ones in ("восьмого", "девятого"):
            words[f"{word} {ones}"] = tens + int(words[ones])
    return words


def _numbers() -> dict[str, Meant]:
    words = _forms(
        ("од", "ин на но ну ного ной ним", 1),
        ("дв", "а е ух умя", 2),
        ("тр", "и ёх ех емя", 3),
        ("четыр", "е ёх ех ьмя", 4),
        ("пят", "ь и ью", 5),
        ("шест", "ь и ью", 6),
        ("сем", "ь и ью", 7),
        ("вос", "емь ьми емью", 8),
        ("девят", "ь и ью", 9),
        ("десят", "ь и ью", 10),
        ("одиннадцат", "ь и", 11),
        ("двенадцат", "ь и", 12),
        ("пятнадцат", "ь и", 15),
        ("двадцат", "ь и", 20),
        ("тридцат", "ь и", 30),
        ("сорок", "- а", 40),
        ("пятьдесят", "-", 50),
        ("сто", "-", 100),
        ("полтор", "а ы", 1),
        ("пар", "а у ы", "X"),
    )
    return {**words, **dict.fromkeys(("несколько", "нескольких", "много", "многие"), "X")}


WORDS: dict[str, dict[str, Meant]] = {
    "month": _months(),
    "mlow": _months(),
    "mabbr": {
        "янв": 1,
        "фев": 2,
        "апр": 4,
        "авг": 8,
        "сен": 9,
        "сент": 9,
        "окт": 10,
        "ноя": 11,
        "нояб": 11,
        "дек": 12,
    },
    "weekday": _forms(
        ("понедельник", "- а у ом е", 0),
        ("вторник", "- а у ом е", 1),
        ("сред", "а у ы е ой", 2),
        ("четверг", "- а у ом е", 3),
        ("пятниц", "а у ы е ей", 4),
        ("суббот", "а у ы е ой", 5),
        ("воскресень", "е я ю ем и", 6),
    ),
    "weekdays": {
        "понедельникам": 0,
        "вторникам": 1,
        "средам": 2,
        "четвергам": 3,
        "пятницам": 4,
        "субботам": 5,
        "воскресеньям": 6,
    },
    "number": _numbers(),
    "ordinal": _ordinals(),
    "unit": _forms(
        ("д", "ень ня ню нём нем", Unit.DAY),
        ("недел", "я ю и е ей", Unit.WEEK),
        ("месяц", "- а у е ем", Unit.MONTH),
        ("квартал", "- а у е", Unit.QUARTER),
        ("год", "- а у ом е", Unit.YEAR),
        ("десятилети", "е я и ю ем", Unit.DECADE),
        ("век", "- а у е", Unit.CENTURY),
        ("столети", "е я и ю", Unit.CENTURY),
        ("выходн", "ые ых", Unit.WEEKEND),
    ),
    "units": {
        "дней": Unit.DAY,
        "суток": Unit.DAY,
        "сутки": Unit.DAY,
        "дни": Unit.DAY,
        "днями": Unit.DAY,
        "недель": Unit.WEEK,
        "месяцев": Unit.MONTH,
        "месяцы": Unit.MONTH,
        "кварталов": Unit.QUARTER,
        "лет": Unit.YEAR,
        "годы": Unit.YEAR,
        "десятилетий": Unit.DECADE,
        "веков": Unit.CENTURY,
    },
    "small": {
        "час": Unit.HOUR,
        "часа": Unit.HOUR,
        "часов": Unit.HOUR,
        "минуту": Unit.MINUTE,
        "минуты": Unit.MINUTE,
        "минут": Unit.MINUTE,
        "секунд": Unit.SECOND,
    },
    "season": {
        "весной": 1,
        "весна": 1,
        "весну": 1,
        "весны": 1,
        "весне": 1,
        "летом": 2,
        "лето": 2,
        "лета": 2,
        "лету": 2,
        "осенью": 3,
        "осень": 3,
        "осени": 3,
        "зимой": 4,
        "зима": 4,
        "зиму": 4,
        "зимы": 4,
        "зиме": 4,
    },
    "daypart": {
        "утром": "TMO",
        "днём": "TAF",
        "днем": "TAF",
        "вечером": "TEV",
        "ночью": "TNI",
        "утра": "TMO",
        "вечера": "TEV",
        "ночи": "TNI",
        "утро": "TMO",
        "вечер": "TEV",
        "ночь": "TNI",
    },
    "deictic": {"сегодня": 0, "вчера": -1, "завтра": 1, "позавчера": -2, "послезавтра": 2},
    "direction": {
        **_forms(("прошл", _ADJECTIVE, -1), ("минувш", "ий ая ее его ей ем ую ие", -1)),
        **_forms(("эт", "от а о и ого ой ом у им", 0), ("текущ", "ий ая ее его ей ем ую ем", 0)),
        **_forms(("будущ", "ий ая ее его ей ем ую", 1), ("нынешн", _SOFT_ADJECTIVE, 0)),
        **_forms(("ближайш", "ий ая ее его ей ем ую", 1)),
    },
    "pointing": {
        **_forms(("предыдущ", "ий ая ее его ей ем ую", -1), ("следующ", "ий ая ее его ей ем ую ие", 1)),
        **_forms(("т", "от ого ой ом у о", 0)),
    },
    "ago": {"назад": -1, "спустя": 1, "позже": 1, "раньше": -1, "ранее": -1},
    "piece": {
        "начале": Piece.EARLY,
        "начала": Piece.EARLY,
        "начало": Piece.EARLY,
        "началу": Piece.EARLY,
        "середине": Piece.MID,
        "середины": Piece.MID,
        "середину": Piece.MID,
        "конце": Piece.LATE,
        "конца": Piece.LATE,
        "концу": Piece.LATE,
        "конец": Piece.LATE,
    },
    "half": {"первой": 1, "первая": 1, "первую": 1, "второй": 2, "вторая": 2, "вторую": 2},
    "era": {"э": -1},
    "often": {"ежедневно": "P1D", "еженедельно": "P1W", "ежемесячно": "P1M", "ежегодно": "P1Y"},
    "present": dict.fromkeys(("сейчас", "теперь", "ныне"), "PRESENT_REF"),
    "past": dict.fromkeys(("недавно", "ранее", "прежде"), "PAST_REF"),
    "future": dict.fromkeys(("скоро", "вскоре"), "FUTURE_REF"),
    "holiday": {"Рождество": "01-07", "Пасха": "E+0"},
    "roman": {
        "I": 1,
        "II": 2,
        "III": 3,
        "IV": 4,
        "V": 5,
        "VI": 6,
        "VII": 7,
        "VIII": 8,
        "IX": 9,
        "X": 10,
        "XI": 11,
        "XII": 12,
        "XIII": 13,
        "XIV": 14,
        "XV": 15,
        "XVI": 16,
        "XVII": 17,
        "XVIII": 18,
        "XIX": 19,
        "XX": 20,
        "XXI": 21,
    },
    "named": _forms(
        ("двадцат", "ые ых", 20),
        ("тридцат", "ые ых", 30),
        ("сороков", "ые ых", 40),
        ("пятидесят", "ые ых", 50),
        ("шестидесят", "ые ых", 60),
        ("семидесят", "ые ых", 70),
        ("восьмидесят", "ые ых", 80),
        ("девяност", "ые ых", 90),
    ),
}


def numeric(token: str) -> dict[str, Meant]:
    """The classes of a token that begins with a digit, in Russian."""
    return number_classes(token)


#: Ordinals of two words, which count as one token.
COMPOUND_NUMBERS = (
    r"(?:двадцать|тридцать)\s(?:первого|второго|третьего|четв[её]ртого|пятого|шестого"
    r"|седьмого|восьмого|девятого)\b"
)
NUMERIC_SAMPLES = SAMPLES
