"""What the rubric tells readers: its criteria, their scale, how they combine, the verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from .rubric import Rubric, Scale, word


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion's name, what is judged, and its weight where weights differ."""

    name: str
    description: str
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class BandView:
    """A verdict with the lowest and the highest overall score that get it."""

    name: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class CriteriaView:
    """The rubric in one language."""

    criteria: tuple[CriterionView, ...]
    scale: Scale
    overall: Scale
    combine: str
    bands: tuple[BandView, ...]
    """The best first."""


def criteria_view(rubric: Rubric, lang: str) -> CriteriaView:
    """Return what the rubric tells in a language."""
    weighted = rubric.combine == "weighted-mean"
    return CriteriaView(
        tuple(
            CriterionView(c.name(lang), word(c.descriptions, lang), c.weight if weighted else None)
            for c in rubric.criteria
        ),
        rubric.scale,
        rubric.overall,
        rubric.combine,
        tuple(_bands(rubric, lang)),
    )


def _bands(rubric: Rubric, lang: str) -> list[BandView]:
    """Return the verdicts that a score can reach; each ends a step below the next."""
    overall, high = rubric.overall, rubric.overall.high
    bands = []
    for band in sorted(rubric.bands, key=lambda b: -b.least):
        begin = overall.low + band.least * (overall.high - overall.low)
        steps = ((begin - overall.low) / overall.step).to_integral_value(ROUND_CEILING)
        low = overall.low + steps * overall.step
        if low <= high:
            bands.append(BandView(band.name(lang), low, high))
            high = low - overall.step
    return bands
