"""Every reason for leaving a file out, with its code, its line and its column."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.diagnostics import Code, Severity
from sphinx_reviews.model.scan import scan
from sphinx_reviews.model.schema import REQUIRED
from sphinx_reviews.model.settings import Settings
from support import catalogue_of, front_matter, new_site, read, review

GOOD = review()


def line_of(text: str, key: str) -> int:
    """Return the line on which a key stands."""
    return next(n for n, line in enumerate(text.split("\n"), 1) if line.startswith(f"{key}:"))


@pytest.mark.parametrize(
    ("key", "value", "code", "column", "says"),
    [
        ("layout", "post", Code.FRONT_MATTER_TYPE, 9, "layout"),
        ("title", '""', Code.FRONT_MATTER_REQUIRED, 1, "title"),
        ("title", "[a, b]", Code.FRONT_MATTER_TYPE, 8, "must be text"),
        ("title", '"a\\u202eb"', Code.FRONT_MATTER_TYPE, 1, "control characters"),
        ("company_id", "a/b", Code.ID_UNSAFE, 13, "letters, digits and hyphens"),
        ("company_id", "..", Code.ID_UNSAFE, 13, "must begin"),
        ("ref", "../../etc", Code.ID_UNSAFE, 6, "letters, digits and hyphens"),
        ("ref", "con.fig", Code.ID_UNSAFE, 6, "operating system"),
        ("ref", "x" * 121, Code.ID_UNSAFE, 6, "letters"),
        ("lang", "fr", Code.FRONT_MATTER_TYPE, 7, "no language of this site"),
        ("date", "2025-07-2o", Code.FRONT_MATTER_TYPE, 7, "must be a date"),
        ("date", "2025-02-30", Code.FRONT_MATTER_TYPE, 7, "no day of the calendar"),
        ("date", "2025/07/08", Code.FRONT_MATTER_TYPE, 7, "must be a date"),
        ("date", "2025-07-08T00:00:00", Code.FRONT_MATTER_TYPE, 7, "must be a date"),
        ("rating", "3.2", Code.FRONT_MATTER_TYPE, 9, "must be a list"),
        ("rating", "[3.2, 0.8, x, 0.3, 0.7, 0.7]", Code.FRONT_MATTER_TYPE, 20, "must be a number"),
        ("rating", "[3.2, 1e-1, 0.7, 0.3, 0.7, 0.7]", Code.FRONT_MATTER_TYPE, 15, "a number"),
        ("rating", "[nan, 0.8, 0.7, 0.3, 0.7, 0.7]", Code.FRONT_MATTER_TYPE, 10, "a number"),
        ("rating", "[3.2, 0.8, 0.7, 0.3, 0.7]", Code.SCORE_COUNT, 9, "needs 6 numbers"),
        ("rating", "[3.2, 0.8, 0.7, 0.3, 0.7, 0.7, 0.1]", Code.SCORE_COUNT, 9, "needs 6"),
        ("rating", "[5.1, 0.8, 0.7, 0.3, 0.7, 0.7]", Code.SCORE_RANGE, 10, "overall"),
        ("rating", "[3.2, 1.1, 0.7, 0.3, 0.7, 0.7]", Code.SCORE_RANGE, 15, "scientific-validity"),
        ("rating", "[3.2, -0.1, 0.7, 0.3, 0.7, 0.7]", Code.SCORE_RANGE, 15, "outside 0 to 1"),
        ("tags", "Headphones", Code.FRONT_MATTER_TYPE, 7, "must be a list"),
        ("tags", "[a, '']", Code.FRONT_MATTER_TYPE, 11, "tags"),
        ("permalink", "products/x/", Code.PERMALINK_UNSAFE, 12, "inside the site"),
        ("permalink", "//evil.example/x/", Code.PERMALINK_UNSAFE, 12, "inside the site"),
        ("permalink", "/a/../../x/", Code.PERMALINK_UNSAFE, 12, "must begin"),
        ("permalink", "https://evil.example/", Code.PERMALINK_UNSAFE, 12, "inside the site"),
        ("permalink", "/a b/", Code.PERMALINK_UNSAFE, 12, "letters"),
        ("permalink", "/a%2fb/", Code.PERMALINK_UNSAFE, 12, "letters"),
        ("permalink", '"/a\\\\b/"', Code.PERMALINK_UNSAFE, 1, "letters"),
        ("price", "-1", Code.FRONT_MATTER_TYPE, 8, "price"),
        ("price", "100 USD", Code.FRONT_MATTER_TYPE, 8, "must be a number"),
        ("price", "1,549.99", Code.FRONT_MATTER_TYPE, 8, "must be a number"),
        ("price", "[1]", Code.FRONT_MATTER_TYPE, 8, "must be a number"),
        ("price_currency", "dollars", Code.FRONT_MATTER_TYPE, 17, "currency code"),
        ("category", "headphnes", Code.FRONT_MATTER_TYPE, 11, "not configured"),
        ("pros", "all", Code.FRONT_MATTER_TYPE, 7, "must be a list"),
        ("image", "../secret.png", Code.FRONT_MATTER_TYPE, 8, "beside the review"),
        ("image", "https://evil.example/x.png", Code.FRONT_MATTER_TYPE, 8, "beside the review"),
        ("updated", "soon", Code.FRONT_MATTER_TYPE, 10, "must be a date"),
        ("equivalent", "a b", Code.FRONT_MATTER_TYPE, 13, "letters"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_at_its_place(
    key: str, value: str, code: Code, column: int, says: str
) -> None:
    """A value that cannot be used leaves the file out and is told at its line and column."""
    text = review(**{"permalink": "/products/en/acme-one/"} | {key: value})
    outcome = read(text, categories={"headphones": {"tags": ["Headphones"]}})
    assert outcome.review is None
    (found,) = outcome.diagnostics
    assert (found.code, found.line, found.column) == (code, line_of(text, key), column)
    assert found.severity is Severity.ERROR
    assert says in found.text()
    assert found.path == "reviews/acme-one.md"


@pytest.mark.parametrize("key", REQUIRED)
def test_a_required_key_that_is_missing_is_named(key: str) -> None:
    """A file without a required key is left out; the message says which line to add."""
    outcome = read(review(**{key: None}))
    assert outcome.review is None
    assert [(d.code, d.line) for d in outcome.diagnostics] == [(Code.FRONT_MATTER_REQUIRED, 1)]
    assert repr(key) in outcome.diagnostics[0].text()
    assert f"'{key}: …'" in outcome.diagnostics[0].text()


@pytest.mark.parametrize("key", REQUIRED)
def test_a_required_key_that_is_empty_is_told_at_its_line(key: str) -> None:
    """A key without a value counts as missing, at the key's own line."""
    text = review(**{key: ""})
    outcome = read(text)
    assert outcome.review is None
    assert [(d.code, d.line) for d in outcome.diagnostics] == [
        (Code.FRONT_MATTER_REQUIRED, line_of(text, key))
    ]


