"""Drawings are pure: the same numbers give the same, safe SVG."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.formats import Formats
from sphinx_reviews.renderers import svg
from sphinx_reviews.renderers.front_names import SIZES, Marked, Size, front_names
from sphinx_reviews.renderers.names_apart import LINE, Box, length_of

SPACE = ' xmlns="http://www.w3.org/2000/svg"'
EVIL = '"><script>alert(1)</script>'


def parts(drawing: str, name: str) -> list[ElementTree.Element]:
    """Return the elements of a class."""
    root = ElementTree.fromstring(drawing)  # noqa: S314 - drawn here
    return [item for item in root.iter() if name in item.get("class", "").split()]


def points() -> list[svg.Point]:
    """Return three points, two of them on the front."""
    return [
        svg.Point(0.9, 0.8, "dear/", "Dear", True),
        svg.Point(0.5, 0.2, "plain/", "Plain", False),
        svg.Point(0.1, 0.4, "cheap/", "Cheap", True),
    ]


def test_bar_is_as_long_as_its_share() -> None:
    """The filled part of a bar is its share of the whole, and a median marks its own place."""
    (value,) = parts(svg.bar(0.3, 0.75), "rv-bar-value")
    assert value.get("width") == "30.0"
    (mark,) = parts(svg.bar(0.3, 0.75), "rv-bar-mark")
    assert mark.get("d") == "M75.0 0V10"
    assert parts(svg.bar(0.3), "rv-bar-mark") == []


def test_gauge_of_nothing_is_empty() -> None:
    """A dial at zero shows its track alone, without a dot where it begins."""
    assert parts(svg.gauge(0.0, "0.0"), "rv-gauge-value") == []
    assert len(parts(svg.gauge(0.1, "0.5"), "rv-gauge-value")) == 1


@pytest.mark.parametrize(("share", "large"), [(0.5, "0"), (0.7, "1"), (1.0, "1")])
def test_gauge_takes_the_long_way_round(share: float, large: str) -> None:
    """Beyond half a turn the arc goes the long way round."""
    (value,) = parts(svg.gauge(share, ""), "rv-gauge-value")
    assert re.search(r"A52 52 0 (\d) 1", str(value.get("d")))[1] == large  # type: ignore[index]


def test_steps_show_a_level() -> None:
    """A band is told by how many of its columns are filled."""
    drawing = svg.steps(2, 5)
    assert len(parts(drawing, "rv-step")) == 5
    assert len(parts(drawing, "rv-step-on")) == 2


def test_front_is_numbered_from_the_left() -> None:
    """On the map the front's numbers follow the price, as the list below the map does."""
    drawing = svg.scatter(points(), [], [], "Map")
    numbers = parts(drawing, "rv-front-number")
    assert [number.text for number in numbers] == ["1", "2", "1", "2"]
    names = parts(drawing, "rv-front-name")
    assert float(names[0].get("x", "")) < float(names[1].get("x", ""))


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.text("abcdefg 漢字", min_size=3)),
                min_size=1, max_size=60), st.sampled_from(SIZES))  # fmt: skip
def test_names_on_the_front_lie_on_nothing(
    drawn: list[tuple[float, float, str]], size: Size
) -> None:
    """In both sizes no name touches another, a point, or the edge; each front has its numbers."""
    marked = [Marked(x * 586, y * 412, name) for x, y, name in drawn]
    best = sorted(marked, key=lambda m: (m.x, m.y))
    front = [m for n, m in enumerate(best) if all(m.y < other.y for other in best[:n])]
    boxes = []
    for text in parts(
        f"<svg>{front_names([(m.x, m.y) for m in marked], front, 586, 412)}</svg>", size.name
    )[0]:
        words = "".join(text.itertext())
        left, base = float(text.get("x", "")), float(text.get("y", ""))
        bottom = base / size.unit + LINE / 4
        boxes.append(
            Box(left / size.unit, bottom - LINE, left / size.unit + length_of(words), bottom)
        )
    for n, box in enumerate(boxes):
        inner = Box(box.left + 0.05, box.top + 0.05, box.right - 0.05, box.bottom - 0.05)
        assert not any(inner.touches(other) for other in boxes[:n])
        assert not any(
            inner.left < m.x / size.unit < inner.right
            and inner.top < m.y / size.unit < inner.bottom
            for m in marked
        )
        assert inner.left >= 0
        assert inner.right <= 586 / size.unit + 2


def test_many_points_are_drawn_small() -> None:
    """A map of many products draws smaller points, so that it does not become one blot."""
    few = [svg.Point(0.5, 0.5, "a/", "A", False)] * svg.DENSE
    assert "rv-map-dense" not in svg.scatter(few, [], [], "Map")
    assert "rv-map-dense" in svg.scatter([*few, few[0]], [], [], "Map")


@pytest.mark.parametrize(
    ("lang", "currency", "amount", "label"),
    [
        ("en", "USD", 5000, "$5,000"),
        ("en", "USD", 1000000, "$1M"),
        ("ja", "JPY", 5000, "￥5,000"),
        ("ja", "JPY", 1000000, "￥100万"),
    ],
)
def test_ticks_are_short(lang: str, currency: str, amount: int, label: str) -> None:
    """A large amount on the map's axis is written short, as the language writes it."""
    assert Formats(lang).short_amount(Decimal(amount), currency) == label


def test_each_point_is_a_named_link() -> None:
    """Every point leads to its review and says what it is."""
    root = ElementTree.fromstring(svg.scatter(points(), [], [], "Map"))  # noqa: S314 - drawn here
    links = {a.get("href"): a.findtext("title") for a in root.iter("a")}
    assert links == {"dear/": "Dear", "plain/": "Plain", "cheap/": "Cheap"}


@pytest.mark.parametrize(
    "drawing",
    [
        svg.gauge(0.5, EVIL, EVIL),
        svg.histogram([1, 0, 2], [EVIL], EVIL),
        svg.scatter([svg.Point(0, 0, EVIL, EVIL, True)], [svg.Tick(0, EVIL)], [], EVIL),
    ],
)
def test_texts_are_escaped(drawing: str) -> None:
    """Whatever a name holds stays text."""
    assert "<script" not in drawing
    assert "&lt;script" in drawing
    assert "style=" not in drawing
