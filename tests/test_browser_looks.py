"""The page in every shape: print, dark, phone, without JavaScript, with hostile texts, held against axe's rules and the page's policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import faults, in_view, overhang, unfold

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Visit = Callable[..., "Page"]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 1}
SMALL = {"viewport": {"width": 360, "height": 640}}
DARK = {"color_scheme": "dark"}
CLAIM = "#claim/harbour-briefing/c001"


def fold_state(page: Page) -> list[bool]:
    return list(page.evaluate("() => [...document.querySelectorAll('details')].map((box) => box.open)"))


# Print


@pytest.mark.parametrize("script", [True, False])
def test_print_shows_what_is_folded(visit: Visit, script: bool) -> None:
    page = visit("example", java_script_enabled=script)
    row = page.locator("#figures tbody tr").last
    assert not row.is_visible()
    page.emulate_media(media="print")
    assert row.bounding_box()["height"] > 0
    for gone in ("nav.sections", ".tools", ".skip", "#inspector"):
        assert page.locator(gone).first.is_hidden()


def test_print_makes_pages_and_folds_again(visit: Visit) -> None:
    page = visit("example", CLAIM)
    page.evaluate("() => document.querySelector('.card details').open = true")
    before = fold_state(page)
    assert not all(before)
    data = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) > 5
    assert fold_state(page) == before


def test_print_is_dark_on_light(visit: Visit) -> None:
    page = visit("example", **DARK)
    page.emulate_media(media="print", color_scheme="dark")
    assert colours(page)[0] == "rgb(255, 255, 255)"
    assert overhang(page) == []


# Light and dark


def colours(page: Page) -> tuple[str, str]:
    return tuple(page.evaluate("() => { const style = getComputedStyle(document.body); return [style.backgroundColor, style.color]; }"))


def lightness(colour: str) -> int:
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


def test_dark_is_dark(visit: Visit) -> None:
    paper, ink = colours(visit("example"))
    dark_paper, dark_ink = colours(visit("example", **DARK))
    assert lightness(paper) > lightness(ink)
    assert lightness(dark_paper) < lightness(dark_ink)


# Without JavaScript


def test_without_javascript_everything_is_there(visit: Visit) -> None:
    page, scripted = visit("claims", java_script_enabled=False), visit("claims")
    for what in (".card", "main > section", "#relations tr[id]", "#figures tr[id]", "#figures p[id]", ".chips li"):
        assert page.locator(what).count() == scripted.locator(what).count() > 0
    assert page.locator(".tools").first.is_hidden()
    assert page.locator("#keys").is_hidden()
    assert page.locator(".copy button").count() == 0
    page.locator("#figures summary").first.click()
    assert page.locator("#figures tbody tr").first.is_visible()


def test_without_javascript_links_lead_to_the_rows(visit: Visit) -> None:
    page = visit("example", java_script_enabled=False)
    page.locator(f'.card .claims a[href="{CLAIM}"]').first.click()
    assert page.url.endswith(CLAIM)
    row = page.locator(f'[id="{CLAIM[1:]}"]')
    # The browser opens what is folded around its target.
    assert row.is_visible()
    row.locator("a").click()
    assert page.locator('[id="at/harbour-briefing/c001"]').is_visible()
    page.go_back()
    assert page.url.endswith(CLAIM)


# Phone


@pytest.mark.parametrize("name", ["example", "claims", "hostile"])
@pytest.mark.parametrize("shape", [PHONE, SMALL], ids=["390", "360"])
def test_a_phone_never_scrolls_sideways(visit: Visit, name: str, shape: dict[str, Any]) -> None:
    page = visit(name, **shape)
    assert overhang(page) == []
    unfold(page)
    assert overhang(page) == []
    page.evaluate("() => { location.hash = document.querySelector('.card .claims a[href]').hash; }")
    page.locator("#inspector").wait_for()
    assert overhang(page) == []
    assert page.locator("#inspector").evaluate("(box) => box.scrollWidth <= box.clientWidth")
    page.evaluate("() => { location.hash = '#relations?q=a'; }")
    page.locator("#inspector").wait_for(state="hidden")
    assert overhang(page) == []


def test_a_phone_shows_the_place_beside_the_record(visit: Visit) -> None:
    page = visit("claims", "#claim/miit-2022h1/c027", **PHONE)
    assert in_view(page, '[id="at/miit-2022h1/c027"] a')
    assert in_view(page, "#inspector h2")
    page.locator("#inspector .close").click()
    assert page.locator("#inspector").is_hidden()


@pytest.mark.parametrize("name", ["example", "hostile"])
def test_large_letters_fit(visit: Visit, name: str) -> None:
    # 400 percent on a window of 1280 points is one of 320 (WCAG 1.4.10).
    page = visit(name, viewport={"width": 320, "height": 256})
    unfold(page)
    assert overhang(page) == []


# Hostile texts


def test_hostile_texts_stay_text(visit: Visit) -> None:
    page = visit("hostile")
    unfold(page)
    assert page.title().endswith("crossfoot report")
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0
    assert overhang(page) == []
    for number in range(1, 7):
        page.evaluate(f"() => {{ location.hash = '#claim/briefing/c00{number}'; }}")
        page.wait_for_function(f"() => document.querySelector('#inspector .by')?.textContent.includes('c00{number}')")
        assert page.locator("#inspector script, #inspector img").count() == 0
        assert page.locator("#inspector").evaluate("(box) => box.scrollWidth <= box.clientWidth")


def test_text_in_another_direction_is_kept_apart(visit: Visit) -> None:
    page = visit("hostile")
    unfold(page)
    arabic = page.get_by_text("إنتاج السيارات الكهربائية")
    # Each stands in an element of its own direction, so that it cannot reorder what is beside it.
    script = """(items) => items.filter((item) => item.offsetParent && !["OPTION", "TITLE"].includes(item.tagName)
        && !item.closest('[dir=auto], bdi, [role=img], svg')).map((item) => item.outerHTML.slice(0, 200))"""
    assert arabic.count() > 3
    assert arabic.evaluate_all(script) == []
    card = page.locator(".card h3", has_text="إنتاج")
    assert card.locator("bdi").first.evaluate("(item) => getComputedStyle(item).unicodeBidi") == "isolate"


# The policy


def test_the_policy_refuses_what_is_brought_in(chromium: Browser, pages: Callable[[str], Path]) -> None:
    page = chromium.new_page()
    page.goto(pages("example").as_uri())
    refused = page.evaluate(
        """async () => {
            const refused = [];
            addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
            const wait = (start) => new Promise((done) => { start(done); setTimeout(done, 2000); });
            await fetch("https://example.invalid/").catch(() => {});
            await wait((done) => { const image = new Image(); image.onerror = done; image.src = "https://example.invalid/x.png"; });
            await wait((done) => { const script = document.createElement("script"); script.textContent = "document.title = 'taken over'";
                document.body.append(script); setTimeout(done, 50); });
            await wait((done) => { const frame = document.createElement("iframe"); frame.src = "https://example.invalid/";
                document.body.append(frame); setTimeout(done, 1000); });
            return [refused, document.title];
        }"""
    )
    assert {"connect-src", "img-src", "script-src-elem", "frame-src"} <= set(refused[0])
    assert "taken over" not in refused[1]
    page.close()


# axe


def ask_for_help(page: Page) -> None:
    page.keyboard.press("?")


# The last is where colours are looked at: each state of the page once, and the whole page in light and dark.
AXE = [
    pytest.param("example", "", {}, unfold, ".card", id="example-all-open"),
    pytest.param("example", "", DARK, None, "body", id="example-dark"),
    pytest.param("example", CLAIM, PHONE | DARK, None, "#inspector", id="example-phone-dark-inspector"),
    pytest.param("example", "#figures?q=cargo", PHONE, ask_for_help, "#help", id="example-phone-filters-help"),
    pytest.param("claims", "", PHONE, unfold, ".top", id="claims-phone-all-open"),
    pytest.param("claims", "#relations?q=contribution&sort=4-", PHONE, None, "#relations", id="claims-phone-filters"),
    pytest.param("claims", "#claim/miit-2022h1/c027", DARK, None, "#inspector", id="claims-dark-inspector"),
    pytest.param("text", "#claim/miit-2022h1/c034", {}, None, "#inspector", id="text-inspector"),
    pytest.param("hostile", "", {}, unfold, "body", id="hostile-all-open"),
    pytest.param("hostile", "#figures?q=w", DARK, unfold, "body", id="hostile-dark-all-open"),
]


@pytest.mark.parametrize(("name", "address", "shape", "prepare", "contrast"), AXE)
def test_axe_finds_nothing(
    visit: Visit, name: str, address: str, shape: dict[str, Any], prepare: Callable[[Page], None] | None, contrast: str
) -> None:
    page = visit(name, address, **shape)
    if prepare:
        prepare(page)
    assert faults(page, contrast) == []


def test_axe_would_find_something(visit: Visit) -> None:
    page = visit("example")
    page.evaluate("() => { document.querySelector('h1').style.color = '#ddd'; document.querySelector('main').remove(); }")
    found = " ".join(faults(page, "h1"))
    assert "color-contrast" in found
    assert "landmark-one-main" in found
