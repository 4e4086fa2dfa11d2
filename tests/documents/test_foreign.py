"""Directives and roles of other extensions in reviews: what they hold is prose like any other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from security.pictures import png
from support import Site, body, new_site, path_of, review, words_of

CONF = r"""
html_theme = "basic"
reviews_severities = {"review": "off"}
reviews_directives = ["note", "figure", "margin", "wide"]
reviews_roles = ["product", "math", "loud"]
latex_documents = [("index", "book.tex", "Book", "Nobody", "manual")]

from docutils import nodes
from docutils.parsers.rst import Directive

class Margin(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    def run(self):
        title, messages = self.state.inline_text("".join(self.arguments), self.lineno)
        box = nodes.container("", nodes.paragraph("", "", *title), classes=["own-margin"])
        self.state.nested_parse(self.content, self.content_offset, box, match_titles=True)
        return [box, *messages]

class Wide(Directive):
    def run(self):
        return [nodes.raw("", "<b id=wide>x</b>", format="html")]

def loud(name, rawtext, text, lineno, inliner, options=None, content=None):
    return [nodes.strong("", text, classes=["own-loud"])], []

def setup(app):
    app.add_directive("margin", Margin)
    app.add_directive("wide", Wide)
    app.add_role("loud", loud)
"""
TEXT = """\
The Acme Two stands here, {loud}`not {wide}` said. Rates[^all].

:::::{margin} A *title* {math}`x^2` [1]
## No heading

The Acme Two and the Acme Three [2], twice [2], see https://example.org/x, [its file](acme-two.md),
[the list](/products/en/acme-three/), {product}`acme-two`, all[^all], own[^own].

- an item [1]

```{raw} html
<b id=effect>x</b>
```

```{note}
Deep [3] <i>x</i> [bad](javascript:alert(1)) $\\input{x}$
```

[^own]: Its own note.
:::::

> ```{figure} dot.png
> :alt: A dot
>
> A caption [1]
> ```

```{wide}
```

[^all]: As of then.
"""
REFERENCES = "[1] First\n[2] Second\n[3] Third\n[4] Fourth\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a review that uses what the configuration brings."""
    files: dict[str, str | bytes] = {
        path_of("acme-one"): review("acme-one", body(overview=TEXT, references=REFERENCES)),
        path_of("acme-two"): review("acme-two"),
        path_of("acme-three"): review("acme-three"),
        "reviews/products/en/acme/dot.png": png(),
        "index.md": "# Home\n\n```{review-contents}\n```\n",
    }
    return new_site(tmp_path_factory.mktemp("foreign") / "site", files, CONF).build()


@pytest.fixture
def page(site: Site) -> BeautifulSoup:
    """Return the review's page."""
    return site.article("/products/en/acme-one/")


def test_only_such_a_review_is_a_document(site: Site) -> None:
    """The others are drawn as ever."""
    assert [name for name in site.env.all_docs if name.startswith("reviews/")] == [
        "reviews/products/en/acme/acme-one"
    ]


def test_what_a_directive_holds_is_prose(page: BeautifulSoup) -> None:
    """Links, names, citations, formulas and lists work in it as everywhere."""
    box = page.find(class_="own-margin")
    assert [a["href"] for a in box.find_all("a", class_="internal")] == [
        "../acme-three/", "#source-2", "#source-2", "../acme-two/", "../acme-three/",
        "../acme-two/", "#source-1", "#source-3",
    ]  # fmt: skip
    assert box.find("a", class_="review-mention").get_text() == "Acme Three"
    assert box.find("a", class_="review-url")["href"] == "https://example.org/x"
    assert words_of(box.find("p")).startswith("A title")
    assert box.find("p").find("em")
    assert box.find("p").find("math")
    assert not box.find(["h1", "h2", "h3"])
    assert page.find(class_="own-loud").get_text() == "not {wide}"


def test_citations_in_a_directive_lead_both_ways(page: BeautifulSoup) -> None:
    """The first link to each source has the place that the source leads back to, wherever it is."""
    backs = {a.find_parent("li")["id"]: a["href"] for a in page.find_all("a", class_="review-back")}
    assert backs == {f"source-{n}": f"#cite-{n}" for n in (1, 2, 3)}
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in page.find_all("a", href=True) if a["href"][0] == "#"} <= set(ids)


def test_what_reviews_may_not_hold_is_text_there_too(page: BeautifulSoup) -> None:
    """Raw HTML, schemes, commands and nodes are refused at every depth."""
    assert not page.find_all("b")
    assert not page.find_all("i")
    assert not page.find(id=["effect", "wide"])
    assert "<b id=effect>x</b>" in page.get_text()
    assert not [a for a in page.find_all("a") if "javascript" in a["href"]]
    assert "\\input{x}" in page.get_text()


