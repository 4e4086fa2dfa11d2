"""The rubric: exact decimals, scales, rules that combine, bands, and what cannot be a rubric."""

from __future__ import annotations

import re
from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.rubric import AUDIO_RUBRIC, Scale, round_to, rubric_from
from sphinx_reviews.model.settings import Settings, settings_from
from support import front_matter, read

AUDIO = rubric_from(AUDIO_RUBRIC)
TENTHS = st.integers(0, 10).map(lambda n: Decimal(n) / 10)
WORKSHOP = {
    "criteria": [
        {"id": "fit", "names": {"en": "Fit"}, "weight": "2"},
        {"id": "feel", "names": {"en": "Feel"}, "weight": "1"},
        {"id": "worth", "names": {"en": "Worth"}, "weight": "0.5"},
    ],
    "scale": {"low": "0", "high": "10", "step": "0.5"},
    "overall": {"low": "0", "high": "10", "step": "0.1"},
    "combine": "weighted-mean",
}


@given(st.tuples(TENTHS, TENTHS, TENTHS, TENTHS, TENTHS))
def test_tenths_add_exactly(scores: tuple[Decimal, ...]) -> None:
    """Five tenths add up to their exact sum, as whole numbers do."""
    assert AUDIO.combined(scores) == Decimal(sum(int(score * 10) for score in scores)) / 10


@given(st.tuples(TENTHS, TENTHS, TENTHS, TENTHS, TENTHS))
def test_scores_of_a_file_add_exactly(scores: tuple[Decimal, ...]) -> None:
    """A file's scores are the decimals written, so that their sum is the written overall score."""
    overall = sum(scores, Decimal(0))
    rating = ", ".join(map(str, (overall, *scores)))
    record = read(front_matter(rating=f"[{rating}]")).review
    assert record is not None
    assert AUDIO.combined(record.scores) == record.overall == overall


def test_float_sums_would_fail() -> None:
    """The five tenths that floats add up wrongly are right here."""
    scores = ("0.1", "0.2", "0.0", "0.0", "0.0")
    assert sum(map(float, scores)) != 0.3
    assert AUDIO.combined([Decimal(s) for s in scores]) == Decimal("0.3")


def test_the_usual_rubric_is_the_audio_one() -> None:
    """Five criteria summed to 0 to 5 need no configuration."""
    rubric = Settings().the_rubric
    assert [c.id for c in rubric.criteria] == [
        "scientific-validity",
        "technology-level",
        "cost-performance",
        "reliability-support",
        "design-rationality",
    ]
    assert (rubric.combine, rubric.overall.low, rubric.overall.high) == ("sum", 0, 5)
    assert all(c.names["en"] and c.names["ja"] for c in rubric.criteria)


@given(st.lists(st.integers(0, 20).map(lambda n: Decimal(n) / 2), min_size=3, max_size=3))
def test_a_weighted_mean_weighs(scores: list[Decimal]) -> None:
    """The weighted mean equals its definition to within half a step, and is on a step."""
    rubric = rubric_from(WORKSHOP)
    combined = rubric.combined(scores)
    exact = (2 * scores[0] + scores[1] + scores[2] / 2) / Decimal("3.5")
    assert abs(combined - exact) <= Decimal("0.05")
    assert rubric.overall.on_step(combined)


@pytest.mark.parametrize(
    ("combine", "high", "expected"),
    [("sum", 30, "16.5"), ("mean", 10, "5.5"), ("weighted-mean", 10, "6.1")],
)
def test_each_rule_combines_its_way(combine: str, high: int, expected: str) -> None:
    """Sum, mean and weighted mean of 7, 5.5 and 4 with weights 2, 1 and 0.5."""
    overall = {"low": 0, "high": high, "step": "0.1"}
    rubric = rubric_from(WORKSHOP | {"combine": combine, "overall": overall})
    assert rubric.combined([Decimal(7), Decimal("5.5"), Decimal(4)]) == Decimal(expected)


