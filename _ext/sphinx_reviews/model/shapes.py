"""The shape of each ``reviews_*`` value, judged before anything works with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any

from .money import currency_codes
from .text import nearest

Test = Callable[[Any], bool]
PREFIX = "reviews_"
MOST_DIGITS = 15
"""Numbers of more digits before or behind the point are slips of the keyboard."""


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _folder(value: Any) -> bool:
    """Tell whether it is a path below the source directory."""
    return _text(value) and value != "" and value[0] != "/" and ".." not in value.split("/")


def _texts(value: Any) -> bool:
    """Tell whether it is a list of texts; one text alone would count as its letters."""
    return isinstance(value, list | tuple | set | frozenset) and all(map(_text, value))


def _groups(value: Any) -> bool:
    """Tell whether it is a list of lists of texts."""
    return isinstance(value, list | tuple) and all(map(_texts, value))


def _whole(value: Any) -> bool:
    return type(value) is int and value > 0


def _switch(value: Any) -> bool:
    return value in (True, False)


def _mapping(inner: Test) -> Test:
    def test(value: Any) -> bool:
        return isinstance(value, Mapping) and all(
            _text(key) and inner(item) for key, item in value.items()
        )

    return test


def _amount(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _band(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_amount, value))


def _quantity(value: Any) -> bool:
    """Tell whether it is a quantity: words, units with numbers, a range, others beside it."""
    if not isinstance(value, Mapping) or set(value) - {"words", "units", "range", "beside"}:
        return False
    units, span = value.get("units", {}), value.get("range", (0, 1))
    sized = _mapping(lambda size: _amount(size) and size > 0)(units)
    lists = _texts(value.get("words", ())) and _texts(value.get("beside", ()))
    return sized and lists and _band(span) and len(span) == 2 and span[0] <= span[1]


def _currency(value: Any) -> bool:
    return _text(value) and value in currency_codes()


_words = _mapping(_text)
_filled = _mapping(lambda value: _text(value) and bool(value.strip()))


def _named(value: Any) -> bool:
    """Tell whether it is a mapping whose ``names``, where given, are words by language."""
    return isinstance(value, Mapping) and _filled(value.get("names", {}))


def _amounts(value: Any) -> bool:
    """Tell whether it is a list of whole amounts, each greater than the one before."""
    return (
        isinstance(value, list | tuple)
        and all(map(_whole, value))
        and list(value) == sorted(set(value))
    )


def _makers(value: Any) -> bool:
    """Tell whether it is names by company id, each one text or texts by language."""
    return _mapping(lambda item: _text(item) or (_words(item) and bool(item)))(value)


def _embed(value: Any) -> bool:
    """Tell whether it says what partners may show; files are paths below the site's root."""
    if not _words(value) or not set(value) <= {"cards", "widget", "search", "message"}:
        return False
    files = [value[key] for key in ("widget", "search") if key in value]
    many = "{lang}" in value.get("search", "{lang}")
    return many and value.get("cards", "on") == "on" and all(map(_folder, files))


def _category(value: Any) -> bool:
    lists = ("tags", "not", "over")
    known = _named(value) and set(value) <= {"names", *lists}
    return known and all(_texts(value.get(key, ())) for key in lists)


def _publisher(value: Any) -> bool:
    """Tell whether it names a publisher, by known keys."""
    return _words(value) and set(value) <= {"name", "url", "logo", "author"}


def _file(value: Any) -> bool:
    return value == "" or _folder(value)


def _dataset(value: Any) -> bool:
    return _words(value) and set(value) <= {"license", "license_url", "citation"}


def _functions(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(callable, value))


def _feeds(value: Any) -> bool:
    kinds = ("company", "tag")
    return _texts(value) and all(item.partition(":")[0] in kinds for item in value)


