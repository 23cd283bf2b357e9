"""What an audit says is caught is what a whole check would say, slip by slip."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from documents import Row, claim, project
from pydantic import ValidationError

from crossfoot.audit import Audit, ClaimAudit, Result, Tried, advise, audit, prints, report
from crossfoot.audit import run as running
from crossfoot.audit.regions import Signature, signature
from crossfoot.audit.run import Progress
from crossfoot.check import check
from crossfoot.cli import main
from crossfoot.dataset import Dataset, load
from crossfoot.figures import group
from crossfoot.record_checks import printed_value
from crossfoot.records import Claim
from crossfoot.relations import derive
from crossfoot.solver.decision import RELEASED
from crossfoot.solver.network import Network
from crossfoot.solver.posing import pose
from crossfoot.solver.search import Fits, decide
from crossfoot.solver.single import decide as decide_alone
from crossfoot.vocabulary import Verdict

TODAY = date(2026, 11, 25)
EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour-briefing" / "claims"
PARTITION = {"cars": {"partitions": {"kind": ["vans", "buses", "trucks"]}}}
SUM = [
    claim("c001", measure="cars", value="1006"),
    claim("c002", measure="vans", value="412"),
    claim("c003", measure="buses", value="391"),
    claim("c004", measure="trucks", value="203"),
]


def audited(folder: Path, claims: list[Row], **content: object) -> Audit:
    return audit(load(project(folder, claims, **content)), today=TODAY)  # type: ignore[arg-type]


def of(found: Audit, name: str) -> ClaimAudit:
    return next(one for one in found.claims if one.claim.id == name)


def printed(slips: ClaimAudit, kind: str, result: Result) -> set[str]:
    return {one.mutation.claim.printed for one in slips.tried if one.mutation.kind == kind and one.fate.result is result}


# ── by hand ──────────────────────────────────────────────────────────────────────────────────────


def test_a_sum_catches_every_other_digit_but_those_within_its_slack(tmp_path: Path) -> None:
    # 1,006 less 391 and 203 leaves 409.5 to 414, and 414 may have been cut from more.
    vans = of(audited(tmp_path, SUM, measures=PARTITION), "c002")
    assert printed(vans, "another digit", Result.MISSED) == {"410", "411", "413", "414"}
    assert all("parts-sum" in one.fate.families for one in vans.tried if one.mutation.claim.printed in {"512", "482", "419"})


def test_what_stays_inside_the_rounding_is_counted_apart(tmp_path: Path) -> None:
    vans = of(audited(tmp_path, SUM, measures=PARTITION), "c002")
    inside = {one.mutation.claim.printed for one in vans.tried if one.inside}
    # 410 may have been rounded to the ten.
    assert inside == {"410", "411", "413"}
    digits = vans.classes["another digit"]
    assert (digits.slips, digits.inside, digits.catchable, digits.caught, digits.missed) == (26, 3, 23, 22, 1)


def test_a_claim_that_stands_alone_is_guarded_by_nothing(tmp_path: Path) -> None:
    found = audited(tmp_path, [*SUM, claim("c005", measure="trams", value="77")], measures=PARTITION)
    assert [one.claim.id for one in found.unguarded] == ["c005"]
    # A sign is still seen: trams cannot be fewer than none.
    assert of(found, "c005").total.families == {"plausible-value": 1}


def test_the_words_by_which_one_is_pasted_for_another_say_where_it_stands(tmp_path: Path) -> None:
    vans = of(audited(tmp_path, SUM, measures=PARTITION), "c002")
    pasted = [one for one in vans.tried if one.mutation.kind == "another figure of the document"]
    assert [one.mutation.shown for one in pasted] == ["1006 (briefing/c001)", "391 (briefing/c003)", "203 (briefing/c004)"]
    assert all(one.fate.result is Result.CAUGHT for one in pasted)


def test_points_for_percent_are_refused_as_a_row(tmp_path: Path) -> None:
    rows = [claim("c001", statistic="growth", value="5.8")]
    found = of(audited(tmp_path, rows), "c001")
    (points,) = [one for one in found.tried if one.mutation.kind == "points for percent"]
    assert points.fate.families == ("readable-record",)


def test_a_second_speaker_catches_another_digit_as_another_print(tmp_path: Path) -> None:
    found = of(audited(tmp_path, [claim("c001", value="748"), claim("c002", value="748")]), "c001")
    # 740 is printed more coarsely, to the ten, and 748 lies within.
    assert printed(found, "another digit", Result.MISSED) == {"740"}
    assert found.classes["another digit"].inside == 1


def test_waived_lost_and_broken_claims_are_set_aside(tmp_path: Path) -> None:
    rows = [
        *SUM,
        claim("c005", measure="trams", value="77", printed="78"),
        claim("c006", measure="boats", bound="lost"),
        claim("c007", measure="planes", value="-9"),
    ]
    waivers = {"waivers": [{"claim": "c007", "reason": "known"}]}["waivers"]
    found = audited(tmp_path, rows, measures=PARTITION, waivers=waivers)
    assert found.aside == {
        "briefing/c005": "its record is broken",
        "briefing/c006": "the text lost the number",
        "briefing/c007": "it is waived",
    }


def test_what_fails_already_counts_for_nothing(tmp_path: Path) -> None:
    rows = [claim("c001", value="1290"), claim("c002", value="1250")]
    found = audited(tmp_path, rows)
    assert found.red == ("same-figure/cars/level/2022-06",)
    assert "same-figure" not in found.total.families


def test_a_document_that_contradicts_itself_is_audited_without_what_clashes(tmp_path: Path) -> None:
    """One slip that clashes in several ways: the sums of both years' halves, and the sum of the parts."""
    rows = [*SUM[:1], claim("c002", measure="vans", value="421"), *SUM[2:], claim("c005", value="900", period="2021-06")]
    found = audited(tmp_path, [*rows, claim("c006", statistic="growth", value="11.8")], measures=PARTITION)
    assert found.red == ("parts-sum/cars/level/2022-06",)
    assert of(found, "c001").total.families["growth-vs-base"]
    assert not found.total.unknown


