"""The rules: what a review must and should be; per file while it is read, and over all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..diagnostics import Diagnostic
from .severities import settled

if TYPE_CHECKING:
    from ..catalogue import Catalogue


def check(catalogue: Catalogue) -> tuple[Diagnostic, ...]:
    """Return all findings: by path, line and code, each with the severity the site gives it."""
    return settled(catalogue.diagnostics, catalogue.settings.severities)
