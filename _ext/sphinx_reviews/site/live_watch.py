"""What is saved below a site's sources, without what a build writes or a tool keeps there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import Queue
from threading import Event, Thread

from watchfiles import Change, DefaultFilter, watch

from .config import PACKAGE

NO_SOURCES = ("node_modules", "venv", "__pycache__")
"""Folders of tools: thousands of files that nobody edits."""

STEP = 40
"""Milliseconds in which an editor saves what belongs together."""


class Sources(DefaultFilter):
    """Looks away from what editors leave and from what the build itself writes."""

    def __init__(self, apart: Sequence[Path]) -> None:
        """Look away from these folders."""
        self._apart = tuple(f"{folder}{os.sep}" for folder in apart)
        super().__init__()

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a change counts."""
        hidden = Path(path).name.startswith(".") or path.endswith("~")
        return not hidden and not path.startswith(self._apart) and super().__call__(change, path)


def folders(source: Path, apart: Sequence[Path]) -> list[Path]:
    """Return the folders below the source directory that are watched, and this package's."""
    below = [
        path
        for path in sorted(source.iterdir())
        if path.is_dir()
        and not path.name.startswith((".", "_build"))
        and path.name not in NO_SOURCES
        and path.resolve() not in apart
    ]
    inside = any(PACKAGE.is_relative_to(path.resolve()) for path in below)
    return below if inside else [*below, PACKAGE]


def saved(source: Path, apart: Sequence[Path]) -> Iterator[set[Path]]:
    """Yield the files that were saved together, again and again."""
    batches: Queue[set[Path]] = Queue()
    Thread(target=_top, args=(source, apart, batches), daemon=True).start()
    while True:
        yield batches.get()


def _top(source: Path, apart: Sequence[Path], batches: Queue[set[Path]]) -> None:
    """Watch the files beside ``conf.py``; watch the folders anew where there are others."""
    watched, stop = folders(source, apart), _below(source, apart, batches)
    sources = Sources(apart)
    for changes in watch(source, watch_filter=sources, recursive=False, step=STEP):
        if folders(source, apart) != watched:
            stop.set()
            watched, stop = folders(source, apart), _below(source, apart, batches)
        batches.put({Path(path) for _, path in changes})


def _below(source: Path, apart: Sequence[Path], batches: Queue[set[Path]]) -> Event:
    """Watch the folders in a thread; return what ends it."""
    stop, watched, sources = Event(), folders(source, apart), Sources(apart)

    def run() -> None:
        for changes in watch(*watched, watch_filter=sources, stop_event=stop, step=STEP):
            batches.put({Path(path) for _, path in changes})

    Thread(target=run, daemon=True).start()
    return stop
