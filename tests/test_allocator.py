"""Large arrays go back to the system when they go, wherever they lie between small ones."""

from __future__ import annotations

import subprocess
import sys

import pytest

from timeline_app import allocator

#: Pieces of 24 MB are made between small ones that stay, and freed; an earlier one of the same size
#: has taught the C library to keep such pieces in its heap.
SCRIPT = """
import ctypes, os
from timeline_app import allocator
assert allocator.give_back_large_arrays()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
libc.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
SIZE = 24 << 20
def resident_mb():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
libc.free(libc.malloc(SIZE))
before, pieces = resident_mb(), []
for _ in range(8):
    piece = libc.malloc(SIZE)
    libc.memset(piece, 1, SIZE)
    pieces.append(piece)
    libc.memset(libc.malloc(60_000), 1, 60_000)
for piece in pieces:
    libc.free(piece)
print(resident_mb() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="another C library")
def test_what_was_large_leaves_nothing_behind() -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 24


def test_another_c_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not allocator.give_back_large_arrays()
