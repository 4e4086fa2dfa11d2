"""The pages whose look is tested, by what they are."""

from __future__ import annotations

PAGES = {
    "home": "/{lang}/",
    "products": "/products/{lang}/",
    "companies": "/companies/{lang}/",
    "product": "/products/{lang}/sony-mdr-z1r/",
    "product-without-price": "/products/{lang}/sony-ier-z1r/",
    "company": "/companies/{lang}/sony/",
    "comparison": "/compare/{lang}/closed-back/",
    "map": "/value-map/{lang}/",
    "tags": "/tags/{lang}/",
    "categories": "/categories/{lang}/",
    "category": "/categories/{lang}/headphones/",
    "rankings": "/rankings/{lang}/",
    "ranking": "/rankings/{lang}/cost-performance/",
    "scores": "/scores/{lang}/",
    "compare": "/compare/{lang}/",
    "search": "/search/{lang}/",
}
SINGLE = {"root": "/", "missing": "/nowhere/at/all/", "handbook": "/handbook/"}
"""Pages that exist once, for all languages."""

LANGUAGES = ("en", "ja")

ADDRESSES = [pattern.format(lang=lang) for pattern in PAGES.values() for lang in LANGUAGES] + list(
    SINGLE.values()
)
