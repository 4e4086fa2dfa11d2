"""Private names of markdown-it, as read in 4.2 to 4.3; nothing else here touches one."""

from __future__ import annotations

from typing import Any

from markdown_it.ruler import Ruler


def rule_of(ruler: Ruler[Any], name: str) -> Any:
    """Return a rule's function; markdown-it has no public look-up by name."""
    return next(rule.fn for rule in ruler.__rules__ if rule.name == name)
