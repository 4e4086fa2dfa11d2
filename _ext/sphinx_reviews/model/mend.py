"""Mend what is mechanical and certain in a review's text; everything else stays byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from . import frontmatter
from .amounts import WIDE
from .body import CITATION, CLOSING_DATE, masked, read_body
from .dates import closing_date, whole_day
from .diagnostics import Code
from .emphasis import loose_runs
from .records import Review
from .rules.file import FileText
from .rules.prose import blocks
from .settings import Settings

LINE_END = re.compile(r"(\r\n?|\n)")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^:#,\[\]{}\n]*[^\s:#,\[\]{}])?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_ENTRY = re.compile(r"\s*(?:[-*+]\s+)?[［【\[](\d{1,3})[］】\]](?![:：(])")
_PLAIN_CITATION = WIDE | str.maketrans("【】；", "[];")
_WIDE_BRACKET = re.compile("[［］【】]")


class Edit(NamedTuple):
    """A change in one line: its number from 1, offsets from 0, and what stands there then."""

    line: int
    start: int
    stop: int
    text: str
    code: Code


Forms = Mapping[tuple[str, str], str]
"""(language, rarer form of a tag) to its most frequent form."""


def edits(text: str, review: Review, settings: Settings, forms: Forms) -> list[Edit]:
    """Return everything that can be mended in a file of which the record is given."""
    plain = frontmatter.normalise(text)
    matter = frontmatter.read(plain)
    body = read_body(matter.body, matter.body_line, settings.section_id)
    lines = tuple(plain.split("\n"))
    file = FileText(review.path, lines, settings, matter, body, review)
    changes = [
        *_tags(file, review, forms),
        *_emphasis(file),
        *_brackets(file),
        *_closing(file, review),
    ]
    return sorted(changes)


def with_days(text: str) -> tuple[str, list[Edit]]:
    """Return the text with the days of its front matter as YYYY-MM-DD, and what that changed."""
    plain = frontmatter.normalise(text)
    try:
        entries = frontmatter.read(plain).entries
    except frontmatter.FrontMatterError:
        return text, []
    lines, changes = plain.split("\n"), list[Edit]()
    for entry in entries:
        old = entry.value if entry.key in ("date", "updated") else None
        day = whole_day(old) if isinstance(old, str) else None
        start = entry.value_mark.column - 1
        if day and isinstance(old, str) and old != day.isoformat():
            line = entry.value_mark.line
            if lines[line - 1].startswith(old, start):
                stop, new = start + len(old), day.isoformat()
                changes.append(Edit(line, start, stop, new, Code.FRONT_MATTER_TYPE))
    return mended(text, changes), changes


def in_order(text: str, usual: Sequence[str]) -> tuple[str, list[Edit]]:
    """Return the text with its front-matter keys in the usual order, and what that changed.

    Keys that are not usual stay behind the one they follow. A block with comments is left alone.
    """
    plain = frontmatter.normalise(text)
    matter, lines = frontmatter.read(plain), plain.split("\n")
    entries = sorted(matter.entries, key=lambda entry: entry.mark.line)
    keys = [entry.key for entry in entries]
    begins = [*(entry.mark.line for entry in entries), matter.body_line - 1]
    block = lines[1 : begins[-1] - 1]
    commented = any(line.lstrip().startswith("#") for line in block)
    if commented or begins[0] != 2 or len(set(begins)) < len(begins) or len(set(keys)) < len(keys):
        return text, []
    groups: list[tuple[int, list[str]]] = []
    for index, entry in enumerate(entries):
        own = lines[begins[index] - 1 : begins[index + 1] - 1]
        if entry.key in usual or not groups:
            groups.append((usual.index(entry.key) if entry.key in usual else -1, own))
        else:
            groups[-1][1].extend(own)
    new = [line for _, group in sorted(groups, key=lambda item: item[0]) for line in group]
    changes = [
        Edit(number, 0, len(old), line, Code.FRONT_MATTER_ORDER)
        for number, (old, line) in enumerate(zip(block, new, strict=True), start=2)
        if old != line
    ]
    return mended(text, changes), changes


def mended(text: str, changes: list[Edit]) -> str:
    """Return the text with the edits made; line ends and all other bytes stay."""
    pieces = LINE_END.split(text)
    shift = 1 if text.startswith("\ufeff") else 0
    for line, start, stop, new, _ in sorted(changes, reverse=True):
        index = 2 * (line - 1)
        move = shift if line == 1 else 0
        old = pieces[index]
        pieces[index] = old[: start + move] + new + old[stop + move :]
    return "".join(pieces)


def _emphasis(file: FileText) -> Iterator[Edit]:
    for section in file.body.sections if file.body else ():
        if "**" not in section.prose:
            continue
        for number, text in blocks(file, section.text_line, section.prose.count("\n") + 1):
            for run in loose_runs(masked(text)) if "**" in text else ():
                if run.edit:
                    start, stop, new = run.edit
                    line = number + text.count("\n", 0, start)
                    before = text.rfind("\n", 0, start) + 1
                    if "\n" not in text[start:stop]:
                        yield Edit(line, start - before, stop - before, new, Code.TEXT_EMPHASIS)


def _brackets(file: FileText) -> Iterator[Edit]:
    """Yield citations and entries in full-width brackets, written in plain ones."""
    for section in file.body.sections if file.body else ():
        for offset, prose in enumerate(section.prose.split("\n")):
            number = section.text_line + offset
            line = file.lines[number - 1] if number <= len(file.lines) else ""
            pattern = _ENTRY if section.id == "references" else CITATION
            for match in pattern.finditer(prose) if _WIDE_BRACKET.search(prose) else ():
                start = match.start() + len(match[0]) - len(match[0].lstrip(" \t-*+"))
                old = line[start : match.end()]
                new = old.translate(_PLAIN_CITATION)
                if new != old and line[match.end() : match.end() + 1] not in (":", "："):
                    yield Edit(number, start, match.end(), new, Code.SOURCE_BRACKETS)


def _tags(file: FileText, review: Review, forms: Forms) -> Iterator[Edit]:
    """Yield the tags of which a more frequent form exists, unless the file has that one, too."""
    entry = next((e for e in file.matter.entries if e.key == "tags"), None) if file.matter else None
    if entry is None or not isinstance(entry.value, list):
        return
    for tag, mark in zip(entry.value, entry.items, strict=True):
        best = forms.get((review.lang, tag))
        if best and entry.value.count(tag) == 1 and best not in entry.value:
            edit = renamed(file.lines[mark.line - 1], mark.column - 1, tag, best)
            if edit:
                yield Edit(mark.line, *edit, Code.TAG_NEAR)


def renamed(line: str, column: int, old: str, new: str) -> tuple[int, int, str] | None:
    """Return (from, to, text) that renames the scalar at the column, None if it is not there."""
    quote = line[column : column + 1]
    if quote in ("'", '"'):
        end = line.find(quote, column + 1)
        if line[column + 1 : end] != old:
            return None
        inside = (
            new.replace("'", "''") if quote == "'" else json.dumps(new, ensure_ascii=False)[1:-1]
        )
        return column + 1, end, inside
    if not line.startswith(old, column):
        return None
    written = new if _PLAIN.fullmatch(new) else json.dumps(new, ensure_ascii=False)
    return column, column + len(old), written


def _closing(file: FileText, review: Review) -> Iterator[Edit]:
    """Yield the closing date that is no date of the front matter, in the form it has."""
    for number in range(len(file.lines), max(len(file.lines) - 12, file.body_line), -1):
        line = file.lines[number - 1]
        if CLOSING_DATE.fullmatch(line):
            if closing_date(line) not in (review.date, review.reviewed):
                first, last = re.search(r"\d", line), re.search(r"\d(?=\D*$)", line)
                if first and last:
                    stop = last.end()
                    day = _written(line[first.start() : stop], review)
                    yield Edit(number, first.start(), stop, day, Code.DATE_CLOSING)
            return


def _written(old: str, review: Review) -> str:
    """Return the review's day with the separators and the zeros of the old one."""
    marks = re.findall(r"\D+", old)
    padded = re.search(r"\D0\d", old)
    day = review.reviewed
    month, number = (f"{n:02}" if padded else str(n) for n in (day.month, day.day))
    return f"{day.year}{marks[0]}{month}{marks[1]}{number}"
