"""Scenes: figures of the families that calculate, with their true values, and how an honest writer prints them.

Beside `honest`, which prints in tens and thousands, whole numbers and hedges too: here all are printed to a decimal or two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import strategies as st

from crossfoot.check import TOGETHER, Outcome
from crossfoot.findings import JOINT
from crossfoot.solver.decision import Decision
from crossfoot.testing import check_example
from crossfoot.vocabulary import Verdict
from crossfoot.wording import exact_text

Row = dict[str, Any]
MONEY = {"unit": "crowns", "kind": "flow", "growth_basis": "nominal", "min": 0}
SIGNED = {"unit": "crowns", "kind": "flow", "growth_basis": "nominal"}


class Scene(NamedTuple):
    """Measures, and claims with their true values; the last claim is the one to be moved."""

    family: str
    measures: Mapping[str, Any]
    claims: list[tuple[Row, Fraction]]
    scenarios: Mapping[str, Any] = {}
    more: Mapping[str, Any] = {}


def printed(value: Fraction, decimals: int, *, cut: bool) -> Fraction:
    """A value as an honest writer prints it: rounded half up, or cut towards zero."""
    scaled = abs(value) * 10**decimals
    digits = int(scaled) if cut else int(scaled + Fraction(1, 2))
    return Fraction(digits if value >= 0 else -digits, 10**decimals)


def row_of(row: Row, value: Fraction, decimals: int) -> Row:
    text = exact_text(value)
    if decimals:
        whole, _, rest = text.partition(".")
        text = f"{whole}.{rest.ljust(decimals, '0')}"
    sign = {"percent": "%", "pp": " pp", "times": " times"}.get(row.get("unit", "percent" if row.get("statistic") else ""), "")
    return {**row, "value": text, "printed": text + sign}


def amounts(low: int = 50, high: int = 5000) -> st.SearchStrategy[Fraction]:
    return st.integers(low * 100, high * 100).map(lambda n: Fraction(n, 100))


@st.composite
def stocks(draw: st.DrawFn) -> Scene:
    measures = {"store": {**MONEY, "kind": "stock"}, "change": {**SIGNED, "adds_to": "store"}}
    opening, closing = draw(amounts()), draw(amounts())
    claims = [({"measure": "store", "period": "2030"}, opening), ({"measure": "store"}, closing)]
    return Scene("stock-and-flow", measures, [*claims, ({"measure": "change"}, closing - opening)])


@st.composite
def planned_stocks(draw: st.DrawFn) -> Scene:
    measures = {"store": {**MONEY, "kind": "stock"}, "change": {**SIGNED, "adds_to": "store"}}
    opening, closing = draw(amounts()), draw(amounts())
    plan = {"scenario": "target"}
    claims = [({"measure": "store", "period": "2030"}, opening), ({"measure": "store", **plan}, closing)]
    return Scene("stock-and-flow", measures, [*claims, ({"measure": "change", **plan}, closing - opening)], {"target": {"kind": "plan"}})


@st.composite
def points(draw: st.DrawFn) -> Scene:
    growth, percent = draw(amounts(1, 40)), draw(amounts(1, 150))
    of = {"measure": "part", "statistic": "contribution", "of": "whole", "versus": "yoy"}
    claims = [({"measure": "whole", "statistic": "growth", "versus": "yoy"}, growth), ({**of, "unit": "percent"}, percent)]
    return Scene("contribution", {"part": MONEY, "whole": MONEY}, [*claims, ({**of, "unit": "pp"}, growth * percent / 100)])


@st.composite
def points_from_levels(draw: st.DrawFn) -> Scene:
    now, base, whole = draw(amounts()), draw(amounts()), draw(amounts())
    of = {"measure": "part", "statistic": "contribution", "of": "whole", "versus": "yoy", "unit": "pp"}
    claims = [({"measure": "part"}, now), ({"measure": "part", "period": "2030"}, base), ({"measure": "whole", "period": "2030"}, whole)]
    return Scene("contribution", {"part": MONEY, "whole": MONEY}, [*claims, (of, 100 * (now - base) / whole)])


def _parts(draw: st.DrawFn) -> tuple[dict[str, Any], list[tuple[str, Fraction, Fraction]]]:
    """Two to four parts of a whole, each with its level before and now."""
    names = ["a", "b", "c", "d"][: draw(st.integers(2, 4))]
    measures = dict.fromkeys(names, MONEY) | {"whole": {**MONEY, "partitions": {"kind": names}}}
    return measures, [(name, draw(amounts()), draw(amounts())) for name in names]


@st.composite
def points_that_sum(draw: st.DrawFn) -> Scene:
    measures, parts = _parts(draw)
    base = sum((before for _, before, _ in parts), Fraction(0))
    of = {"statistic": "contribution", "of": "whole", "versus": "yoy", "unit": "pp"}
    claims = [({"measure": name, **of}, 100 * (now - before) / base) for name, before, now in parts]
    growth = 100 * sum((now for _, _, now in parts), Fraction(0)) / base - 100
    # The first part is the subject, so it comes last.
    return Scene("contribution", measures, [({"measure": "whole", "statistic": "growth", "versus": "yoy"}, growth), *reversed(claims)])


@st.composite
def growth_of_parts(draw: st.DrawFn) -> Scene:
    measures, parts = _parts(draw)
    rate = {"statistic": "growth", "versus": "yoy"}
    claims = [({"measure": name, **rate}, 100 * now / before - 100) for name, before, now in parts]
    base = sum((before for _, before, _ in parts), Fraction(0))
    growth = 100 * sum((now for _, _, now in parts), Fraction(0)) / base - 100
    return Scene("growth-within-parts", measures, [*claims, ({"measure": "whole", **rate}, growth)])


@st.composite
def multiples(draw: st.DrawFn) -> Scene:
    level, other = draw(amounts()), draw(amounts())
    versus, row, scenarios = draw(
        st.sampled_from(
            [
                ("2021", {"measure": "a", "period": "2021"}, {}),
                ("b", {"measure": "b"}, {}),
                ("target", {"measure": "a", "scenario": "target"}, {"target": {"kind": "plan"}}),
            ]
        )
    )
    ratio = {"measure": "a", "statistic": "ratio", "versus": versus, "unit": "times"}
    return Scene("times-more", {"a": MONEY, "b": MONEY}, [({"measure": "a"}, level), (row, other), (ratio, level / other)], scenarios)


@st.composite
def averages(draw: st.DrawFn) -> Scene:
    base, years = draw(amounts()), draw(st.integers(1, 12))
    rate = draw(st.integers(-3000, 3000).map(lambda n: Fraction(n, 100)))
    growth = {"measure": "a", "statistic": "growth", "versus": str(2031 - years)}
    claims = [({"measure": "a", "period": str(2031 - years)}, base), ({"measure": "a"}, base * (1 + rate / 100) ** years), (growth, rate)]
    return Scene("average-growth", {"a": {**MONEY, "average": "annual"}}, claims)


@st.composite
def quotients(draw: st.DrawFn) -> Scene:
    a, b = draw(amounts()), draw(amounts())
    measures = {"a": MONEY, "b": {**MONEY, "unit": "tonnes"}, "q": {**MONEY, "unit": "crowns/tonne", "quotient_of": ["a", "b"]}}
    return Scene("quotient", measures, [({"measure": "a"}, a), ({"measure": "b"}, b), ({"measure": "q"}, a / b)])


@st.composite
def balances(draw: st.DrawFn) -> Scene:
    a, b = draw(amounts()), draw(amounts())
    measures = {"a": MONEY, "b": MONEY, "net": {**SIGNED, "balance_of": ["a", "b"]}}
    return Scene("balance", measures, [({"measure": "a"}, a), ({"measure": "b"}, b), ({"measure": "net"}, a - b)])


SCENES: dict[str, Callable[[], st.SearchStrategy[Scene]]] = {
    "stocks": stocks,
    "planned stocks": planned_stocks,
    "points": points,
    "points from levels": points_from_levels,
    "points that sum": points_that_sum,
    "growth of parts": growth_of_parts,
    "multiples": multiples,
    "averages": averages,
    "quotients": quotients,
    "balances": balances,
}


def checked(scene: Scene, rows: list[Row]) -> Outcome:
    return check_example({"measures": scene.measures, "scenarios": scene.scenarios, "claims": rows, **scene.more})


def own(scene: Scene, outcome: Outcome) -> list[Decision]:
    return [decision for decision in outcome.decisions if decision.relation.family == scene.family]


def honest(scene: Scene, data: st.DataObject, *, cut: bool) -> list[Row]:
    """Rows that print the true values to a few decimals. Amounts keep one at least, so that none that is not zero is printed as zero."""
    rows = []
    for row, value in scene.claims:
        decimals = data.draw(st.integers(1, 2), label="decimals")
        way = cut and data.draw(st.booleans(), label="cut")
        rows.append(row_of(row, printed(value, decimals, cut=way), decimals))
    return rows


def decisions(outcome: Outcome) -> list[Decision]:
    """The decisions; what is said of several relations together counts for each of them."""
    together = [finding.verdict for finding in outcome.findings if finding.family == JOINT]
    return [replace(d, verdict=together[0]) if together and d.reason == TOGETHER else d for d in outcome.decisions]


def verdicts(outcome: Outcome) -> dict[str, Verdict]:
    """The verdicts by relation, likewise."""
    return {decision.id: decision.verdict for decision in decisions(outcome)}
