"""Point at the value itself: from a finding's line to the column where what it names stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .diagnostics import Code, Diagnostic

_COUNTS = frozenset({Code.SCORE_COUNT, Code.CONTENT_SIZE})
"""Codes whose value is a number of things, which stands nowhere."""


def pointed(finding: Diagnostic, lines: Sequence[str]) -> Diagnostic:
    """Return the finding with the column of its value, else that of the line's first character.

    A column that is told already is moved to the value only where that stands behind it.
    """
    if not 0 < finding.line <= len(lines):
        return finding
    line = lines[finding.line - 1]
    given = max(finding.column, 1)
    column = _column(line, finding.value, given) if finding.code not in _COUNTS else 0
    if not column and not finding.column:
        column = len(line) - len(line.lstrip()) + 1 if line.strip() else 1
    return replace(finding, column=column) if column else finding


def _column(line: str, value: str, given: int) -> int:
    """Return the column of the value as a whole word at the column told or behind it, or 0."""
    if not value or not value.strip():
        return 0
    start = line.find(value, given - 1)
    while start >= 0:
        end = start + len(value)
        before, after = line[start - 1 : start] if start else "", line[end : end + 1]
        if not (_goes_on(value[0], before, ".") or _goes_on(value[-1], after)):
            return start + 1
        start = line.find(value, start + 1)
    return 0


def _goes_on(own: str, beside: str, more: str = "") -> bool:
    """Tell whether a letter or a digit of the value belongs to a longer word."""
    return own.isalnum() and beside.isascii() and (beside.isalnum() or beside in (*more,))
