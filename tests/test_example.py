"""The example says what it plants (expected.yaml); this holds crossfoot to it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from crossfoot.check import Outcome, check
from crossfoot.dataset import load
from crossfoot.solver.slips import SWAPPED
from crossfoot.vocabulary import Verdict
from crossfoot.wording import exact_text

EXAMPLE = Path(__file__).parent.parent / "examples/harbour-briefing"
EXPECTED = YAML(typ="safe").load((EXAMPLE / "expected.yaml").read_text(encoding="utf-8"))
DOCUMENT = EXPECTED["document"]


@cache
def outcome() -> Outcome:
    """The example, checked."""
    return check(load(EXAMPLE / "claims"), today=date(2031, 7, 20))


def entries(*sections: str) -> list[Any]:
    """The entries of some sections, as pytest parameters."""
    return [pytest.param(entry, id=f"{section}-{entry['slug']}") for section in sections for entry in EXPECTED[section]]


def refs(entry: dict[str, Any]) -> set[str]:
    """The claims of an entry, across documents."""
    return {f"{DOCUMENT}/{name}" for name in entry["claims"]}


@pytest.mark.parametrize("entry", entries("findings", "waived", "strained", "implies", "not_checked", "holds"))
def test_each_relation_has_the_verdict_that_was_planted(entry: dict[str, Any]) -> None:
    decision = next(d for d in outcome().decisions if d.id == entry["relation"] or d.id.startswith(entry["relation"] + "/with-"))
    assert decision.verdict is Verdict(entry["verdict"])
    assert set(decision.claims) == refs(entry)
    if "deviating" in entry:
        assert [ref.partition("/")[2] for ref in decision.deviating] == entry["deviating"]
    if "implied_whole" in entry:
        assert decision.implied is not None
        assert {"low": decision.implied.low, "high": decision.implied.high} == entry["implied_whole"]


def test_nothing_else_fails() -> None:
    failing = {(f.family, frozenset(f.claims)) for f in outcome().findings if f.verdict.fails and f.waiver is None}
    assert failing == {(entry["family"], frozenset(refs(entry))) for entry in (*EXPECTED["findings"], *EXPECTED["together"])}
    assert outcome().exit_code() == EXPECTED["exit_code"]


@pytest.mark.parametrize("entry", entries("together"))
def test_what_no_relation_finds_by_itself_is_found_explained_and_repaired(entry: dict[str, Any]) -> None:
    culprit = f"{DOCUMENT}/{entry['culprit']}"
    alone = [d for d in outcome().decisions if d.id in entry["relations"]]
    assert all(d.verdict is Verdict.HOLDS and culprit in {*d.claims, culprit} for d in alone)
    finding = next(f for f in outcome().findings if f.family == entry["family"] and set(f.claims) == refs(entry))
    assert finding.verdict is Verdict(entry["verdict"])
    assert list(finding.relations) == entry["relations"]
    assert finding.conflict is not None
    assert [ref.partition("/")[2] for ref in finding.conflict.core] == entry["core"]
    (repair,) = finding.conflict.repairs
    assert repair.claims == (culprit,)
    assert exact_text(repair.slips[0].value) == entry["should_read"]
    assert [slip.kind for slip in repair.slips if slip.kind == SWAPPED] == [SWAPPED]
    assert f"If 1.3 percent ({culprit}) were 3.1%, everything else would agree" in finding.message


def test_the_record_is_faithful() -> None:
    """The text and its record agree: what fails is the briefing, not the recording of it."""
    failing = [item.id for item in outcome().record_checks if item.verdict.fails]
    assert failing == []
