"""Reading files of every kind: text, particulars, the day of publication, and what cannot be read."""

from __future__ import annotations

import base64
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline_app.core.errors import TimelineError
from timeline_app.reading.article import QUESTION, is_bare_link, read_article
from timeline_app.reading.encodings import decoded
from timeline_app.reading.publication import written_day
from timeline_app.reading.values import Cancelled

BODY = (
    "<p>On Monday the minister resigned after a long debate in parliament about the budget and the state of "
    "the nation. He had been in office since 2019, and nobody had expected it.</p>"
    "<p>The opposition welcomed the step. A new minister will be named next week, the government said.</p>"
)
PAGE = (
    '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
    "<title>Minister resigns | The Daily</title>"
    '<meta property="og:site_name" content="The Daily"><meta name="author" content="Jane Doe">'
    '<meta property="article:published_time" content="2021-03-05T10:00:00Z">'
    '<link rel="canonical" href="https://example.org/a"><script>var hidden = "On 1 May 1900";</script></head>'
    f"<body><nav>Home About Contact</nav><article><h1>Minister resigns</h1>{BODY}</article></body></html>"
)


def test_a_text_file_is_kept_as_it_is() -> None:
    text = "A title\r\n\r\n\tBody\0 with \u200b signs. "
    article = read_article(text.encode(), "a.txt")
    assert (article.text, article.encoding, article.media) == (text, "UTF-8", "text/plain")


def test_a_saved_page_gives_its_article_and_particulars() -> None:
    article = read_article(PAGE.encode(), "a.html")
    assert (article.title, article.author, article.publisher, article.language, article.url) == (
        "Minister resigns",
        "Jane Doe",
        "The Daily",
        "en",
        "https://example.org/a",
    )
    assert (article.published, article.published_from) == ("2021-03-05", "the page’s own particulars")
    assert "On Monday the minister resigned" in article.text
    assert "Home About" not in article.text
    assert "hidden" not in article.text


@pytest.mark.parametrize("coding", ["7bit", "base64", "quoted-printable"])
def test_a_page_saved_in_one_file_with_its_pictures_is_read(coding: str) -> None:
    body = PAGE.encode()
    if coding == "base64":
        body = base64.encodebytes(body)
    elif coding == "quoted-printable":
        body = body.replace(b"=", b"=3D")
    head = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/b\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html"; boundary="--X"\r\n\r\n----X\r\n'
        f"Content-Type: text/html\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
    )
    article = read_article(head.encode() + body + b"\r\n----X--\r\n", "a.mhtml")
    assert (article.title, article.url) == ("Minister resigns", "https://example.org/b")


def test_a_word_file_gives_its_paragraphs() -> None:
    import docx

    document = docx.Document()
    document.core_properties.title = "A report"
    document.core_properties.author = "Jane Doe"
    document.add_paragraph("Published 5 March 2021")
    document.add_paragraph("On Friday the minister resigned.")
    file = io.BytesIO()
    document.save(file)
    article = read_article(file.getvalue(), "a.docx")
    assert article.text == "Published 5 March 2021\n\nOn Friday the minister resigned."
    assert (article.title, article.author, article.published) == ("A report", "Jane Doe", "2021-03-05")


def test_the_library_that_made_a_word_file_is_not_its_author() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("On Friday the minister resigned.")
    file = io.BytesIO()
    document.save(file)
    assert document.core_properties.author == "python-docx"
    assert read_article(file.getvalue(), "a.docx").author == ""


def pdf(*pages: str) -> bytes:
    """A small PDF, made by the program's own page library."""
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    file = io.BytesIO()
    with PdfPages(file) as book:
        for words in pages:
            figure = Figure()
            figure.text(0.1, 0.5, words)
            book.savefig(figure)
    return file.getvalue()


