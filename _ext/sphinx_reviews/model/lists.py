"""Lists of reviews as tables: which columns, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .catalogue import Catalogue
from .columns import Column, Value
from .entries import Entry, entries
from .memo import Memo
from .records import Key, Review


@dataclass(frozen=True, slots=True)
class ListView:
    """A table of reviews; ``cells`` holds a value per row and column.

    ``ranks`` holds each row's rank by the column sorted by, or nothing where the list is not a
    ranking; ``total`` counts the rows of all pages.
    """

    rows: tuple[Entry, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[Value, ...], ...]
    ranks: tuple[int, ...] = ()
    ties: tuple[int, ...] = ()
    """The ranks that several rows share, on whichever page."""

    sort: str = "overall"
    caption: str = ""
    total: int = 0
    page: int = 1
    pages: int = 1
    whole: bool = False
    """Whether the list shows every review of its kind: then the browser offers its explorer."""
    within: str = ""
    """The category whose products the list shows, all of them: the explorer keeps to it."""


def listing(
    catalogue: Catalogue,
    reviews: Sequence[Review],
    columns: Iterable[str | Column],
    *,
    sort: str = "overall",
    caption: str = "",
) -> ListView:
    """Return the reviews as a table with the columns, which may be named by their ids."""
    described = tuple(catalogue.columns[c] if isinstance(c, str) else c for c in columns)
    cells = _cells(catalogue, reviews, described)
    return ListView(
        entries(catalogue, reviews),
        described,
        cells,
        sort=sort,
        caption=caption,
        total=len(reviews),
    )


_rows: Memo[Catalogue, tuple[str, ...], dict[Key, tuple[Value, ...]]] = Memo()


def _cells(
    catalogue: Catalogue, reviews: Sequence[Review], columns: tuple[Column, ...]
) -> tuple[tuple[Value, ...], ...]:
    """Return the rows of a table; one record serves every list with the same columns."""
    ids = tuple(column.id for column in columns)
    ours = all(column is catalogue.columns.get(column.id) for column in columns)
    known = _rows.of(catalogue, ids, dict) if ours else {}
    for review in reviews:
        if review.key not in known:
            known[review.key] = tuple(column.value(catalogue, review) for column in columns)
    return tuple(known[review.key] for review in reviews)


def ranks_of(values: Sequence[object]) -> tuple[int, ...]:
    """Return the ranks of ordered values; equal values share the better rank."""
    ranks: list[int] = []
    for rank, value in enumerate(values, start=1):
        same = rank > 1 and value == values[rank - 2]
        ranks.append(ranks[-1] if same else rank)
    return tuple(ranks)


def page_of(listed: ListView, page: int, size: int) -> ListView:
    """Return one page of a list, numbered from 1."""
    part = slice((page - 1) * size, page * size)
    return replace(
        listed,
        rows=listed.rows[part],
        cells=listed.cells[part],
        ranks=listed.ranks[part],
        page=page,
        pages=page_count(len(listed.rows), size),
    )


def page_count(rows: int, size: int) -> int:
    """Return how many pages the rows need, at least one."""
    return max(1, -(-rows // size))
