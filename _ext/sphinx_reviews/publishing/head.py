"""What the head of a page tells search engines and whoever shares it; pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in the records

from babel.core import get_global
from markupsafe import Markup, escape

META = '<meta name="%s" content="%s" />\n'
PROPERTY = '<meta property="%s" content="%s" />\n'
ALTERNATE = '<link rel="alternate" hreflang="%s" href="%s" />\n'
RECORD = Markup('<link rel="alternate" type="application/json" href="{}" />\n')
FEED = Markup('<link rel="alternate" type="application/atom+xml" title="{}" href="{}" />\n')


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a page; addresses are absolute, empty where the site's is not known."""

    title: str
    lang: str
    site: str
    description: str = ""
    address: str = ""
    alternates: Sequence[tuple[str, str]] = ()
    """(language, address) of the page in each of its languages, its own included."""

    default: str = ""
    """Address for readers of any other language."""

    published: Date | None = None
    modified: Date | None = None
    image: str = ""
    image_size: tuple[int, int] | None = None
    """Width and height in pixels, where the image was made for this page."""

    image_alt: str = ""
    tags: Sequence[str] = ()
    feeds: Sequence[tuple[str, str]] = ()
    """(title, address) of the feeds in the page's language."""


def meta(name: str, content: str) -> Markup:
    """Return a tag that tells something of the page, nothing without a content."""
    return _joined(META, [(name, content)])


def description_tag(text: str) -> Markup:
    """Return what search engines show below the title."""
    return meta("description", text)


def alternate_tags(head: Head) -> Markup:
    """Return the page's languages, itself among them; nothing where there is one alone.

    Without a public address there are only relative ones, of the other languages.
    """
    if len(head.alternates) < 2 and head.address:
        return Markup("")
    default = [("x-default", head.default)] if head.default else []
    return _joined(ALTERNATE, [*head.alternates, *default])


def sharing_tags(head: Head) -> Markup:
    """Return the Open Graph properties and the card of a page."""
    properties = [
        ("og:type", "article" if head.published else "website"),
        ("og:title", head.title),
        ("og:site_name", head.site),
        ("og:locale", locale(head.lang)),
        *(("og:locale:alternate", locale(l)) for l, _ in head.alternates if l != head.lang),  # noqa: E741
        ("og:url", head.address),
        ("og:description", head.description),
        ("og:image", head.image),
        *_image_tags(head),
        ("article:published_time", head.published.isoformat() if head.published else ""),
        ("article:modified_time", head.modified.isoformat() if head.modified else ""),
        *(("article:tag", tag) for tag in head.tags),
    ]
    card = [
        ("twitter:card", "summary_large_image" if head.image_size else "summary"),
        ("twitter:title", head.title),
        ("twitter:description", head.description),
    ]
    return _joined(PROPERTY, properties) + _joined(META, card)


def _image_tags(head: Head) -> Sequence[tuple[str, str]]:
    if not head.image:
        return ()
    width, height = map(str, head.image_size or ("", ""))
    alt = head.image_alt or head.title
    return (("og:image:width", width), ("og:image:height", height), ("og:image:alt", alt))


def feed_tags(head: Head) -> Markup:
    """Return the links to the feeds."""
    return Markup("").join(FEED.format(title, address) for title, address in head.feeds)


def _joined(template: str, pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return the tags that have a value."""
    drawn = (template % (escape(name), escape(value)) for name, value in pairs if value)
    return Markup("".join(drawn))  # noqa: S704 - all that is filled in is escaped


def locale(lang: str) -> str:
    """Return the language with its most likely territory, such as ``en_US``."""
    if "-" in lang:
        return lang.replace("-", "_")
    likely = get_global("likely_subtags").get(lang, "").split("_")
    return f"{lang}_{likely[-1]}" if len(likely) > 1 else lang
