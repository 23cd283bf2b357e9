"""What is drawn of the network around a finding: its own relations and figures, and the nearest of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from crossfoot.check import Outcome
from crossfoot.figures import Key
from crossfoot.findings import JOINT, Finding
from crossfoot.report.network_order import in_short_lines
from crossfoot.report.network_picture import Column, NetworkPicture, Part, Row
from crossfoot.report.shown import shown
from crossfoot.report.states import decisions_of
from crossfoot.report.telling import Teller
from crossfoot.report.terms import family_words
from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Verdict

MOST_NEIGHBOURS, MOST_FURTHER = 12, 14
# A finding of more relations or figures than this is no picture any more.
MOST_OWN, MOST_INNER = 40, 80
_MOST_PRINTS = 3
Touching = Mapping[Key, Sequence[Decision]]


def touching_of(outcome: Outcome) -> Touching:
    """The decisions about each figure; all findings share it."""
    found: dict[Key, list[Decision]] = {}
    for decision in outcome.decisions:
        for key in set(decision.relation.keys):
            found.setdefault(key, []).append(decision)
    return found


def network_of(finding: Finding, outcome: Outcome, teller: Teller, touching: Touching | None = None) -> NetworkPicture | None:
    """The picture of a finding; None where it has no relation, or one that stands alone, or more than fits a picture.

    `touching` is `touching_of(outcome)`, where it is known already.
    """
    own = sorted(decisions_of(finding, outcome), key=lambda decision: decision.id)
    touching = touching_of(outcome) if touching is None else touching
    refs = finding.conflict.core if finding.conflict else finding.claims
    clashing = {teller.states.key_by_claim[ref] for ref in refs}
    inner = clashing.union(*(decision.relation.keys for decision in own))
    if not own or len(own) > MOST_OWN or len(inner) > MOST_INNER:
        return None
    around, alone = _around(own, inner, touching)
    if len(own) + len(around) == 1:
        return None
    drawn = around[:MOST_NEIGHBOURS]
    further = _further(drawn, inner)
    blocks = [_by_id(inner), _by_id(further)]
    shown_keys = inner | further
    lines = {decision.id: shown_keys.intersection(decision.relation.keys) for decision in (*own, *drawn)}
    order = in_short_lines(blocks, list(lines.values()), len(own))
    place = {key: number for number, key in enumerate(order)}
    marked = _mark(finding, own)
    parts = {key: Part.CLASHING if key in clashing else Part.JOINED if key in inner else Part.FURTHER for key in order}
    columns = [_column(decision, finding, teller, place, own=number < len(own)) for number, decision in enumerate((*own, *drawn))]
    beyond = set().union(*(decision.relation.keys for decision in around)) - shown_keys
    return NetworkPicture(
        tuple(_row(key, parts[key], marked.get(key, ""), teller) for key in order),
        tuple(sorted(columns, key=lambda column: (not column.clashing, column.dots[0], column.dots[-1], column.id))),
        len(around) - len(drawn),
        len(beyond),
        alone,
    )


def _around(own: Sequence[Decision], inner: set[Key], touching: Touching) -> tuple[list[Decision], int]:
    """The other relations of some figures, the most telling first, and how many checks there are of one figure by itself."""
    names = {decision.id for decision in own}
    through = {name for decision in own for name in decision.through}
    found = {d.id: d for key in inner for d in touching.get(key, ()) if d.id not in names}
    joining = [decision for decision in found.values() if len(set(decision.relation.keys)) > 1]

    def rank(decision: Decision) -> tuple[bool, bool, int, int, str]:
        keys = set(decision.relation.keys)
        unchecked = decision.verdict is Verdict.NOT_CHECKED
        return decision.id not in through, unchecked, -len(keys & inner), len(keys - inner), decision.id

    return sorted(joining, key=rank), len(found) - len(joining)


def _further(drawn: Iterable[Decision], inner: set[Key]) -> set[Key]:
    """As many of their further figures as there is room for."""
    keys = dict.fromkeys(key for decision in drawn for key in decision.relation.keys if key not in inner)
    return set(list(keys)[:MOST_FURTHER])


def _by_id(keys: Iterable[Key]) -> list[Key]:
    return sorted(keys, key=lambda key: key.id)


def _mark(finding: Finding, own: Sequence[Decision]) -> dict[Key, str]:
    """The figure that a finding points to, and a word for why."""
    repairs = finding.conflict.repairs if finding.conflict else ()
    if not repairs:
        return {own[0].subject: "in question"} if len(own) == 1 else {}
    # As in the report's data: no slip is likeliest where another is as likely, or where another way to read a figure is likelier.
    likeliest = repairs[0].slips and not finding.hints and all(other.score != repairs[0].score for other in repairs[1:])
    return {repairs[0].key: "likeliest slip" if likeliest else "first repair"}


def _row(key: Key, part: Part, mark: str, teller: Teller) -> Row:
    figure = teller.figure(key)
    prints = list(dict.fromkeys(shown(claim.printed) or "number lost" for claim in figure.claims))
    more = [f"{len(prints) - _MOST_PRINTS} more"] if len(prints) > _MOST_PRINTS else []
    value = " and ".join([*prints[:_MOST_PRINTS], *more]) or "not printed"
    return Row(key.id, teller.label(key), value, figure.printed, bool(prints), part, mark)


def _column(decision: Decision, finding: Finding, teller: Teller, place: Mapping[Key, int], *, own: bool) -> Column:
    held = teller.held(decision)
    keys = set(decision.relation.keys)
    dots = tuple(sorted(place[key] for key in keys if key in place))
    verdict = f"{held.verdict} by itself" if own and finding.family == JOINT else held.verdict
    return Column(decision.id, shown(family_words(held.family)), shown(held.formula), verdict, own, dots, len(keys) - len(dots))
