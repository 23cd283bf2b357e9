"""Take the pictures of the docs from the example's report: `python docs/images/make.py` (needs the dev extra and Chromium).

Pictures come from the example only: no text of another source may stand in one.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from browser import launched

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.gating.base import base_of
from crossfoot.gating.gate import gate
from crossfoot.report import write_reports

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).resolve().parent
CLAIMS = HERE.parent.parent / "examples/harbour-briefing/claims"
TODAY = date(2031, 7, 20)
JOINT = "joint-81e6e0fd8d9f"
# A slip that an update of the example brings in: two digits of a share are swapped.
EDIT = (",20.9,percent,exact,,20.9%,", ",29.0,percent,exact,,29.0%,")


@dataclass(frozen=True)
class Picture:
    """A part of a page: `select` is what is shown, all that the window shows if it is empty."""

    name: str
    address: str = ""
    width: int = 1200
    height: int = 900
    dark: bool = False
    select: str = ""
    page: str = "example"
    prepare: Callable[[Page], object] = field(default=lambda _: None)


def _open_network(page: Page) -> None:
    page.locator(f"[id='{JOINT}'] details", has=page.locator("table.network")).locator("summary").click()


PICTURES = (
    Picture("harbour-briefing", height=1720),
    Picture("finding", f"#{JOINT}", select=f"[id='{JOINT}']"),
    Picture("network", f"#{JOINT}", select=f"[id='{JOINT}'] details:has(table.network)", prepare=_open_network),
    Picture("in-place", "#claim/harbour-briefing/c027", width=1400, height=1000),
    Picture("in-place-dark", "#claim/harbour-briefing/c027", width=1400, height=1000, dark=True),
    Picture("relations", "#relations?verdict=holds&sort=4", height=1000),
    Picture("figures", "#figures?state=in+a+finding", height=1000),
    Picture("phone", "#claim/harbour-briefing/c001", width=390, height=844),
    Picture("changes", "#changes", height=1100, page="gate"),
)


def _take(browser: Browser, picture: Picture, folder: Path) -> None:
    shape: dict[str, Any] = {"viewport": {"width": picture.width, "height": picture.height}}
    page = browser.new_page(**shape, color_scheme="dark" if picture.dark else "light")
    page.goto(f"{(folder / picture.page / 'index.html').as_uri()}{picture.address}")
    page.wait_for_selector("html[data-ready]", state="attached")
    picture.prepare(page)
    page.wait_for_timeout(300)
    path = HERE / f"{picture.name}.png"
    if picture.select:
        page.locator(picture.select).first.screenshot(path=path)
    else:
        page.screenshot(path=path)
    page.close()


def _update(folder: Path) -> None:
    """The report of a gate: the example with one slip more, against the example as it is."""
    head = folder / "claims"
    shutil.copytree(CLAIMS, head)
    rows = head / "harbour-briefing/claims.csv"
    text = rows.read_text(encoding="utf-8")
    assert EDIT[0] in text, EDIT[0]  # noqa: S101 - else the picture would show nothing
    rows.write_text(text.replace(*EDIT), encoding="utf-8", newline="")
    with base_of(head, str(CLAIMS), None) as base:
        found = gate(load(head), replace(base, name="the example as it is"), today=TODAY)
    write_reports(found.head, folder / "gate", gate=found)


def main() -> None:
    """All pictures."""
    with tempfile.TemporaryDirectory() as scratch, launched() as browser:
        folder = Path(scratch)
        write_reports(check(load(CLAIMS), today=TODAY), folder / "example")
        _update(folder)
        for picture in PICTURES:
            _take(browser, picture, folder)


if __name__ == "__main__":
    main()
