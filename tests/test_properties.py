"""What must be true of the checks whatever the figures: honest prints are never accused, and nothing passes that cannot be.

The documents are drawn by `honest`, with their true values. A cheaper way to the same answer (the power of a check, the values it
guards, the projection of a constraint) is held against the expensive one: print it so, and check again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import pytest
from honest import (
    CUT,
    FAMILIES,
    HALF_UP,
    HEDGES,
    NEAREST,
    TABLE,
    digits,
    documents,
    honest_example,
    honest_row,
    loose_example,
    print_row,
    rounded,
    units,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scenes import verdicts

from crossfoot.check import Outcome
from crossfoot.constraint import Comparison, Linear, Product
from crossfoot.figures import Key
from crossfoot.findings import JOINT
from crossfoot.interval import ANYTHING, Interval, Pieces, few, join, meet, share_a_number
from crossfoot.readings import admissible, read_value, readings_of, units_of
from crossfoot.records import Claim, Measure
from crossfoot.relations import FAMILIES as MODULES
from crossfoot.solver.decision import Decision
from crossfoot.solver.power import other_digits
from crossfoot.testing import check_example, dataset_of
from crossfoot.vocabulary import Bound, Statistic, Verdict

some = settings(max_examples=20, deadline=None)
few_examples = settings(max_examples=6, deadline=None)
many = settings(max_examples=120, deadline=None)
each_family = pytest.mark.parametrize("family", FAMILIES)
PASSING = {Verdict.HOLDS, Verdict.IMPLIES, Verdict.NOT_CHECKED}
Example = dict[str, Any]


# The families whose properties stand in test_family_properties_arithmetic.py, _grid.py and _text.py.
ELSEWHERE = {
    "attribution",
    "average-growth",
    "balance",
    "contribution",
    "count-share",
    "direction",
    "growth-within-parts",
    "hedge",
    "listed-count",
    "order",
    "quotient",
    "stock-and-flow",
    "threshold",
    "times-more",
}


def test_every_family_is_drawn() -> None:
    assert set(FAMILIES) | ELSEWHERE == set(MODULES)


def failing(outcome: Outcome) -> list[str]:
    """What fails, by itself or only together with others."""
    alone = [f"{decision.id}: {decision.verdict}" for decision in outcome.decisions if decision.verdict.fails]
    return alone + [finding.message for finding in outcome.findings if finding.family == JOINT and finding.verdict.fails]


# No false alarm


@each_family
@some
@given(data=st.data())
def test_honest_prints_are_never_accused(family: str, data: st.DataObject) -> None:
    outcome = check_example(data.draw(loose_example(family)))
    assert not failing(outcome)
    assert not [check.message for check in outcome.record_checks if check.verdict.fails]


@each_family
@some
@given(data=st.data())
def test_cut_prints_are_never_accused(family: str, data: st.DataObject) -> None:
    assert not failing(check_example(data.draw(honest_example(family, (CUT,)))))


@each_family
@some
@given(data=st.data())
def test_prints_rounded_to_nearest_are_not_even_strained(family: str, data: st.DataObject) -> None:
    outcome = check_example(data.draw(honest_example(family)))
    assert {decision.verdict for decision in outcome.decisions} <= PASSING
    assert family in {decision.relation.family for decision in outcome.decisions}


@each_family
@some
@given(data=st.data())
def test_leaving_out_a_print_accuses_nobody(family: str, data: st.DataObject) -> None:
    example = data.draw(honest_example(family, (*NEAREST, CUT)))
    gone = data.draw(st.sets(st.integers(0, len(example["claims"]) - 1), max_size=2))
    example["claims"] = [row for n, row in enumerate(example["claims"]) if n not in gone]
    assume(example["claims"])
    assert not failing(check_example(example))


@some
@given(data=st.data())
def test_any_part_of_an_honest_table_accuses_nobody(data: st.DataObject) -> None:
    """Here figures that nobody printed are bounded by several relations, round in circles too."""
    assert not failing(check_example(data.draw(loose_example(TABLE))))


@some
@given(data=st.data())
def test_any_part_of_a_table_rounded_to_nearest_is_not_even_strained(data: st.DataObject) -> None:
    outcome = check_example(data.draw(honest_example(TABLE)))
    assert {decision.verdict for decision in outcome.decisions} <= PASSING


# No false silence


def subject_row(outcome: Outcome, decision: Decision) -> int:
    """The number of the subject's row; of an agreement, of the claim that is held against the others."""
    return int(outcome.figures.get(decision.subject).claims[0].id[1:]) - 1


