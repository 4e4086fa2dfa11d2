"""The addresses that the site makes itself, and links asked for by what they lead to.

Each record below is one kind of generated page. Its ``name`` is the page's name, which is also its
address below the site's root; no other module puts one together or takes one apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import blake2b

from .text import slug

TAGS, CATEGORIES, RANKINGS, COMPARISONS = "tags", "categories", "rankings", "compare"
CHOICES, FINDINGS, AUTHORS = "best", "findings", "authors"
FOLDERS = (TAGS, CATEGORIES, RANKINGS, COMPARISONS, CHOICES, FINDINGS, AUTHORS)
"""The folders of generated pages; below each one stands a folder for each language."""

DATA = "_reviews"
"""The folder of what the browser loads."""

OPEN_DATA = "data"
"""The folder of the open dataset, and the name of the page that explains it."""

NOT_FOUND, SEARCH = "404", "search"
"""The names of the page for addresses that do not exist and of the one that themes search with."""

MAX_PART = 200
"""Bytes of one part of an address: file systems hold 255, and endings come behind it."""


def shortened(name: str, limit: int = MAX_PART) -> str:
    """Return the name if it has at most ``limit`` bytes, else its beginning and a hash of it."""
    data = name.encode()
    if len(data) <= limit:
        return name
    mark = blake2b(data, digest_size=6).hexdigest()
    begin = data[: limit - len(mark) - 1].decode(errors="ignore")
    return f"{begin.rstrip('-.')}-{mark}"


@dataclass(frozen=True, slots=True)
class Document:
    """A review or a hand-written page, by its Sphinx document name."""

    name: str


@dataclass(frozen=True, slots=True)
class TagPage:
    """The page of a tag, by any of its spellings."""

    lang: str
    tag: str

    @property
    def name(self) -> str:
        """Return the page's name; ``index`` is no free name in a folder of pages."""
        return f"{TAGS}/{self.lang}/{_part(self.tag)}"


def _part(text: str) -> str:
    """Return a text as the last part of an address."""
    last = shortened(slug(text))
    return last if last != "index" else "index-"


@dataclass(frozen=True, slots=True)
class AuthorPage:
    """The page of who wrote reviews, by any spelling of the name."""

    lang: str
    author: str

    @property
    def name(self) -> str:
        """Return the page's name."""
        return f"{AUTHORS}/{self.lang}/{_part(self.author)}"


@dataclass(frozen=True, slots=True)
class CategoryPage:
    """The ranking of a category."""

    lang: str
    category: str

    @property
    def name(self) -> str:
        """Return the page's name."""
        return f"{CATEGORIES}/{self.lang}/{self.category}"


@dataclass(frozen=True, slots=True)
class ChoicePage:
    """What to choose of a category up to an amount in the language's currency, or by a preset.

    Without an amount, 0, any price is in reach; then there has to be a preset.
    """

    lang: str
    category: str
    limit: int = 0
    preset: str = ""

    @property
    def name(self) -> str:
        """Return the page's name."""
        under = f"-under-{self.limit}" if self.limit else ""
        return f"{CHOICES}/{self.lang}/{self.category}{under}{self.preset and f'-by-{self.preset}'}"


def choice_of(name: str) -> tuple[str, str, str]:
    """Return category, amount and preset in the name of a page that chooses."""
    found = _UNDER.fullmatch(last_of(name))
    if found:
        return found["category"], found["amount"], found["preset"] or ""
    category, _, preset = last_of(name).rpartition("-by-")
    return category, "", preset


_UNDER = re.compile(r"(?P<category>.+)-under-(?P<amount>\d+)(?:-by-(?P<preset>.+))?")


@dataclass(frozen=True, slots=True)
class RankingPage:
    """The ranking by a criterion or by a preset of weights."""

    lang: str
    ranking: str

    @property
    def name(self) -> str:
        """Return the page's name."""
        return f"{RANKINGS}/{self.lang}/{self.ranking}"


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """A product beside the one that it is compared with, by their refs."""

    lang: str
    one: str
    other: str

    @property
    def name(self) -> str:
        """Return the page's name."""
        return f"{COMPARISONS}/{self.lang}/{shortened(f'{self.one}-vs-{self.other}')}"


