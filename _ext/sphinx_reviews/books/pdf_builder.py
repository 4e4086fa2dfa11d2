"""The ``reviewpdf`` builder: books of reviews, set by Typst from the same pages as the site."""

from __future__ import annotations

import glob
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from sphinx.errors import ConfigError, SphinxError
from sphinx.util import logging
from sphinx.util.display import progress_message, status_iterator

from ..adapters.sphinx_private import app_of
from ..documents.domain import review_domain
from ..documents.report import path_of
from ..model.diagnostics import Code, diagnostic
from ..model.text import did_you_mean, slug
from ..renderers.typst import quote
from ..renderers.typst_book import (
    WIDE,
    Chapter,
    Selection,
    Volume,
    chapters,
    parts,
    publication,
)
from ..renderers.typst_nodes import TypstTranslator
from .book import PAPERS, Book, BookBuilder
from .typesetter import (
    FONT_HELP,
    TypesetError,
    bad_pictures,
    font_folder,
    has_japanese,
    marked,
    missing_glyphs,
    typeset,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def register(app: Sphinx) -> None:
    """Register the builder and its values; none of them changes how pages are read."""
    app.add_builder(ReviewPdfBuilder)
    for name in ("language", "company", "category", "refs", "file", "sources"):
        app.add_config_value(f"reviewpdf_{name}", "", "", types=(str,))
    app.add_config_value("reviewpdf_fonts", [], "", types=(list, tuple))
    app.add_config_value("reviewpdf_paper", "a4", "", types=(str,))
    app.add_config_value("reviewpdf_each", False, "", types=(bool,))
    app.add_config_value("reviewpdf_single", False, "", types=(bool,))
    app.add_config_value("reviewpdf_limit", 200, "", types=(int,))


_TEXTS = ("language", "company", "category", "refs", "file", "sources", "paper")


def prepare(app: Sphinx) -> None:
    """Find the fonts first: without them there is nothing to wait for.

    Raises ConfigError where they, the compiler or a value cannot be used.
    """
    builder = app.builder
    if not isinstance(builder, ReviewPdfBuilder):
        return
    config = app.config
    wrong = [name for name in _TEXTS if not isinstance(config[f"reviewpdf_{name}"], str)]
    if wrong:
        raise ConfigError(f"reviewpdf_{wrong[0]}: write one text, such as 'a5' or 'akg-k371'")
    if set(config.reviewpdf_file) & set("/\\"):
        raise ConfigError(f"reviewpdf_file: {config.reviewpdf_file!r} is no name without a folder")
    if type(config.reviewpdf_limit) is not int:
        raise ConfigError(f"reviewpdf_limit: {config.reviewpdf_limit!r} is no number such as 200")
    fonts = config.reviewpdf_fonts
    if isinstance(fonts, str) or not all(isinstance(font, str) for font in fonts):
        raise ConfigError(f'reviewpdf_fonts: {fonts!r:.60} is no list such as ["emoji.ttf"]')
    _known("paper", (config.reviewpdf_paper,), PAPERS)
    builder.find_fonts()


class ReviewPdfBuilder(BookBuilder):
    """One book per language, or of what the ``reviewpdf_*`` values select."""

    name = "reviewpdf"
    format = "typst"
    draws_reviews = True
    epilog = "The PDF files are in %(outdir)s."
    default_translator_class = TypstTranslator
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp",
    ]  # fmt: skip

    def find_fonts(self) -> None:
        """Make the folder of fonts; raise ConfigError where one, or the compiler, is missing."""
        try:
            self.fonts = font_folder(Path(self.doctreedir, "fonts"), self.config.reviewpdf_fonts)
        except TypesetError as error:
            raise ConfigError(f"reviewpdf: {error}") from error

    def init(self) -> None:
        """Begin with nothing set."""
        self.unshown: dict[str, bool] = {"\ufffd": False}
        self.seconds = 0.0
        """Wall time that Typst took, of all files together."""

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
        self.volume_files = {}
        if self.config.reviewpdf_each:
            self.each()
        else:
            self.books()

    def finish(self) -> None:
        """Tell how long Typst took."""
        logger.info("Typst took %.1f s.", self.seconds)

    # What to set

    def selection(self) -> Selection:
        """Return what the configuration selects; raise SphinxError for what no review has."""
        config = self.config
        refs = tuple(config.reviewpdf_refs.replace(",", " ").split())
        reviews = self.catalogue.reviews
        categories = self.catalogue.settings.categories
        _known("company", (config.reviewpdf_company,), {r.company_id for r in reviews})
        _known("category", (config.reviewpdf_category,), categories)
        _known("refs", refs, {r.ref for r in reviews})
        return Selection(config.reviewpdf_company, config.reviewpdf_category, refs)

    def languages(self) -> list[str]:
        """Return the languages to set, in the site's order."""
        known = self.catalogue.settings.languages
        wanted = tuple(self.config.reviewpdf_language.replace(",", " ").split())
        _known("language", wanted, known)
        chosen = [lang for lang in known if not wanted or lang in wanted]
        return [lang for lang in chosen if self.can_set(lang)]

    def can_set(self, lang: str) -> bool:
        """Tell whether there is a font for a language; tell where there is none, and fail."""
        if lang.partition("-")[0] not in WIDE or has_japanese(self.fonts):
            return True
        if any(r.lang == lang for r in self.catalogue.reviews):
            message = "the book is left out"
            finding = diagnostic(Code.PDF_FONT, "", 0, message, value=lang, hint=FONT_HELP)
            review_domain(self.env).build.tell(finding)
            app_of(self).statuscode = 1
        return False

    def volume(self, lang: str, selection: Selection) -> Volume:
        """Return one language's part of what is selected."""
        all_parts = chapters(self.catalogue, lang, selection)
        pages = tuple(self.front_pages(lang)) if selection.whole else ()
        return Volume(lang, all_parts, pages, self.subtitle(lang, selection, all_parts))

    def subtitle(self, lang: str, selection: Selection, all_parts: Sequence[Chapter]) -> str:
        """Return the name of what is selected, nothing for everything."""
        if selection.category:
            names = {c.id: c.name(lang) for c in self.catalogue.settings.the_categories}
            return names[selection.category]
        return all_parts[0].name if selection.company and all_parts else ""

    def front_pages(self, lang: str) -> Iterator[str]:
        """Yield the hand-written pages that explain the scores, compare, or draw a value map."""
        blocks = review_domain(self.env).blocks
        for page in sorted(
            self.catalogue.pages, key=lambda p: (p.translation != "scores", p.docname)
        ):
            asked = {block.what for block in blocks.get(page.docname, ())}
            fits = bool(asked) and asked <= {"comparison", "value-map", "value-maps"}
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
        for old in Path(self.outdir).glob(f"{glob.escape(stem)}-[0-9]*.pdf"):
            old.unlink()
        if len(cut) < 2:
            self.book(stem, [volume])
            return
        volumes = [
            (f"{stem}-{number}.pdf", replace(volume, chapters=part, pages=(), part=number))
            for number, part in enumerate(cut, start=1)
        ]
        self.volume_files = {r.docname: file for file, part in volumes for r in part.reviews}
        self.volume_files |= dict.fromkeys(volume.pages, f"{stem}.pdf")
        for file, part in volumes:
            self.book(file.removesuffix(".pdf"), [part])
        self.book(stem, [replace(volume, chapters=())], volumes)
        self.volume_files = {}

    def stem(self, selection: Selection) -> str:
        """Return the file name before the language."""
        names = [slug(self.config.project), selection.company, selection.category]
        refs = selection.refs
        names.append(refs[0] if len(refs) == 1 else "selection" if refs else "")
        return "-".join(slug(name) for name in names if name)

    def each(self) -> None:
        """Set each review selected into a file of its own, at its address."""
        selection = self.selection()
        reviews = [r for lang in self.languages() for r in self.volume(lang, selection).reviews]
        for review in status_iterator(
            reviews, "setting reviews... ", "darkgreen", len(reviews), self.config.verbosity,
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
        keep = self.config.reviewpdf_sources
        work = (
            Path(self.srcdir, keep, stem) if keep else Path(tempfile.mkdtemp(prefix="reviewpdf-"))
        )
        try:
            self.replace_unshown(book, work)
            self.replace_pictures(book, work)
            began = time.perf_counter()
            typeset_book = typeset(book.files, book.pictures, work, self.fonts, day)
            self.seconds += time.perf_counter() - began
            target = Path(self.outdir, f"{stem}.pdf")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(typeset_book, target)
        except TypesetError as error:
            self.tell(book, error)
            raise SphinxError(f"reviewpdf: {stem}.pdf could not be set: {error}") from error
        finally:
            if not keep:
                shutil.rmtree(work, ignore_errors=True)

    def note(self, code: Code, book: Book, source: str, message: str, value: str) -> None:
        """Tell of something on the page that one of a book's sources was made from."""
        docname = book.origins.get(source, "")
        path = path_of(docname, self.env) if docname else ""
        line = _first_line(Path(self.srcdir, path), value) if path else 0
        review_domain(self.env).build.tell(diagnostic(code, path, line, message, value=value))

    def tell(self, book: Book, error: TypesetError) -> None:
        """Tell of Typst's problems at the pages they come from."""
        for problem in error.problems[:20]:
            name = Path(problem.file).name
            value = f"{problem.message} ({name}:{problem.line})"
            self.note(Code.PDF_TYPST, book, name, "Typst refused the book", value)

    def replace_pictures(self, book: Book, work: Path) -> None:
        """Put a picture's text where the picture cannot be read; tell on which page."""
        for picture, reason in bad_pictures(book.pictures, self.fonts, work).items():
            file = book.pictures.pop(picture).name
            call = f"picture({quote(picture)}"
            for name, source in book.files.items():
                if call in source:
                    message = f"the picture {file} cannot be read; its text is shown"
                    self.note(Code.PDF_IMAGE, book, name, message, reason)
                    book.files[name] = source.replace(call, f"un{call}")

    def replace_unshown(self, book: Book, work: Path) -> None:
        """Put a mark where no font has a character; tell on which page, and fail the build."""
        sources = book.files.values()
        used = {c for source in sources for c in set(source) if not c.isascii()}
        self.replace_texts(book, work, used)
        self.replace_texts(book, work, {text for source in sources for text in marked(source)})

    def replace_texts(self, book: Book, work: Path, used: Set[str]) -> None:
        """Replace what cannot be shown of single characters, or of characters with marks."""
        unknown = used - self.unshown.keys()
        missing = missing_glyphs(unknown, self.fonts, work)
        self.unshown.update((text, text in missing) for text in unknown)
        bad = sorted(text for text in used if self.unshown[text])
        for name, source in book.files.items():
            for text in bad if not source.isascii() else ():
                if text not in source:
                    continue
                points = " ".join(f"U+{ord(c):04X}" for c in text)
                self.note(Code.PDF_GLYPH, book, name, f"no font has the character {points}", text)
                app_of(self).statuscode = 1
                # A mark goes, what it stood on stays.
                kept = text[:1] if len(text) > 1 else ""
                source = source.replace(text, kept + "\ufffd" * (len(text) - len(kept)))
            book.files[name] = source


def _first_line(path: Path, text: str) -> int:
    """Return the first line of a file that holds the text, 0 where none does."""
    lines = path.read_text("utf-8", "replace").splitlines() if path.is_file() else []
    return next((number for number, line in enumerate(lines, 1) if text in line), 0)


def _known(name: str, wanted: Iterable[str], known: Iterable[Any]) -> None:
    """Raise ConfigError for a value that nothing has, with the nearest that something has."""
    names = sorted(map(str, known))
    for word in wanted:
        if word and word not in names:
            hint = did_you_mean(word, names)
            raise ConfigError(
                f"reviewpdf_{name}: nothing has {word!r}" + (f"; {hint}" if hint else "")
            )
