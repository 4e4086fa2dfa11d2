"""Names in prose: whole words in both scripts, the longest first, doubtful ones left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.model.catalogue import Catalogue
from support import catalogue_of, review


def names(text: str, *subjects: str, lang: str = "en", **settings: object) -> list[str]:
    """Return the refs that a text names among subjects ``ref=Name`` (``@ref=Name`` is a company)."""
    reviews = []
    for subject in subjects:
        ref, _, name = subject.removeprefix("@").partition("=")
        kind = "company" if subject.startswith("@") else "product"
        reviews.append(review(ref, target_name=name, layout=kind, lang=lang))
    catalogue = catalogue_of(*reviews, **settings)
    return [mention.key[1] for mention in catalogue.mention_index[lang].find(text)]


def test_a_name_is_found_with_its_place() -> None:
    """A mention covers the name's characters."""
    catalogue = catalogue_of(review("akg-k371", target_name="AKG K371"))
    (found,) = catalogue.mention_index["en"].find("Hear the AKG K371 first.")
    assert (found.start, found.end, found.key) == (9, 17, ("product", "akg-k371", "en"))


def test_the_longest_name_wins() -> None:
    """A product's name is not cut by its maker's or by a shorter product's."""
    subjects = ("@akg=AKG", "akg-k371=AKG K371", "akg-k3=AKG K3")
    assert names("The AKG K371 by AKG, not the AKG K3.", *subjects) == ["akg-k371", "akg", "akg-k3"]


@pytest.mark.parametrize(
    "text",
    [
        "AKG K3715",
        "XAKG K371",
        "AKG K371a",
        "AKG K371-BT",
        "AKG K371_x",
        "super-AKG K371",
        "AKG K371+",
    ],
)
def test_a_part_of_a_latin_word_is_no_mention(text: str) -> None:
    """A name inside a longer word or model name is left alone."""
    assert names(text, "akg-k371=AKG K371") == []


@pytest.mark.parametrize(
    "text", ["AKG K371 BT", "AKG K371 Pro", "AKG K371 MkII", "AKG K371 2", "AKG K371 Mini"]
)
def test_a_model_name_that_goes_on_is_another_model(text: str) -> None:
    """A suffix makes another product of it."""
    assert names(text, "akg-k371=AKG K371") == []


@pytest.mark.parametrize(
    "text",
    [
        "(AKG K371)",
        "AKG K371, then",
        "AKG K371's",
        "AKG K371.",
        "AKG\u00a0K371",
        "akg k371",
        "AKG K371 と",
    ],
)
def test_punctuation_and_case_do_not_hide_a_name(text: str) -> None:
    """A name is found beside punctuation, with other blanks and in other case."""
    assert names(text, "akg-k371=AKG K371") == ["akg-k371"]


@pytest.mark.parametrize("dash", ["-", "\u2010", "\u2011", "\u2013", "\u2212"])
def test_dashes_are_one(dash: str) -> None:
    """A name is found with any of the dashes that authors type."""
    assert names(f"the MDR{dash}Z1R here", "sony-z1r=MDR-Z1R") == ["sony-z1r"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("製品はAKG K371です", ["akg-k371"]),
        ("AKG K371を推奨", ["akg-k371"]),
        ("ヘッドホン「AKG K371」", ["akg-k371"]),
        ("AKG K371S2です", []),
    ],
)
def test_japanese_text_may_touch_a_latin_name(text: str, expected: list[str]) -> None:
    """A latin name ends where Japanese text begins."""
    assert names(text, "akg-k371=AKG K371", lang="ja") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("これはソニーの製品", ["sony"]),
        ("ソニーストア", []),
        ("新ソニー", ["sony"]),
        ("ソニー製", ["sony"]),
        ("パナソニー", []),
    ],
)
def test_a_katakana_name_is_a_whole_word(text: str, expected: list[str]) -> None:
    """A katakana name is not found inside a longer katakana word; other scripts may touch it."""
    assert names(text, "@sony=ソニー", lang="ja") == expected


def test_a_name_of_two_subjects_names_neither() -> None:
    """An ambiguous name is left alone, also where a shorter name stands in it."""
    subjects = ("acme-one=Acme Star", "acme-two=Acme Star", "@acme=Acme")
    assert names("The Acme Star is bright; Acme made it.", *subjects) == ["acme"]


def test_an_excluded_name_is_never_found() -> None:
    """The site's owner decides which names are ordinary words."""
    assert names("Take Focal now", "@focal=Focal", mention_exclude=["focal"]) == []


def test_an_ordinary_word_in_lower_case_is_no_company() -> None:
    """A one-word name counts only in its own spelling."""
    assert names("a focal point by Focal", "@focal=Focal") == ["focal"]


@given(st.text(alphabet="AKG K371-ーあア漢.,", max_size=60))
def test_mentions_never_overlap(text: str) -> None:
    """Mentions come from left to right, inside the text and apart from each other."""
    found = list(CATALOGUE.mention_index["en"].find(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= m.start < m.end <= len(text) for m in found)


CATALOGUE: Catalogue = catalogue_of(
    review("akg-k371", target_name="AKG K371"),
    review("akg-k3", target_name="AKG K3"),
    review("akg", target_name="AKG", layout="company"),
)


def test_who_names_whom_is_known_both_ways() -> None:
    """A review knows whom its prose names and who names it; references and itself do not count."""
    one = "## Overview\n\nBeside the Acme Two and Acme One.\n\n## References\n\n[1] Acme Three, print\n"
    catalogue = catalogue_of(
        review("acme-one", one), review("acme-two"), review("acme-three", target_name="Acme Three")
    )
    first, third, second = (
        catalogue.get("product", f"acme-{n}", "en") for n in ("one", "three", "two")
    )
    assert first
    assert second
    assert third
    assert catalogue.names(first) == (second,)
    assert catalogue.named_by(second) == (first,)
    assert catalogue.named_by(third) == ()
    assert catalogue.named_by(first) == ()