def test_pictures_of_directives_are_published(page: BeautifulSoup) -> None:
    """A figure shows its picture above a caption that cites."""
    figure = page.find("figure")
    assert figure.find("img")["src"].endswith("_images/dot.png")
    assert figure.find("a", class_="review-cite")["href"] == "#source-1"


def test_footnotes_of_a_directive_stand_below_the_text(page: BeautifulSoup) -> None:
    """Its own follow those of the text; it may name these as well."""
    notes = [words_of(note) for note in page.find_all(role="doc-footnote")]
    assert [note.rpartition("] ")[2] for note in notes] == ["As of then.", "Its own note."]
    assert len(page.find_all("hr", class_="footnotes")) == 1


def test_each_refusal_is_told_at_its_line(make_site: Callable[..., Site]) -> None:
    """Also what stands deep in a directive, and what only the finished document shows."""
    conf = CONF.replace('reviews_severities = {"review": "off"}', "")
    text = review("acme-one", body(overview=TEXT, references=REFERENCES))
    files = {path_of("acme-one"): text, "reviews/products/en/acme/dot.png": png()}
    made = make_site(files, conf)
    lines = text.split("\n")

    def line_of(part: str) -> int:
        return next(number for number, line in enumerate(lines, 1) if part in line)

    told = {w.removeprefix(path_of("acme-one") + ":").partition(":")[0] for w in made.warnings}
    wanted = {line_of("```{raw} html"), line_of("Deep [3]")}
    assert {str(line) for line in wanted} <= told
    assert [w for w in made.warnings if "[review.content.node]" in w and "raw" in w]


def test_a_name_that_comes_and_goes_is_followed(make_site: Callable[..., Site]) -> None:
    """A document is read again when another review takes or leaves a name that it holds."""
    text = body(overview="```{note}\nSee the Zeta Far.\n```\n\nAlso the Beta Far.")
    conf = 'html_theme = "basic"\nreviews_severities = {"review": "off"}\n'
    site = make_site({path_of("acme-one"): review("acme-one", text)}, conf)
    assert not site.article("/products/en/acme-one/").find("a", class_="review-mention")
    for ref in ("zeta-far", "beta-far"):
        site.write(path_of(ref), review(ref))
    site.build()
    links = site.article("/products/en/acme-one/").find_all("a", class_="review-mention")
    assert [a["href"] for a in links] == ["../zeta-far/", "../beta-far/"]
    site.write(path_of("zeta-far"), review("zeta-far", permalink="/moved/zeta-far/"))
    site.remove(path_of("beta-far"))
    site.build()
    links = site.article("/products/en/acme-one/").find_all("a", class_="review-mention")
    assert [a["href"] for a in links] == ["../../../moved/zeta-far/"]


def test_other_outputs_show_the_same(site: Site) -> None:
    """Names and citations of a directive are links in a LaTeX book, and words in plain text."""
    book = Site(site.root).build("latex").file("book.tex")
    here = "reviews/products/en/acme/acme-one"
    for target in (f"{here}:source-3", "reviews/products/en/acme/acme-three::doc"):
        assert f"\\hyperref[\\detokenize{{{target}}}]" in book
    assert f"\\label{{\\detokenize{{{here}:cite-3}}}}" in book
    assert "\\input{x}" not in book
    text = Site(site.root).build("text").file(f"{here}.txt")
    assert "The Acme Two and the Acme Three [2], twice [2]" in " ".join(text.split())


@pytest.mark.parametrize("builder", ["man", "dirhtml"])
def test_a_link_to_nowhere_is_its_text_and_no_warning(
    make_site: Callable[..., Site], builder: str
) -> None:
    """The rules tell of dead links; an output that has no place for a link says nothing."""
    text = body(overview="The Acme Two, [a file](nothing.md), [a page](/no/), [down](#nothing).")
    files = {path_of("acme-one"): review("acme-one", text), path_of("acme-two"): review("acme-two")}
    conf = (
        CONF
        + 'nitpicky = True\nreviews_doctrees = True\nman_pages = [("index", "m", "M", [], 1)]\n'
    )
    home = {"index.md": "# Home\n\n```{review-contents}\n```\n"}
    assert make_site(files | home, conf, builder).warnings == []


def test_a_hard_break_parts_words_in_every_output(make_site: Callable[..., Site]) -> None:
    """Where an output has no such break, a blank stands in its place."""
    text = review("acme-one", body(overview="first\\\nsecond  \nthird"))
    site = make_site({path_of("acme-one"): text, "index.md": "# Home\n"}, builder="text")
    assert "first second third" in " ".join(
        site.file("reviews/products/en/acme/acme-one.txt").split()
    )
