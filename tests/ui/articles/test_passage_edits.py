"""Words selected in an article become events and passages; a changed text takes its passages along."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from timeline_app.core.draft import draft_of
from timeline_app.work import editing

pytestmark = [
    pytest.mark.qt,
    pytest.mark.qt_log_ignore("This plugin does not support", "Keyboard event not accepted", extend=True),
]

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def reading(hand, window, qtbot):
    """An event is selected and its article is shown."""
    window.session.select((hand.ids()[-1],))
    qtbot.waitUntil(lambda: bool(window.passage.article.highlighted_text()))
    return window.passage.article


def select_words(article, words):
    """Select the words with the keyboard's cursor."""
    start = article.toPlainText().index(words)
    cursor = QTextCursor(article.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    article.setTextCursor(cursor)


def test_selected_words_offer_a_new_event_and_a_passage(reading, window, qtbot):
    bar = window.passage.quote_bar
    assert not bar.isVisible()
    select_words(reading, "In August 2021, one year after the disputed presidential election")
    qtbot.waitUntil(bar.isVisible)
    assert bar.findChild(QPushButton, "quoteAddPassage").text().startswith("Add to “")
    reading.setTextCursor(QTextCursor(reading.document()))
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_a_new_event_from_words_is_dated_by_them_and_quotes_them(hand, reading, window, qtbot):
    words = "In August 2021, one year after the disputed presidential election"
    select_words(reading, words)
    qtbot.waitUntil(window.passage.quote_bar.isVisible)
    QTest.mouseClick(window.passage.quote_bar.findChild(QPushButton, "quoteNewEvent"), LEFT)
    editor = hand.dialog("eventEditor")
    assert words == editor.draft().passages[0].quote
    assert editor.date.edtf in ("2021-08", "2020-08")
    hand.type_into(editor, "eventTitle", "From these words")
    QTest.mouseClick(editor.findChild(QPushButton, "keepEvent"), LEFT)
    hand.closed("eventEditor")
    hand.wait_titles(lambda titles: "From these words" in titles)
    qtbot.waitUntil(lambda: window.passage.article.highlighted_text() == words)


def test_words_are_added_as_a_passage_of_the_event_at_hand(hand, reading, window, qtbot):
    event_id = window.session.current
    before = len(hand.event(event_id).passages)
    select_words(reading, " one year after the disputed presidential election")
    window.actions_by_id["words-as-passage"].trigger()
    qtbot.waitUntil(lambda: len(hand.event(event_id).passages) == before + 1)
    assert "one year after the disputed presidential election" == hand.event(event_id).passages[-1].quote
    qtbot.waitUntil(lambda: window.session.undo_label.startswith("new passage of"))


def test_without_selected_words_the_commands_say_what_to_do(reading, window):
    window.actions_by_id["event-from-words"].trigger()
    assert "Select words in an article first" == window.status.currentMessage()


def test_an_edited_article_moves_its_passages_and_flags_the_lost_one(hand, reading, window, qtbot):
    event_id = window.session.current
    quote = hand.event(event_id).passages[0].quote
    window.actions_by_id["edit-article"].trigger()
    editor = hand.dialog("articleEditor")
    source = editor.findChild(QPlainTextEdit, "articleSource")
    text = source.toPlainText()
    source.setPlainText("News. " + text.replace(quote, quote.replace("123", "124")))
    QTest.mouseClick(editor.findChild(QPushButton, "keepArticle"), LEFT)
    hand.closed("articleEditor")
    assert hand.event(event_id).passages[0].lost
    assert quote == hand.event(event_id).passages[0].quote
    sentence = window.passage.findChild(QLabel, "passageSentence")
    qtbot.waitUntil(lambda: "no longer stands in its article" in sentence.text())
    assert "" == window.passage.article.highlighted_text()
    others = [hand.event(one) for one in hand.ids() if one != event_id]
    assert not any(one.lost for other in others for one in other.passages)


def test_the_sentence_at_hand_is_proposed_with_its_own_date_as_written(root, tmp_path):
    from timeline_app.store import repository
    from timeline_app.store.database import open_story
    from timeline_app.work.opening import sample_story

    with open_story(sample_story(tmp_path)) as story:
        (head,) = repository.load_snapshot(story).articles
        text = repository.article(story, head.version_id).text
        start = text.index("In August 2021")
        draft = editing.draft_from_quote(story, head.version_id, start, start + 14)
        assert "In August 2021" == draft.passages[0].quote
        assert "2021-08" == draft.edtf
        assert draft.title
        event = repository.event(story, 1)
        assert draft_of(event, "").title == event.title
