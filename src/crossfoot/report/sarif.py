"""crossfoot.sarif: the findings for code scanning and for editors, in SARIF 2.1.0, one result a finding.

Within what code scanning on GitHub takes and shows. What does not fit is left out from the least on, and the run says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import quote

from crossfoot import __version__, explain
from crossfoot.check import Outcome
from crossfoot.families import page
from crossfoot.families import sections as markdown_sections
from crossfoot.findings import JOINT, WEAKENING
from crossfoot.house import FAMILY as HOUSE
from crossfoot.house import claimed_as
from crossfoot.items import WAIVER
from crossfoot.record_checks import FAMILIES as RECORD_FAMILIES
from crossfoot.relations import FAMILIES, TEXT_FAMILIES
from crossfoot.report.alerts import Alert, Operand, Place, alerts, folder_in_repository
from crossfoot.report.json_report import text
from crossfoot.report.markdown import escape
from crossfoot.report.sentence import count, statement_of
from crossfoot.report.shown import NOTE, shown
from crossfoot.report.states import states_of
from crossfoot.report.terms import family_words

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE: Final = "%SRCROOT%"
# Code scanning shows no more results of a run, no more locations of a result, and no longer descriptions of a rule.
MOST_RESULTS, MOST_OPERANDS, MOST_DESCRIPTION = 5_000, 100, 1_000
_TAGS = {RECORD_FAMILIES: "record", (WAIVER,): "waiver"}
Json = dict[str, Any]


def render(outcome: Outcome, *, strict: bool = False) -> str:
    """The text of crossfoot.sarif; the same outcome gives the same bytes."""
    return text(build(outcome, strict=strict))


def build(outcome: Outcome, *, strict: bool = False) -> Json:
    """The log as plain data."""
    found = alerts(outcome, strict=strict)
    rules = _rule_ids(found)
    run = {
        "tool": {"driver": {"name": "crossfoot", "semanticVersion": __version__, "rules": [_rule(name) for name in rules]}},
        "automationDetails": {"id": quote(f"crossfoot/{folder_in_repository(outcome.dataset)}/".replace("//", "/"))},
        "invocations": [_invocation(outcome, found, strict=strict)],
        "originalUriBaseIds": {BASE: {"description": {"text": "The root of the repository, or the folder around the data set."}}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(alert, rules.index(alert.family)) for alert in found[:MOST_RESULTS]],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(outcome: Outcome, found: Sequence[Alert], *, strict: bool) -> Json:
    statement = statement_of(outcome, states_of(outcome))
    said = [_notification("error" if statement.status == "undecided" else "note", " ".join([statement.sentence, *statement.denominators]))]
    if len(found) > MOST_RESULTS:
        left = count(len(found) - MOST_RESULTS, "finding is", "findings are")
        said.append(_notification("warning", f"{left} left out, as code scanning shows {MOST_RESULTS:,}; report.json has all."))
    return {"executionSuccessful": True, "exitCode": outcome.exit_code(strict=strict), "toolExecutionNotifications": said}


def _notification(level: str, message: str) -> Json:
    return {"level": level, "message": {"text": shown(message, NOTE)}}


# Rules


def _rule_ids(found: Iterable[Alert]) -> list[str]:
    """Every family, found anything or not: a reader sees what was looked for."""
    named = sorted({alert.family for alert in found if claimed_as(alert.family) == HOUSE})
    return list(dict.fromkeys([*FAMILIES, *RECORD_FAMILIES, JOINT, HOUSE, *named, WAIVER, WEAKENING]))


def _rule(name: str) -> Json:
    known = explain.family(claimed_as(name)) or [name]
    module = FAMILIES.get(name)
    summary, more, marked = known[1] if len(known) > 1 else name, "", "\n\n".join(escape(line) for line in known[1:])
    if module:
        of = page(module)
        summary, marked = of.summary, "\n\n".join([of.summary, *markdown_sections(of)])
        more = " ".join(of.sections["What it checks"].split())
    elif name != claimed_as(name):
        summary = f"{family_words(name)}."
    level = "warning" if name in TEXT_FAMILIES else "error"
    return {
        "id": name,
        "shortDescription": {"text": shown(summary, MOST_DESCRIPTION)},
        "fullDescription": {"text": shown(more or summary, MOST_DESCRIPTION)},
        "help": {"text": "\n".join(known[1:]), "markdown": marked},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": ["figures", next((tag for names, tag in _TAGS.items() if name in names), "consistency")],
            # No false alarm is a promise of crossfoot's.
            "precision": "medium" if name in TEXT_FAMILIES else "very-high",
            "problem.severity": level,
        },
    }


# Results


def _result(alert: Alert, index: int) -> Json:
    operands = alert.operands[:MOST_OPERANDS]
    return {
        "ruleId": alert.family,
        "ruleIndex": index,
        "level": alert.level,
        "message": {"text": _plain(alert, operands), "markdown": _marked(alert, operands)},
        "locations": [{"physicalLocation": _physical(alert.place)}],
        "relatedLocations": [_related(number, operand) for number, operand in enumerate(operands, start=1)],
        "partialFingerprints": _fingerprints(alert),
        # Where one result has suppressions, all must say whether they have some.
        "suppressions": [_suppression(alert)] if alert.waiver else [],
        "properties": {"verdict": alert.verdict.value, "items": list(alert.items)},
    }


def _fingerprints(alert: Alert) -> dict[str, str]:
    """What recognises a finding in the next upload. Code scanning looks at the first, which it would else make of the line's text.

    A new value is a new finding, as it is for a waiver: what was dismissed for one figure is not for another.
    """
    both = f"{alert.fingerprint}:{alert.state}" if alert.state else alert.fingerprint
    state = {"crossfootState/v1": alert.state} if alert.state else {}
    return {"primaryLocationLineHash": both, "crossfootFinding/v1": alert.fingerprint, **state}


def _physical(place: Place) -> Json:
    column = {"startColumn": place.column} if place.column else {}
    return {
        "artifactLocation": {"uri": quote(place.path.encode("utf-8", "surrogateescape")), "uriBaseId": BASE},
        "region": {"startLine": place.line, **column},
    }


def _related(number: int, operand: Operand) -> Json:
    return {"id": number, "physicalLocation": _physical(operand.place), "message": {"text": operand.said}}


def _suppression(alert: Alert) -> Json:
    assert alert.waiver is not None  # noqa: S101 - the caller looked
    assert alert.waived_at is not None  # noqa: S101 - it stands with the waiver
    waiver = alert.waiver
    days = {name: day.isoformat() for name, day in (("since", waiver.since), ("expires", waiver.expires)) if day}
    by = {"by": shown(waiver.by)} if waiver.by else {}
    return {
        "kind": "external",
        "status": "accepted",
        "justification": shown(waiver.reason, NOTE),
        "location": {"physicalLocation": _physical(alert.waived_at)},
        "properties": {**by, **days},
    }


# Messages


def _plain(alert: Alert, operands: Sequence[Operand]) -> str:
    # `](` in a label would make a link of it.
    said = [line.replace("](", "] (") for line in alert.message]
    return "\n".join([*said, *_records(alert, operands)])


def _marked(alert: Alert, operands: Sequence[Operand]) -> str:
    """In Markdown: a list where the message has one, a paragraph for each other line."""
    parts: list[str] = []
    for line in alert.message:
        item = line.startswith("- ")
        marked = f"- {escape(line[2:])}" if item else escape(line)
        if item and parts and parts[-1].startswith("- "):
            parts[-1] += f"\n{marked}"
        else:
            parts.append(marked)
    return "\n\n".join([*parts, *_records(alert, operands)])


def _records(alert: Alert, operands: Sequence[Operand]) -> list[str]:
    """Links to the rows: code scanning shows related locations only where the message links to them."""
    if not operands:
        return []
    links = ", ".join(f"[{operand.ref}]({number})" for number, operand in enumerate(operands, start=1))
    left = len(alert.operands) - len(operands)
    return [f"Records: {links}{f' and {left:,} more, which report.json names' if left else ''}."]
