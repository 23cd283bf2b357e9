"""One relation from a sentence, judged by the same solver as a whole data set: `crossfoot try`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from pydantic import ValidationError

from crossfoot import wording
from crossfoot.constraint import Constraint, Linear, Product
from crossfoot.figures import Figure, Figures, Key
from crossfoot.records import PERCENT, PP, TIMES, Claim, Measure
from crossfoot.relations.levels import HUNDREDTH
from crossfoot.relations.relation import Relation
from crossfoot.solver.decision import Decision
from crossfoot.solver.single import decide
from crossfoot.trial_text import Link, Part, TrialError, read_trial, scaleless
from crossfoot.units import read_in
from crossfoot.vocabulary import Kind, Statistic, Verdict

_DOCUMENT: Final = "try"
_NO_UNIT: Final = "units"
_REF = re.compile(rf" \({_DOCUMENT}/c[0-9]+\)")
_COUNTS: Final = {2: "These two figures", 3: "These three figures", 4: "These four figures", 5: "These five figures"}
_POINTS: Final = frozenset({PP, "points"})
_ONE = Fraction(1)
_GROWS = "{0} = {1} × (1 + {2})"
_MILLION = Fraction(10**6)


@dataclass(frozen=True, slots=True)
class Trial:
    """The verdict on a sentence, and the lines that say it."""

    decision: Decision
    lines: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 it fits, 1 it cannot be, 5 nothing was decided."""
        if self.decision.verdict.fails:
            return 1
        return 0 if self.decision.verdict.decided else 5


def try_sentence(sentence: str) -> Trial:
    """Judge one relation in plain English.

    Raises:
        TrialError: the sentence cannot be read as a sum, a product, a quotient, a share, a growth or a difference in points.
    """
    parts = read_trial(sentence)
    case = _case(parts, sentence)
    decision = decide(case.figures, [case.relation])[0]
    return Trial(decision, tuple(_lines(decision, case)))


@dataclass(frozen=True, slots=True)
class _Case:
    """The sentence as records: one relation, its figures, and how the sentence names each."""

    relation: Relation
    figures: Figures
    names: Mapping[Key, str]


# What the sentence says


@dataclass(slots=True)
class _Roles:
    """The figures of a sentence by the part that they play; each is taken once."""

    parts: list[Part]

    def take(self, *links: Link) -> Part | None:
        """The only figure behind one of these words."""
        found = [part for part in self.parts if part.link in links]
        if len(found) != 1:
            return None
        self.parts.remove(found[0])
        return found[0]

    def take_unit(self, units: frozenset[str] | set[str]) -> Part | None:
        """The only figure in one of these units."""
        found = [part for part in self.parts if part.printed.unit in units]
        if len(found) != 1:
            return None
        self.parts.remove(found[0])
        return found[0]


def _case(parts: list[Part], sentence: str) -> _Case:
    links = {part.link for part in parts}
    difference = any(part.link in (Link.UP, Link.DOWN) and part.printed.unit in _POINTS for part in parts)
    if difference or links & {Link.ABOVE, Link.BELOW}:
        return _points(parts, sentence)
    if links & {Link.BY, Link.OVER}:
        return _product(parts, sentence)
    if links & {Link.PLUS, Link.MINUS}:
        return _sum(parts, sentence)
    if Link.FACTOR in links:
        return _multiple(parts, sentence)
    if Link.OF in links:
        return _share(parts, sentence)
    if links & {Link.UP, Link.DOWN, Link.FROM}:
        return _growth(parts, sentence)
    raise TrialError(f"found {_listed(parts)} in {sentence!r}, but no word that says how they belong together")


