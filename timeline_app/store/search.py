"""Words and phrases → events, by full text; and where else they stand in articles. Not filters.

A word matches an event by its title, note, date as written, tags and passages; a phrase within one of these.
Rows whose folded words are stale (another tool has written them), and all rows of a file whose schema is not
ours, are read and compared in memory: the answer is the same, only slower.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from timeline_app.core.columns import Int64
from timeline_app.core.fold import contains, token_spans, tokens
from timeline_app.core.query import Clause, Query, Term
from timeline_app.store.database import StoryFile, reading
from timeline_app.store.reading import int_of, text_of
from timeline_app.store.schema import SEARCHED

#: Table → the query that leads from its ids (`{ids}`) to those of events.
_EVENTS_OF = {
    "event": "{ids}",
    "tag": "SELECT event_id FROM event_tag WHERE tag_id IN ({ids})",
    "passage": "SELECT event_id FROM passage WHERE id IN ({ids})",
}
#: Table → the query that leads from its ids to those of articles' newest versions.
_NEWEST = (
    "number = (SELECT max(number) FROM article_version AS newest WHERE newest.article_id = v.article_id)"
)
_VERSIONS_OF = {
    "article": f"SELECT id FROM article_version AS v WHERE article_id IN ({{ids}}) AND {_NEWEST}",
    "article_version": f"SELECT id FROM article_version AS v WHERE id IN ({{ids}}) AND {_NEWEST}",
}

#: Hits listed from one article, so that one long text does not crowd out the others.
_HITS_PER_ARTICLE = 5
_SNIPPET_BEFORE = 60
_SNIPPET_AFTER = 100
_CHUNK = re.compile(r"\S+")
_ASCII_WORD = re.compile(r"[0-9A-Za-z]+")


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """Sought words in an article, outside the passages of its events.

    `start` and `end` are code points of the version's text (both 0 where only the title fits); the hit stands
    at [`snippet_start`, `snippet_end`) of `snippet`, which is cut between words and holds no line end.
    """

    article_id: int
    version_id: int
    title: str
    start: int
    end: int
    snippet: str
    snippet_start: int = 0
    snippet_end: int = 0


def matching_ids(
    story: StoryFile, terms: Iterable[Term], *, among: Iterable[str] = tuple(_EVENTS_OF)
) -> dict[Term, Int64]:
    """Term → the ids, ascending, of the events it matches by what stands in these tables (of `_EVENTS_OF`).

    Raises SearchInterrupted where `StoryFile.interrupt` was called meanwhile.
    """
    queries = {table: _EVENTS_OF[table] for table in among}
    with reading(story) as connection:
        return {term: _found(story, connection, term, queries) for term in terms}


def article_hits(story: StoryFile, query: Query, limit: int) -> list[ArticleHit]:
    """Where the words of a query stand in articles, outside all passages; at most `limit` places.

    An article must fulfil every condition of the query that is words; conditions on tags, categories,
    sources and dates do not ask articles. A query without words sought has no hits.
    """
    sought = [
        clause.condition
        for group in query.groups
        for clause in group
        if isinstance(clause.condition, Term) and not clause.negated
    ]
    if not sought or limit <= 0:
        return []
    hits: list[ArticleHit] = []
    with reading(story) as connection:
        for version_id in _fitting_versions(story, connection, query):
            hits += _hits_in(connection, version_id, sought, min(limit - len(hits), _HITS_PER_ARTICLE))
            if len(hits) >= limit:
                break
    return hits


def match_expression(term: Term) -> str:
    """A term as FTS5 reads it; folded tokens hold neither quotes nor blanks."""
    return f'"{" ".join(term.tokens)}"' + (" *" if term.prefix else "")


def _found(story: StoryFile, connection: sqlite3.Connection, term: Term, queries: dict[str, str]) -> Int64:
    """The ids that a term leads to through the tables of `queries`, ascending."""
    parts = []
    for table, query in queries.items():
        if story.trusted:
            ids = query.format(ids=f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?")
            parts.append(_ids(connection, ids, (match_expression(term),)))
        compared = _compared_in_memory(connection, table, term, all_rows=not story.trusted)
        parts += [_ids(connection, query.format(ids="SELECT ?"), (row_id,)) for row_id in compared]
    found: Int64 = np.unique(np.concatenate(parts)) if parts else np.empty(0, np.int64)
    return found


def _ids(connection: sqlite3.Connection, query: str, values: Sequence[str | int]) -> Int64:
    """The whole numbers of a query's one column, handed over as one text: three times as fast as rows."""
    row = connection.execute(f"WITH found(id) AS ({query}) SELECT group_concat(id) FROM found", values)
    joined = row.fetchone()[0]
    return np.fromstring(joined, dtype=np.int64, sep=",") if joined else np.empty(0, np.int64)


