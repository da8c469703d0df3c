"""The export dialog: what is previewed is what is written; its words stay with the story."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from timeline_app.core.filters import EventFilter
from timeline_app.scene.marks import Role, Texts
from timeline_app.ui.export_dialog import ExportDialog
from timeline_app.ui.exporting.picture_clipboard import SVG_TYPE
from timeline_app.ui.exporting.printing import Printing, paint_on_paper, paper_px, print_view
from timeline_app.work.picture import PictureOptions

pytestmark = pytest.mark.qt

SVG = "{http://www.w3.org/2000/svg}"
PATIENCE_MS = 10_000


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1765843200")


@pytest.fixture
def make_dialog(qtbot, opened, appearance, settings):
    """Opens the dialog on the sample and waits for its preview; `answer` stands in for the file dialog."""
    made = []

    def make(answer: Path | None = None) -> ExportDialog:
        asked: list[tuple[Path, str]] = []

        def choose(_parent, suggested, kinds):
            asked.append((suggested, kinds))
            return answer

        dialog = ExportDialog(opened, appearance, settings, QSize(900, 560), choose=choose)
        dialog.asked = asked
        made.append(dialog)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        qtbot.waitUntil(lambda: dialog.export.isEnabled(), timeout=PATIENCE_MS)
        return dialog

    yield make
    for dialog in made:
        dialog.close()


def settled(qtbot, dialog, change):
    """Make a change and wait for the preview that follows from it."""
    before = dialog.preview.scene
    change()
    qtbot.waitUntil(lambda: dialog.preview.scene is not before, timeout=PATIENCE_MS)


def choose(box, data):
    box.setCurrentIndex(box.findData(data))


def words_of(dialog, role):
    return " ".join(
        batch.text[row]
        for batch in dialog.preview.scene.batches
        if isinstance(batch, Texts)
        for row in range(len(batch.role))
        if batch.role[row] == role
    )


def exported(qtbot, dialog):
    qtbot.mouseClick(dialog.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.progress.isVisible(), timeout=PATIENCE_MS)


def test_it_opens_on_the_view_with_the_storys_own_words(make_dialog):
    dialog = make_dialog()

    assert dialog.objectName() == "exportDialog"
    assert dialog.form.view.isChecked()
    assert (dialog.preview.scene.width_px, dialog.preview.scene.height_px) == (900, 560)
    assert words_of(dialog, Role.HEADLINE) == "Sanctions and prisoners: Belarus and the United States"
    assert "900 × 560 px" in dialog.size_words.text()


def test_a_preset_changes_the_page_at_once(qtbot, make_dialog):
    dialog = make_dialog()
    settled(qtbot, dialog, lambda: choose(dialog.form.presets, "slide-dark"))

    assert (dialog.preview.scene.width_px, dialog.preview.scene.height_px) == (1920, 1080)
    assert dialog.form.dark.isChecked()
    assert "letters from 24 px" in dialog.size_words.text()


def test_print_presets_are_told_in_millimetres_and_points(qtbot, make_dialog):
    dialog = make_dialog()
    settled(qtbot, dialog, lambda: choose(dialog.form.presets, "a4"))

    assert "297 × 210 mm" in dialog.size_words.text()
    assert "3,508 × 2,480 pixels" in dialog.size_words.text()
    assert "pt" in dialog.size_words.text()


def test_a_size_of_ones_own_may_be_given_in_millimetres(qtbot, make_dialog):
    dialog = make_dialog()
    settled(qtbot, dialog, lambda: choose(dialog.form.presets, "own"))
    settled(qtbot, dialog, lambda: choose(dialog.form.unit, "mm"))
    settled(qtbot, dialog, lambda: dialog.form.width_field.setValue(300.0))

    assert dialog.form.own_size.isVisible()
    assert dialog.preview.scene.width_px == pytest.approx(300 / 25.4 * 96, abs=0.1)
    assert dialog.preview.scene.height_px == pytest.approx(560, abs=0.5)


def test_what_is_typed_stands_in_the_picture(qtbot, make_dialog):
    dialog = make_dialog()

    def retitle():
        dialog.form.headline_field.selectAll()
        qtbot.keyClicks(dialog.form.headline_field, "A new headline")

    settled(qtbot, dialog, retitle)
    qtbot.waitUntil(lambda: words_of(dialog, Role.HEADLINE) == "A new headline", timeout=PATIENCE_MS)


def test_the_footer_can_be_switched_off(qtbot, make_dialog):
    dialog = make_dialog()
    assert "Exported 16 December 2025" in words_of(dialog, Role.FOOTER)
    settled(qtbot, dialog, dialog.form.footer.click)

    assert "Exported" not in words_of(dialog, Role.FOOTER)


def test_the_filter_of_the_window_is_the_pictures(qtbot, opened, make_dialog):
    with qtbot.waitSignal(opened.filter_changed, timeout=PATIENCE_MS):
        opened.set_filter(EventFilter(query="election"))
    dialog = make_dialog()

    assert "Filter: election" in words_of(dialog, Role.FOOTER)


def test_the_whole_story_or_only_the_view(qtbot, opened, make_dialog):
    opened.set_viewport(opened.viewport.zoom_at(800.0, 40.0) if opened.viewport else None)
    dialog = make_dialog()
    settled(qtbot, dialog, dialog.form.whole.click)

    assert "It shows 5 events" in dialog.form.alternative_text()


def test_a_written_alternative_text_is_never_replaced_by_a_draft(qtbot, make_dialog):
    dialog = make_dialog()
    dialog.form.alternative.setPlainText("My own words.")
    settled(qtbot, dialog, lambda: choose(dialog.form.presets, "web"))

    assert dialog.form.alternative_text() == "My own words."
    assert dialog.form.draft_again.isVisible()
    dialog.form.draft_again.click()
    assert dialog.form.alternative_text().startswith("Timeline: Sanctions")


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_export_writes_the_picture_that_was_previewed(qtbot, make_dialog, tmp_path, kind):
    target = tmp_path / f"picture.{kind}"
    dialog = make_dialog(target)
    choose(dialog.form.formats, kind)
    dialog.form.alternative.setPlainText("My own words.")
    exported(qtbot, dialog)

    assert target.exists()
    assert dialog.result_line.text() == f"picture.{kind} is written."
    assert dialog.show_folder.isVisible()
    if kind == "svg":
        root = ElementTree.fromstring(target.read_bytes())
        assert root.find(f"{SVG}desc").text == "My own words."
        assert (root.get("width"), root.get("height")) == ("900", "560")
    if kind == "png":
        with Image.open(target) as image:
            assert image.size == (900, 560)


def test_a_name_without_an_ending_gets_one(qtbot, make_dialog, tmp_path):
    dialog = make_dialog(tmp_path / "picture")
    exported(qtbot, dialog)

    assert (tmp_path / "picture.png").exists()


def test_the_folder_and_the_choices_are_remembered(qtbot, make_dialog, tmp_path, settings):
    (tmp_path / "pictures").mkdir()
    first = make_dialog(tmp_path / "pictures" / "one.svg")
    choose(first.form.formats, "svg")
    settled(qtbot, first, lambda: choose(first.form.presets, "web"))
    exported(qtbot, first)
    second = make_dialog(None)
    qtbot.mouseClick(second.export, Qt.MouseButton.LeftButton)

    assert second.form.preset().name == "web"
    assert second.asked[0][0].parent == tmp_path / "pictures"
    assert second.asked[0][0].suffix == ".svg"


def test_headline_and_credit_are_kept_with_the_story(qtbot, opened, make_dialog, tmp_path):
    dialog = make_dialog(tmp_path / "a.png")
    dialog.form.credit_field.setText("A newsroom")
    exported(qtbot, dialog)
    opened.reload()
    qtbot.waitUntil(lambda: opened.snapshot.settings.credit == "A newsroom", timeout=PATIENCE_MS)


def test_a_folder_that_is_not_there_is_told_and_can_be_mended(qtbot, make_dialog, tmp_path):
    dialog = make_dialog(tmp_path / "none" / "a.png")
    exported(qtbot, dialog)

    assert "there is no folder" in dialog.result_line.text()
    assert dialog.export.isEnabled()
    assert not dialog.show_folder.isVisible()


def test_giving_up_the_file_dialog_writes_nothing(qtbot, make_dialog, tmp_path):
    dialog = make_dialog(None)
    qtbot.mouseClick(dialog.export, Qt.MouseButton.LeftButton)

    assert dialog.asked
    assert not dialog.progress.isVisible()


def test_the_picture_is_copied_as_png_and_svg(qtbot, make_dialog):
    dialog = make_dialog()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "clipboard" in dialog.result_line.text(), timeout=PATIENCE_MS)
    data = QGuiApplication.clipboard().mimeData()

    assert data.hasImage()
    assert QGuiApplication.clipboard().image().size() == QSize(900, 560)
    assert bytes(data.data(SVG_TYPE).data()).startswith(b"<?xml")


def test_every_field_has_a_name_and_nothing_is_cut_in_a_small_window(qtbot, make_dialog):
    dialog = make_dialog()
    dialog.resize(720, 480)
    qtbot.waitUntil(lambda: dialog.width() <= 760, timeout=PATIENCE_MS)
    form = dialog.form
    fields = [form.presets, form.formats, form.dpi, form.headline_field, form.credit_field, form.alternative]

    assert all(field.accessibleName() for field in fields)
    for button in (dialog.export, dialog.copy, dialog.close_button):
        corner = button.mapTo(dialog, QPoint(button.width(), button.height()))
        assert corner.x() <= dialog.width()
        assert corner.y() <= dialog.height()
    assert all(label.width() <= form.width() for label in form.findChildren(QLabel) if label.isVisible())


# -- paper ---------------------------------------------------------------------------------------------------


def test_a_page_is_printed_in_the_middle_of_the_paper(qtbot, opened, make_dialog, tmp_path):
    print_support = pytest.importorskip("PySide6.QtPrintSupport")
    printer = print_support.QPrinter(print_support.QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(print_support.QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    paint_on_paper(make_dialog().preview.scene, printer)

    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert all(side > 240 for side in paper_px(printer))


def test_the_print_preview_composes_for_its_paper(qtbot, opened, make_window, sample_file):
    pytest.importorskip("PySide6.QtPrintSupport")
    window = make_window(sample_file)
    printing = Printing(window.session, PictureOptions(), window)
    printing.open()
    qtbot.waitUntil(lambda: printing._page is not None, timeout=PATIENCE_MS)
    page = printing._page

    assert page.scene.width_px > page.scene.height_px  # landscape
    assert printing.dialog is not None
    printing.dialog.close()


def test_printing_starts_from_the_view(qtbot, make_window, sample_file):
    pytest.importorskip("PySide6.QtPrintSupport")
    window = make_window(sample_file)
    print_view(window, window.session)
    preview = window.findChild(object, "printPreview")

    assert preview is not None
    preview.close()


def test_a_program_that_ends_with_a_picture_on_the_clipboard_ends_well(tmp_path):
    program = (
        "from PySide6.QtCore import QMimeData\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from timeline_app.ui.clipboard import leave_clipboard\n"
        "application, data = QApplication([]), QMimeData()\n"
        "data.setText('a picture')\n"
        "application.clipboard().setMimeData(data)\n"
        "leave_clipboard()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
