"""What other extensions and a ``conf.py`` may use; it changes only as semantic versioning allows.

Everything else of the package may change with any release. The handbook's page "Extending" shows
a whole extension. Sphinx is loaded only by what needs a running build, so that rules work without.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .model.addresses import Links
from .model.blocks import ANSWERS, Block, BlockView, CardsView, IndexItem, IndexView
from .model.catalogue import Catalogue
from .model.columns import Column, Named
from .model.comparisons import ComparisonView, comparison
from .model.diagnostics import Diagnostic, OwnCode, Severity, diagnostic
from .model.entries import Card, Entry, card, entries
from .model.extras import (
    CATALOGUE_READY,
    Answer,
    Extras,
    Files,
    GeneratedPage,
    Linker,
    OwnView,
    Pages,
    Rule,
)
from .model.languages import Language, language_of
from .model.lists import ListView, listing
from .model.money import Money
from .model.query import Query, select
from .model.records import Review, Source

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = [
    "CATALOGUE_READY",
    "Answer",
    "Block",
    "BlockView",
    "Card",
    "CardsView",
    "Catalogue",
    "Column",
    "ComparisonView",
    "Diagnostic",
    "Entry",
    "Files",
    "GeneratedPage",
    "IndexItem",
    "IndexView",
    "Language",
    "Linker",
    "Links",
    "ListView",
    "Money",
    "Named",
    "OwnCode",
    "OwnView",
    "Pages",
    "Query",
    "Review",
    "Rule",
    "Severity",
    "Source",
    "add_block",
    "add_column",
    "add_files",
    "add_pages",
    "add_rule",
    "card",
    "catalogue_of",
    "comparison",
    "diagnostic",
    "entries",
    "language_of",
    "listing",
    "select",
]


def catalogue_of(env: BuildEnvironment) -> Catalogue:
    """Return the catalogue of all reviews; it is there from ``reviews-catalogue-ready`` on."""
    from .documents.domain import review_domain

    return review_domain(env).catalogue


def _added(app: Sphinx) -> Extras:
    from .site.additions import added

    return added(app)


def _add(app: Sphinx, extras: Extras) -> None:
    from .site.additions import add

    add(app, extras)


def add_column(app: Sphinx, column: Column) -> None:
    """Add a column to every list, ranking and comparison; call it in ``setup()``."""
    extras = _added(app)
    _add(app, replace(extras, columns=(*extras.columns, column)))


def add_rule(app: Sphinx, rule: Rule) -> None:
    """Add a rule that each build asks for findings; call it in ``setup()``.

    A rule that the command ``check`` asks as well stands in ``reviews_rules`` of the ``conf.py``.
    """
    extras = _added(app)
    _add(app, replace(extras, rules=(*extras.rules, rule)))


def add_pages(app: Sphinx, pages: Pages) -> None:
    """Add pages that no file stands behind; call it in ``setup()``.

    Each is written again when its title or one of its views changes, and removed when it is no
    longer among them.
    """
    extras = _added(app)
    _add(app, replace(extras, pages=(*extras.pages, pages)))


def add_files(app: Sphinx, files: Files) -> None:
    """Add files to the site; call it in ``setup()``.

    They are worked out at the end of each build, written where they have changed, and removed
    when they are no longer among them.
    """
    extras = _added(app)
    _add(app, replace(extras, files=(*extras.files, files)))


def add_block(app: Sphinx, name: str, answer: Answer) -> None:
    """Add a block and its directive, which takes the usual options; call it in ``setup()``.

    ``answer`` gets the catalogue and the block and returns one of the views, which every output
    draws, or an ``OwnView``, which draws itself. Raises ValueError where the name is taken.
    """
    from .documents.directives import BlockDirective

    extras = _added(app)
    if name in ANSWERS or name in extras.answers:
        raise ValueError(f"there is a block {name!r} already")
    _add(app, replace(extras, answers={**extras.answers, name: answer}))
    app.add_directive(name, type("OwnDirective", (BlockDirective,), {"what": name}))
