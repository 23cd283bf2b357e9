"""What each row and file of `claims/` may hold. `dataset` reads them; docs/record-format.md explains every field.

The models check one record by itself, and say in plain words what is wrong. What needs a second file (does this speaker exist?)
is checked in `dataset`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from crossfoot.period import PeriodError, parse_period
from crossfoot.vocabulary import Bound, GrowthBasis, Kind, MentionClass, ScenarioKind, ShareBasis, Statistic, Weakens

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RECORD_ID = re.compile(r"[a-z]+[0-9]{3,}")
LIST_ID = re.compile(r"[A-Za-z]+[0-9]+")
DECIMAL = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
UNIT = re.compile(r"[^\s,;<>\"'=@][^\s,;<>\"'=@]{0,39}")
LIST_MEASURE = "list"
ORDINAL_KINDS = frozenset({Kind.ORDINAL})
STANDING, UNSTATED = "standing", "unstated"
RELATIVE = ("yoy", "previous")
PERCENT, PP, TIMES = "percent", "pp", "times"
GUESS = "?"
MAX_TEXT = 10_000
_SHOWN = 40
_ONE_PERIOD = r"[1-9][0-9]{3}(-(H[12]|Q[1-4]|[0-9]{2}(-[0-9]{2})?))?"
PERIOD_PATTERN = rf"standing|unstated|((\.\.|{_ONE_PERIOD})/)?{_ONE_PERIOD}"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPREADSHEET_DATE = re.compile(
    r"(?:[0-9]{1,2}[-/. ])?[A-Za-z\u00e4\u00c4]{3,4}\.?[-/. ][0-9]{2,4}|[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})|"
    r"[0-9]{4}[./][0-9]{1,2}(?:[./][0-9]{1,2})?|[0-9]{5}|[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:]+"
)
_OFFSET = re.compile(r"[0-9]{1,9}")
UNITS_OF = {
    Statistic.GROWTH: (PERCENT, TIMES),
    Statistic.RATIO: (TIMES,),
    Statistic.SHARE: (PERCENT,),
    Statistic.CONTRIBUTION: (PERCENT, PP),
}


class FieldError(ValueError):
    """Two fields of one record do not fit together; `field` is the one to look at first."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a text field must look like, for the published table schema."""

    regex: str


def show(found: object) -> str:
    """What was found, for a message: short, on one line, every odd character escaped, and `nothing` for an empty field."""
    if found is None or found == "":
        return "nothing"
    text = ascii(found) if isinstance(found, str) and not found.isprintable() else repr(found)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


@lru_cache(maxsize=65536)
def exact(text: str) -> Fraction:
    """The exact number that a decimal text stands for.

    Raises:
        ValueError: the text is not a plain decimal (an exponent, NaN, infinity, group separators, more than 40 digits).
    """
    if not DECIMAL.fullmatch(text):
        message = (
            f"found {show(text)}, expected a plain decimal of at most 40 digits such as 2661000 or -7.0; "
            "write it without exponent, separators or words (crossfoot fmt undoes what a spreadsheet put in)"
        )
        raise ValueError(message)
    return Fraction(text)


def spreadsheet_date(text: str) -> bool:
    """Whether a text looks like what spreadsheets make of a period: Jun-22, 25/06/2022, 44713."""
    return _SPREADSHEET_DATE.fullmatch(text) is not None


def _matching(pattern: re.Pattern[str], expected: str) -> AfterValidator:
    def check(text: str) -> str:
        if not pattern.fullmatch(text):
            message = f"found {show(text)}, expected {expected}"
            raise ValueError(message)
        return text

    return AfterValidator(check)


def _one_of(vocabulary: type[StrEnum]) -> BeforeValidator:
    def check(text: object) -> object:
        names = [member.value for member in vocabulary]
        if text not in names:
            message = f"found {show(text)}, expected one of: {', '.join(names)}"
            raise ValueError(message)
        return vocabulary(text)

    return BeforeValidator(check)


