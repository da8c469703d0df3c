"""A citation names all that is known of a source and nothing that is not."""

from __future__ import annotations

from timeline_app.core.citation import citation, joined, published_words, source_line
from timeline_app.core.event import ArticleHead

FULL = ArticleHead(
    id=1,
    version_id=1,
    title="Potash and\nprisoners",
    author="A. Reporter",
    publisher="The Paper",
    published="2025-12-13",
    url="https://example.org/a",
)


def test_a_full_citation_names_everything_in_order() -> None:
    expected = "A. Reporter, “Potash and prisoners”, The Paper, 13 December 2025, p. 3, https://example.org/a"
    assert expected == citation(FULL, page="3")


def test_what_is_not_known_is_left_out() -> None:
    assert "“Only a title”" == citation(ArticleHead(1, 1, "Only a title"))


def test_a_quote_comes_first_on_the_same_line() -> None:
    head = ArticleHead(1, 1, "T", publisher="P")
    assert "“two lines” — “T”, P" == citation(head, quote="two\nlines")


def test_a_quote_without_a_source_stands_alone() -> None:
    assert "“words”" == citation(ArticleHead(1, 1, ""), quote="words")


def test_a_date_we_cannot_read_is_cited_as_it_stands() -> None:
    assert "last Tuesday" == published_words(ArticleHead(1, 1, "T", published="last Tuesday"))


def test_the_source_line_joins_publisher_and_date() -> None:
    assert "The Paper · 13 December 2025" == source_line(FULL)


def test_a_name_from_right_to_left_does_not_turn_the_line_about() -> None:
    assert joined(["سوكا", "", "13 December 2025"]) == "\u2068سوكا\u2069 · 13 December 2025"
