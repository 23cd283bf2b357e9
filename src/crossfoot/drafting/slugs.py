"""From a label to a slug, and from a thing to the unit in which it is counted."""

from __future__ import annotations

import re
import unicodedata

from crossfoot.lexicon.statements import DROPPED

WORD = re.compile(r"[^\W\d_][\w\u2019'&/.-]*[^\W_]|[^\W\d_]|\d+[A-Za-z]\w*")
_SLUG_WORDS, _LONGEST_SLUG, _LONGEST_UNIT = 6, 60, 40


def slug_of(label: str, *, whole: bool = False) -> str:
    """A slug for a label: its telling words in ASCII, or all its words."""
    words = [word for word in re.findall(r"[a-z0-9]+", ascii_of(label).lower().replace("'", "")) if whole or word not in DROPPED]
    return "-".join(words[:_SLUG_WORDS])[:_LONGEST_SLUG].strip("-")


def ascii_of(text: str) -> str:
    """A text in ASCII, accents dropped."""
    return unicodedata.normalize("NFKD", text.replace("\u2019", "'")).encode("ascii", "ignore").decode()


def unit_of(thing: str) -> str:
    """The unit in which a thing is counted: its last word."""
    words = [word for word in WORD.findall(thing) if word.lower() not in DROPPED]
    word = ascii_of(words[-1]).strip("'.-/&") if words else ""
    # Wh/kg keeps its capitals: they are part of a symbol.
    return re.sub(r"[^A-Za-z0-9/-]", "", word if "/" in word or word.isupper() else word.lower())[:_LONGEST_UNIT]
