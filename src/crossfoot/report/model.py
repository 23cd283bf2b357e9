"""The content of report.json: everything a run says, as plain data, in a fixed order.

The shape is that of the published schema (`schema.py`). Numbers are exact, as decimal texts or `p/q`; null where there is none.
Beyond relations and findings it lists `record_checks`, the checks of the record itself, so that every item of a run is in it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from crossfoot import __version__, wording
from crossfoot.check import Outcome
from crossfoot.datapackage import FILE as DATAPACKAGE
from crossfoot.dataset import Document
from crossfoot.figures import Figure, Key
from crossfoot.findings import Finding, fingerprint
from crossfoot.infile import LARGEST, read_bytes
from crossfoot.interval import Interval, Pieces, hull, meet
from crossfoot.items import WAIVER
from crossfoot.loading.floors import FILE as FLOORS
from crossfoot.notes import Note
from crossfoot.problems import ProjectError
from crossfoot.record_checks import RecordCheck
from crossfoot.records import Claim, Waiver
from crossfoot.remarks import remark
from crossfoot.repairing import slip_value
from crossfoot.report.numbers import as_data, exact_or_none
from crossfoot.report.states import State, States, decisions_of, state_of_finding, states_of
from crossfoot.solver.decision import ADMISSIBLE, NEAREST, Decision
from crossfoot.solver.found import Conflict
from crossfoot.solver.guards import guards
from crossfoot.solver.repair import Repair
from crossfoot.solver.slips import Slip
from crossfoot.vocabulary import Verdict
from crossfoot.waivers import WaiverFault

SCHEMA: Final = "crossfoot-report/1"
_SHARED = ("measures.yaml", FLOORS, DATAPACKAGE)
_PER_DOCUMENT = ("document.yaml", "claims.csv", "mentions.csv", "relations.yaml", "waivers.yaml")
Json = dict[str, Any]
Guarded = Mapping[Key, Pieces]


def guarded_by(outcome: Outcome) -> Guarded:
    """For each figure the values outside which some check would fail; the costliest part of a report, so that all of them share it."""
    return guards(outcome.figures, outcome.decisions)


def build(outcome: Outcome, guarded: Guarded | None = None, comparison: Json | None = None) -> Json:
    """Everything a run says. `guarded` is `guarded_by(outcome)`, where it is known already; `comparison` is what the gate adds."""
    states = states_of(outcome)
    guarded = guarded_by(outcome) if guarded is None else guarded
    findings = [*(_finding(finding, outcome) for finding in outcome.findings), *map(_fault, outcome.waiver_faults)]
    return {
        "schema": SCHEMA,
        "inputs": _inputs(outcome),
        "summary": _summary(outcome, states),
        "documents": [_document(document) for document in outcome.dataset.documents],
        "claims": [_claim(claim, outcome, states) for claim in outcome.dataset.claims()],
        "figures": _figures(outcome, states, guarded),
        "relations": [_relation(decision, outcome) for decision in outcome.decisions],
        "record_checks": [_record_check(check) for check in outcome.record_checks],
        "findings": sorted(findings, key=lambda finding: finding["severity"] != "error"),
        "notes": [_note(note) for note in outcome.notes],
        "comparison": comparison,
    }


# What went in


def _inputs(outcome: Outcome) -> Json:
    return {
        "crossfoot": __version__,
        "today": outcome.today.isoformat(),
        "sources": [
            {
                "document": document.slug,
                "state": document.text_state,
                "sha256": document.header.source.sha256 if document.header.source else None,
            }
            for document in outcome.dataset.documents
        ],
        "files": dict(_hashes(outcome)),
    }


def _hashes(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """The SHA-256 of each file of the data set, by its path in the folder; loading has already spoken of those it could not read."""
    slugs = [document.slug for document in outcome.dataset.documents]
    for name in [*_SHARED, *(f"{slug}/{file}" for slug in slugs for file in _PER_DOCUMENT)]:
        try:
            yield name, hashlib.sha256(read_bytes(outcome.dataset.root, name, limit=LARGEST)).hexdigest()
        except ProjectError:
            continue


# How much there is of what


def _summary(outcome: Outcome, states: States) -> Json:
    found = Counter(state_of_finding(finding) for finding in outcome.findings)
    figures = Counter(states.by_figure.values())
    return {
        "exit_code": outcome.exit_code(),
        "verdicts": {verdict.value: outcome.verdicts[verdict] for verdict in Verdict},
        "relation_verdicts": _verdicts(decision.verdict for decision in outcome.decisions),
        "record_check_verdicts": _verdicts(check.verdict for check in outcome.record_checks),
        "figure_states": {state.value: figures[state] for state in State},
        "documents": len(outcome.dataset.documents),
        "claims": len(states.by_claim),
        "figures": len(states.by_figure),
        "relations": len(outcome.decisions),
        "record_checks": len(outcome.record_checks),
        "findings": len(outcome.findings) + len(outcome.waiver_faults),
        "failing": found[State.FAILING] + len(outcome.waiver_faults),
        "waived": found[State.WAIVED],
        "strained": found[State.STRAINED],
        "figures_no_check_touches": len(outcome.unchecked_figures),
        "decided_together": {
            "groups": outcome.joint.problems,
            "relations": outcome.joint.relations,
            "undecided": outcome.joint.undecided,
        },
    }


def _verdicts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    counts = Counter(verdicts)
    return {verdict.value: counts[verdict] for verdict in Verdict}


# What was read


def _document(document: Document) -> Json:
    header = document.header
    return {
        "document": document.slug,
        "title": header.title,
        "issuer": header.issuer,
        "published": header.published.isoformat() if header.published else None,
        "about": header.about,
        "language": header.language,
        "pinned": header.pinned,
        "publish_text": header.publish_text,
        "source": {"sha256": header.source.sha256, "chars": header.source.chars} if header.source else None,
        "text": document.text_state,
        "speakers": [{"speaker": slug, "name": name} for slug, name in header.speakers.items()],
        "maybe_same": [list(pair) for pair in header.maybe_same],
        "turns": [{"start": turn.start, "speaker": turn.speaker, "role": turn.role} for turn in header.turns],
        "claims": len(document.claims),
        "mentions": len(document.mentions),
    }


def _claim(claim: Claim, outcome: Outcome, states: States) -> Json:
    # One by one and not by a dump of the model: the report's fields are published and must not follow the record's by accident.
    return {
        "ref": claim.ref,
        "document": claim.document,
        "line": claim.line,
        "id": claim.id,
        "speaker": claim.speaker,
        "speaker_name": wording.speaker(claim, outcome.dataset),
        "measure": claim.measure,
        "statistic": claim.statistic.value,
        "of": claim.of,
        "period": claim.period,
        "versus": claim.versus,
        "minus": claim.minus,
        "scenario": claim.scenario,
        "value": claim.value or None,
        "unit": claim.unit,
        "bound": claim.bound.value,
        "precision": claim.precision or None,
        "printed": claim.printed,
        "start": claim.start,
        "end": claim.end,
        "assumed": list(claim.assumed),
        "note": claim.note,
        "figure": states.key_by_claim[claim.ref].id,
        "state": states.by_claim[claim.ref].value,
    }


def _figures(outcome: Outcome, states: States, guarded: Guarded) -> list[Json]:
    relations: dict[Key, list[str]] = {}
    for decision in outcome.decisions:
        for key in dict.fromkeys(decision.relation.keys):
            relations.setdefault(key, []).append(decision.id)
    return [_figure(figure, outcome, states, guarded, relations.get(figure.key, [])) for figure in states.figures]


def _figure(figure: Figure, outcome: Outcome, states: States, guarded: Guarded, relations: list[str]) -> Json:
    taking_part = outcome.figures.get(figure.key)
    nearest, admissible = (taking_part.domain(tier) if taking_part.usable else () for tier in (NEAREST, ADMISSIBLE))
    return {
        "id": figure.id,
        "label": wording.figure(figure.key, states.figures),
        "unit": figure.unit,
        "claims": [claim.ref for claim in figure.claims],
        "relations": relations,
        "stated": {"A": as_data(_one(nearest, nearest)), "B": as_data(_one(admissible, nearest))},
        "guarded": as_data(hull(guarded.get(figure.key, ()))),
        "state": states.by_figure[figure.key].value,
    }


def _one(pieces: Pieces, other: Pieces) -> Interval | None:
    """The piece that meets the other set, else the first."""
    return next((piece for piece in pieces if meet((piece,), other)), pieces[0] if pieces else None)


# What was found


def _relation(decision: Decision, outcome: Outcome) -> Json:
    return {
        "id": decision.id,
        "family": decision.relation.family,
        "documents": sorted({ref.partition("/")[0] for ref in decision.claims}),
        "figures": [key.id for key in dict.fromkeys(decision.relation.keys)],
        "claims": list(decision.claims),
        "subject": decision.subject.id,
        "verdict": decision.verdict.value,
        "reading": decision.reading or None,
        "reason": decision.reason or None,
        "stated": as_data(decision.stated),
        "implied": as_data(decision.implied),
        "slack": exact_or_none(decision.slack),
        "power": exact_or_none(decision.power),
        "guarded": as_data(decision.guarded),
        "tier": decision.tier,
        "deviating": list(decision.deviating),
        "remark": remark(decision, outcome.figures) or None,
    }


def _note(note: Note) -> Json:
    return {"kind": note.kind, "claims": list(note.claims), "figures": list(note.figures), "message": note.message}


def _record_check(check: RecordCheck) -> Json:
    return {
        "id": check.id,
        "family": check.family,
        "document": check.document or None,
        "claims": list(check.claims),
        "verdict": check.verdict.value,
        "message": check.message,
        "place": check.place or None,
    }


def _finding(finding: Finding, outcome: Outcome) -> Json:
    return {
        "fingerprint": finding.fingerprint,
        "state": finding.state,
        "family": finding.family,
        "verdict": finding.verdict.value,
        "severity": finding.severity,
        "relations": [decision.id for decision in decisions_of(finding, outcome)] or list(finding.relations),
        "claims": list(finding.claims),
        "message": finding.message,
        "hints": list(finding.hints),
        "conflict": _conflict(finding.conflict) if finding.conflict else None,
        "repairs": [_repair(repair, outcome) for repair in finding.conflict.repairs] if finding.conflict else None,
        # Another way to read a figure is likelier than a slip of the pen.
        "likely_slip": _likely_slip(finding.conflict, outcome) if finding.conflict and not finding.hints else None,
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
    }


def _conflict(conflict: Conflict) -> Json:
    return {
        "relations": list(conflict.relations),
        "claims": list(conflict.core),
        "stretch": exact_or_none(conflict.stretch),
        "together": conflict.together,
        "complete": conflict.complete,
        "reading": conflict.reading or None,
        "interchanged": [list(pair) for pair in conflict.interchanged],
    }


def _repair(repair: Repair, outcome: Outcome) -> Json:
    claim = outcome.dataset.claim(repair.claims[0])
    return {
        "figure": repair.key.id,
        "claims": list(repair.claims),
        "values": [as_data(piece) for piece in repair.values],
        "exact": repair.exact,
        "slips": [_slip(slip, claim) for slip in repair.slips],
        "vouching": list(repair.vouching),
        "carried": list(repair.carried),
        "score": exact_or_none(repair.score),
    }


def _slip(slip: Slip, claim: Claim) -> Json:
    return {
        "kind": slip.kind,
        "value": exact_or_none(slip.value),
        "unit": claim.unit,
        "bound": slip.bound.value,
        "should_read": slip_value(slip, claim),
    }


def _likely_slip(conflict: Conflict, outcome: Outcome) -> Json | None:
    """The likeliest slip of the likeliest figure; null where two repairs, or two slips of it, are as likely."""
    first = conflict.repairs[0] if conflict.repairs else None
    if first is None or len(first.likeliest) != 1 or any(other.score == first.score for other in conflict.repairs[1:]):
        return None
    return {"claims": list(first.claims), **_slip(first.slips[0], outcome.dataset.claim(first.claims[0]))}


def _fault(fault: WaiverFault) -> Json:
    waiver = fault.waiver
    return {
        "fingerprint": fingerprint(WAIVER, [fault.id]),
        "state": None,
        "family": WAIVER,
        "verdict": Verdict.WAIVER_FAILED.value,
        "severity": "error",
        "relations": [fault.id],
        "claims": [f"{waiver.document}/{waiver.claim}"] if waiver.claim else [],
        "message": fault.message,
        "hints": [],
        "conflict": None,
        "repairs": None,
        "likely_slip": None,
        "waiver": _waiver(waiver),
    }


def _waiver(waiver: Waiver) -> Json:
    return {
        "document": waiver.document,
        "line": waiver.line,
        "claim": waiver.claim,
        "finding": waiver.finding,
        "state": waiver.state,
        "should_read": waiver.should_read or None,
        "reason": waiver.reason,
        "by": waiver.by,
        "since": waiver.since.isoformat() if waiver.since else None,
        "expires": waiver.expires.isoformat() if waiver.expires else None,
    }
