"""The starter site as it is published: addresses, numbers, languages, what is absent."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from bs4 import BeautifulSoup

from support import STARTER, Site, words_of

SEEDS = {
    "sony-mdr-z1000": ("2025-07-08", None, ("3.2", "0.8", "0.7", "0.3", "0.7", "0.7")),
    "sony-mdr-z1r": ("2025-10-01", "1549.99", ("1.5", "0.2", "0.6", "0.1", "0.4", "0.2")),
    "sony-mdr-ex1000": ("2025-07-22", None, ("2.1", "0.4", "0.8", "0.4", "0.3", "0.2")),
    "sony-ier-z1r": ("2025-07-29", None, ("2.3", "0.2", "0.8", "0.1", "0.8", "0.4")),
    "sony-mdr-z7m2": ("2025-08-20", "550", ("2.3", "0.5", "0.7", "0.2", "0.6", "0.3")),
}
"""Ref to date, price and rating of the reviews that the site began with."""

DATES = {"2025-07-08": "July 8, 2025", "2025-10-01": "October 1, 2025", "2025-07-22": "July 22, 2025",
         "2025-07-29": "July 29, 2025", "2025-08-20": "August 20, 2025"}  # fmt: skip
PRICES = {"1549.99": "$1,549.99", "550": "$550", None: "not given"}


def front_matters(folder: Path) -> Iterator[dict[str, object]]:
    """Yield the front matter of every file in a folder, values as written."""
    for path in sorted(folder.rglob("*.*")):
        text = path.read_text("utf-8")
        if text.startswith("---"):
            yield yaml.load(text.split("---")[1], Loader=yaml.BaseLoader)  # noqa: S506 - text only


REVIEWS = list(front_matters(STARTER))
PERMALINKS = [str(values["permalink"]) for values in REVIEWS]


@pytest.fixture(scope="module")
def pages(starter: Site) -> dict[str, BeautifulSoup]:
    """Return every page, parsed once."""
    return {path: BeautifulSoup(starter.file(path), "html.parser") for path in starter.bytes()}


def facts(page: BeautifulSoup) -> dict[str, str]:
    """Return the card's facts by their label."""
    card = page.find(class_="rv-facts")
    assert card is not None
    return {words_of(dt): words_of(dt.find_next_sibling("dd")) for dt in card.find_all("dt")}


def scores(page: BeautifulSoup) -> list[str]:
    """Return the overall score and the criteria as the card's text shows them."""
    card = page.find(class_="rv-card")
    assert card is not None
    overall = re.search(r"[\d.]+", words_of(card.find(class_="rv-overall")))
    assert overall is not None
    return [
        overall[0],
        *(words_of(n) for n in card.find(class_="rv-scores").find_all(class_="rv-number")),
    ]


@pytest.mark.skipif("REVIEWS_SEEDS" not in os.environ, reason="REVIEWS_SEEDS names no folder")
def test_the_seeds_are_what_the_site_began_with() -> None:
    """The seeds themselves say what these tests expect."""
    found = {
        str(values["ref"]): (values["date"], values.get("price"), tuple(values["rating"]))  # type: ignore[arg-type]
        for values in front_matters(Path(os.environ["REVIEWS_SEEDS"]))
    }
    assert found == SEEDS


@pytest.mark.parametrize("ref", SEEDS)
def test_a_seed_s_page_shows_its_exact_numbers(starter: Site, ref: str) -> None:
    """Each seed stands at its permalink with its scores, price and date."""
    date, price, rating = SEEDS[ref]
    page = starter.article(f"/products/en/{ref}/")
    assert tuple(scores(page)) == rating
    assert facts(page)["Price"] == PRICES[price]
    assert facts(page)["Reviewed"] == DATES[date]
    assert Decimal(rating[0]) == sum(map(Decimal, rating[1:]))


@pytest.mark.parametrize("ref", SEEDS)
def test_a_seed_exists_in_japanese_with_the_same_scores(starter: Site, ref: str) -> None:
    """The Japanese page of a seed shows the same scores."""
    page = starter.article(f"/products/ja/{ref}/")
    assert tuple(scores(page)) == SEEDS[ref][2]


