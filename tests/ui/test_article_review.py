"""An article as a person brings it in: pasted, dropped, opened; reviewed by keys and mouse; added, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from timeline_app.reading.values import Proposal, ReadArticle
from timeline_app.store.articles import article_rows
from timeline_app.store.database import open_story
from timeline_app.work import drafting
from timeline_app.work.reviewing import Mark

pytestmark = pytest.mark.qt

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton
PATIENCE_MS = 8_000

TEXT = """Bridge of the north

The old bridge was closed on 12 March 2019. Engineers had found cracks in it in the spring of 2018.

The new bridge opened on 3 May 2021, after a year of work. About 2,000 people walked over it on Sunday.
"""


def proposal(sentence, date, edtf, *, ticked=True, category=""):
    start = TEXT.index(sentence)
    at = TEXT.index(date, start)
    return Proposal(
        sentence.split(",")[0].rstrip("."),
        edtf,
        date,
        start,
        start + len(sentence),
        sentence,
        at,
        at + len(date),
        "as written",
        0.9 if ticked else 0.3,
        ticked=ticked,
        category=category,
    )


PROPOSALS = (
    proposal(
        "The old bridge was closed on 12 March 2019.", "12 March 2019", "2019-03-12", category="Politics"
    ),
    proposal("Engineers had found cracks in it in the spring of 2018.", "the spring of 2018", "2018-21"),
    proposal("The new bridge opened on 3 May 2021, after a year of work.", "3 May 2021", "2021-05-03"),
    proposal("About 2,000 people walked over it on Sunday.", "Sunday", "2021-05-09", ticked=False),
)


@pytest.fixture(autouse=True)
def known_reading(monkeypatch):
    """These tests are about the window: what reading gives back is given."""

    def read(source, name="", *, url="", today="", cancelled=None):
        text = source if isinstance(source, str) else source.decode("utf-8", "replace")
        return ReadArticle(text.partition("\n")[0], text, published="2021-05-10", url=url)

    def propose(text, published="", language="", **_):
        return PROPOSALS if text == TEXT else ()

    monkeypatch.setattr(drafting, "read_article", read)
    monkeypatch.setattr(drafting, "propose", propose)


@pytest.fixture
def article(tmp_path) -> Path:
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def reviewed(qtbot, window, article):
    """A window in which the article was dropped; its review is shown."""
    drop(window, [article])
    wait_for_review(qtbot, window)
    return window


def wait_for_review(qtbot, window):
    qtbot.waitUntil(window.articles.is_reviewing, timeout=PATIENCE_MS)


def drop(window, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    send_drop(window, data)


def send_drop(window, data):
    event = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, LEFT, NONE)
    window.dropEvent(event)


def paste(window, text):
    QGuiApplication.clipboard().setText(text)
    window.view.setFocus()
    QTest.keyClick(window.view, Qt.Key.Key_V, CTRL)


def press(window, *keys):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or window, key)


def page(window):
    return window.articles.review


def marks(window):
    return [item.mark for item in page(window).review.items]


def current(window):
    return page(window).review.current


def stored(window):
    with open_story(window.session.path) as story:
        return article_rows(story)


# -- ways in ----------------------------------------------------------------------------------------------


def test_a_dropped_file_starts_its_review(reviewed):
    assert page(reviewed).isVisible()
    assert page(reviewed).objectName() == "articleReview"
    assert page(reviewed).header.counts.text() == "4 events proposed · 3 accepted"
    assert page(reviewed).header.add.text() == "Add 3 events"
    assert page(reviewed).text.toPlainText() == TEXT


def test_pasted_text_starts_a_review(qtbot, window):
    paste(window, TEXT)
    wait_for_review(qtbot, window)
    assert page(window).review.text == TEXT


def test_a_field_keeps_what_is_pasted_into_it(window):
    QGuiApplication.clipboard().setText(TEXT)
    window.toolbar.search.setFocus()
    QTest.keyClick(window.toolbar.search, Qt.Key.Key_V, CTRL)
    assert window.toolbar.search.text().startswith("Bridge of the north")
    assert not window.articles.is_reviewing()


def test_a_bare_link_is_answered_and_kept_for_the_text_pasted_next(qtbot, window):
    paste(window, "https://example.org/news/bridge")
    assert window.messages.isVisible()
    assert "stays offline" in window.messages.words.text()
    paste(window, TEXT)
    wait_for_review(qtbot, window)
    assert page(window).sheet.record.url == "https://example.org/news/bridge"


def test_rows_of_a_table_are_no_article(qtbot, window):
    with qtbot.waitSignal(window.articles.ways_in.rows_came):
        paste(window, "date\tsubject\n2021\tBridge\n")
    assert not window.articles.is_reviewing()


def test_an_empty_clipboard_is_told(window):
    paste(window, "")
    assert "nothing here to read" in window.messages.words.text()


def test_a_selection_dragged_from_a_browser_keeps_its_address(qtbot, window):
    data = QMimeData()
    data.setText(TEXT)
    data.setHtml("<p>Bridge of the north</p>")
    data.setData("text/x-moz-url-priv", "https://example.org/b".encode("utf-16-le"))
    send_drop(window, data)
    wait_for_review(qtbot, window)
    assert page(window).sheet.record.url == "https://example.org/b"


def test_the_button_asks_for_the_words_and_reads_them(qtbot, window):
    QGuiApplication.clipboard().setText("")
    qtbot.mouseClick(window.toolbar.article_button, LEFT)
    dialog = window._dialogs[-1]
    dialog.words.setPlainText("https://example.org/news")
    assert "stays offline" in dialog.answer.text()
    assert not dialog.read.isEnabled()
    dialog.words.setPlainText(TEXT)
    assert not dialog.answer.isVisible()
    qtbot.mouseClick(dialog.read, LEFT)
    wait_for_review(qtbot, window)
    assert len(page(window).review.items) == 4


def test_a_story_that_is_dropped_is_opened(qtbot, window, built_sample, tmp_path):
    other = tmp_path / "other.story"
    other.write_bytes(built_sample.read_bytes())
    with qtbot.waitSignal(window.session.story_changed, timeout=PATIENCE_MS):
        drop(window, [other])
    assert window.session.path.name == "other.story"


def test_a_folder_is_read_one_after_another(qtbot, window, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("Nothing of note here today.", encoding="utf-8")
    drop(window, [folder])
    wait_for_review(qtbot, window)
    assert page(window).header.rest.isVisible()
    QTest.keyClick(page(window).list, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: page(window).review.text.startswith("Nothing"), timeout=PATIENCE_MS)
    assert not page(window).header.rest.isVisible()


def test_a_folder_may_be_taken_by_rule(qtbot, window, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("Nothing of note here today.", encoding="utf-8")
    drop(window, [folder])
    wait_for_review(qtbot, window)
    qtbot.mouseClick(page(window).header.rest, LEFT)
    qtbot.waitUntil(lambda: not window.articles.is_reviewing(), timeout=PATIENCE_MS)
    assert len(stored(window)) == 3
    assert len(window.session.snapshot.columns) == 8


def test_a_file_that_cannot_be_read_is_told(qtbot, window, tmp_path):
    drop(window, [tmp_path / "gone.txt"])
    qtbot.waitUntil(window.messages.isVisible, timeout=PATIENCE_MS)
    assert "gone.txt" in window.messages.words.text()
    assert not window.articles.is_reviewing()


# -- reviewing by keys ------------------------------------------------------------------------------------


def test_space_accepts_and_goes_on_and_x_refuses(reviewed):
    press(reviewed, Qt.Key.Key_Space, Qt.Key.Key_X)
    assert marks(reviewed) == [Mark.TICKED, Mark.REFUSED, Mark.TICKED, Mark.OPEN]
    assert current(reviewed) == 2


def test_arrows_move_and_the_passage_lights_up(reviewed):
    press(reviewed, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up)
    assert current(reviewed) == 1
    start, end = page(reviewed).text.end_points()
    assert start.y() <= end.y()


def test_enter_edits_in_place_and_tab_goes_on(reviewed):
    press(reviewed, Qt.Key.Key_Return)
    editor = page(reviewed).list.editor
    assert editor is not None
    title = editor.findChild(QLineEdit, "proposalTitle")
    assert QApplication.focusWidget() is title
    QTest.keyClicks(title, "Bridge closed")
    QTest.keyClick(title, Qt.Key.Key_Tab)
    date = editor.findChild(QLineEdit, "proposalDate")
    assert QApplication.focusWidget() is date
    date.selectAll()
    QTest.keyClicks(date, "March 2019")
    QTest.keyClick(date, Qt.Key.Key_Tab)
    category = editor.findChild(QComboBox, "proposalCategory")
    assert category.isAncestorOf(QApplication.focusWidget()) or QApplication.focusWidget() is category
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    item = page(reviewed).review.items[0]
    assert (item.proposal.title, item.proposal.edtf) == ("Bridge closed", "2019-03")
    assert page(reviewed).list.editor is None
    assert QApplication.focusWidget() is page(reviewed).list


def test_esc_leaves_the_edit_as_it_was_and_only_then_the_review(qtbot, reviewed):
    press(reviewed, Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "other words")
    press(reviewed, Qt.Key.Key_Escape)
    assert page(reviewed).review.items[0].proposal.title == PROPOSALS[0].title
    assert reviewed.articles.is_reviewing()
    press(reviewed, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not reviewed.articles.is_reviewing(), timeout=PATIENCE_MS)


def test_a_date_that_is_not_understood_is_not_kept(reviewed):
    press(reviewed, Qt.Key.Key_Return)
    date = page(reviewed).list.editor.findChild(QLineEdit, "proposalDate")
    date.selectAll()
    QTest.keyClicks(date, "the day after never")
    QTest.keyClick(date, Qt.Key.Key_Return)
    assert page(reviewed).list.editor is not None
    press(reviewed, Qt.Key.Key_Escape)


def test_digits_give_a_category(reviewed):
    name = page(reviewed).categories[1].name
    press(reviewed, Qt.Key.Key_2)
    assert page(reviewed).review.items[0].proposal.category == name


def test_j_joins_with_the_one_above_and_undo_works_inside(reviewed):
    events = len(reviewed.session.snapshot.columns)
    press(reviewed, Qt.Key.Key_Down, Qt.Key.Key_J)
    assert len(page(reviewed).review.items) == 3
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert len(page(reviewed).review.items) == 4
    assert len(reviewed.session.snapshot.columns) == events


def test_a_ticks_all_explicit(reviewed):
    key = page(reviewed).review.items[0].key
    page(reviewed).list.toggled.emit(key)
    assert marks(reviewed)[0] is Mark.OPEN
    press(reviewed, Qt.Key.Key_A)
    assert marks(reviewed) == [Mark.TICKED, Mark.TICKED, Mark.TICKED, Mark.OPEN]


def test_selected_words_become_a_proposal_with_n(reviewed):
    text = page(reviewed).text
    at = TEXT.index("Engineers had found cracks")
    cursor = QTextCursor(text.document())
    cursor.setPosition(at)
    cursor.setPosition(at + len("Engineers had found cracks"), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_N)
    item = page(reviewed).review.item
    assert item.by_hand
    assert item.proposal.quote == "Engineers had found cracks"
    assert item.proposal.edtf == "2019-03-12"
    assert item.mark is Mark.OPEN
    assert len(page(reviewed).review.items) == 5


def test_a_new_day_of_publication_reads_anew(qtbot, reviewed, monkeypatch):
    from dataclasses import replace

    later = tuple(replace(one, edtf="2022-05-08") if one.as_written == "Sunday" else one for one in PROPOSALS)
    monkeypatch.setattr(drafting, "propose", lambda *_, **__: later)
    field = page(reviewed).header.published
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "10 May 2022")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page(reviewed).review.published == "2022-05-10", timeout=PATIENCE_MS)
    assert page(reviewed).review.items[3].proposal.edtf == "2022-05-08"
    assert page(reviewed).review.items[3].moved_from == "2021-05-09"
    assert "1 date has moved" in page(reviewed).note.words.text()


# -- the mouse --------------------------------------------------------------------------------------------


def test_a_click_on_a_mark_finds_its_proposal_and_a_click_on_a_card_its_passage(qtbot, reviewed):
    text = page(reviewed).text
    cursor = QTextCursor(text.document())
    cursor.setPosition(TEXT.index("3 May 2021") + 3)
    at = text.cursorRect(cursor).center()
    qtbot.mouseClick(text.viewport(), LEFT, NONE, at)
    assert current(reviewed) == 2
    cards = page(reviewed).list
    row = cards.visualRect(cards.model().index(0, 0))
    qtbot.mouseClick(cards.viewport(), LEFT, NONE, row.center())
    assert current(reviewed) == 0


def test_the_box_of_a_card_ticks_and_unticks(qtbot, reviewed):
    cards = page(reviewed).list
    row = cards.visualRect(cards.model().index(3, 0))
    box = cards.itemDelegate().parts(cards.item_at(3), row).box
    qtbot.mouseClick(cards.viewport(), LEFT, NONE, box.center())
    assert marks(reviewed)[3] is Mark.TICKED
    qtbot.mouseClick(cards.viewport(), LEFT, NONE, box.center())
    assert marks(reviewed)[3] is Mark.OPEN


def test_the_ends_of_the_passage_can_be_dragged(reviewed):
    text = page(reviewed).text
    _, end = text.end_points()
    cursor = QTextCursor(text.document())
    cursor.setPosition(TEXT.index("Engineers had found cracks") + len("Engineers had"))
    target = text.cursorRect(cursor).center()
    QTest.mousePress(text.viewport(), LEFT, NONE, end)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(text.viewport(), end + (target - end) * share)
        QApplication.processEvents()
    QTest.mouseRelease(text.viewport(), LEFT, NONE, target)
    quote = page(reviewed).review.items[0].proposal.quote
    assert quote == "The old bridge was closed on 12 March 2019. Engineers had"


def test_the_small_timeline_shows_the_proposals_and_leads_to_them(qtbot, reviewed):
    from timeline_app.scene.hit_test import position_of

    line = page(reviewed).timeline
    key = page(reviewed).review.items[2].key
    x, y = position_of(line.scene_shown(), key)
    qtbot.mouseClick(line, LEFT, NONE, QPoint(round(x), round(y)))
    assert current(reviewed) == 2


# -- adding -----------------------------------------------------------------------------------------------


def test_ctrl_enter_adds_selects_and_can_be_undone(qtbot, reviewed):
    press(reviewed, Qt.Key.Key_Space, Qt.Key.Key_X, Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not reviewed.articles.is_reviewing(), timeout=PATIENCE_MS)
    assert len(reviewed.session.snapshot.columns) == 7
    assert len(reviewed.session.selected) == 2
    assert "2 events added" in reviewed.messages.words.text()
    qtbot.mouseClick(reviewed.messages.way_out, LEFT)
    qtbot.waitUntil(lambda: len(reviewed.session.snapshot.columns) == 5, timeout=PATIENCE_MS)
    assert len(stored(reviewed)) == 1


def test_the_offer_to_undo_goes_when_the_step_is_undone_otherwise(qtbot, reviewed):
    QTest.keyClick(page(reviewed).list, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: reviewed.messages.isVisible(), timeout=PATIENCE_MS)
    assert reviewed.messages.way_out.isVisible()
    qtbot.waitUntil(lambda: "bridge" in reviewed.passage.article.toPlainText(), timeout=PATIENCE_MS)
    QTest.keyClick(reviewed.view, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(reviewed.session.snapshot.columns) == 5, timeout=PATIENCE_MS)
    assert not reviewed.messages.isVisible()


def test_closing_keeps_decisions_and_the_review_goes_on_as_it_was_left(qtbot, reviewed):
    press(reviewed, Qt.Key.Key_X)
    qtbot.mouseClick(page(reviewed).header.close_button, LEFT)
    qtbot.waitUntil(lambda: not reviewed.articles.is_reviewing(), timeout=PATIENCE_MS)
    assert len(reviewed.session.snapshot.columns) == 5
    assert "3 to review" in reviewed.messages.words.text()
    qtbot.mouseClick(reviewed.messages.way_out, LEFT)
    wait_for_review(qtbot, reviewed)
    assert len(page(reviewed).review.items) == 3
    assert page(reviewed).sheet.version_id > 0


def test_an_article_without_dates_says_so_and_can_be_added(qtbot, window):
    paste(window, "Nothing of note happened here at all.")
    wait_for_review(qtbot, window)
    assert page(window).header.add.text() == "Add the article only"
    QTest.keyClick(page(window).text, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not window.articles.is_reviewing(), timeout=PATIENCE_MS)
    assert len(stored(window)) == 2


def test_the_review_is_kept_when_the_window_closes(qtbot, reviewed):
    press(reviewed, Qt.Key.Key_X)
    path = reviewed.session.path
    reviewed.close()
    with open_story(path) as story:
        rows = article_rows(story)
    assert [(row.to_review, row.decided) for row in rows if row.was_read] == [(3, 1)]


# -- the list of articles ---------------------------------------------------------------------------------


def listed(window):
    names = window.articles.shelf.list.found
    return [names.index(row, 0).data() for row in range(names.rowCount())]


def test_the_list_tells_of_every_article_and_searches(qtbot, reviewed):
    qtbot.mouseClick(page(reviewed).header.close_button, LEFT)
    qtbot.waitUntil(lambda: not reviewed.articles.is_reviewing(), timeout=PATIENCE_MS)
    reviewed.actions_by_id["toggle-articles"].trigger()
    shelf = reviewed.articles.shelf
    qtbot.waitUntil(lambda: len(listed(reviewed)) == 2, timeout=PATIENCE_MS)
    assert "Bridge of the north" in listed(reviewed)
    state = {row.head.title: row.to_review for row in shelf.list.model.rows}
    assert state["Bridge of the north"] == 4
    QTest.keyClicks(shelf.list.search, "bridge review")
    assert listed(reviewed) == ["Bridge of the north"]
    shelf.list.search.setText("engineers crack")
    qtbot.waitUntil(lambda: listed(reviewed) == ["Bridge of the north"], timeout=PATIENCE_MS)
    shelf.list.choose(shelf.list.model.rows[-1].head.id)
    assert shelf.list.review_button.text() == "Review 4"
    qtbot.mouseClick(shelf.list.review_button, LEFT)
    wait_for_review(qtbot, reviewed)


def test_an_article_can_be_opened_mended_and_deleted_from_the_list(qtbot, window):
    window.actions_by_id["toggle-articles"].trigger()
    articles = window.articles.shelf.list
    qtbot.waitUntil(lambda: len(listed(window)) == 1, timeout=PATIENCE_MS)
    articles.choose(articles.model.rows[0].head.id)
    QTest.keyClick(articles.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Belarus" in window.passage.article.toPlainText(), timeout=PATIENCE_MS)
    QTest.keyClick(articles.view, Qt.Key.Key_F2)
    dialog = window._dialogs[-1]
    field = dialog.findChild(QLineEdit, "particular-author")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "A. Reporter")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: articles.model.rows[0].head.author == "A. Reporter", timeout=PATIENCE_MS)
    articles.choose(articles.model.rows[0].head.id)
    QTest.keyClick(articles.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: listed(window) == [], timeout=PATIENCE_MS)
    assert "5 events stay without a source" in window.messages.words.text()
    qtbot.mouseClick(window.messages.way_out, LEFT)
    qtbot.waitUntil(lambda: len(listed(window)) == 1, timeout=PATIENCE_MS)


def test_an_article_hit_offers_a_new_event_from_its_passage(qtbot, window):
    from PySide6.QtWidgets import QToolButton

    with qtbot.waitSignal(window.session.filter_changed, timeout=PATIENCE_MS):
        window.session.set_query("fertiliser")
    plus = next(one for one in window.filter_panel.hits.findChildren(QToolButton, "eventFromHit"))
    qtbot.mouseClick(plus, LEFT)
    qtbot.waitUntil(lambda: bool(window._dialogs), timeout=PATIENCE_MS)
    editor = window._dialogs[-1]
    assert editor.objectName() == "eventEditor"


def test_the_article_that_is_read_can_be_reviewed(qtbot, window):
    window.session.select((int(window.session.snapshot.columns.id[0]),))
    qtbot.waitUntil(lambda: window.passage.article_at_hand() is not None, timeout=PATIENCE_MS)
    window.actions_by_id["review-article"].trigger()
    wait_for_review(qtbot, window)
    assert page(window).sheet.version_id == window.passage.article_at_hand().head.version_id


def test_reading_a_long_text_can_be_cancelled(qtbot, window, monkeypatch):
    from timeline_app.reading.values import Cancelled

    def endless(text, *_, cancelled, **__):
        while not cancelled():
            pass
        raise Cancelled

    monkeypatch.setattr(drafting, "propose", endless)
    paste(window, TEXT)
    qtbot.waitUntil(lambda: window.messages.way_out.isVisible(), timeout=PATIENCE_MS)
    assert "Reading “Bridge of the north”" in window.messages.words.text()
    qtbot.mouseClick(window.messages.way_out, LEFT)
    assert not window.messages.isVisible()
    assert window.articles.reader.name == ""
    monkeypatch.setattr(drafting, "propose", lambda *_, **__: PROPOSALS)
    paste(window, TEXT)
    wait_for_review(qtbot, window)


def test_delete_in_a_review_does_not_reach_the_event_behind_it(qtbot, reviewed):
    reviewed.session.select((int(reviewed.session.snapshot.columns.id[0]),))
    for widget in (page(reviewed).list, page(reviewed).text, page(reviewed).header.close_button):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Delete)
    qtbot.wait(100)
    assert len(reviewed.session.snapshot.columns) == 5


def test_nearly_the_same_article_can_be_kept_apart(qtbot, reviewed):
    qtbot.mouseClick(page(reviewed).header.add, LEFT)
    qtbot.waitUntil(lambda: not reviewed.articles.is_reviewing(), timeout=PATIENCE_MS)
    paste(reviewed, TEXT.replace("About 2,000 people", "About 3,000 people"))
    wait_for_review(qtbot, reviewed)
    assert "second version" in page(reviewed).note.words.text()
    qtbot.mouseClick(page(reviewed).note.apart, LEFT)
    assert page(reviewed).sheet.article_id == 0
    assert not page(reviewed).note.apart.isVisible()


def test_a_proposal_that_equals_an_event_offers_to_add_its_passage_there(qtbot, reviewed, monkeypatch):
    from dataclasses import replace

    qtbot.mouseClick(page(reviewed).header.add, LEFT)
    qtbot.waitUntil(lambda: not reviewed.articles.is_reviewing(), timeout=PATIENCE_MS)
    other = "Seen elsewhere. " + PROPOSALS[0].quote
    same = replace(PROPOSALS[0], start=16, end=len(other), date_start=45, date_end=58)
    monkeypatch.setattr(drafting, "propose", lambda *_, **__: (same,))
    paste(reviewed, other)
    wait_for_review(qtbot, reviewed)
    assert marks(reviewed) == [Mark.OPEN]
    press(reviewed, Qt.Key.Key_T)
    assert page(reviewed).header.add.text() == "Add 1 passage"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not reviewed.articles.is_reviewing(), timeout=PATIENCE_MS)
    assert len(reviewed.session.snapshot.columns) == 8


def test_the_tabs_below_make_room_for_a_review_and_come_back(qtbot, window, article):
    window.actions_by_id["toggle-table"].trigger()
    window.actions_by_id["toggle-articles"].trigger()
    drop(window, [article])
    wait_for_review(qtbot, window)
    assert not window.table.isVisible()
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.articles.is_reviewing(), timeout=PATIENCE_MS)
    assert window.articles.shelf.list.isVisible() or window.table.isVisible()


def test_letters_decide_on_a_russian_keyboard_too(reviewed):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    press_x = QKeyEvent(QEvent.Type.KeyPress, ord("Ч"), NONE, "ч")
    QApplication.sendEvent(page(reviewed).list, press_x)
    assert marks(reviewed)[0] is Mark.REFUSED


def test_an_empty_story_asks_for_an_article(qtbot, make_window, tmp_path):
    from timeline_app.store.database import create_story

    create_story(tmp_path / "empty.story").close()
    window = make_window(tmp_path / "empty.story")
    target = next(
        number for number, one in window.view.composed.targets.items() if one.kind.value == "way-out"
    )
    from timeline_app.scene.hit_test import position_of

    x, y = position_of(window.view.scene_shown(), -target)
    qtbot.mouseClick(window.view, LEFT, NONE, QPoint(round(x), round(y)))
    assert window._dialogs[-1].objectName() == "addArticle"


def test_a_day_that_the_text_makes_likely_is_offered_and_taken_by_one_press(
    qtbot, window, article, monkeypatch
):
    def undated(source, name="", *, url="", today="", cancelled=None):
        text = source if isinstance(source, str) else source.decode("utf-8", "replace")
        return ReadArticle(text.partition("\n")[0], text, question="When?", offered="2021-05-10")

    monkeypatch.setattr(drafting, "read_article", undated)
    drop(window, [article])
    wait_for_review(qtbot, window)
    header = window.articles.review.header
    assert header.offer.isVisible()
    assert "10 May 2021?" == header.offer.text()
    assert "" == header.published.text()
    with qtbot.waitSignal(window.articles.review.redate_wanted) as wanted:
        QTest.mouseClick(header.offer, LEFT)
    assert ["2021-05-10"] == wanted.args
    assert "10 May 2021" == header.published.text()
    assert not header.offer.isVisible()
    assert window.articles.review.list.hasFocus() or window.articles.review.list.isAncestorOf(
        QApplication.focusWidget()
    )
