"""The browser's modules: their own unit tests, and their types."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from support import ROOT


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of Node in the project; skip the test where it is missing, but not in CI."""
    found = shutil.which(program) or shutil.which(program, path=str(ROOT / "node_modules/.bin"))
    if not found or not shutil.which("node"):
        assert not os.environ.get("CI"), f"{program} is missing: npm ci"
        pytest.skip(f"node or {program} is not installed")
    return subprocess.run(
        [found, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_units() -> None:
    """Every unit test passes in Node."""
    files = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.js"))
    done = run("node", "--test", *files)
    assert done.returncode == 0, done.stdout[-4000:]
    assert "# pass 0" not in done.stdout


def test_types() -> None:
    """The types written in the comments hold."""
    done = run("tsc", "--noEmit")
    assert done.returncode == 0, done.stdout[-4000:]