@pytest.mark.parametrize("values", REVIEWS, ids=PERMALINKS)
def test_each_review_stands_at_its_permalink(starter: Site, values: dict[str, object]) -> None:
    """Every review is published at its permalink exactly, with the numbers of its file."""
    page = starter.article(str(values["permalink"]))
    assert scores(page) == values["rating"]
    assert words_of(page.find("h1")).rstrip(" #¶") == values["target_name"]


@pytest.mark.parametrize("values", REVIEWS, ids=PERMALINKS)
def test_each_page_speaks_its_language(starter: Site, values: dict[str, object]) -> None:
    """Language mark, interface words, price and date follow the review's language."""
    lang = values["lang"]
    page = starter.page(str(values["permalink"]))
    assert page.find("html")["lang"] == lang
    found = facts(page)
    words = {
        "en": ("Price", "Maker", "Reviewed", "Tags"),
        "ja": ("価格", "メーカー", "評価日", "タグ"),
    }
    expected = words[str(lang)] if values["layout"] == "product" else words[str(lang)][2:]
    assert set(expected) <= set(found)
    if values.get("price"):
        assert found[expected[0]].startswith({"en": "$", "ja": "￥"}[str(lang)])
    date = found[expected[-2]]
    assert re.fullmatch(
        {"en": r"[A-Z][a-z]+ \d{1,2}, \d{4}", "ja": r"\d{4}年\d{1,2}月\d{1,2}日"}[str(lang)], date
    )


def test_no_japanese_page_shows_english_interface_words(pages: dict[str, BeautifulSoup]) -> None:
    """What the site itself says on a Japanese page is Japanese."""
    english = (
        "Overall score",
        "Where it stands",
        "Skip to the text",
        "In comparison",
        "Rank",
        "not given",
        "Menu",
        "On this page",
    )
    for path, page in pages.items():
        if page.find("html").get("lang") == "ja":
            text = words_of(page.find("body"))
            labels = " ".join(
                tag["aria-label"] for tag in page.find_all(attrs={"aria-label": True})
            )
            assert not [word for word in english if word in text or word in labels], path


def test_the_named_addresses_exist(starter: Site) -> None:
    """Home, product lists and company lists stand at their addresses in both languages."""
    for lang in ("en", "ja"):
        for address in (f"/{lang}/", f"/products/{lang}/", f"/companies/{lang}/"):
            assert starter.page(address).find("html")["lang"] == lang
    found = {a["href"] for a in starter.article("/").find_all("a", href=True)}
    assert {"en/", "ja/"} <= found


@pytest.mark.parametrize("values", REVIEWS, ids=PERMALINKS)
def test_each_review_links_to_its_other_language(starter: Site, values: dict[str, object]) -> None:
    """The alternates name the other language's page, which exists and names this one."""
    page = starter.page(str(values["permalink"]))
    address = str(values["permalink"])
    found = {
        link["hreflang"]: link["href"]
        for link in page.find_all("link", rel="alternate")
        if link.get("hreflang")
    }
    lang = "ja" if values["lang"] == "en" else "en"
    other = os.path.normpath(os.path.join(address, found[lang])) + "/"
    assert other == address.replace(f"/{values['lang']}/", f"/{lang}/")
    back = {
        k["hreflang"]: k["href"]
        for k in starter.page(other).find_all("link", rel="alternate")
        if k.get("hreflang")
    }
    assert os.path.normpath(os.path.join(other, back[str(values["lang"])])) + "/" == address


def test_every_link_leads_somewhere(starter: Site, pages: dict[str, BeautifulSoup]) -> None:
    """No page links to a page, an image, a script or a place that is not there."""
    ids = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    for path, page in pages.items():
        if path.startswith(("404", "search")):
            continue
        for tag, name in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")):
            for element in page.find_all(tag, attrs={name: True}):
                target, _, place = element[name].partition("#")
                target = unquote(target.partition("?")[0])
                if "://" in target or target.startswith(("mailto:", "data:")):
                    continue
                base = "/" if target.startswith("/") else os.path.dirname("/" + path)
                reached = (
                    os.path.normpath(os.path.join(base, target)).strip("/") if target else path
                )
                if not (starter.out / reached).is_file():
                    reached = f"{reached}/index.html".lstrip("/")
                assert (starter.out / reached).is_file(), f"{path}: {element[name]}"
                if place and reached in ids:
                    assert place in ids[reached], f"{path}: {element[name]}"


