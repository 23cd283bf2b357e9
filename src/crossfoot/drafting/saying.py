"""What the words around a figure say of its figure: level, growth, share, contribution, ratio or a difference, and in which direction."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from crossfoot.drafting.sentences import clause_after, clause_before
from crossfoot.drafting.words import any_of, one_of
from crossfoot.lexicon.statements import (
    CONTRIBUTES,
    FALLS,
    FALLS_AS_NOUNS,
    LESS,
    MORE,
    MOVES_AS_NOUNS,
    NOW,
    PLANS,
    RATES,
    RISES,
    SHARES,
    STANDS,
    STANDS_BEHIND,
    YEAR_ON_YEAR,
)
from crossfoot.records import PERCENT, PP, TIMES
from crossfoot.vocabulary import Statistic

POINTS: Final = (PP, "bp")
_SHARE: Final = one_of(SHARES)
_NO_SHARE_AFTER: Final = re.compile(r"\s*of\s+(?:a\s+)?(?:year|growth|increase|the\s+year)\b", re.IGNORECASE)
_SHARE_AFTER: Final = re.compile(r"\s*(?:of|share\s+of)\s+(?=\w)", re.IGNORECASE)
_CONTRIBUTION: Final = one_of(CONTRIBUTES)
_OF_THE_GROWTH: Final = re.compile(r"\s*of\s+(?:the\s+)?(?:growth|increase|rise)", re.IGNORECASE)
_RATE: Final = re.compile(
    rf"{any_of(RATES)}|(?<!growth )(?<!penetration )\brates?\s+(?:of\s+[\w\s&]+?)?(?:was|were|is|are|stood|at|reached|have|has)\b",
    re.IGNORECASE,
)
_MOVES: Final = one_of(RISES, FALLS, YEAR_ON_YEAR)
_FALLS: Final = one_of(FALLS)
_RISES: Final = one_of(RISES)
_OF_THEM: Final = re.compile(r"\bof\s+(?:them|these|those|whom|which),?\s*$", re.IGNORECASE)
_MOVE_BY: Final = re.compile(rf"{any_of(RISES, FALLS)}\s+(?:again\s+|further\s+)?by\s+$", re.IGNORECASE)
_MOVE_PAST: Final = re.compile(rf"{any_of(RISES, FALLS)}\s+(?:back\s+|again\s+)?$", re.IGNORECASE)
_PAST: Final = re.compile(r"(?:above|below)\b", re.IGNORECASE)
_MORE_AFTER: Final = re.compile(rf"\s*(?P<way>{any_of(MORE, LESS)})", re.IGNORECASE)
_DIFFERENCE_AFTER: Final = re.compile(
    rf"\s*(?:[^\W\d_][\w'-]*\s+)??(?:(?P<way>{any_of(MORE, LESS)})\s+than\b|(?P<level>lower|higher|fewer)\b)"
    r"|\s*(?P<past>above|below)\b",
    re.IGNORECASE,
)
_MOVED_AFTER: Final = re.compile(rf"\s*(?:\w+[\s-]){{0,2}}{any_of(MOVES_AS_NOUNS, ('year on year',))}", re.IGNORECASE)
_FALL_AFTER: Final = re.compile(rf"\s*(?:\w+\s+){{0,2}}{any_of(FALLS_AS_NOUNS)}", re.IGNORECASE)
_FROM_TO: Final = re.compile(r"\b(?:from|to|at|reach|reached|reaches|hit)\s+$", re.IGNORECASE)
_SUPPLIED: Final = re.compile(r"\[[^\]]*\]")
_PRINTED_SIGNS: Final = ("+", "-", "\u2212", "\u2013", "\u2011")
_OF_CHANGE: Final = re.compile(r"\bgrowth\b|\bincrease\b")
_BY_AT_THE_END: Final = re.compile(r"\bby\s+$", re.IGNORECASE)
_BY: Final = re.compile(r"\s*by\s*", re.IGNORECASE)
_OR: Final = re.compile(r"\s*(?:or|that\s+is|i\.e\.)\s*", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"\b(?:against|versus|compared\s+(?:with|to)|after)\s*$", re.IGNORECASE)
_TIMES_AS: Final = re.compile(r"\s*(?:as|the|that|those|what)\b", re.IGNORECASE)
_MULTIPLIED: Final = re.compile(r"(?:doubl|tripl|trebl|quadrupl|quintupl)(?:ed|ing)$", re.IGNORECASE)
_TO_MULTIPLY: Final = re.compile(r"\b(?:to|will|would|should|could|may)\s+(?:nearly\s+|almost\s+|about\s+)?$", re.IGNORECASE)
_THAN: Final = re.compile(
    rf"\s*(?:[^\W\d_][\w'-]*\s+)??{any_of(MORE, LESS)}\s+(?:than\s+)?(?P<what>.+)|"
    r"\s*(?:over|from|on|compared\s+with|compared\s+to|against|versus)\s+(?P<base>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PLANNED: Final = re.compile(rf"{any_of(PLANS)}|\bwill\b|\bby\s+the\s+end\s+of\s+(?:next|20\d\d)\b", re.IGNORECASE)
_YEAR_BEFORE_AFTER: Final = re.compile(r"\W*(?:\w+\W+){0,3}?(?:of\s+)?(?:a|one|the)\s+year\s+(?:earlier|before|ago)", re.IGNORECASE)
_STATES: Final = (Statistic.LEVEL, Statistic.SHARE)
_HELD_AGAINST: Final = re.compile(
    r"\b(?:against|compared\s+(?:with|to)|versus|(?:up|down)\s+from)\s+(?:[^\W\d_][\w'-]*\s+){0,3}$", re.IGNORECASE
)
_NOW: Final = one_of(NOW)
_STANDS: Final = one_of(STANDS)
_STANDS_BEHIND: Final = re.compile(rf"\s*(?:\w+\s+){{0,4}}{any_of(STANDS_BEHIND)}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of the figure. `sign` is -1 where a verb says that it fell; `against` is the text that names what is subtracted.

    `change` says that a level is how much something moved ("rose by 18,400"), `difference` that something is subtracted, `now` that
    its clause says that it speaks of the present.
    """

    statistic: Statistic
    difference: bool = False
    change: bool = False
    sign: int = 1
    against: str = ""
    planned: bool = False
    year_before: bool = False
    stands: bool = False
    now: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """A figure's print and unit with the words of its sentence before and behind it; `own` are those up to the next figure."""

    before: str
    after: str
    own: str
    printed: str
    unit: str | None

    @property
    def near(self) -> str:
        """The clause before."""
        return clause_before(self.before)

    @property
    def behind(self) -> str:
        """The clause behind."""
        return clause_after(self.after)


