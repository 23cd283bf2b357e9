"""What makes the gate weaker in the records themselves: documents, texts, mentions, claims."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from crossfoot.dataset import Document
from crossfoot.figures import LIST, key_of
from crossfoot.gating.changes import ClaimChange, is_moved
from crossfoot.gating.weakening import Ends, Weakening
from crossfoot.interval import Pieces
from crossfoot.printed import PrintedError, outside_brackets
from crossfoot.readings import is_exact, readings_of
from crossfoot.records import LIST_MEASURE, Claim, Measure, Turn
from crossfoot.solver.power import printed_unit
from crossfoot.vocabulary import Bound, Statistic, Weakens

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


def of_records(ends: Ends, changes: Iterable[ClaimChange]) -> Iterator[Weakening]:
    """Every weakening of documents and of their rows."""
    for document in ends.base.dataset.documents:
        if document.slug not in ends.names.documents:
            refs = tuple(claim.ref for claim in document.claims)
            said = f"the document {document.slug} is gone, with its {len(refs)} claims"
            yield Weakening(Weakens.DOCUMENT_REMOVED, document.slug, said, "measures.yaml", claims=refs)
    for old, new in both(ends):
        yield from _of_header(old, new)
        yield from _of_turns(old, new)
        yield from _of_mentions(old, new)
    for change in changes:
        if change.base is not None:
            yield from _of_change(ends, change.base, change.head)


def both(ends: Ends) -> Iterator[tuple[Document, Document]]:
    """The documents that are in both versions."""
    now = {document.slug: document for document in ends.head.dataset.documents}
    for document in ends.base.dataset.documents:
        if document.slug in ends.names.documents:
            yield document, now[ends.names.documents[document.slug]]


# Documents and mentions


def _of_header(old: Document, new: Document) -> Iterator[Weakening]:
    slug, file = new.slug, f"{new.slug}/document.yaml"
    if old.header.source is not None and old.header.source != new.header.source:
        became = "is no longer pinned" if new.header.source is None else "is another one"
        yield Weakening(Weakens.SOURCE_CHANGED, slug, f"the text that {slug} was recorded from {became}", file)
    if old.header.pinned != new.header.pinned:
        said = f"{slug} {'is no longer' if old.header.pinned else 'is now'} a document that is never blamed"
        yield Weakening(Weakens.SOURCE_CHANGED, f"{slug}/pinned", said, file)
    if new.header.publish_text and not old.header.publish_text:
        said = f"the text of {slug} may now be shown to everybody"
        yield Weakening(Weakens.TEXT_PUBLISHED, slug, said, file)


def _of_turns(old: Document, new: Document) -> Iterator[Weakening]:
    """A turn that is gone or given to somebody else lets a figure be put into another mouth; so does a new one in the midst of claims."""
    if not old.header.turns or old.header.source != new.header.source:
        return
    gone = [turn for turn in old.header.turns if turn not in new.header.turns]
    kept = {claim.id: claim.start for claim in new.claims}
    heard = (claim.start for claim in old.claims if claim.start is not None and kept.get(claim.id) == claim.start)
    turned = next((at for at in heard if _speaks(old.header.turns, at) != _speaks(new.header.turns, at)), None)
    if gone or turned is not None:
        at = gone[0].start if gone else turned
        said = f"who has the word in {new.slug} is recorded otherwise than before (from {at} on)"
        yield Weakening(Weakens.TURNS_CHANGED, new.slug, said, f"{new.slug}/document.yaml")


def _speaks(turns: Sequence[Turn], at: int) -> str:
    ordered = sorted(turns, key=lambda turn: turn.start)
    index = bisect_right([turn.start for turn in ordered], at) - 1
    return ordered[index].speaker if index >= 0 else ""


def _of_mentions(old: Document, new: Document) -> Iterator[Weakening]:
    """A mention that is gone leaves its number unrecorded; where a claim or mention stands in its place, it is recorded as well."""
    spans = [claim.span for claim in new.claims if claim.span] + [(mention.start, mention.end) for mention in new.mentions]
    for mention in old.mentions:
        if not any(start <= mention.start and mention.end <= end for start, end in spans):
            ref = f"{new.slug}/{mention.id}"
            yield Weakening(Weakens.MENTION_REMOVED, ref, f"the mention {ref} is gone from its place", f"{new.slug}/mentions.csv")


# Claims


def _of_change(ends: Ends, old: Claim, new: Claim | None) -> Iterator[Weakening]:
    if new is not None:
        yield from _of_claim(ends, old, new)
    elif old.document in ends.names.documents:
        ref = ends.names.ref(old.ref)
        file = f"{ends.names.documents[old.document]}/claims.csv"
        yield Weakening(Weakens.CLAIM_REMOVED, ref, f"the claim {ref} ({old.printed or 'a lost number'}) is gone", file, claims=(ref,))


def _of_claim(ends: Ends, old: Claim, new: Claim) -> Iterator[Weakening]:
    def found(kind: Weakens, said: str, *, only_if_lost: bool = False) -> Weakening:
        return Weakening(kind, new.ref, said, f"{new.document}/claims.csv", new.line, (new.ref,), only_if_lost=only_if_lost)

    if is_moved(old, new, ends.head.dataset, ends.names):
        # It weakens something only if the claim no longer meets what it met.
        before, after = key_of(old, ends.base.dataset.measures).id, key_of(new, ends.head.dataset.measures).id
        yield found(Weakens.CLAIM_MOVED, f"{new.ref} was recorded as {before} and is now {after}", only_if_lost=True)
    if _LOOSENESS[new.bound] > _LOOSENESS[old.bound]:
        yield found(Weakens.BOUND_LOOSENED, f"{new.ref} was {old.bound} and is now {new.bound}")
    elif _coarser(old, new, _measure(ends, new)):
        yield found(Weakens.PRECISION_COARSENED, f"{new.ref} printed {_print(old)} and leaves more room as {_print(new)}")
    elif _supplied(old, new):
        said = f"{new.ref} says {new.printed} instead of {old.printed}, by what the recorder supplies in brackets"
        yield found(Weakens.VALUE_SUPPLIED, said)


def _measure(ends: Ends, new: Claim) -> Measure:
    """The measure as it is now, so that only the row is compared."""
    return LIST if new.measure == LIST_MEASURE else ends.head.dataset.measures[new.measure]


def _print(claim: Claim) -> str:
    return f"{claim.printed} (precision {claim.precision})" if claim.precision else claim.printed


def _coarser(old: Claim, new: Claim, measure: Measure) -> bool:
    """Whether a print leaves more room than before; another value may be printed as finely as the one before."""
    if Bound.LOST in (old.bound, new.bound) or not _readable(old) or not _readable(new):
        return False
    if old.unit != new.unit and old.statistic is Statistic.LEVEL:
        return False
    if old.number == new.number and old.bound is new.bound:
        before, after = (_room(readings_of(claim, measure).released) for claim in (old, new))
        if before is not None and after is not None:
            return after > before
    if is_exact(old, measure):
        return not is_exact(new, measure)
    return not is_exact(new, measure) and printed_unit(new, measure) > printed_unit(old, measure)


def _readable(claim: Claim) -> bool:
    """Whether the print can be read; where it cannot, its own check fails."""
    try:
        readings_of(claim, LIST)
    except PrintedError:
        return False
    return True


def _room(pieces: Pieces) -> Fraction | None:
    ends = [(piece.low, piece.high) for piece in pieces]
    if any(low is None or high is None for low, high in ends):
        return None
    return sum((high - low for low, high in ends if low is not None and high is not None), Fraction(0))


def _supplied(old: Claim, new: Claim) -> bool:
    """Whether the same words in the text now stand for something else: no quote can prove what the recorder supplies."""
    if old.printed == new.printed or (old.value, old.bound, old.unit) == (new.value, new.bound, new.unit):
        return False
    try:
        return " ".join(outside_brackets(old.printed).split()) == " ".join(outside_brackets(new.printed).split())
    except PrintedError:
        return False
