"""What a reader looks for first stands where it is looked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browsing import Reader, frames, ready, until

PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_header_and_tray_leave_room(
    lang: str, starter_url: str, read: Callable[..., Reader]
) -> None:
    """On a phone header and tray together take less than a sixth of the screen."""
    reader = read(starter_url, viewport=PHONE)
    page = reader.open(f"/products/{lang}/akg-k371/")
    page.wait_for_selector(".rv-card-compare button")
    page.locator(".rv-card-compare button").click()
    page.locator(".rv-tray").wait_for()
    tall = page.evaluate(
        "['.site-head', '.rv-tray'].map(p => document.querySelector(p).getBoundingClientRect().height)"
    )
    assert sum(tall) < 844 / 6, tall
    assert page.locator(".site-head input[type=search]").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("lang", "words"), [("en", "In the comparison"), ("ja", "比較に追加済み")])
def test_a_chosen_product_says_so(
    lang: str, words: str, starter_url: str, read: Callable[..., Reader]
) -> None:
    """The button of a chosen product no longer asks to add it."""
    page = read(starter_url).open(f"/products/{lang}/akg-k371/")
    button = page.locator(".rv-card-compare button")
    before = button.inner_text()
    button.click()
    assert button.inner_text() == words
    button.click()
    assert button.inner_text() == before != words


@pytest.mark.parametrize("width", [390, 1280])
def test_a_company_leads_to_its_products(
    width: int, starter_url: str, read: Callable[..., Reader]
) -> None:
    """A company's best products are within its first two screens, and the contents name them all."""
    page = read(starter_url, viewport={"width": width, "height": 844}).open("/companies/en/sony/")
    box = page.locator(".rv-first-products").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 2 * 844
    assert page.locator(".rv-first-products li").count() == 5
    assert page.locator(".site-toc a[href='#products']").count() == 1
    page.locator(".rv-first-products a[href='#products']").click()
    until(page, "Math.abs(document.querySelector('#products').getBoundingClientRect().top) < 844")


def test_the_root_has_no_path(starter_url: str, read: Callable[..., Reader]) -> None:
    """The page that chooses a language stands below no other."""
    page = read(starter_url, java_script_enabled=False).open("/")
    assert page.locator(".site-trail").count() == 0


@pytest.mark.parametrize(("lang", "term"), [("en", "clo"), ("ja", "密")])
def test_tags_are_filtered(
    lang: str, term: str, starter_url: str, read: Callable[..., Reader]
) -> None:
    """The field above the tags leaves those that hold what is typed, rare ones included."""
    reader = read(starter_url, viewport=PHONE)
    page = reader.open(f"/tags/{lang}/")
    assert page.evaluate("document.documentElement.scrollHeight") < 2000
    ready(page)
    page.locator(".rv-filter input").fill(term)
    frames(page)
    seen = page.locator(".rv-index-tag li[data-name]:visible").evaluate_all(
        "all => all.map(each => each.dataset.name.toLowerCase())"
    )
    assert seen
    assert all(term in name for name in seen)
    page.locator(".rv-filter input").fill("zzzz")
    page.locator(".rv-filter-none").wait_for()
    assert reader.complaints == []
