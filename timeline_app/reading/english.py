"""English for the reader of articles: the words around dates, of sentences, and the first word list."""

from __future__ import annotations

from timeline_app.reading.english_dates import TABLE
from timeline_app.reading.language import Language, Side, Speech


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GUIDES = _words(
    """
        in of since by until till during before after from between through throughout to and or
        early late mid last this next ( [ , - – — / for around about circa ca than every each as on
        at the within year years pre post spring summer autumn fall winter season over with back
        """
)

_SPEECH = Speech(
    abbreviations=_words(
        """
        mr mrs ms dr prof gen col lt sgt capt maj cmdr adm rev hon sen rep gov pres st jr sr inc ltd
        co corp bros no nos vs etc al fig vol pp ed eds est dept univ assn ave blvd rd jan feb mar
        apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun approx ca
        cf e.g i.e a.m p.m u.s u.k u.n e.u d.c
        """
    ),
    reporting=_words(
        """
        said says say saying told tells tell reported reports report reporting announced announces
        announce stated states state claimed claims claim added adds add noted notes note explained
        explains commented quoted wrote writes believes believed thinks thought argued argues
        insisted insists confirmed confirms suggested suggests asked asks according
        """
    ),
    plans=_words(
        """
        will shall would plans plan planned planning expected expects due scheduled slated set to-be
        upcoming intends intend aims hopes forecast predicted may might could tomorrow next
        """
    ),
    frequent=_words(
        """
        the a an and or but nor of to in on at by for from with without about into onto over under
        after before since until during between among through against as than that this these those
        which who whom whose what when where why how it its he him his she her hers they them their
        theirs we us our you your i me my is are was were be been being am has have had having do
        does did doing will would can could may might shall should must not no so if then else also
        only just even still yet more most less least much many few some any all both each every
        other another such own same too very there here now one two three first second last next new
        old year years month months week weeks day days time times people said says say according
        while because although though however made make making get got like well back out up down
        off told percent part number including around early late later earlier ago
        """
    ),
    pronouns=_words(
        """
        he she it they this that these those his her its their him them there which who i we you my
        our your
        """
    ),
    happened=tuple(
        sorted(
            _words(
                """
        announc* launch* unveil* introduc* releas* sign* sued filed su* won lost die* died born
        kill* arrest* pardon* freed free* lift* impos* elect* resign* appoint* attack* invad*
        captur* surrender* surrendered begin began begun start* end ended found* establish* creat*
        open* close* sell sold bought buy acquir* merg* agree* declar* defeat* seiz* occup* withdr*
        retreat* land* bomb* crash* collaps* destroy* vot* adopt* approv* reject* ban* meet met hold
        held return* leave left join* replac* fire* fired sentenc* convict* accus* charg* protest*
        strik* struck publish* publish reveal* show* showed demo* present* debut* discontinu* ship*
        rose fell drop* increas* cut reach* set took take* gave given became become made move* moved
        arriv* depart* fought fight* undergo* underwent undergone step* settle* settled rul* decided
        decide* issued issue* order* ordered ask* request* invit* visit* promot* deliver* expand*
        produc* recall* suspend* halt*
        """
            )
        )
    ),
    prepositions=_words(
        """
        in on at by of during since until till before after from around about circa between
        throughout within for to through as the late early mid into over
        """
    ),
    joints=_words(
        """
        and but while whereas although though which who whom where when as because after before
        since with among including amid following
        """
    ),
    articles=_words("the a an"),
    auxiliaries=_words(
        """
        is are was were be been has have had will would can could may might did does do
        """
    ),
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
    starts=_words("from"),
    ends=frozenset(("to", "until", "till", "through", "-", "–", "—")),
    choices={"between": "and"},
    approximate=_words("about around roughly approximately circa ca c"),
    denials=_words(
        """
        not never no n't didn't don't doesn't wouldn't won't isn't wasn't can't couldn't hadn't
        """
    ),
    guides=_GUIDES,
    shy=frozenset((3, 5)),
    shy_seasons=frozenset((1, 3)),
    counted=_words(
        """
        people men women children percent per million billion thousand km miles tons tonnes dead
        """
    ),
    plural="s",
    not_counted=_words(
        """
        was is as has this his its ’s 's us was’nt thus towards besides across olympics versus
        always
        """
    ),
    no_year_after=_words(
        """
        no number page room flight route windows highway boeing line channel unit section model
        """
    ),
    ages=_words("her his their my our your in-her"),
    time_joints=frozenset(
        ("", ",", "on", "of", "at", "in the", "on the", "of the", "the", "in", "'s", "’s", "hours of")
    ),
    opening="opening",
    owning=_words("of to in"),
    speech=_SPEECH,
    categories=_CATEGORIES,
)
