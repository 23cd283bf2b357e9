"""A page of ten thousand relations and three hundred pages of text in a real browser.

Speed is measured by benchmarks; here only what hangs fails (`-s` shows the numbers).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import large as made
import pytest
from documents import TODAY

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.report import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RELATIONS, CHARACTERS = 10_000, 750_000
BYTES = 5_000_000
SECONDS = 20.0


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    start = time.perf_counter()
    outcome = check(load(made.write(folder, relations=RELATIONS, characters=CHARACTERS, slips=3).root), today=TODAY)
    checked = time.perf_counter()
    path = folder / "index.html"
    path.write_text(html.render(outcome), encoding="utf-8", newline="")
    print(  # noqa: T201 - the numbers are what one runs it for
        f"\n{len(outcome.decisions):,} relations: checked in {checked - start:.1f} s, page in {time.perf_counter() - checked:.1f} s, ",
        end="",
    )
    print(f"{path.stat().st_size:,} bytes")  # noqa: T201
    assert len(outcome.decisions) > RELATIONS * 9 // 10
    return path


def test_the_page_stays_small(large: Path) -> None:
    assert large.stat().st_size < BYTES


def test_the_page_responds(large: Path, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(SECONDS * 1000)
    page.goto(large.as_uri())
    page.wait_for_selector("html[data-ready]", state="attached")
    said = page.evaluate(
        """() => { const at = performance.getEntriesByType("navigation")[0]; return {
            "interactive": at.domInteractive, "content loaded": at.domContentLoadedEventEnd, "loaded": at.loadEventEnd,
            "first paint": performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0}; }"""
    )

    def timed(what: str, act: Callable[[], object]) -> None:
        """Until the next picture is drawn, seen from inside the page where it can be."""
        start = time.perf_counter()
        act()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        said[what] = 1000 * (time.perf_counter() - start)

    def run(script: str) -> Callable[[], object]:
        return lambda: page.evaluate(script)

    find = "const field = document.querySelector('.tools[data-of=relations] [name=q]'); field.value = '{}'; "
    find += "field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    timed("first search", run(f"() => {{ {find.format('timber')} }}"))
    timed("second search", run(f"() => {{ {find.format('share')} }}"))
    timed("sort", run("() => document.querySelector('.found[data-of=relations] th:nth-child(5) button').click()"))
    timed("show everything", run("() => document.querySelector('.tools[data-of=relations] [type=reset]').click()"))
    timed("first inspector", run("() => document.querySelector('.document a.n').click()"))
    timed("next figure", lambda: page.keyboard.press("n"))
    assert page.locator("#inspector").is_visible()
    timed("escape", lambda: page.keyboard.press("Escape"))
    timed("next finding", lambda: page.keyboard.press("j"))
    print("\n" + ", ".join(f"{what} {number:,.0f} ms" for what, number in said.items()))  # noqa: T201
    page.close()
    assert {what: number for what, number in said.items() if number > 1000 * SECONDS} == {}
