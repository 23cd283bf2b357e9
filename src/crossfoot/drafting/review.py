"""Walking through a draft: one figure at a time, one key to confirm or change it, saved after every answer.

What is confirmed loses its `?`. Period and comparison that the sentence does not state stay in `assumed` without it, as the record
format wants: they are confirmed, and still not printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from crossfoot.console import FAINT, YELLOW, Line
from crossfoot.csvfile import parse_csv
from crossfoot.csvtext import csv_text
from crossfoot.dataset import Document, load
from crossfoot.drafting.comparing import PREVIOUS, YOY, compared
from crossfoot.drafting.figure import Row
from crossfoot.drafting.files import add_measure, set_unit
from crossfoot.drafting.naming import UNKNOWN_UNIT
from crossfoot.drafting.periods import Calendar, find_periods
from crossfoot.drafting.sentences import Sentences
from crossfoot.errors import UsageProblem
from crossfoot.infile import LARGEST, read_bytes
from crossfoot.loading.document import CLAIMS, MENTIONS
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS
from crossfoot.outfile import write_atomically
from crossfoot.period import PeriodError, parse_period
from crossfoot.problems import ProjectError
from crossfoot.records import GUESS, LIST_MEASURE, SLUG, UNSTATED
from crossfoot.vocabulary import MentionClass, Statistic

Ask = Callable[[str], str | None]
Say = Callable[[Sequence[Line]], None]
KEYS: Final = {
    "m": "measure",
    "s": "statistic",
    "o": "of",
    "p": "period",
    "v": "versus",
    "d": "minus",
    "c": "scenario",
    "u": "unit",
    "w": "speaker",
    "r": "printed",
    "b": "bound",
    "l": "value",
    "t": "note",
}
_SHOWN: Final = (
    "speaker",
    "measure",
    "statistic",
    "of",
    "period",
    "versus",
    "minus",
    "scenario",
    "value",
    "unit",
    "bound",
    "printed",
    "note",
)
_KEPT: Final = frozenset({"period", "versus"})
_HELP: Final = "y confirm, a letter to change a column, x no claim, n next, q quit"
_AROUND = 400


@dataclass(slots=True)
class Review:
    """The tables of one document while they are reviewed."""

    root: Path
    slug: str
    document: Document
    claims: list[Row]
    mentions: list[Row]

    @property
    def drafts(self) -> list[Row]:
        """The claims that somebody still has to confirm, in order."""
        return [row for row in self.claims if GUESS in row["assumed"]]

    def save(self) -> None:
        """Write both tables; the mentions first, so that a number is never recorded nowhere.

        Raises:
            UsageProblem: a file cannot be written.
        """
        try:
            if self.mentions or (self.root / self.slug / MENTIONS).exists():
                write_atomically(self.root / self.slug / MENTIONS, csv_text(MENTION_COLUMNS, self.mentions).encode())
            write_atomically(self.root / self.slug / CLAIMS, csv_text(CLAIM_COLUMNS, self.claims).encode())
        except OSError as error:
            raise UsageProblem(f"cannot write to {self.root / self.slug}: {error.strerror}") from error


def open_review(root: Path, slug: str, sources: Path | None) -> Review:
    """The tables of a document, as they stand in its files.

    Raises:
        UsageProblem: there is no such document, or its tables have rows that cannot be read.
    """
    dataset = load(root, sources=sources)
    names = [document.slug for document in dataset.documents]
    if slug not in names:
        raise UsageProblem(f"found no document {slug!r} in {root}, expected one of: {', '.join(names)}")
    tables: list[list[Row]] = []
    for name, columns in ((CLAIMS, CLAIM_COLUMNS), (MENTIONS, MENTION_COLUMNS)):
        if name == MENTIONS and not (root / slug / name).exists():
            tables.append([])
            continue
        file = parse_csv(read_bytes(root.resolve(), f"{slug}/{name}", limit=LARGEST), f"{slug}/{name}", columns)
        if file.problems:
            raise UsageProblem(f"{file.problems[0]}\nput the table right first: crossfoot fmt {root}")
        tables.append([dict(row.fields) for row in file.rows])
    return Review(root, slug, dataset.document(slug), tables[0], tables[1])


def review(found: Review, ask: Ask, say: Say) -> bool:
    """Go through the drafts until all are answered (then True) or the answers end."""
    total = len(found.drafts)
    for done, row in enumerate(found.drafts, 1):
        say(list(_figure(found, row, done, total)))
        while True:
            answer = ask(f"[{_HELP}] ")
            if answer is None or answer.strip().lower() in {"q", "quit"}:
                return not found.drafts
            if _answered(found, row, answer.strip(), ask, say):
                break
    return not found.drafts


def _answered(found: Review, row: Row, answer: str, ask: Ask, say: Say) -> bool:
    """Carry out one answer; whether the next figure comes."""
    key, _, rest = answer.partition(" ")
    key = key.lower()
    if key in {"y", ""}:
        # An empty line confirms nothing: a key that was hit by accident must not.
        if not key:
            return False
        row["assumed"] = _confirmed(found, row)
        found.save()
        return True
    if key == "n":
        return True
    if key == "x":
        return _no_claim(found, row, rest, ask, say)
    if key in KEYS:
        column = KEYS[key]
        text = rest or ask(f"{column} ({row[column] or 'nothing'}): ")
        if text is not None:
            text = text.strip()
            if column == "measure":
                text = _measure_of(found, text, row, ask)
            _change(found, row, column, text, say)
        return False
    say([Line(f"Keys: {_HELP}", FAINT), Line("  " + ", ".join(f"{letter} {column}" for letter, column in KEYS.items()), FAINT)])
    return False


def _change(found: Review, row: Row, column: str, text: str, say: Say) -> None:
    """Put another content into a column, if the row can then still be read; a single - empties it."""
    before = dict(row)
    row[column] = "" if text == "-" else text
    row["assumed"] = " ".join(name for name in row["assumed"].split() if name.removesuffix(GUESS) != column)
    if column in {"measure", "unit"} and row["statistic"] == Statistic.LEVEL and not row["minus"]:
        set_unit(found.root, row["measure"], row["unit"])
    fault = _fault(found)
    if fault:
        row.update(before)
        say([Line(fault, YELLOW)])
        return
    # What a person gave is confirmed; the claim stays a draft until it is confirmed as a whole.
    if GUESS not in row["assumed"]:
        row["assumed"] = f"{row['assumed']} statistic{GUESS}".strip()
    found.save()
    say([Line(f"  {column}: {row[column] or 'nothing'}", FAINT)])


def _measure_of(found: Review, text: str, row: Row, ask: Ask) -> str:
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


def _fault(found: Review) -> str:
    """Why the tables cannot be read with a change: the loader's own words. The file is put back as it was."""
    path = found.root / found.slug / CLAIMS
    old = path.read_bytes()
    known = {str(problem) for problem in load(found.root).problems}
    try:
        write_atomically(path, csv_text(CLAIM_COLUMNS, found.claims).encode())
        new = [problem for problem in load(found.root).problems if str(problem) not in known]
    except ProjectError as error:
        new = list(error.problems)
    finally:
        write_atomically(path, old)
    return new[0].message if new else ""


