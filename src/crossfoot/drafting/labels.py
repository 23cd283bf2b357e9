"""A name for what a figure measures, taken from the words around it: the subject of its clause, or the thing that is counted."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from crossfoot.drafting.sentences import clause_after, clause_before

_WORD = re.compile(r"[^\W\d_][\w\u2019'&/.-]*[^\W_]|[^\W\d_]|\d+[A-Za-z]\w*")
_VERB: Final = re.compile(
    r"\b(?:was|were|is|are|be|been|being|has|have|had|having|will|would|can|could|may|should|increas(?:ed|es|ing)|grew|grows|rose|rises|"
    r"fell|falls|reach(?:ed|es|ing)|account(?:ed|s|ing)|exceed(?:ed|s|ing)|came|comes|amount(?:ed|s|ing)|total(?:led|ed|s|ling|ing)|"
    r"stood|stands?|dropped|declin(?:ed|es|ing)|decreased|expanded|contracted|went|took|takes|records?|recorded|record|registered|hit|"
    r"contributed|contributes|made|makes|achiev(?:ed|es|ing)|maintain(?:ed|ing|s)|rebounded|changed|changes|passed|climbed|jumped|slipped|"
    r"surged|slowed|averaged|represents?|represented|pick(?:ed|s)|edged|brought|brings|gained|lost|remain(?:ed|s)|spent|cost|costs|"
    r"earned|paid|posted|moved|advanced|eased|sold|sells|handled|counted|produced|built|shipped|served|bought|used|delivered|exported|imported|opened|closed|employed|tumbled|soared|shrank|improved|worsened|cover(?:ed|s|ing)?|complet(?:ed|es))\b",
    re.IGNORECASE,
)
# After these the figure is the subject's own: "Revenue came to 214.6 million crowns".
_IS: Final = re.compile(
    r"\b(?:was|were|is|are|been|reach(?:ed|es)|(?:came|comes|went|fell|rose|grew|dropped|climbed|jumped|amount(?:ed|s)|fell\s+back)\s+(?:\w+\s+)?to|"
    r"amount(?:ed|s)|total(?:led|ed|s)|stood|stands?|averaged|exceed(?:ed|s)|hit|remain(?:ed|s)|at|from|to)\s*$",
    re.IGNORECASE,
)
_MASS: Final = frozenset(
    [
        "tonnes",
        "tons",
        "tonne",
        "ton",
        "kilograms",
        "kg",
        "litres",
        "liters",
        "barrels",
        "hectares",
        "acres",
        "km",
        "kilometres",
        "kilometers",
        "miles",
        "metres",
        "meters",
        "mwh",
        "gwh",
        "twh",
        "kwh",
        "mw",
        "gw",
        "crowns",
        "kronor",
        "kroner",
        "krone",
        "francs",
        "pesos",
        "shillings",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "cents",
        "degrees",
        "units",
    ]
)
_ENDS_A_THING: Final = re.compile(
    r"\b(?:of|in|on|at|by|for|from|with|to|through|than|that|which|who|and|or|as|after|before|during|over|under|against|since|per|"
    r"inside|outside|around|between|among|across|into|out|off|this|last|year|years?|were|was|is|are|have|has|had|will|would|came|went|"
    r"increased|grew|rose|fell|a|an|the|respectively|earn|work|more|less|nationwide|abroad|yesterday|today|added|sold|built|made|"
    r"compared|worldwide|recorded|achieved|covering|including|reached|reported|arrived|passed|took|left|up|down)\b|[,;:.()!?\u2014]|\s-\s|$",
    re.IGNORECASE,
)
_DROPPED: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "our",
        "his",
        "her",
        "this",
        "that",
        "these",
        "those",
        "it",
        "they",
        "we",
        "he",
        "she",
        "you",
        "i",
        "there",
        "in",
        "on",
        "at",
        "by",
        "of",
        "for",
        "to",
        "and",
        "or",
        "with",
        "from",
        "as",
        "which",
        "also",
        "just",
        "about",
        "only",
        "some",
        "more",
        "than",
        "less",
        "both",
        "overall",
        "among",
        "them",
        "all",
        "over",
        "during",
        "total",
        "respectively",
        "still",
        "another",
        "no",
        "not",
        "year-on-year",
        "yoy",
        "while",
        "when",
        "where",
        "whose",
        "including",
        "up",
        "down",
        "rate",
        "such",
        "so",
        "then",
        "now",
        "new",
        "s",
    ]
)
_AGENT: Final = frozenset({"we", "i", "they", "it", "he", "she", "you", "there", "who", "which", "that", "this", ""})
_LEAD: Final = re.compile(
    r"^\s*(?:and|but|while|with|of which|of them|among them|overall|especially|meanwhile|however|also|in particular|in addition|"
    r"at the same time|in terms of [\w ]+?)\b[\s,]*",
    re.IGNORECASE,
)
_GROWTH_OF: Final = re.compile(
    r"^(?:the\s+)?(?:(?:annual|overall|average)\s+)?(?:growth(?:\s+rate)?|increase|rise|pace|share|proportion|number|volume|level|amount|rate)\s+"
    r"(?:of|in)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_GROWTH_END: Final = re.compile(r"\s+(?:growth(?:\s+rate)?|growth's\s+pace)$", re.IGNORECASE)
_MOST_WORDS, _SLUG_WORDS, _LONGEST_SLUG = 10, 6, 60
ITEMS: Final = re.compile(
    r"\s+(?:(?:main|specific|major|key|following|big|important|practical|different|broad|simple)\s+){0,2}"
    r"(?:aspects?|dimensions?|measures?|points?|highlights?|ways|respects|parts|actions?|areas|priorities|reasons|factors|steps|"
    r"characteristics|things|questions|tasks|features|pillars|promotions?|challenges|themes|topics|fronts|messages|directions)\b",
    re.IGNORECASE,
)


def thing_counted(after: str) -> str:
    """The words behind a number up to the end of what is counted: "new cranes arrived" gives "new cranes"."""
    text = after.lstrip(" \u00a0-\u2011")
    end = _ENDS_A_THING.search(text)
    words = _WORD.findall(text[: end.start()] if end else text)
    # "140 people worked": a verb in the past ends the thing, unless it opens it ("33 listed companies").
    verb = next((index for index, word in enumerate(words) if index and re.fullmatch(r"[a-z]{3,}ed", word)), len(words))
    return " ".join(words[: min(verb, 5)])


def subject(before: str) -> str:
    """The subject of the clause in which a figure stands, or nothing where the clause has none of its own."""
    clause = _LEAD.sub("", clause_before(before)).strip()
    verb = _VERB.search(clause)
    if verb is None:
        return ""
    if verb.start() == 0:
        # "Transhipment, the cargo that only changes ships here, came to": the subject stands before the first comma.
        clause = _LEAD.sub("", before).strip().partition(",")[0]
        verb = _VERB.search(clause) or _END.search(clause)
        if verb is None or _ADVERBIAL.match(clause) or len(clause[: verb.start()].split()) > _MOST_WORDS // 2:
            return ""
    return _plain(clause[: verb.start()])


def label_of(before: str, after: str, unit: str | None) -> str:
    """The label for a measure: what is counted, else the subject of the clause, else nothing (it goes on with the figure before)."""
    counted = thing_counted(after) if unit is None else ""
    named = subject(before)
    if counted and not (named and _IS.search(before)):
        if counted.split()[-1].lower() not in _MASS:
            return f"{counted}{_of_whom(after, counted)}"
        return _of_whom(after, counted).removeprefix(" of ") or named
    return named or _last_words(clause_before(before))


def opening(before: str) -> str:
    """The first telling words of a sentence whose subject could not be told."""
    words = [
        word
        for word in _WORD.findall(_LEAD.sub("", before))
        if word.lower() not in _DROPPED and not (_MOVE_ONLY.fullmatch(word) or _VERB.fullmatch(word))
    ]
    return " ".join(words[:4])


def whole_named(before: str, after: str) -> str:
    """What a share is a share of, where the words say so."""
    behind = re.match(r"\s*(?:share\s+)?(?:of|in)\s+(?P<whole>[^,;:.()]+)", clause_after(after), re.IGNORECASE)
    if behind and _plain(_until_a_verb(behind["whole"])):
        return _plain(_until_a_verb(behind["whole"]))
    ahead = re.findall(r"\b(?:shares?|proportion)\s+(?:of|in)\s+([^,;:.()]+)", before, re.IGNORECASE)
    if not ahead:
        return ""
    return _plain(_until_a_verb(ahead[-1]))


def whole_of_contribution(after: str) -> str:
    """What something contributed to."""
    behind = re.search(r"\b(?:to|of)\s+(?P<whole>[^,;:.()]+)", clause_after(after), re.IGNORECASE)
    text = behind["whole"] if behind else ""
    return _plain(_until_a_verb(text))


def compared_measure(against: str) -> str:
    """The measure in "than the growth rate of fixed investment", "than the GDP growth rate"."""
    return _plain(_until_a_verb(clause_after(against))) if re.search(r"\bgrowth\b|\brate\b", against, re.IGNORECASE) else ""


def unit_of(thing: str) -> str:
    """The unit in which a thing is counted: its last word."""
    words = [word for word in _WORD.findall(thing) if word.lower() not in _DROPPED]
    word = ascii_of(words[-1]).strip("'.-/&") if words else ""
    # Wh/kg keeps its capitals: they are part of a symbol.
    return re.sub(r"[^A-Za-z0-9/-]", "", word if "/" in word or word.isupper() else word.lower())[:40]


def slug_of(label: str, *, whole: bool = False) -> str:
    """A slug for a label: its telling words in ASCII, or all its words."""
    words = [word for word in re.findall(r"[a-z0-9]+", ascii_of(label).lower().replace("'", "")) if whole or word not in _DROPPED]
    return "-".join(words[:_SLUG_WORDS])[:_LONGEST_SLUG].strip("-")


def ascii_of(text: str) -> str:
    """A text in ASCII, accents dropped."""
    return unicodedata.normalize("NFKD", text.replace("\u2019", "'")).encode("ascii", "ignore").decode()


def _until_a_verb(text: str) -> str:
    verb = _VERB.search(text)
    return text[: verb.start()] if verb and verb.start() else text


def _plain(text: str) -> str:
    """A phrase without what leads it in, periods and figures aside, at most ten words long."""
    text = _GROWTH_END.sub("", _GROWTH_OF.sub("", " ".join(text.split())))
    words = [word for word in _WORD.findall(text) if word.lower() not in {"the", "a", "an", "its", "their", "our", "both", "also", "total"}]
    while words and words[0].lower() in _DROPPED:
        words.pop(0)
    while words and words[-1].lower() in _DROPPED:
        words.pop()
    return " ".join(words[-_MOST_WORDS:])


def _of_whom(after: str, counted: str) -> str:
    """Behind "cases", "of flour": what a bare unit does not say by itself."""
    if len(counted.split()) > 1:
        return ""
    rest = after.lstrip(" \u00a0-\u2011")[len(counted) :]
    found = re.match(r"\s+of\s+(?P<what>[^,;:.()]+)", rest)
    return f" of {_plain(_until_a_verb(found['what']))}" if found and _plain(_until_a_verb(found["what"])) else ""


def _last_words(text: str) -> str:
    words = [
        word
        for word in _WORD.findall(text)
        if word.lower() not in _DROPPED and not _VERB.fullmatch(word) and not _MOVE_ONLY.fullmatch(word)
    ]
    return " ".join(words[-4:])


_ADVERBIAL: Final = re.compile(r"(?:according|in|at|on|from|since|with|after|by|for|as|of|under|during|over|overall)\b", re.IGNORECASE)
_END: Final = re.compile("$")
_MOVE_ONLY: Final = re.compile(
    r"(?:(?:increase\w*|rise|rising|growth|grew|gain\w*|drop|fall|decline|decrease|down|up|accounting|representing|marking|change|"
    r"reaching|covering|exceeding|achieving|maintaining|compared|against|after|significantly|slightly|sharply|percent\w*)\s*)+",
    re.IGNORECASE,
)
