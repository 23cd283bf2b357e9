"""A stock changes by what flows into and out of it.

What it checks
    For each printed flow that `adds_to` a stock: the stock on the last day of the period = the stock on the day before its first
    day + the flow. For a gross inflow, which `feeds` a stock: the stock on the last day is at most that sum. A planned flow starts
    from the actual stock, unless the planned one of that day was printed.

Why it matters
    "429,000 new stations, 1.85 million in all" says how many there were before, and last year's release says it too. Plans are
    announced as an addition and as a total, often by different people.

Formula
    {0} = {1} + {2}

Rounding
    All three are intervals: 1.425 million and 429,000 more are 1.854 million, and so is anything within their roundings.

Not checked when
    Several measures add to (or feed) one stock, so that none of them alone is its change. The plan that leads up to a planned flow
    was printed as well, so that it is open whether the plan goes on from the planned stock or from the actual one. The other measure
    is not declared as a stock. A period with an open start has no first day, and no relation. Where only an earlier vintage was
    printed it stands in, and a failure is at worst strained.

Example that holds
    measures:
      stations: {unit: stations, kind: stock, integer: true, min: 0}
      stations-new: {unit: stations, kind: flow, integer: true, min: 0, adds_to: stations}
    claims:
    - {measure: stations, period: 2030-12-31, value: 1425000, printed: 1.425 million}
    - {measure: stations-new, period: 2031-H1, value: 429000, printed: "429,000"}
    - {measure: stations, period: 2031-06-30, value: 1854000, printed: 1.854 million}

Example that contradicts
    measures:
      stations: {unit: stations, kind: stock, integer: true, min: 0}
      stations-new: {unit: stations, kind: flow, integer: true, min: 0, adds_to: stations}
    claims:
    - {measure: stations, period: 2030-12-31, value: 1425000, printed: 1.425 million}
    - {measure: stations-new, period: 2031-H1, value: 492000, printed: "492,000"}
    - {measure: stations, period: 2031-06-30, value: 1854000, printed: 1.854 million}

References
    United Nations, System of National Accounts 2008, chapter 13: opening balance, changes, closing balance.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from crossfoot.constraint import Comparison, Linear
from crossfoot.figures import Figures, Key
from crossfoot.period import FIRST_YEAR, Period
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.vocabulary import Kind, Statistic

FAMILY = "stock-and-flow"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each printed flow and the stock that it adds to, and for the one that it feeds."""
    for figure in figures:
        key, measure = figure.key, figure.measure
        if key.statistic is not Statistic.LEVEL or key.minus or measure.kind is not Kind.FLOW:
            continue
        for stock, gross in ((measure.adds_to, False), (measure.feeds, True)):
            ends = _ends(figures, key, stock) if stock else None
            if ends:
                yield _relation(figures, key, ends, gross=gross)


def _ends(figures: Figures, flow: Key, stock: str) -> tuple[Key, Key] | None:
    """The stock at the end of the flow's period and at its start; None where the start is open."""
    days = flow.days
    before = None if days is None else _day_before(days)
    if days is None or before is None or figures.measures[stock].timeless:
        return None
    # By the day also where the other measure is no stock: the relation is then listed with its guard.
    closing = figures.key(stock, period=days.last_day().text, scenario=flow.scenario)
    opening = figures.at(closing, before)
    actual = opening._replace(scenario="")
    return closing, actual if figures.is_plan(opening) and not figures.printed(opening) else opening


def _day_before(days: Period) -> Period | None:
    if days.first is None or (days.first.year, days.first.month, days.first.day) == (FIRST_YEAR, 1, 1):
        return None
    day = days.first - timedelta(days=1)
    return Period(day, day)


def _relation(figures: Figures, flow: Key, wanted: tuple[Key, Key], *, gross: bool) -> Relation:
    closing, opening = (figures.stand_in(key) for key in wanted)
    premises = ["no other inflow changes the stock" if gross else "nothing else changes the stock, in the same coverage"]
    if figures.is_plan(flow) and not figures.is_plan(opening):
        premises.append("the plan starts from the actual stock")
    return Relation(
        FAMILY,
        flow,
        Linear(
            ((Fraction(1), closing), (Fraction(-1), opening), (Fraction(-1), flow)),
            comparison=Comparison.AT_MOST if gross else Comparison.EQUAL,
        ),
        "{0} ≤ {1} + {2}" if gross else "{0} = {1} + {2}",
        "The stock cannot have grown by more than what flowed in." if gross else "The stock must have changed by what was added.",
        premises=tuple(premises),
        guard=_guard(figures, flow, closing.measure, opening, gross=gross),
        caveat=revised((wanted[0], closing), (wanted[1], opening)),
        bounds=not gross,
    )


def _guard(figures: Figures, flow: Key, stock: str, opening: Key, *, gross: bool) -> str:
    if figures.measures[stock].kind is not Kind.STOCK:
        return f"{stock} is recorded as a {figures.measures[stock].kind}, and only a stock stands on a day"
    sources = sorted(slug for slug, measure in figures.measures.items() if stock == (measure.feeds if gross else measure.adds_to))
    if len(sources) > 1:
        return f"several measures {'feed' if gross else 'add to'} {stock} ({', '.join(sources)}), so that none of them alone is its change"
    if figures.is_plan(flow) and not figures.is_plan(opening) and _planned_before(figures, flow):
        return "it is open whether the plan goes on from the planned stock, for which a plan was printed as well, or from the actual one"
    return ""


def _planned_before(figures: Figures, flow: Key) -> bool:
    """Whether a planned flow that begins before this one and reaches its start was printed: the plan then has a stock of its own there."""
    start = flow.days
    if start is None or start.first is None:
        return False
    eve = start.first - timedelta(days=1)
    others = (figure.key.days for figure in figures.of([flow.measure]) if figure.key._replace(period="") == flow._replace(period=""))
    return any(days is not None and (days.first is None or days.first < start.first) and days.last >= eve for days in others)
