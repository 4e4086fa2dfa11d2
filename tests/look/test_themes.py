"""The blocks look right under other themes, which know nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from browsing import Reader, Windows
from pairs import pairs
from serving import serving
from support import sphinx_build, starter_root

from .conftest import Axe

THEMES = ("furo", "pydata_sphinx_theme", "alabaster")
PAGES = ("/en/", "/products/ja/sony-mdr-z1r/", "/companies/en/sony/", "/compare/en/closed-back/")


@pytest.fixture(scope="module", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    """Return the name of another theme."""
    return str(request.param)


@pytest.fixture(scope="module")
def reader(
    theme: str, tmp_path_factory: pytest.TempPathFactory, windows: Windows
) -> Iterator[Reader]:
    """Return a window on the starter site, without its handbook, built with the theme."""
    out = tmp_path_factory.mktemp(theme)
    options = ("-b", "dirhtml", "-d", str(out / ".doctrees"), "-D", f"html_theme={theme}")
    options += ("-D", "reviews_search=0", "-D", "reviews_tag_page_min=99")
    done = sphinx_build(starter_root(lean=True), out, "-W", *options)
    assert done.returncode == 0, done.stderr
    with serving(out, policy="", kept="/_static/") as base:
        reader = Reader(windows, base)
        yield reader
        reader.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_blocks_are_readable(theme: str, scheme: Any, reader: Reader, axe: Axe) -> None:
    """In each theme and colour scheme our texts contrast with the theme's ground."""
    reader.page.emulate_media(color_scheme=scheme)
    some = pairs(THEMES, PAGES, ("light", "dark"))
    pages = [page for its, page, wanted in some if (its, wanted) == (theme, scheme)]
    assert pages
    for address in pages:
        page = reader.open(address)
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        assert dark == (scheme == "dark")
        assert axe(page, {"include": [[".rv"]]}, runOnly=["color-contrast"]) == [], address


def test_card_is_laid_out(reader: Reader) -> None:
    """In each theme dial, bars and facts stand where they stand in ours."""
    page = reader.open("/products/en/sony-mdr-z1r/")
    box: Callable[[str], Any] = lambda place: page.locator(place).first.bounding_box()  # noqa: E731
    dial, scores = box(".rv-card .rv-gauge"), box(".rv-card .rv-scores")
    assert 80 <= dial["width"] <= 140
    assert scores["x"] > dial["x"] + dial["width"]
    bars = page.locator(".rv-card .rv-bar").evaluate_all(
        "bars => bars.map(bar => bar.getBoundingClientRect().left)"
    )
    assert len(bars) == 5
    assert max(bars) - min(bars) < 1
    assert box(".rv-facts dd")["x"] == box(".rv-facts dt")["x"]
    heading, badge = box("h2:has(+ .rv-badge)"), box("h2 + .rv-badge")
    assert heading["y"] < badge["y"] < heading["y"] + heading["height"]
