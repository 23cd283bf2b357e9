"""The arithmetic of a relation, line by line: how the other figures come to what they allow one of them.

One function a form of `constraint.py`. The last line of the reckoning, what all of it allows, is the caller's.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from fractions import Fraction
from typing import Final

from crossfoot import wording
from crossfoot.constraint import Between, Comparison, Constraint, Domains, Linear, OfWhole, Power, Product, greatest, least
from crossfoot.counting import whole_numbers
from crossfoot.figures import Figures, Key
from crossfoot.interval import Interval, Pieces, join, meet, point
from crossfoot.report.numbers import figure_value, range_words
from crossfoot.vocabulary import Bound

_SHOWN_DIGITS: Final = 15
_SHOWN_PIECES: Final = 6


def steps(constraint: Constraint, subject: Key, domains: Domains, figures: Figures) -> Iterator[str]:
    """The lines before the result, for the subject of a decision; none where the result is all there is to say."""
    told = _Told(subject, domains, figures)
    match constraint:
        case Linear():
            yield from _sum(constraint, told)
        case Product():
            yield from _product(constraint, told)
        case Power():
            yield from _power(constraint, told)
        case Between():
            yield from _between(constraint, told)
        case OfWhole():
            yield from _of_whole(constraint, told)
        case _:
            return


def pieces_words(pieces: Pieces, unit: str, *, near: Pieces = ()) -> str:
    """A set in words; of one in very many pieces a few: the first, or those that lie nearest to other ones."""
    below = sum(piece.high is not None and bool(near) and near[0].low is not None and piece.high < near[0].low for piece in pieces)
    start = max(0, min(below - _SHOWN_PIECES // 2, len(pieces) - _SHOWN_PIECES))
    shown = " or ".join(piece_words(piece, unit) for piece in pieces[start : start + _SHOWN_PIECES]) or "no value at all"
    more = len(pieces) - _SHOWN_PIECES
    return f"{shown} or {more} more" if more > 0 else shown


def outside_words(pieces: Pieces, unit: str) -> str:
    """Which values do not belong to a set that is not all numbers."""
    if len(pieces) == 1:
        (piece,) = pieces
        if piece.high is None and piece.low is not None:
            return f"{'below' if piece.low_closed else 'of at most'} {wording.number(piece.low, unit)}"
        if piece.low is None and piece.high is not None:
            return f"{'above' if piece.high_closed else 'of at least'} {wording.number(piece.high, unit)}"
        if piece.low == piece.high and piece.low is not None:
            return f"other than {wording.number(piece.low, unit)}"
    return f"outside {pieces_words(pieces, unit)}"


def piece_words(piece: Interval, unit: str) -> str:
    """A range with all its digits where they end: here somebody follows the arithmetic."""
    low, high = piece.low, piece.high
    if low is None or high is None or low == high or not (_short(low) and _short(high)):
        return range_words(piece, unit)
    first, last = (wording.number(end, digits=_SHOWN_DIGITS) for end in (low, high))
    return f"{'' if piece.low_closed else 'above '}{first} to {'' if piece.high_closed else 'below '}{last}{wording.unit_suffix(unit)}"


def _short(number: Fraction) -> bool:
    """Whether its digits end soon: those of a root are cut at some place that means nothing."""
    text = wording.exact_text(number)
    return "/" not in text and sum(sign.isdigit() for sign in text) <= _SHOWN_DIGITS


class _Told:
    """What is known of each figure, in words."""

    def __init__(self, subject: Key, domains: Domains, figures: Figures) -> None:
        self.subject = subject
        self.domains = domains
        self.figures = figures

    def unit(self, key: Key) -> str:
        return self.figures.get(key).unit

    def shown(self, key: Key, pieces: Pieces | None = None) -> str:
        """What a figure may be, or these values of it."""
        return pieces_words(self.domains[key] if pieces is None else pieces, self.unit(key))

    def named(self, key: Key) -> str:
        return f"{wording.figure(key, self.figures)}, {self.shown(key)}"


def _sum(constraint: Linear, told: _Told) -> Iterator[str]:
    """The subject as a sum of the others, one line for each."""
    own = next(factor for factor, key in constraint.terms if key == told.subject)
    total: Pieces = (point(-constraint.constant / own),)
    if constraint.constant and len(constraint.terms) > 1:
        yield told.shown(told.subject, total)
    for factor, key in constraint.terms:
        if key != told.subject:
            share = -factor / own
            total = join(one.plus(piece.scale(share)) for one in total for piece in told.domains[key])
            times = "" if abs(share) == 1 else f"{wording.exact_text(abs(share))} × "
            yield f"{'+' if share > 0 else '−'} {times}{told.named(key)}: {told.shown(told.subject, total)}"
    if constraint.comparison is Comparison.AT_MOST:
        yield f"and {'no more' if own > 0 else 'no less'} than that"
    elif constraint.comparison is Comparison.LESS:
        yield f"and {'less' if own > 0 else 'more'} than that"


def _product(constraint: Product, told: _Told) -> Iterator[str]:
    """One multiplication or division, with the factor that a rate stands for."""
    result, factor, rate = constraint.variables
    if told.subject == rate:
        yield from _quotient(result, factor, told)
        plain = _quotients(result, factor, told)
        if constraint.offset:
            yield f"less {wording.exact_text(constraint.offset)}: {pieces_words(_shifted(plain, -constraint.offset), '')}"
        if constraint.scale != 1:
            yield f"times {wording.exact_text(1 / constraint.scale)}, as it is in {told.unit(rate) or 'its unit'}"
        return
    multiplier = pieces_words(_shifted(_scaled(told.domains[rate], constraint.scale), constraint.offset), "")
    if constraint.scale != 1 or constraint.offset:
        yield f"{told.named(rate)}: a factor of {multiplier}"
    sign, other = ("×", factor) if told.subject == result else ("÷", result)
    yield f"{told.shown(other)} {sign} {multiplier}"


def _power(constraint: Power, told: _Told) -> Iterator[str]:
    """Growth by one rate year after year, or the rate as a root."""
    result, base, rate = constraint.variables
    if told.subject != rate:
        factor = yield from _compound(constraint, told)
        sign, other = ("×", base) if told.subject == result else ("÷", result)
        yield f"{told.shown(other)} {sign} {pieces_words(factor, '')}"
        return
    yield from _quotient(result, base, told)
    if constraint.years > 1:
        yearly = _shifted(_scaled(constraint.project(rate, told.domains), Fraction(1, 100)), Fraction(1))
        yield f"the root of degree {constraint.years} of that, rounded outwards: {pieces_words(yearly, '')}"
    yield f"less 1, and times 100, as it is in {told.unit(rate) or 'its unit'}"
    if constraint.years > 1 and told.figures.get(rate).usable:
        # What decides is this, since roots are seldom fractions and powers always are.
        yield "and exactly, the other way round:"
        factor = yield from _compound(constraint, told)
        grown = constraint.project(result, told.domains)
        yield f"{told.shown(base)} × {pieces_words(factor, '')}: {told.shown(result, grown)}"
        both = meet(grown, told.domains[result])
        yield f"of which {wording.figure(result, told.figures)}, may be: {told.shown(result, both)}"


def _compound(constraint: Power, told: _Told) -> Generator[str, None, Pieces]:
    """The factor of one year and of all years; returns the latter."""
    yearly = constraint.yearly(told.domains[constraint.rate])
    factor = constraint.compound(told.domains[constraint.rate])
    yield f"{told.named(constraint.rate)}: a factor of {pieces_words(yearly, '')} a year"
    if constraint.years > 1:
        yield f"to the power of {constraint.years}, for as many years: {pieces_words(factor, '')}"
    return factor


def _between(constraint: Between, told: _Told) -> Iterator[str]:
    """The least and the greatest of the parts, and where the figure lies."""
    others = [key for key in constraint.parts if key != told.subject]
    sets = [told.domains[key] for key in others]
    for key in others:
        yield told.named(key)
    unit = told.unit(constraint.figure)
    low, high = pieces_words(least(sets), unit), pieces_words(greatest(sets), unit)
    if told.subject == constraint.figure:
        yield f"no less than the least of them ({low}), and no more than the greatest ({high})"
        return
    yield f"the least of these parts: {low}; the greatest: {high}"
    alone = Between(constraint.figure, tuple(others)).project(constraint.figure, told.domains)
    embraced = meet(told.domains[constraint.figure], alone)
    outcome = "they embrace it, so that this part is free" if embraced else "they do not embrace it, so that this part must reach it"
    yield f"{told.named(constraint.figure)}: {outcome}"


def _of_whole(constraint: OfWhole, told: _Told) -> Iterator[str]:
    """Which rates whole numbers make next to the printed one."""
    if told.subject != constraint.rate:
        return
    wholes = whole_numbers(told.domains[constraint.whole], constraint.most) or []
    prints = [claim for claim in told.figures.get(constraint.rate).claims if claim.bound is Bound.EXACT]
    for claim in prints if wholes else ():
        value, unit = figure_value(claim), told.unit(constraint.rate)
        below = max(_made(value, whole, constraint.factor, up=False) for whole in wholes)
        above = min(_made(value, whole, constraint.factor, up=True) for whole in wholes)
        yield f"next to {claim.printed}: {_items(below, unit)}, and {_items(above, unit)}"
    window = constraint.window
    yield f"only rates from {piece_words(window, told.unit(constraint.rate))} are told apart; all others are left open"


def _made(value: Fraction, whole: int, factor: Fraction, *, up: bool) -> tuple[Fraction, int, int]:
    """The rate next to a value that some number of items makes, with that number and the whole."""
    items = value * whole / factor
    number = items.__floor__() + 1 if up else items.__floor__()
    return factor * number / whole, number, whole


def _items(made: tuple[Fraction, int, int], unit: str) -> str:
    rate, items, whole = made
    return f"{wording.number(rate, unit)} ({items:,} ÷ {whole:,})"


def _quotient(result: Key, factor: Key, told: _Told) -> Iterator[str]:
    yield f"{told.shown(result)} ÷ {told.shown(factor)}: {pieces_words(_quotients(result, factor, told), '')}"


def _quotients(result: Key, factor: Key, told: _Told) -> Pieces:
    return Product(result, factor, told.subject, Fraction(1), Fraction(0)).project(told.subject, told.domains)


def _scaled(pieces: Pieces, factor: Fraction) -> Pieces:
    return join(piece.scale(factor) for piece in pieces)


def _shifted(pieces: Pieces, by: Fraction) -> Pieces:
    return join(piece.shift(by) for piece in pieces)
