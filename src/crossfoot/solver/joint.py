"""Decide the relations that share figures together: what cannot all be true, and which figure is the slip.

Each set of connected relations is one problem. If nothing fits it in the loosest readings, the cheapest figures to take back are
found, and each of them is one conflict: the figures and relations that clash once all the other slips are repaired, every single
repair, and the figure that was probably meant. If something fits only in the looser readings, the figures that must deviate are
found in the same way. What one relation already says by itself is said there, and here only repaired.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, islice
from typing import TypeAlias

from crossfoot.constraint import Agreement
from crossfoot.figures import Figures, Key
from crossfoot.interval import ANYTHING, Interval, Pieces, meet
from crossfoot.readings import readings_of
from crossfoot.relations.relation import Relation
from crossfoot.solver.bounds import implied
from crossfoot.solver.budget import Meter
from crossfoot.solver.conflict import Repairs, repairs, shrink
from crossfoot.solver.decision import NEAREST, RELEASED, Decision
from crossfoot.solver.network import Network
from crossfoot.solver.posing import Group, Posed, pose, pose_agreement
from crossfoot.solver.problem import Mask, Problem, items_of
from crossfoot.solver.proof import Step, proof
from crossfoot.solver.search import STEPS, Clash, Fits, Undecided, decide
from crossfoot.solver.slips import Slip, slips_of
from crossfoot.solver.stretch import stretch
from crossfoot.vocabulary import Verdict

# What deciding and explaining one problem may cost in all.
STEPS_TO_EXPLAIN = 2 * STEPS
MOST_SLIPS = 3
MOST_PAIRS = 20
# A slip that a print vouched for elsewhere is less likely: each relation that would have caught nine digits in ten is worth so much.
_DOUBT = Fraction(1, 2)
# A figure that no slip we know of turned into its print: any other mistake.
_NO_SLIP = Fraction(1, 1000)
_CARRIED = Fraction(5, 100)
# Values more than ten times as large as a candidate say nothing of the room around it.
_REACH = 10
# How far the number behind a hedge is from the figure, at most, as a part of it.
_HEDGED = Fraction(1, 10)
_ONE = Fraction(1)
Ref: TypeAlias = str


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure that, printed otherwise, would let everything else stand.

    `claims` print it alike. `values` are what it would have to be (all of them possible if `exact`), `slips` likely slips that turn
    such a value into the print, `vouching` relations outside the conflict that hold as it was printed. `carried` are claims of the
    same thing in other periods that print the same number: it may have been left standing. `score` ranks repairs.
    """

    key: Key
    claims: tuple[Ref, ...]
    values: Pieces
    exact: bool
    slips: tuple[Slip, ...]
    vouching: tuple[str, ...]
    carried: tuple[Ref, ...]
    score: Fraction


@dataclass(frozen=True, slots=True)
class Conflict:
    """Figures and relations that cannot all hold (`contradiction`), or only if a figure was not rounded (`strained`).

    `relations` and `core` (claims) are a set from which nothing can be left out, `claims` everything printed of the relations'
    figures. `failing` are the relations that say so by themselves: then the conflict is theirs and no finding of its own.
    `repairs` are all figures of which one repairs it, the likeliest first. `together` counts the conflicts of the same problem, each
    of which was found with the others repaired.
    """

    verdict: Verdict
    relations: tuple[str, ...]
    families: tuple[str, ...]
    core: tuple[Ref, ...]
    claims: tuple[Ref, ...]
    failing: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    stretch: Fraction | None = None
    together: int = 1
    complete: bool = True
    reading: str = ""
    proof: tuple[Step, ...] = ()
    interchanged: tuple[tuple[Ref, Ref], ...] = ()
    limits: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """What deciding together found: the conflicts, and how many problems (and relations in them) were decided.

    `by_others` are relations that contradict, or are strained, only with what other relations say of a figure that nobody printed.
    """

    conflicts: tuple[Conflict, ...] = ()
    problems: int = 0
    relations: int = 0
    undecided: int = 0
    by_others: tuple[str, ...] = ()


