"""The head of the passage panel: as high as its words are at its width, and no higher."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from timeline_app.core.dates import DateStyle
from timeline_app.core.event import Event, Tag, TagKind
from timeline_app.ui.passages.passage_header import PassageHeader

pytestmark = pytest.mark.qt

TITLE = "The ferry Marta ran aground in fog with sixty-one people on board, and nobody was hurt"


@pytest.mark.parametrize("percent", [100, 130])
def test_a_wide_head_needs_no_more_than_its_lines(qtbot, appearance, percent):
    appearance.set_text_percent(percent)
    head = PassageHeader(appearance.theme)
    qtbot.addWidget(head)
    head.resize(520, 400)
    head.show()
    head.show_event(
        Event(1, "u", "2019-01-09", TITLE, tags=(Tag(1, "ferry", TagKind.TOPIC),)), None, DateStyle()
    )
    head.apply_theme(appearance.theme)
    QApplication.processEvents()
    assert head.minimumSizeHint().height() <= head.heightForWidth(520)
    assert head.heightForWidth(520) < head.heightForWidth(260)