def _period_text(text: str) -> str:
    if text not in (STANDING, UNSTATED):
        try:
            parse_period(text)
        except PeriodError as error:
            message = f"{error}, or the word {STANDING} or {UNSTATED}"
            if spreadsheet_date(text):
                message += "; a spreadsheet has made a date of it: crossfoot fmt puts it back where that can be proved"
            raise ValueError(message) from error
    return text


def _decimal_text(text: str) -> str:
    if text:
        exact(text)
    return text


def _offset(found: object) -> object:
    """A count of characters, from text too. Pydantic by itself would also take +5, 5.0 and 1_000."""
    if isinstance(found, str):
        if not _OFFSET.fullmatch(found):
            message = f"found {show(found)}, expected a whole number of characters from 0"
            raise ValueError(message)
        return int(found)
    return found


def _whole(found: object) -> object:
    """A whole number from 0, as text."""
    if not isinstance(found, str) or not _OFFSET.fullmatch(found):
        message = f"found {show(found)}, expected a whole number from 0"
        raise ValueError(message)
    return int(found)


def _percent(found: object) -> object:
    """A whole number of percent, as text."""
    number = _whole(found)
    if isinstance(number, int) and number > 100:  # noqa: PLR2004 - all of it
        message = f"found {number}, expected at most 100 percent"
        raise ValueError(message)
    return number


def _date(found: object) -> object:
    """A date as text. Pydantic by itself would also take seconds since 1970."""
    if isinstance(found, str):
        try:
            if _DATE.fullmatch(found):
                return date.fromisoformat(found)
        except ValueError:
            pass
        message = f"found {show(found)}, expected a day of the calendar such as 2022-07-19"
        raise ValueError(message)
    return found


def _turn(found: object) -> object:
    """A turn is written as a list of three: `[112, cctv, question]`."""
    names = ("start", "speaker", "role")
    if isinstance(found, list):
        if len(found) != len(names):
            message = f"found a list of {len(found)}, expected three: [offset, speaker, question or answer]"
            raise ValueError(message)
        return dict(zip(names, found, strict=True))
    return found


Slug = Annotated[str, _matching(SLUG, "lower-case letters, digits and single hyphens, such as nev-sales"), Pattern(SLUG.pattern)]
RecordId = Annotated[str, _matching(RECORD_ID, "lower-case letters and at least three digits, such as c053"), Pattern(RECORD_ID.pattern)]
PeriodText = Annotated[str, AfterValidator(_period_text), Pattern(PERIOD_PATTERN)]
DecimalText = Annotated[str, AfterValidator(_decimal_text), Pattern(DECIMAL.pattern)]
UnitText = Annotated[
    str,
    _matching(UNIT, "a unit without spaces, such as yuan, percent or Wh/kg; write per as a slash and join words with hyphens"),
    Pattern(UNIT.pattern),
]
Offset = Annotated[int, BeforeValidator(_offset), Field(ge=0)]
Whole = Annotated[int, BeforeValidator(_whole)]
Percent = Annotated[int, BeforeValidator(_percent)]
Day = Annotated[date, BeforeValidator(_date)]
Text = Annotated[str, Field(max_length=MAX_TEXT)]


