"""Ask the speaker: for each finding a polite query that a copy desk can send as it stands.

A query says who gave which figure where, what cannot both be true, and which figure would settle it. It never says who is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.dataset import Dataset
from crossfoot.figures import Figures, Key, group, key_of
from crossfoot.findings import JOINT, Finding
from crossfoot.lexicon import ORDINAL
from crossfoot.records import Claim
from crossfoot.relations.attribution import FAMILY as ATTRIBUTION
from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Bound, Verdict

_RECORD_KEEPER = "whoever keeps the record"
_CLOSING = "Thank you."


@dataclass(frozen=True, slots=True)
class Query:
    """One query: the finding that it is about, whom it is for, and its text, ready to be copied."""

    fingerprint: str
    verdict: Verdict
    to: tuple[str, ...]
    text: str


def queries_of(outcome: Outcome, *, everything: bool = False) -> tuple[Query, ...]:
    """A query for each finding that fails; with `everything` also for those that are strained or accepted."""
    figures = group(outcome.dataset)
    chosen = (finding for finding in outcome.findings if everything or finding.severity == "error")
    return tuple(query_of(finding, outcome, figures) for finding in chosen)


def query_of(finding: Finding, outcome: Outcome, figures: Figures | None = None) -> Query:
    """The query of one finding. `figures` are all figures of the data set, where they are known already."""
    dataset = outcome.dataset
    figures = group(dataset) if figures is None else figures
    named = finding.conflict.core if finding.family == JOINT and finding.conflict else finding.claims
    claims = [dataset.claim(ref) for ref in named]
    if finding.verdict is Verdict.RECORD_CHECK_FAILED:
        return Query(finding.fingerprint, finding.verdict, (_RECORD_KEEPER,), _of_record(finding, claims, dataset, figures))
    decision = next((d for name in finding.relations if (d := outcome.decision(name))), None)
    to = _asked(claims, dataset, figures)
    titles = _titles(claims, dataset)
    lines = [
        f"To: {', '.join(to)}",
        "",
        f"We are checking figures in {' and in '.join(titles)}. These are given there:",
        *(_said(claim, dataset, figures, title=len(titles) > 1) for claim in claims),
        "",
        _problem(finding, claims),
        _question(finding, decision),
        *_settling(decision, figures),
        _CLOSING,
    ]
    return Query(finding.fingerprint, finding.verdict, to, "\n".join(lines))


def _of_record(finding: Finding, claims: Sequence[Claim], dataset: Dataset, figures: Figures) -> str:
    lines = [
        f"To: {_RECORD_KEEPER}",
        "",
        *(_said(claim, dataset, figures) for claim in claims),
        f"{'The record does not fit its source' if claims else 'The record is not in order'}: {finding.message.rstrip('.')}.",
        "Could you compare the row with the text, and correct the one that was misread?" if claims else "Could you put that right?",
        _CLOSING,
    ]
    return "\n".join(lines)


def _asked(claims: Iterable[Claim], dataset: Dataset, figures: Figures) -> tuple[str, ...]:
    """Who can answer: the speakers, but not those of a document that is never blamed, unless there is nobody else."""
    found = [(wording.speaker(claim, dataset), claim.document in figures.pinned) for claim in claims]
    open_to = [name for name, pinned in found if not pinned]
    return tuple(dict.fromkeys(open_to or [name for name, _ in found]))


def _titles(claims: Iterable[Claim], dataset: Dataset) -> list[str]:
    return list(dict.fromkeys(f'"{dataset.document(claim.document).header.title}"' for claim in claims))


def _said(claim: Claim, dataset: Dataset, figures: Figures, *, title: bool = False) -> str:
    name = wording.figure(key_of(claim, dataset.measures), figures)
    document = f'in "{dataset.document(claim.document).header.title}"' if title else ""
    place = "; ".join(part for part in (document, _turn(claim, dataset), f"our reference {claim.ref}") if part)
    printed = f'"{claim.printed}"' if claim.printed else "a figure that the text has lost"
    return f"- {wording.speaker(claim, dataset)}: {printed} for {name} ({place})"


def _turn(claim: Claim, dataset: Dataset) -> str:
    """Where a claim stands, as far as the record knows."""
    if claim.start is None or claim.end is None:
        return ""
    number = sum(turn.start <= claim.start for turn in dataset.document(claim.document).header.turns)
    place = f"characters {claim.start:,} to {claim.end:,}"
    return f"turn {number}, {place}" if number else place


def _problem(finding: Finding, claims: Iterable[Claim]) -> str:
    """What does not fit: the first line of the finding."""
    headline = finding.message.partition("\n")[0]
    rounded = finding.verdict is Verdict.CONTRADICTION and any(claim.unit != ORDINAL for claim in claims)
    allowed = " We have allowed for every usual way of rounding." if rounded else ""
    return f"As far as we can see, {headline[:1].lower()}{headline[1:]}{allowed}"


def _question(finding: Finding, decision: Decision | None) -> str:
    one = len(finding.claims) == 1
    published = f"and where {'it is' if one else 'they are'} published?"
    if decision is not None and decision.deviating:
        return f"Could you tell us how {'it was' if one else 'they were'} rounded, {published}"
    return f"Could you tell us {'whether that is what was meant' if one else 'which of them stand'}, {published}"


def _settling(decision: Decision | None, figures: Figures) -> list[str]:
    """Which figure would settle it: one that nobody printed, else the one that the relation is about, unrounded."""
    if decision is None:
        return []
    relation = decision.relation
    unprinted = [key for key in dict.fromkeys(relation.keys) if not _printed(key, figures)]
    how = "which we have not found in print" if unprinted else "as exactly as it is known"
    if relation.family == ATTRIBUTION and len(decision.claims) == 1:
        how = "where it was given first"
    return [f"What would settle it: {wording.figure((unprinted or [relation.subject])[0], figures)}, {how}."]


def _printed(key: Key, figures: Figures) -> bool:
    return any(claim.bound is not Bound.LOST for claim in figures.get(key).claims)
