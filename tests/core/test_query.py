"""The language of the search box: what is typed, what is understood, and what is kindly refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.query import (
    Clause,
    DateRelation,
    DateTerm,
    NameField,
    NameTerm,
    Query,
    QueryError,
    Term,
    parse_query,
    text_terms,
)

TODAY = "2025-12-13"


def parsed(text: str) -> Query:
    return parse_query(text, today=TODAY)


def only(text: str) -> Clause:
    (group,) = parsed(text).groups
    (clause,) = group
    return clause


def test_an_empty_text_asks_for_nothing() -> None:
    assert Query() == parsed("")
    assert Query() == parsed("  \t ")


def test_several_words_are_each_required() -> None:
    assert [(Clause(Term(("potash",))),), (Clause(Term(("sanctions",))),)] == list(
        parsed("Potash SANCTIONS ").groups
    )


def test_a_phrase_is_kept_in_order() -> None:
    assert Clause(Term(("lifting", "sanctions"), phrase=True)) == only('"lifting sanctions"')


@pytest.mark.parametrize("text", ["“two days”", "„two days“", "«two days»", '"two days"'])
def test_any_quotation_marks_make_a_phrase(text: str) -> None:
    assert Clause(Term(("two", "days"), phrase=True)) == only(text)


def test_a_word_of_several_tokens_is_a_phrase() -> None:
    assert Clause(Term(("co", "operation"), phrase=True)) == only("co-operation ")
    assert Clause(Term(("明", "斯", "克"), phrase=True)) == only("明斯克 ")


def test_a_star_makes_a_beginning() -> None:
    assert Clause(Term(("pota",), prefix=True)) == only("pota*")
    assert Clause(Term(("two", "da"), prefix=True, phrase=True)) == only('"two da"*')


def test_the_last_word_may_be_a_beginning() -> None:
    assert [False, True] == [group[0].condition.prefix for group in parsed("us pota").groups]  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["potash ", '"potash"', "potash.", "-potash"])
def test_a_finished_word_is_no_beginning(text: str) -> None:
    condition = only(text).condition
    assert isinstance(condition, Term)
    assert not condition.prefix


def test_a_name_grows_as_it_is_typed_too() -> None:
    assert Clause(NameTerm(NameField.TAG, Term(("kole",), prefix=True))) == only("tag:kole")


def test_a_minus_leaves_out() -> None:
    assert Clause(Term(("talks",)), negated=True) == only("-talks")
    assert Clause(NameTerm(NameField.TAG, Term(("potash",))), negated=True) == only("-tag:potash")
    assert Clause(Term(("two", "days"), phrase=True), negated=True) == only('-"two days"')


def test_or_joins_its_two_neighbours() -> None:
    groups = parsed("us potash OR talks OR -tag:election minsk").groups
    assert [1, 3, 1] == [len(group) for group in groups]
    assert groups[1][2].negated


def test_a_small_or_is_a_word() -> None:
    assert 3 == len(parsed("now or never").groups)


def test_names_may_be_quoted() -> None:
    assert Clause(NameTerm(NameField.CATEGORY, Term(("foreign", "policy"), phrase=True))) == only(
        'category:"Foreign policy"'
    )
    assert Clause(NameTerm(NameField.SOURCE, Term(("reuters",)))) == only("Source:Reuters ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before:2021", DateTerm(DateRelation.BEFORE, "2021")),
        ('after:"13 Dec 2025"', DateTerm(DateRelation.AFTER, "2025-12-13")),
        ("on:2025-12-13", DateTerm(DateRelation.ON, "2025-12-13")),
        ('on:"August 2021"', DateTerm(DateRelation.ON, "2021-08")),
        ("on:198X", DateTerm(DateRelation.ON, "198X")),
        ("before:-0043-03-15", DateTerm(DateRelation.BEFORE, "-0043-03-15")),
    ],
)
def test_dates_are_read_as_people_type_them(text: str, expected: DateTerm) -> None:
    assert Clause(expected) == only(text)


@pytest.mark.parametrize("text", ["http://example.org", "12:30", "Minsk:", "a&b"])
def test_a_colon_in_a_word_is_no_field(text: str) -> None:
    assert isinstance(only(text).condition, Term)


@pytest.mark.parametrize("text", ["&", "… potash", "potash – sanctions", "()"])
def test_punctuation_alone_asks_for_nothing(text: str) -> None:
    assert all(isinstance(clause.condition, Term) for group in parsed(text).groups for clause in group)


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ('potash "two days', 7, "quotation mark is not closed"),
        ("OR potash", 0, "missing before"),
        ("potash OR", 7, "missing after"),
        ("potash OR OR talks", 10, "missing before"),
        ("potash - talks", 7, "minus"),
        ("tag:", 0, "name is missing after tag:"),
        ("us category: potash", 3, "name is missing after category:"),
        ("before:", 0, "date is missing after before:"),
        ("on:soonish", 3, ""),
        ("on:XXXX", 3, "needs a date"),
        ("tags:potash", 0, "write tag: instead"),
        ("since:2021", 0, "write after: instead"),
        ("us *", 3, "needs the beginning of a word"),
        ("on:12/11/2025", 3, ""),
    ],
)
def test_a_malformed_query_is_told_with_its_place(text: str, position: int, sentence: str) -> None:
    with pytest.raises(QueryError) as caught:
        parsed(text)
    assert position == caught.value.position
    assert sentence in str(caught.value)
    assert str(caught.value).strip()


def test_the_store_is_asked_each_word_once_and_no_names() -> None:
    query = parsed('us potash OR us tag:minsk -"two days" on:2021')
    assert (Term(("us",)), Term(("potash",)), Term(("two", "days"), phrase=True)) == text_terms(query)


pieces = st.one_of(
    st.sampled_from(
        [
            "OR",
            "-",
            '"',
            "“",
            "”",
            "*",
            " ",
            ":",
            "tag:",
            "category:",
            "on:",
            "before:2021",
            "potash",
            "明斯克",
        ]
    ),
    st.text(max_size=4),
)


@given(st.lists(pieces, max_size=8).map("".join))
def test_any_text_is_understood_or_refused_with_a_sentence(text: str) -> None:
    try:
        query = parsed(text)
    except QueryError as refused:
        trouble = refused
    else:
        assert all(group for group in query.groups)
        assert all(term.tokens for term in text_terms(query))
        return
    assert 0 <= trouble.position <= len(text)
    assert str(trouble)
