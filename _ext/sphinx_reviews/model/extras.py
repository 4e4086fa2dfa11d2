"""What other extensions add to a site: columns, rules and blocks of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .columns import Column
from .diagnostics import Diagnostic

if TYPE_CHECKING:
    from .blocks import Block, BlockView
    from .catalogue import Catalogue

Rule = Callable[["Catalogue"], Iterable[Diagnostic]]
"""From the catalogue to what is wrong in it."""

Answer = Callable[["Catalogue", "Block"], "BlockView"]
"""From a question to a view; every output draws every view."""


@dataclass(frozen=True, slots=True)
class Extras:
    """Additions to one site, in the order in which they were made."""

    columns: tuple[Column, ...] = ()
    rules: tuple[Rule, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
