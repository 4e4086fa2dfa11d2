"""The rubric: which criteria a review is scored by, on what scale, and how they combine."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from .shapes import closed, names, number, text, texts

Words = Mapping[str, str]
"""A wording by language code."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Scale:
    """A closed range of scores in equal steps, such as 0 to 1 in tenths."""

    low: Decimal = Decimal(0)
    high: Decimal = Decimal(1)
    step: Decimal = Decimal("0.1")

    def contains(self, value: Decimal) -> bool:
        """Tell whether the value lies in the range."""
        return self.low <= value <= self.high

    def on_step(self, value: Decimal) -> bool:
        """Tell whether the value is a whole number of steps above the low end."""
        return (value - self.low) % self.step == 0

    def share(self, value: Decimal) -> float:
        """Return the value's place in the range, 0.0 to 1.0, for drawings."""
        return float(min(max((value - self.low) / (self.high - self.low), Decimal(0)), Decimal(1)))


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a review scores: id, name per language, section headings, weight."""

    id: str
    names: Words
    short: Words = field(default_factory=dict)
    headings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    weight: Decimal = Decimal(1)
    descriptions: Words = field(default_factory=dict)

    def name(self, lang: str) -> str:
        """Return the criterion's name in the language, else in any, else its id."""
        return word(self.names, lang, self.id)

    def short_name(self, lang: str) -> str:
        """Return the column heading in the language: the short name, else the full one."""
        return self.short.get(lang) or self.name(lang)


@dataclass(frozen=True, slots=True)
class Band:
    """A verdict that begins at a share (0 to 1) of the overall scale."""

    id: str
    least: Decimal
    names: Words

    def name(self, lang: str) -> str:
        """Return the verdict in the language, else in any, else its id."""
        return word(self.names, lang, self.id)


@dataclass(frozen=True, slots=True)
class Rubric:
    """The ordered criteria, both scales, the rule that combines them, and the verdict bands."""

    criteria: tuple[Criterion, ...]
    scale: Scale = Scale()
    overall: Scale = Scale(Decimal(0), Decimal(5), Decimal("0.1"))
    combine: Literal["sum", "mean", "weighted-mean"] = "sum"
    bands: tuple[Band, ...] = ()
    cost: str = ""
    """The id of the criterion whose section holds the cost calculation, or nothing."""

    def combined(self, scores: Sequence[Decimal]) -> Decimal:
        """Return the overall score that the criteria give, rounded half up to its step."""
        total = sum(scores, Decimal(0))
        if self.combine == "mean":
            total /= len(self.criteria)
        elif self.combine == "weighted-mean":
            weights = [criterion.weight for criterion in self.criteria]
            products = (s * w for s, w in zip(scores, weights, strict=True))
            total = sum(products, Decimal(0)) / sum(weights)
        return round_to(total, self.overall.step)

    def band(self, overall: Decimal) -> Band | None:
        """Return the highest band that the overall score reaches, or None without bands."""
        share = (overall - self.overall.low) / (self.overall.high - self.overall.low)
        reached = [band for band in self.bands if share >= band.least]
        return max(reached, key=lambda band: band.least, default=None)

    def index(self, criterion_id: str) -> int:
        """Return a criterion's place; raise KeyError for an id the rubric has not."""
        for index, criterion in enumerate(self.criteria):
            if criterion.id == criterion_id:
                return index
        raise KeyError(criterion_id)


def word(words: Words, lang: str, otherwise: str = "") -> str:
    """Return the wording in the language, else the first there is, else ``otherwise``."""
    return words.get(lang) or next(iter(words.values()), otherwise)


