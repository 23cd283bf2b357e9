"""Items in counts and lines with their denominators, for pytest's last page and the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from crossfoot.check import Outcome
from crossfoot.items import Item, reasons
from crossfoot.verdict_words import COUNTED

_OF_DOCUMENT: Final = "the document "
_MOST_NAMED: Final = 4


def verdict_counts(items: Iterable[Item]) -> str:
    """How many items have each verdict, what fails first: `1 contradiction, 12 hold`."""
    counts = Counter(item.verdict for item in items)
    listed = ((counts[verdict], words) for verdict, words in COUNTED.items() if counts[verdict])
    return ", ".join(f"{count} {words[count != 1]}" for count, words in listed) or "none"


def selected_of(selected: Sequence[Item], everything: Sequence[Item]) -> list[str]:
    """Two lines: how many relations, and how many checks of the record, were selected, and how they fared."""
    lines = []
    for name, relation in (("relations", True), ("checks of the record", False)):
        chosen = [item for item in selected if item.is_relation is relation]
        total = sum(item.is_relation is relation for item in everything)
        counts = f": {verdict_counts(chosen)}" if chosen else ""
        lines.append(f"{len(chosen)} of {total} {name} selected{counts}")
    return lines


def not_checked(items: Iterable[Item], *, most: int | None = None) -> list[str]:
    """Why items were not checked, the most frequent reasons first."""
    items = list(items)
    found = reasons(items)
    lines = [f"not checked, {count}: {reason}{_whose(reason, items)}" for reason, count in found[:most]]
    rest = found[len(lines) :]
    if rest:
        others = "for one other reason" if len(rest) == 1 else f"for {len(rest)} other reasons, all in the report"
        lines.append(f"not checked, {sum(count for _, count in rest)}: {others}")
    return lines


def _whose(reason: str, items: Iterable[Item]) -> str:
    """Which documents, where the reason is one of a document."""
    if not reason.startswith(_OF_DOCUMENT):
        return ""
    names = list(dict.fromkeys(item.id.split("/")[1] for item in items if item.reason == reason))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f" ({', '.join(names[:_MOST_NAMED])}{more})"


def untouched(outcome: Outcome) -> str:
    """How many printed figures nothing bears on, out of how many take part."""
    alone, total = len(outcome.unchecked_figures), len(outcome.figures.by_key)
    if total and not alone:
        return (
            "the figure that takes part is held against another"
            if total == 1
            else f"all {total} figures that take part are held against others"
        )
    are, them = ("is", "it") if alone == 1 else ("are", "them")
    return f"{alone} of the {total} figures that take part {are} held against no other; the report lists {them}"
