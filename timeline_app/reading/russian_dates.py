"""The Russian table of dates: the rows of the grammar; resolves nothing."""

from __future__ import annotations

from timeline_app.reading.grammar import Table, rules
from timeline_app.reading.russian_words import COMPOUND_NUMBERS, NUMERIC_SAMPLES, WORDS, numeric

#: What the rows write in braces.
_SHORT = {
    "m": "@month+mabbr=month .?",
    "d": "( @d=day | @d=day - го )",
    "y": "( @year=year ( года | году | год | г .? )? )",
    "sure": "@year=year ( - ( го | м | й ) )? ( года | году | год | годом | г .? )",
    "piece": "( @piece=piece )?",
    "wd": "( в | во )? ( @weekday=weekday ,? )?",
    "dash": "( - | – | — | по | и | или | до )",
    "ofyear": "( @direction=direction | @pointing=pointing ) ( года | году )",
    "bc": "( до н . @era=era .? | до нашей эры )",
    "years": "( год | года | году | годом | годы | годов | гг .? | г .? )?",
    "n": "@n+number+d=count",
    "units": "@unit+units+small=unit",
}

#: Name :: what it means, and what is always meant with it :: pattern. An indented line goes on.
_ROWS = """
# Full dates
day month year :: day :: {wd} {d} {m} {y}
ordinal day month year :: day :: @ordinal=day {m} {y}
ISO day :: iso :: @iso=text
ISO month :: year and month :: @yearmonth=text
ISO moment :: moment :: @moment=text
EDTF :: edtf :: @edtf=text
numbers with dots or slashes :: numbers :: {wd} @dmy=text ( года | г .? )?
days of a month and year :: days :: @d=first {dash} @d=day {m} ( @year=year ( года | г .? )? )?

# Dates without a year
day and month :: month and day :: {wd} {d} {m}
ordinal day and month :: month and day :: @ordinal=day {m}
day and month of that year :: month and day :: {d} {m} {ofyear}

# Months
month and year :: month :: {piece} {m} {y}
months and year :: months :: @month=first {dash} @month=month {y}
month of that year :: month :: {piece} @month=month {ofyear}
this month by name :: month :: ( @direction=direction | @pointing=pointing ) @month=month
month :: month :: {piece} @month=month

# Years and longer
year :: year :: {piece} @year=year
year with its word :: year :: {piece} {sure}
year with era :: year with era | era=-1 :: {piece} @eray=year ( года | году | год | г . )? {bc}
years with era :: years with era | era=-1 :: @eray=first ( - | – | — ) @eray=year {years} {bc}
year of our era :: year with era | era=1 :: @eray=year ( год | году | года ) ( н . э .? | нашей эры )
two years :: years :: @year=first ( - | – | — | / ) @n2=short {years}
years with a stroke :: year pair :: @yearpair+yearspan=text {years}
decade :: decade :: {piece} @round=decade - ( х | е | ые | ых ) ( годов | годы | годах | гг .? )?
named decade :: short decade :: {piece} @named=decade ( годы | годов | годах )
short decade :: short decade :: {piece} @n2=decade - ( х | е ) ( годы | годов | годах | гг .? )
century :: century ::
    {piece} ( @ordinal=century | @roman=century | @d=century - ( м | го | й ) ) ( век | века | веке | в . )
century with era :: century | era=-1 ::
    {piece} ( @ordinal=century | @roman=century ) ( век | века | веке | в . ) {bc}

# Parts of years
season and year :: season :: {piece} @season=season {y}
season of that year :: season :: {piece} @season=season {ofyear}
this season by name :: season :: ( @direction=direction | @pointing=pointing ) @season=season
season :: season alone :: {piece} @season=season
quarter :: quarter :: ( @ordinal=quarter | @roman=quarter | @quarter=quarter - ( м | го | й ) )
    ( квартал | квартала | квартале ) {y}?
quarter of that year :: quarter :: @ordinal=quarter ( квартал | квартала | квартале ) {ofyear}
half :: half :: @half=half ( половине | половина | половину ) ( {y} | года )?
half-year :: half :: @half=half ( полугодии | полугодия | полугодие ) {y}?

# Days by name
weekday :: weekday :: @weekday=weekday
this weekday :: weekday :: ( @direction=direction | @pointing=pointing ) @weekday=weekday
weekday of that week :: weekday of week ::
    @weekday=weekday ( на )? ( @direction=direction | @pointing=pointing ) ( неделе | недели )
weekdays :: set :: по @weekdays=weekday
every weekday :: set :: ( каждый | каждую | каждое ) @weekday=weekday
today :: near day :: @deictic=offset
last night :: near day | offset=-1 :: вчера @daypart=clock
this morning :: near day | offset=0 :: сегодня @daypart=clock
tomorrow morning :: near day | offset=1 :: завтра @daypart=clock

# Units near the day of publication
this unit :: near unit :: {piece} @direction=direction @unit=unit
the end of the year :: unit at hand | unit=11 :: @piece=piece года
the end of the month :: unit at hand | unit=7 :: @piece=piece месяца
the end of the week :: unit at hand | unit=6 :: @piece=piece недели
a unit ago :: ago | count=1 :: ( {n} )? {units} назад
half a year ago :: ago | count=6 unit=7 :: полгода назад
from now :: from now | count=1 :: через ( {n} )? {units}

# Offsets from another date
later :: offset | count=1 :: ( {n} )? {units} ( @ago=sign )
later with the word first :: offset | count=1 sign=1 :: спустя ( {n} )? {units}
after another :: offset from | count=1 sign=1 :: ( через | спустя ) ( {n} )? {units} после
before another :: offset from | count=1 sign=-1 :: за ( {n} )? {units} до
the next unit :: pointing unit :: ( на )? @pointing=pointing @unit=unit
the same unit :: pointing unit | pointing=0 :: ( в )? @pointing же @unit=unit

# Lengths and repetitions
length :: length :: {n} {units}
every unit :: set | unit=4 :: ( каждый | каждую | каждое | каждые ) ( {n} )? {units}
daily :: set :: @often=often

# Vague references
now :: reference :: @present=reference
recently :: reference :: @past=reference
soon :: reference :: @future=reference
at the moment :: reference | reference=PRESENT_REF :: ( в настоящее время | на данный момент )

# Holidays and times of day
holiday :: holiday :: @holiday=holiday
New Year’s Eve :: holiday | holiday=12-31 :: ( канун | накануне ) Нового года
Victory Day :: holiday | holiday=05-09 :: ( День | день ) Победы
clock :: clock :: @clock=clock
clock in hours :: clock :: @hour=clock ( часов | часа | час ) ( @daypart )?
noon :: daypart | clock=T12:00 :: полдень
part of a day :: daypart :: @daypart=clock
"""

_CLASSES = """
    month mabbr weekday weekdays unit units small season daypart deictic year iso moment edtf
    yearmonth yearspan dmy yearpair present past future often holiday clock named era ordinal roman
    n2 round half eray
"""
_WORDS = "полгода полдень Нового Победы время момент эры э"

TABLE = Table(
    words=WORDS,
    compounds=(COMPOUND_NUMBERS,),
    numbers=numeric,
    samples=NUMERIC_SAMPLES,
    rules=rules(_ROWS, _SHORT),
    triggers=frozenset((*_CLASSES.split(), *(f"“{word}”" for word in _WORDS.split()))),
)
