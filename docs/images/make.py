"""Take the pictures of the docs from the example's report: `python docs/images/make.py` (needs the dev extra and Chromium).

Pictures come from the example only: no text of another source may stand in one.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from browser import launched

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.report import write_reports

HERE = Path(__file__).resolve().parent
CLAIMS = HERE.parent.parent / "examples/harbour-briefing/claims"
TODAY = date(2031, 7, 20)


def main() -> None:
    """The first screen of the report, with the first finding."""
    with tempfile.TemporaryDirectory() as scratch, launched() as browser:
        write_reports(check(load(CLAIMS), today=TODAY), Path(scratch))
        page = browser.new_page(viewport={"width": 1200, "height": 1720})
        page.goto(f"file://{scratch}/index.html")
        page.screenshot(path=HERE / "harbour-briefing.png")


if __name__ == "__main__":
    main()
