"""Pages at old addresses that lead on to the new ones, and the list for hosts that read one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from ..documents.domain import review_domain
from .builders import PermalinkMixin
from .context import base_of
from .ledger import File

if TYPE_CHECKING:
    from sphinx.application import Sphinx


PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>\n'
    '<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url={to}">\n'
    '<link rel="canonical" href="{full}"></head>\n'
    '<body><p><a href="{to}">{title}</a></p></body></html>\n'
)
SAFE = "/~+(),!'&@=#:?%"


def redirect_files(app: Sphinx) -> Iterator[File]:
    """Yield (path below the root, content) of every redirect, and of the list of them."""
    if not isinstance(app.builder, PermalinkMixin):
        return
    catalogue = review_domain(app.env).catalogue
    lines = []
    for old, new in sorted(catalogue.redirects.items()):
        docname = catalogue.docname_at(new)
        target = (
            app.builder.get_target_uri(docname) if docname else quote(new.lstrip("/"), safe=SAFE)
        )
        yield _file(old, app.builder), _page(app, old, new, target, docname).encode()
        full = target if "://" in target else f"/{target}"
        lines.append(f"{quote(old, safe=SAFE)} {full} 301")
    if lines:
        yield "_redirects", ("\n".join(lines) + "\n").encode()


def _file(old: str, builder: PermalinkMixin) -> str:
    """Return the file that a server of files shows at an address."""
    path = old.strip("/")
    if old.endswith("/"):
        return f"{path}/index.html"
    return path if "." in posixpath.basename(path) else f"{path}{builder.out_suffix}"


def _page(app: Sphinx, old: str, new: str, target: str, docname: str) -> str:
    catalogue = review_domain(app.env).catalogue
    review = catalogue.by_docname.get(docname)
    outside = "://" in target
    start = "/" + (old if old.endswith("/") else posixpath.dirname(old)).strip("/")
    relative = target if outside else posixpath.relpath(f"/{target}", start)
    slash = "/" if not outside and target.endswith("/") and not relative.endswith("/") else ""
    to = relative + slash
    full = target if outside else base_of(app) + target if base_of(app) else to
    lang = review.lang if review else str(app.config.language)
    return str(
        PAGE.format(lang=lang, title=review.target_name if review else new, to=to, full=full)
    )