@given(st.integers(1, 12), st.integers(0, 5), st.integers(1, 20), st.sampled_from(["sum", "mean"]))
def test_the_overall_scale_ends_where_the_criteria_do(
    count: int, low: int, width: int, combine: str
) -> None:
    """Without an overall scale it is what the criteria reach; one that ends elsewhere is refused."""
    criteria = [{"id": f"c{n}", "names": {"en": f"C{n}"}} for n in range(count)]
    spec = {
        "criteria": criteria,
        "scale": {"low": low, "high": low + width},
        "combine": combine,
    }
    rubric = rubric_from(spec)
    for end in (rubric.scale.low, rubric.scale.high):
        assert rubric.overall.contains(rubric.combined([end] * count))
    assert rubric.combined([rubric.scale.high] * count) == rubric.overall.high
    for wrong in ({"high": rubric.overall.high + 1}, {"low": rubric.overall.low + Decimal("0.5")}):
        with pytest.raises(ValueError, match=f'the {combine} of .* write "overall": '):
            rubric_from(spec | {"overall": wrong})
    assert rubric_from(spec | {"overall": {"low": 0}}).overall.low == 0


def test_a_sum_beyond_its_scale_is_told_with_the_remedy() -> None:
    """Six criteria from 0 to 1 under an overall of 0 to 5 stop the build with what to write."""
    criteria = [{"id": f"c{n}", "names": {"en": f"C{n}"}} for n in range(6)]
    rubric = {"criteria": criteria, "overall": {"low": 0, "high": 5}}
    told = (
        "reviews_rubric: the sum of 6 criteria from 0 to 1 goes from 0 to 6, but overall from "
        '0 to 5; write "overall": {"low": 0, "high": 6}'
    )
    with pytest.raises(ValueError, match=re.escape(told)):
        settings_from({"reviews_rubric": rubric})


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [("0.25", "0.1", "0.3"), ("0.15", "0.1", "0.2"), ("0.14", "0.1", "0.1"), ("7.3", "0.5", "7.5")],
)
def test_halves_round_up(value: str, step: str, expected: str) -> None:
    """Rounding to a step rounds halves up, as people do."""
    assert round_to(Decimal(value), Decimal(step)) == Decimal(expected)


@pytest.mark.parametrize(
    ("overall", "band"),
    [("0.0", "poor"), ("1.9", "poor"), ("2.0", "weak"), ("2.8", "fair"), ("3.5", "good"), ("4.2", "excellent"),
     ("5.0", "excellent")],
)  # fmt: skip
def test_bands_begin_at_their_share(overall: str, band: str) -> None:
    """A band holds its lower border."""
    found = AUDIO.band(Decimal(overall))
    assert found is not None
    assert found.id == band


def test_a_rubric_may_have_no_bands() -> None:
    """Without bands there is no verdict."""
    assert rubric_from(WORKSHOP | {"bands": []}).band(Decimal(5)) is None


def test_a_scale_knows_its_range_and_steps() -> None:
    """A scale tells what lies inside it, on a step of it, and where."""
    scale = Scale(Decimal(1), Decimal(10), Decimal("0.5"))
    assert scale.contains(Decimal(1))
    assert scale.contains(Decimal(10))
    assert not scale.contains(Decimal("10.5"))
    assert scale.on_step(Decimal("2.5"))
    assert not scale.on_step(Decimal("2.4"))
    assert (scale.share(Decimal(1)), scale.share(Decimal("5.5")), scale.share(Decimal(99))) == (
        0.0,
        0.5,
        1.0,
    )


@pytest.mark.parametrize(
    "rubric",
    [
        {},
        {"criteria": []},
        {"criteria": [{"names": {"en": "A"}}]},
        WORKSHOP | {"combine": "product"},
        WORKSHOP | {"scale": {"low": 1, "high": 1}},
        WORKSHOP | {"scale": {"low": 0, "high": 1, "step": 0}},
        WORKSHOP | {"scale": {"low": "a"}},
        WORKSHOP | {"criteria": [{"id": "a", "names": {}}, {"id": "a", "names": {}}]},
    ],
    ids=["empty", "none", "no-id", "rule", "no-range", "no-step", "no-number", "twice"],
)
def test_what_is_no_rubric_is_refused_by_name(rubric: object) -> None:
    """A rubric that cannot be used is refused with the name of the setting."""
    with pytest.raises(ValueError, match="reviews_rubric"):
        settings_from({"reviews_rubric": rubric})


def test_a_verdict_has_a_name_in_every_language() -> None:
    """In a language that the rubric does not name, a verdict is shown in one that it does."""
    band = AUDIO.band(Decimal("2.5"))
    assert band is not None
    assert (band.name("ja"), band.name("de")) == ("やや劣る", "Below average")


