"""How a claim and a figure fare in a run: in one word, and the links from a finding to what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from crossfoot.check import Outcome
from crossfoot.figures import Figures, Key, group, key_of
from crossfoot.findings import Finding
from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Bound


class State(StrEnum):
    """The worst that a run says of a claim or a figure, from worst to best."""

    FAILING = "failing"
    WAIVED = "waived"
    STRAINED = "strained"
    CHECKED = "checked"
    NOT_CHECKED = "not_checked"


_RANK = {state: rank for rank, state in enumerate(State)}


def worst(states: Iterable[State]) -> State:
    """The worst of some states; `not_checked` where there is none."""
    return min(states, key=_RANK.__getitem__, default=State.NOT_CHECKED)


def state_of_finding(finding: Finding) -> State:
    """Whether a finding fails, is accepted, or only strains belief."""
    if finding.waiver is not None:
        return State.WAIVED
    return State.FAILING if finding.verdict.fails else State.STRAINED


@dataclass(frozen=True, slots=True)
class States:
    """The state of every claim, by ref, and of every figure that anybody printed, by key.

    `figures` holds every figure, those of waived claims too, which take no part in `Outcome.figures`.
    """

    figures: Figures
    by_claim: dict[str, State]
    by_figure: dict[Key, State]
    key_by_claim: dict[str, Key]


def states_of(outcome: Outcome) -> States:
    """The states of a run."""
    dataset = outcome.dataset
    figures = group(dataset)
    keys = {claim.ref: key_of(claim, dataset.measures) for claim in dataset.claims()}
    in_findings = _in_findings(outcome)
    idle = {figure.key for figure in outcome.unchecked_figures}
    by_claim = {}
    for claim in dataset.claims():
        checked = keys[claim.ref] in outcome.figures.by_key and keys[claim.ref] not in idle and claim.bound is not Bound.LOST
        by_claim[claim.ref] = in_findings.get(claim.ref, State.CHECKED if checked else State.NOT_CHECKED)
    by_figure = {figure.key: worst(by_claim[claim.ref] for claim in figure.claims) for figure in figures}
    return States(figures, by_claim, by_figure, keys)


def _in_findings(outcome: Outcome) -> dict[str, State]:
    found: dict[str, State] = {}
    for finding in outcome.findings:
        for ref in finding.claims:
            found[ref] = worst((state_of_finding(finding), found.get(ref, State.CHECKED)))
    for fault in outcome.waiver_faults:
        ref = f"{fault.waiver.document}/{fault.waiver.claim}"
        if fault.waiver.claim:
            found[ref] = State.FAILING
    return found


def decisions_of(finding: Finding, outcome: Outcome) -> tuple[Decision, ...]:
    """The decisions that a finding rests on; none for one of the record itself."""
    return tuple(decision for name in finding.relations if (decision := outcome.decision(name)) is not None)
