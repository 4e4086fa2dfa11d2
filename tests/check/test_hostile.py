"""Hostile files are named, each at a line of its own text, and stop nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from check.hostile import HOSTILE
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.diagnostics import Severity
from sphinx_reviews.model.rules import check
from sphinx_reviews.model.safety import link_problem, math_problem, permalink_problem
from sphinx_reviews.model.scan import MAX_FILE_BYTES, read_review, scan
from sphinx_reviews.model.settings import Settings
from support import body, review

PATH = "reviews/products/en/acme/acme-one.md"


def test_there_are_many() -> None:
    """The collection is large enough to mean something."""
    assert len(HOSTILE) > 100


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_named(name: str) -> None:
    """The finding has the expected code, a line inside the file, and one printable line of text."""
    text, code = HOSTILE[name]
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    found = read_review(data, PATH, Settings()).diagnostics
    named = [item for item in found if item.code.value == f"review.{code}"]
    assert named, [str(item) for item in found]
    assert all(1 <= item.line <= data.count(b"\n") + 1 for item in named)
    assert all(item.text().isprintable() for item in named)


def test_no_hostile_file_stops_the_rest(tmp_path: Path) -> None:
    """A folder full of hostile files still gives the catalogue of the right one."""
    folder = tmp_path / "reviews"
    folder.mkdir()
    for number, (text, _) in enumerate(HOSTILE.values()):
        data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        (folder / f"hostile-{number}.md").write_bytes(data)
    (folder / "right.md").write_text(review("right", text=body()))
    catalogue = Catalogue(scan(tmp_path, Settings()), Settings())
    assert catalogue.get("product", "right", "en")
    told = {item.path for item in check(catalogue) if item.severity is not Severity.NOTE}
    assert len(told) == len(HOSTILE)


def test_links_out_of_the_folder_and_large_files_are_not_read(tmp_path: Path) -> None:
    """A symbolic link that leads outside, a folder, a pipe and a huge file are told, not read."""
    folder = tmp_path / "reviews"
    folder.mkdir()
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    (folder / "link.md").symlink_to(secret)
    (folder / "loop.md").symlink_to(folder / "loop.md")
    (folder / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.md")
    (folder / "huge.md").write_bytes(b"a" * (MAX_FILE_BYTES + 1))
    found = check(Catalogue(scan(tmp_path, Settings()), Settings()))
    assert {item.path for item in found} == {
        *(f"reviews/{name}.md" for name in ("link", "loop", "pipe", "huge")),
        "reviews/linked",
    }
    assert {item.code.value for item in found} == {"review.file.unreadable"}
    assert not any("secret" in item.value for item in found)


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=150)
def test_any_bytes_are_read_without_an_exception(data: bytes) -> None:
    """Reading never raises, whatever the bytes are."""
    read_review(data, "a.md", Settings())
    read_review(b"---\n" + data + b"\n---\n" + data, "a.md", Settings())


PIECES = st.sampled_from(
    [
        "**",
        "*",
        "`",
        "```",
        "{a}",
        "[",
        "]",
        "(",
        ")",
        "![",
        "<",
        ">",
        "$",
        "$$",
        "\\",
        "\n",
        "\n\n",
        "## ",
        "- ",
        "> ",
        "|",
        "1 USD ÷ 2 USD = 0.5",
        "円",
        "「",
        "」",
        "a",
        " ",
        "https://a.b/",
        "[1]",
    ]
)


@given(st.lists(PIECES, max_size=40))
@settings(deadline=None, max_examples=150)
def test_any_markup_is_read_without_an_exception(pieces: list[str]) -> None:
    """Reading never raises, however markup is put together, and lines stay inside the file."""
    text = review(text=body(advice="".join(pieces), references="".join(pieces)))
    for item in read_review(text.encode(), PATH, Settings()).diagnostics:
        assert 1 <= item.line <= text.count("\n") + 1


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "http://a.example/?x=1&y=2#z",
        "mailto:me@example.org",
        "#part",
        "/products/en/acme-one/",
        "acme-two.md",
        "acme-two",
        "picture.png",
        "../beta/beta-one.md",
    ],
)
def test_links_that_reviews_may_have(target: str) -> None:
    """The web, mail, the page, the site and other reviews may be linked to."""
    assert link_problem(target, path=PATH, folder="reviews") == ""


@pytest.mark.parametrize(
    "tex", ["\\Large \\text{0.8}", "\\frac{1}{2}", "a_1^2 \\times 10\\%", "\\left(x\\right)"]
)
def test_formulas_that_reviews_may_have(tex: str) -> None:
    """Plain mathematics passes."""
    assert math_problem(tex) == ""


def test_a_live_sites_addresses_are_kept() -> None:
    """Letters of any script, dots and signs of names are no danger."""
    for permalink in ("/products/en/a-b_c.d/", "/製品/ja/音/", "/a+b/", "/x"):
        assert permalink_problem(permalink) == ""
