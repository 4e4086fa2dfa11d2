"""Product names are found first however they are spelled, and with a word more than the name."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest

from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.publishing.dataset import encoded, names_data
from sphinx_reviews.publishing.search_words import DROP, known_words
from support import ROOT

from .reference import starter_catalogue, wide

SPELLINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in small letters": str.lower,
    "run together": lambda name: re.sub(r"[\W_]+", "", name),
    "hyphens for blanks": lambda name: name.replace(" ", "-"),
    "blanks for hyphens": lambda name: re.sub(r"[-_/]+", " ", name),
    "in full width": wide,
}
EXTRA = ("review", "price", "best", "vs", "80 ohm", "amazon", "レビュー", "おすすめ")


def ask(catalogue: Catalogue, lang: str, questions: list[str]) -> list[tuple[list[str], str]]:
    """Return for each question the first names found, and what was meant."""
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    names = names_data(catalogue, lang, lambda name: f"{name}/", lambda slug: "")
    given = encoded(
        {
            "names": {**names, "known": {**known_words(catalogue, lang), "drop": DROP}},
            "questions": questions,
        }
    )
    done = subprocess.run(
        [node, "tests/js/ask.js"], input=given, cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found: list[tuple[list[str], str]] = json.loads(done.stdout)
    return found


def mistyped(dice: random.Random, name: str) -> str:
    """Return a name with two letters of its words wrong, missing, added or swapped."""
    places = [m.start() for m in re.finditer(r"(?<=[A-Za-z]{2})[a-z](?=[a-z]{2})", name)]
    chosen = sorted(dice.sample(places, 2), reverse=True)
    for at in chosen:
        letter = dice.choice("aeioustr")
        name = dice.choice(
            (
                name[:at] + letter + name[at + 1 :],
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at:],
            )
        )
    return name


@pytest.fixture(scope="session", params=["starter", "corpus"])
def known(request: pytest.FixtureRequest) -> Catalogue:
    """Return the starter site's catalogue, then that of the real reviews."""
    if request.param == "starter":
        return starter_catalogue()
    real: Catalogue = request.getfixturevalue("real")
    return real


def asked(catalogue: Catalogue, lang: str) -> Iterator[tuple[str, str]]:
    """Yield questions with the name that is to come first: 200 names, each spelled in all ways."""
    dice = random.Random(11)  # noqa: S311 - not for secrets
    names = [review.target_name for review in catalogue.of_kind("product", lang)]
    for name in dice.sample(names, min(200, len(names))):
        for spell in SPELLINGS.values():
            yield spell(name), name
        for word in dice.sample(EXTRA, 2):
            yield f"{name} {word}", name


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_names_are_found_first(known: Catalogue, lang: str) -> None:
    """At least 97 of 100 questions find their product first."""
    questions = list(asked(known, lang))
    answers = ask(known, lang, [question for question, _ in questions])
    wrong = [
        (question, name, found[:1])
        for (question, name), (found, _) in zip(questions, answers, strict=True)
        if found[:1] != [name]
    ]
    assert len(wrong) <= 0.03 * len(questions), wrong[:20]


def test_two_wrong_letters_are_forgiven(known: Catalogue) -> None:
    """Two wrong letters in a long name still find it among the first three, and say what was meant."""
    dice = random.Random(5)  # noqa: S311 - not for secrets
    names = [r.target_name for r in known.of_kind("product", "en")]
    long = [
        n
        for n in names
        if len(re.findall(r"(?<=[A-Za-z]{2})[a-z](?=[a-z]{2})", n)) > 3 and len(n) > 11
    ]
    chosen = dice.sample(long, min(100, len(long)))
    answers = ask(known, "en", [mistyped(dice, name) for name in chosen])
    lost = [name for name, (found, _) in zip(chosen, answers, strict=True) if name not in found]
    assert len(lost) <= 0.1 * len(chosen), lost


def test_other_names_of_makers(real: Catalogue) -> None:
    """A maker is found by what it is called in the other language, from the reviews' own words."""
    for question in ("ソニー", "オーディオテクニカ"):
        ((found, _),) = ask(real, "en", [question])
        assert found, question
    own = [names for names in known_words(real, "en")["alike"] if "Sony" in names]
    assert any("ソニー" in names for names in own)
