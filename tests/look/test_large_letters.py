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

OVER = """() => {
  const parts = [...document.querySelectorAll(".site-brand, .site-tools > *")]
    .map((each) => each.getBoundingClientRect()).filter(({ width }) => width);
  return [parts.length, parts.slice(1).filter(({ left, top }, i) => top < parts[i].bottom && left < parts[i].right).length];
}"""
"""How many parts the site's head has, and how many of them lie over the one before."""


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


@pytest.mark.parametrize("width", [320, 390])
def test_parts_of_the_head_stand_side_by_side(
    width: int, starter_url: str, read: Callable[..., Reader], large: Callable[[int], Reader]
) -> None:
    """A long name of the site makes room for the search, with larger letters, too."""
    usual = read(starter_url, viewport={"width": width, "height": 844})
    for reader in (usual, large(width)):
        page = reader.open("/products/ja/sony-mdr-z1r/")
        ready(page)
        parts, over = page.evaluate(OVER)
        assert parts >= 4
        assert over == 0


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
