"""Draw pictures of reviews through Typst, many in one go, several at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..renderers.typst import Code
from .typesetter import TypesetError, draw_pages, marked, missing_glyphs

BATCH = 40
"""Pictures of one run of Typst: enough that its start costs little, few enough for its memory."""


def drawn_images(
    calls: Mapping[str, Code], bare: Mapping[str, Code], fonts: str
) -> Iterator[tuple[str, bytes, str]]:
    """Yield name, PNG and what is wrong with it; one that cannot be drawn is drawn ``bare``."""
    with tempfile.TemporaryDirectory(prefix="share-images-") as folder:
        work = Path(folder)
        drawable = _drawable(calls, fonts, work)
        names = sorted(drawable)
        batches = [names[at : at + BATCH] for at in range(0, len(names), BATCH)]
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            jobs = [
                pool.submit(_batch, [drawable[name] for name in batch], work / str(number), fonts)
                for number, batch in enumerate(batches)
            ]
            for batch, job in zip(batches, jobs, strict=True):
                try:
                    images = job.result()
                    yield from ((name, png, "") for name, png in zip(batch, images, strict=True))
                except TypesetError:
                    yield from (_alone(name, drawable, bare, work, fonts) for name in batch)


def _batch(calls: Sequence[Code], work: Path, fonts: str) -> list[bytes]:
    source = '#import "share.typ": share\n' + "\n".join(f"#{call}" for call in calls)
    return draw_pages(source, work, fonts)


def _alone(
    name: str, calls: Mapping[str, Code], bare: Mapping[str, Code], work: Path, fonts: str
) -> tuple[str, bytes, str]:
    try:
        return name, _batch([calls[name]], work / "alone", fonts)[0], ""
    except TypesetError as error:
        return name, _batch([bare[name]], work / "alone", fonts)[0], str(error)


def _drawable(calls: Mapping[str, Code], fonts: str, work: Path) -> dict[str, Code]:
    """Return the calls with a mark in place of each character that no font has."""
    used = {c for call in calls.values() if not call.isascii() for c in call if not c.isascii()}
    used |= {text for call in calls.values() for text in marked(call)}
    missing = missing_glyphs(used - {"\ufffd"}, fonts, work / "glyphs")
    drawable = dict(calls)
    for text in sorted(missing, key=len, reverse=True):
        drawable = {name: Code(call.replace(text, "\ufffd")) for name, call in drawable.items()}
    return drawable
