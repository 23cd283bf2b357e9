"""Other people's cases for reported sums: what a value with its decimals stands for, duplicates, excess digits, and totals.

They lie beside the repository and are no part of it: in the folder that CROSSFOOT_CONFORMANCE names, or in ../shared/conformance. The
cases of our own below cover the same rules without them.

Each case goes both ways: through a whole run, as records and a declared relation, and through the joint decision. A sum that is
consistent as rounded is one that holds; an inconsistent one is strained, a mismatch or a contradiction, for we allow more readings
than one. Which facts a total is compared with (contexts, units, tuples, nil) is a matter of that format and not of ours: cases that
turn on it are left out, and counted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules import STEPS, bond

from crossfoot.check import Outcome
from crossfoot.constraint import Linear
from crossfoot.interval import Interval, Pieces, join, meet, meet_all
from crossfoot.readings import readings_of
from crossfoot.rounding import Rounding, unround
from crossfoot.solver.bounds import implied
from crossfoot.solver.budget import Meter
from crossfoot.solver.conflict import shrink
from crossfoot.solver.problem import Builder, Problem
from crossfoot.solver.search import Clash, Fits, decide
from crossfoot.testing import check_example, dataset_of
from crossfoot.vocabulary import Verdict

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("CROSSFOOT_CONFORMANCE") or ROOT.parent / "shared" / "conformance")
ROUND, TRUNC = "round", "trunc"
CONSISTENT, INCONSISTENT, DUPLICATES, EXCESS, NOT_BOUND = (
    "consistent",
    "inconsistent",
    "inconsistent-duplicates",
    "excess-digits",
    "not-bound",
)
TOO_MANY_DIGITS = "more digits than its declared precision"


def attached(group: str) -> list[dict[str, Any]]:
    path = FOLDER / "xbrl_calc11.json"
    if not path.is_file():
        pytest.skip(f"{path.name} is not attached: name its folder in CROSSFOOT_CONFORMANCE")
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["groups"][group]["cases"]
    return found


@dataclass(frozen=True)
class Fact:
    """A value as reported, and the unit of its last digit that counts (0: nothing is rounded)."""

    value: str
    unit: Fraction

    @property
    def row(self) -> dict[str, str]:
        return {"value": self.value, "printed": self.value, "precision": plain(self.unit)}

    def reading(self, mode: str) -> Pieces:
        """What our own reading of a record allows: as rounded, or as cut off."""
        dataset = dataset_of({"claims": [{"measure": "a", **self.row}]})
        claim = next(dataset.claims())
        readings = readings_of(claim, dataset.measures["a"])
        return readings.nearest if mode == ROUND or self.unit == 0 else dict(readings.named)["cut off rather than rounded"]


@dataclass(frozen=True)
class Sum:
    """A total and its parts, each with its weight; all of them reported any number of times."""

    total: tuple[Fact, ...]
    parts: tuple[tuple[Fraction, tuple[Fact, ...]], ...]

    @property
    def bound(self) -> bool:
        """Whether there is a total, and a part to compare it with."""
        return bool(self.total and self.parts)


def plain(number: Fraction) -> str:
    """A number in decimal digits."""
    return format(Decimal(number.numerator) / Decimal(number.denominator), "f")


def fact(entry: dict[str, Any]) -> Fact:
    decimals = entry["decimals"]
    return Fact(format(Decimal(entry["value"]), "f"), Fraction(0) if decimals == "INF" else Fraction(10) ** -decimals)


def facts(entries: Sequence[dict[str, Any]]) -> tuple[Fact, ...]:
    return tuple(fact(entry) for entry in entries if entry["value"] is not None)


def summation(entry: dict[str, Any]) -> Sum:
    """A total of a case; a part that nobody reported adds nothing there."""
    parts = ((Fraction(part["weight"]), facts(part["facts"])) for part in entry["parts"])
    return Sum(facts(entry["total"]), tuple((weight, reported) for weight, reported in parts if reported))


# As a whole run


def run(sums: Sequence[Sum]) -> Outcome:
    """The facts as records, and each sum as a declared relation."""
    rows, relations = [], []
    for n, one in enumerate(sums):
        names = [f"s{n}", *(f"s{n}p{m}" for m in range(len(one.parts)))]
        for name, reported in zip(names, [one.total, *(found for _, found in one.parts)], strict=True):
            rows += [{"measure": name, **each.row} for each in reported]
        if one.bound:
            terms = [
                f"{'-' if weight < 0 else '+'} {plain(abs(weight))} * {name}/level/2031"
                for (weight, _), name in zip(one.parts, names[1:], strict=True)
            ]
            relations.append({"id": f"sum-{n}", "formula": f"s{n}/level/2031 = {' '.join(terms)}", "description": "a total and its parts"})
    return check_example({"claims": rows, "relations": relations})


def judged(sums: Sequence[Sum]) -> str:
    """What a whole run says, in the words of these cases; only of rounding, which is what `holds` means."""
    if not any(one.bound for one in sums):
        return NOT_BOUND
    outcome = run(sums)
    if any(TOO_MANY_DIGITS in check.message for check in outcome.record_checks):
        return EXCESS
    verdicts = {decision.id: decision.verdict for decision in outcome.decisions}
    if any(verdict is not Verdict.HOLDS for name, verdict in verdicts.items() if name.startswith("same-figure/")):
        return DUPLICATES
    found = {verdict for name, verdict in verdicts.items() if name.startswith("declared/")}
    assert found <= {Verdict.HOLDS, Verdict.STRAINED, Verdict.CONTRADICTION}
    return CONSISTENT if found == {Verdict.HOLDS} else INCONSISTENT


# By the joint decision


def problem(sums: Sequence[Sum], mode: str) -> Problem:
    builder = Builder()
    for n, one in enumerate(sums):
        names = [f"s{n}", *(f"s{n}p{m}" for m in range(len(one.parts)))]
        for name, reported in zip(names, [one.total, *(found for _, found in one.parts)], strict=True):
            for each in reported:
                builder.printed(name, each.reading(mode), each.value)
        if one.bound:
            weights = [Fraction(-1), *(weight for weight, _ in one.parts)]
            bond(builder, f"sum-{n}", Linear(tuple(zip(weights, names, strict=True))))
    return builder.build()


def decided(sums: Sequence[Sum], mode: str) -> str:
    """What the joint decision says of the readings, where there are no digits too many."""
    made = problem(sums, mode)
    if isinstance(decide(made, made.all_prints, Meter(STEPS)), Clash):
        return DUPLICATES
    if not made.bonds:
        return NOT_BOUND
    answer = decide(made, made.everything, Meter(STEPS))
    assert isinstance(answer, Fits | Clash)
    return CONSISTENT if isinstance(answer, Fits) else INCONSISTENT


def agrees(sums: Sequence[Sum], wanted: dict[str, str]) -> bool:
    """Whether both ways say what is wanted."""
    assert judged(sums) == wanted[ROUND]
    if EXCESS in wanted.values():
        return wanted[ROUND] == wanted[TRUNC] == EXCESS
    return all(decided(sums, mode) == wanted[mode] for mode in (ROUND, TRUNC))


# The attached cases


def test_every_attached_sum_is_consistent_or_not_as_published() -> None:
    for case in attached("viewer_calc11"):
        assert agrees([summation(case)], case["expected"]), case["id"]


def test_every_attached_sum_has_the_interval_that_was_published() -> None:
    for case in attached("viewer_calc11"):
        for mode in (ROUND, TRUNC):
            wanted = case["intervals"][mode]
            if wanted["computed"] is None:
                continue
            made = problem([summation(case)], mode)
            without_total = made.everything & ~sum(1 << item for item in made.prints_of[0])
            found = implied(made, without_total, 0)
            assert (found.values, found.exact) == ((written(wanted["computed"]),), True), case["id"]
            assert made.domain(0, made.everything)[0] == (written(wanted["reported"]),), case["id"]


def written(text: str) -> Interval:
    """`[1, 2)` as an interval."""
    low, high = text[1:-1].split(",")
    return Interval(Fraction(low), Fraction(high.strip()), text[0] == "[", text[-1] == "]")


def test_every_attached_operation_on_intervals_gives_what_was_published() -> None:
    for case in attached("viewer_interval"):
        match case["op"]:
            case "from_value":
                found = fact(case).reading(ROUND)
            case "intersection":
                found = meet_all((closed(ends),) for ends in case["intervals"])
            case "add":
                first, second = map(closed, case["intervals"])
                found = (first.plus(second),)
            case _:
                found = (closed(case["interval"]).scale(Fraction(case["factor"])),)
        assert found == (() if case["expected"] is None else (closed(case["expected"]),)), case


def closed(ends: Sequence[str]) -> Interval:
    low, high = map(Fraction, ends)
    return Interval(low, high)


def test_every_attached_value_with_digits_too_many_is_told_of_and_no_other() -> None:
    """The peer's own answer is its limit of 28 digits in three cases; ours is 40, beyond which a record is refused and not passed."""
    limited, refused = 0, 0
    for case in attached("excess_digits"):
        assert (case["expected"] is not None) == case["exact_rule_has_excess"] or case["arelle_limit"]
        limited += case["arelle_limit"]
        try:
            found = has_excess(fact(case))
        except ValueError:
            refused += 1
            assert case["value"].endswith("E-100")
            continue
        assert found == case["exact_rule_has_excess"], case
    assert (limited, refused) == (3, 2)


