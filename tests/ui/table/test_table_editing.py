"""The event table as a spreadsheet: cells written with keys, filled down, dragged, headings kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from timeline_app.core.draft import ManyChange
from timeline_app.store import repository
from timeline_app.store.database import open_story
from timeline_app.ui.table.model import Column
from timeline_app.work import editing

pytestmark = [
    pytest.mark.qt,
    # lists that complete a word grab the keyboard, which the platform without a screen has not
    pytest.mark.qt_log_ignore("This plugin does not support", "Keyboard event not accepted", extend=True),
]

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def table(window, qtbot):
    window.toggle_table()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.table.view.setFocus()
    return window.table


def go_to(table, place, column):
    table.view.setCurrentIndex(table.model.index(place, column))
    table.view.setFocus()


def cell_edit(table, qtbot):
    def shown():
        return [one for one in table.view.findChildren(QLineEdit, "cellEdit") if one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def write(table, qtbot, text, key=Qt.Key.Key_Return, start=Qt.Key.Key_F2):
    """Write into the cell of the cursor as a person does."""
    QTest.keyClick(table.view, start)
    edit = cell_edit(table, qtbot)
    edit.selectAll()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, key)


def words(table, place, column):
    return table.model.data(table.model.index(place, column))


def test_f2_edits_a_title_and_enter_moves_down(hand, table, qtbot):
    event_id = table.model.id_at(0)
    go_to(table, 0, Column.TITLE)
    write(table, qtbot, "Election")
    qtbot.waitUntil(lambda: hand.event(event_id).title == "Election")
    qtbot.waitUntil(lambda: words(table, 0, Column.TITLE) == "Election")
    assert (1, Column.TITLE) == (table.view.currentIndex().row(), table.view.currentIndex().column())
    assert "Undo change of the title of “" in hand.window.actions_by_id["undo"].text().replace("&", "")


def test_an_edit_fills_the_table_once(hand, table, qtbot):
    fills = []
    table.model.modelReset.connect(lambda: fills.append(len(table.model.rows)))
    event_id = table.model.id_at(0)
    go_to(table, 0, Column.TITLE)
    write(table, qtbot, "Election")
    qtbot.waitUntil(lambda: hand.event(event_id).title == "Election")
    qtbot.waitUntil(lambda: words(table, 0, Column.TITLE) == "Election")
    qtbot.wait(50)
    assert fills == [5]


def test_typing_begins_writing_and_replaces_what_was_there(hand, table, qtbot):
    event_id = table.model.id_at(0)
    go_to(table, 0, Column.TITLE)
    QTest.keyClicks(table.view, "V")
    edit = cell_edit(table, qtbot)
    QTest.keyClicks(edit, "ote")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hand.event(event_id).title == "Vote")


def test_esc_leaves_the_cell_as_it_was(hand, table, qtbot):
    before = hand.titles()
    go_to(table, 0, Column.TITLE)
    write(table, qtbot, "Nothing", key=Qt.Key.Key_Escape)
    assert before == hand.titles()
    assert hand.window.session.selected


def test_tab_moves_on_to_the_next_cell(table, qtbot):
    go_to(table, 0, Column.TITLE)
    write(table, qtbot, "Election", key=Qt.Key.Key_Tab)
    assert Column.CATEGORY == table.view.currentIndex().column()
    assert 0 == table.view.currentIndex().row()


def test_the_date_cell_reads_as_the_editor_does_and_marks_the_date_as_set_by_hand(hand, table, qtbot):
    event_id = table.model.id_at(1)
    go_to(table, 1, Column.WHEN)
    write(table, qtbot, "spring 2021")
    qtbot.waitUntil(lambda: hand.event(event_id).edtf == "2021-21")
    assert "set by hand" == hand.event(event_id).reason


def test_a_date_that_is_not_understood_stays_to_be_mended(hand, table, qtbot):
    event_id = table.model.id_at(1)
    before = hand.event(event_id)
    go_to(table, 1, Column.WHEN)
    write(table, qtbot, "one fine day")
    edit = cell_edit(table, qtbot)
    assert edit.isVisible()
    edit.selectAll()
    QTest.keyClicks(edit, "2022")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hand.event(event_id).edtf == "2022")
    assert before.title == hand.event(event_id).title


def test_an_ambiguous_date_is_asked_about(hand, table, qtbot):
    event_id = table.model.id_at(1)
    go_to(table, 1, Column.WHEN)
    write(table, qtbot, "11/12/2025")
    menu = cell_edit(table, qtbot).findChild(QMenu, "whichDate")
    qtbot.waitUntil(menu.isVisible)
    menu.actions()[1].trigger()
    menu.close()
    qtbot.waitUntil(lambda: hand.event(event_id).edtf == "2025-11-12")


def test_category_tags_and_place_are_written_as_words(hand, table, qtbot, window):
    event_id = table.model.id_at(0)
    go_to(table, 0, Column.CATEGORY)
    write(table, qtbot, "Votes")
    qtbot.waitUntil(lambda: words(table, 0, Column.CATEGORY) == "Votes")
    go_to(table, 0, Column.TAGS)
    write(table, qtbot, "election, John Coale, brand new")
    qtbot.waitUntil(lambda: "brand new" in words(table, 0, Column.TAGS))
    go_to(table, 0, Column.PLACE)
    write(table, qtbot, "Minsk, Grodno")
    qtbot.waitUntil(lambda: "Grodno" in words(table, 0, Column.PLACE))
    tags = {tag.name: tag.kind.value for tag in hand.event(event_id).tags}
    assert {
        "election": "topic",
        "John Coale": "person",
        "brand new": "topic",
        "Minsk": "place",
        "Grodno": "place",
    } == tags


def test_a_cell_that_was_changed_in_another_window_is_not_overwritten(hand, table, qtbot, window):
    event_id = table.model.id_at(0)
    go_to(table, 0, Column.TITLE)
    QTest.keyClick(table.view, Qt.Key.Key_F2)
    edit = cell_edit(table, qtbot)
    with open_story(window.session.path, write=True) as other:
        from dataclasses import replace

        from timeline_app.core.draft import draft_of

        event = repository.event(other, event_id)
        editing.change_event(other, event, replace(draft_of(event, ""), title="From elsewhere"))
    edit.selectAll()
    QTest.keyClicks(edit, "From here")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(window.messages.isVisible)
    assert editing.CONFLICT == window.messages.words.text()
    assert "From elsewhere" == hand.event(event_id).title


def test_ctrl_d_fills_the_first_rows_cell_down(hand, table, qtbot):
    ids = [table.model.id_at(place) for place in range(3)]
    table.view.selectRow(0)
    for place in (1, 2):
        table.view.selectionModel().select(
            table.model.index(place, 0),
            table.view.selectionModel().SelectionFlag.Select | table.view.selectionModel().SelectionFlag.Rows,
        )
    table.view.selectionModel().setCurrentIndex(
        table.model.index(2, Column.CATEGORY), table.view.selectionModel().SelectionFlag.NoUpdate
    )
    QTest.keyClick(table.view, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: len({hand.event(event_id).category_id for event_id in ids}) == 1)
    qtbot.waitUntil(lambda: hand.window.session.undo_label == "fill of the category in 3 events")


def test_a_new_row_waits_at_the_end_and_becomes_an_event_with_its_title(hand, table, qtbot):
    last = table.model.rowCount() - 1
    assert 5 == last
    assert "New event …" == words(table, last, Column.TITLE)
    go_to(table, last, Column.WHEN)
    write(table, qtbot, "March 2023", key=Qt.Key.Key_Tab)
    write(table, qtbot, "A quiet month")
    qtbot.waitUntil(lambda: "A quiet month" in hand.titles())
    qtbot.waitUntil(lambda: table.model.rowCount() == 7)
    with open_story(hand.window.session.path) as story:
        row = story.conn.execute("SELECT edtf FROM event WHERE title = 'A quiet month'").fetchone()
    assert ("2023-03",) == tuple(row)


def test_delete_deletes_rows_and_undo_brings_them_back(hand, table, qtbot):
    table.view.selectRow(0)
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    hand.wait_titles(lambda titles: len(titles) == 4)
    QTest.keyClick(table.view, Qt.Key.Key_Z, CTRL)
    hand.wait_titles(lambda titles: len(titles) == 5)


def test_what_is_being_written_survives_a_change_from_elsewhere(hand, table, qtbot, window):
    first, second = table.model.id_at(0), table.model.id_at(1)
    go_to(table, 0, Column.TITLE)
    QTest.keyClick(table.view, Qt.Key.Key_F2)
    edit = cell_edit(table, qtbot)
    edit.selectAll()
    QTest.keyClicks(edit, "Being wri")
    with open_story(window.session.path, write=True) as other:
        editing.change_many(other, [second], ManyChange(category="Elsewhere"))
    window.session.look_for_changes()
    qtbot.waitUntil(lambda: "Elsewhere" in [one.name for one in window.session.snapshot.categories])
    QTest.keyClicks(edit, "tten")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: hand.event(first).title == "Being written")
    qtbot.waitUntil(lambda: words(table, 1, Column.CATEGORY) == "Elsewhere")


def test_headings_are_moved_hidden_and_sized_and_kept_in_the_story(table, qtbot, window, make_window):
    header = table.view.horizontalHeader()
    header.moveSection(header.visualIndex(Column.TITLE), 0)
    header.resizeSection(Column.CATEGORY, 99)
    table._headings.set_hidden(Column.TAGS, hidden=True)

    def kept():
        with open_story(window.session.path) as story:
            return repository.settings(story).table

    qtbot.waitUntil(lambda: len(kept()) == len(Column))
    assert ("title:330", "when:290", "category:99", "-tags:210") == kept()[:4]
    path = window.session.path
    window.close()
    again = make_window(path)
    if again.table is None:
        again.toggle_table()
    header = again.table.view.horizontalHeader()
    qtbot.waitUntil(lambda: header.isSectionHidden(Column.TAGS))
    assert 0 == header.visualIndex(Column.TITLE)
    assert 99 == header.sectionSize(Column.CATEGORY)


def test_looking_at_the_table_writes_nothing(table, qtbot, window):
    window.resize(1000, 700)
    qtbot.wait(900)
    with open_story(window.session.path) as story:
        assert () == repository.settings(story).table


def test_dropping_a_row_among_equal_dates_sets_their_order(hand, table, qtbot):
    ids = [table.model.id_at(place) for place in range(5)]
    equal = [event_id for event_id in ids if hand.event(event_id).edtf == "2025-12-13"]
    assert ids[3:] == equal
    data = table.model.mimeData([table.model.index(4, 0)])
    table.model.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, table.model.index(-1, -1))
    qtbot.waitUntil(lambda: [table.model.id_at(3), table.model.id_at(4)] == equal[::-1])
    qtbot.waitUntil(lambda: hand.window.session.undo_label == "order of 2 events")


def test_a_row_dropped_among_other_dates_stays_and_says_why(hand, table, qtbot):
    before = hand.titles()
    told = []
    table.told.connect(told.append)
    data = table.model.mimeData([table.model.index(4, 0)])
    table.model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, table.model.index(-1, -1))
    assert before == hand.titles()
    assert "same date" in told[0]


def test_a_story_that_cannot_be_written_has_no_new_row(make_window, root):
    window = make_window(root / "data" / "belarus.json")
    window.toggle_table()
    assert 5 == window.table.model.rowCount()
