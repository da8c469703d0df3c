"""Where resources, the sample and the person's own files are; opens and reads none of them.

`TIMELINE_APP_HOME` puts everything of the person's under one folder (a memory stick, a test); otherwise
platformdirs decides, which follows the XDG variables where they are used.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP_NAME = "timeline-app"
SAMPLE_NAME = "belarus"

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A folder that ships with the program: within the package once installed, beside it in a checkout."""
    within = _PACKAGE / name
    return within if within.is_dir() else _PACKAGE.parent / name


def resources_dir() -> Path:
    """Icons, translations and the like."""
    return _shipped("resources")


def data_dir() -> Path:
    """The sample story as JSON; never written to."""
    return _shipped("data")


def sample_json() -> Path:
    """The sample story as it ships."""
    return data_dir() / f"{SAMPLE_NAME}.json"


def _own(kind: str, default: str) -> Path:
    home = os.environ.get("TIMELINE_APP_HOME")
    return Path(home).expanduser().resolve() / kind if home else Path(default)


def own_data_dir() -> Path:
    """The person's data: the sample built at first start. Not made here."""
    return _own("data", platformdirs.user_data_dir(APP_NAME, appauthor=False))


def own_config_dir() -> Path:
    """The person's settings. Not made here."""
    return _own("config", platformdirs.user_config_dir(APP_NAME, appauthor=False))


def own_state_dir() -> Path:
    """Window state, last views, recent stories. Not made here."""
    return _own("state", platformdirs.user_state_dir(APP_NAME, appauthor=False))


def own_log_dir() -> Path:
    """Log files. Not made here."""
    return _own("log", platformdirs.user_log_dir(APP_NAME, appauthor=False))


def sample_story() -> Path:
    """Where the sample story stands once it is built."""
    return own_data_dir() / f"{SAMPLE_NAME}.story"
