"""The catalogue: the frozen set of all reviews, and every question one page asks about others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal
from functools import cached_property, partial
from statistics import median_low
from typing import TypeVar

from .addresses import folder_of
from .categories import Category, Classified
from .diagnostics import Diagnostic
from .equivalents import resolve
from .extras import Extras
from .history import Change, State, by_review, changes, is_new, state_of
from .link_results import LinkResult
from .makers import configured
from .mentions import MentionIndex
from .moves import Move, moves_of
from .naming import Naming
from .outcomes import Scan, first_of_each
from .pictures import reached
from .records import Key, Kind, Page, Review
from .safety import permalink_problem
from .settings import Settings
from .taken import reserved
from .text import slug

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Standing:
    """A place in a group: ``rank`` of ``count`` (equal scores share the better rank).

    ``better_than`` is the share of the other members with a lower score in whole per cent; None
    where there is no other.
    """

    rank: int
    count: int
    better_than: int | None


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote reviews of one language: the name's slug and most frequent spelling."""

    slug: str
    name: str
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag within one language: its slug, its most frequent spelling, and who carries it."""

    slug: str
    label: str
    reviews: tuple[Review, ...]


class Ranking:
    """A group of reviews, best first, with each member's place found by look-up."""

    def __init__(self, members: Iterable[Review]) -> None:
        """Order the members; prepare the look-ups."""
        self.members = best_first(members)
        self._index = {review.key: index for index, review in enumerate(self.members)}
        self._ascending = sorted(review.overall for review in self.members)

    def __len__(self) -> int:
        """Return the number of members."""
        return len(self.members)

    def standing(self, review: Review) -> Standing:
        """Return the place of a member."""
        count = len(self.members)
        below = bisect_left(self._ascending, review.overall)
        above = count - bisect_right(self._ascending, review.overall)
        better = round(100 * below / (count - 1)) if count > 1 else None
        return Standing(above + 1, count, better)

    def around(self, review: Review, count: int) -> tuple[Sequence[Review], Sequence[Review]]:
        """Return the members just above (nearest last) and just below (nearest first)."""
        index = self._index[review.key]
        return self.members[max(0, index - count) : index], self.members[
            index + 1 : index + 1 + count
        ]


NO_EXTRAS = Extras()
NOWHERE = Classified()


