"""The hostile table as books, set by Typst and by the real LuaLaTeX: nothing runs in either."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

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
    assert "Acme Right" in text
    return text


def test_typst_sets_the_table_as_text(tmp_path: Path) -> None:
    """The books are made, and hold the hostile formulas as they were written."""
    site = hostile_site(tmp_path / "site").run(builder="reviewpdf", REVIEWS_SECRET=SECRET)
    assert "review.pdf.typst" not in site.log
    assert "directlua" in assert_inert(site)


def test_lualatex_sets_the_table_as_text(tmp_path: Path) -> None:
    """One real run over every row ends without an error of TeX, with the settings that are shipped."""
    needs("latexmk", "lualatex", "pdftotext")
    site = hostile_site(tmp_path / "site").run(builder="latex", REVIEWS_SECRET=SECRET)
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
