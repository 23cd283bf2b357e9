"""The relation families: the cases of `cases/<family>.yaml`, and what every family module and its documentation owe.

A case is a data set in a few words and what is expected of it:

    holds_closed_ends_touch:
      measures: {...}                       # as in measures.yaml; `scenarios`, `pinned`, `relations`, `listed` and so on likewise
      claims: [{measure: ..., value: ...}]  # as in claims.csv, with plain defaults (crossfoot.testing)
      expect:
        the-relation/id: holds              # or {verdict: ..., reason: words, stated: "[1, 2)", deviating: [c001], ...}

`expect` names every relation of the family that is derived; where there is only one, the family's name will do. Relations of other
families may be named too; those that are not must not fail. The first word of a case's name says what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from crossfoot.check import TOGETHER, Outcome
from crossfoot.families import CONTRADICTS, HOLDS, STRAINS, headings, page
from crossfoot.findings import JOINT
from crossfoot.interval import Interval
from crossfoot.relations import FAMILIES, TEXT_FAMILIES
from crossfoot.solver.decision import Decision
from crossfoot.tables import COMPARED, ENDS, NOT_COMPARED, PASSED, derived_rows
from crossfoot.testing import check_example
from crossfoot.vocabulary import Verdict
from crossfoot.wording import exact_text

CASES = Path(__file__).with_name("cases")
PREFIXES = {
    "holds": "holds",
    "contradicts": "contradiction",
    "strained": "strained",
    "mismatch": "mismatch",
    "implies": "implies",
    "not_checked": "not_checked",
    "not_derived": None,
}
LEAST_CASES = 8
WORDS = ("reason", "reading", "message")
INTERVALS = ("stated", "implied", "guarded")


def load_cases(family: str) -> dict[str, dict[str, Any]]:
    """The cases of a family; names that start with _ only hold what several cases share."""
    path = CASES / f"{family}.yaml"
    content = YAML(typ="safe").load(path) if path.exists() else {}
    return {name: case for name, case in content.items() if not name.startswith("_")}


def all_cases() -> Iterator[Any]:
    for family in FAMILIES:
        for name, case in load_cases(family).items():
            yield pytest.param(family, name, case, id=f"{family}/{name}")


@pytest.mark.parametrize(("family", "name", "case"), list(all_cases()))
def test_case(family: str, name: str, case: Mapping[str, Any]) -> None:
    outcome = check_example(case)
    decisions = {decision.id: decision for decision in outcome.decisions}
    own = [decision.id for decision in outcome.decisions if decision.relation.family == family]
    expected = _named(case["expect"], family, own)
    assert sorted(own) == sorted(name for name in expected if name.startswith(f"{family}/"))
    for relation, wanted in expected.items():
        _assert_decided(decisions[relation], {"verdict": wanted} if isinstance(wanted, str) else wanted, outcome)
    others = {decision.id for decision in outcome.decisions if decision.verdict.fails} - set(expected)
    assert not others, f"these fail too: {sorted(others)}"
    about = next(verdict for prefix, verdict in PREFIXES.items() if name.startswith(f"{prefix}_"))
    assert about in {_shown(decisions[relation], outcome)["verdict"] for relation in own} if about else not own
    _assert_tabulated(outcome)


def _assert_tabulated(outcome: Outcome) -> None:
    """What Great Expectations asks of the derived table holds for whatever crossfoot decides."""
    rows = derived_rows(outcome)
    assert len({row["check_id"] for row in rows}) == len(rows)
    for row in rows:
        if row["ends"] == COMPARED:
            stated_low, stated_high, implied_low, implied_high = (int(str(row[name])) for name in ENDS)
            assert stated_high >= implied_low, row["check_id"]
            assert implied_high >= stated_low, row["check_id"]
        assert row["verdict"] in PASSED or row["ends"] == NOT_COMPARED


def _named(expect: Mapping[str, Any], family: str, own: list[str]) -> dict[str, Any]:
    """The expectations by relation id; the family's name stands for its only relation."""
    if family in expect:
        assert len(own) == 1, f"{family} stands for its only relation, but there are {own}"
    return {own[0] if name == family else name: wanted for name, wanted in expect.items()}


