"""JSON of foreign files: loaded with its faults told by place, and read without trust in its kinds."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import BinaryIO, Never

from timeline_app.core.errors import TimelineError
from timeline_app.formats.plain_text import decoded, fit

Object = Mapping[str, object]


def load(stream: BinaryIO) -> object:
    """What a file of JSON holds. Raises TimelineError with line and column of what is wrong."""
    text = decoded(stream).removeprefix("\ufeff")
    if not text.strip():
        raise TimelineError("The file is empty.")
    return loads(text)


def loads(text: str) -> object:
    """What a JSON text holds. Raises TimelineError with line and column of what is wrong."""
    try:
        return json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except json.JSONDecodeError as trouble:
        raise TimelineError(
            f"The file is not whole JSON: line {trouble.lineno}, column {trouble.colno}: {trouble.msg}."
        ) from trouble
    except RecursionError as trouble:
        raise TimelineError("The file's JSON is nested too deeply.") from trouble
    except ValueError as trouble:  # a number of thousands of digits
        raise TimelineError("The file holds a number that is too long.") from trouble


def _refuse_constant(name: str) -> Never:
    raise TimelineError(f"The file holds {name}, which JSON does not know.")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise TimelineError(f"The number {digits[:20]} is too large.")
    return number


def text_of(value: object) -> str:
    """A text, or a number as text; empty for anything else."""
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def object_of(value: object) -> Object:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def list_of(value: object) -> list[object]:
    """A list; an empty one for anything else."""
    return value if isinstance(value, list) else []


def dumped(value: object) -> str:
    """JSON on one line, in the letters themselves."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def clean(value: object) -> object:
    """Any JSON value with the texts in it made fit."""
    if isinstance(value, str):
        return fit(value)
    if isinstance(value, list):
        return [clean(part) for part in value]
    if isinstance(value, dict):
        return {fit(str(name)): clean(part) for name, part in value.items()}
    return value
