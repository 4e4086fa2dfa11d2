"""What other extensions have added to an application, until its catalogue is made of it."""

from __future__ import annotations

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
