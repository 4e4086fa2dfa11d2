"""What the tests in the browser share."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from browsing import Reader
from look.conftest import axe  # noqa: F401 - a fixture
from sphinx_reviews.model.catalogue import Catalogue
from support import copy_below, evenly

from .reference import starter_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the starter site's catalogue."""
    return starter_catalogue()


@pytest.fixture
def go(starter_url: str, read: Callable[..., Reader]) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address in one window; any complaint fails the test."""
    readers: list[Reader] = []

    def open_page(address: str, **options: Any) -> Page:
        if options or not readers:
            readers.append(read(starter_url, **options))
        return readers[-1].open(address)

    yield open_page
    assert [text for reader in readers for text in reader.complaints] == []


@pytest.fixture
def explore(go: Callable[..., Page]) -> Callable[..., Page]:
    """Return a function that opens a list page and waits for its explorer."""

    def open_page(query: str = "", address: str = "/products/en/", **options: Any) -> Page:
        page = go(address + query, **options)
        page.wait_for_selector(".rv-explorer [role=status]:not(:empty)")
        return page

    return open_page


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real reviews; skip the test where there is none."""
    folder = os.environ.get("REVIEWS_CORPUS")
    if not folder:
        pytest.skip("REVIEWS_CORPUS names no folder of real reviews")
    return Path(folder)


@pytest.fixture(scope="session")
def real(
    corpus: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Catalogue:
    """Return the catalogue of real reviews, which are read once per run.

    There are 800 taken evenly from all, or twice what ``REVIEWS_SAMPLE`` says; 0 is all.
    """
    base = tmp_path_factory.getbasetemp()
    if hasattr(request.config, "workerinput"):
        base = base.parent
    with (base / "real.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = base / "real" / corpus.name
        if not folder.exists():
            count = 2 * int(os.environ.get("REVIEWS_SAMPLE", "400"))
            copy_below(evenly(sorted(corpus.rglob("*.md")), count), corpus, folder)
        return starter_catalogue(folder, cache=base / "real.cache")
