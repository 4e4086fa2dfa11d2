"""What a site sets of the theme ``reviews``: judged before a page is drawn, never passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from ..documents.domain import review_domain
from ..model.diagnostics import Code, diagnostic

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

THEME = "reviews"
LINKS = ("header_links", "footer_links", "social_links")
GROUNDS = {"accent_color": ("#ffffff", "#f5f6f8"), "accent_color_dark": ("#14171b", "#1c2026")}
"""What stands behind links: the colours of paper and of tinted boxes in ``reviews.css``."""

LEAST_CONTRAST = 4.5
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_URL = re.compile(r"(https?|mailto):\S+")
_EXAMPLE = '{"name": "Shop", "url": "https://example.org/"}'


def judge_options(app: Sphinx, config: Config) -> None:
    """Stop with one line where an option of the theme cannot be honoured."""
    if config.html_theme != THEME:
        return
    if not isinstance(config.html_theme_options, Mapping):
        raise ConfigError('conf.py: html_theme_options: write it like {"color_mode": "dark"}')
    for problem in problems(config.html_theme_options):
        raise ConfigError(f"conf.py: html_theme_options: {problem}")


def problems(options: Mapping[str, object]) -> Iterator[str]:
    """Yield what is wrong with the options, each in one line."""
    mode = options.get("color_mode", "auto")
    if mode not in ("auto", "light", "dark"):
        yield f"color_mode is {mode!r}, not auto, light or dark"
    if not _words(options.get("announcement", "")):
        yield "announcement is a text, or texts by language"
    for name, grounds in GROUNDS.items():
        yield from _colour_problems(name, options.get(name, ""), grounds)
    for name in LINKS:
        yield from _link_problems(name, options.get(name, ()))


def _colour_problems(name: str, value: Any, grounds: tuple[str, ...]) -> Iterator[str]:
    if value == "":
        return
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        yield f"{name} is {value!r}; write it like '#1d4f91'"
        return
    least = min(contrast(value, ground) for ground in grounds)
    if least < LEAST_CONTRAST:
        tone = "lighter" if name.endswith("dark") else "darker"
        problem = f"{value} has a contrast of {least:.1f}, not {LEAST_CONTRAST}"
        yield f"{name}: {problem}; take a {tone} one"


def _link_problems(name: str, value: Any) -> Iterator[str]:
    if not value:
        return
    if not isinstance(value, list | tuple):
        yield f"{name} is a list of links such as {_EXAMPLE}"
        return
    known = {"name", "url", "page", *(("icon",) if name == "social_links" else ())}
    for item in value:
        if not isinstance(item, Mapping) or set(item) - known or not _words(item.get("name")):
            yield f"{name}: {item!r:.80} is no link; write it like {_EXAMPLE}"
        elif ("url" in item) == ("page" in item):
            yield f"{name}: {item!r:.80} needs either a url or a page"
        elif wrong := [url for url in _texts(item.get("url", ())) if not _URL.fullmatch(url)]:
            yield f"{name}: {wrong[0]!r} is no address with https; name pages of the site by page"


def _words(value: Any) -> bool:
    """Tell whether it is a text, or texts by language."""
    texts = value.values() if isinstance(value, Mapping) else [value]
    return all(isinstance(text, str) for text in texts)


def _texts(value: Any) -> list[str]:
    if isinstance(value, Mapping):
        return [str(text) for text in value.values()]
    return [str(value)] if value else []


def check_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Tell of links in header and footer to pages that do not exist."""
    if app.builder.format != "html" or app.config.html_theme != THEME:
        return
    for name in LINKS:
        for item in app.config.html_theme_options.get(name) or ():
            for page in _texts(item.get("page", ())):
                if page not in env.found_docs:
                    message = f"html_theme_options: {name} leads to no page"
                    item = diagnostic(Code.CONFIG_PAGE, "conf.py", 0, message, value=page)
                    review_domain(env).build.announce(item)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG defines it, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
