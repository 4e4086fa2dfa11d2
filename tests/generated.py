"""Texts of pieces, many for each example of Hypothesis: to draw each piece costs more than a test."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import strategies as st


def texts_of(
    pieces: Sequence[str], longest: int, join: str = "", count: int = 50
) -> st.SearchStrategy[list[str]]:
    """Return a strategy that draws so many texts at once, most of few pieces, which meet oftener."""

    def texts(seed: int) -> list[str]:
        dice = random.Random(seed)  # noqa: S311 - not for secrets
        lengths = [dice.randrange(dice.randrange(longest + 1) + 1) for _ in range(count)]
        return [join.join(dice.choices(pieces, k=length)) for length in lengths]

    return st.integers(0, 2**64).map(texts)
