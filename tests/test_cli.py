"""The command line: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest

from timeline_app import __version__, cli
from timeline_app.work.opening import read_importable, sample_story

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def sample(root: Path) -> str:
    return str(root / "data" / "belarus.json")


def ends(arguments: list[str], status: int, capsys: Capture) -> tuple[str, str]:
    """Run a command that ends with `status`; what it said on standard output and standard error."""
    assert status == cli.main(arguments)
    said = capsys.readouterr()
    return said.out, said.err


def in_a_process(
    *arguments: str, program: tuple[str, ...] = ("-m", "timeline_app"), **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the whole program with no display."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, *program, *arguments],
        env=kept | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


# -- what there is ------------------------------------------------------------


def test_the_version_is_told(capsys: Capture) -> None:
    out, _ = ends(["--version"], 0, capsys)
    assert f"timeline-app {__version__}" == out.strip()


def test_help_lists_the_commands_there_are(capsys: Capture) -> None:
    out, _ = ends(["--help"], 0, capsys)
    commands = out[out.index("COMMAND\n") :]
    listed = re.findall(r"^    (\w+)", commands, re.MULTILINE)
    assert {"export", "list", "import", "save", "check", "expressions", "read"} == set(listed)


@pytest.mark.parametrize("command", ["export", "list", "check"])
def test_each_command_has_help(command: str, capsys: Capture) -> None:
    out, _ = ends([command, "--help"], 0, capsys)
    assert "STORY" in out


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        (["some.story"], True),
        (["list"], False),
        (["--version"], False),
        (["a.story", "b.story"], False),
        (["list", "a.story"], False),
    ],
)
def test_one_argument_that_is_no_command_opens_the_window(arguments: list[str], window: bool) -> None:
    assert window is cli.asks_for_window(arguments)


# -- list ------------------------------------------------------------


def test_list_prints_the_events_in_order_for_people(sample: str, capsys: Capture) -> None:
    out, _ = ends(["list", sample], 0, capsys)
    lines = out.splitlines()
    assert lines[0].startswith("August 2020, derived  ")
    assert lines[1].split("  ")[0] == "August 2021"
    assert lines[1].endswith("Sanctions")
    assert "5 of 5 events" == lines[-1]
    titles_at = {
        line.index(title) for line in lines for title in ("Disputed", "US Treasury", "123") if title in line
    }
    assert 1 == len(titles_at), "titles stand below each other"


def test_list_as_json_gives_one_object_a_line_with_the_agreed_fields(sample: str, capsys: Capture) -> None:
    out, _ = ends(["list", sample, "--json"], 0, capsys)
    rows = [json.loads(line) for line in out.splitlines()]
    fields = ["id", "when", "title", "category", "tags", "place", "note", "importance", "passages"]
    assert 5 == len(rows)
    assert all(fields == list(row) for row in rows)
    assert all(["article", "start", "end", "quote"] == list(part) for row in rows for part in row["passages"])
    released = rows[-1] if rows[-1]["title"].startswith("123") else rows[-2]
    assert ("2025-12-13", "Release", "Belarus", 3) == tuple(
        released[name] for name in ("when", "category", "place", "importance")
    )
    assert {"prisoners", "Maria Kolesnikova", "Ales Bialiatski"} == set(released["tags"])


def test_places_in_json_are_code_points_of_the_article(root: Path, capsys: Capture) -> None:
    path = root / "tests" / "data" / "awkward.json"
    texts = {article.title: article.text for article in read_importable(path).articles}
    out, _ = ends(["list", str(path), "--json"], 0, capsys)
    passages = [part for line in out.splitlines() for part in json.loads(line)["passages"]]
    assert passages
    assert all(part["quote"] == texts[part["article"]][part["start"] : part["end"]] for part in passages)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("kolesnikova", {"123 prisoners pardoned and freed", "Disputed presidential election"}),
        ("tag:kolesnikova", {"123 prisoners pardoned and freed"}),
        ('"two days of talks"', {"US envoy holds two days of talks in Minsk"}),
        ("category:sanctions before:2025", {"US Treasury imposes broad sanctions on Minsk"}),
        ("tag:potash -category:sanctions", {"US envoy holds two days of talks in Minsk"}),
        (
            "on:2020 OR on:2021-08-15",
            {"Disputed presidential election", "US Treasury imposes broad sanctions on Minsk"},
        ),
        ("zebra", set()),
    ],
)
def test_list_narrows_by_a_query(query: str, titles: set[str], sample: str, capsys: Capture) -> None:
    out, _ = ends(["list", sample, "--json", "--filter", query], 0, capsys)
    found = {json.loads(line)["title"] for line in out.splitlines()}
    if query == "kolesnikova":  # a word may stand in a passage as well
        assert "123 prisoners pardoned and freed" in found
    else:
        assert titles == found


def test_an_empty_answer_is_an_answer(sample: str, capsys: Capture) -> None:
    out, _ = ends(["list", sample, "--filter", "zebra"], 0, capsys)
    assert "0 of 5 events" == out.strip()


def test_what_is_listed_can_do_a_terminal_no_harm(root: Path, capsys: Capture) -> None:
    out, _ = ends(["list", str(root / "tests" / "data" / "awkward.json")], 0, capsys)
    assert [] == [
        character for character in out if character != "\n" and (ord(character) < 32 or ord(character) == 127)
    ]


# -- check ------------------------------------------------------------


def test_check_says_that_a_file_is_whole(sample: str, capsys: Capture) -> None:
    out, _ = ends(["check", sample], 0, capsys)
    assert "5 events, 1 article" in out


def test_check_changes_no_byte(tmp_path: Path, capsys: Capture) -> None:
    story = sample_story(tmp_path)
    before = story.read_bytes()
    ends(["check", str(story)], 0, capsys)
    assert before == story.read_bytes()


def test_check_names_a_quote_that_does_not_stand_where_it_says(tmp_path: Path, capsys: Capture) -> None:
    story = sample_story(tmp_path)
    with closing(sqlite3.connect(story)) as other:
        other.execute("UPDATE passage SET start_char = start_char + 1 WHERE id = 1")
        other.commit()
    out, err = ends(["check", str(story)], 1, capsys)
    assert out.strip()
    assert "belarus.story" in err
    assert 1 == err.count("\n")


# -- export ------------------------------------------------------------


@pytest.mark.parametrize("size", ["1600x900", "297x210mm"])
def test_export_writes_the_five_titles_as_text(
    size: str, sample: str, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "out.svg"
    ends(["export", sample, str(out), "--size", size], 0, capsys)
    texts = [
        " ".join("".join(node.itertext()).split())
        for node in ElementTree.parse(out).iter("{http://www.w3.org/2000/svg}text")
    ]
    for title in json_titles(sample):
        assert any(title in text for text in texts), title


def json_titles(sample: str) -> list[str]:
    return [event.title for event in read_importable(Path(sample)).events]


def test_a_png_has_its_size_times_its_resolution(sample: str, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "out.png"
    ends(["export", sample, str(out), "--size", "600x400", "--dpi", "192", "--theme", "dark"], 0, capsys)
    head = out.read_bytes()[:24]
    assert (1200, 800) == (int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big"))


# -- problems ------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "missing.story"],
        ["check", "missing.json"],
        ["export", "missing.story", "out.png"],
        ["list", "."],
    ],
)
def test_a_problem_of_the_world_is_one_sentence_and_status_1(arguments: list[str], capsys: Capture) -> None:
    out, err = ends(arguments, 1, capsys)
    assert "" == out
    assert err.startswith("timeline-app: ")
    assert 1 == err.count("\n")


def test_a_folder_that_is_not_there_is_told(sample: str, tmp_path: Path, capsys: Capture) -> None:
    _, err = ends(["export", sample, str(tmp_path / "none" / "out.svg")], 1, capsys)
    assert "none" in err
    assert 1 == err.count("\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["list"], "STORY"),
        (["list", "SAMPLE", "--js"], "--js"),
        (["list", "SAMPLE", "--filter", '"two days'], "quotation mark is not closed"),
        (["list", "SAMPLE", "--filter", "before:soonish"], "--filter"),
        (["export", "SAMPLE", "out.gif"], ".png, .svg or .pdf"),
        (["export", "SAMPLE", "out.png", "--size", "large"], "is no size"),
        (["export", "SAMPLE", "out.png", "--size", "1x1"], "--size"),
        (["export", "SAMPLE", "out.png", "--dpi", "many"], "is no resolution"),
        (["export", "SAMPLE", "out.png", "--dpi", "nan"], "--dpi"),
        (["export", "SAMPLE", "out.png", "--theme", "blue"], "light"),
        (["export", "SAMPLE", "out.png", "--lanes", "colour"], "organisation"),
        (["export", "SAMPLE", "out.png", "--preset", "poster"], "a4"),
        (["export", "SAMPLE", "out.png", "--preset", "a4", "--size", "600x400"], "not allowed with"),
        (["export", "SAMPLE", "out.png", "--from", "soonish"], "--from"),
        (["export", "SAMPLE", "out.png", "--from", "12/11/2025"], "--from"),
        (["import", "SAMPLE", "file.csv"], "import"),
    ],
)
def test_wrong_usage_is_status_2_and_says_why(
    arguments: list[str], sentence: str, sample: str, capsys: Capture
) -> None:
    _, err = ends([sample if word == "SAMPLE" else word for word in arguments], 2, capsys)
    assert sentence in err
    assert "Traceback" not in err


# -- whole processes ------------------------------------------------------------


def test_listing_and_checking_load_neither_qt_nor_matplotlib(sample: str) -> None:
    program = (
        "import sys; from timeline_app import cli\n"
        f"statuses = [cli.main(['list', {sample!r}, '--json']), cli.main(['check', {sample!r}])]\n"
        "loaded = sorted({name.split('.')[0] for name in sys.modules} & {'PySide6', 'matplotlib'})\n"
        "sys.exit(f'{statuses} {loaded}' if loaded or any(statuses) else 0)"
    )
    done = in_a_process(program=("-c", program))
    assert 0 == done.returncode, done.stderr


def test_exporting_loads_no_qt(sample: str, tmp_path: Path) -> None:
    program = (
        "import sys; from timeline_app import cli\n"
        f"status = cli.main(['export', {sample!r}, {str(tmp_path / 'out.pdf')!r}])\n"
        "sys.exit(status or 'PySide6' in sys.modules)"
    )
    done = in_a_process(program=("-c", program))
    assert 0 == done.returncode, done.stderr


def test_a_reader_that_has_seen_enough_is_no_fault(root: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "timeline_app",
        "list",
        str(root / "tests" / "data" / "awkward.json"),
        "--json",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert "" == process.stderr.read()
    assert 0 == process.returncode


def test_without_a_display_the_picture_is_written_and_export_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("timeline.png", "timeline-2.png"):
        done = in_a_process(QT_QPA_PLATFORM="", PYTHONPATH=str(Path(cli.__file__).parent.parent.parent))
        assert 0 == done.returncode, done.stderr
        assert "display" in done.stdout or "Librar" in done.stdout or "PySide6" in done.stdout
        assert f"{name} instead" in done.stdout
        assert "export STORY" in done.stdout
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")


def test_main_without_its_packages_prints_the_two_commands(root: Path) -> None:
    done = in_a_process(program=("-I", "-S", str(root / "main.py")))
    assert 2 == done.returncode
    assert "Traceback" not in done.stderr
    readme = (root / "README.md").read_text(encoding="utf-8")
    commands = [line.strip() for line in done.stderr.splitlines() if line.startswith("  ")]
    assert 4 == len(commands)
    assert [] == [command for command in commands if command not in readme]


def test_main_is_the_same_program(root: Path) -> None:
    done = in_a_process("--version", program=(str(root / "main.py"),))
    assert f"timeline-app {__version__}" == done.stdout.strip()