NOTHING = Joint()


@dataclass
class _Case:
    """One problem in one tier, with what is known of its relations one by one."""

    posed: Posed
    figures: Figures
    failing: Collection[str]
    holding: dict[str, Decision]
    meter: Meter = field(default_factory=lambda: Meter(STEPS_TO_EXPLAIN))


def decide_jointly(network: Network, decisions: Sequence[Decision]) -> Joint:
    """Decide all sets of connected relations of a network; `decisions` are the verdicts on them one by one."""
    by_id = {decision.id: decision for decision in decisions}
    contradicting = {name for name, decision in by_id.items() if decision.verdict is Verdict.CONTRADICTION}
    holding = {name: decision for name, decision in by_id.items() if decision.verdict in (Verdict.HOLDS, Verdict.STRAINED)}
    conflicts: list[Conflict] = []
    undecided = relations = 0
    by_others: list[str] = []
    loose = pose(network, RELEASED)
    for posed, rounded in zip(loose, pose(network, NEAREST), strict=True):
        relations += len(posed.relations)
        if isinstance(decide(rounded.problem, rounded.problem.everything), Fits):
            # As rounded, and so in every other reading.
            continue
        case = _Case(posed, network.figures, contradicting, holding)
        answer = decide(posed.problem, posed.problem.everything)
        found: list[Conflict] = []
        if isinstance(answer, Undecided) and not contradicting.intersection(r.id for r in posed.relations):
            undecided += 1
            found = [_undecided(posed)]
        elif not isinstance(answer, Fits):
            found = _contradictions(case, answer)
            said = {name for conflict in found for name in conflict.failing}
            by_others += [relation.id for relation in _failing(case) if found and relation.id not in said and not _clashes(case, relation)]
        conflicts += found
        if not any(conflict.verdict is Verdict.UNDECIDED for conflict in found):
            strained = {name for name, decision in by_id.items() if decision.verdict is Verdict.STRAINED}
            case = _Case(rounded, network.figures, strained, holding)
            together = _strains(case, found)
            by_others += [relation.id for relation in _failing(case) if together and not _clashes(case, relation)]
            conflicts += together
    for relation in network.relations:
        if relation.id in contradicting and isinstance(relation.constraint, Agreement):
            posed = pose_agreement(network, relation, RELEASED)
            conflicts += _contradictions(
                _Case(posed, network.figures, {relation.id}, holding), decide(posed.problem, posed.problem.everything)
            )
    return Joint(tuple(_once(conflicts)), len(loose), relations, undecided, tuple(by_others))


# Contradictions


def _contradictions(case: _Case, answer: Clash | Undecided | Fits) -> list[Conflict]:
    posed = case.posed
    problem = posed.problem
    weights = {n: Fraction(1) for n, group in enumerate(posed.groups) if not group.pinned}
    masks = [group.items for group in posed.groups]
    alone = _alone(case)
    known = [core for core, _ in alone]
    chosen = repairs(problem, problem.everything, masks, weights, case.meter, known=known)
    if not chosen.sets:
        return _without_repair(case, answer, alone)
    slips = chosen.sets[0]
    found = [conflict for slip in slips if (conflict := _contradiction(case, slips, slip, alone, chosen)) is not None]
    return found or _without_repair(case, answer, alone)


def _alone(case: _Case) -> list[tuple[Mask, str]]:
    """For each relation that fails by itself, what of it and its prints clashes."""
    found = []
    for relation in _failing(case):
        # Small questions, each with a budget of its own: they must not starve behind a large one.
        meter = Meter(STEPS)
        answer = decide(case.posed.problem, case.posed.around(relation), meter)
        if isinstance(answer, Clash):
            found.append((shrink(case.posed.problem, answer.items, meter), relation.id))
    return found


def _failing(case: _Case) -> list[Relation]:
    return [relation for relation in case.posed.relations if relation.id in case.failing]


def _clashes(case: _Case, relation: Relation) -> bool:
    return not isinstance(decide(case.posed.problem, case.posed.around(relation)), Fits)


