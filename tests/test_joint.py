"""Figures that fit in every relation by itself and not in all of them: found, explained, repaired, waived, and never invented."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from documents import TODAY, Row, add_document, claim, project, run

from crossfoot.check import TOGETHER, Outcome, check
from crossfoot.constraint import Linear
from crossfoot.dataset import load
from crossfoot.diagnosis import IMPOSSIBLE, SAME
from crossfoot.explain import explain
from crossfoot.findings import JOINT, Finding
from crossfoot.interval import Interval, point
from crossfoot.items import items_of
from crossfoot.repairing import repair_lines
from crossfoot.report import html
from crossfoot.report.model import build, guarded_by
from crossfoot.report.schema import schema
from crossfoot.solver.joint import Conflict, rests_on_limits
from crossfoot.solver.problem import Builder
from crossfoot.solver.slips import DIGIT, SIGN, SWAPPED
from crossfoot.vocabulary import Verdict

REF = "briefing"
# Nobody prints last year's cars: the growth says about 100, the share says about 200.
APART = [
    claim("c001", value="110"),
    claim("c002", statistic="growth", value="10.0"),
    claim("c003", statistic="share", value="20.0", period="2021-06"),
    claim("c004", measure="all-cars", value="1000", period="2021-06", precision="1"),
]
MEASURES = {"cars": {"part_of": ["all-cars"]}, "all-cars": {}, "vans": {"part_of": ["all-vans"]}, "all-vans": {}}


def joint(outcome: Outcome) -> list[Finding]:
    return [finding for finding in outcome.findings if finding.family == JOINT]


def only(outcome: Outcome) -> tuple[Finding, Conflict]:
    (finding,) = joint(outcome)
    assert finding.conflict is not None
    return finding, finding.conflict


def measures(rows: list[Row]) -> dict[str, dict[str, object]]:
    used = {row["measure"] for row in rows}
    return {name: fields for name, fields in MEASURES.items() if name.removeprefix("all-") in used}


def checked(folder: Path, rows: list[Row], **content: object) -> Outcome:
    return run(folder, rows, measures=measures(rows), **content)


def test_two_relations_that_bound_an_unprinted_figure_apart_are_one_finding(tmp_path: Path) -> None:
    outcome = checked(tmp_path, APART)
    finding, conflict = only(outcome)
    assert finding.verdict is Verdict.CONTRADICTION
    assert len(conflict.relations) == 2
    for name in conflict.relations:
        decision = outcome.decision(name)
        assert decision is not None
        assert (decision.verdict, decision.reason) == (Verdict.NOT_CHECKED, TOGETHER)
    assert outcome.exit_code() == 1
    assert outcome.verdicts[Verdict.CONTRADICTION] == 1


def test_every_figure_that_repairs_it_is_named_with_the_value_it_would_have(tmp_path: Path) -> None:
    _, conflict = only(checked(tmp_path, APART))
    assert {claim for repair in conflict.repairs for claim in repair.claims} == {f"{REF}/{row['id']}" for row in APART}
    share = next(repair for repair in conflict.repairs if repair.claims == (f"{REF}/c003",))
    # 110 less 10 percent growth is 100 of about 1,000: about 10 percent, where 20 was printed.
    (values,) = share.values
    assert values.low is not None
    assert values.high is not None
    assert Fraction(9) < values.low < values.high < Fraction(11)
    assert share.slips[0].kind == DIGIT
    assert share.slips[0].value == 10


def test_what_is_said_to_contradict_was_proved_to_however_little_is_left_for_repairs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossfoot.solver.joint.STEPS_TO_EXPLAIN", 1)
    vans = [claim("c005", measure="vans", value="40"), claim("c006", measure="vans", value="40", period="2021-06")]
    rows = [*APART, *vans, claim("c007", measure="vans", statistic="growth", value="0.0")]
    _, conflict = only(checked(tmp_path, rows))
    assert conflict.verdict is Verdict.CONTRADICTION
    assert conflict.core == tuple(f"{REF}/{row['id']}" for row in APART)
    assert not conflict.complete


def test_one_item_more_in_the_module_of_its_first_relation(tmp_path: Path) -> None:
    outcome = checked(tmp_path, APART)
    finding, conflict = only(outcome)
    (item,) = [item for item in items_of(outcome) if item.family == JOINT]
    assert item.id == finding.fingerprint.replace("-", "/", 1)
    assert item.claimed_as == conflict.families[0]
    assert item.verdict.fails
    assert item.is_relation
    assert item.message == finding.message


def test_two_slips_are_two_findings(tmp_path: Path) -> None:
    vans = [row | {"id": f"v{row['id'][1:]}", "measure": row["measure"].replace("cars", "vans")} for row in APART]
    vans[2]["of"] = "all-vans"
    outcome = checked(tmp_path, [*APART, *vans])
    assert len(joint(outcome)) == 2
    assert len({finding.fingerprint for finding in joint(outcome)}) == 2


def test_a_second_slip_behind_the_first_is_found_too(tmp_path: Path) -> None:
    # The share of this year contradicts what is left once the first conflict is repaired.
    more = [
        claim("c005", statistic="share", value="30.0", printed="30.0%"),
        claim("c006", measure="all-cars", value="900", precision="1"),
        claim("c007", measure="all-cars", statistic="growth", value="-10.0"),
    ]
    outcome = checked(tmp_path, [*APART, *more])
    alone = [f for f in outcome.findings if f.verdict is Verdict.CONTRADICTION and f.family != JOINT]
    # 110 of 900 is no 30 percent: that relation says so by itself, and hides nothing.
    assert [f.family for f in alone] == ["share-of-whole"]
    finding, conflict = only(outcome)
    assert conflict.together == 2
    assert "one of 2 contradictions" in finding.message


def test_a_relation_that_fails_by_itself_is_repaired_and_makes_no_second_finding(tmp_path: Path) -> None:
    rows = [
        claim("c001", value="413100", precision="100"),
        claim("c002", value="387900", precision="100", period="2021-06"),
        claim("c003", statistic="growth", value="-6.5"),
    ]
    outcome = checked(tmp_path, rows)
    assert not joint(outcome)
    (finding,) = [f for f in outcome.findings if f.verdict.fails]
    assert finding.conflict is not None
    assert finding.conflict.repairs[0].claims == (f"{REF}/c003",)
    assert finding.conflict.repairs[0].slips[0].kind == SIGN
    assert f"If -6.5% ({REF}/c003) were 6.5%, everything else would agree" in finding.message


def test_a_document_that_is_pinned_is_never_blamed(tmp_path: Path) -> None:
    root = project(tmp_path, APART[:2], measures=measures(APART))
    add_document(root, "office", APART[2:], header={"pinned": True})
    _, conflict = only(check(load(root), today=TODAY))
    assert {claim for repair in conflict.repairs for claim in repair.claims} == {f"{REF}/c001", f"{REF}/c002"}


def test_pinned_documents_that_clash_are_said_to_without_a_repair(tmp_path: Path) -> None:
    _, conflict = only(checked(tmp_path, APART, header={"pinned": True}))
    assert conflict.repairs == ()
    assert not conflict.complete


def test_a_waived_claim_that_clashes_only_together_with_others_is_needed(tmp_path: Path) -> None:
    waiver = {"claim": "c003", "reason": "read as 10 percent", "by": "desk", "since": "2026-01-01"}
    outcome = checked(tmp_path, APART, waivers=[waiver])
    assert outcome.exit_code() == 0
    assert not outcome.waiver_faults
    finding, _ = only(outcome)
    assert finding.waiver is not None
    assert [item.verdict for item in items_of(outcome) if item.family == JOINT] == [Verdict.WAIVED]


def test_a_joint_finding_is_waived_for_what_is_printed_now(tmp_path: Path) -> None:
    finding, _ = only(checked(tmp_path / "before", APART))
    waiver = {"finding": finding.fingerprint, "state": finding.state, "reason": "asked", "by": "desk", "since": "2026-01-01"}
    assert checked(tmp_path / "waived", APART, waivers=[waiver]).exit_code() == 0
    changed = [APART[0], APART[1], claim("c003", statistic="share", value="21.0", period="2021-06"), APART[3]]
    assert checked(tmp_path / "changed", changed, waivers=[waiver]).exit_code() == 1


def test_figures_that_fit_only_if_one_was_cut_off_are_strained_together(tmp_path: Path) -> None:
    # 20.0 percent of 1,000 is at most 200.5, and 10.0 percent more at most 220.7. Unless the share, or the growth, was cut off.
    rows = [
        claim("c001", value="220.9", printed="220.9"),
        claim("c002", statistic="growth", value="10.0"),
        claim("c003", statistic="share", value="20.0", period="2021-06"),
        claim("c004", measure="all-cars", value="1000.0", printed="1,000.0", period="2021-06"),
    ]
    outcome = checked(tmp_path, rows)
    finding, conflict = only(outcome)
    assert finding.verdict is Verdict.STRAINED
    assert outcome.exit_code() == 0
    assert outcome.exit_code(strict=True) == 1
    assert f"20.0% ({REF}/c003) is cut off rather than rounded" in conflict.reading
    assert [f.family for f in outcome.findings] == [JOINT]


@pytest.mark.parametrize("value", ["199.6", "200.0", "200.4"])
def test_honest_rounding_is_never_called_a_contradiction(tmp_path: Path, value: str) -> None:
    grown = Fraction(value) * Fraction("1.1")
    rows = [
        claim("c001", value=str(round(grown)), printed=f"{round(grown)}"),
        claim("c002", statistic="growth", value="10.0"),
        claim("c003", statistic="share", value="20.0", period="2021-06"),
        claim("c004", measure="all-cars", value="1000", precision="1", period="2021-06"),
    ]
    outcome = checked(tmp_path, rows)
    assert not [f for f in outcome.findings if f.verdict.fails]


def test_the_order_of_claims_changes_nothing(tmp_path: Path) -> None:
    forwards, _ = only(checked(tmp_path / "a", APART))
    backwards, _ = only(checked(tmp_path / "b", APART[::-1]))
    assert forwards.message.splitlines()[1:] == backwards.message.splitlines()[1:]
    assert forwards.fingerprint == backwards.fingerprint


def test_swapped_digits_come_before_any_other_change(tmp_path: Path) -> None:
    rows = [
        claim("c001", value="52.3", printed="52.3"),
        claim("c002", value="61.2", printed="61.2", period="2021-06"),
        claim("c003", statistic="growth", value="-41.5"),
    ]
    outcome = checked(tmp_path, rows)
    (finding,) = [f for f in outcome.findings if f.verdict.fails]
    assert finding.conflict is not None
    first = finding.conflict.repairs[0]
    assert (first.claims, first.slips[0].kind, first.slips[0].value) == ((f"{REF}/c003",), SWAPPED, Fraction("-14.5"))


def test_two_figures_that_are_interchanged_are_said_to_be(tmp_path: Path) -> None:
    rows = [
        claim("c001", value="38790", printed="38,790"),
        claim("c002", value="41310", printed="41,310", period="2021-06"),
        claim("c003", statistic="growth", value="6.5"),
    ]
    (finding,) = [f for f in run(tmp_path, rows).findings if f.verdict.fails]
    assert finding.conflict is not None
    assert finding.conflict.interchanged == ((f"{REF}/c001", f"{REF}/c002"),)
    assert f"If 38,790 ({REF}/c001) and 41,310 ({REF}/c002) changed places, everything would agree." in finding.message


def test_a_number_left_standing_from_another_period_is_said_to_be(tmp_path: Path) -> None:
    rows = [
        claim("c001", value="41310", printed="41,310"),
        claim("c002", value="41310", printed="41,310", period="2021-06"),
        claim("c003", statistic="growth", value="6.5"),
    ]
    (finding,) = [f for f in run(tmp_path, rows).findings if f.verdict.fails]
    assert finding.conflict is not None
    assert {repair.claims[0]: repair.carried for repair in finding.conflict.repairs if repair.carried} == {
        f"{REF}/c001": (f"{REF}/c002",),
        f"{REF}/c002": (f"{REF}/c001",),
    }
    assert "another period has the same number" in finding.message


@pytest.mark.parametrize(("whole", "rests"), [(90, True), (110, False)])
def test_whether_a_clash_rests_on_the_limits_of_a_figure(whole: int, rests: bool) -> None:
    # 100 and something that nobody printed are 90 only if that is less than nothing; 100 and 20 are never 110.
    builder = Builder()
    builder.variable("rest", (Interval(Fraction(0), None),))
    for name, value in ({"part": 100, "whole": whole} | ({} if rests else {"rest": 20})).items():
        builder.printed(name, (point(Fraction(value)),))
    builder.bond("sum", [Linear(((Fraction(1), "whole"), (Fraction(-1), "part"), (Fraction(-1), "rest")))])
    problem = builder.build()
    assert rests_on_limits(problem, problem.everything) is rests


DECLARED = [claim("c001", value="110"), claim("c002", measure="vans", value="40")]


def rule(name: str, formula: str) -> dict[str, object]:
    return {"id": name, "formula": formula, "description": "A rule of the desk."}


def kinds(outcome: Outcome) -> list[str]:
    return [note.kind for note in outcome.notes if note.kind in (SAME, IMPOSSIBLE)]


def test_relations_that_say_the_same_are_a_note(tmp_path: Path) -> None:
    pair = [
        rule("one", "cars/level/2022-06 = 2 * vans/level/2022-06 + 30"),
        rule("two", "2 * cars/level/2022-06 = 4 * vans/level/2022-06 + 60"),
    ]
    outcome = run(tmp_path, DECLARED, relations={"relations": pair})
    assert kinds(outcome) == [SAME]
    assert outcome.exit_code() == 0


def test_relations_that_cannot_hold_whatever_is_printed_are_said_to(tmp_path: Path) -> None:
    pair = [
        rule("one", "cars/level/2022-06 = vans/level/2022-06 + 70"),
        rule("two", "cars/level/2022-06 = vans/level/2022-06 + 71"),
    ]
    outcome = run(tmp_path, DECLARED, relations={"relations": pair})
    assert IMPOSSIBLE in kinds(outcome)
    assert outcome.exit_code() == 1


def test_explain_lists_every_repair_and_every_set_that_clashes(tmp_path: Path) -> None:
    outcome = checked(tmp_path, APART)
    finding, conflict = only(outcome)
    for name in (finding.fingerprint, finding.items[0]):
        lines = explain(name, outcome)
        assert lines[0] == finding.items[0]
        assert f"If 20.0% ({REF}/c003) were 10.0%, everything else would agree: one digit is another." in "\n".join(lines)
        assert "Sets that clash, and from which nothing can be left out: 1" in lines
        assert [line.strip() for line in lines[-2:]] == list(conflict.relations)


def test_the_arithmetic_leads_to_a_figure_without_a_value(tmp_path: Path) -> None:
    finding, conflict = only(checked(tmp_path, APART))
    assert conflict.proof
    assert not conflict.proof[-1].left
    assert all(step.left for step in conflict.proof[:-1])
    assert "2. By " in finding.message


def test_the_report_has_the_conflict_its_repairs_and_the_likely_slip(tmp_path: Path) -> None:
    outcome = checked(tmp_path, APART)
    (found,) = [entry for entry in build(outcome)["findings"] if entry["family"] == JOINT]
    jsonschema.validate(build(outcome), schema())
    assert found["conflict"]["claims"] == [f"{REF}/{row['id']}" for row in APART]
    assert {repair["figure"] for repair in found["repairs"]} >= {"cars/growth/2022-06/yoy", "all-cars/level/2021-06"}
    assert found["conflict"]["complete"] is True
    page = html.render(outcome)
    assert "What would repair it" in page
    assert "Step by step" in page


def test_how_well_a_figure_is_guarded_counts_everything_together(tmp_path: Path) -> None:
    # The level of last year is told only by growth and share together; each alone leaves it open.
    rows = [*APART[:2], claim("c003", statistic="share", value="10.0", period="2021-06"), APART[3]]
    outcome = checked(tmp_path, rows)
    assert not [f for f in outcome.findings if f.verdict.fails]
    share = next(key for key in guarded_by(outcome) if key.id.startswith("cars/share"))
    (values,) = guarded_by(outcome)[share]
    assert values.low is not None
    assert values.high is not None
    assert Fraction("9.5") < values.low < values.high < Fraction(11)


def test_three_values_of_one_figure_are_one_finding(tmp_path: Path) -> None:
    rows = [claim(f"c{n:03}", value=str(1001 + 2 * n)) for n in range(3)]
    outcome = check(load(project(tmp_path, rows)), today=TODAY)
    assert [finding.family for finding in outcome.findings] == ["same-figure"]


# What is told of repairs


def told(outcome: Outcome, *, of: str) -> tuple[Conflict, list[str]]:
    """The conflict behind the finding of one family, and its repairs in words."""
    (finding,) = [finding for finding in outcome.findings if finding.family == of]
    assert finding.conflict is not None
    return finding.conflict, repair_lines(finding.conflict, outcome.dataset, outcome.figures)


def twice(growth: str) -> list[Row]:
    """One level printed in two ways; the growth from the year before knows which one is right."""
    return [
        claim("c001", value="52918"),
        claim("c002", value="53918"),
        claim("c003", value="49210", period="2021-06"),
        claim("c004", statistic="growth", value=growth),
    ]


def test_of_two_prints_of_a_figure_the_one_that_others_bear_out_is_not_to_be_repaired(tmp_path: Path) -> None:
    _, lines = told(checked(tmp_path, twice("7.5")), of="same-figure")
    assert lines == [f"If 53918 ({REF}/c002) were 52,918 vehicles, everything else would agree: one digit is another."]


def test_a_repair_of_one_print_suits_the_other_relations_too(tmp_path: Path) -> None:
    rows = [claim("c001", value="53000", bound="nearly", printed="nearly 53,000"), *twice("7.5")[1:]]
    _, lines = told(checked(tmp_path, rows), of="hedge")
    # 50,918 would suit the hedge and not the growth.
    assert lines == [f"If 53918 ({REF}/c002) were 52,918 vehicles, everything else would agree: one digit is another."]


def test_where_neither_print_is_borne_out_both_are_told_with_another_slip_repaired(tmp_path: Path) -> None:
    conflict, lines = told(checked(tmp_path, twice("27.5")), of="same-figure")
    assert [repair.claims for repair in conflict.repairs] == [(f"{REF}/c001",), (f"{REF}/c002",)]
    assert "the others are taken as repaired" in lines[-1]


def test_values_that_are_as_likely_are_told_together(tmp_path: Path) -> None:
    rows = [
        claim("c001", statistic="growth", value="4.4"),
        claim("c002", statistic="growth", value="4.1", period="2022-05"),
        claim("c003", statistic="growth", value="0.7", minus="previous", unit="pp", printed="0.7 percentage points"),
    ]
    outcome = checked(tmp_path, rows)
    conflict, lines = told(outcome, of="point-difference")
    assert f"If 4.4% ({REF}/c001) were 4.8% or 4.9%, everything else would agree: one digit is another." in lines
    difference = next(line for line in lines if "c003" in line)
    assert "were 0.2, 0.3 or 0.4 percentage points, everything else would agree" in difference
    finding = next(entry for entry in build(outcome, guarded_by(outcome))["findings"] if entry["family"] == "point-difference")
    # No single value is the likeliest.
    assert conflict.repairs
    assert finding["likely_slip"] is None


def test_double_digits_are_not_called_single_ones_by_a_slip(tmp_path: Path) -> None:
    rows = [
        claim("c001", statistic="growth", value="9.2"),
        claim("c002", statistic="growth", value="10", bound="at_least", printed="double-digit"),
    ]
    conflict, lines = told(checked(tmp_path, rows), of="threshold")
    assert not any("exchanged" in line for line in lines)
    assert all(not repair.slips for repair in conflict.repairs if repair.claims == (f"{REF}/c002",))


def test_prints_of_one_figure_that_differ_as_rounded_are_told_once(tmp_path: Path) -> None:
    rows = [claim("c001", value="5000000", bound="about", printed="about 5 million"), claim("c002", value="9000000", printed="9 million")]
    outcome = run(tmp_path, rows, measures={"cars": {"min": 0}})
    assert [(finding.family, finding.verdict) for finding in outcome.findings] == [("hedge", Verdict.STRAINED)]
