"""Whether a window can be opened, found out without Qt."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from timeline_app import display

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has displays that may lack"
)


@pytest.fixture(autouse=True)
def _qt_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer as where PySide6 and all libraries are there, whatever this machine lacks."""
    monkeypatch.setattr(display.importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(display, "_loads", lambda _: True)
    monkeypatch.setattr(display, "_refusal_of", lambda _: "")


def test_no_display_named_is_no_display() -> None:
    assert "no display" in display.why_no_window({})


@pytest.mark.parametrize("name", [":4321", "unix:4321.0", "not a display", "localhost:1"])
def test_a_display_that_does_not_answer_is_named(name: str) -> None:
    assert f"The display “{name}” does not answer." == display.why_no_window({"DISPLAY": name})


def test_a_wayland_socket_that_answers_is_a_display(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert display.why_no_window(environment)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        assert display.why_no_window(environment) == ""


def test_an_x_server_over_the_net_is_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_INET) as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        monkeypatch.setattr(display, "_FIRST_X11_PORT", server.getsockname()[1] - 3)
        assert display.why_no_window({"DISPLAY": "127.0.0.1:3.0"}) == ""


def test_a_platform_that_the_person_chose_is_believed() -> None:
    assert display.why_no_window({"QT_QPA_PLATFORM": "offscreen"}) == ""


def test_missing_libraries_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_x11_answers", lambda _: True)
    monkeypatch.setattr(display, "_loads", lambda name: name not in ("libxcb-icccm.so.4", "libGL.so.1"))
    reason = display.why_no_window({"DISPLAY": ":0"})
    assert "sudo apt-get install libgl1 libxcb-icccm4" in reason
    assert "t64" not in reason


def test_the_new_name_of_glib_is_told_with_the_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_loads", lambda name: name != "libglib-2.0.so.0")
    reason = display.why_no_window({"QT_QPA_PLATFORM": "offscreen"})
    assert "libglib2.0-0 is called libglib2.0-0t64" in reason


def test_a_plugin_that_the_loader_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "_x11_answers", lambda _: True)
    monkeypatch.setattr(display, "_refusal_of", lambda plugin: f"A library of {plugin} is missing")
    assert "A library of xcb is missing" == display.why_no_window({"DISPLAY": ":0"})


def test_without_the_toolkit_the_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display.importlib.util, "find_spec", lambda _: None)
    assert "PySide6" in display.why_no_window({"DISPLAY": ":0"})


def test_the_debian_packages_are_those_of_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    needed = [*display._NEEDED.values(), *display._NEEDED_X11.values()]
    assert [package for package in needed if f" {package} " not in readme.replace("\n", " ")] == []


def test_asking_loads_no_qt() -> None:
    program = (
        "import sys; from timeline_app.display import why_no_window\n"
        "why_no_window(); print('PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "False" == done.stdout.strip()
