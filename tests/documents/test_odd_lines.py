"""Lines as other authors write them: what is linked, what is told, and at which line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sphinx_reviews.model.body import may_cite, read_body, trim_url
from sphinx_reviews.model.diagnostics import Code
from sphinx_reviews.model.settings import Settings
from sphinx_reviews.model.views import Badge
from sphinx_reviews.prose import tree
from sphinx_reviews.prose.ids import Ids
from sphinx_reviews.prose.read import read_prose
from support import body, read, review

SOURCES = "[1] One, https://example.org/1\n[2] Two, https://example.org/2\n[3] Three\n"


def prose(overview: str = "Prose.", references: str = SOURCES) -> tree.Prose:
    """Return the prose of a review with a text of its own."""
    text = review("acme-one", body(overview=overview, references=references))
    found = read(text).review
    assert found
    return read_prose(text, found, Settings())


def links(made: tree.Prose) -> list[tuple[str, tuple[object, ...]]]:
    """Return target and parts of each link out of the site."""
    return [
        (part.target, part.parts)
        for part in tree.walk(made.blocks)
        if isinstance(part, tree.Link) and part.to == "web"
    ]


def cited(made: tree.Prose) -> list[int]:
    """Return the numbers of the citations in their order."""
    return [part.number for part in tree.walk(made.blocks) if isinstance(part, tree.Citation)]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("[1]", [1]),
        ("［1］", [1]),
        ("【1】", [1]),
        ("[ 1 ]", [1]),
        ("[1][2]", [1, 2]),
        *((f"[1{sign}2]", [1, 2]) for sign in (",", ", ", "、", "，", ";", "; ", "；", "・")),
        *((f"[1{sign}3]", [1, 2, 3]) for sign in "-–—〜～~−"),
        ("［1，2］", [1, 2]),
        ("[1, 2-3]", [1, 2, 3]),
        ("[1](https://example.org/)", []),
        ("[1.2]", []),
        ("[1a]", []),
        ("【Black】", []),
    ],
)
def test_what_is_a_citation(written: str, numbers: list[int]) -> None:
    """Numbers in brackets are, whatever brackets, commas and dashes an author has."""
    found = read_body(f"So it is{written}.\n", 1, lambda heading: "").citations
    assert [citation.number for citation in found] == numbers
    shown = cited(prose(f"So it is{written}."))
    assert [shown[:1], shown[-1:]] == [numbers[:1], numbers[-1:]]
    assert may_cite(written) or not numbers


@pytest.mark.parametrize("written", ["【1】One", "［1］One", "[1] One", "**【1】** One"])
def test_an_entry_may_stand_in_any_brackets(written: str) -> None:
    """The page leads to the entry that the catalogue has read."""
    made = prose("So it is [1].", f"{written}, https://example.org/1\n")
    assert cited(made) == [1]
    lists = [part for part in tree.walk(made.blocks) if isinstance(part, tree.List)]
    assert [(item.source, item.label) for part in lists for item in part.items] == [(1, "[1]")]


@pytest.mark.parametrize("behind", ["[1]", "[1][2]", "[1].", "[1,2]。", "[3])"])
def test_a_citation_behind_an_address_is_none_of_it(behind: str) -> None:
    """Both are links, and the catalogue counts the citation as well."""
    written = f"See https://example.org/x{behind}"
    made = prose(written)
    assert links(made)[0][0] == "https://example.org/x"
    found = read_body(written, 1, lambda heading: "").citations
    assert cited(made) == [citation.number for citation in found] != []


@pytest.mark.parametrize("address", ["https://example.org/?a[1]=2", "https://example.org/a[b]"])
def test_an_address_keeps_brackets_that_are_its_own(address: str) -> None:
    """A key of a query is no citation."""
    assert trim_url(f"{address}.") == address


ENTRIES = {
    "line": "[1] One, `https://example.org/one`, accessed 2026-01-02\n",
    "numbered": "1. One: `https://example.org/one` (2026)\n",
    "bullet": "- [1] One `https://example.org/one`\n",
    "quoted": "> [1] One `https://example.org/one`\n",
}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_address_in_code_is_a_link_in_the_references(name: str) -> None:
    """It is what the reader wants to open; it keeps the look of code."""
    found = links(prose(references=ENTRIES[name]))
    assert found == [("https://example.org/one", (tree.Code("https://example.org/one"),))]


def test_other_code_is_no_link() -> None:
    """In the prose an address in code is code, and in the references so is anything else."""
    made = prose("Ask `https://example.org/api`.", "[1] One, `https://example.org/one or two`\n")
    assert links(made) == []


@pytest.mark.parametrize(
    "references",
    [
        "| No | Where |\n|---|---|\n| 1 | https://example.org/one |\n",
        "| No | https://example.org/one |\n|---|---|\n",
        "https://example.org/one\n: One\n",
        "One\n: https://example.org/one\n",
    ],
)
def test_addresses_in_tables_and_terms_of_the_references_are_links(references: str) -> None:
    """As they are everywhere else in the references."""
    assert [target for target, _ in links(prose(references=references))] == [
        "https://example.org/one"
    ]


def test_a_link_holds_no_link_and_is_never_empty() -> None:
    """HTML has no links in links, and nobody can follow one without a text."""
    made = prose("[see <https://example.org/a>](https://example.org/b) [](https://example.org/c)")
    text = tree.Text
    assert links(made)[:2] == [
        ("https://example.org/b", (text("see "), text("https://example.org/a"))),
        ("https://example.org/c", (text("https://example.org/c"),)),
    ]


def test_a_footnote_in_the_references_is_marked_once() -> None:
    """Its text leads back to a mark that is there."""
    made = prose(references="Prices as of then[^rates].\n\n[^rates]: The rate of the day.\n")
    marks = [part.place for part in tree.walk(made.blocks) if isinstance(part, tree.NoteMark)]
    assert marks == [1]


@pytest.mark.parametrize(
    "refused",
    ["a <b>", "[x](ftp://a.b)", "[x\ny](ftp://a.b)", "{eval}`x`", "![x](https://a.b/c.png)"],
)
@pytest.mark.parametrize("before", ["", "One\n", "One\\\nTwo  \n", "<i\nid>\n"])
def test_what_is_refused_is_told_at_its_line_and_once(before: str, refused: str) -> None:
    """The page and the check agree on the line, so that a build tells it once."""
    text = review("acme-one", body(overview=f"{before}Then {refused}."))
    outcome = read(text)
    assert outcome.review
    line = text[: text.index("Then ")].count("\n") + 1
    told = {(item.code, item.line) for item in outcome.diagnostics}
    made = read_prose(text, outcome.review, Settings()).refused
    assert line in {item.line for item in made}
    assert {(item.code, item.line) for item in made} <= told


def test_an_address_without_its_scheme_is_told() -> None:
    """It would be taken for a file of that name, and the link would vanish."""
    told = read(review("acme-one", body(overview="[x](www.example.org/x)"))).diagnostics
    assert [item.line for item in told if item.code.value == "review.content.link"] == [18]


def test_no_heading_takes_an_id_of_the_page() -> None:
    """What a link or a script of the page leads to stays the only one of its name."""
    ids = Ids()
    names = ("Content", "Products", "Source 1", "Cite 12", "Curves: response", "Source code")
    assert [ids.of(name) for name in names] == ["id1", "id2", "id3", "id4", "id5", "source-code"]


def dollars(overview: str) -> list[int]:
    """Return the lines of a review with this overview at which a bare dollar sign is told."""
    told = read(review("acme-one", body(overview=overview))).diagnostics
    return [item.line for item in told if item.code.value == "review.text.dollar"]


@pytest.mark.parametrize(
    "written",
    [
        "It is $\\frac{1}{2}$ of that.",
        "It is $x^2$ and $\\sqrt{2}$.",
        "$$\n\\frac{1}{2}\n$$",
        "$$\n\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}\n$$",
    ],
)
def test_a_formula_is_no_bare_dollar(written: str) -> None:
    """The handbook offers formulas, so nobody is told to write them as amounts."""
    assert dollars(written) == []


@pytest.mark.parametrize(
    "written",
    [
        "From $5 to $6.",
        "A $100_000 or 6 US$ amount.",
        "It costs US$199 (A_B) or 299 US$.",
        "$x_1 is open.",
        "$$5",
    ],
)
def test_an_amount_is_told_as_before(written: str) -> None:
    """Two prices are no formula, even with a stroke between them."""
    assert dollars(written) == [18]


def test_formulas_on_one_line_are_told_by_the_check() -> None:
    """Such a line is one formula to the page, and the check says the same before a build."""
    outcome = read(review("acme-one", body(overview="$$ x $$ or $$ y $$")))
    assert [d.line for d in outcome.diagnostics if d.code.value == "review.content.math"] == [18]


EMPTY = ("###", "## #", "#", "### <!-- x -->", "### &nbsp;", "### \u3000", "&nbsp;\n---")


@pytest.mark.parametrize("heading", EMPTY)
def test_a_heading_without_words_is_told_and_none(heading: str) -> None:
    """Nobody could read it, and a book with one could not be set."""
    text = review("acme-one", body(overview=f"First.\n\n{heading}\n\nSecond [1]."))
    outcome = read(text)
    assert [d.line for d in outcome.diagnostics if d.code.value == "review.content.node"] == [20]
    assert outcome.review
    made = read_prose(text, outcome.review, Settings())
    overview = next(part for part in made.blocks if isinstance(part, tree.Section))
    assert [part for part in tree.walk(made.blocks) if part == tree.Text("Second ")]
    assert {type(part) for part in overview.blocks} == {tree.Paragraph}
    assert [section.id for section in outcome.review.sections][:2] == [
        "overview",
        "scientific-validity",
    ]
    assert [(d.code, d.line) for d in made.refused if d.code.value == "review.content.node"] == [
        (Code.CONTENT_NODE, 20)
    ]


def table(*rows: str) -> str:
    """Return the lines of a table of two columns."""
    return "\n".join(("| a | b |", "|---|:-:|", *rows))


@pytest.mark.parametrize(
    ("written", "lost"),
    [
        (table("| 1 | 2 | three |"), "three"),
        (table("| 1 | 2 |", "1 | 2 | three | four"), "three four"),
        (table("|| 2 | three |"), "three"),
        (table("| `1 | 2 | three` |"), "three`"),
        (table("Text | 2 | three"), "three"),
        ("> " + table("| 1 | 2 | three |").replace("\n", "\n> "), "three"),
        ("- " + table("| 1 | 2 | three |").replace("\n", "\n  "), "three"),
        (table("| 1 | 2 |  |"), ""),
        (table("|| 2 ||"), ""),
        (table("| 1 \\| 2 | three |"), ""),
        (table("| 1 |"), ""),
        ("| a | b |\n| 1 | 2 | three |", ""),
        ("```\n" + table("| 1 | 2 | three |") + "\n```", ""),
    ],
)
def test_cells_that_no_page_shows_are_told(written: str, lost: str) -> None:
    """Markdown leaves out what stands beyond the columns of a table's head."""
    text = review("acme-one", body(overview=f"Before.\n\n{written}\n"))
    outcome = read(text)
    told = [(d.line, d.value) for d in outcome.diagnostics if d.code is Code.TEXT_TABLE]
    line = next((n for n, row in enumerate(text.split("\n"), 1) if "three" in row), 0)
    assert told == ([(line, lost)] if lost else [])
    assert outcome.review
    shown = "three" in repr(read_prose(text, outcome.review, Settings()).blocks)
    assert shown is (not lost and "three" in written)


