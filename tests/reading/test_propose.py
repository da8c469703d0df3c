"""From articles to proposed events: the sample, a reader's own report, titles, passages, hostile texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.dates import parse_edtf
from timeline_app.core.event import TagKind
from timeline_app.reading.article import read_article
from timeline_app.reading.language import words_in
from timeline_app.reading.propose import propose
from timeline_app.reading.values import Cancelled, Proposal

REPORT = """date 2025-12-13 18:20 Minsk
Belarus pardons 123 as Washington eases potash sanctions

On December 13, the envoy's office reported that President Alexander Lukashenko had pardoned and released \
123 prisoners, including the 2020 protest leader Maria Kolesnikova and the Nobel laureate Ales Bialiatski. \
The United States said it was lifting sanctions on Belarusian potash after two days of talks in Minsk \
between Lukashenko and the envoy, John Coale.

"All of them are safe," an aide told reporters in Vilnius.

One year after Belarus's disputed presidential election, the US Treasury Department imposed wide-ranging \
sanctions on Minsk in August 2021. They targeted Belaruskali, a large producer of fertiliser.
"""


def proposals_of(text: str, published: str = "2025-12-13") -> tuple[Proposal, ...]:
    return propose(text, published)


def only(proposals: tuple[Proposal, ...], edtf: str, word: str) -> Proposal:
    (found,) = [each for each in proposals if each.edtf == edtf and word in each.title]
    return found


@pytest.fixture
def sample(root: Path) -> str:
    content = json.loads((root / "data" / "belarus.json").read_text(encoding="utf-8"))
    return "\n".join(content["articles"][0]["text"])


def test_the_sample_gives_its_five_events(sample: str) -> None:
    found = proposals_of(sample)
    assert only(found, "2025-12-13", "pardoned").ticked
    assert only(found, "2025-12-13", "lifting").ticked
    assert only(found, "2021-08", "Treasury").ticked
    assert only(found, "2020-08", "election").derived
    assert only(found, "2025-12-12~/2025-12-13", "talks").derived


def test_the_passages_of_the_sample_are_its_own(root: Path, sample: str) -> None:
    content = json.loads((root / "data" / "belarus.json").read_text(encoding="utf-8"))
    wanted = {(event["when"], event["passages"][0]["start"]) for event in content["events"]}
    assert wanted <= {(each.edtf, each.start) for each in proposals_of(sample)}


def test_a_readers_own_copy_of_the_report_gives_what_it_tells() -> None:
    article = read_article(REPORT, today="2025-12-20")
    assert (article.published, article.title) == (
        "2025-12-13",
        "Belarus pardons 123 as Washington eases potash sanctions",
    )
    found = propose(article.text, article.published, article.language, title=article.title)
    assert only(found, "2025-12-13", "pardoned").ticked
    assert only(found, "2025-12-13", "lifting sanctions")
    assert only(found, "2021-08", "Treasury").ticked
    election = only(found, "2020-08", "election")
    assert (election.derived, election.ticked) == (True, False)
    talks = only(found, "2025-12-12~/2025-12-13", "talks")
    assert (talks.derived, talks.ticked) == (True, False)


def test_neither_a_protest_of_a_year_nor_a_length_is_a_date_of_its_own() -> None:
    assert {each.edtf for each in proposals_of(REPORT)} == {
        "2025-12-13",
        "2025-12-12~/2025-12-13",
        "2021-08",
        "2020-08",
    }


def test_one_sentence_with_an_offset_anchors_both_events() -> None:
    text = "One year after the election, the ministry fell in August 2021."
    assert [(each.edtf, each.title, each.quote, each.derived) for each in proposals_of(text)] == [
        ("2020-08", "Election", text, True),
        ("2021-08", "The ministry fell", text, False),
    ]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("On 13 December 2025 Belarus freed 123 prisoners.", "Belarus freed 123 prisoners"),
        ("The bank failed on Friday, officials said.", "The bank failed"),
        ("According to Belta, the minister resigned in May 2024.", "The minister resigned"),
        ("Officials said that the plant closed in 2019.", "The plant closed"),
        ("At the conference, Jobs unveiled the phone on 9 June 2008.", "Jobs unveiled the phone"),
        ("In 2007, iTunes passed its rivals.", "iTunes passed its rivals"),
    ],
)
def test_a_title_loses_date_and_attribution_and_nothing_else(sentence: str, title: str) -> None:
    assert [each.title for each in proposals_of(sentence)] == [title]


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        (
            "The stock of the firm tripled in 2004, doubled in 2005 and increased by a third in 2006.",
            ["The stock of the firm tripled", "The stock of the firm doubled"],
        ),
        (
            "In 1986 he bought Halcyon which was acquired by a rival in 2005.",
            ["He bought Halcyon", "Halcyon was acquired by a rival"],
        ),
        (
            "In 1998 Ashford introduced a desktop, in 2001 a music player.",
            ["Ashford introduced a desktop", "Ashford introduced a music player"],
        ),
    ],
)
def test_each_of_several_dates_has_a_title_of_its_own(sentence: str, titles: list[str]) -> None:
    assert [each.title for each in proposals_of(sentence)][: len(titles)] == titles


@pytest.mark.parametrize(
    "sentence",
    [
        "He had held a senior position there, where he worked for years.",
        "Neither company made any statement about the matter at all.",
        "This was her third period of leave from the company she led.",
        "An analyst said the company had priced it rather aggressively this time.",
        "Before his post at the bank, Coale held positions in two ministries.",
        "The firm’s market share is up a third from nine months ago.",
    ],
)
def test_what_stands_behind_the_news_is_not_proposed(sentence: str) -> None:
    assert proposals_of(sentence) == ()


def test_a_long_subject_gives_way_to_its_verb() -> None:
    text = (
        "The former founder and chief officer of the old regional savings bank John Coale died on 5 May 2020."
    )
    assert [each.title for each in proposals_of(text)] == ["John Coale died"]


def test_a_pronoun_stands_beside_the_name_it_points_to() -> None:
    text = "Maria Kolesnikova led the protests in 2020. She was arrested on 7 September 2020."
    assert proposals_of(text)[-1].title == "[Maria Kolesnikova] was arrested"


def test_two_dated_events_of_one_sentence_keep_their_own_clauses() -> None:
    text = "The war ended in May 1945, and the trials were opened in November 1945."
    assert [(each.edtf, each.quote) for each in proposals_of(text)] == [
        ("1945-05", "The war ended in May 1945"),
        ("1945-11", "the trials were opened in November 1945."),
    ]


def test_the_same_event_told_twice_is_one_with_two_passages() -> None:
    text = "The old bridge collapsed on 5 May 2020. Witnesses say the bridge collapsed on 5 May 2020."
    (found,) = proposals_of(text)
    assert found.quote == "The old bridge collapsed on 5 May 2020."
    assert [span.quote for span in found.more] == ["Witnesses say the bridge collapsed on 5 May 2020."]


def test_news_without_a_date_takes_the_day_of_publication_and_says_so() -> None:
    (found,) = proposals_of("The government resigned after a long debate in parliament.")
    assert (found.edtf, found.derived, found.ticked) == ("2025-12-13", True, False)
    assert found.reason == "no date of its own: the day of publication"


def test_without_a_day_of_publication_undated_news_is_not_proposed() -> None:
    assert propose("The government resigned after a long debate in parliament.") == ()


def test_tags_name_people_and_places_and_the_word_list_the_category() -> None:
    text = "President John Coale was sentenced by a court in Minsk on 5 May 2020."
    (found,) = proposals_of(text)
    assert ("John Coale", TagKind.PERSON) in {(tag.name, tag.kind) for tag in found.tags}
    assert ("Minsk", TagKind.PLACE) in {(tag.name, tag.kind) for tag in found.tags}
    assert found.category == "Justice"
    (own,) = propose(text, "2025-12-13", words={"sentenc*": "Trials"})
    assert own.category == "Trials"


def test_titles_are_short(sample: str) -> None:
    assert max(len(each.title.split()) for each in (*proposals_of(sample), *proposals_of(REPORT))) <= 12


#: “⏎” stands for a line's end.
WORDS = st.sampled_from(
    [
        word.replace("⏎", "\n")
        for word in sorted(
            words_in(
                """
            On In 13 December 2025 August 2021 , . ; " “ ” ( ) and but said that He She Minsk
            talks freed one year after the election two days of ago last Friday 1999 – ⏎ ⏎⏎ 😀 ’s
            U.S. according to
                """
            )
        )
    ]
)


@given(
    st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=400), st.sampled_from(["", "2025-12-13"])
)
def test_every_proposal_quotes_the_text_and_bears_a_date(text: str, published: str) -> None:
    for each in propose(text, published):
        assert text[each.start : each.end] == each.quote
        assert each.start <= each.date_start <= each.date_end <= len(text)
        assert each.quote
        assert parse_edtf(each.edtf)
        for span in each.more:
            assert text[span.start : span.end] == span.quote


def test_a_wish_to_stop_is_heard_between_sentences() -> None:
    answers = iter([False] * 6)
    with pytest.raises(Cancelled):
        propose("It rained on 5 May 2020. " * 400, "2025-12-13", cancelled=lambda: next(answers, True))


@pytest.mark.parametrize(
    "piece", ["", "\0", "\n", " ", ".", "“", "A. ", "May ", "two days of talks, ", "\ud800", "<p>"]
)
def test_texts_made_to_harm_are_read_to_their_end(piece: str) -> None:
    propose(piece * 4_000, "2025-12-13")
