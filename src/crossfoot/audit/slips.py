"""What a claim's document could say instead, if somebody slipped: value and print alike, the row still well-formed or not.

`solver.slips` asks which figure could have been turned into a print; this is the other way round, and asks of the key (the period, the
unit) as well. A figure that two slips can make counts in both classes.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from crossfoot.audit import prints
from crossfoot.dataset import Dataset
from crossfoot.figures import key_of
from crossfoot.period import Period, PeriodError, children, parse_period
from crossfoot.printed import Printed, PrintedError
from crossfoot.records import DECIMAL, LIST_MEASURE, PERCENT, PP, STANDING, TIMES, UNSTATED, Claim
from crossfoot.solver.slips import DIGIT, DOUBLED, DROPPED, FLIPPED, SIGN, SWAPPED, TEN, THOUSAND
from crossfoot.units import read_for, same_unit
from crossfoot.vocabulary import Bound, Kind, Statistic
from crossfoot.wording import exact_text

POINTS, UNIT, PERIOD, PASTED = "points for percent", "another unit", "another period", "another figure of the document"
CLASSES: Final = (DIGIT, SWAPPED, DROPPED, DOUBLED, TEN, THOUSAND, SIGN, POINTS, UNIT, PERIOD, PASTED, FLIPPED)
# Somebody who pastes the wrong figure pastes one that stands near.
MOST_PASTED = 8
_RATES = frozenset({PERCENT, PP, TIMES, "ordinal", "items"})
_LONGEST_PRINT = 200


@dataclass(frozen=True, slots=True)
class Mutation:
    """A claim as a slip of a class would have it; `shown` says in a few words what would be printed."""

    kind: str
    claim: Claim
    shown: str


def mutations_of(claim: Claim, dataset: Dataset, near: Iterable[Claim]) -> tuple[Mutation, ...]:
    """Every slip of a claim, class by class; `near` are the claims that may be pasted in its place, the nearest first."""
    if claim.bound is Bound.LOST:
        return ()
    found = [
        *_of_print(claim, dataset),
        *_of_unit(claim, dataset),
        *_of_period(claim, dataset),
        *_pasted(claim, near),
        *_read(claim, FLIPPED, prints.other_hedge(claim.printed), only_first=True),
    ]
    return tuple(sorted(found, key=lambda one: CLASSES.index(one.kind)))


def neighbours(claims: Iterable[Claim]) -> Mapping[str, tuple[Claim, ...]]:
    """For each claim of a document (its ref), the others of its unit, the nearest row first."""
    by_unit: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.bound is not Bound.LOST:
            by_unit.setdefault(claim.unit, []).append(claim)
    return {claim.ref: tuple(_nearest(some, n)) for some in by_unit.values() for n, claim in enumerate(some)}


def _nearest(claims: list[Claim], place: int) -> Iterator[Claim]:
    for distance in range(1, len(claims)):
        for n in (place - distance, place + distance):
            if 0 <= n < len(claims) and claims[n].number != claims[place].number:
                yield claims[n]
        if distance > MOST_PASTED * MOST_PASTED:
            return


# The print


def _of_print(claim: Claim, dataset: Dataset) -> Iterator[Mutation]:
    text = claim.printed
    yield from _read(claim, DIGIT, prints.another_digit(text))
    yield from _read(claim, SWAPPED, prints.swapped(text))
    yield from _read(claim, DROPPED, prints.dropped(text))
    yield from _read(claim, DOUBLED, prints.doubled(text))
    yield from _read(claim, TEN, prints.times_ten(text))
    plain = claim.statistic is Statistic.LEVEL and claim.unit not in _RATES and not _numbers_things(claim, dataset)
    yield from _read(claim, THOUSAND, prints.other_scale(text, plain=plain))
    if claim.number and not _numbers_things(claim, dataset):
        yield from _read(claim, SIGN, prints.other_sign(text), only_first=True)


def _numbers_things(claim: Claim, dataset: Dataset) -> bool:
    return claim.measure == LIST_MEASURE or dataset.measures[claim.measure].kind is Kind.ORDINAL


def _read(claim: Claim, kind: str, texts: Iterable[str], *, only_first: bool = False) -> Iterator[Mutation]:
    """The claims that print these texts, as far as each is a figure that differs from the claim's."""
    for text in texts:
        mutated = _printing(claim, text, kind)
        if mutated is not None:
            yield Mutation(kind, mutated, text)
            if only_first:
                return


