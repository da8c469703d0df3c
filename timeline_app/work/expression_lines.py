"""Temporal expressions as JSON: a line each, or a list a line for many texts; finds and prints none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from timeline_app.core.errors import TimelineError
from timeline_app.reading.expressions import expressions
from timeline_app.reading.values import Expression


def expression_lines(text: str, published: str = "", language: str = "") -> Iterator[str]:
    """One JSON object an expression, without line ends."""
    for expression in expressions(text, published, language):
        yield json.dumps(_row(expression), ensure_ascii=False)


def batch_lines(lines: Iterable[str], language: str = "") -> Iterator[str]:
    """For each JSON line `{"text", "date"}` one JSON list of its expressions.

    Raises TimelineError where a line is no such object.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            text, published = asked["text"], asked.get("date") or ""
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise TimelineError(f"Line {number} is no JSON object with “text” and “date”.") from None
        if not isinstance(text, str) or not isinstance(published, str):
            raise TimelineError(f"Line {number} is no JSON object with “text” and “date”.")
        found = expressions(text, published[:10], language)
        yield json.dumps([_row(expression) for expression in found], ensure_ascii=False)


def _row(expression: Expression) -> dict[str, object]:
    row: dict[str, object] = {
        "start": expression.start,
        "end": expression.end,
        "text": expression.surface,
        "type": expression.type.value,
        "value": expression.value,
        "edtf": expression.edtf,
        "reason": expression.reason,
    }
    if expression.second is not None:
        row["second"] = {"value": expression.second.value, "edtf": expression.second.edtf}
    return row
