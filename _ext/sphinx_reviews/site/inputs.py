"""What a build reads, by size and time of change: whether anything may differ from the last one."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from .seal import SETTLED, entries_of

TOOLS = frozenset({
    ".git", ".hg", ".svn", ".cache", ".hypothesis", ".mypy_cache", ".nox", ".pytest_cache",
    ".ruff_cache", ".tox", "__pycache__", "node_modules",
})  # fmt: skip
"""Folders that no page is made from; those of virtual environments are told by what they hold."""

ENVIRONMENT = "pyvenv.cfg"
MOST = 200_000
"""Files beyond which nothing is said: somebody has linked to a whole disk."""


class Foreign(logging.Handler):
    """Counts Sphinx's warnings that are no findings: nobody could tell them again."""

    def __init__(self, own: str) -> None:
        """Listen from now on; ``own`` is the module that tells findings."""
        super().__init__(logging.WARNING)
        self._own, self.count = own, 0
        logging.getLogger("sphinx").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        """Count one."""
        self.count += not record.name.endswith(self._own)

    def stop(self) -> None:
        """Listen no more."""
        logging.getLogger("sphinx").removeHandler(self)


class Mark(NamedTuple):
    """A file as it lies there; nobody can set back when the system last changed its entry."""

    size: int
    changed: int
    """In nanoseconds; below zero where that was just now, so that it equals no other."""

    number: int


Marks = dict[str, Mark]


class Inputs(NamedTuple):
    """What a build is made from, as it lay there when it began."""

    key: str
    files: Marks
    foreign: Foreign


def marks(tops: Iterable[Path], apart: Collection[str]) -> Marks | None:
    """Return the marks of all files below the folders, linked ones too; None for too many.

    ``apart`` are the real paths of folders that are not looked at.
    """
    found: Marks = {}
    moment = time.time_ns()
    waiting, seen = [os.path.realpath(top) for top in tops], set(apart)
    while waiting:
        folder = waiting.pop()
        if folder in seen:
            continue
        if folder == os.path.dirname(folder):
            return None  # the whole disk: no need to count it
        seen.add(folder)
        entries = _entries(folder)
        if not entries and os.path.isfile(folder):
            found[folder] = _mark(os.stat(folder), moment)
        for entry in entries:
            if entry.is_symlink():
                found[entry.path] = _mark(entry.stat(follow_symlinks=False), moment)
                waiting.append(os.path.realpath(entry.path))
            elif entry.is_dir():
                waiting.append(entry.path)
            else:
                found[entry.path] = _mark(entry.stat(), moment)
        if len(found) > MOST:
            return None
    return found


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what lies in a folder that may be read for a page; nothing where it is none."""
    entries = entries_of(folder)
    names = {entry.name for entry in entries}
    return [] if ENVIRONMENT in names else [e for e in entries if e.name not in TOOLS]


def _mark(entry: os.stat_result, moment: int) -> Mark:
    settled = entry.st_ctime_ns + SETTLED < moment
    return Mark(entry.st_size, entry.st_ctime_ns if settled else -moment, entry.st_ino)


def outside(files: Iterable[str | os.PathLike[str]], tops: Iterable[Path]) -> Iterator[str]:
    """Yield the files that lie below none of the folders."""
    real = [os.path.join(os.path.realpath(top), "") for top in tops]
    for file in files:
        path = os.path.realpath(file)
        if not any(path.startswith(top) for top in real):
            yield path
