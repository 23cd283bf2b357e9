"""How long a run takes beside a bound that everybody knows, in one go: `python benchmarks/start_up.py [--smoke]`.

    crossfoot check claims       against  python -c "import pandas"           aim: under 2
    crossfoot --help             in seconds                                   aim: under 0.4
    pytest (without the GX ones) against  an empty suite of as many items     aim: under 2

Each command is a whole process, run in turn with its bound so that a drifting machine hits both; the medians are compared. Python
keeps what it has compiled, as it does for its users (in a scratch folder here), and the first run of each is not counted.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
EMPTY = "import pytest\n\n\n@pytest.mark.parametrize('n', range({count}))\ndef test_nothing(n):\n    pass\n"


def seconds(command: list[str], folder: Path, compiled: Path) -> float:
    """Wall-clock seconds of one run; the command may exit 0 or 1, anything else is an error."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True, env=environment)  # noqa: S603 - our own commands
    spent = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} exited {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return spent


def in_turn(first: list[str], second: list[str], scratch: Path, runs: int) -> tuple[float, float]:
    """The median seconds of two commands, the first run in the project and the second in a scratch folder, alternately."""
    compiled = scratch / "compiled"
    pairs = [(seconds(first, ROOT, compiled), seconds(second, scratch, compiled)) for _ in range(runs + 1)][1:]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def item_count() -> int:
    """How many items the checks without Great Expectations have."""
    command = [str(BIN / "pytest"), "--collect-only", "-q", "--ignore=checks/test_expectations.py"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)  # noqa: S603
    return len(re.findall(r"^.*::.*$", listed.stdout, re.MULTILINE))


def main() -> None:
    """Print the three comparisons."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--smoke", action="store_true", help="one run of each, to see that it works")
    runs = 1 if parser.parse_args().smoke else 9
    check, help_ = [str(BIN / "crossfoot"), "check", "claims"], [str(BIN / "crossfoot"), "--help"]
    pandas = [sys.executable, "-c", "import pandas"]
    with tempfile.TemporaryDirectory() as scratch:
        folder, count = Path(scratch), item_count()
        (folder / "test_empty.py").write_text(EMPTY.format(count=count), encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        checks = [str(BIN / "pytest"), "-q", "--ignore=checks/test_expectations.py"]
        mine, theirs = in_turn(check, pandas, folder, runs)
        print(f"crossfoot check claims  {mine:6.2f} s   import pandas           {theirs:6.2f} s   ratio {mine / theirs:.2f}  (aim: < 2)")
        mine, _ = in_turn(help_, [sys.executable, "-c", "pass"], folder, runs)
        print(f"crossfoot --help        {mine:6.2f} s                                        (aim: < 0.4 s)")
        mine, theirs = in_turn(checks, [str(BIN / "pytest"), "-q"], folder, runs)
        print(
            f"pytest, {count:5} items     {mine:6.2f} s   as many empty items     {theirs:6.2f} s   ratio {mine / theirs:.2f}  (aim: < 2)"
        )


if __name__ == "__main__":
    main()
