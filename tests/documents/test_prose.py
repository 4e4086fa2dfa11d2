"""A review's prose on its page: title, headings, badges, formulas, citations, addresses, names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from docutils import nodes

from sphinx_reviews.documents.nodes import review_block
from sphinx_reviews.model.records import Review
from sphinx_reviews.model.settings import Settings
from sphinx_reviews.prose.passages import passages
from sphinx_reviews.prose.read import read_prose
from support import HEADINGS, Site, body, catalogue_of, new_site, path_of, review, words_of

NOTES = """\
## Overview

First the Acme Two [1], then the Acme Two again [2][1]. By Beta, says https://example.org/inline.
See [the Acme Two page](https://example.org/acme-two) and `Acme Two`. Not [9].
The Acme One itself is not linked. Acme Three is.

### The Acme Two in a heading

Under a subheading the Acme Two was named before.

## Technology Level

$$ \\Large \\text{0.7} $$

The Acme Two again, and a twin named Twin Star. Costs $5 or $6, [4] has no entry here: [12].

```
Acme Two in code [1]
```

## Advice

Take the Acme Two Pro, not the acme two.

## References

[1] Lab, Test of the Acme Two, https://example.org/a(b), accessed 2025-07-01
[2] Shop (https://example.org/shop). Price

[3] Uncited, https://example.org/c。

(2025.7.8)
"""

JAPANESE = """\
## 概要

製品はAcme Twoです[1]。ベータ社のもの、ベータストアではない。詳しくはhttps://example.org/ja、または（https://example.org/ja2）を参照。

## 参考情報

[1] 研究所、試験、https://example.org/試験、2025年
"""

FORMULA = "## Overview\n\nThe ratio is $\\frac{1}{2}$.\n"


def texts() -> dict[str, str]:
    """Return reviews that show every treatment of prose."""
    return {
        path_of("acme-one"): review("acme-one", NOTES),
        path_of("acme-two"): review("acme-two"),
        path_of("acme-three"): review("acme-three", FORMULA),
        path_of("acme-two-pro"): review("acme-two-pro", target_name="Acme Two Pro"),
        path_of("twin-a"): review("twin-a", target_name="Twin Star"),
        path_of("twin-b"): review("twin-b", target_name="Twin Star"),
        path_of("beta", kind="company"): review("beta", layout="company"),
        path_of("acme-one", "ja"): review("acme-one", JAPANESE, lang="ja"),
        path_of("acme-two", "ja"): review("acme-two", lang="ja"),
        path_of("beta", "ja", "company"): review(
            "beta", layout="company", lang="ja", target_name="ベータ"
        ),
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a small site with texts that show every treatment of prose."""
    return new_site(tmp_path_factory.mktemp("prose") / "site", texts()).build()


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the same site for a builder that takes documents."""
    return new_site(tmp_path_factory.mktemp("documents") / "site", texts()).build("text")


@pytest.fixture(scope="module")
def page(site: Site) -> BeautifulSoup:
    """Return the English page."""
    return site.article("/products/en/acme-one/")


def section(page: BeautifulSoup, name: str) -> BeautifulSoup:
    """Return a section by its id."""
    found = page.find(id=name)
    assert found is not None
    return found


def mentions(part: BeautifulSoup) -> list[tuple[str, str]]:
    """Return text and address of each linked name."""
    return [(link.get_text(), link["href"]) for link in part.find_all("a", class_="review-mention")]


def test_the_title_is_the_subject_s_name(site: Site, page: BeautifulSoup) -> None:
    """The page's only top heading is the name; the browser's title is the front matter's."""
    assert [words_of(h).rstrip(" ¶") for h in page.find_all("h1")] == ["Acme One"]
    assert site.page("/products/en/acme-one/").title.get_text().startswith("Acme One Review")


def test_headings_keep_their_level(page: BeautifulSoup) -> None:
    """A ``##`` stays an h2 and a ``###`` an h3, also without a ``#`` above them."""
    prose = [
        (h.name, h.get_text().rstrip("¶"))
        for h in page.find_all(["h2", "h3"])
        if not h.find_parent(class_="rv-context")
    ]
    assert prose == [
        ("h2", "Overview"),
        ("h3", "The Acme Two in a heading"),
        ("h2", "Technology Level"),
        ("h2", "Advice"),
        ("h2", "References"),
    ]


def test_lines_stay_true(documents: Site) -> None:
    """Each paragraph knows its line in the file, the front matter counted."""
    text = review("acme-one", NOTES).split("\n")
    tree = documents.doctree("reviews/products/en/acme/acme-one")
    lines = {p.line: p.astext() for p in tree.findall(nodes.paragraph) if p.line}
    assert lines[next(n for n, line in enumerate(text, 1) if line.startswith("First the"))]
    assert lines[next(n for n, line in enumerate(text, 1) if line.startswith("Take the"))]


def test_a_marker_becomes_a_badge_at_its_heading(site: Site, page: BeautifulSoup) -> None:
    """The score stands as text with its scale below its heading, and no formula does."""
    badge = section(page, "technology-level").find(class_="rv-badge")
    assert badge is not None
    assert "0.7" in words_of(badge)
    assert "/ 1.0" in words_of(badge)
    assert badge.find_previous(["h2", "h3"]).get_text().startswith("Technology Level")
    assert "rv-c2" in badge["class"]
    assert not page.find_all("math")


def test_formulas_are_mathml_and_load_nothing(site: Site) -> None:
    """A formula stands in the page as MathML; markers and prices do not, no page loads MathJax."""
    pages = site.bytes()
    assert [path for path, data in pages.items() if b"<math" in data] == [
        "products/en/acme-three/index.html"
    ]
    assert not [path for path, data in pages.items() if b"mathjax" in data.lower()]


def test_prices_in_dollars_are_no_formula(page: BeautifulSoup) -> None:
    """``$5 or $6`` stays text."""
    assert "Costs $5 or $6," in words_of(page)


def test_citations_link_both_ways(page: BeautifulSoup) -> None:
    """Each citation links to its entry, the entry to its first citation."""
    overview = section(page, "overview")
    cites = [
        (a.get_text(), a["href"], a.get("id")) for a in overview.find_all("a", class_="review-cite")
    ]
    assert cites == [
        ("[1]", "#source-1", "cite-1"),
        ("[2]", "#source-2", "cite-2"),
        ("[1]", "#source-1", None),
    ]
    backs = {a.find_parent("li")["id"]: a["href"] for a in page.find_all("a", class_="review-back")}
    assert backs == {"source-1": "#cite-1", "source-2": "#cite-2"}


def test_every_local_link_has_its_target(site: Site) -> None:
    """A ``#…`` link leads to an element of its own page, on every page."""
    for path in site.bytes():
        soup = BeautifulSoup(site.file(path), "html.parser")
        ids = {tag["id"] for tag in soup.find_all(id=True)}
        wanted = {
            a["href"][1:]
            for a in soup.find_all("a", href=True)
            if a["href"].startswith("#") and a["href"] != "#"
        }
        assert wanted <= ids, path


def test_ids_are_unique(site: Site) -> None:
    """No page has two elements of one id."""
    for path in site.bytes():
        ids = [tag["id"] for tag in BeautifulSoup(site.file(path), "html.parser").find_all(id=True)]
        assert len(ids) == len(set(ids)), path


def test_a_citation_without_entry_stays_text(page: BeautifulSoup) -> None:
    """``[9]`` and ``[12]`` have no entry and no link."""
    assert "Not [9]." in words_of(page)
    assert not [a for a in page.find_all("a") if a.get_text() in ("[9]", "[12]", "[4]")]


def test_sources_become_one_list(page: BeautifulSoup) -> None:
    """Entries on lines of one paragraph and in several paragraphs are one list with their labels."""
    (listed,) = page.find_all("ul", class_="review-sources")
    items = listed.find_all("li", recursive=False)
    assert [li["id"] for li in items] == ["source-1", "source-2", "source-3"]
    assert [words_of(li)[:3] for li in items] == ["[1]", "[2]", "[3]"]


def test_bare_addresses_become_links(page: BeautifulSoup) -> None:
    """Punctuation and brackets behind an address stay outside, a bracket of its own inside."""
    found = {a["href"]: a.get_text() for a in page.find_all("a", class_="review-url")}
    assert found == {
        address: address
        for address in (
            "https://example.org/inline",
            "https://example.org/a(b)",
            "https://example.org/shop",
            "https://example.org/c",
        )
    }
    assert "https://example.org/c 。" in words_of(section(page, "source-3"))


def test_glued_japanese_stays_outside(site: Site) -> None:
    """An address ends where Japanese text begins."""
    page = site.article("/products/ja/acme-one/")
    assert [a["href"] for a in page.find_all("a", class_="review-url")] == [
        "https://example.org/ja",
        "https://example.org/ja2",
        "https://example.org/",
    ]


def test_a_name_is_linked_once_per_section(page: BeautifulSoup) -> None:
    """The first mention in each section is a link, further ones are text."""
    assert mentions(section(page, "overview")) == [
        ("Acme Two", "../acme-two/"),
        ("Beta", "../../../companies/en/beta/"),
        ("Acme Three", "../acme-three/"),
    ]
    assert ("Acme Two", "../acme-two/") in mentions(section(page, "technology-level"))


def test_the_longest_name_is_linked(page: BeautifulSoup) -> None:
    """``Acme Two Pro`` is that product, and in the same section ``acme two`` the other."""
    assert mentions(section(page, "advice")) == [
        ("Acme Two Pro", "../acme-two-pro/"),
        ("acme two", "../acme-two/"),
    ]


def test_links_code_headings_and_references_keep_their_text(page: BeautifulSoup) -> None:
    """No name is linked inside a link, code, a heading or the references."""
    for link in page.find_all("a", class_="review-mention"):
        assert not link.find_parent(["a", "code", "pre", "h1", "h2", "h3", "h4"])
    assert mentions(section(page, "references")) == []
    assert page.find("a", href="https://example.org/acme-two").get_text() == "the Acme Two page"


def test_a_page_does_not_link_to_itself(site: Site, page: BeautifulSoup) -> None:
    """The subject's own name stays text, in its other language too."""
    assert not [m for m in mentions(page) if m[0] == "Acme One"]
    assert "Acme One itself" in words_of(page)


def test_an_ambiguous_name_is_left_alone(page: BeautifulSoup) -> None:
    """A name that two subjects share is no link."""
    assert "a twin named Twin Star." in words_of(page)


def test_japanese_names_are_whole_words(site: Site) -> None:
    """A name between Japanese characters is linked, inside a longer katakana word it is not."""
    page = site.article("/products/ja/acme-one/")
    assert mentions(page) == [
        ("Acme Two", "../acme-two/"),
        ("ベータ", "../../../companies/ja/beta/"),
    ]
    assert "ベータストアではない" in words_of(page)


def test_the_closing_date_is_marked(page: BeautifulSoup) -> None:
    """The date that closes a review is a paragraph of its own kind."""
    assert [words_of(p) for p in page.find_all(class_="review-date")] == ["(2025.7.8)"]


def test_the_tree_holds_no_other_review_s_data(documents: Site) -> None:
    """A stored tree has questions to the catalogue and no link to another review."""
    tree = documents.doctree("reviews/products/en/acme/acme-one")
    assert [n["block"].what for n in tree.findall(review_block)] == ["head", "context"]
    assert not [r for r in tree.findall(nodes.reference) if "acme-two/" in r.get("refuri", "")]


def test_nothing_is_warned(site: Site) -> None:
    """A seed's shape, without a ``#`` title, is no reason to warn for the parser."""
    assert not [w for w in site.warnings if "[review." not in w]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_each_criterion_has_its_badge(site: Site, lang: str) -> None:
    """Both languages' headings are recognised on the page, in the rubric's order."""
    page = site.article(f"/products/{lang}/acme-two/")
    badges = page.find_all(class_="rv-badge")
    assert [badge["class"][-1] for badge in badges] == [f"rv-c{n}" for n in range(1, 6)]
    titles = [
        b.find_previous("h2").get_text().rstrip("¶") for b in page.find_all(class_="rv-badge")
    ]
    assert tuple(titles) == HEADINGS[lang]


def the_record(text: str) -> Review:
    """Return the record that is made of a review's text."""
    (found,) = catalogue_of(review("acme-one", text)).reviews
    return found


LISTED: list[tuple[str, list[str]]] = [
    ("1. First, https://example.org/1\n2. Second", ["source-1", "source-2"]),
    ("- [1] First\n- [2] Second", ["source-1", "source-2"]),
    ("[1]: https://example.org/1 First\n[2]: Second", ["source-1", "source-2"]),
    ("[1] First\n  on two lines\n[3] Third", ["source-1", "source-3"]),
    ("3. Third", ["source-3"]),
    ("[1] One\n\n[1] Again", ["source-1"]),
    (
        "[1] First  \n[2] Second  \non two lines  \n[3] Third  ",
        ["source-1", "source-2", "source-3"],
    ),
    ("- [1] First  \n- [2] Second  ", ["source-1", "source-2"]),
    ("- [1] First  \n[2] Second", ["source-1", "source-2"]),
    ("［1］First  \n［２］Second", ["source-1", "source-2"]),
    ("[1]: First  \n[2]: Second  ", ["source-1", "source-2"]),
    ("[^1]: First  \n[^2]: Second", ["source-1", "source-2"]),
    ("**[1]** First\n\n**[2]** Second", ["source-1", "source-2"]),
    ("\\[1\\] First\\\n\\[2\\] Second", ["source-1", "source-2"]),
    (
        "[[1] First](https://example.org/1)  \n[[2]](https://example.org/2) Second",
        ["source-1", "source-2"],
    ),
    ("[1](https://example.org/1) First", ["source-1"]),
    ("1. First  \n2. Second  ", ["source-1", "source-2"]),
    ("1) First\n3) Third", ["source-1", "source-3"]),
    ("1. First\n1. Second\n1. Third", ["source-1", "source-2", "source-3"]),
    ("Sources:\n2. Second\n3. Third", ["source-2", "source-3"]),
    ("1. [3] Third\n2. [1] First", ["source-3", "source-1"]),
    ("> [1] First  \n> [2] Second", ["source-1", "source-2"]),
    ("Text\n\n    [2] Second", ["source-2"]),
    ("### Papers\n\n[1] First\n\n### Shops\n\n[2] Second", ["source-1", "source-2"]),
]
"""References, and the ids of their entries in the page."""


def listing(references: str) -> str:
    """Return the text of a review with these references."""
    return body(overview="Cited [1], [2], [3].", references=references)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site with a review for each way of listing sources."""
    refs = {f"acme-l{n}": references for n, (references, _) in enumerate(LISTED)}
    files = {path_of(ref): review(ref, listing(references)) for ref, references in refs.items()}
    return new_site(tmp_path_factory.mktemp("listed") / "site", files).build()


@pytest.mark.parametrize(("references", "ids"), LISTED)
def test_each_way_of_listing_sources_is_read(listed: Site, references: str, ids: list[str]) -> None:
    """Numbered lists, bullets, definitions and plain lines all give entries with their numbers."""
    page = listed.article(f"/products/en/acme-l{LISTED.index((references, ids))}/")
    assert [tag["id"] for tag in page.find_all(id=lambda i: i and i.startswith("source-"))] == ids
    read_as = {f"source-{source.number}" for source in the_record(listing(references)).sources}
    assert read_as == set(ids)
    cited = [a["href"][1:] for a in page.find(id="overview").find_all("a", class_="review-cite")]
    assert cited == sorted(ids)


def test_parser_syntax_of_hand_written_pages_is_text(make_site: Callable[..., Site]) -> None:
    """A line comment, a block break and a target stay visible: reviews have plain Markdown only."""
    text = body(overview="Before.\n\n% not a comment\n\n+++ break\n\n(place)=\n\nAfter.")
    site = make_site({path_of("acme-one"): review("acme-one", text)})
    shown = words_of(site.article("/products/en/acme-one/").find(id="overview"))
    assert "Before. % not a comment +++ break (place)= After." in shown


def test_footnotes_are_found_where_they_stand() -> None:
    """A footnote's text is a passage of its own, at its own place; a second text is not lost."""
    text = "Rates[^b] and[^a].\n\n[^a]: First text.\n\n[^b]: Second *text*.\n\n[^b]: Third text.\n"
    own = review("acme-one", body(overview=text))
    (found,) = catalogue_of(own).reviews
    told = passages(read_prose(own, found, Settings()))
    assert [(p.anchor, p.text) for p in told if p.anchor.startswith("footnote")] == [
        ("footnote_1", "Second text."),
        ("footnote_2", "First text."),
        ("footnote_3", "Third text."),
    ]
    assert next(p.text for p in told if p.anchor == "overview") == "Rates and."
