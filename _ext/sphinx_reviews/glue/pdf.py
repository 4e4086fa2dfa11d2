"""The ``reviewpdf`` builder: books of reviews, set by Typst from the same pages as the site."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import __display_version__ as sphinx_version
from sphinx.builders import Builder
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.display import progress_message, status_iterator

from ..documents.domain import review_domain
from ..model.records import Review
from ..model.text import did_you_mean, slug
from ..publishing.typeset import TypesetError, font_folder, missing_glyphs, typeset, typst_version
from ..renderers.typst import Code, block, call, quote
from ..renderers.typst_blocks import Painter, painter
from ..renderers.typst_book import (
    WIDE,
    Chapter,
    Frame,
    Selection,
    Site,
    Volume,
    chapters,
    parts,
    publication,
)
from ..renderers.typst_nodes import Leaf, TypstTranslator

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

INDEX_LEAST = 6
"""Reviews from which on a book has an index."""

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})


def register(app: Sphinx) -> None:
    """Register the builder and its values; none of them changes how pages are read."""
    app.add_builder(ReviewPdfBuilder)
    for name in ("language", "company", "category", "refs", "file", "sources"):
        app.add_config_value(f"reviewpdf_{name}", "", "", types=(str,))
    app.add_config_value("reviewpdf_fonts", [], "", types=(list, tuple))
    app.add_config_value("reviewpdf_each", False, "", types=(bool,))
    app.add_config_value("reviewpdf_single", False, "", types=(bool,))
    app.add_config_value("reviewpdf_limit", 1200, "", types=(int,))


class ReviewPdfBuilder(Builder):
    """One book per language, or of what the ``reviewpdf_*`` values select."""

    name = "reviewpdf"
    format = "typst"
    epilog = "The PDF files are in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp",
    ]  # fmt: skip

    def init(self) -> None:
        """Find the fonts first: without them there is nothing to wait for."""
        try:
            self.fonts = font_folder(Path(self.doctreedir, "fonts"), self.config.reviewpdf_fonts)
        except TypesetError as error:
            raise SphinxError(f"reviewpdf: {error}") from error
        self.unshown: dict[str, bool] = {"\ufffd": False}

    def get_outdated_docs(self) -> str:
        """Return a word for the log: books are always set anew."""
        return "the books selected"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return a mark that a book turns into a link to its own page or to the site."""
        return f"%{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the same mark from everywhere."""
        return self.get_target_uri(to, typ)

    def write_documents(self, docnames: Set[str]) -> None:
        """Set the books."""
        self.catalogue = review_domain(self.env).catalogue
        self.addresses = {
            **{page.permalink: page.docname for page in self.catalogue.pages if page.permalink},
            **{review.permalink: review.docname for review in self.catalogue.reviews},
        }
        self.permalinks = {docname: address for address, docname in self.addresses.items()}
        if self.config.reviewpdf_each:
            self.each()
        else:
            self.books()

    # What to set

    def selection(self) -> Selection:
        """Return what the configuration selects; raise SphinxError for what no review has."""
        config = self.config
        refs = tuple(config.reviewpdf_refs.replace(",", " ").split())
        found = self.catalogue.reviews
        categories = self.catalogue.settings.categories
        _known("company", (config.reviewpdf_company,), {r.company_id for r in found})
        _known("category", (config.reviewpdf_category,), categories)
        _known("refs", refs, {r.ref for r in found})
        return Selection(config.reviewpdf_company, config.reviewpdf_category, refs)

    def languages(self) -> list[str]:
        """Return the languages to set, in the site's order."""
        known = self.catalogue.settings.languages
        wanted = tuple(self.config.reviewpdf_language.replace(",", " ").split())
        _known("language", wanted, known)
        return [lang for lang in known if not wanted or lang in wanted]

    def volume(self, lang: str, selection: Selection) -> Volume:
        """Return one language's part of what is selected."""
        found = chapters(self.catalogue, lang, selection)
        pages = tuple(self.front_pages(lang)) if selection.whole else ()
        return Volume(lang, found, pages, self.subtitle(lang, selection, found))

    def subtitle(self, lang: str, selection: Selection, found: Sequence[Chapter]) -> str:
        """Return the name of what is selected, nothing for everything."""
        if selection.category:
            names = {c.id: c.name(lang) for c in self.catalogue.settings.the_categories}
            return names[selection.category]
        return found[0].name if selection.company and found else ""

    def front_pages(self, lang: str) -> Iterator[str]:
        """Yield the hand-written pages that explain the scores, compare, or draw a value map."""
        blocks = review_domain(self.env).blocks
        for page in sorted(
            self.catalogue.pages, key=lambda p: (p.translation != "scores", p.docname)
        ):
            asked = {block.what for block in blocks.get(page.docname, ())}
            fits = bool(asked) and asked <= {"comparison", "value-map"}
            if page.lang == lang and (page.translation == "scores" or fits):
                yield page.docname

    def books(self) -> None:
        """Set a book per language, one for all, or a language's book in parts."""
        selection = self.selection()
        volumes = [self.volume(lang, selection) for lang in self.languages()]
        volumes = [volume for volume in volumes if volume.reviews]
        if not volumes:
            raise SphinxError("reviewpdf: no review is selected")
        stem = self.config.reviewpdf_file or self.stem(selection)
        if self.config.reviewpdf_single:
            self.book(stem, volumes)
            return
        for volume in volumes:
            self.sharded(f"{stem}-{volume.lang}", volume)

    def sharded(self, stem: str, volume: Volume) -> None:
        """Set one book, or its parts and a file that lists them."""
        cut = parts(volume.chapters, self.config.reviewpdf_limit)
        if len(cut) == 1:
            self.book(stem, [volume])
            return
        made = [
            (f"{stem}-{number}.pdf", replace(volume, chapters=part, pages=(), part=number))
            for number, part in enumerate(cut, start=1)
        ]
        for file, part in made:
            self.book(file.removesuffix(".pdf"), [part])
        self.book(stem, [replace(volume, chapters=())], made)

    def stem(self, selection: Selection) -> str:
        """Return the file name before the language."""
        names = [slug(self.config.project), selection.company, selection.category]
        refs = selection.refs
        names.append(refs[0] if len(refs) == 1 else "selection" if refs else "")
        return "-".join(slug(name) for name in names if name)

    def each(self) -> None:
        """Set each review selected into a file of its own, at its address."""
        selection = self.selection()
        found = [r for lang in self.languages() for r in self.volume(lang, selection).reviews]
        for review in status_iterator(
            found, "setting reviews... ", "darkgreen", len(found), self.config.verbosity,
            stringify_func=lambda r: r.ref,
        ):  # fmt: skip
            chapter = Chapter(review.target_name, None, (review,))
            volume = Volume(review.lang, (chapter,))
            self.write_pdf(review.permalink.strip("/"), *self.sources([volume]))

    # One book

    def book(
        self, stem: str, volumes: Sequence[Volume], listed: Sequence[tuple[str, Volume]] = ()
    ) -> None:
        """Set one file."""
        with progress_message(f"setting {stem}.pdf"):
            self.write_pdf(stem, *self.sources(volumes, listed))

    def sources(
        self, volumes: Sequence[Volume], listed: Sequence[tuple[str, Volume]] = ()
    ) -> tuple[Book, date]:
        """Return a book's sources and the day of its newest review."""
        book = Book(self, volumes)
        lines = [line for volume in volumes for line in book.volume(volume, listed)]
        reviews = [r for volume in volumes for r in volume.reviews]
        reviews = reviews or [r for _, volume in listed for r in volume.reviews]
        title = book.site.title(volumes[0].lang)
        if len(reviews) == 1:
            title = f"{reviews[0].target_name} – {title}"
        book.files["main.typ"] = publication(book.site, volumes[0].lang, title, reviews, lines)
        return book, max((r.reviewed for r in reviews), default=date(1970, 1, 1))

    def write_pdf(self, stem: str, book: Book, day: date) -> None:
        """Compile a book and write it; tell of what it cannot show, and stop at what is wrong."""
        self.replace_unshown(book)
        keep = self.config.reviewpdf_sources
        work = (
            Path(self.srcdir, keep, stem) if keep else Path(tempfile.mkdtemp(prefix="reviewpdf-"))
        )
        try:
            made = typeset(book.files, book.pictures, work, self.fonts, day)
        except TypesetError as error:
            for problem in error.problems[:20]:
                place = Path(problem.file).name
                logger.warning(
                    "Typst: %s (%s:%d)", problem.message, place, problem.line,
                    location=book.origins.get(place), type="review", subtype="pdf.typst",
                )  # fmt: skip
            raise SphinxError(f"reviewpdf: {stem}.pdf could not be set: {error}") from error
        finally:
            if not keep:
                shutil.rmtree(work, ignore_errors=True)
        target = Path(self.outdir, f"{stem}.pdf")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made)

    def replace_unshown(self, book: Book) -> None:
        """Put a mark where no font has a character; tell on which page, and fail the build."""
        used = {c for source in book.files.values() for c in set(source) if not c.isascii()}
        unknown = used - self.unshown.keys()
        missing = missing_glyphs(unknown, self.fonts)
        self.unshown.update((character, character in missing) for character in unknown)
        bad = {character for character in used if self.unshown[character]}
        for name, source in book.files.items():
            for character in sorted(bad & set(source)):
                logger.warning(
                    "no font has the character U+%04X (%s); name one that has in reviewpdf_fonts",
                    ord(character), character,
                    location=book.origins.get(name), type="review", subtype="pdf.glyph",
                )  # fmt: skip
                self._app.statuscode = 1
                source = source.replace(character, "\ufffd")
            book.files[name] = source


