"""After the pages: the files that are none, each written only where it changes."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import cache as once
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..documents.domain import review_domain
from ..model.addresses import DATA
from ..publishing.dataset import score_digits
from ..publishing.files import site_file, site_files, with_index
from ..publishing.search_index import IndexData
from .added_pages import added_files
from .builders import PermalinkMixin
from .crawlers import crawler_files
from .data_files import publish_data
from .embeds import embed_files
from .frame import language_group
from .full_text import update_indexes
from .ledger import File, data_group, digest, index_key
from .preloads import addresses_of
from .redirects import redirect_files
from .share_images import publish_images

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the data of every language; remove what an earlier build left behind."""
    if exception or not isinstance(app.builder, PermalinkMixin):
        return
    folder = Path(app.outdir, DATA)
    beside = once(partial(_publish_rest, app, app.builder))
    search = update_indexes(app, beside)
    beside()
    if not app.builder.shard.first:
        return
    kept = {folder / index.folder for index in search.values()}
    for lang in review_domain(app.env).catalogue.settings.languages:
        kept.update(
            Path(app.outdir, name) for name in _publish(app.builder, lang, search.get(lang))
        )
    _sweep(folder, kept)
    app.builder.ledger.publish("added", "", lambda: added_files(app))


def _publish_rest(app: Sphinx, builder: PermalinkMixin) -> None:
    """Publish what tells nothing of the full text, so that nobody need wait for it."""
    ledger = builder.ledger
    if not builder.shard.first:
        return
    pages = digest(*sorted(ledger.names))
    ledger.publish("crawlers", digest(ledger.premise, pages), lambda: crawler_files(app))
    publish_data(app, builder)
    ledger.publish("redirects", ledger.premise, lambda: redirect_files(app))
    ledger.publish("embeds", ledger.premise, lambda: embed_files(app))
    publish_images(app, builder)


def _publish(builder: PermalinkMixin, lang: str, index: IndexData | None) -> Set[str]:
    """Publish a language's data; with the same facts only what tells of the index may differ."""
    ledger, group, moved = builder.ledger, f"browser.{lang}", data_group(lang)
    # Scores have the digits of the finest one of the whole site.
    digits = score_digits(review_domain(builder.env).catalogue)
    facts = digest(ledger.moved[language_group(lang)], str(digits))
    rests = ledger.rests(moved, facts)

    def make() -> Iterator[File]:
        site = f"{DATA}/{site_file(lang)}"
        before = ledger.intact(group) if rests else {}
        for name in before:
            content = Path(builder.outdir, name).read_bytes()
            yield name, with_index(content, index) if name == site else content
        if not before:
            yield from _anew(builder, lang, index)

    return set(ledger.publish(group, index_key(ledger, lang, index), make))


def _anew(builder: PermalinkMixin, lang: str, index: IndexData | None) -> Iterator[File]:
    domain = review_domain(builder.env)
    addresses = addresses_of(domain, lang)
    for name, content in site_files(
        domain.catalogue, lang, domain.language(lang).gettext, addresses, index
    ):
        yield f"{DATA}/{name}", content


def _sweep(folder: Path, kept: Set[Path]) -> None:
    """Remove every file that is neither kept nor in a kept folder."""
    for path in set(folder.iterdir()) - kept if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            _sweep(path, kept)
            if not any(path.iterdir()):
                path.rmdir()
        else:
            path.unlink()
