"""Patterns of the words of `crossfoot.lexicon.statements`."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(*groups: Iterable[str]) -> str:
    r"""A pattern for any of these words or phrases as whole words: `*` stands for any ending, a space also for a hyphen.

    >>> any_of(("year on year", "gain*"))
    '\\b(?:year[\\s-]+on[\\s-]+year|gain\\w*)\\b'
    """
    entries = sorted({entry for group in groups for entry in group}, key=lambda entry: (-len(entry), entry))
    return rf"\b(?:{'|'.join(map(_pattern, entries))})\b"


def one_of(*groups: Iterable[str]) -> re.Pattern[str]:
    """`any_of`, compiled, whatever the case."""
    return re.compile(any_of(*groups), re.IGNORECASE)


def _pattern(entry: str) -> str:
    return r"[\s-]+".join(re.escape(word).replace(r"\*", r"\w*") for word in entry.split())
