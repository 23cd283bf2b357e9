"""The commands that make and mend a record: draft it from a text, review the draft, restore the form of its tables."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from crossfoot import console
from crossfoot.commands import day_of
from crossfoot.console import Line
from crossfoot.dataset import SOURCES_VARIABLE, load
from crossfoot.drafting import files
from crossfoot.drafting.draft import draft
from crossfoot.drafting.files import About
from crossfoot.drafting.periods import Calendar, When, find_periods
from crossfoot.drafting.source import SourceText, read_source
from crossfoot.drafting.writing import Draft
from crossfoot.errors import UsageProblem
from crossfoot.infile import LARGEST, read_bytes
from crossfoot.loading.document import CLAIMS, HEADER, MENTIONS
from crossfoot.loading.folders import document_folders
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS
from crossfoot.loading.text import FILE as SOURCE
from crossfoot.loading.text import attach
from crossfoot.loading.wording import build, yaml_spot
from crossfoot.outfile import write_atomically
from crossfoot.period import Period, PeriodError, parse_period
from crossfoot.problems import ProjectError
from crossfoot.records import UNSTATED, DocumentHeader
from crossfoot.report.sentence import count
from crossfoot.spreadsheets import restore
from crossfoot.yamlfile import parse_yaml

_TABLES = {CLAIMS: CLAIM_COLUMNS, MENTIONS: MENTION_COLUMNS}
# From how many characters on a text takes long enough to show how far the draft is.
_LONG = 200_000
_BEGINNING = 1_500
_MOST_LISTED = 10
_ENDS = re.compile(r"\b(?:ended|ending|end(?:s)?|to|until|as\s+of|as\s+at|payable\s+on|due)\s+(?:on\s+)?$", re.IGNORECASE)
_REACH = 24


def make_draft(text: Path, folder: Path, about: About, *, keep_text: bool) -> int:
    """Draft the record of a text into a new folder, and say what was made of it and what comes next."""
    root, slug = files.target_of(folder)
    source = read_source(text)
    if source.converted and not keep_text:
        raise UsageProblem(
            f"found a page of HTML in {text}; offsets refer to what a reader sees of it, which is in no file yet: give --keep-text, "
            f"which writes it to {folder / SOURCE} (keep that out of version control if you may not pass it on)"
        )
    calendar, about = _calendar(source, about)
    codes = files.codes_of(root)
    with console.progress("drafting", least=_LONG) as progress:
        found = draft(source, calendar, issuer=about.issuer, measures=codes.measures, scenarios=codes.scenarios, progress=progress)
    try:
        written = files.write(root, slug, found, source, about, keep_text=keep_text)
    except OSError as error:
        raise UsageProblem(f"cannot write to {root}: {error.strerror}") from error
    console.show(_told(root, slug, found, written, about))
    console.show(_next(root, slug, text, keep_text=keep_text))
    return 0


def walk_through(document: str, path: Path, *, sources: Path | None) -> int:
    """Review a draft in the terminal; answers come from standard input, a line each."""
    from crossfoot.reviewing.tables import open_review  # noqa: PLC0415 - only this command needs it
    from crossfoot.reviewing.walk import review  # noqa: PLC0415

    found = open_review(path, document, sources)
    if not found.drafts:
        console.show([Line(f"Nothing to review: every claim of {document} is confirmed.", console.GREEN)])
        return 0
    try:
        review(found, _asked, console.show)
    finally:
        # Also after Ctrl-C: every answer is in the files already.
        left, total = len(found.drafts), len(found.claims)
        console.show([Line(f"{left} of {total} claims are drafts still; run it again to go on." if left else "All confirmed.")])
    return 0


def _asked(prompt: str) -> str | None:
    """One line of standard input, or None where there is no more."""
    console.show([Line(prompt, console.FAINT)])
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def restore_tables(path: Path, *, only_check: bool, sources: Path | None) -> int:
    """Put claims.csv and mentions.csv of every document into their canonical form, or only say which are not."""
    if not path.is_dir():
        raise UsageProblem(f"found no folder {path}, expected a folder of claims; give its path")
    root = path.resolve()
    lines: list[Line] = []
    changed = refused = 0
    for slug in document_folders(root)[0]:
        for name, columns in _TABLES.items():
            if not (root / slug / name).is_file():
                continue
            data = read_bytes(root, f"{slug}/{name}", limit=LARGEST)
            text, calendar = _text_of(root, slug, sources)
            found = restore(data, f"{slug}/{name}", columns, source=text, calendar=calendar)
            if found.problems:
                refused += 1
                lines += [Line(str(problem), console.RED) for problem in found.problems]
            elif found.text.encode() != data:
                changed += 1
                lines.append(Line(f"{'not canonical' if only_check else 'restored'}: {path / slug / name}", console.YELLOW))
                lines += [Line(f"  {what}") for what in found.undone]
                if not only_check:
                    _put(root / slug / name, found.text)
    console.show(lines or [Line("Every table is in its canonical form.", console.GREEN)])
    if refused:
        console.show(
            [
                Line(
                    f"{refused} {'table is left as it was' if refused == 1 else 'tables are left as they were'}: something was lost.",
                    console.RED,
                )
            ]
        )
    return 1 if refused or (only_check and changed) else 0


def _put(path: Path, text: str) -> None:
    try:
        write_atomically(path, text.encode())
    except OSError as error:
        raise UsageProblem(f"cannot write {path}: {error.strerror}") from error


def _text_of(root: Path, slug: str, sources: Path | None) -> tuple[str | None, Calendar]:
    """The attached text of a document, only if it is the recorded one, and what its periods are relative to.

    Whatever else is wrong there is not for this command.
    """
    named = os.environ.get(SOURCES_VARIABLE)
    folder = sources or (Path(named) if named else None)
    try:
        file = parse_yaml(read_bytes(root, f"{slug}/{HEADER}", limit=LARGEST), f"{slug}/{HEADER}")
        header, _ = build(DocumentHeader, file.value, yaml_spot(file, ()))
        if header is None:
            return None, Calendar()
        calendar = Calendar(None if header.about == UNSTATED else parse_period(header.about), header.published)
        return attach(root, slug, header, yaml_spot(file, ()), folder).text, calendar
    except ProjectError:
        return None, Calendar()


def _calendar(source: SourceText, about: About) -> tuple[Calendar, About]:
    """What the periods of the text are relative to; what was not given is taken from its first lines."""
    period = _period(about.about) if about.about else None
    published = day_of(about.published, "--published") if about.published else None
    beginning = find_periods(source.text[:_BEGINNING], Calendar())
    if period is None:
        period = next((parse_period(when.period) for when in beginning if not _is_day(when.period)), None)
    if published is None:
        published = _published(source.text, beginning, period)
    stated = About(
        title=about.title or source.title or "Untitled",
        issuer=about.issuer,
        published=published.isoformat() if published else "",
        about=period.text if period else "",
        language=about.language,
    )
    return Calendar(period, published), stated


def _published(text: str, whens: list[When], about: Period | None) -> date | None:
    """The first day named that is not only the end of something, and not before the end of what the text is about."""
    for when in whens:
        day = parse_period(when.period)
        ends = _ENDS.search(text, max(0, when.start - _REACH), when.start) is not None
        if _is_day(when.period) and not when.relative and not ends and (about is None or day.last >= about.last):
            return day.last
    return None


def _is_day(period: str) -> bool:
    return parse_period(period).first == parse_period(period).last


def _period(text: str) -> Period:
    try:
        return parse_period(text)
    except PeriodError as error:
        raise UsageProblem(f"--about: {error}") from None


def _told(root: Path, slug: str, found: Draft, written: list[str], about: About) -> Iterator[Line]:
    speakers = len({row["speaker"] for row in found.claims})
    rows = f"{count(len(found.claims), 'claim', 'claims')}, {count(len(found.mentions), 'mention', 'mentions')}"
    yield Line(f"Drafted {root / slug}: {rows}, {count(len(found.measures), 'new measure', 'new measures')}.")
    yield Line(f"  {count(len(found.turns), 'turn', 'turns')}, {count(speakers, 'speaker', 'speakers')} with figures", console.FAINT)
    if about.about or about.published:
        said = ", ".join(
            text for text in (about.about and f"about {about.about}", about.published and f"published {about.published}") if text
        )
        yield Line(f"  {said}: other periods are read from there; --about and --published say otherwise", console.FAINT)
    if not about.about:
        yield Line(
            "  No period that the document is about was found; give it with --about, or most figures have no period.", console.YELLOW
        )
    if found.unread:
        listed = ", ".join(found.unread[:_MOST_LISTED]) + (", ..." if len(found.unread) > _MOST_LISTED else "")
        yield Line(f"  {len(found.unread)} figures could not be read and are mentions; record them by hand: {listed}", console.YELLOW)
    yield from (Line(f"written: {root / name}", console.FAINT) for name in written)


def _next(root: Path, slug: str, text: Path, *, keep_text: bool) -> Iterator[Line]:
    problems = load(root).problems
    if problems:
        yield Line(f"The folder has {len(problems)} problems; crossfoot check {root} lists them.", console.YELLOW)
    if not keep_text:
        yield Line(
            f"The text is not kept. To have it at hand, copy {text} to {root / slug / SOURCE}, or as {slug}.txt to the folder that "
            f"{SOURCES_VARIABLE} names."
        )
    yield Line(f"Everything in it is a guess until somebody confirms it. Next: crossfoot review {slug} {root}")
