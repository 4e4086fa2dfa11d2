"""Build beside the published site and put the new one in its place at once, whole."""

from __future__ import annotations

import ctypes
import errno
import filecmp
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..adapters.sphinx_private import fails_by_warnings
from .kept import discard

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

STAGED = "reviews_staged"
"""The value of the configuration; ``make html STAGED=1`` sets it."""

_EXCHANGE = 2
_HERE = -100


def beside(live: Path, what: str = "staged") -> Path:
    """Return the folder beside a site's, on the same disk, where the next one is built."""
    return live.with_name(f"{live.name}.{what}")


def begin_beside(app: Sphinx) -> None:
    """Send a build that is to be staged to the folder beside, made equal to the site first."""
    if not app.config[STAGED]:
        return
    live = Path(app.outdir)
    _finish_exchange(live)
    mirror(live, beside(live), Path(app.doctreedir))
    app.outdir = type(app.outdir)(beside(live))


def publish_staged(app: Sphinx, exception: Exception | None) -> None:
    """Put what was built in the place of the site, unless a warning is an error here."""
    staged = Path(app.outdir)
    live = staged.with_name(staged.name.removesuffix(".staged"))
    if exception or staged == live or not app.config[STAGED]:
        return
    app.outdir = type(app.outdir)(live)
    if fails_by_warnings(app):
        logger.info("not published: what was built with warnings is in %s", staged)
        return
    exchange(staged, live)
    caches = Path(app.doctreedir)
    if caches.is_relative_to(live) and (moved := staged / caches.relative_to(live)).is_dir():
        caches.parent.mkdir(parents=True, exist_ok=True)
        os.rename(moved, caches)


def mirror(source: Path, target: Path, apart: Path) -> None:
    """Make a folder equal to another, copying only what differs; ``apart`` is left alone."""
    if target.is_symlink() or not target.is_dir():
        discard(target)
    target.mkdir(parents=True, exist_ok=True)
    there = {entry.name: entry for entry in os.scandir(source) if Path(entry.path) != apart}
    for entry in list(os.scandir(target)):
        match = there.get(entry.name)
        if match is None or _form(match) != _form(entry):
            discard(Path(entry.path))
    for name, entry in there.items():
        if _form(entry) == "folder":
            mirror(source / name, target / name, apart)
        elif _form(entry) == "link" or not _is_equal(source / name, target / name):
            (target / name).unlink(missing_ok=True)
            shutil.copy2(source / name, target / name, follow_symlinks=False)


def _form(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "link"
    return "folder" if entry.is_dir() else "file"


def _is_equal(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)


def exchange(staged: Path, live: Path) -> None:
    """Let two folders change places, in one step where the system has one."""
    if _exchanged_at_once(staged, live):
        return
    before = beside(live, "before")
    discard(before)
    os.rename(live, before)
    os.rename(staged, live)
    os.rename(before, staged)


def _exchanged_at_once(staged: Path, live: Path) -> bool:
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    call = getattr(library, "renameat2", None)
    if call is None:
        return False
    if call(_HERE, os.fsencode(staged), _HERE, os.fsencode(live), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(live))


def _finish_exchange(live: Path) -> None:
    """Bring the site back where a build was stopped between two renames."""
    before = beside(live, "before")
    if not before.is_dir():
        return
    if not live.exists() or not any(live.iterdir()):
        discard(live)
        os.rename(before, live)
    else:
        discard(before)
