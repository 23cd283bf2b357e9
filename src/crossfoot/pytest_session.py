"""One pytest run over a data set: load it once, hand out its items, count what was selected, write the reports.

Under xdist each worker loads the data set for itself, so that no verdict travels; the controller counts and writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

import pytest

from crossfoot.pytest_items import CONSTANT, FIXTURE, MISSING, Expectations, RelationCheck, check_folders, faults_of, read_modules

if TYPE_CHECKING:
    from crossfoot.check import Outcome
    from crossfoot.dataset import Dataset
    from crossfoot.expectation_judge import Evaluated
    from crossfoot.house import HouseRule
    from crossfoot.items import Item

PLUGIN: Final = "crossfoot-session"
PROPERTY: Final = "crossfoot"
ANSWERS: Final = "crossfoot-expectations"
GATE: Final = "crossfoot::every-family-is-claimed"
HOOK: Final = "crossfoot_relations"
NOTHING: Final = "no relation of these families could be derived"
_SHOWN_REASONS = 5


def start(config: pytest.Config) -> None:
    """Register a session for this run."""
    # Workers are given the controller's options: a run at midnight has one date.
    config.option.crossfoot_today = str(_today(config.option.crossfoot_today))
    config.pluginmanager.register(Session(config), PLUGIN)


class Session:
    """The hooks of one run in one process."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.claims = config.rootpath / config.getini("crossfoot_claims")
        self.reports = _reports_folder(config)
        self.folders = check_folders(config)
        self.strict = bool(config.option.crossfoot_strict)
        self.outcome: Outcome | None = None
        self.items: tuple[Item, ...] = ()
        self.by_family: dict[str, list[Item]] = {}
        self.ran: set[str] = set()
        self.others_ran = False
        self.answers: Sequence[Evaluated] | None = None
        self.written = ""

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Read and check the data set before anything is printed or a worker starts; pytest answers a UsageError with exit code 4."""
        from crossfoot.check import check  # noqa: PLC0415 - pydantic and yaml: only where claims are checked
        from crossfoot.dataset import load  # noqa: PLC0415
        from crossfoot.house import RuleError  # noqa: PLC0415
        from crossfoot.items import items_of  # noqa: PLC0415
        from crossfoot.problems import ProjectError  # noqa: PLC0415
        from crossfoot.report.shown import harmless  # noqa: PLC0415

        try:
            dataset = load(self.claims)
        except ProjectError as error:
            raise pytest.UsageError(f"crossfoot cannot read {self._shown(self.claims)}:\n{harmless(str(error))}") from None
        rules = [rule for hook in self._hooks() for rule in hook(dataset) or ()]
        try:
            self.outcome = check(dataset, today=date.fromisoformat(self.config.option.crossfoot_today), rules=rules)
        except RuleError as error:
            raise pytest.UsageError(f"{HOOK} in a conftest.py: {error}") from None
        self.items = items_of(self.outcome)
        for item in self.items:
            self.by_family.setdefault(item.claimed_as, []).append(item)

    def _hooks(self) -> list[Callable[[Dataset], Iterable[HouseRule] | None]]:
        """The functions of this name in the conftest.py files and plugins that are loaded.

        Not through pluggy: pytest looks only at names that begin with pytest_, and this one is to say whose it is.
        """
        plugins = (plugin for plugin in self.config.pluginmanager.get_plugins() if isinstance(plugin, ModuleType))
        return [vars(plugin)[HOOK] for plugin in plugins if HOOK in vars(plugin)]

    def pytest_report_header(self) -> str:
        """What is checked, and with which of the texts."""
        assert self.outcome is not None  # noqa: S101 - set at the start of the session
        documents = self.outcome.dataset.documents
        texts = "; ".join(f"{document.slug}: {_text_state(document.text_state)}" for document in documents)
        return f"crossfoot: {self._shown(self.claims)}, as of {self.outcome.today} ({texts})"

    # Items

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """One item for each relation, record check or waiver of the module's families."""
        if FIXTURE in metafunc.fixturenames:
            metafunc.parametrize(FIXTURE, self._parameters(metafunc.module, metafunc.definition.nodeid))

    def _parameters(self, module: ModuleType, name: str) -> list[Any]:
        families = getattr(module, CONSTANT, None)
        if families is None:
            raise pytest.Collector.CollectError(MISSING.format(name=name))
        found = sorted((item for family in families for item in self.by_family.get(family, ())), key=lambda item: item.id)
        if not found:
            # pytest's own mark for an empty set would not say why.
            return [pytest.param(None, id="nothing-derived", marks=pytest.mark.skip(reason=NOTHING))]
        return [pytest.param(RelationCheck(item, self.strict), id=item.id, marks=_marks(item)) for item in found]

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, session: pytest.Session, items: list[pytest.Item]) -> None:
        """Note each item's verdict where reports can carry it; add the gate after pytest has deselected, so that it always runs."""
        for item in items:
            found = _check_of(item)
            if found is not None:
                item.user_properties.append((PROPERTY, f"{found.item.verdict} {found.item.id}"))
        items.append(Gate.from_parent(session, name=GATE.partition("::")[2], nodeid=GATE, lines=self._gate_faults()))

    def _gate_faults(self) -> list[str]:
        from crossfoot.items import families_to_claim, known_families  # noqa: PLC0415

        return list(faults_of(read_modules(self.folders), families_to_claim(self.items), known_families()))

    # Great Expectations

    def expectations(self, folders: pytest.TempPathFactory) -> Expectations:
        """What Great Expectations makes of the tables: asked here, or by the worker that was first."""
        from crossfoot.expectations import evaluate, judge, plan, tables_of  # noqa: PLC0415 - only where these checks run
        from crossfoot.pytest_expectations import once  # noqa: PLC0415

        assert self.outcome is not None  # noqa: S101 - set at the start of the session
        tables = tables_of(self.outcome)
        planned = plan(tables)

        def ask() -> Sequence[Evaluated]:
            return evaluate(planned, tables)

        # All workers of a run have the folders for temporary files in one folder of the run.
        self.answers = once(folders.getbasetemp().parent, ask) if _is_worker(self.config) else ask()
        return Expectations({result.check_id: result for result in judge(planned, self.answers, tables)}, self.strict)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:  # noqa: ANN401 - a hook of xdist
        """Take over what a worker was told, so that the controller can write its pages."""
        from crossfoot.pytest_expectations import from_json  # noqa: PLC0415

        if self.answers is None and ANSWERS in getattr(node, "workeroutput", {}):
            self.answers = from_json(node.workeroutput[ANSWERS])

    # The end of the run, in the controller

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what ran, in whichever process it did."""
        if report.nodeid == GATE:
            return
        named = [value for name, value in report.user_properties if name == PROPERTY]
        self.ran.update(str(value).partition(" ")[2] for value in named)
        self.others_ran |= not named and report.when == "call"

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the reports, and never end green where nothing was decided."""
        if _is_worker(self.config) and self.answers is not None:
            from crossfoot.pytest_expectations import to_json  # noqa: PLC0415

            self.config.workeroutput[ANSWERS] = to_json(self.answers)  # type: ignore[attr-defined]
        if self.outcome is None or _is_worker(self.config) or self.config.option.collectonly:
            return
        if session.exitstatus == pytest.ExitCode.OK and self._nothing_decided():
            session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
        try:
            self._write(self.outcome)
        except OSError as error:
            self.written = f"no reports: cannot write to {self._shown(self.reports)} ({error.strerror})"
            session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def _write(self, outcome: Outcome) -> None:
        from crossfoot.report import write_reports  # noqa: PLC0415 - templates: only where reports are written

        if self.answers is not None:
            self._write_data_docs(outcome, self.answers)
        write_reports(outcome, self.reports, strict=self.strict)
        self.written = f"reports of the whole data set: {self._shown(self.reports / 'index.html')}"

    def _write_data_docs(self, outcome: Outcome, answers: Sequence[Evaluated]) -> None:
        from crossfoot.expectations import judge, plan, tables_of  # noqa: PLC0415
        from crossfoot.report.data_docs import write_data_docs  # noqa: PLC0415

        tables = tables_of(outcome)
        write_data_docs(judge(plan(tables), answers, tables), tables, self.reports, strict=self.strict)

    def _selected(self) -> list[Item]:
        return [item for item in self.items if item.id in self.ran]

    def _nothing_decided(self) -> bool:
        from crossfoot.items import nothing_decided  # noqa: PLC0415

        selected = self._selected()
        if not selected and self.others_ran:
            return False
        return nothing_decided(selected, complete=len(selected) == len(self.items))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Verdicts with their denominators."""
        if self.outcome is None or _is_worker(self.config):
            return
        from crossfoot.report.shown import harmless  # noqa: PLC0415

        terminalreporter.section("crossfoot")
        for line in ["nothing was run and no report written"] if self.config.option.collectonly else self._summary(self.outcome):
            terminalreporter.write_line(harmless(line))

    def _summary(self, outcome: Outcome) -> list[str]:
        from crossfoot import summary  # noqa: PLC0415 - like check and dataset

        selected = self._selected()
        lines = summary.selected_of(selected, self.items)
        if self._nothing_decided():
            lines.append("nothing was decided, so this run is not green (exit code 5)")
        lines += summary.not_checked(selected, most=_SHOWN_REASONS)
        lines += [f"strained: {item.id}: {item.reason}" for item in selected if item.verdict == "strained"]
        lines.append(summary.untouched(outcome))
        return [*lines, *([self.written] if self.written else [])]

    def _shown(self, path: Path) -> str:
        """A path as the user knows it: from where pytest was called."""
        folder = self.config.invocation_params.dir
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)


class Gate(pytest.Item):
    """Fails when a family is claimed by no module of checks/ or by two, so that a deleted file cannot turn the build green."""

    def __init__(self, *, lines: Iterable[str], **rest: Any) -> None:  # noqa: ANN401 - what pytest passes to every node
        super().__init__(**rest)
        self.lines = list(lines)

    def runtest(self) -> None:
        """Fail with one line a reason."""
        if self.lines:
            pytest.fail("\n".join(["every family of relations belongs to exactly one module of checks/", *self.lines]), pytrace=False)

    def reportinfo(self) -> tuple[Path, None, str]:
        """A place that reads well in pytest's lists; there is no file."""
        return self.config.rootpath / GATE.partition("::")[0], None, self.name


def _marks(item: Item) -> list[pytest.MarkDecorator]:
    from crossfoot.report.shown import harmless  # noqa: PLC0415

    if item.verdict in {"implies", "not_checked"}:
        return [pytest.mark.skip(reason=harmless(item.reason))]
    if item.verdict == "waived":
        return [pytest.mark.xfail(strict=True, reason=harmless(item.reason))]
    return []


def _check_of(item: pytest.Item) -> RelationCheck | None:
    callspec = getattr(item, "callspec", None)
    found = callspec.params.get(FIXTURE) if callspec else None
    return found if isinstance(found, RelationCheck) else None


def _text_state(state: str) -> str:
    return "source attached" if state == "attached" else state


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _reports_folder(config: pytest.Config) -> Path:
    """From the command line as seen from the current folder, from the settings as seen from the project."""
    named = config.option.crossfoot_reports
    return config.invocation_params.dir / str(named) if named else config.rootpath / str(config.getini("crossfoot_reports"))


def _today(text: str | None) -> date:
    if not text:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise pytest.UsageError(f"--crossfoot-today: found {text!r}, expected a day of the calendar such as 2026-07-19") from None
