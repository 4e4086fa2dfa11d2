"""One build at a time in a folder: a second one waits, and says so."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from sphinx.util import logging

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

_held: dict[str, tuple[int, int]] = {}
"""The folders that this process builds in, each with what holds its lock, and for which build."""


def take_turn(app: Sphinx) -> None:
    """Lock the folder of pages and that of what is kept between builds; wait where need be.

    The folders themselves are locked, so nothing has to be published or cleaned away.
    """
    for folder in _folders(app):
        if fcntl is None or folder in _held or not os.path.isdir(folder):
            continue
        with suppress(OSError):  # a file system without locks
            _held[folder] = (_locked(folder), id(app))


def _folders(app: Sphinx) -> Iterable[str]:
    return dict.fromkeys(map(os.path.realpath, (app.outdir, app.doctreedir)))


def _locked(folder: str) -> int:
    """Return what holds the lock of a folder, of the one that lies there when it is locked."""
    while True:
        handle = os.open(folder, os.O_RDONLY)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                logger.info("another build is at work in %s; waiting for it to end", folder)
                fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:
            os.close(handle)
            raise
        if os.path.samestat(os.fstat(handle), os.stat(folder)):
            return handle
        os.close(handle)  # another folder has been put in its place meanwhile


def give_turn(app: Sphinx, exception: Exception | None) -> None:
    """Let the next build begin."""
    for folder in [folder for folder, (_, owner) in _held.items() if owner == id(app)]:
        os.close(_held.pop(folder)[0])
