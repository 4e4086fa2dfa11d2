"""Who wrote reviews has a page in each language, and the rubric explains itself."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from support import Site, new_site, path_of, review, words_of

BASE = "https://example.org/"
CONF = f"""
html_baseurl = "{BASE}"
reviews_publisher = {{"name": "Acme Tests", "author": "The desk"}}
"""
HOSTILE = "R. <b>Ünal</b> & Söhne"
FILES = {
    path_of("acme-one"): review("acme-one", author="Ann Lee"),
    path_of("acme-two"): review("acme-two", author="ann  lee"),
    path_of("acme", kind="company"): review("acme", layout="company", author="Ann Lee"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000", author="Ann Lee"),
    path_of("bolt-one"): review("bolt-one", author=json.dumps(HOSTILE)),
    path_of("bolt-two"): review("bolt-two"),
    path_of("bolt-two", "ja"): review("bolt-two", lang="ja", price="15000", author="山田 太郎"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site whose reviews name their authors."""
    return new_site(tmp_path_factory.mktemp("authors") / "site", FILES, CONF).build()


def test_an_author_has_a_page_per_language(site: Site) -> None:
    """It lists what the author has written, whatever the spelling; no other author's."""
    page = site.article("/authors/en/ann-lee/")
    assert words_of(page.find("h1")) == "Reviews by Ann Lee"
    assert [words_of(h) for h in page.select("h2")] == ["Products", "Companies"]
    names = {words_of(a) for a in page.select("table tbody th a")}
    assert names == {"Acme One", "Acme Two", "Acme"}
    japanese = site.article("/authors/ja/ann-lee/")
    assert words_of(japanese.find("h1")) == "Ann Leeのレビュー"
    assert words_of(site.article("/authors/ja/山田-太郎/").find("h1")) == "山田 太郎のレビュー"
    assert not (site.out / "authors/en/山田-太郎").exists()


def test_reviews_lead_to_it(site: Site) -> None:
    """The name on a review's card is a link to the page that is there; without a name there is none."""
    link = site.page("/products/en/acme-two/").select_one("a[rel=author]")
    assert (link["href"], words_of(link)) == ("../../../authors/en/ann-lee/", "ann lee")
    assert not site.page("/products/en/bolt-two/").select("a[rel=author]")


def test_names_are_text(site: Site) -> None:
    """A name with signs of markup is shown as it was written."""
    link = site.page("/products/en/bolt-one/").select_one("a[rel=author]")
    assert words_of(link) == HOSTILE
    page = site.page(unquote(link["href"]).removeprefix("../../.."))
    assert words_of(page.find("h1")) == f"Reviews by {HOSTILE}"
    assert not page.select("h1 b")


def test_machines_are_told(site: Site) -> None:
    """The sitemap lists the page with its languages; schema.org data and feed lead to it."""
    address = f"{BASE}authors/en/ann-lee/"
    sitemap = BeautifulSoup(site.file("sitemap.xml"), "html.parser")
    (entry,) = [url for url in sitemap.find_all("url") if url.loc.text == address]
    assert f"{BASE}authors/ja/ann-lee/" in str(entry)
    scripts = site.page("/products/en/acme-one/").select('script[type="application/ld+json"]')
    data = next(d for d in (json.loads(s.string) for s in scripts) if d["@type"] == "Product")
    assert data["review"]["author"] == {"@type": "Person", "name": "Ann Lee", "url": address}
    assert f"<name>Ann Lee</name><uri>{address}</uri>" in site.file("feeds/en.xml")
    head = site.page("/authors/en/ann-lee/")
    assert head.find("link", rel="canonical")["href"] == address
    assert {link["hreflang"] for link in head.select("link[hreflang]")} == {"en", "ja", "x-default"}


def test_a_page_goes_with_its_last_review(tmp_path: Path) -> None:
    """An edit of the author moves the review; a page without reviews is removed."""
    site = new_site(tmp_path / "site", FILES, CONF).build()
    site.write(path_of("bolt-one"), review("bolt-one", author="Ann Lee"))
    site.build()
    assert {p.name for p in (site.out / "authors/en").iterdir()} == {"ann-lee"}
    assert "Bolt One" in words_of(site.article("/authors/en/ann-lee/"))


RUBRIC = """
reviews_rubric = {
    "criteria": [
        {"id": "taste", "names": {"en": "Taste", "ja": "味"}, "weight": 2,
         "descriptions": {"en": "How it <i>tastes</i>.", "ja": "味わい。"}},
        {"id": "service", "names": {"en": "Service"}},
    ],
    "scale": {"low": 0, "high": 10, "step": "0.5"},
    "combine": "weighted-mean",
    "bands": [
        {"id": "no", "least": 0, "names": {"en": "Stay away"}},
        {"id": "yes", "least": "0.6", "names": {"en": "Worth a visit"}},
    ],
}
"""


def test_any_rubric_explains_itself(tmp_path: Path) -> None:
    """Names, weights, descriptions, scale, rule and verdicts come from the configuration."""
    pages = {
        "docs/scores.md": "# Scores\n\n```{criteria}\n```\n",
        "docs/ja.md": "---\nlang: ja\n---\n# Scores\n\n```{criteria}\n```\n",
        "index.md": "# Home\n\n```{toctree}\ndocs/scores\ndocs/ja\n```\n",
    }
    site = new_site(tmp_path / "site", pages, RUBRIC).build()
    told = site.article("/docs/scores/").select_one(".rv-criteria")
    assert words_of(told) == (
        "Every criterion is scored from 0.0 to 10.0 in steps of 0.5. "
        "Taste (weight 2) How it <i>tastes</i>. Service (weight 1) "
        "The overall score is the weighted mean of the criteria, from 0.0 to 10.0. "
        "Overall score Verdict 6.0 to 10.0 Worth a visit 0.0 to 5.9 Stay away"
    )
    assert "味（重み2）" in words_of(site.article("/docs/ja/"))
    text = site.build("text").file("docs/scores.txt")
    assert "How it <i>tastes</i>." in text
    assert "6.0 to 10.0" in text
    assert site.warnings == []
