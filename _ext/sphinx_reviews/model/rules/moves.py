"""Old addresses lead on, and no address that was promised is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..diagnostics import Code, Diagnostic, diagnostic
from ..moves import Move

if TYPE_CHECKING:
    from ..catalogue import Catalogue


def moved(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Find redirects that cannot be made, and promised addresses that nothing answers."""
    taken: dict[str, str] = {}
    for move in catalogue.moves:
        if problem := catalogue.move_problem(move) or _second(taken, move):
            yield diagnostic(Code.REDIRECT, move.path, move.line, problem, value=move.old)
    answered = {old.rstrip("/") for old in catalogue.redirects}
    for promise in catalogue.lists.promised:
        address = promise.old.partition("#")[0]
        if not catalogue.docname_at(address) and address.rstrip("/") not in answered:
            yield diagnostic(
                Code.ADDRESS_LOST, promise.path, promise.line, "nothing answers at this address",
                value=promise.old, hint="add it to redirect_from of the review that is meant",
            )  # fmt: skip


def _second(taken: dict[str, str], move: Move) -> str:
    """Return why an address leads two ways."""
    first = taken.setdefault(move.old.rstrip("/"), move.new)
    return "" if first == move.new else f"the old address leads to {first!r} already"