class Book:
    """The sources of one file, collected page by page."""

    def __init__(self, builder: ReviewPdfBuilder, volumes: Sequence[Volume]) -> None:
        """Note which pages the book holds, before any of them is written."""
        self.builder = builder
        self.files: dict[str, str] = {}
        self.origins: dict[str, str] = {}
        self.pictures: dict[str, Path] = {}
        self.held = {r.docname for volume in volumes for r in volume.reviews}
        self.held |= {page for volume in volumes for page in volume.pages}
        self.site = self._site()
        self.single = sum(len(volume.reviews) for volume in volumes) == 1

    def _site(self) -> Site:
        config = self.builder.config
        titles = {
            lang: self.builder.catalogue.settings.titles.get(lang, config.project)
            for lang in self.builder.catalogue.settings.languages
        }
        from .. import __version__

        made = f"Sphinx {sphinx_version}, sphinx-reviews {__version__}, Typst {typst_version()}."
        address = config.html_baseurl
        return Site(titles, config.author, config.copyright, config.release, made, address)

    def target(self, name: str) -> Code | None:
        """Return where a page is: a label of this book, an address of the site, or nowhere."""
        docname = name.partition("#")[0]
        if docname.startswith("/"):
            docname = self.builder.addresses.get(docname, docname)
        if docname in self.held:
            return call("label", docname)
        address = self.builder.permalinks.get(docname, docname if docname.startswith("/") else "")
        if self.site.address and address:
            return quote(self.site.address.rstrip("/") + address)
        return None

    def picture(self, uri: str) -> str:
        """Take a picture into the book and return its name there; nothing where it cannot be."""
        path = Path(self.builder.srcdir, uri)
        if "://" in uri or path.suffix.lower() not in _PICTURES or not path.is_file():
            return ""
        name = f"picture-{slug(uri)}"
        self.pictures[name] = path
        return name

    def volume(self, volume: Volume, listed: Sequence[tuple[str, Volume]]) -> list[Code]:
        """Return the calls that make one volume."""
        drawer = painter(volume.lang, self.builder.catalogue.rubric, self.target)
        parts = [part for _, part in listed]
        shown = (
            replace(volume, chapters=tuple(c for part in parts for c in part.chapters))
            if listed
            else volume
        )
        frame = Frame(self.site, shown, self.builder.catalogue, drawer)
        if self.single:
            lines = list(self.chapters(volume, drawer))
        else:
            lines = [*self.front(frame, volume, listed), *self.chapters(volume, drawer)]
            lines += self.back(frame, volume)
        body = block(lines)
        wide = volume.lang.partition("-")[0] in WIDE
        return [call("volume", Code(body), lang=volume.lang.partition("-")[0], wide=wide)]

    def front(
        self, frame: Frame, volume: Volume, listed: Sequence[tuple[str, Volume]]
    ) -> list[Code]:
        """Return the cover, the contents and the pages before the chapters."""
        explained = any(
            page.docname in volume.pages and page.translation == "scores"
            for page in self.builder.catalogue.pages
        )
        lines = [frame.cover(), frame.volumes(listed) if listed else frame.contents()]
        lines.append(frame.edge("begin"))
        if not explained and not volume.part:
            lines.append(frame.rubric())
        for docname in volume.pages:
            title = self.builder.env.titles[docname].astext()
            page = self.page(docname, volume.lang, frame.painter, level=1, kind="chapter")
            lines.append(Code(f"leaf(right: {quote(title)}, {page})"))
        return lines

    def back(self, frame: Frame, volume: Volume) -> list[Code]:
        """Return the indexes and the colophon."""
        indexed = len(volume.reviews) >= INDEX_LEAST
        indexes = [frame.product_index(), frame.tag_index()] if indexed else []
        return [*indexes, frame.colophon(), frame.edge("end")]

    def chapters(self, volume: Volume, drawer: Painter) -> Iterator[Code]:
        """Yield the chapters' pages."""
        for chapter in volume.chapters:
            for place, review in enumerate(chapter.reviews):
                opens = place == 0 and not chapter.company and not self.single
                yield self.leaf(chapter, review, drawer, opens=opens)

    def leaf(self, chapter: Chapter, review: Review, drawer: Painter, *, opens: bool) -> Code:
        """Return a review's pages; the first of a chapter without a company opens the chapter."""
        top = review.kind == "company" or self.single
        level, kind = (1, "chapter") if top else (2, "subject")
        page = self.page(review.docname, review.lang, drawer, level=level, kind=kind)
        opening = call("headline", chapter.name, kind="chapter", outlined=True) if opens else ""
        left = "" if top else chapter.name
        body = f"{{\n{opening}\n{page}\n}}"
        return Code(f"leaf(left: {quote(left)}, right: {quote(review.target_name)}, {body})")

    def page(self, docname: str, lang: str, drawer: Painter, *, level: int, kind: str) -> Code:
        """Write a page's source to a file of its own and return what takes it in."""
        builder = self.builder
        doctree = builder.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
        builder.post_process_images(doctree)
        visitor = builder.create_translator(doctree, builder)
        if not isinstance(visitor, TypstTranslator):
            raise SphinxError("reviewpdf: its translator must be a TypstTranslator")
        place = Leaf(
            docname, lang, builder.catalogue, drawer, self.target, self.picture, level, kind
        )
        lines = visitor.render(place)
        if not any(isinstance(node, nodes.title) for node in doctree.findall(nodes.title)):
            lines.insert(0, call("anchor", docname))
        name = f"page-{len(self.files) + 1:05}.typ"
        self.files[name] = f'#import "book.typ": *\n#{block(lines)}\n'
        self.origins[name] = docname
        return Code(f"include {quote(name)}")


def _known(name: str, wanted: Iterable[str], known: Iterable[Any]) -> None:
    """Raise SphinxError for a value that nothing has, with the nearest that something has."""
    names = sorted(map(str, known))
    for word in wanted:
        if word and word not in names:
            hint = did_you_mean(word, names)
            raise SphinxError(
                f"reviewpdf_{name}: nothing has {word!r}" + (f"; {hint}" if hint else "")
            )
