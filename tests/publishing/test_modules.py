"""Scripts that a tool needs are told in the page's head, so that they load side by side."""

from __future__ import annotations

from sphinx_reviews.publishing.modules import modules_of
from support import ROOT, Site


def test_a_page_with_a_tool_names_all_its_scripts(starter: Site) -> None:
    """Each module that the tool imports is named once, and is there."""
    for address, name in (("/search/en/", "search-page"), ("/compare/ja/", "compare")):
        tags = starter.page(address).select('head link[rel="modulepreload"]')
        files = [(starter.out / address.strip("/") / str(tag["href"])).resolve() for tag in tags]
        assert [file.stem for file in files] == list(modules_of(name))
        assert all(file.is_file() for file in files)


def test_no_import_is_missed() -> None:
    """What a module imports is what its text names; other pages name none."""
    folder = ROOT / "_ext" / "sphinx_reviews" / "static" / "reviews"
    for name in modules_of("search-page"):
        text = (folder / f"{name}.js").read_text("utf-8")
        lines = [line for line in text.splitlines() if line.startswith("import ")]
        assert all(line.split('"')[1][2:-3] in modules_of("search-page") for line in lines)
    assert len(modules_of("search-page")) == len(set(modules_of("search-page"))) > 5


def test_pages_without_a_tool_name_none(starter: Site) -> None:
    """Reading a review needs none of them."""
    page = starter.page("/products/en/akg-k371/")
    assert page.select('head link[rel="modulepreload"]') == []
