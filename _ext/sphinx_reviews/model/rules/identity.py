"""Names that must agree: title, file, folder, address, company."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ..diagnostics import Code, Diagnostic
from ..records import Review
from ..text import did_you_mean
from .file import FileText, found_in

if TYPE_CHECKING:
    from ..catalogue import Catalogue

_KINDS = {
    "product": frozenset({"product", "products"}),
    "company": frozenset({"company", "companies"}),
}


def bare(text: str) -> str:
    """Return the letters and digits of the text, width and case folded, for comparing names."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum() or c == "+")


def names(file: FileText, review: Review) -> Iterator[Diagnostic]:
    """Compare title, file name, folder and permalink with what the review is about."""
    yield from _title(file, review)
    yield from _place(file, review)
    yield from _permalink(file, review)


def _title(file: FileText, review: Review) -> Iterator[Diagnostic]:
    if review.target_name in review.title:
        return
    if bare(review.target_name) not in bare(review.title):
        mark = review.mark("title")
        yield file.found(
            Code.TITLE_MISMATCH,
            mark.line,
            "the title does not name the subject",
            column=mark.column,
            value=review.title,
            hint=f"write {review.target_name!r} in it",
        )


def _place(file: FileText, review: Review) -> Iterator[Diagnostic]:
    path = PurePosixPath(file.path)
    if path.stem != review.ref:
        mark = review.mark("ref")
        yield file.found(
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
        yield file.found(
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
        yield file.found(
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
    told = [part for part in parts[:-1] if part in file.settings.languages]
    if told and review.lang.casefold() not in told:
        wrong.append(f"lang {review.lang!r}")
    kinds = [kind for kind, words in _KINDS.items() if words & set(parts[:-1])]
    if kinds and review.kind not in kinds:
        wrong.append(f"layout {review.kind!r}")
    if wrong:
        mark = review.mark("permalink")
        yield file.found(
            Code.PERMALINK_MISMATCH,
            mark.line,
            f"the permalink disagrees with {', '.join(wrong)}",
            column=mark.column,
            value=review.permalink,
        )


def companies(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Look for products whose company has no review, or only under another spelling."""
    known: dict[str, dict[str, str]] = defaultdict(dict)
    spelled: dict[str, dict[str, str]] = defaultdict(dict)
    for review in catalogue.reviews:
        if review.kind == "company":
            known[review.lang][review.company_id] = review.target_name
            spelled[review.lang][bare(review.company_id)] = review.company_id
    for review in catalogue.reviews:
        ids = known[review.lang]
        if review.kind != "product" or review.company_id in ids or not ids:
            continue
        if other := spelled[review.lang].get(bare(review.company_id)):
            yield found_in(
                review,
                Code.COMPANY_SPELLING,
                "the company is spelled otherwise in its own review",
                key="company_id",
                value=review.company_id,
                hint=f"write {other!r}",
            )
        else:
            yield found_in(
                review,
                Code.COMPANY_UNKNOWN,
                f"no company review in {review.lang!r} has this id",
                key="company_id",
                value=review.company_id,
                hint=did_you_mean(review.company_id, ids) or "add a review of the company",
            )


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
                yield found_in(
                    review,
                    Code.DUPLICATE_CASE,
                    f"this {what} differs only in case from one in {holder.path}",
                    key="ref",
                    value=review.ref,
                )
                break
