"""What large documents cost: `python benchmarks/report.py [--smoke] [--sizes 100 1000 10000]`.

A project with that many relations and a text of 75 characters for each (10,000 relations: 300 pages) is loaded, checked and reported.

    writing the reports   against  json.dumps of report.json, which must at least be written
    bytes of index.html   against  the bytes of report.json, which says the same as data       aim: below 5 MB for 10,000 relations

The seconds are the median of three runs (of one from 10,000 relations on), each stage in turn with its bound.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import large
from documents import TODAY

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.report import HTML, JSON, write_reports

CHARACTERS_A_RELATION, FEW, MEGABYTE = 75, 3, 1_000_000
STAGES = ("load", "check", "write", "dumps")
T = TypeVar("T")


@dataclass
class Cost:
    """The seconds of each stage, run by run, and what came out."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {stage: [] for stage in STAGES})
    relations: int = 0
    page: int = 0
    data: int = 0

    def timed(self, stage: str, work: Callable[[], T]) -> T:
        """What a stage gives; its time is noted."""
        start = time.perf_counter()
        found = work()
        self.seconds[stage].append(time.perf_counter() - start)
        return found

    def typical(self, stage: str) -> float:
        """The median of a stage's runs."""
        return statistics.median(self.seconds[stage])


def cost(root: Path, folder: Path, runs: int) -> Cost:
    """Load, check and report a project so many times."""
    found = Cost()
    for _ in range(runs):
        dataset = found.timed("load", lambda: load(root))
        outcome = found.timed("check", lambda: check(dataset, today=TODAY))  # noqa: B023 - called at once
        found.timed("write", lambda: write_reports(outcome, folder))  # noqa: B023
        content = json.loads((folder / JSON).read_bytes())
        found.timed("dumps", lambda: json.dumps(content, indent=2))  # noqa: B023
        found.relations = len(outcome.decisions)
    found.page, found.data = (folder / HTML).stat().st_size, (folder / JSON).stat().st_size
    return found


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="the smallest size once, to see that it works")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000], help="how many relations")
    chosen = parser.parse_args()
    print(f"{'relations':>9}  {'load':>7} {'check':>8} {'write':>8} {'dumps':>7} {'ratio':>6}   {'page':>8} {'data':>8} {'ratio':>6}")
    for size in chosen.sizes[:1] if chosen.smoke else chosen.sizes:
        with tempfile.TemporaryDirectory() as scratch:
            made = large.write(Path(scratch), relations=size, characters=size * CHARACTERS_A_RELATION)
            found = cost(made.root, Path(scratch) / "reports", 1 if chosen.smoke or size >= max(parser.get_default("sizes")) else FEW)
        load_, check_, write, dumps = (found.typical(stage) for stage in STAGES)
        print(
            f"{found.relations:9,}  {load_:5.2f} s {check_:6.2f} s {write:6.2f} s {dumps:5.2f} s {write / dumps:6.1f}   "
            f"{found.page / MEGABYTE:5.2f} MB {found.data / MEGABYTE:5.2f} MB {found.page / found.data:6.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
