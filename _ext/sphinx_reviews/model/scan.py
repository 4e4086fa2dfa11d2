"""From a folder of files to records and diagnostics; each file for itself, cached by content."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from . import cached, frontmatter, work
from .diagnostics import Code, diagnostic
from .moves import read_lists
from .outcomes import SUFFIX, Outcome, Scan
from .pictures import find_pictures
from .records import Page
from .settings import Settings
from .taken import name_problem, printable

MAX_FILE_BYTES = 1024 * 1024
LOOK_ALIKES = (SUFFIX, ".markdown", ".mdown", ".mkd", ".md.txt")
"""Endings, in any letter case, of files that somebody took for reviews."""


def scan(
    root: Path,
    settings: Settings,
    *,
    cache: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Scan:
    """Read every review below ``root / settings.folder`` and the pages' addresses.

    ``cache`` names a file that keeps outcomes by content; ``progress`` is told (done, of).
    """
    with without_collector():
        outcomes = _outcomes(root, settings, cache, progress or (lambda done, of: None))
    lists = read_lists(root, settings.redirects, settings.addresses)
    pictures, wrong = find_pictures(root, settings.folder)
    outcomes.update((found.path, Outcome(None, (found,))) for found in wrong)
    pages = tuple(read_pages(root, settings))
    return Scan(tuple(outcomes.values()), pages, lists=lists, pictures=pictures)


def _outcomes(
    root: Path, settings: Settings, cache: Path | None, progress: Callable[[int, int], None]
) -> dict[str, Outcome]:
    """Return each file's outcome by its path as shown; those of unchanged files from the cache."""
    folder = root / settings.folder
    known = cached.load(cache, settings)
    kept: dict[str, cached.Kept] = {}
    outcomes: dict[str, Outcome] = {}
    fresh: list[tuple[bytes, str, str]] = []
    for path in sorted(find_files(folder)):
        name = path.relative_to(root).as_posix()
        shown = printable(name)
        if problem := name_problem(name):
            outcomes[shown] = _unreadable(shown, OSError(0, problem), "rename it")
            continue
        if not path.name.endswith(SUFFIX):
            error = OSError(0, f"its name does not end in {SUFFIX}")
            outcomes[shown] = _unreadable(shown, error, "rename it")
            continue
        try:
            data = _read_bytes(path, folder)
        except OSError as error:
            outcomes[shown] = _unreadable(shown, error)
            continue
        digest = blake2b(data, digest_size=16).hexdigest()
        before = known.get(shown)
        same = cached.outcome_of(before, shown, digest) if before else None
        if before and same:
            kept[shown] = before
        else:
            fresh.append((data, shown, digest))
        outcomes[shown] = same or Outcome(None)
    for link in linked_folders(folder):
        shown = printable(link.relative_to(root).as_posix())
        linked = OSError(0, "a folder that is a link is not entered")
        outcomes[shown] = _unreadable(shown, linked, "put the folder itself there")
    read = zip(fresh, work.read_all(fresh, settings), strict=True)
    for done, ((_, shown, digest), outcome) in enumerate(read, start=1):
        outcomes[shown] = outcome
        if cache:
            kept[shown] = cached.keep(digest, outcome)
        progress(done, len(fresh))
    if cache and kept != known:
        cached.store(cache, settings, kept)
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
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if pages:
            folders[:] = [name for name in folders if name not in NO_PAGES]
        yield from (Path(base, name) for name in names if name.lower().endswith(LOOK_ALIKES))


def linked_folders(folder: Path) -> Iterator[Path]:
    """Yield the folders below the folder that are links: they may circle or lead anywhere."""
    for base, folders, _ in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(base, name) for name in folders if os.path.islink(Path(base, name)))


def _unreadable(shown: str, error: OSError, hint: str = "") -> Outcome:
    reason = error.strerror or str(error)
    message = "the file cannot be read"
    found = diagnostic(Code.FILE_UNREADABLE, shown, 1, message, value=reason, hint=hint)
    return Outcome(None, (found,))


def _read_bytes(path: Path, folder: Path) -> bytes:
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(folder.resolve()):
        raise OSError(0, "the link leads outside the folder of reviews")
    if not path.is_file():
        raise OSError(0, "no regular file")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise OSError(0, f"larger than {MAX_FILE_BYTES} bytes")
    return path.read_bytes()


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
