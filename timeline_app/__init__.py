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
- `app.py` and `cli.py` put the window and the command line together; `paths.py` knows where files are.
"""

from __future__ import annotations

__version__ = "0.1.0"
