"""The blocks look right under other themes, which know nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from browsing import Reader, serving
from support import sphinx_build, starter_root

from .conftest import Axe

THEMES = ("furo", "pydata_sphinx_theme", "alabaster")
PAGES = ("/en/", "/products/ja/sony-mdr-z1r/", "/companies/en/sony/", "/compare/en/closed-back/")


@pytest.fixture(scope="module", params=THEMES)
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the starter site, without its handbook, built with another theme."""
    out: Path = tmp_path_factory.mktemp(request.param)
    options = ("-b", "dirhtml", "-d", str(out / ".doctrees"), "-D", f"html_theme={request.param}")
    options += ("-D", "reviews_search=0", "-D", "reviews_tag_page_min=99")
    done = sphinx_build(starter_root(lean=True), out, "-W", *options)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_blocks_are_readable(themed: Path, scheme: str, browser: Any, axe: Axe) -> None:
    """In each theme and colour scheme our texts contrast with the theme's ground."""
    with serving(themed, policy="") as base:
        reader = Reader(browser, base, color_scheme=scheme)
        for address in PAGES:
            page = reader.open(address)
            assert axe(page, {"include": [[".rv"]]}, runOnly=["color-contrast"]) == [], address
        reader.context.close()


def test_card_is_laid_out(themed: Path, browser: Any) -> None:
    """In each theme dial, bars and facts stand where they stand in ours."""
    with serving(themed, policy="") as base:
        reader = Reader(browser, base)
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
        reader.context.close()
