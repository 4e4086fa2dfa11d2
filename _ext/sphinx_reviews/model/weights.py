"""Rankings by weights of one's own: exact, so that every output and the browser agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from .rubric import Rubric, Words, round_to, word

if TYPE_CHECKING:
    from .records import Review

MOST = 10
"""The greatest weight; weights are whole numbers from 0."""

STEP = Decimal("0.01")
"""To which own scores are rounded where they are shown."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Weights with a name: one whole number per criterion, in the rubric's order."""

    id: str
    names: Words
    weights: tuple[int, ...]

    def name(self, lang: str) -> str:
        """Return the preset's name in the language, else in any, else its id."""
        return word(self.names, lang, self.id)


def preset_from(identifier: str, item: Mapping[str, Any], rubric: Rubric) -> Preset:
    """Build a preset from its mapping; raise ValueError with the reason where it is wrong."""
    ids = [criterion.id for criterion in rubric.criteria]
    given = dict(item["weights"])
    if unknown := set(given) - set(ids):
        raise ValueError(f"{identifier}: no criterion {min(unknown)!r}; known: {', '.join(ids)}")
    if identifier in ids:
        raise ValueError(f"{identifier!r} is a criterion already")
    weights = tuple(given.get(name, 0) for name in ids)
    if not any(weights) or not all(type(w) is int and 0 <= w <= MOST for w in weights):
        raise ValueError(f"{identifier}: weights are whole numbers from 0 to {MOST}, one above 0")
    return Preset(identifier, dict(item.get("names", {})), weights)


def own_score(rubric: Rubric, scores: Sequence[Decimal], weights: Sequence[int]) -> Decimal:
    """Return the weighted mean of the criteria on the overall scale, not rounded.

    ``scores`` and ``weights`` stand in the rubric's order; raises ValueError if all weights are 0.
    """
    if not any(weights):
        raise ValueError("at least one weight must be above 0")
    low = rubric.scale.low
    gained = sum(((s - low) * w for s, w in zip(scores, weights, strict=True)), Decimal(0))
    most = (rubric.scale.high - low) * sum(weights)
    return rubric.overall.low + (rubric.overall.high - rubric.overall.low) * gained / most


def rounded_score(value: Decimal) -> Decimal:
    """Return an own score as it is shown: rounded half up to hundredths."""
    return round_to(value, STEP)


def by_weights(reviews: Iterable[Review], weights: Sequence[int]) -> tuple[tuple[int, Review], ...]:
    """Return (rank, review) by weighted sum, greatest first; ties keep the order given."""
    weighed = [(_weighed(review, weights), review) for review in reviews]
    weighed.sort(key=lambda item: -item[0])
    ranked: list[tuple[int, Review]] = []
    for rank, (value, review) in enumerate(weighed, start=1):
        same = rank > 1 and value == weighed[rank - 2][0]
        ranked.append((ranked[-1][0] if same else rank, review))
    return tuple(ranked)


def _weighed(review: Review, weights: Sequence[int]) -> Decimal:
    return sum((s * w for s, w in zip(review.scores, weights, strict=True)), Decimal(0))
