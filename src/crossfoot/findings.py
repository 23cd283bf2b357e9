"""From verdicts to findings: what is to be said, to whom it may be said, and how it is recognised next time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crossfoot import wording
from crossfoot.constraint import Agreement
from crossfoot.dataset import Dataset
from crossfoot.figures import Figures, Key, key_of, plausible_range
from crossfoot.hints import hints
from crossfoot.readings import units_of
from crossfoot.record_checks import RecordCheck
from crossfoot.records import Claim, Waiver
from crossfoot.repairing import proof_lines, repair_lines
from crossfoot.solver.decision import Decision
from crossfoot.solver.joint import Conflict
from crossfoot.solver.single import LIMITS
from crossfoot.vocabulary import Bound, Statistic, Verdict

_REPORTED = frozenset({Verdict.MISMATCH, Verdict.CONTRADICTION, Verdict.UNDECIDED, Verdict.STRAINED})
_DIGEST = 12
JOINT: Final = "joint"
WEAKENING: Final = "weakening"
# Findings that are items of their own, beside those of relations and checks of the record.
OWN_ITEMS: Final = frozenset({JOINT, WEAKENING})
_GRANTED: Final = "Taken for granted:"
# Of figures that nobody knows to be wrong, so many are named.
_MOST_NAMED: Final = 8
_COUNTS = ("", "This figure", "These two figures", "These three figures", "These four figures", "These five figures", "These six figures")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a reader of the document should know.

    `fingerprint` recognises it in the next run (family and claims, no values); `state` is a hash of the printed forms, so that a new
    value is a new finding. `waiver` is set where somebody accepts it. `hints` say what it may come from; they are in the message too.
    `conflict` is what deciding everything together found of it: the figures that clash, and each that would repair it. `place` is
    `path:line` of what it is about, where that is neither a claim nor a check of the record.
    """

    fingerprint: str
    state: str
    family: str
    verdict: Verdict
    relations: tuple[str, ...]
    claims: tuple[str, ...]
    message: str
    waiver: Waiver | None = None
    hints: tuple[str, ...] = ()
    conflict: Conflict | None = None
    place: str = ""

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the items of a run that say this: the relations' own, or one for figures that clash only together."""
        return (self.fingerprint.replace("-", "/", 1),) if self.family == JOINT else self.relations

    @property
    def severity(self) -> str:
        """`error` where it makes the build red, `note` where it does not."""
        return "error" if self.verdict.fails and self.waiver is None else "note"


def of_decision(decision: Decision, dataset: Dataset, figures: Figures, waiver: Waiver | None = None) -> Finding | None:
    """The finding of a decided relation, or None where there is nothing to say."""
    if decision.verdict not in _REPORTED:
        return None
    family = decision.relation.family
    return Finding(
        fingerprint(family, decision.claims),
        state_of(decision.claims, dataset),
        family,
        decision.verdict,
        (decision.id,),
        decision.claims,
        explain(decision, dataset, figures),
        waiver,
        hints(decision, figures),
    )


def of_conflict(conflict: Conflict, decisions: Mapping[str, Decision], dataset: Dataset, figures: Figures) -> Finding:
    """The finding of relations that cannot all hold although each does by itself."""
    return Finding(
        fingerprint(JOINT, conflict.claims),
        state_of(conflict.claims, dataset),
        JOINT,
        conflict.verdict,
        conflict.relations,
        conflict.claims,
        _explain_conflict(conflict, decisions, dataset, figures),
        conflict=conflict,
    )


def with_conflict(finding: Finding, conflict: Conflict, dataset: Dataset, figures: Figures) -> Finding:
    """The finding of a relation that fails by itself, with what would repair it."""
    lines = [*finding.message.split("\n"), *repair_lines(conflict, dataset, figures)]
    # What a relation takes for granted stays the last line.
    last = [line for line in lines if line.startswith(_GRANTED)]
    return replace(finding, conflict=conflict, message="\n".join([line for line in lines if line not in last] + last))


def of_record_check(check: RecordCheck, dataset: Dataset, waiver: Waiver | None = None) -> Finding | None:
    """The finding of a record check, or None where it did not fail."""
    if check.verdict is not Verdict.RECORD_CHECK_FAILED:
        return None
    named = check.claims or (check.id,)
    return Finding(
        fingerprint(check.family, named),
        state_of(check.claims, dataset),
        check.family,
        check.verdict,
        (check.id,),
        check.claims,
        check.message,
        waiver,
    )


