"""An audit in words: lines for a terminal, Markdown for a comment, plain data for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from crossfoot import console, wording
from crossfoot.audit.advice import Advice, Adviser, advise
from crossfoot.audit.run import Audit, ClaimAudit
from crossfoot.audit.tally import Tally
from crossfoot.console import Line
from crossfoot.report.markdown import escape
from crossfoot.report.sentence import count

MOST_ADVICE: Final = 10
MOST_SHOWN: Final = 20
_ASIDE: Final = {"it is waived": "waived", "its record is broken": "broken record"}
_HEADS: Final = ("class of slip", "tried", "inside rounding", "could be caught", "caught", "share")


def percent(part: int, whole: int) -> str:
    """A share in tenths of a percent, rounded down, so that only all of it is 100; a dash where there is nothing."""
    if not whole:
        return "-"
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10} %"


# Sentences that all forms share


def sentences(audit: Audit) -> Iterator[str]:
    """The result, with its denominators."""
    whole = audit.total
    yield f"{count(len(audit.claims), 'claim', 'claims')} audited with {count(whole.slips, 'slip', 'slips')}."
    if audit.interrupted:
        yield f"Interrupted: {audit.planned - len(audit.claims):,} of {audit.planned:,} claims were not reached."
    if not whole.slips:
        return
    yield (
        f"Of {whole.catchable:,} slips that anybody could catch, {whole.caught:,} are caught ({percent(whole.caught, whole.catchable)}) "
        f"and {whole.missed:,} are not."
    )
    lie, them = ("lies", "it") if whole.inside == 1 else ("lie", "them")
    yield f"{whole.inside:,} more {lie} inside the rounding of the true print, where nobody can tell {them} from it."
    if whole.unknown:
        yield f"Of {whole.unknown:,} it is not known: the budget of steps did not decide them. They do not count as caught."
    if audit.aside:
        reasons = sorted(set(audit.aside.values()))
        counts = ((sum(one == reason for one in audit.aside.values()), reason) for reason in reasons)
        told = ", ".join(f"{count(number, 'claim', 'claims')} ({_ASIDE.get(reason, reason)})" for number, reason in counts)
        yield f"Set aside: {told}."
    yield from _failing(audit)


def _failing(audit: Audit) -> Iterator[str]:
    if audit.red:
        failing = count(len(audit.red), "item fails", "items fail")
        yield f"{failing} already. What fails can tell nothing new, so its relations count for nothing here."


def rows(audit: Audit) -> Iterator[tuple[str, ...]]:
    """The table by class: the heads, a row for each class, and the sum."""
    yield _HEADS
    for kind, tally in audit.classes.items():
        yield _row(kind, tally)
    yield _row("all", audit.total)


def _row(kind: str, tally: Tally) -> tuple[str, ...]:
    shown = (tally.slips, tally.inside, tally.catchable, tally.caught)
    return (kind, *(f"{number:,}" for number in shown), percent(tally.caught, tally.catchable))


def _claim(claim: ClaimAudit, audit: Audit) -> str:
    label = wording.figure(claim.guard.key, audit.outcome.figures)
    return f"{claim.claim.ref}  {claim.claim.printed}  {label}"


def _best(best: Advice | None, claim: ClaimAudit) -> str:
    missed = claim.total.missed
    if best is None:
        return "its print leaves so much open that no other figure would show a slip"
    return f"would catch {best.catches:,} of {missed:,}: {best.words}"


# Text


def lines(audit: Audit) -> Iterator[Line]:
    """For people at a terminal."""
    yield from (Line(sentence) for sentence in sentences(audit))
    yield Line("")
    yield from (Line(text) for text in _table(list(rows(audit))))
    yield from _families(audit)
    yield from _unguarded(audit)
    yield from _advice(advise(audit))


def lines_of_claim(claim: ClaimAudit, audit: Audit) -> Iterator[Line]:
    """One claim, with every slip that nothing catches."""
    whole = claim.total
    yield Line(_claim(claim, audit))
    yield Line(
        f"{whole.caught:,} of {whole.catchable:,} slips that anybody could catch are caught; "
        f"{whole.inside:,} {'lies' if whole.inside == 1 else 'lie'} inside the rounding."
    )
    touched = {name for name in audit.red if (found := audit.outcome.decision(name)) and claim.claim.ref in found.claims}
    if touched:
        what = ", ".join(sorted(touched))
        yield Line(
            f"What fails already counts for nothing here: {what}. So a value that puts it right is among those that nothing catches."
        )
    yield from (Line(f"  {family} catches {number:,}") for family, number in _ordered(whole.families))
    undetected = claim.undetected
    if undetected:
        yield Line(f"Nothing catches {len(undetected):,}:")
        yield from (Line(f"  {slip.shown} ({slip.kind})") for slip in undetected)
        yield Line(wording.capital(_best(Adviser(audit).best(claim), claim)))


def _table(found: list[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[n]) for row in found) for n in range(len(_HEADS))]
    for row in found:
        yield "  ".join((row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))))


def _ordered(families: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(families.items(), key=lambda item: (-item[1], item[0]))


def _families(audit: Audit) -> Iterator[Line]:
    if audit.total.families:
        yield Line("")
        shown = ", ".join(f"{family} {number:,}" for family, number in _ordered(audit.total.families))
        yield Line(f"Caught by (a slip may be caught by several): {shown}.")


def _unguarded(audit: Audit) -> Iterator[Line]:
    if audit.unguarded:
        adviser = Adviser(audit)
        yield Line("")
        yield Line(f"No other print guards {count(len(audit.unguarded), 'claim', 'claims')}:", console.YELLOW)
        for claim in audit.unguarded:
            yield Line(f"  {_claim(claim, audit)}")
            yield Line(f"    {_best(adviser.best(claim), claim)}", console.FAINT)


def _advice(found: tuple[Advice, ...]) -> Iterator[Line]:
    if found:
        yield Line("")
        yield Line("What would catch most that nothing catches now:")
        for number, one in enumerate(found[:MOST_ADVICE], 1):
            yield Line(f"  {number}. {count(one.catches, 'slip', 'slips')} of {count(len(one.claims), 'claim', 'claims')}: {one.words}")


# Markdown


def markdown(audit: Audit) -> str:
    """For a comment on a change, or a page; what the records say is text and never markup."""
    parts = ["# Audit", "", *(escape(sentence) for sentence in sentences(audit)), ""]
    heads, *rest = rows(audit)
    parts += [_cells(heads), _cells(("---", *("---:" for _ in heads[1:]))), *(_cells(row) for row in rest)]
    if audit.unguarded:
        adviser = Adviser(audit)
        parts += ["", f"## No other print guards {count(len(audit.unguarded), 'claim', 'claims')}", ""]
        parts += [f"- {escape(_claim(one, audit))}: {escape(_best(adviser.best(one), one))}" for one in audit.unguarded[:MOST_SHOWN]]
        if len(audit.unguarded) > MOST_SHOWN:
            parts.append(f"- and {len(audit.unguarded) - MOST_SHOWN:,} more")
    found = advise(audit)
    if found:
        parts += ["", "## What would catch most that nothing catches now", ""]
        parts += [
            f"{n}. {count(one.catches, 'slip', 'slips')} of {count(len(one.claims), 'claim', 'claims')}: {escape(one.words)}"
            for n, one in enumerate(found[:MOST_ADVICE], 1)
        ]
    return "\n".join(parts) + "\n"


def _cells(row: tuple[str, ...]) -> str:
    return f"| {' | '.join(row)} |"


# Data


def content(audit: Audit) -> dict[str, Any]:
    """As plain data: whole numbers, and the shares as exact fractions `p/q`."""
    adviser = Adviser(audit)
    return {
        "today": audit.outcome.today.isoformat(),
        "interrupted": audit.interrupted,
        "total": _counts(audit.total),
        "classes": {kind: _counts(tally) for kind, tally in audit.classes.items()},
        "aside": dict(audit.aside),
        "red": list(audit.red),
        "claims": [_entry(claim, adviser.best(claim)) for claim in audit.claims],
        "advice": [_told(one) for one in advise(audit)],
    }


def _entry(claim: ClaimAudit, best: Advice | None) -> dict[str, Any]:
    return {
        "claim": claim.claim.ref,
        "figure": claim.guard.key.id,
        "printed": claim.claim.printed,
        "guarded": claim.guarded,
        **_counts(claim.total),
        "undetected": [{"class": slip.kind, "printed": slip.shown} for slip in claim.undetected],
        "advice": _told(best) if best else None,
    }


def _told(one: Advice) -> dict[str, Any]:
    return {"kind": one.kind, "words": one.words, "catches": one.catches, "claims": list(one.claims)}


def _counts(tally: Tally) -> dict[str, Any]:
    share = Fraction(tally.caught, tally.catchable) if tally.catchable else None
    return {
        "slips": tally.slips,
        "inside_rounding": tally.inside,
        "catchable": tally.catchable,
        "caught": tally.caught,
        "missed": tally.missed,
        "unknown": tally.unknown,
        "share": None if share is None else wording.exact_text(share),
        "families": dict(_ordered(tally.families)),
    }
