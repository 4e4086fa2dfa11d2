"""Score cards in other sites' pages, badges, and what scripts of an earlier site ask for."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from browsing import Reader, until
from serving import serving
from support import Site, new_site, path_of, review, words_of

CONF = """
project = "Measured & Co"
html_baseurl = "https://example.org/r/"
html_theme = "reviews"
reviews_embed = {
    "widget": "product_widget.html",
    "search": "assets/data/search_{lang}.json",
    "message": "measured-resize",
}
"""
SITE = {
    path_of("acme-one"): review("acme-one", target_name="Acme One & Co"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000"),
    path_of("acme-two"): review("acme-two", date="2025-07-09", tags="[A & B]"),
    path_of("acme", kind="company"): review("acme", layout="company"),
}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site whose partners may show its cards."""
    return new_site(tmp_path_factory.mktemp("embeds") / "site", SITE, CONF).build()


def card(site: Site, path: str) -> BeautifulSoup:
    """Return a card's page."""
    return BeautifulSoup(site.file(f"_embed/{path}"), "html.parser")


def test_each_review_has_its_card(site: Site) -> None:
    """Name, scores, summary and price are the review's; the links lead to it, in a new tab."""
    assert site.warnings == []
    page = card(site, "ja/product/acme-one/index.html")
    assert page.html["lang"] == "ja"
    assert words_of(page.h1) == "Acme One"
    assert len(page.select(".rv-score")) == 5
    assert "15,000" in words_of(page.select_one(".rv-embed-foot"))
    for link in page.select("a"):
        assert link["href"] == "https://example.org/r/products/ja/acme-one/"
        assert link["target"] == "_blank"
    assert page.select_one('meta[name="robots"]')["content"] == "noindex"
    assert page.select_one("article")["class"] == ["rv", "rv-embed"]
    assert page.select("[style], style") == []
    assert (site.out / "_embed/en/company/acme/dark.html").is_file()


def test_the_badge_is_a_picture(site: Site) -> None:
    """It is well-formed, says the score, and holds neither style nor script."""
    tree = ET.fromstring(site.file("_embed/en/product/acme-one/badge.svg"))  # noqa: S314 - our own
    assert [text.text for text in tree.iter(f"{SVG}text")] == ["Measured & Co", "3.2 / 5.0"]
    assert tree.get("aria-label") == "Measured & Co, Acme One & Co: Overall score 3.2 / 5.0"
    tags = {node.tag.removeprefix(SVG) for node in tree.iter()}
    assert tags == {"svg", "rect", "path", "g", "text"}


def test_the_lists_of_old_have_their_keys(site: Site) -> None:
    """Newest first, with the names that scripts look for."""
    found = json.loads(site.file("assets/data/search_en.json"))
    assert set(found) == {"companies", "products"}
    first, second = found["products"]
    assert (first["title"], second["title"]) == ("Acme Two", "Acme One & Co")
    assert first == {
        "title": "Acme Two",
        "url": "https://example.org/r/products/en/acme-two/",
        "summary": "A summary.",
        "date": "2025-07-09",
        "rating": [3.2, 0.8, 0.7, 0.3, 0.7, 0.7],
        "tags": ["A & B"],
        "type": "Product",
        "company_id": "acme",
    }
    assert "company_id" not in found["companies"][0]


def test_a_partner_shows_a_card(
    site: Site, serve: Callable[[Path], str], tmp_path: Path, browser: Any
) -> None:
    """In a frame of another site the card fits, is dark where asked, and tells its height."""
    ours = serve(site.out)
    (tmp_path / "index.html").write_text(
        '<link rel="icon" href="data:,">'
        "<script>window.told=[];onmessage=e=>told.push(e.data)</script>"
        f'<iframe width="260" height="600" src="{ours}/product_widget.html?ref=acme-two&amp;theme=dark"></iframe>'
    )
    with serving(tmp_path, policy="") as theirs:
        reader = Reader(browser, theirs)
        reader.page.goto(f"{theirs}/")
        until(reader.page, "told.length > 0")
        told = reader.page.evaluate("told[0]")
        frame = next(f for f in reader.page.frames if f.url.startswith(ours))
        assert frame.url == f"{ours}/_embed/en/product/acme-two/dark.html"
        assert (told["type"], told["ref"]) == ("measured-resize", "acme-two")
        assert 150 < told["height"] < 600
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert frame.evaluate(wide)
        dark = frame.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark == "rgb(20, 23, 27)"
        assert reader.complaints == []
        reader.context.close()


def test_nothing_unless_asked(tmp_path: Path) -> None:
    """Without the setting no such file is written, and those of an earlier build go."""
    site = new_site(tmp_path / "site", SITE, CONF).build()
    assert (site.out / "product_widget.html").is_file()
    site.build(reviews_embed={})
    assert not list(site.out.glob("_embed/**/*.html"))
    assert not (site.out / "product_widget.html").exists()


def test_no_review_displaces_the_widget(tmp_path: Path) -> None:
    """A review that claims its address is told and not published there."""
    files = {path_of("acme-one"): review("acme-one", permalink="/product_widget.html")}
    site = new_site(tmp_path / "site", files, CONF).build()
    assert any("this permalink is taken by product_widget.html" in line for line in site.warnings)
    assert "data-languages" in site.file("product_widget.html")


def test_the_widget_displaces_no_page(tmp_path: Path) -> None:
    """A file for partners in the place of a review's page is refused in one line."""
    address = "products/en/acme-one/index.html"
    conf = CONF.replace("product_widget.html", address)
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")}, conf).run()
    assert site.exit_code == 2
    told = f"ERROR: reviews_embed: widget: '{address}' is a page; name another file"
    assert told in site.log.splitlines()
