"""Which column of a table is what: proposed from its heading and first rows, shown in a dialog, remembered.

Values and pure functions; reads no file and makes no record (`formats.table_records` does).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from timeline_app.core.errors import TimelineError
from timeline_app.core.fold import fold


class Column(StrEnum):
    """What a column holds. `KEEP` is kept with the event, not shown; `LEAVE` is left out."""

    KEEP = "keep"
    LEAVE = "leave"
    TITLE = "title"
    WHEN = "when"
    END = "end"
    TIME = "time"
    END_TIME = "end time"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    END_YEAR = "end year"
    END_MONTH = "end month"
    END_DAY = "end day"
    AS_WRITTEN = "date as written"
    NOTE = "note"
    CATEGORY = "category"
    TOPICS = "topics"
    PERSONS = "persons"
    ORGANISATIONS = "organisations"
    PLACES = "places"
    STATUS = "status"
    IMPORTANCE = "importance"
    DERIVED = "derived"
    REASON = "reason"
    LINKS = "links"
    UID = "uid"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a table is read. `columns` stand in the table's order.

    `day_first` says what 11/12/2025 means; None where nobody has said and nothing in the file tells.
    `has_header` says that the first row names the columns. `delimiter` and `encoding` are those of a text;
    empty, they are found out.
    """

    columns: tuple[Column, ...]
    has_header: bool = True
    day_first: bool | None = None
    names: tuple[str, ...] = field(default=())
    delimiter: str = ""
    encoding: str = ""

    def places(self, column: Column) -> tuple[int, ...]:
        """Where columns of that kind stand."""
        return tuple(place for place, kind in enumerate(self.columns) if kind is column)


class DayOrderError(TimelineError):
    """Nothing in a file tells whether 11/12/2025 is in December or in November, and nobody has said.

    `text` is such a date, `place` where it stands, `file` the path of the file if it is one of several.
    """

    file: str = ""

    def __init__(self, text: str, place: str) -> None:
        super().__init__(
            f"In {place} the date “{text}” can be read in two ways, and nothing in the file tells whether "
            "the day or the month comes first."
        )
        self.text = text
        self.place = place


#: Folded names → what such a column holds; the first of them that stands in a table takes the role.
_NAMES: dict[Column, tuple[str, ...]] = {
    Column.TITLE: ("title", "headline", "event", "name", "label", "summary", "subject", "message", "what"),
    Column.WHEN: (
        *("when", "edtf", "date", "start date", "start", "begin", "begins", "datetime", "date time"),
        *("from", "started", "day of event", "datum", "timestamp"),
    ),
    Column.END: ("end", "end date", "until", "to", "ends", "finish", "ended"),
    Column.TIME: ("time", "start time"),
    Column.END_TIME: ("end time",),
    Column.YEAR: ("year", "start year"),
    Column.MONTH: ("month", "start month"),
    Column.DAY: ("day", "start day"),
    Column.END_YEAR: ("end year",),
    Column.END_MONTH: ("end month",),
    Column.END_DAY: ("end day",),
    Column.AS_WRITTEN: ("as written", "date as written", "display date", "as_written"),
    Column.NOTE: (
        "note",
        "notes",
        "description",
        "text",
        "body",
        "details",
        "comment",
        "comments",
        "content",
    ),
    Column.CATEGORY: ("category", "group", "series", "type", "kind", "track"),
    Column.TOPICS: ("topics", "tags", "tag", "topic", "labels", "keywords"),
    Column.PERSONS: ("persons", "people", "person", "actors", "actor", "who"),
    Column.ORGANISATIONS: (
        "organisations",
        "organisation",
        "organizations",
        "organization",
        "company",
        "agency",
    ),
    Column.PLACES: ("places", "place", "location", "where", "city", "country"),
    Column.STATUS: ("status",),
    Column.IMPORTANCE: ("importance", "weight"),
    Column.DERIVED: ("derived",),
    Column.REASON: ("reason",),
    Column.LINKS: ("links", "link", "url", "website", "web", "source url", "link source", "href"),
    Column.UID: ("uid", "uuid"),
    Column.KEY: ("key", "id", "event id", "identifier"),
}

#: The same in German, French, Spanish and Russian; no word that means something else in English.
_FOREIGN: dict[Column, tuple[str, ...]] = {
    Column.TITLE: (
        *("titel", "ereignis", "bezeichnung", "titre", "evenement", "titulo", "evento"),
        *("название", "событие", "заголовок"),
    ),
    Column.WHEN: ("beginn", "von", "debut", "date de debut", "fecha", "inicio", "дата", "начало"),
    Column.END: ("ende", "bis", "fin", "date de fin", "hasta", "конец", "окончание"),
    Column.TIME: ("uhrzeit", "heure", "hora", "время"),
    Column.YEAR: ("jahr", "annee", "ano", "год"),
    Column.MONTH: ("monat", "mois", "mes", "месяц"),
    Column.DAY: ("jour", "dia", "день"),
    Column.NOTE: (
        *(
            "beschreibung",
            "anmerkung",
            "anmerkungen",
            "notiz",
            "bemerkung",
            "remarque",
            "descripcion",
            "nota",
        ),
        *("описание", "примечание"),
    ),
    Column.CATEGORY: ("kategorie", "categorie", "categoria", "категория"),
    Column.TOPICS: ("schlagworte", "stichworte", "themen", "mots cles", "temas", "теги", "темы"),
    Column.PERSONS: ("personen", "beteiligte", "personnes", "personas", "люди", "участники"),
    Column.ORGANISATIONS: ("organisationen", "organizaciones", "организации"),
    Column.PLACES: ("ort", "orte", "lieu", "lieux", "lugar", "lugares", "место"),
    Column.LINKS: ("lien", "liens", "enlace", "enlaces", "ссылка", "ссылки"),
}

