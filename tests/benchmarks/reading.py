"""How well and how fast articles are read: `python -m tests.benchmarks.reading [FOLDER]`.

FOLDER holds the development data and its scorers (`../shared/timex` beside the checkout if not said). Without
it, only the speed is measured, on a text of our own.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

from timeline_app.reading.expressions import expressions
from timeline_app.reading.propose import propose

ROOT = Path(__file__).resolve().parent.parent.parent
SENTENCES = (
    "On 13 December 2025 Belarus pardoned and freed 123 prisoners, among them a leader of the protests.",
    "The talks in Minsk lasted two days, an aide said on Friday, and nothing was signed in the end.",
    "One year after the election, the Treasury imposed broad sanctions on Minsk in August 2021.",
    "The company had sold about 3,000 of them in the third quarter of 2019, up from a year earlier.",
    "Nobody who was asked about the plan wanted to say when it would be told to those whom it touches.",
    "The old bridge, built between 1871 and 1873, was closed last summer after a part of it had fallen.",
)


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def speed() -> None:
    """Print the cost of reading a text of 100,000 words, and of texts made to be slow."""
    text = ""
    while len(text) < 600_000:
        text += " ".join(SENTENCES) + "\n"
    words = len(text.split())
    propose("On 5 May 2020 it rained.", "2020-05-06")  # the tables are built once
    for name, read in (("expressions", expressions), ("proposals", propose)):
        start, wall = time.process_time(), time.perf_counter()
        count = len(read(text, "2025-12-13"))
        spent_ms, waited_s = 1e6 * (time.process_time() - start) / words, time.perf_counter() - wall
        tell(f"{name}: {count:,} in {words:,} words, {waited_s:.2f} s, {spent_ms:.1f} ms a 1,000 words")
    for piece in ("1 ", "May ", "5 May 2020 ", ". ", ".", "A. ", "\n", "two days of talks, ", "1999-", "'"):
        harmful = piece * (10_000_000 // len(piece))
        asked: list[float] = [time.perf_counter()]

        def ask(times: list[float] = asked) -> bool:
            times.append(time.perf_counter())
            return False

        count = len(propose(harmful, "2025-12-13", cancelled=ask))
        asked.append(time.perf_counter())
        longest = max(after - before for before, after in pairwise(asked))
        took = asked[-1] - asked[0]
        tell(f"10 MB of {piece!r}: {took:.1f} s, asked at least every {longest:.2f} s, {count:,}")


def scores(folder: Path) -> None:
    """Print what the scorers of the development data say."""
    program = f"{shlex.quote(sys.executable)} {shlex.quote(str(ROOT / 'main.py'))}"
    for scorer, options in (
        (
            "score.py",
            [
                "--gold",
                str(folder / "wikiwars"),
                "--types-from-values",
                "--batch",
                "--cmd",
                f"{program} expressions --batch",
            ],
        ),
        (
            "score_timelines.py",
            [
                "--data",
                str(folder / "wikinews-apple"),
                "--cmd",
                f"{program} read {{story}} {{article}} --published {{date}} --json",
            ],
        ),
    ):
        tell(scorer)
        subprocess.run([sys.executable, str(folder / scorer), *options], check=False)


if __name__ == "__main__":
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "timex"
    if (data / "score.py").exists():
        scores(data)
    else:
        tell(f"no development data in {data}: only the speed is measured")
    speed()
