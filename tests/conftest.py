"""Settings of all tests: CI draws the same examples every time, a laptop new ones. And a browser, where there is one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import launched, missing
from documents import claim, project
from hostile import hostile_project
from hypothesis import settings

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.report import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("local", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The page of a data set by name (`example`, `claims`, `text`, and those of MADE), made when it is first asked for."""
    made: dict[str, Path] = {}
    folder = tmp_path_factory.mktemp("pages")

    def page(name: str) -> Path:
        if name not in made:
            root = MADE[name](folder / name) if name in MADE else DATA.get(name, DATA["claims"])
            outcome = check(load(root), today=DAYS.get(name, date(2026, 11, 23)))
            if name == "text" and all(document.text is None for document in outcome.dataset.documents):
                pytest.skip("no source text is attached (CROSSFOOT_SOURCES)")
            made[name] = folder / f"{name}.html"
            made[name].write_text(html.render(outcome, with_text=name == "text"), encoding="utf-8", newline="")
        return made[name]

    return page


DATA = {"claims": ROOT / "claims", "example": ROOT / "examples" / "harbour-briefing" / "claims"}
MADE = {
    "hostile": hostile_project,
    "long": lambda folder: project(folder, [claim(f"c{n:03}", measure=f"cars-{n:03}", value=str(1000 + n)) for n in range(600)]),
}
DAYS = {"example": date(2031, 7, 20)}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    if missing():
        pytest.skip(missing())
    with launched() as browser:
        yield browser


@pytest.fixture
def visit(chromium: Browser, pages: Callable[[str], Path]) -> Iterator[Callable[..., Page]]:
    """Open a page by name in a context of its own: `visit("example", "#failing", color_scheme="dark")`.

    No page may report an error or ask for anything but itself, whatever is done with it.
    """
    contexts, wrong = [], []

    def visit(name: str, hash: str = "", **options: Any) -> Page:  # noqa: A002, ANN401 - what Playwright's new_context takes
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: wrong.append(request.url) if not request.url.startswith("file:") else None)
        page.goto(pages(name).as_uri() + hash)
        # The page goes where the address says after the browser's own jump.
        if options.get("java_script_enabled", True):
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert wrong == []
