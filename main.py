"""Starts the program from a checkout: `python main.py` does what `timeline-app` does once it is installed."""

from __future__ import annotations

import sys
from importlib.util import find_spec

#: What the program cannot do without, window or no window; PySide6 is asked for only to open a window.
NEEDED = (
    *("numpy", "matplotlib", "dateutil", "sqlite_utils", "platformdirs", "uharfbuzz"),
    *("charset_normalizer", "defusedxml", "icalendar", "python_calamine"),
)

SET_UP = """\
Timeline needs Python 3.11 or newer and its packages, which are not all here{missing}.
These two commands set it up and run it, and run its tests (Linux and macOS):

  python3 -m venv --without-pip .venv && python3 -m pip --python .venv install -e ".[test]" && .venv/bin/python main.py
  .venv/bin/python -m pytest

In PowerShell on Windows:

  py -m venv --without-pip .venv; py -m pip --python .venv install -e ".[test]"; .venv\\Scripts\\python main.py
  .venv\\Scripts\\python -m pytest
"""  # noqa: E501 - a command is copied in one piece


def start() -> int:
    """Run the program, or say how to set it up; the exit status."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing or sys.version_info < (3, 11):
        print(SET_UP.format(missing=f" ({', '.join(missing)})" if missing else ""), file=sys.stderr, end="")
        return 2
    from timeline_app.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
