"""The package's own modules, parsed once per process for the tests that look at their code."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from support import EXTENSIONS

PACKAGE = EXTENSIONS / "sphinx_reviews"
MODULES = sorted(PACKAGE.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """Return a module's code."""
    return ast.parse(path.read_text("utf-8"))
