"""report.json: the whole run for other programs."""

from __future__ import annotations

import json

from crossfoot.check import Outcome
from crossfoot.report.model import Json, build


def render(outcome: Outcome) -> str:
    """The text of report.json; the same outcome gives the same bytes."""
    return text(build(outcome))


def text(content: Json | list[Json]) -> str:
    """The text of plain data, such as `model.build` gives."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
