"""Other people's cases for records that do not balance: which numbers must be changed so that all rules can hold.

They lie beside the repository and are no part of it: in the folder that CROSSFOOT_CONFORMANCE names, or in ../shared/conformance. The
cases of our own below cover the same rules without them.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules import Balance, Record, balance, obeyable, read, sets_by_trying

from crossfoot.constraint import Comparison, Linear, Product
from crossfoot.interval import Interval, Pieces, join, point
from crossfoot.solver import smt
from crossfoot.solver.search import Clash, Fits, decide

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("CROSSFOOT_CONFORMANCE") or ROOT.parent / "shared" / "conformance")
ONE = Fraction(1)


def attached(name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{name} is not attached: name its folder in CROSSFOOT_CONFORMANCE")
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Fraction)


def weights_of(case: dict[str, Any]) -> dict[str, Fraction | None]:
    """Infinite is the weight of what is never changed."""
    return {name: None if weight == "inf" else Fraction(weight) for name, weight in (case["weights"] or {}).items()}


def cost(names: Sequence[str], weights: dict[str, Fraction | None]) -> Fraction:
    return sum((weights.get(name, ONE) or ONE for name in names), Fraction(0))


def shuffled(case: dict[str, Any], seed: int) -> Balance:
    turn = random.Random(seed)  # noqa: S311 - only an order
    rules, record = list(case["rules"]), list(case["record"].items())
    turn.shuffle(rules)
    turn.shuffle(record)
    return balance(rules, dict(record))


# Which numbers must be changed (errorlocate, editrules)


def test_every_attached_record_has_exactly_the_repairs_of_least_weight() -> None:
    """`exact_all_minimal_sets` are the sets of least weight: `x, y == 2` with weights 10 and 1 has one, and not the dearer ones."""
    for case in attached("errorlocate_tests.json")["tests"]:
        weights = weights_of(case)
        found = balance(case["rules"], case["record"]).sets(weights)
        assert sorted(found) == sorted(map(sorted, case["exact_all_minimal_sets"])), case["id"]
        assert {cost(chosen, weights) for chosen in found} == {case["exact_min_weight"]}, case["id"]
        published = case["accepted_alternatives"] or [case["expected_erroneous"]]
        assert published == [None] or sorted(found) == sorted(map(sorted, published)), case["id"]


def test_every_attached_record_has_the_same_repairs_in_whatever_order_it_comes() -> None:
    for case in attached("errorlocate_tests.json")["tests"]:
        weights = weights_of(case)
        plain = balance(case["rules"], case["record"]).sets(weights)
        assert all(shuffled(case, seed).sets(weights) == plain for seed in range(4)), case["id"]


def test_every_attached_record_has_all_repairs_that_trying_finds() -> None:
    """Also the dearer ones, of which no number can be spared."""
    for case in attached("errorlocate_tests.json")["tests"]:
        # Division is not for the slow way.
        if any("/" in rule for rule in case["rules"]):
            continue
        assert balance(case["rules"], case["record"]).sets(every=True) == sets_by_trying(case["rules"], case["record"]), case["id"]


def test_every_attached_record_is_decided_alike_by_z3() -> None:
    if not smt.available():
        pytest.skip("z3 is not installed")
    for case in attached("errorlocate_tests.json")["tests"]:
        made = balance(case["rules"], case["record"])
        own, other = made.decide(), smt.decide(made.problem, made.active())
        assert type(own) is type(other), case["id"]


BALANCES = [
    # One rule that fails: each of its numbers may be the wrong one.
    (["a + b == c"], {"a": 41, "b": 13, "c": 45}, {}, [["a"], ["b"], ["c"]]),
    # It fits.
    (["a + b == c", "a < 42"], {"a": 41, "b": 13, "c": 54}, {}, [[]]),
    # A second rule tells which.
    (["a + b == c", "3*b + 2 == a"], {"a": 41, "b": 13, "c": 45}, {}, [["c"]]),
    # The one that it tells is dear.
    (["a + b == c", "3*b + 2 == a"], {"a": 41, "b": 13, "c": 45}, {"c": Fraction(5)}, [["a", "b"]]),
    # What is never changed.
    (["a + b == c", "a >= 0", "b >= 0"], {"a": 47, "b": 46, "c": 45}, {"c": None}, [["a", "b"]]),
    # Nobody printed it.
    (["a + b == c", "a >= 0", "b >= 0"], {"a": 47, "b": None, "c": 45}, {}, [["a"], ["c"]]),
    # An inequality at its end, and a strict one.
    (["a - 0.5*b >= 0"], {"a": 4, "b": 8}, {}, [[]]),
    (["a - 0.5*b > 0"], {"a": 4, "b": 8}, {}, [["a"], ["b"]]),
    (["a < 1", "a + b == c"], {"a": 1, "b": 2, "c": 3}, {}, [["a", "b"], ["a", "c"]]),
    # Strict ones that leave nothing, and that leave just enough.
    (["a < b", "b < a"], {"a": 1, "b": 2}, {}, []),
    (["a < b", "b < c", "a == 0", "c == 0.001"], {"a": 0, "b": 5, "c": 0}, {}, [["b", "c"]]),
    # A share.
    (["a / b <= 1", "a > 7"], {"a": 6, "b": 20}, {}, [["a"]]),
    (["a / b <= 1", "a > 7"], {"a": 21, "b": 20}, {}, [["a"], ["b"]]),
    # Numbers of very different size.
    (["a + b == c", "a >= 0.6*c", "b >= 0"], {"a": 700, "b": 10**13, "c": 1000}, {}, [["b"]]),
    # Two rules that share nothing, and a number that is in none.
    (["a == b", "c == d"], {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}, {}, [["a", "c"], ["a", "d"], ["b", "c"], ["b", "d"]]),
    # Fixed values beside a sum that says it all again.
    (["b == 7", "c == 9", "a == b + c", "16 == a"], {"a": 16, "b": 9, "c": 7}, {}, [["b", "c"]]),
]


@pytest.mark.parametrize(("rules", "record", "weights", "wanted"), BALANCES)
def test_a_record_has_exactly_the_repairs_of_least_weight(
    rules: list[str], record: Record, weights: dict[str, Fraction | None], wanted: list[list[str]]
) -> None:
    made = balance(rules, record)
    assert made.sets(weights) == wanted
    assert isinstance(made.decide(), Fits) == (wanted == [[]])
    case = {"rules": rules, "record": record}
    assert all(shuffled(case, seed).sets(weights) == wanted for seed in range(3))


def test_of_more_repairs_than_are_listed_the_list_says_so() -> None:
    made = balance(["a + b == c"], {"a": 1, "b": 1, "c": 3})
    assert made.repairs(most=3).complete
    cut = made.repairs(most=2)
    assert (cut.sets, cut.complete) == (((0,), (1,)), False)
    assert not made.repairs(most=2, every=True).complete


def test_a_rule_that_nothing_obeys_has_no_repair() -> None:
    made = balance(["a < b", "b < a", "c == d"], {"a": 1, "b": 2, "c": 3, "d": 3})
    assert made.sets(every=True) == []
    assert isinstance(made.decide(["a", "b", "c", "d"]), Clash)


@st.composite
def records(draw: st.DrawFn) -> tuple[list[str], dict[str, int | None]]:
    """One to four rules over four numbers, small enough for all sets to be tried."""
    names = "abcd"
    rules = []
    for _ in range(draw(st.integers(1, 4))):
        factors = draw(st.lists(st.integers(-2, 2), min_size=4, max_size=4).filter(any))
        side = " ".join(f"{'+' if factor > 0 else '-'} {abs(factor)}*{name}" for factor, name in zip(factors, names, strict=True) if factor)
        rules.append(f"{side} {draw(st.sampled_from(['==', '==', '<=', '>=', '<', '>']))} {draw(st.integers(-3, 3))}")
    return rules, {name: draw(st.one_of(st.none(), st.integers(-3, 3))) for name in names}


@settings(max_examples=150)
@given(records())
def test_the_repairs_are_those_that_trying_finds(drawn: tuple[list[str], dict[str, int | None]]) -> None:
    rules, record = drawn
    printed = {name: value for name, value in record.items() if value is not None}
    found = balance(rules, record).sets(every=True)
    assert found == sets_by_trying(rules, printed)
    least = min(map(len, found), default=0)
    assert balance(rules, record).sets() == [chosen for chosen in found if len(chosen) == least]


# Slips whose correction is known (deductive, deducorrect, Scholtus)


def rows(case: dict[str, Any]) -> Iterator[tuple[int, str | None, Record, dict[str, Any], dict[str, int | Fraction]]]:
    """Each row of a case: its number, status, record, corrected record, and the corrections in it."""
    statuses = [case["status"]] * len(case["input"]) if isinstance(case["status"], str) else case["status"]
    for n, (status, record, corrected) in enumerate(zip(statuses, case["input"], case["corrected"], strict=True), start=1):
        yield n, status, record, corrected, {c["variable"]: c["new"] for c in case["corrections"] if c["row"] == n}


def rules_of(case: dict[str, Any]) -> list[str]:
    """The rules; `eps` is by how much the two sides of an equation may differ."""
    rules: list[str] = [case["rules"]] if isinstance(case["rules"], str) else case["rules"]
    if "eps" not in case["args"]:
        return rules
    return [text for rule in rules for text in near(rule, case["args"]["eps"])]


def near(rule: str, by: int) -> list[str]:
    left, right = rule.split("==")
    return [f"{left} <= {right} + {by}", f"{left} >= {right} - {by}"]


def fixed(case: dict[str, Any]) -> dict[str, Fraction | None]:
    return {case["args"]["fixate"]: None} if "fixate" in case["args"] else {}


def slips(case: dict[str, Any], record: Record) -> dict[str, Pieces]:
    """What each number can be after a slip of the kind that the source corrects: a lost sign, or two numbers that changed places."""
    values = {name: Fraction(value) for name, value in record.items() if value is not None}
    swaps = case["args"].get("swap", []) if case["args"] else []
    if swaps:
        changed = {name: values[other] for pair in swaps for name, other in (pair, pair[::-1])}
    else:
        changed = {name: -value for name, value in values.items()}
    return {name: join([point(value), point(changed.get(name, value))]) for name, value in values.items()}


def test_every_attached_typing_slip_has_its_correction_among_our_repairs() -> None:
    seen = {"valid": 0, "corrected": 0, "partial": 0, "invalid": 0}
    for case in attached("deductive_typos.json"):
        if case["kind"] != "typo":
            continue
        for n, status, record, corrected, corrections in rows(case):
            where = f"{case['source']}, row {n}"
            made = balance(rules_of(case), record)
            found = made.sets(fixed(case))
            assert status is not None
            seen[status] += 1
            assert (found == [[]]) == (status == "valid"), where
            if status == "invalid":
                # No typing slip explains it; that something else would has no say in that.
                assert not corrections, where
                assert [] not in found, where
            if status == "corrected":
                assert sorted(corrections) in found, where
                assert isinstance(balance(rules_of(case), corrected).decide(), Fits), where
                for name, value in corrections.items():
                    left = made.implied(name, without=corrections)
                    assert any(piece.contains(Fraction(value)) for piece in left.values), where
            if status == "partial":
                # What the source corrects is part of a repair of ours, and with its values the rest of that repair still fits.
                larger = [chosen for chosen in found if set(corrections) < set(chosen)]
                assert larger, where
                partly = balance(rules_of(case), corrected)
                assert any(isinstance(partly.decide(without=set(chosen) - set(corrections)), Fits) for chosen in larger), where
    assert seen == {"valid": 3, "corrected": 3, "partial": 2, "invalid": 7}


def test_every_attached_lost_sign_and_swap_is_the_repair_within_such_slips() -> None:
    """With a number and its negative as all that it can be, the repairs of fewest changes are what the source corrects: no other."""
    for case in attached("deductive_typos.json"):
        if case["kind"] != "sign":
            continue
        for n, status, record, corrected, corrections in rows(case):
            where = f"{case['args']}, row {n}"
            if status is None:
                # A number is missing, and the source does not look at it; we say what it is.
                (missing,) = (name for name, value in record.items() if value is None)
                found = balance(rules_of(case), record).implied(missing)
                assert (found.values, found.exact) == (between(case["args"], point(Fraction(-1))), True), where
                continue
            made = balance(rules_of(case), record, slips(case, record))
            wanted = {"valid": [[]], "corrected": [sorted(corrections)], "invalid": []}[status]
            assert made.sets(fixed(case)) == wanted, where
            assert isinstance(balance(rules_of(case), corrected).decide(), Fits) == (status != "invalid"), where
            for name, value in corrections.items():
                assert made.implied(name, without=corrections).values == (point(Fraction(value)),), where


def between(args: Any, value: Interval) -> Pieces:  # noqa: ANN401 - a list where there are none
    by = Fraction(args["eps"]) if "eps" in args else Fraction(0)
    return (value.plus(Interval(-by, by)),)


def test_every_attached_lost_sign_has_a_repair_of_ours_within_its_correction() -> None:
    """Whatever a number may become, fewer changes can do: for a fixed difference one of two changed signs is enough."""
    for case in attached("deductive_typos.json"):
        if case["kind"] != "sign":
            continue
        for n, status, record, _, corrections in rows(case):
            if status == "corrected":
                found = balance(rules_of(case), record).sets(fixed(case))
                assert any(set(chosen) <= set(corrections) for chosen in found), f"{case['args']}, row {n}"
                assert (sorted(corrections) in found) == (len(corrections) == 1), f"{case['args']}, row {n}"


LEDGER = ["a + b == c", "b == d", "e + f == g", "c + g == h", "h - i == k"]
SOUND = {"a": 2318, "b": 207, "c": 2525, "d": 207, "e": 481, "f": 93, "g": 574, "h": 3099, "i": 2740, "k": 359}


@pytest.mark.parametrize(
    ("slips_made", "also"),
    [
        ({"d": 270}, []),
        ({"d": 270, "h": 30099}, []),
        ({"g": 547}, []),
        ({"i": 2470}, [["k"]]),
        ({"a": 2813, "e": 841}, [["a", "f"]]),
    ],
)
def test_the_slips_of_a_ledger_are_found_and_mended(slips_made: dict[str, int], also: list[list[str]]) -> None:
    made = balance(LEDGER, {**SOUND, **slips_made})
    assert made.sets() == [sorted(slips_made), *also]
    for name in slips_made:
        found = made.implied(name, without=slips_made)
        assert (found.values, found.exact) == ((point(Fraction(SOUND[name])),), True)


def test_a_lost_sign_is_found_among_signs_and_a_swap_among_swaps() -> None:
    record = {"x": 4, "y": 19, "z": 15}
    signs = {name: join([point(Fraction(value)), point(Fraction(-value))]) for name, value in record.items()}
    assert balance(["z == x - y"], record).sets() == [["x"], ["y"], ["z"]]
    assert balance(["z == x - y"], record, signs).sets() == [["z"]]
    assert balance(["z == x - y"], record, signs).sets({"z": None}) == [["x", "y"]]
    swapped = {name: join([point(Fraction(4)), point(Fraction(19))]) for name in "xy"}
    kept: dict[str, Fraction | None] = {"z": None}
    assert balance(["z == x - y"], record, swapped).sets(kept) == [["x", "y"]]
    assert balance(["z == x - y"], {**record, "z": 16}, swapped).sets(kept) == []


def test_what_differs_by_rounding_alone_is_no_slip() -> None:
    record = {"x": 21, "y": 6, "z": 14}
    assert balance(["z == x - y"], record).sets() == [["x"], ["y"], ["z"]]
    rounded = {name: (Interval(Fraction(value) - Fraction(1, 2), Fraction(value) + Fraction(1, 2)),) for name, value in record.items()}
    unknown = dict.fromkeys(record)
    assert isinstance(balance(["z == x - y"], unknown, rounded).decide(), Fits)
    assert isinstance(balance(near("z == x - y", 1), record).decide(), Fits)
    assert isinstance(balance(["z < x - y - 1.5"], unknown, rounded).decide(), Fits)
    assert isinstance(balance(["z + 2.5 < x - y"], unknown, rounded).decide(), Clash)
    assert isinstance(balance(["z + 2.5 <= x - y"], unknown, rounded).decide(), Fits)


@st.composite
def readings(draw: st.DrawFn) -> tuple[list[str], dict[str, int], dict[str, list[int]]]:
    """Rules over three numbers of which each has been printed, and can be two others as well."""
    names = "abc"
    rules = []
    for _ in range(draw(st.integers(1, 3))):
        factors = draw(st.lists(st.sampled_from([-2, -1, 1, 2]), min_size=3, max_size=3))
        side = " ".join(f"{'+' if factor > 0 else '-'} {abs(factor)}*{name}" for factor, name in zip(factors, names, strict=True))
        rules.append(f"{side} {draw(st.sampled_from(['==', '<=', '>=', '<', '>']))} {draw(st.integers(-9, 9))}")
    allowed = {name: draw(st.lists(st.integers(-6, 6), min_size=3, max_size=3, unique=True)) for name in names}
    return rules, {name: values[0] for name, values in allowed.items()}, allowed


@settings(max_examples=150)
@given(readings())
def test_numbers_with_few_readings_have_the_repairs_that_trying_finds(
    drawn: tuple[list[str], dict[str, int], dict[str, list[int]]],
) -> None:
    rules, record, allowed = drawn
    found: list[list[str]] = []
    for count in range(4):
        for chosen in combinations("abc", count):
            values = product(*(allowed[name] if name in chosen else [record[name]] for name in "abc"))
            possible = any(obeyable(rules, dict(zip("abc", numbers, strict=True))) for numbers in values)
            if possible and not any(set(smaller) <= set(chosen) for smaller in found):
                found.append(list(chosen))
    pieces = {name: join(point(Fraction(value)) for value in values) for name, values in allowed.items()}
    made = balance(rules, record, pieces)
    answer = made.decide()
    if isinstance(answer, Clash):
        # What it blames cannot hold, whatever else is left out.
        assert isinstance(decide(made.problem, answer.items), Clash)
    assert made.sets(every=True) == found


def test_a_gap_between_readings_is_blamed_for_what_it_leaves_out() -> None:
    """4 less 19 or -19 is never near 15; that 4 is no other number is one of the reasons."""
    signs = {name: join([point(Fraction(value)), point(Fraction(-value))]) for name, value in {"x": 4, "y": 19, "z": 15}.items()}
    made = balance(near("z == x - y", 1), {"x": 4, "y": 19, "z": 15}, signs)
    answer = made.decide(without=["y"])
    assert isinstance(answer, Clash)
    assert isinstance(decide(made.problem, answer.items), Clash)
    assert made.sets() == [["z"]]


# The reader of rules that these tests use


def test_rules_are_read_as_they_are_written() -> None:
    half, one = Fraction(1, 2), Fraction(1)
    assert read("a + 0.5*b == 2*c - 3") == [Linear(((one, "a"), (half, "b"), (Fraction(-2), "c")), Fraction(3))]
    assert read("-a > b") == [Linear(((one, "b"), (one, "a")), comparison=Comparison.LESS)]
    assert read("7 >= a") == [Linear(((one, "a"),), Fraction(-7), Comparison.AT_MOST)]
    assert read("a / b <= 1") == [
        Product("a", "b", "a / b", one, Fraction(0)),
        Linear(((one, "a / b"),), Fraction(-1), Comparison.AT_MOST),
    ]
    for text in ("a b == c", "a + == c", "a * b == c"):
        with pytest.raises(ValueError, match="cannot read"):
            read(text)
