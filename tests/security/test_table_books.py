"""The hostile table as books, set by Typst and by the real LuaLaTeX: nothing runs in either."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from books import tool
from pairs import everything
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


@pytest.fixture(scope="module")
def book(sources: Path) -> Site:
    """Return the table as the source of a book, which the product writes for LaTeX."""
    return built(sources, "latex")


HARMLESS = frozenset(
    [
        *"\\{}_$%#& ", "section", "subsection", "subsubsection", "chapter", "detokenize", "label",
        "begin", "end", "item", "DUrole", "phantomsection", "textbackslash", "textasciicircum",
        "hyperref", "centering", "linewidth", "par", "columnwidth", "caption", "capstart", "noindent",
        "text", "relax", "textendash", "dimexpr", "makebox", "multicolumn", "@totalleftmargin",
        "endhead", "endfoot", "endfirsthead", "endlastfoot", "LTleft", "LTright", "makeatletter",
        "makeatother", "tablename", "thetable", "bigskip", "hrule",
    ]
)  # fmt: skip
r"""What stands behind a ``\`` in the chapters of reviews, beside the commands of Sphinx's package."""


def chapters(book: Site) -> tuple[str, dict[str, str], str]:
    """Return what stands before a book's chapters, each by its ref, and what ends the book."""
    text, bottom, end = book.file("book.tex").partition("\\renewcommand{\\indexname}")
    head, *parts = re.split(r"^(?=\\chapter\b)", text, flags=re.MULTILINE)
    return head, {re.findall(r"acme/([\w-]+)::doc", part)[0]: part for part in parts}, bottom + end


def commands(part: str) -> set[str]:
    r"""Return what stands behind the ``\\`` of a chapter that is no command of Sphinx's own."""
    names = re.findall(r"\\([a-zA-Z@]+|.)", part)
    return {name for name in names if not re.fullmatch(r"sphinx[a-zA-Z]+|PYG\w*", name)} - HARMLESS


def test_the_source_of_a_book_holds_no_command_of_a_row(book: Site) -> None:
    """Whatever a row holds: its chapter has no command but those of every review, and no ``^^``."""
    _, found, _ = chapters(book)
    assert len(found) > 350
    assert {ref: names for ref, part in found.items() if (names := commands(part))} == {}
    assert [ref for ref, part in found.items() if "^^" in part] == []


EACH = 1 if everything() else 5
"""Of the rows that are nothing to TeX, each so many-th is set by it."""


def is_set(ref: str) -> bool:
    """Tell whether TeX sets a row: one of each road and each formula, and some of all others."""
    row = TABLE.get(ref)
    told = not row or row.name.startswith("formula") or (row.tries_tex and not row.same_to_browsers)
    return told or list(TABLE).index(ref) % EACH == 0


def test_lualatex_sets_the_table_as_text(book: Site) -> None:
    """One real run over rows of every kind ends without an error of TeX, with what is shipped."""
    needs("latexmk", "lualatex", "pdftotext")
    head, found, end = chapters(book)
    chosen = [part for ref, part in found.items() if is_set(ref)]
    assert len(chosen) > 90
    book.out.joinpath("book.tex").write_text("".join([head, *chosen, end]), "utf-8")
    command = ["latexmk", "-pdf", "-dvi-", "-ps-", "-f", "--interaction=nonstopmode"]
    subprocess.run(
        [*command, "-e", "$max_repeat=1", "book.tex"],
        cwd=book.out, env={**os.environ, "REVIEWS_SECRET": SECRET}, capture_output=True, check=False,
    )  # fmt: skip
    log = (book.out / "book.log").read_text("utf-8", "replace")
    assert "Output written on book.pdf" in log
    assert re.findall(r"^! .*", log, re.MULTILINE) == []
    assert SECRET not in log
    assert "directlua" in assert_inert(book)
    assert len(TABLE) > 250
