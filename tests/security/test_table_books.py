"""The hostile table as books, set by Typst and by the real LuaLaTeX: nothing runs in either."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from books import tool
from security.hostile import SECRET, TABLE
from security.sites import assert_nothing_ran, hostile_site, needs
from support import Site


def text_of(folder: Path) -> str:
    """Return the text of all PDF files in a folder."""
    return "\n".join(tool("pdftotext", str(path), "-") for path in sorted(folder.glob("*.pdf")))


def assert_inert(site: Site) -> str:
    """Nothing ran, no secret is in a book, and the right review is; return the books' text."""
    assert_nothing_ran(site.root.parent)
    text = text_of(site.out)
    assert SECRET not in text
    assert "root:x:0" not in text
    assert "acme right" in " ".join(text.split()).casefold()
    return text


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the table's site, which both kinds of books are made from."""
    return hostile_site(tmp_path_factory.mktemp("books") / "site").root


def built(sources: Path, builder: str) -> Site:
    """Build the books of one kind; what the first one reads serves the other too."""
    read = ("-d", str(sources.parent / "doctrees"))
    return Site(sources).run(*read, builder=builder, REVIEWS_SECRET=SECRET)


def test_typst_sets_the_table_as_text(sources: Path) -> None:
    """The books are made, and hold the hostile formulas as they were written."""
    site = built(sources, "reviewpdf")
    assert "review.pdf.typst" not in site.log
    assert "directlua" in assert_inert(site)


def test_lualatex_sets_the_table_as_text(sources: Path) -> None:
    """One real run over every row ends without an error of TeX, with the settings that are shipped."""
    needs("latexmk", "lualatex", "pdftotext")
    site = built(sources, "latex")
    command = ["latexmk", "-pdf", "-dvi-", "-ps-", "-f", "--interaction=nonstopmode"]
    subprocess.run(
        [*command, "-e", "$max_repeat=1", "book.tex"],
        cwd=site.out, env={**os.environ, "REVIEWS_SECRET": SECRET}, capture_output=True, check=False,
    )  # fmt: skip
    log = (site.out / "book.log").read_text("utf-8", "replace")
    assert "Output written on book.pdf" in log
    assert re.findall(r"^! .*", log, re.MULTILINE) == []
    assert SECRET not in log
    assert "directlua" in assert_inert(site)
    assert len(TABLE) > 250
