"""One share of a site: which pages this build draws, where several machines draw one site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import ConfigError

from ..publishing.dataset import shard_of
from .kept import keep, kept

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


SHARD = "reviews_shard"
"""The value of the configuration; ``make html SHARD=1/3`` sets it."""

RECORD = "reviews-share.json"
CACHES = ".doctrees"
"""The folder of caches below a share: what is merged is one folder."""

MOST = 999


@dataclass(frozen=True, slots=True)
class Shard:
    """A share by its number, beginning with 1, and how many there are."""

    number: int = 1
    count: int = 1

    def __str__(self) -> str:
        """Return it as it is written."""
        return f"{self.number}/{self.count}"

    @property
    def first(self) -> bool:
        """Whether documents, data and all that is about the whole site is written here."""
        return self.number == 1

    @property
    def whole(self) -> bool:
        """Whether this is the whole site."""
        return self.count == 1

    def has(self, name: str) -> bool:
        """Tell whether a page is drawn in this share."""
        return self.whole or shard_of(name, self.count) == self.number - 1


def shard_from(value: str) -> Shard:
    """Return the share that a value of the configuration names; raise ConfigError for none."""
    if not value:
        return Shard()
    match = re.fullmatch(r"([1-9]\d{0,2})/([1-9]\d{0,2})", value)
    if not match or int(match[1]) > int(match[2]):
        raise ConfigError(
            f"{SHARD}: {value!r} is no share; write i/n with i from 1 to n and n up to {MOST}"
        )
    return Shard(int(match[1]), int(match[2]))


def check_shard(app: Sphinx, config: Config) -> None:
    """Refuse a share that could not be merged, and one that would eat up a site."""
    shard, caches = shard_from(str(config[SHARD])), Path(app.doctreedir)
    if not config[SHARD]:
        return
    if caches.resolve() != Path(app.outdir, CACHES).resolve():
        raise ConfigError(f"{SHARD}: a share keeps its caches in its own folder; leave -d out")
    before = kept(caches / RECORD).get("shard")
    if any(Path(app.outdir).glob("*.html")) and before != str(shard):
        held = f"share {before}" if before else "a site"
        raise ConfigError(f"{SHARD}: {app.outdir} holds {held}; choose another folder")
    record_begun(caches, shard)


def record_begun(caches: Path, shard: Shard) -> None:
    """Note whose folder this is before anything is written."""
    caches.mkdir(parents=True, exist_ok=True)
    keep(caches / RECORD, {"shard": str(shard)})