@pytest.mark.parametrize("key", ["title", "summary"])
@pytest.mark.parametrize("value", ['""', '" "'])
def test_a_required_text_of_blanks_is_missing(key: str, value: str) -> None:
    """Quotation marks around nothing hold nothing: the key counts as empty."""
    outcome = read(review(**{key: value}))
    assert outcome.review is None
    assert [d.code for d in outcome.diagnostics] == [Code.FRONT_MATTER_REQUIRED]


def test_all_errors_of_a_file_are_told_at_once() -> None:
    """An author learns everything that is wrong from one run."""
    outcome = read(review(date="x", price="y", permalink="z", title=None))
    assert {d.code for d in outcome.diagnostics} == {
        Code.FRONT_MATTER_TYPE,
        Code.PERMALINK_UNSAFE,
        Code.FRONT_MATTER_REQUIRED,
    }
    assert len(outcome.diagnostics) == 4


@pytest.mark.parametrize(
    ("key", "hint"),
    [("premalink", "'permalink'"), ("tag", "'tags'"), ("zzz", "use the key suggested")],
)
def test_an_unknown_key_is_refused_with_the_nearest(key: str, hint: str) -> None:
    """A key outside the closed set leaves the file out; the nearest known key is suggested."""
    text = review(**{key: "x"})
    outcome = read(text)
    assert outcome.review is None
    (found,) = outcome.diagnostics
    assert (found.code, found.line, found.column) == (
        Code.FRONT_MATTER_KEY,
        line_of(text, key),
        1,
    )
    assert hint in found.hint


