"""What the commands do. Each returns its exit code; `cli` reads the arguments and turns errors into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from crossfoot import console, summary, wording
from crossfoot.check import Outcome
from crossfoot.check import check as check_dataset
from crossfoot.console import Line
from crossfoot.datapackage import FILE as DATAPACKAGE
from crossfoot.datapackage import datapackage
from crossfoot.dataset import Dataset, load
from crossfoot.errors import UsageProblem
from crossfoot.formats import Format, rendered
from crossfoot.items import Item, items_of
from crossfoot.outfile import write_atomically
from crossfoot.report import HTML
from crossfoot.report.sentence import statement_of
from crossfoot.report.states import states_of
from crossfoot.vocabulary import Verdict

_MOST_NAMED = 4
_HOOK = b"def crossfoot_relations("
_STATUS_STYLES = {"fails": console.RED, "clean": console.GREEN, "undecided": console.YELLOW}


def check(path: Path, *, form: Format, today: str, strict: bool, sources: Path | None) -> int:
    """Check a data set and print what was found."""
    outcome = outcome_of(path, today, sources)
    if form is Format.TEXT:
        console.show(_found(path, outcome, strict=strict))
    else:
        console.data(rendered(outcome, form, strict=strict))
    return outcome.exit_code(strict=strict)


def report(path: Path, *, to: Path, today: str, strict: bool, sources: Path | None, with_text: bool) -> int:
    """Check a data set, write the reports and say where."""
    from crossfoot.report import write_reports  # noqa: PLC0415 - jinja2, which `check` does not need

    outcome = outcome_of(path, today, sources)
    try:
        written = write_reports(outcome, to, strict=strict, with_text=with_text)
    except OSError as error:
        raise UsageProblem(f"cannot write the reports to {to}: {error.strerror}") from error
    console.show([*_verdict(outcome, strict=strict), *(Line(f"written: {name}", console.FAINT) for name in written)])
    return outcome.exit_code(strict=strict)


def gate(  # noqa: PLR0913 - what `check` takes, what to compare with, and where to write
    path: Path, *, against: str, form: Format, to: Path | None, today: str, strict: bool, sources: Path | None
) -> int:
    """Compare a data set with the version before, and print what changed, what that broke, and what it weakened."""
    from crossfoot.gating.base import base_of  # noqa: PLC0415 - only this command needs them
    from crossfoot.gating.gate import gate as judge  # noqa: PLC0415
    from crossfoot.gating.words import told  # noqa: PLC0415

    head = load(path, sources=sources)
    with base_of(path, against, sources) as base:
        found = judge(head, base, today=day_of(today))
    if to is not None:
        from crossfoot.report import write_reports  # noqa: PLC0415 - jinja2, which the rest does not need

        try:
            write_reports(found.head, to, strict=strict, gate=found)
        except OSError as error:
            raise UsageProblem(f"cannot write the reports to {to}: {error.strerror}") from error
    if form is Format.TEXT:
        console.show([*_found(path, found.head, strict=strict), Line(""), *told(found)])
    else:
        console.data(rendered(found.head, form, strict=strict, gate=found))
    return found.head.exit_code(strict=strict)


def waive(  # noqa: PLR0913 - the fields of a waiver
    name: str, path: Path, *, reason: str, by: str, until: str, should_read: str, today: str, sources: Path | None
) -> int:
    """Write a waiver, and print it with the next step."""
    from crossfoot import waiving  # noqa: PLC0415 - only this command needs it

    outcome = outcome_of(path, today, sources)
    grant = waiving.Grant(reason, by, day_of(until, "--until") if until else None, should_read)
    written = waiving.waive(outcome, name, grant)
    console.show([Line(f"written: {(path / written.file).as_posix()}", console.GREEN)])
    console.show(Line(f"  {field}: {value}") for field, value in written.entry.items())
    console.show(
        [Line(f"Next: run crossfoot check {path.as_posix()}; if it goes into a change, crossfoot gate wants it acknowledged there.")]
    )
    return 0


def view(folder: Path, *, only_print: bool) -> int:
    """Open the page of a report in the browser, and print where it is; without a browser, only print it."""
    import webbrowser  # noqa: PLC0415 - only this command needs it

    page = folder / HTML
    if not page.is_file():
        raise UsageProblem(f"found no {HTML} in {folder}, expected the page of a report; run crossfoot report first")
    console.show([Line(str(page))])
    if not only_print:
        # Where there is no browser nothing opens, and that is no fault: the path is printed already.
        with suppress(webbrowser.Error):
            webbrowser.open(page.resolve().as_uri())
    return 0


def print_schema() -> int:
    """Print the JSON Schema of report.json."""
    from crossfoot.report.schema import schema_text  # noqa: PLC0415

    console.data(schema_text())
    return 0


def write_datapackage(path: Path) -> int:
    """Write datapackage.json anew, so that it fits the files beside it."""
    if not (path / "measures.yaml").is_file():
        raise UsageProblem(f"found no measures.yaml in {path}, expected a folder of claims; give its path, or run crossfoot init")
    target = path / DATAPACKAGE
    text = datapackage(path)
    try:
        changed = not target.is_file() or target.read_bytes() != text.encode()
        if changed:
            write_atomically(target, text.encode())
    except OSError as error:
        raise UsageProblem(f"cannot write {target}: {error.strerror}") from error
    console.show([Line(f"written: {target}" if changed else f"up to date: {target}")])
    return 0


def init(path: Path) -> int:
    """Set up a project, and say what was made and what was kept."""
    from crossfoot.scaffold import set_up  # noqa: PLC0415

    try:
        made, kept = set_up(path)
    except OSError as error:
        raise UsageProblem(f"cannot set up {path}: {error.strerror}") from error
    console.show([*(Line(f"made: {name}") for name in made), *(Line(f"kept as it is: {name}", console.YELLOW) for name in kept)])
    console.show([Line(f"Next: read {path / 'README.md'}, put your figures into {path / 'claims'}, and run pytest there.")])
    return 0


def try_(sentence: str) -> int:
    """Judge one relation in plain English."""
    from crossfoot.trial import try_sentence  # noqa: PLC0415
    from crossfoot.trial_text import TrialError  # noqa: PLC0415

    try:
        trial = try_sentence(sentence)
    except TrialError as error:
        raise UsageProblem(str(error)) from error
    style = console.RED if trial.exit_code == 1 else console.YELLOW if trial.decision.verdict is not Verdict.HOLDS else console.GREEN
    console.show([Line(trial.lines[0], style), *(Line(line) for line in trial.lines[1:])])
    return trial.exit_code


def outcome_of(path: Path, today: str, sources: Path | None) -> Outcome:
    """The run that a command is about."""
    return check_dataset(loaded(path, sources), today=day_of(today))


def loaded(path: Path, sources: Path | None) -> Dataset:
    """The data set that a command is about, with the source texts of a folder."""
    if sources is not None and not sources.is_dir():
        raise UsageProblem(f"--sources: found no folder {sources}")
    return load(path, sources=sources)


def day_of(text: str, option: str = "--today") -> date:
    """The day that an option names; today, by UTC, where it names none."""
    if not text:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageProblem(f"{option}: found {text!r}, expected a day of the calendar such as 2026-07-19") from None


# What `check` prints


def _found(path: Path, outcome: Outcome, *, strict: bool) -> Iterator[Line]:
    items = items_of(outcome)
    yield from _inputs(path, outcome)
    failing = [item for item in items if item.fails(strict=strict)]
    for number, item in enumerate(failing, 1):
        heading, *rest = [line for line in item.message.split("\n") if line]
        yield Line("")
        yield Line(f"{number}. {heading}", console.RED)
        yield from (Line(f"   {line}") for line in rest)
        yield Line(f"   ({item.id})", console.FAINT)
    yield from _listed("Strained", [item for item in items if item.verdict is Verdict.STRAINED and item not in failing])
    yield from _notes(outcome)
    yield from _listed("Waived", [item for item in items if item.verdict is Verdict.WAIVED])
    yield from _listed("Implied", [item for item in items if item.verdict is Verdict.IMPLIES], style=console.FAINT)
    yield Line("")
    yield from (Line(wording.capital(line), console.FAINT) for line in summary.not_checked(items))
    yield from _house_rules(path)
    yield Line("")
    yield from _verdict(outcome, strict=strict)


def _inputs(path: Path, outcome: Outcome) -> Iterator[Line]:
    yield Line(f"crossfoot {path.as_posix()}, as of {outcome.today}", console.FAINT)
    for document in outcome.dataset.documents:
        state = "source attached" if document.text is not None else document.text_state
        drafts = sum(bool(claim.guesses) for claim in document.claims)
        drafted = f" ({drafts} of them drafts)" if drafts else ""
        yield Line(f"  {document.slug}: {len(document.claims)} claims{drafted}, {state}", console.FAINT)


def _listed(name: str, items: Sequence[Item], *, style: str = console.YELLOW) -> Iterator[Line]:
    if items:
        yield Line("")
        yield Line(f"{name} ({len(items)}):", style)
        yield from (Line(f"  {item.id}\n    {item.reason}") for item in items)


def _notes(outcome: Outcome) -> Iterator[Line]:
    """What is worth a look, each in a line with the first of its claims; the report has them all."""
    if outcome.notes:
        yield Line("")
        yield Line(f"Worth a look ({len(outcome.notes)}):", console.YELLOW)
    for note in outcome.notes:
        rest = f" and {len(note.claims) - _MOST_NAMED} more" if len(note.claims) > _MOST_NAMED else ""
        yield Line(f"  {note.message}\n    {', '.join(note.claims[:_MOST_NAMED])}{rest}")


def _house_rules(path: Path) -> Iterator[Line]:
    """A project's conftest.py is code, which only pytest runs; what it would add is not checked here, and that is said."""
    found = path.resolve().parent / "conftest.py"
    with suppress(OSError):
        if _HOOK in found.read_bytes():
            yield Line("Rules of the house in conftest.py are checked by pytest, not by this command.", console.FAINT)


def _verdict(outcome: Outcome, *, strict: bool) -> Iterator[Line]:
    statement = statement_of(outcome, states_of(outcome))
    strained = outcome.verdicts[Verdict.STRAINED]
    fails = outcome.exit_code(strict=strict) == 1
    yield from (Line(line) for line in statement.denominators)
    yield Line(f"{wording.capital(summary.untouched(outcome))}.")
    yield Line(wording.capital(statement.sentence), console.RED if fails else _STATUS_STYLES[statement.status])
    if fails and statement.status != "fails":
        yield Line(f"Strained findings fail under --strict: {strained}.", console.RED)
