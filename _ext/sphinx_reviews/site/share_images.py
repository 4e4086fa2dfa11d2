"""A picture for each review, shown where its address is shared; drawn only where it is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util.display import progress_message

from ..books.share_images import drawn_images
from ..books.typesetter import (
    FONT_HELP,
    TypesetError,
    faces_of,
    font_folder,
    has_japanese,
    typst_version,
)
from ..documents.domain import ReviewDomain, review_domain
from ..model.diagnostics import Code, diagnostic
from ..model.entries import Card, card
from ..model.hashing import hash_of
from ..model.records import Review
from ..renderers.typst import Code as Typst
from ..renderers.typst_book import WIDE
from ..renderers.typst_share import share_image, without_texts
from .context import base_of, site_title
from .failing import stop
from .kept import keep_bytes, kept_bytes
from .ledger import digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .builders import PermalinkMixin
    from .ledger import File

FOLDER = "_share"
"""Where the pictures lie; no review can have an address that begins so."""

FONTS, CACHE = "share-fonts", "share-images"


class ShareImage(NamedTuple):
    """Where a review's picture lies below the site's root, and what it says in words."""

    path: str
    alt: str


def is_wanted(app: Sphinx) -> bool:
    """Tell whether pictures are drawn: they are named by the site's public address."""
    wanted = review_domain(app.env).catalogue.settings.share_images
    return bool(wanted and base_of(app) and hasattr(app.builder, "permalinks"))


def share_image_of(app: Sphinx, review: Review) -> ShareImage | None:
    """Return the picture of a review, None where the site has none."""
    if not is_wanted(app):
        return None
    domain = review_domain(app.env)
    lang_words, high = domain.language(review.lang), domain.catalogue.rubric.overall.high
    score = lang_words.labels.out_of(
        lang_words.formats.score(review.overall), lang_words.formats.score(high)
    )
    path = f"{FOLDER}/{review.lang}/{review.kind}/{review.ref}.png"
    return ShareImage(path, f"{review.target_name}: {score}")


def find_fonts(app: Sphinx) -> None:
    """Find typesetter and fonts before anything is built: later it would be too late to say so."""
    if not is_wanted(app):
        return
    catalogue = review_domain(app.env).catalogue
    try:
        fonts = font_folder(Path(app.doctreedir, FONTS))
    except TypesetError as error:
        stop(app, f"reviews_share_images: {error}")
    wide = {review.lang for review in catalogue.reviews} & set(WIDE)
    if wide and not has_japanese(fonts):
        stop(app, f"reviews_share_images: {min(wide)}: {FONT_HELP}")


def publish_images(app: Sphinx, builder: PermalinkMixin) -> None:
    """Publish the picture of each review; draw those that were never drawn."""
    if not is_wanted(app):
        return
    images = list(_images(app))
    cache = Path(app.doctreedir, CACHE)
    cache.mkdir(parents=True, exist_ok=True)
    missing = [image for image in images if kept_bytes(cache / image.key) is None]
    if missing:
        with progress_message(f"drawing {len(missing)} pictures to share"):
            _draw(app, missing, cache)
    builder.ledger.plan(image.path for image in images)
    for image in images:
        builder.ledger.publish(f"share/{image.path}", image.key, lambda i=image: _file(cache, i))  # type: ignore[misc]
    _sweep(cache, {image.key for image in images})


class _Image(NamedTuple):
    path: str
    key: str
    """A hash of everything that is drawn."""

    review: Review
    card: Card
    call: Typst


def _images(app: Sphinx) -> Iterator[_Image]:
    domain = review_domain(app.env)
    faces = repr(sorted(faces_of(str(Path(app.doctreedir, FONTS))).items()))
    # Templates and the code that calls them are in the hash of the package.
    frame = digest(_look(), faces, typst_version())
    for review in domain.catalogue.reviews:
        image = share_image_of(app, review)
        if image:
            review_card = card(domain.catalogue, review)
            call = share_image(
                review_card, site_title(domain, review.lang), domain.language(review.lang)
            )
            yield _Image(image.path, digest(frame, call), review, review_card, call)


def _look() -> str:
    folder = Path(__file__).parent.parent / "templates" / "typst"
    return digest(*(hash_of((folder / name).read_bytes()) for name in ("book.typ", "share.typ")))


def _draw(app: Sphinx, images: Iterable[_Image], cache: Path) -> None:
    """Draw pictures into the cache; tell of each that cannot show its texts."""
    domain = review_domain(app.env)
    by_key = {image.key: image for image in images}
    bare = {key: without_texts(i.card, domain.language(i.review.lang)) for key, i in by_key.items()}
    calls: Mapping[str, Typst] = {key: image.call for key, image in by_key.items()}
    try:
        fonts = str(Path(app.doctreedir, FONTS))
        for key, png, problem in drawn_images(calls, bare, fonts):
            keep_bytes(cache / key, png)
            if problem:
                _tell(domain, by_key[key].review, problem)
    except TypesetError as error:
        stop(app, f"reviews_share_images: {error}")


def _tell(domain: ReviewDomain, review: Review, problem: str) -> None:
    message = "the picture for sharing shows the score alone"
    finding = diagnostic(Code.PDF_TYPST, review.path, 1, message, value=problem, lang=review.lang)
    domain.build.tell(finding)


def _file(cache: Path, image: _Image) -> Iterator[File]:
    png = kept_bytes(cache / image.key)
    if png is None:
        raise OSError(f"{cache / image.key} is gone; build again")
    yield image.path, png


def _sweep(cache: Path, keys: set[str]) -> None:
    for path in cache.iterdir():
        if path.name not in keys:
            path.unlink()
