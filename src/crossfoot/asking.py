"""The commands that answer a question about a run: what is missing, why a verdict is what it is, what to ask the speaker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crossfoot import console
from crossfoot import explain as explaining
from crossfoot import queries as asked
from crossfoot.commands import outcome_of
from crossfoot.console import Line
from crossfoot.errors import UsageProblem
from crossfoot.missing import Missing, content, missing_of
from crossfoot.report import json_report


def missing(path: Path, *, as_json: bool, today: str, sources: Path | None) -> int:
    """List the figures that nobody printed and that the printed ones bound."""
    found = missing_of(outcome_of(path, today, sources))
    if as_json:
        console.data(json_report.text(content(found)))
    else:
        console.show(_missing(found))
    return 0


def explain(name: str, path: Path, *, today: str, sources: Path | None) -> int:
    """Explain a family, for which no data set is needed, or something in the data set."""
    lines = explaining.family(name)
    if lines is None:
        if not path.is_dir():
            raise UsageProblem(f"{explaining.no_family(name)}; for a relation, a figure or a claim, found no folder {path} to look in")
        outcome = outcome_of(path, today, sources)
        try:
            lines = explaining.explain(name, outcome)
        except explaining.UnknownNameError as error:
            raise UsageProblem(str(error)) from None
    console.show(map(Line, lines))
    return 0


def queries(path: Path, *, everything: bool, today: str, sources: Path | None) -> int:
    """Print the queries, one after the other."""
    outcome = outcome_of(path, today, sources)
    found = asked.queries_of(outcome, everything=everything)
    rest = len(asked.queries_of(outcome, everything=True)) - len(found)
    console.show(_queries(found))
    console.show([Line(f"{rest} more for what is strained or accepted: --all", console.FAINT)] if rest else [])
    return 0


def _missing(found: tuple[Missing, ...]) -> Iterator[Line]:
    if not found:
        yield Line("No relation of these records lacks a figure that would settle it.")
        return
    yield Line("Nobody printed these figures. A print of one would put the claims named below it to the test.")
    for one in found:
        yield Line("")
        yield Line(f"{one.label}, {one.words}")
        yield Line(f"  would test: {', '.join(one.claims)}", console.FAINT)
        if one.doubted:
            yield Line(f"  as doubtful as the figures of {', '.join(one.doubted)}, on which it rests", console.YELLOW)


def _queries(found: tuple[asked.Query, ...]) -> Iterator[Line]:
    if not found:
        yield Line("No finding fails, so there is nothing to ask.")
    for number, query in enumerate(found, 1):
        if number > 1:
            yield Line("")
        yield Line(f"Query {number} of {len(found)} ({query.fingerprint})", console.FAINT)
        yield Line(query.text)
