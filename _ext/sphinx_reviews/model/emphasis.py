"""Find ``**`` that CommonMark neither opens nor closes: the delimiter algorithm of its section 6.2.

Beside Japanese text the rule often fails: a ``**`` between punctuation and a letter is neither.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

PARTNER = "give it its partner, or remove it"
"""The hint where nothing better can be told."""

_RUN = re.compile(r"\\.|\*+", re.DOTALL)


class Loose(NamedTuple):
    """A run of asterisks to mend: where it begins, how, and the edit that does it."""

    start: int
    hint: str
    edit: tuple[int, int, str] | None = None
    """(from, to, replacement); None where nothing certain can be done."""


@dataclass(slots=True)
class _Run:
    start: int
    length: int
    left: int
    opens: bool
    closes: bool
    before: str
    after: str


def loose_runs(text: str) -> Sequence[Loose]:
    """Return the runs of two or more asterisks of a paragraph that stay visible, or their cause.

    Where the runs make pairs, each end that cannot open or close is told with an edit; all edits
    are tried, and told only if no asterisk stays visible after them.
    """
    runs = _paired(text)
    loose = [run for run in runs if run.left >= 2]
    if not loose:
        return ()
    mends = _mends([run for run in runs if run.length > 1])
    if mends and not any(run.left >= 2 for run in _paired(edited(text, mends))):
        return mends
    return [Loose(run.start, PARTNER) for run in loose]


def edited(text: str, mends: Sequence[Loose]) -> str:
    """Return the text with the edits made."""
    for mend in sorted(mends, reverse=True):
        if mend.edit:
            start, stop, new = mend.edit
            text = text[:start] + new + text[stop:]
    return text


def _paired(text: str) -> list[_Run]:
    runs = [_run(text, match) for match in _RUN.finditer(text) if match[0][0] == "*"]
    _pair(runs)
    return runs


def _mends(runs: Sequence[_Run]) -> list[Loose]:
    """Return an edit for each end of a pair that does not work where it stands."""
    if len(runs) % 2 or any(run.length != 2 for run in runs):
        return []
    mends = []
    for index, run in enumerate(runs):
        opening = index % 2 == 0
        if not (run.opens if opening else run.closes):
            mends.append(_opening(run) if opening else _closing(run))
    return mends


def _opening(run: _Run) -> Loose:
    end = run.start + run.length
    if _space(run.after):
        return Loose(run.start, "remove the space behind the **", (end, end + 1, ""))
    hint = f"put a space before the ** that precedes {run.after!r}"
    return Loose(run.start, hint, (run.start, run.start, " "))


def _closing(run: _Run) -> Loose:
    end = run.start + run.length
    if _space(run.before):
        return Loose(run.start, "remove the space before the **", (run.start - 1, run.start, ""))
    hint = f"put a space behind the ** that follows {run.before!r}"
    return Loose(run.start, hint, (end, end, " "))


def _run(text: str, match: re.Match[str]) -> _Run:
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    left = not _space(after) and (not _mark(after) or _space(before) or _mark(before))
    right = not _space(before) and (not _mark(before) or _space(after) or _mark(after))
    size = match.end() - match.start()
    return _Run(match.start(), size, size, left, right, before, after)


def _space(character: str) -> bool:
    return character.isspace()


@lru_cache(maxsize=4096)
def _mark(character: str) -> bool:
    """Tell whether the character is Unicode punctuation or a symbol."""
    return unicodedata.category(character)[0] in "PS"


def _pair(runs: list[_Run]) -> None:
    """Match closing runs with opening ones, using up asterisks, as CommonMark does."""
    openers: list[_Run] = []
    # Below which no opener can match, by (length mod 3, can open): keeps the search linear.
    bottom: dict[tuple[int, bool], int] = {}
    for run in runs:
        while run.closes and run.left:
            key = (run.length % 3, run.opens)
            index = _opener(openers, run, bottom.get(key, 0))
            if index < 0:
                bottom[key] = len(openers)
                break
            opener = openers[index]
            used = 2 if opener.left >= 2 and run.left >= 2 else 1
            opener.left -= used
            run.left -= used
            del openers[index + (1 if opener.left else 0) :]
            for known in bottom:
                bottom[known] = min(bottom[known], len(openers))
        if run.opens and run.left:
            openers.append(run)


def _opener(openers: list[_Run], closer: _Run, least: int) -> int:
    for index in range(len(openers) - 1, least - 1, -1):
        opener = openers[index]
        both = opener.closes or closer.opens
        odd = both and (opener.length + closer.length) % 3 == 0
        if not (odd and (opener.length % 3 or closer.length % 3)):
            return index
    return -1
