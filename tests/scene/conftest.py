"""Stories of a few lines for the scene's tests, without a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from timeline_app.core.columns import STATUS_SHIFT, build_columns
from timeline_app.core.dates import bounds_of_many
from timeline_app.core.event import Category, EventText, Status, StorySettings
from timeline_app.core.snapshot import FacetKind, FacetValue, Period, StorySnapshot
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.scene.theme import symbol_of


@dataclass(frozen=True)
class Given:
    """An event of a test: its date, its title, and what may matter."""

    when: str
    title: str
    category: int = -1
    passage: str = ""
    derived: bool = False
    status: Status = Status.NONE
    importance: int = 0


@dataclass(frozen=True)
class Story:
    """A snapshot and the words of its events."""

    snapshot: StorySnapshot
    words: Mapping[int, EventText]

    def texts(self, ids: Sequence[int]) -> dict[int, EventText]:
        """The words of these events, all at hand."""
        return {event_id: self.words[event_id] for event_id in ids}


def story_of(
    events: Sequence[Given],
    categories: Sequence[str] = ("Politics", "Sanctions", "Release"),
    periods: Sequence[Period] = (),
) -> Story:
    """A story of these events, ids from 1 in the order given."""
    read = bounds_of_many([event.when for event in events])
    count = len(events)
    flags = read.flags.astype(np.uint16) | np.array(
        [int(event.status) << STATUS_SHIFT for event in events], np.uint16
    )
    columns = build_columns(
        id=np.arange(1, count + 1, dtype=np.int64),
        start_s=read.earliest_start_s,
        latest_start_s=read.latest_start_s,
        earliest_end_s=read.earliest_end_s,
        end_s=read.latest_end_s,
        precision=read.precision,
        flags=flags,
        category=np.array([event.category for event in events], np.int16),
        priority=np.array([event.importance << 14 for event in events], np.uint16),
        hand_order=np.zeros(count, np.int64),
    )
    made = tuple(Category(i + 1, name, i % 7, symbol_of(i)) for i, name in enumerate(categories))
    facet = tuple(
        FacetValue(
            FacetKind.CATEGORY, str(category.id), category.name,
            np.flatnonzero(columns.category == i).astype(np.int64), i,
        )
        for i, category in enumerate(made)
    )  # fmt: skip
    words = {
        i + 1: EventText(i + 1, event.title, event.when, "", event.passage, event.derived, event.status)
        for i, event in enumerate(events)
    }
    snapshot = StorySnapshot(
        StorySettings(), columns, made, (), {FacetKind.CATEGORY: facet}, tuple(periods), 1
    )
    return Story(snapshot, words)


SAMPLE = (
    Given(
        "2020-08", "Disputed presidential election", 0,
        "In August 2021, one year after the disputed presidential election, the US Treasury imposed broad "
        "sanctions on Minsk.", derived=True, importance=2,
    ),
    Given(
        "2021-08", "US Treasury imposes wide-ranging sanctions on Minsk", 1,
        "They targeted Belaruskali, the country’s largest fertiliser producer, as a source of tax revenue and "
        "foreign currency for the government.", importance=2,
    ),
    Given(
        "2025-12-12~/2025-12-13", "US envoy John Coale holds two days of talks in Minsk", 0,
        "Coale had just held two days of talks in Minsk, where potash, prisoners, the war in Ukraine, Venezuela "
        "and closer relations were discussed.", derived=True, importance=1,
    ),
    Given(
        "2025-12-13", "The United States says it is lifting sanctions on potash", 1,
        "On Saturday the United States said that it was lifting its sanctions on Belarusian potash.",
        importance=3,
    ),
    Given(
        "2025-12-13", "123 prisoners pardoned and freed", 2,
        "On 13 December 2025 Belarus pardoned and freed 123 prisoners, among them Maria Kolesnikova, a leader "
        "of the 2020 protests, and the Nobel peace laureate Ales Bialiatski.", importance=3,
    ),
)  # fmt: skip


@pytest.fixture
def sample() -> Story:
    """The five events of the sample story."""
    return story_of(SAMPLE)


@pytest.fixture
def make_story() -> Callable[..., Story]:
    """Builds a story from given events."""
    return story_of


@pytest.fixture(scope="session")
def metrics() -> TextMetrics:
    """One measure for all tests, so that fonts are opened once."""
    return TextMetrics()
