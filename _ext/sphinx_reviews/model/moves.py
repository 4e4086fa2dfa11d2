"""Addresses that have moved, and those that must not be lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .diagnostics import Code, Diagnostic, diagnostic
from .history import State, read_history
from .link_results import LinkResult, read_results
from .records import Review

_REMARK = re.compile(r"(?:^|\s)#.*")
"""What follows a ``#`` that begins a word: one inside an address names a place on the page."""


@dataclass(frozen=True, slots=True)
class Move:
    """An old address, the new one, and where that is written."""

    old: str
    new: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Lists:
    """What the site's lists say: redirects, addresses that must go on answering, the ledger."""

    moves: tuple[Move, ...] = ()
    promised: tuple[Move, ...] = ()
    """Each with its address as ``old``; ``new`` is empty."""

    findings: tuple[Diagnostic, ...] = ()
    states: tuple[State, ...] = ()
    """What the ledger keeps of earlier scores and prices."""

    dead: tuple[LinkResult, ...] = ()
    """Addresses that did not answer when they were last asked."""


def read_lists(
    root: Path, redirects: str, addresses: str, ledger: str = "", results: str = ""
) -> Lists:
    """Read the lists; a line holds an address, in that of redirects a blank and the new one."""
    findings: list[Diagnostic] = []
    moves = list(_moves(root, redirects, 2, findings)) if redirects else []
    promised = list(_moves(root, addresses, 1, findings)) if addresses else []
    states = read_history(root, ledger, findings) if ledger else ()
    asked = read_results(root / results).values() if results else ()
    dead = tuple(sorted(result for result in asked if not result.answers))
    return Lists(tuple(moves), tuple(promised), tuple(findings), states, dead)


def _moves(root: Path, name: str, words: int, findings: list[Diagnostic]) -> Iterator[Move]:
    try:
        lines = (root / name).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "it is not valid UTF-8"
        findings.append(
            diagnostic(Code.FILE_UNREADABLE, name, 1, "the list cannot be read", value=reason)
        )
        return
    for number, line in enumerate(lines, 1):
        parts = _REMARK.sub("", line).split()
        if len(parts) == words:
            yield Move(parts[0], parts[1] if words > 1 else "", name, number)
        elif parts:
            message = f"a line of this list has {words} of the site's addresses"
            findings.append(diagnostic(Code.REDIRECT, name, number, message, value=line.strip()))


def moves_of(review: Review) -> Iterator[Move]:
    """Yield the addresses that a review had."""
    line = review.mark("redirect_from").line
    yield from (Move(old, review.permalink, review.path, line) for old in review.redirect_from)
