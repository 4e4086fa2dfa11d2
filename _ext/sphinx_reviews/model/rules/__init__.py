"""The rules: what a review must and should be; per file while it is read, and over all of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from traceback import extract_tb
from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic, RuleError
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
    from ..extras import Rule


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
    own = (d for rule in ON_CATALOGUE for d in rule(catalogue))
    added = (d for rule in catalogue.extras.rules for d in _answer(rule, catalogue))
    findings = [*catalogue.diagnostics, *own, *added]
    return settled(findings, catalogue.settings.severities)


def _answer(rule: Rule, catalogue: Catalogue) -> list[Diagnostic]:
    """Return what a rule from outside finds; raise RuleError where it fails."""
    name = getattr(rule, "__name__", repr(rule))
    try:
        found = list(rule(catalogue))
    except Exception as error:
        last = extract_tb(sys.exc_info()[2])[-1]
        place = f"{os.path.basename(last.filename)}:{last.lineno}"
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise RuleError(f"the rule {name!r} failed: {place}: {reason}") from error
    if wrong := [item for item in found if not isinstance(item, Diagnostic)]:
        raise RuleError(
            f"the rule {name!r} yields {wrong[0]!r:.60}; yield what api.diagnostic(…) returns"
        )
    return found
