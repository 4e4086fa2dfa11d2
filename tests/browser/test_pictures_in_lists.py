"""Pictures of products stand in lists: in the page as it is served, and in the browser's list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browsing import Reader, ready
from support import Site, new_site, path_of, review, words_of

CONF = """
html_theme = "reviews"
reviews_languages = {"en": "English"}
"""
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><path fill="{}" d="M0 0h60v40H0z"/></svg>'
FILES = {
    path_of("acme-one"): review("acme-one", price="100", image="one.svg"),
    path_of("acme-two"): review("acme-two", price="50", image="two.svg"),
    path_of("acme-six"): review("acme-six", price="70"),
    path_of("acme-ten"): review("acme-ten", price="20", image="missing.svg"),
    "reviews/products/en/acme/one.svg": DRAWN.format("red"),
    "reviews/products/en/acme/two.svg": DRAWN.format("blue"),
    "index.md": "# Home\n\n```{review-list}\n:paged:\n```\n",
}
ROWS = """() => Object.fromEntries([...document.querySelectorAll("tbody tr:not(.rv-space) th")].map(
    (th) => [th.querySelector("a").textContent, th.querySelector("img")?.getAttribute("src") ?? ""]
))"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site of four products, two of which have pictures."""
    return new_site(tmp_path_factory.mktemp("pictures"), FILES, conf=CONF).build()


@pytest.fixture
def page(site: Site, serve: Callable[[Path], str], read: Callable[..., Reader]) -> Page:
    """Open the list and wait for its explorer."""
    page = read(serve(site.out)).open("/")
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    return page


def test_a_list_shows_pictures(site: Site) -> None:
    """A row has its product's picture: lazily loaded, with its room kept, and published."""
    rows = {words_of(row.th): row.th for row in site.article("/").select("tbody tr")}
    assert len(rows) == 4
    picture = rows["Acme One"].img
    assert (picture["loading"], picture["width"], picture["height"]) == ("lazy", "42", "28")
    assert picture["alt"] == ""
    assert (site.out / picture["src"]).is_file()
    assert [name for name, cell in rows.items() if cell.img] == ["Acme One", "Acme Two"]


def test_the_explorer_keeps_each_picture_beside_its_name(page: Page) -> None:
    """However rows are ordered anew, no product has another's picture, and none loses its own."""
    shown = page.evaluate(ROWS)
    assert {name for name, src in shown.items() if src} == {"Acme One", "Acme Two"}
    assert "one" in shown["Acme One"]
    assert "two" in shown["Acme Two"]
    order = [*shown]
    page.locator(".rv-ex-table thead button[data-column=price]").click()
    again = page.evaluate(ROWS)
    assert [*again] == ["Acme Ten", "Acme Two", "Acme Six", "Acme One"]
    assert order != [*again]
    assert again == shown
    loaded = "[...document.querySelectorAll('.rv-row-picture')].every(i => i.naturalWidth > 0)"
    ready(page)
    assert page.evaluate(loaded)


def test_rows_stay_as_high_as_without_pictures(page: Page) -> None:
    """The list knows which rows are in the window by their height."""
    heights = page.locator("tbody tr:not(.rv-space)").evaluate_all(
        "rows => rows.map(row => Math.round(row.getBoundingClientRect().height))"
    )
    assert len(heights) == 4
    assert len(set(heights)) == 1


def test_cards_of_the_explorer_show_pictures(page: Page) -> None:
    """So do its cards."""
    page.get_by_role("button", name="Cards").click()
    assert page.locator(".rv-ex-card .rv-row-picture").count() == 2
