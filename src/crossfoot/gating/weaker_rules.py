"""What makes the gate weaker in what the rows are held to: measures, scenarios, declarations, waivers, floors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from crossfoot.check import Outcome
from crossfoot.dataset import Document
from crossfoot.gating.changes import name_now
from crossfoot.gating.names import Names
from crossfoot.gating.weakening import Ends, Weakening
from crossfoot.gating.weaker_records import both
from crossfoot.records import RECORD_ID, DeclaredRelations, Floors, Measure, Scenario, Waiver
from crossfoot.report.sentence import spoken
from crossfoot.vocabulary import GrowthBasis, ShareBasis, Weakens

_SEVERE = "error"
_MEASURES, _FLOORS = "measures.yaml", "gate.yaml"
_REFERENCES = ("adds_to", "feeds", "quotient_of", "balance_of", "mean_over")
# What a relation may hang on, one way or the other: it weakens something only if a relation is lost.
_MAY_COST = ("kind", "timeless", "average", "growth_basis", "share_basis", *_REFERENCES)


def of_rules(ends: Ends) -> Iterator[Weakening]:
    """Every weakening of what the rows are held to."""
    base, head = ends.base.dataset, ends.head.dataset
    yield from _of_measures(base.measures, head.measures, ends.names)
    yield from _of_scenarios(base.scenarios, head.scenarios)
    for old, new in both(ends):
        yield from _of_declarations(old, new, ends.names)
    yield from _of_waivers(ends)
    yield from _of_floors(base.floors, head.floors)


# Measures and scenarios


def _of_measures(base: Mapping[str, Measure], head: Mapping[str, Measure], names: Names) -> Iterator[Weakening]:
    for slug, measure in base.items():
        new = head.get(names.measure(slug))
        if new is None:
            said = f"the measure {slug} is gone"
            yield Weakening(Weakens.MEASURE_LOOSENED, slug, said, _MEASURES, measure=slug, only_if_lost=True)
            continue
        old = names.same(measure)
        for what, said in _looser(old, new):
            yield Weakening(Weakens.MEASURE_LOOSENED, f"{new.slug}/{what}", f"the measure {new.slug} {said}", _MEASURES, measure=slug)
        for what in _MAY_COST:
            if getattr(old, what) != getattr(new, what):
                said = f"the measure {new.slug} has another {what}: {_listed(getattr(new, what))} instead of {_listed(getattr(old, what))}"
                yield Weakening(Weakens.MEASURE_LOOSENED, f"{new.slug}/{what}", said, _MEASURES, measure=slug, only_if_lost=True)
        for what, said in _of_partitions(old, new):
            yield Weakening(Weakens.PARTITION_LOOSENED, f"{new.slug}/{what}", said, _MEASURES, measure=slug)


def _looser(old: Measure, new: Measure) -> Iterator[tuple[str, str]]:
    """What a measure promises less than before: the field, and in words."""
    if old.low is not None and (new.low is None or new.low < old.low):
        yield "min", f"may now be less than {old.min}"
    if old.high is not None and (new.high is None or new.high > old.high):
        yield "max", f"may now be more than {old.max}"
    if old.integer and not new.integer:
        yield "integer", "is no longer counted in whole numbers"
    if old.growth_basis is GrowthBasis.NOMINAL and new.growth_basis is not GrowthBasis.NOMINAL:
        yield "growth_basis", f"is no longer at current prices, but {new.growth_basis}: its growth is held against no level"
    if old.share_basis is ShareBasis.NOMINAL and new.share_basis is not ShareBasis.NOMINAL:
        yield "share_basis", f"has its shares no longer of the figures as printed, but {new.share_basis}"
    for name in _REFERENCES:
        if getattr(old, name) and getattr(old, name) != getattr(new, name):
            yield name, f"no longer says {name}: {_listed(getattr(old, name))}"
    gone = sorted(set(old.part_of) - set(new.part_of))
    if gone:
        yield "part_of", f"is no longer a part of {spoken(gone)}"
    if old.unit != new.unit:
        yield "unit", f"is no longer counted in {old.unit}, but in {new.unit}"


def _listed(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value or "nothing").lower()


def _of_partitions(old: Measure, new: Measure) -> Iterator[tuple[str, str]]:
    """The divisions that are no longer declared, by name; one that is only called otherwise is still there."""
    there = [set(parts) for parts in new.partitions.values()]
    for name, parts in old.partitions.items():
        if set(parts) in there:
            continue
        if name in new.partitions:
            yield name, f"{new.slug} is divided by {name} into other parts than before"
        else:
            yield name, f"{new.slug} is no longer divided by {name} into parts that make the whole"


def _of_scenarios(base: Mapping[str, Scenario], head: Mapping[str, Scenario]) -> Iterator[Weakening]:
    """What was a plan and becomes an earlier vintage can stand in for a fact, and what then fails is at most strained."""
    for code, old in base.items():
        new = head.get(code)
        if new is not None and new.kind is not old.kind:
            said = f"the scenario {code} was a {old.kind} and is now a {new.kind}"
            yield Weakening(Weakens.SCENARIO_CHANGED, code, said, _MEASURES)


# What documents declare


def _of_declarations(old: Document, new: Document, names: Names) -> Iterator[Weakening]:
    file = f"{new.slug}/relations.yaml"
    for name, said in _removed(old.declared, new.declared, new.slug):
        what = f"{new.slug}/{name}"
        yield Weakening(Weakens.DECLARATION_REMOVED, what, said, file, claims=(what,) if RECORD_ID.fullmatch(name) else ())
    known = {frozenset(map(names.ref, entry.claims)) for entry in old.declared.not_related}
    for entry in new.declared.not_related:
        claims = tuple(sorted(set(entry.claims)))
        if frozenset(claims) not in known:
            said = f"{spoken(claims)} are now said to be unrelated: {entry.why}"
            yield Weakening(Weakens.DECLARED_UNRELATED, " ".join(claims), said, file, claims=claims)


def _removed(old: DeclaredRelations, new: DeclaredRelations, slug: str) -> Iterator[tuple[str, str]]:
    relations = {relation.id: relation for relation in new.relations}
    for relation in old.relations:
        now = relations.get(relation.id)
        if now is None:
            yield relation.id, f"the relation {relation.id} of {slug} is gone"
        elif now.formula.split() != relation.formula.split():
            yield relation.id, f"the relation {relation.id} of {slug} has another formula"
        elif relation.severity == _SEVERE != now.severity:
            yield relation.id, f"the relation {relation.id} of {slug} no longer fails a run"
    credited = {(entry.claim, entry.to) for entry in new.attributions}
    for entry in old.attributions:
        if (entry.claim, entry.to) not in credited:
            yield entry.claim, f"{slug}/{entry.claim} is no longer credited to {entry.to}"
    listed = {entry.count: entry for entry in new.listed}
    for announced in old.listed:
        counted = listed.get(announced.count)
        if counted is None or (announced.complete and not counted.complete):
            yield announced.count, f"the items that {slug}/{announced.count} announces are no longer counted"
        elif not set(announced.items) <= set(counted.items):
            yield announced.count, f"not all that were items of {slug}/{announced.count} are counted any more"


# Waivers and floors


def _of_waivers(ends: Ends) -> Iterator[Weakening]:
    """Each waiver that is new or reaches further, whichever document it stands in."""
    now = {finding.fingerprint: finding.claims for finding in ends.head.findings}
    before = _waivers_of(ends.base, ends.names)
    for document in ends.head.dataset.documents:
        for waiver in document.waivers:
            what = f"{document.slug}/{waiver.name}"
            claims = (what,) if waiver.claim else now.get(waiver.name, ())
            kind, said = _wider(what, before.get(what if waiver.claim else waiver.name), waiver)
            if said:
                yield Weakening(kind, what, said, f"{document.slug}/waivers.yaml", waiver.line, claims)


def _waivers_of(base: Outcome, names: Names) -> dict[str, Waiver]:
    """The waivers of the version before, by claim or by finding, in the names of now."""
    called = {finding.fingerprint: name_now(finding, names) for finding in base.findings}
    found = {}
    for document in base.dataset.documents:
        for waiver in document.waivers:
            claim = names.ref(f"{document.slug}/{waiver.claim}")
            found[claim if waiver.claim else called.get(waiver.name, waiver.name)] = waiver
    return found


def _wider(what: str, old: Waiver | None, new: Waiver) -> tuple[Weakens, str]:
    if old is None:
        return Weakens.WAIVER_ADDED, f"{what} is waived: {new.reason.strip() or 'without a reason'}"
    if old.expires is not None and (new.expires is None or new.expires > old.expires):
        until = f"until {new.expires}" if new.expires else "without an end"
        return Weakens.WAIVER_WIDENED, f"the waiver of {what} ended on {old.expires} and now goes on {until}"
    if old.state != new.state:
        return Weakens.WAIVER_WIDENED, f"the waiver of {what} is granted for other figures than before"
    if new.reason.strip() and not old.reason.strip():
        return Weakens.WAIVER_WIDENED, f"the waiver of {what} gave no reason and did not count; now it does"
    return Weakens.WAIVER_WIDENED, ""


def _of_floors(old: Floors, new: Floors) -> Iterator[Weakening]:
    for name in Floors.model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before is not None and (after is None or after < before):
            said = f"the floor {name} was {before} and is {'gone' if after is None else f'now {after}'}"
            yield Weakening(Weakens.FLOOR_LOWERED, name, said, _FLOORS)