class Record(BaseModel):
    """Frozen, with no field beyond those named."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Claim(Record):
    """One figure as one speaker printed it: a row of claims.csv.

    `value` is in the base unit and signed; percentages stay as printed (5.8). `start` and `end` are character offsets into the
    source text, None where the document has none. `document` and `line` say where the row stands.
    """

    document: str
    line: int
    id: RecordId = Field(description="The claim's name in its document; never renumbered, never reused.")
    speaker: Slug = Field(description="Who printed the figure; a slug of document.yaml.")
    measure: Slug = Field(description="What is measured: a slug of measures.yaml, or `list` for an announced number of items.")
    statistic: Annotated[Statistic, _one_of(Statistic)] = Field(description="What is said of the measure.")
    of: str = Field("", description="The whole of a share or contribution (a measure), the list's id for a list, else empty.")
    period: PeriodText = Field(description="The days the figure speaks of, `standing` (timeless) or `unstated` (joins no other claim).")
    versus: str = Field(
        "", description="What growth, ratio or contribution is compared with: yoy, previous, a period, measure or scenario."
    )
    minus: str = Field(
        "", description="What is subtracted from the same row with one dimension replaced: a period, yoy, previous, a measure, a scenario."
    )
    scenario: str = Field("", description="Empty for the actual figure; else a code of measures.yaml's scenarios.")
    value: DecimalText = Field(
        "", description="Exact decimal in the base unit, signed; percentages as printed; empty only where the number is lost."
    )
    unit: UnitText = Field(description="The base unit of the value.")
    bound: Annotated[Bound, _one_of(Bound)] = Field(description="How the print hedges its figure.")
    precision: DecimalText = Field("", description="The last printed unit, only where the print does not say it; 0 for an exact count.")
    printed: Annotated[str, Field(max_length=200)] = Field(
        "", description="The figure as printed, from its qualifier or sign to its unit; what the recorder supplies stands in brackets."
    )
    start: Offset | None = Field(None, description="First character of the figure in the source text, counted from 0.")
    end: Offset | None = Field(None, description="The character after the figure's last one.")
    assumed: tuple[str, ...] = Field(
        (),
        description="Columns whose content the text does not state, separated by spaces; a trailing ? marks a guess not yet confirmed.",
    )
    note: Text = Field("", description="Free text in the recorder's own words.")

    @property
    def ref(self) -> str:
        """The id across documents: `miit-2022h1/c053`."""
        return f"{self.document}/{self.id}"

    @property
    def number(self) -> Fraction:
        """The value as an exact number.

        Raises:
            ValueError: the number was lost, so that there is none.
        """
        return exact(self.value)

    @property
    def last_unit(self) -> Fraction | None:
        """The stated precision, or None where the print says it."""
        return exact(self.precision) if self.precision else None

    @property
    def guesses(self) -> tuple[str, ...]:
        """The columns that a draft guessed and nobody has confirmed; with any of them the claim is a draft."""
        return tuple(name.removesuffix(GUESS) for name in self.assumed if name.endswith(GUESS))

    @property
    def taken_from_context(self) -> tuple[str, ...]:
        """The columns whose content the text does not state, as somebody confirmed."""
        return tuple(name for name in self.assumed if not name.endswith(GUESS))

    @property
    def span(self) -> tuple[int, int] | None:
        """Where the figure stands in the source text."""
        return None if self.start is None or self.end is None else (self.start, self.end)

    @model_validator(mode="after")
    def _fits_together(self) -> Claim:
        for check in (_value_problem, _whole_problem, _comparison_problem, _unit_problem):
            problem = check(self)
            if problem:
                raise problem
        _check_span(self.start, self.end)
        return self


def _value_problem(claim: Claim) -> FieldError | None:
    if claim.bound is Bound.LOST:
        field = "value" if claim.value else "printed"
        beside = f"found {show(getattr(claim, field))} beside the bound lost, expected nothing; leave value and printed empty"
        return FieldError(field, beside) if claim.value or claim.printed else None
    if not claim.value:
        return FieldError("value", "found no value, expected a number; only a claim whose bound is lost has none")
    if not claim.printed:
        return FieldError("printed", "found no printed form; write the figure as printed, with what you supply in brackets")
    if claim.precision.startswith("-"):
        return FieldError("precision", f"found {claim.precision}, expected 0 (an exact count) or a positive unit")
    return None


def _whole_problem(claim: Claim) -> FieldError | None:
    needs_whole = claim.statistic in (Statistic.SHARE, Statistic.CONTRIBUTION) or claim.measure == LIST_MEASURE
    if needs_whole == bool(claim.of):
        return None
    wanted = "the whole it is a part of (for a list, the list's id)" if needs_whole else "nothing"
    return FieldError("of", f"found {show(claim.of)} with the statistic {claim.statistic}, expected {wanted}")


def _comparison_problem(claim: Claim) -> FieldError | None:
    if claim.statistic in (Statistic.GROWTH, Statistic.RATIO) and not claim.versus:
        wanted = "what it is compared with: yoy, previous, a period, a measure or a scenario"
        return FieldError("versus", f"found nothing with the statistic {claim.statistic}, expected {wanted}")
    if claim.versus and claim.statistic in (Statistic.LEVEL, Statistic.SHARE):
        return FieldError(
            "versus", f"found {show(claim.versus)} with the statistic {claim.statistic}, expected nothing; a difference goes into minus"
        )
    return None


def _unit_problem(claim: Claim) -> FieldError | None:
    units = UNITS_OF.get(claim.statistic)
    allowed = (PP,) if claim.minus and units else units
    if allowed and claim.unit not in allowed:
        with_minus = " and minus" if claim.minus else ""
        wanted = " or ".join(allowed)
        return FieldError("unit", f"found {show(claim.unit)} with the statistic {claim.statistic}{with_minus}, expected {wanted}")
    return None


def _check_span(start: int | None, end: int | None) -> None:
    if (start is None) != (end is None):
        field = "start" if start is None else "end"
        raise FieldError(field, "found only one of start and end; give both, or neither where the document has no text")
    if start is not None and end is not None and start >= end:
        raise FieldError("end", f"found the offsets {start} to {end}, expected a start that lies before the end")


class Mention(Record):
    """A number in the text that is no claim: a row of mentions.csv."""

    document: str
    line: int
    id: RecordId = Field(description="The mention's name in its document; never renumbered, never reused.")
    class_: Annotated[MentionClass, _one_of(MentionClass)] = Field(alias="class", description="Why the number is no claim.")
    start: Offset = Field(description="First character of the mention in the source text, counted from 0.")
    end: Offset = Field(description="The character after the mention's last one.")
    printed: Annotated[str, Field(min_length=1, max_length=200)] = Field(description="The mention as printed.")
    value: DecimalText = Field(
        "", description="The number it stands for, where one is needed: a marker's ordinal, a criterion's threshold."
    )
    list: str = Field("", description="The id of the list that a marker or item belongs to.")
    note: Text = Field("", description="Free text in the recorder's own words.")

    @property
    def ref(self) -> str:
        """The id across documents."""
        return f"{self.document}/{self.id}"

    @model_validator(mode="after")
    def _fits_together(self) -> Mention:
        _check_span(self.start, self.end)
        return self


class Scenario(Record):
    """A code of measures.yaml's `scenarios`."""

    kind: Annotated[ScenarioKind, _one_of(ScenarioKind)]
    label: Text = ""


