"""What a site owner decides: one frozen record, filled from ``conf.py``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from functools import cached_property, lru_cache
from typing import Any

from .addresses import ChoicePage, folder_of
from .categories import Category, Sorter, sorter_of, word_key
from .columns import Column, Columns, columns_of
from .diagnostics import Code
from .fields import Field, field_column, field_from
from .outlinks import LinkKind, link_kind, undisclosed
from .quantities import QUANTITIES
from .rubric import AUDIO_RUBRIC, Rubric, rubric_from
from .safety import safe_id
from .shapes import misspelled, shape_problem
from .text import did_you_mean, nearest
from .weights import Preset, preset_from

BESIDE = ("rules",)
"""Values of ``conf.py`` that are functions: nothing of them can be stored or compared."""

CODES = tuple(code.value for code in Code)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")


SECTION_NAMES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "overview": {"en": ("Overview",), "ja": ("概要",)},
    "advice": {"en": ("Advice",), "ja": ("アドバイス",)},
    "references": {
        "en": ("References", "Reference", "Sources"),
        "ja": ("参考情報", "参考文献", "参考資料", "参考リンク", "参考URL"),
    },
}
"""The names of the sections that are no criterion, per language; any language's name counts."""


BUDGETS: Mapping[str, Sequence[int]] = {
    "USD": (20, 50, 100, 200, 500, 1000, 2000),
    "EUR": (20, 50, 100, 200, 500, 1000, 2000),
    "JPY": (3000, 5000, 10000, 20000, 50000, 100000, 200000),
}
"""Round prices in the steps in which people think of them."""


SEARCH_ALIKE: Sequence[Sequence[str]] = (
    ("headphones", "headphone", "ヘッドホン", "ヘッドフォン"),
    ("earphones", "earphone", "イヤホン", "イヤフォン"),
    ("in-ear monitors", "in-ear monitor", "IEM", "IEMs", "インイヤーモニター"),
    ("microphone", "microphones", "mic", "マイク", "マイクロホン", "マイクロフォン"),
    ("speaker", "speakers", "スピーカー", "スピーカ"),
    ("amplifier", "amplifiers", "amp", "amps", "アンプ"),
    ("noise cancelling", "noise canceling", "ANC", "ノイズキャンセリング", "ノイキャン"),
    ("wireless", "ワイヤレス"),
    ("Bluetooth", "ブルートゥース"),
    ("AKG", "アーカーゲー"),
    ("Apple", "アップル"),
    ("Audio-Technica", "オーディオテクニカ", "オーテク"),
    ("beyerdynamic", "ベイヤーダイナミック", "ベイヤー"),
    ("Bose", "ボーズ"),
    ("Denon", "デノン"),
    ("Focal", "フォーカル"),
    ("JBL", "ジェービーエル"),
    ("Panasonic", "パナソニック"),
    ("Sennheiser", "ゼンハイザー"),
    ("Shure", "シュア"),
    ("Sony", "ソニー"),
    ("Technics", "テクニクス"),
    ("Yamaha", "ヤマハ"),
)
"""Words that mean the same to who searches: spellings, languages, makers."""


