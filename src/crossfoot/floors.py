"""Is there still as much to check as gate.yaml says there must be? Part of the checks of the record, once the relations are decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from crossfoot.dataset import Dataset, Document
from crossfoot.loading.floors import FILE
from crossfoot.record_checks import FLOOR, RecordCheck
from crossfoot.scan.coverage import uncovered
from crossfoot.scan.numbers import find_numbers
from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Verdict

CLAIMS: Final = "min_claims"
RELATIONS: Final = "min_relations"
COVERAGE: Final = "min_coverage"


def check_floors(dataset: Dataset, decisions: Iterable[Decision]) -> Iterator[RecordCheck]:
    """One check for each floor that gate.yaml sets; `decisions` are those on the relations."""
    floors = dataset.floors
    if floors.min_claims is not None:
        yield _check(CLAIMS, sum(1 for _ in dataset.claims()), floors.min_claims, "claims are recorded")
    if floors.min_relations is not None:
        decided = sum(decision.verdict.decided for decision in decisions)
        yield _check(RELATIONS, decided, floors.min_relations, "relations were decided")
    if floors.min_coverage is not None:
        yield _coverage(dataset, floors.min_coverage)


def _check(name: str, found: int, floor: int, what: str) -> RecordCheck:
    if found >= floor:
        return _made(name, Verdict.HOLDS, f"{found} {what}, at least {floor} must be")
    return _made(name, Verdict.RECORD_CHECK_FAILED, f"found that {found} {what}, expected at least {floor} ({name} of {FILE})")


def _coverage(dataset: Dataset, floor: int) -> RecordCheck:
    """How many of the numbers of all attached texts are recorded, as claims or as mentions."""
    attached = [document for document in dataset.documents if document.text is not None]
    if not attached:
        return _made(COVERAGE, Verdict.NOT_CHECKED, "source not attached")
    numbers = sum(sum(1 for _ in find_numbers(document.text or "")) for document in attached)
    missing = sum(len(_unrecorded(document)) for document in attached)
    recorded = Fraction(100 * (numbers - missing), numbers) if numbers else Fraction(100)
    said = f"{numbers - missing} of {numbers} numbers of the attached texts are recorded"
    if recorded >= floor:
        return _made(COVERAGE, Verdict.HOLDS, f"{said}, at least {floor} % must be")
    return _made(COVERAGE, Verdict.RECORD_CHECK_FAILED, f"found that {said}, expected at least {floor} % ({COVERAGE} of {FILE})")


def _unrecorded(document: Document) -> list[object]:
    return list(uncovered(document.text or "", document.claims, document.mentions, also=document.broken_spans))


def _made(name: str, verdict: Verdict, message: str) -> RecordCheck:
    return RecordCheck(f"{FLOOR}/{name}", FLOOR, "", (), verdict, message, f"{FILE}:1")
