"""Values of the configuration that nobody can mean are refused, each by its name."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from sphinx_reviews.model.settings import Settings, settings_from

NAMES = {"en": "Name"}
RIGHT: dict[str, Any] = {
    "rubric": {
        "criteria": [
            {"id": "taste", "names": NAMES, "weight": 2, "headings": {"en": ["Staff"]},
             "short": NAMES, "descriptions": NAMES},
            {"id": "value", "names": NAMES},
        ],
        "scale": {"low": 0, "high": 10, "step": "0.5"},
        "overall": {"low": 0, "high": 10, "step": "0.1"},
        "combine": "weighted-mean",
        "cost": "value",
        "bands": [{"id": "no", "least": 0, "names": NAMES}],
    },
    "categories": {"dacs": {"names": NAMES, "tags": ["DAC"], "not": ["Amp"], "over": ["amps"]}},
    "fields": {
        "weight": {"type": "number", "names": NAMES, "unit": "g", "least": 0, "most": 5000,
                   "better": "low", "kinds": ["product"], "shown": ["card"], "required": False},
        "form": {"type": "choice", "names": NAMES, "choices": {"open": NAMES}},
        "memo": {"type": "text", "names": NAMES, "most": 20},
        "curve": {"type": "series", "names": NAMES,
                  "across": {"names": NAMES, "unit": "Hz", "scale": "log", "least": 20, "most": 200},
                  "up": {"names": NAMES, "unit": "dB", "least": -40, "most": 20}},
    },
    "presets": {"sound": {"names": NAMES, "weights": {"scientific-validity": 10}}},
    "links": {"shop": {"names": NAMES, "url": {"en": "https://shop.example/?q={name}"},
                       "refs": {"acme-one": "https://shop.example/1"}, "hosts": ["shop.example"],
                       "paid": False, "kinds": ["product"]}},
    "quantities": {"mass": {"words": ["weight"], "units": {"g": 1}, "range": (0, 10),
                            "beside": ["mass"]}},
    "sections": {"overview": {"en": ["Overview"]}},
    "exchange": {"USD/JPY": (100, 200)},
    "currencies": {"en": "USD"},
    "languages": {"en": "English"},
    "budgets": {"USD": (20, 50)},
    "makers": {"acme": NAMES},
    "tag_map": {"en": {"DACs": "DAC"}},
    "severities": {"review.tag": "off"},
    "search_alike": [["amp", "amplifier"]],
    "feeds": ["company:acme"],
    "embed": {"cards": "on", "search": "search_{lang}.json"},
    "publisher": {"name": "Us"},
    "data": {"license": "MIT"},
}  # fmt: skip
STRANGE: tuple[Any, ...] = (
    None, True, -1, float("nan"), 10**30, "", "1e999", b"x", [], [1], ["x"], {}, {"en": 1}, {1: 2},
)  # fmt: skip


def places(value: Any, so_far: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each part of a value."""
    yield so_far
    listed = range(len(value)) if isinstance(value, list | tuple) else ()
    for key in value if isinstance(value, dict) else listed:
        yield from places(value[key], (*so_far, key))


def replaced(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """Return the value with another part."""
    if not place:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[place[0]] = replaced(value[place[0]], place[1:], new)
    return copy


@pytest.mark.parametrize("name", RIGHT)
def test_whatever_stands_in_a_value_is_used_or_refused_by_name(name: str) -> None:
    """With anything in any part of a value there are settings, or one line that names the value."""
    assert isinstance(settings_from({f"reviews_{name}": RIGHT[name]}), Settings)
    for place in places(RIGHT[name]):
        for new in STRANGE:
            try:
                settings_from({f"reviews_{name}": replaced(RIGHT[name], place, new)})
            except ValueError as error:
                line = str(error)
                assert line.startswith(f"reviews_{name}: "), (place, new)
                assert "\n" not in line
                assert len(line) < 300


@pytest.mark.parametrize(
    "values",
    [
        {"reviews_currencies": {"en": ["USD"]}},
        {"reviews_quantities": {"mass": {"units": {1: 2}}}},
        {"reviews_quantities": {"mass": {"units": {"g": True}}}},
        {"reviews_quantities": {"mass": {"units": {"g": 0}}}},
        {"reviews_quantities": {"mass": {"range": (2, 1)}}},
        {"reviews_exchange": {"USD/JPY": (True, 200)}},
        {"reviews_languages": {"en": " "}},
    ],
)
def test_what_would_stop_a_check_later_is_refused(values: dict[str, Any]) -> None:
    """A value that no rule could work with is refused before one tries."""
    (name,) = values
    with pytest.raises(ValueError, match=f"^{name}: .* has the wrong shape; write it like"):
        settings_from(values)


@pytest.mark.parametrize("identifier", ["", "a b", "../x", "x/../y", "a?"])
@pytest.mark.parametrize("name", ["categories", "presets"])
def test_what_has_a_page_has_an_id_that_an_address_may_hold(name: str, identifier: str) -> None:
    """A category or a preset is refused where its page would lie somewhere else."""
    (item,) = RIGHT[name].values()
    with pytest.raises(ValueError, match=f"^reviews_{name}: '.*' must "):
        settings_from({f"reviews_{name}": {identifier: item}})


def test_a_plain_number_is_as_good_as_one_in_quotation_marks() -> None:
    """The rubric reads 0.5 and "0.5" alike."""
    for step in (0.5, "0.5", Decimal("0.5")):
        rubric = replaced(RIGHT["rubric"], ("scale", "step"), step)
        assert settings_from({"reviews_rubric": rubric}).the_rubric.scale.step == Decimal("0.5")
