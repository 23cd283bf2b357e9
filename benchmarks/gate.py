"""What the gate costs: `python benchmarks/gate.py [--smoke] [--claims 10000]`.

A project with that many claims is edited in some rows (values, notes, one claim removed), and whole commands are run:

    crossfoot gate --against ./base   against  crossfoot check of the new version alone       aim: 2 for both versions, and little more

The gate must load and decide both versions, so 2 is the bound; what is above it is the comparison, of which asking what the others
allow is a few seconds at most, however many claims there are. The seconds are those of the processor, the median of three runs (of one
from 4,500 claims on), both commands in turn.
"""

from __future__ import annotations

import argparse
import csv
import io
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import redirect_stdout
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import large
from documents import DOCUMENT, TODAY, refresh, write_csv

from crossfoot.cli import main as crossfoot
from crossfoot.loading.rows import CLAIM_COLUMNS

# A trade makes so many relations for each claim.
RELATIONS_A_CLAIM, FEW, EVERY = 1.4, 3, 500


def edited(base: Path, head: Path) -> int:
    """Copy a project and edit it here and there; the number of its claims."""
    shutil.copytree(base, head)
    path = head / DOCUMENT / "claims.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    changed = [{**row, "note": f"{row['note']} Read twice."} if n % EVERY == 0 else row for n, row in enumerate(rows)]
    write_csv(path, CLAIM_COLUMNS, changed[:-1])
    refresh(head)
    return len(rows)


def timed(*arguments: str) -> float:
    """The seconds of a whole command, without the start of Python."""
    start = time.process_time()
    with redirect_stdout(io.StringIO()):
        code = crossfoot([*arguments, "--today", TODAY.isoformat()])
    seconds = time.process_time() - start
    if code not in (0, 1):
        raise SystemExit(f"crossfoot {arguments[0]} ended with {code}")
    return seconds


def main() -> None:
    """Print seconds and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true")
    parser.add_argument("--claims", type=int, default=10_000)
    options = parser.parse_args()
    wanted = 300 if options.smoke else options.claims
    with tempfile.TemporaryDirectory() as scratch:
        base = large.write(Path(scratch) / "base", relations=int(wanted * RELATIONS_A_CLAIM), characters=wanted * 75).root
        head = Path(scratch) / "head" / "claims"
        claims = edited(base, head)
        runs = 1 if options.smoke or claims >= FEW * EVERY * 3 else FEW
        pairs = [(timed("check", str(head)), timed("gate", str(head), "--against", str(base))) for _ in range(runs)]
        alone, both = (statistics.median(some) for some in zip(*pairs, strict=True))
        report = timed("gate", str(head), "--against", str(base), "--format", "json")
    print(f"{claims:,} claims: check {alone:.1f} s, gate {both:.1f} s, ratio {both / alone:.2f}; as json {report:.1f} s")


if __name__ == "__main__":
    main()
