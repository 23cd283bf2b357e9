"""Waivers accept one thing, for a reason, for a time: they never hide another finding, and they make themselves noticed when they rot."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from documents import Row, claim, project

from crossfoot.check import Outcome, check
from crossfoot.dataset import load
from crossfoot.findings import JOINT, Finding
from crossfoot.items import items_of
from crossfoot.vocabulary import Verdict

TODAY = date(2026, 11, 22)
TWICE = [claim("c001", value="1290"), claim("c002", value="1250")]
AGREED = [*TWICE, claim("c003", value="1290")]
RELATION = "same-figure/cars/level/2022-06"


def run(folder: Path, claims: list[Row], *waivers: dict[str, Any], today: date = TODAY) -> Outcome:
    """The claims with these waivers."""
    return check(load(project(folder, claims, waivers=list(waivers))), today=today)


def the_finding(outcome: Outcome) -> Finding:
    """The one failing or accepted finding."""
    (finding,) = (f for f in outcome.findings if f.verdict.fails)
    return finding


def verdicts(outcome: Outcome) -> dict[str, Verdict]:
    """The verdict of each relation but the plain plausibility of values."""
    return {d.id: d.verdict for d in outcome.decisions if d.relation.family != "plausible-value"}


def test_a_waived_claim_is_set_aside_and_stays_visible(tmp_path: Path) -> None:
    outcome = run(tmp_path, TWICE, {"claim": "c002", "reason": "They counted the ones on order."})
    assert verdicts(outcome) == {RELATION: Verdict.WAIVED}
    finding = the_finding(outcome)
    assert finding.verdict is Verdict.CONTRADICTION
    assert finding.waiver is not None
    assert finding.severity == "note"
    assert not outcome.waiver_faults


def test_nothing_decided_beside_a_waived_claim_is_not_green(tmp_path: Path) -> None:
    claims = [claim("c001", value="1290", measure="m"), claim("c002", value="1250", measure="m")]
    project(tmp_path, claims, measures={"m": {"min": ""}}, waivers=[{"claim": "c002", "reason": "Known."}])
    assert check(load(tmp_path / "claims"), today=TODAY).exit_code() == 5


def test_the_others_go_on_without_the_waived_claim(tmp_path: Path) -> None:
    outcome = run(tmp_path, AGREED, {"claim": "c002", "reason": "Known."})
    assert verdicts(outcome) == {RELATION: Verdict.HOLDS, f"{RELATION}/with-c002": Verdict.WAIVED}
    assert outcome.exit_code() == 0
    assert the_finding(outcome).relations == (f"{RELATION}/with-c002",)


def test_an_accepted_contradiction_never_hides_another_one(tmp_path: Path) -> None:
    outcome = run(tmp_path, [*TWICE, claim("c003", value="1390")], {"claim": "c002", "reason": "Known."})
    assert verdicts(outcome) == {RELATION: Verdict.CONTRADICTION, f"{RELATION}/with-c002": Verdict.WAIVED}
    assert outcome.exit_code() == 1


@pytest.mark.parametrize(
    ("waiver", "words"),
    [
        ({"claim": "c002", "reason": "  "}, "gives no reason"),
        ({"claim": "c002", "reason": "Known.", "expires": "2026-11-21"}, "expired on 2026-11-21"),
    ],
    ids=["reasonless", "expired"],
)
def test_a_waiver_that_does_not_count_fails_and_waives_nothing(tmp_path: Path, waiver: dict[str, Any], words: str) -> None:
    outcome = run(tmp_path, TWICE, waiver)
    assert verdicts(outcome) == {RELATION: Verdict.CONTRADICTION}
    (fault,) = outcome.waiver_faults
    assert fault.id == "waiver/briefing/c002"
    assert words in fault.message
    assert outcome.exit_code() == 1


def test_a_waiver_holds_on_its_last_day(tmp_path: Path) -> None:
    outcome = run(tmp_path, TWICE, {"claim": "c002", "reason": "Known.", "expires": "2026-11-22"})
    assert not outcome.waiver_faults


def test_a_waiver_that_nothing_needs_is_stale(tmp_path: Path) -> None:
    outcome = run(tmp_path, [claim("c001", value="1290"), claim("c002", value="1290")], {"claim": "c002", "reason": "Known."})
    (fault,) = outcome.waiver_faults
    assert "stale" in fault.message
    assert outcome.exit_code() == 1


def test_a_finding_is_waived_for_what_it_printed_and_for_nothing_else(tmp_path: Path) -> None:
    found = the_finding(run(tmp_path / "before", TWICE))
    waiver = {"finding": found.fingerprint, "state": found.state, "reason": "Both stand in the release."}
    accepted = run(tmp_path / "accepted", TWICE, waiver)
    assert verdicts(accepted) == {RELATION: Verdict.WAIVED}
    assert not accepted.waiver_faults
    changed = run(tmp_path / "changed", [TWICE[0], claim("c002", value="1230")], waiver)
    assert the_finding(changed).fingerprint == found.fingerprint
    assert verdicts(changed) == {RELATION: Verdict.CONTRADICTION}
    assert ["stale" in fault.message for fault in changed.waiver_faults] == [True]


def test_a_slip_of_the_print_is_waived_with_its_claim(tmp_path: Path) -> None:
    misprint = claim("c001", value="1290", unit="lorries")
    waivers = [{"claim": "c001", "reason": "Misprint."}]
    outcome = check(load(project(tmp_path, [misprint], measures={"cars": {"unit": "vehicles"}}, waivers=waivers)), today=TODAY)
    (item,) = (item for item in outcome.record_checks if item.family == "printed-value")
    assert item.verdict is Verdict.WAIVED
    assert not outcome.waiver_faults


def test_a_wrong_copy_of_the_print_is_not_waived_with_its_claim(tmp_path: Path) -> None:
    outcome = run(tmp_path, [claim("c001", value="1290", printed="1,280")], {"claim": "c001", "reason": "Misprint."})
    (item,) = (item for item in outcome.record_checks if item.family == "printed-value")
    assert item.verdict is Verdict.RECORD_CHECK_FAILED
    assert outcome.exit_code() == 1


def test_a_claim_is_waived_that_fails_through_a_figure_nobody_printed(tmp_path: Path) -> None:
    growth = claim("c002", statistic="growth", value="30.0")
    share = claim("c004", statistic="share", of="all", period="2021-06", value="45.9")
    claims = [
        claim("c001", value="1303", printed="1,303"),
        growth,
        claim("c003", measure="all", period="2021-06", value="2007", printed="2,007"),
        share,
    ]
    outcome = run(tmp_path, claims, {"claim": "c004", "reason": "Known."})
    assert [item.verdict for item in items_of(outcome) if item.family == JOINT] == [Verdict.WAIVED]
    assert not [name for name, verdict in verdicts(outcome).items() if verdict.fails]
    assert not outcome.waiver_faults
    assert outcome.exit_code() == 0
    assert verdicts(run(tmp_path / "unwaived", claims)) == {
        "growth-vs-base/cars/growth/2022-06/yoy": Verdict.NOT_CHECKED,
        "share-of-whole/cars/share/of-all/2021-06": Verdict.NOT_CHECKED,
    }


def test_two_waived_claims_that_contradict_only_each_other_are_both_stale(tmp_path: Path) -> None:
    outcome = run(tmp_path, TWICE, {"claim": "c001", "reason": "Known."}, {"claim": "c002", "reason": "Known."})
    assert len(outcome.waiver_faults) == 2
