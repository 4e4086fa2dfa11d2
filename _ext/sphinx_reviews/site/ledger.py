"""The record of what each page was made from and how it came out; it decides what is due.

A page is left alone only where its key is that of the last build and the file that lies there is
the one written then. Both are hashes of contents: no time of a file decides anything. The record
is stored when all pages are written, so a build that was stopped is simply done again.

Working out a page's key costs nearly what drawing it does. So the record also holds the premise:
a hash of all that pages have in common and all facts of the catalogue. Under the same premise a
page without a text of its own is what it was, one with a text where that is the same.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..model.diagnostics import Code, Diagnostic, Severity
from ..model.hashing import hash_of
from ..publishing.search_index import IndexData, write
from .kept import discard, keep, kept

File = tuple[str, bytes]
"""A path below the output folder, and what stands there."""

LEDGER = "reviews-pages.json"
PLANNED = "reviews-planned.json"
FORMAT = 6
"""Grows whenever the record's form changes; a record of another form is not used."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: the hash of what it was made from and of its file, and what making it told.

    ``asked`` are questions whose answers are part of the key; ``pictures`` are published with it.
    ``text`` is the hash of the page's own text, ``family`` names pages that have none; ``slice``
    is that of the facts that it shows, nothing where only working it out tells.
    """

    key: str
    content: str
    findings: tuple[Diagnostic, ...] = ()
    asked: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    text: str = ""
    family: str = ""
    slice: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Files that are no pages: the hash of what they were made from, and those of their bytes."""

    key: str
    files: Mapping[str, str]