def has_excess(one: Fact) -> bool:
    checks = check_example({"claims": [{"measure": "a", **one.row}]}).record_checks
    return any(TOO_MANY_DIGITS in check.message for check in checks)


def test_every_attached_duplicate_agrees_or_not_as_published() -> None:
    for case in attached("duplicates_published"):
        reported = tuple(map(fact, case["facts"]))
        decisions = check_example({"claims": [{"measure": "a", **each.row} for each in reported]}).decisions
        (verdict,) = [decision.verdict for decision in decisions if decision.relation.family == "same-figure"]
        assert (verdict is Verdict.HOLDS) == (case["expected"] == CONSISTENT), case["id"]
        if case["intersection"] is not None:
            assert join(meet_all(each.reading(ROUND) for each in reported)) == (written(case["intersection"]),), case["id"]
            assert decided([Sum(reported, ())], ROUND) == NOT_BOUND, case["id"]
        else:
            # The ranges touch in one number, and yet as many digits show another number: a mismatch, not a contradiction.
            assert verdict is Verdict.MISMATCH, case["id"]


def test_every_attached_comparison_of_two_sides_is_consistent_as_published() -> None:
    """There a value may have digits too many, and the range lies around it as it stands; a run of ours asks for the record first."""
    for case in attached("eba_interval"):
        both = Sum(facts(case["lhs"]), tuple((Fraction(1), (fact(each),)) for each in case["rhs"]))
        assert decided([both], ROUND) == case["expected"], case["id"]
        assert judged([both]) == EXCESS, case["id"]


