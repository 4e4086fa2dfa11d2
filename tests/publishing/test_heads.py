"""What search engines, sharing services and feed readers are told, and that it is valid."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from sphinx_reviews.publishing import sitemap
from sphinx_reviews.publishing.head import locale
from sphinx_reviews.publishing.jsonld import Publisher, review_data, script
from sphinx_reviews.publishing.sitemap import Listed, sitemap_files
from support import Site, catalogue_of, path_of, review

BASE = "https://example.org/site/"
CONF = f"""
html_theme = "reviews"
html_baseurl = "{BASE}"
reviews_publisher = {{"name": "Acme Tests", "author": "Ann Author", "logo": "_static/mark.svg"}}
reviews_feeds = ["company:acme", "tag:wired"]
reviews_categories = {{"cans": {{"names": {{"en": "Cans", "ja": "缶"}}, "tags": ["Headphones"]}}}}
"""
PRO = "[One good thing, 'A </script><b>good</b> & \\u2028 one']"
FILES = {
    path_of("acme-one"): review("acme-one", pros=PRO, cons="[Dear]", updated="2025-09-01"),
    path_of("acme-two"): review("acme-two", author="Ben <b>Other</b>"),
    path_of("acme", kind="company"): review("acme", layout="company"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000"),
    "docs/en.md": "---\npermalink: /en/\nlang: en\ntranslation: home\n---\n# Home\n\nScores of things.\n",
    "docs/ja.md": "---\npermalink: /ja/\nlang: ja\ntranslation: home\n---\n# ホーム\n",
    "docs/products.md": "---\nlang: en\ntranslation: products\npermalink: /products/en/\n---\n# Products\n",
    "index.md": "# Root\n\n```{toctree}\n:glob:\ndocs/*\n```\n",
}
ONE = "/products/en/acme-one/"

# The part of the vocabulary (schema.org) that we use: each type's properties and their types.
TEXT, ANY = (str,), (str, int, dict, list)
VOCABULARY: dict[str, dict[str, tuple[str, ...]]] = {
    "Product": {"name": (), "brand": ("Brand",), "category": (), "description": (), "image": (), "review": ("Review",)},
    "Organization": {"name": (), "url": (), "logo": (), "image": (), "review": ("Review",)},
    "Brand": {"name": ()},
    "Person": {"name": (), "url": ()},
    "Rating": {"ratingValue": (), "bestRating": (), "worstRating": ()},
    "ItemList": {"itemListElement": ("ListItem",)},
    "BreadcrumbList": {"itemListElement": ("ListItem",)},
    "ListItem": {"position": (), "name": (), "item": ()},
    "Review": {
        "url": (), "name": (), "description": (), "inLanguage": (), "datePublished": (), "dateModified": (),
        "author": ("Person", "Organization"), "publisher": ("Organization",), "reviewRating": ("Rating",),
        "positiveNotes": ("ItemList",), "negativeNotes": ("ItemList",), "hasPart": ("Review",),
        "reviewAspect": (), "itemReviewed": ("Product", "Organization", ""),
    },
}  # fmt: skip
# What Google's documentation of review snippets, pros and cons, and breadcrumbs requires.
REQUIRED = {
    "Product": {"name", "review"},
    "Organization": {"name"},
    "Review": {"author", "reviewRating"},
    "Rating": {"ratingValue"},
    "Person": {"name"},
    "BreadcrumbList": {"itemListElement"},
    "ItemList": {"itemListElement"},
    "ListItem": {"position", "name"},
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a public address."""
    from support import new_site

    return new_site(tmp_path_factory.mktemp("heads") / "site", FILES, CONF).build()


