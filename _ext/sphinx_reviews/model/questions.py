"""Questions to the catalogue as authors write them: a directive with its argument and options."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from typing import NamedTuple, TypedDict, cast

from .blocks import Block
from .catalogue import Catalogue
from .diagnostics import Code, Diagnostic, diagnostic
from .query import Query, order
from .records import KINDS, Kind, Review
from .text import did_you_mean, slug

Complaint = tuple[str, str]
"""What is wrong with an option, and how to mend it."""

_OPTION = re.compile(r"\s*:?\s*([\w-]+)\s*:(?:\s(.*))?")


def words(text: str | None) -> tuple[str, ...]:
    """Return a comma- or blank-separated option as its parts."""
    return tuple(part for part in (text or "").replace(",", " ").split() if part)


def phrases(text: str | None) -> tuple[str, ...]:
    """Return a comma-separated option as its parts, which may hold blanks."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _given(text: str | None) -> str:
    if not (text or "").strip():
        raise ValueError("argument required but none supplied")
    return str(text)


def _kind(text: str | None) -> str:
    if text not in KINDS:
        raise ValueError(f'"{text or ""}" unknown; choose from {" or ".join(KINDS)}')
    return text


def _count(text: str | None) -> int:
    number = int(text or "")
    if number < 0:
        raise ValueError("negative value; must be positive or zero")
    return number


OPTIONS: dict[str, Callable[[str | None], object]] = {
    "kind": _kind,
    "lang": _given,
    "company": _given,
    "category": _given,
    "tags": phrases,
    "sort": _given,
    "limit": _count,
    "columns": words,
    "caption": _given,
    "paged": lambda _: True,
}
"""The options of every directive, and what reads each; ValueError says why it cannot be."""


class Options(TypedDict, total=False):
    """The options of a directive as they are read; what is not written is not there."""

    kind: Kind
    lang: str
    company: str
    category: str
    tags: tuple[str, ...]
    sort: str
    limit: int
    columns: tuple[str, ...]
    caption: str
    paged: bool


USUAL: dict[str, Options] = {
    "score-card": {"limit": 6},
    "comparison": {"limit": 4},
    "source-index": {"limit": 100},
    "latest": {"sort": "date", "limit": 10},
}
"""What holds for a directive where an option is not written."""


class Question(NamedTuple):
    """What a directive asks, which (kind, name) it names, and what in it cannot be."""

    block: Block
    named: tuple[tuple[str, str], ...]
    complaints: tuple[Complaint, ...]


def question(
    catalogue: Catalogue, what: str, docname: str, argument: str, options: Options
) -> Question:
    """Return the question of a directive on a page; what cannot be is passed over."""
    return _Asking(catalogue, what, docname, argument, options).made()


class _Asking:
    """One directive while it is read."""

    def __init__(
        self,
        catalogue: Catalogue,
        what: str,
        docname: str,
        argument: str,
        options: Options,
    ) -> None:
        self.catalogue = catalogue
        self.what = what
        self.docname = docname
        self.usual: Options = USUAL.get(what, {})
        self.options: Options = {**self.usual, **options}
        self.refs = words(argument)
        self.complaints: list[Complaint] = []
        if what == "company-products":
            self.refs = ()
            self.options.setdefault("company", argument.strip())
            if not self.options["company"]:
                self.complain("no company is named", "write its company_id behind the name")

    def complain(self, message: str, hint: str) -> None:
        self.complaints.append((message, hint))

    def made(self) -> Question:
        options = self.options
        query = Query(
            self.language(),
            kind=options.get("kind", "product"),
            company=options.get("company", ""),
            category=self.category(),
            tags=options.get("tags", ()),
            refs=self.refs,
            sort=self.sorting(),
            limit=options.get("limit", 0),
        )
        block = Block(
            self.what, query.lang, self.docname, query, columns=self.columns(),
            caption=options.get("caption", ""), paged="paged" in options,
        )  # fmt: skip
        makers = [("maker", query.company)] if query.company else []
        named = [(query.kind, ref) for ref in query.refs] + [("tag", tag) for tag in query.tags]
        return Question(block, (*named, *makers), tuple(self.complaints))

    def language(self) -> str:
        """Return the option, else the page's language, else the site's first."""
        languages = self.catalogue.settings.languages
        wanted = self.options.get("lang", "")
        if wanted and wanted not in languages:
            self.complain(f"unknown language {wanted!r}", f"use one of {', '.join(languages)}")
            wanted = ""
        here = self.catalogue.lang_of(self.docname)
        return wanted or (here if here in languages else "") or next(iter(languages))

    def category(self) -> str:
        """Return the category, none where it is unknown."""
        categories = self.catalogue.settings.categories
        wanted = self.options.get("category", "")
        if not wanted or wanted in categories:
            return wanted
        known = f"known: {', '.join(categories)}" if categories else "reviews_categories has none"
        self.complain(f"unknown category {wanted!r}", did_you_mean(wanted, categories) or known)
        return ""

    def sorting(self) -> str:
        """Return the sort word, the usual one where the option's is unknown."""
        usual = self.usual.get("sort", "overall")
        wanted = self.options.get("sort", usual)
        try:
            order(self.catalogue, (), wanted)
        except ValueError as error:
            message, _, hint = str(error).partition("; ")
            self.complain(message, hint)
            return usual
        return wanted

    def columns(self) -> tuple[str, ...]:
        """Return the columns that exist."""
        known = self.catalogue.columns.ids
        wanted = self.options.get("columns", ())
        for column in wanted:
            if column not in known:
                hint = did_you_mean(column, known) or f"known: {', '.join(known)}"
                self.complain(f"unknown column {column!r}", hint)
        return tuple(column for column in wanted if column in known)


