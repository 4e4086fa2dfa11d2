"""Own regular expressions stay linear: twice the input takes about twice the time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from sphinx_reviews.model.scan import read_review
from sphinx_reviews.model.settings import Settings
from support import body, front_matter, review

HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * n,
    "closed brackets": lambda n: "[]" * n,
    "link openings": lambda n: "[a](" * n,
    "nested links": lambda n: "[" * n + "a" + "](b)" * n,
    "citations": lambda n: "[1,2,3,4" * n,
    "backquotes": lambda n: "".join("`" * (i % 40 + 1) + "a" for i in range(n // 10)),
    "asterisks": lambda n: "a**" * n,
    "asterisk runs": lambda n: "".join("*" * (i % 7 + 1) + "a" for i in range(n // 3)),
    "openers": lambda n: "**a " * n + "a** " * n,
    "dollars": lambda n: "$a" * n,
    "double dollars": lambda n: "$$" * n,
    "commands": lambda n: "$$" + "\\text{" * n,
    "tags": lambda n: "<a " * n,
    "comments": lambda n: "<!-" * n,
    "roles": lambda n: "{a" * n,
    "templates": lambda n: "{" * n,
    "quotes": lambda n: "> " * n,
    "quotes without spaces": lambda n: ">" * n,
    "lists": lambda n: "- " * n,
    "spaces": lambda n: " " * n + "x",
    "digits": lambda n: "1" * n + " ÷",
    "thousands": lambda n: "1,000" * n + " ÷ 1",
    "claims": lambda n: "1 USD ÷ 2 USD = " * n,
    "claims with brackets": lambda n: "1 USD (" * n + "÷ 2 USD = 1",
    "slashes": lambda n: "1/2 = " * n,
    "words behind a sign": lambda n: "1 ÷ " + "a" * n,
    "rounding": lambda n: "1 USD ÷ 2 USD = 0.5" + ", rounded to 0.5" * n,
    "addresses": lambda n: "https://a" * n,
    "address marks": lambda n: "https://a" + ").,!" * n,
    "table cells": lambda n: "|" + "a|" * n,
    "headings": lambda n: "# " * n,
    "trailing hashes": lambda n: "## a" + " #" * n,
    "markers": lambda n: "$$ \\Large \\text{" + " " * n,
    "fences": lambda n: "```a\n" * (n // 5),
    "directive fences": lambda n: "```{a}\n" * (n // 7),
    "paragraphs": lambda n: "a\n\n" * (n // 3),
    "blank lines": lambda n: "\n" * n,
    "definitions": lambda n: "[a]:" * n,
    "mojibake": lambda n: "縺" * n,
    "sentences": lambda n: "100. " * n + "1 USD ÷ 100 USD = 0.01",
    "access days": lambda n: "accessed " * n,
    "dates": lambda n: "2025-07-01" * n,
}

IN_REFERENCES = ("addresses", "address marks", "access days", "dates", "digits", "brackets")


def seconds(text: str) -> float:
    """Return the processor time of a reading."""
    began = time.process_time()
    read_review(text.encode(), "a.md", Settings())
    return time.process_time() - began


def assert_linear(make: Callable[[int], str]) -> None:
    """Compare the time of an input with that of the same four times as long.

    Another process may disturb a reading; the best of some counts where the first is too slow.
    """
    small, large = make(4_000), make(16_000)
    short = long = float("inf")
    for _ in range(9):
        long = min(long, seconds(large))  # first: what is made once must not count for the short
        short = min(short, seconds(small))
        ratio = (long + 1e-4) / (short + 2e-3)
        if ratio < 7:
            return
    raise AssertionError(f"four times the input takes {ratio:.1f} times as long")


@pytest.mark.parametrize("name", HOSTILE)
def test_prose_is_read_in_linear_time(name: str) -> None:
    """Four times the text takes about four times as long, sixteen would be quadratic."""
    assert_linear(lambda n: review(text=body(advice=HOSTILE[name](n))))


@pytest.mark.parametrize("name", IN_REFERENCES)
def test_references_are_read_in_linear_time(name: str) -> None:
    """The same holds for one entry of the references."""
    assert_linear(lambda n: review(text=body(references=f"[1] {HOSTILE[name](n)}")))


@pytest.mark.parametrize(
    "make",
    [
        lambda n: front_matter(summary=f'"{"<a" * n}"'),
        lambda n: front_matter(summary=f'"{"{" * n}"'),
        lambda n: front_matter(tags="[" + "a, " * (n // 3) + "a]"),
        lambda n: "---\n" + "- " * n,
        lambda n: "---\n" + "a: b\n" * (n // 5) + "---\n",
        lambda n: "--- \n" * (n // 5),
    ],
)
def test_front_matter_is_read_in_linear_time(make: Callable[[int], str]) -> None:
    """The same holds for the front matter."""
    assert_linear(make)
