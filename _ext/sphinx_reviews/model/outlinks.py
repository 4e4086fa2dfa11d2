"""Links out of the site that a site earns by or its readers want: shops, makers' pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlsplit

from .records import KINDS, Kind, Review
from .rubric import Words, word
from .shapes import closed, names, switch, texts

if TYPE_CHECKING:
    from .catalogue import Catalogue

_KEYS = frozenset(("names", "url", "refs", "paid", "kinds", "hosts"))
_PARTS = ("name", "ref", "maker", "company_id", "lang")
OWN_WORDS = ("en", "ja")
"""Languages in which the extension has a disclosure of its own."""


@dataclass(frozen=True, slots=True)
class LinkKind:
    """A kind of link: where it leads by ref or pattern, and whether the site is paid for it."""

    id: str
    names: Words
    url: Words = field(default_factory=dict)
    """Pattern of the address by language; ``*`` is that of all others."""

    refs: Mapping[str, Words] = field(default_factory=dict)
    """Addresses of single reviews: ref to address by language."""

    paid: bool = False
    kinds: Sequence[Kind] = ("product",)
    hosts: Sequence[str] = ()
    """Hosts that a review's own front matter may name; none where it is empty."""


@dataclass(frozen=True, slots=True)
class OutLink:
    """A link as a page shows it."""

    id: str
    name: str
    address: str
    paid: bool


def link_kind(identifier: str, item: Mapping[str, Any]) -> LinkKind:
    """Build a kind from its mapping; raise ValueError with the reason where it is wrong."""
    closed(item, _KEYS, identifier)
    refs = item.get("refs", {})
    if not isinstance(refs, Mapping):
        raise ValueError(f"{identifier}: refs are addresses by ref")
    kind = LinkKind(
        identifier,
        names(item.get("names", {}), f"the names of {identifier}"),
        _addresses(item.get("url", {}), f"the url of {identifier}"),
        {str(ref): _addresses(value, f"the address of {ref}") for ref, value in refs.items()},
        switch(item.get("paid", False), f"paid of {identifier}"),
        cast(
            "tuple[Kind, ...]", texts(item.get("kinds", ("product",)), f"the kinds of {identifier}")
        ),
        texts(item.get("hosts", ()), f"the hosts of {identifier}"),
    )
    if problem := _problem(kind):
        raise ValueError(f"{identifier}: {problem}")
    return kind


def _addresses(value: object, what: str) -> dict[str, str]:
    addresses = {"*": value} if isinstance(value, str) else names(value, what)
    for address in addresses.values():
        if not safe_address(str(address)):
            raise ValueError(f"{what} is {address!r}; it begins with https:// and has no blanks")
    return {lang: str(address) for lang, address in addresses.items()}


def _problem(kind: LinkKind) -> str:
    if not kind.names:
        return 'it needs names by language, such as {"en": "Shop"}'
    if not kind.kinds or not set(kind.kinds) <= set(KINDS):
        return f"kinds are {', '.join(KINDS)}"
    if not (kind.url or kind.refs or kind.hosts):
        return "it leads nowhere; give it a url, refs, or the hosts that reviews may name"
    if wrong := [host for host in kind.hosts if "/" in host or "." not in host]:
        return f"{wrong[0]!r} is no host such as shop.example.org"
    for pattern in kind.url.values():
        try:
            parts = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        except ValueError as error:
            return f"the url {pattern!r}: {error}"
        if unknown := parts - set(_PARTS):
            known = ", ".join("{" + part + "}" for part in _PARTS)
            return f"the url has {{{min(unknown)}}}; known: {known}"
    return ""


def safe_address(address: str) -> bool:
    """Tell whether an address is one of the web, whole, and cannot break out of a page."""
    if not address.startswith("https://") or any(c in address for c in " \t\r\n\"'<>\\^`"):
        return False
    try:
        return "." in (urlsplit(address).hostname or "") and "@" not in urlsplit(address).netloc
    except ValueError:
        return False


def own_link_problem(text: str, kinds: Sequence[LinkKind]) -> str:
    """Return what is wrong with a line of a review's ``links``, or an empty string."""
    identifier, _, address = text.partition(" ")
    kind = next((kind for kind in kinds if kind.id == identifier), None)
    if kind is None or not kind.hosts:
        fit = ", ".join(kind.id for kind in kinds if kind.hosts) or "none is configured"
        return f"must begin with a kind of link that reviews may name ({fit})"
    if not safe_address(address.strip()):
        return "must be a kind and an address with https://, such as shop https://example.org/"
    if not on_hosts(address.strip(), kind.hosts):
        return f"may lead to {', '.join(kind.hosts)} only"
    return ""


def on_hosts(address: str, hosts: Sequence[str]) -> bool:
    """Tell whether an address is on one of the hosts or below it."""
    host = urlsplit(address).hostname or ""
    return any(host == allowed or host.endswith(f".{allowed}") for allowed in hosts)


def out_links(catalogue: Catalogue, review: Review) -> tuple[OutLink, ...]:
    """Return a review's links: its own first, then those by ref, then those by pattern."""
    own = dict(text.split(None, 1) for text in review.own_links)
    links = []
    for kind in catalogue.settings.the_links:
        given = kind.refs.get(review.ref, {})
        address = own.get(kind.id) or _for(given, review.lang)
        if not address and review.kind in kind.kinds:
            address = _filled(catalogue, review, _for(kind.url, review.lang))
        if address:
            name = word(kind.names, review.lang, kind.id)
            links.append(OutLink(kind.id, name, address.strip(), kind.paid))
    return tuple(links)


def _for(addresses: Words, lang: str) -> str:
    return addresses.get(lang, "") or addresses.get("*", "")


def _filled(catalogue: Catalogue, review: Review, pattern: str) -> str:
    """Return a pattern with what is known of the review, each part safe within an address."""
    values = {
        "name": review.target_name,
        "ref": review.ref,
        "maker": catalogue.maker_name(review),
        "company_id": review.company_id,
        "lang": review.lang,
    }
    return pattern.format(**{key: quote(value, safe="") for key, value in values.items()})


def undisclosed(
    kinds: Sequence[LinkKind], languages: Sequence[str], texts: Mapping[str, str]
) -> str:
    """Return the first language whose readers would not be told that links are paid for."""
    if not any(kind.paid for kind in kinds):
        return ""
    written = {lang for lang, text in texts.items() if text.strip()}
    return next((lang for lang in languages if lang not in written and lang not in OWN_WORDS), "")
