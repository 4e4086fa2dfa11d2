"""Write pages where they are due: those drawn from the catalogue, and those of documents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

from ..adapters.sphinx_private import app_of
from ..documents.domain import review_domain
from ..model.views import fingerprint
from ..prose.passages import Passage
from .context import alternates
from .frame import documents_frame, frame_of, language_group, note_premise
from .inputs import Inputs
from .ledger import LEDGER, Entry, Ledger, content_of, digest, open_ledger
from .page import PICTURES, Drawing, Drawn, Families, Family, Page, published_at
from .preloads import searches
from .relative import PageContext
from .seal import Inspection
from .shard import SHARD, Shard, shard_from
from .shares import SharesMixin


class _Due(NamedTuple):
    """A page that is to be drawn, and the family it belongs to."""

    family: str
    page: Page


class DrawnPagesMixin(SharesMixin):
    """Skip pages that would come out the same; remove the files of pages that no longer exist."""

    permalinks: Mapping[str, str] = {}
    """Document name to permalink; set when the catalogue is ready."""

    everything = False
    """Whether every page is written, whatever the record says."""

    @cached_property
    def ledger(self) -> Ledger:
        """The record of the last build."""
        return open_ledger(Path(self.doctreedir, LEDGER), Path(self.outdir))

    @cached_property
    def shard(self) -> Shard:
        """The share of the site that is drawn."""
        return shard_from(str(self.config[SHARD]))

    full_text_later = False
    """Whether an index of the full text that stands may be left behind, to be mended by and by."""

    full_text_waits = False
    """Whether it was left behind."""

    inspection = Inspection()
    """What became of the output since the last build."""

    inputs: Inputs | None = None
    """What this build is made from; None where that cannot be looked at from outside."""

    unchanged = False
    """Whether nothing has changed since the last build."""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Note whether more is asked for than is due: then it is everything (``-a``)."""
        documents = self.env.found_docs
        self.everything = documents <= docnames and not documents <= self._due
        super().prepare_writing(docnames)
        self.globalcontext = PageContext(self.globalcontext)

    _due: Set[str] = frozenset()

    @cached_property
    def passages(self) -> dict[str, Sequence[Passage]]:
        """The texts of the pages that this build has drawn, as they are searched."""
        return {}

    # Pages drawn from the catalogue

    def gen_pages_from_extensions(self) -> None:
        """Write the pages that extensions bring; of the drawn ones those that are due."""
        collected = self.events.emit("html-collect-pages")
        if self._families_stand():
            collected = [pages for pages in collected if not isinstance(pages, Families)]
        self.draw_pages("drawing pages... ", collected)

    def draw_pages(self, what: str, families: Iterable[Iterable[Page]]) -> None:
        """Draw the pages that are due, in shares; tell of all what drawing them tells."""
        due: dict[str, _Due] = {}
        for pages in _each(families):
            if isinstance(pages, Family) and self._family_stands(pages):
                continue
            family = pages.name if isinstance(pages, Family) else ""
            for name, context, template in pages:
                if "review_lang" not in context or name in self.env.found_docs:
                    self.handle_page(name, context, template)
                elif not self.shard.has(name):
                    self.ledger.elsewhere.add(name)
                elif not self._stands(name, context):
                    due[name] = _Due(family, (name, context, template))
        self.each_in_shares(what, list(due), lambda name: self._draw(*due[name]), self._note)

    def _families_stand(self) -> bool:
        """Tell whether the pages of all families need not even be asked for."""
        if self.everything or not self.shard.whole:
            return False
        return self._tell_all(self.ledger.families_stand(self._file))

    def _family_stands(self, family: Family) -> bool:
        if not family.name or self.everything or not self.shard.whole:
            return False
        return self._tell_all(self.ledger.family_stands(family.name, family.slice, self._file))

    def _tell_all(self, names: Sequence[str]) -> bool:
        for name in names:
            self._tell(self.ledger.pages[name])
        return bool(names)

    def _stands(self, name: str, context: Mapping[str, object]) -> bool:
        if self.everything or name not in self.ledger.before:
            return False
        drawing, file, ledger = context.get("body", ""), self._file(name), self.ledger
        if not isinstance(drawing, Drawing):
            return False
        if ledger.stands(name, drawing.text, file):
            return self._tell_all([name])
        slice_ = drawing.slice()
        if not ledger.shows_the_same(name, drawing.text, slice_, file):
            key = _key(self._origin_of(name, context), context, ledger.asked(name))
            if not ledger.holds(name, key, file):
                return False
            if ledger.pages[name].slice != slice_:
                ledger.note(name, replace(ledger.pages[name], slice=slice_), file)
        return self._tell_all([name])

    @cached_property
    def _origins(self) -> dict[str, str]:
        """What is known of the pages that were looked at, so that drawing need not ask again."""
        return {}

    def _origin_of(self, name: str, context: Mapping[str, object]) -> str:
        """Return a hash of all that a page shows but what its text asks for."""
        if name not in self._origins:
            self._origins[name] = self._content_of(name, context)
        return self._origins[name]

    def _content_of(self, name: str, context: Mapping[str, object]) -> str:
        drawing = context.get("body", "")
        if not isinstance(drawing, Drawing):
            return ""
        languages = alternates(review_domain(self.env), name, str(context["review_lang"]))
        content = (context.get("title", ""), drawing.content(), languages)
        return digest(name, self.frame, fingerprint(content))

    def _draw(self, family: str, page: Page) -> tuple[Entry, Sequence[Passage]]:
        """Draw and write a page."""
        name, context, template = page
        body = context.get("body", "")
        drawn = body.draw() if isinstance(body, Drawing) else Drawn({"body": str(body)})
        key = _key(self._origin_of(name, context), context, drawn.asked)
        file = self._file(name)
        self.handle_page(name, {**context, **drawn.context}, template, outfilename=file)
        content = content_of(file)
        text = body.text if isinstance(body, Drawing) else ""
        slice_ = body.slice() if isinstance(body, Drawing) else ""
        entry = Entry(
            key, content, drawn.findings, drawn.asked, drawn.pictures, text, family, slice_
        )
        return entry, drawn.passages

    def _note(self, name: str, drawn: tuple[Entry, Sequence[Passage]]) -> None:
        entry, self.passages[name] = drawn
        self.ledger.note(name, entry, self._file(name))
        self._tell(entry)

    def _tell(self, entry: Entry) -> None:
        for item in entry.findings:
            review_domain(self.env).build.tell(item)

    # Pages of documents

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield none: what is due is known when all documents are read."""
        return iter(())

    def due_documents(self) -> Set[str]:
        """Return the documents that are to be written; the others' pages lie there already."""
        note_premise(self.env, self.frame, self.ledger)
        self.document_keys = self._document_keys()
        again = self._is_lost()
        self._due = {
            docname
            for docname, key in self.document_keys.items()
            if again or not self.ledger.holds(docname, key, self._file(docname))
        }
        return self._due

    def _is_lost(self) -> bool:
        """Tell whether something is lost that only writing all documents brings back."""
        copied = {f"_images/{name}" for _, name in self.env.images.values()}
        images = {name for name in self.inspection.changed if name.startswith("_images/")}
        images = {name for name in images - copied if not name.startswith(f"{PICTURES}/")}
        index = self.searchindex_filename
        lost = index in self.inspection.changed or not Path(self.outdir, index).is_file()
        return bool(images) or (self.search and lost)

    def _document_keys(self) -> dict[str, str]:
        domain = review_domain(self.env)
        common = digest(self.frame, documents_frame(self.env))
        return {
            docname: digest(
                docname,
                common,
                domain.sources.get(docname, ""),
                self._slice(docname),
                self.ledger.premise if searches(domain, docname) else "",
            )
            for docname in sorted(self.env.found_docs)
        }

    def _slice(self, docname: str) -> str:
        domain = review_domain(self.env)
        source = domain.sources.get(docname, "")
        groups = [language_group(lang) for lang in domain.languages_in(docname)]
        return self.ledger.slice_of(docname, source, groups, lambda: domain.slice(docname))

    document_keys: Mapping[str, str] = {}

    def write_documents(self, docnames: Set[str]) -> None:
        """Write documents, and remember which."""
        self._written = frozenset(docnames if self.shard.first else ())
        super().write_documents(self._written)

    _written: Set[str] = frozenset()

    @property
    def documents_written(self) -> Set[str]:
        """The documents whose pages this build has written."""
        return self._written

    def close_ledger(self) -> None:
        """Note the pages of documents, remove what is gone, and keep the record."""
        for docname, key in self.document_keys.items() if self.shard.first else ():
            if docname in self._written or docname not in self.ledger.pages:
                file = self._file(docname)
                self.ledger.note(docname, Entry(key, content_of(file)), file)
        self._publish_pictures()
        self.ledger.close()

    def _publish_pictures(self) -> None:
        """Copy the pictures of drawn pages that do not lie there yet."""
        catalogue = review_domain(self.env).catalogue
        pictured = {path for entry in self.ledger.pages.values() for path in entry.pictures}
        pictured |= {catalogue.picture_of(review) for review in catalogue.reviews}
        # Only what the scan found sound is published, whatever a page names.
        pictured &= catalogue.pictures
        for path in sorted(pictured):
            source, file = Path(self.srcdir, path), Path(self.outdir, published_at(path))
            with suppress(OSError):
                if content_of(source) != content_of(file):
                    file.parent.mkdir(parents=True, exist_ok=True)
                    copyfile(source, file)
                self.ledger.written.add(file.relative_to(self.outdir).as_posix())

    # Files

    def _file(self, name: str) -> Path:
        return Path(self.get_output_path(name))

    @cached_property
    def frame(self) -> str:
        """A hash of what all pages have in common."""
        return frame_of(app_of(self), self)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, object],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: object = None,
    ) -> None:
        """Write a page beside its place and put it there whole: nobody sees half a page."""
        file = Path(outfilename) if outfilename else self._file(pagename)
        beside = file.with_name(f".{file.name}.new")
        super().handle_page(pagename, addctx, templatename, outfilename=beside, event_arg=event_arg)
        if beside.is_file():
            os.replace(beside, file)


def _each(collected: Iterable[Iterable[Page]]) -> Iterator[Iterable[Page]]:
    """Yield what handlers bring, each family for itself."""
    for pages in collected:
        yield from pages.parts if isinstance(pages, Families) else (pages,)


def _key(made_from: str, context: Mapping[str, object], asked: Iterable[str]) -> str:
    """Return the key of a page with the answers of now, nothing where only drawing it tells."""
    drawing = context.get("body", "")
    if not isinstance(drawing, Drawing):
        return ""
    return digest(made_from, *(f"{question}={drawing.answer(question)}" for question in asked))