def test_no_page_has_inline_code(pages: dict[str, BeautifulSoup]) -> None:
    """A strict content security policy holds: no inline script, style or handler, no other host."""
    for path, page in pages.items():
        data = ("application/json", "application/ld+json", "speculationrules")
        assert not [
            s for s in page.find_all("script") if not s.get("src") and s.get("type") not in data
        ], path
        assert not page.find_all("style"), path
        assert not page.find_all(style=True), path
        assert not [
            t for t in page.find_all(True) if any(a.lower().startswith("on") for a in t.attrs)
        ], path
        loaded = [t.get("src") or t.get("href") for t in page.find_all(["script", "link", "img", "iframe"])
                  if "alternate" not in t.get("rel", []) and "canonical" not in t.get("rel", [])]  # fmt: skip
        assert not [address for address in loaded if address and "//" in address], path


def test_no_page_loads_mathjax(pages: dict[str, BeautifulSoup]) -> None:
    """The starter reviews have no formula, so that no page loads MathJax."""
    for path, page in pages.items():
        scripts = page.find_all("script", src=True)
        assert not [s["src"] for s in scripts if "mathjax" in s["src"].lower()], path


def test_what_nobody_gave_is_absent(starter: Site) -> None:
    """A review without a price shows so in words, on its page and in lists, and never a zero."""
    page = starter.article("/products/en/sony-mdr-z1000/")
    assert facts(page)["Price"] == "not given"
    assert "$0" not in words_of(page)
    row = next(
        tr
        for tr in starter.article("/products/en/").find_all("tr")
        if "Sony MDR-Z1000" in words_of(tr)
    )
    assert "not given" in words_of(row)


def test_pages_are_light(starter: Site) -> None:
    """No page of the starter site is larger than 60 kB compressed."""
    sizes = {path: len(gzip.compress(data)) for path, data in starter.bytes().items()}
    assert max(sizes.values()) < 60_000, max(sizes, key=lambda path: sizes[path])


def test_headings_and_landmarks(pages: dict[str, BeautifulSoup]) -> None:
    """Each page has one h1, one main part and a title of its own."""
    titles: dict[tuple[str, str], str] = {}
    for path, page in pages.items():
        assert len(page.find_all("h1")) == 1, path
        assert len(page.find_all("main")) == 1, path
        if path == "search/index.html":  # where themes send what was typed
            continue
        title = (page.find("html")["lang"], page.find("title").get_text())
        assert title not in titles, f"{path} and {titles.get(title)}"
        titles[title] = path


def test_a_product_page_shows_where_it_stands(starter: Site) -> None:
    """Rank and percentile in category and maker, neighbours, and who names whom."""
    page = starter.article("/products/en/akg-k371/")
    text = words_of(page.find(class_="rv-context"))
    assert "Rank 1 of 6 in the category Headphones" in text
    assert "scores higher than 100 % of the others" in text
    assert "Rank 1 of 1 among the products of AKG" in text
    links = {a["href"] for a in page.find(class_="rv-context").find_all("a")}
    assert {"../sony-mdr-z1r/", "../sony-mdr-z1000/", "../../../companies/en/akg/"} <= links


def test_a_company_page_shows_its_products_and_medians(starter: Site) -> None:
    """All reviewed products with every criterion, and the median beside the company's own score."""
    page = starter.article("/companies/en/sony/")
    names = {words_of(a) for a in page.find_all("a", href=re.compile(r"products/en/sony-"))}
    assert {
        "Sony IER-Z1R",
        "Sony MDR-EX1000",
        "Sony MDR-Z1000",
        "Sony MDR-Z1R",
        "Sony MDR-Z7M2",
    } <= names
    table = page.find("table", class_="rv-medians")
    medians = [words_of(row.find_all("td")[-2]) for row in table.find("tbody").find_all("tr")]
    assert medians[-5:] == ["0.4", "0.7", "0.2", "0.6", "0.3"]
    assert page.find("svg", class_="rv-histogram") is not None
