"""Work in shares: each process reads, or resolves and writes, its own part of the documents.

Sphinx resolves every page in the main process while workers only write, and sends its environment
once per small chunk of reading; neither makes a large site faster. Since no page depends on what
the environment remembers of other reviews, any part can be done apart and gives the same bytes.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence, Set
from contextlib import closing
from typing import Any, TypeVar

from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator

from ..adapters.sphinx_private import BuilderInShares, app_of, give_app
from .processes import in_processes

logger = logging.getLogger(__name__)

T = TypeVar("T")

SMALLEST_SHARE = 20
"""Documents below which starting a process costs more than it saves."""

WRITTEN_AT_ONCE = 200
"""Documents a process writes, about, before it reports; reading reports less often, see below.

There are as many shares for each process, so that all end at about the same time.
"""

FIRST = 8
"""Pages that are drawn before the work is shared.

What they make ready (compiled templates, locales, views) each process then has from the start:
one that begins with nothing spends an eighth of its time on that.
"""


def shares(docnames: Sequence[str], count: int) -> list[list[str]]:
    """Deal the documents out to at most ``count`` shares of similar weight."""
    count = max(1, min(count, len(docnames) // SMALLEST_SHARE))
    return [list(docnames[index::count]) for index in range(count)]


class SharesMixin(BuilderInShares):
    """Read and write in as many shares as ``-j`` allows processes."""

    def read_in_shares(self, docnames: list[str], processes: int) -> None:
        """Read in shares; Sphinx calls this for ``-j`` when every extension allows it."""
        parts = shares(docnames, 2 * processes)
        if len(parts) < 2:
            self.read_one_by_one(docnames)
            return
        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)

        def read(share: list[str]) -> bytes:
            give_app(self.env, app_of(self))
            for docname in share:
                self.read_doc(docname, _cache=False)
            # Sphinx hands environments from its own processes on like this: through a pipe between
            # a process and its child, never by way of a file that somebody could plant.
            return pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

        def merge(share: list[str], read_env: bytes) -> None:
            self.env.merge_info_from(share, pickle.loads(read_env), app_of(self))  # noqa: S301

        # Each share sends back a whole environment: two for each process, to show some progress.
        self.in_shares("reading sources... ", parts, read, merge)

    def write_documents(self, docnames: Set[str]) -> None:
        """Resolve and write in shares, or as Sphinx does without ``-j``."""
        if not self._worth_sharing(len(docnames)):
            self.write_one_by_one(sorted(docnames))
            return

        def write(share: list[str]) -> tuple[dict[str, str], Any]:
            for docname in share:
                self.write_one(docname)
            return self.images, self.indexed(share)

        def collect(share: list[str], found: tuple[dict[str, str], Any]) -> None:
            self.images.update(found[0])
            self.take_indexed(found[1])

        self.in_shares("writing output... ", self._parts(sorted(docnames)), write, collect)

    def indexed(self, docnames: list[str]) -> Any:
        """Return what this process has indexed of the documents."""

    def take_indexed(self, part: Any) -> None:
        """Put what another process has indexed into the index."""

    def each_in_shares(
        self,
        what: str,
        names: list[str],
        work: Callable[[str], T],
        collect: Callable[[str, T], None],
    ) -> None:
        """Do the work for each name, in shares where that is worth it; collect what it gives."""
        worth = self._worth_sharing(len(names))
        first = names[:: -(-len(names) // FIRST)] if worth else names
        for name in first:
            collect(name, work(name))
        if not worth:
            return
        begun = frozenset(first)
        rest = [name for name in names if name not in begun]

        def collected(share: list[str], results: list[T]) -> None:
            for name, result in zip(share, results, strict=True):
                collect(name, result)

        self.in_shares(what, self._parts(rest), lambda s: [work(n) for n in s], collected)

    def _worth_sharing(self, count: int) -> bool:
        return self.parallel_ok and count >= 2 * SMALLEST_SHARE

    def _parts(self, names: Sequence[str]) -> list[list[str]]:
        rounds = max(1, round(len(names) / WRITTEN_AT_ONCE / app_of(self).parallel))
        return shares(names, rounds * app_of(self).parallel)

    def write_one(self, docname: str) -> None:
        """Resolve and write one document."""
        self.phase = BuildPhase.RESOLVING
        doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
        self.phase = BuildPhase.WRITING
        self.write_doc_serialized(docname, doctree)
        self.write_doc(docname, doctree)

    def in_shares(
        self,
        what: str,
        parts: list[list[str]],
        work: Callable[[list[str]], T],
        collect: Callable[[list[str], T], None],
        meanwhile: Callable[[], None] = lambda: None,
    ) -> None:
        """Do the work in processes and show a status line as each share comes back.

        ``meanwhile`` is done here while they are at work.
        """
        parts = [part for part in parts if part]
        done = status_iterator(parts, what, "purple", len(parts), self.config.verbosity, _named)

        with closing(in_processes(app_of(self).parallel, parts, work, meanwhile)) as results:
            for part, result in results:
                collect(part, result)
                next(done)
        logger.info("")


def _named(part: list[str]) -> str:
    return f"{part[0]} and {len(part) - 1} more"
