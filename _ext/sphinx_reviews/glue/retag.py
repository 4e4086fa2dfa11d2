"""``sphinx_reviews tags``: list tags that should be one, rewrite what the tag map says."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

from ..model import frontmatter
from ..model.catalogue import Catalogue
from ..model.diagnostics import Code
from ..model.rules.tags import canonical_forms
from .site import Target, cache_of, targets

_LINE_END = re.compile(r"(\r\n?|\n)")
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^:#,\[\]{}\n]*[^\s:#,\[\]{}])?")


def tags_command(arguments: argparse.Namespace) -> int:
    """List the tags that have a better form; with ``--write`` rewrite by the tag map."""
    for target in targets(arguments.paths):
        catalogue = target.catalogue(cache_of(target, arguments))
        _list(catalogue, target)
        files = {d.path for d in catalogue.diagnostics if d.code is Code.TAG_MAPPED}
        for shown in sorted(filter(target.wants, files)):
            path = target.root / shown
            if not arguments.write:
                print(f"{shown}: the tag map replaces tags here; rewrite with --write")
            elif rewrite(path, target):
                print(f"{shown}: rewritten")
            else:
                print(f"{shown}: not rewritten, mend its tags by hand", file=sys.stderr)
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
    pieces = _LINE_END.split(text)
    for tag, mark in reversed(list(zip(entry.value, entry.items, strict=True))):
        if tag in table:
            place = 2 * (mark.line - 1)
            renamed = _renamed(pieces[place], mark.column - 1, tag, table[tag])
            if renamed is None:
                return False
            pieces[place] = renamed
    changed = "".join(pieces)
    return _reads_back(changed, [table.get(tag, tag) for tag in entry.value]) and _write(
        path, changed
    )


def _value(matter: frontmatter.FrontMatter, key: str) -> str:
    found = next((e.value for e in matter.entries if e.key == key), "")
    return found if isinstance(found, str) else ""


def _renamed(line: str, column: int, old: str, new: str) -> str | None:
    """Return the line with the scalar at the column replaced, None where it is not as expected."""
    quote = line[column : column + 1]
    if quote in ("'", '"'):
        end = line.find(quote, column + 1)
        if line[column + 1 : end] != old:
            return None
        inside = (
            new.replace("'", "''") if quote == "'" else json.dumps(new, ensure_ascii=False)[1:-1]
        )
        return f"{line[: column + 1]}{inside}{line[end:]}"
    if not line.startswith(old, column):
        return None
    written = new if _PLAIN.fullmatch(new) else json.dumps(new, ensure_ascii=False)
    return f"{line[:column]}{written}{line[column + len(old) :]}"


def _reads_back(text: str, tags: list[str]) -> bool:
    try:
        matter = frontmatter.read(frontmatter.normalise(text))
    except frontmatter.FrontMatterError:
        return False
    return any(e.key == "tags" and e.value == tags for e in matter.entries)


def _write(path: Path, text: str) -> bool:
    """Put the text in the file's place in one step, so that nothing is ever half written."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(text.encode("utf-8"))
    os.chmod(temporary, path.stat().st_mode & 0o7777)
    temporary.replace(path)
    return True
