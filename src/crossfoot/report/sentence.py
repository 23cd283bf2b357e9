"""The verdict of a run in a sentence, and the denominators that belong to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crossfoot.check import Outcome
from crossfoot.report.states import State, States, state_of_finding
from crossfoot.verdict_words import FAILING, RECORD_CHECKS, RELATIONS, Words
from crossfoot.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Statement:
    """The verdict: `status` is fails, clean or undecided; `sentence` says it, and `denominators` out of how many."""

    status: str
    sentence: str
    denominators: tuple[str, ...]


def statement_of(outcome: Outcome, states: States) -> Statement:
    """The verdict of a run."""
    failing = Counter(f.verdict for f in outcome.findings if state_of_finding(f) is State.FAILING)
    failing[Verdict.WAIVER_FAILED] += len(outcome.waiver_faults)
    figures = count(len(states.by_figure), "figure", "figures")
    denominators = (_relations(outcome, figures), _records(outcome), *_drafts(outcome))
    if failing.total():
        listed = spoken(count(failing[verdict], *words) for verdict, words in FAILING.items() if failing[verdict])
        return Statement("fails", f"{listed} among {figures}{_unconfirmed(outcome, failing.total())}.", denominators)
    if outcome.exit_code():
        return Statement("undecided", f"Nothing was decided: none of {figures} could be held against another.", denominators)
    return Statement("clean", f"No contradiction stands among {figures}{_but(outcome)}.", denominators)


def _but(outcome: Outcome) -> str:
    found = Counter(state_of_finding(finding) for finding in outcome.findings)
    waived, strained = found[State.WAIVED], found[State.STRAINED]
    said = [f"{count(waived, 'is', 'are')} accepted with reasons"] if waived else []
    said += [f"{count(strained, 'is', 'are')} strained"] if strained else []
    return f"; of the findings {spoken(said)}" if said else ""


def _relations(outcome: Outcome, figures: str) -> str:
    total = count(len(outcome.decisions), "relation", "relations")
    verdicts = Counter(decision.verdict for decision in outcome.decisions)
    return _counted(f"Between the {figures} there " + ("is" if len(outcome.decisions) == 1 else "are") + f" {total}", verdicts, RELATIONS)


def _records(outcome: Outcome) -> str:
    total = count(len(outcome.record_checks), "check", "checks")
    return _counted(f"Of {total} of the record itself", Counter(check.verdict for check in outcome.record_checks), RECORD_CHECKS, ", ")


def _drafts(outcome: Outcome) -> Iterator[str]:
    """How many claims nobody has confirmed yet: what is found of them may be the fault of a guess."""
    drafts, total = sum(bool(claim.guesses) for claim in outcome.claims), len(outcome.claims)
    if drafts:
        yield f"{drafts:,} of {count(total, 'claim is a draft', 'claims are drafts')}: guesses of a machine that nobody has confirmed."


def _unconfirmed(outcome: Outcome, failing: int) -> str:
    """How many of the findings rest on a draft, which may be what is wrong."""
    drafts = {claim.ref for claim in outcome.claims if claim.guesses}
    resting = sum(state_of_finding(found) is State.FAILING and not drafts.isdisjoint(found.claims) for found in outcome.findings)
    if not resting:
        return ""
    if failing == 1:
        return ", which rests on guesses of a draft that nobody has confirmed"
    return f", {'all' if resting == failing else resting} of them resting on guesses of a draft that nobody has confirmed"


def _counted(start: str, verdicts: Mapping[Verdict, int], words: Words, then: str = ": ") -> str:
    listed = spoken(count(verdicts[verdict], *pair) for verdict, pair in words.items() if verdicts.get(verdict))
    return f"{start}{then}{listed}." if listed else f"{start}."


def count(number: int, one: str, many: str) -> str:
    """A number and its noun."""
    return f"{number:,} {one if number == 1 else many}"


def spoken(parts: Iterable[str]) -> str:
    """`a, b and c`."""
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} and {last}" if first else last
