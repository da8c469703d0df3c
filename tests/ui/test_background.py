"""Workers: one thread that owns one resource; late answers are dropped."""

from __future__ import annotations

import threading

import pytest

from timeline_app.core.errors import TimelineError
from timeline_app.ui.background import Worker

pytestmark = pytest.mark.qt


@pytest.fixture
def worker(qtbot):
    made = Worker("test-worker", dict, dict.clear, lambda resource: resource.setdefault("cut", True))
    yield made
    made.close()


def test_the_answer_comes_in_the_thread_that_asked(qtbot, worker):
    seen = []
    worker.run(
        lambda _: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread() is threading.main_thread())),
    )
    qtbot.waitUntil(lambda: seen != [])
    assert seen == [("test-worker", True)]


def test_a_problem_of_the_world_is_told_in_its_sentence(qtbot, worker):
    def work(_):
        raise TimelineError("The disk is full.")

    told = []
    worker.run(work, None, told.append)
    qtbot.waitUntil(lambda: told != [])
    assert told == ["The disk is full."]


def test_a_fault_of_ours_is_raised_in_the_window_s_event_loop(qtbot, worker):
    with qtbot.captureExceptions() as caught:
        worker.run(lambda _: 1 // 0, None, None)
        qtbot.waitUntil(lambda: caught != [])
    assert caught[0][0] is ZeroDivisionError


def test_a_newer_job_of_the_same_key_drops_the_earlier_answer(qtbot, worker):
    begun, go, answers = threading.Event(), threading.Event(), []
    worker.run(lambda _: begun.set() or (go.wait(5) and "old"), answers.append, key="query")
    begun.wait(5)
    worker.run(lambda _: "waiting", answers.append, key="query")
    worker.run(lambda resource: ("new", resource.get("cut")), answers.append, key="query")
    go.set()
    qtbot.waitUntil(lambda: answers != [])
    qtbot.wait(20)
    assert answers == [("new", True)]


def test_a_dropped_key_answers_no_more(qtbot, worker):
    go, answers = threading.Event(), []
    worker.run(lambda _: go.wait(5), answers.append, key="query")
    worker.drop("query")
    go.set()
    worker.run(lambda _: "other", answers.append)
    qtbot.waitUntil(lambda: answers != [])
    assert answers == ["other"]


def test_closing_finishes_what_waits_when_asked_to(qtbot):
    done = []
    worker = Worker("test-finisher", list, done.append)
    for number in range(3):
        worker.run(lambda resource, number=number: resource.append(number))
    worker.close(finish=True)
    assert done == [[0, 1, 2]]


def test_a_resource_that_could_not_be_opened_is_tried_again(qtbot):
    tries = []

    def open_resource():
        tries.append(1)
        if len(tries) == 1:
            raise TimelineError("Not yet.")
        return "open"

    worker = Worker("test-opener", open_resource, lambda _: None)
    told = []
    worker.run(lambda resource: resource, told.append, told.append)
    worker.run(lambda resource: resource, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    worker.close()
    assert told == ["Not yet.", "open"]
