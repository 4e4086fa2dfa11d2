"""The rules: what a review must and should be; per file while it is read, and over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic
from . import (
    compared,
    dead,
    history,
    identity,
    links,
    moves,
    order,
    series,
    sorting,
    tags,
    translations,
)
from .severities import settled

if TYPE_CHECKING:
    from ..catalogue import Catalogue


ON_CATALOGUE: tuple[Callable[[Catalogue], Iterator[Diagnostic]], ...] = (
    identity.companies,
    identity.collisions,
    links.equivalents,
    links.targets,
    moves.moved,
    history.behind,
    dead.silent,
    translations.pairs,
    compared.subjects,
    compared.prices,
    compared.figures,
    compared.own_pages,
    compared.future,
    tags.near,
    order.unusual,
    sorting.categories,
    series.files,
)


def check(catalogue: Catalogue) -> tuple[Diagnostic, ...]:
    """Return all findings: by path, line and code, each with the severity the site gives it.

    What concerns one file was found when it was scanned; what concerns several is found here.
    """
    rules = (*ON_CATALOGUE, *catalogue.extras.rules)
    findings = [*catalogue.diagnostics, *(d for rule in rules for d in rule(catalogue))]
    return settled(findings, catalogue.settings.severities)
