"""What the documents and measures of the version before are called now.

A document that was renamed is recognised by the text that it was recorded from, or by the ids and prints that it has in common with the
one that is gone; a measure by its claims, which are all recorded under one new name, or else by all that it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from crossfoot.dataset import Dataset, Document
from crossfoot.records import Claim, Measure

_ALIKE = Fraction(4, 5)
# The columns of a row that may name a measure.
_NAMING = ("measure", "of", "versus", "minus")
_SAYS_NOTHING = ("slug", "label", "source", "note")


@dataclass(frozen=True, slots=True)
class Names:
    """Old name to new name; a document or measure that is gone is missing."""

    documents: Mapping[str, str]
    measures: Mapping[str, str]

    def ref(self, ref: str) -> str:
        """The ref of a claim of the version before in the names of now."""
        document, slash, record = ref.partition("/")
        return f"{self.documents.get(document, document)}{slash}{record}"

    def measure(self, slug: str) -> str:
        """What a measure is called now; anything else as it is."""
        return self.measures.get(slug, slug)

    def claim(self, claim: Claim) -> Claim:
        """A claim of the version before in the names of now."""
        renamed = {name: self.measure(getattr(claim, name)) for name in _NAMING}
        return claim.model_copy(update={**renamed, "document": self.documents.get(claim.document, claim.document)})

    def same(self, old: Measure) -> Measure:
        """A measure of the version before in the names of now."""
        one = {name: self.measure(value) for name in ("adds_to", "feeds", "mean_over") if (value := getattr(old, name))}
        two = {name: tuple(map(self.measure, value)) for name in ("part_of", "quotient_of", "balance_of") if (value := getattr(old, name))}
        parts = {name: tuple(map(self.measure, some)) for name, some in old.partitions.items()}
        return old.model_copy(update={**one, **two, "partitions": parts, "slug": self.measure(old.slug)})


def names_of(base: Dataset, head: Dataset) -> Names:
    """What each document and each measure of the version before is called now."""
    documents = _documents(base, head)
    return Names(documents, _measures(base, head, Names(documents, {})))


def _documents(base: Dataset, head: Dataset) -> dict[str, str]:
    here = {document.slug: document for document in head.documents}
    names = {document.slug: document.slug for document in base.documents if document.slug in here}
    new = [document for slug, document in here.items() if slug not in names]
    for document in base.documents:
        if document.slug not in names:
            renamed = next((other for other in new if _same_document(document, other)), None)
            if renamed is not None:
                names[document.slug] = renamed.slug
                new.remove(renamed)
    return names


def _same_document(one: Document, other: Document) -> bool:
    if one.header.source and other.header.source:
        return one.header.source.sha256 == other.header.source.sha256
    prints = {(claim.id, claim.printed) for claim in one.claims}
    common = prints & {(claim.id, claim.printed) for claim in other.claims}
    return bool(common) and Fraction(len(common), max(len(prints), len(other.claims))) >= _ALIKE


def _measures(base: Dataset, head: Dataset, names: Names) -> dict[str, str]:
    found = {slug: slug for slug in base.measures if slug in head.measures}
    gone, new = base.measures.keys() - found.keys(), head.measures.keys() - base.measures.keys()
    if not gone or not new:
        return found
    now = {claim.ref: claim for claim in head.claims()}
    became: dict[str, set[str]] = {}
    for claim in base.claims():
        other = now.get(names.ref(claim.ref))
        for field in _NAMING if other is not None else ():
            if (old := getattr(claim, field)) in gone:
                became.setdefault(old, set()).add(getattr(other, field))
    for old in sorted(gone):
        successors = became.get(old, set())
        if len(successors) == 1 and successors <= new:
            found[old] = successors.pop()
    return found | _by_content(base, head, found)


def _by_content(base: Dataset, head: Dataset, found: Mapping[str, str]) -> dict[str, str]:
    """Of the measures that nobody printed, those that say the same under one new name."""
    known = Names({}, found)
    free = {slug: _says(measure) for slug, measure in head.measures.items() if slug not in base.measures and slug not in found.values()}
    matches: dict[str, str] = {}
    for old, measure in base.measures.items():
        if old not in found:
            alike = [slug for slug, said in free.items() if said == _says(known.same(measure))]
            if len(alike) == 1:
                matches[old] = alike[0]
                del free[alike[0]]
    return matches


def _says(measure: Measure) -> dict[str, object]:
    return measure.model_dump(exclude=set(_SAYS_NOTHING))
