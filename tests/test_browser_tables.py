"""The tables of all relations and all figures in a real browser: searching, filtering, sorting, and the address that says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

Visit = Callable[..., "Page"]


def tools(page: Page, name: str) -> Locator:
    return page.locator(f".tools[data-of={name}]")


def rows(page: Page, name: str) -> Locator:
    return page.locator(f".found[data-of={name}] tbody tr")


def total(page: Page, name: str) -> str:
    return tools(page, name).locator(".total").inner_text()


def column(page: Page, name: str, number: int) -> list[str]:
    return rows(page, name).locator(f"td:nth-child({number})").all_inner_texts()


def test_what_contradicts(visit: Visit) -> None:
    page = visit("example")
    form = tools(page, "relations")
    assert total(page, "relations") == "78 of 78 relations: holds 64, contradiction 5, not checked 5, implied 2, accepted 1, strained 1"
    # One document is nothing to choose from.
    assert form.locator("[name=document]").is_hidden()
    form.locator("[name=verdict]").select_option("contradiction")
    assert total(page, "relations") == "5 of 78 relations: contradiction 5"
    assert set(column(page, "relations", 2)) == {"contradiction"}
    form.locator("[name=family]").select_option("growth-vs-base")
    assert total(page, "relations") == "3 of 78 relations: contradiction 3"
    form.locator("[name=q]").fill("SHIP calls")
    assert total(page, "relations") == "1 of 78 relations: contradiction 1"
    form.locator("[name=q]").fill("no such words")
    assert total(page, "relations") == "0 of 78 relations"
    form.get_by_role("button", name="Show everything").click()
    assert total(page, "relations").startswith("78 of 78 relations")
    assert page.locator(".groups[data-of=relations] tr[id]").count() == 78
    assert [select.input_value() for select in form.locator("select").all()] == ["", "", "", ""]


def test_the_figures_of_a_speaker(visit: Visit) -> None:
    page = visit("claims")
    form = tools(page, "figures")
    form.locator("[name=speaker]").select_option("Tao Qing")
    form.locator("[name=state]").select_option("checked")
    assert set(column(page, "figures", 6)) == {"checked"}
    assert all("Tao Qing" in said for said in column(page, "figures", 2))
    shown = rows(page, "figures").count()
    assert shown
    assert total(page, "figures").startswith(f"{shown} of ")
    options = form.locator("[name=document] option").all_inner_texts()
    assert options == ["all", "miit-2022h1", "official-2022h1"]


def test_a_claim_among_what_was_found_opens(visit: Visit) -> None:
    page = visit("example", "#figures?q=containers+handled")
    rows(page, "figures").locator("a", has_text="c053").click()
    # To its place in the document; from there to its record, and back to what was looked for.
    page.keyboard.press("Enter")
    assert page.locator("#inspector h2").inner_text() == "784,000"
    page.go_back()
    page.go_back()
    assert page.locator("#inspector").is_hidden()
    assert tools(page, "figures").locator("[name=q]").input_value() == "containers handled"
    assert rows(page, "figures").count() == 1


def test_back_to_what_was_found_closes_the_record(visit: Visit) -> None:
    page = visit("example", "#relations?verdict=contradiction")
    page.evaluate("() => { location.hash = '#claim/harbour-briefing/c001'; }")
    page.locator("#inspector").wait_for()
    page.go_back()
    page.locator("#inspector").wait_for(state="hidden")
    assert rows(page, "relations").count() == 5


def test_a_link_to_a_row_that_is_filtered_away_shows_it(visit: Visit) -> None:
    page = visit("example", "#figures?q=cranes")
    page.evaluate("() => { location.hash = '#figure/cargo/level/2031-H1'; }")
    page.locator('tr.here[id="figure/cargo/level/2031-H1"]').wait_for()
    assert tools(page, "figures").locator("[name=q]").input_value() == ""


@pytest.mark.parametrize("name", ["relations", "figures"])
def test_sorting_by_number(visit: Visit, name: str) -> None:
    page = visit("claims")
    tools(page, name).locator("[name=q]").fill("a")
    number = {"relations": 5, "figures": 4}[name]
    head = page.locator(f".found[data-of={name}] thead th:nth-child({number})")
    for direction in ("ascending", "descending"):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == direction
        assert head.locator("button").evaluate("(button) => button === document.activeElement")
        said = column(page, name, number)
        filled = [float(text.split()[0].replace("\u2212", "-").replace(",", "")) for text in said if text]
        assert filled == sorted(filled, reverse=direction == "descending")
        assert len(set(filled)) > 1
        # What says nothing stands last, whichever way.
        assert said[len(filled) :] == [""] * (len(said) - len(filled))


def test_sorting_by_the_keyboard_and_by_text(visit: Visit) -> None:
    page = visit("example")
    page.locator('[id="figures/harbour-briefing"] summary').click()
    page.locator(".groups[data-of=figures] thead button", has_text="Figure").focus()
    page.keyboard.press("Enter")
    said = [text.lower() for text in column(page, "figures", 1)]
    assert said == sorted(said)
    assert len(said) == 50


def test_the_address_keeps_what_is_looked_for(visit: Visit) -> None:
    page = visit("example")
    form = tools(page, "relations")
    form.locator("[name=q]").fill("ferry & 'passengers'")
    form.locator("[name=q]").fill("ferry passengers")
    form.locator("[name=verdict]").select_option("contradiction")
    page.locator(".found thead button", has_text="Room").click()
    page.locator(".found thead button", has_text="Room").click()
    address = page.evaluate("() => location.hash")
    assert address == "#relations?q=ferry+passengers&verdict=contradiction&sort=4-"
    again = visit("example", address)
    assert total(again, "relations") == "1 of 78 relations: contradiction 1"
    assert tools(again, "relations").locator("[name=verdict]").input_value() == "contradiction"
    assert again.locator(".found thead th:nth-child(5)").get_attribute("aria-sort") == "descending"
    assert again.evaluate("() => document.querySelector('#relations').getBoundingClientRect().top < innerHeight / 2")
    # Another address is another search, with nothing left of the one before.
    again.evaluate("() => { location.hash = '#relations?q=cargo'; }")
    again.wait_for_function("() => document.querySelector('.tools [name=verdict]').value === ''")
    assert "sort" not in again.evaluate("() => location.hash")


def test_a_long_list_is_shown_in_parts(visit: Visit) -> None:
    page = visit("long")
    tools(page, "figures").locator("[name=q]").fill("level")
    assert rows(page, "figures").count() == 200
    assert total(page, "figures") == "600 of 600 figures: not checked 600"
    page.get_by_role("button", name="Show more").click()
    assert rows(page, "figures").count() == 600
    assert page.get_by_role("button", name="Show more").count() == 0
    # The whole list again, in its own order.
    tools(page, "figures").get_by_role("button", name="Show everything").click()
    numbers = page.locator(".groups[data-of=figures] tr[id]").evaluate_all("(rows) => rows.map((row) => Number(row.dataset.n))")
    assert numbers == sorted(numbers)
