"""Faults of our own: logged, reported once in a while, survived."""

from __future__ import annotations

import logging
import sys
import threading

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QApplication

from timeline_app.ui.dialogs.report_dialog import ReportDialog
from timeline_app.ui.faults import LOG, Faults, start_log

pytestmark = pytest.mark.qt


@pytest.fixture
def log_file(tmp_path):
    path = tmp_path / "log" / "timeline-app.log"
    start_log(path)
    yield path
    for handler in tuple(LOG.handlers):
        LOG.removeHandler(handler)
        handler.close()


@pytest.fixture
def reports(qtbot, log_file):
    shown = []
    faults = Faults(shown.append)
    yield shown
    faults.remove()


def test_a_fault_is_logged_and_reported(qtbot, reports, log_file):
    sys.excepthook(ValueError, ValueError("broken"), None)
    qtbot.waitUntil(lambda: reports != [])
    assert "ValueError: broken" in reports[0]
    assert "ValueError: broken" in log_file.read_text(encoding="utf-8")


def test_a_fault_in_another_thread_is_reported_in_the_window_s(qtbot, reports):
    def fail():
        raise RuntimeError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reports != [])
    assert "in a thread" in reports[0]


def test_many_faults_at_once_are_reported_once(qtbot, reports, log_file):
    for number in range(20):
        sys.excepthook(ValueError, ValueError(f"number {number}"), None)
    qtbot.waitUntil(lambda: reports != [])
    qtbot.wait(20)
    assert len(reports) == 1
    assert "number 19" in log_file.read_text(encoding="utf-8")


@pytest.mark.qt_no_exception_capture
def test_the_event_loop_lives_on_after_a_fault_in_a_slot(qtbot, reports):
    lived = []
    QTimer.singleShot(0, lambda: 1 // 0)
    QTimer.singleShot(10, lambda: lived.append(True))
    qtbot.waitUntil(lambda: lived != [] and reports != [])
    assert "ZeroDivisionError" in reports[0]


@pytest.mark.qt_log_level_fail("CRITICAL")
def test_what_qt_complains_of_is_logged(reports, log_file):
    qWarning("a complaint")
    assert "a complaint" in log_file.read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    start_log(tmp_path / "file" / "timeline-app.log")
    LOG.log(logging.ERROR, "lost")
    for handler in tuple(LOG.handlers):
        LOG.removeHandler(handler)


def test_the_report_can_be_copied(qtbot):
    dialog = ReportDialog("Traceback: it broke")
    qtbot.addWidget(dialog)
    dialog.findChild(object, "copyReport").click()
    assert "Traceback: it broke" in QApplication.clipboard().text()
    assert "Qt" in QApplication.clipboard().text()
