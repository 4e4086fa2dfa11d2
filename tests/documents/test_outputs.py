"""Each block is drawn in every output, from the same decisions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
import typst
from docutils import nodes

from sphinx_reviews.books.typesetter import faces_of, font_folder
from sphinx_reviews.documents import fallback, prose_nodes
from sphinx_reviews.model.addresses import Links, no_links
from sphinx_reviews.model.blocks import ANSWERS, VIEWS, Block, BlockView, block_view
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.languages import language
from sphinx_reviews.model.query import Query
from sphinx_reviews.model.views import PANELS, ProductView, view
from sphinx_reviews.prose import tree
from sphinx_reviews.renderers import html, prose_html, prose_typst, typst_blocks
from sphinx_reviews.renderers.html import HtmlRenderer
from sphinx_reviews.renderers.typst import value
from sphinx_reviews.renderers.typst_blocks import painter
from support import EXTENSIONS, body, catalogue_of, review

CATEGORIES = {"phones": {"names": {"en": "Head phones"}, "tags": ["Headphones"]}}
FULL = catalogue_of(
    review("acme", layout="company"),
    review("acme-one", price="300", equivalent="acme-two", pros="[Light]"),
    review("acme-two", body(prose="As good as the Acme One."), price="100"),
    review("acme-three", price=None, author="Ann"),
    categories=CATEGORIES,
)
EMPTY = catalogue_of()
QUESTIONS = sorted(set(ANSWERS) - {"head", "context"})


def as_html(catalogue: Catalogue, shown: BlockView) -> str:
    """Return a view's HTML."""
    return str(HtmlRenderer(catalogue.rubric).block(shown, no_links("en")))


def as_nodes(catalogue: Catalogue, shown: BlockView) -> str:
    """Return the text of a view's standard nodes."""
    found = language("en")
    filler = fallback.Filler(found.labels, found.formats, lambda _, text: nodes.Text(text))
    return "\n".join(node.astext() for node in filler.fill(shown))


def as_typst(catalogue: Catalogue, shown: BlockView) -> str:
    """Return a view's calls in a book."""
    drawn = painter(language("en"), catalogue.rubric, lambda _: None).block(shown, 2)
    return "\n".join(map(str, drawn))


OUTPUTS: dict[str, Callable[[Catalogue, BlockView], str]] = {
    "html": as_html, "nodes": as_nodes, "typst": as_typst,
}  # fmt: skip


def answer(catalogue: Catalogue, what: str, docname: str = "x") -> BlockView:
    """Return the answer to a block that asks for everything."""
    return block_view(catalogue, Block(what, "en", docname, Query("en")))


@pytest.mark.parametrize(
    "drawings", [html.DRAWINGS, fallback.DRAWINGS, typst_blocks.DRAWINGS], ids=list(OUTPUTS)
)
def test_every_output_draws_every_view(drawings: dict[type, object]) -> None:
    """No output is without a drawing of a view, and none draws what no block answers."""
    assert set(drawings) == set(VIEWS)


@pytest.mark.parametrize("what", QUESTIONS)
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("catalogue", [FULL, EMPTY], ids=["full", "empty"])
def test_nothing_is_silently_empty(catalogue: Catalogue, output: str, what: str) -> None:
    """Every block says something in every output, also where there are no reviews."""
    shown = answer(catalogue, what)
    assert type(shown) in VIEWS
    assert OUTPUTS[output](catalogue, shown).strip()


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_category_is_called_by_its_name(output: str) -> None:
    """No output shows a category's id; what is not given has one sign in every list."""
    block = Block("review-list", "en", "x", Query("en"), columns=("name", "category", "price"))
    drawn = OUTPUTS[output](FULL, block_view(FULL, block))
    assert "Head phones" in drawn
    assert "phones" not in drawn.replace("Head phones", "")
    assert drawn.count("–") == 1


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_comparison_has_the_same_rows(output: str) -> None:
    """Rows and the words for what is not given are those of the view, in its order."""
    drawn = OUTPUTS[output](FULL, answer(FULL, "comparison"))
    rows = [
        "Overall",
        "Scientific Validity",
        "Price",
        "Price per point",
        "Summary",
        "In its favour",
    ]
    places = [drawn.index(row) for row in rows]
    assert places == sorted(places)
    assert "not given" in drawn
    assert "–" not in drawn


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_companys_products_have_the_same_columns(output: str) -> None:
    """Each output tells when the products were reviewed."""
    company = next(r for r in FULL.reviews if r.kind == "company")
    drawn = OUTPUTS[output](FULL, answer(FULL, "context", company.docname))
    assert "Reviewed" in drawn
    assert "2025-07-08" in drawn


