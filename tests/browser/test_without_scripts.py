"""Without scripts everything can still be read, and no control stands there that does nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browsing import Reader
from sphinx_reviews.model.catalogue import Catalogue

from .reference import Wanted, chosen


@pytest.fixture
def page(starter_url: str, read: Callable[..., Reader]) -> Callable[[str], Page]:
    """Return a function that opens a page in a browser without JavaScript."""
    return read(starter_url, java_script_enabled=False).open


def test_lists(page: Callable[[str], Page], catalogue: Catalogue) -> None:
    """The list of all products stands in its order, without buttons."""
    found = page("/products/en/")
    names = found.locator("main tbody th a").all_inner_texts()
    refs = chosen(catalogue, "en", Wanted())
    assert names == [catalogue.by_key["product", ref, "en"].target_name for ref in refs]
    assert found.locator("main button").count() == 0


@pytest.mark.parametrize("address", ["/products/en/akg-k371/", "/compare/en/", "/search/en/"])
def test_no_dead_controls(page: Callable[[str], Page], address: str) -> None:
    """Pages with tools have no button without the script behind it."""
    assert page(address).locator("main button").count() == 0


def test_compare_page(page: Callable[[str], Page]) -> None:
    """The comparison page says what it needs and leads to the comparisons there are."""
    found = page("/compare/en/?p=akg-k371,sony-mdr-z1r")
    expect(found.get_by_text("needs JavaScript")).to_be_visible()
    found.get_by_role("link", name="prepared comparison").click()
    found.get_by_role("link", name="Sony MDR-Z1R and AKG K371").click()
    expect(found.locator("h1")).to_contain_text("Sony MDR-Z1R and AKG K371 compared")


@pytest.mark.parametrize(
    ("address", "missing", "words"),
    [
        ("/search/en/?q=akg", "**/reviews/search.js*", "Searching needs JavaScript"),
        ("/search/ja/", "**/_reviews/site.ja.json", "検索にはJavaScriptが必要です"),
        ("/compare/en/?p=akg-k371", "**/reviews/chart.js*", "needs JavaScript"),
    ],
)
def test_what_fails_to_load_leaves_no_empty_page(
    starter_url: str, read: Callable[..., Reader], address: str, missing: str, words: str
) -> None:
    """Where a script or its data do not come, the page says what it needs, and what helps without."""
    reader = read(starter_url)
    reader.page.route(missing, lambda route: route.abort())
    expect(reader.open(address).locator(".rv-needs-script")).to_be_visible()
    expect(reader.page.locator(".rv-needs-script")).to_contain_text(words)


def test_search_box(page: Callable[[str], Page]) -> None:
    """The box in the header is a form that leads to the search page, which says what it needs."""
    found = page("/en/")
    found.locator(".rv-search input").fill("akg")
    found.locator(".rv-search input").press("Enter")
    assert found.url.endswith("/search/en/?q=akg")
    expect(found.get_by_text("Searching needs JavaScript")).to_be_visible()
