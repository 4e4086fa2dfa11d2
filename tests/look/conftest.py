"""What the tests of the look share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from browsing import Reader, ready

ROOT = Path(__file__).parents[2]
Axe = Callable[..., list[str]]


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Return a function that tells a page's violations; it takes axe's context and options.

    It begins when the page has drawn all that it will draw by itself.
    """
    source = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not source.is_file():
        assert not os.environ.get("CI"), "axe-core is missing: npm ci"
        pytest.skip("axe-core is not installed: npm ci")
    script = source.read_text("utf-8")

    def violations(page: Page, inside: Any = None, **options: Any) -> list[str]:
        ready(page)
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        options["resultTypes"] = ["violations"]
        found = page.evaluate("([c, o]) => axe.run(c ?? document, o)", [inside, options])
        return [
            f"{item['id']}: {node['html'][:200]} {node['failureSummary']}"
            for item in found["violations"]
            for node in item["nodes"]
        ]

    return violations


@dataclass(frozen=True)
class Visit:
    """What one visit of a page showed: the tests of all pages share it, for loading is slow."""

    complaints: tuple[str, ...]
    light: tuple[str, ...]
    dark: tuple[str, ...]
    """Violations; with dark colours only the contrast can be another."""

    phone_width: int
    """How wide the page is in a window of 390 pixels."""

    phone_scroll: int
    """How far it can be scrolled sideways there."""


@pytest.fixture(scope="session")
def visit(browser: Any, starter_url: str, axe: Axe) -> Callable[[str], Visit]:
    """Return a function that visits a page of the starter site once."""
    reader = Reader(browser, starter_url, color_scheme="light")
    reader.context.add_init_script("localStorage.setItem('review-language-chosen', 'yes')")

    @cache
    def visited(address: str) -> Visit:
        reader.complaints.clear()
        page = reader.page
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        reader.open(address)
        light = axe(page)
        page.emulate_media(color_scheme="dark")
        dark = axe(page, runOnly=["color-contrast"])
        page.set_viewport_size({"width": 390, "height": 844})
        width = page.evaluate("document.documentElement.scrollWidth")
        page.evaluate("window.scrollTo({ left: 500, behavior: 'instant' })")
        scroll = page.evaluate("window.scrollX")
        return Visit(tuple(reader.complaints), tuple(light), tuple(dark), width, scroll)

    return visited
