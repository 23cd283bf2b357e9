"""summary.md: the report in short, for the comment on a pull request or the summary of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from crossfoot.check import Outcome
from crossfoot.gating.gate import Gate
from crossfoot.report.bars import describe
from crossfoot.report.cards import Card
from crossfoot.report.comparison import Comparison, Edit, comparison_of
from crossfoot.report.sentence import count
from crossfoot.report.states import State
from crossfoot.report.telling import Held, Said
from crossfoot.report.view import Report, view

# GitHub refuses comments beyond 65,536 characters; half of that leaves room for what stands around a summary.
MOST_CHARACTERS = 32_000
_MOST_NOTES, _MOST_NAMED = 20, 6
# Of these, what the gate compared may take half.
_MOST_COMPARED = MOST_CHARACTERS // 2
_MOST_CHANGES = 25
_HEADINGS = ((State.FAILING, "What fails"), (State.WAIVED, "Accepted, with reasons"), (State.STRAINED, "Strained"))
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$])")
_AUTOLINK = re.compile(r"(?i)(://|www\.|@)")
_ZERO_WIDTH = "\u200b"


def render(outcome: Outcome, gate: Gate | None = None) -> str:
    """The summary, with what the gate compared; the same outcome gives the same bytes."""
    return summary(view(outcome, gate.guarded if gate else None, comparison=comparison_of(gate) if gate else None))


def summary(report: Report) -> str:
    """The summary of a report."""
    head = [f"# crossfoot: {escape(report.statement.sentence)}", "", *_denominators(report), ""]
    head += _comparison(report.comparison) if report.comparison else []
    tail = [*_notes(report), *_unchecked(report), *_documents(report)]
    room = MOST_CHARACTERS - _length(head) - _length(tail)
    return "\n".join([*head, *_findings(report, room), *tail]).rstrip() + "\n"


def escape(text: str) -> str:
    """A text that Markdown and HTML take for nothing but text, on one line; it mentions nobody and links nowhere."""
    return _AUTOLINK.sub(_broken, _MARKUP.sub(r"\\\1", " ".join(text.split())))


def _broken(match: re.Match[str]) -> str:
    """`@`, `://` and `www.` with an invisible break after the first character, so that nothing makes a link of them."""
    return match[0][:1] + _ZERO_WIDTH + match[0][1:]


def card(item: Card) -> str:
    """One finding by itself, to be pasted."""
    return "\n".join(_card(item))


def _denominators(report: Report) -> Iterator[str]:
    for line in report.statement.denominators:
        yield escape(line)
    yield f"Waivers were judged as of {report.today}."


def _comparison(found: Comparison) -> list[str]:
    """What changed, in as many lines as leave room for the findings."""
    lines = [f"## Since {escape(found.against)}", "", escape(found.sentence), ""]
    lines += [f"- {escape(found.fault)}", ""] if found.fault else []
    edits = [f"- {_code(edit.ref)} {edit.what}: {escape(edit.label)}{_columns(edit)}" for edit in found.edits]
    turned = [f"- {group.since}: {escape(text)}" for group in found.turned for text, _ in group.findings]
    unchecked = [f"- {_code(name)} {escape(why)}" for name, why in found.unchecked]
    moved = [f"- {escape(one.label)}: {escape(one.old)} → {escape(one.new)}" for one in found.moved]
    for heading, some in (
        ("Claims changed", edits),
        ("Verdicts turned", turned),
        ("No longer decided", unchecked),
        ("The gate is weaker, and nobody said so", [f"- {escape(text)}" for text in found.weakened]),
        ("The gate is weaker, as acknowledged", [f"- {escape(text)} ({escape(why)})" for text, why in found.acknowledged]),
        ("What the others allow", moved),
    ):
        if some:
            told = _as_many(some, _MOST_COMPARED - _length(lines))
            left = (
                [f"- … and {count(len(some) - len(told), 'more', 'more')}; the full report has them all."] if len(told) < len(some) else []
            )
            lines += [f"### {heading} ({len(some)})", "", *told, *left, ""]
    return lines


def _as_many(lines: Sequence[str], room: int) -> list[str]:
    """The first lines that fit, but not more than a reader reads."""
    ends = accumulate(len(line) + 1 for line in lines[:_MOST_CHANGES])
    return [line for line, end in zip(lines, ends, strict=False) if end <= room]


def _columns(edit: Edit) -> str:
    said = [f"{name} {escape(old) or 'nothing'} → {escape(new) or 'nothing'}" for name, old, new in edit.columns]
    return f" ({'; '.join(said)})" if said else ""


def _findings(report: Report, room: int) -> list[str]:
    """The findings, as many as fit, from the worst on; how many were left out is said."""
    found: list[str] = []
    for state, heading in _HEADINGS:
        cards = report.of(state)
        if not cards:
            continue
        found += [f"## {heading} ({len(cards)})", ""]
        for number, card in enumerate(cards):
            lines = _card(card) if state is State.FAILING else _short(card)
            if _length(found) + _length(lines) > room:
                found += [f"- … and {count(len(cards) - number, 'more', 'more')}; the full report has them all.", ""]
                break
            found += lines
        else:
            found.append("")
    return found


def _card(card: Card) -> list[str]:
    lines = [f"- **{escape(card.title)}.** {escape(card.headline)}"]
    lines += [f"  - {_said(said)}" for said in card.said]
    lines += [f"  - {escape(line)}" for line in card.details]
    for held in card.held:
        lines += [f"  - {line}" for line in _held(held)]
    if card.culprit and card.culprit.bars:
        lines.append(f"  - All together: {escape(describe(card.culprit.bars))}")
    lines += [f"  - {escape(line)}" for line in (*card.steps, *card.repairs)]
    if card.place:
        lines.append(f"  - Found at {_code(card.place)}.")
    return [*lines, f"  - Finding {_code(card.fingerprint)}" + (f", state {_code(card.stamp)}" if card.stamp else "")]


def _short(card: Card) -> list[str]:
    prints = "; ".join(f"{escape(said.printed)} ({escape(said.speaker)})" for said in card.said)
    lines = [f"- **{escape(card.title)}.** {prints or escape(card.headline)}"]
    lines += [f"  - {escape(held.reading)}" for held in card.held if held.reading]
    lines += [f"  - {escape(card.reading)}"] if card.reading else []
    if card.waiver:
        lines.append(f"  - Accepted by {escape(card.waiver.by) or 'nobody named'}: {escape(card.waiver.reason)}")
    return lines


def _said(said: Said) -> str:
    return f"{escape(said.speaker)}: **{escape(said.printed)}**, {escape(said.label)} ({_code(said.ref)})"


def _held(held: Held) -> Iterator[str]:
    yield f"Must fit: {escape(held.formula)}"
    if held.bars:
        yield escape(describe(held.bars))
    if held.premises:
        yield f"Taken for granted: {escape('; '.join(held.premises))}."


def _notes(report: Report) -> list[str]:
    """What is worth a look, with as many claims as tell what is meant."""
    if not report.notes:
        return []
    lines = [f"## Worth a look ({len(report.notes)})", ""]
    for note in report.notes[:_MOST_NOTES]:
        refs = ", ".join(_code(said.ref) for said in note.said[:_MOST_NAMED])
        rest = f" and {len(note.said) - _MOST_NAMED} more" if len(note.said) > _MOST_NAMED else ""
        lines.append(f"- {escape(note.message)} {refs}{rest}")
    if len(report.notes) > _MOST_NOTES:
        lines.append(f"- … and {count(len(report.notes) - _MOST_NOTES, 'more', 'more')}; the full report has them all.")
    return [*lines, ""]


def _unchecked(report: Report) -> list[str]:
    total = sum(len(group.rows) for group in report.unchecked)
    lines = [f"## Not checked ({total})", ""] if total else []
    lines += [f"- {len(group.rows)}: {escape(group.words)}" for group in report.unchecked]
    lines += [""] if total else []
    if report.untouched:
        lines += [f"No check touches {count(len(report.untouched), 'figure', 'figures')} of {report.figures}.", ""]
    return lines


def _documents(report: Report) -> list[str]:
    return [
        "## Documents",
        "",
        *(f"- {escape(d.title)} ({count(d.claims, 'claim', 'claims')}; source text: {escape(d.text)})" for d in report.documents),
    ]


def _code(text: str) -> str:
    """A name as code. Names hold no backtick, but a file's might."""
    return f"`{' '.join(text.split()).replace('`', '')}`"


def _length(lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines)
