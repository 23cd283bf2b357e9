"""Claims about one thing, grouped into a figure.

The thing is the `Key`: measure, statistic, whole, period, comparison, subtrahend and scenario, each normalised, so that two
speakers who spell one period differently still speak of one figure, and a quarter and a half-year never meet by accident.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from crossfoot.dataset import Dataset, Document
from crossfoot.interval import EVERYTHING, Interval, Pieces, meet_all
from crossfoot.period import Period, PeriodError, parse_period
from crossfoot.readings import readings_of
from crossfoot.records import LIST_MEASURE, PERCENT, PP, RELATIVE, STANDING, UNSTATED, Claim, Declared, Listed, Measure, Scenario
from crossfoot.speech import numbers
from crossfoot.vocabulary import Bound, Kind, ScenarioKind, Statistic

LIST = Measure(slug=LIST_MEASURE, label="announced items", unit="items", kind=Kind.COUNT, integer=True, min="0", timeless=True)


class Key(NamedTuple):
    """What a figure is about; all parts normalised text, empty where they do not apply.

    `points` is "pp" for a contribution in percentage points, which is another figure than the one in percent of the whole's growth.
    """

    measure: str
    statistic: Statistic
    of: str = ""
    period: str = ""
    versus: str = ""
    minus: str = ""
    scenario: str = ""
    points: str = ""

    @property
    def id(self) -> str:
        """The figure id: `nev-sales/growth/2022-06/yoy`."""
        marked = (("of-", self.of), ("", self.period), ("", self.versus), ("minus-", self.minus), ("as-", self.scenario), ("", self.points))
        parts = [self.measure, str(self.statistic), *(mark + _slug(part) for mark, part in marked if part)]
        return "/".join(parts)

    @property
    def days(self) -> Period | None:
        """The period as days, or None where the figure has none."""
        try:
            return parse_period(self.period)
        except PeriodError:
            return None


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing and every claim about it, in order of document and id.

    `claims` are those that take part; `broken` are claims whose own record check failed.
    """

    key: Key
    measure: Measure
    claims: tuple[Claim, ...] = ()
    broken: tuple[Claim, ...] = ()

    @property
    def id(self) -> str:
        """The figure id."""
        return self.key.id

    @property
    def printed(self) -> bool:
        """Whether somebody printed a number for it (a lost one says nothing)."""
        return any(claim.bound is not Bound.LOST for claim in (*self.claims, *self.broken))

    @property
    def usable(self) -> bool:
        """Whether a print that passed its record checks is there to compute with."""
        return any(claim.bound is not Bound.LOST for claim in self.claims)

    @property
    def unit(self) -> str:
        """The unit of the figure: growth is in percent, also where it was printed in times."""
        if self.key.statistic is Statistic.LEVEL:
            return PP if self.key.minus and self.measure.unit == PERCENT else self.measure.unit
        if self.key.statistic is Statistic.RATIO:
            return "times"
        return PP if self.key.minus or self.key.points else PERCENT

    @property
    def numbers(self) -> tuple[Claim, ...]:
        """The claims that say which values the figure may have: all that are not lost, but for words of direction beside a number."""
        return numbers(self.claims)

    def domain(self, tier: str) -> Pieces:
        """The values that all prints of the figure allow together, in a tier of readings."""
        return meet_all(readings_of(claim, self.measure).tier(tier) for claim in self.numbers)