def _compared_in_memory(
    connection: sqlite3.Connection, table: str, term: Term, *, all_rows: bool
) -> list[int]:
    """The ids of rows, stale or all, one of whose searched columns holds the term."""
    where = "" if all_rows else "WHERE search_text IS NULL"
    rows = connection.execute(f"SELECT id, {', '.join(SEARCHED[table])} FROM {table} {where}")
    return [
        int_of(row_id)
        for row_id, *texts in rows
        if any(contains(tokens(text_of(text)), term.tokens, prefix=term.prefix) for text in texts)
    ]


def _fitting_versions(story: StoryFile, connection: sqlite3.Connection, query: Query) -> list[int]:
    """The newest versions of the articles that fulfil all conditions on words, oldest article first."""
    everything = _ids(
        connection, f"SELECT id FROM article_version AS v WHERE {_NEWEST} ORDER BY article_id", ()
    )
    fitting = everything
    for group in query.groups:
        words = [clause for clause in group if isinstance(clause.condition, Term)]
        if len(words) < len(group):
            continue  # an alternative that does not ask articles
        kept = [_clause_versions(story, connection, clause, everything) for clause in words]
        fitting = fitting[np.isin(fitting, np.concatenate(kept))]
    return [int(version_id) for version_id in fitting]


def _clause_versions(
    story: StoryFile, connection: sqlite3.Connection, clause: Clause, everything: Int64
) -> Int64:
    if not isinstance(clause.condition, Term):
        return everything
    found = _found(story, connection, clause.condition, _VERSIONS_OF)
    return np.setdiff1d(everything, found) if clause.negated else found


def _hits_in(
    connection: sqlite3.Connection, version_id: int, sought: Sequence[Term], limit: int
) -> list[ArticleHit]:
    row = connection.execute(
        "SELECT article_id, title, text FROM article_version JOIN article ON article.id = article_id"
        " WHERE article_version.id = ?",
        (version_id,),
    ).fetchone()
    if row is None:  # a version without its article, in a damaged file
        return []
    article_id, title, text = int_of(row[0]), text_of(row[1]), text_of(row[2])
    passages = connection.execute(
        "SELECT start_char, end_char FROM passage WHERE version_id = ?", (version_id,)
    ).fetchall()
    hits: list[ArticleHit] = []
    in_text = False
    for start, end in _places(text, sought):
        in_text = True
        if not any(int_of(first) <= start and end <= int_of(last) for first, last in passages):
            snippet, at = _snippet(text, start, end)
            hits.append(ArticleHit(article_id, version_id, title, start, end, snippet, at, at + end - start))
        if len(hits) >= limit:
            break
    if not in_text:
        hits.append(ArticleHit(article_id, version_id, title, 0, 0, _snippet(text, 0, 0)[0]))
    return hits


def _places(text: str, sought: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Where any of the terms stands in `text`, from its start on, none within another."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for word, start, end in word_places(text):
        words.append(word)
        starts.append(start)
        ends.append(end)
    begun = {place for term in sought for place in _first_words(words, term)}
    after = 0
    for place in sorted(begun):
        if starts[place] < after:
            continue
        lengths = [len(term.tokens) for term in sought if _stands_at(words, place, term)]
        if lengths:
            after = ends[place + max(lengths) - 1]
            yield starts[place], after


def _first_words(words: Sequence[str], term: Term) -> list[int]:
    """Where the first word of a term stands."""
    first = term.tokens[0]
    if term.prefix and len(term.tokens) == 1:
        return [place for place, word in enumerate(words) if word.startswith(first)]
    return [place for place, word in enumerate(words) if word == first]


def _stands_at(words: Sequence[str], place: int, term: Term) -> bool:
    return contains(words[place : place + len(term.tokens)], term.tokens, prefix=term.prefix)


def word_places(text: str) -> Iterator[tuple[str, int, int]]:
    """(token, start, end) as `core.fold.token_spans` finds them, but each kind of word is folded only once.

    The one difference: a mark after a blank is a word of its own here, where the fold joins the blank to it.
    """
    for chunk in _CHUNK.finditer(text):
        shift = chunk.start()
        for token, start, end in _parts_of_word(chunk.group()):
            yield token, shift + start, shift + end


@lru_cache(maxsize=16_384)
def _parts_of_word(word: str) -> tuple[tuple[str, int, int], ...]:
    if word.isascii():
        return tuple((found.group().lower(), *found.span()) for found in _ASCII_WORD.finditer(word))
    return tuple((span.token, span.start, span.end) for span in token_spans(word))


def _snippet(text: str, start: int, end: int) -> tuple[str, int]:
    """The words around [start, end) on one line, and where `start` stands in them."""
    left, right = max(start - _SNIPPET_BEFORE, 0), min(end + _SNIPPET_AFTER, len(text))
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    while left < start and text[left].isspace():
        left += 1
    before = "…" if left > 0 else ""
    after = "…" if right < len(text) else ""
    line = "".join(" " if letter.isspace() else letter for letter in text[left:right])
    return f"{before}{line.rstrip() if right > end else line}{after}", len(before) + start - left
