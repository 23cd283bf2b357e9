"""What a sentence says of its figure: level, growth, share, contribution, ratio or a difference, in which direction, against what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from crossfoot.drafting.sentences import clause_after, clause_before
from crossfoot.records import PERCENT, PP, TIMES
from crossfoot.vocabulary import Statistic

YOY, PREVIOUS = "yoy", "previous"

_SHARE: Final = re.compile(
    r"\b(?:account(?:s|ed|ing)?\s+for|shares?\s+(?:of|in)|shares?|proportion|penetration|mak(?:es?|ing)\s+up|made\s+up|"
    r"represent(?:s|ed|ing)?|ratio\s+of)\b",
    re.IGNORECASE,
)
_NO_SHARE_AFTER = re.compile(r"\s*of\s+(?:a\s+)?(?:year|growth|increase|the\s+year)\b", re.IGNORECASE)
_SHARE_AFTER: Final = re.compile(r"\s*(?:of|share\s+of)\s+(?=\w)", re.IGNORECASE)
_CONTRIBUTION: Final = re.compile(r"\bcontribut\w*|\bof\s+the\s+(?:growth|increase|rise)\b", re.IGNORECASE)
_UP = (
    r"increas\w*|grew|grow(?:s|n|ing)?|growth|rose|ris(?:e|es|en|ing)|up|gain\w*|expan\w+|higher|surg\w+|jump\w*|climb\w*|advanc\w+|"
    r"accelerat\w*|rebound\w*|chang(?:e|es|ed)|faster|improv\w+|doubled|tripled|above"
)
_DOWN = (
    r"fell|fall(?:s|en|ing)?|declin\w*|decreas\w*|dropp?\w*|down|lower|shr[aiu]nk\w*|contract(?:ed|ion|s)|slump\w*|slipp?\w*|plung\w*|"
    r"reduc\w+|cut\w*|lost|loss|slow\w*|below|weaken\w*|decreas\w+"
)
# A rate of its own, printed in percent, is a level.
_RATE_OF: Final = re.compile(
    r"\b(?:occupancy|unemployment|vacancy|utili[sz]ation|coverage|covering|interest|policy|participation|turnout|savings?)\b|"
    r"(?<!growth )(?<!penetration )\brates?\s+(?:of\s+[\w\s&]+?)?(?:was|were|is|are|stood|at|reached|have|has)\b",
    re.IGNORECASE,
)
_MOVES: Final = re.compile(rf"\b(?:{_UP}|{_DOWN}|year[\s-]+on[\s-]+year|yoy|y/y)\b", re.IGNORECASE)
_FALLS: Final = re.compile(rf"\b(?:{_DOWN})\b", re.IGNORECASE)
_RISES: Final = re.compile(rf"\b(?:{_UP})\b", re.IGNORECASE)
_MORE_AFTER: Final = re.compile(r"\s*(?P<way>more|less|fewer|higher|lower|above|below|up|down|faster|slower)\b", re.IGNORECASE)
_LESS: Final = frozenset({"less", "fewer", "lower", "below", "down", "slower"})
_MOVED_AFTER: Final = re.compile(
    r"\s*(?:\w+[\s-]){0,2}(?:increase|growth|rise|gain|drop|fall|decline|decrease|year[\s-]on[\s-]year)\b", re.IGNORECASE
)
_FROM_TO: Final = re.compile(r"\b(?:from|to)\s+$", re.IGNORECASE)
_YOY: Final = re.compile(
    r"\byear[\s-]+on[\s-]+year|\byoy\b|\by/y\b|\b(?:a|one)\s+year\s+(?:earlier|ago|before)|\bsame\s+(?:period|month|quarter|half)\b|"
    r"\b(?:than|on|over|from)\s+(?:the\s+)?(?:last|previous|prior)\s+year|\bannual(?:ly|ised|ized)?\b|\byear\s+over\s+year|"
    r"\bfrom\s+a\s+year\b|\bcorresponding\s+period",
    re.IGNORECASE,
)
_PREVIOUS: Final = re.compile(
    r"\b(?:month[\s-]+on[\s-]+month|quarter[\s-]+on[\s-]+quarter|m/m|q/q|mom|qoq|sequential(?:ly)?|"
    r"(?:than|on|over|from)\s+(?:in\s+)?(?:the\s+)?(?:previous|last|prior|preceding)\s+(?:month|quarter|week|half|period))\b",
    re.IGNORECASE,
)
_TIMES_AS: Final = re.compile(r"\s*(?:as|the|that|those|what)\b", re.IGNORECASE)
_THAN: Final = re.compile(
    r"\s*(?P<way>more|less|fewer|higher|lower|above|below|faster|slower)\s+(?:than\s+)?(?P<what>.+)|"
    r"\s*(?:over|from|on|compared\s+with|compared\s+to|against|versus)\s+(?P<base>.+)",
    re.IGNORECASE | re.DOTALL,
)
_PLANNED: Final = re.compile(
    r"\b(?:plans?|planned|aims?|aimed|strives?|targets?|targeted|goals?|expects?|expected|forecasts?|projected|intends?|"
    r"guidance|envisages?|by\s+the\s+end\s+of\s+(?:next|20\d\d))\b",
    re.IGNORECASE,
)
_YEAR_BEFORE_AFTER: Final = re.compile(r"\W*(?:\w+\W+){0,3}?(?:of\s+)?(?:a|one|the)\s+year\s+(?:earlier|before|ago)", re.IGNORECASE)
_STANDS: Final = re.compile(
    r"\b(?:there\s+(?:are|is)|are|is|has|have|covers?|covering|exceeds?|numbers?|currently|now|today|at\s+present|so\s+far|employs?|stands?|"
    r"holds?|owns?|earn)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of the figure. `sign` is -1 where a verb says that it fell; `against` is the text that names what is subtracted."""

    statistic: Statistic
    difference: bool = False
    sign: int = 1
    versus: str = ""
    versus_stated: bool = False
    against: str = ""
    planned: bool = False
    year_before: bool = False
    stands: bool = False


