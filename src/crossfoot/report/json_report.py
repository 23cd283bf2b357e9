"""report.json: the whole run for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crossfoot.check import Outcome
from crossfoot.report.model import Json, build

if TYPE_CHECKING:
    from crossfoot.gating.gate import Gate


def render(outcome: Outcome, gate: Gate | None = None) -> str:
    """The text of report.json, with what the gate compared; the same outcome gives the same bytes."""
    from crossfoot.report.comparison import comparison_data  # noqa: PLC0415 - only the gate needs it

    return text(build(outcome, gate.guarded if gate else None, comparison_data(gate) if gate else None))


def text(content: Json | list[Json]) -> str:
    """The text of plain data, such as `model.build` gives."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
