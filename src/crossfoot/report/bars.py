"""Two intervals drawn on one scale: what was printed, and what is allowed. Inline SVG, with a text alternative.

Coordinates across are percentages, so that the drawing fits any width while its text keeps its size. They are computed exactly and
rounded to two decimals, so that the same figures give the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from crossfoot.interval import Interval
from crossfoot.records import PERCENT
from crossfoot.report.numbers import decimal, exact_number, range_words
from crossfoot.wording import capital

_MOST_MARKS = 6
_MARGIN = Fraction(8, 100)
_OPEN_MARGIN = Fraction(25, 100)
_LABEL_SHARE = Fraction(26, 100)
_LANE = 17
_ROW = 26
_HALF = 50


@dataclass(frozen=True, slots=True)
class Bars:
    """What to draw. `marks` are the printed values, `name` is the figure in words.

    `expected` is false where nobody printed the figure, so that there is only one bar. `allowing` names what leaves it the other.
    """

    name: str
    unit: str
    stated: Interval | None
    implied: Interval | None
    marks: tuple[Fraction, ...] = ()
    expected: bool = True
    allowing: str = "the other figures"


@dataclass(frozen=True, slots=True)
class _Scale:
    low: Fraction
    high: Fraction

    def at(self, value: Fraction) -> Fraction:
        """The place of a value, in percent of the width."""
        return (value - self.low) / (self.high - self.low) * 100


def draw(bars: Bars, ident: str) -> str:
    """The SVG of the two bars; empty where there is nothing to draw. `ident` makes its ids unique in the page."""
    marks = sorted(set(bars.marks))[:_MOST_MARKS]
    scale = _scale(bars, marks)
    if scale is None:
        return ""
    lanes = _lanes([scale.at(mark) for mark in marks])
    top = (max(lanes) + 1 if lanes else 0) * _LANE + 4
    # Other units would not fit beside every number; the words beside the drawing name them.
    unit = PERCENT if bars.unit == PERCENT else ""
    rows = [("printed", "stated", bars.stated)] if bars.expected else []
    rows.append(("allowed", "implied", bars.implied))
    bottom = top + len(rows) * _ROW + 8
    parts = [
        *(part for number, row in enumerate(rows) for part in _row(*row, scale, top + number * _ROW)),
        *_axis(scale, bottom, unit),
        *(part for mark, lane in zip(marks, lanes, strict=True) for part in _mark(mark, lane, scale, bottom, unit)),
    ]
    title, description = f"{ident}-title", f"{ident}-desc"
    return (
        f'<svg class="bars" width="100%" height="{bottom + 22}" role="img" aria-labelledby="{escape(title)} {escape(description)}">'
        f'<title id="{escape(title)}">{escape(_title(bars))}</title><desc id="{escape(description)}">{escape(describe(bars))}</desc>'
        f"{''.join(parts)}</svg>"
    )


def ends(bars: Bars) -> str:
    """Both bars as ends in percent of one scale, for a drawing without words: `12-30 45-`; an infinite end is left out."""
    scale = _scale(bars, bars.marks)
    if scale is None:
        return ""
    return " ".join("" if piece is None else _reach(piece, scale) for piece in (bars.stated, bars.implied))


def _reach(piece: Interval, scale: _Scale) -> str:
    low, high = ("" if end is None else str(round(scale.at(end))) for end in (piece.low, piece.high))
    return f"{low}-{high}"


def describe(bars: Bars) -> str:
    """The drawing in words."""
    said = [f"Printed: {range_words(bars.stated, bars.unit)}."] if bars.expected else []
    said.append(f"{capital(bars.allowing)} allow: {range_words(bars.implied, bars.unit)}.")
    if bars.stated is not None and bars.implied is not None:
        said.append("The two do not meet." if bars.stated.intersect(bars.implied).empty else "The two meet.")
    return " ".join(said)


def _title(bars: Bars) -> str:
    return f"What is printed and what {bars.allowing} allow: {bars.name}"


def _scale(bars: Bars, marks: Sequence[Fraction]) -> _Scale | None:
    pieces = [piece for piece in (bars.stated, bars.implied) if piece is not None]
    numbers = [end for piece in pieces for end in (piece.low, piece.high) if end is not None] + list(marks)
    if not numbers:
        return None
    low, high = min(numbers), max(numbers)
    span = high - low or abs(low) / 5 or Fraction(1)
    left = _OPEN_MARGIN if any(piece.low is None for piece in pieces) else _MARGIN
    right = _OPEN_MARGIN if any(piece.high is None for piece in pieces) else _MARGIN
    if low == high:
        left = right = Fraction(1, 2)
    return _Scale(low - span * left, high + span * right)


def _row(word: str, kind: str, piece: Interval | None, scale: _Scale, top: int) -> list[str]:
    middle = top + _ROW // 2
    # Left of the scale, in the margin that the style sheet leaves.
    label = f'<text class="row" x="-14" y="{middle + 4}" text-anchor="end">{word}</text>'
    if piece is None:
        return [label, f'<text x="0" y="{middle + 4}">no value at all</text>']
    left = Fraction(0) if piece.low is None else scale.at(piece.low)
    right = Fraction(100) if piece.high is None else scale.at(piece.high)
    line = f'<line class="{kind}" x1="{_percent(left)}" x2="{_percent(right)}" y1="{middle}" y2="{middle}"/>'
    return [label, line, *_ends(kind, piece, left, right, middle)]


def _ends(kind: str, piece: Interval, left: Fraction, right: Fraction, middle: int) -> list[str]:
    """Closed ends filled, open ends hollow, infinite ends as arrows."""
    low = _arrow(kind, left, middle, -1) if piece.low is None else _end(kind, left, middle, closed=piece.low_closed)
    high = _arrow(kind, right, middle, 1) if piece.high is None else _end(kind, right, middle, closed=piece.high_closed)
    return [low] if left == right else [low, high]


def _end(kind: str, place: Fraction, middle: int, *, closed: bool) -> str:
    return f'<circle class="{kind} {"closed" if closed else "open"}" cx="{_percent(place)}" cy="{middle}" r="5"/>'


def _arrow(kind: str, place: Fraction, middle: int, side: int) -> str:
    """An arrow head; an svg of its own, since a path takes no percentages."""
    path = f"M0 -7 L{9 * side} 0 L0 7 Z"
    return f'<svg class="end" x="{_percent(place)}" y="{middle}" overflow="visible"><path class="{kind} arrow" d="{path}"/></svg>'


def _mark(value: Fraction, lane: int, scale: _Scale, bottom: int, unit: str) -> list[str]:
    place = scale.at(value)
    y = lane * _LANE + 12
    return [
        f'<line class="mark" x1="{_percent(place)}" x2="{_percent(place)}" y1="{y + 4}" y2="{bottom}"/>',
        f'<text class="mark" x="{_percent(place)}" y="{y}" text-anchor="{_anchor(place)}">{escape(exact_number(value, unit))}</text>',
    ]


def _lanes(places: Sequence[Fraction]) -> list[int]:
    """For each label, from left to right, the lowest lane in which it does not run into the one before."""
    last: list[Fraction] = []
    lanes = []
    for place in places:
        share = _LABEL_SHARE * 100
        lane = next((n for n, taken in enumerate(last) if place - taken >= share), len(last))
        last[lane : lane + 1] = [place]
        lanes.append(lane)
    return lanes


def _axis(scale: _Scale, bottom: int, unit: str) -> list[str]:
    parts = [f'<line class="axis" x1="0%" x2="100%" y1="{bottom}" y2="{bottom}"/>']
    for value in ticks(scale.low, scale.high):
        place = scale.at(value)
        parts.append(f'<line class="axis" x1="{_percent(place)}" x2="{_percent(place)}" y1="{bottom}" y2="{bottom + 4}"/>')
        text = escape(exact_number(value, unit))
        parts.append(f'<text class="tick" x="{_percent(place)}" y="{bottom + 18}" text-anchor="{_anchor(place)}">{text}</text>')
    return parts


def ticks(low: Fraction, high: Fraction) -> list[Fraction]:
    """A few round numbers between two others."""
    step = _step((high - low) / 3)
    first = -(-low // step)
    last = high // step
    return [step * n for n in range(first, last + 1)]


def _step(least: Fraction) -> Fraction:
    """The least of 1, 2 and 5 times a power of ten that is not less than `least`."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def _anchor(place: Fraction) -> str:
    """Labels near an edge grow inward."""
    if place < _LABEL_SHARE * _HALF:
        return "start"
    return "end" if place > 100 - _LABEL_SHARE * _HALF else "middle"


def _percent(place: Fraction) -> str:
    return f"{decimal(place)}%"
