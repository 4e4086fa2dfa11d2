"""The hostile table as one site, and what no build of it may do."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from security.hostile import OWNED, SECRET, TABLE, Case
from security.pictures import png
from support import Site, new_site, path_of, review

CONTENTS = "# Home\n\n```{review-contents}\n```\n\n```{review-list}\n```\n"
BOOK = r'''
latex_engine = "lualatex"
latex_documents = [("index", "book.tex", "Hostile", "Nobody", "manual")]
latex_elements = {"papersize": "a4paper", "extraclassoptions": "openany,oneside", "fontpkg": r"""
\usepackage[haranoaji]{luatexja-preset}
\setmonofont{DejaVu Sans Mono}
"""}
latex_show_urls = "footnote"
'''


def hostile_site(root: Path, table: Mapping[str, Case] = TABLE, conf: str = BOOK) -> Site:
    """Lay out every case, a right review beside them, and secrets round about."""
    files: dict[str, str | bytes] = {
        "index.md": CONTENTS,
        "secret.txt": SECRET,
        "secret.png": SECRET,
        path_of("acme-right"): review("acme-right"),
        "reviews/products/en/acme/secret.txt": SECRET,
        "reviews/products/en/acme/beside.png": png(),
    }
    for ref, case in table.items():
        files |= case.laid_out(ref)
    site = new_site(root, files, "html_theme = 'basic'\nmath_number_all = True\n" + conf)
    for ref, case in table.items():
        for path, target in case.links.items():
            link = root / case.place(path, ref)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(target if target.startswith("/") else root / target)
    return site


def assert_nothing_ran(folder: Path) -> None:
    """No file that hostile code would write is anywhere below the folder, nor in the one we are in."""
    found = [*folder.rglob(f"{OWNED}*"), *Path.cwd().glob(f"{OWNED}*")]
    assert not found


def assert_no_secret(folder: Path) -> None:
    """No file below the folder holds the secret."""
    for path in folder.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path


def needs(*tools: str) -> None:
    """Skip where a tool is not installed, but not in CI."""
    import shutil

    missing = [tool for tool in tools if not shutil.which(tool)]
    assert not (missing and os.environ.get("CI")), missing
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
