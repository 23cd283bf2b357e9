"""What makes the gate weaker: a change after which a contradiction could pass that would have been refused before.

Each weakening has a kind and says what it is about, so that whoever means it can say so in the same change (`acknowledged` in
waivers.yaml). A relation that was lost only because of another weakening is told with that one and needs no word of its own; so is one
that was lost to something that fails anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from crossfoot.check import Outcome
from crossfoot.dataset import Dataset, Document
from crossfoot.figures import key_of
from crossfoot.gating.changes import ClaimChange, Names, Pair, renamed
from crossfoot.interval import Pieces
from crossfoot.readings import readings_of
from crossfoot.records import Acknowledgement, Claim, DeclaredRelations, Floors, Measure, Waiver
from crossfoot.report.sentence import spoken
from crossfoot.report.states import State, state_of_finding
from crossfoot.vocabulary import Bound, GrowthBasis, ShareBasis, Verdict


class Weakens(StrEnum):
    """The kinds of weakening, as `acknowledged` names them."""

    DOCUMENT_REMOVED = "document-removed"
    CLAIM_REMOVED = "claim-removed"
    MENTION_REMOVED = "mention-removed"
    CLAIM_MOVED = "claim-moved"
    BOUND_LOOSENED = "bound-loosened"
    PRECISION_COARSENED = "precision-coarsened"
    RELATION_LOST = "relation-lost"
    POWER_LOST = "power-lost"
    MEASURE_LOOSENED = "measure-loosened"
    PARTITION_LOOSENED = "partition-loosened"
    DECLARATION_REMOVED = "declaration-removed"
    DECLARED_UNRELATED = "declared-unrelated"
    WAIVER_ADDED = "waiver-added"
    WAIVER_WIDENED = "waiver-widened"
    SOURCE_CHANGED = "source-changed"
    FLOOR_LOWERED = "floor-lowered"


@dataclass(frozen=True, slots=True)
class Weakening:
    """One weakening: `what` names the thing, `message` says what became of it, `claims` are the refs that it is about.

    `lost` are the relations (as they were called before) that are decided no more because of it. `file` and `line` say where to look.
    """

    kind: Weakens
    what: str
    message: str
    file: str
    line: int = 1
    claims: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    acknowledged: Acknowledgement | None = None


# How much each hedge leaves open.
_LOOSENESS = {
    Bound.EXACT: 0,
    Bound.NEARLY: 1,
    Bound.ABOUT: 1,
    Bound.AT_LEAST: 2,
    Bound.AT_MOST: 2,
    Bound.MORE_THAN: 2,
    Bound.LESS_THAN: 2,
    Bound.LOST: 3,
}
_SEVERE = "error"


def weakenings(base: Outcome, head: Outcome, names: Names, changes: Sequence[ClaimChange], found: Sequence[Pair]) -> tuple[Weakening, ...]:
    """Every weakening between two versions, by kind and by what it is about, with its acknowledgement where there is one."""
    ends = _Ends(base, head, names)
    told = [
        *_of_documents(ends),
        *_of_claims(ends, changes),
        *_of_measures(base.dataset.measures, head.dataset.measures),
        *_of_declarations(ends),
        *_of_waivers(ends),
        *_of_floors(base.dataset.floors, head.dataset.floors),
    ]
    told = _with_lost(told, found, head, names)
    acknowledged = _new_acknowledgements(base.dataset, head.dataset)
    order = list(Weakens)
    return tuple(_acknowledged(one, acknowledged) for one in sorted(told, key=lambda one: (order.index(one.kind), one.what)))


@dataclass(frozen=True, slots=True)
class _Ends:
    """Both versions, and what the documents of the one are called in the other."""

    base: Outcome
    head: Outcome
    names: Names

    def documents(self) -> Iterator[tuple[Document, Document]]:
        """The documents that are in both."""
        now = {document.slug: document for document in self.head.dataset.documents}
        for document in self.base.dataset.documents:
            if document.slug in self.names:
                yield document, now[self.names[document.slug]]


# Documents and mentions


def _of_documents(ends: _Ends) -> Iterator[Weakening]:
    for document in ends.base.dataset.documents:
        if document.slug not in ends.names:
            refs = tuple(claim.ref for claim in document.claims)
            said = f"the document {document.slug} is gone, with its {len(refs)} claims"
            yield Weakening(Weakens.DOCUMENT_REMOVED, document.slug, said, "measures.yaml", claims=refs)
    for old, new in ends.documents():
        yield from _of_source(old, new)
        yield from _of_mentions(old, new)


def _of_source(old: Document, new: Document) -> Iterator[Weakening]:
    file = f"{new.slug}/document.yaml"
    if old.header.source is not None and old.header.source != new.header.source:
        became = "is no longer pinned" if new.header.source is None else "is another one"
        yield Weakening(Weakens.SOURCE_CHANGED, new.slug, f"the text that {new.slug} was recorded from {became}", file)
    if old.header.pinned != new.header.pinned:
        became = "is no longer" if old.header.pinned else "is now"
        yield Weakening(
            Weakens.SOURCE_CHANGED, f"{new.slug}/pinned", f"{new.slug} {became} pinned, that is, never blamed for a contradiction", file
        )


def _of_mentions(old: Document, new: Document) -> Iterator[Weakening]:
    """A mention that is gone leaves its number unrecorded; where a claim stands in its place, it is recorded all the better."""
    kept = {mention.id for mention in new.mentions}
    spans = {claim.span for claim in new.claims}
    for mention in old.mentions:
        if mention.id not in kept and (mention.start, mention.end) not in spans:
            ref = f"{new.slug}/{mention.id}"
            yield Weakening(Weakens.MENTION_REMOVED, ref, f"the mention {ref} is gone", f"{new.slug}/mentions.csv")


# Claims


def _of_claims(ends: _Ends, changes: Iterable[ClaimChange]) -> Iterator[Weakening]:
    for change in changes:
        old, new = change.base, change.head
        if old is None:
            continue
        if new is None:
            if old.document in ends.names:
                ref = renamed(old.ref, ends.names)
                file = f"{ends.names[old.document]}/claims.csv"
                yield Weakening(Weakens.CLAIM_REMOVED, ref, f"the claim {ref} ({old.printed}) is gone", file, claims=(ref,))
            continue
        yield from _of_claim(ends, old, new)


def _of_claim(ends: _Ends, old: Claim, new: Claim) -> Iterator[Weakening]:
    file = f"{new.document}/claims.csv"
    before, after = key_of(old, ends.base.dataset.measures), key_of(new, ends.head.dataset.measures)
    if before != after:
        said = f"{new.ref} was recorded as {before.id} and is now {after.id}"
        yield Weakening(Weakens.CLAIM_MOVED, new.ref, said, file, new.line, (new.ref,))
    if _LOOSENESS[new.bound] > _LOOSENESS[old.bound]:
        said = f"{new.ref} was {old.bound} and is now {new.bound}"
        yield Weakening(Weakens.BOUND_LOOSENED, new.ref, said, file, new.line, (new.ref,))
    elif new.bound is old.bound and (change := _coarser(ends, old, new)):
        yield Weakening(Weakens.PRECISION_COARSENED, new.ref, change, file, new.line, (new.ref,))


def _coarser(ends: _Ends, old: Claim, new: Claim) -> str:
    """What became of the room that a print leaves, where it leaves more; another value may be printed as finely as the one before."""
    if Bound.LOST in (old.bound, new.bound) or old.unit != new.unit:
        return ""
    measures = (ends.base.dataset.measures.get(old.measure), ends.head.dataset.measures.get(new.measure))
    if measures[0] is None or measures[1] is None:
        return ""
    # The measure as it is now, so that only the row is compared.
    before, after = (_room(readings_of(claim, measures[1]).released) for claim in (old, new))
    if before is None or after is None or after <= before:
        return ""
    return f"{new.ref} printed {old.printed} and leaves more room as {new.printed}"


def _room(pieces: Pieces) -> Fraction | None:
    ends = [(piece.low, piece.high) for piece in pieces]
    if any(low is None or high is None for low, high in ends):
        return None
    return sum((high - low for low, high in ends if low is not None and high is not None), Fraction(0))


# Measures


def _of_measures(base: Mapping[str, Measure], head: Mapping[str, Measure]) -> Iterator[Weakening]:
    for slug, old in base.items():
        new = head.get(slug)
        if new is not None:
            yield from (_loosened(slug, what, said) for what, said in _looser(old, new))
            yield from _of_partitions(old, new)


def _loosened(slug: str, what: str, said: str) -> Weakening:
    return Weakening(Weakens.MEASURE_LOOSENED, f"{slug}/{what}", f"the measure {slug} {said}", "measures.yaml")


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
    for name in ("adds_to", "feeds", "quotient_of", "balance_of", "mean_over"):
        if getattr(old, name) and getattr(old, name) != getattr(new, name):
            yield name, f"no longer says {name}: {_listed(getattr(old, name))}"
    gone = sorted(set(old.part_of) - set(new.part_of))
    if gone:
        yield "part_of", f"is no longer a part of {spoken(gone)}"
    if old.unit != new.unit:
        yield "unit", f"is no longer counted in {old.unit}, but in {new.unit}"


def _listed(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _of_partitions(old: Measure, new: Measure) -> Iterator[Weakening]:
    for name, parts in old.partitions.items():
        now = new.partitions.get(name)
        if now is None:
            said = f"{old.slug} is no longer divided by {name} into parts that make the whole"
        elif set(now) != set(parts):
            said = f"{old.slug} is divided by {name} into other parts than before"
        else:
            continue
        yield Weakening(Weakens.PARTITION_LOOSENED, f"{old.slug}/{name}", said, "measures.yaml")


# What documents declare


def _of_declarations(ends: _Ends) -> Iterator[Weakening]:
    for old, new in ends.documents():
        file = f"{new.slug}/relations.yaml"
        yield from _removed(old.declared, new.declared, new.slug, file)
        known = {frozenset(renamed(ref, ends.names) for ref in entry.claims) for entry in old.declared.not_related}
        for entry in new.declared.not_related:
            if frozenset(entry.claims) not in known:
                what = " ".join(sorted(entry.claims))
                said = f"{spoken(sorted(entry.claims))} are now said to be unrelated: {entry.why}"
                yield Weakening(Weakens.DECLARED_UNRELATED, what, said, file, claims=tuple(sorted(entry.claims)))


def _removed(old: DeclaredRelations, new: DeclaredRelations, slug: str, file: str) -> Iterator[Weakening]:
    def gone(what: str, said: str) -> Weakening:
        return Weakening(Weakens.DECLARATION_REMOVED, f"{slug}/{what}", said, file)

    relations = {relation.id: relation for relation in new.relations}
    for relation in old.relations:
        now = relations.get(relation.id)
        if now is None:
            yield gone(relation.id, f"the relation {relation.id} of {slug} is gone")
        elif now.formula != relation.formula:
            yield gone(relation.id, f"the relation {relation.id} of {slug} has another formula")
        elif relation.severity == _SEVERE != now.severity:
            yield gone(relation.id, f"the relation {relation.id} of {slug} no longer fails a run")
    credited = {(entry.claim, entry.to) for entry in new.attributions}
    for entry in old.attributions:
        if (entry.claim, entry.to) not in credited:
            yield gone(entry.claim, f"{slug}/{entry.claim} is no longer credited to {entry.to}")
    listed = {entry.count: entry for entry in new.listed}
    for entry_ in old.listed:
        now_ = listed.get(entry_.count)
        if now_ is None or (entry_.complete and not now_.complete):
            yield gone(entry_.count, f"the items that {slug}/{entry_.count} announces are no longer counted")


# Waivers and floors


def _of_waivers(ends: _Ends) -> Iterator[Weakening]:
    for old, new in ends.documents():
        yield from _of_waivers_of({waiver.name: waiver for waiver in old.waivers}, new)
    known = set(ends.names.values())
    for document in ends.head.dataset.documents:
        if document.slug not in known:
            yield from _of_waivers_of({}, document)


def _of_waivers_of(before: Mapping[str, Waiver], document: Document) -> Iterator[Weakening]:
    for waiver in document.waivers:
        what = f"{document.slug}/{waiver.name}"
        place = (f"{document.slug}/waivers.yaml", waiver.line)
        claims = (what,) if waiver.claim else ()
        old = before.get(waiver.name)
        if old is None:
            yield Weakening(Weakens.WAIVER_ADDED, what, f"{what} is waived: {waiver.reason or 'without a reason'}", *place, claims)
        elif old.expires is not None and (waiver.expires is None or waiver.expires > old.expires):
            until = f"until {waiver.expires}" if waiver.expires else "without an end"
            yield Weakening(
                Weakens.WAIVER_WIDENED, what, f"the waiver of {what} ended on {old.expires} and now goes on {until}", *place, claims
            )
        elif old.state != waiver.state:
            yield Weakening(Weakens.WAIVER_WIDENED, what, f"the waiver of {what} is granted for other figures than before", *place, claims)


def _of_floors(old: Floors, new: Floors) -> Iterator[Weakening]:
    for name in Floors.model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before is not None and (after is None or after < before):
            said = f"the floor {name} was {before} and is {'gone' if after is None else f'now {after}'}"
            yield Weakening(Weakens.FLOOR_LOWERED, name, said, "gate.yaml")


# Relations that are decided no more


def _with_lost(told: list[Weakening], found: Iterable[Pair], head: Outcome, names: Names) -> list[Weakening]:
    """The weakenings with the relations that they cost, and one more for each relation that nothing else explains."""
    failing = {ref for finding in head.findings if state_of_finding(finding) is State.FAILING for ref in finding.claims}
    lost: dict[int, list[str]] = {}
    more = []
    for pair in found:
        gone = _gone(pair)
        if not gone or pair.base.verdict is Verdict.WAIVED or pair.claims & failing:
            continue
        because = [n for n, one in enumerate(told) if _explains(one, pair, names)]
        for n in because:
            lost.setdefault(n, []).append(pair.base.id)
        if not because:
            kind = Weakens.POWER_LOST if gone == _NO_POWER else Weakens.RELATION_LOST
            claims = tuple(sorted(pair.claims))
            more.append(Weakening(kind, pair.base.id, f"{pair.base.id} {gone}", _file_of(claims), claims=claims))
    with_lost = (replace(one, lost=tuple(sorted(lost.get(n, ())))) for n, one in enumerate(told))
    # A claim may be recorded as another figure than before; it weakens something only if it no longer meets what it met.
    return [*(one for one in with_lost if one.lost or one.kind is not Weakens.CLAIM_MOVED), *more]


_NO_POWER = "holds still, but no other last digit would be noticed any more"


def _gone(pair: Pair) -> str:
    """What became of a relation that decides no more, or nothing where it does."""
    if pair.head is None:
        return "is no longer derived"
    if not pair.head.verdict.decided:
        return f"was decided, and is not any more: {pair.head.reason or 'there is nothing printed to hold it against'}"
    if pair.base.power and pair.head.power is not None and not pair.head.power:
        return _NO_POWER
    return ""


def _explains(one: Weakening, pair: Pair, names: Names) -> bool:
    """Whether a weakening is about a claim or a measure of the relation."""
    if pair.claims & {renamed(ref, names) for ref in one.claims}:
        return True
    if one.kind in (Weakens.MEASURE_LOOSENED, Weakens.PARTITION_LOOSENED):
        slug = one.what.partition("/")[0]
        return any(slug in (key.measure, key.of, key.minus) for key in pair.base.relation.keys)
    return one.kind is Weakens.DECLARATION_REMOVED and one.what.rpartition("/")[2] in pair.base.id.split("/")


def _file_of(claims: Sequence[str]) -> str:
    return f"{claims[0].partition('/')[0]}/claims.csv" if claims else "measures.yaml"


# Acknowledgements


def _new_acknowledgements(base: Dataset, head: Dataset) -> list[tuple[str, Acknowledgement]]:
    """Those that the change itself brings, each with its document: what was accepted once is no permit for ever."""
    old = {entry for document in base.documents for entry in document.acknowledged}
    return [(document.slug, entry) for document in head.documents for entry in document.acknowledged if entry not in old]


def _acknowledged(one: Weakening, entries: Iterable[tuple[str, Acknowledgement]]) -> Weakening:
    for slug, entry in entries:
        if entry.weakening == one.kind and entry.what in (one.what, one.what.removeprefix(f"{slug}/")) and entry.reason.strip():
            return replace(one, acknowledged=entry)
    return one
