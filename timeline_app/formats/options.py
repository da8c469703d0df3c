"""What readers and writers of all formats are told besides the stream; decides nothing itself."""

from __future__ import annotations

from collections.abc import Mapping as Values
from dataclasses import dataclass, field

from timeline_app.core.mapping import Mapping


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a file is to be read.

    - `today`: an EDTF day, for dates that leave out their year and calendars that repeat without end;
    - `day_first`: what 11/12/2025 means; None lets the file tell;
    - `mapping`: which column is what; None lets the headings tell.
    """

    today: str
    day_first: bool | None = None
    mapping: Mapping | None = None


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How a file is to be written.

    - `neutral`: cells that a spreadsheet would run as formulas get an apostrophe in front;
    - `picture_svg`: the story's picture, for formats that show it;
    - `tabs`: a table's cells are parted by tabs, not by commas;
    - `light`, `dark`: names of colours and fonts → values, for a page with a look of its own;
    - `zone`: the story's zone, an IANA name;
    - `today`: an EDTF day, the day of the export.
    """

    neutral: bool = True
    picture_svg: bytes = b""
    tabs: bool = False
    light: Values[str, str] = field(default_factory=dict)
    dark: Values[str, str] = field(default_factory=dict)
    zone: str = "UTC"
    today: str = ""
