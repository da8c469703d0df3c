"""The scenes of `scenes.py` as a fixture: test folders are no packages, so nothing imports it by name."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_FILE = Path(__file__).parent.parent / "render" / "scenes.py"


@pytest.fixture(scope="session")
def scenes() -> ModuleType:
    if "timeline_test_scenes" not in sys.modules:
        spec = importlib.util.spec_from_file_location("timeline_test_scenes", _FILE)
        module = importlib.util.module_from_spec(spec)
        sys.modules["timeline_test_scenes"] = module
        spec.loader.exec_module(module)
    return sys.modules["timeline_test_scenes"]
