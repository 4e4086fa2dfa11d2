"""What a site and other extensions add: columns, rules, blocks, pages, files and words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .addresses import Links
from .columns import Column
from .diagnostics import Diagnostic

if TYPE_CHECKING:
    from .blocks import Block, BlockView
    from .catalogue import Catalogue

CATALOGUE_READY = "reviews-catalogue-ready"
"""The event that tells other extensions that the catalogue is made and checked."""

Rule = Callable[["Catalogue"], Iterable[Diagnostic]]
"""From the catalogue to what is wrong in it."""

Answer = Callable[["Catalogue", "Block"], "BlockView"]
"""From a question to a view; every output draws every view."""

Linker = Callable[[str, str], object]
"""From a document name and a text to a docutils node: a link, or the text where none leads."""


class OwnView(ABC):
    """A view that another extension draws itself; a frozen dataclass of plain values.

    A page is written again when a field of the view has another value.
    """

    @abstractmethod
    def html(self, links: Links) -> str:
        """Return the view as HTML, with all that comes from outside escaped."""

    @abstractmethod
    def nodes(self, link: Linker) -> Sequence[object]:
        """Return the view as docutils nodes, which all outputs but HTML draw."""


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page without a file: it depends on its title and its views, and on nothing else."""

    name: str
    """Its address below the site's root, such as ``makers/en/japan``."""
    title: str
    lang: str
    parts: Sequence[tuple[str, BlockView]]
    """Headings, which may be empty, each with the view below it."""


Pages = Callable[["Catalogue"], Iterable[GeneratedPage]]
"""From the catalogue to pages that no file stands behind."""

Files = Callable[["Catalogue"], Iterable[tuple[str, str | bytes]]]
"""From the catalogue to (path below the site's root, content) of further files of the site."""


@dataclass(frozen=True, slots=True)
class Extras:
    """Additions to one site, in the order in which they were made."""

    columns: tuple[Column, ...] = ()
    rules: tuple[Rule, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    pages: tuple[Pages, ...] = ()
    files: tuple[Files, ...] = ()
    locales: tuple[Path, ...] = ()
    """Folders of words that come before those of the package."""

    @property
    def look_at_texts(self) -> bool:
        """Whether a page may show anything of any text, as far as anybody knows."""
        return bool(self.columns or self.answers or self.pages)
