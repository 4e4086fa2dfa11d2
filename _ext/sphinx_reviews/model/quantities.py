"""Quantities with their units: which unit a word takes, and how far a value may go."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

QUANTITIES: Mapping[str, Mapping[str, Any]] = {
    "frequency": {
        "units": {"Hz": 1, "kHz": 1_000, "MHz": 1_000_000, "GHz": 1_000_000_000},
        "range": (0, 100_000_000_000),
    },
    "ratio": {
        "words": [
            "S/N", "S/N ratio", "SNR", "SN ratio", "signal-to-noise ratio", "SINAD",
            "dynamic range", "S/N比", "SN比", "信号対雑音比", "ダイナミックレンジ",
        ],
        "units": {"dB": 1, "dBA": 1, "dBr": 1, "dBFS": 1},
        "range": (-200, 200),
        "beside": ["frequency"],
    },
    "level": {"units": {"dBu": 1, "dBV": 1, "dBm": 1, "dBW": 1}, "range": (-250, 250)},
    "impedance": {
        "words": ["impedance", "インピーダンス"],
        "units": {"Ω": 1, "ohm": 1, "ohms": 1, "Ohm": 1, "Ohms": 1, "オーム": 1, "kΩ": 1_000,
                  "MΩ": 1_000_000, "mΩ": 0.001},
        "range": (0, 1_000_000_000_000),
        "beside": ["frequency", "ratio"],
    },
    "power": {"units": {"W": 1, "mW": 0.001, "kW": 1_000}, "range": (0, 100_000)},
    "mass": {
        "words": ["weight", "weighs", "重量", "質量"],
        "units": {"g": 1, "kg": 1_000, "mg": 0.001, "oz": 28, "lb": 454, "lbs": 454},
        "range": (0, 3_000_000),
    },
}  # fmt: skip
"""Quantity to its words, its units with their size in the first one, the least and greatest, and
the quantities whose values may follow its words as conditions (``impedance at 1 kHz``)."""


_RANGE_HINT = re.compile(r"[-–—−~〜～o ら]\s?[\d,.]+\s?[kMG]?Hz")
_HINT = re.compile(r"\d\s?[A-Za-zΩオ]")


class Slip(NamedTuple):
    """A place where a unit or a number was lost: offset, text, what is wrong."""

    start: int
    text: str
    problem: str


_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,6})?"
_DASH = r"\s?(?:[-–—−~〜～]|to|から)\s?"


class Table:
    """The configured quantities, made ready for reading."""

    def __init__(self, quantities: Mapping[str, Mapping[str, Any]]) -> None:
        """Build the patterns."""
        self.units = {
            unit: (name, Decimal(str(size)))
            for name, item in quantities.items()
            for unit, size in item.get("units", {}).items()
        }
        self.ranges = {
            name: tuple(Decimal(str(limit)) for limit in item["range"])
            for name, item in quantities.items()
            if "range" in item
        }
        self.words = {
            word.casefold(): name
            for name, item in quantities.items()
            for word in item.get("words", ())
        }
        self.beside = {
            (name, other) for name, item in quantities.items() for other in item.get("beside", ())
        }
        units = "|".join(sorted(map(re.escape, self.units), key=len, reverse=True))
        words = "|".join(sorted(map(re.escape, self.words), key=len, reverse=True))
        end = r"(?![A-Za-zΩµ/²³]|\s?SPL)"
        self.value = re.compile(
            rf"(\d(?<![A-Za-z0-9.,+*^]\d)[\d,]{{2,12}}(?:\.\d+)?)\s?({units}){end}"
        )
        self.range = re.compile(
            r"(\d(?<![A-Za-z0-9.,/^]\d)(?<![-–~〜]\s\d)(?<![-–~〜/]\d)"
            rf"(?:\d{{0,2}}(?:,\d{{3}})+(?:\.\d+)?|\d{{0,8}}(?:\.\d{{1,6}})?))\s?({units})?{_DASH}"
            rf"({_NUMBER})\s?({units}){end}"
        )
        self.worded = re.compile(
            rf"(?<![A-Za-z])({words})(?:\s?(?:[:：=は]|of|is|>|≥|が|値))?\s{{0,2}}"
            rf"(?:[>≥約]\s?)?({_NUMBER})\s?({units}){end}(?!\s?[@(（/])",
            re.IGNORECASE,
        )

    def words_in(self, text: str) -> tuple[str, ...]:
        """Return the words that stand somewhere in the text, all where that cannot be told."""
        folded = text.lower()
        whole = len(folded) == len(text)
        return tuple(word for word in self.words if word in folded or not whole)

    def named_in(self, text: str, words: Sequence[str]) -> Iterator[re.Match[str]]:
        """Yield each word with the value behind it, from where the words stand: that is fast."""
        if not words:
            return
        folded = text.lower()
        if len(folded) != len(text):
            yield from self.worded.finditer(text)
            return
        end = 0
        for start in sorted({start for word in words for start in _starts(folded, word)}):
            match = self.worded.match(text, start) if start >= end else None
            if match:
                end = match.end()
                yield match


def _starts(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


@lru_cache(maxsize=4)
def _table(key: str) -> Table:
    return Table(_GIVEN[key])


_GIVEN: dict[str, Mapping[str, Mapping[str, Any]]] = {}


def table_of(quantities: Mapping[str, Mapping[str, Any]]) -> Table:
    """Return the table of the configured quantities, built once."""
    if quantities is QUANTITIES:
        return _usual()
    key = repr(quantities)
    _GIVEN.setdefault(key, quantities)
    return _table(key)


@lru_cache(maxsize=1)
def _usual() -> Table:
    return Table(QUANTITIES)


def slips(text: str, table: Table, words: Sequence[str] | None = None) -> Iterator[Slip]:
    """Yield the places of a text where a quantity cannot be as it is written.

    ``words`` are those of the table that may stand in it, where that is known.
    """
    words = tuple(table.words) if words is None else words
    if not table.units or not _HINT.search(text):
        return
    lines: set[int] = set()
    for slip in (*_ranges(text, table), *_worded(text, table, words), *_beyond(text, table)):
        if not any(abs(slip.start - start) < 12 for start in lines):
            lines.add(slip.start)
            yield slip


def _ranges(text: str, table: Table) -> Iterator[Slip]:
    """Yield ranges that do not rise: the first number has lost its unit."""
    if "Hz" not in text or not _RANGE_HINT.search(text):
        return
    for match in table.range.finditer(text):
        low, high = _number(match[1]), _number(match[3])
        name, size = table.units[match[4]]
        first, first_size = table.units[match[2] or match[4]]
        if first != name or name != "frequency":
            continue
        if not match[2] and size > 1 and low >= high:
            yield Slip(match.start(), match[0], "the first number has lost its unit")
        elif match[2] and low * first_size == high * size:
            yield Slip(match.start(), match[0], "the range ends where it begins")
        elif not match[2] and size == 1000 and high >= 10_000:
            yield Slip(match.start(), match[0], "the second number has another unit")


def _worded(text: str, table: Table, words: Sequence[str]) -> Iterator[Slip]:
    """Yield values whose unit is not one of the quantity that the word before them names."""
    for match in table.named_in(text, words):
        wanted, (name, _) = table.words[match[1].casefold()], table.units.get(match[3], ("", 0))
        if name and name != wanted and (wanted, name) not in table.beside:
            yield Slip(match.start(), match[0], f"{match[3]} is no unit of {wanted}")


def _beyond(text: str, table: Table) -> Iterator[Slip]:
    """Yield values outside what the quantity can have."""
    for match in table.value.finditer(text):
        name, size = table.units[match[2]]
        low, high = table.ranges.get(name, (None, None))
        value = _number(match[1]) * size
        if low is not None and high is not None and not low <= value <= high:
            yield Slip(match.start(), match[0], f"no {name} goes that far")


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
