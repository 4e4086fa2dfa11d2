"""The record of what each page was made from and how it came out; it decides what is due.

A page is left alone only where its key is that of the last build and the file that lies there is
the one written then. Both are hashes of contents: no time of a file decides anything. The record
is stored when all pages are written, so a build that was stopped is simply done again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..model.diagnostics import Code, Diagnostic, Severity
from .kept import discard, keep, kept

LEDGER = "reviews-pages.json"
PLANNED = "reviews-planned.json"
FORMAT = 4
"""Grows whenever the record's form changes; a record of another form is not used."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: the hash of what it was made from and of its file, and what making it told.

    ``asked`` are questions whose answers are part of the key; ``pictures`` are published with it.
    """

    key: str
    content: str
    told: tuple[Diagnostic, ...] = ()
    asked: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(slots=True)
class Ledger:
    """The pages of the last build and, as they are noted, those of this one."""

    path: Path
    out: Path
    before: Mapping[str, Entry] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    """Every file that the last build wrote pages to, relative to the output folder."""
    pages: dict[str, Entry] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    trusted: bool = True
    """Whether there was a record of the last build that could be read."""

    def holds(self, name: str, key: str, file: Path) -> bool:
        """Tell whether the page lies there as it was written from the same; then note it."""
        entry = self.before.get(name)
        if entry is None or not key or entry.key != key or content_of(file) != entry.content:
            return False
        self.note(name, entry, file)
        return True

    def asked(self, name: str) -> tuple[str, ...]:
        """Return what the page asked when it was last drawn."""
        entry = self.before.get(name)
        return entry.asked if entry else ()

    def note(self, name: str, entry: Entry, file: Path) -> None:
        """Note a page of this build."""
        self.pages[name] = entry
        self.written.add(file.relative_to(self.out).as_posix())

    def keep(self, name: str) -> None:
        """Note a file that is no page."""
        self.written.add(name)

    def plan(self, names: Iterable[str]) -> None:
        """Note files before they are written: a build that is stopped leaves them to the next."""
        fresh = set(names) - self.files
        if fresh:
            self.files |= fresh
            keep(self.path.with_name(PLANNED), {"files": sorted(self.files)})

    def close(self) -> None:
        """Remove files that no page is written to any more, and store the record."""
        for gone in sorted(self.files - self.written):
            remove_page(self.out, gone)
        record = {
            "format": FORMAT,
            "pages": {name: _packed(entry) for name, entry in self.pages.items()},
            "files": sorted(self.written),
        }
        keep(self.path, record)
        discard(self.path.with_name(PLANNED))


def open_ledger(path: Path, out: Path) -> Ledger:
    """Return the record of the last build; an empty one where it is absent or cannot be trusted."""
    planned = _names(kept(path.with_name(PLANNED)))
    found = kept(path)
    entries = found.get("pages")
    try:
        if found.get("format") != FORMAT or not isinstance(entries, dict):
            raise ValueError(path)
        pages = {str(name): _unpacked(item) for name, item in entries.items()}
        return Ledger(path, out, pages, planned | _names(found))
    except Exception:
        discard(path)
        return Ledger(path, out, files=planned, trusted=False)


def _names(record: Mapping[str, object]) -> frozenset[str]:
    files = record.get("files")
    return frozenset(map(str, files)) if isinstance(files, list) else frozenset()


def remove_page(out: Path, name: str) -> None:
    """Remove a page's file, and its folder where that is empty then."""
    file = out / name
    if not file.parent.resolve().is_relative_to(out.resolve()):
        return
    with suppress(OSError):
        file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == out or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()


def content_of(file: Path) -> str:
    """Return a hash of a file's bytes, nothing where it cannot be read."""
    try:
        return blake2b(file.read_bytes(), digest_size=16).hexdigest()
    except OSError:
        return ""


def digest(*parts: str) -> str:
    """Return one hash of several texts."""
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(str(part).encode("utf-8", "surrogatepass"))
        made.update(b"\0")
    return made.hexdigest()


def digest_of(files: Iterable[Path]) -> str:
    """Return one hash of several files' names and bytes, wherever they lie."""
    return digest(*(f"{file.name}\0{content_of(file)}" for file in files))


def _packed(entry: Entry) -> list[Any]:
    told = [[getattr(item, name) for name in _FIELDS] for item in entry.told]
    for fields in told:
        fields[0] = fields[0].value
    return [entry.key, entry.content, told, entry.asked, entry.pictures]


_FIELDS = (
    "code", "severity", "path", "line", "message", "column", "value", "hint", "ref", "lang",
)  # fmt: skip


def _unpacked(item: Any) -> Entry:
    key, content, told, asked, pictures = item
    diagnostics = tuple(_finding(dict(zip(_FIELDS, fields, strict=True))) for fields in told)
    return Entry(str(key), str(content), diagnostics, tuple(map(str, asked)), tuple(pictures))


_CODES = {code.value: code for code in Code}


def _finding(fields: dict[str, Any]) -> Diagnostic:
    code, severity = _CODES[fields.pop("code")], Severity(fields.pop("severity"))
    return Diagnostic(code, severity=severity, **fields)