def reprinted(example: Example, index: int, value: Fraction, unit: Fraction) -> Example:
    """The example with another value in one row, printed to the same places."""
    row = example["claims"][index]
    kept = {name: content for name, content in row.items() if name not in ("value", "printed", "bound", "precision")}
    changed = print_row(kept, value, unit, bound=row["bound"], state_precision=False)
    if "precision" in row:
        changed["precision"] = row["precision"]
    return {**example, "claims": [changed if n == index else other for n, other in enumerate(example["claims"])]}


def unit_of(row: Mapping[str, Any]) -> Fraction:
    """The unit that `print_row` printed to."""
    if "precision" in row:
        return Fraction(row["precision"])
    return Fraction(1, 10 ** len(str(row["value"]).partition(".")[2]))


def own(outcome: Outcome, family: str) -> Decision:
    return next(decision for decision in outcome.decisions if decision.relation.family == family)


def verdict_of(example: Example, name: str) -> Verdict:
    return verdicts(check_example(example))[name]


@each_family
@few_examples
@given(data=st.data())
def test_power_is_the_share_of_last_digits_that_a_new_check_catches(family: str, data: st.DataObject) -> None:
    example = data.draw(honest_example(family))
    outcome = check_example(example)
    decision = own(outcome, family)
    index = subject_row(outcome, decision)
    assume(decision.verdict is Verdict.HOLDS)
    claim = outcome.figures.get(decision.subject).claims[0]
    unit = unit_of(example["claims"][index])
    values = [value for value, _ in other_digits(claim)]
    assert len(values) == 9
    caught = [value for value in values if verdict_of(reprinted(example, index, value, unit), decision.id).fails]
    assert decision.power == Fraction(len(caught), 9)


@each_family
@few_examples
@given(data=st.data())
def test_a_subject_outside_what_is_guarded_fails_and_inside_it_passes(family: str, data: st.DataObject) -> None:
    example = data.draw(honest_example(family))
    outcome = check_example(example)
    decision = own(outcome, family)
    index = subject_row(outcome, decision)
    assume(decision.verdict is Verdict.HOLDS)
    assert decision.guarded is not None
    # A rate between whole numbers may fit none of them: then the check catches more than what lies outside.
    whole = any(measure.get("integer") for measure in example["measures"].values()) and family in ("growth-vs-base", "share-of-whole")
    unit = unit_of(example["claims"][index])
    times = 100 if example["claims"][index].get("unit") == "times" else 1
    for end in (decision.guarded.low, decision.guarded.high):
        if end is None:
            continue
        nearest = rounded(end / times, unit, HALF_UP)
        for step in (-12, -11, -3, -2, -1, 0, 1, 2, 3, 11, 12):
            value = nearest + step * unit
            example_now = reprinted(example, index, value, unit)
            claim = next(c for c in dataset_of(example_now).claims() if c.id == f"c{index + 1:03}")
            measure = dataset_of(example_now).measures[claim.measure]
            possible = meet(readings_of(claim, measure).admissible, (decision.guarded,))
            fails = verdict_of(example_now, decision.id).fails
            assert fails == (not possible) or (fails and whole), (value, end)


