"""What a fact-checker expects of the documents in claims/: these findings and no others, and no slip that goes unnoticed.

The source text is not attached here: with it, every edited figure is red already because the text does not say so.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from crossfoot.check import Outcome, check
from crossfoot.dataset import load
from crossfoot.figures import key_of
from crossfoot.solver.guards import guards
from crossfoot.vocabulary import Verdict

CLAIMS = Path(__file__).parent.parent / "claims"
MIIT = "miit-2022h1/claims.csv"
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CROSSFOOT_SOURCES", raising=False)


@cache
def outcome() -> Outcome:
    """The documents as they are."""
    return check(load(CLAIMS, sources=Path("no-such-folder")), today=TODAY)


def edited(folder: Path, changes: Mapping[str, Mapping[str, str]]) -> Outcome:
    """The documents with some cells of the first one changed."""
    root = folder / "claims"
    shutil.copytree(CLAIMS, root)
    path = root / MIIT
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [{**row, **changes.get(row["id"], {})} for row in reader]
        columns = list(reader.fieldnames or ())
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return check(load(root), today=TODAY)


def id_of(measure: str, **cells: str) -> str:
    """The id of the one claim with these cells."""
    wanted = {"measure": measure, **cells}
    with (CLAIMS / MIIT).open(encoding="utf-8", newline="") as file:
        found = [row["id"] for row in csv.DictReader(file) if all(row[name] == value for name, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]


def verdict_of(relation: str) -> Verdict:
    """The verdict of a relation on the documents as they are."""
    return next(decision.verdict for decision in outcome().decisions if decision.id == relation)


def test_nothing_fails_and_exactly_the_known_findings_are_accepted() -> None:
    found = outcome()
    assert found.exit_code() == 0
    assert {(f.family, *f.claims, f.verdict.value) for f in found.findings if f.waiver} == {
        ("same-figure", "miit-2022h1/" + id_of("auto-va", period="2022-05"), "official-2022h1/o017", "contradiction"),
        ("calendar", "miit-2022h1/" + id_of("five-year-plan"), "official-2022h1/o040", "contradiction"),
        ("printed-value", "miit-2022h1/" + id_of("battery-density-ternary"), "record_check_failed"),
        ("printed-value", "miit-2022h1/" + id_of("battery-density-cobalt-free"), "record_check_failed"),
        ("printed-value", "miit-2022h1/" + id_of("ii-size"), "record_check_failed"),
    }
    assert not [f for f in found.findings if f.verdict.fails and f.waiver is None]


def test_the_tenth_plan_contradicts_with_its_premise() -> None:
    finding = next(f for f in outcome().findings if f.family == "calendar")
    assert "the record dates the first 2022" in finding.message


def test_june_production_is_strained_with_the_reading_that_saves_it_and_so_is_what_nobody_said() -> None:
    found = {decision.relation.family: decision for decision in outcome().decisions if decision.verdict is Verdict.STRAINED}
    assert set(found) == {"growth-vs-base", "attribution"}
    june = found["growth-vs-base"]
    assert june.id == "growth-vs-base/nev-production/growth/2022-06/yoy"
    assert "cut off rather than rounded" in june.reading
    assert june.deviating == ("miit-2022h1/" + id_of("nev-production", statistic="growth", period="2022-06"),)
    assert found["attribution"].claims == ("miit-2022h1/" + id_of("problems-solved"),)


@pytest.mark.parametrize(
    ("relation", "verdict"),
    [
        ("share-of-whole/telecom-emerging-revenue/share/of-telecom-revenue/2022-H1", Verdict.HOLDS),
        ("parts-sum/gdp/level/2022-H1", Verdict.HOLDS),
        ("same-figure/5g-industrial-projects/level/2022-06-30", Verdict.HOLDS),
        ("growth-vs-base/gdp/growth/2022-H1/yoy", Verdict.NOT_CHECKED),
        ("growth-vs-base/charging-new/growth/2022-H1/yoy", Verdict.IMPLIES),
    ],
)
def test_the_other_relations_hold_or_say_why_not(relation: str, verdict: Verdict) -> None:
    assert verdict_of(relation) is verdict


def test_telecom_revenue_is_implied_where_the_official_figure_is_missing(tmp_path: Path) -> None:
    shutil.copytree(CLAIMS, tmp_path / "claims", ignore=shutil.ignore_patterns("official-*", "datapackage.json"))
    found = check(load(tmp_path / "claims"), today=TODAY)
    decision = next(d for d in found.decisions if d.id.startswith("share-of-whole/telecom-emerging-revenue"))
    assert decision.verdict is Verdict.IMPLIES
    assert decision.implied is not None
    assert decision.implied.low is not None
    assert decision.implied.high is not None
    assert (round(decision.implied.low / 10**8), round(decision.implied.high / 10**8)) == (8138, 8184)


def test_what_only_looks_alike_is_not_related() -> None:
    together = [set(decision.claims) for decision in outcome().decisions]
    fai = {"official-2022h1/o007", "official-2022h1/o008"}
    assert not [claims for claims in together if claims >= fai]
    volume = "miit-2022h1/" + id_of("telecom-volume")
    assert not [c for c in together if volume in c and any("telecom-revenue" in _measure(ref) for ref in c)]
    enterprises = {ref for claims in together for ref in claims if "enterprises" in _measure(ref)}
    assert not [c for c in together if c & enterprises and any(_measure(ref).startswith("industries") for ref in c)]
    may, june = (f"miit-2022h1/{id_of('industrial-va', period=period)}" for period in ("2022-05", "2022-06"))
    assert not [claims for claims in together if {may, june} <= claims]


def _measure(ref: str) -> str:
    return outcome().dataset.claim(ref).measure


EDITS = [
    (("charging-new-private", {}), "290000", "290,000"),
    (("charging-new-public", {}), "830000", "830,000"),
    (("charging-new", {"statistic": "level"}), "1900000", "1.9 million"),
    (("telecom-revenue", {"minus": "gdp"}), "8.5", "8.5 percentage points"),
    (("telecom-investment", {"minus": "fai"}), "15.8", "15.8 percentage points"),
    (("telecom-emerging-revenue", {"statistic": "share"}), "91.9", "91.9%"),
    (("5g-industrial-projects", {"speaker": "wang-peng"}), "1300", "more than 1,300"),
    (("5g-industrial-projects", {"speaker": "ica-deputy-director"}), "1300", "more than 1,300"),
    (("nev-sales", {"statistic": "share"}), "26.1", "26.1%"),
    (("nev-sales", {"statistic": "level", "period": "2022-06"}), "956000", "956,000"),
    (("industries-growing", {}), "43", "43"),
]


@pytest.mark.parametrize(
    ("claim", "value", "printed"), EDITS, ids=["-".join((claim[0], *claim[1].values(), value)) for claim, value, _ in EDITS]
)
def test_a_slip_is_red_and_its_message_names_the_figures(
    tmp_path: Path, claim: tuple[str, dict[str, str]], value: str, printed: str
) -> None:
    slip = id_of(claim[0], **claim[1])
    found = edited(tmp_path, {slip: {"value": value, "printed": printed}})
    assert found.exit_code() == 1
    failing = [f for f in found.findings if f.verdict.fails and f.waiver is None]
    assert failing
    assert all(f"miit-2022h1/{slip}" in f.claims for f in failing)
    for finding in failing:
        assert printed in finding.message
        assert len(finding.claims) > 1
        assert re.search("cannot (all|both) be true|one figure, printed in different ways", finding.message)


def test_33_industries_may_become_34_and_the_report_says_how_well_they_are_guarded(tmp_path: Path) -> None:
    growing = id_of("industries-growing")
    found = edited(tmp_path, {growing: {"value": "34", "printed": "34"}})
    assert found.exit_code() == 0
    key = key_of(found.dataset.claim(f"miit-2022h1/{growing}"), found.dataset.measures)
    (guard,) = guards(found.figures, found.decisions)[key]
    assert (guard.low, guard.high) == (9, 41)


def test_a_value_that_is_not_what_was_printed_is_always_red(tmp_path: Path) -> None:
    with (CLAIMS / MIIT).open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file) if row["value"]]
    # A waived claim is no exception: what is accepted is the print, not a wrong copy of it.
    found = edited(tmp_path, {name: {"value": "123457"} for name in ids})
    failing = {item.claims[0].partition("/")[2] for item in found.record_checks if item.family == "printed-value" and item.verdict.fails}
    assert failing == set(ids)
