"""Measured series in the browser's comparison: laid over another, with their values as a table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browsing import Reader
from look.conftest import Axe
from support import ROOT, new_site, path_of, review

CONF = """
html_theme = "reviews"
reviews_languages = {"en": "English"}
reviews_fields = {
    "response": {"type": "series", "names": {"en": "Frequency response"},
        "across": {"names": {"en": "Frequency"}, "unit": "Hz", "scale": "log", "least": 20, "most": 20000},
        "up": {"names": {"en": "Level"}, "unit": "dB", "least": -40, "most": 20}},
}
"""


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """Serve a site of three products, of which two were measured."""
    beside = Path(path_of("acme-one"))
    files = {
        path_of("acme-one"): review("acme-one", response="one.csv"),
        path_of("acme-two"): review("acme-two", response="two.csv"),
        path_of("acme-three"): review("acme-three"),
        str(beside.with_name("one.csv")): "20,-6\n1000,0\n20000,-12.5\n",
        str(beside.with_name("two.csv")): "20,-3\n20000,3\n",
        "index.md": "# Home\n\n```{comparison} acme-one acme-two\n```\n",
        "compare.md": "---\norphan: true\n---\n# Compare\n\n```{compare-tool}\n```\n",
    }
    return serve(new_site(tmp_path_factory.mktemp("curves"), files, conf=CONF).build().out)


def test_the_chosen_are_drawn_as_the_server_draws_them(
    site_url: str, read: Callable[..., Reader]
) -> None:
    """Lines, axes and values are those of the static page; who was not measured has no line."""
    page = read(site_url).open("/")
    static = page.locator("#curves-response")
    lines = static.locator(".rv-curve").evaluate_all("all => all.map(e => e.getAttribute('d'))")
    grid = static.locator(".rv-grid").get_attribute("d")
    table = static.locator("table").evaluate(
        "e => [...e.rows].map(r => [...r.cells].map(c => c.textContent.trim()))"
    )
    page.goto(f"{site_url}/compare/?p=acme-one,acme-three,acme-two")
    drawn = page.locator(".rv-compared #curves-response")
    expect(drawn.locator(".rv-curves .rv-curve")).to_have_count(2)
    found = drawn.locator(".rv-curve").evaluate_all("all => all.map(e => e.getAttribute('d'))")
    assert found == lines
    assert drawn.locator(".rv-grid").get_attribute("d") == grid
    classes = drawn.locator(".rv-curves .rv-curve").evaluate_all(
        "all => all.map(e => e.getAttribute('class'))"
    )
    assert classes == ["rv-curve rv-p1", "rv-curve rv-p3"], "a product keeps its sign on the page"
    assert (
        drawn.locator("table").evaluate(
            "e => [...e.rows].map(r => [...r.cells].map(c => c.textContent.trim()))"
        )
        == table
    )
    expect(drawn.locator(".rv-legend li")).to_have_text(["Acme One", "Acme Two"])


def test_removing_a_product_removes_its_line(site_url: str, read: Callable[..., Reader]) -> None:
    """The drawing follows the comparison, and is gone where nobody was measured."""
    page = read(site_url).open("/compare/?p=acme-one,acme-three,acme-two")
    page.get_by_role("button", name="Remove Acme Two").click()
    expect(page.locator(".rv-curves .rv-curve")).to_have_count(1)
    page.get_by_role("button", name="Remove Acme One").click()
    expect(page.locator(".rv-curves")).to_have_count(0)


def test_curves_are_accessible_and_stay_inside(
    site_url: str, read: Callable[..., Reader], axe: Axe
) -> None:
    """Nothing is found against the page, light or dark, and a phone does not scroll sideways."""
    for scheme in ("light", "dark"):
        page = read(site_url, color_scheme=scheme, viewport={"width": 390, "height": 844}).open(
            "/compare/?p=acme-one,acme-two"
        )
        page.locator(".rv-values summary").click()
        expect(page.locator(".rv-curves .rv-curve")).to_have_count(2)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_script_is_small() -> None:
    """What draws series is far below 15 KB, and there is no library."""
    script = ROOT / "_ext" / "sphinx_reviews" / "static" / "reviews" / "curves.js"
    assert script.stat().st_size < 6000
