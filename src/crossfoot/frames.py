"""A run as pandas data frames, with exact values: a Decimal where a number ends, else the text `p/q`; never a float.

The columns are the fields of report.json, so that both say the same; an interval becomes two columns for its ends and two that say
whether they belong to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pandas as pd

    from crossfoot.check import Outcome

Record = Mapping[str, Any]
_NUMBERS: Final = frozenset({"value", "precision", "slack", "power"})
_ENDS: Final = ("low", "high", "low_closed", "high_closed")


@dataclass(frozen=True, slots=True)
class Frames:
    """The tables of a run; each method makes one anew. They need pandas, which crossfoot itself does without."""

    outcome: Outcome

    def claims(self) -> pd.DataFrame:
        """A row for each claim: as recorded, with its figure and how it fares."""
        return _frame(self._content()["claims"], _columns(_CLAIM))

    def figures(self) -> pd.DataFrame:
        """A row for each figure: what its prints allow in both tiers, and to what it is guarded."""
        return _frame(self._content()["figures"], _columns(_FIGURE))

    def relations(self) -> pd.DataFrame:
        """A row for each relation: its verdict, what was printed and what the other figures allow."""
        return _frame(self._content()["relations"], _columns(_RELATION))

    def findings(self) -> pd.DataFrame:
        """A row for each finding, the worst first."""
        return _frame(self._content()["findings"], _columns(_FINDING))

    def _content(self) -> Record:
        from crossfoot.report.model import build  # noqa: PLC0415 - the report needs Outcome, which needs this module

        return build(self.outcome)


# The columns are named, so that a table without rows has them too.
_CLAIM: Final = (
    *("ref", "document", "line", "id", "speaker", "speaker_name", "measure", "statistic", "of", "period", "versus", "minus", "scenario"),
    *("value", "unit", "bound", "precision", "printed", "start", "end", "assumed", "note", "figure", "state"),
)
_FIGURE: Final = ("id", "label", "unit", "claims", "relations", "stated_A[]", "stated_B[]", "guarded[]", "state")
_RELATION: Final = (
    *("id", "family", "documents", "figures", "claims", "subject", "verdict", "reading", "reason"),
    *("stated[]", "implied[]", "slack", "power", "guarded[]", "tier", "deviating", "remark"),
)
_FINDING: Final = ("fingerprint", "state", "family", "verdict", "severity", "relations", "claims", "message", "waiver")


def _columns(named: Iterable[str]) -> dict[str, Callable[[Record], Any]]:
    """Each column with how it is taken from a row of report.json; `x[]` is an interval."""
    found: dict[str, Callable[[Record], Any]] = {}
    for name in named:
        if name.endswith("[]"):
            path = name[:-2]
            found |= {f"{path}_{end}": _end(path, end) for end in _ENDS}
        else:
            found[name] = _cell(name)
    return found


def _cell(name: str) -> Callable[[Record], Any]:
    return lambda row: _exact(row[name]) if name in _NUMBERS else row[name]


def _end(path: str, end: str) -> Callable[[Record], Any]:
    first, _, second = path.partition("_")

    def take(row: Record) -> Any:  # noqa: ANN401 - a number, a flag, or nothing
        piece = row[first][second] if second else row[first]
        value = None if piece is None else piece[end]
        return _exact(value) if end in ("low", "high") else value

    return take


def _exact(text: str | None) -> Decimal | str | None:
    return text if text is None or "/" in text else Decimal(text)


def _frame(rows: Iterable[Record], columns: Mapping[str, Callable[[Record], Any]]) -> pd.DataFrame:
    try:
        import pandas as pd  # noqa: PLC0415 - slow to import, and optional
    except ImportError:
        raise ImportError("data frames need pandas, which is not installed; pip install 'crossfoot[frames]'") from None
    # As objects: pandas would make floats of whole numbers beside None.
    rows = list(rows)
    return pd.DataFrame({name: pd.Series([take(row) for row in rows], dtype=object) for name, take in columns.items()})
