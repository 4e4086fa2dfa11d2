"""What each line of a text is: the checker reads the blocks that pages are drawn from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.markdown import tokens
from sphinx_reviews.model.surface import Surface, blanked, covered, hollow, surface_of
from support import body, read, review

FENCES = {
    "plain": ("a\n```\nb\n```\nc", {1, 2, 3}),
    "tildes": ("~~~ py\nb\n~~~\nc", {0, 1, 2}),
    "in a list": ("- a\n\n  ```\n  b\n  ```\n\nc", {2, 3, 4}),
    "in a deep list": ("- a\n  - b\n\n    ```\n    c\n    ```\n", {3, 4, 5}),
    "in a quotation": ("> ```\n> b\n> ```\n\nc", {0, 1, 2}),
    "ended by its quotation": ("> ```\n> b\n\nc", {0, 1}),
    "indented": ("a\n\n    b\n\nc", {2}),
    "shorter within": ("````\n```\nb\n````\nc", {0, 1, 2, 3}),
    "no fence in a line": ("a ``` b\n\nc", set()),
    "directive": ("```{note}\nb\n```\nc", {0, 2}),
    "directive of colons": (":::{note}\nb\n:::\nc", {0, 2}),
    "code in a directive": ("````{note}\nb\n```\nc\n```\n````\nd", {0, 2, 3, 4, 5}),
}


@pytest.mark.parametrize("name", FENCES)
def test_lines_of_code(name: str) -> None:
    """Code and fences are found wherever Markdown has them; what a directive holds is text."""
    text, lines = FENCES[name]
    assert surface_of(text).code == lines


HEADINGS = {
    "of signs": ("## A\nb", {0: (2, "A")}),
    "closed": ("### A ###\n", {0: (3, "A")}),
    "underlined": ("A\n===\nb", {0: (1, "A")}),
    "in a quotation": ("> ## A\n", {}),
    "in code": ("```\n## A\n```\n", {}),
    "in indented code": ("a\n\n    ## A\n", {}),
    "in a directive": (":::{note}\n## A\n:::\n", {}),
    "in a formula": ("$$\n# A\n$$\n", {}),
    "without a blank": ("##A\n", {}),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_headings(name: str) -> None:
    """A heading is what makes a section of the page, and nothing else."""
    text, found = HEADINGS[name]
    assert surface_of(text).headings == found


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n```\nb", 1),
        ("> ```\n> b\n\nc", 0),
        ("````{note}\n```\nb\n````\n", 1),
        ("```\nb\n```\n", -1),
    ],
)
def test_what_is_never_closed(text: str, line: int) -> None:
    """An open block is told at its first line, also within another."""
    unclosed = surface_of(text).unclosed
    assert [found for found, _ in unclosed] == ([line] if line >= 0 else [])


def test_directives_within_directives() -> None:
    """Each has its line and name; what is too deep is left alone."""
    text = "`````{note}\n````{raw} html\n```{x}\n```\n````\n`````\n"
    assert surface_of(text).directives == [(0, "note"), (1, "raw"), (2, "x")]
    deep = "\n".join(["`" * n + "{note}" for n in range(60, 2, -1)])
    assert len(surface_of(deep).directives) < 30


SPANS = {
    "one": ("a `b` c", "a     c"),
    "of two marks": ("a ``b ` c`` d", "a           d"),
    "over a line's end": ("a `b\nc` d", "a   \n   d"),
    "alone": ("a ` b", "a ` b"),
    "of several lengths": ("`a`` `b` ``", "      b` ``"),
}


@pytest.mark.parametrize("name", SPANS)
def test_code_spans(name: str) -> None:
    """Marks of one length pair up; each way to hide what they hold keeps every column."""
    text, expected = SPANS[name]
    assert len(expected) == len(text)
    for way in (blanked, hollow, covered):
        assert [len(line) for line in way(text).split("\n")] == [len(li) for li in text.split("\n")]
    assert blanked(text) == expected


def kept(text: str) -> list[str]:
    """Return the lines without code."""
    return surface_of(text).without_code(text.split("\n"), blanked, directives=False)


def test_spans_end_with_their_paragraph() -> None:
    """Marks of two entries, of two rows or of two paragraphs are no pair."""
    for text in ("- a ` b\n- c ` d", "a ` b\n\nc ` d", "> a ` b\n\nc ` d"):
        assert kept(text) == text.split("\n")
    assert kept("| a | b |\n|---|---|\n| `c` | d |") == ["| a | b |", "|---|---|", "|     | d |"]


def test_code_in_a_list_is_not_judged() -> None:
    """What stands in code is no element, no role and no citation, wherever the code stands."""
    code = "- first\n\n    ```html\n    <b>x</b> {raw}`x` [7]\n    ```\n\nAfter [1]."
    found = {item.code.value for item in read(review(text=body(overview=code))).diagnostics}
    assert found & {"review.content.html", "review.content.role", "review.source.missing"} == set()


PIECES = st.sampled_from(
    ["```", "````", "~~~", ":::", "```{note}", "## A", "# B", "text", "", "    code", "- item",
     "> quoted", "  ```", "> ```", "---", "===", "$$", "| a | b |", "|---|---|", "1. one"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14))
def test_any_text_has_the_sections_of_its_page(lines: list[str]) -> None:
    """Headings and code are at the lines at which the whole parser has them."""
    text = "\n".join(lines)
    found: Surface = surface_of(text)
    drawn = [token for token in tokens(text) if token.map]
    opened = [token for token in drawn if token.type == "heading_open" and token.level == 0]
    assert sorted(found.headings) == [token.map[0] for token in opened if token.map]
    plain = [token for token in drawn if token.type in ("fence", "colon_fence", "code_block")]
    covered_lines = {n for token in plain if token.map for n in range(*token.map)}
    assert covered_lines <= found.blocks
    assert len(kept(text)) == len(lines or [""])
