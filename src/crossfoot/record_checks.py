"""The checks of the record itself: is each figure what was printed, where it was printed, said by whom the record says?

Four families look at the records of each document; the fifth, `readable-record`, turns every problem of loading into an item of its
own, so that a broken row fails and hides nothing; the last, `floor`, asks whether there is as much as gate.yaml says there must be
(`floors.py`, once the relations are decided). All belong to the check module `test_the_record_is_complete`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from crossfoot.dataset import Dataset, Document
from crossfoot.printed import Printed, PrintedError, length_fault, outside_brackets
from crossfoot.problems import Problem
from crossfoot.records import LIST_MEASURE, PERCENT, PP, Claim, Turn, show
from crossfoot.scan.coverage import uncovered
from crossfoot.scan.places import one_line
from crossfoot.units import BASIS_POINTS, is_ratio_of, per, read_for, read_in, said_unit, same_unit
from crossfoot.vocabulary import Bound, Statistic, Verdict
from crossfoot.wording import exact_text

PRINTED_VALUE: Final = "printed-value"
QUOTED_SOURCE: Final = "quoted-source"
SPEAKER_TURN: Final = "speaker-turn"
EVERY_NUMBER: Final = "every-number-recorded"
READABLE: Final = "readable-record"
FLOOR: Final = "floor"
FAMILIES: Final = (PRINTED_VALUE, QUOTED_SOURCE, SPEAKER_TURN, EVERY_NUMBER, READABLE, FLOOR)
LIST_UNIT: Final = "items"
_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """One check of the record: `verdict` is holds, not_checked (then `message` is the reason) or record_check_failed.

    `id` is unique and ASCII, `claims` are refs, `place` is `path:line` or `path:line:column`, or empty.
    `with_claim` says whether waiving the claim waives a failure too.
    """

    id: str
    family: str
    document: str
    claims: tuple[str, ...]
    verdict: Verdict
    message: str
    place: str
    with_claim: bool = True


def check_records(dataset: Dataset) -> tuple[RecordCheck, ...]:
    """Every check of the record, document by document and claim by claim, then the problems of loading."""
    checks: list[RecordCheck] = []
    for document in dataset.documents:
        checks += (printed_value(claim, dataset) for claim in document.claims)
        checks += _quotes(document)
        checks += _turns(document)
        checks.append(_every_number(document))
    checks += _readable(dataset.problems, {document.slug for document in dataset.documents})
    return tuple(checks)


def _for_document(family: str, document: Document, verdict: Verdict, message: str) -> RecordCheck:
    return RecordCheck(f"{family}/{document.slug}", family, document.slug, (), verdict, message, f"{document.slug}/claims.csv:1")


def _for_claim(family: str, claim: Claim, verdict: Verdict, message: str) -> RecordCheck:
    place = f"{claim.document}/claims.csv:{claim.line}"
    return RecordCheck(f"{family}/{claim.ref}", family, claim.document, (claim.ref,), verdict, message, place)


def _decided(family: str, claim: Claim, fault: str, holds: str) -> RecordCheck:
    return _for_claim(family, claim, Verdict.RECORD_CHECK_FAILED if fault else Verdict.HOLDS, fault or holds)


# printed-value: the value is what was printed


def printed_value(claim: Claim, dataset: Dataset) -> RecordCheck:
    """Whether the value, the bound and the unit of a claim are what its print says; the claim need not be one of the data set."""
    if claim.bound is Bound.LOST:
        return _for_claim(PRINTED_VALUE, claim, Verdict.NOT_CHECKED, "the text lost the number")
    try:
        printed = read_for(claim, claim.printed)
    except PrintedError as error:
        return _decided(PRINTED_VALUE, claim, f"the printed form {show(claim.printed)} cannot be read as a figure: {error.message}", "")
    if printed.unit == BASIS_POINTS != claim.unit:
        # What the value should be depends on the unit, so that nothing else can be said before that is put right.
        value = exact_text(read_in(claim.printed, PP).value)
        advice = f"record them as percentage points: value {value}, unit {PP}"
        return _decided(PRINTED_VALUE, claim, f"found the unit {claim.unit}, but {_print(claim)} says basis points; {advice}", "")
    of_the_record = [*_value_faults(claim, printed), *_unit_faults(claim, printed)]
    of_the_print = list(_measure_unit_faults(claim, dataset))
    found = _decided(PRINTED_VALUE, claim, "; ".join([*of_the_record, *of_the_print]), f"{claim.printed} is recorded as printed")
    # Whoever waives a claim accepts what was printed, not that it was copied wrongly.
    return replace(found, with_claim=not of_the_record)


def _value_faults(claim: Claim, printed: Printed) -> Iterator[str]:
    if printed.value != claim.number:
        yield (f"found the value {claim.value}, but {_print(claim)} says {exact_text(printed.value)}; correct the one that was misread")
    if printed.bound is not claim.bound:
        yield f"found the bound {claim.bound}, but {_print(claim)} says {printed.bound}; correct one of them"
    precision = claim.last_unit
    if precision and (claim.number / precision).denominator != 1:
        yield f"found the value {claim.value}, which has more digits than its declared precision {claim.precision}; correct one of them"


def _print(claim: Claim) -> str:
    return f'the printed form "{claim.printed}"'


def _unit_faults(claim: Claim, printed: Printed) -> Iterator[str]:
    said = said_unit(printed)
    if not said or same_unit(said, claim.unit):
        return
    if is_ratio_of(claim.unit, said):
        yield (
            f"found the unit {claim.unit}, but {_print(claim)} says {said} only; if it is meant so, supply the rest in brackets: "
            f'"{claim.printed} [{per(claim.unit)}]"'
        )
    elif printed.unit is not None and not (printed.rest and same_unit(printed.unit, claim.unit)):
        yield f"found the unit {claim.unit}, but {_print(claim)} says {said if printed.rest else printed.unit}; correct one of them"
    else:
        yield (
            f'found "{printed.rest}" in {_print(claim)}, expected nothing but the figure and its unit {claim.unit}; '
            "end the printed form with the unit, or record the unit that was printed"
        )


def _measure_unit_faults(claim: Claim, dataset: Dataset) -> Iterator[str]:
    """Only a level is counted in its measure's unit; the units of growth and shares are part of the record's form."""
    if claim.statistic is not Statistic.LEVEL:
        return
    measure = LIST_UNIT if claim.measure == LIST_MEASURE else dataset.measures[claim.measure].unit
    expected = PP if claim.minus and measure == PERCENT else measure
    if not same_unit(claim.unit, expected):
        yield (
            f"found the unit {claim.unit}, but {claim.measure} is counted in {expected}; if the print says {claim.unit}, "
            "it may be a slip of the print: waive the claim with that reason"
        )


# quoted-source: the text says so at that place


def _quotes(document: Document) -> Iterator[RecordCheck]:
    if document.header.source is None:
        yield _for_document(QUOTED_SOURCE, document, Verdict.NOT_CHECKED, document.text_state)
        return
    for claim in document.claims:
        if claim.span is None:
            fault = "found no place in the text, expected start and end; record where the figure stands"
            yield _decided(QUOTED_SOURCE, claim, fault, "")
        elif document.text is None and (fault := length_fault(claim.printed, claim.span[1] - claim.span[0])):
            yield _decided(QUOTED_SOURCE, claim, fault, "")
        elif document.text is None:
            yield _for_claim(QUOTED_SOURCE, claim, Verdict.NOT_CHECKED, document.text_state)
        else:
            fault = _quote_fault(claim, claim.span, document.text, publish=document.header.publish_text)
            yield _decided(QUOTED_SOURCE, claim, fault, "the text says so at this place")


def _quote_fault(claim: Claim, span: tuple[int, int], text: str, *, publish: bool) -> str:
    start, end = span
    expected = outside_brackets(claim.printed)
    there = text[start:end]
    if not expected:
        return (
            ""
            if there.strip()
            else f"found only blanks in the text at {start} to {end}, expected the words that say it; correct the offsets"
        )
    if there == expected or one_line(there) == one_line(expected):
        return ""
    # The text itself enters a message only where its document allows it.
    found = f"found {show(there)}" if publish else "found something else"
    nearest = _nearest(text, expected, start)
    fault = f'{found} in the text at {start} to {end}, expected "{expected}"'
    if nearest < 0:
        return f"{fault}; the text never says it"
    there = f'"{expected}" stands at {nearest} to {nearest + len(expected)}'
    return f"{fault}; {there}; correct the offsets, or let crossfoot anchor {claim.document} --write do it"


def _nearest(text: str, wanted: str, start: int) -> int:
    """The place of `wanted` nearest to `start` (of two, the later one), or -1."""
    after, before = text.find(wanted, start), text.rfind(wanted, 0, start - 1 + len(wanted))
    if after < 0 or before < 0:
        return max(after, before)
    return after if after - start <= start - before else before


# speaker-turn: the speaker had the word


def _turns(document: Document) -> Iterator[RecordCheck]:
    turns = sorted(document.header.turns, key=lambda turn: turn.start)
    if not turns:
        yield _for_document(SPEAKER_TURN, document, Verdict.NOT_CHECKED, "the document records no turns")
        return
    starts = [turn.start for turn in turns]
    for claim in document.claims:
        if claim.start is None:
            yield _for_claim(SPEAKER_TURN, claim, Verdict.NOT_CHECKED, "the claim has no place in the text")
        else:
            index = bisect_right(starts, claim.start) - 1
            yield _decided(
                SPEAKER_TURN, claim, _turn_fault(claim, turns[index] if index >= 0 else None), f"{claim.speaker} has the word there"
            )


def _turn_fault(claim: Claim, turn: Turn | None) -> str:
    if turn is None:
        return f"found the claim at {claim.start}, before the first turn; correct its offsets, or add the turn to document.yaml"
    if turn.speaker == claim.speaker:
        return ""
    return (
        f"found the speaker {claim.speaker} at {claim.start}, where {turn.speaker} has the word (from {turn.start} on); "
        "correct the speaker, the offsets, or the turns in document.yaml"
    )


# every-number-recorded: nothing in the text was overlooked


def _every_number(document: Document) -> RecordCheck:
    def check(verdict: Verdict, message: str) -> RecordCheck:
        return RecordCheck(
            f"{EVERY_NUMBER}/{document.slug}", EVERY_NUMBER, document.slug, (), verdict, message, f"{document.slug}/claims.csv:1"
        )

    if document.text is None:
        return check(Verdict.NOT_CHECKED, document.text_state)
    missing = uncovered(document.text, document.claims, document.mentions, also=document.broken_spans)
    if not missing:
        return _for_document(
            EVERY_NUMBER, document, Verdict.HOLDS, "every number of the text is recorded as a claim or accounted for as a mention"
        )
    listed = ", ".join(f'"{number.text}" at {number.start} to {number.end}' for number in missing[:_MOST_LISTED])
    more = f" and {len(missing) - _MOST_LISTED} more" if len(missing) > _MOST_LISTED else ""
    message = (
        f"found {len(missing)} numbers in the text that nobody recorded: {listed}{more}; "
        "add a claim, or a mention that says why it is none, that holds the whole number"
    )
    return _for_document(EVERY_NUMBER, document, Verdict.RECORD_CHECK_FAILED, message)


# readable-record: a problem of loading is a failing item of its own


def _readable(problems: Iterable[Problem], slugs: set[str]) -> Iterator[RecordCheck]:
    seen: Counter[str] = Counter()
    for problem in problems:
        folder = problem.path.partition("/")[0]
        document = folder if folder in slugs else ""
        name = re.sub(r"[^a-z0-9./-]+", "-", problem.path.lower()).strip("-") or "folder"
        name = f"{READABLE}/{name}-{problem.line}" if problem.line else f"{READABLE}/{name}"
        seen[name] += 1
        unique = name if seen[name] == 1 else f"{name}-{problem.rule}-{seen[name]}"
        yield RecordCheck(unique, READABLE, document, (), Verdict.RECORD_CHECK_FAILED, str(problem), _place(problem))


def _place(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
