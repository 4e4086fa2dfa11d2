"""The one table of columns: what lists, rankings, comparisons and the browser know of each.

A column says what it is called, what a review has in it, how that is shown (its type), and which
end comes first. Every output and the browser's scripts take what they know from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .money import Money
from .records import KINDS, Kind, Review
from .rubric import Rubric, Scale, Words, word

if TYPE_CHECKING:
    from .catalogue import Catalogue

Type = Literal["name", "link", "choice", "score", "money", "rate", "date", "number", "own"]
"""How a value is shown: ``rate`` is money in whole units, ``own`` a score by a reader's weights."""

Translate = Callable[[str], str]


class Named(NamedTuple):
    """A name that may lead to a page: its text, the page's name or nothing, its id.

    Beside a review's own name stands its picture, by its path below the source directory.
    """

    text: str
    docname: str = ""
    id: str = ""
    picture: str = ""


Value = Named | Decimal | int | Money | Date | None
"""What a review has in a column; None where nothing is given."""

LETTERED = ("name", "link", "choice")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. The records of a view hold it, so its ``repr`` tells all that is shown."""

    id: str
    type: Type
    value: Callable[[Catalogue, Review], Value] = field(repr=False)
    heading: str = ""
    """The heading as an interface word; a site's own columns have ``names`` instead."""

    names: Words = field(default_factory=dict)
    short: Words = field(default_factory=dict)
    least_first: bool = False
    """Whether the least value comes first and is the best: from A, from the cheapest."""

    kinds: Sequence[Kind] = KINDS
    """The kinds of reviews that have it."""

    listed: Sequence[Kind] = ()
    """The kinds whose lists show it unasked."""

    explored: Sequence[Kind] = ()
    """The kinds whose explorer shows it unasked."""

    roomy: bool = False
    """Whether the explorer leaves it out where the window is narrow."""

    compared: bool = False
    """Whether a comparison has a row for it."""

    judged: bool = True
    """Whether a comparison tells which of its numbers is best and which is worst."""

    specified: bool = False
    """Whether the table of specifications on a review's page shows it."""

    carded: bool = False
    """Whether the score card tells its value beside the facts that every card has."""

    filter: Literal["", "facet", "range"] = ""
    """How the explorer filters by a column of the site's own."""

    scale: Scale | None = None
    criterion: bool = False
    unit: str = ""
    place: Callable[[Catalogue, Review], Any] | None = field(default=None, repr=False)
    """What reviews are sorted by, where it is not the value."""

    def name(self, lang: str, translate: Translate) -> str:
        """Return the column's name in full."""
        return word(self.names, lang) or translate(self.heading or self.id)

    def short_name(self, lang: str, translate: Translate) -> str:
        """Return the column's heading in a table."""
        return self.short.get(lang) or self.name(lang, translate)

    @property
    def numeric(self) -> bool:
        """Tell whether its cells are numbers that stand one below the other."""
        return self.type not in (*LETTERED, "date")

    @property
    def scored(self) -> bool:
        """Tell whether its values are scores."""
        return self.type in ("score", "own")

    def key(self, catalogue: Catalogue, review: Review) -> Any:
        """Return what the review is sorted by, or None."""
        value = self.value(catalogue, review)
        if value is None:
            return None
        return self.place(catalogue, review) if self.place else sortable(value)


def sortable(value: Value) -> Any:
    """Return what a value is sorted by."""
    if isinstance(value, Money):
        return value.amount
    return value.text.casefold() if isinstance(value, Named) else value


class Columns:
    """The columns of a site, in the order in which they stand side by side."""

    def __init__(self, columns: Iterable[Column]) -> None:
        """Keep the columns; raise ValueError where two share an id."""
        self.all = tuple(columns)
        self._by_id = {column.id: column for column in self.all}
        if len(self._by_id) < len(self.all):
            ids = [column.id for column in self.all]
            twice = next(name for name in ids if ids.count(name) > 1)
            raise ValueError(f"{twice!r} is a column of every list; choose another id")

    def __getitem__(self, identifier: str) -> Column:
        """Return a column; raise KeyError for an unknown id."""
        return self._by_id[identifier]

    def get(self, identifier: str) -> Column | None:
        """Return a column, None for an unknown id."""
        return self._by_id.get(identifier)

    def some(self, ids: Iterable[str]) -> tuple[Column, ...]:
        """Return the columns named."""
        return tuple(self._by_id[name] for name in ids)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return what a list may show and be sorted by."""
        return tuple(column.id for column in self.all if column.type != "own")

    def listed(self, kind: Kind) -> tuple[Column, ...]:
        """Return what a list of a kind shows unasked."""
        return tuple(column for column in self.all if kind in column.listed)

    def of(self, kind: Kind) -> tuple[Column, ...]:
        """Return what reviews of a kind have."""
        return tuple(column for column in self.all if kind in column.kinds)

    def carded(self, kind: Kind) -> tuple[Column, ...]:
        """Return what a score card tells beside the facts of every card."""
        return tuple(column for column in self.of(kind) if column.carded)

    def specified(self, kind: Kind) -> tuple[Column, ...]:
        """Return the rows of a page's table of specifications."""
        return tuple(column for column in self.of(kind) if column.specified)

    @cached_property
    def compared(self) -> tuple[Column, ...]:
        """Return the rows of a comparison: scores, then what else there is."""
        rows = (column for column in self.all if column.compared)
        return tuple(sorted(rows, key=lambda column: not column.scored))


