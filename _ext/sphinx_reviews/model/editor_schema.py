"""The front matter of a site as a JSON Schema, and as snippets: for editors.

An editor knows less than ``check``: it sees one file, and no number is compared with another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .fields import MOST_TEXT, Field
from .money import currency_codes
from .rubric import Scale, word
from .safety import IMAGE_SUFFIXES
from .schema import REQUIRED, FrontMatterSchema
from .settings import Settings

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors understand."""

TEXT: Schema = {"type": ["string", "number"]}
"""A name may look like a number to YAML: it is text all the same."""

DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"}
ID = {"type": ["string", "number"], "maxLength": 120, "pattern": r"^[^\s/\\:*?\"<>|#%]+$"}
PATH = {"type": "string", "pattern": r"^/([^\s/\\:*?\"<>|#%]+/?)*$"}


def front_matter_schema(settings: Settings) -> Schema:
    """Return the schema of a review's front matter: the site's languages, rubric and own keys."""
    properties = {
        name: {**_of(name, settings), "description": item.description}
        for name, item in FrontMatterSchema.model_fields.items()
    }
    own = {item.id: _own(item) for item in settings.the_fields}
    return {
        "$schema": DRAFT,
        "title": "Front matter of a review",
        "type": "object",
        "properties": {**properties, **own},
        "required": list(REQUIRED),
        "additionalProperties": False,
        "allOf": [_by_kind(kind, settings.the_fields) for kind in ("product", "company")],
    }


def _of(name: str, settings: Settings) -> Schema:
    """Return what a key of ours may hold."""
    if name == "rating":
        return _rating(settings)
    table: Mapping[str, Schema] = {
        "layout": {"enum": ["product", "company"]},
        "lang": {"enum": list(settings.languages)},
        "date": DAY, "updated": DAY,
        "ref": ID, "company_id": ID, "equivalent": ID,
        "category": {"enum": list(settings.categories)} if settings.categories else ID,
        "permalink": PATH,
        "price": {"type": "number", "minimum": 0},
        "price_currency": {"enum": sorted(currency_codes())},
        "draft": {"type": "boolean"},
        "image": {"type": "string", "pattern": _ending(IMAGE_SUFFIXES)},
        "reason": {**TEXT, "minLength": 1, "maxLength": 300},
        "links": _list({"type": "string", "pattern": _link_pattern(settings)}),
        "redirect_from": _list(PATH),
        **dict.fromkeys(("tags", "pros", "cons"), _list(TEXT)),
    }  # fmt: skip
    return table.get(name, {**TEXT, "minLength": 1, "maxLength": 4000})


def _ending(suffixes: Iterable[str]) -> str:
    """Return a pattern of names that end so, in either letter case; editors know no flags."""
    either = ("".join(f"[{c}{c.upper()}]" for c in suffix[1:]) for suffix in sorted(suffixes))
    return rf"\.({'|'.join(either)})$"


def _list(item: Schema) -> Schema:
    return {"type": "array", "items": item, "maxItems": 60}


def _link_pattern(settings: Settings) -> str:
    kinds = "|".join(re.escape(kind.id) for kind in settings.the_links if kind.hosts)
    return rf"^({kinds}) +https://\S+$" if kinds else "(?!)"


def _rating(settings: Settings) -> Schema:
    rubric, lang = settings.the_rubric, next(iter(settings.languages))
    criteria = [_score(rubric.scale, c.name(lang)) for c in rubric.criteria]
    scores = [_score(rubric.overall, "Overall"), *criteria]
    return {"type": "array", "items": scores, "minItems": len(scores), "maxItems": len(scores)}


def _score(scale: Scale, name: str) -> Schema:
    low, high = float(scale.low), float(scale.high)
    return {"type": "number", "title": name, "minimum": low, "maximum": high}


def _own(item: Field) -> Schema:
    """Return what a key of the site's own may hold."""
    least, most = item.least, item.most
    limits: Schema = {}
    if item.type == "series":
        return {"type": "string", "pattern": _ending([".csv"]), "description": _described(item)}
    if item.type == "number":
        limits |= {"minimum": float(least)} if least is not None else {}
        limits |= {"maximum": float(most)} if most is not None else {}
        schema: Schema = {"type": "number", **limits}
    elif item.type == "text":
        schema = {
            **TEXT,
            "minLength": max(1, int(least or 1)),
            "maxLength": int(most) if most is not None else MOST_TEXT,
        }
    else:
        schema = DAY if item.type == "date" else {"enum": list(item.choices)}
    return {**schema, "description": _described(item)}


def _described(item: Field) -> str:
    name = word(item.names, next(iter(item.names)), item.id)
    return f"{name} ({item.unit})" if item.unit else name


def _by_kind(kind: str, fields: Sequence[Field]) -> Schema:
    """Return which of the site's own keys reviews of a kind need, and which they may not have."""
    needed = [item.id for item in fields if item.required and kind in item.kinds]
    unfit = {item.id: False for item in fields if kind not in item.kinds}
    is_kind = {"properties": {"layout": {"const": kind}}, "required": ["layout"]}
    return {"if": is_kind, "then": {"required": needed, "properties": unfit}}


def snippets(settings: Settings) -> Schema:
    """Return the keys as snippets of VS Code, each with the values that it may have."""
    schema = front_matter_schema(settings)
    return {
        f"Review: {name}": {
            "scope": "markdown",
            "prefix": name,
            "body": f"{name}: {_values(item)}",
            "description": item["description"],
        }
        for name, item in schema["properties"].items()
    }


MOST_CHOICES = 60
"""More than so many are not offered: one types faster than one reads."""


def _values(item: Schema) -> str:
    """Return the value of a snippet: a choice where there is one, else a place to type in."""
    if "enum" in item and len(item["enum"]) <= MOST_CHOICES:
        return f"${{1|{','.join(map(_literal, item['enum']))}|}}"
    if item.get("type") == "boolean":
        return "${1|true,false|}"
    if item.get("format") == "date":
        return "${1:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}"
    if item.get("type") != "array":
        return "$1"
    if isinstance(item["items"], dict):
        return "[$1]"
    stops = (f"${{{n}:{_literal(part['title'])}}}" for n, part in enumerate(item["items"], 1))
    return f"[{', '.join(stops)}]"


def _literal(text: str) -> str:
    """Return a text in which a snippet sees no sign of its own."""
    return re.sub(r"([\\$},|])", r"\\\1", str(text))