def test_the_advice_names_what_would_catch_most(tmp_path: Path) -> None:
    measures = {"cars": {}, "vans": {"part_of": ["cars"]}, "buses": {"part_of": ["cars"]}}
    rows = [claim("c001", value="803"), claim("c002", measure="vans", value="412"), claim("c003", measure="buses", value="391")]
    first = advise(audited(tmp_path, rows, measures=measures))[0]
    assert first.kind == "partition"
    assert first.claims == ("briefing/c001", "briefing/c002", "briefing/c003")


def test_no_partition_is_advised_that_does_not_add_up(tmp_path: Path) -> None:
    measures = {"cars": {}, "vans": {"part_of": ["cars"]}, "buses": {"part_of": ["cars"]}}
    rows = [claim("c001", value="903"), claim("c002", measure="vans", value="412"), claim("c003", measure="buses", value="391")]
    assert {one.kind for one in advise(audited(tmp_path, rows, measures=measures))} == {"second source"}


def test_a_print_is_advised_where_a_relation_only_implies(tmp_path: Path) -> None:
    rows = [claim("c001", measure="trams", value="590"), claim("c002", measure="trams", statistic="growth", value="12")]
    assert any(one.kind == "print" and "June 2021" in one.words for one in advise(audited(tmp_path, rows)))


