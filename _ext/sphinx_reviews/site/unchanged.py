"""Where nothing has changed since the last build there is nothing to do: its findings are told.

A page is made from files, from the configuration, and from the code. Sphinx alone, this package
and what both bring know no other source, so with them alone a build may end here: where every file
has the size and the time of change that it had when the last build began, and the output and the
caches lie there as that build left them. The time is that of the entry, which nobody can set back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from sphinx.application import builtin_extensions
from sphinx.util import logging

from ..documents.domain import review_domain
from ..documents.report import report
from ..model.cached import load_value, store_value
from ..model.dates import today
from ..model.diagnostics import Diagnostic
from ..model.extras import Extras
from .additions import added
from .builders import PermalinkMixin
from .config import PACKAGE
from .frame import SKIP, configuration_of, folders_of, versions
from .inputs import Foreign, Inputs, Mark, marks, outside
from .kept import discard
from .ledger import digest
from .staging import STAGED

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)

RECORD = "reviews-inputs.cache"
KNOWN = frozenset(
    {*builtin_extensions, "myst_parser", "sphinx_design", "sphinx_reviews", "sphinx.ext.mathjax"}
)
"""Extensions that look at nothing but files and configuration."""


class Last(NamedTuple):
    """What the last build was made from, and what it told."""

    key: str
    files: dict[str, Mark]
    outside: list[str]
    """Files that documents include from elsewhere."""

    told: tuple[Diagnostic, ...]


def begin(app: Sphinx) -> None:
    """See whether anything has changed; if nothing has, let the build only tell its findings."""
    builder = app.builder
    if not isinstance(builder, PermalinkMixin) or not _allowed(app):
        return
    record = Path(app.doctreedir, RECORD)
    last = load_value(record, Last)
    files = marks(_tops(app, last.outside if last else ()), _apart(app))
    if files is None:
        return
    builder.inputs = Inputs(_key(app), files, Foreign(report.__module__))
    found, caches = builder.inspection, app.reviews_caches  # type: ignore[attr-defined]
    lies = found.untouched and caches.untouched and bool(app.env.all_docs)
    if last and lies and (last.key, last.files) == builder.inputs[:2]:
        builder.unchanged = True
        builder.build_update = lambda: _tell(last)  # type: ignore[method-assign, misc]
    else:
        discard(record)


def _tell(last: Last) -> None:
    logger.info("nothing has changed since the last build")
    for finding in last.told:
        report(finding)


def keep(app: Sphinx, exception: Exception | None) -> None:
    """Keep what this build was made from and has told, unless another may come out otherwise."""
    builder = app.builder
    inputs = getattr(builder, "inputs", None)
    if exception or not isinstance(inputs, Inputs):
        return
    inputs.foreign.stop()
    if inputs.foreign.count or any(mark.changed < 0 for mark in inputs.files.values()):
        return
    others = sorted(set(outside(_included(app), _folders(app))))
    told = tuple(review_domain(app.env).build.announced)
    complete = all(name in inputs.files for name in others)
    key = inputs.key if complete else ""
    store_value(Path(app.doctreedir, RECORD), Last(key, inputs.files, others, told))


def unless_unchanged(handler: Callable[..., None]) -> Callable[..., None]:
    """Return a handler that has nothing to do where nothing has changed."""

    def handle(app: Sphinx, *arguments: object) -> None:
        if not getattr(app.builder, "unchanged", False):
            handler(app, *arguments)

    handle.__module__ = handler.__module__
    return handle


def _allowed(app: Sphinx) -> bool:
    """Tell whether all that this site is made from can be looked at."""
    config = app.config
    closed = os.name != "nt" and all(map(_is_known, app.extensions)) and config.setup is None
    plain = added(app) == Extras() and not (
        config.reviews_rules or config[STAGED] or config.reviews_check_links
    )
    whole = app.builder.shard.whole  # type: ignore[attr-defined]
    return bool(config[SKIP]) and closed and plain and whole


def _is_known(extension: str) -> bool:
    own = extension.startswith("sphinx.") and not extension.startswith("sphinx.ext.")
    return own or extension in KNOWN


def _key(app: Sphinx) -> str:
    return digest(
        app.builder.name,
        *map(os.path.realpath, (app.srcdir, app.confdir, app.outdir, app.doctreedir)),
        configuration_of(app),
        repr(app.config.reviews_drafts),
        repr(sorted(app.tags)),
        repr(sorted(versions(app))),
        sys.version,
        today().isoformat(),
    )


def _folders(app: Sphinx) -> list[Path]:
    """Return the folders of everything that pages are made from."""
    config = app.config
    pictures = (config.html_logo, config.html_favicon)
    named = [*config.html_extra_path, *config.locale_dirs, *filter(None, pictures)]
    frame = folders_of(app, cast(PermalinkMixin, app.builder))
    own = (Path(app.confdir, str(name)) for name in named)
    return [Path(app.srcdir), Path(app.confdir), PACKAGE, *frame, *own]


def _tops(app: Sphinx, others: list[str] | tuple[()]) -> list[Path]:
    return [*_folders(app), *map(Path, others)]


def _apart(app: Sphinx) -> set[str]:
    return {os.path.realpath(app.outdir), os.path.realpath(app.doctreedir)}


def _included(app: Sphinx) -> Iterator[Path]:
    """Yield the files that documents say they were made from beside their own."""
    env = app.env
    for names in (*env.dependencies.values(), env.images, env.dlfiles):
        yield from (Path(env.srcdir, str(name)) for name in names)
