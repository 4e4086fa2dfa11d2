"""Private names of Sphinx, as read in 9.0 to 9.2; nothing else here touches one."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.html._build_info import BuildInfo
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.locale import translators
from sphinx.project import Project
from sphinx.search import IndexBuilder
from sphinx.util.parallel import ParallelTasks

WORDS = ("general", "sphinx")
"""The key of Sphinx's own words among its translators."""

__all__ = [
    "WORDS",
    "BuildInfo",
    "BuilderInShares",
    "OpenIndex",
    "Processes",
    "app_of",
    "fails_by_warnings",
    "forget_build",
    "forget_document",
    "forget_image_name",
    "give_app",
    "note_file",
    "translators",
    "written_in_conf",
]


def app_of(builder: Builder) -> Sphinx:
    """Return the application that a builder works for; its public name is deprecated."""
    return builder._app


def fails_by_warnings(app: Sphinx) -> bool:
    """Tell whether the build fails since it warned (``-W``); Sphinx says so only afterwards."""
    return app._fail_on_warnings and app._warncount > 0


def forget_build() -> None:
    """Forget the words that Sphinx has put together: each further build would add to them."""
    translators.clear()


def give_app(env: BuildEnvironment, app: Sphinx) -> None:
    """Give an environment its application back, which it loses on the way to another process."""
    env._app = app


def written_in_conf(config: Config) -> Mapping[str, Any]:
    """Return all names of a ``conf.py``, also those that nobody has registered."""
    return config._raw_config


def forget_image_name(env: BuildEnvironment, name: str) -> None:
    """Free the name under which a picture would have been published."""
    env.images._existing.discard(name)


def forget_document(project: Project, docname: str) -> None:
    """Let a project know no file for a document."""
    path = project._docname_to_path.pop(docname, None)
    if path is not None:
        project._path_to_docname.pop(path, None)


def note_file(project: Project, docname: str, path: str) -> None:
    """Let a project know the file of what is no document of its own."""
    project._docname_to_path[docname] = Path(path)
    project._path_to_docname[Path(path)] = docname


class BuilderInShares(StandaloneHTMLBuilder):
    """A builder that divides its work otherwise; Sphinx asks it by private methods."""

    def read_in_shares(self, docnames: list[str], processes: int) -> None:
        """Read documents in several processes."""
        raise NotImplementedError

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        self.read_in_shares(docnames, nproc)

    def read_one_by_one(self, docnames: list[str]) -> None:
        """Read documents as Sphinx does without ``-j``."""
        self._read_serial(docnames)

    def write_one_by_one(self, docnames: list[str]) -> None:
        """Resolve and write documents as Sphinx does without ``-j``."""
        self._write_serial(docnames)


class OpenIndex(IndexBuilder):
    """Sphinx's index for searching, with what it holds in reach."""

    @property
    def titles(self) -> dict[str, str | None]:
        """Return document name to title."""
        return self._titles

    @property
    def filenames(self) -> dict[str, str]:
        """Return document name to the name of its file."""
        return self._filenames

    @property
    def all_titles(self) -> dict[str, Any]:
        """Return document name to its titles with their anchors."""
        return self._all_titles

    @property
    def index_entries(self) -> dict[str, Any]:
        """Return document name to its entries in the general index."""
        return self._index_entries

    @property
    def words(self) -> dict[str, set[str]]:
        """Return word to the documents that hold it."""
        return self._mapping

    @property
    def title_words(self) -> dict[str, set[str]]:
        """Return word to the documents whose titles hold it."""
        return self._title_mapping

    @property
    def version(self) -> Any:
        """Return the version of the environment, as the published index names it."""
        return self._env_version


class Processes(ParallelTasks):
    """Processes that end together: with the first that fails, and quietly with Ctrl-C.

    Ctrl-C stops the first of them, and that one the others.
    """

    _failure: Exception | None = None

    def add_task(self, *args: Any, **options: Any) -> None:
        """Begin another share, or tell what has become of an earlier one.

        Sphinx forgets a failure that it meets here, and with it the pages of all shares at work.
        """
        super().add_task(*args, **options)
        if self._failure:
            raise self._failure

    def _process(self, pipe: Any, func: Any, arg: Any) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        super()._process(pipe, func, arg)

    def _join_one(self) -> bool:
        # Between two lines of this the lists of processes do not fit each other, and a new process
        # does not know yet that the signal is not meant for it.
        with _without_interruption():
            try:
                return super()._join_one()
            except Exception as error:
                self._failure = error
                raise

    def terminate(self) -> None:
        """Stop what is at work, also where it was the taking of a result that failed."""
        for number in self._precvs:
            self._result_funcs.setdefault(number, lambda _part, _result: None)
        super().terminate()


@contextmanager
def _without_interruption() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
