"""An update beside the version before, in words: what was changed, what that did to verdicts, and what figures may be now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crossfoot.figures import Key
from crossfoot.gating.changes import ClaimChange, FigureChange, FindingChange, Pair, Since
from crossfoot.gating.gate import Gate
from crossfoot.gating.weakening import Weakening
from crossfoot.interval import Pieces, hull
from crossfoot.report.model import Json
from crossfoot.report.numbers import as_data, range_words
from crossfoot.report.sentence import count, spoken
from crossfoot.report.shown import NOTE, shown
from crossfoot.report.telling import Teller

_NOTHING = "nothing bore on it"
_NOTHING_NOW = "nothing bears on it"


@dataclass(frozen=True, slots=True)
class Edit:
    """One claim that was added, removed or changed: `columns` are (column, before, after)."""

    ref: str
    anchor: str
    label: str
    what: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Turned:
    """Findings that stand alike to the version before: the word for it, and for each its text and its card, if it has one."""

    since: Since
    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What all others allow a figure, before and after."""

    label: str
    anchor: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The update in words. `fault` says why nothing could be compared, where nothing could."""

    against: str
    fault: str
    sentence: str
    edits: tuple[Edit, ...]
    turned: tuple[Turned, ...]
    unchecked: tuple[tuple[str, str], ...]
    weakened: tuple[str, ...]
    acknowledged: tuple[tuple[str, str], ...]
    moved: tuple[Moved, ...]

    def since(self, since: Since) -> int:
        """How many findings stand so to the version before."""
        return sum(len(group.findings) for group in self.turned if group.since is since)


def comparison_of(gate: Gate) -> Comparison:
    """A gate in words."""
    now = Teller(gate.head)
    before = Teller(gate.base) if gate.base is not None else now
    edits = tuple(_edit(change, now, before) for change in gate.claims)
    return Comparison(
        against=shown(gate.against),
        fault=shown(gate.fault, NOTE),
        sentence=_sentence(gate),
        edits=edits,
        turned=tuple(_turned(gate)),
        unchecked=tuple((pair.base.id, _why(pair)) for pair in gate.unchecked),
        weakened=tuple(shown(_weaker(one), NOTE) for one in gate.refused),
        acknowledged=tuple(
            (shown(_weaker(one), NOTE), shown(one.acknowledged.reason, NOTE)) for one in gate.weakenings if one.acknowledged
        ),
        moved=tuple(_moved(change, now, before) for change in gate.figures),
    )


def _sentence(gate: Gate) -> str:
    if gate.base is None:
        why = "could not be read, so that nothing was compared" if gate.fault else "had no claims, so that everything is new"
        return f"The version before, {shown(gate.against)}, {why}."
    turned = {since: sum(change.since is since for change in gate.findings) for since in Since}
    broken = [f"{turned[Since.NEW]} newly failing"] if turned[Since.NEW] else []
    still = turned[Since.STILL] + turned[Since.CHANGED]
    broken += [f"{still} still failing"] if still else []
    broken += [f"{turned[Since.FIXED]} fixed"] if turned[Since.FIXED] else []
    broken += [f"{turned[Since.ACCEPTED]} accepted now"] if turned[Since.ACCEPTED] else []
    broken += [f"{count(len(gate.unchecked), 'relation', 'relations')} no longer decided"] if gate.unchecked else []
    broken += [f"{count(len(gate.refused), 'weakening', 'weakenings')} of the gate that nobody acknowledged"] if gate.refused else []
    changed = count(len(gate.claims), "claim", "claims") if gate.claims else "no claim"
    return f"Against {shown(gate.against)}: {changed} changed; {spoken(broken) if broken else 'no verdict turned'}."


def _edit(change: ClaimChange, now: Teller, before: Teller) -> Edit:
    claim = change.head or change.base
    assert claim is not None  # noqa: S101 - one of the two is there
    what = "added" if change.base is None else "removed" if change.head is None else "changed"
    columns = [(one.field, shown(one.old), shown(one.new)) for one in change.fields]
    if change.base is not None and change.head is not None and change.base.document != change.head.document:
        columns.insert(0, ("document", change.base.document, change.head.document))
    teller = before if change.head is None else now
    anchor = "" if change.head is None else f"claim/{claim.ref}"
    return Edit(claim.ref, anchor, f"{shown(claim.printed) or 'a lost number'}: {teller.label_of(claim)}", what, tuple(columns))


def _turned(gate: Gate) -> Iterator[Turned]:
    for since in Since:
        found = [change for change in gate.findings if change.since is since]
        if found:
            yield Turned(since, tuple(_finding(change) for change in found))


def _finding(change: FindingChange) -> tuple[str, str]:
    headline = shown(change.finding.message.partition("\n")[0], NOTE)
    gone = change.since is Since.FIXED
    return f"{headline} ({', '.join(change.finding.claims) or change.finding.family})", "" if gone else change.finding.fingerprint


def _why(pair: Pair) -> str:
    return pair.gone if pair.head is None else shown(pair.head.reason, NOTE) or "nothing printed is there to hold it against"


def _weaker(one: Weakening) -> str:
    lost = f" No longer decided because of it: {', '.join(one.lost)}." if one.lost else ""
    return f"{one.kind}: {one.message}.{lost}"


def _moved(change: FigureChange, now: Teller, before: Teller) -> Moved:
    here = change.key in now.states.by_figure
    teller = now if here else before
    unit = teller.figure(change.key).unit
    anchor = f"figure/{change.key.id}" if here else ""
    return Moved(teller.label(change.key), anchor, _range(change.old, unit, _NOTHING), _range(change.new, unit, _NOTHING_NOW))


def _range(pieces: Pieces | None, unit: str, nothing: str) -> str:
    return nothing if pieces is None else range_words(hull(pieces), unit)


def comparison_data(gate: Gate) -> Json:
    """A gate as plain data, for report.json."""
    return {
        "against": gate.against,
        "fault": gate.fault or None,
        "claims": [_claim_data(change) for change in gate.claims],
        "findings": [
            {"since": change.since.name.lower(), "fingerprint": change.finding.fingerprint, "claims": list(change.finding.claims)}
            for change in gate.findings
        ],
        "unchecked": [{"relation": pair.base.id, "reason": _why(pair)} for pair in gate.unchecked],
        "figures": [_figure_data(change.key, change.old, change.new) for change in gate.figures],
        "weakenings": [_weakening_data(one) for one in gate.weakenings],
    }


def _claim_data(change: ClaimChange) -> Json:
    what = "added" if change.base is None else "removed" if change.head is None else "changed"
    before = change.base.ref if change.base is not None else None
    fields = {one.field: {"old": one.old, "new": one.new} for one in change.fields}
    return {"ref": change.ref, "before": before, "what": what, "fields": fields}


def _figure_data(key: Key, old: Pieces | None, new: Pieces | None) -> Json:
    return {"figure": key.id, "old": as_data(hull(old or ())), "new": as_data(hull(new or ()))}


def _weakening_data(one: Weakening) -> Json:
    entry = one.acknowledged
    return {
        "weakening": one.kind.value,
        "what": one.what,
        "message": one.message,
        "claims": list(one.claims),
        "lost": list(one.lost),
        "acknowledged": None if entry is None else {"reason": entry.reason, "by": entry.by},
    }
