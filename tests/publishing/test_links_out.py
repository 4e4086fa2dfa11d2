"""Links that a site earns by: where they lead, what they say, and that readers are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.outlinks import out_links, safe_address
from sphinx_reviews.model.settings import settings_from
from support import Site, catalogue_of, path_of, read, review, words_of

MakeSite = Callable[..., Site]
LINKS: Mapping[str, Any] = {
    "shop": {
        "names": {"en": "Search at Example Shop", "ja": "サンプル店で探す"},
        "url": {
            "en": "https://shop.example.org/s?q={name}&tag=us-1",
            "ja": "https://shop.example.jp/s?q={name}&by={maker}&tag=jp-1",
        },
        "refs": {"acme-two": "https://shop.example.org/item/2?tag=us-1"},
        "hosts": ["shop.example.org"],
        "paid": True,
    },
    "maker": {"names": {"en": "The maker's page"}, "hosts": ["acme.example.com"]},
}
CONF = f"reviews_links = {LINKS!r}\n"
SITE = {
    path_of("acme-one"): review("acme-one", target_name="Acme One & Co 50%"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", target_name="アクメ 1", price="15000"),
    path_of("acme-two"): review("acme-two", links="[maker https://www.acme.example.com/two]"),
    path_of("acme-six"): review("acme-six", links='["shop https://shop.example.org/item/6"]'),
}


def test_links_stand_on_the_page(make_site: MakeSite) -> None:
    """By pattern, by ref and by front matter; marked as paid, and the reader is told above."""
    site = make_site(SITE, CONF)
    assert site.warnings == []
    first = site.article("/products/en/acme-one/").select_one(".rv-links")
    link = first.a
    assert link["href"] == "https://shop.example.org/s?q=Acme%20One%20%26%20Co%2050%25&tag=us-1"
    assert link["rel"] == ["sponsored", "nofollow", "noopener"]
    assert "commission" in words_of(first.select_one('[role="note"]'))
    assert words_of(first.li) == "Search at Example Shop (paid link)"
    japanese = site.article("/products/ja/acme-one/").select_one(".rv-links")
    assert "手数料" in words_of(japanese.select_one('[role="note"]'))
    assert words_of(japanese.li) == "サンプル店で探す （広告）"
    assert "by=Acme&" in japanese.a["href"]
    shop, maker = site.article("/products/en/acme-two/").select(".rv-links a")
    assert shop["href"] == "https://shop.example.org/item/2?tag=us-1"
    assert (maker["href"], maker["rel"]) == (
        "https://www.acme.example.com/two", ["nofollow", "noopener"],
    )  # fmt: skip
    own = site.article("/products/en/acme-six/").select_one(".rv-links a")
    assert own["href"] == "https://shop.example.org/item/6"


def test_no_link_no_words(make_site: MakeSite) -> None:
    """Unpaid links need no disclosure, and a site without links shows nothing."""
    only = {"maker": LINKS["maker"]}
    page = make_site(
        SITE | {path_of("acme-six"): review("acme-six")}, f"reviews_links = {only!r}\n"
    )
    box = page.article("/products/en/acme-two/").select_one(".rv-links")
    assert box.select('[role="note"]') == []
    assert page.article("/products/en/acme-one/").select(".rv-links") == []


def test_every_output_tells(make_site: MakeSite) -> None:
    """Plain text has the links and the disclosure as well."""
    site = make_site(SITE, CONF, "text")
    text = (site.out / f"{path_of('acme-two').removesuffix('.md')}.txt").read_text("utf-8")
    assert text.index("commission") < text.index("Search at Example Shop")
    assert "(paid link)" in text


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("shop https://evil.example.net/x", "may lead to shop.example.org only"),
        ("shop https://shop.example.org.evil.net/", "may lead to shop.example.org only"),
        ("shop http://shop.example.org/", "with https://"),
        ("shop https://me@shop.example.org/", "with https://"),
        ("shop javascript:alert(1)", "with https://"),
        ("shp https://shop.example.org/", "reviews may name (shop, maker)"),
    ],
)
def test_a_stranger_cannot_choose_the_shop(line: str, told: str) -> None:
    """Front matter leads only where the site says that it may."""
    outcome = read(review("acme-one", links=f"['{line}']"), links=LINKS)
    assert outcome.review is None
    assert told in outcome.diagnostics[0].text()


@pytest.mark.parametrize(
    ("conf", "told"),
    [
        ({"links": {"a": {"names": {"en": "A"}, "url": "http://x.org"}}}, "begins with https://"),
        ({"links": {"a": {"names": {"en": "A"}, "url": "https://x.org/{nam}"}}}, "{nam}; known"),
        ({"links": {"a": {"names": {"en": "A"}}}}, "it leads nowhere"),
        ({"links": {"a": {"url": "https://x.org/"}}}, "it needs names by language"),
        ({"links": {"a": {"names": {}, "urls": ""}}}, "unknown key 'urls'"),
        ({"links": LINKS, "languages": {"de": "Deutsch"}}, "readers in 'de' are not told"),
    ],
)
def test_what_is_wrong_is_said(conf: dict[str, Any], told: str) -> None:
    """A wrong value, and a disclosure that is missing in a language, stop the build."""
    with pytest.raises(ValueError, match=r"reviews_(links|disclosure)") as error:
        settings_from({f"reviews_{name}": value for name, value in conf.items()})
    assert told in str(error.value)


@given(st.text(max_size=30))
def test_names_cannot_break_out(name: str) -> None:
    """Whatever a product is called, the address stays one of the shop's."""
    title = "".join(c for c in name if c.isprintable() and c not in '"\\').strip()
    found = catalogue_of(review("acme-one", target_name=f"A {title}"), links=LINKS)
    (link,) = out_links(found, found.reviews[0])
    assert safe_address(link.address)
    assert link.address.startswith("https://shop.example.org/s?q=A")
    assert link.address.count("&") == 1


def test_a_maker_without_a_review_has_a_name() -> None:
    """Its products' names say it; the configuration has the last word; else its id does."""
    one = review("audio-one", target_name="Audio-Technica One", company_id="audio-technica")
    two = review("acme-two", target_name="The Two")
    found = catalogue_of(one, two)
    names = {r.company_id: found.maker_name(r) for r in found.reviews}
    assert names == {"audio-technica": "Audio-Technica", "acme": "Acme"}
    found = catalogue_of(one, two, makers={"acme": {"en": "Acme Ltd"}, "audio-technica": "AT"})
    names = {r.company_id: found.maker_name(r) for r in found.reviews}
    assert names == {"audio-technica": "AT", "acme": "Acme Ltd"}
