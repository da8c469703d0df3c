"""What stands under the pointer, in words."""

from __future__ import annotations

import pytest

from timeline_app.core.dates import DateStyle, seconds_from_civil
from timeline_app.core.event import EventText, Status
from timeline_app.scene.bands import Reading
from timeline_app.ui.picture.hints import density_words, event_words

pytestmark = pytest.mark.qt


def test_density_is_told_as_it_is_drawn(qapp):
    start_s, end_s = seconds_from_civil(2021, 3), seconds_from_civil(2021, 4)
    words = density_words(Reading(37.0, start_s, end_s, "37 a month"), DateStyle())
    assert "37 a month\nMarch 2021" == words


def test_a_status_is_told_in_the_words_of_cards_and_tables(qapp):
    text = EventText(1, "Talks", "2021-03", "", "", False, Status.TO_CHECK)
    assert "March 2021, to check\nTalks" == event_words(text, DateStyle())
