"""The open dataset: every review as a record, in JSON and CSV, with its schema and its package.

Numbers are those of the catalogue, digit by digit; reading a file back gives the same records.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - as in the records
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from ..model.catalogue import Catalogue
from ..model.columns import Column, Named, Value
from ..model.curves import measured
from ..model.money import Money
from ..model.records import Review
from ..model.rubric import Scale

Record = dict[str, Any]
Link = Callable[[str], str]

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "'")
"""What makes a spreadsheet take a cell for a formula; and the mark that takes this away."""

_LISTS = ("tags", "pros", "cons")
_FACTS = ("kind", "ref", "lang", "name", "title", "company_id", "company", "category", "date",
          "updated", "overall")  # fmt: skip
_TEXTS = (*_LISTS, "equivalent", "author", "summary", "permalink", "url", "digest")


@dataclass(frozen=True, slots=True)
class About:
    """What stands with the data: name, address, licence, how to cite."""

    site: str
    url: str
    license: str
    license_url: str
    citation: str


_BY_NAME = frozenset(
    ("name", "maker", "category", "overall", "price", "per-point", "date", "sources")
)
"""The columns whose values a record tells under keys of its own."""


def further_columns(catalogue: Catalogue) -> list[Column]:
    """Return the columns that a record tells among its ``fields``: all others but the criteria."""
    return [c for c in catalogue.columns.all if c.id not in _BY_NAME and not c.criterion]


def record(catalogue: Catalogue, review: Review, link: Link) -> Record:
    """Return a review as plain data; scores and prices are Decimal."""
    category = catalogue.category_of(review)
    criteria = (criterion.id for criterion in catalogue.rubric.criteria)
    fields: Record = {
        "kind": review.kind,
        "ref": review.ref,
        "lang": review.lang,
        "name": review.target_name,
        "title": review.title,
        "company_id": review.company_id,
        "company": catalogue.maker_name(review),
        "category": category.id if category else None,
        "date": review.date.isoformat(),
        "updated": review.updated.isoformat() if review.updated else None,
        "overall": review.overall,
        "scores": dict(zip(criteria, review.scores, strict=True)),
        "price": _plain(review.price),
        "fields": {
            **{c.id: _plain(c.value(catalogue, review)) for c in further_columns(catalogue)},
            **measured(catalogue, review),
        },
        "tags": list(review.tags),
        "pros": list(review.pros),
        "cons": list(review.cons),
        "equivalent": review.equivalent or None,
        "author": review.author or None,
        "summary": review.summary,
        "sources": [
            {"number": source.number, "text": source.text, "urls": list(source.urls),
             "accessed": source.accessed.isoformat() if source.accessed else None}
            for source in review.sources
        ],
        "permalink": review.permalink,
        "url": link(review.docname) or None,
        "digest": review.digest,
    }  # fmt: skip
    return fields


def _plain(value: Value) -> object:
    if isinstance(value, Named):
        return value.text
    if isinstance(value, Money):
        return {"amount": value.amount, "currency": value.currency}
    return value.isoformat() if isinstance(value, Date) else value


def encoded(data: object) -> bytes:
    """Return data as JSON with exact decimals."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plainly)
    return text.encode()


def _plainly(data: object) -> object:
    """Return what JSON can write of what it does not know; 15 digits survive as a float."""
    if isinstance(data, Decimal):
        return int(data) if data == data.to_integral_value() else float(data)
    if isinstance(data, Mapping):
        return dict(data)
    raise TypeError(type(data))


def read_record(content: bytes) -> Record:
    """Return the record of a review's own file, with exact decimals."""
    fields: Record = json.loads(content, parse_float=Decimal)
    return fields


def read_json(content: bytes) -> list[Record]:
    """Return the records of a dataset's JSON, with exact decimals."""
    data = json.loads(content, parse_float=Decimal)
    records: list[Record] = data["reviews"]
    return records


def table(catalogue: Catalogue, records: Iterable[Record]) -> bytes:
    """Return the records as CSV whose cells no spreadsheet runs."""
    criteria = [criterion.id for criterion in catalogue.rubric.criteria]
    further = [column.id for column in further_columns(catalogue)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*_FACTS, *criteria, "price", "currency", *further, *_TEXTS, "sources"])
    for item in records:
        price = item["price"] or {"amount": "", "currency": ""}
        cells = [
            *(item[name] for name in _FACTS),
            *(item["scores"][name] for name in criteria),
            price["amount"],
            price["currency"],
            *(item["fields"][name] for name in further),
            *(" | ".join(item[n]) if n in _LISTS else item[n] for n in _TEXTS),
            len(item["sources"]),
        ]
        writer.writerow([cell(value) for value in cells])
    return out.getvalue().encode()


