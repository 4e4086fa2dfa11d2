"""Generated addresses: one module puts them together, and links ask for what they lead to."""

from __future__ import annotations

import re

import pytest

from sphinx_reviews.model.addresses import (
    FOLDERS,
    CategoryPage,
    ChoicePage,
    ComparisonPage,
    Links,
    ListPage,
    RankingPage,
    ReviewPdf,
    TagPage,
    Target,
    folder_of,
    no_links,
)
from support import EXTENSIONS

PACKAGE = EXTENSIONS / "sphinx_reviews"


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (TagPage("en", "Closed Back"), "tags/en/closed-back"),
        (TagPage("en", "Index"), "tags/en/index-"),
        (CategoryPage("ja", "headphones"), "categories/ja/headphones"),
        (ChoicePage("ja", "headphones", 20000), "best/ja/headphones-under-20000"),
        (RankingPage("en", "utility"), "rankings/en/utility"),
        (ComparisonPage("en", "a", "b"), "compare/en/a-vs-b"),
        (ListPage("docs/products", "/products/en/", 1), "docs/products"),
        (ListPage("docs/products", "/products/en/", 3), "products/en/page/3"),
        (ReviewPdf("/products/en/a/"), "products/en/a.pdf"),
    ],
)
def test_names(target: Target, name: str) -> None:
    """Each kind of page has its address; that of a list's first page is the page it stands on."""
    assert target.name == name


def test_links_ask_for_what_they_lead_to() -> None:
    """A page's links name the target; where there is nothing to name, nothing is asked for."""
    asked: list[Target] = []
    link = Links("en", lambda target: asked.append(target) or "there", ListPage("list", "list"))
    assert link("page") == link.tag("x") == link.page(2) == link.pdf("/a/") == "there"
    assert (link(""), link.tag(""), link.category(""), link.ranking("")) == ("", "", "", "")
    assert [target.name for target in asked] == ["page", "tags/en/x", "list/page/2", "a.pdf"]
    assert no_links("en").tag("x") == Links("en", lambda target: "there").page(2) == ""


def test_folders_are_told_apart_from_pages() -> None:
    """Only what lies below a folder of generated pages lies in it."""
    assert [folder_of(f"{folder}/en/x") for folder in FOLDERS] == list(FOLDERS)
    assert (folder_of("tags"), folder_of("tagsx/en/y"), folder_of("products/en/x")) == ("", "", "")


@pytest.mark.parametrize("suffix", [".py", ".html"])
def test_no_other_module_composes_addresses(suffix: str) -> None:
    """No other module or template writes a generated folder's name into an address."""
    composed = re.compile(rf"""["'](?:{"|".join(FOLDERS)}|_reviews)/|["'](?:tag|file|page):["']""")
    found = [
        path.relative_to(PACKAGE).as_posix()
        for path in sorted(PACKAGE.rglob(f"*{suffix}"))
        if path.name != "addresses.py" and composed.search(path.read_text("utf-8"))
    ]
    assert found == []
