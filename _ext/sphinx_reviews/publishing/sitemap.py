"""Files for crawlers: the sitemap with the languages of each page, and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in the records
from html import escape

LIMIT = 20_000
"""Pages of one sitemap; the protocol allows 50,000 and 50 MB."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the sitemap; all addresses are absolute."""

    address: str
    changed: Date | None = None
    """The day that the page's own front matter tells; never that of a file."""

    alternates: Sequence[tuple[str, str]] = ()


def sitemap_files(base: str, pages: Sequence[Listed]) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content): one sitemap, or an index of several."""
    if len(pages) <= LIMIT:
        yield "sitemap.xml", _sitemap(pages)
        return
    names = []
    for number, start in enumerate(range(0, len(pages), LIMIT), 1):
        names.append(f"sitemap-{number}.xml")
        yield names[-1], _sitemap(pages[start : start + LIMIT])
    listed = "".join(f"<sitemap><loc>{escape(base + name)}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", f"{_HEAD}<sitemapindex {_SPACE}>\n{listed}</sitemapindex>\n".encode()


def _sitemap(pages: Sequence[Listed]) -> bytes:
    listed = "".join(map(_page, pages))
    return f"{_HEAD}<urlset {_SPACE} {_XHTML}>\n{listed}</urlset>\n".encode()


def _page(page: Listed) -> str:
    changed = f"<lastmod>{page.changed.isoformat()}</lastmod>" if page.changed else ""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(lang)}" href="{escape(address)}"/>'
        for lang, address in page.alternates
    )
    return f"<url><loc>{escape(page.address)}</loc>{changed}{links}</url>\n"


def robots(base: str) -> bytes:
    """Return what crawlers read first: everything may be read, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n".encode()
