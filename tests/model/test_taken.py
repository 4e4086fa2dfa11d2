"""The scheme of addresses: what is taken, what fits a file system, what is the same twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.addresses import MAX_PART, ComparisonPage, TagPage, shortened
from sphinx_reviews.model.safety import permalink_problem
from sphinx_reviews.model.taken import (
    MAX_ADDRESS,
    MAX_NAME,
    address_key,
    holder_of,
    name_problem,
    printable,
    reserved,
)

LANGUAGES = ("en", "ja")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/a/b/", "/A/b"),
        ("/a/b/", "/a/b.html"),
        ("/a/b/", "/a/b/index.html"),
        ("/caf\u00e9/", "/cafe\u0301/"),
        ("/STRASSE/", "/stra\u00dfe/"),
    ],
)
def test_two_spellings_of_one_place_are_the_same(one: str, other: str) -> None:
    """Letter case, Unicode's forms and a page's file or folder make no other address."""
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    "address",
    ["/", "/index.html", "/search/", "/Search", "/404.html", "/404/", "/genindex/", "/objects.inv/",
     "/objects.inv/x/", "/robots.txt/", "/tags/en/wired/", "/TAGS/EN/x/", "/categories/ja/dacs/",
     "/rankings/en/value/", "/compare/en/a-vs-b/", "/_static/x/", "/sitemap.xml/", "/rankings/en/"],
)  # fmt: skip
def test_what_the_build_makes_is_taken(address: str) -> None:
    """No review may stand where the build puts a page or a file of its own."""
    assert reserved(address, LANGUAGES)


@pytest.mark.parametrize(
    "address",
    [
        "/products/en/a/",
        "/en/",
        "/tags/fr/x/",
        "/tags/",
        "/compare-it/",
        "/searching/",
        "/x/search/",
    ],
)
def test_what_the_build_does_not_make_is_free(address: str) -> None:
    """A name that only looks like one of the build's own is free."""
    assert reserved(address, LANGUAGES) == ""


def test_further_pages_and_books_belong_to_their_page() -> None:
    """The second page of a list and a review's PDF are taken with the page itself."""
    taken = {"products/en": "docs/en/products", "products/en/a": "a.md"}
    assert holder_of("/products/en/page/2/", taken, LANGUAGES) == "docs/en/products"
    assert holder_of("/products/en/a.pdf/", taken, LANGUAGES) == "a.md"
    assert holder_of("/products/en/page/", taken, LANGUAGES) == ""


@pytest.mark.parametrize(
    "permalink",
    ["/" + "a" * (MAX_PART + 1) + "/", "/" + "\u97f3" * 70 + "/", "/x" * 1900 + "/", "/" + "/".join(["a" * 90] * 12),
     "/objects.inv", "/a.html/b/", "/a.pdf/", "/robots.txt", "/a.svg"],
)  # fmt: skip
def test_an_address_that_is_no_page_is_refused(permalink: str) -> None:
    """Too long, too deep, a file that is no page, or a folder that is named like one."""
    assert permalink_problem(permalink)


@given(st.text(min_size=1, max_size=400), st.text(min_size=1, max_size=400))
def test_generated_names_fit_a_file_system(one: str, other: str) -> None:
    """Whatever refs and tags are called, a generated page's name has few enough bytes."""
    text = one.encode("utf-8", "ignore").decode(), other.encode("utf-8", "ignore").decode()
    for name in (ComparisonPage("en", *text).name, TagPage("en", text[0]).name):
        assert len(name.rpartition("/")[2].encode()) <= max(MAX_PART, len(text[1].encode()))


def test_shortened_names_stay_apart() -> None:
    """Two long names that begin alike stay two; a short name stays as it is."""
    one, other = (shortened("\u97f3" * 100 + end, MAX_PART) for end in "ab")
    assert one != other
    assert len(one.encode()) <= MAX_PART
    assert shortened("short", MAX_PART) == "short"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("reviews/a\nb.md", "line break"),
        ("reviews/a\x1b[31m.md", "cannot be printed"),
        ("reviews/a\u202eb.md", "cannot be printed"),
        ("reviews/a\udcff.md", "not valid UTF-8"),
        ("reviews/" + "a" * (MAX_NAME + 1), "longer"),
        ("reviews/" + "a/" * MAX_ADDRESS, "longer"),
    ],
)
def test_a_file_name_that_cannot_be_used_is_told(path: str, problem: str) -> None:
    """The name is refused for its reason, and shown on one line of valid text."""
    assert problem in name_problem(path)
    assert printable(path).isprintable()
    printable(path).encode()


def test_ordinary_names_pass() -> None:
    """Names of every script are usable."""
    for path in ("reviews/products/ja/\u97f3/\u97f3-1.md", "reviews/a b.md", "reviews/a+b.md"):
        assert name_problem(path) == ""
        assert printable(path) == path