def round_to(value: Decimal, step: Decimal) -> Decimal:
    """Round half up to a multiple of the step, keeping the step's number of digits."""
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def rubric_from(spec: Mapping[str, Any] | Rubric) -> Rubric:
    """Build a rubric from the mapping a ``conf.py`` holds.

    Raises ValueError with the reason where the mapping is wrong.
    """
    if isinstance(spec, Rubric):
        return spec
    closed(spec, {"criteria", "scale", "overall", "combine", "bands", "cost"}, "the rubric")
    if not isinstance(spec.get("bands", []), list | tuple):
        raise ValueError("the bands of the rubric are no list")
    if not spec.get("criteria"):
        raise ValueError("a rubric needs at least one criterion")
    criteria = tuple(_criterion(item) for item in spec["criteria"])
    if len({criterion.id for criterion in criteria}) != len(criteria):
        raise ValueError("two criteria of the rubric share an id")
    combine = spec.get("combine", "sum")
    if combine not in ("sum", "mean", "weighted-mean"):
        raise ValueError(f"unknown rule {combine!r}; use sum, mean or weighted-mean")
    scale = _scale(spec.get("scale", {}), Scale(), "scale")
    rubric = Rubric(
        criteria,
        scale=scale,
        overall=_scale(spec.get("overall", {}), _reach(criteria, scale, combine), "overall"),
        combine=combine,
        bands=tuple(_band(item) for item in spec.get("bands", _BANDS)),
        cost=text(spec.get("cost", ""), "the cost criterion"),
    )
    if rubric.cost and rubric.cost not in {criterion.id for criterion in criteria}:
        raise ValueError(f"the cost criterion {rubric.cost!r} is not among the criteria")
    if problem := _overall_problem(rubric):
        raise ValueError(problem)
    return rubric


def _reach(criteria: Sequence[Criterion], scale: Scale, combine: str) -> Scale:
    """Return the scale that the criteria reach together."""
    times = len(criteria) if combine == "sum" else 1
    return Scale(scale.low * times, scale.high * times)


def _overall_problem(rubric: Rubric) -> str:
    """Return why the overall scale does not hold what the criteria give, or an empty string.

    It must end where they do, or no review could reach the best verdict; it may begin lower.
    """
    reach, overall = _reach(rubric.criteria, rubric.scale, rubric.combine), rubric.overall
    if overall.high == reach.high and overall.low <= reach.low:
        return ""
    each = f"{len(rubric.criteria)} criteria from {_ends(rubric.scale)}"
    wanted = f'{{"low": {_plain(reach.low)}, "high": {_plain(reach.high)}}}'
    return (
        f"the {rubric.combine} of {each} goes from {_ends(reach)}, "
        f'but overall from {_ends(overall)}; write "overall": {wanted}'
    )


def _ends(scale: Scale) -> str:
    return f"{_plain(scale.low)} to {_plain(scale.high)}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _criterion(item: Any) -> Criterion:
    closed(item, {"id", "names", "short", "headings", "weight", "descriptions"}, "a criterion")
    if "id" not in item or "names" not in item:
        raise ValueError("each criterion needs an id and names")
    if not isinstance(item["id"], str) or not _ID.fullmatch(item["id"]):
        raise ValueError(f"{item['id']!r} is no id; use lower-case letters, digits and hyphens")
    weight = number(item.get("weight", 1), f"the weight of {item['id']}")
    if weight <= 0:
        raise ValueError(f"the weight of {item['id']} is {weight}, not above 0")
    return Criterion(
        item["id"],
        names(item["names"], f"the names of {item['id']}"),
        short=names(item.get("short", {}), f"the short names of {item['id']}"),
        headings=_headings(item),
        weight=weight,
        descriptions=names(item.get("descriptions", {}), f"the descriptions of {item['id']}"),
    )


