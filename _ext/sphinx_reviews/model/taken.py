"""Which addresses and names are not free, and which no file system could hold.

Addresses are compared as the least exact file system would: composed, letter case aside, a page's
file and its folder as one. What the build makes itself is never free, also where today's reviews
give no such page yet: a tag that comes later must find its place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from .addresses import FOLDERS, MAX_PART, NOT_FOUND, OPEN_DATA, SEARCH

MAX_ADDRESS = 800
"""Bytes of a whole address: systems allow 4,096 for a path, the site's own folder included."""

MAX_PARTS = 16

MAX_NAME = 240
"""Bytes of a source file's name: Sphinx keeps a file of the same name with a longer ending."""

_PAGES = frozenset({"", SEARCH, NOT_FOUND, "genindex", "py-modindex", "index", "opensearch"})
_FILES = frozenset(
    {
        "objects.inv", "searchindex.js", "search.html", "404.html", "index.html", "genindex.html",
        "sitemap.xml", "robots.txt", "favicon.ico", "opensearch.xml", "feed.xml", "atom.xml",
        "cname",
    }
)  # fmt: skip
"""Files at the site's root that the build, an extension or a host puts there."""


def address_key(address: str) -> str:
    """Return what two addresses have in common that cannot both be published."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).casefold())
    bare = folded.strip("/")
    for ending in ("index.html", ".html"):
        bare = bare.removesuffix(ending).rstrip("/")
    return bare


def page_key(docname: str, permalink: str = "") -> str:
    """Return the key of a hand-written page: its permalink's, else that of its usual address."""
    usual = docname.removesuffix("index") if f"/{docname}".endswith("/index") else docname
    return address_key(permalink or usual)


def reserved(address: str, languages: Iterable[str]) -> str:
    """Return what of the build's own stands at an address, or an empty string."""
    key = address_key(address)
    parts = key.split("/")
    codes = {lang.casefold() for lang in languages}
    if key in _PAGES or parts[0].startswith("_"):
        return "a page that the build makes" if key else "the site's first page"
    if parts[0] in _FILES:
        return f"the file {parts[0]}"
    if parts[0] == OPEN_DATA and (len(parts) == 1 or parts[1] in codes):
        return "the page of the open data"
    if len(parts) > 1 and parts[0] in FOLDERS and parts[1] in codes:
        return f"the pages of /{parts[0]}/{parts[1]}/"
    return ""


def holder_of(address: str, taken: Mapping[str, str], languages: Iterable[str]) -> str:
    """Return what stands at an address already, or an empty string.

    ``taken`` has the holder by key; a list goes on below its page, a review's PDF stands beside it.
    """
    key = address_key(address)
    holder = reserved(address, languages) or taken.get(key, "") or taken.get(f"{key}.pdf", "")
    if not holder and key.endswith(".pdf"):
        holder = taken.get(key.removesuffix(".pdf"), "")
    base, _, number = key.rpartition("/")
    if not holder and number.isdigit() and base.endswith("/page"):
        holder = taken.get(base.removesuffix("/page"), "")
    return holder


def size_problem(address: str) -> str:
    """Return why an address is too large for a file system, or an empty string."""
    parts = address.strip("/").split("/")
    if len(parts) > MAX_PARTS:
        return f"must have at most {MAX_PARTS} parts"
    if any(len(part.encode("utf-8", "replace")) > MAX_PART for part in parts):
        return f"must have at most {MAX_PART} bytes in each part"
    if len(address.encode("utf-8", "replace")) > MAX_ADDRESS:
        return f"must have at most {MAX_ADDRESS} bytes"
    return ""


def name_problem(path: str) -> str:
    """Return why a review's file cannot be used under its name, or an empty string."""
    if any("\ud800" <= c <= "\udfff" for c in path):
        return "its name is not valid UTF-8"
    if not path.isprintable():
        return "its name holds a line break or another character that cannot be printed"
    if any(len(part.encode()) > MAX_NAME for part in path.split("/")):
        return f"its name or a folder's is longer than {MAX_NAME} bytes"
    if not unicodedata.is_normalized("NFC", path):
        return "its name has accents that are coded apart, not Unicode's composed form (NFC)"
    return "its path is longer than a system allows" if len(path.encode()) > MAX_ADDRESS else ""


def printable(path: str) -> str:
    """Return the path on one line, each character that cannot be printed as its code."""
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in path)


def ending_problem(address: str) -> str:
    """Return why an address names a file that is no page, or an empty string.

    Without a ``/`` at its end an address is a file, which a server shows by its ending; and a
    folder with a page's ending would stand in that page's way.
    """
    *folders, name = address.removeprefix("/").split("/")
    if any(folder.casefold().endswith((".html", ".htm", ".pdf")) for folder in folders):
        return "must not have a folder that is named like a file"
    if "." in name and not name.casefold().endswith(".html"):
        return "must end with '/' or '.html'"
    return ""
