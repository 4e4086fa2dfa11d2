"""From a folder of files to records and diagnostics; each file for itself, cached by content."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from . import cached, frontmatter, work
from .diagnostics import Code, diagnostic
from .hashing import value_hash
from .moves import Lists, read_lists
from .outcomes import SUFFIX, Outcome, Scan
from .pictures import find_pictures
from .records import Page
from .series import SeriesFile, find_series
from .settings import Settings
from .taken import name_problem, printable

MAX_FILE_BYTES = 1024 * 1024
LOOK_ALIKES = (SUFFIX, ".markdown", ".mdown", ".mkd", ".md.txt")
"""Endings, in any letter case, of files that somebody took for reviews."""


class Seen(NamedTuple):
    """A folder as it lies there: the bytes of its files, and what is known without reading them."""

    jobs: tuple[work.Job, ...]
    outcomes: Mapping[str, Outcome]
    """By path as shown, in its order; empty for the files that are jobs."""

    pages: tuple[Page, ...]
    lists: Lists
    pictures: frozenset[str]
    series: Mapping[str, SeriesFile]

    @property
    def state(self) -> str:
        """Return a hash of everything that was seen: equal folders give equal findings."""
        names = [(label, digest) for _, label, digest in self.jobs]
        outcomes = [outcome for outcome in self.outcomes.values() if outcome.diagnostics]
        series = [(name, file.digest) for name, file in sorted(self.series.items())]
        return value_hash((names, outcomes, self.pages, self.lists, sorted(self.pictures), series))


def look(root: Path, settings: Settings) -> Seen:
    """Take in every file below ``root / settings.folder``, and the pages' addresses."""
    jobs: list[work.Job] = []
    outcomes = dict(_files(root, settings.folder, jobs))
    pictures, wrong = find_pictures(root, settings.folder)
    outcomes.update((finding.path, Outcome(None, (finding,))) for finding in wrong)
    lists = read_lists(
        root, settings.redirects, settings.addresses, settings.ledger, settings.link_results
    )
    pages = tuple(read_pages(root, settings))
    wanted = any(field.type == "series" for field in settings.the_fields)
    series = find_series(root, settings.folder) if wanted else {}
    return Seen(tuple(jobs), outcomes, pages, lists, pictures, series)


def scan(
    root: Path,
    settings: Settings,
    *,
    cache: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    seen: Seen | None = None,
) -> Scan:
    """Read every review below ``root / settings.folder`` and the pages' addresses.

    ``cache`` names a file that keeps outcomes by content; ``progress`` is told (done, of); ``seen``
    is what was seen there already.
    """
    with without_collector():
        seen = seen or look(root, settings)
        outcomes = _outcomes(seen, settings, cache, progress or (lambda done, of: None))
        return Scan(
            tuple(outcomes.values()),
            seen.pages,
            lists=seen.lists,
            pictures=seen.pictures,
            series=seen.series,
            state=seen.state,
        )


def _files(root: Path, folder: str, jobs: list[work.Job]) -> Iterator[tuple[str, Outcome]]:
    """Yield each file by its path as shown, with why it cannot be read; the others are jobs."""
    top, home = os.path.join(root, ""), (root / folder).resolve()
    closed: list[OSError] = []
    for path in sorted(_markdown(str(root / folder), closed=closed.append)):
        name = path.removeprefix(top).replace(os.sep, "/")
        text = printable(name)
        if problem := name_problem(name):
            yield text, _unreadable(text, OSError(0, problem), "rename it")
        elif not name.endswith(SUFFIX):
            error = OSError(0, f"its name does not end in {SUFFIX}")
            yield text, _unreadable(text, error, "rename it")
        else:
            yield text, _job(path, home, text, jobs)
    for error in closed:
        if not isinstance(error, FileNotFoundError):
            text = printable(str(error.filename).removeprefix(top).replace(os.sep, "/"))
            yield text, _unreadable(text, error, what="folder")
    for link in linked_folders(root / folder):
        text = printable(link.relative_to(root).as_posix())
        linked = OSError(0, "a folder that is a link is not entered")
        yield text, _unreadable(text, linked, "put the folder itself there")


def _job(path: str, home: Path, name: str, jobs: list[work.Job]) -> Outcome:
    try:
        data = _read_bytes(path, home)
    except OSError as error:
        return _unreadable(name, error)
    jobs.append((data, name, blake2b(data, digest_size=16).hexdigest()))
    return Outcome(None)


