"""Figures, periods, numbers and intervals in plain English, for everything that people read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from crossfoot.dataset import Dataset
from crossfoot.figures import Figures, Key
from crossfoot.interval import Interval
from crossfoot.period import Period, PeriodError, parse_period
from crossfoot.records import STANDING, UNSTATED, Claim
from crossfoot.vocabulary import Statistic

_SHOWN_DIGITS = 6
ALL_DIGITS = 60
_SCALES = ((Fraction(10**12), "trillion"), (Fraction(10**9), "billion"), (Fraction(10**6), "million"))
_ORDINALS = ("", "first", "second", "third", "fourth")
_UNIT_SIGNS = {"percent": "%", "pp": " percentage points"}
_RELATIVE = {"yoy": "the year before", "previous": "the period before"}
_OPERAND = re.compile(r"\{([0-9]+)\}")
# A minus at the beginning of a print; a hedge behind it ([-]more than 5%) is about the negative number and stays with it.
_MINUS = re.compile(r"(?:\[[-\N{MINUS SIGN}]\]|[-\N{MINUS SIGN}])(?=[0-9.])")
_SIGNS = ("\N{MINUS SIGN} ", "× ", "/ ", "÷ ")
INFINITY = "any amount"


def number(value: Fraction, unit: str = "", digits: int = _SHOWN_DIGITS) -> str:
    """A number as a reader expects it: `1.3 million vehicles`, `-7 %`; cut to so many significant digits if it does not end sooner."""
    scale, word = _scale(value)
    text = _grouped(value / scale, digits) + (f" {word}" if word else "")
    return text + unit_suffix(unit)


def number_as(value: Fraction, unit: str, decimals: int, counted_in: Fraction) -> str:
    """A number as a reader expects it, with the decimals that a print counted in `counted_in` (1, a million) has: `5.0%`."""
    scale, word = _scale(value)
    text = _grouped(value / scale, ALL_DIGITS)
    if scale == counted_in and decimals:
        whole, _, behind = text.partition(".")
        text = f"{whole}.{behind.ljust(decimals, '0')}"
    return text + (f" {word}" if word else "") + unit_suffix(unit)


def _scale(value: Fraction) -> tuple[Fraction, str]:
    return next(((s, w) for s, w in _SCALES if abs(value) >= s), (Fraction(1), ""))


def capital(text: str) -> str:
    """A text as the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def cannot(count: int) -> str:
    """What is said of so many figures that contradict each other."""
    return "is not possible" if count == 1 else "cannot both be true" if count == 2 else "cannot all be true"  # noqa: PLR2004 - a pair


def unit_suffix(unit: str) -> str:
    """What follows a number in this unit, with its space."""
    if unit in ("", "ordinal"):
        return ""
    return _UNIT_SIGNS.get(unit, f" {unit}")


def exact_text(value: Fraction) -> str:
    """An exact number as text: a decimal where it ends, else `p/q`."""
    places = _decimal_places(value.denominator)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else sign + whole


