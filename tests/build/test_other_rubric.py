"""A site with another rubric: three criteria, a weighted mean, 0 to 10. Nothing is hard-coded."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from sphinx_reviews.model.rubric import AUDIO_RUBRIC
from support import Site, front_matter, new_site, path_of, words_of

CONF = """
reviews_rubric = {
    "criteria": [
        {"id": "taste", "names": {"en": "Taste", "de": "Geschmack"}, "short": {"en": "Taste"}, "weight": "3",
         "headings": {"en": ["How it tastes"]}},
        {"id": "service", "names": {"en": "Service", "de": "Bedienung"}, "weight": "2"},
        {"id": "value", "names": {"en": "Value for money", "de": "Preis"}, "short": {"en": "Value"}, "weight": "1"},
    ],
    "scale": {"low": 0, "high": 10, "step": "0.5"},
    "overall": {"low": 0, "high": 10, "step": "0.1"},
    "combine": "weighted-mean",
    "bands": [{"id": "poor", "least": 0, "names": {"en": "Avoid", "de": "Meiden"}},
              {"id": "good", "least": "0.7", "names": {"en": "Go there", "de": "Hingehen"}}],
    "cost": "value",
}
reviews_languages = {"en": "English", "de": "Deutsch"}
reviews_currencies = {"en": "GBP", "de": "EUR"}
reviews_sections = {"overview": {"en": ["In short"], "de": ["Kurz"]}, "advice": {"en": ["Go or not"]},
                    "references": {"en": ["Receipts"], "de": ["Belege"]}}
