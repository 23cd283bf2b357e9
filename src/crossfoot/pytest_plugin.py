"""The pytest plugin: each module of checks/ that names its `FAMILIES` gets their relations as items.

It does nothing unless the ini option `crossfoot_claims` names a folder of claims and the run looks at `testpaths`. Nothing heavy is
imported before that: pytest loads this module in every project where crossfoot is installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crossfoot.pytest_items import MISSING, Expectations, RelationCheck, check_folders

if TYPE_CHECKING:
    from crossfoot.check import Outcome
    from crossfoot.pytest_session import Session

__all__ = ["Expectations", "RelationCheck"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of a run and the settings of a project."""
    group = parser.getgroup("crossfoot", "figures that answer for themselves")
    group.addoption("--crossfoot-strict", action="store_true", help="Fail also what fits only in a strained reading.")
    group.addoption(
        "--crossfoot-today", metavar="YYYY-MM-DD", help="The date that decides which waivers have expired (default: today, UTC)."
    )
    group.addoption("--crossfoot-reports", metavar="DIR", help="Where to write the reports (default: reports).")
    parser.addini("crossfoot_claims", "The folder of claims to check; without it the plugin does nothing.", type="string", default="")
    parser.addini("crossfoot_reports", "The folder that the reports are written to.", type="string", default="reports")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the plugin proper, if this run is about claims."""
    config.addinivalue_line("markers", "gx: needs Great Expectations, whose import takes seconds (-m 'not gx' leaves it out).")
    if config.getini("crossfoot_claims") and not config.option.help and _looks_at_checks(config):
        from crossfoot.pytest_session import start  # noqa: PLC0415 - only where it is used

        start(config)


@pytest.fixture
def relation_check(request: pytest.FixtureRequest) -> RelationCheck:
    """One relation, record check or waiver: `relation_check.must_pass()`. The plugin gives one to each item."""
    pytest.fail(MISSING.format(name=request.node.nodeid), pytrace=False)


@pytest.fixture(scope="session")
def crossfoot_outcome(request: pytest.FixtureRequest) -> Outcome:
    """Everything that the run found, for checks of your own: `outcome.decisions`, `outcome.findings`, `outcome.dataset`."""
    found = _session(request).outcome
    assert found is not None  # noqa: S101 - _session sees to it
    return found


@pytest.fixture(scope="session")
def crossfoot_expectations(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Expectations:
    """What Great Expectations makes of the tables of the run: `crossfoot_expectations.must_pass("records/ids-are-unique")`.

    Everything is asked at once, the first time that one of them is needed, and once a run also under xdist.
    """
    return _session(request).expectations(tmp_path_factory)


def _session(request: pytest.FixtureRequest) -> Session:
    session: Session | None = request.config.pluginmanager.get_plugin("crossfoot-session")
    if session is None or session.outcome is None:
        pytest.fail("this run checks no claims; set crossfoot_claims in pytest's settings, and keep the test in testpaths", pytrace=False)
    return session


def _looks_at_checks(config: pytest.Config) -> bool:
    """Whether an argument lies in `testpaths` or around it; `pytest tests` is none of crossfoot's business."""
    folders = check_folders(config)
    chosen = [(config.invocation_params.dir / argument.split("::")[0]).resolve() for argument in config.args]
    return any(path.is_relative_to(folder) or folder.is_relative_to(path) for path in chosen for folder in folders)
