"""Point at the value itself: from a finding's line to the column where what it names stands."""

from __future__ import annotations

import re
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
    told = max(finding.column, 1)
    column = _place(line, finding.value, told) if finding.code not in _COUNTS else 0
    if not column and not finding.column:
        column = len(line) - len(line.lstrip()) + 1 if line.strip() else 1
    return replace(finding, column=column) if column else finding


def _place(line: str, value: str, told: int) -> int:
    """Return the column of the value as a whole word at the column told or behind it, or 0."""
    if not value or not value.strip():
        return 0
    head = r"(?<![A-Za-z0-9.])" if value[0].isalnum() else ""
    tail = r"(?![A-Za-z0-9])" if value[-1].isalnum() else ""
    match = re.compile(f"{head}{re.escape(value)}{tail}").search(line, told - 1)
    return match.start() + 1 if match else 0
