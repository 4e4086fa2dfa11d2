"""The site's root: it names the home page of each language and sends a first visit to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from ..documents.domain import review_domain
from .context import home_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCRIPT = "choose-language.js"


def choose_language(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, object], doctree: object
) -> None:
    """Tell the root's script where each language begins, under any theme."""
    if pagename != app.config.root_doc or app.builder.format != "html":
        return
    domain = review_domain(app.env)
    homes = {lang: home_page(domain, lang) for lang in domain.catalogue.settings.languages}
    links = Markup("").join(
        Markup('<meta name="review-home" lang="{}" content="{}" />').format(
            lang, app.builder.get_relative_uri(pagename, home)
        )
        for lang, home in homes.items()
        if home and home != pagename
    )
    if links:
        context["metatags"] = Markup(context.get("metatags", "")) + links  # noqa: S704
        app.add_js_file(SCRIPT)
