"""What a written picture says of itself; apart from `figure`, so that naming it imports no matplotlib."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Format = Literal["png", "svg", "pdf"]


@dataclass(frozen=True, slots=True)
class PictureMetadata:
    """What a picture says of itself to those who cannot see it, and to archives.

    `description` is the alternative text; `created` the date of export, None leaves it out; `event_titles`
    are the full titles by event id, also where the picture shows them shortened.
    """

    title: str = ""
    description: str = ""
    author: str = ""
    created: datetime | None = None
    language: str = "en"
    event_titles: Mapping[int, str] = field(default_factory=dict)
