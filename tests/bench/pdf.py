"""Measure the books: the English products of ``REVIEWS_CORPUS``, or the starter site's books."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from run import ROOT, lay_out, measure

SOURCES = "_products/en"


def main() -> None:
    """Set the books once and print what it took."""
    corpus = Path(os.environ.get("REVIEWS_CORPUS", ""))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.environ.get("REVIEWS_CORPUS"):
            files = sorted((corpus / SOURCES).rglob("*.md"))
            site, _ = lay_out(folder, files, corpus)
        else:
            site, files = ROOT, sorted((ROOT / "reviews").rglob("*.md"))
        out = folder / "books"
        run = measure(
            [sys.executable, "-m", "sphinx", "-q", "-b", "reviewpdf", "-D", "reviewpdf_language=en",
             "-d", str(folder / "doctrees"), ".", str(out)],
            site,
        )  # fmt: skip
        books = sorted(out.rglob("*.pdf"))
        size = sum(book.stat().st_size for book in books) / 1e6
        print(
            f"{len(files)} reviews, {len(books)} files, {size:.1f} MB, {pages(books)} pages: "
            f"{run.seconds:.1f} s, peak {run.megabytes:.0f} MB of any one process, exit {run.status}"
        )


def pages(books: list[Path]) -> int | str:
    """Count the pages of the books, where pdfinfo is there to tell."""
    if not shutil.which("pdfinfo"):
        return "?"
    import re
    import subprocess

    told = (subprocess.run(["pdfinfo", str(b)], capture_output=True, text=True) for b in books)
    return sum(int(found[1]) for t in told if (found := re.search(r"Pages:\s+(\d+)", t.stdout)))


if __name__ == "__main__":
    main()
