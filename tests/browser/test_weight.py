"""What the tools weigh: nothing to read a review, little elsewhere."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from browsing import Reader, frames, ready, until
from look.pages import ADDRESSES
from support import Site

from .bulk import many

KILOBYTE = 1024


def fetched(go: Callable[..., Page], address: str) -> list[str]:
    """Return the paths that a page fetches until it asks for nothing more."""
    page = go("/handbook/")
    page.context.clear_cookies()
    paths: list[str] = []
    page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    go(address)
    ready(page)
    return paths


def weight(site: Path, paths: list[str]) -> int:
    """Return the compressed size of files."""
    return sum(len(gzip.compress((site / path.lstrip("/")).read_bytes(), 9)) for path in paths)


def test_explorer_page(go: Callable[..., Page], starter_site: Path) -> None:
    """All our scripts of an explorer page, the heads that stay included, are under 35 KB compressed."""
    scripts = [path for path in fetched(go, "/products/en/") if "/_static/reviews" in path]
    scripts = [path for path in scripts if path.endswith(".js")]
    assert any(path.endswith("/explorer.js") for path in scripts)
    assert weight(starter_site, scripts) < 35 * KILOBYTE


def test_reading_needs_no_data(go: Callable[..., Page]) -> None:
    """A review's page loads neither the list's data nor the index of texts."""
    paths = fetched(go, "/products/en/akg-k371/")
    assert [path for path in paths if "product." in path or "/search/" in path] == []


def test_three_thousand_products() -> None:
    """The data of 3,000 products is within 160 KB compressed."""
    data, rubric = many(3000)
    size = len(
        gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    )
    assert len(data["name"]) == 3000
    assert rubric["criteria"]
    assert size < 160 * KILOBYTE


@pytest.mark.parametrize("address", ADDRESSES)
def test_style_sheets(address: str, starter: Site) -> None:
    """All style sheets of a page together are under 25 KB compressed."""
    page = starter.out / (address.strip("/") or ".") / "index.html"
    page = page if page.is_file() else starter.out / "404.html"
    linked = re.findall(r'rel="stylesheet"[^>]*href="([^"?]+)', page.read_text("utf-8"))
    sheets = [name.rpartition("_static/")[2] for name in linked]
    assert "site.css" in sheets
    assert weight(starter.out / "_static", sheets) < 25 * KILOBYTE, sheets


SHIFTS = """() => new Promise((done) => {
  let shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shifted), 50);
})"""
"""What the page has moved by since it began: the browser keeps that for who asks later."""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    "address",
    [
        "/compare/en/?p=akg-k371,sony-mdr-z1r,sony-ier-z1r",
        "/search/ja/?q=sony",
        "/search/en/",
        "/products/en/",
        "/companies/ja/",
        "/products/en/akg-k371/",
        "/companies/en/sony/",
        "/categories/en/headphones/",
        "/value-map/ja/",
    ],
)
def test_nothing_jumps(
    address: str, width: int, starter_url: str, read: Callable[..., Reader]
) -> None:
    """While a page and its tools load, its layout shifts by less than 0.05."""
    page = read(starter_url, viewport={"width": width, "height": 844}).open(address)
    ready(page)
    assert page.evaluate(SHIFTS) < 0.05


def test_a_jump_would_be_seen(starter_url: str, read: Callable[..., Reader]) -> None:
    """A line that comes late above the others is noticed."""
    page = read(starter_url).open("/products/en/akg-k371/")
    ready(page)
    page.evaluate("document.querySelector('main').prepend(document.createElement('hr'))")
    page.evaluate("document.querySelector('main > hr').style.height = '300px'")
    frames(page)
    until(page, f"async () => (await ({SHIFTS})()) > 0.05")