# ── the texts ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (prints.swapped("20.5 million"), {"02.5 million", "25.0 million"} - {"02.5 million"}),
        (prints.dropped("1,250"), {"250", "150", "120", "125"}),
        (prints.doubled("1,250"), {"11,250", "12,250", "12,550", "12,500"}),
        (prints.times_ten("20.5 million"), {"205 million", "2.05 million"}),
        (prints.times_ten("748,000"), {"7,480,000", "74,800"}),
        (prints.other_scale("2.6 million", plain=True), {"2.6 thousand", "2.6 billion", "2.6 trillion"}),
        (prints.other_scale("748,000", plain=True), {"748,000,000", "748"}),
        (prints.other_scale("748,000", plain=False), set()),
        (prints.other_sign("[-]7.0%"), {"7.0%"}),
        (prints.other_sign("7.0%"), {"-7.0%"}),
        (prints.other_sign("minus 7.0%"), {"7.0%"}),
    ],
)
def test_a_print_with_a_slip(made: Collection[str], expected: set[str]) -> None:
    assert set(made) == expected


def test_a_hedge_is_turned_round() -> None:
    assert next(iter(prints.other_hedge("more than 3,100"))) == "less than 3,100"
    assert next(iter(prints.other_hedge("50 or more"))) == "50 or less"


# ── the same as a whole check ────────────────────────────────────────────────────────────────────


def whole_check(dataset: Dataset, mutated: Claim, aside: Collection[str], red: Collection[Signature]) -> bool:
    """Whether anything fails with a slip in the records, everything loaded, derived and decided anew, but for what failed before."""
    try:
        Claim.model_validate(mutated.model_dump(mode="json"))
    except ValidationError:
        return True
    if printed_value(mutated, dataset).verdict.fails:
        return True
    figures = group(changed(dataset, mutated), without=aside)
    relations = [relation for relation in derive(figures) if signature(relation) not in red]
    if any(decision.verdict.fails for decision in decide_alone(figures, relations)):
        return True
    problems = (posed.problem for posed in pose(Network(figures, relations), RELEASED))
    return any(not isinstance(decide(problem, problem.everything), Fits) for problem in problems)


def changed(dataset: Dataset, mutated: Claim) -> Dataset:
    documents = (replace(d, claims=tuple(mutated if c.ref == mutated.ref else c for c in d.claims)) for d in dataset.documents)
    return replace(dataset, documents=tuple(documents))


def differences(dataset: Dataset, found: Audit, every: int) -> list[tuple[str, str, str]]:
    aside = [ref for ref, reason in found.aside.items() if reason == "it is waived"]
    red = frozenset[Signature]().union(*(one.guard.region.red for one in found.claims))
    some = [(one, tried) for one in found.claims for tried in one.tried][::every]
    known = [(one, tried) for one, tried in some if tried.fate.result is not Result.UNKNOWN]
    assert len(known) > len(some) * 0.99
    return [
        (one.claim.ref, tried.mutation.kind, tried.mutation.shown)
        for one, tried in known
        if whole_check(dataset, tried.mutation.claim, aside, red) != (tried.fate.result is Result.CAUGHT)
    ]


def test_the_example_slip_by_slip_is_as_in_a_whole_check() -> None:
    dataset = load(EXAMPLE)
    assert differences(dataset, audit(dataset, today=TODAY), 67) == []


def test_the_first_document_is_as_in_a_whole_check() -> None:
    dataset = load(EXAMPLE.parents[2] / "claims")
    assert differences(dataset, audit(dataset, today=TODAY), 499) == []


@pytest.mark.parametrize("seed", range(3))
def test_small_documents_are_as_in_a_whole_check(tmp_path: Path, seed: int) -> None:
    dataset = load(document(tmp_path, seed))
    found = audit(dataset, today=TODAY)
    assert differences(dataset, found, 31) == []
    for tried in [tried for one in found.claims for tried in one.tried if valid(tried)][:: len(found.claims) * 7]:
        if not found.red:
            outcome = check(changed(dataset, tried.mutation.claim), today=TODAY)
            assert (outcome.exit_code() == 1) == (tried.fate.result is Result.CAUGHT), tried.mutation


def valid(tried: Tried) -> bool:
    return tried.fate.families != ("readable-record",)


