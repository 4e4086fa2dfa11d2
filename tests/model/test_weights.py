"""Own weights: exact sums, ranks, and presets that cannot be used."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.rubric import Rubric, rubric_from
from sphinx_reviews.model.settings import settings_from
from sphinx_reviews.model.weights import by_weights, own_score, rounded_score
from support import catalogue_of, review

RUBRIC: Rubric = rubric_from(
    {
        "criteria": [{"id": name, "names": {"en": name}} for name in ("a", "b", "c")],
        "scale": {"low": 1, "high": 6},
        "overall": {"low": 0, "high": 18},
    }
)
tenths = st.integers(10, 60).map(lambda value: Decimal(value) / 10)


@given(
    st.lists(tenths, min_size=3, max_size=3), st.lists(st.integers(0, 10), min_size=3, max_size=3)
)
def test_an_own_score_is_the_weighted_mean(scores: list[Decimal], weights: list[int]) -> None:
    """An own score is the weighted mean, carried over to the overall scale."""
    if not any(weights):
        return
    mean = sum(Fraction(s) * w for s, w in zip(scores, weights, strict=True)) / sum(weights)
    exact = (mean - 1) / 5 * 18
    assert abs(Fraction(own_score(RUBRIC, scores, weights)) - exact) < Fraction(1, 10**20)


def test_no_weights_no_score() -> None:
    """Weights that are all nothing are refused."""
    with pytest.raises(ValueError, match="above 0"):
        own_score(RUBRIC, [Decimal(1)] * 3, [0, 0, 0])


def test_shown_rounds_half_up() -> None:
    """An own score is shown in hundredths, halves upwards."""
    assert rounded_score(Decimal("3.125")) == Decimal("3.13")


def test_ties_share_a_rank() -> None:
    """Equal sums share the better rank and keep the order given."""
    ratings = {"a-x": "[3.0, 1.0, 0.5, 0.5, 0.5, 0.5]", "b-x": "[3.0, 1.0, 0.5, 0.5, 0.5, 0.5]",
               "c-x": "[3.0, 0.2, 0.7, 0.7, 0.7, 0.7]"}  # fmt: skip
    catalogue = catalogue_of(*(review(ref, rating=text) for ref, text in ratings.items()))
    ranked = by_weights(catalogue.of_kind("product", "en"), [1, 0, 0, 0, 0])
    assert [(rank, found.ref) for rank, found in ranked] == [(1, "a-x"), (1, "b-x"), (3, "c-x")]


@pytest.mark.parametrize(
    ("preset", "message"),
    [
        ({"weights": {"taste": 1}}, "no criterion 'taste'"),
        ({"weights": {}}, "one above 0"),
        ({"weights": {"cost-performance": 11}}, "from 0 to 10"),
        ({"weights": {"cost-performance": 0.5}}, "whole numbers"),
        ({"names": {}}, "weights"),
    ],
)
def test_unusable_presets(preset: dict[str, object], message: str) -> None:
    """A preset that cannot be used is refused with the reason."""
    with pytest.raises(ValueError, match=f"reviews_presets: .*{message}"):
        settings_from({"reviews_presets": {"mine": preset}})
