"""Series beside reviews: what is read, what is told of a bad file, where curves and ticks stand."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.axes import Axis, axis_from
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.curves import COLUMNS, plots
from sphinx_reviews.model.facts import facts
from sphinx_reviews.model.rules import check
from sphinx_reviews.model.scan import scan
from sphinx_reviews.model.series import MAX_BYTES, SeriesFile, beside, read_series
from sphinx_reviews.model.settings import settings_from
from support import review

ACROSS = {"names": {"en": "Frequency", "ja": "周波数"}, "unit": "Hz", "scale": "log",
          "least": 20, "most": 20000}  # fmt: skip
UP = {"names": {"en": "Level", "ja": "レベル"}, "unit": "dB", "least": -40, "most": 20}
FIELD = {"type": "series", "names": {"en": "Frequency response"}, "across": ACROSS, "up": UP}
SETTINGS = settings_from(
    {
        "reviews_fields": {"response": FIELD},
        "reviews_severities": {"review.claim.absent": "off", "review.name.unused": "off"},
    }
)
X, Y = axis_from(ACROSS, "x"), axis_from(UP, "y")
GOOD = "frequency (Hz),level (dB)\n20,-3.1\n1000,0\n20000,-8\n"


def read(text: str | bytes) -> Any:
    """Read a text as a frequency response."""
    return read_series(SeriesFile(text.encode() if isinstance(text, str) else text), X, Y)


def site(tmp_path: Path, files: dict[str, str | bytes]) -> Catalogue:
    """Return the catalogue of a folder."""
    for name, content in files.items():
        path = tmp_path / "reviews" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Catalogue(scan(tmp_path, SETTINGS), SETTINGS)


def told(catalogue: Catalogue) -> list[str]:
    """Return what is found of series, as it is printed."""
    return [
        f"{d.path}:{d.line}: {d.code.value}: {d.message} ({d.value}): {d.hint}"
        for d in check(catalogue)
        if "series" in d.code.value
    ]


@pytest.mark.parametrize(
    ("side", "change", "message"),
    [
        ("up", {"scale": "cubic"}, "the scale of response.up is 'cubic'"),
        ("up", {"least": None}, "response.up needs least"),
        ("up", {"least": 20}, "which is not below most"),
        ("up", {"names": {}}, "needs names"),
        ("up", {"colour": 1}, "unknown key 'colour'"),
        ("across", {"least": 0}, "is logarithmic, so least has to be above 0"),
    ],
)
def test_axes_that_cannot_be_used_are_refused(side: str, change: Any, message: str) -> None:
    """Each axis needs names and two ends; the reason names it."""
    field = {**FIELD, side: {**FIELD[side], **change}}  # type: ignore[dict-item]
    with pytest.raises(ValueError, match=message):
        settings_from({"reviews_fields": {"response": field}})


def test_a_series_takes_no_keys_of_numbers() -> None:
    """What holds for single values is refused, not passed over."""
    with pytest.raises(ValueError, match="unknown key 'unit'"):
        settings_from({"reviews_fields": {"response": {**FIELD, "unit": "dB"}}})


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("head", ["", "frequency,level\n", "f (Hz), L [dB]\n", "\ufefff,L\n\n"])
def test_files_as_programs_write_them_are_read(head: str, end: str) -> None:
    """A head, a byte-order mark, empty lines and any line ends make no difference."""
    found = read((head + "20, -3.1\n1000,.5\n2e4,-8.\n").replace("\n", end))
    assert found.points == ((20.0, -3.1), (1000.0, 0.5), (20000.0, -8.0))


BAD = {
    "no number": ("20,1\n30,loud\n", "series.number", 2),
    "decimal commas": ("20;1,5\n30;1,6\n", "series.number", 1),
    "three columns": ("20,1,0\n30,1,0\n", "series.number", 1),
    "not a number": ("20,nan\n30,1\n", "series.number", 1),
    "infinite": ("20,1\n30,inf\n", "series.number", 2),
    "other digits": ("20,1\n３０,1\n", "series.number", 2),
    "a formula": ("20,=1+1\n30,1\n", "series.number", 1),
    "unordered": ("20,1\n\n19,1\n", "series.order", 3),
    "twice": ("20,1\n20,1\n", "series.order", 2),
    "empty": ("", "series.size", 1),
    "one point": ("f,L\n20,1\n", "series.size", 2),
    "too many": ("".join(f"{n},1\n" for n in range(20, 4021)), "series.size", 4001),
    "kHz": ("f (kHz),L (dB)\n20,1\n30,1\n", "series.unit", 1),
    "kHz without a head": ("0.02,1\n1,1\n19.9,1\n", "series.unit", 1),
    "sound pressure": ("20,1\n30,94\n", "series.unit", 2),
    "not text": (b"20,1\n\xff\n", "series.file", 2),
}


@pytest.mark.parametrize("name", BAD)
def test_each_kind_of_bad_file_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    """The line names file, line, code, what is wrong and how to mend it; there is no curve."""
    text, code, line = BAD[name]
    catalogue = site(tmp_path, {"acme-one.md": review(response="one.csv"), "one.csv": text})
    (found,) = told(catalogue)
    assert found.startswith(f"reviews/one.csv:{line}: review.{code}: ")
    assert not found.endswith(": ")
    assert plots(catalogue, catalogue.reviews, "en") == ()


@pytest.mark.parametrize(
    "name",
    ["two.csv", "../b/one.csv", "/etc/passwd", "https://example.org/x.csv", "one.md", "a\\one.csv",
     "../a/../b/one.csv", "acme-one.md", "%2e%2e/b/one.csv", "link.csv/../../b/one.csv"],
)  # fmt: skip
def test_a_name_leads_nowhere_but_beside_the_review(tmp_path: Path, name: str) -> None:
    """Whatever does not stand in the review's own folder is told at the key, and not read."""
    files = {"a/acme-one.md": review(response=f"'{name}'"), "b/one.csv": GOOD}
    (tmp_path / "outside.csv").write_text(GOOD)
    catalogue = site(tmp_path, {**files, "a/sub/deep.csv": GOOD})
    (found,) = told(catalogue)
    assert ": review.series.file: response: " in found
    assert found.startswith("reviews/a/acme-one.md:")
    assert len(catalogue.reviews) == 1
    assert plots(catalogue, catalogue.reviews, "en") == ()


