"""Names that libraries keep to themselves: which are used, where, and that they are still there."""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pytest
from markdown_it.ruler import Ruler
from myst_parser.mdit_to_docutils import base as myst_renderer
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.locale import init, translators
from sphinx.project import Project
from sphinx.search import IndexBuilder
from sphinx.util import FilenameUniqDict

from support import EXTENSIONS

PACKAGE = EXTENSIONS / "sphinx_reviews"
READ_IN = {"sphinx": "9.", "docutils": "0.2", "myst-parser": "5.", "markdown-it-py": "4."}
"""The releases that the names were read in: 9.0 to 9.2, 0.22 and 0.23, 5.2, 4.0 to 4.3."""

PRIVATE: dict[str, tuple[Callable[..., object], frozenset[str]]] = {
    "_existing": (FilenameUniqDict, frozenset({"documents/pictures.py"})),
    "_raw_config": (Config, frozenset({"site/config.py"})),
    "_app": (
        BuildEnvironment,
        frozenset(
            {"site/shares.py", "site/writing.py", "site/builders.py", "books/pdf_builder.py"}
        ),
    ),
    "_read_parallel": (Builder, frozenset({"site/shares.py"})),
    "_read_serial": (Builder, frozenset({"site/shares.py"})),
    "_write_serial": (Builder, frozenset({"site/shares.py"})),
    "_static_dir": (StandaloneHTMLBuilder, frozenset({"site/builders.py"})),
    "_docname_to_path": (Project, frozenset({"site/builders.py"})),
    "_path_to_docname": (Project, frozenset({"site/builders.py"})),
    "_titles": (IndexBuilder, frozenset({"site/page_search.py"})),
    "_filenames": (IndexBuilder, frozenset({"site/page_search.py"})),
    "_all_titles": (IndexBuilder, frozenset({"site/page_search.py"})),
    "_index_entries": (IndexBuilder, frozenset({"site/page_search.py"})),
    "_mapping": (IndexBuilder, frozenset({"site/page_search.py"})),
    "_title_mapping": (IndexBuilder, frozenset({"site/page_search.py"})),
    "_env_version": (IndexBuilder, frozenset({"site/page_search.py"})),
    "__rules__": (Ruler, frozenset({"prose/markdown.py"})),
}
"""Name to the class that has it and the modules that may use it."""

OF_PYTHON = {
    "__name__", "__mro__", "__file__", "__class__", "__init__", "__dict__", "__getattr__",
    "__getitem__", "__qualname__", "__doc__", "__module__", "_replace", "_asdict", "_fields",
    "_SubParsersAction", "_value_",
}  # fmt: skip


def own_names(tree: ast.AST) -> set[str]:
    """Return what a module defines or assigns by itself."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            for part in (part for target in node.targets for part in ast.walk(target)):
                found |= {part.id} if isinstance(part, ast.Name) else set()
                found |= {part.attr} if isinstance(part, ast.Attribute) else set()
        elif isinstance(node, ast.AnnAssign):
            found |= {getattr(node.target, "id", ""), getattr(node.target, "attr", "")}
    return found


def private_names(path: Path) -> Iterator[str]:
    """Yield the private names of others that a module uses."""
    tree = ast.parse(path.read_text("utf-8"))
    own = own_names(tree) - PRIVATE.keys() | OF_PYTHON
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr not in own:
            yield node.attr
        elif isinstance(node, ast.ClassDef):
            methods = (item.name for item in node.body if isinstance(item, ast.FunctionDef))
            yield from (name for name in methods if name in PRIVATE)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (
                alias.name
                for alias in node.names
                if alias.name.startswith("_") and not alias.name.endswith("__")
            )


def test_private_names_stand_where_they_are_known() -> None:
    """No module uses a private name of a library beside those listed here."""
    modules = {p.relative_to(PACKAGE).as_posix(): p for p in PACKAGE.rglob("*.py")}
    ours = {n for p in modules.values() for n in own_names(ast.parse(p.read_text("utf-8")))}
    used = {(n, where) for where, path in modules.items() for n in private_names(path)}
    unknown = {
        (name, where)
        for name, where in used
        if (where not in PRIVATE[name][1] if name in PRIVATE else name not in ours)
    }
    assert unknown == set()


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_name_is_still_there(name: str) -> None:
    """The class that is said to have the name still has it."""
    owner, _ = PRIVATE[name]
    assert hasattr(owner, name) or f"self.{name}" in inspect.getsource(owner)


def test_what_is_put_in_the_place_of_others_is_still_there() -> None:
    """MyST makes its spare document by one function, Sphinx keeps its words under one key."""
    assert callable(myst_renderer.make_document)
    assert "make_document(" in inspect.getsource(myst_renderer.DocutilsRenderer.setup_render)
    init([], "en")
    assert ("general", "sphinx") in translators


@pytest.mark.parametrize("library", READ_IN)
def test_a_library_is_of_a_release_that_was_read(library: str) -> None:
    """A library that may have moved its private names is not taken before they were looked at."""
    assert version(library).startswith(READ_IN[library])
    project = tomllib.loads((EXTENSIONS.parent / "pyproject.toml").read_text("utf-8"))["project"]
    (wanted,) = (d for d in project["dependencies"] if d.startswith(f"{library}>"))
    assert re.fullmatch(r"[a-z-]+>=[\d.]+,<[\d.]+", wanted)
