"""A book: which reviews it holds, in which order, and its front and back matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - `date` is a common name here
from itertools import pairwise

from ..model.blocks import initial
from ..model.catalogue import Catalogue, best_first
from ..model.criteria import criteria_view
from ..model.query import Query, select
from ..model.records import Review
from ..model.text import slug
from .typst import Code, block, call, quote
from .typst_blocks import Painter

WIDE = frozenset({"ja", "zh", "ko"})
"""Languages set in the Japanese font throughout, Latin words included."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What goes into the books: everything where nothing is given."""

    company: str = ""
    category: str = ""
    refs: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Tell whether nothing is left out."""
        return not (self.company or self.category or self.refs)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A maker: its own review, where the book holds it, and its products, best first."""

    name: str
    company: Review | None
    products: tuple[Review, ...]
    piece: int = 0
    """Number among the pieces of a chapter too long for one file, from 1; 0 where it is whole."""

    @property
    def reviews(self) -> tuple[Review, ...]:
        """Return the chapter's reviews in their order."""
        return (self.company, *self.products) if self.company else self.products


@dataclass(frozen=True, slots=True)
class Volume:
    """One language's part of a book."""

    lang: str
    chapters: tuple[Chapter, ...]
    pages: tuple[str, ...] = ()
    """Hand-written pages that come first, by document name."""

    subtitle: str = ""
    part: int = 0
    """Number among the parts of a book cut in several, from 1; 0 where it is whole."""

    @property
    def reviews(self) -> tuple[Review, ...]:
        """Return all reviews in their order."""
        return tuple(review for chapter in self.chapters for review in chapter.reviews)


@dataclass(frozen=True, slots=True)
class Site:
    """What a book says of its site."""

    titles: Mapping[str, str]
    author: str
    copyright: str
    release: str
    made_with: str
    address: str = ""
    paper: str = "a4"
    logo: str = ""
    """Name of the picture for the cover among the book's pictures."""

    def title(self, lang: str) -> str:
        """Return the site's name in a language."""
        return self.titles.get(lang, "") or next(iter(self.titles.values()), "")


def chapters(catalogue: Catalogue, lang: str, selection: Selection) -> tuple[Chapter, ...]:
    """Return the chapters of the reviews selected, by the makers' names."""
    products: dict[str, list[Review]] = {}
    companies: dict[str, Review] = {}
    for review in chosen(catalogue, lang, selection):
        if review.kind == "company":
            companies[review.company_id] = review
        else:
            products.setdefault(review.company_id, []).append(review)
    grouped = []
    for company in companies.keys() | products.keys():
        reviews = best_first(products.get(company, ()))
        own = companies.get(company)
        name = own.target_name if own else catalogue.maker_name(reviews[0])
        grouped.append((name.casefold(), company, Chapter(name, own, reviews)))
    return tuple(chapter for _, _, chapter in sorted(grouped, key=lambda item: item[:2]))


def chosen(catalogue: Catalogue, lang: str, selection: Selection) -> Iterable[Review]:
    """Return the reviews of a language that a selection names."""
    if selection.refs:
        reviews = (
            catalogue.get(kind, ref, lang)
            for ref in selection.refs
            for kind in ("product", "company")
        )
        return [review for review in reviews if review]
    query = Query(lang, company=selection.company, category=selection.category, sort="name")
    products = select(catalogue, query)
    if selection.category:
        return products
    makers = catalogue.of_kind("company", lang)
    return [*products, *(c for c in makers if selection.company in ("", c.company_id))]