@pytest.mark.parametrize(
    "key", ["myst", "html_meta", "substitutions", "orphan", "tocdepth", "nosearch"]
)
def test_keys_that_would_configure_the_parser_are_refused(key: str) -> None:
    """Front matter cannot switch anything on: such keys are unknown like any other."""
    assert read(review(**{key: "x"})).review is None


def test_a_key_that_stands_twice_is_told_at_the_second() -> None:
    """The second of two equal keys is told with its own line."""
    text = GOOD.replace("lang: en\n", "lang: en\nlang: en\n")
    found = read(text).diagnostics[0]
    assert (found.code, found.line) == (Code.FRONT_MATTER_DUPLICATE, line_of(text, "lang") + 1)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", Code.FRONT_MATTER_MISSING, 1),
        (b"## Overview\n\nText\n", Code.FRONT_MATTER_MISSING, 1),
        (b"layout: product\nref: x\n", Code.FRONT_MATTER_MISSING, 1),
        (b"---\nlayout: product\n", Code.FRONT_MATTER_MISSING, 1),
        (b"---\ntitle: [\n---\n", Code.FRONT_MATTER_YAML, 3),
        (b"---\nlayout: product\n\xff\xfe: x\n---\n", Code.FILE_ENCODING, 3),
        (GOOD.encode() + b"\nlatin \xe9\n", Code.FILE_ENCODING, GOOD.count("\n") + 2),
        (GOOD.encode("utf-16"), Code.FILE_ENCODING, 1),
        (b"---\n---\n", Code.FRONT_MATTER_YAML, 2),
    ],
    ids=[
        "empty",
        "no-block",
        "no-fences",
        "unclosed",
        "broken",
        "bytes",
        "latin",
        "utf-16",
        "bare",
    ],
)
def test_a_file_that_cannot_be_read_gives_one_located_finding(
    data: bytes, code: Code, line: int
) -> None:
    """A file without readable front matter gives exactly one finding, at its line."""
    outcome = read(data)
    assert outcome.review is None
    assert [(d.code, d.line) for d in outcome.diagnostics] == [(code, line)]


def test_a_folder_keeps_its_good_files(tmp_path: Path) -> None:
    """A folder with unreadable files gives all its readable ones and a finding for each other."""
    site = new_site(
        tmp_path / "site",
        {
            "reviews/a.md": GOOD,
            "reviews/b.md": b"\xff",
            "reviews/c.md": "no front matter",
            "reviews/big.md": GOOD + "x" * 2**20,
            "reviews/deep/d.md": review("acme-two"),
            "reviews/.hidden/e.md": review("acme-three"),
            "reviews/notes.txt": "not Markdown",
            "outside.md": review("acme-four"),
        },
    )
    (site.root / "reviews/link.md").symlink_to("/etc/passwd")
    (site.root / "reviews/gone.md").symlink_to("nowhere.md")
    (site.root / "reviews/folder.md").mkdir()
    (site.root / "reviews/pipe.md").write_text("")
    found = scan(site.root, Settings())
    assert [o.review.ref for o in found.outcomes if o.review] == ["acme-one", "acme-two"]
    assert {(d.path, d.code) for d in found.diagnostics if d.severity is Severity.ERROR} == {
        ("reviews/b.md", Code.FILE_ENCODING),
        ("reviews/big.md", Code.FILE_UNREADABLE),
        ("reviews/c.md", Code.FRONT_MATTER_MISSING),
        ("reviews/gone.md", Code.FILE_UNREADABLE),
        ("reviews/link.md", Code.FILE_UNREADABLE),
        ("reviews/pipe.md", Code.FRONT_MATTER_MISSING),
    }


