"""A share fits its part and its whole.

What it checks
    For each printed share: part = whole x share. Where the part or the whole was not printed, the other two say what it must have
    been ("162.4 billion, 19.9 percent of the revenue" puts the revenue at 813.8 to 818.4 billion).

Why it matters
    Shares are computed by somebody else than the person who quotes them, often from another whole.

Formula
    {0} = {2} x {1}

Rounding
    All three are intervals; the share is tested against every true part and whole that round to the printed ones.

Not checked when
    Nothing more than the share was printed. The record says that shares of this measure were computed from other levels than the
    printed ones (`share_basis`), as where part and whole are each seasonally adjusted. Where only an earlier vintage of a level was
    printed it stands in, and a failure is at worst strained.

Example that holds
    measures:
      cloud: {unit: yuan, kind: flow, min: 0}
      revenue: {unit: yuan, kind: flow, min: 0}
    claims:
    - {measure: cloud, period: 2031-H1, value: 162400000000, printed: 162.4 billion yuan}
    - {measure: revenue, period: 2031-H1, value: 815800000000, printed: 815.8 billion yuan}
    - {measure: cloud, statistic: share, of: revenue, period: 2031-H1, value: 19.9, unit: percent, printed: 19.9%}

Example that contradicts
    measures:
      cloud: {unit: yuan, kind: flow, min: 0}
      revenue: {unit: yuan, kind: flow, min: 0}
    claims:
    - {measure: cloud, period: 2031-H1, value: 162400000000, printed: 162.4 billion yuan}
    - {measure: revenue, period: 2031-H1, value: 815800000000, printed: 815.8 billion yuan}
    - {measure: cloud, statistic: share, of: revenue, period: 2031-H1, value: 91.9, unit: percent, printed: 91.9%}

References
    Moore, Interval Analysis (1966), for the products and quotients.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from crossfoot.constraint import Product
from crossfoot.figures import Figures
from crossfoot.relations.count_share import impossible
from crossfoot.relations.levels import HUNDREDTH
from crossfoot.relations.relation import Relation
from crossfoot.relations.vintage import revised
from crossfoot.vocabulary import ShareBasis, Statistic

FAMILY = "share-of-whole"
_BASIS = {
    ShareBasis.COMPARABLE: "shares of this measure are on a comparable basis, so that the coverage of the levels may differ",
    ShareBasis.SEASONAL: "shares of this measure are from seasonally adjusted figures, and part and whole were adjusted separately",
    ShareBasis.UNKNOWN: "the record says that it is unknown from which levels shares of this measure are computed",
}


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each printed share."""
    for figure in figures:
        key = figure.key
        if key.statistic is not Statistic.SHARE or key.minus:
            continue
        part = key._replace(statistic=Statistic.LEVEL, of="")
        if key.days is None and not figures.measures[key.of].timeless and key.period == "":
            continue
        whole = figures.key(key.of, period=key.period, scenario=key.scenario)
        if part == whole:
            continue
        used_part, used_whole = figures.stand_in(part), figures.stand_in(whole)
        yield Relation(
            FAMILY,
            key,
            Product(used_part, used_whole, key, HUNDREDTH, Fraction(0)),
            "{0} = {2} × {1}",
            "The part must be the printed share of its whole.",
            premises=("the part is counted in the whole, in the same period",),
            guard=_BASIS.get(figure.measure.share_basis, "") or ("" if figures.printed(used_part) else impossible(figures, figure)),
            caveat=revised((part, used_part), (whole, used_whole)),
        )
