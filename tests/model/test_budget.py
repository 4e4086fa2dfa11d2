"""Reading has a budget: what is too much is told within a second, and never parsed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_reviews.model.budget import (
    MAX_DIRECTIVES,
    MAX_LINES,
    MAX_SIGNS,
    MAX_TEXT,
    MAX_TOGETHER,
    excess,
    signs_of,
)
from sphinx_reviews.model.scan import MAX_FILE_BYTES
from support import Site, body, path_of, read, review

SIZE = MAX_FILE_BYTES - 5_000
"""Characters that a hostile text may have and still be read."""

HOSTILE = {
    "stars": "*" * SIZE,
    "stars, less": "*" * 100_000,
    "open emphasis": "*a " * 3_000,
    "brackets": "[" * SIZE,
    "brackets, less": "[" * 3_000,
    "pictures": "![" * 3_000,
    "broken links": "[a](" * 3_000,
    "entities": "&#" * 3_000,
    "code": " ".join("`" * n for n in range(1, 400)),
    "formulas": "$a " * 8_000,
    "comments": "<!--" * 20_000,
    "tags": "<div>\n" * 5_000,
    "roles": "{a}`" * 5_000,
    "words": "word " * 100_000,
    "lines": "a  \n" * 20_000,
    "headings": "# a\n\n" * 5_000,
    "table": "|a|b|\n|-|-|\n" + "|a|b|\n" * 10_000,
    "notes": "".join(":" * (1003 - n) + "{note}\n" for n in range(1000)),
    "notes never closed": ":::{note}\n" * 1000,
    "notes by backticks": "```{note}\n" * 1000,
    "notes in lists": "- :::{note}\n" * 1000,
    "a note in many quotations": "> " * 40 + ":::{note}",
    "quotations": "> " * 5_000 + "x",
    "lists": "- " * 100_000 + "x",
}
"""Texts that would keep a parser busy for long, or bring it down."""


@pytest.mark.parametrize("name", HOSTILE)
def test_too_much_is_told_at_its_line_within_a_second(name: str) -> None:
    """The finding comes from the text alone, and the file gives no page to parse."""
    text = review(text=body(overview=HOSTILE[name]))
    began = time.process_time()
    outcome = read(text)
    assert time.process_time() - began < 1
    assert outcome.review is None
    (found,) = outcome.diagnostics
    assert found.code.value == "review.content.size"
    assert text[: text.index("## Overview")].count("\n") <= found.line <= text.count("\n") + 1


@pytest.mark.parametrize("name", ["stars", "notes", "code"])
def test_broken_front_matter_opens_no_way_around(name: str) -> None:
    """A text whose front matter cannot be read has the same budget."""
    began = time.process_time()
    found = read(f"---\nlayout: [\n---\n{HOSTILE[name]}").diagnostics
    assert time.process_time() - began < 1
    assert [item.code.value for item in found] == [
        "review.front-matter.yaml",
        "review.content.size",
    ]


def test_what_is_within_the_budget_is_built(make_site: Callable[..., Site]) -> None:
    """As many directives as are allowed may stand inside each other, in quotations and lists."""
    notes = "".join(
        "> " * (n % 20) + ":" * (60 - n) + "{note}\n" for n in range(MAX_DIRECTIVES - 1)
    )
    quoted = "> " * 18 + ":::{note}\n" + "> " * 18 + "> " * 1 + "x"
    site = make_site(
        {
            path_of("acme-one"): review("acme-one", body(overview=notes)),
            path_of("acme-two"): review("acme-two", body(overview=quoted)),
            path_of("acme-six"): review("acme-six", body(overview="*a " * 400)),
        }
    )
    for ref in ("acme-one", "acme-two", "acme-six"):
        assert site.page(f"/products/en/{ref}/").h1


def test_one_bad_file_stops_no_other(make_site: Callable[..., Site]) -> None:
    """Each is told, none is published, and the right review is."""
    files = {
        f"reviews/bad-{n}.md": review(f"bad-{n}", body(overview=t))
        for n, t in enumerate(HOSTILE.values())
    }
    site = make_site({**files, path_of("acme-one"): review("acme-one")})
    told = [w for w in site.warnings if w.endswith("[review.content.size]")]
    assert len(told) == len(HOSTILE)
    assert site.page("/products/en/acme-one/").h1
    assert not (site.out / "products/en/bad-0").exists()


def test_real_reviews_are_far_below_every_limit() -> None:
    """The largest real review takes less than a quarter of each limit."""
    folder = os.environ.get("REVIEWS_CORPUS")
    if not folder:
        pytest.skip("REVIEWS_CORPUS names no folder of real reviews")
    for path in Path(folder).rglob("*.md"):
        text = path.read_text("utf-8", errors="replace")
        assert len(text) < MAX_TEXT / 4
        assert text.count("\n") < MAX_LINES / 4
        assert signs_of(text) < MAX_SIGNS / 4
        assert max(map(signs_of, text.split("\n\n"))) < MAX_TOGETHER / 4
        assert excess(text, 1) is None