@pytest.mark.parametrize(
    ("rubric", "named"),
    [
        ({"criteria": [{"id": "A b", "names": {"en": "A"}}]}, "'A b' is no id"),
        (
            {"criteria": [{"id": "price", "names": {"en": "A"}}]},
            "'price' is a column of every list",
        ),
        ({"criteria": [{"id": "a", "names": "A"}]}, "the names of a are 'A'"),
        ({"criteria": [{"id": "a", "names": {"en": "A"}, "wieght": 2}]}, "unknown key 'wieght'"),
        (
            {"criteria": [{"id": "a", "names": {"en": "A"}, "weight": "two"}]},
            "the weight of a is 'two', not a number",
        ),
        ({"criteria": [{"id": "a", "names": {"en": "A"}, "weight": 0}]}, "not above 0"),
        ({"criteria": [{"id": "a", "names": {}, "headings": {"en": "A"}}]}, "the headings of a"),
        (WORKSHOP | {"scale": {"min": 0}}, "scale: unknown key 'min'"),
        (WORKSHOP | {"scale": {"high": "ten"}}, "high of scale is 'ten', not a number"),
        (WORKSHOP | {"bands": [{"least": 0, "names": {}}]}, "a band lacks 'id'"),
        (WORKSHOP | {"bands": ["good"]}, "a band is 'good', not a mapping"),
        (WORKSHOP | {"bands": {}}, "the bands of the rubric are no list"),
        (WORKSHOP | {"bands": [{"id": "a", "least": 3, "names": {}}]}, "least of the band a is 3"),
        (WORKSHOP | {"bands": [{"id": "a", "least": "nan", "names": {}}]}, "'nan', not a number"),
        (WORKSHOP | {"bands": [{"id": 7, "least": 0, "names": {}}]}, "the id of a band is 7"),
        (WORKSHOP | {"scale": {"low": 0, "high": 1, "step": 2}}, "less than one step of 2"),
        (WORKSHOP | {"scale": {"high": float("inf")}}, "high of scale is inf, not a number"),
        (WORKSHOP | {"cost": ["a"]}, "the cost criterion is"),
        ({"criteria": [{"id": "a", "names": {"en": " "}}]}, "the names of a are"),
        ({"criteria": [{"id": "a", "names": {}, "headings": {"en": [1]}}]}, "the headings of a"),
    ],
)
def test_a_wrong_rubric_is_told_in_words(rubric: object, named: str) -> None:
    """The refusal of a rubric names the part and what stands there."""
    with pytest.raises(ValueError, match=f"^reviews_rubric: .*{named}"):
        settings_from({"reviews_rubric": rubric})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("languages", {}),
        ("folder", "../elsewhere"),
        ("folder", "/reviews"),
        ("severities", {"review.tagg": "off"}),
        ("languages", {"not a code": "x"}),
        ("languages", ["en", "ja"]),
        ("page_size", 0),
        ("page_size", "200"),
        ("tag_page_min", None),
        ("titles", "Measured"),
        ("currencies", {"en": "Dollar"}),
        ("navigation", "products"),
        ("mention_exclude", "Focal"),
        ("sections", {"overview": {"en": "Overview"}}),
        ("categories", {"dacs": {"name": {"en": "DACs"}}}),
        ("categories", {"dacs": {"names": {"en": "DACs"}, "tags": "DAC"}}),
        ("presets", {"mine": {"names": "Mine"}}),
        ("exchange", {"USD/JPY": 150}),
        ("tag_map", {"Over ear": "Over-ear"}),
        ("search", "no"),
    ],
)
def test_other_settings_are_checked_as_well(name: str, value: object) -> None:
    """A setting that cannot be used is refused with its name."""
    with pytest.raises(ValueError, match=f"^reviews_{name}: "):
        settings_from({f"reviews_{name}": value})


def test_every_setting_is_checked() -> None:
    """There is no setting whose value is taken without a look at its shape."""
    for field in fields(Settings):
        with pytest.raises(ValueError, match=f"^reviews_{field.name}: "):
            settings_from({f"reviews_{field.name}": object()})


def test_a_misspelled_setting_is_told() -> None:
    """A name that is nearly one of the settings' is refused; other names are none of ours."""
    with pytest.raises(ValueError, match="reviews_langauges: no such value; did you mean"):
        settings_from({"reviews_langauges": {"en": "English"}})
    assert settings_from({"reviews_tags": 1, "html_theme": "basic"}) == Settings()
