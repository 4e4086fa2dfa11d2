"""What the two processes of ``live`` tell each other; loads no Sphinx: serving begins at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class LiveBuild:
    """What is built, from where, to where and how."""

    source: Path
    out: Path
    doctrees: Path
    builder: str = "dirhtml"
    jobs: int = 1
    values: Mapping[str, str] = field(default_factory=dict)
    """Values that replace those of ``conf.py``."""


class Notice(NamedTuple):
    """A finding: its file relative to the source directory, where it has one, and what is wrong."""

    path: str
    line: int
    text: str


class Saved(NamedTuple):
    """Files that were saved, relative to the source directory."""

    paths: tuple[str, ...]


class DrawnAhead(NamedTuple):
    """A page drawn ahead of the build, below the output folder; no file where there is none."""

    file: str
    content: bytes
    path: str
    """The source that it was drawn from."""
    notices: tuple[Notice, ...] = ()


class Built(NamedTuple):
    """A build that has ended: all that is to be told now, and what the pages were made from."""

    notices: tuple[Notice, ...]
    sources: Mapping[str, str]
    """File below the output folder to source."""
    complete: bool = True
    """Whether the full text fits, too."""
    missed: frozenset[str] = frozenset()
    """What was saved while it ran, of which it may not know."""


class Failed(NamedTuple):
    """A build that could not be made, and why."""

    why: str


Message = DrawnAhead | Built | Failed