def test_relations_come_in_one_order() -> None:
    """Relations of a product's page stand in the order of the view's panels in every output."""
    product = next(r for r in FULL.reviews if r.ref == "acme-one")
    shown = view(FULL, product)
    assert isinstance(shown, ProductView)
    order = [name for _, names in PANELS for name in names]
    ids = [relation.id for relation in shown.relations]
    assert ids == [name for name in order if name in ids]
    assert {"equivalent", "named_by", "company"} <= set(ids)
    headings = [language("en").labels.relation(relation) for relation in shown.relations]
    for output in ("nodes", "typst"):
        drawn = OUTPUTS[output](FULL, answer(FULL, "context", product.docname))
        places = [drawn.index(heading) for heading in headings]
        assert places == sorted(places)


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_index_counts_alike(output: str) -> None:
    """Categories tell how many there are; rankings, where it would be all, and makers do not."""
    told = OUTPUTS[output](FULL, answer(FULL, "category-index"))
    assert "3" in told.partition("Head phones")[2][:40]
    for what in ("ranking-index", "review-contents"):
        drawn = OUTPUTS[output](FULL, answer(FULL, what))
        assert "(3)" not in drawn
        assert "(1)" not in drawn


@pytest.mark.parametrize("catalogue", [FULL, EMPTY], ids=["full", "empty"])
def test_every_block_can_be_set_in_a_book(catalogue: Catalogue, tmp_path: Path) -> None:
    """The calls of every block are ones that the book's own functions take."""
    book = EXTENSIONS / "sphinx_reviews" / "templates" / "typst" / "book.typ"
    drawer = painter(language("en"), catalogue.rubric, lambda _: None)
    calls = [call for what in QUESTIONS for call in drawer.block(answer(catalogue, what), 2)]
    source = "\n\n".join([book.read_text("utf-8"), *(f"#({call})" for call in calls)])
    lets = (
        f"#let {name} = {value(stack)}"
        for name, stack in faces_of(font_folder(tmp_path / "fonts")).items()
    )
    (tmp_path / "fonts.typ").write_text("\n".join(lets), "utf-8")
    (tmp_path / "all.typ").write_text(source, "utf-8")
    assert typst.compile(str(tmp_path / "all.typ")).startswith(b"%PDF")


@pytest.mark.parametrize("writer", [prose_html, prose_typst, prose_nodes], ids=lambda m: m.__name__)
def test_each_output_has_a_function_for_each_part_of_the_prose(writer: ModuleType) -> None:
    """A part that one output does not know would be a traceback on somebody's page."""
    blocks, inlines = set(get_args(tree.Block)), set(get_args(tree.Inline))
    assert blocks - writer._BLOCKS.keys() <= {tree.Section}
    assert writer._BLOCKS.keys() <= blocks
    assert writer._INLINES.keys() == inlines


def test_rows_of_several_pages() -> None:
    """A row that many pages show is drawn once, but leads from each of them by its own way."""
    renderer, query = HtmlRenderer(FULL.rubric), Query("en")
    ranked, listed = (
        block_view(FULL, Block("ranking", "en", name, query)) for name in ("one", "two")
    )

    def drawn(shown: BlockView, up: str) -> str:
        links = Links("en", lambda target: up + target.name)
        return str(renderer.block(shown, links))

    near, far = drawn(ranked, "../"), drawn(listed, "../../")
    assert near.count('<a href="../') == near.count("<a href=") > 2
    assert far == near.replace('<a href="../', '<a href="../../')
    assert len(renderer.pieces._rows) == 2 * len(FULL.of_kind("product", "en"))
    assert drawn(listed, "../") == near
    assert len(renderer.pieces._rows) == 2 * len(FULL.of_kind("product", "en"))
