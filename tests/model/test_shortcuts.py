"""Shortcuts of the parser: they save time, and no token comes out otherwise."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinx_reviews.model import markdown
from sphinx_reviews.model.frontmatter import normalise
from support import ROOT

PIECES = (
    "word", "ä、語。", "１", "[3]", "[1, 2]", "[4-6]", "[^7]", "[３]", "[", "]", "(/a/)", "[a]", "](b)",
    "![", "*", "**", "_", "`", "$", "$$", "x^2", "\\", "&amp;", "<b>", "<!-- c -->", "http://a.b",
    "{product}`a`", "#", "##", "# ", "- ", "+ ", "1. ", "> ", ": ", "~ ", ":::", "```", "|", "|-|-|",
    "---", "===", "[a]: /b", "[^n]: c", "[ 3 ]: d", "[\n3]: e", "    ", "\t", " ", "\u3000", "\xa0",
    "\n", "\n", "\n", "\n\n", "\n\n", "\n\n  ",
)  # fmt: skip
"""What rules of Markdown begin with, and what stands around it."""


@cache
def asking() -> MarkdownIt:
    """Return the parser of reviews that asks all rules in turn."""
    with patch.object(markdown, "shorten", lambda parser: parser):
        return markdown._new_parser()


def read_asking(text: str) -> list[Token]:
    """Return the tokens of a text without shortcuts."""
    return asking().parse(text)


@settings(max_examples=1500)
@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_same_tokens(text: str) -> None:
    """Whatever stands next to whatever: the tokens are those of all rules asked in turn."""
    assert markdown.tokens(text) == read_asking(text)


@pytest.mark.parametrize(
    "text",
    [
        "Term\n: meaning\n", "Term\n\n: meaning\n", "Term\n\n~ meaning\n", "# Term\n\n: meaning\n",
        "Title\n===\n", "a | b\n-|-\n1 | 2\n", "# a | b\n-|-\n1 | 2\n", "> text\nlazy\n",
        "- text\n\n  more\n\n      code\n", "[3](/a/)\n", "[[3]](/a/)\n", "[\n3]: /a/\n\nsee [3]\n",
        "#tag\n", "####### seven\n", "text\n    lazy\n", "\u3000text\n", "- # a\n- b\n",
    ],
)  # fmt: skip
def test_what_follows(text: str) -> None:
    """What makes something else of a plain line, a heading or a citation is seen."""
    assert markdown.tokens(text) == read_asking(text)


def test_real_texts() -> None:
    """Real reviews come out the same: those of the corpus where it is named, and the starter's."""
    folders = [ROOT / "reviews", Path(os.environ.get("REVIEWS_CORPUS", ROOT / "reviews"))]
    files = sorted({path for folder in folders for path in folder.rglob("*.md")})[::5]
    assert files
    for path in files:
        text = normalise(path.read_text("utf-8"))
        assert markdown.tokens(text) == read_asking(text), path
