"""The JSON Schema of report.json, as `crossfoot schema` publishes it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from crossfoot.gating.changes import Since
from crossfoot.notes import KINDS
from crossfoot.repairing import SLIP_WORDS
from crossfoot.report.model import SCHEMA
from crossfoot.report.states import State
from crossfoot.vocabulary import Bound, Statistic, Verdict, Weakens

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_FLAG: Schema = {"type": "boolean"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_NUMBER: Schema = {
    "type": "string",
    "pattern": r"^-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?$",
    "description": "An exact number: a decimal, or p/q where it never ends.",
}
_SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_DAY: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _object(properties: Schema, description: str = "") -> Schema:
    found: Schema = {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}
    return {"description": description, **found} if description else found


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(name: str) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _enum(vocabulary: type[StrEnum]) -> Schema:
    return {"enum": [member.value for member in vocabulary]}


def _counts(vocabulary: type[StrEnum]) -> Schema:
    return _object({member.value: _COUNT for member in vocabulary})


_INTERVAL: Schema = _or_null({"$ref": "#/$defs/interval"})
_SLIP: Schema = {
    "kind": {"enum": sorted(SLIP_WORDS)},
    "value": _NUMBER,
    "unit": _TEXT,
    "bound": _enum(Bound),
    "should_read": _TEXT,
}
_DEFINITIONS: Schema = {
    "interval": _object(
        {"low": _or_null(_NUMBER), "high": _or_null(_NUMBER), "low_closed": _FLAG, "high_closed": _FLAG},
        "The numbers from low to high; null is an infinite end, and a closed end belongs to the interval.",
    ),
    "source": _object({"document": _TEXT, "state": _TEXT, "sha256": _or_null(_SHA256)}),
    "document": _object(
        {
            "document": _TEXT,
            "title": _TEXT,
            "issuer": _TEXT,
            "published": _or_null(_DAY),
            "about": _TEXT,
            "language": _TEXT,
            "pinned": _FLAG,
            "publish_text": _FLAG,
            "source": _or_null(_object({"sha256": _SHA256, "chars": _COUNT})),
            "text": _TEXT,
            "speakers": {"type": "array", "items": _object({"speaker": _TEXT, "name": _TEXT})},
            "maybe_same": {"type": "array", "items": {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}},
            "turns": {
                "type": "array",
                "items": _object({"start": _COUNT, "speaker": _TEXT, "role": {"enum": ["question", "answer", "heading"]}}),
            },
            "claims": _COUNT,
            "mentions": _COUNT,
        }
    ),
    "claim": _object(
        {
            "ref": _TEXT,
            "document": _TEXT,
            "line": _COUNT,
            "id": _TEXT,
            "speaker": _TEXT,
            "speaker_name": _TEXT,
            "measure": _TEXT,
            "statistic": _enum(Statistic),
            "of": _TEXT,
            "period": _TEXT,
            "versus": _TEXT,
            "minus": _TEXT,
            "scenario": _TEXT,
            "value": _or_null(_NUMBER),
            "unit": _TEXT,
            "bound": _enum(Bound),
            "precision": _or_null(_NUMBER),
            "printed": _TEXT,
            "start": _or_null(_COUNT),
            "end": _or_null(_COUNT),
            "assumed": _TEXTS,
            "note": _TEXT,
            "figure": _TEXT,
            "state": _enum(State),
        },
        "One figure as one speaker printed it: the row of claims.csv, its figure and how it fares.",
    ),
    "figure": _object(
        {
            "id": _TEXT,
            "label": _TEXT,
            "unit": _TEXT,
            "claims": _TEXTS,
            "relations": _TEXTS,
            "stated": _object({"A": _INTERVAL, "B": _INTERVAL}, "What its prints allow: rounded (A), any admissible reading (B)."),
            "guarded": {**_INTERVAL, "description": "The values outside which some check would fail (tier B); null where none guards it."},
            "state": _enum(State),
        }
    ),
    "relation": _object(
        {
            "id": _TEXT,
            "family": _TEXT,
            "documents": _TEXTS,
            "figures": _TEXTS,
            "claims": _TEXTS,
            "subject": _TEXT,
            "verdict": _enum(Verdict),
            "reading": _or_null(_TEXT),
            "reason": _or_null(_TEXT),
            "stated": _INTERVAL,
            "implied": _INTERVAL,
            "slack": {**_or_null(_NUMBER), "description": "Room by which the two overlap, in last printed units; negative: the gap."},
            "power": {**_or_null(_NUMBER), "description": "The share of the other nine last digits that would be caught."},
            "guarded": _INTERVAL,
            "tier": {"enum": ["A", "B"]},
            "deviating": _TEXTS,
            "remark": {**_or_null(_TEXT), "description": "What to say where printed numbers miss each other by rounding alone."},
        }
    ),
    "record_check": _object(
        {
            "id": _TEXT,
            "family": _TEXT,
            "document": _or_null(_TEXT),
            "claims": _TEXTS,
            "verdict": _enum(Verdict),
            "message": _TEXT,
            "place": _or_null(_TEXT),
        }
    ),
    "waiver": _object(
        {
            "document": _TEXT,
            "line": _COUNT,
            "claim": _or_null(_TEXT),
            "finding": _or_null(_TEXT),
            "state": _or_null(_TEXT),
            "should_read": _or_null(_TEXT),
            "reason": _TEXT,
            "by": _TEXT,
            "since": _or_null(_DAY),
            "expires": _or_null(_DAY),
        }
    ),
    "finding": _object(
        {
            "fingerprint": _TEXT,
            "state": {**_or_null(_TEXT), "description": "A hash of the printed forms; null for a waiver at fault."},
            "family": _TEXT,
            "verdict": _enum(Verdict),
            "severity": {"enum": ["error", "note"]},
            "relations": {**_TEXTS, "description": "Ids of relations, record checks or waivers."},
            "claims": _TEXTS,
            "message": _TEXT,
            "hints": {**_TEXTS, "description": "What the finding may come from; each hint stands in the message too."},
            "conflict": _or_null({"$ref": "#/$defs/conflict"}),
            "repairs": _or_null(_list("repair")),
            "likely_slip": _or_null(_object({"claims": _TEXTS, **_SLIP})),
            "waiver": _or_null({"$ref": "#/$defs/waiver"}),
        }
    ),
    "conflict": _object(
        {
            "relations": _TEXTS,
            "claims": _TEXTS,
            "stretch": {**_or_null(_NUMBER), "description": "The least factor on all printed half-widths with which everything fits."},
            "together": {**_COUNT, "description": "How many contradictions share figures; here the others are taken as repaired."},
            "complete": {**_FLAG, "description": "Whether the search for repairs ended within its budget of steps."},
            "reading": _or_null(_TEXT),
            "interchanged": {"type": "array", "items": {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}},
        },
        "Claims and relations that cannot all hold, and from which none can be left out.",
    ),
    "repair": _object(
        {
            "figure": _TEXT,
            "claims": _TEXTS,
            "values": _list("interval"),
            "exact": {**_FLAG, "description": "Whether each of the values is possible; else they are outer bounds."},
            "slips": {"type": "array", "items": _object(_SLIP)},
            "vouching": {**_TEXTS, "description": "Relations that hold as the figure was printed, and would have caught most others."},
            "carried": {**_TEXTS, "description": "Claims of the same thing in other periods that print the same number."},
            "score": _NUMBER,
        },
        "A figure that, printed otherwise, would make everything else agree.",
    ),
    "comparison": _object(
        {
            "against": {**_TEXT, "description": "What the version before is called: a git revision or a folder."},
            "fault": {**_or_null(_TEXT), "description": "Why the version before cannot be read, so that nothing was compared."},
            "claims": _list("claim_change"),
            "findings": {
                "type": "array",
                "items": _object({"since": {"enum": [since.name.lower() for since in Since]}, "fingerprint": _TEXT, "claims": _TEXTS}),
            },
            "unchecked": {"type": "array", "items": _object({"relation": _TEXT, "reason": _TEXT})},
            "figures": {"type": "array", "items": _object({"figure": _TEXT, "old": _INTERVAL, "new": _INTERVAL})},
            "weakenings": _list("weakening"),
        },
        "What changed since the version before; null where nobody compared.",
    ),
    "claim_change": _object(
        {
            "ref": _TEXT,
            "before": _or_null(_TEXT),
            "what": {"enum": ["added", "removed", "changed"]},
            "fields": {"type": "object", "additionalProperties": _object({"old": _TEXT, "new": _TEXT})},
        }
    ),
    "weakening": _object(
        {
            "weakening": _enum(Weakens),
            "what": _TEXT,
            "message": _TEXT,
            "claims": _TEXTS,
            "lost": {**_TEXTS, "description": "Relations that are no longer decided because of it."},
            "acknowledged": _or_null(_object({"reason": _TEXT, "by": _TEXT})),
        },
        "A change after which a contradiction could pass that would have been refused before.",
    ),
    "note": _object(
        {"kind": {"enum": list(KINDS)}, "claims": _TEXTS, "figures": _TEXTS, "message": _TEXT},
        "What is worth a look although nothing fails.",
    ),
}


def schema() -> Schema:
    """The schema of report.json (JSON Schema 2020-12)."""
    content = _object(
        {
            "schema": {"const": SCHEMA},
            "inputs": _object(
                {
                    "crossfoot": _TEXT,
                    "today": _DAY,
                    "sources": _list("source"),
                    "files": {"type": "object", "additionalProperties": _SHA256},
                }
            ),
            "summary": _object(
                {
                    "exit_code": {"enum": [0, 1, 5]},
                    "verdicts": _counts(Verdict),
                    "relation_verdicts": _counts(Verdict),
                    "record_check_verdicts": _counts(Verdict),
                    "figure_states": _counts(State),
                    **dict.fromkeys(
                        (
                            "documents",
                            "claims",
                            "figures",
                            "relations",
                            "record_checks",
                            "findings",
                            "failing",
                            "waived",
                            "strained",
                            "figures_no_check_touches",
                        ),
                        _COUNT,
                    ),
                    "decided_together": _object(dict.fromkeys(("groups", "relations", "undecided"), _COUNT)),
                }
            ),
            "documents": _list("document"),
            "claims": _list("claim"),
            "figures": _list("figure"),
            "relations": _list("relation"),
            "record_checks": _list("record_check"),
            "findings": _list("finding"),
            "notes": _list("note"),
            "comparison": _or_null({"$ref": "#/$defs/comparison"}),
        }
    )
    title = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "crossfoot report"}
    return {**title, **content, "$defs": _DEFINITIONS}


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
