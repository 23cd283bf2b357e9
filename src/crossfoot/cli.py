"""The command line. typer reads the arguments; what a command does is imported only when it runs, so that help comes at once."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import typer

from crossfoot import __version__
from crossfoot.formats import Format, ListFormat

CLEAN, FAILED, INTERRUPTED, INTERNAL, UNREADABLE, UNDECIDED = range(6)
TRACEBACK_VARIABLE: Final = "CROSSFOOT_TRACEBACK"
FOLDER: Final = Path("claims")
Command = Callable[[], int]
# A run makes many small values and drops few of them: looking for cycles as often as Python does would take a fifth of its time.
_ALLOCATIONS_A_COLLECTION: Final = 200_000

_HELP = """\
Make a document's figures answer for themselves.

\b
Exit codes: 0 clean, 1 something fails, 2 interrupted, 3 an error in crossfoot itself,
4 the project cannot be read or the command is wrong, 5 nothing was decided.
"""
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, help=_HELP, no_args_is_help=False)

Claims = Annotated[Path, typer.Argument(metavar="PATH", help="The folder of claims.", show_default=True)]
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A family, or the id of a relation, a record check, a finding, a claim or a figure.")
]
Project = Annotated[Path, typer.Argument(metavar="PATH", help="The folder of the new project.", show_default=True)]
Sentence = Annotated[str, typer.Argument(help='One relation in plain English, such as "20.5 from 18.9, up 12 %".')]
Form = Annotated[Format, typer.Option("--format", help="Print it in this form.", show_default=True)]
JsonList = Annotated[bool, typer.Option("--json", help="Print the list as data instead.")]
Reports = Annotated[Path, typer.Option(metavar="DIR", help="The folder to write to.")]
Against = Annotated[
    str, typer.Option(metavar="REF|DIR", help="The version before: a git revision, or a folder of claims.", show_default=True)
]
Waived = Annotated[str, typer.Argument(metavar="CLAIM|FINGERPRINT", help="The id of a claim, or the fingerprint of a finding.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why it is accepted.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who accepts it.")]
Until = Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The last day on which the waiver counts (default: without an end).")]
ShouldRead = Annotated[str, typer.Option(metavar="TEXT", help="What it should probably say; a proposal, never applied.")]
To = Annotated[Path | None, typer.Option(metavar="DIR", help="Write the reports to this folder too.")]
WithText = Annotated[
    bool,
    typer.Option(
        "--with-text",
        help="Show the attached source text in the page also where document.yaml does not say publish_text: "
        "for your own machine, not for passing on.",
    ),
]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder with the report.", show_default=True)]
OnlyPrint = Annotated[bool, typer.Option("--print", help="Only print the path of the page.")]
Write = Annotated[Path | None, typer.Option(metavar="PATH", help="Instead, write datapackage.json anew into this folder of claims.")]
Listed = Annotated[ListFormat, typer.Option("--format", help="Print the list in this form.", show_default=True)]
DocumentName = Annotated[str, typer.Argument(metavar="DOCUMENT", help="The folder of the document.")]
WriteAnchors = Annotated[bool, typer.Option("--write", help="Put the new offsets, hash and length into the files.")]
Everything = Annotated[bool, typer.Option("--all", help="Also for what is strained or accepted.")]
WeakerToo = Annotated[bool, typer.Option("--all", help="Also what chance alone would often give.")]
Least = Annotated[
    str, typer.Option("--min", metavar="PERCENT", help="Fail if a smaller part of the slips that anybody could catch is caught.")
]
AuditForm = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json or markdown.")]
OneClaim = Annotated[str, typer.Option("--claim", metavar="REF", help="Audit one claim only, and list the slips that nothing catches.")]
Strict = Annotated[bool, typer.Option("--strict", help="Fail also what fits only in a strained reading.")]
Today = Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The date that decides which waivers have expired (default: today, UTC).")]
Sources = Annotated[Path | None, typer.Option(metavar="DIR", help="A folder with source texts, DOCUMENT.txt each (or CROSSFOOT_SOURCES).")]
TextFile = Annotated[Path, typer.Argument(metavar="TEXT", help="The text: plain, Markdown or HTML, in UTF-8.")]
NewDocument = Annotated[Path, typer.Option("--to", metavar="claims/NAME", help="The new document's folder; it must not be there yet.")]
Title = Annotated[str, typer.Option(metavar="TEXT", help="Its title (default: its first line).")]
Issuer = Annotated[str, typer.Option(metavar="TEXT", help="Who issued it: the speaker where the text names none.")]
Published = Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The day it was published (default: the first full date in it).")]
About = Annotated[str, typer.Option(metavar="PERIOD", help="The period it is about, such as 2031-H1 (default: the first one named in it).")]
Language = Annotated[str, typer.Option(metavar="CODE", help="Its language, such as en.")]
Slug = Annotated[str, typer.Argument(metavar="DOCUMENT", help="The name of the document's folder.")]
OnlyCheck = Annotated[bool, typer.Option("--check", help="Change nothing; fail where something would be changed.")]
KeepText = Annotated[bool, typer.Option("--keep-text", help="Also write the text beside the record, as source.txt.")]


def _version(wanted: bool) -> None:  # noqa: FBT001 - the form that typer calls
    if wanted:
        typer.echo(f"crossfoot {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")] = False,  # noqa: ARG001
) -> Command | None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(UNREADABLE)
    return None


@app.command("check")
def _check(
    path: Claims = FOLDER,
    *,
    form: Form = Format.TEXT,
    today: Today = "",
    strict: Strict = False,
    sources: Sources = None,
) -> Command:
    """Check a folder of claims.

    Prints what cannot be true, what is strained, waived or not checked, and the verdict; or all of it as json, markdown, junit or sarif,
    as crossfoot report writes it to files, or as annotations for a workflow of GitHub.
    """

    def command() -> int:
        from crossfoot import commands  # noqa: PLC0415

        return commands.check(path, form=form, today=today, strict=strict, sources=sources)

    return command


@app.command("report")
def _report(
    path: Claims = FOLDER,
    *,
    to: Reports = Path("reports"),
    today: Today = "",
    strict: Strict = False,
    sources: Sources = None,
    with_text: WithText = False,
) -> Command:
    """Check a folder, and write the reports.

    Writes index.html for people, summary.md for a pull request, report.json for programs, junit.xml and crossfoot.sarif for build
    servers.
    """

    def command() -> int:
        from crossfoot import commands  # noqa: PLC0415

        return commands.report(path, to=to, today=today, strict=strict, sources=sources, with_text=with_text)

    return command


@app.command("gate")
def _gate(  # noqa: PLR0913 - what `check` takes, what to compare with, and where to write
    path: Claims = FOLDER,
    *,
    against: Against = "HEAD",
    form: Form = Format.TEXT,
    to: To = None,
    today: Today = "",
    strict: Strict = False,
    sources: Sources = None,
) -> Command:
    """Judge an update against the version before.

    Checks both versions in full, and prints which claims changed, what newly fails, still fails or is fixed, what is no
    longer decided, and what made the gate weaker. Fails as check does, and for a weakening that is not acknowledged.
    """

    def command() -> int:
        from crossfoot import commands  # noqa: PLC0415

        return commands.gate(path, against=against, form=form, to=to, today=today, strict=strict, sources=sources)

    return command


@app.command("waive")
def _waive(  # noqa: PLR0913 - the fields of a waiver
    name: Waived,
    path: Claims = FOLDER,
    *,
    reason: Reason,
    by: By,
    until: Until = "",
    should_read: ShouldRead = "",
    today: Today = "",
    sources: Sources = None,
) -> Command:
    """Accept a finding or a claim, with the reason.

    Writes a waiver into waivers.yaml of its document, and prints it. Only what fails is waived.
    """

    def command() -> int:
        from crossfoot import commands  # noqa: PLC0415

        return commands.waive(name, path, reason=reason, by=by, until=until, should_read=should_read, today=today, sources=sources)

    return command


@app.command("view")
def _view(folder: Folder = Path("reports"), *, only_print: OnlyPrint = False) -> Command:
    """Open the report in the browser.

    Opens index.html of a folder that crossfoot report or pytest has written, and prints its path.
    """

    def command() -> int:
        from crossfoot import commands  # noqa: PLC0415

        return commands.view(folder, only_print=only_print)

    return command


@app.command("schema")
def _schema(write: Write = None) -> Command:
    """Print the JSON Schema of report.json."""

    def command() -> int:
        from crossfoot import commands  # noqa: PLC0415

        return commands.write_datapackage(write) if write else commands.print_schema()

    return command


@app.command("init")
def _init(path: Project = Path()) -> Command:
    """Set up a project, ready to fill.

    Files that are there already stay as they are.
    """

    def command() -> int:
        from crossfoot import commands  # noqa: PLC0415

        return commands.init(path)

    return command


@app.command("try")
def _try(sentence: Sentence) -> Command:
    """Judge one relation in plain English.

    A sum, a product, a quotient, a share, a growth, a multiple or a difference in points. No project is needed.
    """

    def command() -> int:
        from crossfoot import commands  # noqa: PLC0415

        return commands.try_(sentence)

    return command


@app.command("draft")
def _draft(  # noqa: PLR0913 - what document.yaml says of a document
    text: TextFile,
    *,
    to: NewDocument,
    title: Title = "",
    issuer: Issuer = "",
    published: Published = "",
    about: About = "",
    language: Language = "",
    keep_text: KeepText = False,
) -> Command:
    """Draft the record of a text.

    Writes every number of it as a claim or a mention, each guess marked with ?, for crossfoot review. Never writes over a record.
    """

    def command() -> int:
        from crossfoot import authoring  # noqa: PLC0415
        from crossfoot.drafting.files import About as AboutDocument  # noqa: PLC0415

        said = AboutDocument(title, issuer, published, about, language)
        return authoring.make_draft(text, to, said, keep_text=keep_text)

    return command


@app.command("review")
def _review(document: Slug, path: Claims = FOLDER, *, sources: Sources = None) -> Command:
    """Walk through a draft.

    Shows each figure that nobody has confirmed in its sentence, with what was guessed; one key confirms or changes it. Every answer is
    saved at once, and the next run goes on where this one ended.
    """

    def command() -> int:
        from crossfoot import authoring  # noqa: PLC0415

        return authoring.walk_through(document, path, sources=sources)

    return command


@app.command("fmt")
def _fmt(path: Claims = FOLDER, *, check: OnlyCheck = False, sources: Sources = None) -> Command:
    """Put the tables into their canonical form.

    Undoes what a spreadsheet did to claims.csv and mentions.csv: separators, quotes, byte order mark, order of the rows, short
    numbers. What has lost something that cannot be proved is left as it is, and said.
    """

    def command() -> int:
        from crossfoot import authoring  # noqa: PLC0415

        return authoring.restore_tables(path, only_check=check, sources=sources)

    return command


@app.command("missing")
def _missing(
    path: Claims = FOLDER,
    *,
    json: JsonList = False,
    today: Today = "",
    sources: Sources = None,
) -> Command:
    """List what would settle it.

    Figures that nobody printed, each with the range that the printed ones leave: one print of it makes a check of them.
    """

    def command() -> int:
        from crossfoot import asking  # noqa: PLC0415

        return asking.missing(path, as_json=json, today=today, sources=sources)

    return command


@app.command("suggest")
def _suggest(
    path: Claims = FOLDER,
    *,
    form: Listed = ListFormat.TEXT,
    everything: WeakerToo = False,
    today: Today = "",
    sources: Sources = None,
) -> Command:
    """Propose relations that may have been overlooked.

    Sums, shares, growth and differences that fit within rounding among figures that stand near each other, the least likely by chance
    first, each with the lines that would declare it. Adds nothing by itself.
    """

    def command() -> int:
        from crossfoot.suggesting.command import run  # noqa: PLC0415

        return run(path, form=form, everything=everything, today=today, sources=sources)

    return command


@app.command("explain")
def _explain(
    name: Name,
    path: Claims = FOLDER,
    *,
    today: Today = "",
    sources: Sources = None,
) -> Command:
    """Explain a family, a relation or a claim.

    The family's page, the relation's arithmetic line by line, or the claim with everything that bears on it.
    """

    def command() -> int:
        from crossfoot import asking  # noqa: PLC0415

        return asking.explain(name, path, today=today, sources=sources)

    return command


@app.command("audit")
def _audit(
    path: Claims = FOLDER,
    *,
    least: Least = "",
    form: AuditForm = "text",
    claim: OneClaim = "",
    today: Today = "",
    sources: Sources = None,
) -> Command:
    """Say what the checks would catch.

    Tries every likely slip of every figure (a digit, a swap, a sign, a unit, a period) and counts which of them a check would notice.
    """

    def command() -> int:
        from crossfoot.audit.command import run  # noqa: PLC0415

        return run(path, least=least, form=form, today=today, sources=sources, claim=claim)

    return command


@app.command("queries")
def _queries(
    path: Claims = FOLDER,
    *,
    everything: Everything = False,
    today: Today = "",
    sources: Sources = None,
) -> Command:
    """Print a query to the speaker for each finding.

    Polite, ready to be copied: who said what where, what cannot both be true, and what would settle it.
    """

    def command() -> int:
        from crossfoot import asking  # noqa: PLC0415

        return asking.queries(path, everything=everything, today=today, sources=sources)

    return command


@app.command("cover")
def _cover(
    path: Claims = FOLDER,
    *,
    form: Listed = ListFormat.TEXT,
    sources: Sources = None,
) -> Command:
    """List the numbers that nobody recorded.

    Each number of an attached text that is neither claim nor mention, with line, column and context and what it is taken for;
    records that stand in the wrong place, and records that overlap. Fails if anything is listed.
    """

    def command() -> int:
        from crossfoot import recording  # noqa: PLC0415

        return recording.cover(path, form=form, sources=sources)

    return command


@app.command("anchor")
def _anchor(
    document: DocumentName,
    path: Claims = FOLDER,
    *,
    sources: Sources = None,
    write: WriteAnchors = False,
) -> Command:
    """Find the records of a changed text again.

    Where order and neighbours leave no choice; shows the old and the new places, and lists the rest. Fails if any is left.
    """

    def command() -> int:
        from crossfoot import recording  # noqa: PLC0415

        return recording.anchor(document, path, sources=sources, write=write)

    return command


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code is returned, as the table in docs/design.md says."""
    gc.set_threshold(_ALLOCATIONS_A_COLLECTION)
    try:
        # typer reads the arguments and hands back the command to run, or the exit code of --help.
        found = app(args=arguments, standalone_mode=False, prog_name="crossfoot")
        return found() if callable(found) else int(found or CLEAN)
    except KeyboardInterrupt:
        _complain("interrupted")
        return INTERRUPTED
    except typer.TyperException as error:
        _complain(f"{error.format_message()}\nTry 'crossfoot --help'.")
        return UNREADABLE
    except Exception as error:  # noqa: BLE001 - the last place to turn an error into words
        return _failed(error)


def _failed(error: Exception) -> int:
    """What the user can put right is said in words with exit code 4, and anything else is our fault."""
    from crossfoot.errors import UsageProblem  # noqa: PLC0415
    from crossfoot.problems import ProjectError  # noqa: PLC0415
    from crossfoot.report.shown import harmless  # noqa: PLC0415

    if isinstance(error, ProjectError):
        sys.stderr.write(f"{harmless(str(error))}\n")
        return UNREADABLE
    if isinstance(error, UsageProblem):
        _complain(str(error))
        return UNREADABLE
    if os.environ.get(TRACEBACK_VARIABLE):
        traceback.print_exception(error)
    _complain(f"an error in crossfoot itself: {type(error).__name__}: {error}")
    _complain(f"please report it; {TRACEBACK_VARIABLE}=1 before the same command shows the traceback")
    return INTERNAL


def _complain(message: str) -> None:
    sys.stderr.write(f"crossfoot: {message}\n")
