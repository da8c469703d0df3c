"""What every test of the window shares: the sample story, a session, a whole window; stray threads fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.hand import hand
from tests.ui.person import empty_story, own_window, person, reader
from timeline_app import paths
from timeline_app.render.qt_glyphs import register_fonts
from timeline_app.ui.clipboard import leave_clipboard
from timeline_app.ui.main_window import MainWindow
from timeline_app.ui.session import Session
from timeline_app.ui.settings import Settings
from timeline_app.ui.style import Appearance
from timeline_app.work.opening import sample_story

__all__ = ["empty_story", "hand", "own_window", "person", "reader"]  # fixtures from their own files

#: How long a worker may take to answer in a test, ms.
PATIENCE_MS = 5_000


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["timeline-app-tests"]


@pytest.fixture(scope="session", autouse=True)
def nothing_left_on_the_clipboard(qapp: QApplication) -> Iterator[None]:
    """The plain clipboard of the offscreen platform outlives Python, and what Python put there crashes."""
    yield
    leave_clipboard()


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has folders of its own: no settings leak from one to the next."""
    home = tmp_path / "home"
    monkeypatch.setenv("TIMELINE_APP_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_stray_threads() -> Iterator[None]:
    """Whoever starts a thread ends it."""
    before = set(threading.enumerate())
    yield
    stray = [thread.name for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    assert stray == []


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    register_fonts()
    made = Appearance(qapp, "light")
    yield made
    made.leave()


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample story, built once; tests take a copy."""
    return sample_story(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def sample_file(built_sample: Path, tmp_path: Path) -> Path:
    """A sample story of one's own, which may be written to."""
    copy = tmp_path / built_sample.name
    copy.write_bytes(built_sample.read_bytes())
    return copy


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    """A session with no story yet."""
    made = Session(watch=False)
    yield made
    made.close()


@pytest.fixture
def open_story(qtbot: QtBot) -> Iterator[Callable[[Path], Session]]:
    """Opens a story (or a file that becomes one) and waits until it is there."""
    sessions: list[Session] = []

    def open_path(path: Path) -> Session:
        session = Session(watch=False)
        sessions.append(session)
        with qtbot.waitSignal(session.story_changed, timeout=10_000):
            session.open(path)
        return session

    yield open_path
    for session in sessions:
        session.close()


@pytest.fixture
def sample(root: Path, open_story: Callable[[Path], Session]) -> Session:
    return open_story(root / "data" / "belarus.json")


@pytest.fixture
def awkward(root: Path, open_story: Callable[[Path], Session]) -> Session:
    return open_story(root / "tests" / "data" / "awkward.json")


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget, int, int], None]:
    """Shows a widget at a size and waits until it is seen and has the keyboard."""

    def show(widget: QWidget, width_px: int, height_px: int) -> None:
        qtbot.addWidget(widget)
        widget.resize(width_px, height_px)
        with qtbot.waitExposed(widget):
            widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)

    return show


@pytest.fixture
def opened(qtbot: QtBot, session: Session, sample_file: Path) -> Session:
    """A session on the sample story."""
    with qtbot.waitSignal(session.story_changed, timeout=PATIENCE_MS):
        session.open(sample_file)
    return session


@pytest.fixture
def story(opened: Session) -> Session:
    """The sample story, open."""
    return opened


@pytest.fixture
def settings(own_home: Path) -> Settings:
    return Settings(paths.own_config_dir(), paths.own_state_dir())


@pytest.fixture
def make_window(
    qtbot: QtBot, appearance: Appearance, settings: Settings
) -> Iterator[Callable[..., MainWindow]]:
    """Makes windows on a story, shown and painted once, and closes them in the end."""
    made: list[MainWindow] = []

    def make(story: Path, width: int = 1280, height: int = 800) -> MainWindow:
        window = MainWindow(Session(watch=False), appearance, settings)
        made.append(window)
        window.resize(width, height)
        window.show()
        qtbot.waitExposed(window)
        with qtbot.waitSignal(window.session.story_changed, timeout=PATIENCE_MS):
            window.session.open(story)
        qtbot.waitUntil(lambda: window.view.scene_shown() is not None, timeout=PATIENCE_MS)
        window.view.setFocus()
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window: Callable[..., MainWindow], sample_file: Path) -> MainWindow:
    """A window of 1280 × 800 on the sample story."""
    return make_window(sample_file)