@dataclass(frozen=True)
class Settings:
    """Everything that can be set; each field is the ``conf.py`` value ``reviews_<field>``."""

    folder: str = "reviews"
    """Folder of the review files, relative to the source directory."""

    pages: str = "docs"
    """Folder whose hand-written pages may name their own ``permalink`` and ``lang``."""

    languages: Mapping[str, str] = field(default_factory=lambda: {"en": "English", "ja": "日本語"})
    """Language code to the language's own name, in the order shown to readers."""

    currencies: Mapping[str, str] = field(default_factory=lambda: {"en": "USD", "ja": "JPY"})
    """ISO 4217 code of a price without ``price_currency``, by language."""

    rubric: Mapping[str, Any] | Rubric = field(default_factory=lambda: AUDIO_RUBRIC)
    """The criteria, their scale and how they combine."""

    sections: Mapping[str, Mapping[str, Sequence[str]]] = field(
        default_factory=lambda: SECTION_NAMES
    )
    """Names of the sections ``overview``, ``advice`` and ``references``, by language."""

    categories: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Category id to ``{"names": {lang: name}, "tags": [word, …]}``, and ``not`` and ``over``."""

    budgets: Mapping[str, Sequence[int]] = field(default_factory=lambda: BUDGETS)
    """By currency, the prices up to which the site says what to choose in each category."""

    notes: Mapping[str, str] = field(default_factory=dict)
    """Own words for generated pages: the page's name to text, shown below its heading."""

    mention_exclude: Sequence[str] = ()
    """Names that are ordinary words here and are never linked in prose."""

    page_size: int = 200
    """Rows of a list page before the list continues on a further page."""

    tag_page_min: int = 2
    """Reviews a tag needs for a page of its own."""

    directives: Sequence[str] = (
        "note",
        "tip",
        "warning",
        "important",
        "seealso",
        "figure",
        "image",
    )
    """Directives that a review may use beside this extension's own."""

    roles: Sequence[str] = ("product", "company", "tag", "abbr", "sub", "sup", "kbd", "math")
    """Roles that a review may use."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """The site's name by language; the project's name where absent."""

    navigation: Sequence[str] = ("products", "companies", "categories", "rankings", "tags", "map")
    """The ``translation`` names of the pages in the site's header."""

    presets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Own rankings: id to ``{"names": {lang: name}, "weights": {criterion id: 0 to 10}}``."""

    search: bool = True
    """Whether the site gets a full-text index; names are found without one."""

    page_search: bool | None = None
    """Whether Sphinx's own search finds the pages that are no reviews; else the theme decides."""

    publisher: Mapping[str, str] = field(default_factory=dict)
    """Who answers for the reviews: ``name``, ``url``, ``logo``, and the usual ``author``."""

    data: Mapping[str, str] = field(default_factory=dict)
    """The open dataset's ``license``, ``license_url`` and ``citation``; no licence, no dataset."""

    redirects: str = ""
    """File with a line ``/old/ /new/`` for each address that leads on, beside ``redirect_from``."""

    addresses: str = ""
    """File with a line for each address that must go on answering; a check compares."""

    ledger: str = ""
    """File of earlier scores, prices and dates, which the command ``ledger`` keeps."""

    link_results: str = ""
    """File in which the builder ``linkcheck`` keeps which addresses answered."""

    check_links: bool = False
    """Whether every build ends with a look at all links inside the output."""

    share_images: bool = False
    """Whether each review has a picture for those who share its address, drawn by Typst."""

    sitemap: bool = True
    """Whether a site whose public address is known gets a sitemap and a robots.txt."""

    drafts: bool = False
    """Whether drafts, and reviews of days that have not come, are built as well."""

    embed: Mapping[str, str] = field(default_factory=dict)
    """What partners may show: ``cards``; ``widget``, ``search``, ``message`` of earlier sites."""

    links: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Links out of the site: id to ``names``, ``url``, ``refs``, ``hosts``, ``paid``, ``kinds``."""

    disclosure: Mapping[str, str] = field(default_factory=dict)
    """By language: what stands beside links that the site is paid for, in place of our words."""

    makers: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    """Names of makers without a review: company id to a name, or to names by language."""

    feeds: Sequence[str] = ()
    """Companies and tags that have a feed, beside each language: ``company:acme``, ``tag:dac``."""

    search_alike: Sequence[Sequence[str]] = SEARCH_ALIKE
    """Groups of words that mean the same to who searches, over all languages."""

    pdf_links: bool = False
    """Whether a review links to its PDF, at its permalink with ``.pdf`` for the last slash."""

    baseline: str = ""
    """File, relative to the source directory, of findings that are known and do not fail."""

    findings_page: bool = False
    """Whether the site has a page of what the checks find."""

    severities: Mapping[str, str] = field(default_factory=dict)
    """Diagnostic code to ``error``, ``warning``, ``note`` or ``off``."""

    doctrees: bool = False
    """Whether every review becomes an ordinary document, for extensions that want its doctree."""

    tag_map: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language: a tag's spelling to the form the site uses instead, everywhere."""

    required_sections: Sequence[str] = field(
        default_factory=lambda: ["overview", "advice", "references"]
    )
    """Sections beside the criteria's that every review must have."""

    quantities: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: QUANTITIES)
    """Which unit a quantity takes, by which words it is named, and how far its values may go."""

    company_names: Mapping[str, str] = field(default_factory=dict)
    """Other ids of a maker, such as those of its branches, to the id its own review has."""

    fields: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Own keys of the front matter: key to its ``type``, ``names``, limits and where it shows."""

    exchange: Mapping[str, tuple[float, float]] = field(
        default_factory=lambda: {"USD/JPY": (100, 200)}
    )
    """Currency pair to the lowest and highest rate at which two prices count as the same."""

    @cached_property
    def the_rubric(self) -> Rubric:
        """Return the rubric built from its mapping."""
        return rubric_from(self.rubric)

    @cached_property
    def the_columns(self) -> Columns:
        """Return the table of columns; raise ValueError where two take one id."""
        return self.columns_with(())

    def columns_with(self, more: Iterable[Column]) -> Columns:
        """Return the table of columns with those that other extensions add."""
        single = (own for own in self.the_fields if own.type != "series")
        return columns_of(self.the_rubric, (*map(field_column, single), *more))

    @cached_property
    def the_fields(self) -> tuple[Field, ...]:
        """Return the site's own keys; raise ValueError where one cannot be used."""
        return tuple(field_from(name, item) for name, item in self.fields.items())

    @cached_property
    def the_links(self) -> tuple[LinkKind, ...]:
        """Return the kinds of links out of the site; raise ValueError where one is wrong."""
        return tuple(link_kind(name, item) for name, item in self.links.items())

    @cached_property
    def the_categories(self) -> tuple[Category, ...]:
        """Return the categories in the order of their precedence."""
        return tuple(_category(name, item) for name, item in self.categories.items())

    @cached_property
    def the_sorter(self) -> Sorter:
        """Return what tells the category of a product."""
        return sorter_of(self.the_categories)

    @cached_property
    def the_presets(self) -> tuple[Preset, ...]:
        """Return the presets of weights; raise ValueError where one cannot be used."""
        for identifier in self.presets:
            _check_id(identifier)
        return tuple(
            preset_from(identifier, item, self.the_rubric)
            for identifier, item in self.presets.items()
        )

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Return normalised heading text to section or criterion id, over all languages."""
        table: dict[str, str] = {}
        for identifier, names in self.sections.items():
            for variants in names.values():
                table.update((heading_key(name), identifier) for name in variants)
        for criterion in self.the_rubric.criteria:
            for name in criterion.names.values():
                table[heading_key(name)] = criterion.id
            for variants in criterion.headings.values():
                table.update((heading_key(name), criterion.id) for name in variants)
        return table

    def section_id(self, heading: str) -> str:
        """Return the section or criterion a heading names, or an empty string.

        A heading may carry a remark in brackets or emphasis after the name, such as
        ``References (verified)``.
        """
        key = heading_key(heading)
        if key in self.headings:
            return self.headings[key]
        return self.headings.get(heading_key(_REMARK.sub("", heading)), "")

    def currency(self, lang: str) -> str:
        """Return the ISO 4217 code of a price that names no currency, or an empty string."""
        return self.currencies.get(lang, "")


def _check_id(identifier: str) -> None:
    """Raise ValueError where something that has a page cannot be called so in its address."""
    try:
        safe_id(identifier)
    except ValueError as error:
        raise ValueError(f"{identifier!r} {error}") from None


def _category(identifier: str, item: Mapping[str, Any]) -> Category:
    """Build a category from its mapping; its names count among its words."""
    names = dict(item.get("names", {}))
    _check_id(identifier)
    return Category(
        identifier,
        names,
        frozenset(map(word_key, (*item.get("tags", ()), *names.values()))),
        frozenset(map(word_key, item.get("not", ()))),
        frozenset(item.get("over", ())),
    )


_REMARK = re.compile(r"\s*[*_]*\s*[(（].*$")


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """Return the heading for look-up: letters and digits only, case folded."""
    return "".join(c for c in text.casefold() if c.isalnum())


def settings_from(values: Mapping[str, Any]) -> Settings:
    """Build the settings from ``reviews_*`` values, such as the namespace of a ``conf.py``.

    Raises ValueError, naming the value, where one cannot be used.
    """
    names = {item.name for item in dataclass_fields(Settings)}
    given = {name: values[f"reviews_{name}"] for name in names if f"reviews_{name}" in values}
    known = {*names, *BESIDE}
    rules = {name: values[f"reviews_{name}"] for name in BESIDE if f"reviews_{name}" in values}
    if problem := misspelled(values, known) or shape_problem(given | rules):
        raise ValueError(problem)
    settings = Settings(**given)
    if problem := _fields_problem(settings):
        raise ValueError(f"reviews_fields: {problem}")
    try:
        _ = settings.the_columns
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"reviews_rubric: {error}") from error
    try:
        _ = settings.the_categories
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"reviews_categories: {error}") from error
    try:
        _ = settings.the_presets
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"reviews_presets: {error}") from error
    try:
        silent = undisclosed(settings.the_links, list(settings.languages), settings.disclosure)
    except (ValueError, TypeError, AttributeError) as error:
        raise ValueError(f"reviews_links: {error}") from error
    if silent:
        raise ValueError(
            f"reviews_disclosure: readers in {silent!r} are not told that links are paid for; "
            f'write it like {{"{silent}": "We earn a commission on purchases."}}'
        )
    if not settings.languages:
        raise ValueError("reviews_languages: at least one language is needed")
    for lang in settings.languages:
        if not _LANGUAGE.fullmatch(lang):
            raise ValueError(f"reviews_languages: {lang!r} is not a language code such as 'en'")
    if problem := _checks_problem(settings):
        raise ValueError(problem)
    return settings


def _fields_problem(settings: Settings) -> str:
    """Return what is wrong with the site's own keys, or an empty string."""
    if not settings.fields:
        return ""
    # Loaded only here: sites without keys of their own need no schema where nothing changed.
    from .schema import KEYS

    try:
        taken = {field.id for field in settings.the_fields} & {
            *KEYS,
            *columns_of(settings.the_rubric).ids,
        }
    except (ValueError, TypeError, AttributeError) as error:
        return str(error)
    return f"{min(taken)!r} has a meaning already; choose another key" if taken else ""


def is_others(code: str) -> bool:
    """Tell whether a code, or the head of one, is that of others: not nearly one of ours."""
    head = code.partition(".")[0]
    return not nearest(head, ("review",), likeness=0.7)


def _checks_problem(settings: Settings) -> str:
    """Return what is wrong with the values that the checks use, or an empty string."""
    for code, severity in settings.severities.items():
        if not ("." in code.strip(".") and is_others(code)) and not any(
            known == code or known.startswith(f"{code}.") for known in CODES
        ):
            hint = did_you_mean(code, CODES)
            return f"reviews_severities: no code is or begins with {code!r}; {hint}".rstrip("; ")
        if severity not in ("error", "warning", "note", "off"):
            return f"reviews_severities: {code!r} is {severity!r}, not error, warning, note or off"
    for name in settings.notes:
        if folder_of(name) == "" or name.count("/") != 2:
            example = ChoicePage("en", "headphones", 200).name
            return f"reviews_notes: {name!r} is no generated page's name such as {example!r}"
    for pair, band in settings.exchange.items():
        if pair.count("/") != 1 or len(band) != 2 or not 0 < band[0] <= band[1]:
            return f"reviews_exchange: {pair!r} needs a pair of rates such as (100, 200)"
    return ""
