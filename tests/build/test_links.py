"""Every link inside a built site leads somewhere: fragments, citations, entries, pages."""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import pytest

from sphinx_reviews.command.targets import targets
from sphinx_reviews.model.body import CITATION
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.records import Review
from support import Site

_TAG = re.compile(r"<[a-z][^<>]*>")
_ID = re.compile(r'\sid="([^"]*)"')
_HREF = re.compile(r'\shref="([^"]*)"')
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Page:
    """What a published page holds that links lead to or come from."""

    address: str
    ids: Counter[str]
    links: tuple[str, ...]
    cites: Counter[str]
    """Targets of citations."""


@dataclass(frozen=True)
class Published:
    """A built site's pages by address, and its catalogue."""

    pages: dict[str, Page]
    catalogue: Catalogue

    def page(self, review: Review) -> Page:
        """Return a review's page."""
        return self.pages[review.permalink.rstrip("/") + "/"]

    @cached_property
    def fragments(self) -> list[tuple[Page, str, str]]:
        """Return every link to a place on a page: (page, the page's address it leads to, id)."""
        return [
            (page, _address(page, path), unquote(fragment))
            for page in self.pages.values()
            for path, _, fragment in (link.partition("#") for link in page.links)
            if fragment and ":" not in path and not path.startswith("//")
        ]

    def counts(self) -> dict[str, int]:
        """Return what there is to check, for whoever asks with ``pytest -s``."""
        reviews = self.catalogue.reviews
        ids = (i for review in reviews for i in self.page(review).ids)
        return {
            "pages": len(self.pages),
            "reviews": len(reviews),
            "entries": sum(len({s.number for s in review.sources}) for review in reviews),
            "anchors": sum(i.startswith("source-") for i in ids),
            "citations": sum(1 for review in reviews for _ in written_citations(review)),
            "linked citations": sum(self.page(review).cites.total() for review in reviews),
            "internal links": sum(":" not in u for p in self.pages.values() for u in p.links),
            "links with a fragment": len(self.fragments),
            "fragments without id": len(self.lost_fragments()),
        }

    def lost_fragments(self) -> list[str]:
        """Return the links to a place that is on no page."""
        return [
            f"{page.address} -> {address}#{fragment}"
            for page, address, fragment in self.fragments
            if address not in self.pages or fragment not in self.pages[address].ids
        ]


def published(site: Site) -> Published:
    """Read a built site and the catalogue of its sources."""
    (target,) = targets([site.root])
    pages = (read_page(site.out, path) for path in sorted(site.out.rglob("*.html")))
    return Published({page.address: page for page in pages}, target.catalogue(None))


def read_page(root: Path, path: Path) -> Page:
    """Read the ids and links of a page's file."""
    tags = _TAG.findall(path.read_text("utf-8"))
    address = "/" + path.relative_to(root).as_posix().removesuffix("index.html")
    ids = Counter(html.unescape(i) for tag in tags for i in _ID.findall(tag))
    links = tuple(html.unescape(u) for tag in tags for u in _HREF.findall(tag))
    cites = Counter(u for tag in tags if "review-cite" in tag for u in _HREF.findall(tag))
    return Page(address, ids, links, cites)


def _address(page: Page, path: str) -> str:
    """Return the address in the site that a link's path leads to."""
    base = posixpath.dirname(page.address) if not page.address.endswith("/") else page.address
    joined = posixpath.normpath(posixpath.join(base, unquote(path.partition("?")[0])))
    if not path:
        return page.address
    joined = joined.removesuffix("/index.html")
    return joined if joined.endswith((".html", "/")) else joined + "/"


def written_citations(review: Review) -> Iterator[int]:
    """Yield the number of each citation as often as the prose writes it."""
    for section in review.sections:
        for match in CITATION.finditer(section.prose) if section.id != "references" else ():
            yield from (int(number[0]) for number in _NUMBER.finditer(match[1]))


@pytest.fixture(scope="module", params=["starter", "built_corpus"])
def site(request: pytest.FixtureRequest) -> Published:
    """Return the starter site, and the site of the real reviews where they are given."""
    found = published(request.getfixturevalue(request.param))
    print(found.counts())
    return found


def test_every_fragment_finds_its_id(site: Published) -> None:
    """A link to a place on a page of the site finds that page and the id on it."""
    lost = site.lost_fragments()
    assert site.fragments
    assert lost == [], f"{len(lost)} of {len(site.fragments)}"


def test_every_entry_has_its_anchor(site: Published) -> None:
    """Each entry that the record holds can be reached on the review's page."""
    entries = [(r, s.number) for r in site.catalogue.reviews for s in r.sources]
    lost = [f"{r.path} [{n}]" for r, n in entries if f"source-{n}" not in site.page(r).ids]
    assert entries
    assert lost == [], f"{len(lost)} of {len(entries)}"


def test_every_citation_with_an_entry_is_a_link(site: Published) -> None:
    """Each number that the prose cites, and that has an entry, is a link as often as it stands."""
    lost = []
    total = 0
    for review in site.catalogue.reviews:
        known = {source.number for source in review.sources}
        wanted = Counter(f"#source-{n}" for n in written_citations(review) if n in known)
        total += wanted.total()
        if wanted != site.page(review).cites:
            lost.append(f"{review.path}: {wanted - site.page(review).cites}")
    assert total
    assert lost == [], f"{len(lost)} reviews, {total} citations"


def test_no_id_stands_twice_on_a_review(site: Published) -> None:
    """An id names one place: a link could not choose between two."""
    pages = (site.page(review) for review in site.catalogue.reviews)
    doubled = [(page.address, i) for page in pages for i, n in page.ids.items() if n > 1]
    assert doubled == []


def test_a_lost_anchor_is_noticed(starter: Site) -> None:
    """The check of fragments can fail: an anchor taken away leaves its citations without an end."""
    site = published(starter)
    page = next(page for page in site.pages.values() if page.cites)
    bare = replace(page, ids=Counter(i for i in page.ids if i != "source-1"))
    damaged = replace(site, pages={**site.pages, page.address: bare})
    lost = damaged.lost_fragments()
    assert f"{page.address} -> {page.address}#source-1" in lost
    assert all(link.endswith(f"-> {page.address}#source-1") for link in lost)
