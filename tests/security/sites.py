"""The hostile table as one site, and what no build of it may do."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from security.hostile import OWNED, SECRET, TABLE, Case
from security.pictures import png
from support import HEADINGS, Site, front_matter, new_site, path_of, review

CONTENTS = "# Home\n\n```{review-contents}\n```\n\n```{review-list}\n```\n"
BOOK = r'''
from sphinx_reviews.documents.nodes import review_block

latex_engine = "lualatex"
latex_documents = [("index", "book.tex", "Hostile", "Nobody", "manual")]
latex_elements = {"papersize": "a4paper", "extraclassoptions": "openany,oneside", "fontpkg": r"""
\usepackage[haranoaji]{luatexja-preset}
\setmonofont{DejaVu Sans Mono}
"""}
latex_show_urls = "footnote"

def bare(app, doctree):
    """Leave away what is drawn from a front matter that is not hostile."""
    if b"company_id: plain" in open(app.env.doc2path(app.env.docname), "rb").read():
        for block in list(doctree.findall(review_block)):
            block.parent.remove(block)

def setup(app):
    app.connect("doctree-read", bare)
'''


_RIGHT = front_matter("acme-one")
_REST = re.compile(
    rf"## (?:{'|'.join(map(re.escape, HEADINGS['en']))})\n\n[^\n]+\n\nProse\.\n\n"
    r"|## Advice\n\nAdvice\.\n\n## References\n\n\[1\] A source, [^\n]+\n\n\(2025\.7\.8\)\n".encode()
)


def short(data: bytes, ref: str, *, book: bool) -> bytes:
    """Return a review of which the text alone is hostile with little else beside that.

    To set or to draw each section that every case has takes longer than all that is looked for.
    """
    if not data.startswith(_RIGHT.replace("acme-one", ref).encode()):
        return data
    if book:
        data = data.replace(b"company_id: acme\n", b"company_id: plain\n", 1)
    return _REST.sub(b"", data)


def hostile_site(root: Path, table: Mapping[str, Case] = TABLE, conf: str = BOOK) -> Site:
    """Lay out every case, a right review beside them, and secrets round about."""
    books = conf == BOOK
    listed = "{review-list}\n:company: acme" if books else "{review-list}"
    files: dict[str, str | bytes] = {
        "index.md": CONTENTS.replace("{review-list}", listed),
        "secret.txt": SECRET,
        "secret.png": SECRET,
        path_of("acme-right"): review("acme-right"),
        "reviews/products/en/acme/secret.txt": SECRET,
        "reviews/products/en/acme/beside.png": png(),
    }
    for ref, case in table.items():
        laid_out = case.laid_out(ref)
        files |= laid_out | {path_of(ref): short(laid_out[path_of(ref)], ref, book=books)}
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