def _headings(item: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    given = item.get("headings", {})
    what = f"the headings of {item['id']}"
    if not isinstance(given, Mapping) or any(isinstance(heads, str) for heads in given.values()):
        raise ValueError(f'{what} are lists by language: {{"en": ["Staff"]}}')
    return {str(lang): texts(heads, what) for lang, heads in given.items()}


def _scale(item: Any, default: Scale, what: str) -> Scale:
    closed(item, {"low", "high", "step"}, what)
    scale = Scale(
        number(item.get("low", default.low), f"low of {what}"),
        number(item.get("high", default.high), f"high of {what}"),
        number(item.get("step", default.step), f"step of {what}"),
    )
    if scale.low >= scale.high or scale.step <= 0:
        raise ValueError(f"{what} needs low < high and a step above 0")
    if scale.step > scale.high - scale.low:
        raise ValueError(f"{what} goes from {_ends(scale)}, less than one step of {scale.step}")
    return scale


def _band(item: Any) -> Band:
    closed(item, {"id", "least", "names"}, "a band")
    if missing := {"id", "least", "names"} - set(item):
        raise ValueError(f"a band lacks {min(missing)!r}")
    text(item["id"], "the id of a band")
    least = number(item["least"], f"least of the band {item['id']}")
    if not 0 <= least <= 1:
        raise ValueError(
            f"least of the band {item['id']} is {least}; write a share of the scale from 0 to 1"
        )
    return Band(item["id"], least, names(item["names"], f"the names of the band {item['id']}"))


_BANDS: tuple[dict[str, Any], ...] = (
    {"id": "poor", "least": "0", "names": {"en": "Poor", "ja": "不十分"}},
    {"id": "weak", "least": "0.4", "names": {"en": "Below average", "ja": "やや劣る"}},
    {"id": "fair", "least": "0.56", "names": {"en": "Fair", "ja": "標準的"}},
    {"id": "good", "least": "0.7", "names": {"en": "Good", "ja": "良好"}},
    {"id": "excellent", "least": "0.84", "names": {"en": "Excellent", "ja": "優秀"}},
)

AUDIO_RUBRIC: Mapping[str, Any] = {
    "criteria": [
        {
            "id": "scientific-validity",
            "names": {"en": "Scientific Validity", "ja": "科学的有効性"},
            "short": {"en": "Validity", "ja": "科学"},
            "descriptions": {
                "en": "What can be measured and heard: frequency response, distortion, noise, "
                "isolation, and whatever else decides the sound of this kind of product. A claim "
                "without evidence earns nothing.",
                "ja": "測定でき、耳で確かめられる性能です。周波数特性、歪み、雑音、遮音性など、"
                "その種類の製品の音を決めるものを見ます。根拠のない主張は評価しません。",
            },
        },
        {
            "id": "technology-level",
            "names": {"en": "Technology Level", "ja": "技術レベル"},
            "short": {"en": "Technology", "ja": "技術"},
            "descriptions": {
                "en": "How advanced the design is, and how much of it is the maker's own work. A "
                "clever design is scored here even where the result disappoints.",
                "ja": "設計がどれほど進んでいるか、どこまでが自社の技術かを見ます。"
                "結果が伴わなくても、設計そのものの巧みさはここで評価します。",
            },
        },
        {
            "id": "cost-performance",
            "names": {"en": "Cost-Performance", "ja": "コストパフォーマンス"},
            "short": {"en": "Cost", "ja": "コスパ"},
            "descriptions": {
                "en": "What the same use and the same performance cost elsewhere. This score is "
                "calculated.",
                "ja": "同じ用途と同等の性能が、ほかではいくらで手に入るかです。"
                "この項目は計算で求めます。",
            },
        },
        {
            "id": "reliability-support",
            "names": {"en": "Reliability & Support", "ja": "信頼性・サポート"},
            "short": {"en": "Reliability", "ja": "信頼性"},
            "descriptions": {
                "en": "Build, known weaknesses, warranty, repair and updates.",
                "ja": "造り、知られている弱点、保証、修理、更新の体制を見ます。",
            },
        },
        {
            "id": "design-rationality",
            "names": {"en": "Rationality of Design Philosophy", "ja": "設計思想の合理性"},
            "short": {"en": "Design", "ja": "設計"},
            "descriptions": {
                "en": "Whether the effort goes into what can be shown to improve the result, and "
                "whether the maker's claims can be tested.",
                "ja": "効果を示せる部分に力を注いでいるか、メーカーの主張を検証できるかを見ます。",
            },
        },
    ],
    "cost": "cost-performance",
}
"""Five criteria of audio equipment, each 0 to 1 in tenths, summed to 0 to 5."""
