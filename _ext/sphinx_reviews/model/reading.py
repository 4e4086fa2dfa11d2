"""From one file's bytes to a record and its findings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from . import frontmatter
from .body import Body, read_body
from .budget import Excess, excess
from .decimal_comma import writes_comma
from .diagnostics import Code, Diagnostic, diagnostic
from .facts import facts_of, steady_of
from .fields import Field, FieldValue, read_field
from .foreign import needs_docutils
from .money import Money
from .outcomes import SUFFIX, Outcome
from .outlinks import own_link_problem
from .pointing import pointed
from .records import KINDS, Mark, OwnCategory, Review
from .rules.file import FileText
from .rules.local import check_file
from .schema import KEYS, FrontMatterSchema
from .settings import Settings
from .text import did_you_mean


def read(data: bytes, path: str, settings: Settings, *, digest: str = "") -> Outcome:
    """Read one file's bytes into a record; never raises, whatever the bytes are."""
    try:
        text = frontmatter.normalise(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        bad = f"byte 0x{data[error.start]:02x}"
        return Outcome(
            None, (diagnostic(Code.FILE_ENCODING, path, line, "not valid UTF-8", value=bad),)
        )
    lines = tuple(text.split("\n"))
    try:
        matter = frontmatter.read(text)
    except frontmatter.FrontMatterError as error:
        code = Code.FRONT_MATTER_MISSING if error.missing else Code.FRONT_MATTER_YAML
        broken = diagnostic(code, path, error.line, str(error), hint=error.hint)
        first, rest = _rest(lines)
        if too_much := excess(rest, first):
            return Outcome(None, (broken, _refused(path, too_much)))
        others = check_file(_textless(lines, path, settings))
        return Outcome(None, tuple(pointed(item, lines) for item in (broken, *others)))
    if too_much := excess(matter.body, matter.body_line):
        return Outcome(None, (_refused(path, too_much),))
    comma = writes_comma(_said(matter, "lang"))
    body = read_body(matter.body, matter.body_line, settings.section_id, comma=comma)
    findings, values = _validate(matter, path, settings)
    review = None
    own, more = _own_fields(matter, path, settings)
    if values:
        more += _check_settings(matter, values, path, settings)
    findings.extend(more)
    if values and not more:
        review = _record(matter, values, body, path, settings, digest)
        review = replace(review, fields=own) if own else review
    ref, lang = _said(matter, "ref"), _said(matter, "lang")
    file = FileText(path, lines, settings, matter, body, review, ref, lang)
    located = (replace(item, ref=ref, lang=lang) for item in findings)
    pointed_at = (pointed(item, lines) for item in (*located, *check_file(file)))
    return Outcome(review, tuple(pointed_at))


def _refused(path: str, too_much: Excess) -> Diagnostic:
    """Return the finding of a text that costs too much to read."""
    line, message, value = too_much
    hint = "the file is not published; write it shorter and flat"
    return diagnostic(Code.CONTENT_SIZE, path, line, message, value=value, hint=hint)


def _rest(lines: tuple[str, ...]) -> tuple[int, str]:
    """Return the line behind the front matter, readable or not, and the text from there on."""
    fences = (n for n, line in enumerate(lines[1:], start=2) if line.strip() == "---")
    first = next(fences, 0) if lines[0].strip() == "---" else 0
    return first + 1, "\n".join(lines[first:])


def _textless(lines: tuple[str, ...], path: str, settings: Settings) -> FileText:
    """Return a file whose front matter cannot be read: what follows the block is its text."""
    first, text = _rest(lines)
    body = read_body(text, first, settings.section_id)
    matter = frontmatter.FrontMatter((), text, first)
    return FileText(path, lines, settings, matter, body)


def _said(matter: frontmatter.FrontMatter, key: str) -> str:
    """Return a plain front-matter value whatever its worth, for naming the file in findings."""
    value = next((entry.value for entry in matter.entries if entry.key == key), "")
    return value if isinstance(value, str) else ""


def _marks(matter: frontmatter.FrontMatter) -> dict[str, Mark]:
    """Return where each key's value begins, where that is on the key's line."""
    marks: dict[str, Mark] = {}
    for entry in matter.entries:
        marks.setdefault(entry.key, entry.value_mark)
    return marks


def _validate(
    matter: frontmatter.FrontMatter, path: str, settings: Settings
) -> tuple[list[Diagnostic], FrontMatterSchema | None]:
    """Check keys and types; a key that stands twice is told and counts as YAML counts it."""
    findings: list[Diagnostic] = []
    raw: dict[str, Any] = {}
    closed = True
    known = (*KEYS, *(item.id for item in settings.the_fields))
    for entry in matter.entries:
        if entry.key in raw:
            findings.append(_at(Code.FRONT_MATTER_DUPLICATE, path, entry, "key stands twice"))
        elif entry.key not in known:
            hint = did_you_mean(entry.key, known)
            findings.append(_at(Code.FRONT_MATTER_KEY, path, entry, "unknown key", hint=hint))
            closed = False
        raw[entry.key] = entry.value
    given = {key: value for key, value in raw.items() if value is not None and key in KEYS}
    try:
        values = FrontMatterSchema(**given)
    except ValidationError as error:
        findings.extend(_finding(item, matter, path) for item in error.errors(include_url=False))
        return findings, None
    return findings, values if closed else None


def _own_fields(
    matter: frontmatter.FrontMatter, path: str, settings: Settings
) -> tuple[dict[str, FieldValue], list[Diagnostic]]:
    """Read the keys that the site has added; the last of two counts, as in YAML."""
    findings: list[Diagnostic] = []
    values: dict[str, FieldValue] = {}
    given = {entry.key: entry for entry in matter.entries if entry.value is not None}
    kind = _said(matter, "layout")
    for item in settings.the_fields:
        entry = given.get(item.id)
        if entry is None:
            if item.required and kind in item.kinds:
                message = f"the key {item.id!r} is missing or empty"
                hint = f"add a line '{item.id}: …'"
                findings.append(diagnostic(Code.FRONT_MATTER_REQUIRED, path, 1, message, hint=hint))
        elif kind in KINDS and kind not in item.kinds:
            message, hint = f"a {kind} has no key {item.id!r}", "take the line out"
            findings.append(_at(Code.FRONT_MATTER_KEY, path, entry, message, hint))
        else:
            try:
                values[item.id] = read_field(item, entry.value)
            except ValueError as error:
                findings.append(_unfit(item, entry, path, str(error)))
    return values, findings


def _unfit(item: Field, entry: frontmatter.KeyEntry, path: str, reason: str) -> Diagnostic:
    mark, value = entry.mark, entry.value
    written = value if isinstance(value, str) else "[" + ", ".join(value or ()) + "]"
    hint = did_you_mean(written, item.choices) if item.choices else ""
    message = f"{item.id} {reason}"
    code = Code.FRONT_MATTER_TYPE
    return diagnostic(
        code, path, mark.line, message, column=mark.column, value=written or "''", hint=hint
    )


def _at(
    code: Code, path: str, entry: frontmatter.KeyEntry, message: str, hint: str = ""
) -> Diagnostic:
    mark = entry.mark
    return diagnostic(
        code, path, mark.line, message, column=mark.column, value=entry.key, hint=hint
    )


def _finding(item: Any, matter: frontmatter.FrontMatter, path: str) -> Diagnostic:
    """Turn one schema error into a located finding."""
    key = str(item["loc"][0])
    entry = next((e for e in matter.entries if e.key == key), None)
    if entry is None or entry.value is None or _blank(entry.value, item["type"]):
        line = entry.mark.line if entry else 1
        return diagnostic(
            Code.FRONT_MATTER_REQUIRED, path, line, f"the key {key!r} is missing or empty",
            hint=f"add a line '{key}: …'",
        )  # fmt: skip
    mark, value = entry.mark, entry.value
    indexes = [part for part in item["loc"][1:] if isinstance(part, int)]
    if indexes and isinstance(value, list) and indexes[0] < len(value):
        mark = entry.items[indexes[0]]
        value = value[indexes[0]]
    kind = "string_too_short" if isinstance(value, str) and not value.strip() else item["type"]
    reason = _REASONS.get(kind, str(item["msg"])).removeprefix("Value error, ")
    reason = reason.format(**item.get("ctx", {}))
    written = value if isinstance(value, str) else "[" + ", ".join(value) + "]"
    return diagnostic(
        _CODE_OF_KEY.get(key, Code.FRONT_MATTER_TYPE),
        path,
        mark.line,
        f"{key} {reason[:1].lower()}{reason[1:]}",
        column=mark.column,
        value=written or "''",
        hint=_MEND.get(key, ""),
    )


def _blank(value: object, kind: str) -> bool:
    """Tell whether the schema finds a text too short since there is nothing to see in it."""
    return isinstance(value, str) and kind.endswith("too_short") and not value.strip()


_REASONS = {
    "greater_than_equal": "must be at least {ge}",
    "literal_error": "must be {expected}",
    "too_short": "needs at least {min_length} entries",
    "too_long": "may have at most {max_length} entries",
    "string_too_short": "holds an empty text",
    "string_too_long": "may have at most {max_length} characters",
}
"""The schema's own complaints in the words of ours."""

_MEND = {
    "price": "write a plain number such as 1580, without currency, blanks and commas",
    "rating": "write a list of numbers such as [3.2, 0.8, 0.7, 0.3, 0.7, 0.7]",
    "date": "write the day as YYYY-MM-DD",
    "updated": "write the day as YYYY-MM-DD",
    "tags": "write a list such as [Headphones, Studio]",
}
"""How to mend the keys that are most often written otherwise."""

_CODE_OF_KEY = {
    "permalink": Code.PERMALINK_UNSAFE,
    "ref": Code.ID_UNSAFE,
    "company_id": Code.ID_UNSAFE,
}


def _check_settings(
    matter: frontmatter.FrontMatter, values: FrontMatterSchema, path: str, settings: Settings
) -> list[Diagnostic]:
    """Check what depends on the site: language, category, number and range of the scores."""
    marks = _marks(matter)
    findings: list[Diagnostic] = []

    def note(code: Code, key: str, message: str, value: object, hint: str = "") -> None:
        mark = marks[key]
        findings.append(
            diagnostic(code, path, mark.line, message, column=mark.column, value=value, hint=hint)
        )

    if values.lang not in settings.languages:
        hint = f"use one of {', '.join(settings.languages)}"
        note(Code.FRONT_MATTER_TYPE, "lang", "lang is no language of this site", values.lang, hint)
    if values.category and settings.categories and values.category not in settings.categories:
        hint = did_you_mean(values.category, settings.categories)
        note(
            Code.FRONT_MATTER_TYPE, "category", "category is not configured", values.category, hint
        )
    for text in values.links:
        if problem := own_link_problem(text, settings.the_links):
            note(Code.FRONT_MATTER_TYPE, "links", f"a link {problem}", text)
    rubric = settings.the_rubric
    wanted = len(rubric.criteria) + 1
    if len(values.rating) != wanted:
        message = f"the rating needs {wanted} numbers, the overall score and {wanted - 1} criteria"
        whole = all(value == value.to_integral_value() for value in values.rating)
        commas = whole and len(values.rating) == 2 * wanted
        hint = "write decimals with a point: 3.9, not 3,9" if commas else ""
        note(Code.SCORE_COUNT, "rating", message, len(values.rating), hint)
        return findings
    scales = [("overall", rubric.overall)] + [(c.id, rubric.scale) for c in rubric.criteria]
    for (name, scale), value in zip(scales, values.rating, strict=True):
        if not scale.contains(value):
            message = f"the score {name} is outside {scale.low} to {scale.high}"
            note(Code.SCORE_RANGE, "rating", message, value)
    return findings


def _record(
    matter: frontmatter.FrontMatter,
    values: FrontMatterSchema,
    body: Body,
    path: str,
    settings: Settings,
    digest: str,
) -> Review:
    price = None
    if values.price is not None:
        price = Money(values.price, values.price_currency or settings.currency(values.lang))
    renamed = settings.tag_map.get(values.lang, {})
    review = Review(
        kind=values.layout,
        ref=values.ref,
        lang=values.lang,
        docname=path.removesuffix(SUFFIX),
        path=path,
        title=values.title,
        target_name=values.target_name,
        company_id=values.company_id,
        date=values.date,
        overall=values.rating[0],
        scores=values.rating[1:],
        summary=values.summary,
        tags=tuple(dict.fromkeys(renamed.get(tag, tag) for tag in values.tags)),
        permalink=values.permalink,
        price=price,
        category=values.category or "",
        author=values.author or "",
        pros=values.pros,
        cons=values.cons,
        equivalent=values.equivalent or "",
        image=values.image or "",
        updated=values.updated,
        reason=values.reason or "",
        redirect_from=values.redirect_from,
        own_links=values.links,
        draft=values.draft,
        body_line=matter.body_line,
        marks=_marks(matter),
        sections=body.sections,
        citations=body.citations,
        sources=body.sources,
        claims=body.claims,
        links=body.links,
        digest=digest,
        needs_docutils=needs_docutils(matter.body, settings),
    )
    facts, steady = facts_of(review), steady_of(review)
    return replace(review, facts=facts, steady=steady, own_category=_own_category(review, settings))


def _own_category(review: Review, settings: Settings) -> OwnCategory | None:
    if review.kind != "product":
        return None
    words = (review.category, review.target_name, review.tags, review.summary)
    return settings.the_sorter.place(*words)