#: Of these a table has one each; of the others, as many as it likes.
SINGLE = frozenset(Column) - {
    *(Column.KEEP, Column.LEAVE, Column.TOPICS, Column.PERSONS, Column.ORGANISATIONS, Column.PLACES),
    *(Column.LINKS, Column.NOTE),
}

_SLASHED = re.compile(r"\s*([0-9]{1,2})\s*[./-]\s*([0-9]{1,2})\s*[./-]\s*(?:[0-9]{4}|[0-9]{2})(?![0-9])")
_LOOKS_DATED = re.compile(r"-?[0-9]{1,4}([./-][0-9]{1,4}){0,2}(?:$|[T ])")


def heading(name: str) -> str:
    """A column's name as it is compared: folded, words parted by single blanks."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(name)).split())


def propose_mapping(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Mapping:
    """What each column most likely is: by the names of the first row; without such names, by what it holds.

    `header` is the table's first row, `rows` some of those that follow.
    """
    rows = [list(row) for row in rows]
    columns = _with_whole_days(_by_name(header), rows)
    if any(column is not Column.KEEP for column in columns) or not _has_values(header):
        names = tuple(header)
        return Mapping(columns, True, day_order(columns, rows), names)
    names = tuple(f"Column {place + 1}" for place in range(len(header)))
    columns = _by_content([list(header), *rows], len(header))
    return Mapping(columns, False, day_order(columns, [list(header), *rows]), names)


def _by_name(header: Sequence[str]) -> tuple[Column, ...]:
    columns = [Column.KEEP] * len(header)
    found = [heading(name) for name in header]
    for column, names in _NAMES.items():
        for name in map(heading, (*names, *_FOREIGN.get(column, ()))):
            places = [place for place, known in enumerate(found) if known == name]
            free = [place for place in places if columns[place] is Column.KEEP]
            if column in SINGLE and column in columns:
                break
            for place in free[:1] if column in SINGLE else free:
                columns[place] = column
    if Column.YEAR in columns and Column.WHEN in columns:
        # a table with both tells its dates in parts, unless the parts are only a convenience beside the date
        columns = [Column.KEEP if c in _PARTS_OF_START else c for c in columns]
    if Column.TITLE not in columns and Column.NOTE in columns:
        columns[columns.index(Column.NOTE)] = Column.TITLE
    return tuple(columns)


def _with_whole_days(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """A column called “Day” that holds whole dates, in a table without a year, is the date."""
    if Column.DAY not in columns or {Column.WHEN, Column.YEAR, Column.MONTH} & set(columns):
        return tuple(columns)
    place = columns.index(Column.DAY)
    cells = [cell for row in rows if (cell := _cell(row, place))]
    whole = sum(not cell.isdecimal() for cell in cells)
    return tuple(
        Column.WHEN if at == place and whole * 2 > len(cells) else column for at, column in enumerate(columns)
    )


_PARTS_OF_START = frozenset((Column.YEAR, Column.MONTH, Column.DAY))


def _has_values(header: Sequence[str]) -> bool:
    """Whether a first row looks like data: some cell of it is a date."""
    return any(_LOOKS_DATED.match(cell.strip()) for cell in header)


def _by_content(rows: Sequence[Sequence[str]], width: int) -> tuple[Column, ...]:
    """The column with most dates is the date; the one with the longest texts of the others, the title."""
    dated = [sum(bool(_LOOKS_DATED.match(_cell(row, place))) for row in rows) for place in range(width)]
    letters = [sum(len(_cell(row, place)) for row in rows) for place in range(width)]
    columns = [Column.KEEP] * width
    when = max(range(width), key=lambda place: dated[place], default=None)
    if when is not None and dated[when]:
        columns[when] = Column.WHEN
    others = [place for place in range(width) if columns[place] is Column.KEEP]
    if others:
        columns[max(others, key=lambda place: letters[place])] = Column.TITLE
    return tuple(columns)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def day_order(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bool | None:
    """Whether the day comes first in dates such as 13/12/2025, told by those that can be read in one way.

    None where no date tells, or dates contradict each other; None matters only where dates are ambiguous.
    """
    places = [place for place, column in enumerate(columns) if column in (Column.WHEN, Column.END)]
    told: set[bool] = set()
    for row in rows:
        for place in places:
            if found := _SLASHED.match(_cell(row, place)):
                first, second = int(found[1]), int(found[2])
                if first > 12 >= second:
                    told.add(True)
                if second > 12 >= first:
                    told.add(False)
    return told.pop() if len(told) == 1 else None


def ambiguous(text: str) -> bool:
    """Whether a date such as 11/12/2025 reads differently day first and month first."""
    found = _SLASHED.match(text)
    return (
        found is not None and int(found[1]) <= 12 and int(found[2]) <= 12 and int(found[1]) != int(found[2])
    )
