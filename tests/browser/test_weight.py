"""What the tools weigh: nothing to read a review, little elsewhere."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from .bulk import many

KILOBYTE = 1024


def fetched(go: Callable[..., Page], address: str) -> list[str]:
    """Return the paths that a page fetches within its first second."""
    page = go("/handbook/")
    page.context.clear_cookies()
    paths: list[str] = []
    page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    go(address)
    page.wait_for_timeout(1000)
    return paths


def weight(site: Path, paths: list[str]) -> int:
    """Return the compressed size of files."""
    return sum(len(gzip.compress((site / path.lstrip("/")).read_bytes(), 9)) for path in paths)


def test_explorer_page(go: Callable[..., Page], starter_site: Path) -> None:
    """All our scripts of an explorer page are under 30 KB compressed."""
    scripts = [path for path in fetched(go, "/products/en/") if "/_static/reviews" in path]
    scripts = [path for path in scripts if path.endswith(".js")]
    assert any(path.endswith("/explorer.js") for path in scripts)
    assert weight(starter_site, scripts) < 30 * KILOBYTE


def test_reading_needs_no_data(go: Callable[..., Page]) -> None:
    """A review's page loads neither the list's data nor the index of texts."""
    paths = fetched(go, "/products/en/akg-k371/")
    assert [path for path in paths if "product." in path or "/search/" in path] == []


def test_three_thousand_products() -> None:
    """The data of 3,000 products is within 160 KB compressed."""
    data, rubric = many(3000)
    size = len(
        gzip.compress(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    )
    assert len(data["name"]) == 3000
    assert rubric["criteria"]
    assert size < 160 * KILOBYTE
