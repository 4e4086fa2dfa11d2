"""Eighty questions to the starter's reviews: which one leads, and which texts answer at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.publishing.search_text import fold
from support import starter_root

from .test_search import shown

QUESTIONS = json.loads(Path(__file__).with_name("questions.json").read_text("utf-8"))
"""By language: a question, the review that is meant, and patterns that all its texts hold."""

ASK = """async (questions) => {
  const { search } = await import("/_static/reviews/fulltext.js");
  const { names } = await import("/_static/reviews/results.js");
  const { site } = await import("/_static/reviews/site.js");
  const found = await site();
  return Promise.all(questions.map(async (question) => {
    const { groups } = await names(found, question, 3);
    const called = groups.map(({ found }) => found);
    const texts = (await search(found, question)).map(({ name }) => name);
    return [texts, ...called].map((all) => all.map(({ kind, ref }) => `${kind}/${ref}`));
  }));
}"""


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_questions(lang: str, go: Callable[..., Page], catalogue: Catalogue) -> None:
    """The review meant leads the names or the texts that answer; the texts are the true ones."""
    questions = QUESTIONS[lang]
    answers = go(f"/{lang}/").evaluate(ASK, [question for question, _, _ in questions])
    texts = folded(catalogue, lang)
    wrong: dict[str, Any] = {}
    for (question, meant, patterns), groups in zip(questions, answers, strict=True):
        true = {name for name, text in texts.items() if held(text, patterns)}
        leading = [group[0] for group in groups if group]
        if meant not in leading or set(groups[0]) != true:
            wrong[question] = (meant, leading, {*groups[0]} ^ true)
    assert wrong == {}


def test_questions_ask_something() -> None:
    """There are forty different questions in each language, each with what its texts hold."""
    for lang, questions in QUESTIONS.items():
        assert len({question for question, _, _ in questions}) == 40, lang
        assert all(patterns for _, _, patterns in questions), lang


def held(text: str, patterns: list[str]) -> bool:
    """Tell whether a text holds all patterns."""
    return all(re.search(pattern, text, re.DOTALL) for pattern in patterns)


def folded(catalogue: Catalogue, lang: str) -> dict[str, str]:
    """Return the folded texts by kind and ref, searched without any index."""
    texts = shown(catalogue, lang, starter_root())
    return {
        f"{review.kind}/{review.ref}": fold(texts[review.permalink.lstrip("/")])
        for review in catalogue.reviews
        if review.lang == lang
    }
