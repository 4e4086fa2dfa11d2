"""A record of the files that a build left in a folder: the next one sees what became of them."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from .kept import keep, kept
from .ledger import content_of

FORMAT = 1
SETTLED = 50_000_000
"""Nanoseconds after which a file system's clock has moved on for certain."""


class Stamp(NamedTuple):
    """A file as it was left: nobody can set back when the system last changed its entry.

    So a file with the same numbers is the same. Any other is compared by the hash of its bytes.
    """

    size: int
    changed: int
    """When its content or its entry was last changed, in nanoseconds; 0 where that was just now."""

    number: int
    content: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What lies in a folder, against what the last build left there."""

    known: Mapping[str, Stamp] = field(default_factory=dict)
    trusted: bool = False
    """Whether the record could be read."""

    changed: frozenset[str] = frozenset()
    """Files that are lost, or others than they were."""

    strange: frozenset[str] = frozenset()
    """Files that the last build knew nothing of."""

    owned: frozenset[str] = frozenset()
    """Files that the last build had put there itself."""

    @property
    def lying(self) -> dict[str, str]:
        """The hashes of the files that lie there as they were left."""
        return {name: s.content for name, s in self.known.items() if name not in self.changed}

    @property
    def untouched(self) -> bool:
        """Whether all lies there as it was left, and nothing else."""
        return self.trusted and not (self.changed or self.strange)


Wanted = Callable[[str], bool]


def inspect(record: Path, folder: Path, wanted: Wanted) -> Inspection:
    """Compare a folder with the record of it; ``wanted`` tells which files are looked at."""
    stored = kept(record)
    known = _stamps(stored)
    if known is None:
        return Inspection(strange=frozenset(name for name, _ in _files(folder, wanted)))
    there = dict(_files(folder, wanted))
    same = {name for name in known.keys() & there.keys() if _is_same(folder, name, known, there)}
    changed, strange = known.keys() - same, there.keys() - known.keys()
    return Inspection(known, True, frozenset(changed), frozenset(strange), _owned(stored))


def seal(
    record: Path,
    folder: Path,
    wanted: Wanted,
    before: Mapping[str, Stamp],
    owned: Iterable[str] = (),
) -> None:
    """Record what lies in a folder; of files that are as ``before`` the hash is taken over.

    ``owned`` are those that the build itself has put there, should its own record be lost.
    """
    now = time.time_ns()
    files = {
        name: _stamp(folder, name, entry, before.get(name), now)
        for name, entry in _files(folder, wanted)
    }
    if files != before or not record.is_file():
        keep(record, {"format": FORMAT, "files": files, "owned": sorted(owned)})


def _owned(stored: Mapping[str, object]) -> frozenset[str]:
    names = stored.get("owned")
    return frozenset(map(str, names)) if isinstance(names, list) else frozenset()


def _stamps(stored: Mapping[str, object]) -> Mapping[str, Stamp] | None:
    """Return the files of a record, None where it cannot be used."""
    files = stored.get("files")
    if stored.get("format") != FORMAT or not isinstance(files, dict):
        return None
    return {name: Stamp(*values) for name, values in files.items()}


def _files(folder: Path, wanted: Wanted) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every file below a folder by its path; neither links nor hidden folders are entered."""
    waiting = [""]
    while waiting:
        above = waiting.pop()
        for entry in entries_of(f"{folder}/{above}"):
            name = above + entry.name
            if not entry.is_dir(follow_symlinks=False):
                if wanted(name):
                    yield name, entry.stat(follow_symlinks=False)
            elif not entry.name.startswith("."):
                waiting.append(f"{name}/")


def entries_of(folder: str) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, nothing where it cannot be listed."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _is_same(
    folder: Path, name: str, known: Mapping[str, Stamp], there: Mapping[str, os.stat_result]
) -> bool:
    stamp, entry = known[name], there[name]
    if stamp.size != entry.st_size or not stat.S_ISREG(entry.st_mode):
        return False
    return _is_settled(stamp, entry) or content_of(folder / name) == stamp.content


def _is_settled(stamp: Stamp, entry: os.stat_result) -> bool:
    return stamp[:3] == (entry.st_size, entry.st_ctime_ns, entry.st_ino)


def _stamp(folder: Path, name: str, entry: os.stat_result, before: Stamp | None, now: int) -> Stamp:
    if before and _is_settled(before, entry):
        return before
    changed = entry.st_ctime_ns if entry.st_ctime_ns + SETTLED < now else 0
    return Stamp(entry.st_size, changed, entry.st_ino, content_of(folder / name))
