"""What the PDF tests share: builds of books, and what is in them."""

from __future__ import annotations

import atexit
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from support import new_site, sphinx_build, starter_root


@dataclass(frozen=True)
class Built:
    """A finished run of the builder: its files by name, exit status and messages."""

    out: Path
    status: int
    stderr: str

    def files(self) -> list[str]:
        """Return the PDF files, relative to the output folder."""
        return sorted(path.relative_to(self.out).as_posix() for path in self.out.rglob("*.pdf"))

    def text(self, name: str) -> str:
        """Return a file's text in reading order, white space joined."""
        return " ".join(tool("pdftotext", "-raw", str(self.out / name), "-").split())


def tool(name: str, *arguments: str) -> str:
    """Return what one of the Poppler tools prints; skip where they are not installed."""
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed (Debian package poppler-utils)")
    done = subprocess.run([name, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def build(
    source: Path, out: Path, *, doctrees: Path | None = None, seed: str = "", **values: Any
) -> Built:
    """Build the books of a source directory with ``reviewpdf_*`` values; a hash seed if need be."""
    options = [f"-Dreviewpdf_{name}={value}" for name, value in values.items()]
    read = ["-d", str(doctrees or out.with_name(out.name + "-doctrees"))]
    environ = {"PYTHONHASHSEED": seed} if seed else {}
    done = sphinx_build(source, out, "-b", "reviewpdf", *read, *options, **environ)
    return Built(out, done.returncode, done.stderr)


def small(tmp_path: Path, files: Mapping[str, str | bytes], conf: str = "", **values: Any) -> Built:
    """Build a small site's books."""
    site = new_site(tmp_path / "site", files, conf)
    return build(site.root, tmp_path / "pdf", **values)


def starter(out: Path, **values: Any) -> Built:
    """Build the starter site's books; the pages are read once for all of a process."""
    return build(starter_root(lean=True), out, doctrees=_starter_doctrees(), **values)


@cache
def _starter_doctrees() -> Path:
    folder = Path(mkdtemp(prefix="starter-doctrees-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