@dataclass(frozen=True, slots=True)
class PairsPage:
    """The page that leads to every prepared comparison."""

    lang: str

    @property
    def name(self) -> str:
        """Return the page's name."""
        return f"{COMPARISONS}/{self.lang}/pairs"


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The page of what the checks find."""

    lang: str

    @property
    def name(self) -> str:
        """Return the page's name."""
        return f"{FINDINGS}/{self.lang}/all"


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list that goes on over several; it begins on page ``first``, at ``address``."""

    first: str
    address: str
    number: int = 1

    @property
    def name(self) -> str:
        """Return the page's name."""
        return self.first if self.number == 1 else f"{self.address.strip('/')}/page/{self.number}"


@dataclass(frozen=True, slots=True)
class ReviewPdf:
    """The PDF of a single review, by the review's permalink; a file, no page."""

    permalink: str

    @property
    def name(self) -> str:
        """Return the file's path below the site's root."""
        return f"{self.permalink.strip('/')}.pdf"


@dataclass(frozen=True, slots=True)
class PublishedPicture:
    """A sound picture of a review, by its path below the source directory; a file, no page."""

    name: str


Generated = (
    TagPage | CategoryPage | ChoicePage | RankingPage | ComparisonPage | PairsPage | AuthorPage
)
"""Pages that only the builders with permalinks make."""

Target = Document | Generated | ListPage | ReviewPdf | PublishedPicture
"""What a link may lead to."""


def folder_of(name: str) -> str:
    """Return the folder of generated pages that a page's name lies in, or an empty string."""
    folder, below, _ = name.partition("/")
    return folder if below and folder in FOLDERS else ""


def last_of(name: str) -> str:
    """Return what a generated page is about: the id behind its folder and its language.

    The second and further pages of a list are about nothing of their own.
    """
    return name.rpartition("/")[2] if folder_of(name) and name.count("/") == 2 else ""


@dataclass(frozen=True, slots=True)
class Links:
    """How one page in one language writes addresses; empty where there is nothing to lead to."""

    lang: str
    resolve: Callable[[Target], str]
    listed: ListPage | None = None
    """The list that is drawn, where one is."""

    def __call__(self, docname: str) -> str:
        """Return the address of a review or a hand-written page."""
        return self.resolve(Document(docname)) if docname else ""

    def tag(self, tag: str) -> str:
        """Return the address of a tag's page."""
        return self.resolve(TagPage(self.lang, tag)) if tag else ""

    def author(self, author: str) -> str:
        """Return the address of an author's page."""
        return self.resolve(AuthorPage(self.lang, author)) if author else ""

    def category(self, category: str) -> str:
        """Return the address of a category's page."""
        return self.resolve(CategoryPage(self.lang, category)) if category else ""

    def choice(self, category: str, limit: int, preset: str = "") -> str:
        """Return the address of what to choose of a category up to an amount, 0 for any price."""
        if not limit and not preset:
            return self.category(category)
        return self.resolve(ChoicePage(self.lang, category, limit, preset))

    def ranking(self, ranking: str) -> str:
        """Return the address of a ranking."""
        return self.resolve(RankingPage(self.lang, ranking)) if ranking else ""

    def comparison(self, one: str, other: str) -> str:
        """Return the address of a comparison of two products."""
        return self.resolve(ComparisonPage(self.lang, one, other))

    def pairs(self) -> str:
        """Return the address of the page that leads to every prepared comparison."""
        return self.resolve(PairsPage(self.lang))

    def page(self, number: int) -> str:
        """Return the address of a page of the list that is drawn."""
        return self.resolve(replace(self.listed, number=number)) if self.listed else ""

    def picture(self, path: str) -> str:
        """Return the address of a review's picture, nothing where pages do not publish them."""
        return self.resolve(PublishedPicture(path)) if path else ""

    def pdf(self, permalink: str) -> str:
        """Return the address of a review's PDF."""
        return self.resolve(ReviewPdf(permalink))


def no_links(lang: str) -> Links:
    """Return links of a place from which nothing can be reached."""
    return Links(lang, lambda target: "")