def problems(data: Any, wanted: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield what is wrong with data in the words of schema.org."""
    kind = data.get("@type", "")
    if wanted and kind not in wanted:
        yield f"{kind!r} stands where {wanted} is expected"
    if kind == "" and set(data) == {"@id"}:
        return
    known = VOCABULARY.get(kind, {})
    yield from (f"{kind} lacks {name}" for name in REQUIRED.get(kind, set()) - set(data))
    for name, value in data.items():
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{kind} has no property {name}"
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) != bool(known[name]):
                yield f"{kind}.{name} is {item!r}"
            elif isinstance(item, dict):
                yield from problems(item, known[name])
            elif item in ("", None):
                yield f"{kind}.{name} is empty"


def data_of(site: Site, address: str) -> dict[str, Any]:
    """Return a page's data by type."""
    found = site.page(address).find_all("script", type="application/ld+json")
    return {item["@type"]: item for item in (json.loads(each.string) for each in found)}


def tags_of(site: Site, address: str) -> dict[str, str]:
    """Return a page's meta elements by name or property."""
    metas = site.page(address).find_all("meta", content=True)
    return {meta.get("property") or meta.get("name"): meta["content"] for meta in metas}


@pytest.mark.parametrize(
    "address", [ONE, "/products/ja/acme-one/", "/companies/en/acme/", "/products/en/acme-two/"]
)
def test_the_data_are_valid(site: Site, address: str) -> None:
    """Each review's data keep to the vocabulary and have what Google requires."""
    found = data_of(site, address)
    assert set(found) == {"Organization" if "companies" in address else "Product", "BreadcrumbList"}
    assert [problem for each in found.values() for problem in problems(each)] == []
    assert all(each["@context"] == "https://schema.org" for each in found.values())
    assert "offers" not in json.dumps(found)
    assert "aggregateRating" not in json.dumps(found)


def test_the_test_of_data_can_fail() -> None:
    """A wrong property, a wrong type and a missing name are found."""
    assert list(
        problems(
            {"@type": "Product", "name": "A", "review": {"@type": "Rating", "ratingValue": "1"}}
        )
    )
    assert list(problems({"@type": "Rating", "ratingValue": "1", "stars": "2"}))
    assert list(problems({"@type": "Review", "author": {"@type": "Person"}, "reviewRating": "4"}))


def test_the_numbers_are_those_of_the_page(site: Site) -> None:
    """Score, scale, criteria, notes, dates and people come from the front matter and the rubric."""
    product = data_of(site, ONE)["Product"]
    one = product["review"]
    assert one["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": "3.2",
        "bestRating": "5",
        "worstRating": "0",
    }
    assert [p["reviewRating"]["ratingValue"] for p in one["hasPart"]] == [
        "0.8",
        "0.7",
        "0.3",
        "0.7",
        "0.7",
    ]
    assert one["hasPart"][0]["reviewAspect"] == "Scientific Validity"
    assert [i["name"] for i in one["negativeNotes"]["itemListElement"]] == ["Dear"]
    assert (one["datePublished"], one["dateModified"]) == ("2025-07-08", "2025-09-01")
    assert (one["author"]["name"], one["publisher"]["name"]) == ("Ann Author", "Acme Tests")
    assert one["publisher"]["logo"] == f"{BASE}_static/mark.svg"
    assert product["brand"]["name"] == "Acme"
    assert (
        data_of(site, "/products/en/acme-two/")["Product"]["review"]["author"]["name"]
        == "Ben <b>Other</b>"
    )
    assert "positiveNotes" not in data_of(site, "/products/en/acme-two/")["Product"]["review"]


def test_texts_cannot_leave_the_data(site: Site) -> None:
    """An end tag in a text stays text, in the data and in the page."""
    assert data_of(site, ONE)["Product"]["review"]["positiveNotes"]["itemListElement"][1][
        "name"
    ].startswith("A </script>")
    assert "\\u003c/script" in site.file("products/en/acme-one/index.html")
    assert str(script({"a": "</script>\u2028&"})).count("</script>") == 1


def test_without_a_publisher_nothing_is_claimed(make_site: Callable[..., Site]) -> None:
    """Neither publisher nor author are made up; the breadcrumbs stay."""
    conf = re.sub(r"reviews_publisher.*", "", CONF)
    assert set(data_of(make_site(FILES, conf), ONE)) == {"BreadcrumbList"}
    (one,) = catalogue_of(review("acme-one")).reviews
    assert review_data(catalogue_of(review("acme-one")), one, "x", Publisher("A")) is None


def test_lists_make_no_claims(site: Site) -> None:
    """Pages that list reviews have no data of their own."""
    for address in (
        "/en/",
        "/products/en/",
        "/rankings/en/cost-performance/",
        "/categories/en/cans/",
    ):
        assert data_of(site, address) == {}, address


def test_every_page_is_described(site: Site) -> None:
    """Reviews, hand-written and drawn pages have one description, title, type and address."""
    expected = {
        ONE: ("A summary.", "article"),
        "/en/": ("Scores of things.", "website"),
        "/rankings/en/cost-performance/": ("Ranking: Cost-Performance: scored reviews on Project name not set", "website"),
    }  # fmt: skip
    for address, (description, kind) in expected.items():
        head = site.page(address).find("head")
        for name in ("description", "twitter:card"):
            assert len(head.find_all("meta", attrs={"name": name})) == 1
        for name in (
            "og:title",
            "og:type",
            "og:url",
            "og:description",
            "og:locale",
            "og:site_name",
            "og:image",
        ):
            assert len(head.find_all("meta", property=name)) == 1, (address, name)
        tags = tags_of(site, address)
        assert (tags["description"], tags["og:type"]) == (description, kind)
        assert tags["og:url"] == BASE + address.lstrip("/")
        assert [link["href"] for link in head.find_all("link", rel="canonical")] == [tags["og:url"]]
    assert tags_of(site, ONE)["article:modified_time"] == "2025-09-01"
    assert tags_of(site, "/products/ja/acme-one/")["og:locale"] == "ja_JP"


def languages_of(site: Site, address: str) -> dict[str, str]:
    """Return a page's addresses by language."""
    links = site.page(address).find_all("link", rel="alternate", hreflang=True)
    found = {link["hreflang"]: link["href"] for link in links}
    assert len(found) == len(links)
    return found


def test_languages_name_each_other(site: Site) -> None:
    """A page names itself, its other languages and a default, all absolute; they agree."""
    pair = {"en": f"{BASE}products/en/acme-one/", "ja": f"{BASE}products/ja/acme-one/"}
    for address in (ONE, "/products/ja/acme-one/"):
        assert languages_of(site, address) == pair | {"x-default": pair["en"]}
    homes = {"en": f"{BASE}en/", "ja": f"{BASE}ja/", "x-default": BASE}
    for address in ("/", "/en/", "/ja/"):
        assert languages_of(site, address) == homes
    assert set(languages_of(site, "/rankings/ja/cost-performance/")) == {"en", "ja", "x-default"}
    assert languages_of(site, "/products/en/acme-two/") == {}


def test_the_sitemap_lists_every_page(site: Site) -> None:
    """Each page that exists stands in it once, at its address; dates are the reviews' own."""
    text = site.file("sitemap.xml")
    found = re.findall("<loc>([^<]*)</loc>", text)
    pages = {path.removesuffix("index.html") for path in site.bytes("**/*.html")}
    expected = {BASE + path for path in pages if not path.startswith(("404", "search", "genindex"))}
    assert sorted(found) == sorted(expected)
    entries = dict(re.findall(r"<loc>([^<]*)</loc>(?:<lastmod>([^<]*)</lastmod>)?", text))
    assert entries[f"{BASE}products/en/acme-one/"] == "2025-09-01"
    assert entries[f"{BASE}products/en/acme-two/"] == "2025-07-08"
    assert entries[f"{BASE}en/"] == ""
    assert f'hreflang="ja" href="{BASE}products/ja/acme-one/"' in text
    assert not (site.out / "robots.txt").exists()  # only read at the root of a host


def test_a_large_sitemap_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """More pages than one file may hold go into several, which an index names."""
    monkeypatch.setattr(sitemap, "LIMIT", 2)
    pages = [Listed(f"{BASE}{n}/", date(2025, 1, 1)) for n in range(5)]
    files = dict(sitemap_files(BASE, pages))
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert files["sitemap.xml"].count(b"<sitemap>") == 3
    assert sum(content.count(b"<url>") for content in files.values()) == 5


def test_feeds_tell_what_is_new(site: Site) -> None:
    """A language's feed has its reviews, the newest first, with score, dates and summary."""
    from xml.dom import minidom

    feed = minidom.parseString(site.file("feeds/en.xml"))  # noqa: S318 - our own
    entries = feed.getElementsByTagName("entry")
    titles = [e.getElementsByTagName("title")[0].firstChild.data for e in entries]
    assert titles[0] == "Acme One: 3.2 of 5.0"
    assert len(titles) == 3
    assert entries[0].getElementsByTagName("updated")[0].firstChild.data == "2025-09-01T00:00:00Z"
    for name in ("id", "title", "updated"):
        assert feed.documentElement.getElementsByTagName(name)
        assert all(len(e.getElementsByTagName(name)) == 1 for e in entries)
    for path in ("feeds/ja.xml", "feeds/en/company/acme.xml", "feeds/en/tag/wired.xml"):
        minidom.parseString(site.file(path))  # noqa: S318
    link = site.page(ONE).find("link", type="application/atom+xml")
    assert link["href"] == f"{BASE}feeds/en.xml"


def test_no_public_address_no_files(make_site: Callable[..., Site]) -> None:
    """A site that does not know its address has neither sitemap nor feeds; earlier ones go.

    A ``/`` tells nobody outside where the site is. A feed of nobody is told.
    """
    site = make_site(FILES, CONF.replace("/site/", "/").replace("company:acme", "company:acem"))
    assert "Sitemap: https://example.org/sitemap.xml" in site.file("robots.txt")
    told = "reviews_feeds: there is no maker 'acem' among the reviews; did you mean 'acme'?"
    assert [line for line in site.warnings if told in line]
    site.build(html_baseurl="/")
    for path in ("sitemap.xml", "robots.txt", "feeds/en.xml"):
        assert not (site.out / path).exists()
    assert set(languages_of(site, ONE)) == {"ja"}
    assert data_of(site, ONE) == {}


def test_own_files_are_kept(make_site: Callable[..., Site]) -> None:
    """A robots.txt or a sitemap that the project brings is not replaced."""
    files = {"extra/robots.txt": "User-agent: x\n", "extra/sitemap.xml": "<own/>"}
    site = make_site(FILES | files, CONF.replace("/site/", "/") + 'html_extra_path = ["extra"]\n')
    assert site.file("robots.txt") == "User-agent: x\n"
    assert site.file("sitemap.xml") == "<own/>"


def test_a_new_title_reaches_every_page(make_site: Callable[..., Site]) -> None:
    """After a change of the site's name no drawn page keeps the old one."""
    site = make_site(FILES, CONF)
    site.build(reviews_titles={"en": "Renamed", "ja": "Renamed"})
    assert tags_of(site, "/rankings/en/cost-performance/")["og:site_name"] == "Renamed"


def test_locales_have_a_territory() -> None:
    """A language alone gets its most likely territory."""
    assert [locale(lang) for lang in ("en", "ja", "de", "pt-BR", "xx")] == [
        "en_US",
        "ja_JP",
        "de_DE",
        "pt_BR",
        "xx",
    ]
