"""Rounding said positively: where printed numbers miss each other and rounding alone explains it, readers are told so."""

from __future__ import annotations

import re
from fractions import Fraction

from crossfoot import wording
from crossfoot.constraint import Comparison, Linear
from crossfoot.figures import Figures, Key
from crossfoot.interval import point
from crossfoot.readings import units_of
from crossfoot.records import TIMES, Claim
from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Bound, Statistic, Verdict

_NUMBER = re.compile(r"([+-]?)([0-9][0-9,]*(?:\.[0-9]+)?)(.*)", re.DOTALL)
_WHO = {"parts-sum": "the parts make", "subperiods-sum": "the shorter periods make", "point-difference": "the difference is"}
_SHARES = "shares-sum"


def remark(decision: Decision, figures: Figures) -> str:
    """What to say of a relation that holds although its printed numbers do not fit as they stand; empty where they do.

    Only sums are spoken of, and only of plain prints: every growth rate misses its levels by rounding, and a hedge is no rounding.
    """
    constraint = decision.relation.constraint
    if decision.verdict is not Verdict.HOLDS or not isinstance(constraint, Linear) or constraint.comparison is not Comparison.EQUAL:
        return ""
    prints = {key: finest(key, figures) for key in constraint.variables}
    values = {key: claim.number for key, claim in prints.items() if claim is not None and _plain(claim)}
    if len(values) < len(constraint.variables):
        return ""
    rest = constraint.constant + sum((factor * values[key] for factor, key in constraint.terms), Fraction(0))
    if rest == 0:
        return ""
    return f"As printed {_missed(decision, constraint, values, prints)}; rounding alone explains the difference."


def finest(key: Key, figures: Figures) -> Claim | None:
    """The claim that prints a figure with the most digits, a plain one before a hedged one; None where nobody printed it."""
    prints = [claim for claim in figures.get(key).claims if claim.bound is not Bound.LOST]
    return min(prints, key=lambda claim: (claim.bound is not Bound.EXACT, units_of(claim).fine, claim.ref), default=None)


def _plain(claim: Claim) -> bool:
    """Whether the print is a number without hedge, in the unit of its figure (growth in times is not)."""
    return claim.bound is Bound.EXACT and not (claim.statistic is Statistic.GROWTH and claim.unit == TIMES)


def _missed(decision: Decision, constraint: Linear, values: dict[Key, Fraction], prints: dict[Key, Claim | None]) -> str:
    if decision.relation.family == _SHARES:
        return f"the shares make {wording.number(sum(values.values(), Fraction(0)), 'percent', wording.ALL_DIGITS)}, not 100%"
    subject = decision.relation.subject
    (made,) = constraint.project(subject, {key: (point(value),) for key, value in values.items()})
    claim = prints[subject]
    assert claim is not None  # noqa: S101 - every figure of the relation was printed
    assert made.low is not None  # noqa: S101 - points make a point
    first, second = _alike(made.low, claim)
    return f"{_WHO.get(decision.relation.family, 'the other figures make')} {first}, not {second}"


def _alike(value: Fraction, claim: Claim) -> tuple[str, str]:
    """A value and what a claim printed, both written as the claim is: `562,641` and `562,642 [hundred million yuan]`."""
    match = _NUMBER.fullmatch(claim.printed)
    shown = Fraction(match[1] + match[2].replace(",", "")) if match else Fraction(0)
    if match is None or shown == 0 or claim.number % shown != 0:
        return wording.number(value, claim.unit, wording.ALL_DIGITS), wording.number(claim.number, claim.unit, wording.ALL_DIGITS)
    scale = claim.number / shown
    first, second = (wording.number(one / scale, "", wording.ALL_DIGITS) for one in (value, claim.number))
    if " " in first + second or "/" in wording.exact_text(value / scale):
        return wording.number(value, claim.unit, wording.ALL_DIGITS), wording.number(claim.number, claim.unit, wording.ALL_DIGITS)
    # A sign stands at both numbers, a unit in words at the last.
    after = match[3].rstrip()
    return first + ("" if after[:1].isspace() else after), second + after
