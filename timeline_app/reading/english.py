"""English for the reader of articles: the words around dates, of sentences, and the first word list."""

from __future__ import annotations

from timeline_app.reading.english_dates import TABLE
from timeline_app.reading.english_speech import SPEECH
from timeline_app.reading.language import Language, Side, words_in

_GUIDES = words_in(
    """
        in of since by until till during before after from between through throughout to and or early late
        mid last this next ( [ , - – — / for around about circa ca than every each as on at the within year
        years pre post spring summer autumn fall winter season over with back
        """
)

_CATEGORIES = {
    "sanction*": "Sanctions",
    "embargo*": "Sanctions",
    "tariff*": "Sanctions",
    "pardon*": "Release",
    "freed": "Release",
    "amnest*": "Release",
    "prisoner*": "Release",
    "election*": "Politics",
    "elect*": "Politics",
    "vote*": "Politics",
    "parliament*": "Politics",
    "president*": "Politics",
    "minister*": "Politics",
    "government*": "Politics",
    "talks": "Politics",
    "treaty": "Politics",
    "negotiat*": "Politics",
    "envoy*": "Politics",
    "protest*": "Protest",
    "demonstrat*": "Protest",
    "strike": "Protest",
    "strikes": "Protest",
    "riot*": "Protest",
    "war": "Conflict",
    "attack*": "Conflict",
    "invad*": "Conflict",
    "invasion*": "Conflict",
    "battle*": "Conflict",
    "troops": "Conflict",
    "ceasefire*": "Conflict",
    "bomb*": "Conflict",
    "offensive*": "Conflict",
    "killed": "Conflict",
    "court*": "Justice",
    "trial*": "Justice",
    "sued": "Justice",
    "lawsuit*": "Justice",
    "judge*": "Justice",
    "arrest*": "Justice",
    "sentenc*": "Justice",
    "convict*": "Justice",
    "company": "Business",
    "shares": "Business",
    "sales": "Business",
    "profit*": "Business",
    "merger*": "Business",
    "market*": "Business",
    "launch*": "Business",
    "unveil*": "Business",
    "earthquake*": "Disaster",
    "flood*": "Disaster",
    "hurricane*": "Disaster",
    "crash*": "Disaster",
    "fire": "Disaster",
    "explosion*": "Disaster",
    "spill*": "Disaster",
    "study": "Science",
    "research*": "Science",
    "scientist*": "Science",
}

ENGLISH = Language(
    code="en",
    table=TABLE,
    sides={
        "since": Side.SINCE,
        "until": Side.UNTIL,
        "till": Side.UNTIL,
        "before": Side.BEFORE,
        "after": Side.AFTER,
        "by": Side.BY,
    },
    starts=words_in("from"),
    ends=frozenset(("to", "until", "till", "through", "-", "–", "—")),
    choices={"between": "and"},
    approximate=words_in("about around roughly approximately circa ca c"),
    denials=words_in(
        """
        not never no n't didn't don't doesn't wouldn't won't isn't wasn't can't couldn't hadn't
        """
    ),
    guides=_GUIDES,
    shy=frozenset((3, 5)),
    shy_seasons=frozenset((1, 3)),
    counted=words_in(
        """
        people men women children percent per million billion thousand km miles tons tonnes dead
        """
    ),
    plural="s",
    not_counted=words_in(
        """
        was is as has this his its ’s 's us was’nt thus towards besides across olympics versus always
        """
    ),
    no_year_after=words_in(
        """
        no number page room flight route windows highway boeing line channel unit section model
        """
    ),
    ages=words_in("her his their my our your in-her"),
    time_joints=frozenset(
        ("", ",", "on", "of", "at", "in the", "on the", "of the", "the", "in", "'s", "’s", "hours of")
    ),
    opening="opening",
    owning=words_in("of to in"),
    completed_rules=frozenset(
        (
            *("month and day", "day and month", "lower day and month", "ordinal day of a month", "month"),
            *(
                "short month",
                "weekday",
                "this weekday",
                "weekday of that week",
                "today",
                "tonight",
                "last night",
            ),
            *(
                "this morning",
                "holiday",
                "month of that year",
                "this month by name",
                "days of a month and year",
            ),
            "month, days and year",
        )
    ),
    measured_from=frozenset(("a unit ago", "half a unit ago", "years ago")),
    speech=SPEECH,
    categories=_CATEGORIES,
)
