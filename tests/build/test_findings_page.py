"""The editor's page, and how findings follow an edit of another review."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.live import live, until
from support import Site, body, new_site, path_of, review, words_of

COST = body().replace(
    "$$ \\Large \\text{0.3} $$",
    "$$ \\Large \\text{0.3} $$\n\nAcme Two (30 USD) does the same: 30 USD ÷ 100 USD = 0.3.",
)
SITE = {
    "index.md": "# Home\n",
    path_of("acme-one"): review("acme-one", target_name="Acme One", text=COST),
    path_of("acme-two"): review("acme-two", target_name="Acme Two", price="31"),
    path_of("acme-one", lang="ja"): review("acme-one", lang="ja", target_name="Acme One",
                                           text=body("ja", advice="これは**「静か」**です。")),
}  # fmt: skip
CONF = """reviews_languages = {"en": "English", "ja": "日本語"}
reviews_findings_page = True
html_theme = "reviews"
"""
DEARER = "review.equivalent.drift"


def titles(site: Site, lang: str) -> list[str]:
    """Return the headings of the groups on the page of a language."""
    page = site.article(f"/findings/{lang}/all/")
    return [words_of(summary) for summary in page.select("details > summary")]


def test_without_the_switch_there_is_no_page(tmp_path: Path) -> None:
    """Off by default: neither the page nor a link to it."""
    site = new_site(tmp_path / "site", SITE).build()
    assert not (site.out / "findings").exists()
    assert "findings" not in site.file("index.html")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site in two languages with the page switched on, built."""
    return new_site(tmp_path / "site", SITE, CONF).build()


def test_a_visitor_finds_the_findings_in_their_language(site: Site) -> None:
    """The foot links to the page; it names each kind in words, and leads to the review."""
    foot = site.page("/products/ja/acme-one/").select_one(".site-foot a[href*=findings]")
    assert foot is not None
    assert words_of(foot) == "検査の結果"
    japanese, english = titles(site, "ja"), titles(site, "en")
    assert any("がそのまま表示されます" in t and t.startswith("警告") for t in japanese)
    assert not any("**" in title for title in english)
    page = site.article("/findings/ja/all/")
    group = next(d for d in page.select("details") if "review.text.emphasis" in words_of(d))
    assert words_of(group.select_one("summary code")) == "**"
    item = group.select_one("li")
    assert item is not None
    link = item.select_one("a")
    assert link is not None
    assert (words_of(link), link["href"]) == ("Acme One", "../../../products/ja/acme-one/")
    line = re.search(r"(\d+)行目", words_of(item))
    assert line is not None
    text = (site.root / path_of("acme-one", lang="ja")).read_text("utf-8").split("\n")
    assert "**「静か」**" in text[int(line[1]) - 1]
    assert [words_of(h) for h in page.select("h2")] == ["指摘の種類別", "企業別"]
    assert site.page("/findings/en/all/").select_one('link[hreflang="ja"], a[hreflang="ja"]')


def test_an_edit_of_another_review_brings_a_finding_and_takes_it_away(
    site: Site, tmp_path: Path
) -> None:
    """The next build of the same folder tells it on the untouched review, on the page as well."""

    def found() -> list[str]:
        return [w for w in site.warnings if DEARER in w]

    assert found() == []
    for price, expected in (("90", 1), ("31", 0)):
        site.write(path_of("acme-two"), review("acme-two", target_name="Acme Two", price=price))
        site.build()
        assert len(found()) == expected
        assert all("acme-one.md" in warning for warning in found())
        told = [t for t in titles(site, "en") if "more than a third" in t]
        assert len(told) == expected
        clean = Site(site.root, output=tmp_path / f"clean-{price}").build(fresh=True)
        assert site.bytes() == clean.bytes()


def test_the_live_loop_tells_what_an_edit_of_another_review_brings(site: Site) -> None:
    """While ``make live`` runs, a saved file brings the finding on the one that names it, and back."""
    address = "/products/en/acme-one/"
    with live(site.root, site.out, site.root.parent / "live.log") as base:
        until(base, address, lambda state: bool(state["built"]))
        for price, told in (("90", True), ("31", False)):
            site.write(path_of("acme-two"), review("acme-two", target_name="Acme Two", price=price))
            until(base, address, lambda s, t=told: any(DEARER in x for x in s["here"]) is t)