_SHAPES: Mapping[str, tuple[Test, str]] = {
    "folder": (_folder, '"reviews"'),
    "pages": (_folder, '"docs"'),
    "languages": (_filled, '{"en": "English"}'),
    "currencies": (_mapping(_currency), '{"en": "USD"}'),
    "sections": (_mapping(_mapping(_texts)), '{"advice": {"en": ["Advice"]}}'),
    "categories": (_mapping(_category), '{"dacs": {"names": {"en": "DACs"}, "tags": ["DAC"]}}'),
    "budgets": (_mapping(_amounts), '{"USD": [50, 100, 200]}'),
    "notes": (_words, '{"name of the page": "Our words."}'),
    "mention_exclude": (_texts, '["One", "Two"]'),
    "page_size": (_whole, "200"),
    "tag_page_min": (_whole, "2"),
    "directives": (_texts, '["note", "tip"]'),
    "roles": (_texts, '["sub", "sup"]'),
    "titles": (_words, '{"en": "Measured"}'),
    "navigation": (_texts, '["products", "tags"]'),
    "presets": (_mapping(_named), '{"value": {"names": {"en": "Value"}, "weights": {"price": 1}}}'),
    "fields": (
        _mapping(_named),
        '{"weight": {"type": "number", "names": {"en": "Weight"}, "unit": "g"}}',
    ),
    "doctrees": (_switch, "True"),
    "search": (_switch, "True"),
    "search_alike": (_groups, '[["headphones", "ヘッドホン"]]'),
    "page_search": (lambda value: value is None or _switch(value), "True"),
    "publisher": (_publisher, '{"name": "Measured", "author": "The Measured authors"}'),
    "redirects": (_file, '"redirects.txt"'),
    "addresses": (_file, '"addresses.txt"'),
    "ledger": (_file, '"ledger.jsonl"'),
    "data": (_dataset, '{"license": "CC-BY-4.0"}'),
    "rules": (_functions, "[few_sources], functions that take the catalogue"),
    "link_results": (_file, '"link-results.jsonl"'),
    "check_links": (_switch, "True"),
    "share_images": (_switch, "True"),
    "sitemap": (_switch, "True"),
    "drafts": (_switch, "True"),
    "embed": (_embed, '{"cards": "on"}'),
    "links": (
        _mapping(_named),
        '{"shop": {"names": {"en": "Shop"}, "url": "https://example.org/?q={name}"}}',
    ),
    "disclosure": (_words, '{"en": "We earn a commission on purchases."}'),
    "makers": (_makers, '{"acme": "Acme Audio"}'),
    "feeds": (_feeds, '["company:acme"]'),
    "pdf_links": (_switch, "True"),
    "findings_page": (_switch, "True"),
    "baseline": (lambda value: value == "" or _folder(value), '"known.json"'),
    "severities": (_words, '{"review.tag": "off"}'),
    "tag_map": (_mapping(_words), '{"en": {"Over ear": "Over-ear"}}'),
    "required_sections": (_texts, '["overview", "advice"]'),
    "quantities": (_mapping(_quantity), '{"mass": {"words": ["weight"], "units": {"g": 1}}}'),
    "company_names": (_words, '{"acme-japan": "acme"}'),
    "exchange": (_mapping(_band), '{"USD/JPY": (100, 200)}'),
}
"""By field of the settings: what the value must pass, and an example. The rubric judges itself."""


def shape_problem(values: Mapping[str, Any]) -> str:
    """Return what is wrong with the shape of the values given by field, or an empty string."""
    for name, value in values.items():
        test, example = _SHAPES.get(name, (None, ""))
        if test and not test(value):
            return f"{PREFIX}{name}: {value!r:.60} has the wrong shape; write it like {example}"
    return ""


def misspelled(names: Iterable[str], known: Iterable[str]) -> str:
    """Return a complaint about the first name that is nearly one of ours, or an empty string."""
    known = set(known)
    for name in (name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)):
        if name not in known and (meant := nearest(name, sorted(known), likeness=0.8)):
            return f"{PREFIX}{name}: no such value; did you mean '{PREFIX}{meant}'?"
    return ""


def number(value: Any, what: str) -> Decimal:
    """Return a number of the configuration as it is written; raise ValueError with its name."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount.adjusted()) > MOST_DIGITS:
        raise ValueError(f"{what} is {value!r:.60}, not a number that can be used")
    return amount


def text(value: Any, what: str) -> str:
    """Return a text of the configuration; raise ValueError with its name where it is none."""
    if not _text(value):
        raise ValueError(f"{what} is {value!r:.60}, not a text")
    return str(value)


def texts(value: Any, what: str) -> tuple[str, ...]:
    """Return a list of texts of the configuration; raise ValueError where it is none."""
    if not _texts(value):
        raise ValueError(f"{what} are {value!r:.60}, not a list of texts")
    return tuple(value)


def switch(value: Any, what: str) -> bool:
    """Return whether something is wanted; raise ValueError where the value does not say it."""
    if not _switch(value):
        raise ValueError(f"{what} is {value!r:.60}; write True or False")
    return bool(value)


def names(value: Any, what: str) -> dict[str, str]:
    """Return words by language; raise ValueError with the place where they are something else."""
    if not _filled(value):
        raise ValueError(
            f'{what} are {value!r:.60}; write them by language, such as {{"en": "Taste"}}'
        )
    return dict(value)


def closed(item: Any, known: Iterable[str], what: str) -> None:
    """Raise ValueError where the item is no mapping or has a key that is not known."""
    if not isinstance(item, Mapping):
        raise ValueError(f"{what} is {item!r:.60}, not a mapping")
    if unknown := set(item) - set(known):
        name = min(map(str, unknown))
        raise ValueError(f"{what}: unknown key {name!r}; known: {', '.join(sorted(known))}")
