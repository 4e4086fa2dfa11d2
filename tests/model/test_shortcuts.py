"""Shortcuts of the parser: they save time, and no token comes out otherwise."""

from __future__ import annotations

import os
from functools import cache
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generated import texts_of
from sphinx_reviews.model import markdown
from sphinx_reviews.model.frontmatter import normalise
from sphinx_reviews.model.shortcuts import plain_headings
from support import ROOT, sampled

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


@given(texts_of(PIECES, 24))
def test_same_tokens(texts: list[str]) -> None:
    """Whatever stands next to whatever: the tokens are those of all rules asked in turn."""
    for text in texts:
        assert markdown.tokens(text) == read_asking(text), text


LINES = (
    "## A", "# B b ", "###", "#c", "# D #", " # E", "#  \u3000F", "word", "ä、語。", "", "", "- item",
    "* item", "1. item", "- - item", "- " * 11 + "item", "> " * 21 + "deep", "  more", "   more",
    "> quoted", "> # G", "- # H", "$$ x $$", "$$ x", "$$", "a $$", "$5", "$$ $", "**bold**", "---",
    "===", "a | b", "# a | b", "| a | b |", "-|-", "|---|---|", "<b>", "- <div>", "<!-- c", "-->",
    ": meaning", "~ meaning", "[a]: /b", "[a]:", "[^n]: c", "[^n]: - - - " + "- " * 8, "'a title",
    "[1] entry", "[2]: entry", "``", "`a`", "~~~", ":::", "    code", "\t", " ", "\x0b", "\u2028#",
)  # fmt: skip
"""Lines that begin, end and hold blocks, and such as look like it."""


def headings_of(text: str) -> dict[int, tuple[int, str]]:
    """Return the headings of a text itself as the parser has them, asking all rules."""
    found = read_asking(text)
    return {
        token.map[0]: (int(token.tag[1]), inside.content)
        for token, inside in pairwise(found)
        if token.type == "heading_open" and token.level == 0 and token.map
    }


@given(texts_of(LINES, 12, "\n"))
def test_same_headings(texts: list[str]) -> None:
    """Where headings are taken without the parser they are the parser's, and nothing is code."""
    for text in texts:
        plain = plain_headings(text)
        if plain is not None:
            assert plain == headings_of(text), text
            assert {token.type for token in read_asking(text)}.isdisjoint(CODE), text


CODE = {"fence", "colon_fence", "code_block", "html_block"}


def test_most_headings_need_no_parser() -> None:
    """An ordinary text is taken without it; one sign of anything else asks the parser."""
    text = "## A\n\nWords [1].\n\n$$ \\Large \\text{0.8} $$\n\n- **b**\n\n### C\n\n1. d\n"
    assert plain_headings(text) == {0: (2, "A"), 8: (3, "C")}
    for more in ("`d`", "A\n---", "| a |\n|---|", "<b>", "    code", ": d", "[^n]: e", "$$\nx\n$$"):
        assert plain_headings(f"{text}\n{more}\n") is None


STARS = ("**", "**", "**", "*", "a", "語", " ", ".", "（", "[3]", "\u3000", "」")


@given(texts_of(STARS, 12))
def test_same_strong_words(texts: list[str]) -> None:
    """Whatever stands inside and outside of two stars: they are strong words or none as before."""
    for text in texts:
        assert markdown.tokens(text) == read_asking(text), text


@pytest.mark.parametrize(
    "text",
    [
        "Term\n: meaning\n", "Term\n\n: meaning\n", "Term\n\n~ meaning\n", "# Term\n\n: meaning\n",
        "Title\n===\n", "a | b\n-|-\n1 | 2\n", "# a | b\n-|-\n1 | 2\n", "> text\nlazy\n",
        "- text\n\n  more\n\n      code\n", "[3](/a/)\n", "[[3]](/a/)\n", "[\n3]: /a/\n\nsee [3]\n",
        "**a** b\n", "**a****b**\n", "**a ** b\n", "**a.**甲\n", "a **b:** c **d**\n", "a**b**c\n", "**a **b** c**\n", "** a**\n", "**a**b\n",
        "**a.**b\n", "**a.**.\n", "****\n", "**a** **\n", "（**甲**）乙\n", "***a***\n", "**a*b**\n",
        "甲**乙**丙\n", "**a]** [3]\n", "**a** [3](/b/)\n", ".**a**.\n", "a.**.b**\n",
        "#tag\n", "####### seven\n", "text\n    lazy\n", "\u3000text\n", "- # a\n- b\n",
    ],
)  # fmt: skip
def test_what_follows(text: str) -> None:
    """What makes something else of a plain line, a heading or a citation is seen."""
    assert markdown.tokens(text) == read_asking(text)


def test_real_texts() -> None:
    """Real reviews come out the same: those of the corpus where it is named, and the starter's."""
    folders = [ROOT / "reviews", Path(os.environ.get("REVIEWS_CORPUS", ROOT / "reviews"))]
    files = [path for folder in folders for path in sampled(folder)]
    assert files
    for path in files:
        text = normalise(path.read_text("utf-8"))
        assert markdown.tokens(text) == read_asking(text), path
        assert plain_headings(text) in (None, headings_of(text)), path
