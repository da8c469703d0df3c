"""The stories of `stories.py` as a fixture: test folders are no packages, so nothing imports it by name."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from timeline_app.scene.text_metrics import TextMetrics

_FILE = Path(__file__).with_name("stories.py")


@pytest.fixture(scope="session")
def stories() -> ModuleType:
    """Given, story_of, SAMPLE, drawn, overlap."""
    name = "timeline_test_stories"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, _FILE)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture
def sample(stories):
    """The five events of the sample story."""
    return stories.story_of(stories.SAMPLE)


@pytest.fixture(scope="session")
def metrics() -> TextMetrics:
    """One measure for all tests, so that fonts are opened once."""
    return TextMetrics()