@pytest.mark.parametrize("written", ["so $$ x^2 $$ it is", "$$x^2$$ it is", "it is $$x^2$$."])
def test_two_dollars_within_a_line_are_a_formula(written: str) -> None:
    """Other programs read them so, and no reader sees the signs."""
    parts = list(tree.walk(prose(written).blocks))
    assert [part.tex.strip() for part in parts if isinstance(part, tree.Formula)] == ["x^2"]
    assert not [part for part in parts if isinstance(part, tree.Text) and "$" in part.text]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a <!-- note --> b", "a comment is left out of the page"),
        ("<!-- note\nand more -->", "a comment is left out of the page"),
        ("a <!-- note", "raw HTML is shown as text"),
        ("a <b>note</b>", "raw HTML is shown as text"),
    ],
)
def test_what_becomes_of_markup_is_told_as_it_is(written: str, said: str) -> None:
    """A comment is not shown, anything else is."""
    outcome = read(review("acme-one", body(advice=written)))
    assert [d.message for d in outcome.diagnostics if d.code is Code.CONTENT_HTML] == [said]
    assert outcome.review
    shown = repr(prose(written).blocks)
    assert ("note" in shown) is said.startswith("raw")


def test_the_value_of_a_finding_is_of_its_line() -> None:
    """What follows on other lines is not quoted with it."""
    found = read(review("acme-one", body(overview="So {{ it }}\nis."))).diagnostics
    (value,) = [d.value for d in found if d.code is Code.CONTENT_MARKUP]
    assert value == "{{ it }}"


