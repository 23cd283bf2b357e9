"""Every kind of weakening: refused by itself, passed with a word in the same change, and never found where nothing is weaker."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from documents import DOCUMENT, HOLDS, TODAY, Plain, add_document, claim, project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from updates import CLAIMS, TEXT, Update, refused, rows, told, yard

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.vocabulary import Verdict, Weakens

Edit = Callable[[Update], object]


@dataclass(frozen=True)
class Case:
    """An edit that weakens the gate, and what it is said to weaken."""

    name: str
    kind: Weakens
    what: str
    edit: Edit
    lost: tuple[str, ...] = ()
    also: tuple[tuple[Weakens, str], ...] = field(default=())


def _rename_document(update: Update) -> None:
    (update.head / "release").rename(update.head / "_release")


def _remove_document(update: Update) -> None:
    shutil.rmtree(update.head / "release")


def _waived_claim(update: Update) -> None:
    """A slip that is accepted with the change that brings it."""
    update.row("c009", value="31500", printed="31,500")
    update.waive({"claim": "c009", "reason": "A slip of the tongue."})


def _waived_finding(update: Update) -> None:
    update.row("r001", document="release", value="31500", printed="31,500")
    failing = [finding for finding in check(load(update.head), today=TODAY).findings if finding.verdict.fails]
    update.waive(*({"finding": finding.fingerprint, "state": finding.state, "reason": "Asked."} for finding in failing))


def _with_waiver(update: Update, at: str, **fields: str) -> None:
    update.row("c009", at=at, value="31500", printed="31,500")
    update.waive({"claim": "c009", **fields}, at=at)


def _longer(update: Update) -> None:
    _with_waiver(update, "base", reason="Known.", expires="2026-12-31")
    _with_waiver(update, "head", reason="Known.", expires="2027-12-31")


def _for_ever(update: Update) -> None:
    _with_waiver(update, "base", reason="Known.", expires="2026-12-31")
    _with_waiver(update, "head", reason="Known.")


def _with_a_reason(update: Update) -> None:
    _with_waiver(update, "base", reason=" ")
    _with_waiver(update, "head", reason="Known.")


def _for_another_value(update: Update) -> None:
    for at, value in (("base", "31500"), ("head", "32500")):
        update.row("r001", document="release", at=at, value=value, printed=f"{value[:2]},{value[2:]}")
        root = update.base if at == "base" else update.head
        failing = [finding for finding in check(load(root), today=TODAY).findings if finding.verdict.fails]
        update.waive(*({"finding": finding.fingerprint, "state": finding.state, "reason": "Asked."} for finding in failing), at=at)


def _header(**fields: Plain) -> Edit:
    return lambda update: update.yaml(f"{DOCUMENT}/document.yaml", lambda data: data.update(fields))


def _relations(change: Callable[[Any], object]) -> Edit:
    return lambda update: update.yaml(f"{DOCUMENT}/relations.yaml", change)


def _partitions(**partitions: list[str]) -> Edit:
    return lambda update: update.measure("cars", partitions=partitions)


def _split(update: Update) -> None:
    """One speaker's figure is recorded as another thing, so that the two no longer meet."""
    update.yaml("measures.yaml", lambda data: data["measures"].update({"vans-sold": data["measures"]["vans"]}))
    update.row("r002", document="release", measure="vans-sold")


def _in_brackets(update: Update) -> None:
    """The words in the text stay, and mean something else."""
    update.both("c002", printed="more than 30 [thousand]")
    update.row("c002", printed="more than 30 [hundred]", value="3000")


def _one_more_part(update: Update) -> None:
    update.yaml("measures.yaml", lambda data: data["measures"].update({"buses": data["measures"]["trucks"]}))
    update.measure("cars", partitions={"kind": ["vans", "trucks", "buses"]})


def _into_one_mouth(update: Update) -> None:
    """A turn is taken away, and what was said in it is put into another mouth."""
    update.yaml(f"{DOCUMENT}/document.yaml", lambda data: data["turns"].pop())
    update.row("c009", speaker="minister")


def _as_first(update: Update) -> None:
    update.row("c005", scenario="first")


def _other_kind(update: Update) -> None:
    for at in ("base", "head"):
        update.row("c005", at=at, scenario="target")
    update.yaml("measures.yaml", lambda data: data["scenarios"].update(target={"kind": "vintage"}))


