"""What lies here is run: pytest passes over folders by their names, and says nothing of it."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


def test_no_folder_is_passed_over(request: pytest.FixtureRequest) -> None:
    """No folder with tests has a name that pytest leaves out; ``build`` is such a name by default."""
    folders = {path.parent.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    names = {name for folder in folders for name in folder.parts}
    assert "build" in names
    patterns = request.config.getini("norecursedirs")
    assert [name for name in names if any(fnmatch(name, each) for each in patterns)] == []


def test_the_longest_files_are_there(request: pytest.FixtureRequest) -> None:
    """The files that are begun first exist: one that was renamed would be begun last."""
    (conftest,) = (
        plugin
        for plugin in request.config.pluginmanager.get_plugins()
        if getattr(plugin, "__file__", None) == str(TESTS / "conftest.py")
    )
    assert [name for name in conftest.LONGEST if not (TESTS / name).is_file()] == []