@pytest.mark.parametrize("score", ["0.3", "0.4"])
@pytest.mark.parametrize(
    "form",
    [
        "$$\n\\Large \\text{{{}}}\n$$",
        "$$ \\Large\n\\text{{{}}} $$",
        "$$\n\\Large \\text{{{}}} $$",
        "  $$\\Large\\text{{{}}}$$",
    ],
)
def test_a_marker_may_go_over_lines(form: str, score: str) -> None:
    """What the page shows as the score is what the check compares with the front matter."""
    text = review("acme-one").replace("$$ \\Large \\text{0.3} $$", form.format(score))
    line = text[: text.index(score + "}")].count("\n") + 1
    outcome = read(text)
    told = [(d.code, d.line) for d in outcome.diagnostics if "score." in d.code.value]
    begin = line - form.partition("{")[0].count("\n")
    assert told == ([(Code.SCORE_MARKER, begin)] if score == "0.4" else [])
    assert not [d for d in outcome.diagnostics if d.code is Code.TEXT_DOLLAR]
    assert outcome.review
    made = read_prose(text, outcome.review, Settings())
    assert Decimal(score) in [b.value for b in tree.walk(made.blocks) if isinstance(b, Badge)]


@pytest.mark.parametrize("name", ["Reliability &amp; Support", "Reliability & Support <!-- x -->"])
def test_a_heading_is_known_by_what_the_page_shows(name: str) -> None:
    """Entities and comments make no other section of it."""
    text = review("acme-one").replace("## Reliability & Support", f"## {name}")
    outcome = read(text)
    assert Code.SECTION_MISSING not in {d.code for d in outcome.diagnostics}
    assert outcome.review
    assert "reliability-support" in {s.id for s in outcome.review.sections}
