"""Where modules meet: no ``Any`` in what one offers to others, and every warning has a code."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from modules import MODULES, PACKAGE, tree
from sphinx_reviews.model.version import VERSION
from support import EXTENSIONS

FROM_OUTSIDE = {
    # What a conf.py holds is anything until these have looked at it.
    "model/fields.py", "model/outlinks.py", "model/quantities.py", "model/rubric.py",
    "model/settings.py", "model/shapes.py", "model/weights.py",
    # What rows are sorted by is compared with its own kind alone.
    "model/columns.py",
    # What Sphinx's index and the private parts of libraries hold is theirs.
    "adapters/markdown_it_private.py", "adapters/sphinx_private.py", "site/page_search.py",
    # JSON that goes through a pipe.
    "books/typesetter_worker.py",
}  # fmt: skip
OVERRIDDEN = {
    # Signatures that Sphinx, docutils and Jinja give, repeated where their methods are overridden
    # or their events answered.
    "cached_tags", "call", "complete_head", "describe", "indexed", "merge_domaindata", "page_context", "take_indexed",
}  # fmt: skip


def offered(path: Path) -> Iterator[tuple[str, ast.expr]]:
    """Yield (name, annotation) of the public functions, methods and fields of a module."""
    todo: list[ast.AST] = list(tree(path).body)
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


@cache
def any_offered() -> set[tuple[str, str]]:
    """Return (module, name) of all that is offered as ``Any``."""
    return {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in MODULES
        for name, annotation in offered(path)
        if any(isinstance(n, ast.Name) and n.id == "Any" for n in ast.walk(annotation))
    }


def test_nothing_offered_is_any() -> None:
    """What a module offers has a type, but for what comes from outside or is overridden."""
    inside = {(module, name) for module, name in any_offered() if module not in FROM_OUTSIDE}
    assert {(module, name) for module, name in inside if name not in OVERRIDDEN} == set()


def test_no_exception_outlives_its_reason() -> None:
    """Each module and each name that is left out above still offers an ``Any``."""
    given = any_offered()
    assert FROM_OUTSIDE - {module for module, _ in given} == set()
    assert OVERRIDDEN - {name for module, name in given if module not in FROM_OUTSIDE} == set()


def test_one_version() -> None:
    """The version that books and tools show is that of the package."""
    project = tomllib.loads((EXTENSIONS.parent / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == VERSION


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_warnings_have_codes(path: Path) -> None:
    """Only one function warns, and it takes a finding with its code."""
    calls = [
        node.func.attr
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "logger"
    ]
    assert "warning" not in calls or path.name == "report.py"
