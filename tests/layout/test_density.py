"""Density is exact: against a brute count in fractions, and summed over all time."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline_app.core.dates import bounds, seconds_from_civil
from timeline_app.core.row_set import LISTED_SHARE, of_rows
from timeline_app.layout.density import GRID, counts, density, density_index, grid_edges
from timeline_app.layout.viewport import fit

UNIT = {(unit.unit, unit.count): unit for unit in GRID}

years = st.integers(1890, 1930)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.builds("{}-{:02}".format, months, st.integers(1, 28))
times = st.builds(
    "{}T{:02}:{:02}:{:02}".format, days, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59)
)
decades = st.builds("{}X".format, st.integers(189, 192))
units = st.one_of(years.map(str), months, days, times, decades)


def stretch(text: str) -> tuple[int, int]:
    known = bounds(text)
    return known.earliest_start_s, known.latest_end_s


def brute(texts: list[str], longest_s: int, start_s: int, end_s: int) -> Fraction:
    """Each date's share of [start, end), one by one, in fractions."""
    total = Fraction(0)
    for text in texts:
        first_s, last_s = stretch(text)
        if last_s - first_s <= longest_s:
            total += start_s <= first_s < end_s
        else:
            total += Fraction(max(0, min(last_s, end_s) - max(first_s, start_s)), last_s - first_s)
    return total


@given(st.lists(units, min_size=1, max_size=30), st.sampled_from(GRID[9:22]))
@settings(max_examples=50, deadline=None)
def test_every_column_counts_what_a_brute_count_in_fractions_does(columns_of, texts: list[str], unit) -> None:
    edge_s = grid_edges(unit, seconds_from_civil(1900), seconds_from_civil(1900) + 400 * unit.longest_s)
    counted = counts(density_index(columns_of(texts)), unit, edge_s)
    for start_s, end_s, count in zip(
        edge_s[:-1].tolist(), edge_s[1:].tolist(), counted.tolist(), strict=True
    ):
        assert abs(count - float(brute(texts, unit.longest_s, start_s, end_s))) < 1e-9


vague = st.sampled_from(["1900/1910", "1900-05/1901-06-03", "../1905", "1912/..", "[..1903]", "[1871..1872]"])


@given(
    st.lists(st.one_of(units, vague), min_size=1, max_size=40),
    st.sets(st.integers(0, 39)),
    st.sampled_from([0, LISTED_SHARE]),
    st.sampled_from(GRID[9:22]),
)
@settings(max_examples=50, deadline=None)
def test_chosen_rows_count_as_a_story_of_them_alone_would(
    columns_of, texts: list[str], chosen: set[int], listed_share: int, unit
) -> None:
    columns = columns_of(texts)
    rows = np.array(sorted(row for row in chosen if row < len(texts)), np.int64)
    alone = columns_of([texts[number - 1] for number in columns.id[rows].tolist()])
    passing = of_rows(rows, len(texts), listed_share=listed_share)
    edge_s = grid_edges(unit, seconds_from_civil(1895), seconds_from_civil(1895) + 300 * unit.longest_s)
    index = density_index(columns, passing)
    assert index.total == len(rows)
    expected = counts(density_index(alone), unit, edge_s)
    assert np.abs(counts(index, unit, edge_s) - expected).max() < 1e-9


@given(st.lists(st.one_of(units, st.sampled_from(["1900/1910", "1900-05/1901-06-03", "../1905", "1912/..",
    "[..1903]", "[1904..]", "[1871..1872]", "1911/", "/1912-03", "1914?", "1915~", "1920-05-03/1920-05-04"])),
    min_size=1, max_size=30), st.sampled_from(GRID[9:22]))  # fmt: skip
@settings(max_examples=50, deadline=None)
def test_over_all_time_the_counts_add_up_to_the_number_of_events(columns_of, texts: list[str], unit) -> None:
    edge_s = grid_edges(unit, seconds_from_civil(1860), seconds_from_civil(1861) + 70 * 366 * 86_400)
    if len(edge_s) < 200_000:
        counted = counts(density_index(columns_of(texts)), unit, edge_s)
        assert counted.sum() == pytest.approx(len(texts), abs=1e-9)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("1900-03/1905", "1900-03", 1),  # a span counts where it begins, once
        ("1900/1905", "1900-03", 31 / 365),  # … spread over the year in which it may have begun
        ("../1905", "1905-03", 31 / 365),  # an open start counts at its known end
        ("[..1904]", "1904-01", 31 / 366),
        ("[1904..]", "1904-01", 31 / 366),
        ("1912-05-03/..", "1912-05", 1),
        ("[1871..1872]", "1871-01", 31 / (365 + 366)),
        ("1900-03-05?", "1900-03", 1),
        ("1900~", "1900-03", 31 / 365),
    ],
)
def test_a_month_holds_the_share_that_falls_to_it(
    columns_of, text: str, column: str, expected: float
) -> None:
    edge_s = np.array(stretch(column), np.int64)
    counted = counts(density_index(columns_of([text])), UNIT["month", 1], edge_s)
    assert counted.tolist() == pytest.approx([expected])


def test_rows_count_alone_when_chosen(columns_of) -> None:
    columns = columns_of(["1900-01-01", "1900-01-02", "1900-02-01"])
    index = density_index(columns, of_rows(np.array([1, 2]), 3))
    edge_s = grid_edges(UNIT["month", 1], *stretch("1900"))
    assert (index.total, counts(index, UNIT["month", 1], edge_s).tolist()) == (2, [1, 1, *[0] * 10])


@given(st.floats(-1e6, 1e6), st.floats(-9, 50))
def test_panning_never_shifts_a_column(columns_of, dx_px: float, power: float) -> None:
    index = density_index(columns_of(["1900", "1900-03"]))
    view = fit(0, 1, 800)
    view = view.zoom_at(400, view.seconds_per_px / 2.0**power)
    first, second = density(index, view), density(index, view.pan(dx_px))
    shared = np.intersect1d(first.edge_s, second.edge_s)
    assert first.unit == second.unit
    if len(shared):
        overlap = (second.edge_s >= shared[0]) & (second.edge_s <= shared[-1])
        assert second.edge_s[overlap].tolist() == shared.tolist()


@given(st.floats(-9, 51.9))
def test_columns_cover_the_view_and_are_few(columns_of, power: float) -> None:
    view = fit(0, 1, 1000)
    view = view.zoom_at(500, view.seconds_per_px / 2.0**power)
    found = density(density_index(columns_of([])), view)
    assert found.x_px[0] <= 1e-6
    assert found.x_px[-1] >= 1000 - 1e-6
    assert len(found.count) <= 1000 / 2.5 + 2


def test_a_column_is_found_under_the_pointer(columns_of) -> None:
    index = density_index(columns_of(["1900-01-01", "1900-02-01", "1900-02-02"]))
    found = density(index, fit(*stretch("1900"), 120))
    february = found.column_at(15)
    assert found.unit == UNIT["month", 1]
    assert (found.count[february], found.peak, found.column_at(-50)) == (2, 2, -1)


def test_weeks_begin_on_mondays() -> None:
    monday = stretch("2025-12-15")[0]
    assert grid_edges(UNIT["day", 7], monday, monday + 1).tolist() == [monday, monday + 7 * 86_400]
