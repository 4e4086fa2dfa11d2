"""What the tests of the look share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from browsing import ready
from serving import AXE, AXE_FILE

Axe = Callable[..., list[str]]

LOAD = """(address) => new Promise((done, failed) => {
  const script = document.createElement("script");
  script.addEventListener("load", () => (script.remove(), done()));
  script.addEventListener("error", failed);
  script.src = address;
  document.head.append(script);
})"""


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Return a function that tells a page's violations; it takes axe's context and options.

    It begins when the page has drawn all that it will draw by itself.
    """
    if not AXE_FILE.is_file():
        assert not os.environ.get("CI"), "axe-core is missing: npm ci"
        pytest.skip("axe-core is not installed: npm ci")

    def violations(page: Page, inside: Any = None, **options: Any) -> list[str]:
        ready(page)
        if not page.evaluate("'axe' in window"):
            page.evaluate(LOAD, AXE)
        options["resultTypes"] = ["violations"]
        found = page.evaluate("([c, o]) => axe.run(c ?? document, o)", [inside, options])
        return [
            f"{item['id']}: {node['html'][:200]} {node['failureSummary']}"
            for item in found["violations"]
            for node in item["nodes"]
        ]

    return violations
