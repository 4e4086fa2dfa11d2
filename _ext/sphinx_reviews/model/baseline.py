"""The baseline: findings that are known, so that only new ones fail.

A finding is known by its code, its file, the value it names and the text of its line, never by
the line's number: text that moves up or down stays known.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from .diagnostics import Diagnostic
from .frontmatter import normalise
from .safety import IMAGE_SUFFIXES

VERSION = 1

LineText = Callable[[str, int], str]
"""From a path and a line number to the line's text."""


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """A finding of the baseline: what names it, and what a reader of the file wants to see."""

    key: str
    code: str
    path: str
    value: str


@dataclass(frozen=True, slots=True)
class Triage:
    """Findings that the baseline does not know, those it knows, and those that are solved."""

    new: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...]
    solved: tuple[KnownFinding, ...]


@lru_cache(maxsize=64)
def lines_of(path: Path) -> tuple[str, ...]:
    """Return the lines of a file, none where it cannot be read.

    What a link leads to is never shown: a log of a build may be public.
    """
    try:
        if path.is_symlink() or not path.is_file() or path.suffix in IMAGE_SUFFIXES:
            return ()
        data = path.read_bytes()[: 2 * 1024 * 1024]
    except OSError:
        return ()
    return tuple(normalise(data.decode("utf-8", "replace")).split("\n"))


def lines_below(root: Path) -> LineText:
    """Return a function from a path below the folder and a line number to the line's text."""

    def text(path: str, line: int) -> str:
        lines = lines_of(root / path)
        return lines[line - 1] if 0 < line <= len(lines) else ""

    return text


def without_known(findings: Sequence[Diagnostic], root: Path, file: str) -> Triage:
    """Compare a site's findings with the baseline that its settings name.

    Raises OSError or ValueError where the file cannot be read.
    """
    if not file:
        return Triage(tuple(findings), (), ())
    lines_of.cache_clear()
    entries = load((root / file).read_text("utf-8"))
    return compare(findings, entries, lines_below(root))


def known_as(finding: Diagnostic, line_text: LineText) -> KnownFinding:
    """Return what names a finding in a baseline."""
    text = " ".join(line_text(finding.path, finding.line).split())
    parts = "\0".join((finding.code.value, finding.path, finding.value, text))
    key = blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return KnownFinding(key, finding.code.value, finding.path, finding.value)


def compare(
    findings: Iterable[Diagnostic],
    baseline: Sequence[KnownFinding],
    line_text: LineText,
    in_scope: Callable[[str, str], bool] = lambda path, code: True,
) -> Triage:
    """Compare findings with a baseline; what ``in_scope`` (path, code) refuses cannot be solved."""
    left = Counter(known.key for known in baseline)
    new: list[Diagnostic] = []
    old: list[Diagnostic] = []
    for finding in findings:
        key = known_as(finding, line_text).key
        (old if left[key] > 0 else new).append(finding)
        left[key] -= 1
    solved = []
    for known in baseline:
        if left[known.key] > 0 and in_scope(known.path, known.code):
            solved.append(known)
            left[known.key] -= 1
    return Triage(tuple(new), tuple(old), tuple(solved))


def dump(entries: Iterable[KnownFinding]) -> str:
    """Return the text of a baseline file, one finding per line, in a stable order."""
    rows = sorted(entries, key=lambda k: (k.path, k.code, k.key, k.value))
    lines = [
        json.dumps(
            {"code": k.code, "path": k.path, "value": k.value, "key": k.key}, ensure_ascii=False
        )
        for k in rows
    ]
    inside = ",\n  ".join(lines)
    body = f"[\n  {inside}\n ]" if lines else "[]"
    return f'{{\n "version": {VERSION},\n "findings": {body}\n}}\n'


def load(text: str) -> tuple[KnownFinding, ...]:
    """Return the findings of a baseline file; raise ValueError where it is none."""
    try:
        data: Any = json.loads(text)
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']!r} is unknown")
        return tuple(
            KnownFinding(str(item["key"]), str(item["code"]), str(item["path"]), str(item["value"]))
            for item in data["findings"]
        )
    except (KeyError, TypeError, RecursionError, json.JSONDecodeError) as error:
        raise ValueError(f"not a baseline file ({error})") from error