def _sum(parts: list[Part], sentence: str) -> _Case:
    """`a + b - c = d`, with the total on either side."""
    whole = [part for part in parts if part.link is Link.EQUALS]
    turned = len(whole) != len(parts) and len(whole) == 1 and parts[1] is whole[0] and len(parts) > 2  # noqa: PLR2004 - d = a + b
    total = parts[0] if turned else whole[0] if len(whole) == 1 else None
    if total is None or (not turned and parts[-1] is not total):
        raise TrialError(f"found {_listed(parts)} in {sentence!r}, expected terms joined by + or - and one total behind a =")
    terms = [part for part in parts if part is not total]
    if any(part.link not in (Link.START, Link.PLUS, Link.MINUS, Link.EQUALS) for part in terms):
        raise TrialError(f"found more than a sum in {sentence!r}")
    _same_units([total, *terms], sentence)
    builder = _Builder()
    keys = [builder.level(part) for part in (total, *terms)]
    signs = [-_ONE if part.link is Link.MINUS else _ONE for part in terms]
    constraint = Linear(((_ONE, keys[0]), *((-sign, key) for sign, key in zip(signs, keys[1:], strict=True))))
    formula = "{0} = {1}" + "".join(f" {'−' if sign < 0 else '+'} {{{i}}}" for i, sign in enumerate(signs[1:], 2))
    return builder.case(keys[0], constraint, formula)


def _product(parts: list[Part], sentence: str) -> _Case:
    """`a x b = c` or `a / b = c`, with the result on either side."""
    links = [part.link for part in parts]
    first = links == [Link.START, Link.EQUALS, links[-1]]
    last = links == [Link.START, links[1], Link.EQUALS]
    if not first and not last:
        raise TrialError(
            f"found {_listed(parts)} in {sentence!r}, expected one product or quotient of two figures, and its result behind a ="
        )
    result, left, right = parts if first else (parts[2], parts[0], parts[1])
    over = right.link is Link.OVER
    if over and right.printed.value == 0:
        raise TrialError(f"found a division by {right.text} in {sentence!r}, which means nothing")
    whole_part, other, rate_part = (left, right, result) if over else (result, left, right)
    if scaleless(rate_part) and abs(rate_part.printed.value) * 1000 >= 1:
        _same_scales([whole_part, other], sentence)
    builder = _Builder()
    keys = [builder.level(part) for part in (result, left, right)]
    # A quotient is its product turned round: a / b = c says that a = b x c.
    whole, factor, rate = (keys[1], keys[2], keys[0]) if over else keys
    scale = HUNDREDTH if (result if over else right).printed.unit == PERCENT else _ONE
    return builder.case(keys[0], Product(whole, factor, rate, scale, Fraction(0)), "{2} = {0} / {1}" if over else "{0} = {1} × {2}")


def _multiple(parts: list[Part], sentence: str) -> _Case:
    """`tripled from 100 to 290`, in any order; one of the two figures may be missing."""
    roles = _Roles(list(parts))
    factor, then = roles.take(Link.FACTOR), roles.take(Link.FROM)
    now = roles.take(Link.TO) or roles.take(Link.START) or roles.take(Link.EQUALS)
    levels = [part for part in (now, then) if part]
    if factor is None or roles.parts or not levels:
        raise TrialError(
            f"found {_listed(parts)} in {sentence!r}, expected a figure, the one it is compared with, and how many times as much"
        )
    _same_units(levels, sentence)
    builder = _Builder()
    keys = [
        builder.level(now) if now else builder.missing("the figure now"),
        builder.level(then) if then else builder.missing("the figure before"),
        builder.level(factor),
    ]
    return builder.case(keys[0], Product(keys[0], keys[1], keys[2], _ONE, Fraction(0)), "{0} = {1} × {2}")


def _share(parts: list[Part], sentence: str) -> _Case:
    """`part is 19.9% of whole`, in any order."""
    roles = _Roles(list(parts))
    whole = roles.take(Link.OF)
    share = roles.take_unit({PERCENT})
    if whole is None or share is None or len(roles.parts) > 1 or whole.printed.unit == PERCENT:
        raise TrialError(f"found {_listed(parts)} in {sentence!r}, expected a part, a share in percent and, behind of, the whole")
    builder = _Builder()
    part_key = builder.level(roles.parts[0]) if roles.parts else builder.missing("the part")
    _same_units([*roles.parts, whole], sentence, scales=False)
    whole_key = builder.level(whole)
    share_key = builder.rate(share, Key(part_key.measure, Statistic.SHARE, of=whole_key.measure), PERCENT)
    return builder.case(share_key, Product(part_key, whole_key, share_key, HUNDREDTH, Fraction(0)), "{0} = {2} × {1}")


