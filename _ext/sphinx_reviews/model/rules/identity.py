"""Names that must agree: title, file, folder, address, company."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..diagnostics import Code, Diagnostic
from ..records import Review
from ..text import slug
from .file import FileText, finding_about

if TYPE_CHECKING:
    from ..catalogue import Catalogue

_KINDS = {
    "product": frozenset({"product", "products"}),
    "company": frozenset({"company", "companies"}),
}


_NO_LETTER = re.compile(r"[^\w+]+|_+")


def bare(text: str) -> str:
    """Return the letters and digits of the text, width and case folded, for comparing names."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text).casefold())


def names(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Compare title, file name, folder and permalink with what the review is about."""
    yield from _title(file, review)
    yield from _permalink_path(file, review)
    yield from _permalink(file, review)


def _title(file: FileText, review: Review) -> Iterator[Diagnostic]:
    if review.target_name in review.title:
        return
    if bare(review.target_name) not in bare(review.title):
        mark = review.mark("title")
        yield file.finding(
            Code.TITLE_MISMATCH,
            mark.line,
            "the title does not name the subject",
            column=mark.column,
            value=review.title,
            hint=f"write {review.target_name!r} in it",
        )


def _permalink_path(file: FileText, review: Review) -> Iterator[Diagnostic]:
    path = PurePosixPath(file.path)
    if path.stem != review.ref:
        mark = review.mark("ref")
        yield file.finding(
            Code.FILE_NAME,
            mark.line,
            f"the file is named {path.name!r}, the ref is another",
            column=mark.column,
            value=review.ref,
            hint=f"rename the file to {review.ref}.md",
        )
    folders = path.parts[:-1]
    languages = [part for part in folders if part in file.settings.languages]
    if languages and review.lang not in languages:
        mark = review.mark("lang")
        yield file.finding(
            Code.FILE_FOLDER,
            mark.line,
            f"the file lies in {languages[-1]!r}, its lang is",
            column=mark.column,
            value=review.lang,
            hint="move the file or mend lang",
        )
    by_company = review.kind == "product" and len(languages) and folders[-1] not in languages
    if by_company and folders[-2] in languages and folders[-1] != review.company_id:
        mark = review.mark("company_id")
        yield file.finding(
            Code.FILE_FOLDER,
            mark.line,
            f"the file lies in {folders[-1]!r}, its company_id is",
            column=mark.column,
            value=review.company_id,
            hint="move the file or mend company_id",
        )


def _permalink(file: FileText, review: Review) -> Iterator[Diagnostic]:
    parts = [part.casefold() for part in review.permalink.split("/") if part]
    wrong = []
    if parts[-1:] != [review.ref.casefold()]:
        wrong.append(f"ref {review.ref!r}")
    languages = [part for part in parts[:-1] if part in file.settings.languages]
    if languages and review.lang.casefold() not in languages:
        wrong.append(f"lang {review.lang!r}")
    kinds = [kind for kind, words in _KINDS.items() if words & set(parts[:-1])]
    if kinds and review.kind not in kinds:
        wrong.append(f"layout {review.kind!r}")
    if wrong:
        mark = review.mark("permalink")
        yield file.finding(
            Code.PERMALINK_MISMATCH,
            mark.line,
            f"the permalink disagrees with {', '.join(wrong)}",
            column=mark.column,
            value=review.permalink,
        )


def companies(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Look for products whose company has no review, or only under another spelling."""
    known: dict[str, list[Review]] = defaultdict(list)
    for review in catalogue.reviews:
        if review.kind == "company":
            known[review.lang].append(review)
    ids = {lang: {maker.company_id for maker in makers} for lang, makers in known.items()}
    alias = catalogue.settings.company_names
    for review in catalogue.reviews:
        own = alias.get(review.company_id, review.company_id)
        if review.kind != "product" or review.lang not in ids or own in ids[review.lang]:
            continue
        maker, sure = likely_maker(review, known[review.lang])
        code = Code.COMPANY_SPELLING if sure else Code.COMPANY_UNKNOWN
        message = f"no company review in {review.lang!r} has this id"
        hint = f"did you mean {maker!r}?" if maker else "add a review of the company"
        if sure:
            message, hint = "the company has another id in its own review", f"write {maker!r}"
        yield finding_about(
            review, code, message, key="company_id", value=review.company_id, hint=hint
        )


_GENERIC = frozenset({
    "and", "the", "audio", "acoustic", "acoustics", "sound", "electronics", "electronic", "inc",
    "ltd", "llc", "corp", "corporation", "co", "company", "gmbh", "group", "japan", "usa", "uk",
    "europe", "global", "international", "official", "technology", "technologies", "labs",
    "lab", "design", "designs", "research", "instruments", "products",
})  # fmt: skip
"""Words of ids that many makers share."""


@lru_cache(maxsize=4096)
def words_of_id(company_id: str) -> tuple[str, ...]:
    """Return the words of an id that tell one maker from another, all where none would be left."""
    words = tuple(filter(None, re.split(r"[-_.&]+", company_id.casefold())))
    return tuple(word for word in words if word not in _GENERIC) or words


def likely_maker(product: Review, makers: Sequence[Review]) -> tuple[str, bool]:
    """Return the company_id that is meant, and whether the product's own name proves it.

    Ids are the same maker's where their telling words are the same, where one is the other's
    initials, or where one letter is wrong; a stranger that merely looks alike is not proposed.
    """
    own = product.company_id
    same = [m for m in makers if _one_maker(own, m.company_id)]
    if len({m.company_id for m in same}) != 1:
        return "", False
    head = bare(product.target_name)
    name = "".join(words_of_id(slug(same[0].target_name)))
    return same[0].company_id, bool(name) and head.startswith(bare(name))


def _one_maker(one: str, other: str) -> bool:
    first, second = words_of_id(one), words_of_id(other)
    if "".join(first) == "".join(second):
        return True
    for short, long in ((first, second), (second, first)):
        if len(short) == 1 and len(long) > 2 and short[0] == "".join(word[0] for word in long):
            return True
    return one_letter_apart("".join(first), "".join(second))


def one_letter_apart(one: str, other: str) -> bool:
    """Tell whether two words of some length differ by one letter added, lost, changed or swapped.

    The first letter counts as sure: names that begin otherwise are others.
    """
    if min(len(one), len(other)) < 6 or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    rest, tail = one[start:], other[start:]
    swapped = rest[:2] == tail[1::-1] and rest[2:] == tail[2:]
    return swapped or rest[1:] == tail[1:] or rest[1:] == tail or rest == tail[1:]


def collisions(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Look for refs and file names that a file system may take for the same."""
    holders: dict[tuple[str, ...], Review] = {}
    for review in sorted(catalogue.reviews, key=lambda r: r.path):
        folded = unicodedata.normalize("NFKC", review.ref).casefold()
        for key, what in (
            ((review.kind, review.lang, folded), "ref"),
            (("path", unicodedata.normalize("NFKC", review.path).casefold()), "file name"),
        ):
            holder = holders.setdefault(key, review)
            if holder is not review:
                yield finding_about(
                    review,
                    Code.DUPLICATE_CASE,
                    f"this {what} differs only in case from one in {holder.path}",
                    key="ref",
                    value=review.ref,
                )
                break
