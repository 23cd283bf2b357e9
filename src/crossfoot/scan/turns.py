"""Who has the word from where on: "Name:", "Q:" and title lines, with the questioner apart from who answers.

Three layouts are known: `Name: what is said` (also with the words on the next line), a line of its own that names a reporter, an
office or a person who speaks again later, and a release in which nobody is named, which is one turn of the issuer. A guess is all
this is: a draft marks every speaker as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

Role = Literal["question", "answer", "heading"]
ISSUER: Final = "The issuer"
HEADING: Final = "Heading"
_LONGEST_NAME = 160
_MOST_WORDS = 22
_PERSON_WORDS = range(2, 5)

_LINE = re.compile(r"[^\n]+")
# Stars and hashes of Markdown around a name; a name's own full stops are those of initials and of Mr., Dr.
_LABEL = re.compile(r"[\s>#*_]*(?P<name>[^\W\d_][^:\uff1a\n]{0,159}?)[\s*_]*[:\uff1a][*_]*(?P<said>.*)")
_ASKS = re.compile(
    r"\b(?:q(?:uestions?)?\d*|reporters?|journalists?|correspondents?|analysts?|interviewers?|press|media|caller|audience|"
    r"newspaper|news agency)\b(?![\u2019'])",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"a(?:nswers?)?\d*(?:\s*\(|$)", re.IGNORECASE)
# A title that speaks about questions names nobody who asks one.
_ABOUT_QUESTIONS = re.compile(r"\b(?:answer|record|question)\w*\b.*\b(?:of|to|from|answering)\b|\breleases?\b", re.IGNORECASE)
_DASH_OR_COMMA = re.compile(r"\s+[-\u2013\u2014]+\s+|,\s+")
_OFFICE = re.compile(
    r"\b(?:director|minister|secretary|president|chair\w*|governor|commissioner|chief|officer|spokes\w+|head|mayor|manager|economist|"
    r"ceo|cfo|coo|cto|vice|deputy|senator|professor|dr|mr|mrs|ms|operator|moderator|host|speaker|candidate|treasurer|general|partner|"
    r"founder|representative|counsel|statistician|editor|witness)\b",
    re.IGNORECASE,
)
# What stands before a colon and is nobody's name.
_NO_NAME = re.compile(
    r"\b(?:notes?|sources?|tables?|figures?|charts?|contacts?|tel|telephone|phone|fax|e-?mail|dates?|embargo\w*|subject|summary|"
    r"highlights?|results?|outlook|background|about|overview|example|examples|conclusions?|remarks?|total|outcome|update|warning|"
    r"title|annex|appendix|definitions?|methodology|website|www|https?|ftp|mailto|time|place|venue|copyright|key|main|following|"
    r"respectively|aspects|measures|points|next|release|statement|data|unit|units|of which|including)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    ("of and the for from to in at on a an de la le von van der den di da al bin del du et y e i with").split()  # noqa: SIM905 - a list of words reads better as words
)
_ENDS_A_SENTENCE = re.compile(r"[.!?;,\u3002\uff01\uff1f]['\u2019\"\u201d)\]]*$")
_INITIAL = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Hon|Jr|Sr)\.")


@dataclass(frozen=True, slots=True)
class FoundTurn:
    """From the character `start` on, `speaker` (as printed) has the word; a `heading` is nobody's statement."""

    start: int
    speaker: str
    role: Role


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that may name a speaker: where it starts, the name, and whether a colon follows it."""

    start: int
    name: str
    colon: bool


def find_turns(text: str, *, issuer: str = ISSUER) -> list[FoundTurn]:
    """The turns of a text in order, the first at 0; where no speaker is named, one turn of the issuer.

    What stands before the first speaker is a heading if it has no sentence, else the issuer's.
    """
    named = _speaking(text, list(_candidates(text)))
    if not named:
        return [FoundTurn(0, issuer, "answer")] if text else []
    roles = _roles(text, named)
    turns = [FoundTurn(line.start, line.name, roles[line.name]) for line in named]
    if named[0].start and text[: named[0].start].strip():
        turns.insert(0, _opening(text[: named[0].start], issuer))
    return [replace(turns[0], start=0), *turns[1:]]


def _opening(text: str, issuer: str) -> FoundTurn:
    """What stands before the first speaker."""
    says = any(_ENDS_A_SENTENCE.search(line[0].rstrip()) for line in _LINE.finditer(text))
    return FoundTurn(0, issuer, "answer") if says else FoundTurn(0, HEADING, "heading")


def _candidates(text: str) -> Iterator[_Line]:
    """Every line that has the form of one that names a speaker."""
    for line in _LINE.finditer(text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        label = _LABEL.match(line[0][: _LONGEST_NAME + 20])
        if label and _is_name(label["name"]):
            yield _Line(start, _tidy(label["name"]), colon=True)
        elif _is_title(line[0], text, line.end()):
            yield _Line(start, _tidy(line[0]), colon=False)


def _tidy(name: str) -> str:
    """A name without the marks of Markdown and with single spaces."""
    return " ".join(name.strip("\t >#*_").split())


def _is_name(text: str) -> bool:
    """Whether it is written as a name or an office: every word that counts has a capital, and no sentence ends in it."""
    words = [word for word in re.split(r"[\s/]+", text.strip(" *_")) if any(map(str.isalpha, word))]
    inside = _INITIAL.sub("", text)
    if not words or len(words) > _MOST_WORDS or re.search(r"[.!?;\"\u201c](?:\s|$)", inside) or re.search(r"\d{2}", text):
        return False
    return all(_capital(word) or word.lower().strip(",()'\u2019") in _SMALL or _ASKS.fullmatch(word.strip(",()")) for word in words) and (
        _capital(words[0]) or words[0].lower() in {"q", "a"}
    )


def _capital(word: str) -> bool:
    letter = next((character for character in word if character.isalpha()), "")
    return letter.isupper() or not letter.islower()  # scripts without capitals pass


def _is_title(line: str, text: str, end: int) -> bool:
    """Whether a line of its own names who speaks below it: short, no sentence, with something said after it."""
    name = _tidy(line)
    words = name.split()
    if not name or len(words) > _MOST_WORDS or len(name) > _LONGEST_NAME or _ENDS_A_SENTENCE.search(name) or any(map(str.isnumeric, name)):
        return False
    if not _capital(words[0]) or "\t" in name or "|" in name or re.search(r"\S {3,}\S", line.strip()):
        return False
    after = _LINE.search(text, end)
    return after is not None and bool(
        _ENDS_A_SENTENCE.search(after[0].rstrip()) or len(after[0].split()) > _MOST_WORDS or "thank" in after[0]
    )


def _speaking(text: str, lines: Sequence[_Line]) -> list[_Line]:
    """Those lines that do name a speaker."""
    times = Counter(line.name for line in lines)
    with_colon = {line.name for line in lines if line.colon}
    kept = [line for line in lines if (_names_by_colon(line, times) if line.colon else _names_alone(line, times, with_colon))]
    # One "Name:" in a release is as often a heading as a person, unless it says an office.
    if len(kept) == 1 and not (_OFFICE.search(kept[0].name) or _ASKS.search(kept[0].name)) and kept[0].start > len(text) // 2:
        return []
    return kept


def _names_by_colon(line: _Line, times: Counter[str]) -> bool:
    name = line.name
    if _ASKS.search(name) or _is_answer(name) or _OFFICE.search(name):
        return True
    return not _NO_NAME.search(name) and (times[name] > 1 or _is_person(name))


def _names_alone(line: _Line, times: Counter[str], with_colon: set[str]) -> bool:
    """A title line: a reporter, somebody who is named again, or a name with an office behind a dash or a comma."""
    name = line.name
    if name in with_colon:
        return True
    if _ASKS.search(name) and not _ABOUT_QUESTIONS.search(name):
        return len(name.split()) <= _MOST_WORDS // 2 and not _NO_NAME.search(name)
    parts = _DASH_OR_COMMA.split(name, maxsplit=1)
    if len(parts) > 1 and _is_person(parts[0]) and _OFFICE.search(parts[1]):
        return True
    return times[name] > 1 and (_is_person(name) or (bool(_OFFICE.search(name)) and _is_name(name)))


def _is_answer(name: str) -> bool:
    """A, A1, Answer, A (Mr Berg)."""
    return bool(_ANSWER.match(name))


def _is_person(name: str) -> bool:
    words = name.split()
    return len(words) in _PERSON_WORDS and all(_capital(word) for word in words) and not _NO_NAME.search(name)


def _roles(text: str, lines: Sequence[_Line]) -> dict[str, Role]:
    """Who asks: whoever is called a reporter or Q, else whoever ends every turn with a question while others do not."""
    ends = [*(line.start for line in lines[1:]), len(text)]
    asking: Counter[str] = Counter()
    total: Counter[str] = Counter(line.name for line in lines)
    for line, end in zip(lines, ends, strict=True):
        asking[line.name] += _asks(text[line.start : end])
    always = {name for name, times in total.items() if asking[name] == times}
    by_behaviour = always if len(always) < len(total) else set()
    return {name: _role(name, by_behaviour) for name in total}


def _role(name: str, by_behaviour: Iterable[str]) -> Role:
    if _is_answer(name):
        return "answer"
    if _ASKS.search(name):
        return "question"
    return "question" if name in set(by_behaviour) and not _OFFICE.search(name) else "answer"


def _asks(turn: str) -> bool:
    """Whether a turn ends with a question, thanks aside."""
    said = re.sub(r"\s*(?:many )?thank(?:s| you)[^.?!]*[.!]?\s*$", "", turn.rstrip(), flags=re.IGNORECASE)
    return said.rstrip("\"\u201d')* ").endswith(("?", "\uff1f"))
