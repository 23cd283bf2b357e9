"""What the text itself says of its figures, beyond what the rows can say.

What it checks
    Each entry under `relations:` in relations.yaml: a formula over figure ids, linear (`a = b + 2 * c`, `a <= b`), a product
    (`a = b * c`), a share (`a = 0.01 * b * c`, with c in percent) or a growth (`a = b + 0.01 * b * c`). Numbers, `+`, `-`, `*`, `=`,
    `<=` and `>=` stand between blanks.

Why it matters
    A text may state a relation that no measure implies: "as many as the two northern ports together".

Formula
    as written in relations.yaml

Rounding
    Each figure is an interval, as in every other family.

Not checked when
    The formula names a figure that nobody printed, or the same figure twice. An entry whose severity is warning or note is at worst
    strained.

Example that holds
    relations:
    - {id: two-ports, formula: north/level/2031 = east/level/2031 + west/level/2031, description: As many as both together.}
    claims:
    - {measure: north, value: 700, printed: "700"}
    - {measure: east, value: 400, printed: "400"}
    - {measure: west, value: 300, printed: "300"}

Example that contradicts
    relations:
    - {id: two-ports, formula: north/level/2031 = east/level/2031 + west/level/2031, description: As many as both together.}
    claims:
    - {measure: north, value: 731, printed: "731"}
    - {measure: east, value: 412, printed: "412"}
    - {measure: west, value: 391, printed: "391"}

References
    Van der Loo and De Jonge, Statistical Data Cleaning (2018), on user-defined edit rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from crossfoot.constraint import Comparison, Constraint, Linear, Product, Within
from crossfoot.figures import Figures, Key
from crossfoot.interval import EVERYTHING
from crossfoot.records import DECIMAL, PERCENT, Declared
from crossfoot.relations.relation import Relation

FAMILY = "declared"
_SIGNS = {"+": Fraction(1), "-": Fraction(-1)}
_COMPARISONS = ("=", "<=", ">=")
_SHAPE = "figure ids and numbers joined by + - * and one of = <= >=, with blanks between"
_SHARE = re.compile(rf"(?:(?P<scale>{DECIMAL.pattern}) \* )?(?P<factor>\S+) \* (?P<rate>\S+)")
_GROWTH = re.compile(rf"(?P<factor>\S+) \+ (?P<scale>{DECIMAL.pattern}) \* (?P=factor) \* (?P<rate>\S+)")


class FormulaError(ValueError):
    """The formula cannot be read; the message says what was found and expected."""


def derive(figures: Figures) -> Iterator[Relation]:
    """One relation for each declared formula; one that cannot be computed is not checked, with the reason."""
    for document, entry in figures.declared:
        try:
            relation: Relation | None = _read(entry, figures)
        except FormulaError as error:
            relation = _unreadable(entry, figures.by_id, f"{document}/relations.yaml, relation {entry.id}: {error}")
        if relation is not None:
            yield replace(relation, id=f"{FAMILY}/{document}.{entry.id}")


def parse(formula: str, figures: Figures) -> tuple[Constraint, str]:
    """The constraint of a formula, and the formula with its figures numbered in the order of the constraint.

    Raises:
        FormulaError: the formula has another shape, or names a figure that nobody printed.
    """
    words = formula.split()
    found = [word for word in words if word in _COMPARISONS]
    if len(found) != 1:
        message = f"found {len(found)} comparisons in {formula!r}, expected {_SHAPE}"
        raise FormulaError(message)
    middle = words.index(found[0])
    left, right = words[:middle], words[middle + 1 :]
    if found == ["="] and len(left) == 1:
        for shape, offset in ((_SHARE, Fraction(0)), (_GROWTH, Fraction(1))):
            product = shape.fullmatch(" ".join(right))
            if product and not any(DECIMAL.fullmatch(product[name]) for name in ("factor", "rate")):
                return _product(left[0], product, offset, figures)
    return _linear(left, right, found[0], figures.by_id)


def _product(result: str, product: re.Match[str], offset: Fraction, figures: Figures) -> tuple[Constraint, str]:
    """A product of two figures, perhaps with a number before it, or a growth, which has its base twice."""
    keys = [_key(word, figures.by_id) for word in (result, product["factor"], product["rate"])]
    _distinct(keys)
    scale = Fraction(product["scale"] or 1)
    if scale <= 0:
        message = f"found the factor {product['scale']} before a product of two figures, expected a number above 0"
        raise FormulaError(message)
    # A figure in percent is shown with its sign, which is the hundredth.
    in_percent = scale == Fraction(1, 100) and figures.get(keys[2]).unit == PERCENT
    rate = "{2}" if scale == 1 or in_percent else f"{product['scale']} × {{2}}"
    shown = f"{{1}} × (1 + {rate})" if offset else f"{{1}} × {rate}"
    return Product(keys[0], keys[1], keys[2], scale, offset), f"{{0}} = {shown}"


def _linear(left: list[str], right: list[str], comparison: str, by_id: dict[str, Key]) -> tuple[Constraint, str]:
    sides = (right, left) if comparison == ">=" else (left, right)
    terms: list[tuple[Fraction, Key]] = []
    constant = Fraction(0)
    for side, sign in zip(sides, (Fraction(1), Fraction(-1)), strict=True):
        for factor, word in _terms(side):
            if word is None:
                constant += sign * factor
            else:
                terms.append((sign * factor, _key(word, by_id)))
    keys = [key for _, key in terms]
    if not keys:
        message = f"found no figure, expected {_SHAPE}"
        raise FormulaError(message)
    _distinct(keys)
    numbered = {by_id_word: f"{{{keys.index(key)}}}" for by_id_word, key in by_id.items() if key in keys}
    shown = " ".join(numbered.get(word, word) for word in (*left, comparison, *right))
    return Linear(tuple(terms), constant, Comparison.EQUAL if comparison == "=" else Comparison.AT_MOST), shown


def _terms(words: list[str]) -> Iterator[tuple[Fraction, str | None]]:
    """Each summand of one side: its factor, and its figure or None for a plain number."""
    sign, rest = Fraction(1), words
    if rest and rest[0] in _SIGNS:
        sign, rest = _SIGNS[rest[0]], rest[1:]
    while rest:
        following = next((n for n, word in enumerate(rest) if word in _SIGNS), len(rest))
        yield _term(sign, rest[:following])
        if following == len(rest):
            return
        sign, rest = _SIGNS[rest[following]], rest[following + 1 :]
    message = f"found a side with nothing after its sign, expected {_SHAPE}"
    raise FormulaError(message)


def _term(sign: Fraction, words: list[str]) -> tuple[Fraction, str | None]:
    numbers = [word for word in words[::2] if DECIMAL.fullmatch(word)]
    names = [word for word in words[::2] if not DECIMAL.fullmatch(word)]
    if not words or any(word != "*" for word in words[1::2]) or len(words) % 2 == 0 or len(names) > 1:
        message = f"found {' '.join(words)!r}, expected one figure with an optional number and * before it"
        raise FormulaError(message)
    factor = sign
    for word in numbers:
        factor *= Fraction(word)
    if names and factor == 0:
        message = f"found the factor 0 before {names[0]}; leave the term out"
        raise FormulaError(message)
    return factor, names[0] if names else None


def _key(word: str, by_id: dict[str, Key]) -> Key:
    if word not in by_id:
        message = f"found {word!r}, expected the id of a printed figure; the report lists them"
        raise FormulaError(message)
    return by_id[word]


def _distinct(keys: list[Key]) -> None:
    if len(set(keys)) != len(keys):
        message = "found a figure twice; bring it to one side and write it once"
        raise FormulaError(message)


def _read(entry: Declared, figures: Figures) -> Relation:
    constraint, formula = parse(entry.formula, figures)
    return Relation(
        FAMILY,
        constraint.variables[0],
        constraint,
        formula,
        entry.description,
        premises=(f"the text states this relation{f' ({entry.source})' if entry.source else ''}",),
        caveat="" if entry.severity == "error" else f"declared with the severity {entry.severity}",
    )


def _unreadable(entry: Declared, by_id: dict[str, Key], reason: str) -> Relation | None:
    """A relation that is not checked, on the first figure of the formula that exists, so that it is listed; None where none does."""
    named = next((by_id[word] for word in entry.formula.split() if word in by_id), None)
    if named is None:
        named = next(iter(by_id.values()), None)
    if named is None:
        return None
    return replace(Relation(FAMILY, named, Within(named, EVERYTHING), "{0}", entry.description), guard=reason)
