"""Everybody can read the pages on a phone and without scripts, too: axe-core finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from browsing import Reader

from .conftest import Axe
from .pages import PAGES


@pytest.mark.parametrize("page", ["product", "products", "comparison"])
def test_no_violation_on_a_phone(
    page: str, starter_url: str, read: Callable[..., Reader], axe: Axe
) -> None:
    """What a phone shows violates no rule either."""
    reader = read(starter_url, viewport={"width": 390, "height": 844})
    assert axe(reader.open(PAGES[page].format(lang="ja"))) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_without_scripts(
    scheme: Any, starter_url: str, read: Callable[..., Reader], axe: Axe
) -> None:
    """The page that scripts never touched is as accessible, in the reader's colours."""
    reader = read(starter_url, color_scheme=scheme)
    reader.context.route("**/*.js", lambda route: route.abort())
    page = reader.open("/products/en/sony-mdr-z1r/")
    assert axe(page) == []
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
