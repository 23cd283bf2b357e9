"""Ten thousand relations in a real browser. Benchmarks measure speed; here only what hangs fails, on a busy machine too."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from documents import TODAY, Row, claim, project

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.report import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RELATIONS = 10_000
BYTES = 5_000_000
SECONDS = 60.0
PARTS = 4


def rows() -> list[Row]:
    """Measures with parts: levels of two years, growth and shares; most fit, a few do not."""
    found: list[Row] = []

    def add(**fields: object) -> None:
        found.append(claim(f"c{len(found) + 1:05}", **fields))

    # Each part is in a growth, in a share, in its own check and in those of its base.
    for number in range(402):
        parts = [1000 + 37 * number + 211 * part for part in range(PARTS)]
        whole = f"whole-{number}"
        add(measure=whole, value=str(sum(parts)))
        for part, value in enumerate(parts):
            slug = f"part-{number}-{part}"
            add(measure=slug, value=str(value))
            add(measure=slug, value=str(round(value / 1.25)), period="2021-06")
            add(measure=slug, statistic="growth", value="25" if number % 50 else "35")
            add(measure=slug, statistic="share", of=whole, value=f"{100 * value / sum(parts):.1f}")
    return found


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    start = time.perf_counter()
    outcome = check(load(project(folder, rows())), today=TODAY)
    checked = time.perf_counter()
    path = folder / "index.html"
    path.write_text(html.render(outcome), encoding="utf-8", newline="")
    took = f"checked in {checked - start:.1f} s, page in {time.perf_counter() - checked:.1f} s, {path.stat().st_size:,} bytes"
    print(f"\n{len(outcome.decisions):,} relations: {took}")  # noqa: T201
    assert len(outcome.decisions) >= RELATIONS
    return path


@pytest.mark.xfail(reason="9.1 MB: 3.5 of relations, 3.0 of figures, 2.2 of the map of 6,834 claims, where the goal is 5", strict=True)
def test_the_page_stays_small(large: Path) -> None:
    assert large.stat().st_size < BYTES


def test_the_page_responds(large: Path, chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(SECONDS * 1000)
    page.goto(large.as_uri())
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
    timed("first search", run(f"() => {{ {find.format('part-7')} }}"))
    timed("second search", run(f"() => {{ {find.format('share')} }}"))
    timed("sort", run("() => document.querySelector('.found[data-of=relations] th:nth-child(5) button').click()"))
    timed("show everything", run("() => document.querySelector('.tools[data-of=relations] [type=reset]').click()"))
    timed("first inspector", run("() => document.querySelector('.document .chips a').click()"))
    timed("next figure", lambda: page.keyboard.press("n"))
    assert page.locator("#inspector").is_visible()
    timed("escape", lambda: page.keyboard.press("Escape"))
    timed("next finding", lambda: page.keyboard.press("j"))
    timed("all open", run("() => document.querySelectorAll('details').forEach((box) => { box.open = true; })"))
    print("\n" + ", ".join(f"{what} {number:,.0f} ms" for what, number in said.items()))  # noqa: T201
    page.close()
    assert {what: number for what, number in said.items() if number > 1000 * SECONDS} == {}