reviews_required_sections = ["references"]
html_theme = "reviews"
"""
SCORES = {"bistro-a": ("7.6", "8.5", "7.0", "6.0"), "bistro-b": ("3.1", "2.0", "4.5", "3.5")}


def review(ref: str, lang: str = "en", **changes: str) -> str:
    """Return a review in the site's own rubric."""
    scores = SCORES[ref]
    headings = {
        "en": ("How it tastes", "Service", "Value for money"),
        "de": ("Geschmack", "Bedienung", "Preis"),
    }
    parts = (
        f"## {heading}\n\n$$ \\Large \\text{{{score}}} $$\n\nText [1].\n"
        for heading, score in zip(headings[lang], scores[1:], strict=True)
    )
    sources = {"en": "Receipts", "de": "Belege"}[lang]
    front = front_matter(ref, lang=lang, rating=f"[{', '.join(scores)}]", **changes)
    front = front.replace("/products/en/", f"/products/{lang}/")
    return (
        front
        + "\n"
        + "\n".join(parts)
        + f"\n## {sources}\n\n[1] A bill, https://example.org/bill, 2025\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the other site."""
    lists = ("review-list", "ranking", "score-card", "comparison", "ranking-index", "value-map")
    page = "# Eating out\n\n" + "\n\n".join(f"```{{{name}}}\n```" for name in lists)
    page += "\n\n```{ranking}\n:sort: taste\n```\n"
    files = {
        path_of("bistro-a"): review("bistro-a", price="25.5", tags="[Vegan]"),
        path_of("bistro-b"): review("bistro-b", price="10", tags="[Vegan]"),
        path_of("bistro-a", "de"): review("bistro-a", "de", price="30", tags="[Vegan]"),
        path_of("bistro", kind="company"): review("bistro-a", layout="company", tags="[Vegan]")
        .replace("ref: bistro-a", "ref: bistro").replace("company_id: bistro-a", "company_id: bistro")
        .replace("/companies/en/bistro-a/", "/companies/en/bistro/").replace("Bistro A", "Bistro"),
        "index.md": page,
    }  # fmt: skip
    return new_site(tmp_path_factory.mktemp("rubric") / "site", files, CONF).build()


def test_it_builds_in_silence(site: Site) -> None:
    """The other rubric's reviews are right by its own rule."""
    assert [w for w in site.warnings if "WARNING" in w or "ERROR" in w] == []


@pytest.mark.parametrize("ref", SCORES)
def test_the_card_shows_its_numbers(site: Site, ref: str) -> None:
    """The overall score is of ten, and the three criteria have their names and numbers."""
    card = site.article(f"/products/en/{ref}/").find(class_="rv-card")
    assert f"{SCORES[ref][0]} of 10.0" in words_of(card)
    shown = card.find(class_="rv-scores")
    assert [words_of(dt) for dt in shown.find_all("dt")] == ["Taste", "Service", "Value for money"]
    assert [words_of(n) for n in shown.find_all(class_="rv-number")] == list(SCORES[ref][1:])


def test_badges_and_citations_follow_the_headings(site: Site) -> None:
    """The rubric's own headings and section names are recognised."""
    page = site.article("/products/en/bistro-a/")
    badges = [words_of(b) for b in page.find_all(class_="rv-badge")]
    assert [re.findall(r"[\d.]+", b) for b in badges] == [
        ["8.5", "10.0"],
        ["7.0", "10.0"],
        ["6.0", "10.0"],
    ]
    assert [li["id"] for li in page.find_all("li", id=True)] == ["source-1"]
    assert page.find("a", class_="review-cite") is not None


def test_bands_prices_and_language_are_the_site_s(site: Site) -> None:
    """Verdicts, currencies and dates follow the configuration."""
    english, german = (site.page(f"/products/{lang}/bistro-a/") for lang in ("en", "de"))
    assert "Go there" in words_of(english)
    assert "£25.50" in words_of(english)
    assert "Avoid" in words_of(site.page("/products/en/bistro-b/"))
    assert german.find("html")["lang"] == "de"
    assert "Hingehen" in words_of(german)
    assert "30\xa0€" in german.get_text()
    assert "8. Juli 2025" in words_of(german)
    assert "8,5" in words_of(german)


def test_lists_have_the_rubric_s_columns(site: Site) -> None:
    """Tables, rankings and their pages are made of the configured criteria."""
    page = site.article("/")
    head = [words_of(th) for th in page.find("table").find("thead").find_all("th")]
    assert head == ["Name", "Maker", "Overall", "Price", "Taste", "Service", "Value", "Reviewed"]
    for criterion in ("taste", "service", "value"):
        assert (site.out / f"rankings/en/{criterion}/index.html").is_file()
    assert not (site.out / "rankings/en/cost-performance").exists()


def test_the_company_page_counts_over_ten(site: Site) -> None:
    """Medians and the distribution follow the scale."""
    page = site.article("/companies/en/bistro/")
    rows = page.find("table", class_="rv-medians").find("tbody").find_all("tr")
    assert [words_of(row.find("th")) for row in rows][-3:] == [
        "Taste",
        "Service",
        "Value for money",
    ]
    histogram = page.find("svg", class_="rv-histogram")
    assert [words_of(t) for t in histogram.find_all(class_="rv-tick")][-1].startswith("10")


def test_no_word_of_the_usual_rubric_is_left(site: Site) -> None:
    """Nothing of the audio criteria, their names or ids shows on any page."""
    names = [
        name
        for c in AUDIO_RUBRIC["criteria"]
        for name in (c["id"], *c["names"].values(), *c["short"].values())
    ]
    bands = [name for b in AUDIO_RUBRIC.get("bands", ()) for name in b["names"].values()]
    for path in site.bytes():
        text = str(BeautifulSoup(site.file(path), "html.parser").find("main"))
        assert not [
            name for name in (*names, *bands) if f">{name}<" in text or f'"{name}"' in text
        ], path


def test_bars_are_shares_of_the_scale(site: Site) -> None:
    """A drawing fills the share of ten, not of one or five."""
    card = site.article("/products/en/bistro-a/").find(class_="rv-scores")
    assert [bar["width"] for bar in card.find_all("rect", class_="rv-bar-value")] == [
        "85.0",
        "70.0",
        "60.0",
    ]
