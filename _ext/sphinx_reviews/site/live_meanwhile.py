"""What is saved while a build runs: a copy of the process draws it, from the catalogue before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from sphinx.util.parallel import parallel_available

from .live_messages import Saved

Draw = Callable[[Sequence[str]], None]


class Meanwhile:
    """A copy of the process that listens in its stead, until it is ended.

    Nobody else may listen or speak on the line before that. Where processes cannot be copied,
    what is saved waits in the line.
    """

    def __init__(self, line: Connection, draw: Draw) -> None:
        """Begin to listen; ``draw`` is given the paths of what is saved."""
        self._copy = None
        if parallel_available:
            context = get_context("fork")
            self._control, theirs = context.Pipe()
            given = (line, theirs, self._control, draw)
            self._copy = context.Process(target=_listen, args=given, daemon=True)
            self._copy.start()
            theirs.close()

    def end(self) -> tuple[str, ...]:
        """Let it finish; return the paths of what was saved."""
        saved: tuple[str, ...] = ()
        if self._copy:
            with suppress(EOFError, OSError):
                self._control.send(())
                saved = self._control.recv()
            self._control.close()
            self._copy.join()
        return saved


def _listen(line: Connection, control: Connection, theirs: Connection, draw: Draw) -> None:
    theirs.close()  # so that the end of the other process is seen
    saved: list[str] = []
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while control not in wait([line, control]):
            message: Saved = line.recv()
            saved += message.paths
            draw(message.paths)
        control.recv()
        control.send(tuple(saved))
