"""A build that cannot write says so in one line, and the next one goes on where it stopped."""

from __future__ import annotations

import errno
import logging as standard
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from sphinx.errors import ConfigError, SphinxError
from sphinx.util import logging

from .build_lock import give_turn

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

REMEDIES = {
    errno.ENOSPC: "make room and build again",
    errno.EDQUOT: "make room and build again",
    errno.EFBIG: "allow larger files and build again",
    errno.EROFS: "choose a folder that can be written to",
    errno.EIO: "look after the disk and build again",
}
"""What always means the disk, whichever file it is about."""

FAILED = 2
"""The exit status of ``sphinx-build`` where it could not build."""


class BuildStopped(SystemExit):
    """Ends the build after its one line; Sphinx prints pages about any exception of its own."""


Handler = Callable[["Sphinx", "Exception | None"], None]
"""What is called for ``build-finished``."""


@contextmanager
def in_one_line(app: Sphinx) -> Iterator[None]:
    """Tell in one line what could not be written or was asked for in vain, and end the build."""
    try:
        yield
    except (OSError, SphinxError) as error:
        # Of other kinds of SphinxError the place counts: some program is at fault.
        plain = type(error) in (ConfigError, SphinxError)
        reason = str(error) if plain else _reason(app, error)
        if not reason:
            raise
        stop(app, reason)


def configured(handler: Callable[..., None]) -> Callable[..., None]:
    """Return the handler, ending in one line where the configuration cannot be used."""

    def handle(app: Sphinx, *arguments: object) -> None:
        try:
            handler(app, *arguments)
        except ConfigError as error:
            stop(app, str(error))

    handle.__module__ = handler.__module__
    return handle


def stop(app: Sphinx, reason: str) -> NoReturn:
    """End the build with one line."""
    logger.error(reason)
    give_turn(app, None)
    raise BuildStopped(FAILED) from None


def guard(app: Sphinx) -> None:
    """Let every builder end in one line, whatever it was writing."""
    build = app.builder.build

    def guarded(*args: Any, **options: Any) -> None:
        with in_one_line(app):
            build(*args, **options)

    app.builder.build = guarded  # type: ignore[method-assign, misc]
    _swallowed.app = app
    standard.getLogger("sphinx.sphinx.builders.html").addFilter(_swallowed)


def guarded(handler: Handler) -> Handler:
    """Return the handler of ``build-finished``, ending in one line where it cannot write."""

    def handle(app: Sphinx, exception: Exception | None) -> None:
        with in_one_line(app):
            handler(app, exception)

    handle.__module__ = handler.__module__
    return handle


class _Swallowed(standard.Filter):
    """Raise what Sphinx only warns of: a page that could not be written is no page."""

    app: Sphinx | None = None

    def filter(self, record: standard.LogRecord) -> bool:
        arguments = record.args if isinstance(record.args, tuple) else ()
        for error in arguments:
            if self.app and isinstance(error, OSError) and _reason(self.app, error):
                raise error
        return True


_swallowed = _Swallowed()


def _reason(app: Sphinx, error: Exception) -> str:
    """Return the one line, nothing where the error is not about writing."""
    number, name = _parts(error)
    folders = (str(app.outdir), str(app.doctreedir))
    ours = any(Path(name).is_relative_to(folder) for folder in folders) if name else False
    if number not in REMEDIES and not ours:
        return ""
    where = name or f"below {app.outdir}"
    remedy = REMEDIES.get(number, "mend that and build again")
    return f"cannot write {where}: {os.strerror(number)}; {remedy}"


_IN_A_SHARE = re.compile(r"\[Errno (\d+)\] [^:]*(?:: '(.*?)'(?: -> '.*')?)?$")


def _parts(error: Exception) -> tuple[int, str]:
    """Return number and file of an error, also of one that another process has told as text."""
    if isinstance(error, OSError):
        return error.errno or 0, str(error.filename2 or error.filename or "")
    match = _IN_A_SHARE.search(str(error).strip())
    return (int(match[1]), match[2] or "") if match else (0, "")
