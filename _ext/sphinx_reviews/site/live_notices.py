"""What builds tell, kept from one to the next: Sphinx does not tell again of what it skips."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from .live_messages import Notice

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_NOTICE = re.compile(
    r"(?:(?P<path>.+?)(?::(?P<line>\d+|<[^>]*>|None))?: )?(?:WARNING|ERROR|CRITICAL|SEVERE): "
    r"(?P<text>.*)",
    re.DOTALL,
)


class Ear(io.TextIOBase):
    """Hands on what is told, and remembers it."""

    def __init__(self, through: TextIO) -> None:
        """Hand on to a stream."""
        self._through = through
        self.heard: dict[str, bool] = {}
        """What was told, in order, and whether that was while reading documents."""
        self.reading = False

    def write(self, text: str) -> int:
        """Hear one thing that is told."""
        self._through.write(text)
        if plain := _COLOUR.sub("", text).strip():
            self.heard.setdefault(plain, self.reading)
        return len(text)

    def flush(self) -> None:
        """Hand on at once."""
        self._through.flush()


Kept = dict[str, list[Notice]]


class Memory:
    """What is to be told of the site as it is now."""

    def __init__(self, source: Path) -> None:
        """Begin with nothing; paths are told relative to the source directory."""
        self._source = source
        self._ear = Ear(io.StringIO())
        self._read: set[str] = set()
        self._from_reading: Kept = {}
        self._from_writing: Kept = {}

    def begin(self, ear: Ear) -> None:
        """Begin to listen to a build."""
        self._ear, self._read = ear, set()

    @property
    def last(self) -> str:
        """What was told last."""
        return next(reversed(self._ear.heard), "")

    def listen(self, app: Sphinx) -> None:
        """Learn which documents a build reads, and when."""
        app.connect("env-before-read-docs", self._begin_reading)
        app.connect("env-updated", self._end_reading)

    def _begin_reading(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        self._read, self._ear.reading = set(docnames), True

    def _end_reading(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        self._ear.reading = False
        return ()

    def notices(self, app: Sphinx, written: Set[str]) -> tuple[Notice, ...]:
        """Return all that is to be told: of now, and of documents that were skipped."""
        paths = {name: str(app.env.doc2path(name, False)) for name in app.env.found_docs}
        fresh = [(_notice(said, self._source), read) for said, read in self._ear.heard.items()]
        documents = set(paths.values())
        for kept, when, done in (
            (self._from_reading, True, self._read),
            (self._from_writing, False, self._read | written),
        ):
            again = {paths[name] for name in done if name in paths}
            for path in [path for path in kept if path in again or path not in documents]:
                del kept[path]
            for notice, read in fresh:
                if read is when and notice.path in documents:
                    kept.setdefault(notice.path, []).append(notice)
        others = [notice for notice, _ in fresh if notice.path not in documents]
        return tuple(dict.fromkeys([*others, *_all(self._from_reading), *_all(self._from_writing)]))


def _all(kept: Kept) -> Iterator[Notice]:
    for finding in kept.values():
        yield from finding


def _notice(said: str, source: Path) -> Notice:
    """Return a line of Sphinx's as a finding."""
    match = _NOTICE.match(said)
    if not match:
        return Notice("", 0, said)
    line = int(match["line"]) if (match["line"] or "").isdigit() else 0
    path = (match["path"] or "").removeprefix(f"{source}/")
    return Notice(path, line, match["text"])