def cell(value: object) -> str:
    """Return a cell as text that is never taken for a formula."""
    if isinstance(value, Mapping):
        value = f"{value['amount']} {value['currency']}"
    text = format(value, "f") if isinstance(value, Decimal) else "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_ACTIVE) else text


def read_cell(text: str) -> str:
    """Return what a cell says."""
    return text.removeprefix("'")


def schema(catalogue: Catalogue) -> dict[str, object]:
    """Return the JSON Schema of the dataset."""
    text, maybe = {"type": "string"}, {"type": ["string", "null"]}
    texts = {"type": "array", "items": text}
    rubric = catalogue.rubric

    def number(scale: Scale) -> dict[str, object]:
        return {"type": "number", "minimum": scale.low, "maximum": scale.high}

    scores = {c.id: {**number(rubric.scale), "title": c.name("en")} for c in rubric.criteria}
    amount = {"type": "number", "minimum": 0}
    price = {**_closed({"amount": amount, "currency": text}), "type": ["object", "null"]}
    source = _closed(
        {"number": {"type": "integer"}, "text": text, "urls": texts, "accessed": maybe}
    )
    properties: dict[str, object] = {
        "kind": {"enum": ["product", "company"]},
        **dict.fromkeys(("ref", "lang", "name", "title", "company_id", "company"), text),
        "category": maybe,
        "date": {"type": "string", "format": "date"},
        "updated": {"type": ["string", "null"], "format": "date"},
        "overall": number(rubric.overall),
        "scores": _closed(scores),
        "price": price,
        "fields": {"type": "object"},
        **dict.fromkeys(_LISTS, texts),
        "equivalent": maybe,
        "author": maybe,
        "summary": text,
        "sources": {"type": "array", "items": source},
        "permalink": text,
        "url": maybe,
        "digest": text,
    }
    top = {
        "title": text, "url": maybe, "license": text, "license_url": maybe, "citation": text,
        "count": {"type": "integer"}, "schema": text,
        "reviews": {"type": "array", "items": _closed(properties)},
    }  # fmt: skip
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_closed(top)}


def _closed(properties: Mapping[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def dataset(about: About, records: Sequence[bytes]) -> bytes:
    """Return all records, each as its own file has it, with what one must know to use them."""
    head = encoded(_around(about, len(records)))
    return head.removesuffix(b"]}") + b",".join(records) + b"]}"


class Change(NamedTuple):
    """A review's file as it was, nothing where there was none, and as it is."""

    before: bytes
    after: bytes


def mended(
    about: About, catalogue: Catalogue, files: Mapping[str, bytes], changes: Sequence[Change]
) -> dict[str, bytes]:
    """Return the files on all reviews with some records replaced; nothing where that fails.

    Each of the records must stand in both files once, and what stands before them be the same.
    """
    head = encoded(_around(about, len(catalogue.reviews))).removesuffix(b"]}")
    data, rows = files["reviews.json"], files["reviews.csv"]
    if not data.startswith(head):
        return {}
    for before, after in changes:
        was, now = _row(catalogue, before), _row(catalogue, after)
        if not was or (data.count(before), rows.count(was)) != (1, 1):
            return {}
        data, rows = data.replace(before, after), rows.replace(was, now)
    return {**files, "reviews.json": data, "reviews.csv": rows}


def _row(catalogue: Catalogue, content: bytes) -> bytes:
    """Return a record's line in the table, with the end of the one above; nothing for no record."""
    with suppress(ValueError, LookupError, TypeError):
        whole = table(catalogue, [read_record(content)])
        return b"\r\n" + whole.removeprefix(table(catalogue, ()))
    return b""


def _around(about: About, count: int) -> dict[str, object]:
    return {
        "title": about.site,
        "url": about.url or None,
        "license": about.license,
        "license_url": about.license_url or None,
        "citation": about.citation,
        "count": count,
        "schema": "reviews.schema.json",
        "reviews": [],
    }


def package(about: About, files: Mapping[str, bytes], newest: str) -> dict[str, object]:
    """Return the description of the files (Data Package), with the hash of each."""
    return {
        "profile": "data-package",
        "name": "reviews",
        "title": about.site,
        "homepage": about.url or None,
        "version": newest,
        "licenses": [{"name": about.license, "path": about.license_url or None}],
        "citation": about.citation,
        "resources": [_resource(name, content) for name, content in sorted(files.items())],
    }


def _resource(name: str, content: bytes) -> dict[str, object]:
    return {
        "name": name.replace(".", "-"),
        "path": name,
        "mediatype": "text/csv" if name.endswith(".csv") else "application/json",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }
