"""What the pytest plugin hands to tests, and what it learns from their source without importing them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crossfoot.expectation_judge import ExpectationResult
    from crossfoot.items import Item

FIXTURE: Final = "relation_check"
CONSTANT: Final = "FAMILIES"
MISSING: Final = (
    "{name}: crossfoot has nothing to give here; set crossfoot_claims in pytest's settings, keep the test in testpaths, "
    "and, where it takes a relation_check, give its module a constant FAMILIES"
)


@dataclass(frozen=True, slots=True)
class RelationCheck:
    """One relation, record check or waiver, as a test sees it."""

    item: Item
    strict: bool = False

    def must_pass(self) -> None:
        """Fail, in the words of the finding, unless the check is fine."""
        from crossfoot.report.shown import harmless  # noqa: PLC0415 - this module is imported where nothing is checked, too

        if self.item.fails(strict=self.strict) or self.item.verdict == "waived":
            pytest.fail(harmless(self.item.message), pytrace=False)


@dataclass(frozen=True, slots=True)
class Expectations:
    """What Great Expectations made of the tables, as a test sees it."""

    results: Mapping[str, ExpectationResult]
    strict: bool = False

    def must_pass(self, check_id: str) -> None:
        """Fail with the rows that do not meet the expectation; skip where the data have no row that it is about."""
        from crossfoot.report.shown import harmless  # noqa: PLC0415

        result = self.results[check_id]
        if result.success is None:
            pytest.skip(result.message)
        if result.fails(strict=self.strict):
            pytest.fail(harmless(result.message), pytrace=False)


@dataclass(frozen=True, slots=True)
class CheckModule:
    """A file of checks/: the families that it claims, or why it claims none."""

    path: Path
    families: tuple[str, ...]
    fault: str = ""


def check_folders(config: pytest.Config) -> list[Path]:
    """Where the modules of checks/ are: `testpaths`, or checks/ where nothing is set."""
    return [(config.rootpath / name).resolve() for name in config.getini("testpaths") or ["checks"]]


def read_modules(folders: Iterable[Path]) -> list[CheckModule]:
    """Every test module on disk that names `FAMILIES`, whatever pytest was asked to run."""
    paths = sorted({path for folder in folders for path in folder.rglob("test_*.py")})
    return [module for path in paths if (module := _read(path))]


def faults_of(modules: Iterable[CheckModule], wanted: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Why the modules do not claim every family exactly once, one line a reason."""
    modules, wanted = list(modules), list(wanted)
    yield from (f"{module.path.name}: {module.fault}" for module in modules if module.fault)
    claimed: dict[str, list[str]] = {}
    for module in modules:
        for family in module.families:
            claimed.setdefault(family, []).append(module.path.name)
    for family in wanted:
        if family not in claimed:
            yield f"{family}: no module of checks/ claims this family, so nobody would see it fail; name it in the FAMILIES of one"
    expected = {*known, *wanted}
    for family, names in claimed.items():
        if len(names) > 1:
            yield f"{family}: claimed by {' and '.join(names)}; name it in the FAMILIES of one module only"
        if family not in expected:
            yield f"{names[0]}: found {family} in FAMILIES, expected one of: {', '.join(sorted(expected))}"


def _read(path: Path) -> CheckModule | None:
    try:
        tree = ast.parse(path.read_bytes(), filename=str(path))
    except (SyntaxError, ValueError):
        return None  # pytest says so itself, in better words
    declared = next((value for node in tree.body if (value := _declared(node)) is not None), None)
    if declared is None:
        return None
    try:
        families = tuple(ast.literal_eval(declared))
    except (ValueError, TypeError):
        families = (None,)
    if not all(isinstance(family, str) for family in families):
        return CheckModule(path, (), f"found a {CONSTANT} that is computed, expected a plain tuple of names")
    if not any(_takes_checks(node) for node in tree.body):
        return CheckModule(path, (), f"found {CONSTANT} but no test function with the argument {FIXTURE}, so nothing would be run")
    return CheckModule(path, families)


def _declared(node: ast.stmt) -> ast.expr | None:
    """The value given to `FAMILIES`, if this statement does that."""
    if isinstance(node, ast.Assign):
        return node.value if any(isinstance(target, ast.Name) and target.id == CONSTANT for target in node.targets) else None
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == CONSTANT:
        return node.value
    return None


def _takes_checks(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.FunctionDef)
        and node.name.startswith("test")
        and any(argument.arg == FIXTURE for argument in (*node.args.args, *node.args.kwonlyargs))
    )
