"""English words of sentences: abbreviations, verbs of saying and of happening, what a title loses."""

from __future__ import annotations

from timeline_app.reading.language import Speech, whole_and_stems, words_in

_HAPPENED, _STEMS = whole_and_stems(
    """
    abandon* abolish* accept* acquir* adopt* agree* airlift* announc* apolog* appeal* appoint* approv*
    arrest* arriv* assassinat* assault* attack* award* ban banned began begin begins begun bomb* born bought
    broke buy buys cancel* captur* ceas* celebrat* chang* charg* clos* collaps* complet* conclud* condemn*
    conquer* convict* crash* creat* cross* cut dead death debut* decid* declar* defeat* demand* demo*
    demonstrat* depart* deploy* destroy* died dies disband* discontinu* discover* dismiss* dissolv* drop*
    drove elect* end ended ends enter* erupt* escap* establish* evacuat* execut* expand* expel* explod*
    extend* fail* fell fight* filed fire fired forc* form* fought found* freed gain* gave given grant* grew
    halt* held hired hit host* imposed imprison* improv* inaugurat* increas* indict* injur* introduc* invad*
    invit* issued join* kill* land* launch* leave leaves led left lift* lost lower* made march* massacr*
    meet meets merg* met moved murder* mutin* negotiat* nominat* occup* occur* offer* open* order* oust*
    overthr* overturn* pardon* pass* perform* pledg* postpon* present* proclaim* promis* promot* propos*
    protest* publish* pull* purchas* quit raid* ran ratif* reach* rebel* recall* receiv* recogn* reduc*
    refus* regain* reject* releas* remov* renam* repeal* replac* request* rescu* resign* restor* resum*
    retir* retreat* return* reveal* revolt* rose ruled sank scrap* seiz* sell sells sent sentenc* settl*
    ship* shot show* shut sign* sold split start* stepp* storm* strik* struck submit* succeed* sued
    surrender* suspend* swore sworn take takes taken terminat* took toppl* transfer* tried undergo*
    undergone underwent unveil* urg* visit* voted vow* warn* went withdr* won
    """
)

SPEECH = Speech(
    abbreviations=words_in(
        """
        v mr mrs ms dr prof gen col lt sgt capt maj cmdr adm rev hon sen rep gov pres st jr sr inc ltd co corp
        bros no nos vs etc al fig vol pp ed eds est dept univ assn ave blvd rd jan feb mar apr jun jul aug
        sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun approx ca cf e.g i.e a.m p.m u.s
        u.k u.n e.u d.c
        """
    ),
    ending=words_in("inc ltd co corp bros jr sr etc al a.m p.m u.s u.k u.n e.u d.c"),
    frequent=words_in(
        """
        the a an and or but nor of to in on at by for from with without about into onto over under after
        before since until during between among through against as than that this these those which who whom
        whose what when where why how it its he him his she her hers they them their theirs we us our you
        your i me my is are was were be been being am has have had having do does did doing will would can
        could may might shall should must not no so if then else also only just even still yet more most
        less least much many few some any all both each every other another such own same too very there
        here now one two three first second last next new old year years month months week weeks day days
        time times people said says say according while because although though however made make making get
        got like well back out up down off told percent part number including around early late later
        earlier ago meanwhile nevertheless moreover
        """
    ),
    reporting=words_in(
        """
        said says say saying told tells tell reported reports report reporting announced announces announce
        stated states state claimed claims claim added adds add noted notes note explained explains
        commented quoted wrote writes believes believed thinks thought argued argues insisted insists
        confirmed confirms suggested suggests asked asks
        """
    ),
    saying=words_in("said says told added wrote reported stated explained noted claimed confirmed"),
    auxiliaries=words_in("is are was were be been has have had will would can could may might did does do"),
    past=("ed",),
    irregular=words_in(
        """
        was were had became began bought broke brought built came chose cut did died drew drove fell felt
        fought found gave got grew held hit kept knew led left lent lost made met paid put quit ran rang
        read rose said sang sank sat saw sent set shot shut sold spent spoke stood struck swore taught
        thought told took went won wrote
        """
    ),
    happened=_HAPPENED,
    stems=_STEMS,
    plans=words_in(
        """
        will shall would plans plan planned planning expected expects due scheduled slated set upcoming
        intends intend aims hopes forecast predicted may might could tomorrow next
        """
    ),
    ungoverned=words_in("will would can could may might shall should to be is are am being"),
    conjunctions=words_in("and but while whereas"),
    joints=words_in(
        """
        and but while whereas although though which who whom whose where when as because after before since
        with among including amid following
        """
    ),
    weak_joints=words_in("in on at by for from about against under over into during through"),
    dangling=words_in(
        """
        the a an and or of to in on at by for from with as that which who its his her their this these was
        were is are has had have will would into about over after before than , ; : – —
        """
    ),
    leading=words_in(
        """
        on in at by of during since from until till before after around about circa between throughout the
        within early late mid as to through back only just sometime
        """
    ),
    openings=words_in(
        """
        and but so then also however meanwhile moreover furthermore nevertheless additionally still yet now
        thus that when while as
        """
    ),
    that=words_in("that"),
    according=words_in("according"),
    pronouns=words_in(
        "he she it they this that these those his her its their him them there which who i we you my our your"
    ),
    persons=words_in("he she it they"),
    honorifics=words_in(
        """
        mr mrs ms dr prof president minister senator king queen prince princess general colonel judge pope
        envoy chancellor ambassador secretary director chief ceo chairman leader captain sir lord lady
        spokesman spokeswoman actor singer
        """
    ),
    bodies=words_in(
        """
        inc corp ltd co company corporation ministry department agency bank university party council
        committee commission court parliament congress senate treasury union association institute
        foundation group police army navy force forces office organisation organization nations times news
        post television records federation league museum church hospital college school airlines airways
        """
    ),
    places=words_in("in at near from to across around outside inside of"),
    articles=words_in("the a an its"),
    peoples=("ian", "ish", "ese", "ians"),
    measuring=("as of", "compared to", "compared with", "up from", "down from", "according to"),
    no_event=words_in("source sources retrieved updated published copyright see references external related"),
    of="of",
    nobody=words_in("neither no nobody none nothing"),
    habits=words_in("often occasionally usually sometimes typically generally frequently later"),
    observers=words_in(
        """
        analyst analysts expert experts observer observers critic critics commentator commentators insider
        insiders reviewer reviewers user users doctor professor
        """
    ),
    opinions=words_in("believes believed thinks thought argues argued insists insisted suggests suggested"),
    backward=words_in("before previously formerly originally"),
    at_first=words_in("first previously originally formerly initially"),
    earlier=words_in("had"),
    between=words_in("not also already never only just yet now since even then still both"),
    plural_nouns=("s",),
    going_on=("ing",),
    manner=("ly",),
)