def columns_of(rubric: Rubric, more: Iterable[Column] = ()) -> Columns:
    """Return the table: ours, one column per criterion, and those of the site."""
    before, after = OURS[: OURS.index(PER_POINT) + 1], OURS[OURS.index(PER_POINT) + 1 :]
    criteria = (criterion_column(rubric, index) for index in range(len(rubric.criteria)))
    ours = (_scaled(column, rubric) for column in before)
    return Columns((*ours, *criteria, *more, *after))


def _scaled(column: Column, rubric: Rubric) -> Column:
    return replace(column, scale=rubric.overall) if column.id == "overall" else column


def criterion_column(rubric: Rubric, index: int) -> Column:
    """Return the column of a criterion."""
    criterion = rubric.criteria[index]
    return Column(
        criterion.id,
        "score",
        partial(_score, index),
        names=criterion.names,
        short=criterion.short,
        listed=KINDS,
        explored=KINDS,
        compared=True,
        scale=rubric.scale,
        criterion=True,
    )


def _score(index: int, _: Catalogue, review: Review) -> Value:
    return review.scores[index]


def _name(catalogue: Catalogue, review: Review) -> Value:
    return Named(review.target_name, review.docname, review.ref, catalogue.picture_of(review))


def _maker(catalogue: Catalogue, review: Review) -> Value:
    company = catalogue.company_of(review) if review.kind == "product" else None
    if company is None:
        return Named(catalogue.maker_name(review), "", review.company_id)
    return Named(company.target_name, company.docname, review.company_id)


def _category(catalogue: Catalogue, review: Review) -> Value:
    category = catalogue.category_of(review)
    return Named(category.name(review.lang), "", category.id) if category else None


def _category_order(catalogue: Catalogue, review: Review) -> int:
    category = catalogue.category_of(review)
    return catalogue.settings.the_categories.index(category) if category else 0


def _overall(_: Catalogue, review: Review) -> Value:
    return review.overall


def _price(_: Catalogue, review: Review) -> Value:
    return review.price


def _per_point(_: Catalogue, review: Review) -> Value:
    if review.price is None or review.overall <= 0:
        return None
    return Money(review.price.amount / review.overall, review.price.currency)


def _reviewed(_: Catalogue, review: Review) -> Value:
    return review.reviewed


def _sources(_: Catalogue, review: Review) -> Value:
    return len(review.sources)


def _(message: str) -> str:
    """Mark an interface word; it is translated where it is shown."""
    return message


_PRODUCT: tuple[Kind, ...] = ("product",)

NAME = Column("name", "name", _name, _("Name"), least_first=True, listed=KINDS, explored=KINDS)
MAKER = Column(
    "maker", "link", _maker, _("Maker"),
    least_first=True, kinds=_PRODUCT, listed=_PRODUCT, explored=_PRODUCT, roomy=True,
)  # fmt: skip
CATEGORY = Column(
    "category", "choice", _category, _("Category"),
    least_first=True, kinds=_PRODUCT, place=_category_order,
)  # fmt: skip
OVERALL = Column(
    "overall", "score", _overall, _("Overall"), listed=KINDS, explored=KINDS, compared=True
)
PRICE = Column(
    "price", "money", _price, _("Price"),
    least_first=True, kinds=_PRODUCT, listed=_PRODUCT, explored=_PRODUCT, compared=True,
)  # fmt: skip
PER_POINT = Column(
    "per-point", "rate", _per_point, _("Price per point"),
    least_first=True, kinds=_PRODUCT, compared=True,
)  # fmt: skip
DATE = Column("date", "date", _reviewed, _("Reviewed"), listed=KINDS, explored=("company",))
SOURCES = Column("sources", "number", _sources, _("Sources"))

OURS = (NAME, MAKER, CATEGORY, OVERALL, PRICE, PER_POINT, DATE, SOURCES)
"""Every column that is not the site's own; the criteria stand behind the price per point."""


def own_column(value: Callable[[Catalogue, Review], Value]) -> Column:
    """Return the column of scores by a reader's or a preset's weights."""
    return Column("own", "own", value, _("Own score"))
