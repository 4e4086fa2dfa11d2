"""What other extensions and a ``conf.py`` may use; it changes only as semantic versioning allows.

Everything else of the package may change with any release. The handbook's page "Extending" shows
a whole extension.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .documents.directives import BlockDirective
from .documents.domain import review_domain
from .model.blocks import ANSWERS, Block, IndexItem, IndexView
from .model.catalogue import Catalogue
from .model.columns import Column, Named
from .model.comparisons import ComparisonView, comparison
from .model.diagnostics import Diagnostic, OwnCode, Severity, diagnostic
from .model.entries import Entry, entries
from .model.extras import Answer, Rule
from .model.lists import ListView, listing
from .model.money import Money
from .model.query import Query, select
from .model.records import Review, Source
from .site.additions import add, added
from .site.events import CATALOGUE_READY

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = [
    "CATALOGUE_READY",
    "Block",
    "Catalogue",
    "Column",
    "ComparisonView",
    "Diagnostic",
    "Entry",
    "IndexItem",
    "IndexView",
    "ListView",
    "Money",
    "Named",
    "OwnCode",
    "Query",
    "Review",
    "Severity",
    "Source",
    "add_block",
    "add_column",
    "add_rule",
    "catalogue_of",
    "comparison",
    "diagnostic",
    "entries",
    "listing",
    "select",
]


def catalogue_of(env: BuildEnvironment) -> Catalogue:
    """Return the catalogue of all reviews; it is there from ``reviews-catalogue-ready`` on."""
    return review_domain(env).catalogue


def add_column(app: Sphinx, column: Column) -> None:
    """Add a column to every list, ranking and comparison; call it in ``setup()``."""
    extras = added(app)
    add(app, replace(extras, columns=(*extras.columns, column)))


def add_rule(app: Sphinx, rule: Rule) -> None:
    """Add a rule that each build asks for findings; call it in ``setup()``."""
    extras = added(app)
    add(app, replace(extras, rules=(*extras.rules, rule)))


def add_block(app: Sphinx, name: str, answer: Answer) -> None:
    """Add a block and its directive, which takes the usual options; call it in ``setup()``.

    ``answer`` gets the catalogue and the block and returns one of the views, which every output
    draws. Raises ValueError where the name is taken.
    """
    extras = added(app)
    if name in ANSWERS or name in extras.answers:
        raise ValueError(f"there is a block {name!r} already")
    add(app, replace(extras, answers={**extras.answers, name: answer}))
    app.add_directive(name, type("OwnDirective", (BlockDirective,), {"what": name}))
