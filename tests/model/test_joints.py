"""Where modules meet: no ``Any`` in what one offers to others, and every warning has a code."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_reviews.model.version import VERSION
from support import EXTENSIONS

PACKAGE = EXTENSIONS / "sphinx_reviews"
MODULES = sorted(PACKAGE.rglob("*.py"))
FROM_OUTSIDE = {
    # What a conf.py or a front matter holds is anything until these have looked at it.
    "model/fields.py", "model/outlinks.py", "model/rubric.py", "model/schema.py", "model/settings.py", "model/shapes.py",
    "model/weights.py",
    # What rows are sorted by is compared with its own kind alone.
    "model/columns.py", "model/quantities.py",
    # What Sphinx's index, other extensions and the private parts of libraries hold is theirs.
    "adapters/markdown_it_private.py", "adapters/sphinx_private.py",
    "site/other_extensions.py", "site/page_search.py",
    # JSON that is written as it stands.
    "publishing/dataset.py", "books/typesetter_worker.py", "books/typesetter.py",
    "publishing/jsonld.py", "publishing/open_data.py",
}  # fmt: skip
OVERRIDDEN = {
    # Signatures that Sphinx, docutils and MyST give, repeated where their methods are overridden
    # or their events answered.
    "merge_domaindata", "setup_render", "render_directive", "apply", "run", "work",
    "copy_theme_static_files", "page_context", "absolute_addresses", "choose_language",
    "cached_tags", "take_indexed", "indexed", "describe", "complete_head", "handle_page",
}  # fmt: skip


def offered(path: Path) -> Iterator[tuple[str, ast.expr]]:
    """Yield (name, annotation) of the public functions, methods and fields of a module."""
    todo: list[ast.AST] = list(ast.parse(path.read_text("utf-8")).body)
    for node in todo:
        if isinstance(node, ast.ClassDef):
            todo += node.body
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            arguments = node.args
            for given in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                if given.annotation:
                    yield node.name, given.annotation
            for rest in (arguments.vararg, arguments.kwarg):
                if rest and rest.annotation:
                    yield node.name, rest.annotation
            if node.returns:
                yield node.name, node.returns
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id, node.annotation


def test_nothing_offered_is_any() -> None:
    """What a module offers has a type, but for what comes from outside or is overridden."""
    found = [
        f"{name}: {told}"
        for path in MODULES
        if (name := path.relative_to(PACKAGE).as_posix()) not in FROM_OUTSIDE
        for told, annotation in offered(path)
        if told not in OVERRIDDEN
        and any(isinstance(n, ast.Name) and n.id == "Any" for n in ast.walk(annotation))
    ]
    assert found == []


def test_one_version() -> None:
    """The version that books and tools show is that of the package."""
    project = tomllib.loads((EXTENSIONS.parent / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == VERSION


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_warnings_have_codes(path: Path) -> None:
    """Only one function warns, and it takes a finding with its code."""
    calls = [
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "logger"
    ]
    assert "warning" not in calls or path.name == "report.py"
