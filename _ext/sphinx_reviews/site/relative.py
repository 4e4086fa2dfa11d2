"""Addresses relative to pages, each worked out once for all pages of a folder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from sphinx.util.osutil import relative_uri


class Way(Protocol):
    """Gives the address of another page or file; works it out itself, or as it is told."""

    def __call__(self, there: str, work_out: Callable[[], str] | None = None) -> str:
        """Return the address ``there`` as the page writes it."""


class RelativeAddresses:
    """The ways from pages to others, as Sphinx writes them."""

    def __init__(self) -> None:
        """Begin without any."""
        self._known: dict[tuple[str, bool], dict[str, str]] = {}

    def between(self, here: str, there: str) -> str:
        """Return the address ``there`` as a page at ``here`` writes it."""
        return self.ways(here)(there)

    def ways(self, here: str) -> Way:
        """Return how a page at ``here`` writes addresses.

        The last part of ``here`` matters only for what lies at or below it, so pages of a folder
        share what is known; and ``here`` with a fragment is no page.
        """
        last = here.rfind("/", 0, len(here) - 1) + 1
        known = self._known.setdefault((here[:last], here.endswith("/")), {})

        def way(there: str, work_out: Callable[[], str] | None = None) -> str:
            apart = there.startswith(here) or "#" in here
            found = None if apart else known.get(there)
            if found is None:
                found = work_out() if work_out else str(relative_uri(here, there))
                if not apart:
                    known[there] = found
            return found

        return way


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
