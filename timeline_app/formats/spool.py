"""Rows set aside on disk until what stands before them is known; holds none in memory beyond a few."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO

_IN_MEMORY_BYTES = 8 * 2**20


class Spool:
    """Rows of texts by column, put in one after another and given back in that order."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.names: dict[str, None] = {}

    def put(self, row: Mapping[str, str]) -> None:
        """Set a row aside; its columns join `names`, in the order of their first coming."""
        self.names.update(dict.fromkeys(row))
        self._file.write(json.dumps(row, ensure_ascii=True).encode() + b"\n")

    def rows(self) -> Iterator[dict[str, str]]:
        """All rows, from the first."""
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)


@contextmanager
def spool() -> Iterator[Spool]:
    """A spool that leaves nothing behind."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as file:
        yield Spool(file)