def test_every_attached_variation_of_the_suite_has_the_verdict_of_the_rounding_rules() -> None:
    """The suite's own verdicts are of the old rules, which compared rounded sums; the newer reading is the one to be met."""
    scored: dict[str, int] = {}
    left_out: dict[str, int] = {}
    for case in attached("xbrl21_suite"):
        reason = not_arithmetic(case)
        if reason:
            left_out[reason] = left_out.get(reason, 0) + 1
            continue
        wanted = case.get("computed_calc11") or published(case)
        assert agrees([summation(network) for network in case["networks"]], wanted), case["id"]
        scored[wanted[ROUND]] = scored.get(wanted[ROUND], 0) + 1
    assert scored == {CONSISTENT: 18, INCONSISTENT: 9, EXCESS: 24, DUPLICATES: 1, NOT_BOUND: 2}
    assert left_out == {
        "a nil beside a number": 1,
        "a precision of no digit at all": 6,
        "several contexts or units": 7,
        "facts inside tuples": 10,
    }


def published(case: dict[str, Any]) -> dict[str, str]:
    """What the peer's validator says under the newer rules; it prints nothing where all is well."""
    found = case["arelle_2_47_3"]
    words = {ROUND: found["c11r"], TRUNC: found["c11t"]}
    return {mode: CONSISTENT if word == "no-finding" else word for mode, word in words.items()}


def not_arithmetic(case: dict[str, Any]) -> str:
    """Why a case is none of sums: what decides it is which facts are compared, and that is not in its numbers."""
    networks = case["networks"]
    groups = [group for network in networks for group in (network["total"], *(part["facts"] for part in network["parts"]))]
    reported = [each for group in groups for each in group]
    if any(len({each["value"] is None for each in group}) > 1 for group in groups):
        return "a nil beside a number"
    if any(each["value"] is not None and each["decimals"] is None for each in reported):
        return "a precision of no digit at all"
    if any(each["parent"] != "xbrl" for each in reported):
        return "facts inside tuples"
    if len({(each["context"], each["unit"]) for each in reported}) > 1:
        return "several contexts or units"
    return ""


# Cases of our own


def reported(text: str, unit: str) -> Fact:
    return Fact(text, Fraction(unit))


