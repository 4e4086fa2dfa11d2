"""The layers: a module imports only from its own or an earlier one, and the model no framework."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

import pytest

from support import EXTENSIONS

PACKAGE = EXTENSIONS / "sphinx_reviews"
LAYERS = ("model", "prose", "documents", "renderers", "publishing", "glue")
FRAMEWORKS = {
    "model": {"sphinx", "docutils", "myst_parser", "jinja2", "markupsafe"},
    "prose": {"sphinx", "docutils", "myst_parser", "jinja2", "markupsafe"},
    "documents": {"jinja2"},
    "publishing": {"sphinx", "docutils", "myst_parser"},
}
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] in LAYERS
)


def imports(path: Path, *, types: bool = True) -> Iterator[str]:
    """Yield the full names of all that a module imports, wherever the import stands."""
    package = ["sphinx_reviews", *path.relative_to(PACKAGE).parent.parts]
    tree = ast.parse(path.read_text("utf-8"))
    left_out = set() if types else for_types(tree)
    for node in ast.walk(tree):
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*base, *filter(None, [node.module])])
            yield from (".".join([*base, *filter(None, [node.module]), a.name]) for a in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_to_earlier_layers(path: Path) -> None:
    """No module imports from a later layer or from the package's root."""
    layer = path.relative_to(PACKAGE).parts[0]
    for name in imports(path):
        head, _, rest = name.partition(".")
        if head == "sphinx_reviews" and rest not in ("", "__version__"):
            target = rest.partition(".")[0]
            assert target in LAYERS[: LAYERS.index(layer) + 1], f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_each_layer_knows_only_its_frameworks(path: Path) -> None:
    """The model imports neither Sphinx nor docutils, the documents no templates."""
    layer = path.relative_to(PACKAGE).parts[0]
    heads = {name.partition(".")[0] for name in imports(path)}
    assert not heads & FRAMEWORKS.get(layer, set())


def for_types(tree: ast.AST) -> set[ast.AST]:
    """Return what stands in a branch that only a type checker takes."""
    branches = (
        node.body
        for node in ast.walk(tree)
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


def test_the_model_loads_without_sphinx() -> None:
    """Reading and checking reviews starts no Sphinx, so that it takes no second."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); sys.modules['sphinx'] = sys.modules['docutils'] = None\n"
        "import importlib, pkgutil, types\n"
        "package = types.ModuleType('sphinx_reviews'); package.__path__ = [sys.argv[1] + '/sphinx_reviews']\n"
        "sys.modules['sphinx_reviews'] = package\n"
        "import sphinx_reviews.model as m\n"
        "for found in pkgutil.walk_packages(m.__path__, m.__name__ + '.'): importlib.import_module(found.name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(EXTENSIONS)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
