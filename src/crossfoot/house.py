"""House rules: relations that a project states in Python, beyond what its records declare. docs/house-rules.md.

A rule is a formula over figure ids, read by the same reader as the declared relations of a document, and checked like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from crossfoot.constraint import Within
from crossfoot.figures import Figures, Key
from crossfoot.interval import EVERYTHING
from crossfoot.relations.declared import FormulaError, parse
from crossfoot.relations.relation import Relation, numbered, related

FAMILY: Final = "house"
_NAME = re.compile(rf"{FAMILY}(/[a-z0-9]+(-[a-z0-9]+)*)?")


class RuleError(TypeError):
    """Something else than a house rule was given as one."""


@dataclass(frozen=True, slots=True)
class HouseRule:
    """A relation of a project's own, not yet held against a data set. `relation` makes one."""

    subject: str
    formula: str
    sentence: str
    family: str = FAMILY
    premises: tuple[str, ...] = ()
    caveat: str = ""


def relation(
    *,
    subject: str,
    formula: str,
    sentence: str = "",
    family: str = FAMILY,
    premises: Sequence[str] = (),
    caveat: str = "",
) -> HouseRule:
    """A house rule: `relation(subject="a/level/2031", formula="a/level/2031 = 2 * b/level/2031")`.

    `subject` is the id of the figure that the rule is about, one of those in the formula; `formula` is written as in relations.yaml;
    `sentence` says the same in words; `premises` say what it takes for granted. With a `caveat`, the reason why failing it proves
    nothing, the rule is at worst strained.

    Raises:
        ValueError: the family is neither `house` nor of the form `house/some-name`, or the subject is not in the formula.
    """
    if not _NAME.fullmatch(family):
        raise ValueError(f"found the family {family!r}, expected {FAMILY} or {FAMILY}/some-name in small letters, digits and hyphens")
    if subject not in formula.split():
        raise ValueError(f"found the subject {subject!r} nowhere in the formula {formula!r}, expected one of its figures")
    if isinstance(premises, str):
        premises = (premises,)
    return HouseRule(subject, formula, sentence or "A rule of the house must hold.", family, tuple(premises), caveat)


def relations_of(rules: Iterable[HouseRule], figures: Figures) -> tuple[Relation, ...]:
    """The relations of house rules, in order of id; one that cannot be read is not checked, with the reason.

    Raises:
        RuleError: something else than a house rule is among them.
    """
    found = [relation for rule in rules if (relation := _relation(_checked(rule), figures)) is not None]
    # Not the order of the rules decides which of two alike ones comes first.
    return numbered(sorted(dict.fromkeys(found), key=lambda one: (one.sentence, one.guard)))


def claimed_as(family: str) -> str:
    """The name by which a module of checks/ claims a family: all house rules go by one."""
    return FAMILY if family.startswith(f"{FAMILY}/") else family


def _checked(rule: object) -> HouseRule:
    if not isinstance(rule, HouseRule):
        raise RuleError(f"found {type(rule).__name__} among the house rules, expected what crossfoot.relation(...) returns")
    return rule


def _relation(rule: HouseRule, figures: Figures) -> Relation | None:
    try:
        constraint, formula = parse(rule.formula, figures)
    except FormulaError as error:
        return _unreadable(rule, figures.by_id, f"the rule {rule.formula!r}: {error}")
    found = Relation(
        rule.family,
        figures.by_id[rule.subject],
        constraint,
        formula,
        rule.sentence,
        premises=("a house rule states this relation", *rule.premises),
        caveat=rule.caveat,
    )
    return related(found, figures)


def _unreadable(rule: HouseRule, by_id: dict[str, Key], reason: str) -> Relation | None:
    """A relation that is not checked, on a figure of the formula if one exists, so that it is listed; None in an empty data set."""
    named = by_id.get(rule.subject) or next((by_id[word] for word in rule.formula.split() if word in by_id), None)
    named = named or next(iter(by_id.values()), None)
    if named is None:
        return None
    return Relation(rule.family, named, Within(named, EVERYTHING), "{0}", rule.sentence, guard=reason)
