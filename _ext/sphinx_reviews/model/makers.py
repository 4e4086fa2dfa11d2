"""Names that the configuration gives to makers that have no review of their own."""

from __future__ import annotations

from collections.abc import Mapping


def configured(names: Mapping[str, str | Mapping[str, str]], company_id: str, lang: str) -> str:
    """Return the name that the configuration gives a maker in a language, or an empty string."""
    given = names.get(company_id, "")
    return given if isinstance(given, str) else given.get(lang, "") or next(iter(given.values()))
