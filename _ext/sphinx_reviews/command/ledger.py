"""``sphinx-reviews ledger``: keep what scores, prices and dates were, in a file to commit."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model.dates import today
from ..model.history import State, by_review, written_line
from ..model.text import counted
from ..model.unpublished import waits
from .targets import Target, UsageError, add_paths, cache_of, targets

if TYPE_CHECKING:
    from ..model.catalogue import Catalogue


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "ledger",
        help="keep changes of scores, prices and dates",
        description="Keep changed scores, prices and dates in the file of reviews_ledger.",
    )
    add_paths(command)
    command.add_argument(
        "--check", action="store_true", help="write nothing; fail where the ledger is behind"
    )
    command.set_defaults(run=ledger_command)


def ledger_command(arguments: argparse.Namespace) -> int:
    """Add what is new to each site's ledger, and tell it; with ``--check`` only tell."""
    behind = 0
    for target in targets(arguments.paths):
        if not target.settings.ledger:
            raise UsageError(
                f"{target.root}: reviews_ledger names no file; "
                'write reviews_ledger = "ledger.jsonl" into conf.py'
            )
        catalogue = target.catalogue(cache_of(target, arguments))
        fresh = list(_fresh(catalogue))
        for state in fresh:
            print(f"{' '.join(state.key)}: {state.day} {state.overall:f}")
        if fresh and not arguments.check:
            _write(target, catalogue, fresh)
        behind += len(fresh)
        print(
            f"{target.settings.ledger}: {counted(len(fresh), 'new state')} "
            f"of {counted(len(catalogue.reviews), 'review')}"
        )
    return 1 if behind and arguments.check else 0


def _fresh(catalogue: Catalogue) -> Iterator[State]:
    """Yield the states that the ledger does not hold; readers have to see a review first."""
    day = today()
    for review in catalogue.reviews:
        now = catalogue.state_now(review, day)
        if now and not waits(review, day):
            yield now


def _write(target: Target, catalogue: Catalogue, fresh: list[State]) -> None:
    """Write all states by review and day; a line that cannot be read would be lost: refuse."""
    name = target.settings.ledger
    wrong = next((f for f in catalogue.lists.findings if f.path == name), None)
    if wrong:
        raise UsageError(str(wrong))
    kept = by_review((*catalogue.lists.states, *fresh))
    lines = (written_line(state) for key in sorted(kept) for state in kept[key])
    file = target.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")
