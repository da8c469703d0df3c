"""Whether a window can be opened, asked before any toolkit is loaded; imports no Qt.

Qt aborts the whole process, with no Python error, where the display does not answer or a library of its
platform plugin is missing (measured). So we ask first: the display's socket, then the dynamic loader.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

#: How long a display may take to answer; a local one takes less than a millisecond.
_ANSWER_TIMEOUT_S = 2.0
_FIRST_X11_PORT = 6000

#: Libraries beyond Qt's own wheel, each with the Debian package that holds it, in the order apt is told.
_NEEDED = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
_NEEDED_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
_NEEDED_WAYLAND = {"libwayland-cursor.so.0": "libwayland-cursor0", "libwayland-egl.so.1": "libwayland-egl1"}

#: Since Debian 13 and Ubuntu 24.04 glib's package has another name.
_RENAMED = "From Debian 13 and Ubuntu 24.04 on, libglib2.0-0 is called libglib2.0-0t64."


def why_no_window(environment: Mapping[str, str] | None = None) -> str:
    """Why no window can be opened, in a sentence or two for the person; empty where one can.

    A `QT_QPA_PLATFORM` set by the person is believed: only what every Qt program needs is asked for.
    """
    environment = os.environ if environment is None else environment
    if importlib.util.find_spec("PySide6") is None:
        return "The window needs PySide6, which is not installed."
    if not sys.platform.startswith("linux"):
        return ""
    if environment.get("QT_QPA_PLATFORM"):
        return _missing_sentence(_missing(_NEEDED))
    wayland, x11 = _wayland_answers(environment), _x11_answers(environment)
    if not (wayland or x11):
        named = environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY")
        return f"The display “{named}” does not answer." if named else "There is no display for a window."
    if x11 and not (missing := _missing(_NEEDED | _NEEDED_X11)):
        return _refusal_of("xcb")
    if wayland and not _missing(_NEEDED | _NEEDED_WAYLAND):
        return _refusal_of("wayland")
    return _missing_sentence(missing if x11 else _missing(_NEEDED | _NEEDED_WAYLAND))


def _missing(needed: Mapping[str, str]) -> list[str]:
    """The Debian packages of those libraries that the dynamic loader does not find."""
    return [package for library, package in needed.items() if not _loads(library)]


def _refusal_of(plugin: str) -> str:
    """Why Qt's platform plugin does not load, in the loader's words; empty where it does or is elsewhere."""
    spec = importlib.util.find_spec("PySide6")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "Qt", "plugins", "platforms", f"libq{plugin}.so")
        if path.is_file():
            try:
                ctypes.CDLL(str(path))
            except OSError as trouble:
                return f"A library that the window needs is missing: {trouble}"
    return ""


def _missing_sentence(packages: list[str]) -> str:
    if not packages:
        return ""
    command = f"sudo apt-get install {' '.join(packages)}"
    renamed = f" ({_RENAMED})" if "libglib2.0-0" in packages else ""
    return f"Libraries that the window needs are missing; on Debian and Ubuntu: {command}{renamed}"


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _connects(family: int, address: str | tuple[str, int]) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as link:
            link.settimeout(_ANSWER_TIMEOUT_S)
            link.connect(address)
    except OSError:
        return False
    return True


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    folder = environment.get("XDG_RUNTIME_DIR", "")
    if not name or not (folder or os.path.isabs(name)):
        return False
    return _connects(socket.AF_UNIX, str(Path(folder) / name))


def _x11_answers(environment: Mapping[str, str]) -> bool:
    """Whether an X server answers at `DISPLAY`, such as `:0`, `unix:1.0` or `host:10.0`."""
    found = re.fullmatch(r"(?:\w+/)?(.*):(\d+)(?:\.\d+)?", environment.get("DISPLAY", ""))
    if found is None:
        return False
    host, number = found[1], int(found[2])
    if host not in ("", "unix"):
        return _connects(socket.AF_INET, (host.strip("[]"), _FIRST_X11_PORT + number))
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where every X server has its socket
    return _connects(socket.AF_UNIX, path) or _connects(socket.AF_UNIX, f"\0{path}")
