"""What other extensions have added to an application, until its catalogue is made of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ..model.extras import Extras

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_added: WeakKeyDictionary[Sphinx, Extras] = WeakKeyDictionary()


def added(app: Sphinx) -> Extras:
    """Return what has been added to the application."""
    return _added.get(app, Extras())


def add(app: Sphinx, extras: Extras) -> None:
    """Keep what has been added, in the place of what was."""
    _added[app] = extras


def extras_of(app: Sphinx) -> Extras:
    """Return all additions: those of extensions, the rules of ``conf.py`` and the site's words."""
    extras = added(app)
    locales = (Path(app.confdir, folder) for folder in app.config.locale_dirs)
    return replace(
        extras,
        rules=(*app.config.reviews_rules, *extras.rules),
        locales=tuple(folder for folder in locales if folder.is_dir()),
    )
