"""Conflicts in words: how it follows that figures clash, which one, printed otherwise, would make everything agree, and by what slip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crossfoot import wording
from crossfoot.dataset import Dataset
from crossfoot.figures import Figures
from crossfoot.interval import Interval, hull
from crossfoot.records import PERCENT, Claim
from crossfoot.solver import slips
from crossfoot.solver.found import Conflict
from crossfoot.solver.repair import Repair
from crossfoot.solver.slips import Slip
from crossfoot.vocabulary import Bound

MOST_TOLD: Final = 3
SLIP_WORDS: Final = {
    slips.SWAPPED: "two neighbouring digits are swapped",
    slips.DIGIT: "one digit is another",
    slips.DROPPED: "a digit was lost",
    slips.DOUBLED: "a digit is there twice",
    slips.TEN: "the decimal point has moved",
    slips.THOUSAND: "the thousands, millions or billions are others",
    slips.SIGN: "the sign is another",
    slips.FLIPPED: "more than and less than are exchanged",
}
_BOUND_WORDS: Final = {
    Bound.MORE_THAN: "more than ",
    Bound.AT_LEAST: "at least ",
    Bound.LESS_THAN: "less than ",
    Bound.AT_MOST: "at most ",
    Bound.ABOUT: "about ",
    Bound.NEARLY: "nearly ",
}


def proof_lines(conflict: Conflict, figures: Figures) -> list[str]:
    """The arithmetic from what is printed to the figure that has no value left, a line a step."""
    lines = []
    for step in conflict.proof:
        name, unit = wording.figure(step.key, figures), figures.get(step.key).unit
        allowed, before = (wording.interval(hull(pieces), unit) for pieces in (step.allowed, step.before))
        family = step.relation.partition("/")[0]
        end = f"; but it is {before}" if not step.left else ""
        lines.append(f"By {family}, {name} is {allowed}{end}.")
    return lines


def repair_lines(conflict: Conflict, dataset: Dataset, figures: Figures, *, most: int = MOST_TOLD) -> list[str]:
    """The likeliest repairs, a line each, and how many others there are."""
    told = conflict.repairs[:most]
    lines = [repair_line(repair, dataset, figures) for repair in told]
    for first, second in conflict.interchanged:
        one, other = dataset.claim(first), dataset.claim(second)
        lines.append(f"If {one.printed} ({first}) and {other.printed} ({second}) changed places, everything would agree.")
    left = len(conflict.repairs) - len(told)
    if left:
        lines.append(f"{left} other figure{'' if left == 1 else 's'} could be the wrong one too; the report lists them.")
    if not conflict.repairs and not conflict.complete:
        lines.append("No single figure that may be blamed would repair this, or the budget of steps ran out before one was found.")
    if conflict.together > 1 and lines:
        lines.append(f"This is one of {conflict.together} contradictions that share figures; here the others are taken as repaired.")
    return lines


def repair_line(repair: Repair, dataset: Dataset, figures: Figures) -> str:
    """One repair: "If 1.3 percent (c027) were 3.1%, everything else would agree: two neighbouring digits are swapped."."""
    claims = [dataset.claim(ref) for ref in repair.claims]
    named = f"{claims[0].printed} ({' and '.join(claim.ref for claim in claims)}{_also(repair)})"
    meant = _one_of(repair.likeliest, claims[0]) if repair.likeliest else allowed(repair, figures)
    how = f": {SLIP_WORDS[repair.slips[0].kind]}" if repair.slips else ""
    return f"If {named} were {meant}, everything else would agree{how}."


def _also(repair: Repair) -> str:
    return f"; another period has the same number, {repair.carried[0]}" if repair.carried else ""


def _one_of(likeliest: Sequence[Slip], claim: Claim) -> str:
    """What was probably meant, one or the other: `0.2, 0.3 or 0.4 percentage points`."""
    *rest, last = likeliest
    # A sign stands at each number, a word once.
    unit = claim.unit if claim.unit == PERCENT else ""
    return (", ".join(_written(slip, unit) for slip in rest) + " or " if rest else "") + slip_value(last, claim)


def slip_value(slip: Slip, claim: Claim) -> str:
    """The figure that was probably meant, as it would have been printed."""
    return _written(slip, claim.unit)


def _written(slip: Slip, unit: str) -> str:
    hedge = _BOUND_WORDS.get(slip.bound, "")
    if slip.form is None:
        return hedge + wording.number(slip.value, unit, wording.ALL_DIGITS)
    return hedge + wording.number_as(slip.value, unit, slip.form.decimals, slip.form.scale)


def allowed(repair: Repair, figures: Figures) -> str:
    """The values that repair everything, in words; several ranges as the one around them."""
    around = hull(repair.values)
    if around is None:
        return "another figure"
    # Which of the ends belong to the range is not what a reader asks here.
    return wording.interval(Interval(around.low, around.high), figures.get(repair.key).unit)
