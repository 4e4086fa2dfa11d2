"""Addresses relative to pages, each worked out once for all pages of a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sphinx.util.osutil import relative_uri

Key = tuple[str, bool, str]


def _key(here: str, there: str) -> Key | None:
    """Return what the way from ``here`` to ``there`` depends on; nothing where on the whole.

    The last part of ``here`` matters only for what lies at or below it.
    """
    if "#" in here or there.startswith(here):
        return None
    last = here.rfind("/", 0, len(here) - 1) + 1
    return here[:last], here.endswith("/"), there


class RelativeAddresses:
    """The ways from pages to others, as Sphinx writes them."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known: dict[Key, str] = {}

    def between(self, here: str, there: str) -> str:
        """Return the address ``there`` as a page at ``here`` writes it."""
        return self.of(here, there, lambda: str(relative_uri(here, there)))

    def of(self, here: str, there: str, work_out: Callable[[], str]) -> str:
        """Return what is known of the way, else what is worked out now."""
        key = _key(here, there)
        if key is None:
            return work_out()
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = work_out()
        return known


class PageContext(dict[str, Any]):
    """What a page's template is told.

    Sphinx logs each event with a picture of its arguments: of a page that would be its whole text.
    """

    def __repr__(self) -> str:
        """Return its size."""
        return f"<page context of {len(self)}>"

    def copy(self) -> PageContext:
        """Return a copy of the same kind."""
        return PageContext(self)
