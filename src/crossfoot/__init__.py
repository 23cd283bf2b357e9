"""crossfoot: every figure that somebody stated is a record, every relation between figures is a check.

What this module names is the public surface, described in docs/python.md; everything else may change without notice. The names are
imported when they are first used, so that `import crossfoot` costs next to nothing.
"""

from __future__ import annotations

# Type checkers take this name for true wherever it is; typing itself takes longer to import than everything here.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from crossfoot.check import Outcome
    from crossfoot.dataset import Dataset, load
    from crossfoot.figures import Figure
    from crossfoot.findings import Finding
    from crossfoot.house import HouseRule, relation
    from crossfoot.interval import Interval
    from crossfoot.missing import Missing, missing_of
    from crossfoot.notes import Note
    from crossfoot.problems import ProjectError
    from crossfoot.queries import Query, queries_of
    from crossfoot.records import Claim
    from crossfoot.relations import Relation
    from crossfoot.solver.decision import Decision
    from crossfoot.vocabulary import Verdict

__version__ = "0.1.0"

__all__ = [
    "Claim",
    "Dataset",
    "Decision",
    "Figure",
    "Finding",
    "HouseRule",
    "Interval",
    "Missing",
    "Note",
    "Outcome",
    "ProjectError",
    "Query",
    "Relation",
    "Verdict",
    "__version__",
    "load",
    "missing_of",
    "queries_of",
    "relation",
]

_HOMES = {
    "Claim": "records",
    "Dataset": "dataset",
    "Decision": "solver.decision",
    "Figure": "figures",
    "Finding": "findings",
    "HouseRule": "house",
    "Interval": "interval",
    "Missing": "missing",
    "Note": "notes",
    "Outcome": "check",
    "ProjectError": "problems",
    "Query": "queries",
    "Relation": "relations",
    "Verdict": "vocabulary",
    "load": "dataset",
    "missing_of": "missing",
    "queries_of": "queries",
    "relation": "house",
}


if not TYPE_CHECKING:

    def __getattr__(name):  # noqa: ANN001, ANN202 - type checkers see the imports above instead
        """Import a public name when it is first used."""
        from importlib import import_module  # noqa: PLC0415

        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
