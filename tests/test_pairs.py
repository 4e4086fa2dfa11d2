"""Combinations of which only some are tried hold every pair of values."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pairs import pairs

AXES = (("home", "list", "review", "map"), (390, 768, 1280), ("light", "dark"), ("en", "ja"))


@pytest.fixture
def some(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the long run's variable away."""
    monkeypatch.delenv("REVIEWS_PRODUCTS", raising=False)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=5))
def test_each_pair_of_values_occurs(sizes: list[int]) -> None:
    """Whatever the sizes, no value of an axis misses one of another, and no row comes twice."""
    axes = [[f"{axis}-{n}" for n in range(size)] for axis, size in enumerate(sizes)]
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("REVIEWS_PRODUCTS", raising=False)
        rows = pairs(*axes)
    for one, other in combinations(range(len(axes)), 2):
        assert {(row[one], row[other]) for row in rows} == set(product(axes[one], axes[other]))
    assert len(set(rows)) == len(rows) <= len(list(product(*axes)))
    assert all(value in axes[axis] for row in rows for axis, value in enumerate(row))


@pytest.mark.usefixtures("some")
def test_there_are_few() -> None:
    """They are far fewer than the product: two long axes of the others' pairs."""
    assert len(pairs(*AXES)) <= 14 < 48
    assert len(pairs(*AXES[1:])) <= 7
    assert len(pairs(*AXES[:2])) == 12


@pytest.mark.usefixtures("some")
def test_an_axis_alone_is_tried_whole() -> None:
    """One axis has no pairs, and each of its values is tried; where one has none, none is."""
    assert pairs("ab") == [("a",), ("b",)]
    assert pairs("ab", "", "cd") == []


def test_the_long_run_tries_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The long run has the full product."""
    monkeypatch.setenv("REVIEWS_PRODUCTS", "all")
    assert pairs(*AXES) == list(product(*AXES))


@pytest.mark.usefixtures("some")
def test_they_are_the_same_in_each_process() -> None:
    """Processes that share the tests find the same, whatever the order of their sets."""
    code = f"from pairs import pairs; print(pairs(*{AXES!r}))"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=Path(__file__).parent,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == f"{pairs(*AXES)}\n"