def test_a_pdf_gives_its_text_and_knows_its_pages() -> None:
    article = read_article(pdf("The minister resigned.", "He left in 2019."), "a.pdf")
    assert article.text == "The minister resigned.\n\nHe left in 2019."
    assert [article.page_of(place) for place in (0, 24)] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "day", "place"),
    [
        ("date 2025-12-13 18:20\nTitle here\n\nBody.", "2025-12-13", "its first line"),
        ("Title here\n\nPublished: 13 December 2025\n\nBody.", "2025-12-13", "a line at its head"),
        ("MINSK, December 13, 2025 (Agency) — It was told.", "2025-12-13", "its first line"),
        ("June 9 , 2008\nA phone was shown.", "2008-06-09", "its first line"),
        ("The war began.\n" * 9 + "Updated 5 May 2021", "2021-05-05", "a line at its end"),
        ("дата 2025-12-13\nТекст.", "2025-12-13", "its first line"),
    ],
)
def test_the_day_of_publication_is_read_from_the_lines_that_tell_it(text: str, day: str, place: str) -> None:
    article = read_article(text)
    assert (article.published, article.published_from, article.question) == (day, place, "")


@pytest.mark.parametrize("text", ["On 5 May 2020 the old bridge in the town fell.", "Nothing is dated here."])
def test_a_date_within_the_story_is_no_day_of_publication_and_is_asked_for(text: str) -> None:
    article = read_article(text)
    assert (article.published, article.question) == ("", QUESTION)


def test_a_day_after_today_is_no_day_of_publication() -> None:
    assert read_article("date 2031-01-01\nBody text.", today="2025-12-13").published == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A heading\n\nBody text.", "A heading"),
        ("date 2025-12-13\nPrisoners are freed\n\nBody.", "Prisoners are freed"),
        ("Only a sentence that ends in a full stop.", "a report"),
    ],
)
def test_a_text_is_called_by_its_first_line_or_its_file(text: str, title: str) -> None:
    assert read_article(text.encode(), "a_report.md").title == title


def test_the_author_stands_in_a_line_of_its_own() -> None:
    assert read_article("A title here\nBy Jane Doe\n\nBody.").author == "Jane Doe"


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_the_encoding_is_told_or_guessed(encoding: str) -> None:
    text = "Президент подписал указ о помиловании, сообщили в пятницу в администрации."
    assert decoded(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "no text"),
        (b"\0\1\2" * 500, "no text"),
        (b"%PDF-1.4\nbroken", "PDF is damaged"),
        (b"<html><body><script>draw()</script></body></html>", "holds no text"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X--", "holds none"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(TimelineError, match=sentence):
        read_article(content, "a.mhtml" if content.startswith(b"MIME") else "a")


def test_a_bare_link_is_known() -> None:
    assert is_bare_link(" https://example.org/a?b=c \n")
    assert not is_bare_link("See https://example.org")


@pytest.mark.parametrize("words", ["2025-12-13T18:20:00+01:00", "13 December 2025", "Dec 13, 2025 6:20 pm"])
def test_a_day_is_read_as_pages_write_it(words: str) -> None:
    assert written_day(words) == "2025-12-13"


def text_or_refusal(content: bytes, name: str) -> str:
    try:
        return read_article(content, name).text
    except TimelineError as trouble:
        return str(trouble)


@given(st.binary(max_size=400), st.sampled_from(["a.html", "a.txt", "a.mhtml", "a.pdf", "a.docx", ""]))
def test_any_bytes_are_read_or_refused_with_a_sentence(content: bytes, name: str) -> None:
    assert text_or_refusal(content, name)


@pytest.mark.parametrize("piece", [b"<div>", b"<", b"<!--", b"<script>", b"&", b"<a b='", b"<?", b"</p"])
def test_pages_made_to_harm_are_read_or_refused(piece: bytes) -> None:
    assert text_or_refusal(b"<html>" + piece * 30_000 + b" words", "a.html")


def test_a_wish_to_stop_is_heard_while_a_page_is_read() -> None:
    with pytest.raises(Cancelled):
        read_article(PAGE.encode() * 200, "a.html", cancelled=lambda: True)


def test_a_day_on_which_something_was_said_is_offered_and_not_taken() -> None:
    text = "A bridge was shut.\nIt is safe, the county said on 18 November 2026. It reopened on Tuesday."
    article = read_article(text, today="2026-11-23")
    assert (article.published, article.offered) == ("", "2026-11-18")
    assert article.question.startswith(QUESTION)
    assert "18 November 2026" in article.question
    assert read_article(text, today="2026-11-01").offered == ""
