"""Updates of records for the tests of the gate: a small data set that holds, edits of it, and scratch repositories.

head = Update(tmp_path)                 # two versions, the same so far
head.row("c001", bound="about")         # an edit of the version now
found = head.judged()                   # a Gate
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from documents import DOCUMENT, TODAY, Plain, Row, add_document, claim, mention, project, refresh, write_csv, write_yaml

from crossfoot.dataset import load
from crossfoot.gating.base import base_of
from crossfoot.gating.gate import Gate
from crossfoot.gating.gate import gate as judge
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS

TEXT = (
    "In June 2022 came 30,500 cars, more than 30,000, after all 183,400 in the half-year; of them 20,300 vans and 10,200 trucks. A year before it was 28,100, so it grew by 8.5%. "  # noqa: E501
    "Vans are 66.6% of all. There are two kinds: first vans, second trucks. As the minister said, 30,500."
)
CLAIMS = [
    claim("c001", value="30500", printed="30,500"),
    claim("c002", value="30000", printed="more than 30,000", bound="more_than"),
    claim("c010", value="183400", printed="183,400", period="2022-H1"),
    claim("c003", value="20300", printed="20,300", measure="vans"),
    claim("c004", value="10200", printed="10,200", measure="trucks"),
    claim("c005", value="28100", printed="28,100", period="2021-06"),
    claim("c006", value="8.5", printed="8.5%", statistic="growth"),
    claim("c007", value="66.6", printed="66.6%", statistic="share", measure="vans", of="cars"),
    claim("c008", value="2", printed="two", measure="list", of="L01", period="standing"),
    claim("c009", value="30500", printed="30,500", speaker="deputy"),
]
MENTIONS = [
    mention("m001", "June 2022"),
    mention("m002", "first", kind="marker", value="1", list="L01"),
    mention("m003", "second", kind="marker", value="2", list="L01"),
]
MEASURES: Mapping[str, Mapping[str, Any]] = {
    "cars": {"integer": True, "max": 1000000, "partitions": {"kind": ["vans", "trucks"]}},
    "vans": {"integer": True, "part_of": ["cars"]},
    "trucks": {"integer": True},
}
SCENARIOS = {"target": {"kind": "plan"}, "first": {"kind": "vintage"}}
RELATIONS = {
    "attributions": [{"claim": "c009", "to": "minister"}],
    "listed": [{"count": "c008", "items": ["m002", "m003"]}],
    "relations": [{"id": "as-many", "formula": "cars/level/2022-06 >= vans/level/2022-06", "description": "Not more vans than cars."}],
}
RELEASE = [
    claim("r001", value="30500", printed="30,500", speaker="office"),
    claim("r002", value="20300", printed="20,300", measure="vans", speaker="office"),
]
FLOORS = {"min_claims": 9, "min_relations": 5}


def yard(folder: Path, *, attach: bool = False, **content: Plain) -> Path:
    """A data set in which everything holds, with a text, turns, mentions, two documents, declarations, floors."""
    header = {
        "speakers": {"minister": "Minister", "deputy": "Deputy"},
        "turns": [[0, "minister", "answer"], [TEXT.index("As the"), "deputy", "answer"]],
    }
    root = project(
        folder, CLAIMS, measures=MEASURES, scenarios=SCENARIOS, mentions=MENTIONS, text=TEXT, attach=attach, header=header,
        relations=RELATIONS, **content,
    )  # fmt: skip
    add_document(root, "release", RELEASE)
    write_yaml(root / "gate.yaml", FLOORS)
    return root


class Update:
    """Two versions of a data set in two folders; edits change the one that is now."""

    def __init__(self, folder: Path, make: Callable[[Path], Path] = yard) -> None:
        self.base = make(folder / "base")
        self.head = folder / "head" / "claims"
        shutil.copytree(self.base, self.head)

    def row(self, name: str, document: str = DOCUMENT, *, at: str = "head", **fields: str) -> None:
        """Change columns of a claim or mention."""
        rows(self._of(at) / document, lambda found: [row | fields if row["id"] == name else row for row in found])

    def both(self, name: str, document: str = DOCUMENT, **fields: str) -> None:
        """Change columns in both versions."""
        for at in ("base", "head"):
            self.row(name, document, at=at, **fields)

    def drop(self, name: str, document: str = DOCUMENT) -> None:
        """Remove a claim or mention."""
        rows(self.head / document, lambda found: [row for row in found if row["id"] != name])

    def add(self, *new: Row, document: str = DOCUMENT) -> None:
        """Add claims at the end, where no offsets put them out of order."""
        rows(self.head / document, lambda found: [*found, *(row | {"unit": row["unit"] or "vehicles"} for row in new)], claims_only=True)

    def yaml(self, name: str, edit: Callable[[Any], object], *, at: str = "head") -> None:
        """Edit one of the YAML files, which are written as JSON; a missing one is a mapping."""
        path = self._of(at) / name
        data = json.loads(path.read_text()) if path.exists() else {}
        edit(data)
        write_yaml(path, data)

    def measure(self, slug: str, *, at: str = "head", **fields: Plain) -> None:
        """Change fields of a measure; None removes one."""

        def edit(data: Plain) -> None:
            entry = data["measures"][slug]
            entry.update(fields)
            for name in [name for name, value in fields.items() if value is None]:
                del entry[name]

        self.yaml("measures.yaml", edit, at=at)

    def waive(self, *entries: Mapping[str, str], at: str = "head", document: str = DOCUMENT) -> None:
        """Add waivers."""
        self.yaml(f"{document}/waivers.yaml", lambda data: data.setdefault("waivers", []).extend(entries), at=at)

    def acknowledge(self, weakening: str, what: str, *, at: str = "head", document: str = "release", reason: str = "We mean it.") -> None:
        """Add an acknowledgement."""
        entry = {"weakening": weakening, "what": what, "reason": reason, "by": "Mira"}
        self.yaml(f"{document}/waivers.yaml", lambda data: data.setdefault("acknowledged", []).append(entry), at=at)

    def judged(self) -> Gate:
        """The update, judged."""
        for root in (self.base, self.head):
            refresh(root)
        with base_of(self.head, str(self.base), None) as base:
            return judge(load(self.head), base, today=TODAY)

    def _of(self, at: str) -> Path:
        return self.base if at == "base" else self.head


def rows(folder: Path, edit: Callable[[list[Row]], list[Row]], *, claims_only: bool = False) -> None:
    """Edit the rows of both tables of a document."""
    for name, columns in (("claims.csv", CLAIM_COLUMNS), ("mentions.csv", MENTION_COLUMNS)):
        path = folder / name
        if path.exists() and not (claims_only and name == "mentions.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                found = list(csv.DictReader(file))
            write_csv(path, columns, edit(found))


def told(found: Gate) -> set[tuple[str, str]]:
    """What is weaker, acknowledged or not, by kind and by what it is about."""
    return {(one.kind.value, one.what) for one in found.weakenings}


def refused(found: Gate) -> set[tuple[str, str]]:
    """What is weaker and not acknowledged."""
    return {(one.kind.value, one.what) for one in found.refused}


class Repository:
    """A scratch repository with a data set in `claims/`, whose first commit holds."""

    def __init__(self, folder: Path, make: Callable[[Path], Path] | None = yard) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        for name, value in (("user.name", "Mira"), ("user.email", "mira@invalid"), ("commit.gpgsign", "false"), ("gc.auto", "0")):
            self.git("config", name, value)
        if make is not None:
            self.claims = make(folder)
            self.commit()
        self.claims = folder / "claims"

    def git(self, *arguments: str, given: bytes = b"", check: bool = True) -> str:
        """Run git there, by nobody's settings but its own."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
        done = subprocess.run(["git", *arguments], cwd=self.folder, input=given, capture_output=True, check=False, env=environment)
        assert not check or done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def commit(self, message: str = "edit") -> str:
        """Commit everything, with a fresh datapackage.json, and return the commit."""
        if (self.folder / "claims" / "measures.yaml").exists():
            refresh(self.folder / "claims")
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def row(self, name: str, document: str = DOCUMENT, **fields: str) -> None:
        """Change columns of a claim."""
        rows(self.claims / document, lambda found: [row | fields if row["id"] == name else row for row in found])
