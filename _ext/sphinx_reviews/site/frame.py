"""What every page is made of beside its own content: code, templates, styles, configuration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..documents.domain import review_domain
from ..model.facts import facts, facts_in, steady
from ..model.words import site_catalogue
from .config import PACKAGE, template_folders
from .context import named_pages
from .ledger import Ledger, content_of, digest
from .shard import SHARD
from .staging import STAGED

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment


def folders_of(app: Sphinx, builder: StandaloneHTMLBuilder) -> list[Path]:
    """Return the folders of themes, templates, style sheets and scripts."""
    return [
        *map(Path, builder.theme.get_theme_dirs()),
        *template_folders(app),
        *(Path(app.confdir, entry) for entry in app.config.html_static_path),
    ]


def frame_of(app: Sphinx, builder: StandaloneHTMLBuilder) -> str:
    """Return a hash of what all pages have in common; to be asked for when all pages are read.

    The hand-written pages' names, addresses and titles are in it, since headers link to them.
    """
    named = named_pages(review_domain(app.env))
    return digest(
        builder.name,
        code_of_package(),
        repr(sorted(versions(app))),
        content_of(Path(app.confdir, "conf.py")),
        configuration_of(app),
        repr(named),
        repr(review_domain(app.env).catalogue.pages),
        *(_folder(folder) for folder in folders_of(app, builder)),
        *_words(app),
    )


def _words(app: Sphinx) -> Iterator[str]:
    """Yield hashes of the site's own words."""
    catalogue = review_domain(app.env).catalogue
    for folder in catalogue.extras.locales:
        yield from (content_of(folder / site_catalogue(c)) for c in catalogue.settings.languages)


def documents_frame(env: BuildEnvironment) -> str:
    """Return a hash of what documents take from each other: titles, order, labels."""
    labels = env.domains.standard_domain
    return digest(
        repr(sorted((name, title.astext()) for name, title in env.titles.items())),
        repr(sorted((name, sorted(children)) for name, children in env.toctree_includes.items())),
        repr(sorted(labels.labels.items())),
        repr(sorted(labels.anonlabels.items())),
    )


def note_premise(env: BuildEnvironment, frame: str, ledger: Ledger) -> None:
    """Note what all pages follow from: the frame, what documents ask, and all facts by kind."""
    catalogue, documents = review_domain(env).catalogue, _asked(env)
    ledger.premise = digest(frame, facts(catalogue), documents)
    ledger.common = digest(frame, steady(catalogue), documents)
    for lang in catalogue.settings.languages:
        ledger.moved[language_group(lang)] = facts_in(catalogue, lang)


def language_group(lang: str) -> str:
    """Return what the ledger calls the reviews of a language."""
    return f"language {lang}"


def _asked(env: BuildEnvironment) -> str:
    """Return a hash of what documents ask and are called."""
    domain = review_domain(env)
    return digest(
        repr(sorted((name, title.astext()) for name, title in env.titles.items())),
        repr(sorted((name, sorted(children)) for name, children in env.toctree_includes.items())),
        repr(sorted((name, blocks) for name, blocks in domain.blocks.items() if blocks)),
        repr(sorted(env.found_docs)),
    )


@lru_cache(maxsize=1)
def code_of_package() -> str:
    """Return a hash of everything in this package."""
    return _folder(PACKAGE)


def _folder(folder: Path) -> str:
    files = sorted(_files(folder))
    return digest(*(f"{f.relative_to(folder).as_posix()}\0{content_of(f)}" for f in files))


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_file():
        yield folder
        return
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file() and "__pycache__" not in path.parts:
            yield path


def versions(app: Sphinx) -> Iterator[tuple[str, str]]:
    """Yield the names and versions of all that a page may depend on."""
    import sphinx

    yield "sphinx", sphinx.__version__
    for name, extension in app.extensions.items():
        yield name, str(extension.version)


SKIP = "reviews_skip_unchanged"
"""The value that lets a build end at once where nothing has changed."""

_OF_THE_MACHINE = frozenset({"overrides", "setup", STAGED, SHARD, SKIP, "reviews_drafts"})
"""Values that no page shows as such; which reviews are seen is a fact, and has its own hash."""


def configuration_of(app: Sphinx) -> str:
    """Return all values of the configuration as one text that is the same on every machine."""
    values = {item.name: item.value for item in app.config}
    known = {name: values[name] for name in values if name not in _OF_THE_MACHINE}
    return "\n".join(f"{name}={_stable(known[name])}" for name in sorted(known))


def _stable(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(sorted(f"{_stable(k)}:{_stable(v)}" for k, v in value.items())) + "}"
    if isinstance(value, set | frozenset):
        return "{" + ",".join(sorted(map(_stable, value))) + "}"
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Path):
        return "[" + ",".join(map(_stable, value)) + "]"
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    return repr(value) if not isinstance(value, Path) else value.as_posix()
