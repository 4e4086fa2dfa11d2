"""What the tests of the look share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from browsing import ready

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
