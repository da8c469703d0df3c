"""Small files of every format, of our own making, and how tests read and write them."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from timeline_app.core.records import StoryContent, gathered, stream_of
from timeline_app.core.report import Remarks
from timeline_app.formats import ReadOptions, WriteOptions, format_named, recognise

ROOT = Path(__file__).resolve().parent.parent.parent
TODAY = "2026-11-23"


def shared_samples() -> list[Path]:
    """Files made by others, where they are at hand; they belong to their makers, not to us."""
    folder = Path(os.environ.get("TIMELINE_SHARED", str(ROOT.parent / "shared"))) / "samples"
    return sorted(path for path in folder.glob("*") if path.suffix != ".md") if folder.is_dir() else []


class Transit:
    """Reads and writes stories in memory, and keeps what was remarked."""

    def __init__(self) -> None:
        self.remarks = Remarks()

    @property
    def said(self) -> list[str]:
        """All remarks as sentences."""
        return [str(remark) for remark in self.remarks.kept]

    def read(self, raw: bytes | str, name: str = "", **options: object) -> StoryContent:
        """What a file holds, in the format that its content tells, or in the one named."""
        stream = io.BytesIO(raw.encode() if isinstance(raw, str) else raw)
        known = format_named(name) if name else recognise(stream)
        assert known.read is not None
        self.remarks = Remarks()
        return gathered(known.read(stream, ReadOptions(TODAY, **options), self.remarks))  # type: ignore[arg-type]

    def write(self, content: StoryContent, name: str, **options: object) -> bytes:
        """A story in a format."""
        out = io.BytesIO()
        known = format_named(name)
        assert known.write is not None
        self.remarks = Remarks()
        told = WriteOptions(today=TODAY, **options)  # type: ignore[arg-type]
        known.write(stream_of(content), out, told, self.remarks)
        return out.getvalue()


@pytest.fixture
def samples_of_others() -> list[Path]:
    """Files made by others, where they are at hand."""
    return shared_samples()


@pytest.fixture
def transit() -> Transit:
    """Reads and writes stories in memory."""
    return Transit()
