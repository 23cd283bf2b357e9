"""A real browser for the tests of the page, and for the pictures of the docs: where it is, how it starts, and what is asked of a page.

    with launched() as browser:
        page = browser.new_page()

`missing()` says in plain words why there is none. The fixtures `chromium`, `pages` and `visit` stand in conftest.py.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
# It runs as root in a build, and is to speak to nobody.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
# The rules of WCAG 2.2 at level AA, and what axe's makers advise beside them.
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CONTRAST = "color-contrast"


def executable() -> str | None:
    """The path of Chromium, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def missing() -> str:
    """Why there is no browser to test with; nothing where there is one."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed (pip install 'crossfoot[dev]')"
    return "" if executable() else f"no Chromium is installed (looked for {', '.join(NAMES)})"


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium, until the block ends."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - without it there are still reasons to skip

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@cache
def _axe() -> str:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - a second to read, and for few tests

    return str(Axe().axe_script)


def faults(page: Page, contrast: str = "") -> list[str]:
    """What axe finds on a page as it stands, a line each: by all rules, and the contrast of colours within a selector.

    Contrast takes seconds for a page of tables, whose rows are all alike.
    """
    page.evaluate(_axe())
    # Without stylesheets of elsewhere, which there are none of, and without the paths of all that passes.
    common = {"resultTypes": ["violations"], "preload": False}
    everything = {"runOnly": {"type": "tag", "values": list(RULES)}, "rules": {CONTRAST: {"enabled": False}}}
    found = page.evaluate("options => axe.run(options)", common | everything)["violations"]
    if contrast:
        only = {"runOnly": {"type": "rule", "values": [CONTRAST]}}
        found += page.evaluate("([within, options]) => axe.run(within, options)", [contrast, common | only])["violations"]
    return [f"{item['id']}: {node['target']} {node['failureSummary']}" for item in found for node in item["nodes"]]


def overhang(page: Page) -> list[str]:
    """What makes the page scroll sideways: nothing, if it does not."""
    script = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll("body *")].filter((item) => item.getBoundingClientRect().right > innerWidth + 1)
            .map((item) => `${item.tagName}.${item.className} ${item.id} ${item.textContent.slice(0, 40)}`).slice(0, 5)"""
    return list(page.evaluate(script))


def unfold(page: Page) -> None:
    """Open all that is folded."""
    page.evaluate("() => document.querySelectorAll('details').forEach((box) => { box.open = true; })")


def in_view(page: Page, selector: str) -> bool:
    """Whether an element can be seen as the page stands: within the window, and with nothing before it."""
    script = """(item) => { const box = item.getClientRects()[0]; if (!box) return false;
        const top = document.elementFromPoint(box.left + Math.min(box.width, 40) / 2, box.top + Math.min(box.height, 20) / 2);
        return top !== null && (item.contains(top) || top.contains(item)) && top.closest("#inspector") === item.closest("#inspector"); }"""
    return bool(page.locator(selector).first.evaluate(script))
