"""Take the pictures of the docs from the example's report: `python docs/images/make.py` (needs the dev extra and Chromium).

Pictures come from the example only: no text of another source may stand in one.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.report import write_reports

HERE = Path(__file__).resolve().parent
CLAIMS = HERE.parent.parent / "examples/harbour-briefing/claims"
TODAY = date(2031, 7, 20)
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def main() -> None:
    """The first screen of the report, with the first finding."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        write_reports(check(load(CLAIMS), today=TODAY), Path(scratch))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1200, "height": 1720})
        page.goto(f"file://{scratch}/index.html")
        page.screenshot(path=HERE / "harbour-briefing.png")
        browser.close()


if __name__ == "__main__":
    main()