def saying(words: Around, inherited: Statistic | None) -> Saying:
    """Read what stands before and after a figure in its sentence.

    `inherited` is the statistic of the figure before it in the sentence, which an enumeration goes on with.
    """
    near, behind, unit = words.near, words.behind, words.unit
    statistic = _statistic(words, near, behind, inherited)
    level = statistic is Statistic.LEVEL and unit not in (PERCENT, TIMES, *POINTS)
    apart = _DIFFERENCE_AFTER.match(words.own) if level else None
    change = level and apart is None and _MOVE_BY.search(near) is not None
    difference = (unit in POINTS and statistic is not Statistic.CONTRIBUTION) or apart is not None
    changes = statistic in (Statistic.GROWTH, Statistic.CONTRIBUTION) or difference or change
    return Saying(
        statistic=statistic,
        difference=difference,
        change=change,
        sign=_sign(near, words.own if level else behind) if changes else 1,
        against=_against(behind) if difference else "",
        planned=bool(_PLANNED.search(words.before) or _PLANNED.search(behind)),
        year_before=not changes and (_is_of_the_year_before(behind) or (inherited in _STATES and _HELD_AGAINST.search(near) is not None)),
        stands=bool(_STANDS.search(near) or _STANDS_BEHIND.match(behind)),
        now=_NOW.search(near) is not None,
    )


def is_a_difference(after: str) -> bool:
    """Whether the words behind a figure say that it is how much more or less."""
    return _DIFFERENCE_AFTER.match(after) is not None or _MORE_AFTER.match(after) is not None


def _is_of_the_year_before(behind: str) -> bool:
    """Whether the words behind a figure date it a year earlier; "5m more than a year ago" is of now."""
    return _YEAR_BEFORE_AFTER.match(behind) is not None and _MORE_AFTER.match(behind) is None


