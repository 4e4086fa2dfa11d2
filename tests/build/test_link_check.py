"""After a build, each link inside the site leads somewhere, or the build says which does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_reviews.publishing.link_check import PageLinks, links_of_page, lost_links
from support import new_site, path_of, review

CONF = """
html_theme = "reviews"
html_baseurl = "https://example.org/docs/"
reviews_check_links = True
reviews_addresses = "addresses.txt"
reviews_redirects = "redirects.txt"
reviews_embed = {"widget": "product_widget.html"}
reviews_data = {"license": "MIT"}
"""
SITE = {
    "index.md": "# Home\n\n[Acme](reviews/products/en/acme/acme-one.md)\n\n```{review-list}\n```\n",
    "docs/about.md": "---\npermalink: /about/\norphan: true\n---\n# About\n\n## Team\n\nWe.\n",
    path_of("acme-one"): review("acme-one"),
    path_of("acme-two"): review(
        "acme-two", text="## Overview\n\nSee [one](/products/en/acme-one/#advice).\n"
    ),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", price="15000"),
    "addresses.txt": "/about/#team # the team\n/products/en/acme-one/\n",
    "redirects.txt": "/old/ /about/\n",
}


def lost(warnings: list[str]) -> list[str]:
    """Return what the look at the links told."""
    return [line for line in warnings if "review.link.lost" in line or "review.address" in line]


def test_a_whole_site_is_sound(tmp_path: Path) -> None:
    """Reviews, lists, data, embeds, redirects and the page for missing addresses all link well."""
    site = new_site(tmp_path / "site", SITE, CONF).build()
    assert lost(site.warnings) == []
    assert ", 0 lead nowhere" in site.status


def test_what_is_lost_is_told(tmp_path: Path) -> None:
    """A page and a place that are missing, and a promised place, are named with their file."""
    files = SITE | {
        "docs/more.md": '---\norphan: true\n---\n# More\n\n<a href="../../nowhere/">x</a> <a href="../../about/#staff">y</a>\n',
        "addresses.txt": "/about/#people\n",
    }
    site = new_site(tmp_path / "site", files, CONF).build()
    assert lost(site.warnings) == [
        "docs/more.md:1: WARNING: the link leads nowhere, on docs/more/index.html: ../../nowhere/; "
        "mend the link where it is written [review.link.lost]",
        "docs/more.md:1: WARNING: the link leads to no place on its page, on docs/more/index.html: "
        "../../about/#staff; mend the link where it is written [review.link.lost]",
        "addresses.txt:1: WARNING: the page has no place of this name any more: /about/#people; "
        "give a heading the name back, or take the line out [review.address.lost]",
    ]
    site.write(
        "docs/about.md", "---\npermalink: /about/\norphan: true\n---\n# About\n\n## Staff\n\nWe.\n"
    )
    assert len(lost(site.build().warnings)) == 2


@pytest.mark.parametrize(
    ("link", "right"),
    [
        ("../b/", True), ("../b", True), ("../b/index.html", True), ("#here", True), ("", True),
        ("/docs/b/", True), ("/docs/", True), ("/elsewhere/", True), ("?q=1", True),
        ("../b/?q=1#there", True), ("../b/#th%65re", True), ("..", True), ("../../x/", True),
        ("https://example.org/", True), ("../c%20d.png", True),
        ("../c/", False), ("#there", False), ("../b/#here", False), ("/docs/c/", False),
        ("../c d", False), ("../b/index.htm", False),
    ],
)  # fmt: skip
def test_how_addresses_are_read(link: str, right: bool) -> None:
    """Addresses are read as a browser and a plain server read them."""
    page = links_of_page(f'<p id="here"><a class="x" href="{link}">y</a>')
    pages = {"a/index.html": page, "b/index.html": PageLinks(("there",), ())}
    files = frozenset({"index.html", "c d.png", *pages})
    assert (list(lost_links(pages, files, "/docs/")) == []) is right


def test_what_only_looks_like_a_link() -> None:
    """Code that shows a link, and addresses of other sites, are passed over."""
    text = '<pre>&lt;a href="x/"&gt; <span class="s"> href="y/"</span></pre><a href="https://a.b/">z</a>'
    assert links_of_page(text) == PageLinks((), ())
