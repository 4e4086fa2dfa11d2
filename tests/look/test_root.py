"""The site's root, the page for missing addresses, and what pages weigh and contain."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from browsing import Reader, ready
from sphinx_reviews.model.addresses import Links
from sphinx_reviews.model.columns import Named, Value, columns_of
from sphinx_reviews.model.entries import Entry
from sphinx_reviews.model.lists import ListView
from sphinx_reviews.model.money import Money
from sphinx_reviews.model.rubric import AUDIO_RUBRIC, rubric_from
from sphinx_reviews.renderers.html import HtmlRenderer
from sphinx_reviews.site.not_found import absolute, root_of
from support import Site


@pytest.mark.parametrize(("locale", "end"), [("ja-JP", "/ja/"), ("en-GB", "/en/"), ("de-DE", "/")])
def test_first_visit_goes_to_the_readers_language(
    locale: str, end: str, starter_url: str, read: Callable[..., Reader]
) -> None:
    """The root sends a first visit to the reader's language, if the site has it, and only once."""
    reader = read(starter_url, locale=locale)
    page = reader.open("/")
    page.wait_for_url(starter_url + end)
    page = reader.open("/")
    ready(page)
    assert page.url == starter_url + "/"


def test_root_lists_languages_without_scripts(
    starter_url: str, read: Callable[..., Reader]
) -> None:
    """Without scripts the root stays and links to every language."""
    page = read(starter_url, java_script_enabled=False, locale="ja-JP").open("/")
    assert page.url == starter_url + "/"
    hrefs = page.locator("main a").evaluate_all("links => links.map(link => link.href)")
    assert {f"{starter_url}/en/", f"{starter_url}/ja/"} <= set(hrefs)


def test_missing_page_works_at_any_depth(starter_url: str, read: Callable[..., Reader]) -> None:
    """Wherever an address leads nowhere, the page has its style and leads on, in each language."""
    page = read(starter_url).open("/no/such/page/")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.site-nav ul')).display") == "flex"
    )
    assert page.locator("h2").inner_text() == "ページが見つかりません"
    for href in page.locator("main a").evaluate_all("links => links.map(link => link.href)"):
        assert page.request.get(href).ok, href


@pytest.mark.parametrize(
    ("address", "root"),
    [("", "/"), ("https://example.org/", "/"), ("https://example.org/en/latest/", "/en/latest/")],
)
def test_missing_page_knows_the_sites_root(address: str, root: str) -> None:
    """A site that does not begin at its host's root says so by its base address."""
    assert root_of(address) == root
    builder = SimpleNamespace(get_target_uri=lambda name: f"{name}/")
    app: Any = SimpleNamespace(config=SimpleNamespace(html_baseurl=address), builder=builder)
    assert absolute(app)("en") == f"{root}en/"
    assert absolute(app)("_static/site.css", resource=True) == f"{root}_static/site.css"


def test_style_sheets_name_no_other_host(starter: Site) -> None:
    """No style sheet of the site loads anything from another host."""
    for sheet in (starter.out / "_static").glob("**/*.css"):
        text = sheet.read_text("utf-8")
        assert re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", text) == [], sheet.name


def test_no_page_has_code_or_styles_in_line(starter: Site) -> None:
    """No page holds a script, a style or a handler of its own, so a strict policy holds."""
    for page in starter.out.glob("**/*.html"):
        text = page.read_text("utf-8")
        scripts = re.findall(r"<script\b([^>]*)>", text)
        assert all("src=" in script or "application/" in script for script in scripts), page
        assert re.findall(r"<style\b|<[^>]+\s(?:style|on[a-z]+)=", text) == [], page


def test_category_shows_its_name(starter: Site) -> None:
    """A category is shown by its name in the page's language, never by its id."""
    text = starter.article("/products/ja/sony-mdr-z1r/").find(class_="rv-facts").get_text()
    assert "ヘッドホン" in text
    assert "headphones" not in text


def test_list_of_a_thousand_is_light() -> None:
    """A list of 1,000 products with every column weighs less than 150 KB when compressed."""
    rubric = rubric_from(AUDIO_RUBRIC)
    first = Entry(
        "product", "", "en", "", "", "", "maker", "", "", "", Decimal("2.5"), (), "fair",
        None, date(2025, 1, 1), "headphones", "Headphones", "",
    )  # fmt: skip

    def entry(n: int) -> Entry:
        ref = f"maker-{n * 7919 % 1000}-model-{n}"
        scores = tuple(Decimal(n * step % 11) / 10 for step in (3, 5, 7, 11, 13))
        return replace(
            first, ref=ref, docname=f"products/en/{ref}", name=f"Maker {n * 7919 % 1000} Model {n}",
            maker=f"Maker {n % 97}", maker_docname=f"companies/en/maker-{n % 97}",
            scores=scores, price=Money(Decimal(n * 37 % 9000 + 10), "USD"),
            date=date(2020, 1, 1) + timedelta(days=n),
        )  # fmt: skip

    columns = columns_of(rubric)
    ids = ("name", "maker", "overall", *(c.id for c in rubric.criteria), "price", "date")
    rows = tuple(map(entry, range(1000)))

    def cells(row: Entry) -> tuple[Value, ...]:
        name, maker = Named(row.name, row.docname), Named(row.maker, row.maker_docname)
        return (name, maker, row.overall, *row.scores, row.price, row.date)

    view = ListView(rows, columns.some(ids), tuple(map(cells, rows)), total=1000)
    links = Links("en", lambda target: f"../../{target.name}/")
    drawn = HtmlRenderer(rubric).block(view, links)
    assert drawn.count("<tr") == 1001
    assert len(gzip.compress(drawn.encode())) < 150_000