def _contradiction(case: _Case, slips: tuple[int, ...], slip: int, alone: Sequence[tuple[Mask, str]], chosen: Repairs) -> Conflict | None:
    """The conflict that is left once all slips but one are repaired; None where the budget does not do to prove one."""
    posed = case.posed
    active = posed.problem.everything & ~_mask(posed, (n for n in slips if n != slip))
    own = posed.groups[slip].items
    said = [(core, name) for core, name in alone if core & own and not core & ~active]
    core = said[0][0] if said else _core(case, active)
    if not core:
        return None
    failing = tuple(name for _, name in said)
    found = [
        repair for n, group in enumerate(posed.groups) if group.items & core and not group.pinned if (repair := _repair(case, active, n))
    ]
    complete = chosen.complete and case.meter.spent <= case.meter.budget
    return replace(
        _conflict(posed, Verdict.CONTRADICTION, core),
        failing=failing,
        repairs=tuple(sorted(found, key=lambda repair: (-repair.score, repair.claims))),
        stretch=stretch(posed.problem, active, case.meter, core),
        together=len(slips),
        complete=complete,
        interchanged=tuple(_interchanged(case, active, core)),
        limits=rests_on_limits(posed.problem, core),
    )


def rests_on_limits(problem: Problem, core: Mask) -> bool:
    """Whether a clash is none if figures may be anything that fits their prints, below zero for instance."""
    part, _ = problem.part(core)
    free = replace(part, variables=tuple(replace(own, possible=ANYTHING) for own in part.variables))
    return not isinstance(decide(free, free.everything), Clash)


def _without_repair(case: _Case, answer: Clash | Undecided | Fits, alone: Sequence[tuple[Mask, str]]) -> list[Conflict]:
    """Nothing that may be blamed would repair it: the documents that are never blamed clash, or the budget is spent."""
    if alone:
        return [replace(_conflict(case.posed, Verdict.CONTRADICTION, core), failing=(name,), complete=False) for core, name in alone]
    if not isinstance(answer, Clash):
        return [_undecided(case.posed)]
    core = shrink(case.posed.problem, answer.items, Meter(STEPS))
    return [replace(_conflict(case.posed, Verdict.CONTRADICTION, core), complete=False)]


def _core(case: _Case, active: Mask) -> Mask:
    """A clash of the active items from which nothing can be left out; nothing where none is proved.

    It has a budget of its own: what is said to contradict must have been proved to, however much the search for repairs has spent.
    """
    meter = Meter(STEPS)
    answer = decide(case.posed.problem, active, meter)
    return shrink(case.posed.problem, answer.items, meter) if isinstance(answer, Clash) else 0


def _undecided(posed: Posed) -> Conflict:
    return replace(_conflict(posed, Verdict.UNDECIDED, posed.problem.everything), complete=False)


def _conflict(posed: Posed, verdict: Verdict, core: Mask) -> Conflict:
    relations = [posed.relation_of(item) for item in items_of(core) if not posed.problem.is_print(item)]
    relations = relations or list(posed.relations)[:1]
    keys = {key for relation in relations for key in relation.keys}
    printed = [group for group in posed.groups if group.items & core]
    return Conflict(
        verdict,
        tuple(sorted(relation.id for relation in relations)),
        tuple(relation.family for relation in sorted(relations, key=lambda relation: relation.id)),
        tuple(sorted(group.refs[0] for group in printed)),
        tuple(sorted(ref for group in posed.groups if group.key in keys for ref in group.refs)),
        proof=proof(posed, core) if verdict is Verdict.CONTRADICTION else (),
    )


# Repairs


def _repair(case: _Case, active: Mask, number: int) -> Repair | None:
    """What a group would have to print for everything else to fit; None where it cannot repair it alone."""
    posed, group = case.posed, case.posed.groups[number]
    rest = active & ~group.items
    if not isinstance(decide(posed.problem, rest, case.meter), Fits):
        return None
    bounds = implied(posed.problem, rest, posed.numbers[group.key])
    slips = _likely(case, rest, group, bounds.values)
    vouching = _vouching(case, group)
    carried = tuple(_carried(case, group))
    weight = sum((slip.weight for slip in slips), _NO_SLIP) + (_CARRIED if carried else 0)
    score = weight * _DOUBT ** len(vouching)
    return Repair(group.key, group.refs, bounds.values, bounds.exact, tuple(slips[:MOST_SLIPS]), vouching, carried, score)


