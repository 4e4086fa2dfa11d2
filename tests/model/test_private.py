"""Names that libraries keep to themselves: which the adapters use, and that they are still there."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest
from markdown_it.ruler import Ruler
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.locale import init, translators
from sphinx.project import Project
from sphinx.search import IndexBuilder
from sphinx.util import FilenameUniqDict

from modules import MODULES, PACKAGE, tree
from sphinx_reviews.adapters.sphinx_private import WORDS
from support import EXTENSIONS

READ_IN = {
    "sphinx": ("9.0", "9.2"),
    "docutils": ("0.22", "0.23"),
    "markdown-it-py": ("4.2", "4.3"),
}
"""Library to the first and the last release that its names were read in."""

PRIVATE: dict[str, Callable[..., object]] = {
    "_existing": FilenameUniqDict,
    "_raw_config": Config,
    "_app": BuildEnvironment,
    "_read_parallel": Builder,
    "_read_serial": Builder,
    "_write_serial": Builder,
    "_docname_to_path": Project,
    "_path_to_docname": Project,
    "_titles": IndexBuilder,
    "_filenames": IndexBuilder,
    "_all_titles": IndexBuilder,
    "_index_entries": IndexBuilder,
    "_mapping": IndexBuilder,
    "_title_mapping": IndexBuilder,
    "_env_version": IndexBuilder,
    "_fail_on_warnings": Sphinx,
    "_warncount": Sphinx,
    "__rules__": Ruler,
}
"""Name to the class that has it."""

ADAPTERS = {
    "sphinx": "adapters/sphinx_private.py",
    "markdown_it": "adapters/markdown_it_private.py",
}
"""The module that may use a library's private names."""

OF_PYTHON = {
    "__name__", "__mro__", "__file__", "__class__", "__init__", "__dict__", "__getattr__",
    "__getitem__", "__qualname__", "__doc__", "__module__", "_replace", "_asdict", "_fields",
    "_SubParsersAction", "_value_",
}  # fmt: skip


@cache
def own_names(path: Path) -> frozenset[str]:
    """Return what a module defines or assigns by itself."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            for part in (part for target in node.targets for part in ast.walk(target)):
                found |= {part.id} if isinstance(part, ast.Name) else set()
                found |= {part.attr} if isinstance(part, ast.Attribute) else set()
        elif isinstance(node, ast.AnnAssign):
            found |= {getattr(node.target, "id", ""), getattr(node.target, "attr", "")}
    return frozenset(found)


def private_names(path: Path) -> Iterator[str]:
    """Yield the private names of others that a module uses."""
    own = own_names(path) - PRIVATE.keys() | OF_PYTHON
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr not in own:
            yield node.attr
        elif isinstance(node, ast.ClassDef):
            methods = (item.name for item in node.body if isinstance(item, ast.FunctionDef))
            yield from (name for name in methods if name in PRIVATE)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from re.findall(r"\b_[a-z]\w*", node.module or "")
            yield from (
                alias.name
                for alias in node.names
                if alias.name.startswith("_") and not alias.name.endswith("__")
            )


def test_private_names_stand_in_adapters() -> None:
    """No module uses a private name of a library but that library's adapter, and none is left over."""
    modules = {p.relative_to(PACKAGE).as_posix(): p for p in MODULES}
    ours = {n for p in modules.values() for n in own_names(p)}
    used = {(n, where) for where, path in modules.items() for n in private_names(path)}
    allowed = {(n, ADAPTERS[c.__module__.partition(".")[0]]) for n, c in PRIVATE.items()}
    listed = {(name, where) for name, where in used if name in PRIVATE}
    assert listed == allowed
    others = {(name, where) for name, where in used - listed if name not in ours}
    assert others == {("_build_info", ADAPTERS["sphinx"])}


@pytest.mark.parametrize("name", PRIVATE)
def test_a_private_name_is_still_there(name: str) -> None:
    """The class that is said to have the name still has it."""
    owner = PRIVATE[name]
    assert hasattr(owner, name) or f"self.{name}" in inspect.getsource(owner)


def test_what_is_put_in_the_place_of_others_is_still_there() -> None:
    """Sphinx keeps its words under one key."""
    init([], "en")
    assert WORDS in translators


def replacements(path: Path) -> Iterator[str]:
    """Yield what a module assigns to in what it has imported from a library."""
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom) and not getattr(node, "level", 0)
        for alias in node.names
        if (getattr(node, "module", None) or alias.name).partition(".")[0]
        not in sys.stdlib_module_names
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store):
            owner: ast.expr = node
            while isinstance(owner, ast.Attribute | ast.Subscript):
                owner = owner.value
            if isinstance(owner, ast.Name) and owner.id in imported:
                yield ast.unparse(node)


def test_nothing_replaces_what_a_library_made() -> None:
    """Nothing is put in the place of a library's own; Sphinx's words are changed by its adapter."""
    modules = {p.relative_to(PACKAGE).as_posix(): p for p in MODULES}
    assert [(name, what) for name, path in modules.items() for what in replacements(path)] == []
    assert {n for n, p in modules.items() if "import translators" in p.read_text("utf-8")} == {
        ADAPTERS["sphinx"]
    }


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "adapters").glob("[a-z]*.py")), ids=lambda p: p.stem
)
def test_an_adapter_says_which_releases_were_read(path: Path) -> None:
    """Whoever raises a bound knows what to compare with."""
    text = ast.get_docstring(tree(path))
    assert text
    assert re.search(r"as read in \d+\.\d+", text)
    assert path.read_text("utf-8").count("from ..") == 0


def release(text: str) -> tuple[int, ...]:
    """Return the first two numbers of a version."""
    return tuple(map(int, text.split(".")[:2]))


@pytest.mark.parametrize("library", READ_IN)
def test_a_library_is_of_a_release_that_was_read(library: str) -> None:
    """A library that may have moved its private names is not taken before they were looked at."""
    first, last = READ_IN[library]
    assert release(first) <= release(version(library)) <= release(last)
    project = tomllib.loads((EXTENSIONS.parent / "pyproject.toml").read_text("utf-8"))["project"]
    (wanted,) = (d for d in project["dependencies"] if d.startswith(f"{library}>"))
    assert re.fullmatch(rf"{library}>={re.escape(first)},<[\d.]+", wanted)


@pytest.mark.parametrize(
    ("adapter", "library"),
    [("sphinx", "sphinx"), ("markdown_it", "markdown-it-py")],
)
def test_an_adapter_names_those_releases(adapter: str, library: str) -> None:
    """The module and this table say the same of what was read."""
    text = (PACKAGE / "adapters" / f"{adapter}_private.py").read_text("utf-8")
    said = re.search(r"as read in (\d[\d.]*\d)(?: to (\d[\d.]*\d))?", text)
    assert said
    assert (said[1], said[2] or said[1]) == READ_IN[library]
