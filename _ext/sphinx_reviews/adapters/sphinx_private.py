"""Private names of Sphinx, as read in 9.0 to 9.2; nothing else here touches one."""

from __future__ import annotations

from collections.abc import Mapping
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

WORDS = ("general", "sphinx")
"""The key of Sphinx's own words among its translators."""

__all__ = [
    "WORDS",
    "BuildInfo",
    "BuilderInShares",
    "OpenIndex",
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