class Catalogue:
    """All reviews of a site. Never changes after it is made; queries are worked out once."""

    def __init__(
        self,
        scanned: Scan,
        settings: Settings,
        extras: Extras = NO_EXTRAS,
        names_known: Naming | None = None,
    ) -> None:
        """Freeze what a scan found; a subject or an address taken twice keeps its older file."""
        reviews, taken = first_of_each(scanned, settings.languages)
        self.state = "\n".join((scanned.state, *sorted(scanned.taken))) if scanned.state else ""
        self.settings = settings
        self.rubric = settings.the_rubric
        self.extras = extras
        self.names_known = names_known or Naming()
        self.columns = settings.columns_with(extras.columns)
        self.reviews: tuple[Review, ...] = tuple(sorted(reviews, key=lambda r: r.key))
        self.pages: tuple[Page, ...] = scanned.pages
        self.pictures = scanned.pictures
        self.series = scanned.series
        self.lists = scanned.lists
        self.diagnostics: tuple[Diagnostic, ...] = (
            *scanned.diagnostics, *taken, *scanned.lists.findings,
        )  # fmt: skip

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """Return every address that leads on to another, by where that is written."""
        return (*(move for review in self.reviews for move in moves_of(review)), *self.lists.moves)

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """Return old address to new, of those that can be made."""
        return {move.old: move.new for move in reversed(self.moves) if not self.move_problem(move)}

    def move_problem(self, move: Move) -> str:
        """Return why an address cannot lead on, or an empty string."""
        if problem := permalink_problem(move.old):
            return f"the old address {problem}"
        if docname := self.docname_at(move.old):
            return f"the old address is that of {docname}"
        if what := reserved(move.old, self.settings.languages):
            return f"the old address is that of {what}"
        known = move.new.startswith(("https://", "http://")) or self.docname_at(move.new)
        generated = folder_of(move.new.strip("/"))
        return "" if known or generated else f"the new address {move.new!r} is none of the site's"

    @cached_property
    def by_key(self) -> Mapping[Key, Review]:
        """Return the reviews by (kind, ref, lang)."""
        return {review.key: review for review in self.reviews}

    @cached_property
    def by_docname(self) -> Mapping[str, Review]:
        """Return the reviews by Sphinx document name."""
        return {review.docname: review for review in self.reviews}

    @cached_property
    def page_by_docname(self) -> Mapping[str, Page]:
        """Return the hand-written pages by Sphinx document name."""
        return {page.docname: page for page in self.pages}

    @cached_property
    def _named_pages(self) -> Mapping[tuple[str, str], str]:
        return {(page.translation, page.lang): page.docname for page in reversed(self.pages)}

    def page_named(self, translation: str, lang: str) -> str:
        """Return the hand-written page with a ``translation`` name in a language, or nothing."""
        return self._named_pages.get((translation, lang), "")

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        pages = ((page.permalink, page.docname) for page in self.pages if page.permalink)
        reviews = ((review.permalink, review.docname) for review in self.reviews)
        return {address.rstrip("/"): docname for address, docname in (*pages, *reviews)}

    def docname_at(self, address: str) -> str:
        """Return the document published at an address inside the site, or an empty string."""
        return self._addresses.get(address.rstrip("/"), "")

    def lang_of(self, docname: str) -> str:
        """Return the language of a document, or an empty string where nothing says."""
        review = self.by_docname.get(docname)
        if review:
            return review.lang
        page = self.page_by_docname.get(docname)
        return page.lang if page else ""

    @cached_property
    def _by_kind(self) -> Mapping[tuple[str, str], tuple[Review, ...]]:
        return _group(self.reviews, lambda review: (review.kind, review.lang))

    def picture_of(self, review: Review) -> str:
        """Return the path of the subject's picture, nothing where none may be published."""
        path = reached(review.image, review.path) if review.image else ""
        return path if path in self.pictures else ""

    def of_kind(self, kind: Kind, lang: str) -> tuple[Review, ...]:
        """Return the reviews of a kind in a language, by ref."""
        return self._by_kind.get((kind, lang), ())

    def get(self, kind: str, ref: str, lang: str) -> Review | None:
        """Return one review, or None."""
        return self.by_key.get((kind, ref, lang))

    def find(self, kind: str, ref: str, lang: str) -> Review | None:
        """Return the review a ref names: in the language given, else in the first that has it."""
        languages = dict.fromkeys((lang, *self.settings.languages))
        candidates = (self.get(kind, ref, each) for each in languages if each)
        return next((review for review in candidates if review), None)

    @cached_property
    def _companies(self) -> Mapping[tuple[str, str], Review]:
        return {(r.company_id, r.lang): r for r in reversed(self.reviews) if r.kind == "company"}

    @cached_property
    def _products(self) -> Mapping[tuple[str, str], tuple[Review, ...]]:
        products = (r for r in self.reviews if r.kind == "product")
        return _group(products, lambda review: (review.company_id, review.lang))

    def company_of(self, review: Review) -> Review | None:
        """Return the maker's own review in the same language, or None."""
        return self._companies.get((review.company_id, review.lang))

    def products_of(self, company_id: str, lang: str) -> tuple[Review, ...]:
        """Return a maker's reviewed products in a language, best first."""
        return best_first(self._products.get((company_id, lang), ()))

    def maker_name(self, review: Review) -> str:
        """Return the maker's name, its id where nothing names it."""
        company = self.company_of(review)
        if company:
            return company.target_name
        given = configured(self.settings.makers, review.company_id, review.lang)
        return given or self.name_of_maker(review.company_id)

    def name_of_maker(self, company_id: str) -> str:
        """Return a maker's name by its id, also where no review of the language names it."""
        return self._maker_names.get(company_id) or company_id.replace("-", " ").title()

    @cached_property
    def _maker_names(self) -> Mapping[str, str]:
        """Return the makers' names by id: their own reviews', else how their products begin."""
        spelled: dict[str, Counter[str]] = defaultdict(Counter)
        for review in self.reviews:
            if review.kind == "product" and (begin := _begins(review)):
                spelled[review.company_id][begin] += 1
        names = {
            company: min(spellings, key=lambda name: (-spellings[name], name))
            for company, spellings in spelled.items()
        }
        own = {r.company_id: r.target_name for r in reversed(self.reviews) if r.kind == "company"}
        return names | own

    def translations(self, review: Review) -> tuple[Review, ...]:
        """Return the same subject's reviews in the other languages, in the site's order."""
        others = (self.get(review.kind, review.ref, lang) for lang in self.settings.languages)
        return tuple(other for other in others if other and other.lang != review.lang)

    # Categories and tags

    @cached_property
    def _classified(self) -> Mapping[str, Classified]:
        sorter = self.settings.the_sorter
        own = {
            r.docname: sorter.placed(
                r.own_category or sorter.place(r.category, r.target_name, r.tags, r.summary)
            )
            for r in self.reviews
            if r.kind == "product"
        }
        return {
            name: each if each.by not in ("", "summary") else self._translated(name, own)
            for name, each in own.items()
        }

    def _translated(self, docname: str, own: Mapping[str, Classified]) -> Classified:
        """Return what a translation says of the category where the review itself does not."""
        others = [own[other.docname] for other in self.translations(self.by_docname[docname])]
        clear = [other for other in others if other.by not in ("", "summary")]
        # A summary of one's own goes before another language's.
        return next((each for each in (*clear, own[docname], *others) if each.category), NOWHERE)

    def classified(self, review: Review) -> Classified:
        """Return a product's category, what told it, and what else it might be."""
        return self._classified.get(review.docname, NOWHERE)

    def category_of(self, review: Review) -> Category | None:
        """Return a product's category, or None."""
        return self.classified(review).category

    @cached_property
    def _by_category(self) -> Mapping[tuple[str, str], tuple[Review, ...]]:
        def key(review: Review) -> tuple[str, str]:
            category = self.category_of(review)
            return (category.id if category else "", review.lang)

        return _group((r for r in self.reviews if r.kind == "product"), key)

    def in_category(self, category_id: str, lang: str) -> tuple[Review, ...]:
        """Return the products of a category in a language, by ref."""
        return self._by_category.get((category_id, lang), ())

    @cached_property
    def _tags(self) -> Mapping[tuple[str, str], Tag]:
        carriers: dict[tuple[str, str], list[Review]] = defaultdict(list)
        spellings: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for review in self.reviews:
            for label in review.tags:
                key = (slug(label), review.lang)
                if review not in carriers[key][-1:]:
                    carriers[key].append(review)
                spellings[key][label] += 1
        return {
            key: Tag(
                key[0], min(spellings[key], key=lambda s: (-spellings[key][s], s)), tuple(reviews)
            )
            for key, reviews in carriers.items()
        }

    def tag(self, label: str, lang: str) -> Tag | None:
        """Return a tag by any of its spellings or its slug."""
        return self._tags.get((slug(label), lang))

    @cached_property
    def _tags_by_lang(self) -> Mapping[str, tuple[Tag, ...]]:
        ordered = sorted(self._tags.items(), key=lambda item: item[0])
        groups = _group(ordered, lambda item: item[0][1])
        return {lang: tuple(tag for _, tag in items) for lang, items in groups.items()}

    def tags(self, lang: str) -> tuple[Tag, ...]:
        """Return the tags of a language by slug."""
        return self._tags_by_lang.get(lang, ())

    def has_page(self, tag: Tag) -> bool:
        """Tell whether a tag is carried often enough to have a page of its own."""
        return len(tag.reviews) >= self.settings.tag_page_min

    # Authors

    @cached_property
    def _authors(self) -> Mapping[tuple[str, str], Author]:
        wrote = _group((r for r in self.reviews if r.author), lambda r: (slug(r.author), r.lang))
        return {
            key: Author(key[0], _usual(r.author for r in own), own) for key, own in wrote.items()
        }

    def author(self, name: str, lang: str) -> Author | None:
        """Return an author by any spelling of the name or its slug."""
        return self._authors.get((slug(name), lang))

    def authors(self, lang: str) -> tuple[Author, ...]:
        """Return the authors of a language by slug."""
        return tuple(author for key, author in sorted(self._authors.items()) if key[1] == lang)

    # Places among others

    def peers(self, review: Review) -> Ranking:
        """Return the group a review is ranked in; the review is in it.

        Products are ranked within their category (all products where they have none), companies
        among all companies.
        """
        category = self.category_of(review)
        return self._ranked[(review.kind, category.id if category else "", review.lang)]

    @cached_property
    def _ranked(self) -> Mapping[tuple[str, str, str], Ranking]:
        groups: dict[tuple[str, str, str], Sequence[Review]] = {
            ("product", category, lang): members
            for (category, lang), members in self._by_category.items()
            if category
        }
        for (kind, lang), members in self._by_kind.items():
            groups[(kind, "", lang)] = members
        return {key: Ranking(members) for key, members in groups.items()}

    @cached_property
    def _makers(self) -> Mapping[tuple[str, str], Ranking]:
        return {key: Ranking(members) for key, members in self._products.items()}

    def maker_ranking(self, review: Review) -> Ranking:
        """Return a product's group among its maker's products in the same language."""
        return self._makers[(review.company_id, review.lang)]

    @cached_property
    def _priced(self) -> Mapping[tuple[Key, str], tuple[Sequence[Review], Sequence[Review]]]:
        """Return the price neighbours of all priced reviews, worked out group by group."""
        table = {}
        for (_, category, _), ranking in self._ranked.items():
            priced = [review for review in ranking.members if review.price]
            for _, members in _group(priced, _currency).items():
                ordered = sorted(members, key=_price_order)
                for index, review in enumerate(ordered):
                    cheaper = tuple(ordered[max(0, index - 2) : index])
                    table[review.key, category] = (cheaper, tuple(ordered[index + 1 : index + 3]))
        return table

    def price_neighbours(self, review: Review) -> tuple[Sequence[Review], Sequence[Review]]:
        """Return up to two peers just cheaper and just dearer in the same currency."""
        category = self.category_of(review)
        return self._priced.get((review.key, category.id if category else ""), ((), ()))

    # Who names whom

    @cached_property
    def mention_index(self) -> Mapping[str, MentionIndex]:
        """Return the index of names by language."""
        groups = _group(self.reviews, lambda review: review.lang)
        return {
            lang: MentionIndex(
                reviews, self.settings.mention_exclude, partial(self.names_known.counts, lang)
            )
            for lang, reviews in groups.items()
        }

    @cached_property
    def naming(self) -> Mapping[Key, tuple[Key, ...]]:
        """Return whom each review's prose names, in order of appearance."""
        return {r.key: self.names_known.named(self.mention_index[r.lang], r) for r in self.reviews}

    @cached_property
    def _named_by(self) -> Mapping[Key, tuple[Key, ...]]:
        table: dict[Key, list[Key]] = defaultdict(list)
        for key, targets in self.naming.items():
            for target in targets:
                table[target].append(key)
        return {key: tuple(reviews) for key, reviews in table.items()}

    def names(self, review: Review) -> tuple[Review, ...]:
        """Return the reviewed subjects that the review's prose names, in order of appearance."""
        return tuple(self.by_key[key] for key in self.naming[review.key])

    def named_by(self, review: Review) -> tuple[Review, ...]:
        """Return the reviews whose prose names this subject, best first."""
        return best_first(self.by_key[key] for key in self._named_by.get(review.key, ()))

    @cached_property
    def equivalents(self) -> Mapping[Key, Key]:
        """Return product to its cheapest equivalent, both reviewed in the same language."""
        return resolve(self.reviews, self.by_key, self.mention_index, self.rubric.cost)

    @cached_property
    def _equivalent_of(self) -> Mapping[Key, tuple[Review, ...]]:
        linked = (review for review in self.reviews if review.key in self.equivalents)
        return _group(linked, lambda review: self.equivalents[review.key])

    def equivalent(self, review: Review) -> Review | None:
        """Return the reviewed product that is named as the cheapest equivalent, or None."""
        key = self.equivalents.get(review.key)
        return self.by_key[key] if key else None

    def equivalent_of(self, review: Review) -> tuple[Review, ...]:
        """Return the products that name this one as their cheapest equivalent."""
        return self._equivalent_of.get(review.key, ())

    def pairs(self, lang: str) -> tuple[tuple[Review, Review], ...]:
        """Return each product of a language with its equivalent, best first."""
        candidates = ((r, self.equivalent(r)) for r in best_first(self.of_kind("product", lang)))
        return tuple((review, other) for review, other in candidates if other)

    # Earlier scores

    @cached_property
    def _states(self) -> Mapping[Key, tuple[State, ...]]:
        return by_review(self.lists.states)

    @cached_property
    def dead_links(self) -> Mapping[str, LinkResult]:
        """Return the addresses that did not answer when they were last asked."""
        return {result.url: result for result in self.lists.dead}

    def states(self, review: Review) -> tuple[State, ...]:
        """Return what the ledger keeps of a review, the oldest first."""
        return self._states.get(review.key, ())

    def state_now(self, review: Review, day: Date) -> State | None:
        """Return what a review says on a day where the ledger does not hold it."""
        known = self.states(review)
        now = state_of(review, [c.id for c in self.rubric.criteria], known, day)
        return now if is_new(review, now, known) else None

    def history(self, review: Review) -> tuple[Change, ...]:
        """Return the changes of a review, the newest first.

        One that the ledger does not hold yet counts where the review says on which day it was.
        """
        known = self.states(review)
        if not known:
            return ()
        now = self.state_now(review, known[-1].day)
        names = {c.id: c.name(review.lang) for c in self.rubric.criteria}
        return changes((*known, now) if now and now.day > known[-1].day else known, names)

    # Companies

    def medians(self, products: Sequence[Review]) -> tuple[Decimal, ...]:
        """Return the lower median of each criterion over the products (a score somebody gave)."""
        columns = zip(*(product.scores for product in products), strict=True)
        return tuple(median_low(column) for column in columns)

    def median_overall(self, products: Sequence[Review]) -> Decimal:
        """Return the lower median of the products' overall scores."""
        return median_low(product.overall for product in products)


def _usual(spellings: Iterable[str]) -> str:
    """Return the most frequent spelling, of equally frequent ones the first in order."""
    counted = Counter(spellings)
    return min(counted, key=lambda name: (-counted[name], name))


def _begins(review: Review) -> str:
    """Return the words at the beginning of a product's name that spell its maker's id."""
    words = review.target_name.split()
    begun = (" ".join(words[:count]) for count in range(1, min(len(words), 6)))
    return next((name for name in begun if slug(name) == review.company_id), "")


def best_first(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return the reviews by overall score, best first; equal scores by name, then ref."""
    return tuple(sorted(reviews, key=lambda r: (-r.overall, r.target_name.casefold(), r.ref)))


def _group(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {name: tuple(members) for name, members in groups.items()}


def _currency(review: Review) -> str:
    return review.price.currency if review.price else ""


def _price_order(review: Review) -> tuple[Decimal, str]:
    return (review.price.amount if review.price else Decimal(0), review.ref)