def _printing(claim: Claim, text: str, kind: str) -> Claim | None:
    try:
        printed = read_for(claim, text)
    except PrintedError:
        return None
    if not _meant(claim, printed, kind) or len(text) > _LONGEST_PRINT:
        return None
    value = exact_text(printed.value)
    return claim.model_copy(update={"value": value, "bound": printed.bound, "printed": text}) if DECIMAL.fullmatch(value) else None


def _meant(claim: Claim, printed: Printed, kind: str) -> bool:
    """Whether the text shows the slip of its class and nothing else."""
    if kind == FLIPPED:
        return printed.value == claim.number and printed.bound is not claim.bound
    if kind == SIGN:
        return printed.value == -claim.number
    return printed.value != claim.number and printed.bound is claim.bound


def _pasted(claim: Claim, near: Iterable[Claim]) -> Iterator[Mutation]:
    seen: set[str] = set()
    for other in near:
        if len(seen) == MOST_PASTED:
            return
        if other.number != claim.number and other.printed not in seen:
            seen.add(other.printed)
            same = {"value": other.value, "bound": other.bound, "printed": other.printed, "precision": other.precision}
            yield Mutation(PASTED, claim.model_copy(update=same), f"{other.printed} ({other.ref})")


# The unit


def _of_unit(claim: Claim, dataset: Dataset) -> Iterator[Mutation]:
    if claim.unit in (PERCENT, PP):
        yield _with_unit(claim, POINTS, PP if claim.unit == PERCENT else PERCENT)
    other = _other_unit(claim, dataset)
    if other and not _numbers_things(claim, dataset):
        yield _with_unit(claim, UNIT, other)


def _other_unit(claim: Claim, dataset: Dataset) -> str:
    """Times for percent and the other way round; of a level, the next unit of the data set that it could be confused with."""
    if claim.unit in (PERCENT, TIMES):
        return TIMES if claim.unit == PERCENT else PERCENT
    units = sorted({measure.unit for measure in dataset.measures.values()} - _RATES)
    return next((unit for unit in (*(u for u in units if u > claim.unit), *units) if not same_unit(unit, claim.unit)), "")


def _with_unit(claim: Claim, kind: str, unit: str) -> Mutation:
    text = prints.in_unit(claim.printed, unit)
    return Mutation(
        kind, claim.model_copy(update={"unit": unit, "printed": text}), f"{text} (in {unit})" if text == claim.printed else text
    )


# The period


def _of_period(claim: Claim, dataset: Dataset) -> Iterator[Mutation]:
    if claim.period in (STANDING, UNSTATED):
        return
    key = key_of(claim, dataset.measures)
    seen = {key}
    for text in _other_periods(parse_period(claim.period)):
        mutated = claim.model_copy(update={"period": text})
        other = key_of(mutated, dataset.measures)
        if other not in seen:
            seen.add(other)
            yield Mutation(PERIOD, mutated, f"{claim.printed} for {text}")


def _other_periods(days: Period) -> Iterator[str]:
    """A year before and after, and the next longer and shorter one (month, quarter, half-year, year) that ends on the same day."""
    for shifted in (_year_before, _year_after):
        try:
            yield shifted(days).text
        except (PeriodError, ValueError):
            continue
    usual = _ending_with(days.last)
    place = next((n for n, period in enumerate(usual) if period == days), None)
    if place is not None:
        yield from (usual[n].text for n in (place - 1, place + 1) if 0 <= n < len(usual))


def _year_before(days: Period) -> Period:
    return days.year_before()


def _year_after(days: Period) -> Period:
    return Period(None if days.first is None else _later(days.first, ends=days.first == days.last), _later(days.last, ends=True))


def _later(day: date, *, ends: bool) -> date:
    length = monthrange(day.year + 1, day.month)[1]
    last = ends and day.day == monthrange(day.year, day.month)[1]
    return date(day.year + 1, day.month, length if last else min(day.day, length))


def _ending_with(last: date) -> list[Period]:
    """The month, quarter, half-year and year that end on a day, the shortest first."""
    year = parse_period(f"{last.year:04}")
    divided = [part for parts in reversed(children(year)) for part in parts if part.last == last]
    return [*divided, year] if year.last == last else divided
