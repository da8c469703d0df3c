"""Makes `awkward.json`, a story of all that breaks a timeline: `python tests/data/make_awkward.py`."""

from __future__ import annotations

import io
from pathlib import Path

from timeline_app.core.event import Status, StorySettings, Symbol, TagKind
from timeline_app.core.records import (
    ArticleRecord,
    CategoryRecord,
    EventRecord,
    PassageRecord,
    PeriodRecord,
    StoryContent,
    TagRecord,
)
from timeline_app.formats import story_json

TARGET = Path(__file__).with_name("awkward.json")

ARABIC = (
    "في 13 ديسمبر 2025 أُفرج عن 123 سجينًا. وأعلنت الولايات المتحدة (US) رفع العقوبات عن البوتاس.\n"
    "جرت المحادثات في مينسك على مدى يومين."
)
HEBREW = "ב־13 בדצמבר 2025 שוחררו 123 אסירים. השיחות במינסק נמשכו יומיים, לפי Reuters."
CHINESE = "2025年12月13日,白俄罗斯释放了123名囚犯。美国表示将取消对钾肥的制裁。\n会谈在明斯克持续了两天。"
MIXED = (
    "The word שלום means peace, and سلام does too.\n"
    "הידיעה פורסמה ב־Minsk Times ביום שבת.\n"
    "Emoji 👩‍👩‍👧‍👦 and e\u0301 count code points 😀: the quote stands after them.\n"
    "中文 and العربية and עברית in one line."
)
EIGHTY_LETTERS = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2)[:80]


def passage(article: str, text: str, quote: str) -> tuple[PassageRecord, ...]:
    start = text.index(quote)
    return (PassageRecord(article, start, start + len(quote), quote),)


def crowd() -> list[EventRecord]:
    """300 events on one day, in 40 categories."""
    return [
        EventRecord(
            title=f"Dispatch {number} of the longest day",
            edtf="2024-02-29",
            category=f"Category {number % 40 + 1}",
            importance=number % 4,
            tags=(TagRecord(f"desk {number % 5 + 1}"),),
        )
        for number in range(1, 301)
    ]


def words() -> list[EventRecord]:
    """Titles that are long, odd, dangerous or read from the right."""
    long_title = ("A title that goes on and on, as if its editor had left for lunch, " * 7)[:400]
    titles = {
        long_title: "2024-03-01",
        EIGHTY_LETTERS: "2024-03-02",
        f"A word of eighty letters, {EIGHTY_LETTERS}, in a title": "2024-03-03",
        "Price rises to US$_{\\frac{1}{2}} & <b>not bold</b> \"quoted\" 'too'": "2024-03-04",
        "$x$ and $unclosed, 100% & %s {} {0} \\n \\u0041": "2024-03-05",
        "Control\tcharacters\x07 and\x1b[31m escapes\x7f and\nline ends": "2024-03-06",
        "=SUM(A1:A9) @home +1 -1": "2024-03-07",
        "<img src=x onerror=alert(1)><script>alert(1)</script>": "2024-03-08",
        "\u202eright to left override\u202c and \u200fmarks": "2024-03-09",
        "أُفرج عن 123 سجينًا في مينسك": "2024-03-10",
        "שוחררו 123 אסירים (Minsk) בשבת": "2024-03-11",
        "白俄罗斯释放了123名囚犯,美国取消对钾肥的制裁": "2024-03-12",
        "US envoy אמר שלום to 明斯克 and العربية": "2024-03-13",
        "ภาษาไทยไม่มีช่องว่างระหว่างคำ · हिन्दी में एक शीर्षक · 한국어 제목": "2024-03-14",
        "👩‍👩‍👧‍👦 A family of emoji 🇧🇾🇺🇸": "2024-03-15",
        "Z̸̡̛a̴l̶g̵o̷ marks stacked on letters": "2024-03-16",
        " ": "2024-03-17",
        "x": "2024-03-18",
    }
    return [EventRecord(title=title, edtf=when, category="Category 1") for title, when in titles.items()]


def told() -> list[EventRecord]:
    """Events with passages in articles of several directions."""
    rows = [
        ("ar", ARABIC, "وأعلنت الولايات المتحدة (US) رفع العقوبات عن البوتاس.", "رفع العقوبات"),
        ("ar", ARABIC, "جرت المحادثات في مينسك على مدى يومين.", "محادثات مينسك"),
        ("he", HEBREW, "ב־13 בדצמבר 2025 שוחררו 123 אסירים.", "שחרור האסירים"),
        ("zh", CHINESE, "美国表示将取消对钾肥的制裁。", "取消制裁"),
        ("mixed", MIXED, "the quote stands after them", "A quote after characters beyond the basic plane"),
        ("mixed", MIXED, "中文 and العربية and עברית in one line.", "Three directions in one line"),
    ]
    return [
        EventRecord(
            title=title,
            edtf="2025-12-13",
            category="Category 2",
            passages=passage(article, text, quote),
            tags=(TagRecord("Мінск", TagKind.PLACE),),
        )
        for article, text, quote, title in rows
    ]


def times() -> list[EventRecord]:
    """3,000 years beside one second; undated, open, ongoing, imprecise and far-future events."""
    dates = {
        "Three thousand years": "-1000/2000",
        "One second of them": "1999-12-31T23:59:59Z",
        "The same second, by a clock at home": "2000-01-01T01:59:59+02:00",
        "Ongoing since 2020": "2020/..",
        "Lasting until 1945": "../1945",
        "Some day before 1945": "[..1944]",
        "After 2020, once": "[2021..]",
        "The year 12,000": "Y12000",
        "About 1850": "1850~",
        "Perhaps 1984": "1984?",
        "The 1980s": "198X",
        "The twentieth century": "19XX",
        "A spring": "1968-21",
        "The Ides of March": "-0043-03-15",
        "Born between 1880 and 1885, died by 1900": "[1880..1885]/[1895..1900]",
        "A leap day": "2024-02-29/2024-03-01",
    }
    dated = [EventRecord(title=title, edtf=when, category="Category 3") for title, when in dates.items()]
    undated = [
        EventRecord(title=f"Undated {number}", edtf="XXXX", as_written="one day", status=Status(number))
        for number in range(6)
    ]
    return dated + undated


def overlapping() -> tuple[PeriodRecord, ...]:
    """12 periods that all overlap."""
    return tuple(
        PeriodRecord(
            f"Period {number} of twelve, with a name of some length", f"{1940 + number * 3}/{2000 + number}"
        )
        for number in range(1, 13)
    )


def content() -> StoryContent:
    return StoryContent(
        events=tuple(crowd() + words() + told() + times()),
        articles=(
            ArticleRecord(
                "ar", "الإفراج عن سجناء", ARABIC, publisher="وكالة", published="2025-12-13", language="ar"
            ),
            ArticleRecord(
                "he", "שחרור אסירים", HEBREW, publisher="סוכנות", published="2025-12-13", language="he"
            ),
            ArticleRecord(
                "zh", "释放囚犯", CHINESE, publisher="通讯社", published="2025-12-13", language="zh"
            ),
            ArticleRecord("mixed", "Mixed שלום 中文", MIXED, published="2025-12-13"),
        ),
        categories=tuple(
            CategoryRecord(f"Category {number}", number - 1, Symbol((number - 1) % len(Symbol)))
            for number in range(1, 41)
        ),
        periods=overlapping(),
        settings=StorySettings(headline="Awkward $_{}\\frac <b>story</b> & its שלום headline"),
    )


if __name__ == "__main__":
    stream = io.BytesIO()
    story_json.write(content(), stream)
    TARGET.write_bytes(stream.getvalue())