def parts(whole: Sequence[Chapter], limit: int) -> list[tuple[Chapter, ...]]:
    """Cut chapters into as few parts as can be, none above ``limit`` reviews, and those even.

    A chapter stays whole unless it alone is longer than a part may be.
    """
    limit = max(limit, 1)
    pieces = [piece for chapter in whole for piece in pieces_of(chapter, limit)]
    total = sum(len(piece.reviews) for piece in pieces)
    fewest = filled(pieces, limit)
    sizes = range(total // max(len(fewest), 1), min(limit, total))
    even = (filled(pieces, size) for size in sizes)
    return next((cut for cut in even if len(cut) == len(fewest)), fewest)


def filled(pieces: Iterable[Chapter], size: int) -> list[tuple[Chapter, ...]]:
    """Put each piece into the last part while that has room for it."""
    volumes: list[list[Chapter]] = []
    held = 0
    for piece in pieces:
        held += len(piece.reviews)
        if not volumes or held > size:
            volumes.append([])
            held = len(piece.reviews)
        volumes[-1].append(piece)
    return [tuple(part) for part in volumes]


def pieces_of(chapter: Chapter, limit: int) -> list[Chapter]:
    """Cut a chapter longer than ``limit`` into even pieces; the first has the maker's review."""
    reviews = chapter.reviews
    count = -(-len(reviews) // limit)
    if count < 2:
        return [chapter]
    borders = [len(reviews) * step // count for step in range(count + 1)]
    pieces = []
    for number, (begin, end) in enumerate(pairwise(borders), start=1):
        own = chapter.company if begin == 0 else None
        products = tuple(review for review in reviews[begin:end] if review is not own)
        pieces.append(Chapter(chapter.name, own, products, number))
    return pieces


@dataclass(frozen=True, slots=True)
class Frame:
    """Writes what stands around the reviews of one volume."""

    site: Site
    volume: Volume
    catalogue: Catalogue
    painter: Painter
    digest: bool = False
    """Whether the texts of the reviews are left out."""

    def _(self, message: str) -> str:
        return self.painter.labels.words.gettext(message)

    @property
    def title(self) -> str:
        """Return the site's name in the volume's language."""
        return self.site.title(self.volume.lang)

    @property
    def subtitle(self) -> str:
        """Return what the volume holds, with the number of its part."""
        name = self.volume.subtitle or self._("Product and company reviews")
        if not self.volume.part:
            return name
        return self._("{name}, part {number}").format(name=name, number=self.volume.part)

    def counted(self) -> str:
        """Return how many products and companies the volume holds."""
        words = self.painter.labels.words
        number = self.painter.formats.number
        reviews = self.volume.reviews
        products = sum(review.kind == "product" for review in reviews)
        companies = len(reviews) - products
        said = []
        if products:
            phrase = words.ngettext("{count} product", "{count} products", products)
            said.append(phrase.format(count=number(products)))
        if companies:
            phrase = words.ngettext("{count} company", "{count} companies", companies)
            said.append(phrase.format(count=number(companies)))
        return " · ".join(said)

    def dates(self) -> str:
        """Return between which days the reviews were written."""
        dates = sorted(review.reviewed for review in self.volume.reviews)
        date = self.painter.formats.date
        if not dates or dates[0] == dates[-1]:
            return self._("Reviewed {date}").format(date=date(dates[0])) if dates else ""
        return self._("Reviewed {first} to {last}").format(
            first=date(dates[0]), last=date(dates[-1])
        )

    def cover(self) -> Code:
        """Return the cover."""
        short = self._("Scores and summaries; the full reviews are online.")
        facts = [self.counted(), self.dates(), short if self.digest else ""]
        return call(
            "cover",
            title=self.title,
            subtitle=self.subtitle,
            facts=[line for line in facts if line],
            footer=[line for line in (self.version(), self.site.author, self.site.address) if line],
            logo=self.logo(),
        )

    def logo(self) -> Code | None:
        """Return the site's logo, nothing where it has none."""
        if not self.site.logo:
            return None
        return call("picture", self.site.logo, alt=self.title, height=Code("16mm"))

    def version(self) -> str:
        """Return the build's version, nothing where the site has none."""
        if not self.site.release:
            return ""
        return self._("Version {version}").format(version=self.site.release)

    def contents(self) -> Code:
        """Return the table of contents of this volume alone."""
        begin, end = (call("label", f"{where}:{self.volume.lang}") for where in ("begin", "end"))
        return call("contents", title=self._("Contents"), begin=begin, end=end)

    def edge(self, where: str) -> Code:
        """Return the mark at which the volume begins or ends."""
        return call("anchor", f"{where}:{self.volume.lang}")

    def rubric(self) -> Code:
        """Return how to read the scores, drawn from the rubric."""
        title = self._("How to read the scores")
        lines = [
            call("headline", title, kind="chapter", outlined=True),
            *(call("par", line) for line in self.rubric_text()),
            self.criteria(),
            *self.bands(),
            call("par", self._(
                "Ranks compare a product with the others of its category and of its maker, and a "
                "company with all companies. Equal scores share the better rank."
            )),
            call("par", self._(
                "On the value map a product lies on the Pareto front when no other product is both "
                "cheaper and better."
            )),
        ]  # fmt: skip
        return Code(f"leaf(right: {quote(title)}, {block(lines)})")

    def rubric_text(self) -> list[str]:
        """Return the scales and the rule that combines them, in words."""
        rubric = self.catalogue.rubric
        score = self.painter.formats.score
        first = self._(
            "Each review scores its subject by {count} criteria, each from {low} to {high}."
        )
        return [
            first.format(
                count=len(rubric.criteria),
                low=score(rubric.scale.low),
                high=score(rubric.scale.high),
            ),
            self.painter.labels.criteria_sum(criteria_view(rubric, self.volume.lang)),
        ]

    def criteria(self) -> Code:
        """Return the criteria, with their weights where they count differently."""
        rubric = self.catalogue.rubric
        weighted = rubric.combine == "weighted-mean"
        head = [self.painter.labels.criterion, *([self._("Weight")] if weighted else [])]
        rows = [
            [c.name(self.volume.lang), *([str(c.weight)] if weighted else [])]
            for c in rubric.criteria
        ]
        return call("criteria-table", head=head, rows=rows)

    def bands(self) -> list[Code]:
        """Return the verdicts with the score at which each begins."""
        rubric = self.catalogue.rubric
        if not rubric.bands:
            return []
        span = rubric.overall.high - rubric.overall.low
        ordered = sorted(rubric.bands, key=lambda band: -band.least)
        rows = [
            [band.name(self.volume.lang),
             self.painter.formats.score(rubric.overall.low + (band.least * span).normalize())]
            for band in ordered
        ]  # fmt: skip
        head = [self._("Verdict"), self._("From")]
        return [
            call("par", self._("The overall score has a verdict in words:")),
            call("criteria-table", head=head, rows=rows),
        ]

    def product_index(self) -> Code:
        """Return all products and companies by name, with their pages."""
        groups: dict[str, list[dict[str, object]]] = {}
        for review in sorted(self.volume.reviews, key=lambda r: (r.target_name.casefold(), r.key)):
            score = self.painter.formats.score(review.overall)
            entry = self._indexed(review.target_name, score, [review])
            groups.setdefault(initial(slug(review.target_name)), []).append(entry)
        return call(
            "registry", title=self._("Index of products and companies"), groups=_ordered(groups)
        )

    def tag_index(self, most: int = 30) -> Code:
        """Return all tags with the pages of their reviews; a tag on too many pages has a count."""
        carriers: dict[str, list[Review]] = {}
        names: dict[str, str] = {}
        for review in self.volume.reviews:
            for label in review.tags:
                tag = self.catalogue.tag(label, review.lang)
                key = tag.slug if tag else slug(label)
                names[key] = tag.label if tag else label
                if review not in carriers.setdefault(key, []):
                    carriers[key].append(review)
        groups: dict[str, list[dict[str, object]]] = {}
        for key in sorted(carriers):
            tagged = carriers[key]
            note = "" if len(tagged) <= most else f"({self.painter.formats.number(len(tagged))})"
            entry = self._indexed(names[key], note, tagged if not note else [])
            groups.setdefault(initial(key), []).append(entry)
        return call("registry", title=self._("Index of tags"), groups=_ordered(groups))

    def _indexed(self, name: str, note: str, reviews: Iterable[Review]) -> dict[str, object]:
        targets = [call("label", review.docname) for review in reviews]
        return {"name": name, "note": note, "targets": targets}

    def colophon(self) -> Code:
        """Return what the book was made from, and with."""
        title = self._("About this book")
        lines = [
            f"{self.title}, {self.subtitle}. {self.counted()}. {self.dates()}.",
            ". ".join(part for part in (self.version(), self.site.made_with) if part),
            f"© {self.site.copyright}" if self.site.copyright else "",
            self._("Online at {address}").format(address=self.site.address)
            if self.site.address
            else "",
        ]
        body = [call("headline", title, kind="chapter", outlined=True)]
        body += [call("par", line) for line in lines if line]
        return Code(f"leaf(right: {quote(title)}, {block(body)})")

    def volumes(self, files: Sequence[tuple[str, Volume]]) -> Code:
        """Return the list of the parts of a book cut in several, with links into them."""
        listed = [
            {
                "name": self._("Part {number}").format(number=volume.part),
                "file": file,
                "chapters": [
                    (self.chapter_name(chapter), [self._listed(r) for r in chapter.reviews])
                    for chapter in volume.chapters
                ],
            }
            for file, volume in files
        ]
        return call("volumes", title=self._("Contents"), parts=listed)

    def _listed(self, review: Review) -> dict[str, object]:
        score = self.painter.formats.score(review.overall)
        target = self.painter.target(review.docname)
        return {"name": review.target_name, "score": score, "target": target}

    def chapter_name(self, chapter: Chapter) -> str:
        """Return a chapter's name; one that goes on in another file says so."""
        if chapter.piece < 2:
            return chapter.name
        return self._("{name}, continued").format(name=chapter.name)


def _ordered(groups: Mapping[str, list[dict[str, object]]]) -> list[tuple[str, object]]:
    return [(name, groups[name]) for name in sorted(groups)]


def publication(
    site: Site, lang: str, title: str, reviews: Sequence[Review], body: Sequence[Code]
) -> str:
    """Return the main file: metadata from the reviews, never from the clock, then the contents."""
    newest: Date = max((review.reviewed for review in reviews), default=Date(1970, 1, 1))
    names = list(dict.fromkeys(review.target_name for review in reviews))[:40]
    setup = call(
        "publication",
        title=title,
        author=site.author,
        description=f"{title}: {', '.join(names[:5])}",
        keywords=names,
        date=newest,
        lang=lang,
        paper=site.paper,
    )
    return f'#import "book.typ": *\n#show: body => {setup[:-1]}, body)\n#{block(body)}\n'