def _no_claim(found: Review, row: Row, rest: str, ask: Ask, say: Say) -> bool:
    """Turn a claim into a mention."""
    classes = [member.value for member in MentionClass]
    kind = (rest or ask(f"class ({', '.join(classes)}): ") or "").strip()
    matching = [name for name in classes if name.startswith(kind)] if kind else []
    if len(matching) != 1:
        say([Line(f"found {kind or 'nothing'}, expected one of: {', '.join(classes)}", YELLOW)])
        return False
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
    place = next((index for index, other in enumerate(found.mentions) if int(other["start"]) > int(row["start"])), len(found.mentions))
    found.mentions.insert(place, mention)
    # Another claim at the same place keeps the number recorded; the mention would say twice what it is.
    if any(other is not row and (other["start"], other["end"]) == (row["start"], row["end"]) for other in found.claims):
        found.mentions.remove(mention)
    found.claims.remove(row)
    found.save()
    return True


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
    text = found.document.text
    if text is None or not row["start"] or row[column] in ("", UNSTATED):
        return False
    sentence = Sentences(text).at(int(row["start"]))
    said = text[max(sentence.start, int(row["start"]) - _AROUND) : min(sentence.end, int(row["end"]) + _AROUND)]
    header = found.document.header
    calendar = Calendar(None if header.about == UNSTATED else parse_period(header.about), header.published)
    named = {when.period for when in find_periods(said, calendar)}
    if row[column] in (YOY, PREVIOUS):
        return bool(compared(said)) and compared(said) == row[column]
    try:
        return parse_period(row[column]).text in named
    except PeriodError:
        return False


def _figure(found: Review, row: Row, number: int, total: int) -> Iterator[Line]:
    """What is shown of a draft: the sentence with the figure marked, and the columns."""
    yield Line("")
    yield Line(f"{number} of {total}: {found.slug}/{row['id']}", FAINT)
    yield Line(_sentence(found, row))
    guessed = {name.removesuffix(GUESS) for name in row["assumed"].split() if name.endswith(GUESS)}
    for column in _SHOWN:
        if row[column] or column in guessed:
            key = next(letter for letter, name in KEYS.items() if name == column)
            yield Line(f"  {key} {column + (GUESS if column in guessed else ''):11} {row[column]}", YELLOW if column in guessed else "")


def _sentence(found: Review, row: Row) -> str:
    """The sentence, the figure in marks; without the text only the print."""
    text = found.document.text
    if text is None or not row["start"]:
        return f"  >>{row['printed']}<< ({found.document.text_state})"
    start, end = int(row["start"]), int(row["end"])
    sentence = Sentences(text).at(start)
    before, after = text[max(sentence.start, start - _AROUND) : start], text[end : min(sentence.end, end + _AROUND)]
    return "  " + " ".join(f"{before}>>{text[start:end]}<<{after}".split())
