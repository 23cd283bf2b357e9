"""Percent said for percentage points, and the other way round, is told as a hint and changes no verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.findings import JOINT, Finding
from crossfoot.report.model import build
from crossfoot.testing import check_example
from crossfoot.vocabulary import Verdict

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "harbour-briefing"
RATE = {"rate": {"unit": "percent", "kind": "rate", "growth_basis": "nominal", "min": 0}}


def finding(measures: dict[str, Any], *claims: dict[str, Any]) -> Finding:
    found = check_example({"measures": measures, "claims": claims}).findings
    assert len(found) == 1
    return found[0]


def level(period: str, value: str, unit: str = "percent") -> dict[str, Any]:
    return {"measure": "rate", "period": period, "value": value, "unit": unit, "printed": f"{value}%" if unit == "percent" else value}


def growth(value: str) -> dict[str, Any]:
    return {"measure": "rate", "statistic": "growth", "period": "2031", "versus": "yoy", "value": value, "printed": f"{value}%"}


def points(value: str) -> dict[str, Any]:
    return {"measure": "rate", "period": "2031", "minus": "yoy", "value": value, "unit": "pp", "printed": f"{value} pp"}


def test_points_that_were_called_percent() -> None:
    found = finding(RATE, level("2030", "40.2"), level("2031", "44.2"), growth("4"))
    assert found.verdict is Verdict.CONTRADICTION
    assert len(found.hints) == 1
    assert found.hints[0].startswith("It fits if 4% is read as percentage points: 44.2% less 40.2%.")
    assert f"Hint: {found.hints[0]}" in found.message


def test_percent_that_was_called_points() -> None:
    found = finding(RATE, level("2030", "40.2"), level("2031", "44.2"), points("10"))
    assert found.hints == ("It fits if 10 pp is read as percent of 40.2% and not as percentage points: from 40.2% to 44.2%.",)


def test_a_lost_sign_of_points() -> None:
    found = finding(RATE, level("2030", "44.2"), level("2031", "40.2"), growth("4"))
    assert found.hints == (), "it fell by 4 points, and what is printed is a rise"


@pytest.mark.parametrize("value", ["5", "3.2", "12"])
def test_no_hint_where_the_number_fits_neither_way(value: str) -> None:
    found = finding(RATE, level("2030", "40.2"), level("2031", "44.2"), growth(value))
    assert found.verdict is Verdict.CONTRADICTION
    assert found.hints == ()
    assert "Hint:" not in found.message


def test_no_hint_for_things_that_are_no_rates() -> None:
    measures = {"rate": {"unit": "cars", "kind": "flow", "growth_basis": "nominal", "min": 0}}
    claims = [{**level(year, value, "cars"), "precision": 0} for year, value in (("2030", "40"), ("2031", "44"))]
    assert finding(measures, *claims, growth("4")).hints == ()


def test_no_finding_and_no_hint_where_the_growth_fits() -> None:
    rows = [level("2030", "40.2"), level("2031", "44.2"), growth("10")]
    assert not check_example({"measures": RATE, "claims": rows}).findings


def test_the_example_shows_its_hint_in_the_report_too() -> None:
    outcome = check(load(EXAMPLE / "claims"), today=date(2031, 7, 1))
    expected = YAML(typ="safe").load(EXAMPLE / "expected.yaml")
    wanted = {entry["relation"]: entry.get("hint") for entry in expected["findings"]}
    alone = [finding for finding in outcome.findings if finding.severity == "error" and finding.family != JOINT]
    found = {finding.relations[0]: finding.hints for finding in alone}
    assert {name: bool(hints) for name, hints in found.items()} == {name: bool(hint) for name, hint in wanted.items()}
    assert all(wanted[name] in hints[0] for name, hints in found.items() if hints)
    shown = {finding["relations"][0]: finding["hints"] for finding in build(outcome)["findings"] if finding["relations"][0] in found}
    assert {name: shown[name] for name in found} == {name: list(hints) for name, hints in found.items()}