def _carried(case: _Case, group: Group) -> Iterator[Ref]:
    """Claims of the same thing in another period that print the same number in the same unit."""
    claim = group.claims[0]
    for figure in case.figures:
        if figure.key != group.key and figure.key._replace(period="") == group.key._replace(period=""):
            yield from (other.ref for other in figure.numbers if (other.value, other.unit) == (claim.value, claim.unit))


def _interchanged(case: _Case, active: Mask, core: Mask) -> Iterator[tuple[Ref, Ref]]:
    """Pairs of figures of one unit with which everything fits if their prints change places."""
    groups = [group for group in case.posed.groups if group.items & core and not group.pinned]
    pairs = ((a, b) for a, b in combinations(groups, 2) if case.figures.get(a.key).unit == case.figures.get(b.key).unit and a.key != b.key)
    for first, second in islice(pairs, MOST_PAIRS):
        if first.claims[0].number != second.claims[0].number and _fits_interchanged(case, active, first, second):
            yield first.refs[0], second.refs[0]


def _fits_interchanged(case: _Case, active: Mask, first: Group, second: Group) -> bool:
    problem = case.posed.problem
    prints = list(problem.prints)
    one, other = next(items_of(first.items)), next(items_of(second.items))
    prints[one] = replace(prints[one], allowed=problem.prints[other].allowed)
    prints[other] = replace(prints[other], allowed=problem.prints[one].allowed)
    return isinstance(decide(replace(problem, prints=tuple(prints)), active, case.meter), Fits)


def _likely(case: _Case, rest: Mask, group: Group, values: Pieces) -> list[Slip]:
    """The slips that turn a value that repairs everything into the print, the likeliest first.

    Where the others leave a figure much room, some slip or other would always lead into it: that says little, and a slip that hits a
    narrow gap, or fills much of the room, says much. So they are put in order by their weight and by how much of the room they fill.
    """
    measure = case.figures.measure_of(group.key)
    candidates = (slip for slip in slips_of(group.claims[0], measure) if meet(slip.values, values))
    fitting = [slip for slip in candidates if _fits_with(case, rest, group, slip.values)]
    whole = case.posed.problem.variables[case.posed.numbers[group.key]].whole

    def chance(slip: Slip) -> Fraction:
        return slip.weight * _share(_close(slip.values, slip.value), values, whole=whole)

    return sorted(fitting, key=lambda slip: (-chance(slip), -slip.weight, slip.kind, slip.value))


def _close(pieces: Pieces, value: Fraction) -> Pieces:
    """The values that one would print so: a hedge has no far end, and yet nobody says "more than 5" of 500."""
    near = abs(value) * _HEDGED
    around = Interval(value - near, value + near)
    return tuple(piece.intersect(around) if piece.low is None or piece.high is None else piece for piece in pieces)


def _share(some: Pieces, values: Pieces, *, whole: bool) -> Fraction:
    """How much of the values some of them are; those of quite another size are left out, as nothing that anybody would print there."""
    reach = _REACH * _size(some)
    room = meet(values, (Interval(-reach, reach),))
    inside = meet(some, room)
    if not inside:
        return Fraction(0)
    filled, all_of_it = _length(inside, whole=whole), _length(room, whole=whole)
    return filled / all_of_it if filled else _ONE


def _size(pieces: Pieces) -> Fraction:
    return max((abs(end) for piece in pieces for end in (piece.low, piece.high) if end is not None), default=_ONE)


def _length(pieces: Pieces, *, whole: bool) -> Fraction:
    ends = [(piece.low, piece.high) for piece in pieces]
    return sum((high - low + whole for low, high in ends if low is not None and high is not None), Fraction(0))


