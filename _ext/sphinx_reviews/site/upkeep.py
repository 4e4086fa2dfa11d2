"""The output belongs to the build: what was changed, lost or put there since is seen and mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING

from sphinx.util import logging

from ..model.addresses import DATA
from .builders import PermalinkMixin
from .kept import discard, discard_file, discard_folder
from .ledger import LEDGER
from .owned import owned_files
from .seal import Inspection, inspect, seal
from .share_record import record_shard

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)

OUTPUT = "reviews-output.json"
CACHES = "reviews-caches.json"
ENVIRONMENT = "environment.pickle"
OWN_FOLDERS = ("_images", "_sources", "_downloads", DATA)
"""Folders of the output that nobody but a build writes to."""

_HALF = re.compile(r"(^|/)(\.[^/]+\.new|searchindex\.js\.tmp)$")
"""Files that were being written when a build was stopped."""


# Sphinx's caches


def check_caches(app: Sphinx, config: Config) -> None:
    """Throw Sphinx's environment away where it or a document is not as the last build left it."""
    folder = Path(app.doctreedir)
    discard_file(folder)
    folder.mkdir(parents=True, exist_ok=True)
    environment = folder / ENVIRONMENT
    inspected = inspect(folder / CACHES, folder, is_cache)
    if environment.exists() and (inspected.changed or not inspected.trusted):
        logger.info("%s is damaged or of a build that did not end: all is read anew", environment)
        discard(environment)
    for name in inspected.changed:
        discard_folder(folder / name)
    app.reviews_caches = inspected  # type: ignore[attr-defined]


def is_cache(name: str) -> bool:
    """Tell whether a file of Sphinx's is under the seal."""
    return name == ENVIRONMENT or name.endswith(".doctree")


# The output


def look_at_output(app: Sphinx) -> None:
    """See what became of the output since the last build."""
    if isinstance(app.builder, PermalinkMixin):
        out, record = Path(app.outdir), Path(app.doctreedir, OUTPUT)
        app.builder.inspection = inspect(record, out, is_output(out, Path(app.doctreedir)))


def mend_output(app: Sphinx) -> None:
    """Make way for what is mended."""
    builder = app.builder
    if not isinstance(builder, PermalinkMixin):
        return
    out, record = Path(app.outdir), Path(app.doctreedir, OUTPUT)
    builder.ledger.lying = builder.inspection.lying
    # A build beside the site may have been stopped when its own record was stored already: what it
    # had removed still lies in the site.
    builder.ledger.files |= builder.inspection.owned
    if builder.inspection.trusted and builder.ledger.trusted:
        _mend(out, builder.inspection, builder.out_suffix)
        return
    if (out / ".buildinfo").exists() or Path(app.doctreedir, LEDGER).exists():
        logger.info("nothing is known of what lies in %s: all pages are written anew", out)
        _clear(out, {*builder.inspection.strange, *builder.inspection.known}, builder.out_suffix)
    # What others have put there before the first build is theirs, and stays.
    seal(record, out, is_output(Path(app.outdir), Path(app.doctreedir)), {}, builder.ledger.files)


def is_output(out: Path, doctrees: Path) -> Callable[[str], bool]:
    """Return what tells which files below the output folder are published."""
    inside = doctrees.is_relative_to(out)
    below = f"{doctrees.relative_to(out).as_posix()}/" if inside else ""
    return lambda name: not (below and name.startswith(below))


def _mend(out: Path, inspected: Inspection, suffix: str) -> None:
    """Remove pages that nobody wrote, and what lies where other things belong."""
    strange = [n for n in inspected.strange if _HALF.search(n) or _is_page(n, suffix)]
    for name in (*strange, *inspected.changed):
        for above in list((out / name).relative_to(out).parents)[:-1]:
            discard_file(out / above)
        discard_folder(out / name)
    for name in strange:
        discard(out / name)
    for name in inspected.changed:
        head, _, rest = name.partition(f"{DATA}/search/")
        if not head and rest:
            discard(out / DATA / "search" / rest.partition("/")[0] / "texts.json")
    if strange or inspected.changed:
        first = min((*strange, *inspected.changed))
        count = len(strange) + len(inspected.changed)
        logger.info("%d files differ from what the last build left, such as %s", count, first)


def _is_page(name: str, suffix: str) -> bool:
    return name.endswith(suffix) and not name.startswith("_static/")


def _clear(out: Path, names: Iterable[str], suffix: str) -> None:
    """Remove all pages with the data beside them: nobody knows which of them the site has."""
    for name in OWN_FOLDERS:
        discard(out / name)
    for name in ("searchindex.js", *(name for name in names if _is_page(name, suffix))):
        discard(out / name)
        discard((out / name).with_suffix(".json"))


def keep_owned(app: Sphinx, exception: Exception | None) -> None:
    """Note the files that are no pages, and copy again those that were changed or lost."""
    builder = app.builder
    if exception or not isinstance(builder, PermalinkMixin):
        return
    out = Path(app.outdir)
    for name, source in owned_files(app, builder):
        builder.ledger.keep(name)
        if name in builder.inspection.changed and source and source.is_file():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            copyfile(source, out / name)


def seal_folders(app: Sphinx, exception: Exception | None) -> None:
    """Record what this build leaves; after everything else, so that all is in it."""
    if exception:
        return
    folder = Path(app.doctreedir)
    if isinstance(app.builder, PermalinkMixin):
        record_shard(app, app.builder)
    caches: Inspection = app.reviews_caches  # type: ignore[attr-defined]
    seal(folder / CACHES, folder, is_cache, caches.known)
    if isinstance(app.builder, PermalinkMixin):
        known, out = app.builder.inspection.known, Path(app.outdir)
        seal(folder / OUTPUT, out, is_output(out, folder), known, app.builder.ledger.written)
