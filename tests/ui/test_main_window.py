"""The window as a person uses it: clicks, keys, search, sizes, what it remembers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from timeline_app.ui.actions import COMMANDS
from timeline_app.ui.parts.popup import open_popup

pytestmark = pytest.mark.qt

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def ids(window):
    return window.session.snapshot.columns.id.tolist()


def click(window, event_id, modifiers=NONE):
    at = window.view.position_of(event_id)
    QTest.mouseClick(window.view, LEFT, modifiers, at)


def drag(widget, start, end, modifiers=NONE):
    QTest.mousePress(widget, LEFT, modifiers, start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(widget, start + (end - start) * share)
        QApplication.processEvents()
    QTest.mouseRelease(widget, LEFT, modifiers, end)


def turn(view, at, notches, modifiers=NONE, sideways=False):
    delta = QPoint(notches * 120, 0) if sideways else QPoint(0, notches * 120)
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        QPoint(),
        delta,
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def seconds_at(window, x):
    return window.session.viewport.scale.second_at(x)


# -- looking and reading ----------------------------------------------------------------------------------


def test_every_event_of_the_sample_can_be_clicked_when_it_opens(window):
    for event_id in ids(window):
        click(window, event_id)
        assert window.session.selected == (event_id,)


def test_a_click_on_an_event_highlights_its_passage_in_the_article(qtbot, window):
    event_id = ids(window)[-1]
    click(window, event_id)
    qtbot.waitUntil(lambda: window.passage.article.highlighted_text() != "")
    assert "123 prisoners" in window.passage.article.highlighted_text()


def test_arrows_go_through_the_events(window):
    for event_id in ids(window):
        QTest.keyClick(window.view, Qt.Key.Key_Right)
        assert window.session.current == event_id
    QTest.keyClick(window.view, Qt.Key.Key_Left)
    assert window.session.current == ids(window)[-2]
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    assert window.session.current == ids(window)[0]
    QTest.keyClick(window.view, Qt.Key.Key_End)
    assert window.session.current == ids(window)[-1]


def test_the_view_follows_an_event_only_if_it_must(window):
    before = window.session.viewport
    QTest.keyClick(window.view, Qt.Key.Key_Right)
    assert window.session.viewport == before
    window.session.set_viewport(before.pan(3 * before.width_px))
    QTest.keyClick(window.view, Qt.Key.Key_Home)
    assert window.view.position_of(ids(window)[0]) is not None


def test_a_double_click_reads_the_passage_full_size_and_esc_comes_back(window):
    before = window.session.viewport
    QTest.mouseDClick(window.view, LEFT, NONE, window.view.position_of(ids(window)[0]))
    assert window.sides.reading is True
    assert window.view.isVisible() is False
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.view.isVisible() is True
    assert window.session.viewport == before


def test_ctrl_click_adds_and_takes_away(window):
    first, second = ids(window)[:2]
    click(window, first)
    click(window, second, CTRL)
    assert set(window.session.selected) == {first, second}
    click(window, first, CTRL)
    assert window.session.selected == (second,)


def test_ctrl_drag_selects_what_the_box_touches(window):
    drag(window.view, QPoint(2, 60), QPoint(window.view.width() - 3, window.view.height() - 3), CTRL)
    assert set(window.session.selected) == set(ids(window))


def test_a_click_on_nothing_clears_the_selection(window):
    click(window, ids(window)[0])
    QTest.mouseClick(window.view, LEFT, NONE, QPoint(4, window.view.height() - 4))
    assert window.session.selected == ()


# -- moving -----------------------------------------------------------------------------------------------


def test_dragging_pans_and_esc_takes_it_back(window):
    before = window.session.viewport
    QTest.mousePress(window.view, LEFT, NONE, QPoint(300, 500))
    QTest.mouseMove(window.view, QPoint(340, 500))
    QTest.mouseMove(window.view, QPoint(400, 500))
    assert window.session.viewport == before.pan(-100)
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.session.viewport == before
    QTest.mouseRelease(window.view, LEFT, NONE, QPoint(400, 500))


def test_the_wheel_zooms_at_the_cursor(window):
    held = seconds_at(window, 200)
    turn(window.view, QPoint(200, 300), 3)
    assert seconds_at(window, 200) == pytest.approx(held, abs=window.session.viewport.seconds_per_px)
    assert window.session.viewport.span_s < 0.6 * 200_000_000


def test_shift_wheel_and_a_sideways_wheel_pan_in_time(window):
    before = window.session.viewport
    turn(window.view, QPoint(200, 300), -1, SHIFT)
    assert window.session.viewport == before.pan(80)
    turn(window.view, QPoint(200, 300), 1, sideways=True)
    assert window.session.viewport.start_s == pytest.approx(before.start_s, abs=2)


def test_a_setting_turns_the_plain_wheel_into_scrolling(window):
    window.actions_by_id["wheel-scrolls"].trigger()
    before = window.session.viewport
    turn(window.view, QPoint(200, 300), -1)
    assert window.session.viewport == before
    turn(window.view, QPoint(200, 300), 1, CTRL)
    assert window.session.viewport != before


def test_shift_drag_zooms_to_the_box(window):
    start, end = seconds_at(window, 100), seconds_at(window, 300)
    drag(window.view, QPoint(100, 200), QPoint(300, 400), SHIFT)
    viewport = window.session.viewport
    assert viewport.start_s == pytest.approx(start, abs=viewport.seconds_per_px * 2)
    assert viewport.end_s == pytest.approx(end, abs=viewport.seconds_per_px * 2)


def test_keys_zoom_pan_page_and_fit(window):
    fitted = window.session.viewport
    QTest.keyClick(window.view, Qt.Key.Key_W)
    assert window.session.viewport.span_s < fitted.span_s
    QTest.keyClick(window.view, Qt.Key.Key_S)
    assert window.session.viewport.span_s == pytest.approx(fitted.span_s)
    QTest.keyClick(window.view, Qt.Key.Key_D)
    assert window.session.viewport.start_s > fitted.start_s
    QTest.keyClick(window.view, Qt.Key.Key_PageUp)
    assert window.session.viewport.start_s < fitted.start_s
    QTest.keyClick(window.view, Qt.Key.Key_0)
    assert window.session.viewport == fitted


def test_f_centres_and_again_fits_the_selection(window):
    click(window, ids(window)[1])
    QTest.keyClick(window.view, Qt.Key.Key_F)
    wide = window.session.viewport.span_s
    QTest.keyClick(window.view, Qt.Key.Key_F)
    assert window.session.viewport.span_s < wide / 10


def test_alt_arrows_go_through_the_views(window):
    first = window.session.viewport
    window.history.rest()
    QTest.keyClick(window.view, Qt.Key.Key_W)
    second = window.session.viewport
    window.history.rest()
    QTest.keyClick(window.view, Qt.Key.Key_Left, ALT)
    assert window.session.viewport == first
    QTest.keyClick(window.view, Qt.Key.Key_Right, ALT)
    assert window.session.viewport == second


def test_dragging_the_brush_moves_the_view_and_its_edges_zoom(window):
    strip = window.overview
    for _ in range(4):
        QTest.keyClick(window.view, Qt.Key.Key_W)
    before = window.session.viewport
    left, right = strip.brush()
    middle = QPoint(round((left + right) / 2), strip.height() // 2)
    drag(strip, middle, middle + QPoint(30, 0))
    moved = window.session.viewport
    assert moved.start_s > before.start_s
    assert moved.span_s == pytest.approx(before.span_s)
    left, right = strip.brush()
    drag(strip, QPoint(round(right), 10), QPoint(round(right) + 40, 10))
    assert window.session.viewport.span_s > moved.span_s
    assert window.session.viewport.start_s == pytest.approx(moved.start_s, abs=moved.seconds_per_px * 4)


def test_the_overview_shares_the_picture_s_edges(window):
    left = window.view.mapTo(window, QPoint(0, 0)).x()
    assert window.overview.mapTo(window, QPoint(0, 0)).x() == left
    assert window.overview.width() == window.view.width()


def test_go_to_a_date_says_how_it_is_understood(qtbot, window):
    window.actions_by_id["go-to-date"].trigger()
    popup = open_popup(window)
    QTest.keyClicks(popup.field, "aug 2021")
    assert popup.findChild(object, "understoodDate").text().startswith("August 2021")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    viewport = window.session.viewport
    assert viewport.intersects(1627776000, 1630454400)
    assert popup.isVisible() is False


# -- searching --------------------------------------------------------------------------------------------


def test_typing_filters_and_the_status_bar_counts(qtbot, window):
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(window.toolbar.search, "prisoners")
    qtbot.waitUntil(lambda: window.session.mask is not None)
    shown = window.session.shown()[0]
    assert 0 < shown < 5
    summary = window.status.findChild(object, "statusSummary")
    qtbot.waitUntil(lambda: summary.text() == f"{shown} of 5 events")
    QTest.keyClick(window.toolbar.search, Qt.Key.Key_Return)
    assert window.session.current is not None
    QTest.keyClick(window.toolbar.search, Qt.Key.Key_Escape, SHIFT)
    assert window.session.shown() == (5, 5)
    assert window.toolbar.search.text() == ""


def test_single_keys_do_not_fire_while_typing(qtbot, window):
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    before = window.session.viewport
    QTest.keyClicks(window.toolbar.search, "wasd0ft")
    QTest.keyClick(window.toolbar.search, Qt.Key.Key_Home)
    assert window.toolbar.search.text() == "wasd0ft"
    assert window.session.viewport == before
    assert window.session.current is None
    qtbot.waitUntil(lambda: window.session.mask is not None)


def test_a_malformed_search_is_explained_under_the_field(qtbot, window):
    window.toolbar.search.setText("before:")
    assert window.toolbar.problem.isVisible() is True
    assert "before:" in window.toolbar.problem.text()
    window.toolbar.search.setText("")
    assert window.toolbar.problem.isVisible() is False


def test_esc_leaves_the_field_then_clears_the_selection(window):
    click(window, ids(window)[0])
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    QTest.keyClick(window.toolbar.search, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.view
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.session.selected == ()


# -- sizes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "filter_beside", "passage_beside"),
    [(1440, True, True), (1100, True, True), (1099, False, True), (800, False, True), (799, False, False)],
)
def test_sides_give_way_to_the_picture(make_window, sample_file, width, filter_beside, passage_beside):
    window = make_window(sample_file, width, 700)
    assert (filter_beside, passage_beside) == (window.filter_panel.isVisible(), window.passage.isVisible())
    assert window.view.width() >= 480


def test_under_1100_px_the_filter_is_a_button_that_slides_it_over(make_window, sample_file):
    window = make_window(sample_file, 1000, 700)
    width = window.view.width()
    QTest.mouseClick(window.toolbar.filter_button, LEFT)
    assert window.filter_panel.isVisible() is True
    assert window.view.width() == width
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.filter_panel.isVisible() is False


def test_under_800_px_a_click_slides_the_passage_over(make_window, sample_file):
    window = make_window(sample_file, 720, 480)
    click(window, ids(window)[0])
    assert window.passage.isVisible() is True
    assert window.view.width() == 720


def test_nothing_of_the_toolbar_is_cut_in_the_smallest_window(make_window, sample_file):
    window = make_window(sample_file, 720, 480)
    buttons = [
        window.toolbar.filter_button,
        window.toolbar.lanes_button,
        window.toolbar.fit_button,
        window.toolbar.export_button,
    ]
    for button in buttons:
        assert button.isVisible() is True
        assert button.width() >= button.sizeHint().width()
        assert window.rect().contains(button.mapTo(window, button.rect().bottomRight()))
    assert window.size().width() == 720
    assert window.size().height() == 480


def test_larger_text_makes_the_letters_of_picture_and_window_larger(window):
    small = window.appearance.theme.fonts.title.size_px
    window.actions_by_id["text-larger"].trigger()
    assert window.appearance.text_percent == 110
    assert window.appearance.theme.fonts.title.size_px == pytest.approx(small * 1.1)
    assert QApplication.font().pixelSize() > 14


def test_ctrl_shift_plus_as_a_keyboard_sends_it_makes_text_larger(window):
    before = window.session.viewport.span_s
    QTest.keyClick(window.view, Qt.Key.Key_Plus, CTRL | SHIFT)
    assert window.appearance.text_percent == 110
    assert window.session.viewport.span_s == pytest.approx(before, rel=0.2)


def test_the_theme_can_be_chosen(window):
    window.actions_by_id["theme-dark"].trigger()
    assert window.appearance.theme.is_dark is True
    ground = window.view.grab().toImage().pixelColor(3, window.view.height() - 60)
    assert ground.lightness() < 60
    window.actions_by_id["theme-light"].trigger()
    assert window.appearance.theme.is_dark is False


# -- state ------------------------------------------------------------------------------------------------


def test_the_view_and_the_filter_come_back(qtbot, make_window, sample_file):
    first = make_window(sample_file)
    QTest.keyClick(first.view, Qt.Key.Key_W)
    first.toolbar.search.setText("potash")
    qtbot.waitUntil(lambda: first.session.mask is not None)
    left = first.session.viewport
    first.close()
    again = make_window(sample_file)
    qtbot.waitUntil(lambda: again.session.mask is not None)
    assert again.toolbar.search.text() == "potash"
    assert again.session.viewport == left


def test_the_span_stays_when_the_window_is_reopened_at_another_size(make_window, sample_file):
    first = make_window(sample_file)
    QTest.keyClick(first.view, Qt.Key.Key_W)
    left = first.session.viewport
    first.close()
    again = make_window(sample_file, 1000, 700)
    assert again.session.viewport.span_s == pytest.approx(left.span_s)
    assert again.session.viewport.start_s == left.start_s


def test_what_was_fitted_stays_fitted_at_every_size(window):
    before = window.session.viewport
    window.resize(1500, 800)
    assert window.session.viewport.width_px > before.width_px
    window.resize(1280, 800)
    assert window.session.viewport == before


def test_recent_stories_stand_in_the_menu(window, sample_file):
    menu = window.menus["file/recent"]
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == sample_file.name


def test_a_story_dropped_on_the_window_is_opened(qtbot, window, sample_file, tmp_path):
    other = tmp_path / "other.story"
    other.write_bytes(sample_file.read_bytes())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, NONE)
    with qtbot.waitSignal(window.session.story_changed, timeout=20_000):
        window.dropEvent(event)
    assert window.windowTitle().startswith("other")


def test_a_file_that_cannot_be_opened_is_told_in_the_window(qtbot, window, tmp_path):
    (tmp_path / "foreign.story").write_bytes(b"not a story at all" * 100)
    with qtbot.waitSignal(window.session.failed):
        window.session.open(tmp_path / "foreign.story")
    assert window.messages.isVisible() is True
    assert "foreign.story" in window.messages.words.text()
    assert window.session.shown() == (5, 5)
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert window.messages.isVisible() is False


# -- commands ---------------------------------------------------------------------------------------------


def test_every_command_has_an_action_with_its_id_in_a_menu(window):
    in_menus = {
        action.objectName()
        for menu in window.menus.values()
        for action in menu.actions()
        if action.objectName()
    }
    assert {command.id for command in COMMANDS} <= in_menus


def test_no_two_commands_share_a_key():
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_ctrl_c_copies_the_selected_events_as_rows(qtbot, window):
    window.session.select(ids(window)[:2])
    QApplication.clipboard().clear()
    QTest.keyClick(window.view, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() != "")
    rows = QApplication.clipboard().text().splitlines()
    assert len(rows) == 3
    assert rows[0].startswith("Date\tTitle")
    assert "August 2020" in rows[1]


def test_the_palette_finds_and_runs_a_command(qtbot, window):
    window.actions_by_id["palette"].trigger()
    palette = open_popup(window)
    QTest.keyClicks(palette.field, "category")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.lanes == "category")
    assert window.toolbar.lanes_button.text() == "Lanes: Category ▾"


def test_the_list_of_keys_names_every_key(window):
    window.actions_by_id["keys"].trigger()
    dialog = window.findChild(object, "keysDialog")
    listed = {does for _, does in dialog.rows()}
    assert {"Fit All Events", "Search", "Command Palette"} <= listed
    dialog.close()


def test_the_table_opens_at_its_command_and_shares_the_selection(window):
    window.actions_by_id["toggle-table"].trigger()
    assert window.table.isVisible() is True
    click(window, ids(window)[2])
    selected = window.table.view.selectionModel().selectedRows()
    assert [index.row() for index in selected] == [2]
    window.actions_by_id["toggle-table"].trigger()
    assert window.table.isVisible() is False


def test_the_rings_are_not_in_a_copied_picture(window):
    plain = window.view.image()
    window.session.select(ids(window)[:1])
    assert window.view.image() == plain


def test_hints_are_plain_text_even_where_a_title_holds_markup(window):
    from timeline_app.core.event import EventText
    from timeline_app.ui.look import plain_hint
    from timeline_app.ui.picture.hints import event_words

    words = event_words(EventText(1, "<img src=x onerror=y> & more", "2021-08"), window.session.style)
    assert "&lt;img" in plain_hint(words)