def fingerprint(family: str, claims: Iterable[str]) -> str:
    """What a finding is about: the family and the claims, whatever their values."""
    return f"{family}-{_digest([family, *sorted(claims)])}"


def state_of(claims: Iterable[str], dataset: Dataset) -> str:
    """A hash of what the claims print."""
    return _digest([[claim.printed, claim.value, claim.unit, claim.bound] for claim in _claims(sorted(claims), dataset)])


def explain(decision: Decision, dataset: Dataset, figures: Figures) -> str:
    """A few plain lines: what is wrong, who said what, how the figures should fit, and by how much they miss."""
    drafts = _drafts(decision.claims, dataset)
    lines = [_as_drafted(_headline(decision), drafts), *_said(decision, dataset, figures), *_confirm_first(drafts)]
    if not _alone(decision):
        lines += [f"Formula: {formula(decision, figures)}", *_intervals(decision, figures)]
    if decision.deviating:
        lines.append(f"It fits if {decision.reading}.")
    lines += [f"Hint: {hint}" for hint in hints(decision, figures)]
    lines += [line for line in (_premises(decision),) if line]
    return "\n".join(lines)


def _explain_conflict(conflict: Conflict, decisions: Mapping[str, Decision], dataset: Dataset, figures: Figures) -> str:
    """A few plain lines, as for one relation."""
    found = [decisions[name] for name in conflict.relations]
    count = len(conflict.core)
    subject = (_COUNTS[count] if count < len(_COUNTS) else f"These {count} figures") or "What these relations say of their figures"
    one = "The one relation between them holds by itself; with the limits of its figures it does not."
    each = one if len(found) == 1 else f"Each of the {len(found)} relations between them holds by itself; together they do not."
    if conflict.verdict is Verdict.UNDECIDED:
        return "\n".join(_nobody_knows(subject, conflict, dataset, figures))
    if conflict.verdict is Verdict.STRAINED:
        headline = f"{subject} fit, but not if every one of them was rounded to its last printed digit. {each}"
    else:
        headline = f"{subject} {wording.cannot(count)}. {each}"
    drafts = _drafts(conflict.core, dataset)
    lines = [_as_drafted(headline, drafts), *(_said_line(ref, dataset, figures) for ref in conflict.core), *_confirm_first(drafts)]
    unprinted = dict.fromkeys(key for decision in found for key in decision.relation.keys if not figures.get(key).usable)
    lines += [_unprinted(key, figures) for key in unprinted]
    lines += [f"Formula: {formula(decision, figures)} ({decision.relation.family})" for decision in found]
    lines += [f"{number}. {line}" for number, line in enumerate(proof_lines(conflict, figures), start=1)]
    if conflict.reading:
        lines.append(f"It fits if {conflict.reading}.")
    lines += repair_lines(conflict, dataset, figures)
    premises = dict.fromkeys(premise for decision in found for premise in decision.relation.premises)
    premises |= {LIMITS: None} if conflict.limits else {}
    return "\n".join([*lines, *([f"{_GRANTED} {'; '.join(premises)}."] if premises else [])])


def _drafts(refs: Iterable[str], dataset: Dataset) -> list[Claim]:
    return [claim for claim in _claims(refs, dataset) if claim.guesses]


def _as_drafted(headline: str, drafts: Sequence[Claim]) -> str:
    """What holds of guesses holds only if they are right, and says so at once."""
    return f"If the draft is right: {headline[0].lower()}{headline[1:]}" if drafts else headline


def _confirm_first(drafts: Sequence[Claim]) -> list[str]:
    """That a wrong guess is the first thing to look for."""
    if not drafts:
        return []
    are = "One of these claims is a draft" if len(drafts) == 1 else f"{len(drafts)} of these claims are drafts"
    commands = " and ".join(f"crossfoot review {name}" for name in dict.fromkeys(claim.document for claim in drafts))
    return [f"{are}, which nobody has confirmed: a wrong guess would explain this as well. Confirm first: {commands}."]


def _nobody_knows(subject: str, conflict: Conflict, dataset: Dataset, figures: Figures) -> Iterator[str]:
    """What is not decided, and what would help; it may be most of a document, of which a few figures are named."""
    yield f"{subject} could not be decided together within the budget of steps. Each relation between them holds by itself."
    yield from (_said_line(ref, dataset, figures) for ref in conflict.core[:_MOST_NAMED])
    more = len(conflict.core) - _MOST_NAMED
    if more > 0:
        yield f"- and {more} other{'' if more == 1 else 's'}; the report lists them."
    yield "Nobody knows of a slip in them. A print of a figure between them would make it easier: crossfoot missing lists them."
    yield "Where nobody can give one, accept the finding with crossfoot waive."


