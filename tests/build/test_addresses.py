"""No review displaces a page of the site, and none vanishes without a word."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.rules import check
from sphinx_reviews.model.scan import scan
from sphinx_reviews.model.settings import Settings
from support import CONF, Site, new_site, path_of, review

CLASHES = {
    "root": "/",
    "root's file": "/index.html",
    "search": "/search/",
    "missing": "/404.html",
    "inventory as a folder": "/objects.inv/",
    "inside the inventory": "/objects.inv/x/",
    "list": "/products/en/",
    "list in capitals": "/Products/EN/",
    "further page of a list": "/products/en/page/2/",
    "tag": "/tags/en/wired/",
    "ranking": "/rankings/en/technology-level/",
    "category": "/categories/en/headphones/",
    "comparison": "/compare/en/acme-one-vs-beta-one/",
    "page without a permalink": "/docs/usual/",
    "page outside the folder of pages": "/about/",
    "file copied to the root": "/ads.txt/",
    "PDF": "/products/en/acme-one.pdf/",
    "other review": "/products/en/acme-one/",
    "other review's file": "/products/en/acme-one.html",
    "other review in capitals": "/products/en/ACME-ONE/",
    "too long": "/products/en/" + "a" * 300 + "/",
    "too deep": "/a" * 1900 + "/",
    "decomposed": "/products/en/cafe\u0301/",
    "text file": "/robots.txt",
}
"""What a review must not claim."""

CONFIG = """
html_extra_path = ["extra"]
reviews_categories = {"headphones": {"names": {"en": "Headphones"}, "tags": ["Headphones"]}}
"""
FILES = {
    "docs/products.md": "---\npermalink: /products/en/\n---\n# Products\n\n```{review-list}\n:lang: en\n```\n",
    "docs/usual.md": "# Usual\n",
    "about.md": "# About us\n",
    "extra/ads.txt": "none\n",
    path_of("acme-one"): review("acme-one", equivalent="beta-one"),
    path_of("beta-one"): review("beta-one"),
}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site without any hostile review."""
    return new_site(tmp_path_factory.mktemp("addresses") / "before", FILES, CONFIG).build()


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the same site with a review for every clash, each in front of all others by path."""
    site = new_site(tmp_path_factory.mktemp("addresses") / "after", FILES, CONFIG)
    for number, permalink in enumerate(CLASHES.values()):
        text = review(f"aaa-{number}", permalink=permalink, date="2026-01-01", tags="[Other]")
        site.write(f"reviews/aaa-{number}.md", text)
    return site.build()


@pytest.mark.parametrize("name", CLASHES)
def test_a_clash_is_told_at_its_line(after: Site, name: str) -> None:
    """The finding is an error at the permalink's line of the review that came later."""
    path = f"reviews/aaa-{list(CLASHES).index(name)}.md"
    line = (after.root / path).read_text().splitlines()
    place = next(n for n, text in enumerate(line, start=1) if text.startswith("permalink:"))
    told = [w for w in after.warnings if w.startswith(f"{path}:{place}: ")]
    codes = ("[review.duplicate.permalink]", "[review.permalink.unsafe]")
    assert any(w.endswith(codes) for w in told), [w for w in after.warnings if path in w]


def test_every_page_of_the_site_stays(before: Site, after: Site) -> None:
    """Every page is what it was without the hostile reviews, and there is none more."""
    was, now = before.bytes("**/*.html"), after.bytes("**/*.html")
    assert sorted(was) == sorted(now)
    for path in ("index.html", "products/en/index.html", "search/index.html", "about/index.html"):
        assert was[path] == now[path]
    assert "Acme One" in after.file("products/en/acme-one/index.html")
    assert after.file("ads.txt") == "none\n"
    assert (after.out / "objects.inv").is_file()


def test_the_older_of_two_reviews_keeps_its_place(tmp_path: Path) -> None:
    """A review of a later day does not take an address by a name that sorts earlier."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")})
    site.write(
        "reviews/aaa.md", review("aaa", permalink="/products/en/acme-one/", date="2026-01-01")
    )
    catalogue = Catalogue(scan(site.root, Settings()), Settings())
    assert [r.ref for r in catalogue.reviews] == ["acme-one"]
    assert [
        (d.path, d.code.value) for d in catalogue.diagnostics if "duplicate" in d.code.value
    ] == [("reviews/aaa.md", "review.duplicate.permalink")]


def test_names_of_files_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    """Line breaks, bytes that are no text, names too long: told on one line, the rest is built."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")})
    folder = os.fsencode(site.root / "reviews")
    text = review("beta-one").encode()
    for name in (b"a\nb.md", b"a\xffb.md", b"a\x1b[2Jb.md", b"a" * 252 + b".md"):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(text)
    site.write("reviews/cafe\u0301.md", review("caf\u00e9", permalink="/products/en/caf\u00e9/"))
    time.sleep(0.1)  # what was written just now is not remembered, whatever its name
    for _ in range(2):
        site.build()
        told = [w for w in site.warnings if "review.file.unreadable" in w]
        assert len(told) == 5, site.warnings
        assert any("NFC" in w for w in told)
        assert all(w.isprintable() for w in site.warnings)
        assert site.page("/products/en/acme-one/").h1


def test_linked_folders_are_told_and_not_entered(make_site: Callable[..., Site]) -> None:
    """Links that circle, or lead to a large tree, cost no time: neither we nor Sphinx enter them."""
    site = make_site({path_of("acme-one"): review("acme-one")})
    for name in ("round", "about[1]", "deep/round"):
        (site.root / "reviews" / name).parent.mkdir(exist_ok=True)
        (site.root / "reviews" / name).symlink_to(site.root)
    (site.root / "reviews" / "all").symlink_to("/")
    began = time.perf_counter()
    site.build()
    assert time.perf_counter() - began < 30
    told = [w for w in site.warnings if "review.file.unreadable" in w]
    assert len(told) == 4, site.warnings
    assert not any("round" in name for name in site.env.found_docs)
    assert site.page("/products/en/acme-one/").h1


def test_check_tells_the_same_without_a_build(after: Site) -> None:
    """Clashes with all that lies in the folder of pages are found without Sphinx too."""
    found = check(Catalogue(scan(after.root, Settings()), Settings()))
    told = {d.path for d in found if "permalink" in d.code.value and d.severity.value == "error"}
    only_by_build = {"page outside the folder of pages", "file copied to the root"}
    for number, name in enumerate(CLASHES):
        if name not in only_by_build:
            assert f"reviews/aaa-{number}.md" in told, name
    assert CONF
