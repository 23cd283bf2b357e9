"""What an audit costs, beside a whole check for each slip: `python benchmarks/audit.py [--smoke] [--relations 1400] [--sample 40]`.

A project made by chance (and `claims/`) is audited. Then a sample of its slips is decided the plain way: the records with the slip in
them are grouped, derived and decided anew. The ratio is the seconds of a slip the plain way by those of a slip in the audit. A single
slip of which the two say different things makes the run fail.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import large
from documents import TODAY

from crossfoot.audit import Audit, Mutation, Result, audit
from crossfoot.dataset import Dataset, load
from crossfoot.figures import group
from crossfoot.relations import derive
from crossfoot.solver.decision import RELEASED
from crossfoot.solver.network import Network
from crossfoot.solver.posing import pose
from crossfoot.solver.search import Fits
from crossfoot.solver.search import decide as decide_together
from crossfoot.solver.single import decide

ROOT = Path(__file__).resolve().parent.parent
RECORD_CHECKS = frozenset({"printed-value", "readable-record"})


@dataclass(frozen=True)
class Bound:
    """A sample of slips decided the plain way: seconds each, and how often another answer came out."""

    sample: int
    seconds: float
    differ: int


def plainly(dataset: Dataset, mutation: Mutation, aside: frozenset[str]) -> bool:
    """Whether anything fails with a slip in the records, everything derived and decided anew; nothing is explained."""
    slip = mutation.claim
    documents = (replace(d, claims=tuple(slip if c.ref == slip.ref else c for c in d.claims)) for d in dataset.documents)
    figures = group(replace(dataset, documents=tuple(documents)), without=aside)
    relations = derive(figures)
    failing = any(decision.verdict.fails for decision in decide(figures, relations))
    problems = (posed.problem for posed in pose(Network(figures, relations), RELEASED))
    return failing or any(not isinstance(decide_together(problem, problem.everything), Fits) for problem in problems)


def bound(dataset: Dataset, found: Audit, sample: int) -> Bound:
    """The plain way for some slips, evenly spread."""
    aside = frozenset(ref for ref, reason in found.aside.items() if reason == "it is waived")
    tried = [one for claim in found.claims for one in claim.tried]
    known = [one for one in tried if one.fate.result is not Result.UNKNOWN and not RECORD_CHECKS & {*one.fate.families}]
    chosen = known[:: max(1, len(known) // sample)][:sample]
    start = time.perf_counter()
    differ = sum(plainly(dataset, one.mutation, aside) != (one.fate.result is Result.CAUGHT) for one in chosen)
    return Bound(len(chosen), (time.perf_counter() - start) / max(1, len(chosen)), differ)


def measure(name: str, root: Path, sample: int) -> int:
    """Audit a project and print a line; how many slips came out differently."""
    dataset = load(root)
    start = time.perf_counter()
    found = audit(dataset, today=TODAY)
    seconds = time.perf_counter() - start
    slips = found.total.slips
    plain = bound(dataset, found, sample)
    ratio = plain.seconds / (seconds / slips)
    print(
        f"{name:12} {len(found.claims):7} {slips:8} {seconds:8.1f} {1000 * seconds / slips:9.2f} {1000 * plain.seconds:11.1f} {ratio:7.0f}"
        f" {plain.differ:4} of {plain.sample}",
        flush=True,
    )
    return plain.differ


def main() -> None:
    """Print one line for each project."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="a small project, to see that it works")
    parser.add_argument("--relations", type=int, default=1_400, help="how many relations the project made by chance has")
    parser.add_argument("--sample", type=int, default=40, help="how many slips are decided the plain way")
    chosen = parser.parse_args()
    relations, sample = (40, 4) if chosen.smoke else (chosen.relations, chosen.sample)
    print(f"{'':12} {'claims':>7} {'slips':>8} {'seconds':>8} {'ms a slip':>9} {'plainly, ms':>11} {'ratio':>7} {'differ'}")
    with tempfile.TemporaryDirectory() as folder:
        made = large.write(Path(folder), relations=relations, characters=1_000)
        differ = measure("by chance", made.root, sample)
    if not chosen.smoke:
        differ += measure("claims/", ROOT / "claims", sample)
    sys.exit(differ > 0)


if __name__ == "__main__":
    main()
