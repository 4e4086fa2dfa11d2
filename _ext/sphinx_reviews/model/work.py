"""Read many files at once: a process for each core, where there is enough to do."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from . import cached
from .cached import Kept
from .outcomes import Outcome
from .settings import Settings

Job = tuple[bytes, str, str]
"""A file's bytes, its path as shown, and the digest of the bytes."""

MIN_JOBS = 200
CHUNK = 50
MAX_PROCESSES = 4

_settings: Settings = Settings()


def read_all(jobs: Sequence[Job], settings: Settings) -> Iterator[tuple[Outcome, Kept | None]]:
    """Yield the outcome of each job, in order, and what is kept of it where that is made already.

    Processes are forked, so that nothing has to be loaded again; without fork or a second core
    the work is done here. What comes back through the pipe from our own child are the bytes that
    the cache keeps: they load several times as fast as pickled records.
    """
    processes = min(cores(), MAX_PROCESSES)
    if len(jobs) < MIN_JOBS or processes < 2 or not hasattr(os, "fork"):
        yield from ((outcome, None) for outcome in _read(jobs, settings))
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from . import reading  # noqa: F401 - loaded once, before the processes fork

    chunks = [jobs[start : start + CHUNK] for start in range(0, len(jobs), CHUNK)]
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, context, _begin, (settings,)) as pool:
        for done in pool.map(_read_chunk, chunks):
            yield from (_unpacked(each) for each in done)


def _unpacked(each: Kept | Outcome) -> tuple[Outcome, Kept | None]:
    return (cached.opened(each), each) if isinstance(each, Kept) else (each, None)


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin(settings: Settings) -> None:
    global _settings
    _settings = settings


def _read_chunk(jobs: Sequence[Job]) -> list[Kept | Outcome]:
    outcomes = list(_read(jobs, _settings))
    packed = [cached.keep(digest, o) for (_, _, digest), o in zip(jobs, outcomes, strict=True)]
    return [one if one.data else outcome for one, outcome in zip(packed, outcomes, strict=True)]


def _read(jobs: Sequence[Job], settings: Settings) -> Iterator[Outcome]:
    if not jobs:
        return
    from .reading import read

    for data, name, digest in jobs:
        yield read(data, name, settings, digest=digest)
