"""The axes of a series: what they are called, how far they go, and where their ticks stand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .rubric import Words, word
from .shapes import closed, names, number, text

SCALES = ("linear", "log")
MOST_TICKS = 10


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis; every drawing of a field has the same, so that curves can be laid over another."""

    names: Words
    unit: str
    least: float
    most: float
    log: bool = False

    def name(self, lang: str) -> str:
        """Return its name with the unit."""
        name = word(self.names, lang)
        return f"{name} ({self.unit})" if self.unit else name

    def at(self, value: float) -> float:
        """Return where a value stands, from 0 to 1 on the axis."""
        low, high = self._scaled(self.least), self._scaled(self.most)
        return (self._scaled(value) - low) / (high - low)

    def _scaled(self, value: float) -> float:
        return math.log10(value) if self.log else value

    @property
    def ticks(self) -> tuple[float, ...]:
        """Return the round values that are named."""
        return tuple(_log_ticks(self.least, self.most) if self.log else _ticks(self))

    @property
    def digits(self) -> int:
        """Return the digits behind the point that a value of this axis is told with."""
        return max(0, 2 - math.floor(math.log10(self.most - self.least)))


def _ticks(axis: Axis) -> list[float]:
    """Return multiples of 1, 2 or 5 times a power of ten."""
    rough = (axis.most - axis.least) / (MOST_TICKS - 2)
    power = math.floor(math.log10(rough))
    step = next(f * 10.0**power for f in (1, 2, 5, 10) if f * 10.0**power >= rough * (1 - 1e-9))
    first, last = math.ceil(axis.least / step - 1e-9), math.floor(axis.most / step + 1e-9)
    return [round(count * step, max(0, -power)) + 0.0 for count in range(first, last + 1)]


def _log_ticks(low: float, high: float) -> list[float]:
    """Return 1, 2 and 5 times powers of ten, only the powers where those are too many."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for factors in ((1, 2, 5), (1, 3), (1,)):
        steps = [float(f"{factor}e{power}") for power in powers for factor in factors]
        ticks = [value for value in steps if low * (1 - 1e-9) <= value <= high * (1 + 1e-9)]
        if len(ticks) <= MOST_TICKS:
            break
    return ticks


def axis_from(item: object, of: str) -> Axis:
    """Build an axis from its mapping; raise ValueError with the reason where it is wrong."""
    if not isinstance(item, Mapping):
        raise ValueError(f'{of} is like {{"names": {{"en": "Level"}}, "least": -40, "most": 20}}')
    closed(item, frozenset(("names", "unit", "least", "most", "scale")), of)
    scale = item.get("scale", "linear")
    if scale not in SCALES:
        raise ValueError(f"the scale of {of} is {scale!r}; use linear or log")
    axis = Axis(
        names(item.get("names", {}), f"the names of {of}"),
        text(item.get("unit", ""), f"the unit of {of}"),
        _end(item, "least", of), _end(item, "most", of), scale == "log",
    )  # fmt: skip
    if not axis.names:
        raise ValueError(f'{of} needs names by language, such as {{"en": "Level"}}')
    if not axis.least < axis.most:
        raise ValueError(f"least of {of} is {axis.least:g}, which is not below most {axis.most:g}")
    if axis.log and axis.least <= 0:
        raise ValueError(f"{of} is logarithmic, so least has to be above 0")
    return axis


def _end(item: Mapping[str, Any], key: str, of: str) -> float:
    if item.get(key) is None:
        raise ValueError(f"{of} needs {key}: all drawings share one axis")
    return float(number(item[key], f"{key} of {of}"))
