"""The English table of dates: the rows of the grammar; resolves nothing."""

from __future__ import annotations

from timeline_app.reading.english_words import COMPOUND_NUMBERS, NUMERIC_SAMPLES, WORDS, numeric
from timeline_app.reading.grammar import Table, rules

#: What the rows write in braces.
_SHORT = {
    "n": "@n+number+vague+d=count",
    "more": "( @more | more than | over | just | only | less than | at least | exactly | up to | under )?",
    "count": "( {more} {n} | {more} ( a | an ) | a {n} of? | {more} the? @vague=count of? )",
    "piece": "( the? very? @piece=piece ( - | of | in | part of )? the? )?",
    "later": "( later | earlier | late | early )",
    "m": "@month+mabbr+mlow=month .? ,?",
    "d": "@d+dth=day",
    "y": "@year=year",
    "wd": "( @weekday+wdabbr=weekday .? ,? ( the )? )?",
    "dash": "( - | – | — | to | and | or | through | until | & )",
    "of_year": "( ,? ( of | in )? the? ( @direction=direction | @pointing=pointing ) year )",
    "era": "( @era=era | b . c . e . | b . c . )",
    "calendar_year": "( calendar | fiscal | the? year )?",
}

#: Name :: what it means, and what is always meant with it :: pattern. An indented line goes on.
_ROWS = """
# Full dates
month day year :: day :: {wd} {m} {d} ( , | of )? {y}
day month year :: day :: {wd} the? {d} of? {m} of? {y}
year month day :: day :: {y} {m} {d}
ordinal day of month :: day :: {wd} the @ordinal=day of {m} of? ,? {y}
ISO day :: iso :: @iso=text
ISO month :: year and month :: @yearmonth=text
ISO moment :: moment :: @moment=text
EDTF :: edtf :: @edtf=text
numbers with dots or slashes :: numbers :: {wd} @dmy=text
days of a month and year :: days :: @d+dth=first {dash} {d} of? {m} {y}?
month, days and year :: days :: @month+mabbr=month .? @d+dth=first {dash} {d} ( ,? {y} )?

# Dates without a year
month and day :: month and day :: {wd} @month+mabbr=month .? {d}
day and month :: month and day :: {wd} the? {d} of? @month+mabbr=month
lower day and month :: month and day :: {wd} the? @dth=day of? @mlow=month
ordinal day of a month :: month and day :: the @ordinal=day of @month=month
month, day, that year :: month and day :: @month+mabbr=month .? {d} {of_year}
day, month, that year :: month and day :: the? {d} of? @month+mabbr=month {of_year}
day of that month :: day of month :: the ( @dth+ordinal=day ) of ( @direction=direction |
    @pointing=pointing | the ) month
day of the month :: day of month :: the @dth=day

# Months
month and year :: month :: {piece} @month+mabbr+mlow=month .? ( , | of )? the? year? {y}
month and short year :: month :: @month+mabbr=month .? ( ' | ’ ) @n2=short
months and year :: months :: {piece} @month+mabbr=first .? ( - | – | / | to | and | or | through )
    {piece} {m} ( , | of )? {y}
month of that year :: month :: {piece} @month+mabbr=month .? {of_year}
this month by name :: month :: {piece} ( @direction=direction | this past | the? @pointing=pointing )
    @month=month
month last :: month :: @month=month @direction=direction
month :: month :: {piece} @month=month
short month :: month :: {piece} @mabbr=month .

# Years and longer
year :: year :: {piece} {calendar_year} {y}
year with era :: year with era | era=-1 :: {piece} the? year? @eray=year {era}
era with year :: year with era :: {piece} the? year? @era=era @eray=year
AD year :: year with era | era=1 :: a . d . @eray=year
day with era :: day with era | era=-1 :: {wd} ( {m} {d} ,? | {d} of? @month+mabbr=month ,? ) @eray=year
    {era}
month with era :: month with era | era=-1 :: {piece} @month+mabbr=month .? ( , | of )? @eray=year {era}
years with era :: years with era | era=-1 :: @eray=first {dash} @eray=year {era}
year of three digits :: old year :: {piece} the? year? @y3=year
two years :: years :: @year=first ( - | – | — | / ) @n2=short
years with a stroke :: year pair :: @yearpair+yearspan=text
short year :: short year :: ( ' | ’ ) @n2=short
fiscal short year :: short year :: fiscal ( year )? ' @n2=short
decade :: decade :: {piece} the? {piece} @decade=decade
decade with apostrophe :: decade :: {piece} the? @round=decade ( ' | ’ ) s
decade with era :: decade with era | era=-1 :: {piece} the? @olddecade=decade {era}
named decade :: short decade :: {piece} the {piece} @named=decade
short decade :: short decade :: {piece} the {piece} ( ' | ’ )? @shortdecade=decade
bare short decade :: short decade :: {piece} ( ' | ’ ) @shortdecade=decade
century :: century :: {piece} the? {piece} @nth+ordinal=century -? century
century with era :: century | era=-1 :: {piece} the? @nth+ordinal=century -? century {era}
centuries :: centuries :: the? @nth+ordinal=first ( and | to | - | – ) @nth+ordinal=century centuries

# Parts of years
season and year :: season :: {piece} the? @season=season ( of | , )? the? year? {y}
season and short year :: season :: @season=season ( ' | ’ ) @n2=short
season over two years :: season :: the? @season=season ( of )? ( @yearpair=text | @year=year ( - | – )
    @n2+year )
season with era :: season | era=-1 :: {piece} the? @season=season ( of )? @eray=year {era}
season of that year :: season :: {piece} the? @season=season {of_year}
this season by name :: season :: {piece} ( @direction=direction | this past | the? @pointing=pointing )
    @season=season
season :: season alone :: ( {piece} | {later} ( in )? ) the? @season=season
quarter :: quarter :: the? fiscal? @ordinal+dth=quarter -? fiscal? quarter ( of | in | , )? ( fiscal |
    calendar | the | its )? ( fiscal )? ( year )? {y}?
quarter of that year :: quarter :: the? fiscal? ( @ordinal=quarter ) -? quarter {of_year}
this quarter by number :: quarter :: ( @direction=direction ) year ( ' | ’ ) s @ordinal=quarter -? quarter
Q and number :: quarter :: q @quarter=quarter ( of | , )? {y}?
number and Q :: quarter :: @quarterq=quarter ( of | , )? {y}?
half :: half :: the? ( @ordinal=half | latter | opening ) -? half ( of | in )? ( fiscal | the | calendar
    )? year? {y}?
half of that year :: half :: the? ( @ordinal=half | latter ) half {of_year}

# Days by name
weekday :: weekday :: @weekday=weekday
this weekday :: weekday :: ( @direction=direction | this past | this coming | the? @pointing=pointing )
    @weekday=weekday
weekday of that week :: weekday of week :: @weekday=weekday ,? of? ( @direction=direction | the?
    @pointing=pointing ) week
week of weekday :: weekday of week :: ( @direction=direction ) week ( on )? @weekday=weekday
every weekday :: set :: ( every | each ) @weekday=weekday
weekdays :: set :: @weekdays=weekday
today :: near day :: ( earlier | later | late | early )? @deictic=offset
the day before yesterday :: near day | offset=-2 :: the day before yesterday
the day after tomorrow :: near day | offset=2 :: the day after tomorrow
tonight :: near day | offset=0 clock=TNI :: ( later )? tonight
overnight :: near day | offset=0 clock=TNI :: overnight
last night :: near day | offset=-1 :: ( late | early )? last @daypart=clock
this morning :: near day | offset=0 :: ( @piece | later | earlier )? this @daypart=clock
the next morning :: pointing day :: ( @piece | later | earlier )? ( in )? the? ( @pointing=pointing |
    next ) same? @daypart=clock

# Units near the day of publication
this unit :: near unit :: ( {later} ( in )? )? {piece} @direction=direction fiscal? @unit=unit
the current unit :: near unit | direction=0 :: {piece} the ( current | coming | upcoming ) @unit=unit
the last unit :: length | count=1 :: the last @unit=unit
the past unit :: length | count=1 :: ( the | this )? past @unit=unit
this past season :: season | direction=-1 :: this past @season=season
the next unit :: next unit :: {piece} the next @unit=unit
the end of the unit :: unit at hand :: ( the? @piece=piece of | later in | earlier in | late in | early
    in ) the @unit=unit
month end :: unit at hand | piece=3 :: @unit=unit ( ( ' | ’ ) s )? -? end
mid unit :: unit at hand | piece=2 :: mid - @unit=unit
a unit earlier compared :: ago | count=1 :: ( the | a | its )? @unit=unit - ( ago | earlier )
a unit ago :: ago | count=1 :: {count} @unit+units+small=unit ago
half a unit ago :: half ago :: half a @unit=unit ago
the weekend :: weekend :: ( over | during )? the weekend
years ago :: ago | count=X :: @units+small=unit ago
long ago :: reference | reference=PAST_REF :: long ago
from now :: from now | count=1 :: {count} @unit+units+small=unit ( from now | from today | hence )
a week from weekday :: weekday | direction=1 :: a week from @weekday=weekday

# Offsets from another date
later :: offset | count=1 :: {count} @unit+units+small=unit @later=sign
units later :: offset | count=X :: @units+small=unit @later=sign
after another :: offset from | count=1 sign=-1 :: {count} @unit+units+small=unit ( @after=sign | prior
    to )
the unit after :: offset from | count=1 sign=-1 :: the @unit=unit ( @after=sign | prior to )
units after :: offset from | count=X sign=-1 :: @units=unit ( @after=sign | prior to )
later that unit :: pointing unit | pointing=0 :: ( {later} ( in )? )? {piece} ( that | the? same | that
    same | the? @pointing=pointing ) @unit=unit
the same units :: length :: the? @pointing=pointing ( @n+number+vague+d=count ) @units=unit
the day following :: pointing unit | pointing=1 :: the @unit=unit following

# Lengths and repetitions
length :: length | count=1 :: {count} ( full | whole | long | consecutive | straight | more | additional
    | further )? -? @unit+units+small=unit ( - | s | ' | ’ )? ( old | long )?
the last units :: length :: ( the | these )? ( last | past | next | coming | first | final | previous |
    following | preceding ) {n} @unit+units+small=unit
some units :: length | count=X :: ( the | these )? ( last | past | coming | recent | next | following )
    @units=unit
half a unit :: length | count=1 half=1 :: half ( a | an | - ) @unit+small=unit
every unit :: set | unit=4 :: ( every | each | per ) ( other | @n+number=count )? (
    @unit+units+small=unit | @daypart )
once a unit :: set :: ( once | twice | times ) ( a | an | per | each | every ) @unit+small=unit
daily :: set :: @often=often

# Vague references
now :: reference :: right? @present=reference
recently :: reference :: ( most | more | until | very )? @past=reference
soon :: reference :: ( as )? @future=reference
the past :: reference | reference=PAST_REF :: the past
the future :: reference | reference=FUTURE_REF :: the ( near | distant )? future
these days :: reference | reference=PRESENT_REF :: ( these days | at the moment | this time | at present
    | at this time | the time being | present day | the present )

# Holidays
holiday :: holiday :: @holiday=holiday ( day )?
holiday and year :: holiday :: @holiday=holiday ( day )? ( of | , | in )? {y}
this holiday :: holiday :: ( @direction=direction ) @holiday=holiday ( day )?
Christmas Eve :: holiday | holiday=12-24 :: Christmas Eve ( of | , | in )? {y}?
Good Friday :: holiday | holiday=E-2 :: Good Friday ( of | , | in )? {y}?
Boxing Day :: holiday | holiday=12-26 :: Boxing Day ( of | , | in )? {y}?
New Year’s Eve :: holiday | holiday=12-31 :: New Year ( ' | ’ )? s? Eve ( of | , | in )? {y}?
New Year’s Day :: holiday | holiday=01-01 :: New Year ( ' | ’ )? s? Day ( of | , | in )? {y}?
Valentine’s Day :: holiday | holiday=02-14 :: Valentine ( ' | ’ )? s? Day ( of | , | in )? {y}?
April Fools’ Day :: holiday | holiday=04-01 :: April Fool ( ' | ’ )? s? Day
May Day :: holiday | holiday=05-01 :: May Day ( of | , | in )? {y}?
Labor Day :: holiday | holiday=09-1-0 :: Labor Day ( of | , | in )? {y}?
Memorial Day :: holiday | holiday=05-L-0 :: Memorial Day ( of | , | in )? {y}?
Veterans Day :: holiday | holiday=11-11 :: ( Veterans | Armistice ) Day ( of | , | in )? {y}?
Fourth of July :: holiday | holiday=07-04 :: ( the fourth of July | July fourth )
September 11 :: iso :: @famous=text

# Times of day
clock :: clock :: @clock=clock ( h | hours | hrs )? ( @zone | local time )?
clock of twelve hours :: clock :: @clock+dotclock+hour=clock ( @ampm=half ) ( @zone | local time )?
clock in the morning :: clock | half=0 :: @clock+dotclock+hour=clock a . m . ( @zone | local time )?
clock in the afternoon :: clock | half=1 :: @clock+dotclock+hour=clock p . m . ( @zone | local time )?
clock in one word :: clock :: @clock12=clock ( @zone | local time )?
o'clock :: clock :: @hour=clock o ( ' | ’ ) clock
noon :: daypart | clock=T12:00 :: ( noon | midnight )
part of a day :: daypart :: ( the )? ( early | late | mid - | pre - )? @daypart=clock ( hours )?
"""

#: The classes, and the bare words, without which there is no date.
_CLASSES = """
    month mabbr mlow weekday weekdays unit units small season daypart deictic year decade
    shortdecade olddecade named era iso moment edtf yearmonth yearspan dmy yearpair present past
    future often holiday clock clock12 ampm nth y3 quarterq n2 famous ordinal
"""
_WORDS = """
    tonight overnight o m c q New Good Boxing Labor Memorial Valentine Veterans Armistice ago half
    past time moment present d
"""
_TRIGGERS = frozenset((*_CLASSES.split(), *(f"“{word}”" for word in _WORDS.split())))

TABLE = Table(
    words=WORDS,
    compounds=(COMPOUND_NUMBERS,),
    numbers=numeric,
    samples=NUMERIC_SAMPLES,
    rules=rules(_ROWS, _SHORT),
    triggers=_TRIGGERS,
)
