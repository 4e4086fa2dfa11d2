"""Builds in a copy of this process, which has Sphinx loaded already.

No copy may be made where threads run, whose locks it would hold for ever, and browsers and servers
bring some. So one copy is made before there are any, and it makes the others.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import Pipe, active_children
from multiprocessing.connection import Connection
from tempfile import TemporaryFile
from typing import NamedTuple, NoReturn

from sphinx.builders.html._assets import _file_checksum_inner
from sphinx.cmd.build import main as build_main

BROKEN = 70
"""The exit status of a copy that did not come to build."""


class Asked(NamedTuple):
    """A build that is asked for: what is written behind ``sphinx-build``, and the process's world."""

    arguments: Sequence[str]
    environ: Mapping[str, str]
    folder: str


class Copies:
    """The copy that makes the others, and the line to it."""

    def __init__(self, warm: Callable[[], None]) -> None:
        """Prepare; ``warm`` is called once in the copy, before the first build."""
        self._warm, self._line = warm, None
        self._line: Connection | None

    def begin(self) -> None:
        """Make the copy, unless it is too late for it."""
        if self._line is not None or threading.active_count() > 1:
            return
        self._line, theirs = Pipe()
        if os.fork():
            theirs.close()
            return
        try:
            self._line.close()
            self._serve(theirs)
        finally:
            os._exit(0)

    @property
    def ready(self) -> bool:
        """Tell whether the copy is there."""
        return self._line is not None

    def build(
        self, arguments: Sequence[str], environ: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run Sphinx's command line in a copy; return what it said and its status."""
        assert self._line
        self._line.send(Asked(arguments, {**os.environ, **environ}, os.getcwd()))
        status, said, complained = self._line.recv()
        return subprocess.CompletedProcess(list(arguments), status, said, complained)

    def _serve(self, line: Connection) -> None:
        """Be the copy, until nobody asks any more."""
        warm = False
        while True:
            try:
                asked = line.recv()
            except (EOFError, OSError):
                return
            try:
                warm = warm or self._warm() is None
                line.send(_built(asked))
            except Exception:
                line.send((BROKEN, "", traceback.format_exc()))


def _built(asked: Asked) -> tuple[int, str, str]:
    """Build in a copy; return its status, what it said and what it complained of."""
    with TemporaryFile() as said, TemporaryFile() as complained:
        process = os.fork()
        if not process:
            _build_and_leave(asked, said.fileno(), complained.fileno())
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        texts = []
        for file in (said, complained):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return status, *texts


def _build_and_leave(asked: Asked, out: int, err: int) -> NoReturn:
    """Be the copy: build, and end without what pytest would do at the end."""
    status = BROKEN
    try:
        os.dup2(out, 1)
        os.dup2(err, 2)
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        os.chdir(asked.folder)
        os.environ.clear()
        os.environ.update({**asked.environ, "NO_COLOR": "1"})
        _file_checksum_inner.cache_clear()
        status = build_main(asked.arguments)
    except SystemExit as error:
        status = int(error.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        # What another extension has begun would go on, and hold what pytest writes to.
        for child in active_children():
            child.kill()
            child.join()
        os._exit(status)