def _assert_decided(found: Decision, wanted: Mapping[str, Any], outcome: Outcome) -> None:
    seen = _shown(found, outcome)
    assert seen["verdict"] == wanted["verdict"], f"{found.id}: {seen}"
    for name, value in wanted.items():
        if name in WORDS:
            assert value in seen[name], f"{found.id}: {seen[name]!r}"
        else:
            assert seen[name] == value, f"{found.id}: {name}"


def _shown(found: Decision, outcome: Outcome) -> dict[str, Any]:
    """What a case may speak of, as text. What is said of several relations together counts for each of them."""
    together = [finding for finding in outcome.findings if finding.family == JOINT and found.reason == TOGETHER]
    about = together or [finding for finding in outcome.findings if found.id in finding.relations]
    return {
        "verdict": str(together[0].verdict if together else found.verdict),
        "reason": found.reason,
        "reading": found.reading,
        "message": "\n".join(finding.message for finding in about),
        "tier": found.tier,
        "subject": found.subject.id,
        "deviating": [ref.rpartition("/")[2] for ref in found.deviating],
        "claims": [ref.rpartition("/")[2] for ref in found.claims],
        "through": list(found.through),
        "slack": None if found.slack is None else exact_text(found.slack),
        "power": None if found.power is None else exact_text(found.power),
        **{name: interval_text(getattr(found, name)) for name in INTERVALS},
    }


def interval_text(piece: Interval | None) -> str | None:
    """`[813.8, 818.4)`, with `inf` for an end that is none."""
    if piece is None:
        return None
    low = "(-inf" if piece.low is None else f"{'[' if piece.low_closed else '('}{exact_text(piece.low)}"
    high = "inf)" if piece.high is None else f"{exact_text(piece.high)}{']' if piece.high_closed else ')'}"
    return f"{low}, {high}"


@pytest.mark.parametrize("family", FAMILIES)
def test_the_cases_of_a_family_show_it_hold_and_fail(family: str) -> None:
    names = load_cases(family)
    assert len(names) >= LEAST_CASES
    assert any(name.startswith("holds_") for name in names)
    failing = ("strained_",) if family in TEXT_FAMILIES else ("contradicts_", "mismatch_")
    assert any(name.startswith(failing) for name in names)
    assert family not in TEXT_FAMILIES or not any(name.startswith(("contradicts_", "mismatch_")) for name in names)


def test_every_file_of_cases_belongs_to_a_family() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} - {"printed"} == set(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_named_like_its_module_and_documented_under_the_fixed_headings(family: str) -> None:
    module = FAMILIES[family]
    assert module.FAMILY == family == module.__name__.rpartition(".")[2].replace("_", "-")
    found = page(module)
    assert tuple(found.sections) == headings(family)
    assert all(found.sections.values()), "a heading has no text"
    assert found.summary.endswith(".")


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("holds", [True, False])
def test_the_documented_examples_give_exactly_their_verdict(family: str, holds: bool) -> None:
    worst = (STRAINS, Verdict.STRAINED) if family in TEXT_FAMILIES else (CONTRADICTS, Verdict.CONTRADICTION)
    heading, verdict = (HOLDS, Verdict.HOLDS) if holds else worst
    example = YAML(typ="safe").load(page(FAMILIES[family]).sections[heading])
    outcome = check_example(example)
    own = {decision.verdict for decision in outcome.decisions if decision.relation.family == family}
    assert own == {verdict}
    failing = [decision.id for decision in outcome.decisions if decision.verdict.fails and decision.relation.family != family]
    assert not failing
    assert not [check.message for check in outcome.record_checks if check.verdict.fails]


def test_a_bound_is_compared_exactly() -> None:
    assert interval_text(Interval(Fraction(1, 3), None, low_closed=False)) == "(1/3, inf)"
