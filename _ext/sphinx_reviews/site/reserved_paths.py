"""What else is published at the site's root: documents and files that no review may displace."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.project import EXCLUDE_PATHS
from sphinx.util.matching import Matcher

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def other_names(app: Sphinx, folder: str) -> Iterator[str]:
    """Yield the names of documents outside the folder of reviews, and of files copied as they are.

    Looked up before Sphinx does it: which reviews are usable depends on it.
    """
    config = app.config
    skipped = Matcher([*config.exclude_patterns, *config.templates_path, *EXCLUDE_PATHS])
    wanted = Matcher(config.include_patterns)
    for base, folders, names in os.walk(app.srcdir):
        below = Path(base).relative_to(app.srcdir)
        inside = (Path(base, name) for name in folders)
        folders[:] = [path.name for path in inside if _walked(app, path, folder, skipped)]
        for name in names:
            path = (below / name).as_posix()
            suffix = next((ending for ending in config.source_suffix if name.endswith(ending)), "")
            if suffix and wanted(path) and not skipped(path):
                yield path.removesuffix(suffix)
    for extra in config.html_extra_path:
        extra_path = Path(app.confdir, extra)
        yield from (
            path.name for path in (extra_path.iterdir() if extra_path.is_dir() else (extra_path,))
        )


def _walked(app: Sphinx, path: Path, reviews: str, skipped: Matcher) -> bool:
    """Tell whether hand-written pages can stand in a folder."""
    apart = path in (Path(app.srcdir, reviews), Path(app.outdir), Path(app.doctreedir))
    foreign = path.name == "node_modules" or os.path.isfile(path / "pyvenv.cfg")
    return not (apart or foreign or path.name.startswith(".")) and not skipped(
        path.relative_to(app.srcdir).as_posix()
    )
