"""Remember what was written: skip pages that would come out the same, remove those that are gone.

Sphinx knows only pages with a source file. Pages drawn from the catalogue would be drawn again on
every build, and a page whose review was removed or broke would stay online.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder

from ..documents.domain import review_domain
from .config import template_folders
from .context import review_titles

LEDGER = "reviews-pages.json"


class LedgerMixin(StandaloneHTMLBuilder):
    """Skip unchanged drawn pages and remove the files of pages that no longer exist."""

    _ledger: Ledger | None = None

    def handle_page(
        self, pagename: str, addctx: dict[str, Any], templatename: str = "page.html", **options: Any
    ) -> None:
        """Write a page unless it is a drawn one that would come out as it lies there."""
        if "review_lang" in addctx and pagename not in self.env.found_docs:
            content = digest(pagename, addctx.get("title", ""), addctx.get("body", ""))
            if self.ledger.holds(pagename, content, self.get_output_path(pagename)):
                return
        super().handle_page(pagename, addctx, templatename, **options)

    @property
    def ledger(self) -> Ledger:
        """Return the record of the last build, opened when the first page is drawn."""
        if self._ledger is None:
            self._ledger = Ledger(Path(self.doctreedir, LEDGER), Path(self.outdir), self._frame())
        return self._ledger

    def _frame(self) -> str:
        """Return a hash of everything but its own content that a drawn page is made of."""
        folders = [*self.theme.get_theme_dirs(), *template_folders(self._app)]
        templates = {file for folder in folders for file in Path(folder).rglob("*.html")}
        assets = [
            *Path(self.outdir, "_static").glob("*.css"),
            *Path(self.outdir, "_static").glob("*.js"),
        ]
        titles = sorted(review_titles(review_domain(self.env)).items())
        return digest(
            self.build_info.config_hash, repr(titles), *map(_content, sorted(templates)),
            *map(_content, sorted(assets)),
        )  # fmt: skip

    def close_ledger(self) -> None:
        """Remove what is gone and keep the record for the next build."""
        documents = (self.get_output_path(docname) for docname in sorted(self.env.found_docs))
        self.ledger.close(documents)


class Ledger:
    """The pages of the last build by name and hash, and every file that pages were written to."""

    def __init__(self, path: Path, out: Path, frame: str) -> None:
        """Read the record of the last build; without one, everything is new."""
        self._path, self._out, self._frame = path, out, frame
        self._before: Mapping[str, Any] = {}
        with suppress(OSError, ValueError):
            self._before = json.loads(path.read_text("utf-8"))
        self._pages: dict[str, str] = {}
        self._files: set[str] = set()

    def holds(self, name: str, content: str, file: Path) -> bool:
        """Note a drawn page; tell whether it lies there with the same content and frame."""
        self._pages[name] = content
        self._files.add(file.relative_to(self._out).as_posix())
        same = self._before.get("frame") == self._frame
        return same and self._before["pages"].get(name) == content and file.is_file()

    def close(self, documents: Iterable[Path]) -> None:
        """Remove files that no page is written to any more, and store the record."""
        self._files.update(file.relative_to(self._out).as_posix() for file in documents)
        for gone in set(self._before.get("files", ())) - self._files:
            self._remove(gone)
        record = {"frame": self._frame, "pages": self._pages, "files": sorted(self._files)}
        self._path.write_text(json.dumps(record, ensure_ascii=False, sort_keys=True), "utf-8")

    def _remove(self, name: str) -> None:
        file = self._out / name
        if not file.resolve().is_relative_to(self._out.resolve()):
            return
        file.unlink(missing_ok=True)
        for folder in file.parents:
            if folder == self._out or any(folder.iterdir()):
                break
            folder.rmdir()


def digest(*parts: str) -> str:
    """Return one hash of several texts."""
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(str(part).encode())
        made.update(b"\0")
    return made.hexdigest()


def _content(file: Path) -> str:
    return blake2b(file.read_bytes(), digest_size=16).hexdigest()
