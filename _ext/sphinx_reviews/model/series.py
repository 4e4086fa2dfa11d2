"""Numeric series beside reviews: which files there are, their points, and what is wrong with them.

A file is two columns of numbers, ``20,-3.1`` on each line, with a head if it likes. As with
pictures, only what was found below the folder of reviews is read: no name that a review gives
leads anywhere else.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from .axes import Axis
from .diagnostics import Code
from .hashing import hash_of

SUFFIX = ".csv"
MAX_BYTES = 128 * 1024
MOST_POINTS = 4000
MOST_HEAD = 200
_NUMBER = re.compile(r"[+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_HEAD_UNIT = re.compile(r"[(\[（]\s*([^)\]）]*?)\s*[)\]）]\s*$")

Points = tuple[tuple[float, float], ...]


class SeriesFile(NamedTuple):
    """A file that a review may name: its bytes, or why they are not read."""

    data: bytes
    problem: str = ""

    @property
    def digest(self) -> str:
        """Return a hash of everything the file tells."""
        return hash_of(self.data + self.problem.encode())


class Fault(NamedTuple):
    """What is wrong with a file: at most one is told of each."""

    code: Code
    line: int
    message: str
    value: str = ""
    hint: str = ""


class Read(NamedTuple):
    """The points of a file, by what stands on the axis across; none where it has a fault."""

    points: Points = ()
    fault: Fault | None = None


def find_series(root: Path, folder: str) -> Mapping[str, SeriesFile]:
    """Return the files with series below a folder by path relative to ``root``."""
    files = {}
    for base, folders, names in os.walk(root / folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(base, name) for name in sorted(names) if name.endswith(SUFFIX)):
            label = path.relative_to(root).as_posix()
            files[label] = _taken_in(path)
    return files


def _taken_in(path: Path) -> SeriesFile:
    try:
        if path.is_symlink() or not path.is_file():
            return SeriesFile(b"", "is a link or no regular file")
        if path.stat().st_size > MAX_BYTES:
            return SeriesFile(b"", f"is larger than {MAX_BYTES // 1024} KiB")
        return SeriesFile(path.read_bytes())
    except OSError as error:
        return SeriesFile(b"", f"cannot be read: {error.strerror or error}")


def beside(target: str, review: str) -> str:
    """Return the path that a name means in a review, nothing where it leads out of its folder."""
    if re.search(r"[\\:?#%\x00-\x1f]|^/|//", target) or not target.endswith(SUFFIX):
        return ""
    home = posixpath.dirname(review)
    path = posixpath.normpath(posixpath.join(home, target))
    return path if path.startswith(f"{home}/" if home else "") and ".." not in path else ""


def read_series(file: SeriesFile, across: Axis, up: Axis) -> Read:
    """Read a file's points; the first fault is told, and then there are none."""
    if file.problem:
        return Read((), Fault(Code.SERIES_FILE, 1, f"the file {file.problem}", "", _FILE))
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        return Read((), Fault(Code.SERIES_FILE, line, "the file is not valid UTF-8", "", _FILE))
    lines = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1)
    rows = [(n, row.strip()) for n, row in lines if row.strip()]
    if rows and (head := _units(rows[0][1])):
        if fault := _unit_fault(head, (across.unit, up.unit), rows[0]):
            return Read((), fault)
        rows = rows[1:]
    fault = _size_fault(rows) or next(_faults(rows, across, up), None)
    return Read((), fault) if fault else Read(tuple(_pair(row) for _, row in rows))


_FILE = "put a plain CSV file beside the review"


def _units(row: str) -> tuple[str, ...]:
    """Return a head's units, empty where it tells none; nothing where the line is no head."""
    if len(row) > MOST_HEAD:
        return ()
    cells = [cell.strip() for cell in row.split(",")]
    if len(cells) != 2 or any(_NUMBER.fullmatch(cell) or not cell for cell in cells):
        return ()
    return tuple(match[1] if (match := _HEAD_UNIT.search(cell)) else "" for cell in cells)


def _unit_fault(
    head: tuple[str, ...], wanted: tuple[str, str], row: tuple[int, str]
) -> Fault | None:
    for written, unit in zip(head, wanted, strict=True):
        if written and written != unit:
            message = f"the head tells {written!r}, but this axis is in {unit or 'no unit'}"
            hint = f"give the numbers in {unit or 'no unit'} and write that into the head"
            return Fault(Code.SERIES_UNIT, row[0], message, row[1], hint)
    return None


def _size_fault(rows: list[tuple[int, str]]) -> Fault | None:
    line = rows[-1][0] if rows else 1
    if len(rows) < 2:
        message = "a curve needs at least two points"
        return Fault(Code.SERIES_SIZE, line, message, str(len(rows)), "add the measured points")
    if len(rows) > MOST_POINTS:
        message = f"there are more than {MOST_POINTS} points"
        hint = "export fewer points per octave, or smooth the curve"
        return Fault(Code.SERIES_SIZE, rows[MOST_POINTS][0], message, str(len(rows)), hint)
    return None


def _faults(rows: list[tuple[int, str]], across: Axis, up: Axis) -> Iterator[Fault]:
    for line, row in rows:
        cells = [cell.strip() for cell in row.split(",")]
        if len(cells) != 2 or not all(map(_NUMBER.fullmatch, cells)):
            hint = "write two plain numbers with a comma between them, such as 1000,-3.5"
            yield Fault(Code.SERIES_NUMBER, line, "this line is not two numbers", row[:60], hint)
            return
    for (_, before), (line, row) in pairwise(rows):
        if _pair(row)[0] <= _pair(before)[0]:
            message = f"the first number is not above that of the line before, {before!r}"
            hint = "sort the lines by their first number, each once"
            yield Fault(Code.SERIES_ORDER, line, message, row[:60], hint)
    for line, row in rows:
        if not up.least <= _pair(row)[1] <= up.most:
            yield _off(up, line, row, "the second number is not on the axis")
    on = [row for _, row in rows if across.least <= _pair(row)[0] <= across.most]
    if len(on) < 2:
        yield _off(across, *rows[0], "fewer than two points are on the axis")


def _off(axis: Axis, line: int, row: str, message: str) -> Fault:
    ends = f"{axis.least:g} to {axis.most:g} {axis.unit}".rstrip()
    hint = "check the unit, or widen the axis in reviews_fields"
    return Fault(Code.SERIES_UNIT, line, f"{message} of {ends}", row[:60], hint)


def _pair(row: str) -> tuple[float, float]:
    one, other = row.split(",")
    return float(one), float(other)
