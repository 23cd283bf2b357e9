"""Names that nearly agree: the same words in any order, but for a slip of the pen in one. Thousands are told apart in a second."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations, combinations_with_replacement, pairwise, product

# Two words nearly agree if 2 * (letters in common) / (letters of both) is at least this ratio, as whole numbers: no float decides.
_NEAR_IN, _NEAR_OF = 85, 100
# Comparing takes the square of the letters; what is longer is no word of any language, and may be there to cost time.
_LONGEST = 80
# Letters are told apart by so many bits.
_BITS = 61
_DIGIT = re.compile(r"[0-9]")
_SMALL_WORDS = frozenset({"of", "the", "in", "and", "a", "an", "by", "for", "on", "at", "to"})


def near(first: str, second: str) -> bool:
    """Whether two names nearly agree: as many words, and each the same as one of the other name or nearly so, in any order."""
    return (0, 1) in near_pairs([first, second])


def near_pairs(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places of every two names that nearly agree.

    Not by trying all pairs: names that nearly agree are as long and have the same words, or the same but for one that each has once.
    """
    whole: dict[tuple[int, frozenset[str]], list[int]] = {}
    but_one: dict[tuple[int, frozenset[str]], dict[str, list[int]]] = {}
    for place, name in enumerate(names):
        words = _words(name)
        counted = Counter(words)
        whole.setdefault((len(words), frozenset(counted)), []).append(place)
        for word in (word for word, times in counted.items() if times == 1):
            but_one.setdefault((len(words), frozenset(counted) - {word}), {}).setdefault(word, []).append(place)
    for places in whole.values():
        yield from combinations(places, 2)
    for rest in but_one.values():
        for first, second in _near_among(rest):
            yield from ((min(pair), max(pair)) for pair in product(rest[first], rest[second]))


def _near_among(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every two of these words that nearly agree. No word with a digit does, and none so long that it is no word."""
    by_length: dict[int, list[str]] = {}
    for word in words:
        if len(word) <= _LONGEST and not _DIGIT.search(word):
            by_length.setdefault(len(word), []).append(word)
    for length, other in combinations_with_replacement(sorted(by_length), 2):
        if _slips(length + other) >= other - length:
            yield from _near_by_pieces(by_length[length], by_length[other])


def _slips(letters: int) -> int:
    """How many letters may stand in one of two words only, if they have so many together and nearly agree."""
    return (_NEAR_OF - _NEAR_IN) * letters // _NEAR_OF


def _near_by_pieces(words: Sequence[str], others: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Every word of one length and other word of a length that nearly agree.

    A word is cut into one piece more than there may be slips. One piece at least has none and stands in the other word as it is, moved
    by no more letters than there are slips; only words with such a piece are compared.
    """
    slips = _slips(len(words[0]) + len(others[0]))
    ends = [len(words[0]) * number // (slips + 1) for number in range(slips + 2)]
    pieces = list(pairwise(ends))
    holding: dict[tuple[int, str], list[str]] = {}
    for word in words:
        for start, end in pieces:
            holding.setdefault((start, word[start:end]), []).append(word)
    moved = [(start, at, at + end - start) for start, end in pieces for at in range(max(start - slips, 0), start + slips + 1)]
    for other in others:
        found = dict.fromkeys(word for start, at, to in moved for word in holding.get((start, other[at:to]), ()))
        if words is others:
            found = {word: None for word in found if word < other}
        for word in _alike_enough(found, other, slips):
            if _near_words(word, other):
                yield word, other


def _alike_enough(words: Iterable[str], other: str, slips: int) -> Iterator[str]:
    """The words that have as many letters in common with the other, in order, as so many slips leave; quicker than `_near_words`.

    First by which letters they have at all; then by the longest common subsequence, one bit a letter of the other word (Hyyrö 2004).
    """
    own = _letters(other)
    bits: dict[str, int] = {}
    for place, letter in enumerate(other):
        bits[letter] = bits.get(letter, 0) | 1 << place
    full = (1 << len(other)) - 1
    for word in words:
        if (own ^ _letters(word)).bit_count() > slips:
            continue
        row = full
        for letter in word:
            met = row & bits.get(letter, 0)
            row = (row + met | row - met) & full
        common = len(other) - row.bit_count()
        if len(word) + len(other) - 2 * common <= slips:
            yield word


@lru_cache(maxsize=65536)
def _letters(word: str) -> int:
    """Which letters a word has, one bit each; two that fall into one bit only let more words be compared."""
    return sum(1 << bit for bit in {ord(letter) % _BITS for letter in word})


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.casefold()) if word not in _SMALL_WORDS]


def _near_words(first: str, second: str) -> bool:
    """A slip of a letter, or one and many; not "regular" and "irregular", and no two numbers."""
    longer, shorter = sorted((first, second), key=lambda word: (-len(word), word))
    if longer.endswith(shorter) or _DIGIT.search(first + second):
        return False
    common = sum(block.size for block in SequenceMatcher(None, longer, shorter, autojunk=False).get_matching_blocks())
    return 2 * common * _NEAR_OF >= _NEAR_IN * (len(first) + len(second))
