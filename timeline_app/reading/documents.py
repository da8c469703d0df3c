"""PDF and Word files: their text and what they say of themselves; the home of pypdf and python-docx."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from timeline_app.core.errors import TimelineError
from timeline_app.reading.values import Asked, Cancelled

_MOST_PAGES = 3_000
_MOST_CHARS = 20_000_000
#: A Word file that would unpack to more than this is refused, as are files of more parts.
_MOST_UNPACKED = 128 * 2**20
_MOST_PARTS = 5_000
_ASKED_EVERY = 500
#: What the maker of a Word file is called where only a program has made it: nobody.
_NO_AUTHOR = "python-docx"


@dataclass(frozen=True, slots=True)
class Document:
    """A document's text and particulars; `starts` and `names` of its pages, `notes` for the person."""

    text: str
    title: str = ""
    author: str = ""
    starts: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_pdf(content: bytes, cancelled: Asked) -> Document:
    """Read a PDF. Raises `TimelineError` where it is locked, damaged, or holds pictures of text only."""
    import logging

    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it has to say, our sentence says
    pages: list[str] = []
    notes: list[str] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise TimelineError("This PDF is locked with a password; save a copy without one.")
        labels = _labels(reader)
        information = reader.metadata
        size = 0
        for number, page in enumerate(reader.pages):
            if cancelled():
                raise Cancelled
            if number >= _MOST_PAGES or size > _MOST_CHARS:
                notes.append(f"Only the first {number:,} pages were read.")
                break
            pages.append(page.extract_text().strip())
            size += len(pages[-1])
        title = str(information.title or "") if information else ""
        author = str(information.author or "") if information else ""
    except (PyPdfError, *_DAMAGED) as trouble:
        if not any(pages):
            raise TimelineError("This PDF is damaged and cannot be read.") from trouble
        notes.append(f"The PDF is damaged: it was read to page {len(pages)}.")
        title = author = ""
        labels = [str(number + 1) for number in range(len(pages))]
    if not any(pages):
        raise TimelineError("This PDF holds pictures of its pages and no text; run text recognition over it.")
    starts, place = [], 0
    for text in pages:
        starts.append(place)
        place += len(text) + 2
    return Document(
        "\n\n".join(pages),
        title.strip(),
        author.strip(),
        tuple(starts),
        tuple(labels[: len(pages)]),
        tuple(notes),
    )


#: What libraries raise for broken files besides their own errors.
_DAMAGED = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, RecursionError, AssertionError),
    *(NotImplementedError, ArithmeticError, MemoryError, LookupError),
)


def _labels(reader: object) -> list[str]:
    """What is printed on each page; else its number."""
    try:
        return [str(label) for label in reader.page_labels]  # type: ignore[attr-defined]
    except _DAMAGED:
        return [str(number + 1) for number in range(_MOST_PAGES)]


def is_word(content: bytes) -> bool:
    """Whether these bytes are a Word file; looks at the names in it only."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "word/document.xml" in archive.NameToInfo
    except (zipfile.BadZipFile, *_DAMAGED):
        return False


def read_word(content: bytes, cancelled: Asked) -> Document:
    """Read a Word file. Raises `TimelineError` where it is damaged, too large unpacked, or empty."""
    import docx
    from docx.opc.exceptions import OpcError

    _check_unpacked(content)
    try:
        document = docx.Document(io.BytesIO(content))
        lines: list[str] = []
        for number, block in enumerate(document.iter_inner_content()):
            if number % _ASKED_EVERY == 0 and cancelled():
                raise Cancelled
            rows = getattr(block, "rows", None)
            if rows is None:
                lines.append(str(getattr(block, "text", "")))
            else:
                lines.extend(" | ".join(cell.text for cell in row.cells) for row in rows)
        told = document.core_properties
        title, author = str(told.title or ""), str(told.author or "").strip()
    except (OpcError, zipfile.BadZipFile, SyntaxError, *_DAMAGED) as trouble:
        raise TimelineError("This Word file is damaged and cannot be read.") from trouble
    text = "\n\n".join(line.strip() for line in lines if line.strip())
    if not text:
        raise TimelineError("This Word file holds no text.")
    return Document(text[:_MOST_CHARS], title.strip(), "" if author == _NO_AUTHOR else author)


def _check_unpacked(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise TimelineError(
                "This Word file would unpack to far more than any article; it was not opened."
            )
