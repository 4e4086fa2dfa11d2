"""markdown-it-py 4.0 and 4.2: a rule's function has no public look-up by name."""

from __future__ import annotations

from typing import Any


def rule(ruler: Any, name: str) -> Any:
    """Return a rule's function; raise LookupError where there is none of the name."""
    for known in ruler.__rules__:
        if known.name == name:
            return known.fn
    raise LookupError(name)
