"""Verdicts against brute force, and in other scales: for every family that calculates.

Whether true values exist is tried here on the corners of all that was printed, with the formula written down a second time. A formula
that rises or falls in each of its figures takes its extremes on corners, so that this is no sample.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from honest import documents
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scenes import SCENES, Row, Scene, checked, decisions, honest, row_of

from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Verdict
from crossfoot.wording import exact_text

Values = Sequence[Fraction]
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
# Documents of `honest` that are printed here to a decimal or two like the other scenes.
FROM_HONEST = (
    "growth-vs-base",
    "share-of-whole",
    "shares-sum",
    "parts-sum",
    "part-within-whole",
    "point-difference",
    "subperiod-within-period",
    "subperiods-sum",
    "declared",
)


def _product(scene: Scene, values: Values) -> list[Fraction]:
    """The last printed year after year, from the first to the second."""
    years = 2031 - int(scene.claims[0][0]["period"])
    return _zero(values[0] * (1 + values[2] / 100) ** years - values[1])


def _zero(residual: Fraction) -> list[Fraction]:
    return [residual, -residual]


# For each scene what must be at most zero, of the printed figures in their order.
FORMULAS: dict[str, Callable[[Scene, Values], list[Fraction]]] = {
    "stocks": lambda _, v: _zero(v[0] + v[2] - v[1]),
    "planned stocks": lambda _, v: _zero(v[0] + v[2] - v[1]),
    "points": lambda _, v: _zero(v[0] * v[1] / 100 - v[2]),
    "points from levels": lambda _, v: _zero(100 * (v[0] - v[1]) - v[2] * v[3]),
    "points that sum": lambda _, v: _zero(sum(v[1:], Fraction(0)) - v[0]),
    "growth of parts": lambda _, v: [min(v[:-1]) - v[-1], v[-1] - max(v[:-1])],
    "multiples": lambda _, v: _zero(v[1] * v[2] - v[0]),
    "averages": _product,
    "quotients": lambda _, v: _zero(v[1] * v[2] - v[0]),
    "balances": lambda _, v: _zero(v[0] - v[1] - v[2]),
    "growth-vs-base": lambda _, v: _zero(v[1] * (100 + v[2]) - 100 * v[0]),
    "share-of-whole": lambda _, v: _zero(v[1] * v[2] - 100 * v[0]),
    "shares-sum": lambda _, v: _zero(sum(v, Fraction(0)) - 100),
    "parts-sum": lambda _, v: _zero(sum(v[1:], Fraction(0)) - v[0]),
    "part-within-whole": lambda _, v: [v[0] - v[1]],
    "point-difference": lambda _, v: _zero(v[0] - v[1] - v[2]),
    "subperiod-within-period": lambda _, v: [v[0] - v[1]],
    "subperiods-sum": lambda _, v: _zero(v[1] + v[2] - v[0]),
    "declared": lambda _, v: _zero(v[1] + v[2] - v[0]),
}
# Percentages and points are the same in every unit of the levels.
RATES_ONLY = ("points", "points that sum", "growth of parts", "shares-sum", "point-difference")
SCALES = ((10**3, "thousand"), (10**6, "million"), (10**9, "billion"))
STEPS = ((2, ""), (5, ""), (7, ""), (12, ""), (1000, ""))
every_scene = pytest.mark.parametrize("name", FORMULAS)


def test_every_scene_has_a_formula() -> None:
    assert set(FORMULAS) == {*SCENES, *FROM_HONEST}


@st.composite
def scenes(draw: st.DrawFn, name: str) -> Scene:
    if name in SCENES:
        return draw(SCENES[name]())
    truth = draw(documents(name))
    assume(not any(measure.get("integer") for measure in truth.measures.values()))
    assume(not any(row.get("unit") == "times" for row, _ in truth.rows))
    return Scene(name, truth.measures, list(truth.rows), more=truth.more)


@st.composite
def right_or_off(draw: st.DrawFn, name: str) -> tuple[Scene, list[Row]]:
    """Honest rows, one of them perhaps a few of its last units off or very many, so that verdicts of every kind come up."""
    scene = draw(scenes(name))
    rows = honest(scene, draw(st.data()), cut=True)
    index, off = draw(st.integers(0, len(rows) - 1)), draw(st.one_of(st.integers(-30, 30), st.integers(-30_000, 30_000)))
    decimals = len(rows[index]["value"].partition(".")[2])
    value = Fraction(rows[index]["value"]) + Fraction(off, 10**decimals)
    rows[index] = row_of(scene.claims[index][0], value, decimals)
    # What a measure cannot be at all is for plausible-value to say.
    low, high = box(scene, rows[index])
    assume(low < high)
    return scene, rows


def box(scene: Scene, row: Row) -> tuple[Fraction, Fraction]:
    """The least and the greatest value that somebody rounded or cut to this print, as far as such a figure can be at all."""
    value, unit = Fraction(row["value"]), Fraction(1, 10 ** len(row["value"].partition(".")[2]))
    low = value - unit / 2 if value > 0 else value - unit
    high = value + unit / 2 if value < 0 else value + unit
    statistic = row.get("statistic", "level")
    limited = "min" in scene.measures[row["measure"]] and not row.get("minus")
    limits = {"level": (0, None), "share": (0, 100), "growth": (-100, None)}.get(statistic, (None, None)) if limited else (None, None)
    return (low if limits[0] is None else max(low, Fraction(limits[0]))), (high if limits[1] is None else min(high, Fraction(limits[1])))


def through_all(scene: Scene, decisions: Sequence[Decision], rows: list[Row]) -> list[Decision]:
    """Those of the family that rest on every row."""
    return [one for one in decisions if one.relation.family == scene.family and len(one.claims) == len(rows)]


@every_scene
@FEW
@given(data=st.data())
def test_it_contradicts_just_where_brute_force_finds_no_true_values(name: str, data: st.DataObject) -> None:
    scene, rows = data.draw(right_or_off(name))
    found = [one for one in through_all(scene, decisions(checked(scene, rows)), rows) if one.verdict.decided]
    assume(found)
    corners = [FORMULAS[name](scene, corner) for corner in product(*(box(scene, row) for row in rows))]
    least = [min(column) for column in zip(*corners, strict=True)]
    # Where open ends only touch, corners do not tell.
    assume(all(least))
    assert {one.verdict is Verdict.CONTRADICTION for one in found} == {max(least) > 0}


def scaled(scene: Scene, rows: list[Row], factor: Fraction, word: str = "") -> list[Row]:
    """Every figure in the unit of the first level, or of that by something, told in another scale; nothing for rates."""
    units = [scene.measures[row["measure"]]["unit"] for row in rows if "statistic" not in row]
    changed = []
    for row in rows:
        unit = scene.measures[row["measure"]]["unit"]
        if "statistic" in row or unit.partition("/")[0] != units[0]:
            changed.append(row)
            continue
        precision = Fraction(row.get("precision", Fraction(1, 10 ** len(row["value"].partition(".")[2])))) * factor
        value = exact_text(Fraction(row["value"]) * factor)
        changed.append(
            {**row, "value": value, "printed": f"{row['printed']} {word}" if word else value, "precision": exact_text(precision)}
        )
    return changed


@pytest.mark.parametrize("name", [name for name in FORMULAS if name not in RATES_ONLY])
@settings(FEW, max_examples=15)
@given(data=st.data(), scale=st.sampled_from([*SCALES, *STEPS]))
def test_the_scale_does_not_matter(name: str, data: st.DataObject, scale: tuple[int, str]) -> None:
    """In thousands or billions; or as if counted in pairs, dozens or sevens, the printed step stated and as many times as large."""
    scene, rows = data.draw(right_or_off(name))
    factor, word = scale
    assert told(scene, scaled(scene, rows, Fraction(factor), word)) == told(scene, scaled(scene, rows, Fraction(1)))


def told(scene: Scene, rows: list[Row]) -> dict[str, tuple[Any, ...]]:
    """Every decision without what is in the unit of its figure."""
    return {one.id: (one.verdict, one.tier, one.slack, one.power, one.deviating) for one in checked(scene, rows).decisions}