def _outcomes(
    seen: Seen, settings: Settings, cache: Path | None, progress: Callable[[int, int], None]
) -> dict[str, Outcome]:
    """Return each file's outcome by its path as shown; those of unchanged files from the cache."""
    known = cached.load(cache, settings)
    kept: dict[str, cached.Kept] = {}
    outcomes = dict(seen.outcomes)
    fresh: list[work.Job] = []
    for job in seen.jobs:
        _, name, digest = job
        before = known.get(name)
        same = cached.outcome_of(before, name, digest) if before else None
        if before and same:
            kept[name] = before
            outcomes[name] = same
        else:
            fresh.append(job)
    read = zip(fresh, work.read_all(fresh, settings), strict=True)
    for done, ((_, name, digest), (outcome, packed)) in enumerate(read, start=1):
        outcomes[name] = outcome
        if cache:
            kept[name] = packed or cached.keep(digest, outcome)
        progress(done, len(fresh))
    if cache:
        cached.store(cache, settings, kept, known)
    return outcomes


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector from walking a hundred thousand records that all stay."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


NO_PAGES = ("_build", "node_modules", "venv")
"""Folders of tools, which a search for pages in the whole project must not enter."""


def find_files(folder: Path, *, pages: bool = False) -> Iterator[Path]:
    """Yield what looks like Markdown below the folder; linked folders are not entered."""
    yield from map(Path, _markdown(str(folder), pages=pages))


def _markdown(
    folder: str, *, pages: bool = False, closed: Callable[[OSError], None] | None = None
) -> Iterator[str]:
    """Yield the files; ``closed`` is told of each folder that cannot be entered."""
    for base, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if pages:
            folders[:] = [name for name in folders if name not in NO_PAGES]
        yield from (f"{base}{os.sep}{n}" for n in names if n.lower().endswith(LOOK_ALIKES))


def linked_folders(folder: Path) -> Iterator[Path]:
    """Yield the folders below the folder that are links: they may circle or lead anywhere."""
    for base, folders, _ in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(base, name) for name in folders if os.path.islink(Path(base, name)))


def _unreadable(name: str, error: OSError, hint: str = "", what: str = "file") -> Outcome:
    reason = error.strerror or str(error)
    message = f"the {what} cannot be read"
    if isinstance(error, PermissionError):
        hint = "give whoever builds the right to read it"
    finding = diagnostic(Code.FILE_UNREADABLE, name, 1, message, value=reason, hint=hint)
    return Outcome(None, (finding,))


def _read_bytes(path: str, home: Path) -> bytes:
    """Return a file's bytes; ``home`` is the real folder of reviews."""
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        if not Path(os.path.realpath(path)).is_relative_to(home):
            raise OSError(0, "the link leads outside the folder of reviews")
        status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "no regular file")
    if status.st_size > MAX_FILE_BYTES:
        raise OSError(0, f"larger than {MAX_FILE_BYTES} bytes")
    with open(path, "rb") as file:
        return file.read()


def read_review(data: bytes, path: str, settings: Settings, *, digest: str = "") -> Outcome:
    """Read one file's bytes into a record; never raises, whatever the bytes are."""
    # Loaded only here: where nothing changed, schema and parsers are not needed at all.
    from .reading import read

    return read(data, path, settings, digest=digest)


def read_pages(root: Path, settings: Settings) -> Iterator[Page]:
    """Yield the hand-written pages, with what their front matter says of address and language.

    A page whose front matter cannot be read is Sphinx's to report; it keeps its usual address.
    """
    for path in sorted(_page_files(root, settings)):
        docname = path.relative_to(root).as_posix().removesuffix(SUFFIX)
        values: dict[str, str] = {}
        with suppress(OSError, UnicodeDecodeError, frontmatter.FrontMatterError):
            text = frontmatter.normalise(path.read_text("utf-8"))
            block, _, _ = frontmatter.split(text)
            values = dict(frontmatter.scalars(block))
        yield Page(
            docname,
            lang=values.get("lang", ""),
            permalink=values.get("permalink", ""),
            translation=values.get("translation", ""),
        )


def _page_files(root: Path, settings: Settings) -> Iterator[Path]:
    """Yield the hand-written pages; the folder of reviews may lie among them, and tools' too."""
    reviews = root / settings.folder
    for path in find_files(root / settings.pages, pages=True):
        if path.name.endswith(SUFFIX) and not path.is_relative_to(reviews):
            yield path