@pytest.mark.parametrize(
    ("total", "parts", "rounded", "cut"),
    [
        # 21 less 14 thousand, each within half a thousand; as cut off, 6 to 8 and neither end.
        (["7000/1000"], [(1, ["21000/1000"]), (-1, ["14000/1000"])], CONSISTENT, CONSISTENT),
        (["8000/1000"], [(1, ["21000/1000"]), (-1, ["14000/1000"])], CONSISTENT, INCONSISTENT),
        (["9000/1000"], [(1, ["21000/1000"]), (-1, ["14000/1000"])], INCONSISTENT, INCONSISTENT),
        # Both ends closed: 0.5 and 0.5 are a whole one.
        (["1/1"], [(1, ["2.5/0"])], INCONSISTENT, INCONSISTENT),
        (["2/1"], [(1, ["2.5/0"])], CONSISTENT, CONSISTENT),
        (["3/1"], [(1, ["2.5/0"])], CONSISTENT, INCONSISTENT),
        # Weights other than one, also such as are no whole numbers.
        (["12.00/0.01"], [(Fraction("1.5"), ["8.0/0.1"])], CONSISTENT, CONSISTENT),
        (["12.10/0.01"], [(Fraction("1.5"), ["8.0/0.1"])], INCONSISTENT, CONSISTENT),
        (["12.15/0.01"], [(Fraction("1.5"), ["8.0/0.1"])], INCONSISTENT, INCONSISTENT),
        # Below zero numbers are cut off upwards, at zero from both sides.
        (["-5/1"], [(1, ["-5.9/0"])], INCONSISTENT, CONSISTENT),
        (["-6/1"], [(1, ["-5.9/0"])], CONSISTENT, INCONSISTENT),
        (["0/1"], [(1, ["-0.9/0"])], INCONSISTENT, CONSISTENT),
        (["0/1"], [(1, ["0.9/0"])], INCONSISTENT, CONSISTENT),
        (["0/1"], [(1, ["1/0"])], INCONSISTENT, INCONSISTENT),
        # Reported twice: what both allow.
        (["30/10"], [(1, ["30/10", "34/1"])], CONSISTENT, CONSISTENT),
        (["300/10"], [(1, ["300/100", "340/10"])], INCONSISTENT, INCONSISTENT),
        (["30/10"], [(1, ["30/10", "36/1"])], DUPLICATES, CONSISTENT),
        (["30/10"], [(1, ["30/10", "41/1"])], DUPLICATES, DUPLICATES),
        # More digits than count.
        (["31/10"], [(1, ["30/10"])], EXCESS, EXCESS),
        (["30/10"], [(1, ["30.5/1"])], EXCESS, EXCESS),
        # A total alone, or parts alone.
        (["30/10"], [], NOT_BOUND, NOT_BOUND),
        ([], [(1, ["30/10"])], NOT_BOUND, NOT_BOUND),
    ],
)
def test_a_sum_is_consistent_or_not(total: list[str], parts: list[tuple[Fraction | int, list[str]]], rounded: str, cut: str) -> None:
    def read(texts: list[str]) -> tuple[Fact, ...]:
        return tuple(reported(*text.split("/")) for text in texts)

    one = Sum(read(total), tuple((Fraction(weight), read(texts)) for weight, texts in parts))
    assert agrees([one], {ROUND: rounded, TRUNC: cut})


def test_duplicates_whose_ranges_touch_and_whose_digits_differ_are_a_mismatch() -> None:
    """Some number is in both ranges, so that the joint decision has nothing against them: it is for the single one to tell."""
    one = Sum((reported("30", "10"),), ((Fraction(1), (reported("30", "10"), reported("40", "10"))),))
    assert judged([one]) == DUPLICATES
    (verdict,) = [decision.verdict for decision in run([one]).decisions if decision.id == "same-figure/s0p0/level/2031"]
    assert verdict is Verdict.MISMATCH
    assert decided([one], ROUND) == CONSISTENT
    assert decided([one], TRUNC) == DUPLICATES


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        ("4321", "1000", True),
        ("4321", "10", True),
        ("4321", "1", False),
        ("4321", "0.1", False),
        ("-4321.7", "1", True),
        ("-4321.7", "0.1", False),
        ("4321.7", "0", False),
        ("0.001", "1", True),
        ("1" + "0" * 39, "1", False),
        ("1" + "0" * 38 + "1.1", "1", True),
        ("0." + "0" * 38 + "1", "1", True),
    ],
)
def test_digits_too_many_are_told_of(text: str, unit: str, found: bool) -> None:
    assert has_excess(reported(text, unit)) == found


def test_a_number_of_more_digits_than_a_record_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 40 digits"):
        has_excess(reported("0." + "0" * 99 + "1", "1"))


