"""Tags: forms that the tag map replaces, and forms that differ from a more frequent one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..diagnostics import Code, Diagnostic
from .file import FileText, finding_about

if TYPE_CHECKING:
    from ..catalogue import Catalogue

_JOINT = re.compile(r"(?<!\d)[-‐‑–_ /・]+|[-‐‑–_ /・]+(?!\d)")
_PLURAL = re.compile(r"(?<=[a-z]{3})(?<!s)(?<!u)(?<!i)s$")


def mapped(file: FileText) -> Iterator[Diagnostic]:
    """Tell the tags that the site's tag map replaces."""
    table = file.settings.tag_map.get(file.lang, {})
    entries = file.matter.entries if file.matter and table else ()
    for entry in entries:
        if entry.key == "tags" and isinstance(entry.value, list):
            for index, tag in enumerate(entry.value):
                if tag in table:
                    mark = entry.items[index]
                    yield file.finding(
                        Code.TAG_MAPPED,
                        mark.line,
                        "the tag has another form on this site",
                        column=mark.column,
                        value=tag,
                        hint=f"write {table[tag]!r}",
                    )


def near_key(tag: str) -> str:
    """Return what forms of one tag share: width, case, hyphens and an English plural left out."""
    folded = unicodedata.normalize("NFKC", tag).casefold().strip()
    return _PLURAL.sub("", _JOINT.sub("", folded))


def canonical_forms(catalogue: Catalogue) -> Mapping[tuple[str, str], str]:
    """Return (language, rarer form) to the most frequent form; equal counts go by the alphabet."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for review in catalogue.reviews:
        for tag in review.tags:
            counts[review.lang, near_key(tag)][tag] += 1
    table: dict[tuple[str, str], str] = {}
    for (lang, _), forms in counts.items():
        best = min(forms, key=lambda form: (-forms[form], form))
        table.update(((lang, form), best) for form in forms if form != best)
    return table


def near(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Tell the tags of which a more frequent form exists."""
    table = canonical_forms(catalogue)
    for review in catalogue.reviews:
        for tag in review.tags:
            if best := table.get((review.lang, tag)):
                yield finding_about(
                    review,
                    Code.TAG_NEAR,
                    "the tag has a more frequent form",
                    key="tags",
                    value=tag,
                    hint=f"write {best!r} or map it in reviews_tag_map",
                )
