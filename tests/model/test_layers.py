"""The layers: a module imports only from those that its own may know, and some no framework."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Set
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

from modules import PACKAGE, tree
from support import EXTENSIONS

SHARED = ("adapters", "model", "prose", "documents", "renderers", "publishing")
KNOWS = {layer: SHARED[: place + 1] for place, layer in enumerate(SHARED)} | {
    "command": ("adapters", "model", "prose", "command"),
    "books": (*SHARED, "books"),
    "site": (*SHARED, "books", "site"),
}
"""Layer to the layers that its modules may import from."""
NO_SPHINX = {"sphinx", "docutils", "myst_parser", "jinja2", "markupsafe"}
FRAMEWORKS = {
    "model": NO_SPHINX,
    "prose": NO_SPHINX,
    "command": NO_SPHINX,
    "documents": {"jinja2"},
    "publishing": {"sphinx", "docutils", "myst_parser"},
}
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] in KNOWS
)


@cache
def imports(path: Path, *, types: bool = True) -> tuple[str, ...]:
    """Return the full names of all that a module imports, wherever the import stands."""
    return tuple(_imports(path, types=types))


def _imports(path: Path, *, types: bool) -> Iterator[str]:
    package = ["sphinx_reviews", *path.relative_to(PACKAGE).parent.parts]
    left_out = set() if types else for_types(tree(path))
    for node in ast.walk(tree(path)):
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *filter(None, [node.module])])
            yield from (".".join([*base, *filter(None, [node.module]), a.name]) for a in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_to_known_layers(path: Path) -> None:
    """No module imports from a layer that its own may not know, or from the package's root."""
    layer = path.relative_to(PACKAGE).parts[0]
    for name in imports(path):
        head, _, rest = name.partition(".")
        if head == "sphinx_reviews" and rest not in ("", "__version__"):
            target = rest.partition(".")[0]
            assert target in KNOWS[layer], f"{path.name} imports {name}"


def test_every_folder_of_modules_is_a_layer() -> None:
    """No module lies in a folder that nobody holds to its layer."""
    folders = {path.relative_to(PACKAGE).parts[0] for path in PACKAGE.glob("*/**/*.py")}
    assert folders == KNOWS.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_each_layer_knows_only_its_frameworks(path: Path) -> None:
    """Model and command line import neither Sphinx nor docutils, the documents no templates."""
    layer = path.relative_to(PACKAGE).parts[0]
    heads = {name.partition(".")[0] for name in imports(path)}
    assert not heads & FRAMEWORKS.get(layer, set())


def test_every_module_has_a_row_in_the_architecture() -> None:
    """Whoever looks for the home of a change finds each module: name a new one in its row."""
    text = (EXTENSIONS.parent / "docs/handbook/architecture.md").read_text("utf-8")
    table = text.partition("## Where to change what")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([^`]+)`", table))
    folders = tuple(name for name in named if name.endswith("/"))
    homeless = [
        name
        for path in PACKAGE.rglob("*.py")
        if path.stem != "__init__"
        and not (name := path.relative_to(PACKAGE).as_posix()).startswith(folders)
        and not any(fnmatch(name, pattern) for pattern in named)
    ]
    assert sorted(homeless) == []


def for_types(code: ast.AST) -> set[ast.AST]:
    """Return what stands in a branch that only a type checker takes."""
    branches = (
        node.body
        for node in ast.walk(code)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    return {inner for body in branches for node in body for inner in ast.walk(node)}


def module_name(path: Path) -> str:
    """Return the full name of a module."""
    parts = ("sphinx_reviews", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts).removesuffix(".__init__")


def circles(uses: Mapping[str, Set[str]]) -> list[list[str]]:
    """Return the groups of modules each of which imports itself by way of the others."""

    def reached(name: str) -> set[str]:
        found: set[str] = set()
        todo = [name]
        while todo:
            fresh = uses[todo.pop()] - found
            found |= fresh
            todo += fresh
        return found

    reach = {name: reached(name) for name in uses}
    rounds = {n: frozenset(m for m in reach[n] if n in reach[m]) for n in uses if n in reach[n]}
    return sorted(sorted(group) for group in set(rounds.values()))


def test_circles_are_found() -> None:
    """The search tells two circles apart, and a way round that leads nowhere from both."""
    uses = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set(), "x": {"y", "a"}, "y": {"x"}}
    assert circles(uses) == [["a", "b", "c"], ["x", "y"]]


def test_no_module_imports_itself_by_way_of_others() -> None:
    """There is no circle of imports, late ones included; those for types alone never run."""
    names = {module_name(path): path for path in PACKAGE.rglob("*.py")}
    uses = {
        name: set(imports(path, types=False)) & names.keys() - {name}
        for name, path in names.items()
    }
    assert circles(uses) == []


@pytest.mark.parametrize("room", ["model", "prose", "command"])
def test_a_room_without_sphinx_loads_where_there_is_none(room: str) -> None:
    """Reading, checking and the command line start no Sphinx, so that they take no second."""
    code = (
        "import importlib, pkgutil, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "sys.modules.update(dict.fromkeys(sys.argv[3:]))\n"
        "room = importlib.import_module('sphinx_reviews.' + sys.argv[2])\n"
        "for found in pkgutil.walk_packages(room.__path__, room.__name__ + '.'):\n"
        "    print(importlib.import_module(found.name).__name__)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(EXTENSIONS), room, *sorted(NO_SPHINX)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    modules = {
        module_name(path) for path in (PACKAGE / room).rglob("*.py") if path.stem != "__init__"
    }
    assert modules <= set(done.stdout.split())


def test_the_command_line_checks_where_there_is_no_sphinx(tmp_path: Path) -> None:
    """``check`` runs to its end, and not one of its late imports asks for Sphinx."""
    code = (
        "import runpy, sys\n"
        "sys.path.insert(0, sys.argv[1])\n"
        "names = sys.argv[3:]\n"
        "sys.modules.update(dict.fromkeys(names))\n"
        "sys.argv = ['sphinx_reviews', 'check', sys.argv[2], '--no-cache']\n"
        "runpy.run_module('sphinx_reviews', run_name='__main__')\n"
    )
    (tmp_path / "conf.py").write_text("", "utf-8")
    (tmp_path / "reviews").mkdir()
    (tmp_path / "reviews" / "a.md").write_text("no front matter\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, str(EXTENSIONS), str(tmp_path), *sorted(NO_SPHINX)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 1
    assert "a.md" in done.stdout
