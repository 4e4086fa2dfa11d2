"""Remember what was written: skip pages that would come out the same, remove those that are gone.

Sphinx knows only pages with a source file. Pages drawn from the catalogue would be drawn again on
every build, and a page whose review was removed or broke would stay online.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from ..documents.domain import review_domain
from ..model.views import fingerprint
from .config import template_folders
from .context import named_pages
from .shares import SharesMixin

LEDGER = "reviews-pages.json"
FORMAT = 2
"""Grows whenever the record's form changes; an older one tells only which files there are."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The body of a page drawn from the catalogue, drawn when it is asked for as a string."""

    shown: tuple[object, ...]
    """Everything of the catalogue that is drawn."""
    draw: Callable[[], str]

    def __str__(self) -> str:
        """Draw."""
        return str(self.draw())

    def below(self, head: str) -> Drawing:
        """Return the same below a heading."""
        return Drawing((head, *self.shown), lambda: f"{head}{self}")


class LedgerMixin(SharesMixin):
    """Skip unchanged drawn pages and remove the files of pages that no longer exist."""

    _ledger: Ledger | None = None

    def gen_pages_from_extensions(self) -> None:
        """Write the pages that extensions bring; of the drawn ones those that come out otherwise.

        They are drawn in shares, as all pages are.
        """
        due: dict[str, tuple[str, dict[str, Any], str]] = {}
        for pages in self.events.emit("html-collect-pages"):
            for name, context, template in pages:
                if "review_lang" not in context or name in self.env.found_docs:
                    self.handle_page(name, context, template)
                    continue
                key = self._key(context)
                if not self.ledger.holds_key(name, key, self._file(name)):
                    due[name] = (key, context, template)
        self.each_in_shares(
            "drawing pages... ", list(due), lambda n: self._draw(n, *due[n]), self._note
        )

    def _key(self, context: Mapping[str, Any]) -> str:
        """Return a hash of what a page shows, nothing where only drawing it tells."""
        title, body = str(context.get("title", "")), context.get("body", "")
        if not isinstance(body, Drawing):
            return ""
        return digest(self._drawn_from, title, fingerprint(body.shown))

    def _draw(self, name: str, key: str, context: dict[str, Any], template: str) -> tuple[str, str]:
        """Draw a page; write it unless it lies there like that. Return its two hashes."""
        context["body"] = str(context.get("body", ""))
        content = digest(name, str(context.get("title", "")), context["body"])
        if not self.ledger.holds(name, content, self._file(name)):
            self.handle_page(name, context, template)
        return key, content

    def _note(self, name: str, hashes: tuple[str, str]) -> None:
        self.ledger.note(name, *hashes, self._file(name))

    def _file(self, name: str) -> Path:
        return Path(self.get_output_path(name))

    @cached_property
    def _drawn_from(self) -> str:
        """A hash of everything but its view that a drawing is made of: templates, words, links."""
        domain = review_domain(self.env)
        catalogue = domain.catalogue
        tags = [
            (lang, tag.slug)
            for lang in catalogue.settings.languages
            for tag in catalogue.tags(lang)
            if catalogue.has_page(tag)
        ]
        addresses = sorted(getattr(self, "permalinks", {}).items())
        return fingerprint((domain.html.version(), catalogue.settings, addresses, tags))

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
        pages = fingerprint(named_pages(review_domain(self.env)))
        files = (*sorted(templates), *sorted(assets))
        settings = fingerprint(review_domain(self.env).catalogue.settings)
        return digest(self.build_info.config_hash, pages, settings, *map(_content, files))

    def close_ledger(self) -> None:
        """Remove what is gone and keep the record for the next build."""
        documents = (self.get_output_path(docname) for docname in sorted(self.env.found_docs))
        self.ledger.close(documents)


class Ledger:
    """The pages of the last build and every file that pages were written to.

    A drawn page has two hashes: of what is drawn, and of how it came out.
    """

    def __init__(self, path: Path, out: Path, frame: str) -> None:
        """Read the record of the last build; without one, everything is new."""
        self._path, self._out, self._frame = path, out, frame
        self._before = _record(path)
        self._pages: dict[str, tuple[str, str]] = {}
        self._files: set[str] = set()

    def holds_key(self, name: str, key: str, file: Path) -> bool:
        """Tell whether a page lies there, drawn from the same in the same frame; then note it."""
        before, content = self._before.get("pages", {}).get(name, ("", ""))
        same = bool(key) and before == key and self.holds(name, content, file)
        if same:
            self.note(name, key, content, file)
        return same

    def holds(self, name: str, content: str, file: Path) -> bool:
        """Tell whether a page lies there with the same content and frame."""
        _, before = self._before.get("pages", {}).get(name, ("", ""))
        same = self._before.get("frame") == self._frame
        return same and before == content and file.is_file()

    def note(self, name: str, key: str, content: str, file: Path) -> None:
        """Keep a page for the record."""
        self._pages[name] = (key, content)
        self._files.add(file.relative_to(self._out).as_posix())

    @property
    def names(self) -> Iterable[str]:
        """Return the names of the drawn pages."""
        return self._pages.keys()

    def keep(self, name: str) -> None:
        """Note a file that is no page."""
        self._files.add(name)

    def close(self, documents: Iterable[Path]) -> None:
        """Remove files that no page is written to any more, and store the record."""
        self._files.update(file.relative_to(self._out).as_posix() for file in documents)
        for gone in set(self._before.get("files", ())) - self._files:
            self._remove(gone)
        record = {
            "format": FORMAT,
            "frame": self._frame,
            "pages": self._pages,
            "files": sorted(self._files),
        }
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


def _record(path: Path) -> Mapping[str, Any]:
    """Return the record of the last build, nothing where it is absent, foreign or damaged."""
    with suppress(OSError, ValueError):
        found = json.loads(path.read_text("utf-8"))
        if isinstance(found, dict):
            return found if found.get("format") == FORMAT else {"files": found.get("files", ())}
    return {}


def digest(*parts: str) -> str:
    """Return one hash of several texts."""
    made = blake2b(digest_size=16)
    for part in parts:
        made.update(str(part).encode())
        made.update(b"\0")
    return made.hexdigest()


def _content(file: Path) -> str:
    return blake2b(file.read_bytes(), digest_size=16).hexdigest()
