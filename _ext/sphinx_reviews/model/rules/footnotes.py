"""Footnotes: each has one text and is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from ..records import Review
from ..surface import blanked, surface_of
from .file import FileText

_MARK = re.compile(r"\[\^([^\]\s]+)\](?!\()")
_TEXT = re.compile(r"[\s>]*(?:[-*+][ \t]+)?\[\^([^\]\s]+)\]:")


def footnotes(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Tell of footnotes without a text, with two, and of texts that nothing leads to.

    A number is that of an entry of the references, not of a footnote.
    """
    body = file.text
    if "[^" not in body:
        return
    marks: dict[str, int] = {}
    texts: dict[str, int] = {}
    for line, label, is_text in _labels(body, file.body_line):
        if is_text and label in texts:
            yield file.finding(Code.FOOTNOTE, line, "this footnote has a text already", value=label)
        (texts if is_text else marks).setdefault(label, line)
    for label, line in marks.items():
        if label not in texts:
            yield file.finding(Code.FOOTNOTE, line, "this footnote has no text", value=label)
    for label, line in texts.items():
        if label not in marks:
            yield file.finding(Code.FOOTNOTE, line, "this footnote is named nowhere", value=label)


def _labels(body: str, first_line: int) -> Iterator[tuple[int, str, bool]]:
    """Yield line and label of each mark and text outside of code, and whether it is a text."""
    lines = surface_of(body).without_code(body.split("\n"), blanked, directives=False)
    for line, text in enumerate(lines, first_line):
        own = _TEXT.match(text) if "[^" in text else None
        if own and not own[1].isdigit():
            yield line, own[1], True
        for mark in _MARK.finditer(text, own.end() if own else 0):
            if not mark[1].isdigit():
                yield line, mark[1], False
