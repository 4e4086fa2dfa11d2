"""Readers who have set larger letters in their browser: nothing is cut off, nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from browsing import Reader, ready

LETTERS = 24
"""Pixels; 16 is what browsers begin with."""

PAGES = (
    "/{lang}/", "/products/{lang}/", "/products/{lang}/sony-mdr-z1r/", "/companies/{lang}/sony/",
    "/compare/{lang}/?p=akg-k371,sony-mdr-z1r", "/search/{lang}/?q=sony",
)  # fmt: skip

CUT = """() => [...document.querySelectorAll(".rv-ex-card")].flatMap((card) => [card, ...card.querySelectorAll("dl, p")])
  .filter((each) => each.scrollHeight > each.clientHeight + 1).map((each) => each.textContent)"""


@pytest.fixture
def large(starter_url: str, read: Callable[..., Reader]) -> Callable[[int], Reader]:
    """Return a function that opens a window of some width with larger letters."""

    def opened(width: int) -> Reader:
        reader = read(starter_url, viewport={"width": width, "height": 844})
        session = reader.context.new_cdp_session(reader.page)
        session.send("Page.enable")
        sizes = {"standard": LETTERS, "fixed": LETTERS}
        session.send("Page.setFontSizes", {"fontSizes": sizes})
        return reader

    return opened


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_pages_keep_to_a_phone(lang: str, large: Callable[[int], Reader]) -> None:
    """No kind of page is wider than a phone."""
    reader = large(390)
    for address in PAGES:
        page = reader.open(address.format(lang=lang))
        ready(page)
        size = page.evaluate("getComputedStyle(document.documentElement).fontSize")
        assert size == f"{LETTERS}px"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


@pytest.mark.parametrize("width", [390, 1280])
def test_cards_grow_with_the_letters(width: int, large: Callable[[int], Reader]) -> None:
    """Cards of a list have room for all that stands on them, and so has the list for the cards."""
    page = large(width).open("/products/en/?view=cards")
    ready(page)
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    ready(page)
    cards = page.locator(".rv-ex-card")
    assert cards.count() > 3
    assert page.evaluate(CUT) == []
    foot = page.locator(".rv-ex-cards").bounding_box()
    last = cards.last.bounding_box()
    assert foot
    assert last
    assert foot["y"] + foot["height"] == pytest.approx(last["y"] + last["height"], abs=30)