class Measure(Record):
    """One entry of measures.yaml: what is measured, in what unit, and how it relates to other measures.

    `min` and `max` are exact decimals in the unit. `partitions` are exhaustive divisions (the parts must sum), `part_of` are
    of-which relations (the part must not exceed).
    """

    slug: Slug
    label: Text = ""
    unit: UnitText
    kind: Annotated[Kind, _one_of(Kind)]
    integer: bool = False
    min: DecimalText = ""
    max: DecimalText = ""
    timeless: bool = False
    growth_basis: Annotated[GrowthBasis, _one_of(GrowthBasis)] = GrowthBasis.UNKNOWN
    share_basis: Annotated[ShareBasis, _one_of(ShareBasis)] = ShareBasis.NOMINAL
    part_of: tuple[Slug, ...] = ()
    partitions: dict[Slug, tuple[Slug, ...]] = Field(default_factory=dict)
    adds_to: Slug | None = None
    feeds: Slug | None = None
    quotient_of: tuple[Slug, Slug] | None = None
    balance_of: tuple[Slug, Slug] | None = None
    mean_over: Slug | None = None
    average: Literal["annual"] | None = None
    source: Text = ""
    note: Text = ""

    @property
    def name(self) -> str:
        """The label, or the slug where there is none."""
        return self.label or self.slug

    @property
    def low(self) -> Fraction | None:
        """The least possible value."""
        return exact(self.min) if self.min else None

    @property
    def high(self) -> Fraction | None:
        """The greatest possible value."""
        return exact(self.max) if self.max else None

    @property
    def never_negative(self) -> bool:
        """Whether the record says that the measure cannot fall below zero."""
        return self.low is not None and self.low >= 0

    @model_validator(mode="after")
    def _fits_together(self) -> Measure:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise FieldError("max", f"found a max of {self.max} below the min of {self.min}, expected it above; correct one")
        return self

    def __hash__(self) -> int:
        """By slug: unique in a data set, and partitions are a mapping, which has no hash of its own."""
        return hash(self.slug)

    def references(self) -> list[str]:
        """Every other measure that this one names."""
        single = [slug for slug in (self.adds_to, self.feeds, self.mean_over) if slug]
        several = [*self.part_of, *(self.quotient_of or ()), *(self.balance_of or ())]
        return single + several + [part for parts in self.partitions.values() for part in parts]


