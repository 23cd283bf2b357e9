"""The gate in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from crossfoot import console
from crossfoot.console import Line
from crossfoot.gating.changes import Since
from crossfoot.gating.gate import Gate
from crossfoot.report.comparison import Comparison, Edit, comparison_of
from crossfoot.report.shown import lines

MOST = 30
_STYLES = {Since.NEW: console.RED, Since.CHANGED: console.RED, Since.STILL: console.YELLOW, Since.FIXED: console.GREEN}


def told(gate: Gate) -> Iterator[Line]:
    """What changed since the version before; the findings themselves stand above."""
    found = comparison_of(gate)
    yield from _listed("Claims changed", [_edit(edit) for edit in found.edits])
    for group in found.turned:
        yield from _listed(group.since.capitalize(), [text for text, _ in group.findings], _STYLES.get(group.since, ""))
    yield from _listed("No longer decided", [f"{name}: {why}" for name, why in found.unchecked], console.YELLOW)
    yield from _listed("The gate is weaker, as acknowledged", [f"{text}\n    {why}" for text, why in found.acknowledged], console.YELLOW)
    yield from _listed("What the others allow", [f"{one.label}: {one.old} -> {one.new}" for one in found.moved], console.FAINT)
    if found.fault:
        yield from (Line(f"  {line}", console.YELLOW) for line in lines(gate.fault)[:MOST])
    yield Line(found.sentence, console.RED if _worse(found) else "")


def _worse(found: Comparison) -> bool:
    return bool(found.weakened or found.since(Since.NEW) or found.since(Since.CHANGED))


def _edit(edit: Edit) -> str:
    columns = "; ".join(f"{name} {old or 'nothing'} -> {new or 'nothing'}" for name, old, new in edit.columns)
    return f"{edit.ref} {edit.what}: {edit.label}" + (f"\n    {columns}" if columns else "")


def _listed(heading: str, texts: list[str], style: str = "") -> Iterator[Line]:
    if not texts:
        return
    yield Line(f"{heading} ({len(texts)}):", style)
    yield from (Line(f"  {text}") for text in texts[:MOST])
    if len(texts) > MOST:
        yield Line(f"  ... and {len(texts) - MOST} more; --to writes a report with all of them")
    yield Line("")
