"""A timeline of a running story in which every mark leads back to the sentence that says so.

The map of the house; every arrow points down:

    core ← layout ← scene ← render ← ui ← app
    core ← store, formats, reading ← work ← ui, cli

- `core`: what a timeline is. Dates, events, columns, filters; values only.
- `store`: events at rest, in one SQLite file.
- `reading`: from an article to proposed events.
- `formats`: events in transit; one file per format.
- `work`: what a person can ask for, with no toolkit; shared by window and command line.
- `layout`: where things go; numbers only.
- `scene`: what is drawn; marks, colours, text metrics, no toolkit.
- `render`: a scene → pixels; Qt for the screen, matplotlib for the page, strangers to each other.
- `ui`: widgets, and nothing that could live below.
- `cli`: the command line; one file per command.
- `app.py` puts the window together, `cli` the command line; `__main__.py` alone chooses between them, and
  `display.py` tells it whether a window can be opened; `paths.py` knows where files are; `allocator.py` has
  memory given back.
"""

from __future__ import annotations

import os
import sys

# No matrix is ever multiplied here; numpy's start costs a third less without threads that wait for one.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _keep_none_alive() -> None:
    """Give None references to lose, before any PySide6 is imported.

    PySide6 6.12 drops one with every call that returns nothing, and below Python 3.12, where None is not yet
    immortal, that ends the process after some thousands of calls (measured). Our pins keep 6.12 away there;
    this is for a machine on which somebody has put them together all the same.
    """
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        import ctypes

        ctypes.c_ssize_t.from_address(id(None)).value += sys.maxsize >> 2


_keep_none_alive()

__version__ = "0.1.0"
