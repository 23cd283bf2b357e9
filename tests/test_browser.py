"""Reading the page in a real browser: from a finding to its figures, to their other occurrences and back; by mouse, keys and address."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from browser import in_view

if TYPE_CHECKING:
    from playwright.sync_api import Page

Visit = Callable[..., "Page"]
# 748,000 containers says one speaker of the example, 784,000 another.
ONE, OTHER = "claim/harbour-briefing/c001", "claim/harbour-briefing/c053"


def place(claim: str) -> str:
    # In the text it is the link itself, on the map a link in it.
    at = f'[id="{claim.replace("claim/", "at/")}"]'
    return f"a{at}, {at} a"


def hash_of(page: Page) -> str:
    return str(page.evaluate("() => decodeURIComponent(location.hash)"))


def heading(page: Page) -> str:
    return page.locator("#inspector h2").inner_text()


def focused(page: Page) -> str:
    """The address of the focused link, or else its id."""
    return str(
        page.evaluate(
            "() => { const at = document.activeElement; return at.tagName === 'A' ? at.getAttribute('href') : at.id || at.tagName; }"
        )
    )


def test_from_the_headline_to_the_figure_that_clashes(visit: Visit) -> None:
    page = visit("example")
    assert page.locator("h1").inner_text() == "6 contradictions among 50 figures."
    page.locator("nav.sections").get_by_text("What fails").click()
    assert in_view(page, "#h-failing")
    card = page.locator("#failing .card", has_text="748,000")
    assert "cannot both be true" in card.locator(".headline").inner_text() or "contradict" in card.locator(".eyebrow").inner_text()
    card.locator(f'.claims a[href="#{ONE}"]').click()
    record = page.locator("#inspector")
    assert record.is_visible()
    assert heading(page) == "748,000"
    assert focused(page) == "h-inspector"
    text = record.inner_text()
    for said in (
        "in a finding",
        "Containers handled, first half of 2031",
        "Port Director",
        "harbour-briefing/c001",
        "What the others allow",
    ):
        assert said in text
    assert "748,000 = 784,000" in record.locator(".through").inner_text()
    assert "held against its other prints" in text
    record.get_by_role("link", name="Finding: contradiction").click()
    assert in_view(page, f"#failing .card:has(a[href='#{ONE}']) h3")


def test_a_figure_to_its_other_occurrence_and_back(visit: Visit) -> None:
    page = visit("example")
    page.locator(place(ONE)).click()
    again = page.locator("#inspector .again")
    assert again.locator("h3").inner_text() == "Printed 2 times: this is 1 of 2"
    assert "748,000" in again.locator("[aria-current]").inner_text()
    again.locator("a", has_text="784,000").click()
    assert heading(page) == "784,000"
    assert again.locator("h3").inner_text() == "Printed 2 times: this is 2 of 2"
    assert hash_of(page) == f"#{OTHER}"
    page.go_back()
    assert heading(page) == "748,000"
    page.go_back()
    assert page.locator("#inspector").is_hidden()
    page.go_forward()
    assert heading(page) == "748,000"


def test_operands_lead_on(visit: Visit) -> None:
    page = visit("example", "#claim/harbour-briefing/c004")
    relation = page.locator("#inspector .through li", has_text="growth-vs-base").first
    assert relation.locator(".both p .stated").inner_text() == "printed 11.15 to below 11.3%"
    assert relation.locator(".both p .implied").inner_text() == "allowed about 12.6527%"
    assert relation.locator(".operands a").all_inner_texts() == ["1,291", "1,146"]
    relation.locator(".operands a").last.click()
    assert heading(page) == "1,146"
    page.locator("#inspector .through li", has_text="growth-vs-base").first.locator("p a").first.click()
    assert in_view(page, "#relations tr.here")


def test_a_deep_link_shows_the_place(visit: Visit) -> None:
    page = visit("example", f"#{OTHER}")
    assert heading(page) == "784,000"
    assert in_view(page, place(OTHER))
    page.keyboard.press("Escape")
    assert page.locator("#inspector").is_hidden()
    # There is no link that one came from: the place is where one reads on.
    assert focused(page) == f"#{OTHER}"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("#figure/cargo/level/2031-H1", 'tr[id="figure/cargo/level/2031-H1"]'),
        ("#relation/growth-vs-base/ship-calls/growth/2031-H1/yoy", "#relations tr.here"),
        ("#rule/growth-vs-base", '[id="rule/growth-vs-base"] h3'),
        ("#document/harbour-briefing", '[id="document/harbour-briefing"] h2'),
        ("#untouched", "#untouched"),
    ],
)
def test_deep_links_open_what_is_folded(visit: Visit, address: str, shown: str) -> None:
    assert in_view(visit("example", address), shown)


def test_an_address_of_nothing_does_no_harm(visit: Visit) -> None:
    for address in ("#claim/nothing", "#%E0%A4%A", "#relations?sort=99&nothing=1", "#nothing?x=y"):
        page = visit("example", address)
        assert page.locator("h1").is_visible()
        assert page.locator("#inspector").is_hidden()


def test_escape_gives_the_focus_back(visit: Visit) -> None:
    page = visit("example")
    link = page.locator(f'.card .claims a[href="#{ONE}"]').first
    link.focus()
    page.keyboard.press("Enter")
    assert heading(page) == "748,000"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('#inspector') !== null")
    page.keyboard.press("Escape")
    assert page.locator("#inspector").is_hidden()
    assert link.evaluate("(link) => link === document.activeElement")


def test_next_and_previous_figure(visit: Visit) -> None:
    page = visit("example")
    page.locator(place(ONE)).click()
    page.keyboard.press("n")
    assert heading(page) == "1,291"
    page.keyboard.press("p")
    assert heading(page) == "748,000"
    page.keyboard.press("p")
    assert heading(page) == "748,000"
    for _ in range(45):
        page.keyboard.press("n")
    last = hash_of(page).removeprefix("#")
    # The document moves along, and one reads on where one came to.
    assert in_view(page, place(last))
    page.keyboard.press("Escape")
    assert focused(page) == f"#{last}"


def test_the_same_figure_elsewhere_by_key(visit: Visit) -> None:
    page = visit("example", f"#{ONE}")
    page.keyboard.press("o")
    assert heading(page) == "784,000"
    assert in_view(page, place(OTHER))
    page.keyboard.press("o")
    assert heading(page) == "748,000"


def test_from_finding_to_finding(visit: Visit) -> None:
    page = visit("example")
    anchors = page.locator(".card").evaluate_all("(cards) => cards.map((card) => card.id)")
    for anchor in anchors:
        page.keyboard.press("j")
        assert hash_of(page) == f"#{anchor}"
        assert focused(page) == anchor
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert hash_of(page) == f"#{anchors[-2]}"


def test_help_and_search_by_key(visit: Visit) -> None:
    page = visit("example")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("j")
    assert hash_of(page) == ""
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()
    page.get_by_role("button", name="Keyboard").click()
    page.locator("#help").get_by_role("button", name="Close").click()
    assert page.locator("#help").is_hidden()
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.name") == "q"
    # Letters are text there.
    page.keyboard.type("jko?")
    assert page.locator("#help").is_hidden()
    assert page.locator(".tools[data-of=relations] [name=q]").input_value() == "jko?"


def test_everything_is_reached_by_tab(visit: Visit) -> None:
    page = visit("example")
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("(link) => link === document.activeElement && link.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    assert focused(page) == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('main') !== null")
    hidden = page.evaluate(
        "() => [...document.querySelectorAll('main a[href]')].filter((link) => link.tabIndex < 0 && !link.closest('[aria-hidden]'))"
    )
    assert hidden == []


def test_a_glance_at_a_figure(visit: Visit) -> None:
    page = visit("example")
    page.locator(place(ONE)).hover()
    tip = page.locator("#tip")
    tip.wait_for()
    assert "748,000" in tip.inner_text()
    assert "no check touches it" not in tip.inner_text()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.mouse.move(1, 1)
    page.locator(place(OTHER)).focus()
    tip.wait_for()
    assert "784,000" in tip.inner_text()


def test_a_finding_is_copied_as_markdown(visit: Visit) -> None:
    page = visit("example")
    card = page.locator(".card").first
    card.get_by_text("Copy as Markdown").click()
    box = card.locator("details.copy", has_text="Copy as Markdown")
    box.get_by_role("button", name="Copy").click()
    box.get_by_role("button", name="Copied").wait_for()
    page.keyboard.press("/")
    page.keyboard.press("Control+v")
    pasted = page.locator(".tools[data-of=relations] [name=q]").input_value()
    assert pasted.split()
    assert pasted.split() == box.locator("pre").inner_text().split()
