"""Tick, exclude, search and date: the session narrows, counts follow, chips say so and take it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from timeline_app.core.snapshot import FacetKind
from timeline_app.ui.filter_panel import FilterPanel
from timeline_app.ui.filters.chips import FilterChips
from timeline_app.ui.filters.facet_section import FULLEST, MADE_AT_ONCE, FacetRow, FacetSection
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance

pytestmark = pytest.mark.qt

Show = Callable[[QWidget, int, int], None]
Make = Callable[[Session], FilterPanel]
LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def make(qtbot: QtBot, appearance: Appearance, shown: Show) -> Make:
    def panel_of(session: Session) -> FilterPanel:
        panel = FilterPanel(session, appearance)
        shown(panel, 226, 760)
        qtbot.waitUntil(lambda: not any(section.lacks() for section in panel.sections.values()))
        return panel

    return panel_of


def row(panel: FilterPanel, kind: FacetKind, name: str) -> FacetRow:
    return next(one for one in panel.sections[kind].rows if one.value.name == name)


def counts(panel: FilterPanel, kind: FacetKind) -> dict[str, str]:
    return {one.value.name: one._count.text() for one in panel.sections[kind].rows}


def click(widget: QWidget, *, alt: bool = False) -> None:
    """A click in the middle; with Alt, the key is really held, as QGuiApplication sees it."""
    middle = QPoint(widget.width() // 2, widget.height() // 2)
    QTest.mouseClick(widget, LEFT, ALT if alt else Qt.KeyboardModifier.NoModifier, middle)


def enter(qtbot: QtBot, field: QWidget, words: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_every_facet_that_the_story_has_stands_with_its_counts(make: Make, story: Session) -> None:
    panel = make(story)
    assert counts(panel, FacetKind.CATEGORY) == {"Politics": "2", "Sanctions": "2", "Release": "1"}
    assert all(section.isVisible() for section in panel.sections.values())


def test_a_box_adds_and_the_other_facets_counts_follow(make: Make, story: Session) -> None:
    panel = make(story)
    click(row(panel, FacetKind.CATEGORY, "Sanctions").box)
    assert story.shown() == (2, 5)
    assert counts(panel, FacetKind.CATEGORY)["Release"] == "1"
    assert counts(panel, FacetKind.TOPIC)["prisoners"] == "0"
    click(row(panel, FacetKind.CATEGORY, "Release").box)
    assert story.shown() == (3, 5)


def test_a_second_click_on_a_box_takes_the_tick_away(make: Make, story: Session) -> None:
    panel = make(story)
    box = row(panel, FacetKind.CATEGORY, "Sanctions").box
    click(box)
    click(box)
    assert story.mask is None
    assert box.checkState() is Qt.CheckState.Unchecked


def test_a_name_shows_only_that_one(make: Make, story: Session) -> None:
    panel = make(story)
    click(row(panel, FacetKind.CATEGORY, "Sanctions").box)
    click(row(panel, FacetKind.CATEGORY, "Release").name)
    assert story.shown() == (1, 5)
    assert row(panel, FacetKind.CATEGORY, "Sanctions").box.checkState() is Qt.CheckState.Unchecked


def test_alt_and_a_click_leave_a_value_out(make: Make, story: Session) -> None:
    panel = make(story)
    click(row(panel, FacetKind.CATEGORY, "Sanctions").name, alt=True)
    box = row(panel, FacetKind.CATEGORY, "Sanctions").box
    assert story.shown() == (3, 5)
    assert box.checkState() is Qt.CheckState.PartiallyChecked
    assert box.accessibleName() == "Sanctions, left out"
    click(box, alt=True)
    assert story.mask is None


def test_a_facet_of_many_shows_its_fullest_and_searches_the_others(
    qtbot: QtBot, make: Make, awkward: Session
) -> None:
    panel = make(awkward)
    section = panel.sections[FacetKind.CATEGORY]
    assert len(section.rows) == FULLEST
    assert section.more.words() == "Search 32 more…"
    qtbot.mouseClick(section.more, LEFT)
    qtbot.keyClicks(section.search, "category 37")
    assert [one.value.name for one in section.rows] == ["Category 37"]
    click(section.rows[0].box)
    qtbot.keyClick(section.search, Qt.Key.Key_Escape)
    names = [one.value.name for one in section.rows]
    assert len(names) == FULLEST + 1
    assert names[-1] == "Category 37"


def test_rows_are_made_a_few_at_a_time_and_kept(
    qtbot: QtBot, appearance: Appearance, awkward: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    make_row = FacetSection._make_row
    monkeypatch.setattr(
        FacetSection, "_make_row", lambda section, value: (made.append(1), make_row(section, value))[1]
    )
    panel = FilterPanel(awkward, appearance)
    qtbot.addWidget(panel)
    assert not made  # none within the turn in which a story comes
    while any(section.lacks() for section in panel.sections.values()):
        before = len(made)
        panel._make_more()
        assert 0 < len(made) - before <= MADE_AT_ONCE
    section = panel.sections[FacetKind.CATEGORY]
    rows, before = list(section.rows), len(made)
    section.show_story(None)
    section.tell(awkward.filter, None)
    section.show_story(awkward.snapshot)
    section.tell(awkward.filter, None)
    assert set(section.rows) == set(rows)
    assert len(made) == before


def test_arrows_go_from_value_to_value(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    first = row(panel, FacetKind.CATEGORY, "Politics")
    first.box.setFocus()
    qtbot.keyClick(first.box, Qt.Key.Key_Down)
    assert row(panel, FacetKind.CATEGORY, "Sanctions").box.hasFocus()
    qtbot.keyClick(row(panel, FacetKind.CATEGORY, "Sanctions").box, Qt.Key.Key_Space)
    assert story.shown() == (2, 5)


def test_a_date_as_people_type_it_narrows(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    enter(qtbot, panel.dates.first, "Aug 2021")
    assert story.filter.from_date == "2021-08"
    assert story.shown() == (4, 5)
    enter(qtbot, panel.dates.last, "2024")
    assert story.shown() == (1, 5)


def test_how_a_date_is_understood_is_told_while_typing(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    qtbot.keyClicks(panel.dates.first, "circa 1850")
    assert panel.findChild(QLabel, "dateNote").text() == "from about 1850"
    assert story.filter.from_date == ""


def test_a_date_that_is_none_is_explained_and_changes_nothing(
    qtbot: QtBot, make: Make, story: Session
) -> None:
    panel = make(story)
    enter(qtbot, panel.dates.first, "garble")
    note = panel.findChild(QLabel, "dateNote")
    assert note.isVisible()
    assert "garble" in note.text()
    assert story.filter.is_empty


def test_an_ambiguous_date_is_asked_about(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    enter(qtbot, panel.dates.first, "03/04/2021")
    assert story.filter.is_empty
    readings = [one for one in panel.dates.findChildren(QPushButton) if one.isVisible()]
    assert [one.text() for one in readings] == ["3 April 2021", "4 March 2021"]
    qtbot.mouseClick(readings[1], LEFT)
    assert story.filter.from_date == "2021-03-04"


def test_dates_the_wrong_way_round_are_refused_with_a_sentence(
    qtbot: QtBot, make: Make, story: Session
) -> None:
    panel = make(story)
    enter(qtbot, panel.dates.first, "2021")
    enter(qtbot, panel.dates.last, "1999")
    assert panel.findChild(QLabel, "dateNote").text().startswith("The second date lies before the first")
    assert story.filter.to_date == ""


def test_emptying_a_field_takes_the_date_away(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    enter(qtbot, panel.dates.first, "2021")
    panel.dates.first.selectAll()
    qtbot.keyClick(panel.dates.first, Qt.Key.Key_Delete)
    qtbot.keyClick(panel.dates.first, Qt.Key.Key_Return)
    assert story.filter.is_empty


def test_chips_say_what_is_set_and_take_it_away(
    qtbot: QtBot, make: Make, story: Session, shown: Show
) -> None:
    panel = make(story)
    chips = FilterChips(story)
    qtbot.addWidget(chips)
    assert not chips.isVisible()
    click(row(panel, FacetKind.CATEGORY, "Sanctions").box)
    click(row(panel, FacetKind.TOPIC, "election").box, alt=True)
    shown(chips, 600, 40)
    assert chips.words() == ["Sanctions", "not election"]
    first = next(one for one in chips.findChildren(QPushButton) if one.text().startswith("Sanctions"))
    qtbot.mouseClick(first, LEFT)
    assert chips.words() == ["not election"]
    qtbot.mouseClick(chips.findChildren(QPushButton, "clearFilter")[-1], LEFT)
    assert story.filter.is_empty
    assert not chips.isVisible()


def test_hits_elsewhere_in_articles_are_listed_and_lead_there(
    qtbot: QtBot, make: Make, story: Session
) -> None:
    panel = make(story)
    with qtbot.waitSignal(story.filter_changed):
        story.set_query("fertiliser")
    assert panel.hits.isVisible()
    entry = next(one for one in panel.hits.findChildren(QPushButton) if "fertiliser" in one.accessibleName())
    with qtbot.waitSignal(panel.hit_wanted) as wanted:
        qtbot.mouseClick(entry, LEFT)
    assert wanted.args == [story.article_hits[0]]
    with qtbot.waitSignal(story.filter_changed):
        story.clear_filter()
    assert not panel.hits.isVisible()


def test_a_long_name_is_cut_with_its_whole_in_the_hint(make: Make, story: Session) -> None:
    panel = make(story)
    panel.resize(140, 700)
    name = row(panel, FacetKind.SOURCE, "News report, 13 Dec 2025").name
    assert name.text().endswith("…")
    assert "News report, 13 Dec 2025" in name.toolTip()


def test_every_control_has_a_name(make: Make, awkward: Session) -> None:
    panel = make(awkward)
    for widget in panel.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName(), widget.objectName()
