"""One small review through every stage, compared with files; ``pytest --update-golden`` renews them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_reviews.documents.nodes import review_block
from support import Site, front_matter, new_site, path_of, review

GOLDEN = Path(__file__).parent.parent / "golden"
DOCNAME = "reviews/products/en/acme/acme-one"
TEXT = """
## Overview

The Acme One stands beside the Acme Two [1]. It is *small*, **sturdy** and costs `100 USD`.

## Scientific Validity

$$ \\Large \\text{0.8} $$

| Measured [1] | Value |
|---|---|
| Noise | 3 dB |

## Advice

Read {company}`the maker's page <acme>` and [more](https://example.org/more). The ratio is $\\frac{1}{2}$.

## References

[1] Lab, Test, https://example.org/test, accessed 2025-07-01

(2025.7.8)
"""
CONF = """
html_theme = "basic"
latex_documents = [("index", "site.tex", "Site", "Author", "manual")]
reviews_severities = {"review": "off"}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of the small review."""
    files = {
        path_of("acme-one"): front_matter("acme-one", pros="[Sturdy]", cons="[Loud]") + TEXT,
        path_of("acme-two"): review(
            "acme-two", rating="[4.0, 0.8, 0.8, 0.8, 0.8, 0.8]", price=None
        ),
        path_of("acme", kind="company"): review("acme", layout="company"),
        "index.md": "# Home\n\n```{review-contents}\n```\n\n```{comparison} acme-one acme-two\n```\n",
    }
    return new_site(tmp_path_factory.mktemp("golden") / "site", files, CONF)


def compare(name: str, text: str, request: pytest.FixtureRequest) -> None:
    """Compare a text with its golden file, or write it."""
    path = GOLDEN / name
    cleaned = "\n".join(line.rstrip() for line in text.strip().split("\n")) + "\n"
    if request.config.getoption("update_golden"):
        path.write_text(cleaned, "utf-8")
    assert path.is_file(), "run pytest --update-golden"
    assert cleaned == path.read_text("utf-8")


def shown(tree: nodes.document, site: Site) -> str:
    """Return a tree as indented text without what depends on the machine."""
    copied = tree.deepcopy()
    for block in copied.findall(review_block):
        block.attributes["block"] = block["block"].what
    return re.sub(
        r"(?:\S*/)?(?=reviews/products)", "", copied.pformat().replace(str(site.root) + "/", "")
    )


def test_the_tree_as_read(site: Site, request: pytest.FixtureRequest) -> None:
    """What the parser and the transforms leave: badges, sources, placeholders, nothing of others."""
    site.build("text")
    compare("tree-read.txt", shown(site.doctree(DOCNAME), site), request)


def test_the_tree_as_written(site: Site, request: pytest.FixtureRequest) -> None:
    """What the post-transforms make of it for LaTeX: names linked, and blocks filled."""
    compare("tree-latex.txt", shown(resolved(site, "latex"), site), request)


def resolved(site: Site, builder: str) -> nodes.document:
    """Return the tree after post-transforms for a builder."""
    from sphinx.application import Sphinx

    with patch_docutils(str(site.root)), docutils_namespace():
        out = site.root.parent / f"golden-{builder}"
        app = Sphinx(site.root, site.root, out, out / ".trees", builder, status=None, warning=None)
        app.build()
        found: nodes.document = app.env.get_and_resolve_doctree(DOCNAME, app.builder, tags=app.tags)
        return found


def test_the_page(site: Site, request: pytest.FixtureRequest) -> None:
    """The review's own part of its HTML page, without the drawn blocks, which the templates decide."""
    page = site.build("dirhtml").article("/products/en/acme-one/")
    section = page.find("section")
    for drawing in section.find_all("svg"):
        drawing.decompose()
    for drawn in section.find_all(class_="rv"):
        if "rv-badge" not in drawn.get("class", []):
            drawn.replace_with(f"[{' '.join(drawn['class'])}]")
    compare("page.html", str(section), request)


def test_the_numbers_of_the_page(site: Site, request: pytest.FixtureRequest) -> None:
    """The texts of the drawn blocks, one line per fact: what the look may not change."""
    page = site.build("dirhtml").article("/products/en/acme-one/")
    lines = []
    for drawn in page.find_all(class_=["rv-card", "rv-lead", "rv-context"]):
        for svg in drawn.find_all("svg"):
            svg.decompose()
        for item in drawn.find_all(["dt", "dd", "h2", "h3", "li", "p"]):
            if not item.find(["p", "li"]):
                lines.append(f"{item.name}: {' '.join(item.get_text(' ').split())}")
    compare("page-facts.txt", "\n".join(lines), request)


def test_the_text(site: Site, request: pytest.FixtureRequest) -> None:
    """The plain text of the review."""
    compare("page.txt", site.build("text").file(f"{DOCNAME}.txt"), request)


def test_the_comparison_in_text(site: Site, request: pytest.FixtureRequest) -> None:
    """The plain text of a page with a comparison."""
    compare("comparison.txt", site.build("text").file("index.txt"), request)


def test_the_latex(site: Site, request: pytest.FixtureRequest) -> None:
    """The LaTeX of the review."""
    text = site.build("latex").file("site.tex")
    begin = text.index(f"label{{\\detokenize{{{DOCNAME}::doc}}}}")
    end = text.find("::doc}}", begin + 100)
    compare("page.tex", text[begin : text.rindex("\n", 0, end) if end > 0 else None], request)


def test_the_page_is_well_formed(site: Site) -> None:
    """The page nests its elements properly: a strict reader sees the same text."""
    site.build("dirhtml")
    text = site.file("products/en/acme-one/index.html")
    assert BeautifulSoup(text, "html.parser").find("section").get_text()
    for tag in ("section", "div", "ul", "li", "dl", "svg", "a", "p", "table", "tr"):
        assert len(re.findall(rf"<{tag}[\s>]", text)) == text.count(f"</{tag}>"), tag
