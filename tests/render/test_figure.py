"""The page renderer: PNG, SVG and PDF of a Scene, with no Qt anywhere."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from timeline_app.render import figure
from timeline_app.render.figure import PictureMetadata
from timeline_app.render.figure_artist import directed
from timeline_app.scene.marks import Clip, Family, FontStyle, Role, Scene, Style

SVG = "{http://www.w3.org/2000/svg}"
ABOUT = PictureMetadata(
    title="Sanctions & prisoners",
    description="Five events — Минск <1>",
    author="A newsroom",
    created=datetime(2025, 12, 13, 12, tzinfo=UTC),
    event_titles={1: "The whole title of the first event", 5: "123 prisoners pardoned & freed"},
)


def bytes_of(scene: Scene, kind: str, dpi: float = 96, about: PictureMetadata = ABOUT) -> bytes:
    stream = io.BytesIO()
    figure.write(scene, stream, kind, dpi, about)
    return stream.getvalue()


def svg_of(scene: Scene, about: PictureMetadata = ABOUT) -> ElementTree.Element:
    return ElementTree.fromstring(bytes_of(scene, "svg", about=about))


def pdf_streams(content: bytes) -> bytes:
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    streams = []
    for stream in found:
        try:
            streams.append(zlib.decompress(stream))
        except zlib.error:
            streams.append(stream)
    return b"\n".join(streams)


@pytest.mark.parametrize(("dpi", "size"), [(96, (600, 400)), (200, (1250, 833)), (300, (1875, 1250))])
def test_a_png_has_size_times_dpi_over_96_pixels(scenes, dpi, size):
    image = Image.open(io.BytesIO(bytes_of(scenes.every_mark(), "png", dpi)))

    assert size == image.size
    assert dpi == pytest.approx(image.info["dpi"][0], abs=0.1)


@pytest.mark.parametrize("width", [1600, 1200, 601, 333])
def test_no_width_loses_a_pixel_to_rounding(scenes, width):
    assert (width, 240) == Image.open(io.BytesIO(bytes_of(scenes.every_mark(width, 240), "png"))).size


def test_a_png_carries_title_description_and_author(scenes):
    info = Image.open(io.BytesIO(bytes_of(scenes.every_mark(), "png"))).text

    assert ABOUT.title == info["Title"]
    assert ABOUT.description == info["Description"]
    assert ABOUT.author == info["Author"]


def test_the_svg_is_an_image_with_title_and_description(scenes):
    root = svg_of(scenes.every_mark())

    assert "img" == root.get("role")
    assert ABOUT.title == root.find(f"{SVG}title").text
    assert ABOUT.description == root.find(f"{SVG}desc").text
    assert "picture-title picture-description" == root.get("aria-labelledby")
    assert ("600", "400", "0 0 600 400") == (root.get("width"), root.get("height"), root.get("viewBox"))


def test_each_event_is_one_named_group_with_its_title(scenes):
    root = svg_of(scenes.every_mark())
    named = [
        group.get("id") for group in root.iter(f"{SVG}g") if (group.get("id") or "").startswith("event-")
    ]

    assert sorted(f"event-{event_id}" for event_id in range(1, 10)) == sorted(named)
    first = root.find(f".//{SVG}g[@id='event-1']")
    assert "The whole title of the first event" == first.find(f"{SVG}title").text
    assert "Disputed presidential election AVAT fi" == first.find(f"{SVG}text").text


def test_a_wrapped_title_is_one_text_of_a_tspan_a_line(scenes):
    root = svg_of(scenes.every_mark())
    texts = root.findall(f".//{SVG}g[@id='event-5']/{SVG}text")

    assert 1 == len(texts)
    assert ["123 prisoners", "pardoned & freed"] == [line.text for line in texts[0].findall(f"{SVG}tspan")]
    assert "123 prisoners pardoned & freed" == "".join(texts[0].itertext()).strip()
    assert ["375", "393"] == [line.get("y") for line in texts[0].findall(f"{SVG}tspan")]


def test_a_title_stands_where_the_scene_says_in_the_scenes_font(scenes):
    scene = scenes.every_mark()
    text = svg_of(scene).find(f".//{SVG}g[@id='event-1']/{SVG}text")
    width = next(
        batch for batch in scene.batches if getattr(batch, "text", ("",))[0].startswith("Disputed")
    ).width[0]

    assert ("20", "330") == (text.get("x"), text.get("y"))
    assert pytest.approx(width, abs=1e-3) == float(text.get("textLength"))
    assert "'Source Sans Pro'" in text.get("style")
    assert "sans-serif" in text.get("style")
    assert "font-size: 15px" in text.get("style")


def test_a_line_from_right_to_left_is_anchored_at_its_right_end(scenes):
    scene = scenes.every_mark()
    text = svg_of(scene).find(f".//{SVG}g[@id='event-2']/{SVG}text")
    batch = next(batch for batch in scene.batches if getattr(batch, "text", ("",))[0].startswith("Disputed"))

    assert "rtl" == text.get("direction")
    assert pytest.approx(batch.x[1] + batch.width[1], abs=1e-3) == float(text.get("x"))


def test_no_two_elements_of_the_svg_share_an_id(scenes):
    ids = [element.get("id") for element in svg_of(scenes.every_mark()).iter() if element.get("id")]

    assert len(ids) == len(set(ids))


def test_the_svg_holds_no_script_no_link_and_nothing_from_outside(scenes):
    content = bytes_of(scenes.every_mark(), "svg").decode()
    root = ElementTree.fromstring(content)

    assert not {"script", "a", "image", "foreignObject"} & {
        element.tag.rpartition("}")[2] for element in root.iter()
    }
    assert "!DOCTYPE" not in content
    assert not re.search(r"(?:href|src)=\"(?!#)", content)


def test_pdf_text_can_be_selected_and_its_title_read(scenes):
    content = bytes_of(scenes.every_mark(), "pdf")
    streams = pdf_streams(content)

    assert b"Sanctions & prisoners" in content
    assert b"/Type0" in content or b"/Type0" in streams
    assert b"/Type3" not in content + streams
    assert b"beginbfchar" in streams or b"beginbfrange" in streams  # letters can be told from glyphs
    assert b"D:20251213120000" in content


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_nothing_in_a_text_breaks_a_file(scenes, kind):
    awkward = [
        "US$_bad{ $x",
        "\x00\x07\x1b[0m\n\ttab",
        "\ud800 lone",
        "<b>&amp;\"'",
        "\u202eevil\u202c",
        "漢字 ไทย 🎉",
        "",
        " ",
    ]
    batch = scenes.texts([(10, 20.0 * (i + 1), "x") for i in range(len(awkward))], FontStyle(Family.SANS, 15))
    scene = Scene(400, 300, (replace(batch, text=tuple(awkward)),))
    about = replace(ABOUT, title="\x00 a\x1b", description="\ud800<&", event_titles={1: "\x08\ud801"})

    content = bytes_of(scene, kind, about=about)

    assert len(content) > 500
    if kind == "svg":
        shown = ["".join(text.itertext()) for text in ElementTree.fromstring(content).iter(f"{SVG}text")]
        assert "US$_bad{ $x" in shown
        assert "<b>&amp;\"'" in shown


def test_later_batches_and_rows_are_painted_over_earlier_ones(scenes):
    square = (10.0, 10.0, 20.0, 20.0)
    styles = [Style((255, 0, 0, 255)), Style((0, 0, 255, 255))]
    one = scenes.rects([square, square, square], styles, [0, 1, 0], [Role.BAR] * 3)
    two = scenes.rects([square], [Style((0, 255, 0, 255))], [0], [Role.BAR])

    assert [255, 0, 0, 255] == figure.pixels(Scene(40, 40, (one,)), 96)[20, 20].tolist()
    assert [0, 255, 0, 255] == figure.pixels(Scene(40, 40, (one, two)), 96)[20, 20].tolist()


def test_a_clip_holds_until_the_next_one(scenes):
    bar = scenes.rects([(0.0, 0.0, 40.0, 40.0)], [Style((255, 0, 0, 255))], [0], [Role.BAR])
    end = Clip(0, 0, float("inf"), float("inf"))
    clipped = figure.pixels(Scene(40, 40, (Clip(10, 20, 10, 10), bar)), 96)
    freed = figure.pixels(Scene(40, 40, (Clip(10, 20, 10, 10), end, bar)), 96)

    rows, columns = np.nonzero(clipped[..., 3])
    assert (20, 29, 10, 19) == (rows.min(), rows.max(), columns.min(), columns.max())
    assert (freed[..., 3] == 255).all()


def test_text_in_a_clip_is_clipped_in_the_svg_too(scenes):
    text = scenes.texts([(10, 20, "A long lane header")], FontStyle(Family.SANS, 15))
    group = svg_of(Scene(100, 40, (Clip(0, 0, 50, 40), text))).find(f".//{SVG}g[@id='event-1']")

    assert group.get("clip-path", "").startswith("url(#")


_SAME_AGAIN = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("scenes", sys.argv[1])
scenes = importlib.util.module_from_spec(spec); spec.loader.exec_module(scenes)
import hashlib, io
from datetime import UTC, datetime
from timeline_app.render import figure
about = figure.PictureMetadata("t", "d", "a", datetime(2025, 12, 13, tzinfo=UTC))
for kind in ("png", "svg", "pdf"):
    stream = io.BytesIO()
    figure.write(scenes.every_mark(), stream, kind, 120, about)
    print(hashlib.sha256(stream.getvalue()).hexdigest())
assert not [name for name in sys.modules if name.startswith("PySide6")]
assert "matplotlib.pyplot" not in sys.modules
"""


def test_the_same_scene_gives_the_same_bytes_in_another_process_and_zone(scenes, root):
    about = PictureMetadata("t", "d", "a", datetime(2025, 12, 13, tzinfo=UTC))
    here = [
        hashlib.sha256(bytes_of(scenes.every_mark(), kind, 120, about)).hexdigest()
        for kind in ("png", "svg", "pdf")
    ]
    env = {**os.environ, "TZ": "Asia/Kolkata", "PYTHONHASHSEED": "7", "PYTHONPATH": str(root)}
    file = Path(__file__).with_name("scenes.py")
    there = subprocess.run(
        [sys.executable, "-c", _SAME_AGAIN, str(file)], env=env, capture_output=True, text=True, check=True
    )

    assert here == there.stdout.split()


@pytest.mark.parametrize(
    ("text", "rtl", "mark"),
    [
        ("talks in Minsk, where potash…", False, ""),
        ("سقطت abc", True, ""),
        ("abc سقطت", True, "\u200f"),
        ("سقطت abc", False, "\u200e"),
    ],
)
def test_a_line_is_marked_only_where_its_letters_would_turn_it_about(text, rtl, mark):
    assert mark + text == directed(text, rtl)
