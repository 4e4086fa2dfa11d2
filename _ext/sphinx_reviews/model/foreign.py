"""Tell from its text whether a review holds what only docutils can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .safety import OWN_DIRECTIVES, directive_allowed, role_allowed
from .settings import Settings
from .surface import surface_of

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .records import Review

_FENCES = ("```", "~~~", ":::")
_ROLE = re.compile(r"\{([A-Za-z][\w:+.-]*)\}`")

STRAIGHT_ROLES = frozenset({"product", "company", "tag", "abbr", "sub", "sup", "kbd", "math"})
"""The roles that the prose has a part for."""


def needs_docutils(body: str, settings: Settings) -> bool:
    """Tell whether the text may hold another's allowed directive or role.

    Refused ones need nothing: they are shown as text.
    """
    if any(fence in body for fence in _FENCES):
        names = {directive.name for directive in surface_of(body).directives} - OWN_DIRECTIVES
        if any(directive_allowed(name, settings) for name in names):
            return True
    if "}`" in body:
        roles = {match[1].removeprefix("review:") for match in _ROLE.finditer(body)}
        if any(role_allowed(name, settings) for name in roles - STRAIGHT_ROLES):
            return True
    return False


def drawn_reviews(catalogue: Catalogue, root: str) -> Iterator[Review]:
    """Yield the reviews whose pages are drawn; the others and the site's root are documents."""
    for review in () if catalogue.settings.doctrees else catalogue.reviews:
        if not review.needs_docutils and review.docname != root:
            yield review
