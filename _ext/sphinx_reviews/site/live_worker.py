"""The process of ``live`` that builds: it keeps Sphinx and the last catalogue.

What is saved is first drawn alone, so that its author sees it; then the site is built as ever,
without the full text; that follows when nothing has been saved for some seconds. What is saved
while a build runs is drawn meanwhile, and the next build begins at once.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, NoReturn, TextIO, cast

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.console import color_terminal, nocolor
from sphinx.util.docutils import docutils_namespace, patch_docutils

from ..adapters.sphinx_private import forget_build
from ..documents.domain import review_domain
from ..model.text import counted
from .builders import PermalinkMixin
from .failing import BuildStopped
from .frame import SKIP
from .ledger import below
from .live_draft import drawn_ahead, make_ready
from .live_meanwhile import Meanwhile
from .live_messages import Built, Failed, LiveBuild, Message, Notice
from .live_notices import Ear, Memory

QUIET = 3.0
"""Seconds without a saved file after which the full text is made to fit."""

BREATH = 0.2
"""Seconds in which more may be saved before the whole site is built."""


class Worker:
    """Builds one site again and again."""

    def __init__(self, line: Connection, site: LiveBuild) -> None:
        """Prepare; ``line`` leads to the process that serves."""
        self.line, self.site = line, site
        self.app: Sphinx | None = None
        self.status: TextIO | None = sys.stdout
        self.missed: tuple[str, ...] = ()
        """What was saved while the last build ran."""
        self.memory = Memory(site.source)
        if not color_terminal():
            nocolor()

    def run(self) -> None:
        """Build, then draw and build what is saved, until nobody listens any more."""
        try:
            complete = self.build(full_text=False)
            while True:
                if not (complete or self.missed or self.line.poll(QUIET)):
                    complete = self.build(full_text=True)
                    continue
                if not self.missed:
                    self._draw(self.line.recv().paths)
                while self.line.poll(BREATH):
                    self._draw(self.line.recv().paths)
                complete = self.build(full_text=False)
        except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
            return

    def _say(self, message: Message) -> None:
        self.line.send(message)

    def _draw(self, paths: Sequence[str]) -> None:
        """Draw the reviews that were saved; a mass of them is left to the build."""
        if self.app is None or len(paths) > 3:
            return
        for path in paths:
            try:
                drawn = drawn_ahead(self.app, path)
            except Exception:
                # The build that follows meets the same, and tells.
                drawn = None
            if drawn:
                self._say(drawn)

    def build(self, *, full_text: bool) -> bool:
        """Build the site; return whether the full text fits, too."""
        began = time.perf_counter()
        meanwhile = Meanwhile(self.line, self._draw) if self.app else None
        try:
            app = self._attempt(full_text)
        finally:
            self.missed = meanwhile.end() if meanwhile else ()
        if isinstance(app, str):
            self._fail(app)
        self.app, self.status = app, None  # what it does it has told once
        builder = app.builder
        assert isinstance(builder, PermalinkMixin)
        complete = not builder.full_text_waits
        messages = self._notices(app)
        self._say(Built(messages, dict(_sources(app)), complete, frozenset(self.missed)))
        seconds = time.perf_counter() - began
        print(f"built after {seconds:.1f} s, {counted(len(messages), 'warning')}", flush=True)
        if not (self.missed or self.line.poll()):
            make_ready(app)
        return complete

    def _attempt(self, full_text: bool) -> Sphinx | str:
        """Return what has built the site, or why it could not."""
        try:
            return self._built(full_text)
        except BuildStopped:
            return self.memory.last or "the build was stopped"
        except SphinxError as error:
            return f"{error.category}: {error}"
        except Exception as error:
            traceback.print_exc()
            return f"{type(error).__name__}: {error}"

    def _fail(self, why: str) -> NoReturn:
        """Tell why there is no build, and end: so no lock stays, and the next begins afresh."""
        print(why, file=sys.stderr)
        self._say(Failed(why))
        raise SystemExit(1)

    def _built(self, full_text: bool) -> Sphinx:
        site = self.site
        forget_build()
        ear = Ear(sys.stderr)
        self.memory.begin(ear)
        with patch_docutils(str(site.source)), docutils_namespace():
            app = Sphinx(
                site.source, site.source, site.out, site.doctrees, site.builder,
                confoverrides={**site.values, SKIP: False}, status=self.status,
                warning=cast("IO[str]", ear), parallel=site.jobs,
            )  # fmt: skip
            if not isinstance(app.builder, PermalinkMixin):
                raise SphinxError("live needs a site with the extension sphinx_reviews")
            app.builder.full_text_later = not full_text
            self.memory.listen(app)
            app.build()
        return app

    def _notices(self, app: Sphinx) -> tuple[Notice, ...]:
        builder = app.builder
        assert isinstance(builder, PermalinkMixin)
        return self.memory.notices(app, builder.documents_written)


def _sources(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield every page's file below the output folder, and the source it is made from."""
    out, path_of = app.outdir, _output(app)
    for docname in app.env.found_docs:
        yield below(out, path_of(docname)), str(app.env.doc2path(docname, False))
    for review in review_domain(app.env).catalogue.reviews:
        yield below(out, path_of(review.docname)), review.path


def _output(app: Sphinx) -> Callable[[str], Path]:
    builder = app.builder
    assert isinstance(builder, PermalinkMixin)
    return builder.get_output_path