@each_family
@some
@given(data=st.data())
def test_a_figure_far_off_always_fails(family: str, data: st.DataObject) -> None:
    example = data.draw(honest_example(family, (HALF_UP,)))
    outcome = check_example(example)
    decision = own(outcome, family)
    assume(decision.verdict is Verdict.HOLDS and decision.guarded is not None)
    low, high = decision.guarded.low, decision.guarded.high
    assume(low is not None or high is not None)
    index = subject_row(outcome, decision)
    unit = unit_of(example["claims"][index])
    # Beyond the far end by more than the coarsest reading is wide: a figure of n digits is read within its first digit's unit.
    far = high if high is not None else low
    off = data.draw(st.integers(25, 10_000)) * unit * 10 ** len(str(int(abs(far) / unit)))
    value = rounded(far + off if high is not None else far - off, unit, CUT)
    assert verdict_of(reprinted(example, index, value, unit), decision.id).fails


# What must not matter


def summary(outcome: Outcome, names: Mapping[str, str] | None = None) -> list[tuple[Any, ...]]:
    """Every decision without the names of things: family, verdict, numbers, and the claims by their own names."""
    known = names or {}
    rows = []
    for decision in outcome.decisions:
        claims = sorted(known.get(ref, ref) for ref in decision.claims)
        deviating = sorted(known.get(ref, ref) for ref in decision.deviating)
        ends = (decision.stated, decision.implied, decision.guarded) if decision.relation.family != "same-figure" else ()
        numbers = (decision.slack, decision.power) if decision.relation.family != "same-figure" else ()
        rows.append((decision.relation.family, str(decision.verdict), decision.tier, claims, deviating, str(ends), str(numbers)))
    return sorted(rows)


@st.composite
def wrong_or_right(draw: st.DrawFn, family: str) -> Example:
    """An honest example, or one in which a digit was changed."""
    example = draw(honest_example(family, (*NEAREST, CUT)))
    rows = [{**row, "id": f"c{n + 1:03}"} for n, row in enumerate(example["claims"])]
    example = {**example, "claims": rows}
    if draw(st.booleans()):
        index = draw(st.integers(0, len(rows) - 1))
        unit = unit_of(rows[index])
        factor = draw(st.sampled_from([Fraction(1), Fraction(10), Fraction(-1)]))
        example = reprinted(example, index, Fraction(rows[index]["value"]) * factor + unit * draw(st.integers(-9, 9)), unit)
    return example


@each_family
@some
@given(data=st.data())
def test_the_order_of_the_rows_does_not_matter(family: str, data: st.DataObject) -> None:
    example = data.draw(wrong_or_right(family))
    shuffled = {**example, "claims": data.draw(st.permutations(example["claims"]))}
    assert summary(check_example(shuffled)) == summary(check_example(example))
    assert verdicts(check_example(shuffled)) == verdicts(check_example(example))


def renamed(example: Example, names: Mapping[str, str]) -> Example:
    """The example with other names of measures, wherever they stand."""

    def name(slug: str) -> str:
        return names.get(slug, slug)

    def entry(measure: Mapping[str, Any]) -> dict[str, Any]:
        changed = dict(measure)
        if "part_of" in changed:
            changed["part_of"] = [name(slug) for slug in changed["part_of"]]
        if "partitions" in changed:
            changed["partitions"] = {key: [name(slug) for slug in parts] for key, parts in changed["partitions"].items()}
        return changed

    rows = [{**row, **{field: name(row[field]) for field in ("measure", "of", "minus") if field in row}} for row in example["claims"]]
    measures = {name(slug): entry(measure) for slug, measure in example["measures"].items()}
    relations = [{**one, "formula": _formula(one["formula"], names)} for one in example.get("relations", ())]
    return {**example, "measures": measures, "claims": rows, **({"relations": relations} if relations else {})}


def _formula(formula: str, names: Mapping[str, str]) -> str:
    return " ".join("/".join([names.get(word.partition("/")[0], word.partition("/")[0]), *word.split("/")[1:]]) for word in formula.split())


@each_family
@some
@given(data=st.data())
def test_the_names_of_measures_do_not_matter(family: str, data: st.DataObject) -> None:
    example = data.draw(wrong_or_right(family))
    slugs = sorted(example["measures"])
    new = data.draw(st.permutations([f"m{n}" for n in range(len(slugs))]))
    changed = renamed(example, dict(zip(slugs, new, strict=True)))
    assert summary(check_example(changed)) == summary(check_example(example))


