"""A page drawn from the catalogue: what it shows, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from ..model.diagnostics import Diagnostic
from ..prose.passages import Passage

Page = tuple[str, dict[str, Any], str]
"""Page name, context and template, as Sphinx collects pages."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawn page: parts of the template's context, and what was told, asked and shown."""

    context: Mapping[str, object]
    findings: tuple[Diagnostic, ...] = ()
    asked: tuple[str, ...] = ()
    """Questions whose answers the page also depends on."""
    pictures: tuple[str, ...] = ()
    """Paths of pictures relative to the source directory."""
    passages: Sequence[Passage] = ()
    """The page's text as it is searched."""


def no_answer(question: str) -> str:
    """Answer nothing: most pages depend on nothing but what they show."""
    return ""


def no_slice() -> str:
    """Tell nothing: what such a page shows has to be worked out."""
    return ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The content of a page drawn from the catalogue; it is drawn when that is needed."""

    content: Callable[[], tuple[object, ...]]
    """Gives everything of the catalogue that is drawn."""
    draw: Callable[[], Drawn]
    answer: Callable[[str], str] = no_answer
    text: str = ""
    """A hash of the text that is drawn, where the page has one of its own."""

    slice: Callable[[], str] = no_slice
    """Gives a hash that changes with the content where no steady facts do; it is cheaper."""

    def __str__(self) -> str:
        """Draw the body."""
        return str(self.draw().context["body"])

    def below(self, head: str) -> Drawing:
        """Return the same below a heading."""

        def draw() -> Drawn:
            drawn = self.draw()
            body = f"{head}{drawn.context['body']}"
            return replace(drawn, context={**drawn.context, "body": body})

        return replace(self, content=lambda: (head, *self.content()), draw=draw)


def of_body(content: tuple[object, ...], draw: Callable[[], str]) -> Drawing:
    """Return the drawing of a page that is nothing but a body."""
    return Drawing(lambda: content, lambda: Drawn({"body": str(draw())}))


@dataclass(frozen=True, slots=True)
class Family:
    """Pages that show nothing but the catalogue's facts; they are worked out when asked for.

    Where neither the facts nor what all pages have in common is new, nobody asks; nor where only
    such facts have moved as are not in its slice.
    """

    name: str
    make: Callable[[], Iterable[Page]]
    slice: str = ""
    """A hash that changes with what the pages show and which there are, as that of a page."""

    def __iter__(self) -> Iterator[Page]:
        """Work the pages out."""
        yield from self.make()


@dataclass(frozen=True, slots=True)
class Families:
    """Families that one handler brings; all of them have names."""

    parts: Iterable[Family]

    def __iter__(self) -> Iterator[Page]:
        """Work the pages of all of them out."""
        return chain.from_iterable(self.parts)


PICTURES = "_images/reviews"
"""Where pictures of reviews are published, each below the folder of its review."""


def published_at(path: str) -> str:
    """Return where a picture of a review is published, relative to the site's root."""
    return f"{PICTURES}/{path.partition('/')[2]}"