def _growth(parts: list[Part], sentence: str) -> _Case:
    """`now from then, up 12 %`, in any order; one of the three may be missing."""
    roles = _Roles(list(parts))
    rate = roles.take(Link.UP, Link.DOWN)
    then = roles.take(Link.FROM)
    now = roles.take(Link.TO) or roles.take(Link.START) or roles.take(Link.EQUALS)
    if roles.parts or (rate and rate.printed.unit not in {PERCENT, TIMES}):
        raise TrialError(f"found {_listed(parts)} in {sentence!r}, expected a figure, the one it is compared with, and a rate in percent")
    if rate and rate.link is Link.DOWN and (rate.printed.unit == TIMES or rate.printed.value < 0):
        raise TrialError(f"found down {rate.text} in {sentence!r}, which people read in different ways; write the fall as a percentage")
    levels = [part for part in (now, then) if part]
    _same_units(levels, sentence)
    if any(part.printed.value <= 0 for part in levels if part is then):
        raise TrialError(f"found growth from {levels[-1].text} in {sentence!r}; growth from zero or less means nothing")
    builder = _Builder()
    now_key = builder.level(now) if now else builder.missing("the figure now")
    then_key = builder.level(then) if then else builder.missing("the figure before")
    rate_key = Key(now_key.measure, Statistic.GROWTH, versus="yoy")
    if rate:
        builder.rate(rate, rate_key, rate.printed.unit or PERCENT, falling=rate.link is Link.DOWN)
    else:
        builder.names[rate_key] = "the growth"
    return builder.case(rate_key, Product(now_key, then_key, rate_key, HUNDREDTH, _ONE), _GROWS)


def _points(parts: list[Part], sentence: str) -> _Case:
    """`8.3% is 5.8 points above 2.5%`, or `44.2% from 40.2%, up 4 points`."""
    roles = _Roles(list(parts))
    less = any(part.link in (Link.BELOW, Link.DOWN) for part in parts)
    difference = roles.take_unit(_POINTS)
    base = roles.take(Link.ABOVE, Link.BELOW, Link.FROM)
    if difference is None or base is None or len(roles.parts) != 1:
        raise TrialError(f"found {_listed(parts)} in {sentence!r}, expected a percentage, a difference in points and another percentage")
    rest = roles.parts[0]
    if any(part.printed.unit not in {PERCENT, None} for part in (base, rest)):
        raise TrialError(
            f"found {_listed([rest, base])} in {sentence!r}, expected percentages: points are a difference between two of them"
        )
    builder = _Builder()
    keys = [builder.level(rest, PERCENT), builder.level(base, PERCENT), builder.level(difference, PP)]
    sign = _ONE if less else -_ONE
    constraint = Linear(((_ONE, keys[0]), (-_ONE, keys[1]), (sign, keys[2])))
    return builder.case(keys[0], constraint, "{0} = {1} − {2}" if less else "{0} = {1} + {2}")


def _same_units(parts: Sequence[Part], sentence: str, *, scales: bool = True) -> None:
    """Refuse apples and pears, and a "million" that stands only behind the last figure."""
    units = {PP if part.printed.unit in _POINTS else part.printed.unit for part in parts if part.printed.unit} - {None}
    if units - {PERCENT, PP} and len(units) > 1:
        raise TrialError(f"found different units ({', '.join(sorted(map(str, units)))}) in {sentence!r}; write all figures in one")
    if scales:
        _same_scales(parts, sentence)


def _same_scales(parts: Sequence[Part], sentence: str) -> None:
    """Refuse a "million" that stands only behind one of figures of one size."""
    large = [part for part in parts if abs(part.printed.value) >= _MILLION]
    small = [part for part in parts if scaleless(part) and part.printed.value != 0]
    if large and small:
        raise TrialError(
            f"found {small[0].text} beside {large[0].text} in {sentence!r}; if it is in millions too, write that at each figure"
        )


def _listed(parts: Sequence[Part]) -> str:
    return ", ".join(part.text for part in parts)


# Records in memory