def _decimal_places(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has, or None where they never end."""
    twos = fives = 0
    while denominator % 2 == 0:
        denominator, twos = denominator // 2, twos + 1
    while denominator % 5 == 0:
        denominator, fives = denominator // 5, fives + 1
    return max(twos, fives) if denominator == 1 else None


def interval(piece: Interval | None, unit: str = "") -> str:
    """An interval in words: `813.8 to 818.4 billion yuan`, `more than 3,100`, `at most 41`."""
    if piece is None:
        return "no value at all"
    if piece.low is None and piece.high is None:
        return INFINITY
    if piece.low is None and piece.high is not None:
        return f"{'at most' if piece.high_closed else 'less than'} {number(piece.high, unit)}"
    if piece.high is None and piece.low is not None:
        return f"{'at least' if piece.low_closed else 'more than'} {number(piece.low, unit)}"
    return _between(piece, unit)


def filled(formula: str, operands: Sequence[str]) -> str:
    """A formula with its operands filled in; a negative one behind a sign is subtracted or put in parentheses: 12 − (−8), 1 − 6.1%."""
    parts = _OPERAND.split(formula)
    text = parts[0]
    for index, following in zip(parts[1::2], parts[2::2], strict=True):
        operand = operands[int(index)]
        minus = _MINUS.match(operand)
        if minus and text.endswith("+ "):
            text = f"{text[:-2]}\N{MINUS SIGN} {operand[minus.end() :]}"
        elif minus and text.endswith(_SIGNS):
            text += f"({operand})"
        else:
            text += operand
        text += following
    return text


def period(text: str) -> str:
    """A period in words: `first half of 2022`, `June 2022`, `2021 to 2025`."""
    if text == STANDING or not text:
        return ""
    if text.startswith(UNSTATED):
        return "period not stated"
    days = parse_period(text)
    if days.first is None:
        return f"up to {_day(days.last)}"
    return _named(days)


def figure(key: Key, figures: Figures) -> str:
    """A figure in words: what, of what, when, compared with what."""
    name = figures.measure_of(key).name
    parts = [_statistic(key, figures, name), _difference(key, figures), period(key.period), _scenario(key, figures)]
    return ", ".join(part for part in parts if part)


def speaker(claim: Claim, dataset: Dataset) -> str:
    """Who made a claim, as the document names them."""
    return dataset.document(claim.document).header.speakers.get(claim.speaker, claim.speaker)


def _statistic(key: Key, figures: Figures, name: str) -> str:
    if key.statistic is Statistic.LEVEL:
        return name if key.of == "" else f"{name} ({key.of.rpartition('.')[2]})"
    if key.statistic is Statistic.GROWTH:
        return f"{name}: {_growth(key, figures)}"
    if key.statistic is Statistic.RATIO:
        return f"{name}: multiple of {_compared(key.versus, figures)}"
    whole = figures.measures[key.of].name if key.of in figures.measures else key.of
    if key.statistic is Statistic.SHARE:
        return f"{name}: share of {whole}"
    return f"{name}: contribution {'in points ' if key.points else ''}to {whole}"


def _growth(key: Key, figures: Figures) -> str:
    return "year-on-year growth" if key.versus == "yoy" else f"growth on {_compared(key.versus, figures)}"


def _difference(key: Key, figures: Figures) -> str:
    return f"difference from {_compared(key.minus, figures)}" if key.minus else ""


def _compared(text: str, figures: Figures) -> str:
    return _RELATIVE.get(text) or _other(text, figures)


def _other(text: str, figures: Figures) -> str:
    if text in figures.measures:
        return figures.measures[text].name
    if text in figures.scenarios:
        return figures.scenarios[text].label or text
    try:
        return period(text)
    except PeriodError:
        return text


def _scenario(key: Key, figures: Figures) -> str:
    if not key.scenario:
        return ""
    scenario = figures.scenarios[key.scenario]
    return scenario.label or f"{key.scenario} ({scenario.kind})"


def _grouped(value: Fraction, digits: int) -> str:
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
    whole = value.denominator == 1
    decimal = Decimal(value.numerator) if whole else context.divide(Decimal(value.numerator), Decimal(value.denominator))
    text = f"{decimal:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "\N{MINUS SIGN}")


def _between(piece: Interval, unit: str) -> str:
    low, high = piece.low, piece.high
    assert low is not None and high is not None  # noqa: S101, PT018 - the callers have handled the infinite ends
    if low == high:
        return f"{'exactly' if _is_all(low) else 'about'} {number(low, unit)}"
    first, last = _told_apart(low, high)
    ends = f"{first} to {last}{unit_suffix(unit)}"
    open_ends = [name for name, closed in (("lower", piece.low_closed), ("upper", piece.high_closed)) if not closed]
    return f"{ends} ({' and '.join(open_ends)} end not included)" if open_ends else ends


def _is_all(value: Fraction) -> bool:
    """Whether the digits that are shown are all there are: 145/1146 is no exact 12.6527 percent."""
    return "/" not in exact_text(value) and number(value) == number(value, digits=ALL_DIGITS)


def _told_apart(low: Fraction, high: Fraction) -> tuple[str, str]:
    """Both ends with as many digits as it takes to tell them apart."""
    for digits in range(_SHOWN_DIGITS, ALL_DIGITS):
        first, last = number(low, digits=digits), number(high, digits=digits)
        if first != last:
            break
    return first, last


def _named(days: Period) -> str:
    text = days.text
    if "/" in text:
        start, _, end = text.partition("/")
        return f"{period(start)} to {period(end)}"
    year, _, rest = text.partition("-")
    if rest.startswith("H"):
        return f"{_ORDINALS[int(rest[1])]} half of {year}"
    if rest.startswith("Q"):
        return f"{_ORDINALS[int(rest[1])]} quarter of {year}"
    if "-" in rest:
        return _day(days.last)
    return f"{_MONTHS[int(rest)]} {year}" if rest else year


def _day(day: object) -> str:
    year, month, number_of_day = str(day).split("-")
    return f"{int(number_of_day)} {_MONTHS[int(month)]} {year}"


# calendar.month_name follows the locale; reports must not.
_MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