@each_family
@some
@given(data=st.data())
def test_the_names_of_speakers_and_documents_do_not_matter(family: str, data: st.DataObject) -> None:
    example = data.draw(wrong_or_right(family))
    old = sorted({row.get("document", "document") for row in example["claims"]})
    new = dict(zip(old, data.draw(st.permutations([f"d{n}" for n in range(len(old))])), strict=True))
    rows = [{**row, "document": new[row.get("document", "document")], "speaker": f"s{n % 2}"} for n, row in enumerate(example["claims"])]
    back = {f"{new[d]}/{row['id']}": f"{d}/{row['id']}" for row in example["claims"] for d in old}
    changed = check_example({**example, "claims": rows})
    assert summary(changed, back) == summary(check_example(example))


def scaled(example: Example, factor: Fraction, word: str) -> Example:
    """Every level in another scale: 12.3 cars become 12.3 thousand cars."""
    rows = []
    for row in example["claims"]:
        if row.get("statistic", "level") != "level":
            rows.append(row)
            continue
        value = Fraction(row["value"]) * factor
        precision = {"precision": digits(Fraction(row["precision"]) * factor, Fraction(1))} if "precision" in row else {}
        rows.append({**row, "value": digits(value, Fraction(1)), "printed": f"{row['printed']} {word}", **precision})
    return {**example, "claims": rows}


@pytest.mark.parametrize("family", [family for family in FAMILIES if family not in ("calendar", "plausible-value")])
@pytest.mark.parametrize(("power", "word"), [(3, "thousand"), (6, "million"), (12, "trillion")])
@few_examples
@given(data=st.data())
def test_the_scale_does_not_matter(family: str, power: int, word: str, data: st.DataObject) -> None:
    example = data.draw(wrong_or_right(family))
    assume(not any(measure.get("integer") for measure in example["measures"].values()))
    other = check_example(scaled(example, Fraction(10) ** power, word))
    assert verdicts(other) == verdicts(check_example(example))
    assert {d.id: (d.slack, d.power) for d in other.decisions} == {d.id: (d.slack, d.power) for d in check_example(example).decisions}


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "calendar"])
@some
@given(data=st.data())
def test_a_wider_print_turns_no_pass_into_a_failure(family: str, data: st.DataObject) -> None:
    truth = data.draw(documents(family))
    rows = [data.draw(honest_row(truth, row, value, (*NEAREST, CUT))) for row, value in truth.rows]
    index = data.draw(st.integers(0, len(rows) - 1))
    row, value = truth.rows[index]
    unit = unit_of(rows[index])
    # A value that the coarser print can show too, near the truth or far from it.
    shown = rounded(value, unit * 10, HALF_UP) + unit * 10 * data.draw(st.integers(-3, 3))
    rows[index] = print_row(row, shown, unit, state_precision=False) | {"precision": digits(unit, unit)}
    before = verdicts(check_example(truth.example(rows)))
    for wider in _wider(row, shown, unit):
        rows[index] = wider
        after = verdicts(check_example(truth.example(rows)))
        assert {name for name, verdict in after.items() if verdict.fails} <= {name for name, verdict in before.items() if verdict.fails}


def _wider(row: dict[str, Any], value: Fraction, unit: Fraction) -> Iterable[dict[str, Any]]:
    exact = print_row(row, value, unit, state_precision=False)
    yield exact | {"precision": digits(unit * 10, unit * 10)}
    yield print_row(row, value, unit, bound="about", state_precision=False) | {"precision": digits(unit, unit)}


# Readings


@st.composite
def sets(draw: st.DrawFn) -> Pieces:
    """A set of one or two intervals with ends at halves: open, closed, infinite."""
    pieces = []
    for _ in range(draw(st.integers(1, 2))):
        low, high = sorted(Fraction(draw(st.integers(-6, 6)), 2) for _ in range(2))
        closed = (True, True) if low == high else (draw(st.booleans()), draw(st.booleans()))
        kind = draw(st.integers(0, 5))
        pieces.append(Interval(None if kind == 0 else low, None if kind == 1 else high, *closed))
    return join(pieces)


