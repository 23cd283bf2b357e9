"""What `crossfoot explain` says of a name: a family's page, a relation, a check of the record, a figure or a claim.

Everything here is text made from the values of a run; nothing is decided anew.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from crossfoot import wording
from crossfoot.check import Outcome
from crossfoot.explain_claim import claim_lines
from crossfoot.explain_conflict import conflict_lines, of_name
from crossfoot.explain_relation import relation_lines
from crossfoot.families import page
from crossfoot.figures import key_of
from crossfoot.findings import JOINT, WEAKENING
from crossfoot.house import FAMILY as HOUSE
from crossfoot.items import WAIVER
from crossfoot.record_checks import FAMILIES as RECORD_FAMILIES
from crossfoot.record_checks import RecordCheck
from crossfoot.relations import FAMILIES
from crossfoot.report.terms import RECORD_WORDS
from crossfoot.verdict_words import VERDICT_WORDS

_SUGGESTED: Final = 4
_OTHERS: Final = {
    HOUSE: "Rules of the house: relations that a project states itself, in the hook crossfoot_relations of its conftest.py.",
    JOINT: (
        "Figures that fit in each relation by itself, and not in all of them together. All relations that share figures are decided at "
        "once; docs/decided-together.md says how."
    ),
    WEAKENING: "A change after which a contradiction could pass that would have been refused before. Only `crossfoot gate` looks for it.",
    WAIVER: "Every waiver fits what it accepts: it has a reason, has not expired, and something would fail without it.",
}
_FAMILIES: Final = (*FAMILIES, *RECORD_FAMILIES, *_OTHERS)


class UnknownNameError(LookupError):
    """Nothing goes by that name; the message suggests what does."""


def family(name: str) -> list[str] | None:
    """The page of a family, or None where there is none of this name."""
    if name in FAMILIES:
        of = page(FAMILIES[name])
        sections = (line for heading, text in of.sections.items() for line in ("", heading, textwrap.indent(text, "  ")))
        return "\n".join([of.name, of.summary, *sections]).split("\n")
    if name in RECORD_FAMILIES:
        return [name, f"{RECORD_WORDS[name]}. A check of the record itself, not of figures against figures."]
    return [name, _OTHERS[name]] if name in _OTHERS else None


def explain(name: str, outcome: Outcome) -> list[str]:
    """The lines about a relation, a check of the record, a finding by its fingerprint, a figure or a claim.

    Raises:
        UnknownNameError: nothing in the data set goes by this name.
    """
    together = of_name(name, outcome)
    if together is not None:
        return conflict_lines(together, outcome)
    named = {name}.union(*(finding.relations for finding in outcome.findings if finding.fingerprint == name))
    found = [relation_lines(decision, outcome) for decision in outcome.decisions if decision.id in named]
    found += [_record_check(check, outcome) for check in outcome.record_checks if check.id in named]
    if found:
        return [line for number, lines in enumerate(found) for line in ([""] if number else []) + lines]
    claims = [claim for claim in outcome.claims if name in (claim.ref, claim.id)]
    if len(claims) == 1:
        return claim_lines(claims[0], outcome)
    if claims:
        raise UnknownNameError(f"found {name} in {len(claims)} documents, expected one of: {', '.join(claim.ref for claim in claims)}")
    about = [claim for claim in outcome.claims if key_of(claim, outcome.dataset.measures).id == name]
    if about:
        return [line for number, claim in enumerate(about) for line in ([""] if number else []) + claim_lines(claim, outcome)]
    raise UnknownNameError(_unknown(name, outcome))


def no_family(name: str) -> str:
    """The message where there is neither a family of this name nor a data set to look further in."""
    near = _near(name, _FAMILIES)
    return f"found no family named {name!r}{f'; did you mean: {near}' if near else ''}"


def _unknown(name: str, outcome: Outcome) -> str:
    refs = [claim.ref for claim in outcome.claims]
    near = _near(name, [*_FAMILIES, *(d.id for d in outcome.decisions), *refs, *(f.id for f in outcome.figures)])
    some = ", ".join([*(d.id for d in outcome.decisions[:1]), *refs[:1]])
    advice = f"did you mean: {near}" if near else f"crossfoot report lists every name{f', such as {some}' if some else ''}"
    return f"found no family, relation, figure or claim named {name!r}; {advice}"


def _near(name: str, known: Iterable[str]) -> str:
    """The names that are nearest, and those that hold it."""
    names = dict.fromkeys(known)
    within = [one for one in names if name and name.casefold() in one.casefold()]
    return ", ".join(list(dict.fromkeys([*get_close_matches(name, names, n=_SUGGESTED), *within]))[:_SUGGESTED])


def _record_check(check: RecordCheck, outcome: Outcome) -> list[str]:
    """A check of the record: what it asks, what was found, where, and the claims it is about."""
    lines = [check.id, f"{wording.capital(VERDICT_WORDS[check.verdict])}. {RECORD_WORDS[check.family]}."]
    lines += [f"  {line}" for line in (check.message, check.place) if line]
    for claim in outcome.claims:
        if claim.ref in check.claims:
            lines += ["", *claim_lines(claim, outcome)]
    return lines
