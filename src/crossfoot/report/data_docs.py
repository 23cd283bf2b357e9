"""reports/gx/: what Great Expectations said, as pages that load nothing: an index, and a page for each suite.

Great Expectations can write such pages itself (Data Docs). They fetch seventeen files from elsewhere and are blank without them, hide
the severity, show failing pairs in random order, and leave out a page that cannot be rendered. These are made from the same answers, by
our own words and rows, and are the same bytes for the same data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from crossfoot import __version__
from crossfoot.expectation_judge import MOST_SHOWN, ExpectationResult, GuardError
from crossfoot.expectation_plan import BUILT_IN, DERIVED, RECORDS, Planned, Severity, Table, plan
from crossfoot.report.shown import NOTE, lines, shown
from crossfoot.tables import Tables

FOLDER, INDEX = "gx", "index.html"
_PACKAGE, _TEMPLATES = "crossfoot.report", "templates/data_docs"
_MADE_OF: Final = '<meta name="crossfoot-tables" content="'


class State(StrEnum):
    """What became of an expectation, in the order of weight."""

    NOT_MET = "not met"
    WARNING = "warning"
    MET = "met"
    NOTHING = "nothing to check"


@dataclass(frozen=True, slots=True)
class Shown:
    """An expectation as its page shows it."""

    check_id: str
    anchor: str
    state: State
    severity: Severity
    description: str
    built_in: str
    columns: str
    where: str
    family: str
    rows: int
    failed: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A suite as its page shows it."""

    suite: str
    file: str
    table: Table
    expectations: tuple[Shown, ...]

    def count(self, state: State) -> int:
        """How many of its expectations are in a state."""
        return sum(one.state is state for one in self.expectations)

    @property
    def state(self) -> State:
        """The weightiest state of its expectations."""
        return next(state for state in State if self.count(state))


def write_data_docs(results: Sequence[ExpectationResult], tables: Tables, folder: Path, *, strict: bool = False) -> list[Path]:
    """Write the pages into the folder gx of a folder of reports, in place of those of an earlier run.

    `results` are those of the whole plan or of some suites.

    Raises:
        GuardError: a page, or an expectation on one, did not come out.
        OSError: the folder cannot be written to.
    """
    pages, made_of = pages_of(results, tables, strict=strict), digest(tables)
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    texts = {page.file: _render("suite.html.j2", made_of, page=page) for page in pages}
    texts[INDEX] = _render(
        "index.html.j2", made_of, pages=pages, rows={Table.RECORDS: len(tables.records), Table.DERIVED: len(tables.derived)}
    )
    for stale in target.glob("*.html"):
        stale.unlink()
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
    missing = list(missing_from(target, results))
    if missing:
        raise GuardError(f"found no {missing[0]} in {FOLDER}/ after writing it, expected every suite and every expectation that was asked")
    return [target / name for name in texts]


def has_data_docs(folder: Path, tables: Tables) -> bool:
    """Whether there are pages in a folder of reports, and these tables are what they were made of."""
    try:
        head = (folder / FOLDER / INDEX).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return f'{_MADE_OF}{digest(tables)}"' in head


def digest(tables: Tables) -> str:
    """What recognises the tables that pages were made of."""
    content = json.dumps([__version__, tables.records, tables.derived, [str(problem) for problem in tables.unread]], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def missing_from(target: Path, results: Iterable[ExpectationResult]) -> Iterator[str]:
    """The pages, and the expectations on them, that should be in a folder and are not."""
    planned = {item.check_id: item for item in plan()}
    wanted: dict[str, list[str]] = {INDEX: []}
    for result in results:
        wanted.setdefault(_file(planned[result.check_id]), []).append(result.check_id)
    index = _text(target / INDEX)
    for name, check_ids in wanted.items():
        text = _text(target / name)
        if not text or (name != INDEX and f'href="{name}"' not in index):
            yield name
        yield from (f"{check_id} on {name}" for check_id in check_ids if f'id="{_anchor(check_id)}"' not in text)


# What the pages show


def pages_of(results: Sequence[ExpectationResult], tables: Tables, *, strict: bool = False) -> list[Page]:
    """The suites of the results, each with its expectations, in the order of the plan."""
    planned = {item.check_id: item for item in plan(tables)}
    by_suite: dict[str, list[tuple[Planned, ExpectationResult]]] = {}
    for result in results:
        item = planned[result.check_id]
        by_suite.setdefault(item.suite, []).append((item, result))
    return [
        Page(suite, _file(found[0][0]), found[0][0].table, tuple(_shown(item, result, strict=strict) for item, result in found))
        for suite, found in by_suite.items()
    ]


def _shown(item: Planned, result: ExpectationResult, *, strict: bool) -> Shown:
    return Shown(
        check_id=item.check_id,
        anchor=_anchor(item.check_id),
        state=_state(result, strict=strict),
        severity=item.severity,
        description=item.description,
        built_in=BUILT_IN[item.rule],
        columns=", ".join(item.columns) or "the table",
        where=" and ".join(_condition(column, values) for column, values in item.where.items()),
        family="" if item.family in (RECORDS, DERIVED) else ", ".join(item.family.split()),
        rows=result.rows,
        failed=result.failed,
        lines=tuple(_lines(item, result)),
    )


def _lines(item: Planned, result: ExpectationResult) -> Iterator[str]:
    for line in lines(result.message, NOTE):
        text = line.removeprefix("- ")
        if result.success is not None and text != shown(item.description, NOTE):
            yield text


def _state(result: ExpectationResult, *, strict: bool) -> State:
    if result.success is None:
        return State.NOTHING
    if result.success:
        return State.MET
    return State.NOT_MET if result.fails(strict=strict) else State.WARNING


def _condition(column: str, values: Sequence[str]) -> str:
    return f"{column} is {' or '.join(values)}"


def _file(item: Planned) -> str:
    return f"{item.check_id.partition('/')[0]}.html"


def _anchor(check_id: str) -> str:
    return check_id.partition("/")[2]


# Writing them


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _render(template: str, made_of: str, **values: object) -> str:
    style = resources.files(_PACKAGE).joinpath(_TEMPLATES, "style.css").read_text(encoding="utf-8")
    common: Mapping[str, object] = {
        "State": State,
        "style": Markup(style),  # noqa: S704 - a file of this package; nothing of a data set is in it
        "made_of": made_of,
        "version": __version__,
        "most": MOST_SHOWN,
    }
    return _environment().get_template(template).render(**common, **values)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE, _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = "{:,}".format
    return environment
