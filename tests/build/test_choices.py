"""Pages that choose, as they are built: their places, their links, the owner's words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support import Site, new_site, path_of, review, words_of

PRICES = {"en": (10, 12, 15, 18, 19, 90, 95, 400), "ja": (900, 990, 1500, 1800, 1900, 9000, 9500)}
CONF = """
reviews_categories = {
    "lamps": {"names": {"en": "Lamps", "ja": "ランプ"}, "tags": ["Lamp"]},
    "rare": {"names": {"en": "Rare things"}, "tags": ["Rare"]},
}
reviews_notes = {"best/en/lamps-under-20": "We lit each <b>lamp</b>.\\n\\nFor a week."}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a built site of lamps in two languages and one rare thing."""
    files = {path_of("acme-rare"): review("acme-rare", tags="[Rare]")}
    for lang, prices in PRICES.items():
        for number, price in enumerate(prices):
            ref = f"acme-{number}"
            text = review(ref, lang=lang, price=str(price), tags="[Lamp]")
            files[path_of(ref, lang)] = text
    return new_site(tmp_path_factory.mktemp("lamps") / "site", files, CONF).build()


def test_a_page_chooses(site: Site) -> None:
    """It has a heading, picks with links and reasons, and the owner's words as text."""
    page = site.article("/best/en/lamps-under-20/")
    assert words_of(page.h1).startswith("Best lamps under $20")
    picks = page.select(".rv-pick")
    assert len(picks) == 3
    assert words_of(picks[0]).startswith("Acme 0 3.2 $10")
    assert "The cheapest of 5 that score 3.2." in words_of(picks[0])
    assert all(pick.select_one(".rv-reasons li") for pick in picks)
    assert [words_of(p) for p in page.select(".rv-own-words")] == [
        "We lit each <b>lamp</b>.", "For a week.",
    ]  # fmt: skip
    near = words_of(page.select_one(".rv-near"))
    assert "Acme 0 costs $8 less and scores 3.2." in near


def test_every_link_leads_somewhere(site: Site) -> None:
    """The price steps, the category, the crumbs and the picks are pages of the site."""
    address = site.out / "best/en/lamps-under-20"
    for link in site.page("/best/en/lamps-under-20/").select("main a[href]"):
        path = str(link["href"]).partition("?")[0].partition("#")[0]
        target = Path(address, path).resolve() if path else address
        assert (target / "index.html").is_file(), link
    steps = site.article("/best/en/lamps-under-20/").select(".rv-limits a")
    assert [words_of(a) for a in steps] == ["any price"]
    assert not (site.out / "best/en/lamps-under-50").exists()


def test_languages_are_paired_by_their_steps(site: Site) -> None:
    """The first step in one currency leads to the first in the other."""
    page = site.page("/best/en/lamps-under-20/")
    other = page.select_one('link[hreflang="ja"], .site-languages a[hreflang="ja"]')
    assert other
    assert "lamps-under-3000" in str(other["href"])
    japanese = site.article("/best/ja/lamps-under-3000/")
    assert words_of(japanese.h1).startswith("￥3,000以下のおすすめランプ")


def test_a_category_shows_choice_map_and_all(site: Site) -> None:
    """Its page has picks, a value map and the list with all criteria; a small one only a list."""
    page = site.article("/categories/en/lamps/")
    assert [words_of(h).rstrip("#").strip() for h in page.select("h2[id]")] == [
        "Best lamps", "What nearly made it", "Value map", "All of them",
    ]  # fmt: skip
    assert page.select_one(".rv-value-map svg")
    listed = page.select_one("[data-review-explorer]")
    assert listed
    assert listed["data-review-within"] == "lamps"
    assert len(listed.select("th[scope=col]")) >= 9
    rare = site.article("/categories/en/rare/")
    assert not rare.select(".rv-pick")
    assert rare.select_one("[data-review-within=rare]")


def test_equal_ranks_are_marked(site: Site) -> None:
    """Rows that share a rank say so, as in the explorer."""
    cells = site.article("/categories/en/lamps/").select("td.rv-col-rank")
    assert {words_of(cell) for cell in cells} == {"1 = tied"}


def test_own_words_need_a_page(tmp_path: Path) -> None:
    """A name that is no generated page's stops the build with a message."""
    site = new_site(tmp_path / "site", {}, 'reviews_notes = {"about": "Us."}').run()
    assert site.exit_code
    assert "reviews_notes: 'about' is no generated page's name" in site.log


def test_the_search_knows_the_pages(site: Site) -> None:
    """The names that a search loads tell which pages choose, with their headings."""
    (names,) = site.out.glob("_reviews/names.en.*.json")
    assert json.loads(names.read_text("utf-8"))["choices"] == [
        ["lamps", 0, "categories/en/lamps/", "Best lamps"],
        ["lamps", 20, "best/en/lamps-under-20/", "Best lamps under $20"],
    ]


WEIGHTED = """
reviews_categories = {"lamps": {"names": {"en": "Lamps", "ja": "ランプ"}, "tags": ["Lamp"]}}
reviews_presets = {
    "long": {"names": {"en": "Built to last", "ja": "長く使う"},
             "weights": {"reliability-support": 2}},
    "same": {"names": {"en": "The same"}, "weights": {"cost-performance": 1}},
}
"""


def test_weights_have_pages_where_they_choose_otherwise(tmp_path: Path) -> None:
    """Another first product has a page with reasons; where it is the same, there is none."""
    ratings = {
        "acme-0": "[3.6, 0.9, 0.9, 0.9, 0.2, 0.7]",
        "acme-1": "[2.8, 0.5, 0.5, 0.3, 1.0, 0.5]",
    }
    files = {}
    for number, price in enumerate((15, 10, 12, 18, 19, 90, 95, 400)):
        ref = f"acme-{number}"
        rating = ratings.get(ref, "[2.5, 0.5, 0.5, 0.5, 0.5, 0.5]")
        for lang, factor in (("en", 1), ("ja", 100)):
            own = {"lang": lang, "price": str(price * factor), "rating": rating, "tags": "[Lamp]"}
            files[path_of(ref, lang)] = review(ref, **own)
    site = new_site(tmp_path / "site", files, WEIGHTED).build()
    page = site.article("/best/en/lamps-under-20-by-long/")
    assert words_of(page.h1).startswith("Best lamps under $20 by “Built to last”")
    pick = words_of(page.select_one(".rv-pick"))
    assert pick.startswith("Acme 1 5.00 Overall score 2.8 $10")
    assert "First of 5 by these weights: 5.00." in pick
    assert "Highest overall score: 3.6." in words_of(page.select_one(".rv-picks"))
    assert "Reliability & Support × 2" in words_of(page.select_one(".rv-weights"))
    assert "?price=..20&w=0,0,0,2,0#all" in str(page.select_one(".rv-more a")["href"])
    assert (site.out / "best/en/lamps-by-long/index.html").is_file()
    assert not list(site.out.glob("best/*/*-by-same"))
    usual = site.article("/best/en/lamps-under-20/")
    assert [words_of(a) for a in usual.select('.rv-limits a[href*="-by-"]')] == [
        "by “Built to last”"
    ]
    other = site.page("/best/en/lamps-under-20-by-long/").select_one('link[hreflang="ja"]')
    assert "ja/lamps-under-3000-by-long" in str(other["href"])
    address = site.out / "best/en/lamps-under-20-by-long"
    for link in page.select("a[href]"):
        path = str(link["href"]).partition("?")[0].partition("#")[0]
        assert (Path(address, path).resolve() / "index.html").is_file() or not path, link
