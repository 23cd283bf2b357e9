"""Reading gate.yaml: how much there must at least be, so that a gate that has run empty is never green."""

from __future__ import annotations

import os
from pathlib import Path

from crossfoot.infile import read_bytes
from crossfoot.loading.wording import build, yaml_spot
from crossfoot.problems import Problem
from crossfoot.records import Floors
from crossfoot.yamlfile import LIMIT, parse_yaml

FILE = "gate.yaml"


def load_floors(root: Path) -> tuple[Floors, list[Problem]]:
    """Read gate.yaml of a resolved folder; without it there are no floors.

    Raises:
        ProjectError: the file cannot be read at all.
    """
    if not os.path.lexists(root / FILE):
        return Floors(), []
    file = parse_yaml(read_bytes(root, FILE, limit=LIMIT), FILE)
    floors, problems = build(Floors, {} if file.value is None else file.value, yaml_spot(file, ()))
    return floors or Floors(), [*file.problems, *problems]