def test_a_link_and_a_large_file_are_not_read(tmp_path: Path) -> None:
    """A link may lead anywhere, so none is followed; size is looked at before reading."""
    (tmp_path / "secret.csv").write_text(GOOD)
    catalogue = site(tmp_path, {"acme-one.md": review(response="link.csv"),
                                "acme-two.md": review("acme-two", response="large.csv"),
                                "large.csv": "1,1\n" * (MAX_BYTES // 4 + 1)})  # fmt: skip
    (tmp_path / "reviews" / "link.csv").symlink_to(tmp_path / "secret.csv")
    catalogue = Catalogue(scan(tmp_path, SETTINGS), SETTINGS)
    link, large = sorted(told(catalogue), key=lambda line: "large" in line)
    assert "reviews/link.csv:1: review.series.file: the file is a link" in link
    assert "reviews/large.csv:1: review.series.file: the file is larger than" in large
    assert catalogue.series["reviews/large.csv"].data == b""


def test_a_near_name_is_offered(tmp_path: Path) -> None:
    """A slip in a name is told with the file that is there."""
    files = {"acme-one.md": review(response="respnse.csv"), "response.csv": GOOD}
    assert "did you mean 'response.csv'?" in told(site(tmp_path, files))[0]


def test_subfolders_are_inside() -> None:
    """A path below the review's folder is fine, one that comes back to it too."""
    assert beside("data/one.csv", "reviews/a/x.md") == "reviews/a/data/one.csv"
    assert beside("one.csv", "x.md") == "one.csv"
    assert beside("data/../one.csv", "reviews/a/x.md") == "reviews/a/one.csv"


def test_an_edited_series_is_another_fact(tmp_path: Path) -> None:
    """Pages follow from the file's bytes, so they are looked at where those are others."""
    files = {"acme-one.md": review(response="one.csv"), "one.csv": GOOD}
    before = site(tmp_path, files)
    after = site(tmp_path, {"one.csv": GOOD.replace("-8", "-9")})
    assert facts(before) != facts(after)
    assert before.state != after.state


points = st.lists(
    st.tuples(st.floats(20, 20000), st.floats(-40, 20)), min_size=2, max_size=200,
    unique_by=lambda point: f"{point[0]:.3f}",
).map(sorted)  # fmt: skip


@given(points)
def test_whatever_is_measured_is_drawn_on_the_axes(given_points: list[tuple[float, float]]) -> None:
    """Every well-made file is read to the point; curves stay within the drawing."""
    rows = [(f"{x:.3f}", f"{y:.2f}") for x, y in given_points]
    found = read("".join(f"{x},{y}\n" for x, y in rows))
    assert found.fault is None
    assert found.points == tuple((float(x), float(y)) for x, y in rows)
    assert all(-1e-9 <= X.at(x) <= 1 + 1e-9 and 0 <= Y.at(y) <= 1 for x, y in found.points)


@given(st.binary(max_size=300))
def test_whatever_bytes_there_are_nothing_fails(data: bytes) -> None:
    """A file gives points or one fault, never both and never an exception."""
    found = read(data)
    assert bool(found.points) != bool(found.fault)


@given(
    st.floats(1e-6, 1e6), st.floats(1.5, 1e6), st.booleans(),
)  # fmt: skip
def test_ticks_are_few_round_and_on_the_axis(least: float, factor: float, log: bool) -> None:
    """An axis of any size has some ticks, all between its ends, rising."""
    axis = Axis({"en": "A"}, "", least, least * factor, log)
    ticks = axis.ticks
    assert len(ticks) <= 12
    assert list(ticks) == sorted(set(ticks))
    assert all(-1e-6 <= axis.at(tick) <= 1 + 1e-6 for tick in ticks)
    if not log:
        assert len(ticks) >= 3


def test_ticks_as_audio_people_know_them() -> None:
    """A frequency axis has 1, 2 and 5 in each decade, a level axis tens."""
    assert X.ticks == (20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000)
    assert Y.ticks == (-40, -30, -20, -10, 0, 10, 20)


def test_values_between_points_lie_on_the_drawn_line(tmp_path: Path) -> None:
    """The table tells what the curve shows: nothing where nothing was measured."""
    files = {"acme-one.md": review(response="one.csv"), "one.csv": "100,0\n10000,-20\n"}
    catalogue = site(tmp_path, files)
    (plot,) = plots(catalogue, catalogue.reviews, "en")
    (curve,) = plot.curves
    expected = [None, None, 0.0, -3.0, -7.0, -10.0, -13.0, -17.0, -20.0, None]
    assert list(curve.samples) == [v if v is None else pytest.approx(v, abs=0.06) for v in expected]


def test_many_points_are_thinned_and_keep_their_ends(tmp_path: Path) -> None:
    """A drawing cannot show thousands of points; the highest and lowest of each column stay."""
    rows = "".join(f"{20 + n * 5},{10 * math.sin(n):.2f}\n" for n in range(3990))
    catalogue = site(tmp_path, {"acme-one.md": review(response="one.csv"), "one.csv": rows})
    (plot,) = plots(catalogue, catalogue.reviews, "en")
    drawn = plot.curves[0].points
    assert len(drawn) <= 2 * (COLUMNS + 1)
    assert list(drawn) == sorted(drawn)
    assert max(y for _, y in drawn) == pytest.approx(Y.at(10), abs=0.001)