def test_a_folder_that_is_closed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reviews in a folder that may not be entered do not vanish without a word."""
    files = {"reviews/a.md": GOOD, "reviews/closed/b.md": review("acme-two")}
    site = new_site(tmp_path / "site", files)
    listed = os.scandir

    def scandir(path: str) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = scan(site.root, Settings())
    assert [o.review.ref for o in found.outcomes if o.review] == ["acme-one"]
    (told,) = [d for d in found.diagnostics if d.code is Code.FILE_UNREADABLE]
    assert str(told).startswith("reviews/closed:1: review.file.unreadable: the folder cannot be")
    assert told.text().endswith("Permission denied; give whoever builds the right to read it")


def test_two_files_of_one_subject_keep_the_first() -> None:
    """The second file of a subject is left out and told with the first one's path."""
    from sphinx_reviews.model.scan import Scan

    outcomes = (
        read(GOOD, "reviews/a.md"),
        read(review(permalink="/products/en/other/"), "reviews/b.md"),
    )
    catalogue = Catalogue(Scan(outcomes), Settings())
    assert [r.path for r in catalogue.reviews] == ["reviews/a.md"]
    (found,) = (d for d in catalogue.diagnostics if d.code is Code.DUPLICATE_REF)
    assert (found.path, found.line) == ("reviews/b.md", line_of(GOOD, "ref"))
    assert "reviews/a.md" in found.message


@pytest.mark.parametrize(
    "address",
    ["/products/en/acme-one/", "/products/en/Acme-One/", "/products/en/acme-one"],
)
def test_two_files_of_one_address_keep_the_first(address: str) -> None:
    """An address is taken once, letter case and a closing slash aside."""
    from sphinx_reviews.model.scan import Scan

    outcomes = (
        read(GOOD, "reviews/a.md"),
        read(review("acme-two", permalink=address), "reviews/b.md"),
    )
    catalogue = Catalogue(Scan(outcomes), Settings())
    assert [r.ref for r in catalogue.reviews] == ["acme-one"]
    told = {d.code for d in catalogue.diagnostics if d.path == "reviews/b.md"}
    assert Code.DUPLICATE_PERMALINK in told


def test_an_address_of_a_hand_written_page_is_taken(tmp_path: Path) -> None:
    """A review cannot replace the home page."""
    site = new_site(
        tmp_path / "site",
        {
            "docs/index.md": "---\npermalink: /en/\n---\n# Home\n",
            "reviews/a.md": review(permalink="/en/"),
        },
    )
    catalogue = Catalogue(scan(site.root, Settings()), Settings())
    assert catalogue.reviews == ()
    assert catalogue.diagnostics[-1].code is Code.DUPLICATE_PERMALINK


def test_a_cache_gives_the_same_outcomes(tmp_path: Path) -> None:
    """A scan from the cache equals a scan of the files, also after an edit or other settings."""
    site = new_site(tmp_path / "site", {"reviews/a.md": GOOD, "reviews/b.md": "broken"})
    cache = tmp_path / "cache"
    first = scan(site.root, Settings(), cache=cache)
    assert scan(site.root, Settings(), cache=cache) == first
    site.write("reviews/b.md", review("acme-two"))
    assert scan(site.root, Settings(), cache=cache) == scan(site.root, Settings())
    euros = Settings(currencies={"en": "EUR"})
    assert scan(site.root, euros, cache=cache) == scan(site.root, euros)
    cache.write_bytes(b"damaged")
    assert scan(site.root, Settings(), cache=cache) == scan(site.root, Settings())


def test_an_id_may_hold_letters_of_any_script() -> None:
    """A live site's ids are kept as they are."""
    catalogue = catalogue_of(review("acme-größe", permalink="/products/en/größe/"))
    assert catalogue.reviews[0].ref == "acme-größe"


def test_front_matter_without_a_body_is_a_review() -> None:
    """A file may end behind its front matter."""
    assert read(front_matter()).review is not None


def test_a_category_is_free_where_none_is_configured() -> None:
    """A site without categories takes any, and ranks the product among all."""
    catalogue = catalogue_of(review(category="headphones"))
    assert catalogue.category_of(catalogue.reviews[0]) is None
    assert len(catalogue.peers(catalogue.reviews[0])) == 1


@pytest.mark.parametrize("name", ["one.MD", "one.markdown", "one.md.txt"])
def test_a_file_that_looks_like_a_review_is_told(tmp_path: Path, name: str) -> None:
    """A review under another ending is no review, and the finding says to rename it."""
    site = new_site(tmp_path / "site", {f"reviews/{name}": GOOD, "reviews/notes.txt": "mine"})
    (outcome,) = scan(site.root, Settings()).outcomes
    assert outcome.review is None
    assert "its name does not end in .md; rename it" in str(outcome.diagnostics[0])
