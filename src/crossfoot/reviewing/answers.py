"""What an answer does to a claim: confirm it, change a column, make a mention of it.

What is confirmed loses its `?`. Period and comparison that the sentence does not state stay in `assumed` without it, as the record
format wants: they are confirmed, and still not printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from crossfoot.dataset import load
from crossfoot.drafting.comparing import PREVIOUS, YOY, compared
from crossfoot.drafting.figure import Row
from crossfoot.drafting.files import add_measure, set_unit
from crossfoot.drafting.naming import UNKNOWN_UNIT
from crossfoot.drafting.periods import Calendar, find_periods
from crossfoot.loading.rows import MENTION_COLUMNS
from crossfoot.period import PeriodError, parse_period
from crossfoot.records import GUESS, LIST_MEASURE, SLUG, UNITS_OF, UNSTATED
from crossfoot.reviewing.shown import sentence_of
from crossfoot.reviewing.tables import Review
from crossfoot.vocabulary import MentionClass, Statistic

Ask = Callable[[str], str | None]
_KEPT: Final = frozenset({"period", "versus"})
_NEEDED: Final = {
    "versus": (Statistic.GROWTH, Statistic.RATIO, Statistic.CONTRIBUTION),
    "of": (Statistic.SHARE, Statistic.CONTRIBUTION),
}
_ASKED: Final = {"versus": "yoy, previous, a period, a measure", "of": "the measure that it is a part of"}
CLASSES: Final = tuple(member.value for member in MentionClass)


def confirm(found: Review, row: Row) -> None:
    """Take the marks of guesses off a claim, and save it."""
    row["assumed"] = _confirmed(found, row)
    found.save()


def change(found: Review, row: Row, contents: Mapping[str, str]) -> str:
    """Put other contents into columns, if the row can then still be read; a single - empties a column.

    Returns:
        Why it cannot be read, in the loader's words; nothing where it was saved.
    """
    before = dict(row)
    row.update({column: "" if text == "-" else text for column, text in contents.items()})
    row["assumed"] = " ".join(name for name in row["assumed"].split() if name.removesuffix(GUESS) not in contents)
    if not contents.keys().isdisjoint({"measure", "unit"}) and row["statistic"] == Statistic.LEVEL and not row["minus"]:
        set_unit(found.root, row["measure"], row["unit"])
    fault = found.fault()
    if fault:
        row.update(before)
        return fault
    # What a person gave is confirmed; the claim stays a draft until it is confirmed as a whole.
    if GUESS not in row["assumed"]:
        row["assumed"] = f"{row['assumed']} statistic{GUESS}".strip()
    found.save()
    return ""


def with_its_columns(statistic: str, row: Row, ask: Ask) -> dict[str, str]:
    """Another statistic with the columns that it needs, asked for where they are empty, and without those that it cannot have."""
    contents = {"statistic": statistic}
    if statistic not in [member.value for member in Statistic]:
        return contents
    for column, needed in _NEEDED.items():
        if statistic not in needed:
            contents |= {column: "-"} if row[column] else {}
        elif not row[column]:
            contents[column] = (ask(f"{statistic} needs {column} ({_ASKED[column]}): ") or "").strip() or "-"
    units = UNITS_OF.get(Statistic(statistic), ())
    if units and row["unit"] not in units and not row["minus"]:
        contents["unit"] = units[0] if len(units) == 1 else (ask(f"its unit ({', '.join(units)}): ") or "").strip() or row["unit"]
    return contents


def measure_named(found: Review, text: str, row: Row, ask: Ask) -> str:
    """A measure by its slug or its label; one that is not there yet is added, if a label is given for it."""
    measures = load(found.root).measures
    labels = {measure.name.casefold(): slug for slug, measure in measures.items()}
    name = labels.get(text.casefold(), text)
    if name in measures or not SLUG.fullmatch(name) or name == LIST_MEASURE:
        return name
    label = (ask(f"there is no measure {name} yet; its label (nothing: do not add it): ") or "").strip()
    if label:
        level = row["statistic"] == Statistic.LEVEL and not row["minus"]
        add_measure(found.root, name, label, row["unit"] if level else UNKNOWN_UNIT, found.slug)
    return name


def make_mention(found: Review, row: Row, kind: str) -> str:
    """Turn a claim into a mention of a class, which may be named by its beginning.

    Returns:
        What is wrong with the class; nothing where it was done and saved.
    """
    matching = [name for name in CLASSES if name.startswith(kind)] if kind else []
    if len(matching) != 1:
        return f"found {kind or 'nothing'}, expected one of: {', '.join(CLASSES)}"
    text = found.document.text
    printed = " ".join(text[int(row["start"]) : int(row["end"])].split()) if text else re.sub(r"\[[^\]]*\]", "", row["printed"]).strip()
    numbers = [int(mention["id"][1:]) for mention in found.mentions if re.fullmatch(r"m[0-9]+", mention["id"])]
    mention: Row = dict.fromkeys(MENTION_COLUMNS, "") | {
        "id": f"m{max(numbers, default=0) + 1:03}",
        "class": matching[0],
        "start": row["start"],
        "end": row["end"],
        "printed": printed,
        "note": row["note"],
    }
    # Another claim at the same place keeps the number recorded; the mention would say twice what it is.
    if not any(other is not row and (other["start"], other["end"]) == (row["start"], row["end"]) for other in found.claims):
        later = (index for index, other in enumerate(found.mentions) if int(other["start"]) > int(row["start"]))
        found.mentions.insert(next(later, len(found.mentions)), mention)
    found.claims.remove(row)
    found.save()
    return ""


def _confirmed(found: Review, row: Row) -> str:
    """What stays in `assumed` once a claim is confirmed: period and comparison that the sentence does not state."""
    names = []
    for name in row["assumed"].split():
        plain = name.removesuffix(GUESS)
        if not name.endswith(GUESS) or (plain in _KEPT and not _stated(found, row, plain)):
            names.append(plain)
    return " ".join(dict.fromkeys(names))


def _stated(found: Review, row: Row, column: str) -> bool:
    """Whether the sentence itself says it."""
    said = sentence_of(found, row)
    if said is None or row[column] in ("", UNSTATED):
        return False
    if row[column] in (YOY, PREVIOUS):
        return compared("".join(said)) == row[column]
    header = found.document.header
    calendar = Calendar(None if header.about == UNSTATED else parse_period(header.about), header.published)
    try:
        return parse_period(row[column]).text in {when.period for when in find_periods("".join(said), calendar)}
    except PeriodError:
        return False
