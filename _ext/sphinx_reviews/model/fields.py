"""A site's own keys of the front matter: typed, limited, and each a column of the table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, cast

from .axes import Axis, axis_from
from .columns import Column, Named, Value
from .columns import Type as ColumnType
from .records import KINDS, Kind, Review
from .rubric import Words, word
from .shapes import closed, names, number, switch, text, texts

if TYPE_CHECKING:
    from .catalogue import Catalogue

Type = Literal["number", "text", "choice", "date", "series"]
FieldValue = Decimal | str | Date

PLACES = ("card", "page", "list", "filter", "comparison")
"""Where a field may show. It is always a column that a list can name and sort by."""

_KEYS = frozenset(
    ("type", "names", "unit", "least", "most", "choices", "better", "kinds", "required", "shown")
)
_SERIES_KEYS = frozenset(("type", "names", "across", "up", "kinds", "required"))
_TYPES: Mapping[str, ColumnType] = {
    "number": "number", "text": "choice", "choice": "choice", "date": "date",
}  # fmt: skip
_KINDS = (*_TYPES, "series")
_ID = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
MOST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Field:
    """A key of the front matter that a site has added."""

    id: str
    type: Type
    names: Words
    unit: str = ""
    least: Decimal | None = None
    """The least number allowed."""

    most: Decimal | None = None
    """The greatest number, or the greatest length of a text."""

    choices: Mapping[str, Words] = field(default_factory=dict)
    better: str = ""
    """``low`` or ``high``, where a comparison tells which number is best."""

    kinds: Sequence[Kind] = KINDS
    required: bool = False
    shown: Sequence[str] = ()
    axes: tuple[Axis, ...] = ()
    """Of a series: the axis across, then the axis up."""


def field_from(identifier: str, item: Mapping[str, Any]) -> Field:
    """Build a field from its mapping; raise ValueError with the reason where it is wrong."""
    if not isinstance(identifier, str) or not _ID.fullmatch(identifier):
        raise ValueError(f"{identifier!r} is no key; use lower-case letters, digits and hyphens")
    kind = item.get("type", "")
    closed(item, _SERIES_KEYS if kind == "series" else _KEYS, identifier)
    if kind not in _KINDS:
        raise ValueError(f"{identifier}: the type is {kind!r}; use one of {', '.join(_KINDS)}")
    own = Field(
        identifier,
        kind,
        names(item.get("names", {}), f"the names of {identifier}"),
        unit=text(item.get("unit", ""), f"the unit of {identifier}"),
        least=_limit(item, "least", identifier),
        most=_limit(item, "most", identifier),
        choices=_choices(item, identifier),
        better=text(item.get("better", ""), f"better of {identifier}"),
        kinds=cast(
            "tuple[Kind, ...]", texts(item.get("kinds", KINDS), f"the kinds of {identifier}")
        ),
        required=switch(item.get("required", False), f"required of {identifier}"),
        shown=texts(item.get("shown", _usual(kind)), f"shown of {identifier}"),
        axes=_axes(item, identifier) if kind == "series" else (),
    )
    if problem := _problem(own):
        raise ValueError(f"{identifier}: {problem}")
    return own


def _axes(item: Mapping[str, Any], identifier: str) -> tuple[Axis, ...]:
    return tuple(axis_from(item.get(side), f"{identifier}.{side}") for side in ("across", "up"))


def _usual(kind: str) -> tuple[str, ...]:
    if kind == "series":
        return ()
    unfit = {"page", "list", *(["filter"] if kind in ("text", "date") else [])}
    return tuple(where for where in PLACES if where not in unfit)


def _limit(item: Mapping[str, Any], key: str, identifier: str) -> Decimal | None:
    return number(item[key], f"{key} of {identifier}") if item.get(key) is not None else None


def _choices(item: Mapping[str, Any], identifier: str) -> dict[str, Words]:
    given = item.get("choices", {})
    if not isinstance(given, Mapping):
        raise ValueError(f'{identifier}: choices are names by id: {{"open": {{"en": "Open"}}}}')
    return {str(key): names(value, f"the names of {key}") for key, value in given.items()}


def _problem(own: Field) -> str:
    """Return what does not fit together, or an empty string."""
    if not own.names:
        return 'it needs names by language, such as {"en": "Weight"}'
    if (own.type == "choice") != bool(own.choices):
        return "a choice needs choices, and only a choice has them"
    if own.type in ("choice", "date") and (own.least is not None or own.most is not None):
        return f"a {own.type} has no least and no most"
    if own.type == "text" and own.most is not None and own.most < 1:
        return f"most {own.most} leaves no room for a text"
    if own.least is not None and own.most is not None and own.least > own.most:
        return f"least {own.least} is above most {own.most}"
    if (own.unit or own.better) and own.type != "number":
        return "only a number has a unit and a better end"
    if own.better not in ("", "low", "high"):
        return f"better is {own.better!r}, not low or high"
    if not own.kinds or not set(own.kinds) <= set(KINDS):
        return f"kinds are {', '.join(KINDS)}"
    if unknown := [where for where in own.shown if where not in PLACES]:
        return f"it cannot be shown in {unknown[0]!r}; known: {', '.join(PLACES)}"
    if "filter" in own.shown and own.type in ("text", "date"):
        return "only numbers and choices filter"
    return ""


def read_field(own: Field, value: object) -> FieldValue:
    """Return a front-matter value as the field has it; raise ValueError with the reason."""
    if not isinstance(value, str):
        raise ValueError("must be one plain value, not a list")
    return _READERS[own.type](own, value)


def _read_number(own: Field, value: str) -> FieldValue:
    if not _NUMBER.fullmatch(value) or len(value) > 15:
        raise ValueError("must be a plain number such as 312.5, without its unit")
    amount = Decimal(value)
    if own.least is not None and amount < own.least:
        raise ValueError(f"must be at least {own.least}")
    if own.most is not None and amount > own.most:
        raise ValueError(f"must be at most {own.most}")
    return amount


def _read_text(own: Field, value: str) -> FieldValue:
    text = unicodedata.normalize("NFC", " ".join(value.split()))
    most = int(own.most) if own.most is not None else MOST_TEXT
    if _CONTROL.search(text):
        raise ValueError("must not contain control characters")
    if not text or len(text) < (own.least or 0) or len(text) > most:
        raise ValueError(f"must have {max(1, int(own.least or 1))} to {most} characters")
    return text


def _read_choice(own: Field, value: str) -> FieldValue:
    if value not in own.choices:
        raise ValueError(f"must be one of {', '.join(own.choices)}")
    return value


def _read_date(own: Field, value: str) -> FieldValue:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return Date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("must be a date such as 2025-07-20")


_READERS: Mapping[str, Callable[[Field, str], FieldValue]] = {
    "number": _read_number,
    "text": _read_text,
    "choice": _read_choice,
    "date": _read_date,
    "series": _read_text,
}


def field_column(own: Field) -> Column:
    """Return the column of a field."""
    listed = [kind for kind in own.kinds if "list" in own.shown]
    return Column(
        own.id,
        _TYPES[own.type],
        partial(_value, own),
        names=own.names,
        least_first=own.better == "low" or own.type in ("text", "choice"),
        kinds=own.kinds,
        listed=tuple(listed),
        explored=tuple(listed),
        compared="comparison" in own.shown,
        judged=bool(own.better),
        carded="card" in own.shown,
        specified="page" in own.shown,
        filter=_filter(own),
        unit=own.unit,
        place=partial(_order, own) if own.type == "choice" else None,
    )


def _filter(own: Field) -> Literal["", "facet", "range"]:
    if "filter" not in own.shown:
        return ""
    return "range" if own.type == "number" else "facet"


def _value(own: Field, _: Catalogue, review: Review) -> Value:
    value = review.fields.get(own.id)
    if not isinstance(value, str):
        return value
    return Named(word(own.choices.get(value, {}), review.lang, value), "", value)


def _order(own: Field, _: Catalogue, review: Review) -> int:
    return list(own.choices).index(str(review.fields[own.id]))
