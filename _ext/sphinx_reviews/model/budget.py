"""What reading one file may cost: counted in one pass, before anything parses the text.

A Markdown parser takes time that grows faster than the text where signs pile up, and a directive
is parsed inside the one around it. The limits are ten times what the longest real review has and
more; a text beyond them is told and not parsed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_TEXT = 200_000
"""Characters of a review's text."""

MAX_LINES = 2_000
MAX_SIGNS = 6_000
"""Signs that may begin or end markup, in the whole text."""

MAX_TOGETHER = 1_500
"""The same in one paragraph: lines without a blank one between them."""

MAX_DIRECTIVES = 50
"""Directives of a text, which may all stand inside each other."""

MAX_INDENT = 40
"""Characters before a directive: quotations and lists around it add to the nesting."""

SIGNS = "*_`[]<>&$!{}~\\|^#"
_DIRECTIVE = re.compile(
    r"^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+[ \t>]*)*)(?:`{3,}|~{3,}|:{3,})[ \t]*\{", re.MULTILINE
)


class Excess(NamedTuple):
    """Where a text is more than its reader may take: line, what is too much, and the amount."""

    line: int
    message: str
    value: int


def excess(text: str, first_line: int) -> Excess | None:
    """Return the first thing that is too much in a text that begins at a line, or None."""
    if len(text) > MAX_TEXT:
        return Excess(first_line, f"the text has more than {MAX_TEXT} characters", len(text))
    if (count := text.count("\n")) > MAX_LINES:
        return Excess(first_line + MAX_LINES, f"the text has more than {MAX_LINES} lines", count)
    if signs_of(text) > MAX_TOGETHER and (finding := _signs(text, first_line)):
        return finding
    return _directives(text, first_line)


def signs_of(text: str) -> int:
    """Return the number of signs that may be markup."""
    written = text.encode("utf-8", "surrogatepass")
    return len(written) - len(written.translate(None, SIGNS.encode()))


def _signs(text: str, first_line: int) -> Excess | None:
    together = total = 0
    for number, line in enumerate(text.split("\n"), start=first_line):
        count = signs_of(line)
        total += count
        together = together + count if line.strip() else 0
        if together > MAX_TOGETHER:
            what = f"a paragraph has more than {MAX_TOGETHER} signs of markup"
            return Excess(number, what, together)
        if total > MAX_SIGNS:
            return Excess(number, f"the text has more than {MAX_SIGNS} signs of markup", total)
    return None


def _directives(text: str, first_line: int) -> Excess | None:
    if not any(opening in text for opening in (":::", "```", "~~~")):
        return None
    for count, match in enumerate(_DIRECTIVE.finditer(text), start=1):
        line = first_line + text.count("\n", 0, match.start())
        if count > MAX_DIRECTIVES:
            return Excess(line, f"the text has more than {MAX_DIRECTIVES} directives", count)
        if len(match[1]) > MAX_INDENT:
            return Excess(line, "the directive is nested too deeply", len(match[1]))
    return None
