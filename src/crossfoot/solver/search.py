"""Decide whether numbers exist that obey everything: exactly, with numbers to show for it or a set of items that cannot be.

A problem is narrowed (`narrowing`), what hangs on by one variable is taken away (`elimination`), and the cycles that are left become
linear rows (`relaxation`) for the exact simplex. If even the rows allow nothing, nothing fits. If they allow a point, the point is
turned into numbers for everything and checked by `witness`; where it does not obey a product, a whole number or a gap between two
readings, the ranges are split there, and each half is decided. Every "fits" is a checked witness, and every "does not fit" rests on
steps that never lose a number, so a mistake can only be made in code that is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crossfoot.constraint import Linear, Power, Within
from crossfoot.interval import Pieces, join, meet
from crossfoot.solver.answer import Answer, Clash, Fits, Undecided
from crossfoot.solver.budget import Meter, OutOfSteps
from crossfoot.solver.cases import Cases
from crossfoot.solver.core import Box, around
from crossfoot.solver.elimination import Elimination, Values, pick
from crossfoot.solver.narrowing import Narrower, Ranges
from crossfoot.solver.nearby import Nearby
from crossfoot.solver.problem import Form, Mask, Problem
from crossfoot.solver.relaxation import rows
from crossfoot.solver.simplex import Row, Share
from crossfoot.solver.witness import fits

__all__ = ["STEPS", "Answer", "Clash", "Fits", "Known", "Undecided", "clash", "decide"]

# What deciding one component may cost before it is given up: some seconds of plain Python, on whatever machine.
STEPS = 120_000


def decide(problem: Problem, active: Mask, meter: Meter | None = None, *, extra: bool = False) -> Answer:
    """Whether numbers exist that obey the active prints and relations of a problem.

    With `extra`, z3 is asked where the budget is spent, if it is installed. It can only turn "undecided" into an answer, so that a
    verdict never depends on what is installed; how much stays undecided does. Without it the answer is the same on every machine.
    """
    meter = meter or Meter(STEPS)
    try:
        found = _decide(problem, active, meter)
    except OutOfSteps:
        found = Undecided()
    if extra and isinstance(found, Undecided):
        from crossfoot.solver import smt  # noqa: PLC0415 - imports this module's answers, and z3 only when it is asked

        found = smt.decide(problem, active) if smt.may_be_asked(problem, active) else found
    return found


def clash(problem: Problem, active: Mask, meter: Meter) -> Mask:
    """Items among the active ones that clash; 0 where none are found to.

    The same as `decide`, but that nobody asks for numbers to show for it: where the relations hang together in no circle, it is known
    without them that all fits, which is half of the work. To leave items out of a clash, that is enough to know.
    """
    try:
        found = _decide(problem, active, meter, numbers=False)
    except OutOfSteps:
        return 0
    return found.items if isinstance(found, Clash) else 0


def _decide(problem: Problem, active: Mask, meter: Meter, *, numbers: bool = True) -> Answer:
    meter.spend(len(problem.variables))
    known = Known.of(problem, active)
    if not isinstance(known, Known):
        return Clash(known)
    ranges = Ranges([around(pieces) for pieces in known.domains], known.whole, known.why)
    conflict = Narrower(known.forms, len(known.domains)).narrow(ranges, meter)
    elimination = Elimination(known.forms, list(known.domains), known.whole, list(known.why))
    if conflict is None:
        conflict = elimination.run(meter)
    if conflict is not None:
        return Clash(conflict)
    if not numbers and not elimination.left and not elimination.outer and not any(known.whole):
        return Undecided()
    return _searched(problem, active, known, elimination, ranges, meter)


def _searched(problem: Problem, active: Mask, known: Known, elimination: Elimination, ranges: Ranges, meter: Meter) -> Answer:
    """What the relations say that narrowing and taking away have left."""
    found = _Search(elimination.domains, known.whole, list(elimination.left.values()), elimination.why, meter).run(ranges)
    if isinstance(found, Clash):
        return found
    if elimination.put_back(found):
        known.fill(found)
        if fits(problem, active, found):
            return Fits(found)
    # Whole numbers may need values of the cycles that others do not: decide without taking anything away.
    found = _Search(known.domains, known.whole, known.forms, known.why, meter).run(ranges)
    if isinstance(found, Clash):
        return found
    known.fill(found)
    return Fits(found) if fits(problem, active, found) else Undecided()


@dataclass(frozen=True, slots=True)
class Known:
    """What the active prints leave open for each variable, why, and the relations between several variables."""

    domains: list[Pieces]
    why: list[Mask]
    whole: list[bool]
    forms: list[tuple[Mask, Form]]

    @staticmethod
    def of(problem: Problem, active: Mask) -> Known | Mask:
        """It, or the items that leave nothing for a variable."""
        limits = [problem.domain(n, active) for n in range(len(problem.variables))]
        domains, why = [pieces for pieces, _ in limits], [used for _, used in limits]
        whole = [variable.whole for variable in problem.variables]
        forms: list[tuple[Mask, Form]] = []
        for mask, bond in problem.active_bonds(active):
            for form in bond.forms:
                if isinstance(form, Within):
                    domains[form.figure] = meet(domains[form.figure], (form.range,))
                    why[form.figure] |= mask
                else:
                    forms.append((mask, form))
        for n, pieces in enumerate(domains):
            domains[n] = join(piece.whole() for piece in pieces) if whole[n] else pieces
            if not domains[n]:
                return why[n]
        return Known(domains, why, whole, forms)

    def fill(self, values: Values) -> None:
        """Values for variables that no relation is about; a yearly rate may stay unknown (see `Witness`)."""
        rates = {form.rate for _, form in self.forms if isinstance(form, Power)}
        for variable, value in enumerate(values):
            if value is None and variable not in rates:
                values[variable] = pick(self.domains[variable], whole=self.whole[variable])


@dataclass(frozen=True, slots=True)
class _Split:
    """The cases that a case was split into; together they hold all that fits."""

    cases: list[Box]


@dataclass
class _Search(Nearby, Cases):
    """The cases of the relations that are left, one after the other."""

    def run(self, narrowed: Ranges) -> Values | Clash:
        """Values for everything used, or items that clash; the ranges are what narrowing all relations left.

        Raises:
            OutOfSteps: the budget is spent.
        """
        if not self.forms:
            return [None] * len(self.domains)
        exact = {variable: around(self.domains[variable]) for variable in self.used}
        ranges = narrowed.copy()
        for variable, piece in exact.items():
            ranges.cut(variable, piece)
            ranges.why[variable] |= self.why[variable]
        waiting = [Box(exact, ranges)]
        clash: Mask = 0
        while waiting:
            box = waiting.pop()
            found = self._look(box)
            if isinstance(found, Clash):
                clash |= found.items
            elif isinstance(found, _Split):
                waiting.extend(found.cases)
            else:
                return found
        return Clash(clash)

    def _look(self, box: Box) -> Values | Clash | _Split:
        self.meter.spend(len(self.used))
        forms = [*self.forms, *box.sides]
        narrower = Narrower(forms, len(self.domains)) if box.sides else self.narrower
        conflict = self._closed_in(box, narrower)
        if conflict is not None:
            return Clash(conflict)
        narrowed = self._narrowed(box)
        relaxed = [row for n, (_, form) in enumerate(forms) for row in rows(form, narrowed, self.private, n)]
        program, known = self._program(narrowed, relaxed, box, {})
        proof = program.conflict()
        if proof is not None:
            return Clash(self._blamed(proof, known, relaxed, box))
        solved = dict(zip(known, program.point(), strict=True))
        values = self._complete(solved, box)
        broken = self._first_broken(values, box, forms)
        if broken is None:
            return values
        for attempt in (self._attempt, self._dive) if self.cover else (self._attempt,):
            nearby = attempt(solved, box, forms)
            if nearby is None:
                continue
            failed = self._first_broken(nearby, box, forms)
            if failed is None:
                return nearby
            # What stands in the way although all products hold says more than the first product that does not hold.
            values, broken = nearby, failed
        cases = self._split(box, values, broken)
        assert cases  # noqa: S101 - together they hold all that the case holds, which its ranges say is not nothing
        return _Split(cases)

    def _closed_in(self, box: Box, narrower: Narrower) -> Mask | None:
        """Narrow the ranges, and leave readings out that lie beyond them; the mask of a conflict, if there is one."""
        while True:
            conflict = narrower.narrow(box.ranges, self.meter)
            if conflict is not None:
                return conflict
            changed = False
            for variable in self.gaps:
                left = self._readings(box, variable)
                if not left:
                    return box.ranges.why[variable]
                if around(left) != box.exact[variable]:
                    box.exact = {**box.exact, variable: around(left)}
                    changed |= box.ranges.cut(variable, box.exact[variable])
            if not changed:
                return None

    def _blamed(self, proof: Sequence[Share], known: Sequence[int], relaxed: Sequence[Row], box: Box) -> Mask:
        """The items behind a proof that the rows allow nothing."""
        mask: Mask = 0
        forms = [*self.forms, *box.sides]
        for share in proof:
            if share.index < len(known):
                mask |= box.ranges.why[known[share.index]]
                continue
            own, form = forms[relaxed[share.index - len(known)].source]
            mask |= own
            if not isinstance(form, Linear):
                for variable in form.variables:
                    mask |= box.ranges.why[variable]
        return mask
