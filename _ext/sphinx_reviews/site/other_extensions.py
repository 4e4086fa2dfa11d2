"""What other extensions do by the names of pages is put right where pages have addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from .builders import PermalinkMixin

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class _Queue(Protocol):
    def put(self, item: tuple[str, object], /) -> None: ...


class Addressed:
    """A queue of (address, date) in front of another one, that replaces addresses."""

    def __init__(self, queue: _Queue, addresses: Mapping[str, str]) -> None:
        """Pass everything on to ``queue``."""
        self._queue, self._addresses = queue, addresses

    def put(self, item: tuple[str, object]) -> None:
        """Pass a page on at the address where it is published."""
        address, date = item
        self._queue.put((self._addresses.get(address, address), date))

    def __getattr__(self, name: str) -> object:
        """Give everything else of the queue."""
        return getattr(self._queue, name)


def mend_sitemap(app: Sphinx) -> None:
    """Let sphinx-sitemap, which makes addresses from names of pages, write those that exist."""
    queue = getattr(app, "sitemap_links", None)
    if queue is None or not isinstance(app.builder, PermalinkMixin):
        return
    link, names = app.builder.get_target_uri, app.builder.permalinks
    table = {_usual(name, app.builder): link(name) for name in names}
    app.sitemap_links = Addressed(queue, table)  # type: ignore[attr-defined]


def _usual(name: str, builder: PermalinkMixin) -> str:
    """Return the address that a page of the name has where nothing names another."""
    if builder.name != "dirhtml":
        return name + builder.out_suffix
    return "" if name == "index" else name.removesuffix("/index") + "/"