@st.composite
def claims(draw: st.DrawFn) -> tuple[Claim, Measure]:
    integer = draw(st.booleans())
    growth = not integer and draw(st.booleans())
    unit = draw(units(whole=integer, percent=growth))
    value = draw(st.integers(-10_000, 10_000)) * unit
    bound = draw(st.sampled_from(["exact", *HEDGES]))
    row: dict[str, Any] = {"measure": "cars", "period": "2031"}
    if growth:
        row |= {"statistic": "growth", "versus": "yoy", "unit": draw(st.sampled_from(["percent", "times"]))}
    printed = print_row(row, value, unit, bound=bound, state_precision=draw(st.booleans()))
    if draw(st.integers(0, 5)) == 0:
        printed["precision"] = "0"
    dataset = dataset_of({"measures": {"cars": {"unit": "cars", "kind": "flow", "integer": integer}}, "claims": [printed]})
    return next(dataset.claims()), dataset.measures["cars"]


@many
@given(claims())
def test_the_tiers_of_readings_are_nested(drawn: tuple[Claim, Measure]) -> None:
    readings = readings_of(*drawn)
    assert within(readings.nearest, readings.admissible)
    assert within(readings.admissible, readings.released)
    assert all(within(pieces, readings.admissible) for _, pieces in readings.named)
    together = join(piece for pieces in (readings.nearest, *(pieces for _, pieces in readings.named)) for piece in pieces)
    assert together == readings.admissible


@many
@given(claims())
def test_the_printed_value_is_among_its_readings(drawn: tuple[Claim, Measure]) -> None:
    claim, measure = drawn
    value = claim.number * (100 if claim.unit == "times" and claim.statistic is Statistic.GROWTH else 1)
    assume(not measure.integer or value.denominator == 1)
    readings = readings_of(claim, measure)
    if claim.bound in (Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST, Bound.AT_MOST):
        assert any(piece.contains(value) for piece in readings.nearest)
    else:
        assert any(piece.contains(value) for piece in readings.admissible)
        assert not any(piece.contains(value) for piece in readings.nearest)


@many
@given(claims())
def test_the_short_cut_to_the_admissible_readings_leads_to_them(drawn: tuple[Claim, Measure]) -> None:
    claim, measure = drawn
    for value, places in [(claim.number, units_of(claim)), *other_digits(claim)]:
        assert admissible(value, places, claim, measure) == read_value(value, places, claim, measure).admissible


@many
@given(sets(), sets())
def test_sets_share_a_number_if_they_meet(first: Pieces, second: Pieces) -> None:
    assert share_a_number(first, second) == bool(meet(first, second))


def within(inner: Pieces, outer: Pieces) -> bool:
    return join(meet(inner, outer)) == join(inner)


# Constraints

KEYS = [Key(name, Statistic.LEVEL) for name in "abcd"]
TARGETS = [Fraction(n, 4) for n in range(-34, 35)] + [sign * Fraction(10) ** power for power in (-6, 6) for sign in (1, -1)]


def among(number: Fraction, pieces: Pieces) -> bool:
    return any(piece.contains(number) for piece in pieces)


def ends(*several: Pieces) -> list[Fraction]:
    return [end for pieces in several for piece in pieces for end in (piece.low, piece.high) if end is not None]


def between(critical: Iterable[Fraction]) -> list[Fraction]:
    """Numbers enough to try: those at which anything can change, one between every two of them, and one beyond each end."""
    points = sorted({Fraction(0), *critical})
    return [points[0] - 1, *points, *((low + high) / 2 for low, high in pairwise(points)), points[-1] + 1]