def _fits_with(case: _Case, rest: Mask, group: Group, values: Pieces) -> bool:
    """Whether everything fits with other values in the place of a group's print."""
    problem = case.posed.problem
    item = next(items_of(group.items))
    prints = list(problem.prints)
    prints[item] = replace(prints[item], allowed=values)
    return isinstance(decide(replace(problem, prints=tuple(prints)), rest | 1 << item, case.meter), Fits)


def _vouching(case: _Case, group: Group) -> tuple[str, ...]:
    """The relations that hold as the group printed its figure, and would have caught most other digits."""
    found = []
    for relation in case.posed.relations:
        decision = case.holding.get(relation.id)
        if decision is not None and decision.subject == group.key and group.key in relation.keys and (decision.power or 0) >= _DOUBT:
            found.append(relation.id)
    return tuple(found)


# Strains


def _strains(case: _Case, contradictions: Sequence[Conflict]) -> list[Conflict]:
    """The figures that must be read otherwise than as rounded, where no relation by itself says so."""
    posed = case.posed
    problem = posed.problem
    broken = {repair.claims for conflict in contradictions for repair in conflict.repairs[:1]}
    active = problem.everything & ~_mask(posed, (n for n, group in enumerate(posed.groups) if group.refs in broken))
    if isinstance(decide(problem, active, case.meter), Fits | Undecided):
        return []
    weights = {n: Fraction(1) for n, group in enumerate(posed.groups) if group.rounded}
    masks = [group.rounded for group in posed.groups]
    alone = [(core, name) for core, name in _alone(case) if not core & ~active]
    chosen = repairs(problem, active, masks, weights, case.meter, known=[core for core, _ in alone])
    if not chosen.sets:
        return []
    deviating = chosen.sets[0]
    found: dict[tuple[str, ...], Conflict] = {}
    for one in deviating:
        others = active & ~sum(masks[n] for n in deviating if n != one)
        if any(core & masks[one] and not core & ~others for core, _ in alone):
            continue
        conflict = _strain(case, others, one, masks)
        if conflict is None:
            continue
        known = found.get(conflict.relations)
        # Several figures of the same relations that must deviate together are one thing to say.
        reading = f"{known.reading}, and {conflict.reading}" if known else conflict.reading
        found[conflict.relations] = replace(known or conflict, reading=reading, complete=chosen.complete, together=len(deviating))
    return list(found.values())


def _strain(case: _Case, active: Mask, one: int, masks: Sequence[Mask]) -> Conflict | None:
    """What is left once all figures but one that must deviate are read loosely."""
    core = _core(case, active)
    if not core:
        return None
    also = [n for n, mask in enumerate(masks) if mask & core and n != one and _saves(case, active & ~mask)]
    readings = [_reading(case, active & ~masks[n], case.posed.groups[n]) for n in (one, *also[:MOST_SLIPS])]
    found = _conflict(case.posed, Verdict.STRAINED, core)
    return replace(found, reading="; or ".join(readings), stretch=stretch(case.posed.problem, active, case.meter, core))


def _once(conflicts: Iterable[Conflict]) -> Iterable[Conflict]:
    """Conflicts about the same claims are one finding; the first of them stands for all."""
    return {(conflict.claims, conflict.relations, conflict.verdict): conflict for conflict in reversed(list(conflicts))}.values()


def _saves(case: _Case, left: Mask) -> bool:
    return isinstance(decide(case.posed.problem, left, case.meter), Fits)


def _reading(case: _Case, left: Mask, group: Group) -> str:
    """The named reading of a group with which everything fits."""
    claim = group.claims[0]
    for name, pieces in readings_of(claim, case.figures.measure_of(group.key)).named:
        if _fits_with(case, left & ~group.items, group, pieces):
            return f"{claim.printed} ({claim.ref}) is {name}"
    return f"{claim.printed} ({claim.ref}) is read loosely"


def _mask(posed: Posed, numbers: Iterable[int]) -> Mask:
    mask = 0
    for n in numbers:
        mask |= posed.groups[n].items
    return mask
