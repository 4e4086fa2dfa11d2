"""What the browser draws of series: the axes of each field, and every product's curves."""

from __future__ import annotations

from typing import Any

from ..model.catalogue import Catalogue
from ..model.curves import Plot, frames, plots
from ..model.languages import language_of
from ..renderers.curve_svg import HEIGHT, WIDTH, grid, path_of
from .dataset import SHARD, by_name, shard_of


def curves_data(catalogue: Catalogue, lang: str) -> list[dict[str, Any]]:
    """Return the curves by ref and field, in as many parts as the details; none without any."""
    rows = by_name(catalogue.of_kind("product", lang))
    shards: list[dict[str, Any]] = [{} for _ in range(max(1, -(-len(rows) // SHARD)))]
    for review in rows:
        drawn = {
            plot.field: _curve(catalogue, plot, lang) for plot in plots(catalogue, (review,), lang)
        }
        if drawn:
            shards[shard_of(review.ref, len(shards))][review.ref] = drawn
    return shards if any(shards) else []


def _curve(catalogue: Catalogue, plot: Plot, lang: str) -> list[Any]:
    labels, curve = language_of(catalogue, lang).labels, plot.curves[0]
    values = [row[1] for row in labels.values(plot)[1:]]
    return [path_of(curve.points), labels.curve(plot, curve), values]


def frames_data(catalogue: Catalogue, lang: str) -> list[dict[str, Any]]:
    """Return what stands behind the curves of each field."""
    formats, labels = language_of(catalogue, lang).formats, language_of(catalogue, lang).labels
    return [
        {
            "id": plot.field,
            "name": plot.name,
            "across": plot.across.name,
            "ticks": [row[0] for row in labels.values(plot)[1:]],
            "size": (WIDTH, HEIGHT),
            **grid(plot, formats)._asdict(),
        }
        for plot in frames(catalogue, lang)
    ]