def formula(decision: Decision, figures: Figures) -> str:
    """The relation's formula with the printed figures filled in; what nobody printed is named."""
    if isinstance(decision.relation.constraint, Agreement):
        prints = dict.fromkeys(c.printed for c in figures.get(decision.subject).claims if c.printed and c.ref in decision.claims)
        return " = ".join(prints) if len(prints) > 1 else " = ".join([*prints, *prints])
    return wording.filled(decision.relation.formula, [_printed(key, figures) for key in decision.relation.keys])


def _headline(decision: Decision) -> str:
    count = len(decision.claims)
    subject = _COUNTS[count] if count < len(_COUNTS) else f"These {count} figures"
    sentence = decision.relation.sentence
    if decision.verdict is Verdict.CONTRADICTION:
        return f"{subject} {wording.cannot(count)}. {sentence}"
    if decision.verdict is Verdict.MISMATCH:
        return f"{subject} are one figure, printed in different ways. {sentence}"
    if decision.verdict is Verdict.UNDECIDED:
        return f"{subject} could not be decided within the budget of steps. {sentence}"
    if decision.deviating:
        return f"{subject} fit, but not if every one of them was rounded to its last printed digit. {sentence}"
    return f"{subject} {'does' if count == 1 else 'do'} not fit, {decision.reading}. {sentence}"


def _alone(decision: Decision) -> bool:
    """Whether a claim has no twin to agree with."""
    constraint = decision.relation.constraint
    return isinstance(constraint, Agreement) and len(constraint.claims) == 1


def _said(decision: Decision, dataset: Dataset, figures: Figures) -> list[str]:
    lines = [_said_line(ref, dataset, figures) for ref in decision.claims]
    return lines + [_unprinted(key, figures) for key in decision.relation.keys if not figures.get(key).usable]


def _said_line(ref: str, dataset: Dataset, figures: Figures) -> str:
    claim = dataset.claim(ref)
    name = wording.figure(key_of(claim, dataset.measures), figures)
    assumed = f" The record assumes: {', '.join(claim.taken_from_context)}." if claim.taken_from_context else ""
    assumed += f" A draft, not confirmed: {', '.join(claim.guesses)}." if claim.guesses else ""
    return f"- {wording.speaker(claim, dataset)}: {claim.printed} ({name}; {ref}).{assumed}"


def _unprinted(key: Key, figures: Figures) -> str:
    """What is said of a figure that nobody printed."""
    possible = plausible_range(key, figures)
    limits = "" if possible.unbounded else f"; it can only be {wording.interval(possible, figures.get(key).unit)}"
    whole = ", a whole number" if figures.measure_of(key).integer and key.statistic is Statistic.LEVEL and not key.minus else ""
    return f"- Nobody printed {wording.figure(key, figures)}{limits}{whole}."


def _intervals(decision: Decision, figures: Figures) -> list[str]:
    if decision.stated is None and decision.implied is None:
        return []
    unit = figures.get(decision.subject).unit
    name = wording.figure(decision.subject, figures)
    return [
        f"Printed for {name}: {wording.interval(decision.stated, unit)}.",
        f"{wording.capital(decision.relation.allowing)} allow: {wording.interval(decision.implied, unit)}.",
    ]


def _premises(decision: Decision) -> str:
    premises = "; ".join(decision.relation.premises)
    through = f" It rests also on: {', '.join(decision.through)}." if decision.through else ""
    return (f"{_GRANTED} {premises}." if premises else "") + through


def _printed(key: Key, figures: Figures) -> str:
    """The finest print of a figure; what nobody printed is named."""
    prints = [claim for claim in figures.get(key).claims if claim.printed]
    if not prints:
        return f"[{wording.figure(key, figures)}]"
    # In a formula "1 + +17.1%" would read like a slip.
    return min(prints, key=lambda claim: (claim.bound is not Bound.EXACT, units_of(claim).fine)).printed.removeprefix("+")


def _claims(refs: Iterable[str], dataset: Dataset) -> list[Claim]:
    return [dataset.claim(ref) for ref in refs]


def _digest(content: object) -> str:
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:_DIGEST]


def by_relation(findings: Iterable[Finding]) -> Mapping[str, Finding]:
    """The finding of each item of a run that has one."""
    return {item: finding for finding in findings for item in finding.items}
