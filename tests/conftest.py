"""What every test shares: a person's folders of its own, no display, a fixed clock of the outside world."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Before anything imports Qt or matplotlib: tests need no display and touch nobody's own folders.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
for _name in ("TIMELINE_APP_HOME", "SOURCE_DATE_EPOCH"):
    os.environ.pop(_name, None)
_HOME = Path(tempfile.mkdtemp(prefix="timeline-app-tests-"))
for _name, _folder in {
    "HOME": "home",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "MPLCONFIGDIR": "matplotlib",
}.items():
    (_HOME / _folder).mkdir(exist_ok=True)
    os.environ[_name] = str(_HOME / _folder)

import timeline_app  # noqa: E402, F401 - its guard must come before any PySide6 import

settings.register_profile(
    "quick", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", deadline=None, max_examples=2_000, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

#: The folder of the checkout, for tests that read data/ or the README.
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def root() -> Path:
    """The folder of the checkout."""
    return ROOT
