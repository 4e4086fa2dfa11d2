"""Every kind of page: accessible, quiet under the strict policy, and within a phone's width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from browsing import Reader, Windows
from pairs import pairs

from .conftest import Axe
from .pages import LANGUAGES, PAGES, SINGLE

SCHEMES = ("light", "dark")
VISITS = [
    *((PAGES[page].format(lang=lang), scheme) for page, lang, scheme in pairs([*PAGES], LANGUAGES, SCHEMES)),
    *pairs([*SINGLE.values()], SCHEMES),
]  # fmt: skip
"""Addresses and colour schemes: each page in each language, each page in each scheme."""


@dataclass(frozen=True)
class Visit:
    """What one visit of a page showed: the tests of all pages share it, for loading is slow."""

    complaints: tuple[str, ...]
    violations: tuple[str, ...]

    phone_width: int
    """How wide the page is in a window of 390 pixels."""

    phone_scroll: int
    """How far it can be scrolled sideways there."""


@pytest.fixture(scope="module")
def visit(windows: Windows, starter_url: str, axe: Axe) -> Iterator[Callable[[str, str], Visit]]:
    """Return a function that visits a page of the starter site in a colour scheme once."""
    reader = Reader(windows, starter_url)
    reader.context.add_init_script("localStorage.setItem('review-language-chosen', 'yes')")

    @cache
    def visited(address: str, scheme: str) -> Visit:
        reader.complaints.clear()
        page = reader.page
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        reader.open(address)
        found = axe(page)
        page.set_viewport_size({"width": 390, "height": 844})
        width = page.evaluate("document.documentElement.scrollWidth")
        page.evaluate("window.scrollTo({ left: 500, behavior: 'instant' })")
        scroll = page.evaluate("window.scrollX")
        return Visit(tuple(reader.complaints), tuple(found), width, scroll)

    yield visited
    reader.close()


@pytest.mark.parametrize(("address", "scheme"), VISITS)
def test_no_violation(address: str, scheme: str, visit: Callable[[str, str], Visit]) -> None:
    """No rule of axe-core is violated: in dark colours, too, every text stands out."""
    assert visit(address, scheme).violations == ()


@pytest.mark.parametrize(("address", "scheme"), VISITS)
def test_phone_does_not_scroll_sideways(
    address: str, scheme: str, visit: Callable[[str, str], Visit]
) -> None:
    """At 390 pixels the page itself never scrolls sideways."""
    assert visit(address, scheme).phone_width <= 390
    assert visit(address, scheme).phone_scroll == 0


@pytest.mark.parametrize(
    ("address", "scheme"), [visit for visit in VISITS if visit[0] != SINGLE["missing"]]
)
def test_browser_has_no_complaint(
    address: str, scheme: str, visit: Callable[[str, str], Visit]
) -> None:
    """Under the strict policy no page is refused anything, fails to load or logs an error."""
    assert visit(address, scheme).complaints == ()
