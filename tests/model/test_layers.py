"""The layers: a module imports only from its own or an earlier one, and the model no framework."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
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


def imports(path: Path) -> Iterator[str]:
    """Yield the full names of all that a module imports, wherever the import stands."""
    package = ["sphinx_reviews", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
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
