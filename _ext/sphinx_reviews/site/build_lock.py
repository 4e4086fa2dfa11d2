"""One build at a time in a folder: a second one waits, and says so."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx.util import logging

try:
    import fcntl
except ImportError:  # Windows has no such locks
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

_held: dict[str, int] = {}
"""The folders that this process builds in, each with what holds its lock."""


def take_turn(app: Sphinx) -> None:
    """Lock the folder of pages and that of what is kept between builds; wait where need be.

    The folders themselves are locked, so nothing has to be published or cleaned away.
    """
    for folder in dict.fromkeys(map(os.path.realpath, (app.outdir, app.doctreedir))):
        if fcntl is None or folder in _held or not os.path.isdir(folder):
            continue
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            logger.info("another build is at work in %s; waiting for it to end", folder)
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError:  # a file system without locks
            os.close(handle)
            continue
        _held[folder] = handle


def give_turn(app: Sphinx, exception: Exception | None) -> None:
    """Let the next build begin."""
    for folder in map(os.path.realpath, (app.outdir, app.doctreedir)):
        if (handle := _held.pop(folder, None)) is not None:
            os.close(handle)