def saying(before: str, after: str, unit: str | None, inherited: Statistic | None) -> Saying:
    """Read what stands before and after a figure in its sentence.

    `inherited` is the statistic of the figure before it in the sentence, which an enumeration goes on with.
    """
    near, behind = clause_before(before), clause_after(after)
    statistic = _statistic(before, near, behind, unit, inherited)
    difference = unit in (PP, "bp") and statistic is not Statistic.CONTRIBUTION
    versus, stated = _versus(before, after) if statistic in (Statistic.GROWTH, Statistic.RATIO) else ("", False)
    changes = statistic in (Statistic.GROWTH, Statistic.CONTRIBUTION) or difference
    year_before = not changes and bool(_YEAR_BEFORE_AFTER.match(behind))
    return Saying(
        statistic=statistic,
        difference=difference,
        sign=_sign(near, behind) if changes else 1,
        versus=versus,
        versus_stated=stated,
        against=_against(behind) if difference else "",
        planned=bool(_PLANNED.search(before) or _PLANNED.search(behind)),
        year_before=year_before,
        stands=bool(_STANDS.search(near) or re.match(r"\s*(?:\w+\s+){0,4}(?:are|is|have|has|earn|were\s+at)\b", behind)),
    )


def _statistic(  # noqa: PLR0911 - one rule after the other, the first that fits
    before: str, near: str, behind: str, unit: str | None, inherited: Statistic | None
) -> Statistic:
    if unit == TIMES:
        return Statistic.RATIO if _TIMES_AS.match(behind) or not _MOVES.search(near) else Statistic.GROWTH
    if unit in (PP, "bp"):
        return _of_points(before, near, behind, inherited)
    if unit != PERCENT:
        return Statistic.LEVEL
    if _CONTRIBUTION.search(near) or re.match(r"\s*of\s+(?:the\s+)?(?:growth|increase|rise)", behind, re.IGNORECASE):
        return Statistic.CONTRIBUTION
    if _MORE_AFTER.match(behind) or _MOVED_AFTER.match(behind):
        return Statistic.GROWTH
    if _RATE_OF.search(near):
        return Statistic.LEVEL
    if _SHARE.search(near) or (_SHARE_AFTER.match(behind) and not _NO_SHARE_AFTER.match(behind) and not _MOVES.search(near)):
        return Statistic.SHARE
    if _MOVES.search(near) and not (_FROM_TO.search(near) and not re.search(r"\bgrowth\b|\bincrease\b", near)):
        return Statistic.GROWTH
    if inherited in (Statistic.SHARE, Statistic.CONTRIBUTION) or (inherited is Statistic.GROWTH and len(near.split()) <= 1):
        return inherited
    return Statistic.LEVEL


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
    after = _MORE_AFTER.match(behind)
    if after:
        return -1 if after["way"].lower() in _LESS else 1
    falls, rises = ([match.start() for match in pattern.finditer(near)] for pattern in (_FALLS, _RISES))
    if falls and (not rises or falls[-1] > rises[-1]):
        return -1
    return -1 if not rises and re.match(r"\s*(?:\w+\s+){0,2}(?:drop|fall|decline|decrease)\b", behind, re.IGNORECASE) else 1


def _versus(before: str, after: str) -> tuple[str, bool]:
    for text in (clause_after(after), clause_before(before), after, before):
        for name, pattern in ((PREVIOUS, _PREVIOUS), (YOY, _YOY)):
            if pattern.search(text):
                return name, True
    return YOY, False


def _against(behind: str) -> str:
    found = _THAN.match(behind)
    return (found["what"] or found["base"] or "") if found else ""


def compared(text: str) -> str:
    """`yoy` or `previous`, where the words behind a difference say so, else nothing."""
    return PREVIOUS if _PREVIOUS.search(f"from {text}") else YOY if _YOY.search(f"from {text}") else ""