@pytest.mark.parametrize("text", ["20", "-20", "0", "-3.70", "12.125"])
def test_a_reading_is_what_the_rule_of_rounding_says(text: str) -> None:
    """Where all printed digits count, a value with its decimals is a printed number."""
    own = Fact(text, Fraction(1, 10 ** len(text.partition(".")[2])))
    assert own.reading(ROUND) == (unround(text, Rounding.UP_OR_DOWN),)
    assert own.reading(TRUNC) == (unround(text, Rounding.TRUNC),)
    exactly = Fact(text, Fraction(0))
    assert exactly.reading(ROUND) == exactly.reading(TRUNC) == (Interval(Fraction(text), Fraction(text)),)


def test_sums_that_hold_each_by_itself_need_not_hold_together() -> None:
    """Two totals of the same two parts, 0.5 above and 0.5 below what they make: the one needs 20.5 at least, the other less."""
    builder = Builder()
    for name, text in {"a": "10", "b": "10", "high": "21", "low": "19"}.items():
        builder.printed(name, reported(text, "1").reading(ROUND), text)
    one, less = Fraction(1), Fraction(-1)
    for name in ("high", "low"):
        bond(builder, name, Linear(((one, "a"), (one, "b"), (less, name))))
    made = builder.build()
    for own in (0, 1):
        assert isinstance(decide(made, made.all_prints | 1 << (4 + own)), Fits)
    answer = decide(made, made.everything)
    assert isinstance(answer, Clash)
    # What the two parts are by themselves is not needed for it.
    assert shrink(made, answer.items, Meter(STEPS)) == made.everything & ~0b0011


def test_a_part_that_nobody_reported_is_unknown_to_us_and_not_nothing() -> None:
    """There it adds nothing to its total; here it is what is left for it, and what its own parts make."""
    builder = Builder()
    for name, text in {"whole": "3", "first": "1", "p": "1", "q": "1"}.items():
        builder.printed(name, reported(text, "0").reading(ROUND), text)
    one, less = Fraction(1), Fraction(-1)
    bond(builder, "whole", Linear(((one, "first"), (one, "second"), (less, "whole"))))
    bond(builder, "second", Linear(((one, "p"), (one, "q"), (less, "second"))))
    made = builder.build()
    assert isinstance(decide(made, made.everything), Fits)
    found = implied(made, made.everything, builder.numbers["second"])
    assert (found.values, found.exact) == ((Interval(Fraction(2), Fraction(2)),), True)


# Any sums, by another way of reckoning


def span(one: Fact, mode: str) -> Interval:
    """The definition, written out."""
    value, unit = Fraction(one.value), one.unit
    if unit == 0:
        return Interval(value, value)
    if mode == ROUND:
        return Interval(value - unit / 2, value + unit / 2)
    return Interval(value - unit * (value <= 0), value + unit * (value >= 0), low_closed=value > 0, high_closed=value < 0)


def reckoned(one: Sum, mode: str) -> str:
    """The verdict by ends and sums of ends."""
    ranges = [meet_all((span(each, mode),) for each in found) for found in (one.total, *(found for _, found in one.parts))]
    if not all(ranges):
        return DUPLICATES
    total = Interval(Fraction(0), Fraction(0))
    for (weight, _), (own,) in zip(one.parts, ranges[1:], strict=True):
        total = total.plus(own.scale(weight))
    return CONSISTENT if meet(ranges[0], (total,)) else INCONSISTENT


@st.composite
def reports(draw: st.DrawFn, number: st.SearchStrategy[int]) -> tuple[Fact, ...]:
    """One figure, reported once or twice, to tens, ones, tenths, or exactly."""
    true = draw(number)
    found = []
    units = st.sampled_from([Fraction(10), Fraction(1), Fraction(1, 10), Fraction(0)])
    for unit in draw(st.lists(units, min_size=1, max_size=2, unique=True)):
        value = Fraction(true, 10)
        found.append(Fact(plain(round(value / unit) * unit if unit else value), unit))
    return tuple(found)


@st.composite
def sums(draw: st.DrawFn) -> Sum:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        weight = draw(st.sampled_from([Fraction(1), Fraction(1), Fraction(-1), Fraction(2), Fraction(-1, 2)]))
        parts.append((weight, draw(reports(st.integers(-150, 150)))))
    middle = sum((weight * Fraction(found[0].value) for weight, found in parts), Fraction(0))
    near = st.integers(-120, 120).map(lambda by: int(middle * 10) + by)
    return Sum(draw(reports(near)), tuple(parts))


@settings(max_examples=150)
@given(sums(), st.sampled_from([ROUND, TRUNC]))
def test_any_sum_is_decided_as_its_ends_say(one: Sum, mode: str) -> None:
    wanted = reckoned(one, mode)
    assert decided([one], mode) == wanted
    if mode == ROUND:
        assert judged([one]) == wanted
