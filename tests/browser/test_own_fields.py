"""Own keys of the front matter in the explorer and in the browser's comparison."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browsing import Reader, until
from support import new_site, path_of, review

CONF = """
html_theme = "reviews"
reviews_languages = {"en": "English"}
reviews_fields = {
    "weight": {"type": "number", "names": {"en": "Weight"}, "unit": "g", "better": "low",
               "shown": ["card", "list", "filter", "comparison"]},
    "form": {"type": "choice", "names": {"en": "Form"},
             "choices": {"open": {"en": "Open"}, "closed": {"en": "Closed"}}},
}
"""


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Serve a site of three products, one of them without the keys."""
    files = {
        path_of("acme-one"): review("acme-one", weight="312.5", form="closed"),
        path_of("acme-two"): review("acme-two", weight="90", form="open"),
        path_of("acme-three"): review("acme-three"),
        "index.md": "# Home\n\n```{review-list}\n:paged:\n```\n",
        "compare.md": "# Compare\n\n```{compare-tool}\n```\n",
    }
    return serve(new_site(tmp_path_factory.mktemp("own"), files, conf=CONF).build().out)


@pytest.fixture
def page(site_url: str, read: Callable[..., Reader]) -> Page:
    """Open the list and wait for its explorer."""
    page = read(site_url).open("/")
    page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
    return page


def test_a_field_is_a_column_and_a_sort(page: Page) -> None:
    """The column stands in the table and sorts, the least first; nothing given comes last."""
    head = page.locator(".rv-ex-table thead button[data-column=weight]")
    expect(head).to_have_text("Weight")
    head.click()
    cells = page.locator(".rv-ex-table tbody tr:not(.rv-space)")
    expect(cells.locator("th a")).to_have_text(["Acme Two", "Acme One", "Acme Three"])
    expect(cells.nth(0)).to_contain_text("90 g")
    expect(cells.nth(2)).to_contain_text("not given")


def test_choices_and_ranges_filter_and_stand_in_the_address(page: Page, site_url: str) -> None:
    """A choice and a range narrow the list; their address gives the same list again."""
    page.get_by_label("Open", exact=False).check()
    shown = page.locator(".rv-ex-table tbody th a")
    expect(shown).to_have_text(["Acme Two"])
    until(page, "part => location.search.includes(part)", "f.form=open")
    page.goto(site_url + "/?r.weight=200..")
    expect(shown).to_have_text(["Acme One"])
    expect(page.locator(".rv-chips")).to_contain_text("Weight")


def test_a_comparison_has_the_fields(page: Page, site_url: str) -> None:
    """The browser's comparison tells unit, best and distance, as the server's does."""
    page.goto(site_url + "/compare/?p=acme-one,acme-two,acme-three")
    row = page.locator(".rv-comparison tr", has=page.locator("th", has_text="Weight"))
    expect(row.locator("td").nth(0)).to_contain_text("312.5 g")
    expect(row.locator("td").nth(0)).to_contain_text("+222.5 g")
    expect(row.locator("td").nth(1)).to_contain_text("best")
    expect(row.locator("td").nth(2)).to_contain_text("not given")
    form = page.locator(
        ".rv-comparison tr", has=page.get_by_role("rowheader", name="Form", exact=True)
    )
    expect(form.locator("td").nth(1)).to_have_text("Open")
