"""The command that begins a review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinx_reviews.command.cli import main
from sphinx_reviews.command.new import skeleton
from sphinx_reviews.model.diagnostics import Code, Severity
from sphinx_reviews.model.placeholders import SOURCES, SUMMARIES
from sphinx_reviews.model.settings import Settings
from support import path_of, read, review

STEPS_OF_ONE = {
    "criteria": [{"id": "taste", "names": {"en": "Taste"}}],
    "scale": {"low": 1, "high": 6, "step": 1},
    "overall": {"low": 1, "high": 6, "step": 1},
}


@pytest.mark.parametrize("kind", ["product", "company"])
@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("settings", [{}, {"rubric": STEPS_OF_ONE}, {"sections": {}}])
def test_a_new_review_has_no_mistakes(kind: str, lang: str, settings: dict[str, Any]) -> None:
    """On any scale, in each language, what the command writes has no error, and lacks only text."""
    text = skeleton(Settings(**settings), kind, lang, "acme", "acme-one", 'Acme "One"')
    outcome = read(text, path_of("acme-one", lang, kind), **settings)
    assert outcome.review is not None
    weighty = [d for d in outcome.diagnostics if d.severity is not Severity.NOTE]
    assert {d.code for d in weighty} == {Code.SECTION_EMPTY, Code.TEXT_PLACEHOLDER}


def test_a_review_is_begun_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file lies where the starter's reviews lie, and is never written over."""
    command = ["new", "product", "acme-one", "--language", "ja", "--site", str(tmp_path)]
    assert main(command) == 0
    (file,) = tmp_path.rglob("*.md")
    assert file.relative_to(tmp_path).as_posix() == "reviews/products/ja/acme/acme-one.md"
    file.write_text("mine")
    assert main(command) == 2
    assert "exists already" in capsys.readouterr().err
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["product", "../x"], "'../x': must be letters"),
        (["product", ""], "an id is needed"),
        (["product", "x", "--language", "de"], "'de' is none of en, ja"),
    ],
)
def test_what_cannot_be_begun_is_told(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong id or language ends the command with one line, and writes nothing."""
    assert main(["new", *words, "--site", str(tmp_path)]) == 2
    assert told in capsys.readouterr().err
    assert list(tmp_path.rglob("*")) == []


def test_the_longest_known_maker_is_taken(tmp_path: Path) -> None:
    """A ref begins with its maker's id, which may have several words."""
    for maker in ("audio", "audio-technica"):
        file = tmp_path / path_of(maker, kind="company")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(review(maker, layout="company"))
    for ref, folder in (("audio-technica-m50", "audio-technica"), ("audiology-one", "audiology")):
        assert main(["new", "product", ref, "--site", str(tmp_path)]) == 0
        text = (tmp_path / "reviews/products/en" / folder / f"{ref}.md").read_text()
        assert f"company_id: {folder}\n" in text


def test_a_translation_has_the_numbers_already(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scores, price with its currency, maker and name are those of the review that is there."""
    first = tmp_path / path_of("acme-one")
    first.parent.mkdir(parents=True)
    first.write_text(
        review("acme-one", target_name="ACME One", company_id="acme-audio", category="dacs")
    )
    assert main(["new", "product", "acme-one", "--language", "ja", "--site", str(tmp_path)]) == 0
    assert (
        "The numbers are those of reviews/products/en/acme/acme-one.md." in capsys.readouterr().out
    )
    file = tmp_path / "reviews/products/ja/acme-audio/acme-one.md"
    one = read(first.read_text(), path_of("acme-one")).review
    two = read(file.read_text(), path_of("acme-one", "ja")).review
    assert one is not None
    assert two is not None
    for name in ("overall", "scores", "price", "company_id", "category", "target_name"):
        assert getattr(one, name) == getattr(two, name), name
    markers = [m.value for section in two.sections for m in section.markers]
    assert tuple(markers) == one.scores


def test_what_a_new_review_begins_with_is_found(tmp_path: Path) -> None:
    """Summary and source that nobody has written are told with their places, in each language."""
    for lang in ("en", "ja"):
        assert (
            main(["new", "product", "acme-one", "--language", lang, "--site", str(tmp_path)]) == 0
        )
        text = (tmp_path / path_of("acme-one", lang)).read_text()
        found = [d for d in read(text).diagnostics if d.code is Code.TEXT_PLACEHOLDER]
        lines = text.splitlines()
        assert {d.value for d in found} == {SUMMARIES[lang], SOURCES[lang].partition("{")[0]}
        assert all(lines[d.line - 1][d.column - 1 :].startswith(d.value) for d in found)


def test_a_new_site_has_none(tmp_path: Path) -> None:
    """The example of a new site is an example, and builds as it is."""
    assert main(["init", str(tmp_path / "site")]) == 0
    (file,) = (tmp_path / "site/reviews").rglob("*.md")
    assert [d for d in read(file.read_text()).diagnostics if d.code is Code.TEXT_PLACEHOLDER] == []