class Source(Record):
    """The text a document was recorded from, pinned: SHA-256 of its bytes and its length in characters."""

    sha256: Annotated[str, _matching(re.compile(r"[0-9a-f]{64}"), "64 hexadecimal digits")]
    chars: Offset


class Turn(Record):
    """From `start` on, `speaker` has the word, in a `question` or an `answer`; a `heading` is nobody's statement."""

    start: Offset
    speaker: Slug
    role: Literal["question", "answer", "heading"]

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, found: object) -> object:
        return _turn(found)


class Waiver(Record):
    """A finding or a claim that somebody accepts, with the reason."""

    document: str
    line: int
    claim: RecordId | None = None
    should_read: Text = ""
    finding: str | None = None
    state: str | None = None
    reason: Text = ""
    by: Text = ""
    since: Day | None = None
    expires: Day | None = None

    @property
    def name(self) -> str:
        """What is waived: the claim, or the finding's fingerprint."""
        return self.claim or self.finding or ""

    @model_validator(mode="after")
    def _fits_together(self) -> Waiver:
        if (self.claim is None) == (self.finding is None):
            raise FieldError("claim", "found both or neither of claim and finding; name exactly one")
        if (self.finding is None) != (self.state is None):
            raise FieldError("finding", "found only one of finding and state; copy both from the report")
        return self


class Acknowledgement(Record):
    """A weakening of the gate that somebody accepts in the same change."""

    document: str
    line: int
    weakening: Annotated[Weakens, _one_of(Weakens)]
    what: Text
    reason: Text
    by: Text


class Floors(Record):
    """How much there must at least be, from gate.yaml: claims, decided relations, and percent of the texts' numbers recorded."""

    min_claims: Whole | None = None
    min_relations: Whole | None = None
    min_coverage: Percent | None = None


class Attribution(Record):
    """A claim whose speaker says that somebody else gave the figure."""

    claim: RecordId
    to: Slug


class Listed(Record):
    """An announced number of items, and the mentions or claims that are the items."""

    count: RecordId
    items: tuple[RecordId, ...]
    complete: bool = True


class NotRelated(Record):
    """Claims that look related and are not; relations among all of them are not derived."""

    claims: tuple[str, ...] = Field(min_length=2)
    why: Text = Field(min_length=1)


class Declared(Record):
    """A relation which the text states beyond what rows can say: a formula over figure ids."""

    id: Slug
    formula: Text
    description: Text
    source: Text = ""
    severity: Literal["error", "warning", "note"] = "error"


class DeclaredRelations(Record):
    """The file relations.yaml."""

    attributions: tuple[Attribution, ...] = ()
    listed: tuple[Listed, ...] = ()
    not_related: tuple[NotRelated, ...] = ()
    relations: tuple[Declared, ...] = ()


class DocumentHeader(Record):
    """The file document.yaml."""

    title: Text
    issuer: Text = ""
    published: Day | None = None
    about: PeriodText = UNSTATED
    language: Text = ""
    pinned: bool = False
    publish_text: bool = False
    source: Source | None = None
    speakers: dict[Slug, Text]
    turns: tuple[Turn, ...] = ()
    maybe_same: tuple[tuple[Slug, Slug], ...] = ()
    defaults: dict[str, str] = Field(default_factory=dict)
    note: Text = ""
