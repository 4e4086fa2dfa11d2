"""What the browser draws of series: the axes of each field, and every product's curves."""

from __future__ import annotations

from typing import NamedTuple, TypedDict

from ..model.catalogue import Catalogue
from ..model.curves import Plot, frames, plots
from ..model.formats import Formats
from ..model.languages import language_of
from ..renderers.curve_svg import HEIGHT, WIDTH, Text, grid, path_of
from .dataset import SHARD, by_name, shard_of


class CurveData(NamedTuple):
    """A curve: its path, how far it goes in words, its values at the ticks."""

    path: str
    told: str
    values: list[str]


class Frame(TypedDict):
    """What stands behind the curves of a field."""

    id: str
    name: str
    across: str
    ticks: list[str]
    path: str
    texts: tuple[Text, ...]
    size: tuple[int, int]


def curves_data(catalogue: Catalogue, lang: str) -> list[dict[str, dict[str, CurveData]]]:
    """Return the curves by ref and field, in as many parts as the details; none without any."""
    rows = by_name(catalogue.of_kind("product", lang))
    shards: list[dict[str, dict[str, CurveData]]] = [
        {} for _ in range(max(1, -(-len(rows) // SHARD)))
    ]
    for review in rows:
        plotted = plots(catalogue, (review,), lang)
        if drawn := {plot.field: _curve(catalogue, plot, lang) for plot in plotted}:
            shards[shard_of(review.ref, len(shards))][review.ref] = drawn
    return shards if any(shards) else []


def _curve(catalogue: Catalogue, plot: Plot, lang: str) -> CurveData:
    labels, curve = language_of(catalogue, lang).labels, plot.curves[0]
    values = [row[1] for row in labels.values(plot)[1:]]
    return CurveData(path_of(curve.points), labels.curve(plot, curve), values)


def frames_data(catalogue: Catalogue, lang: str) -> list[Frame]:
    """Return what stands behind the curves of each field."""
    lang_words = language_of(catalogue, lang)
    return [_frame(plot, [r[0] for r in lang_words.labels.values(plot)[1:]], lang_words.formats)
            for plot in frames(catalogue, lang)]  # fmt: skip


def _frame(plot: Plot, ticks: list[str], formats: Formats) -> Frame:
    path, texts = grid(plot, formats)
    return {
        "id": plot.field, "name": plot.name, "across": plot.across.name, "ticks": ticks,
        "path": path, "texts": texts, "size": (WIDTH, HEIGHT),
    }  # fmt: skip