@dataclass(frozen=True, slots=True)
class Credited:
    """A claim (its ref) whose speaker credits its figure to somebody else, by name, and the refs of what that one says of it there."""

    claim: str
    name: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """Every printed figure of a data set by its key, and the measures and scenarios that say how figures relate.

    `pinned` are the documents that are never blamed, `unrelated` sets of claims (refs) that the record says are not related, with the
    reason, and `declared` the relations that a document (its slug) states beyond its rows; `listed` and `credited` are what it announces
    and credits to others.
    """

    measures: Mapping[str, Measure]
    scenarios: Mapping[str, Scenario]
    by_key: Mapping[Key, Figure] = field(default_factory=dict)
    pinned: frozenset[str] = frozenset()
    unrelated: tuple[tuple[frozenset[str], str], ...] = ()
    declared: tuple[tuple[str, Declared], ...] = ()
    listed: tuple[tuple[str, Listed], ...] = ()
    credited: tuple[Credited, ...] = ()

    def __iter__(self) -> Iterator[Figure]:
        """The printed figures, in order of their keys."""
        return iter(self.by_key.values())

    @cached_property
    def by_id(self) -> dict[str, Key]:
        """The keys of the printed figures by their ids."""
        return {figure.id: figure.key for figure in self}

    def get(self, key: Key) -> Figure:
        """The figure of a key; one without claims where nobody printed it."""
        return self.by_key.get(key) or Figure(key, self.measure_of(key))

    def of(self, measures: Iterable[str]) -> Iterator[Figure]:
        """The printed figures of these measures (slugs, each once), each measure's in order of their keys."""
        return (figure for slug in measures for figure in self._by_measure.get(slug, ()))

    @cached_property
    def _by_measure(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for figure in self:
            found.setdefault(figure.key.measure, []).append(figure)
        return found

    def printed(self, key: Key) -> bool:
        """Whether somebody printed a number for this key."""
        figure = self.by_key.get(key)
        return figure is not None and figure.printed

    def figure_of(self, ref: str) -> Figure | None:
        """The figure that a claim is about, or None where the claim takes no part."""
        return self._by_claim.get(ref)

    @cached_property
    def _by_claim(self) -> dict[str, Figure]:
        return {claim.ref: figure for figure in self for claim in figure.claims}

    def measure_of(self, key: Key) -> Measure:
        """The measure of a key; announced lists have one of their own."""
        return LIST if key.measure == LIST_MEASURE else self.measures[key.measure]

    def key(
        self, measure: str, *, period: str, statistic: Statistic = Statistic.LEVEL, scenario: str = "", of: str = "", versus: str = ""
    ) -> Key:
        """The key of another figure, under the rules of its own measure (a timeless one drops the period)."""
        found = self.measures[measure]
        return Key(measure, statistic, of, _normal_period(period, found), versus, "", scenario)

    def at(self, key: Key, period: Period) -> Key:
        """The same figure at another period."""
        return key._replace(period=_normal_period(period.text, self.measure_of(key)))

    def vintages(self) -> list[str]:
        """The scenarios that are earlier prints of the actual figures, in the order of measures.yaml."""
        return [code for code, scenario in self.scenarios.items() if scenario.kind is ScenarioKind.VINTAGE]

    def is_plan(self, key: Key) -> bool:
        """Whether the figure belongs to a plan."""
        scenario = self.scenarios.get(key.scenario)
        return scenario is not None and scenario.kind is ScenarioKind.PLAN

    def stand_in(self, key: Key) -> Key:
        """The key itself if it is printed or nothing stands in; else the same figure in another vintage (docs, vintages)."""
        if self.printed(key) or self.is_plan(key):
            return key
        others = (key._replace(scenario=code) for code in ["", *self.vintages()] if code != key.scenario)
        return next((other for other in others if self.printed(other)), key)

    def subtrahend(self, key: Key) -> tuple[Key, Key]:
        """For a difference, its minuend and subtrahend: the same row without `minus`, and with one dimension replaced."""
        minuend = key._replace(minus="")
        return minuend, self._replaced(minuend, key.minus)

    def _replaced(self, key: Key, by: str) -> Key:
        if by in self.scenarios:
            return key._replace(scenario=by)
        if by in self.measures:
            period = _normal_period(key.period, self.measures[by]) if key.days else key.period
            return key._replace(measure=by, period=period)
        other = compared_period(key, by)
        return key if other is None else self.at(key, other)


def plausible_range(key: Key, figures: Figures) -> Interval:
    """The values that the measure or the statistic leaves possible, whatever is printed.

    A level lies between the measure's `min` and `max`; of a measure that is never negative, a share of a whole that is never
    negative either lies within 0 and 100 percent, and growth is a fall of at most 100 percent.
    """
    measure = figures.measure_of(key)
    if key.minus:
        return EVERYTHING
    if key.statistic is Statistic.LEVEL:
        return Interval(measure.low, measure.high)
    if not measure.never_negative:
        return EVERYTHING
    if key.statistic is Statistic.GROWTH:
        return Interval(Fraction(-100), None)
    if key.statistic is Statistic.SHARE and key.of in figures.measures and figures.measures[key.of].never_negative:
        return Interval(Fraction(0), Fraction(100))
    return Interval(Fraction(0), None) if key.statistic is Statistic.RATIO else EVERYTHING


def group(dataset: Dataset, *, without: Iterable[str] = (), broken: Iterable[str] = ()) -> Figures:
    """All figures of a data set.

    `without` are refs of claims that are set aside (waived), `broken` refs of claims whose record check failed: they stay visible
    at their figure and take no part.
    """
    aside, failed = frozenset(without), frozenset(broken)
    rows: dict[Key, list[Claim]] = {}
    for claim in dataset.claims():
        if claim.ref not in aside:
            rows.setdefault(key_of(claim, dataset.measures), []).append(claim)
    measures = Figures(dataset.measures, dataset.scenarios)
    by_key = {}
    for key in sorted(rows):
        claims = sorted(rows[key], key=lambda claim: (claim.document, claim.id))
        good = tuple(claim for claim in claims if claim.ref not in failed)
        bad = tuple(claim for claim in claims if claim.ref in failed)
        by_key[key] = Figure(key, measures.measure_of(key), good, bad)
    documents = dataset.documents
    return Figures(
        dataset.measures,
        dataset.scenarios,
        by_key,
        pinned=frozenset(document.slug for document in documents if document.header.pinned),
        unrelated=tuple((frozenset(entry.claims), entry.why) for d in documents for entry in d.declared.not_related),
        declared=tuple((document.slug, entry) for document in documents for entry in document.declared.relations),
        listed=tuple((document.slug, entry) for document in documents for entry in document.declared.listed),
        credited=tuple(entry for document in documents for entry in _credited(document, dataset.measures)),
    )


def _credited(document: Document, measures: Mapping[str, Measure]) -> Iterator[Credited]:
    """What a document credits to somebody else; also claims that are set aside are there, so that nobody is said to be silent."""
    by_id = {claim.id: claim for claim in document.claims}
    for entry in document.declared.attributions:
        key = key_of(by_id[entry.claim], measures)
        said = (c.ref for c in document.claims if c.speaker == entry.to and c.id != entry.claim and key_of(c, measures) == key)
        name = document.header.speakers.get(entry.to, entry.to)
        yield Credited(by_id[entry.claim].ref, name, tuple(sorted(said)))


def key_of(claim: Claim, measures: Mapping[str, Measure]) -> Key:
    """The normalised key of a claim.

    A list belongs to its document, and a claim whose period is unstated joins no other claim.
    """
    measure = LIST if claim.measure == LIST_MEASURE else measures[claim.measure]
    of = f"{claim.document}.{claim.of}" if measure is LIST else claim.of
    period = f"{UNSTATED}-{claim.document}.{claim.id}" if claim.period == UNSTATED else _normal_period(claim.period, measure)
    versus = _normal_comparison(claim.versus, claim.period, measure)
    minus = _normal_comparison(claim.minus, claim.period, measure)
    points = PP if claim.statistic is Statistic.CONTRIBUTION and claim.unit == PP else ""
    return Key(claim.measure, claim.statistic, of, period, versus, minus, claim.scenario, points)


def compared_period(key: Key, comparison: str) -> Period | None:
    """The period that `yoy`, `previous` or a period text points to from a key, or None where it points to no period."""
    days = key.days
    try:
        if comparison not in RELATIVE:
            return parse_period(comparison)
        if days is None:
            return None
        return days.year_before() if comparison == "yoy" else days.previous()
    except PeriodError:
        return None


def _normal_period(text: str, measure: Measure) -> str:
    if measure.timeless:
        return ""
    if text == STANDING or text.startswith(UNSTATED):
        return text
    days = parse_period(text)
    return (days.last_day() if measure.kind is Kind.STOCK else days).text


def _normal_comparison(text: str, period: str, measure: Measure) -> str:
    """`yoy` and `previous` where the text says so or amounts to it, another period in its canonical spelling, else the text.

    The previous period of a stock depends on how its day was written (June, or the 30th), so there it becomes the day itself.
    """
    try:
        return _compared_with(text, period, measure)
    except PeriodError:
        return text


def _compared_with(text: str, period: str, measure: Measure) -> str:
    other = None if text in RELATIVE else parse_period(text)
    if period in (STANDING, UNSTATED):
        return text if other is None else other.text
    days = parse_period(period)
    if measure.kind is Kind.STOCK:
        return _stock_comparison(text, other, days)
    if other is None:
        return "yoy" if _same_previous(text, days) else text
    if other == days.year_before():
        return "yoy"
    return "previous" if days.first is not None and other == days.previous() else other.text


def _stock_comparison(text: str, other: Period | None, days: Period) -> str:
    if other is None:
        other = days.year_before() if text == "yoy" else days.previous()
    last = other.last_day()
    return "yoy" if last == days.last_day().year_before() else last.text


def _same_previous(text: str, days: Period) -> bool:
    """Whether the period before is the one a year before, as for a year."""
    return text == "yoy" or (days.first is not None and days.previous() == days.year_before())


def _slug(part: str) -> str:
    return part.replace("../", "until-").replace("/", "_")