@some
@given(st.data(), st.sampled_from([-2, -1, 1, 2]), st.integers(-2, 2), st.sampled_from(Comparison))
def test_a_linear_constraint_projects_to_what_trying_finds(data: st.DataObject, factor: int, constant: int, comparison: Comparison) -> None:
    plus, minus = data.draw(sets()), data.draw(sets())
    terms = ((Fraction(factor), KEYS[0]), (Fraction(1), KEYS[1]), (Fraction(-1), KEYS[2]))
    found = Linear(terms, Fraction(constant), comparison).project(KEYS[0], {KEYS[0]: ANYTHING, KEYS[1]: plus, KEYS[2]: minus})
    for target in TARGETS:
        rest = factor * target + constant  # rest + first - second is zero, at most zero, or less
        tried = (first for first in between([*ends(plus), *(end - rest for end in ends(minus))]) if among(first, plus))
        expected = any(_compares(first + rest, minus, comparison) for first in tried)
        assert among(target, found) == expected, target


def _compares(number: Fraction, pieces: Pieces, comparison: Comparison) -> bool:
    """Whether some number of the pieces is this one, at least it, or greater."""
    if comparison is Comparison.EQUAL:
        return among(number, pieces)
    reached = comparison is Comparison.AT_MOST
    return any(piece.high is None or piece.high > number or (piece.high == number and piece.high_closed and reached) for piece in pieces)


@many
@given(st.data(), st.sampled_from([(Fraction(1), Fraction(0)), (Fraction(1, 2), Fraction(1)), (Fraction(-1), Fraction(0))]))
def test_a_product_projects_to_what_trying_finds(data: st.DataObject, form: tuple[Fraction, Fraction]) -> None:
    scale, offset = form
    result, factor, rate = (data.draw(sets()) for _ in range(3))
    constraint = Product(KEYS[0], KEYS[1], KEYS[2], scale, offset)
    domains = {KEYS[0]: result, KEYS[1]: factor, KEYS[2]: rate}
    found = [constraint.project(key, domains) for key in constraint.variables]
    for target in TARGETS:
        factors = between([*ends(factor), *(target / m for end in ends(rate) if (m := scale * end + offset))])
        by_result = any(among(f, factor) and (among((target / f - offset) / scale, rate) if f else target == 0) for f in factors)
        assert among(target, found[0]) == by_result, target
        rates = between([*ends(rate), *((end / target - offset) / scale for end in ends(result) if target), -offset / scale])
        by_factor = any(among(r, rate) and among(target * (scale * r + offset), result) for r in rates)
        assert among(target, found[1]) == by_factor, target
        multiplier = scale * target + offset
        factors = between([*ends(factor), *(end / multiplier for end in ends(result) if multiplier)])
        by_rate = any(among(f, factor) and among(f * multiplier, result) for f in factors)
        assert among(target, found[2]) == by_rate, target


@many
@given(st.lists(sets(), min_size=1, max_size=6), st.integers(1, 4))
def test_fewer_pieces_lose_no_number(drawn: list[Pieces], most: int) -> None:
    pieces = join(piece for some_pieces in drawn for piece in some_pieces)
    merged = few(pieces, most)
    assert len(merged) <= most
    assert within(pieces, merged)
    assert (merged[0].low, merged[-1].high) == (pieces[0].low, pieces[-1].high)


@some
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 2)), min_size=3, max_size=3))
def test_whole_numbers_add_up_where_a_grid_finds_them(drawn: list[tuple[int, int]]) -> None:
    """Counts that are only added are decided on the subject alone: the same as trying every count."""
    ranges = [range(low, low + more + 1) for low, more in drawn]
    measures = {"w": {"unit": "n", "kind": "count", "integer": True, "partitions": {"p": ["a", "b"]}}}
    measures |= {name: {"unit": "n", "kind": "count", "integer": True} for name in "ab"}
    rows = []
    for name, numbers in zip("wab", ranges, strict=True):
        rows.append({"measure": name, "value": str(numbers[0]), "printed": f"at least {numbers[0]}", "bound": "at_least"})
        rows.append({"measure": name, "value": str(numbers[-1]), "printed": f"at most {numbers[-1]}", "bound": "at_most"})
    found = verdicts(check_example({"measures": measures, "claims": rows}))["parts-sum/w/level/2031"]
    exists = any(whole == a + b for whole, a, b in product(*ranges))
    assert found is (Verdict.HOLDS if exists else Verdict.CONTRADICTION)
