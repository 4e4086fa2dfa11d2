"""Front matter read line by line is what YAML reads."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generated import texts_of
from sphinx_reviews.model import frontmatter
from sphinx_reviews.model.frontmatter import FrontMatterError, normalise
from sphinx_reviews.model.plain_matter import plain_entries
from support import ROOT, sampled

PIECES = (
    "a", "key", "key: ", "b: ", "ä", "語", "１", "0.8", "-", "- ", " - ", ": ", ":", " ", "  ", "#", " #", "'", '"',
    '"a b"', "'c'", "''", '""', "[", "]", "[a, b]", '["a, b", c ]', "[]", ",", ", ", "{", "}", "&", "*", "!", "|", ">",
    "%", "@", "`", "?", "? ", "~", "null", "NULL", "true", "2025-07-20", "https://a.b/c#d", "/a/b/", "\\", "\\n", "<<",
    "=", "_", ".", "...", "---", "\t", "\u3000", "\xa0", "\u2028", "\x85", "\ufeff", "\u200b", "🎧", "\n", "\n", "\nkey: ",
)  # fmt: skip
"""What YAML gives a meaning, and what stands around it."""


def asking(text: str) -> object:
    """Return what YAML says of the front matter, or why it cannot be read."""
    with patch.object(frontmatter, "plain_entries", lambda block: None):
        return answer(text)


def answer(text: str) -> object:
    """Return the front matter, or why it cannot be read."""
    try:
        return frontmatter.read(text)
    except FrontMatterError as error:
        return str(error), error.line, error.hint


KEYS = ("key", "a_b", "_c", "null", "ä")


@given(texts_of(PIECES, 6), st.integers(0, 4), st.permutations(KEYS))
def test_same_entries(values: list[str], count: int, keys: list[str]) -> None:
    """Whatever stands next to whatever: keys, values and places are YAML's, and so are refusals."""
    for place, value in enumerate(values):
        several = zip(keys[:count], values[place:], strict=False)
        block = "\n".join(f"{key}: {each}" for key, each in several) if count else value
        text = f"---\n{block}\n---\nText.\n"
        assert answer(text) == asking(text), text


ORDINARY = (
    'title: A 2 "b" review\nref: a-2\ntags: [A, "B, c", 3.2]\nsummary: "It is: good."\nprice: 5'
)


def test_ordinary_blocks_need_no_yaml() -> None:
    """Text, quoted text and lists are taken at once; one other line sends all of it to YAML."""
    entries = plain_entries(ORDINARY)
    assert entries
    assert [entry.value for entry in entries] == [
        'A 2 "b" review', "a-2", ["A", "B, c", "3.2"], "It is: good.", "5",
    ]  # fmt: skip
    for line in ("a: b: c", "a: |", "a:", "  b", "# c", "a: [b", "a: &b c", 'a: "\\n"', "a: b #"):
        assert plain_entries(f"{ORDINARY}\n{line}") is None


@pytest.mark.parametrize("name", ["reviews", "REVIEWS_CORPUS"])
def test_real_files(name: str) -> None:
    """Real files read the same: those of the corpus where it is named, and the starter's."""
    for path in sampled(Path(os.environ.get(name, ROOT / "reviews"))):
        text = normalise(path.read_text("utf-8"))
        assert answer(text) == asking(text), path
