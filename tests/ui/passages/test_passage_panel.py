"""Select an event and read its passage; click a marked passage and its event is selected."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from timeline_app.core.dates import DateStyle, bounds
from timeline_app.core.event import Event
from timeline_app.core.offsets import utf16_offsets
from timeline_app.core.snapshot import FacetKind
from timeline_app.scene.text_metrics import TextMetrics
from timeline_app.ui.passage_panel import PassagePanel
from timeline_app.ui.passages.article_setting import LINE_CHARACTERS
from timeline_app.ui.passages.passage_header import date_notes
from timeline_app.ui.passages.passage_parts import source_url
from timeline_app.ui.session import Session
from timeline_app.ui.style import Appearance

pytestmark = pytest.mark.qt

Show = Callable[[QWidget, int, int], None]
Make = Callable[[Session], PassagePanel]


@pytest.fixture(scope="module")
def metrics() -> TextMetrics:
    return TextMetrics()


@pytest.fixture
def make(appearance: Appearance, metrics: TextMetrics, shown: Show) -> Make:
    def panel_of(session: Session) -> PassagePanel:
        opened: list[str] = []
        panel = PassagePanel(session, appearance, metrics, open_url=opened.append)
        panel.opened = opened  # what would have gone to the browser
        shown(panel, 380, 700)
        return panel

    return panel_of


def event_called(session: Session, title: str) -> int:
    """The id of the event whose title begins so."""
    ids = session.snapshot.columns.id.tolist()
    return next(at for at, text in session.texts(ids).items() if text.title.startswith(title))


def read(qtbot: QtBot, session: Session, panel: PassagePanel, title: str) -> int:
    """Select an event and wait until its passage is highlighted."""
    event_id = event_called(session, title)
    session.select([event_id])
    qtbot.waitUntil(lambda: panel.article.isVisible() and bool(panel.article.highlighted_text()))
    return event_id


def words(panel: PassagePanel, name: str) -> str:
    return panel.findChild(QLabel, name).text()


def point_in(panel: PassagePanel, start: int) -> QPoint:
    """Where the character after a code-point offset stands in the article's view."""
    article = panel.article
    offsets = utf16_offsets(article.article_text())
    cursor = article.textCursor()
    cursor.setPosition(offsets.units(start + 1))
    return article.cursorRect(cursor).center()


def test_it_invites_while_nothing_is_selected(make: Make, story: Session) -> None:
    panel = make(story)
    assert words(panel, "passageSentence") == "Click an event to read where it comes from."
    assert not panel.article.isVisible()


def test_a_selected_event_shows_its_passage_in_the_whole_article(
    qtbot: QtBot, make: Make, story: Session
) -> None:
    panel = make(story)
    read(qtbot, story, panel, "123 prisoners")
    assert words(panel, "passageTitle").startswith("123 prisoners")
    assert words(panel, "passageWhen") == "Release · 13 December 2025"
    assert words(panel, "passageCount") == "PASSAGE 1 OF 1"
    article = panel.article
    assert article.highlighted_text().startswith("On 13 December 2025 Belarus pardoned")
    assert "A summary written for this sample." in article.toPlainText()


def test_the_highlight_covers_the_very_characters_after_those_beyond_the_basic_plane(
    qtbot: QtBot, make: Make, awkward: Session
) -> None:
    panel = make(awkward)
    read(qtbot, awkward, panel, "A quote after characters beyond")
    passage = panel._event.passages[0]
    marked = [one.cursor.selectedText() for one in panel.article.extraSelections()]
    assert any(ord(letter) > 0xFFFF for letter in panel.article.article_text()[: passage.start])
    assert panel.article.highlighted_text() == passage.quote
    assert passage.quote in marked