def document(folder: Path, seed: int) -> Path:
    """A few figures of one trade, printed in all the ways that there are; some are left out, so that nobody printed them."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    now = {name: rng.randint(20, 9000) * rng.choice((1, 1000)) for name in ("vans", "buses", "trucks")}
    before = {name: max(1, round(value * rng.uniform(0.6, 1.5))) for name, value in now.items()}
    now["cars"], before["cars"] = sum(now.values()), sum(before.values())
    halves = {name: value * rng.randint(30, 60) // 100 for name, value in now.items() if name != "cars"}
    halves["cars"] = sum(halves.values())
    rows: list[Row] = []

    def add(value: Fraction, places: int, **fields: str) -> None:
        if rng.random() < 0.85:
            rows.append(_row(f"c{len(rows) + 1:03}", value, places, rng, **fields))

    for name, level in now.items():
        add(Fraction(level), 0, measure=name, period="2022")
        add(Fraction(before[name]), 0, measure=name, period="2021")
        add(Fraction(halves[name]), 0, measure=name, period="2022-H1")
        add(Fraction(level - halves[name]), 0, measure=name, period="2022-H2")
        add((Fraction(level, before[name]) - 1) * 100, 1, measure=name, statistic="growth", period="2022", unit="percent")
        if name != "cars":
            for year, levels in (("2022", now), ("2021", before)):
                share = Fraction(levels[name], levels["cars"]) * 100
                add(share, 1, measure=name, statistic="share", of="cars", period=year, unit="percent")
            add(Fraction(level), 0, measure=name, period="2022")
    towns = rng.randint(7, 40)
    add(Fraction(towns), 0, measure="towns", period="2022")
    add(Fraction(rng.randint(1, towns), towns) * 100, 1, measure="ports", statistic="share", of="towns", period="2022", unit="percent")
    measures = {
        "cars": {"partitions": {"kind": ["vans", "buses", "trucks"]}},
        "buses": {"part_of": ["cars"]},
        "towns": {"integer": True, "kind": "count", "max": "60"},
        "ports": {"integer": True, "kind": "count", "part_of": ["towns"]},
    }
    return project(folder, rows, measures=measures)


def _row(name: str, value: Fraction, places: int, rng: random.Random, **fields: str) -> Row:
    """A rounded print of a value, or one that is hedged."""
    hedge = rng.random() if fields.get("statistic", "level") == "level" and abs(value) > 100 else 1
    coarse = 10 ** rng.choice((0, 0, 1)) if hedge < 0.5 else 1
    scaled = round(value * 10**places / coarse) * coarse
    text = f"{scaled / 10**places:.{places}f}" if places else f"{scaled}"
    shown = f"{int(text):,}" if not places else text
    shown += "%" if fields.get("unit") == "percent" else ""
    if hedge < 0.08:
        lower = str(int(value) * 9 // 10)
        return claim(name, value=lower, printed=f"more than {int(lower):,}", bound="more_than", **fields)
    if hedge < 0.12:
        return claim(name, value=text, printed=f"about {shown}", bound="about", **fields)
    return claim(name, value=text, printed=shown, **fields)


# ── the command ──────────────────────────────────────────────────────────────────────────────────


def test_min_compares_whole_numbers_exactly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, SUM, measures=PARTITION)
    whole = audit(load(root), today=TODAY).total
    exact = Fraction(whole.caught * 100, whole.catchable)
    below, above = int(exact), int(exact) + 1
    assert main(["audit", str(root), "--min", str(below)]) == 0
    assert main(["audit", str(root), "--min", str(above)]) == 1
    assert whole.reaches(exact)
    assert not whole.reaches(exact + Fraction(1, 10**9))
    capsys.readouterr()


@pytest.mark.parametrize(
    "argument", ["--min=101", "--min=many", "--min=-1", "--format=xml", "--claim=c999", "--today=soon", "--sources=/no"]
)
def test_a_wrong_argument_is_said_and_ends_with_four(tmp_path: Path, argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(project(tmp_path, SUM, measures=PARTITION)), argument]) == 4
    assert argument.partition("=")[0] in capsys.readouterr().err


def test_nothing_to_audit_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(project(tmp_path, [claim("c001", bound="lost")]))]) == 5
    assert "0 claims audited" in capsys.readouterr().out


def test_one_claim_lists_what_nothing_catches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(project(tmp_path, SUM, measures=PARTITION)), "--claim", "c002"]) == 0
    shown = capsys.readouterr().out
    assert "briefing/c002  412" in shown
    assert "  414 (another digit)\n" in shown
    assert "  482 (another digit)\n" not in shown


def test_json_holds_whole_numbers_and_exact_shares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(project(tmp_path, SUM, measures=PARTITION)), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    total = found["total"]
    assert Fraction(total["share"]) == Fraction(total["caught"], total["catchable"])
    assert total["slips"] == sum(entry["slips"] for entry in found["classes"].values()) == sum(one["slips"] for one in found["claims"])
    assert total["catchable"] == total["caught"] + total["missed"] + total["unknown"]


def test_a_label_is_text_in_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    label = "<script>alert(1)</script> | [x](https://evil.example) @team ::error::"
    rows = [claim("c001", measure="trams", value="77")]
    assert main(["audit", str(project(tmp_path, rows, measures={"trams": {"label": label}})), "--format", "markdown"]) == 0
    shown = capsys.readouterr().out
    assert "<script>" not in shown
    assert "https://evil" not in shown
    assert "@team" not in shown


def test_an_interrupted_audit_says_what_it_has(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    audited_so_far: list[str] = []

    def stopped(claim: Claim, *rest: object) -> ClaimAudit:
        if audited_so_far:
            raise KeyboardInterrupt
        audited_so_far.append(claim.ref)
        return audit_one(claim, *rest)  # type: ignore[arg-type]

    audit_one = running._audited
    monkeypatch.setattr(running, "_audited", stopped)
    assert main(["audit", str(project(tmp_path, SUM, measures=PARTITION))]) == 2
    shown = capsys.readouterr().out
    assert "1 claim audited" in shown
    assert "Interrupted: 3 of 4 claims were not reached." in shown


def test_progress_is_told_beforehand_and_after_each_claim(tmp_path: Path) -> None:
    told: list[tuple[int, int, int]] = []
    tell: Progress = lambda done, slips, claims: told.append((done, slips, claims))  # noqa: E731
    found = audit(load(project(tmp_path, SUM, measures=PARTITION)), today=TODAY, progress=tell)
    assert [done for done, _, _ in told] == [0, 1, 2, 3, 4]
    assert {(slips, claims) for _, slips, claims in told} == {(found.total.slips, 4)}


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    root = project(tmp_path, [*SUM, claim("c005", measure="trams", statistic="growth", value="7.5")], measures=PARTITION)
    shown = set()
    for seed in ("1", "2"):
        for form in ("text", "json"):
            command = [sys.executable, "-m", "crossfoot", "audit", str(root), "--format", form, "--today", "2026-11-25"]
            run = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
            shown.add((form, run.stdout))
    assert len(shown) == 2


def test_the_share_is_rounded_down_so_that_only_all_is_all() -> None:
    assert report.percent(9999, 10000) == "99.9 %"
    assert report.percent(1, 1) == "100.0 %"
    assert report.percent(0, 0) == "-"


def test_a_strained_figure_is_not_red(tmp_path: Path) -> None:
    """A slip that only strains a relation passes, as in a check."""
    rows = [claim("c001", value="590000", printed="590,000"), claim("c002", value="248000", printed="248,000", period="2021-06")]
    rows.append(claim("c003", statistic="growth", value="1.3", unit="times"))
    found = audited(tmp_path, rows)
    assert found.outcome.verdicts[Verdict.STRAINED] == 1
    assert found.red == ()