def unknown(catalogue: Catalogue, kind: str, name: str, lang: str) -> Complaint | None:
    """Return what to tell of a name that no review has, with the nearest one; None for others."""
    if kind == "tag":
        known = catalogue.tag(name, lang) is not None
        wanted, names = slug(name), {tag.slug for tag in catalogue.tags(lang)}
    elif kind == "maker":
        wanted, names = name, {review.company_id for review in catalogue.reviews}
        known = name in names
    else:
        wanted, names = name, {r.ref for r in catalogue.reviews if r.kind == kind}
        known = catalogue.find(kind, name, lang) is not None
    if known:
        return None
    hint = did_you_mean(wanted, sorted(names)) or _INSTEAD.get(kind, "")
    return f"there is no {kind} {name!r} among the reviews", hint


_INSTEAD = {
    "tag": "write a tag that a review carries",
    "maker": "write a company_id that a review has",
}
"""What to write where nothing is near; for a ref the code says it."""


# Directives in reviews


@dataclass(frozen=True, slots=True)
class Asked:
    """A directive in a review, as it is written."""

    what: str
    argument: str
    options: tuple[tuple[str, str], ...]
    rest: str
    """What stands below the options, where nothing may."""
    line: int

    def __str__(self) -> str:
        """Return a text that ``asked_again`` reads."""
        return json.dumps(astuple(self), ensure_ascii=False)


def asked_again(text: str) -> Asked:
    """Return the directive that was made a text."""
    what, argument, options, rest, line = json.loads(text)
    return Asked(what, argument, tuple((name, value) for name, value in options), rest, line)


def read_asked(info: str, content: str, line: int) -> Asked:
    """Read a fence such as ```` ```{score-card} ref ```` with options ``:limit: 3`` below it."""
    what, _, argument = info.strip().removeprefix("{").partition("}")
    lines = content.split("\n")
    fenced = lines[0].startswith("---")
    if fenced:
        end = next((n for n, text in enumerate(lines[1:], 1) if text.startswith("---")), len(lines))
        written, rest = lines[1:end], lines[end + 1 :]
    else:
        end = next((n for n, t in enumerate(lines) if not t.lstrip().startswith(":")), len(lines))
        written, rest = lines[:end], lines[end:]
    options = tuple(_option(text) for text in written if text.strip())
    return Asked(what.strip(), argument.strip(), options, "\n".join(rest).strip(), line)


def _option(text: str) -> tuple[str, str]:
    match = _OPTION.fullmatch(text)
    if not match:
        return text.strip(), ""
    value = (match[2] or "").strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return match[1], value[1:-1] if quoted else value


def in_review(catalogue: Catalogue, asked: Asked, review: Review) -> tuple[Block, list[Diagnostic]]:
    """Return what a directive in a review asks, and the findings about it."""
    made, findings = question_in(catalogue, asked, review)
    for kind, name in made.named:
        if complaint := unknown(catalogue, kind, name, made.block.lang):
            findings.append(_finding(review, asked, Code.DIRECTIVE_UNKNOWN_REF, complaint))
    return made.block, findings


def question_in(
    catalogue: Catalogue, asked: Asked, review: Review
) -> tuple[Question, list[Diagnostic]]:
    """Return the question of a directive in a review, and what of its options cannot be."""
    options, complaints = _converted(asked)
    made = question(catalogue, asked.what, review.docname, asked.argument, options)
    return made, [
        _finding(review, asked, Code.DIRECTIVE_OPTION, (f"{asked.what}: {message}", hint))
        for message, hint in (*complaints, *made.complaints)
    ]


def _finding(review: Review, asked: Asked, code: Code, complaint: Complaint) -> Diagnostic:
    message, hint = complaint
    return diagnostic(code, review.path, asked.line, message, hint=hint, lang=review.lang)


def _converted(asked: Asked) -> tuple[Options, tuple[Complaint, ...]]:
    options: dict[str, object] = {}
    complaints = list(_misplaced(asked))
    for name, text in asked.options:
        try:
            options |= {name: OPTIONS[name](text)} if name in OPTIONS else {}
        except ValueError as error:
            complaints.append((f"the option {name} cannot be {text!r}: {error}", ""))
    return cast("Options", options), tuple(complaints)


def _misplaced(asked: Asked) -> Iterator[Complaint]:
    for name, _ in asked.options:
        if name not in OPTIONS:
            hint = did_you_mean(name, OPTIONS) or f"known: {', '.join(OPTIONS)}"
            yield f"unknown option {name!r}", hint
    if asked.rest:
        yield "no text may stand below the options", "write it behind the closing fence"
