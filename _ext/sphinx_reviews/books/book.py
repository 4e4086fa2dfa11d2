"""One PDF file: the sources of its pages, collected from texts, documents and the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote as percent

from docutils import nodes
from sphinx import __display_version__ as sphinx_version
from sphinx.builders import Builder
from sphinx.errors import SphinxError

from ..documents.domain import review_domain
from ..model.catalogue import Catalogue
from ..model.entries import card
from ..model.languages import language_of
from ..model.records import Review
from ..model.text import slug
from ..model.version import VERSION
from ..renderers.typst import Code, block, call, quote
from ..renderers.typst_blocks import Painter, painter
from ..renderers.typst_book import WIDE, Chapter, Frame, Site, Volume
from ..renderers.typst_leaf import Leaf
from ..renderers.typst_nodes import TypstTranslator
from .review_leaf import ReviewLeaf
from .typesetter import typst_version

PAPERS = {"a4": 210.0, "a5": 148.0, "us-letter": 215.9, "jis-b5": 182.0, "iso-b5": 176.0}
"""Sizes of paper that Typst knows and a book fits, with their widths in millimetres."""

SIDES = 60.0
"""What margins and the room for an axis take of the width."""

INDEX_LEAST = 6
"""Reviews from which on a book has an index."""

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"})


class BookBuilder(Builder):
    """What books take from their builder; set when it begins to write."""

    catalogue: Catalogue
    addresses: dict[str, str]
    """Permalink to document name, of reviews and hand-written pages."""

    permalinks: dict[str, str]
    volume_files: dict[str, str]
    """Document name to the file of a book in parts that holds it."""


class Book:
    """The sources of one file, collected page by page."""

    def __init__(self, builder: BookBuilder, volumes: Sequence[Volume]) -> None:
        """Note which pages the book holds, before any of them is written."""
        self.builder = builder
        self.files: dict[str, str] = {}
        self.origins: dict[str, str] = {}
        self.pictures: dict[str, Path] = {}
        self.held = {r.docname for volume in volumes for r in volume.reviews}
        self.held |= {page for volume in volumes for page in volume.pages}
        self.site = self._site()
        count = sum(len(volume.reviews) for volume in volumes)
        self.single = count == 1
        self.digest = count > builder.config.reviewpdf_limit
        """Whether the book shows score cards alone: a file that must stay one can be too long."""

    def _site(self) -> Site:
        config = self.builder.config
        titles = {
            lang: self.builder.catalogue.settings.titles.get(lang, config.project)
            for lang in self.builder.catalogue.settings.languages
        }
        colophon = f"Sphinx {sphinx_version}, sphinx-reviews {VERSION}, Typst {typst_version()}."
        return Site(
            titles, config.author, config.copyright, config.release, colophon,
            address=config.html_baseurl,
            paper=config.reviewpdf_paper,
            logo=self.picture(config.html_logo) if config.html_logo else "",
        )  # fmt: skip

    def target(self, name: str) -> Code | None:
        """Return where a page is: in this book, in another part of it, on the site, or nowhere."""
        docname = name.partition("#")[0]
        if docname.startswith("/"):
            docname = self.builder.addresses.get(docname, docname)
        if docname in self.held:
            return call("label", docname)
        if file := self.builder.volume_files.get(docname):
            return quote(f"{file}#nameddest={percent(docname)}")
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
        catalogue = self.builder.catalogue
        across = PAPERS[self.site.paper] - SIDES
        spoken = language_of(catalogue, volume.lang)
        drawer = painter(spoken, catalogue.rubric, self.target, across)
        parts = [part for _, part in listed]
        sections = (
            replace(volume, chapters=tuple(c for part in parts for c in part.chapters))
            if listed
            else volume
        )
        frame = Frame(self.site, sections, self.builder.catalogue, drawer, digest=self.digest)
        if self.single:
            lines = list(self.chapters(frame, volume))
        else:
            lines = [*self.front(frame, volume, listed), *self.chapters(frame, volume)]
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

    def chapters(self, frame: Frame, volume: Volume) -> Iterator[Code]:
        """Yield the chapters' pages."""
        drawer = frame.painter
        for chapter in volume.chapters:
            if self.digest:
                yield self.cards(chapter, drawer)
                continue
            for number, review in enumerate(chapter.reviews):
                opens = number == 0 and not chapter.company and not self.single
                opening = frame.chapter_name(chapter) if opens else ""
                yield self.leaf(chapter, review, drawer, opening)

    def cards(self, chapter: Chapter, drawer: Painter) -> Code:
        """Return a chapter's score cards with the summaries, without the texts."""
        lines = [call("headline", chapter.name, kind="chapter", outlined=True)]
        for review in chapter.reviews:
            lines.append(call("anchor", review.docname))
            lines.append(drawer.small_card(card(self.builder.catalogue, review), linked=False))
        return Code(f"leaf(right: {quote(chapter.name)}, {block(lines)})")

    def leaf(self, chapter: Chapter, review: Review, drawer: Painter, opening: str) -> Code:
        """Return a review's pages; the first of a chapter without a company opens the chapter."""
        top = review.kind == "company" or self.single
        level, kind = (1, "chapter") if top else (2, "subject")
        page = self.page(review.docname, review.lang, drawer, level=level, kind=kind)
        opens = call("headline", opening, kind="chapter", outlined=True) if opening else ""
        left = self.site.title(review.lang) if self.single else "" if top else chapter.name
        body = f"{{\n{opens}\n{page}\n{self.online(review, drawer)}\n}}"
        return Code(f"leaf(left: {quote(left)}, right: {quote(review.target_name)}, {body})")

    def online(self, review: Review, drawer: Painter) -> Code | str:
        """Return where a review that is a file of its own is on the site."""
        if not self.single or not self.site.address:
            return ""
        address = self.site.address.rstrip("/") + review.permalink
        said = drawer.labels.words.gettext("Online at {address}").format(address=address)
        return call("small", f"{self.site.title(review.lang)}. {said}")

    def page(self, docname: str, lang: str, drawer: Painter, *, level: int, kind: str) -> Code:
        """Write a page's source to a file of its own and return what takes it in."""
        leaf = Leaf(
            docname, lang, self.builder.catalogue, drawer, self.target, self.picture, level, kind
        )
        is_document = docname in self.builder.env.found_docs
        lines = self.document(leaf) if is_document else self.review(leaf)
        name = f"page-{len(self.files) + 1:05}.typ"
        self.files[name] = f'#import "book.typ": *\n#{block(lines)}\n'
        self.origins[name] = docname
        return Code(f"include {quote(name)}")

    def review(self, leaf: Leaf) -> Sequence[str]:
        """Return the lines of a review, from its text."""
        review = leaf.catalogue.by_docname[leaf.docname]
        made = ReviewLeaf(leaf, review, Path(self.builder.srcdir))
        lines = made.lines()
        for finding in made.findings:
            review_domain(self.builder.env).build.tell(finding)
        return lines

    def document(self, leaf: Leaf) -> Sequence[str]:
        """Return the lines of a page that Sphinx has read."""
        builder, docname = self.builder, leaf.docname
        doctree = builder.env.get_and_resolve_doctree(docname, builder, tags=builder.tags)
        builder.post_process_images(doctree)
        visitor = builder.create_translator(doctree, builder)
        if not isinstance(visitor, TypstTranslator):
            raise SphinxError("reviewpdf: its translator must be a TypstTranslator")
        lines = visitor.render(leaf)
        if not any(isinstance(node, nodes.title) for node in doctree.findall(nodes.title)):
            lines.insert(0, call("anchor", docname))
        return lines
