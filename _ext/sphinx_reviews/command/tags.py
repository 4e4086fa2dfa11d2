"""``sphinx_reviews tags``: list tags that should be one, rewrite what the tag map says."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from ..model import frontmatter
from ..model.catalogue import Catalogue
from ..model.diagnostics import Code
from ..model.mend import LINE_END, renamed
from ..model.rules.tags import canonical_forms
from .fix import put
from .targets import Target, cache_of, targets


def tags_command(arguments: argparse.Namespace) -> int:
    """List the tags that have a better form; with ``--write`` rewrite by the tag map."""
    for target in targets(arguments.paths):
        catalogue = target.catalogue(cache_of(target, arguments))
        _list(catalogue, target)
        files = {d.path for d in catalogue.diagnostics if d.code is Code.TAG_MAPPED}
        for name in sorted(filter(target.wants, files)):
            path = target.root / name
            if not arguments.write:
                print(f"{name}: the tag map replaces tags here; rewrite with --write")
            elif rewrite(path, target):
                print(f"{name}: rewritten")
            else:
                print(f"{name}: not rewritten, mend its tags by hand", file=sys.stderr)
    return 0


def _list(catalogue: Catalogue, target: Target) -> None:
    counts = Counter((r.lang, tag) for r in catalogue.reviews for tag in r.tags)
    for (lang, form), best in sorted(canonical_forms(catalogue).items()):
        print(f"{lang}: {form!r} ({counts[lang, form]}) -> {best!r} ({counts[lang, best]})")


def rewrite(path: Path, target: Target) -> bool:
    """Rename the tags of one file by the tag map; every other byte stays as it is.

    Returns whether the file was written; it is left alone where the result would not read back
    as the renamed list.
    """
    text = path.read_bytes().decode("utf-8")
    matter = frontmatter.read(frontmatter.normalise(text))
    table = target.settings.tag_map.get(_value(matter, "lang"), {})
    entry = next(e for e in matter.entries if e.key == "tags")
    if not isinstance(entry.value, list):
        return False
    pieces = LINE_END.split(text)
    for tag, mark in reversed(list(zip(entry.value, entry.items, strict=True))):
        if tag in table:
            index = 2 * (mark.line - 1)
            change = renamed(pieces[index], mark.column - 1, tag, table[tag])
            if change is None:
                return False
            start, stop, new = change
            pieces[index] = pieces[index][:start] + new + pieces[index][stop:]
    changed = "".join(pieces)
    if not _reads_back(changed, [table.get(tag, tag) for tag in entry.value]):
        return False
    put(path, changed)
    return True


def _value(matter: frontmatter.FrontMatter, key: str) -> str:
    value = next((e.value for e in matter.entries if e.key == key), "")
    return value if isinstance(value, str) else ""


def _reads_back(text: str, tags: list[str]) -> bool:
    try:
        matter = frontmatter.read(frontmatter.normalise(text))
    except frontmatter.FrontMatterError:
        return False
    return any(e.key == "tags" and e.value == tags for e in matter.entries)