@dataclass
class Ledger:
    """The pages of the last build and, as they are noted, those of this one."""

    path: Path
    out: Path
    before: Mapping[str, Entry] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    """Every file that the last build wrote pages to, relative to the output folder."""
    pages: dict[str, Entry] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    elsewhere: set[str] = field(default_factory=set)
    """Names of the pages that other shares of the site draw."""

    lying: Mapping[str, str] = field(default_factory=dict)
    """The hashes of the files that lie in the output as the last build left them, as looked at."""

    trusted: bool = True
    """Whether there was a record of the last build that could be read."""

    stored: Mapping[str, list[object]] = field(default_factory=dict)
    """The pages of the last build as its record holds them."""

    premise_before: str = ""
    premise: str = ""
    """A hash of what all pages have in common and of all facts; set when it is known."""

    common_before: str = ""
    common: str = ""
    """The same with steady facts alone: where it is the same, slices tell which pages are due."""

    moved_before: Mapping[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    """Hashes of the facts of groups of reviews: those of a language, those of a family's pages."""

    groups_before: Mapping[str, Group] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    slices_before: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    slices: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By document: the hash of its source, and of what it shows of the catalogue."""

    @property
    def unmoved(self) -> bool:
        """Tell whether the premise is that of the last build."""
        return bool(self.premise) and self.premise == self.premise_before

    @property
    def steady(self) -> bool:
        """Tell whether all that is new since the last build is in the slices."""
        return bool(self.common) and self.common == self.common_before

    def rests(self, group: str, facts: str) -> bool:
        """Tell whether a group's facts are those of the last build; note what they are now."""
        self.moved[group] = facts
        return self.steady and self.moved_before.get(group) == facts

    @cached_property
    def _families(self) -> Mapping[str, list[str]]:
        families: dict[str, list[str]] = defaultdict(list)
        for name, entry in self.before.items():
            families[entry.family].append(name)
        return families

    @property
    def names(self) -> set[str]:
        """The names of all pages of the site, wherever they are drawn."""
        return {*self.pages, *self.elsewhere}

    def holds(self, name: str, key: str, file: Path) -> bool:
        """Tell whether the page lies there as it was written from the same; then note it."""
        entry = self.before.get(name)
        if entry is None or not key or entry.key != key or self._content(file) != entry.content:
            return False
        self.note(name, entry, file)
        return True

    def _below(self, file: Path) -> str:
        return below(self.out, file)

    def _content(self, file: Path) -> str:
        """Return the hash of a file that this build has not written."""
        return self.lying.get(self._below(file)) or content_of(file)

    def stands(self, name: str, text: str, file: Path) -> bool:
        """Tell whether the page with this text lies there, without working out its key."""
        entry = self.before.get(name)
        if entry is None or not text or entry.text != text or not self.unmoved:
            return False
        return self.holds(name, entry.key, file)

    def shows_the_same(self, name: str, text: str, slice_: str, file: Path) -> bool:
        """Tell whether the page lies there as drawn from this text and these facts."""
        entry = self.before.get(name)
        if entry is None or not (slice_ and self.steady) or entry.slice != slice_:
            return False
        if entry.text != text or any(map(_is_wide, entry.asked)):
            return False
        return self.holds(name, entry.key, file)

    def family_stands(self, family: str, slice_: str, file: Callable[[str], Path]) -> list[str]:
        """Return the pages of a family where all lie there as they were; then note them."""
        rests = bool(slice_) and self.rests(f"family {family}", slice_)
        names = self._families.get(family, []) if rests or self.unmoved else []
        return self._taken_over(names, file)

    def families_stand(self, file: Callable[[str], Path]) -> list[str]:
        """Return the pages of all families where no fact is new and all lie there; note them."""
        pages = [name for family, names in self._families.items() if family for name in names]
        taken = self._taken_over(pages, file) if self.unmoved else []
        if taken:
            self.moved = {**self.moved_before, **self.moved}
        return taken

    def _taken_over(self, names: list[str], file: Callable[[str], Path]) -> list[str]:
        """Note pages and return them, none where one does not lie there as it was written."""
        if not all(self._content(file(name)) == self.before[name].content for name in names):
            return []
        for name in names:
            self.note(name, self.before[name], file(name))
        return names

    def slice_of(
        self, docname: str, source: str, groups: Collection[str], work_out: Callable[[], str]
    ) -> str:
        """Return the hash of what a document shows of the catalogue; work it out if need be.

        ``groups`` are those whose facts it may show.
        """
        known = self.slices_before.get(docname)
        rests = self.steady and all(
            group in self.moved and self.moved[group] == self.moved_before.get(group)
            for group in groups
        )
        same = known is not None and (self.unmoved or rests) and known[0] == source
        self.slices[docname] = known if known and same else (source, work_out())
        return self.slices[docname][1]

    def intact(self, group: str) -> Mapping[str, str]:
        """Return a group's files with their hashes if all lie there as they were written."""
        known = self.groups_before.get(group)
        if known and all(
            self._content(self.out / name) == was for name, was in known.files.items()
        ):
            return known.files
        return {}

    def publish(self, group: str, key: str, make: Callable[[], Iterable[File]]) -> Iterable[str]:
        """Write files that are no pages, unless they lie there as made from the same key.

        Without a key they are made anew. Return their paths relative to the output folder.
        """
        known = self.groups_before.get(group)
        if known and key and known.key == key and self.intact(group):
            self.groups[group] = known
        else:
            self.groups[group] = Group(key, dict(self._write(make())))
        self.written.update(self.groups[group].files)
        return self.groups[group].files

    def _write(self, files: Iterable[File]) -> Iterator[tuple[str, str]]:
        written = list(files)
        self.plan(name for name, _ in written)
        for name, content in written:
            write(self.out / name, content)
            yield name, hash_of(content)

    def asked(self, name: str) -> tuple[str, ...]:
        """Return what the page asked when it was last drawn."""
        entry = self.before.get(name)
        return entry.asked if entry else ()

    def note(self, name: str, entry: Entry, file: Path) -> None:
        """Note a page of this build."""
        self.pages[name] = entry
        self.written.add(self._below(file))

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
            "pages": {name: self._packed(name, entry) for name, entry in self.pages.items()},
            "files": sorted(self.written),
            "premise": self.premise,
            "common": self.common,
            "moved": self.moved,
            "groups": {name: [group.key, group.files] for name, group in self.groups.items()},
            "slices": self.slices,
        }
        keep(self.path, record)
        discard(self.path.with_name(PLANNED))

    def _packed(self, name: str, entry: Entry) -> list[object]:
        """Return an entry as it is stored; one that was taken over is so already."""
        known = self.before.get(name) is entry and self.stored.get(name)
        return known or _packed(entry)