def _statistic(words: Around, near: str, behind: str, inherited: Statistic | None) -> Statistic:
    if words.unit == TIMES:
        return _of_times(words.printed, near, behind)
    if words.unit in POINTS:
        return _of_points(words.before, near, behind, inherited)
    if words.unit != PERCENT:
        return Statistic.LEVEL
    return _of_percent(words, near, behind, inherited)


def _of_times(printed: str, near: str, behind: str) -> Statistic:
    """Of "doubled", "1.3 times", "three times as many"."""
    if _MULTIPLIED.search(printed) or _TO_MULTIPLY.search(near):
        return Statistic.GROWTH
    return Statistic.RATIO if _TIMES_AS.match(behind) or not _MOVES.search(near) else Statistic.GROWTH


def _of_percent(words: Around, near: str, behind: str, inherited: Statistic | None) -> Statistic:
    """By the print itself and what is right behind it, else by its clause, else by what the sentence said before."""
    found = _by_its_place(words, near, behind) or _by_its_clause(near, behind)
    if found is not None:
        return found
    if _OF_THEM.search(words.before):
        return Statistic.SHARE
    moves = _MOVES.search(words.before) is not None
    if moves and (_BY.fullmatch(near) or (_OR.fullmatch(near) and inherited is Statistic.LEVEL)):
        return Statistic.GROWTH  # "rose from 4,120 to 4,388, or 6.5 per cent"
    goes_on = len(near.split()) <= 1 or _GOES_ON.search(near) is not None
    if inherited in (Statistic.SHARE, Statistic.CONTRIBUTION) or (inherited is Statistic.GROWTH and goes_on):
        return inherited
    return Statistic.LEVEL


def _by_its_place(words: Around, near: str, behind: str) -> Statistic | None:
    if _SUPPLIED.fullmatch(words.printed):
        return Statistic.GROWTH if _BY_AT_THE_END.search(near) else Statistic.SHARE  # "one in five", "by a quarter"
    if _CONTRIBUTION.search(near) or _OF_THE_GROWTH.match(behind):
        return Statistic.CONTRIBUTION
    if _MORE_AFTER.match(behind) or _MOVED_AFTER.match(behind):
        return Statistic.GROWTH
    if _PAST.match(words.printed) and _MOVE_PAST.search(near):
        return Statistic.LEVEL  # "to fall below 3 percent" is where it goes
    signed = words.before.rstrip().endswith("(") and words.printed[:1] in _PRINTED_SIGNS  # as in "16.7 billion marks (-2.4%)"
    return Statistic.GROWTH if signed else None


def _by_its_clause(near: str, behind: str) -> Statistic | None:
    if _RATE.search(near):
        return Statistic.LEVEL
    moves = _MOVES.search(near) is not None
    if _SHARE.search(near) or (_SHARE_AFTER.match(behind) and not _NO_SHARE_AFTER.match(behind) and not moves):
        return Statistic.SHARE
    goes_to = _FROM_TO.search(near) is not None and not _OF_CHANGE.search(near)
    return Statistic.GROWTH if moves and not goes_to else None


def _of_points(before: str, near: str, behind: str, inherited: Statistic | None) -> Statistic:
    """What a difference in points is a difference of."""
    if _CONTRIBUTION.search(near):
        return Statistic.CONTRIBUTION
    if re.search(r"\bgrowth\b", behind) or re.search(r"\bgrowth\b", near):
        return Statistic.GROWTH
    if inherited is not None and inherited is not Statistic.RATIO:
        return inherited
    return Statistic.SHARE if _SHARE.search(before) else Statistic.LEVEL


def _sign(near: str, behind: str) -> int:
    """Which way it went: the word nearest before the figure decides, else the one right behind it."""
    after = _DIFFERENCE_AFTER.match(behind)
    way = next((word for word in after.groups() if word), "") if after else ""
    if not way and (more := _MORE_AFTER.match(behind)):
        way = more["way"]
    if way:
        return -1 if way.lower() in LESS else 1
    falls, rises = ([match.start() for match in pattern.finditer(near)] for pattern in (_FALLS, _RISES))
    if falls and (not rises or falls[-1] > rises[-1]):
        return -1
    return -1 if not rises and _FALL_AFTER.match(behind) else 1


def _against(behind: str) -> str:
    found = _THAN.match(behind)
    return (found["what"] or found["base"] or "") if found else ""
