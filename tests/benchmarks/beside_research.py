"""The performance research's own frames (`i_frame.py`), run beside ours on events of the same distribution.

    python -m tests.benchmarks.navigation --events 10000000 --research ../shared/research/performance

The research's scripts are no part of this project; given their folder, what they need (sorted columns and a
table of titles) is made once, in `TIMELINE_BENCHMARKS`, with their own generator.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np

from tests.benchmarks.synthetic import benchmark_folder

#: The line of theirs that stands for the best way: buffered, titles off the frame, labels as bitmaps.
BEST = "buffered + titles off-frame + label bitmaps"


def research_frames(scripts: Path, events: int) -> dict[bool, dict[str, float]]:
    """p50, p95, p99 and the share of slow frames of the research's best way, without and with a filter."""
    folder = benchmark_folder() / "research"
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"PERF_DIR": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    os.environ["PERF_DIR"] = str(folder)
    _prepare(_module(scripts / "common.py"), folder, events)
    done = subprocess.run(
        [sys.executable, "i_frame.py", str(events)],
        cwd=scripts, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = {}
    for line in done.stdout.splitlines():
        record = json.loads(line)
        if record.get("mode") == BEST:
            found[bool(record["filtered"])] = {
                key: float(record[key]) for key in ("p50", "p95", "p99", "over16_7")
            }
    return found


def _prepare(common: ModuleType, folder: Path, events: int) -> None:
    """The columns and the table of titles, where they are not there yet."""
    columns, table = folder / f"cols_{events}.npz", folder / f"ev_{events}.db"
    if columns.exists() and table.exists():
        return
    start, end, source, category, importance = common.columns(events)
    order = np.argsort(start, kind="stable")
    table.unlink(missing_ok=True)
    with sqlite3.connect(table, isolation_level=None) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TABLE event(id INTEGER PRIMARY KEY, title TEXT NOT NULL)")
        connection.execute("BEGIN")
        for rows in common.rows(events, False):
            connection.executemany("INSERT INTO event VALUES (?, ?)", ((row[0], row[6]) for row in rows))
        connection.execute("COMMIT")
    np.savez(
        columns, S=start[order], E=end[order], ID=order.astype(np.int64) + 1, CAT=category[order],
        SRC=source[order], IMP=importance[order],
    )  # fmt: skip


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("research_common", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