def _is_wide(question: str) -> bool:
    """Tell whether an answer may follow from facts that are in no slice: a block shows any."""
    return question.startswith("block:")


def below(folder: str | Path, file: str | Path) -> str:
    """Return a file's path relative to a folder above it; ``Path`` is slow for so many."""
    return str(file).removeprefix(f"{folder}{os.sep}").replace(os.sep, "/")


def index_key(ledger: Ledger, lang: str, index: IndexData | None) -> str:
    """Return what the browser's data of a language are made from."""
    return digest(ledger.common, ledger.moved[data_group(lang)], repr(index))


def data_group(lang: str) -> str:
    """Return what the ledger calls the facts that a language's data are made from."""
    return f"data {lang}"


def open_ledger(path: Path, out: Path) -> Ledger:
    """Return the record of the last build; an empty one where it is absent or cannot be trusted."""
    planned = _names(kept(path.with_name(PLANNED)))
    stored = kept(path)
    entries = stored.get("pages")
    try:
        if stored.get("format") != FORMAT or not isinstance(entries, dict):
            raise ValueError(path)
        pages = {str(name): _unpacked(item) for name, item in entries.items()}
        ledger = Ledger(path, out, pages, planned | _names(stored))
        _take_over(ledger, stored)
        return ledger
    except Exception:
        discard(path)
        return Ledger(path, out, files=planned, trusted=False)


def _take_over(ledger: Ledger, stored: Mapping[str, Any]) -> None:
    """Take over what the last build was made from; raise where it has another shape."""
    ledger.stored = stored["pages"]
    ledger.premise_before, ledger.common_before = str(stored["premise"]), str(stored["common"])
    ledger.moved_before = {str(name): str(facts) for name, facts in stored["moved"].items()}
    ledger.groups_before = {
        str(name): Group(str(key), dict(files)) for name, (key, files) in stored["groups"].items()
    }
    ledger.slices_before = {str(n): (str(s), str(k)) for n, (s, k) in stored["slices"].items()}


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
        return hash_of(file.read_bytes())
    except OSError:
        return ""


def digest(*parts: str) -> str:
    """Return one hash of several texts."""
    hasher = blake2b(digest_size=16)
    for part in parts:
        hasher.update(str(part).encode("utf-8", "surrogatepass"))
        hasher.update(b"\0")
    return hasher.hexdigest()


def digest_of(files: Iterable[Path]) -> str:
    """Return one hash of several files' names and bytes, wherever they lie."""
    return digest(*(f"{file.name}\0{content_of(file)}" for file in files))


def _packed(entry: Entry) -> list[object]:
    findings: list[list[Any]] = [
        [getattr(item, name) for name in _FIELDS] for item in entry.findings
    ]
    for fields in findings:
        fields[0] = fields[0].value
    return [
        entry.key, entry.content, findings, entry.asked, entry.pictures, entry.text, entry.family,
        entry.slice,
    ]  # fmt: skip


_FIELDS = (
    "code", "severity", "path", "line", "message", "column", "value", "hint", "ref", "lang",
)  # fmt: skip


def _unpacked(item: Any) -> Entry:
    key, content, findings, asked, pictures, text, family, slice_ = item
    diagnostics = tuple(_finding(dict(zip(_FIELDS, fields, strict=True))) for fields in findings)
    questions, portraits = tuple(map(str, asked)), tuple(map(str, pictures))
    return Entry(
        str(key), str(content), diagnostics, questions, portraits, str(text), str(family),
        str(slice_),
    )  # fmt: skip


_CODES = {code.value: code for code in Code}


def _finding(fields: dict[str, Any]) -> Diagnostic:
    code, severity = _CODES[fields.pop("code")], Severity(fields.pop("severity"))
    return Diagnostic(code, severity=severity, **fields)
