"""Whether the links inside a built site lead somewhere: from the finished pages, nothing else."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_TAG = re.compile(r'<[a-zA-Z][^<>]*?\s(?:id|name|href|src)="[^<>]*>')
_ATTRIBUTE = re.compile(r'\s(id|name|href|src)="([^"]*)"')
_CODED = re.compile(r"[%&]")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """What a page holds: the places that links can lead to, and the links inside the site."""

    ids: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LostLink:
    """A link that leads nowhere: on which page, and whether only its fragment is."""

    page: str
    link: str
    fragment_only: bool


def links_of_page(text: str) -> PageLinks:
    """Return the places and the links of a page's text, each once."""
    ids: dict[str, None] = {}
    links: dict[str, None] = {}
    attributes = (pair for tag in _TAG.findall(text) for pair in _ATTRIBUTE.findall(tag))
    for name, value in attributes:
        plain = html.unescape(value) if "&" in value else value
        if name in ("id", "name"):
            ids[plain] = None
        elif _inside(plain):
            links[plain] = None
    return PageLinks(tuple(ids), tuple(links))


def _inside(link: str) -> bool:
    return bool(link) and "://" not in link and not link.startswith(("//", "mailto:", "data:"))


def lost_links(
    pages: Mapping[str, PageLinks], files: frozenset[str], base: str
) -> Iterator[LostLink]:
    """Yield the links that no file or no place on a page answers.

    ``pages`` and ``files`` are paths below the site's root; ``base`` is the path of the root in
    addresses, such as ``/docs/``.
    """
    ids = {path: frozenset(page.ids) for path, page in pages.items()}
    for path in sorted(pages):
        for link in pages[path].links:
            address, _, fragment = link.partition("#")
            target = target_of(path, address, base)
            if target is None:
                continue
            target = _file_at(target, files)
            if not target:
                yield LostLink(path, link, fragment_only=False)
            elif fragment and target in ids and not _has(ids[target], fragment):
                yield LostLink(path, link, fragment_only=True)


def target_of(path: str, address: str, base: str) -> str | None:
    """Return the path below the root that an address on a page means, None where it is outside."""
    address = address.partition("?")[0]
    if not address:
        return path
    if _CODED.search(address):
        address = unquote(address)
    if address.startswith("/"):
        return address.removeprefix(base) if address.startswith(base) else None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
    if joined.startswith(".."):
        return None
    return f"{joined}/" if address.endswith(("/", "/.", "/..")) or joined == "." else joined


def _file_at(target: str, files: frozenset[str]) -> str:
    """Return the file that a server shows at a path, an empty string where it shows none."""
    bare = target.strip("/")
    index = f"{bare}/index.html" if bare not in ("", ".") else "index.html"
    candidates = (index,) if target.endswith("/") else (bare, index)
    return next((name for name in candidates if name in files), "")


def _has(ids: frozenset[str], fragment: str) -> bool:
    return fragment in ids or unquote(fragment) in ids or fragment.startswith(":~:")


def path_of_site(baseurl: str) -> str:
    """Return the path of the site's root in addresses, with a ``/`` at both ends."""
    path = urlsplit(baseurl).path.strip("/")
    return f"/{path}/" if path else "/"
