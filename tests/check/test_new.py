"""The command that begins a review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sphinx_reviews.command.cli import main
from sphinx_reviews.command.new import skeleton
from sphinx_reviews.model.diagnostics import Code, Severity
from sphinx_reviews.model.settings import Settings
from support import path_of, read

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
    assert {d.code for d in weighty} == {Code.SECTION_EMPTY}


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
