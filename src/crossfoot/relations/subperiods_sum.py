"""The parts of a period add up to the whole period.

What it checks
    For flows: printed periods that divide another one without a gap sum to it (two quarters to a half-year): the coarsest of them and
    the finest, not every mixture. One missing quarter or month is implied by the others.

Why it matters
    Quarterly figures are revised, cumulative ones are printed anew, and the two are quoted in one sentence.

Formula
    {0} = {1} + {2} + ...

Rounding
    Each figure is an interval; only a sum that no rounding explains is reported.

Not checked when
    The measure is no flow; the periods overlap or leave a gap. Where only an earlier vintage of a figure was printed it stands in,
    and a failure is at worst strained.

Example that holds
    measures:
      stations: {unit: stations, kind: flow, integer: true, min: 0}
    claims:
    - {measure: stations, period: 2031-H1, value: 429000, printed: "429,000"}
    - {measure: stations, period: 2031-Q1, value: 134000, printed: "134,000"}
    - {measure: stations, period: 2031-Q2, value: 300000, printed: "nearly 300,000", bound: nearly}

Example that contradicts
    measures:
      stations: {unit: stations, kind: flow, integer: true, min: 0}
    claims:
    - {measure: stations, period: 2031-H1, value: 429000, printed: "429,000"}
    - {measure: stations, period: 2031-Q1, value: 134000, printed: "134,000"}
    - {measure: stations, period: 2031-Q2, value: 259000, printed: "259,000"}

References
    IMF, Quarterly National Accounts Manual (2017), on the consistency of sub-annual and annual figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot.figures import Figures
from crossfoot.relations.periods import candidates, divisions, flow_series
from crossfoot.relations.relation import Relation
from crossfoot.relations.total import total

FAMILY = "subperiods-sum"
_PREMISE = "all are totals over their period, of the same thing"


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each division of a period into printed ones, or into the usual ones with one figure missing."""
    for thing, printed in flow_series(figures):
        for period in candidates(printed):
            for parts in divisions(period, printed):
                wanted = [figures.at(thing, days) for days in (period, *parts)]
                yield total(figures, wanted, FAMILY, "The parts of the period must add up to the whole period.", _PREMISE)
