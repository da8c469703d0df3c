"""How memory that is not needed any more goes back to the system: large arrays at once; allocates nothing.

The C library of Linux keeps what was freed for what comes next, and the more so the larger the pieces that
have been freed: up to 32 MB a piece then lies between others, in the middle of a heap that cannot shrink. A
story of ten million left 160 to 200 MB behind each time it was opened (measured), and none of it was an
object. With a limit that stays where it is put, each large array has pages of its own, which go when it goes.
"""

from __future__ import annotations

import ctypes
import sys

#: Arrays from this size on have pages of their own. The sets of rows that filters make are smaller, even of
#: ten million events: new pages for each keystroke would cost more than they spare.
OWN_PAGES_BYTES = 4 << 20
#: So much may lie free at the heap's end, for what comes next.
KEPT_FREE_BYTES = 16 << 20

# Parameters of mallopt, from glibc's <malloc.h>.
_M_TRIM_THRESHOLD = -1
_M_MMAP_THRESHOLD = -3


def give_back_large_arrays() -> bool:
    """Set those limits for this process; False where the C library is another, and nothing is done."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):  # musl has no such limits
        return False
    return bool(mallopt(_M_MMAP_THRESHOLD, OWN_PAGES_BYTES)) and bool(
        mallopt(_M_TRIM_THRESHOLD, KEPT_FREE_BYTES)
    )
