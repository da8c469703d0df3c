"""The layers, as rules a newcomer can read; each fails like any test."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "timeline_app"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: The only places that may know Qt.
QT_PLACES = ("timeline_app.ui", "timeline_app.app", "timeline_app.render.qt")


def dotted(path: Path) -> str:
    """`timeline_app/core/event.py` → `timeline_app.core.event`."""
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_free_of_qt(name: str) -> bool:
    """Whether a module must import where no Qt is installed."""
    return not any(name == place or name.startswith((place + ".", place + "_")) for place in QT_PLACES)


def test_every_import_contract_is_kept() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_below_the_window_imports_with_no_qt() -> None:
    names = [
        name for path in MODULES if is_free_of_qt(name := dotted(path)) and not name.endswith("__main__")
    ]
    program = (
        "import sys, importlib\n"
        "class Block:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('PySide6', 'shiboken6'): raise ImportError('no Qt: ' + name)\n"
        "sys.meta_path.insert(0, Block())\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_looking_and_listing_load_no_matplotlib() -> None:
    program = (
        "import sys, timeline_app.cli, timeline_app.work.opening, timeline_app.scene.compose\n"
        "sys.exit('matplotlib' in sys.modules or 'PySide6' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_a_module_says_what_it_holds_and_stays_a_room_not_a_hall(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "a module docstring says what it holds and what it refuses"
    assert source.count("\n") <= 400, "a file beyond 400 lines asks to be two"


@pytest.mark.parametrize("house", [PACKAGE, PACKAGE / "ui"], ids=dotted)
def test_the_map_of_the_house_names_every_room(house: Path) -> None:
    map_of_the_house = ast.get_docstring(ast.parse((house / "__init__.py").read_text(encoding="utf-8"))) or ""
    rooms = {path.name for path in house.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert {room for room in rooms if f"`{room}`" not in map_of_the_house} == set()


def test_no_foreign_html_is_ever_laid_out() -> None:
    users = [dotted(path) for path in MODULES if ".setHtml(" in path.read_text(encoding="utf-8")]
    assert users == []