def test_the_passage_is_scrolled_into_view(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    panel.resize(300, 420)
    read(qtbot, story, panel, "US Treasury")
    passage = panel._event.passages[0]
    assert panel.article.verticalScrollBar().value() > 0
    assert panel.article.viewport().rect().contains(point_in(panel, passage.start))


def test_a_click_on_another_passage_selects_its_event(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    read(qtbot, story, panel, "123 prisoners")
    start = panel.article.article_text().index("On Saturday the United States")
    with qtbot.waitSignal(story.selection_changed):
        qtbot.mouseClick(panel.article.viewport(), Qt.MouseButton.LeftButton, pos=point_in(panel, start))
    assert story.current == event_called(story, "US says it is lifting")
    qtbot.waitUntil(lambda: panel.article.highlighted_text().startswith("On Saturday"))


def test_a_passage_of_two_events_leads_from_one_to_the_other(
    qtbot: QtBot, make: Make, story: Session
) -> None:
    panel = make(story)
    read(qtbot, story, panel, "US Treasury")
    passage = panel._event.passages[0]
    with qtbot.waitSignal(story.selection_changed):
        qtbot.mouseClick(
            panel.article.viewport(), Qt.MouseButton.LeftButton, pos=point_in(panel, passage.start)
        )
    assert story.current == event_called(story, "Disputed presidential election")


def test_tab_goes_through_the_passages_and_enter_selects(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    read(qtbot, story, panel, "123 prisoners")
    panel.article.setFocus()
    qtbot.keyClick(panel.article, Qt.Key.Key_Tab)
    qtbot.keyClick(panel.article, Qt.Key.Key_Tab)
    with qtbot.waitSignal(story.selection_changed):
        qtbot.keyClick(panel.article, Qt.Key.Key_Return)
    assert story.current == event_called(story, "US says it is lifting")


def test_dragging_over_a_passage_selects_words_and_no_event(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    event_id = read(qtbot, story, panel, "123 prisoners")
    start = panel.article.article_text().index("On Saturday the United States")
    view = panel.article.viewport()
    first, last = point_in(panel, start), point_in(panel, start + 12)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(view, last)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=last)
    assert story.current == event_id
    assert panel.article.selected_words() in "On Saturday the United States"


def test_several_passages_are_stepped_through(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    read(qtbot, story, panel, "Disputed presidential election")
    assert words(panel, "passageCount") == "PASSAGE 1 OF 2"
    qtbot.mouseClick(panel.findChild(QToolButton, "nextPassage"), Qt.MouseButton.LeftButton)
    assert words(panel, "passageCount") == "PASSAGE 2 OF 2"
    assert panel.article.highlighted_text() == "The disputed vote was followed by the 2020 protests"
    assert not panel.findChild(QToolButton, "nextPassage").isEnabled()


def test_a_derived_date_says_where_it_comes_from(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    read(qtbot, story, panel, "Disputed presidential election")
    assert words(panel, "passageDateNotes").startswith("Derived. One year before August 2021")


@pytest.mark.parametrize(
    ("reason", "derived", "notes"),
    [
        ("as written", False, ""),
        ("the last one before 13 December 2025", False, "The last one before 13 December 2025"),
        ("two days of talks", True, "Derived. two days of talks"),
    ],
)
def test_a_reason_is_shown_where_it_tells_something(reason: str, derived: bool, notes: str) -> None:
    event = Event(1, "", "2025-12-12", "Talks", reason=reason, derived=derived)
    assert date_notes(event, DateStyle()) == notes


def test_a_click_on_a_tag_shows_only_its_events(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    read(qtbot, story, panel, "123 prisoners")
    chip = next(one for one in panel.findChildren(QPushButton) if one.accessibleName() == "prisoners")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert story.shown()[0] == 1
    assert list(story.filter.include) == [FacetKind.TOPIC]


def test_an_event_without_an_article_says_so(qtbot: QtBot, make: Make, awkward: Session) -> None:
    panel = make(awkward)
    awkward.select([event_called(awkward, "The Ides of March")])
    qtbot.waitUntil(lambda: words(panel, "passageSentence").startswith("No article tells of this event"))
    assert words(panel, "passageTitle") == "The Ides of March"
    assert not panel.article.isVisible()


def test_lines_have_at_most_seventy_characters_however_wide_the_panel(
    qtbot: QtBot, make: Make, story: Session
) -> None:
    panel = make(story)
    panel.resize(1600, 700)
    read(qtbot, story, panel, "123 prisoners")
    document = panel.article.document()
    block, longest = document.begin(), 0
    while block.isValid():
        layout = block.layout()
        longest = max([longest, *(layout.lineAt(n).textLength() for n in range(layout.lineCount()))])
        block = block.next()
    assert 55 < longest <= LINE_CHARACTERS + 1  # the blank at a line's end is counted, and not seen


def test_a_paragraph_from_right_to_left_stands_at_the_right(
    qtbot: QtBot, make: Make, awkward: Session
) -> None:
    panel = make(awkward)
    read(qtbot, awkward, panel, "رفع")
    line = panel.article.document().begin().layout().lineAt(0)
    assert line.naturalTextRect().left() > 0
    assert line.naturalTextRect().right() == pytest.approx(line.x() + line.width(), abs=2)


def test_find_in_the_article_steps_round_and_esc_closes(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    read(qtbot, story, panel, "123 prisoners")
    panel.article.setFocus()
    qtbot.keyClick(panel.article, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.find_bar.isVisible()
    field = panel.find_bar.focusProxy()
    qtbot.keyClicks(field, "minsk")
    assert words(panel, "findCount") == "1 of 2"
    assert panel.article.selected_words() == "Minsk"
    first = panel.article.textCursor().selectionStart()
    qtbot.keyClick(field, Qt.Key.Key_F3)
    assert words(panel, "findCount") == "2 of 2"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert panel.article.textCursor().selectionStart() == first
    qtbot.keyClicks(field, "zzz")
    assert words(panel, "findCount") == "not found"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not panel.find_bar.isVisible()


def test_the_citation_is_copied(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    read(qtbot, story, panel, "123 prisoners")
    with qtbot.waitSignal(panel.told):
        qtbot.mouseClick(panel.findChild(QPushButton, "copyCitation"), Qt.MouseButton.LeftButton)
    expected = (
        "Summary written for this sample, “Belarus frees 123 prisoners as US lifts potash sanctions”, "
        "News report, 13 Dec 2025, 13 December 2025"
    )
    assert QGuiApplication.clipboard().text() == expected


def test_without_an_address_there_is_nothing_to_open(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    read(qtbot, story, panel, "123 prisoners")
    assert not panel.findChild(QPushButton, "openSource").isVisible()
    assert not source_url(panel.article_at_hand())


def story_with(folder: Path, *, url: str, text: str, title: str = "An event") -> Path:
    """A story file of one event with one article."""
    import json

    content = {
        "format": "timeline-story",
        "version": 1,
        "articles": [{"key": "a", "title": "<b>Title</b>", "text": text, "url": url}],
        "events": [
            {
                "when": "2020",
                "title": title,
                "passages": [{"article": "a", "start": 0, "end": 4, "quote": text[:4]}],
            }
        ],
    }
    path = folder / "story.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_an_address_is_opened_and_its_host_shown_before(
    qtbot: QtBot, make: Make, open_story: Callable[[Path], Session], tmp_path: Path
) -> None:
    session = open_story(story_with(tmp_path, url="https://news.example/a", text="Some text"))
    panel = make(session)
    read(qtbot, session, panel, "An event")
    button = panel.findChild(QPushButton, "openSource")
    assert button.text() == "Open source (news.example)"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.opened == ["https://news.example/a"]


def test_an_address_that_is_no_web_page_is_never_opened(
    qtbot: QtBot, make: Make, open_story: Callable[[Path], Session], tmp_path: Path
) -> None:
    session = open_story(story_with(tmp_path, url="file:///etc/passwd", text="Some text"))
    panel = make(session)
    read(qtbot, session, panel, "An event")
    panel.open_source()
    assert panel.opened == []
    assert not panel.findChild(QPushButton, "openSource").isVisible()


def test_markup_and_control_characters_in_an_article_are_shown_as_they_stand(
    qtbot: QtBot, make: Make, open_story: Callable[[Path], Session], tmp_path: Path
) -> None:
    text = "<img src='file:///x'>\x00 \x1b[31m & <b>bold</b>"
    session = open_story(story_with(tmp_path, url="", text=text, title="<i>An</i> event"))
    panel = make(session)
    session.select(session.snapshot.columns.id.tolist())
    qtbot.waitUntil(lambda: panel.article.highlighted_text() == "<img")
    assert len(panel.article.toPlainText()) == len(panel.article.article_text())
    assert "<b>bold</b>" in panel.article.toPlainText()
    assert "\x00" not in panel.article.toPlainText()
    assert words(panel, "passageTitle") == "<i>An</i> event"


def test_a_word_of_a_hundred_thousand_letters_does_not_hold_the_window_up(
    qtbot: QtBot, make: Make, open_story: Callable[[Path], Session], tmp_path: Path
) -> None:
    session = open_story(story_with(tmp_path, url="", text="a" * 100_000))
    panel = make(session)
    session.select(session.snapshot.columns.id.tolist())
    qtbot.waitUntil(lambda: panel.article.highlighted_text() == "aaaa", timeout=3_000)


def test_an_article_hit_opens_the_article_at_its_words(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    with qtbot.waitSignal(story.filter_changed):
        story.set_query("fertiliser")
    hit = story.article_hits[0]
    panel.show_article_hit(hit)
    qtbot.waitUntil(lambda: panel.article.isVisible() and bool(panel.article.highlighted_text()))
    assert panel.article.highlighted_text() == "fertiliser"
    assert words(panel, "passageTitle") == hit.title


def test_every_control_of_the_panel_has_a_name(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    read(qtbot, story, panel, "123 prisoners")
    panel.find_in_article()
    for widget in panel.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget.objectName()


def test_both_themes_keep_the_highlight(
    qtbot: QtBot, make: Make, story: Session, appearance: Appearance
) -> None:
    panel = make(story)
    read(qtbot, story, panel, "123 prisoners")
    appearance.set_scheme("dark")
    grounds = {one.format.background().color().getRgb() for one in panel.article.extraSelections()}
    assert grounds == {appearance.theme.passage, appearance.theme.other_passages}


@pytest.mark.parametrize("height_px", [700, 520, 360, 300, 230])
def test_no_part_covers_another_however_low_the_panel(
    qtbot: QtBot, make: Make, story: Session, height_px: int
) -> None:
    panel = make(story)
    panel.resize(300, height_px)
    read(qtbot, story, panel, "US Treasury")
    qtbot.wait(20)
    parts = [panel._head_scroll, panel._stepper, panel.article, panel._footer]
    shown = [part.geometry() for part in parts if part.isVisible()]
    assert all(upper.bottom() < lower.top() for upper, lower in pairwise(shown))
    assert shown[-1].bottom() <= panel.height()


def test_missing_letters_name_the_package_to_install(
    qtbot: QtBot, make: Make, awkward: Session, monkeypatch: pytest.MonkeyPatch, metrics: TextMetrics
) -> None:
    monkeypatch.setattr(metrics, "missing", lambda _text: ("Chinese",))
    panel = make(awkward)
    read(qtbot, awkward, panel, "取消")
    qtbot.waitUntil(lambda: "install fonts-noto-cjk" in words(panel, "missingLetters"))


def test_the_open_articles_day_of_publication_is_told(qtbot: QtBot, make: Make, story: Session) -> None:
    panel = make(story)
    told: list[int | None] = []
    panel.published.connect(told.append)
    read(qtbot, story, panel, "123 prisoners")
    assert told[-1] == bounds("2025-12-13").earliest_start_s
    story.select(())
    assert told[-1] is None


def test_an_article_hit_takes_the_place_of_the_event_that_was_read(
    qtbot: QtBot, make: Make, story: Session
) -> None:
    panel = make(story)
    event_id = read(qtbot, story, panel, "123 prisoners")
    with qtbot.waitSignal(story.filter_changed):
        story.set_query("fertiliser")
    panel.show_article_hit(story.article_hits[0])
    qtbot.waitUntil(lambda: panel.article.highlighted_text() == "fertiliser")
    assert story.selected == ()
    story.select([event_id])
    qtbot.waitUntil(lambda: panel.article.highlighted_text().startswith("On 13 December"))
