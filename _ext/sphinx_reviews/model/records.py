"""The typed records of a catalogue: frozen and plain, so that the cache can hold them as data.

The small ones are named tuples: a large site has a hundred thousand of them, and they load from
the cache several times as fast.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - `date` is a field of the record
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .money import Money
from .stated import Claim

if TYPE_CHECKING:
    OwnValue = Decimal | str | Date
else:
    OwnValue = Any
    """All three are text in the cache, which knows by key what each was."""

Kind = Literal["product", "company"]
KINDS: tuple[Kind, ...] = ("product", "company")

Key = tuple[str, str, str]
"""Names one review: (kind, ref, lang)."""


class Mark(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int = 1


class Marker(NamedTuple):
    """A score written under a heading: its value and its line."""

    value: Decimal
    line: int


class Citation(NamedTuple):
    """A ``[3]`` in the prose: the source's number and the place."""

    number: int
    line: int
    column: int = 1


class Source(NamedTuple):
    """An entry of the references: number, text as written, addresses found in it, its line."""

    number: int
    text: str
    urls: tuple[str, ...]
    line: int
    accessed: Date | None = None
    """The day the source was read; its month's first day where only the month is told."""


class Section(NamedTuple):
    """A heading with what stands below it up to the next heading.

    ``id`` is a criterion's id, ``overview``, ``advice``, ``references``, or empty for any other
    heading. ``prose`` is the section's text in which code, links, images and formulas are
    blanked character by character, so that offsets and line breaks stay true; ``line`` is the
    heading's line and ``text_line`` the line where ``prose`` begins.
    """

    id: str
    heading: str
    level: int
    line: int
    text_line: int
    prose: str
    markers: tuple[Marker, ...] = ()
    figures: str = ""
    """Its numbers with units, as spelled and in that order; empty where they are few."""


class OwnCategory(NamedTuple):
    """What a review's own words say of its category: its id, what told it, and the rivals' ids."""

    category: str = ""
    by: str = ""
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link from the text to another page of the site, as it is written."""

    target: str
    line: int
    role: str = ""
    """``product``, ``company`` or ``tag`` where a role names one; empty for other links."""


@dataclass(frozen=True, slots=True)
class Review:
    """One review file: who and what it is about, its scores, and what its text contains."""

    kind: Kind
    ref: str
    lang: str
    docname: str
    path: str
    """Path of the file as shown in diagnostics: relative to the source directory, with ``/``."""

    title: str
    target_name: str
    company_id: str
    date: Date
    overall: Decimal
    scores: tuple[Decimal, ...]
    """One score per criterion, in the rubric's order."""

    summary: str
    tags: tuple[str, ...]
    permalink: str
    price: Money | None = None
    category: str = ""
    author: str = ""
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    equivalent: str = ""
    image: str = ""
    updated: Date | None = None
    reason: str = ""
    """Why scores or price have changed."""

    fields: Mapping[str, OwnValue] = field(default_factory=dict)
    """The values of the site's own keys, by key."""

    redirect_from: tuple[str, ...] = ()
    """Addresses inside the site that the page had before."""

    draft: bool = False
    """Whether readers do not see it yet."""

    own_links: tuple[str, ...] = ()
    """Links out of the site that the front matter names: kind and address each."""

    body_line: int = 1
    """Line of the file at which the text after the front matter begins."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    """Where the value of each front-matter key stands: its line is the key's."""

    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    """The divisions of prices that the text states."""

    links: tuple[Link, ...] = ()
    """The links to addresses inside the site and to other files of reviews."""

    digest: str = ""
    """BLAKE2 hash of the file's bytes."""

    facts: str = ""
    """A hash of all that other pages may show of the review."""

    steady: str = ""
    """A hash of those facts from which names, addresses and groups follow."""

    own_category: OwnCategory | None = None
    """Where a product's own words put it; None where nobody has looked yet."""

    needs_docutils: bool = False
    """Whether the text may hold another extension's directive or role."""

    @property
    def key(self) -> Key:
        """Return what names this review across the catalogue."""
        return (self.kind, self.ref, self.lang)

    @property
    def reviewed(self) -> Date:
        """Return the date of the newest state of the review."""
        return self.updated or self.date

    def section(self, identifier: str) -> Section | None:
        """Return the first section with the id, or None."""
        return next((s for s in self.sections if s.id == identifier), None)

    def mark(self, key: str) -> Mark:
        """Return where a key's value stands, the file's first line where the key is absent."""
        return self.marks.get(key, Mark(1))


@dataclass(frozen=True, slots=True)
class Page:
    """A hand-written page that names its own address or language in its front matter."""

    docname: str
    lang: str = ""
    permalink: str = ""
    translation: str = ""
    """What pages that are translations of each other have in common."""