K = Weakens
CASES = [
    Case("document", K.DOCUMENT_REMOVED, "release", _remove_document),
    Case("document-hidden", K.DOCUMENT_REMOVED, "release", _rename_document),
    Case("claim", K.CLAIM_REMOVED, f"{DOCUMENT}/c005", lambda u: u.drop("c005"), ("growth-vs-base/cars/growth/2022-06/yoy",)),
    Case("mention", K.MENTION_REMOVED, f"{DOCUMENT}/m001", lambda u: u.drop("m001")),
    Case("mention-elsewhere", K.MENTION_REMOVED, f"{DOCUMENT}/m001", lambda u: u.row("m001", start="0", end="2", printed="In")),
    Case("period", K.CLAIM_MOVED, f"{DOCUMENT}/c005", lambda u: u.row("c005", period="2021-07")),
    Case("unstated", K.CLAIM_MOVED, f"{DOCUMENT}/c009", lambda u: u.row("c009", period="unstated")),
    Case("statistic", K.CLAIM_MOVED, f"{DOCUMENT}/c006", lambda u: u.row("c006", statistic="ratio", unit="times", value="1.09", printed="1.09 times")),  # noqa: E501
    Case("plan", K.CLAIM_MOVED, f"{DOCUMENT}/c009", lambda u: u.row("c009", scenario="target")),
    Case("vintage", K.CLAIM_MOVED, f"{DOCUMENT}/c005", _as_first, ("growth-vs-base/cars/growth/2022-06/yoy",)),
    Case("other-measure", K.CLAIM_MOVED, "release/r002", _split, ("same-figure/vans/level/2022-06",)),
    Case("about", K.BOUND_LOOSENED, f"{DOCUMENT}/c003", lambda u: u.row("c003", bound="about", printed="about 20,300")),
    Case("at-least", K.BOUND_LOOSENED, f"{DOCUMENT}/c003", lambda u: u.row("c003", bound="at_least", printed="at least 20,300")),
    Case("lost", K.BOUND_LOOSENED, f"{DOCUMENT}/c003", lambda u: u.row("c003", bound="lost", printed="", value="")),
    Case("precision", K.PRECISION_COARSENED, f"{DOCUMENT}/c006", lambda u: u.row("c006", precision="0.5")),
    Case("coarser", K.PRECISION_COARSENED, f"{DOCUMENT}/c001", lambda u: u.row("c001", value="31000", printed="31,000")),
    Case("vaguer", K.PRECISION_COARSENED, f"{DOCUMENT}/c002", lambda u: u.row("c002", value="20000", printed="more than 0.02 million")),
    Case("times", K.PRECISION_COARSENED, f"{DOCUMENT}/c006", lambda u: u.row("c006", value="0.1", unit="times", printed="0.1 times")),
    Case("supplied", K.VALUE_SUPPLIED, f"{DOCUMENT}/c002", _in_brackets),
    Case("min", K.MEASURE_LOOSENED, "vans/min", lambda u: u.measure("vans", min=None)),
    Case("max", K.MEASURE_LOOSENED, "cars/max", lambda u: u.measure("cars", max=2000000)),
    Case("integer", K.MEASURE_LOOSENED, "cars/integer", lambda u: u.measure("cars", integer=None)),
    Case("growth-basis", K.MEASURE_LOOSENED, "cars/growth_basis", lambda u: u.measure("cars", growth_basis="constant")),
    Case("share-basis", K.MEASURE_LOOSENED, "vans/share_basis", lambda u: u.measure("vans", share_basis="unknown")),
    Case("part-of", K.MEASURE_LOOSENED, "vans/part_of", lambda u: u.measure("vans", part_of=None)),
    Case("kind", K.MEASURE_LOOSENED, "cars/kind", lambda u: u.measure("cars", kind="rate")),
    Case("average", K.MEASURE_LOOSENED, "cars/average", lambda u: u.measure("cars", average="annual")),
    Case("partition", K.PARTITION_LOOSENED, "cars/kind", _partitions()),
    Case("other-parts", K.PARTITION_LOOSENED, "cars/kind", _one_more_part),
    Case("scenario", K.SCENARIO_CHANGED, "target", _other_kind),
    Case("declared", K.DECLARATION_REMOVED, f"{DOCUMENT}/as-many", _relations(lambda data: data.pop("relations")), ("declared/briefing.as-many",)),  # noqa: E501
    Case("milder", K.DECLARATION_REMOVED, f"{DOCUMENT}/as-many", _relations(lambda data: data["relations"][0].update(severity="note"))),
    Case("formula", K.DECLARATION_REMOVED, f"{DOCUMENT}/as-many", _relations(lambda data: data["relations"][0].update(formula="cars/level/2022-06 >= 2"))),  # noqa: E501
    Case("credited", K.DECLARATION_REMOVED, f"{DOCUMENT}/c009", _relations(lambda data: data.pop("attributions"))),
    Case("uncounted", K.DECLARATION_REMOVED, f"{DOCUMENT}/c008", _relations(lambda data: data.pop("listed"))),
    Case("incomplete", K.DECLARATION_REMOVED, f"{DOCUMENT}/c008", _relations(lambda data: data["listed"][0].update(complete=False))),
    Case(
        "unrelated", K.DECLARED_UNRELATED, "briefing/c001 release/r001",
        _relations(lambda data: data.update(not_related=[{"claims": ["c001", "release/r001"], "why": "Another count."}])),
    ),
    Case("waived", K.WAIVER_ADDED, f"{DOCUMENT}/c009", _waived_claim),
    Case("longer", K.WAIVER_WIDENED, f"{DOCUMENT}/c009", _longer),
    Case("for-ever", K.WAIVER_WIDENED, f"{DOCUMENT}/c009", _for_ever),
    Case("with-a-reason", K.WAIVER_WIDENED, f"{DOCUMENT}/c009", _with_a_reason),
    Case("source", K.SOURCE_CHANGED, DOCUMENT, _header(source={"sha256": "0" * 64, "chars": len(TEXT)})),
    Case("pinned", K.SOURCE_CHANGED, f"{DOCUMENT}/pinned", _header(pinned=True)),
    Case("turns", K.TURNS_CHANGED, DOCUMENT, _header(turns=[])),
    Case("turned", K.TURNS_CHANGED, DOCUMENT, _into_one_mouth),
    Case("published", K.TEXT_PUBLISHED, DOCUMENT, _header(publish_text=True)),
    Case("floor", K.FLOOR_LOWERED, "min_claims", lambda u: u.yaml("gate.yaml", lambda data: data.update(min_claims=3))),
    Case("no-floor", K.FLOOR_LOWERED, "min_relations", lambda u: u.yaml("gate.yaml", lambda data: data.pop("min_relations"))),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_weakening_is_refused_and_passes_with_a_word_in_the_same_change(tmp_path: Path, case: Case) -> None:
    update = Update(tmp_path)
    case.edit(update)
    found = update.judged()
    assert (case.kind.value, case.what) in refused(found)
    assert found.head.exit_code() == 1
    (one,) = (one for one in found.weakenings if (one.kind, one.what) == (case.kind, case.what))
    assert set(case.lost) <= set(one.lost)

    update.acknowledge(case.kind, case.what, document=DOCUMENT)
    for kind, what in refused(found) - {(case.kind.value, case.what)}:
        update.acknowledge(kind, what, document=DOCUMENT)
    accepted = update.judged()
    assert refused(accepted) == set()
    assert told(accepted) == told(found)
    failing = [d.id for d in accepted.head.decisions if d.verdict.fails]
    failing += [c.message for c in accepted.head.record_checks if c.verdict.fails]
    assert accepted.head.exit_code() == 0, failing


@pytest.mark.parametrize("kind", Weakens)
def test_every_kind_has_a_case(kind: Weakens) -> None:
    elsewhere = {Weakens.RELATION_LOST, Weakens.POWER_LOST}
    assert kind in {case.kind for case in CASES} | elsewhere


def test_a_finding_that_is_waived_for_other_figures(tmp_path: Path) -> None:
    update = Update(tmp_path)
    _for_another_value(update)
    found = update.judged()
    assert found.head.exit_code() == 1
    assert {kind for kind, _ in refused(found)} == {"waiver-widened"}


def test_a_waived_finding(tmp_path: Path) -> None:
    update = Update(tmp_path)
    _waived_finding(update)
    found = update.judged()
    assert {kind for kind, _ in refused(found)} == {"waiver-added"}
    assert found.unchecked
    assert all(one.lost for one in found.weakenings)
    for kind, what in refused(found):
        update.acknowledge(kind, what)
    assert update.judged().head.exit_code() == 0


# What an acknowledgement does not do


def test_an_acknowledgement_of_yesterday_does_not_count(tmp_path: Path) -> None:
    update = Update(tmp_path)
    update.drop("c005")
    update.acknowledge("claim-removed", "briefing/c005", at="base")
    update.acknowledge("claim-removed", "briefing/c005")
    assert refused(update.judged()) == {("claim-removed", "briefing/c005")}
    shutil.move(update.head / "release" / "waivers.yaml", update.head / "briefing" / "waivers.yaml")
    assert refused(update.judged()), "the same words in another file say nothing new"
    update.acknowledge("claim-removed", "briefing/c005", reason="It was withdrawn in August.")
    assert refused(update.judged()) == set()


def test_an_acknowledgement_names_one_thing_and_gives_a_reason(tmp_path: Path) -> None:
    update = Update(tmp_path)
    update.drop("c005")
    update.acknowledge("claim-removed", "briefing/c004")
    update.acknowledge("document-removed", "briefing/c005")
    update.acknowledge("claim-removed", "c005", document="release")
    update.acknowledge("claim-removed", "briefing/c005", reason="  ")
    assert refused(update.judged()) == {("claim-removed", "briefing/c005")}
    update.acknowledge("claim-removed", "c005", document="briefing")
    assert refused(update.judged()) == set()


def test_an_unknown_kind_is_told_with_those_there_are(tmp_path: Path) -> None:
    update = Update(tmp_path)
    update.acknowledge("claim-deleted", "briefing/c005")
    (problem,) = load(update.head).problems
    assert problem.rule == "unknown-weakening"
    assert "claim-removed" in problem.message


# What is lost without a record that says so


def test_a_relation_that_nothing_explains(tmp_path: Path) -> None:
    """A second inflow into one stock: neither is all of its change any more."""

    def make(folder: Path) -> Path:
        rows = [
            claim("c001", measure="stock", period="2021-12-31", value="1234"),
            claim("c002", measure="stock", period="2022-12-31", value="1345"),
            claim("c003", measure="net", period="2022", value="111"),
        ]
        return project(folder, rows, measures={"stock": {"kind": "stock", "integer": True}, "net": {"adds_to": "stock", "integer": True}})

    update = Update(tmp_path, make)
    assert told(update.judged()) == set()
    update.yaml("measures.yaml", lambda data: data["measures"].update({"other": data["measures"]["net"]}))
    update.add(claim("c004", measure="other", period="2022", value="5"))
    (one,) = update.judged().refused
    assert one.kind is Weakens.RELATION_LOST
    assert "stock-and-flow" in one.what


def _noticing(folder: Path) -> Path:
    return project(folder, HOLDS)


def test_power_lost(tmp_path: Path) -> None:
    """As many decimals of much smaller figures: no row is printed more coarsely, but the rate could now be any."""
    update = Update(tmp_path, lambda folder: project(folder, [
        claim("c001", value="1001.37", measure="steel"),
        claim("c002", value="913.42", measure="steel", period="2021-06"),
        claim("c003", statistic="growth", value="9.6", measure="steel"),
    ]))  # fmt: skip
    decision = update.judged().head.decision("growth-vs-base/steel/growth/2022-06/yoy")
    assert decision is not None
    assert decision.power
    update.row("c001", value="1.10", printed="1.10")
    update.row("c002", value="1.00", printed="1.00")
    found = update.judged()
    assert {kind for kind, _ in refused(found)} == {"power-lost"}


# Slips past the gate that were tried


def test_a_vintage_that_stands_in_takes_the_bite(tmp_path: Path) -> None:
    """The relation is still there, but can no longer contradict."""
    update = Update(tmp_path, _noticing)
    for at in ("base", "head"):
        update.yaml("measures.yaml", lambda data: data["scenarios"].update(first={"kind": "vintage"}), at=at)
        update.row("c002", at=at, value="17900000", printed="17.9 million")
    assert update.judged().head.exit_code() == 1
    update.row("c002", scenario="first")
    found = update.judged()
    assert not any(d.verdict.fails for d in found.head.decisions)
    assert refused(found) == {("claim-moved", "briefing/c002")}
    assert found.head.exit_code() == 1


def test_a_joint_contradiction_that_is_moved_away(tmp_path: Path) -> None:
    example = Path(__file__).parents[1] / "examples" / "harbour-briefing" / "claims"

    def make(folder: Path) -> Path:
        return Path(shutil.copytree(example, folder / "claims"))

    update = Update(tmp_path, make)
    before = check(load(update.base), today=TODAY)
    (joint,) = (finding for finding in before.findings if finding.family == "joint" and finding.verdict is Verdict.CONTRADICTION)
    ref = joint.claims[0]
    document, _, name = ref.partition("/")
    rows(update.head / document, lambda found: [row | {"period": "1999"} if row["id"] == name else row for row in found])
    found = update.judged()
    assert joint.fingerprint not in {finding.fingerprint for finding in found.head.findings}
    (moved,) = (one for one in found.refused if one.kind is Weakens.CLAIM_MOVED)
    assert joint.fingerprint in moved.lost


def test_a_renamed_measure_is_still_held_to_its_limits(tmp_path: Path) -> None:
    update = Update(tmp_path)
    update.yaml("measures.yaml", _rename("vans", "van-output"))
    for document in (DOCUMENT, "release"):
        rows(update.head / document, lambda found: [
            row | {"measure": "van-output"} if row.get("measure") == "vans" else row for row in found
        ])  # fmt: skip
    update.yaml(
        f"{DOCUMENT}/relations.yaml", lambda data: data["relations"][0].update(formula="cars/level/2022-06 >= van-output/level/2022-06")
    )
    assert refused(update.judged()) == {("declaration-removed", f"{DOCUMENT}/as-many")}, "of the formula alone, which is another text"
    update.measure("van-output", min=None)
    assert ("measure-loosened", "van-output/min") in refused(update.judged())


def _rename(old: str, new: str) -> Callable[[Any], None]:
    def rename(data: Plain) -> None:
        data["measures"][new] = data["measures"].pop(old)
        data["measures"]["cars"]["partitions"] = {"kind": [new, "trucks"]}

    return rename


def test_a_text_is_not_shown_before_that_is_accepted(tmp_path: Path) -> None:
    """A change that switches publish_text on would else print the text in its own run."""
    update = Update(tmp_path, lambda folder: yard(folder, attach=True))
    update.row("c006", value="8.7", printed="8.7%")
    update.yaml(f"{DOCUMENT}/document.yaml", lambda data: data.update(publish_text=True))
    found = update.judged()
    assert not found.head.dataset.document(DOCUMENT).header.publish_text
    assert "found '8.5%'" not in "".join(check.message for check in found.head.record_checks)
    assert ("text-published", DOCUMENT) in refused(found)
    update.acknowledge("text-published", DOCUMENT)
    assert not update.judged().head.dataset.document(DOCUMENT).header.publish_text


# Nothing is weaker


GOOD: dict[str, Edit] = {
    "nothing": lambda _: None,
    "corrected": lambda u: u.row("c006", value="8.6", printed="8.6%"),
    "finer": lambda u: u.row("c001", value="30512", printed="30,512"),
    "finer-rate": lambda u: u.row("c006", value="8.54", printed="8.54%", end=str(TEXT.index("8.5%") + 5)),
    "hedge-dropped": lambda u: u.row("c002", value="30500", bound="exact", printed="30,500", end=str(TEXT.index("more than") + 6)),
    "note": lambda u: u.row("c001", note="Read twice.", assumed="period?"),
    "spelling": lambda u: u.row("c001", period="2022-06/2022-06"),
    "moved-rows": lambda u: rows(u.head / "release", lambda found: list(reversed(found))),
    "new-claim": lambda u: u.add(claim("r003", measure="trucks", value="10200", printed="10,200", speaker="office"), document="release"),
    "new-document": lambda u: add_document(u.head, "report", [claim("c001", value="30500", printed="30,500")]),
    "renamed-document": lambda u: (u.head / "release").rename(u.head / "press-release"),
    "new-measure": lambda u: u.yaml("measures.yaml", lambda data: data["measures"].update(buses=data["measures"]["trucks"])),
    "tighter": lambda u: u.measure("cars", max=900000),
    "renamed-partition": lambda u: u.measure("cars", partitions={"type": ["trucks", "vans"]}),
    "higher-floor": lambda u: u.yaml("gate.yaml", lambda data: data.update(min_claims=10, min_coverage=100)),
    "new-turn": _header(turns=[[0, "minister", "answer"], [3, "minister", "question"], [TEXT.index("As the"), "deputy", "answer"]]),
    "another-mention": lambda u: u.row("m001", id="m009"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_update_weakens_nothing(tmp_path: Path, name: str) -> None:
    update = Update(tmp_path)
    GOOD[name](update)
    found = update.judged()
    assert told(found) == set()
    assert all(not d.verdict.fails for d in found.head.decisions)
    assert found.head.exit_code() == 0, [c.message for c in found.head.record_checks if c.verdict.fails]


def test_a_vintage_whose_place_the_fact_takes_is_not_lost(tmp_path: Path) -> None:
    """An added claim takes the place of an earlier print in a relation of the same name."""
    claims = [HOLDS[0], {**HOLDS[1], "scenario": "first"}, HOLDS[2]]
    update = Update(tmp_path, lambda folder: project(folder, claims, scenarios={"first": {"kind": "vintage"}}))
    update.add(claim("c004", value="18900000", printed="18.9 million", period="2021-06"))
    found = update.judged()
    assert told(found) == set()
    assert found.unchecked == ()


@st.composite
def harmless(draw: st.DrawFn) -> Edit:
    """An edit that adds, moves, notes, or prints more finely."""
    kind = draw(st.sampled_from(["add", "move", "note", "finer", "again"]))
    number = draw(st.integers(100, 999))
    if kind == "add":
        fields: dict[str, object] = {
            "measure": draw(st.sampled_from(["cars", "vans", "trucks"])),
            "period": draw(st.sampled_from(["2020-06", "2021-06", "2022-05", "2023"])),
        }
        new = claim(f"c{number}", value=str(draw(st.integers(1, 40000))), note="new", **fields)
        return lambda update: update.add(new, document="release")
    if kind == "again":
        row = draw(st.sampled_from(CLAIMS[:7]))
        again = {key: value for key, value in row.items() if key not in ("start", "end")} | {"id": f"d{number}", "speaker": "office"}
        return lambda update: update.add(again, document="release")
    name = draw(st.sampled_from(["c001", "c003", "c004", "c005", "c010"]))
    if kind == "note":
        return lambda update: update.row(name, note=f"Read {number} times.", assumed="period")
    if kind == "move":
        return lambda update: rows(update.head / "release", lambda found: list(reversed(found)))
    digits = draw(st.integers(0, 99))

    def finer(update: Update) -> None:
        value = int(next(row["value"] for row in CLAIMS if row["id"] == name)) + digits
        update.row(name, value=str(value), printed=f"{value:,}")

    return finer


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(edits=st.lists(harmless(), min_size=1, max_size=5))
def test_adding_moving_noting_and_printing_more_finely_never_weakens(edits: list[Edit], tmp_path_factory: pytest.TempPathFactory) -> None:
    update = Update(tmp_path_factory.mktemp("update"))
    for one in edits:
        one(update)
    found = update.judged()
    assert told(found) == set()


WILD = ["c001", "c002", "c003", "c004", "c005", "c006", "c007", "c009", "c010"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_relation_lost_is_explained(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever is edited: what is not decided any more is told with a weakening, or rests on something that fails."""
    update = Update(tmp_path_factory.mktemp("update"))
    for name in data.draw(st.lists(st.sampled_from(WILD), min_size=1, max_size=4, unique=True)):
        what = data.draw(st.sampled_from(["drop", "period", "scenario", "about", "measure"]))
        if what == "drop":
            update.drop(name)
            update.yaml(f"{DOCUMENT}/relations.yaml", lambda found: found.update(attributions=[]))
        elif what == "about":
            update.row(name, bound="about")
        else:
            update.row(name, **{what: {"period": "2022-05", "scenario": "first", "measure": "trucks"}[what]})
    found = update.judged()
    failing = {
        ref for finding in found.head.findings if finding.severity == "error" for ref in finding.claims if finding.family != "weakening"
    }
    explained = {name for one in found.weakenings for name in (*one.lost, one.what)}
    assert [pair.base.id for pair in found.unchecked if pair.base.id not in explained and not pair.claims & failing] == []
