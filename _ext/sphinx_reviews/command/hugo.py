"""Reviews as Hugo keeps them: TOML front matter, its own keys, addresses from the place."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from ..model.settings import Settings

FENCE = "+++"
KINDS = {"product": "product", "products": "product", "company": "company", "companies": "company"}
_NAMES = {"url": "permalink", "aliases": "redirect_from", "lastmod": "updated", "lang": "lang"}
"""Hugo's keys, and ours for the same."""

_READ = frozenset(("slug", "type", "params", "description"))
"""Keys that are taken into account without being kept."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A review in our form, and the keys that have no place in it."""

    data: bytes
    kind: str
    address: str
    left_out: Sequence[str] = ()


def converted(data: bytes, path: PurePosixPath, settings: Settings) -> Converted | None:
    """Return a file with TOML front matter in our form; None where it has none.

    Raises ValueError with the reason where it cannot be read.
    """
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if not end:
        raise ValueError(f"the front matter has no second {FENCE}")
    given = tomllib.loads("\n".join(lines[1:end]), parse_float=Decimal)
    values, left_out = _values(given, path, settings)
    head = "\n".join(f"{key}: {_yaml(value)}" for key, value in values.items())
    result = f"---\n{head}\n---\n" + "\n".join(lines[end + 1 :])
    kind, address = str(values.get("layout", "")), str(values.get("permalink", ""))
    return Converted(result.encode(), kind, address, left_out)


def _values(
    given: Mapping[str, Any], path: PurePosixPath, settings: Settings
) -> tuple[dict[str, Any], list[str]]:
    """Return our keys with their values in the schema's order, and the names of the others."""
    params = given.get("params", {})
    flat = {**given, **(params if isinstance(params, Mapping) else {})}
    renamed = {_NAMES.get(key, key): value for key, value in flat.items()}
    bundled = path.name.startswith(("index.", "_index."))
    parts = [part for part in path.parts[: -2 if bundled else -1] if part != "content"]
    lang, name = _language(renamed, path, parts, settings), _name(path, bundled=bundled)
    section = [part for part in parts if part not in settings.languages]
    kind = KINDS.get(
        str(renamed.get("layout") or renamed.get("type") or next(iter(section), "")), ""
    )
    slug = str(renamed.get("slug") or name)
    usual = {
        "layout": kind,
        "lang": lang,
        "ref": slug,
        "summary": renamed.get("description", ""),
        "permalink": _address(section, slug, lang, settings),
    }
    renamed = {**renamed, **{key: value for key, value in usual.items() if key not in renamed}}
    renamed["layout"] = kind
    # Loaded only here: a check of what has not changed needs no schema.
    from ..model.schema import KEYS

    own = [field.id for field in settings.the_fields]
    values = {key: renamed[key] for key in (*KEYS, *own) if renamed.get(key) not in (None, "")}
    for key in ("date", "updated"):
        if isinstance(values.get(key), datetime):
            values[key] = values[key].date()
    return values, sorted(set(renamed) - set(values) - _READ - set(usual))


def _language(
    values: Mapping[str, Any], path: PurePosixPath, parts: Sequence[str], settings: Settings
) -> str:
    """Return the language that a file tells: by key, by ``name.ja.md``, or by its folder."""
    suffix = path.stem.rpartition(".")[2]
    near = [part for part in (suffix, *parts) if part in settings.languages]
    return str(values.get("lang") or next(iter((*near, *settings.languages))))


def _name(path: PurePosixPath, *, bundled: bool) -> str:
    """Return what names a file's page; a bundle is named by its folder."""
    return path.parent.name if bundled else path.name.partition(".")[0]


def _address(section: Sequence[str], slug: str, lang: str, settings: Settings) -> str:
    """Return the address that Hugo gives a page that names none."""
    first = next(iter(settings.languages))
    return "/" + "/".join([*([lang] if lang != first else []), *section, slug]) + "/"


def _yaml(value: Any) -> str:
    """Return a value as YAML on one line; text stands between quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    if isinstance(value, int | Decimal):
        return f"{value}"
    return json.dumps(str(value) if isinstance(value, date) else value, ensure_ascii=False)