class _Builder:
    """The records of the sentence: one measure a level, one claim a figure."""

    def __init__(self) -> None:
        self.measures: dict[str, Measure] = {}
        self.figures: dict[Key, Figure] = {}
        self.names: dict[Key, str] = {}

    def level(self, part: Part, unit: str = "") -> Key:
        """A figure that stands for itself."""
        unit = unit or part.printed.unit or _NO_UNIT
        return self.rate(part, self._measure(unit), unit)

    def missing(self, name: str) -> Key:
        """A figure that the sentence does not print."""
        key = self._measure(_NO_UNIT)
        self.names[key] = name
        return key

    def rate(self, part: Part, key: Key, unit: str, *, falling: bool = False) -> Key:
        """A figure under a key of its own."""
        claim = _claim(part, key, unit, len(self.figures) + 1, falling=falling)
        self.figures[key] = Figure(key, self.measures[key.measure], (claim,))
        self.names[key] = claim.printed.replace("[-]", "−")
        return key

    def case(self, subject: Key, constraint: Constraint, formula: str) -> _Case:
        """The relation, and the figures to decide it with."""
        relation = Relation("try", subject, constraint, formula, "", id="try")
        return _Case(relation, Figures(self.measures, {}, self.figures), self.names)

    def _measure(self, unit: str) -> Key:
        slug = f"figure-{len(self.measures) + 1}"
        self.measures[slug] = Measure(slug=slug, unit=_one_word(unit), kind=Kind.RATE)
        return Key(slug, Statistic.LEVEL)


def _claim(part: Part, key: Key, unit: str, number: int, *, falling: bool) -> Claim:
    # A fall by "more than 5 %" is growth of less than -5 %: the sign before the qualifier turns it round.
    text = f"[-]{part.text}" if falling else part.text
    printed = read_in(text, PP)
    try:
        return Claim(
            document=_DOCUMENT,
            line=1,
            id=f"c{number:03}",
            speaker="you",
            measure=key.measure,
            statistic=key.statistic,
            of=key.of,
            period="standing",
            versus=key.versus,
            value=wording.exact_text(printed.value),
            unit=_one_word(unit),
            bound=printed.bound,
            printed=text,
        )
    except ValidationError:
        raise TrialError(f"cannot compute with {part.text!r}: it is no decimal of at most 40 digits") from None


def _one_word(unit: str) -> str:
    return "-".join(unit.split())


# What is said of it


def _lines(decision: Decision, case: _Case) -> list[str]:
    shown = wording.filled(case.relation.formula, [case.names[key] for key in case.relation.keys])
    lines = [f"{decision.verdict.value.replace('_', ' ')}: {_headline(decision)}", f"  {shown}"]
    name, unit = case.names[decision.subject], _unit(decision.subject, case.figures)
    if decision.stated:
        lines.append(f"  {name} may stand for {wording.interval(decision.stated, unit)}")
    if decision.implied and decision.verdict is Verdict.IMPLIES:
        lines.append(f"  {name} must have been {wording.interval(decision.implied, unit)}")
    elif decision.implied:
        lines.append(f"  the other figures allow {wording.interval(decision.implied, unit)}")
    if decision.verdict is Verdict.CONTRADICTION:
        lines.append("  tried: rounded or cut off, at the last printed digit or at the last one that is not zero")
    if decision.verdict is Verdict.HOLDS and decision.power is not None:
        lines.append(f"  of the nine other last digits it could have, {int(decision.power * 9)} would have been noticed")
    return lines


def _headline(decision: Decision) -> str:
    count = len(decision.relation.keys)
    who = _COUNTS.get(count, f"These {count} figures")
    if decision.verdict is Verdict.CONTRADICTION:
        return f"{who} {wording.cannot(count)}."
    if decision.verdict is Verdict.HOLDS:
        return f"{who} fit together, within their rounding."
    if decision.verdict is Verdict.STRAINED:
        return f"{who} fit only in this reading: {_REF.sub('', decision.reading)}."
    if decision.verdict is Verdict.IMPLIES:
        return "There is nothing printed to hold it against."
    return _REF.sub("", decision.reason)


def _unit(key: Key, figures: Figures) -> str:
    """The unit to show: that of any level of the sentence, where this one names none."""
    unit = figures.get(key).unit
    if unit != _NO_UNIT:
        return unit
    return next((measure.unit for measure in figures.measures.values() if measure.unit != _NO_UNIT), "")
