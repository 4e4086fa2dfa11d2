"""The rules over all reviews: companies, collisions, equivalents, translations, tags."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.diagnostics import Severity
from sphinx_reviews.model.evidence import by_age, domain_of, domains
from sphinx_reviews.model.language_groups import newer_side
from sphinx_reviews.model.rules import check
from support import body, catalogue_of, review


def told(catalogue: Catalogue, head: str = "") -> list[tuple[str, str]]:
    """Return (code without ``review.``, ref and language) of the findings under a head."""
    return [
        (d.code.value.removeprefix("review."), f"{d.ref}/{d.lang}")
        for d in check(catalogue)
        if d.code.value.startswith(f"review.{head}")
    ]


def product(ref: str, price: str = "100", cost: str = "", **changes: Any) -> str:
    """Return a product whose cost section says ``cost``."""
    lang = changes.get("lang", "en")
    text = body(lang).replace("{0.3} $$", f"{{0.3}} $$\n\n{cost}")
    return review(ref, text=text, price=price, **changes)


def company(ref: str, **changes: Any) -> str:
    """Return a company review."""
    return review(ref, layout="company", **changes)


def test_a_company_without_review_is_noted() -> None:
    """A product whose company has no review is noted; one whose company has it is not."""
    catalogue = catalogue_of(company("acme"), product("acme-one"), product("other-one"))
    assert told(catalogue, "company") == [("company.unknown", "other-one/en")]


def test_a_company_in_another_spelling_is_an_error_that_says_which() -> None:
    """`ac-me` for `acme` is found, and the right spelling named."""
    catalogue = catalogue_of(company("acme"), product("acme-one", company_id="Ac-Me"))
    (item,) = [d for d in check(catalogue) if d.code.value == "review.company.spelling"]
    assert (item.severity, item.value, item.hint) == (Severity.ERROR, "Ac-Me", "write 'acme'")


def test_refs_that_differ_only_in_case_collide() -> None:
    """Two refs that a file system may take for one are an error."""
    catalogue = catalogue_of(product("acme-one"), product("acme-One", permalink="/x/acme-One/"))
    assert len(told(catalogue, "duplicate.case")) == 1


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("[x](/products/en/acme-two/)", False),
        ("[x](/products/en/acme-two/#advice)", False),
        ("[x](acme-two.md)", False),
        ("[x](/tags/en/anything/)", False),
        ("`[x](/products/en/acme-tow/)`", False),
        ("[x](/products/en/acme-tow/)", True),
        ("[x](acme-tow.md#advice)", True),
    ],
)
def test_a_link_to_a_review_that_is_not_there_is_told(link: str, found: bool) -> None:
    """Addresses beside reviews and files of reviews have to exist; others may be anything."""
    text = body().replace("## Advice", f"Before.\n\nSee {link}.\n\n## Advice")
    catalogue = catalogue_of(review("acme-one", text=text), review("acme-two", text=body()))
    items = [d for d in check(catalogue) if d.code.value == "review.link.unknown"]
    lines = review("acme-one", text=text).split("\n")
    assert [(d.line, "acme-two" in d.hint) for d in items] == [
        (number, True) for number, line in enumerate(lines, start=1) if link in line and found
    ]


@pytest.mark.parametrize(
    ("role", "hint"),
    [
        ("{product}`acme-two`", None),
        ("{product}`the other <acme-two>`", None),
        ("{review:product}`acme-tow`", "did you mean 'acme-two'?"),
        ("{product}`the other <acme-tow>`", "did you mean 'acme-two'?"),
        ("{company}`acme-two`", "write a ref that a review has, or add the review"),
        ("``{product}`acme-tow` ``", None),
        ("{tag}`Headphone`", "did you mean 'headphones'?"),
        ("{tag}`the tag <HEADPHONES>`", None),
    ],
)
def test_a_role_that_names_no_review_is_told_without_a_build(role: str, hint: str | None) -> None:
    """The check knows the refs of all reviews, also those that only roles name."""
    text = body().replace("## Advice", f"See {role}.\n\n## Advice")
    catalogue = catalogue_of(review("acme-one", text=text), review("acme-two", text=body()))
    items = [d for d in check(catalogue) if d.code.value == "review.ref.unknown"]
    assert [d.hint for d in items] == ([hint] if hint else [])


CHEAP = "The Acme Two (30 USD) does the same. 30 USD ÷ 100 USD = 0.3."


def test_the_claimed_product_is_the_equivalent() -> None:
    """Without a key the product beside the first amount is linked, and knows who names it."""
    catalogue = catalogue_of(product("acme-one", cost=CHEAP), product("acme-two", "30"))
    one, two = (catalogue.get("product", ref, "en") for ref in ("acme-one", "acme-two"))
    assert one
    assert two
    assert catalogue.equivalent(one) == two
    assert catalogue.equivalent_of(two) == (one,)
    assert catalogue.equivalent(two) is None


@pytest.mark.parametrize(
    "cost",
    [
        "The Acme Two or the Acme Three would do. 30 USD ÷ 100 USD = 0.3.",
        "The Acme Two Pro (30 USD) does the same. 30 USD ÷ 100 USD = 0.3.",
        "A nameless one. 30 USD ÷ 100 USD = 0.3.",
        "The Acme Two costs 300 USD, which is 300 USD ÷ 100 USD = 3.0 → 1.0.",
    ],
)
def test_a_doubtful_equivalent_is_none(cost: str) -> None:
    """Two names, a longer model name, no name, or a dearer product make no link."""
    catalogue = catalogue_of(
        product("acme-one", cost=cost), product("acme-two"), product("acme-three")
    )
    one = catalogue.get("product", "acme-one", "en")
    assert one
    assert catalogue.equivalent(one) is None


def test_the_key_comes_before_the_claim() -> None:
    """The front matter's `equivalent` counts, whatever the prose names."""
    catalogue = catalogue_of(
        product("acme-one", cost=CHEAP, equivalent="acme-three"),
        product("acme-two", "30"),
        product("acme-three", "30"),
    )
    one = catalogue.get("product", "acme-one", "en")
    assert one
    equivalent = catalogue.equivalent(one)
    assert equivalent
    assert equivalent.ref == "acme-three"


@pytest.mark.parametrize(
    ("links", "prices", "expected"),
    [
        ({"acme-one": "acme-two"}, ("100", "30", "9"), []),
        ({"acme-one": "acme-tow"}, ("100", "30", "9"), [("unknown", "acme-one")]),
        ({"acme-one": "acme-one"}, ("100", "30", "9"), [("unknown", "acme-one")]),
        ({"acme-one": "acme-two"}, ("100", "130", "9"), [("dearer", "acme-one")]),
        (
            {"acme-one": "acme-two", "acme-two": "acme-three"},
            ("100", "30", "9"),
            [("stale", "acme-one")],
        ),
        (
            {"acme-one": "acme-two", "acme-two": "acme-one"},
            ("100", "100", "9"),
            [("cycle", "acme-one"), ("cycle", "acme-two")],
        ),
    ],
)
def test_links_to_equivalents_are_judged(
    links: dict[str, str], prices: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    """Unknown, dearer, circular and outdated equivalents are told."""
    refs = ("acme-one", "acme-two", "acme-three")
    catalogue = catalogue_of(
        *(
            product(ref, price, equivalent=links.get(ref))
            for ref, price in zip(refs, prices, strict=True)
        )
    )
    found = [(code, who.partition("/")[0]) for code, who in told(catalogue, "equivalent")]
    assert sorted(found) == [(f"equivalent.{code}", ref) for code, ref in sorted(expected)]


def pair(**changes: Any) -> Catalogue:
    """Return an English review and its Japanese side with changes."""
    settled = {"price": "15000", "lang": "ja"} | changes
    japanese = review("acme-one", text=body("ja"), **settled)
    return catalogue_of(review("acme-one", text=body()), japanese)


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"company_id": "other"}, "translation.company", "ja"),
        ({"date": "2025-07-09"}, "translation.date", "en"),
        ({"date": "2025-07-07"}, "translation.date", "ja"),
        ({"price": "9000"}, "translation.price", "ja"),
        ({"price": "21000"}, "translation.price", "ja"),
        ({"price": "101", "price_currency": "USD"}, "translation.price", "ja"),
        ({"price": "99999", "date": "2025-08-01"}, "translation.price", "en"),
    ],
)
def test_sides_that_drift_apart_are_told_on_the_older(
    changes: dict[str, Any], code: str, where: str
) -> None:
    """Company, date and price are compared; the finding stands on the older side."""
    assert (code, f"acme-one/{where}") in told(pair(**changes), "translation")


def test_ratings_are_compared() -> None:
    """A score that differs is told with both ratings."""
    scores = ("0.8", "0.7", "0.3", "0.7", "0.8")
    japanese = review(
        "acme-one", text=body("ja", scores), lang="ja", price="15000",
        rating="[3.3, 0.8, 0.7, 0.3, 0.7, 0.8]",
    )  # fmt: skip
    catalogue = catalogue_of(review("acme-one", text=body()), japanese)
    assert told(catalogue, "translation") == [("translation.rating", "acme-one/ja")]


@pytest.mark.parametrize("price", ["10000", "20000", None])
def test_prices_within_the_band_and_missing_ones_are_fine(price: str | None) -> None:
    """The band's limits count as inside."""
    assert told(pair(price=price), "translation") == []


def test_a_missing_side_is_noted_with_a_near_ref() -> None:
    """A ref spelled otherwise in the other language is suggested."""
    catalogue = catalogue_of(
        review("acme-one", text=body()),
        review("acmeone", text=body("ja"), lang="ja", price="15000", target_name="Acme One"),
    )
    hints = {
        d.ref: d.hint for d in check(catalogue) if d.code.value.endswith("translation.missing")
    }
    assert hints == {"acme-one": "did you mean 'acmeone'?", "acmeone": "did you mean 'acme-one'?"}


def test_the_older_side_knows_the_newer_one() -> None:
    """A page can tell its reader that the other language is newer."""
    catalogue = pair(date="2025-07-09")
    english, japanese = (catalogue.get("product", "acme-one", lang) for lang in ("en", "ja"))
    assert english
    assert japanese
    assert newer_side(catalogue, english) == japanese
    assert newer_side(catalogue, japanese) is None


@pytest.mark.parametrize(
    ("form", "best"),
    [
        ("headphones", "Headphones"),
        ("Headphone", "Headphones"),
        ("ＤＡＣ", "DAC"),
        ("Hi Res", "Hi-Res"),
        ("HiRes", "Hi-Res"),
        ("DACs", "DAC"),
    ],
)
def test_forms_of_one_tag_are_noted(form: str, best: str) -> None:
    """Case, width, hyphen and plural make no other tag."""
    others = [product(f"acme-{n}", tags="[Headphones, DAC, Hi-Res]") for n in ("two", "three")]
    catalogue = catalogue_of(product("acme-one", tags=f"[{form}]"), *others)
    hints = [d.hint for d in check(catalogue) if d.code.value == "review.tag.near"]
    assert hints == [f"write {best!r} or map it in reviews_tag_map"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bass", "Bas"), ("7.1", "71"), ("2-1", "21"), ("C", "C+"), ("開放型", "密閉型")],
)
def test_other_tags_stay_other_tags(one: str, other: str) -> None:
    """A double s, figures, signs and Japanese words are kept apart."""
    catalogue = catalogue_of(
        product("acme-one", tags=f"['{one}']"), product("acme-two", tags=f"['{other}']")
    )
    assert told(catalogue, "tag") == []


def test_severities_come_from_the_settings() -> None:
    """The longest head that fits decides; ``off`` removes."""
    texts = (product("acme-one", cost="Acme One, acme: 30 USD ÷ 100 USD = 0.5."), company("acme"))
    for severities, expected in (
        ({}, [Severity.ERROR]),
        ({"review.claim": "note"}, [Severity.NOTE]),
        ({"review.claim": "off", "review.claim.quotient": "warning"}, [Severity.WARNING]),
        ({"review": "off"}, []),
    ):
        severities = {"review.name": "off", **severities}
        assert [d.severity for d in check(catalogue_of(*texts, severities=severities))] == expected


def test_evidence_is_counted_by_domain_and_age() -> None:
    """The index of sources knows who cites a domain, and the oldest evidence."""
    references = (
        "[1] A, https://www.example.org/a, accessed 2025-07-01\n\n"
        "[2] B, https://example.org/b, accessed 2024-01-02\n\n[3] C, https://example.com/"
    )
    text = body(overview="X [1-3].", references=references)
    catalogue = catalogue_of(review("acme-one", text=text), review("acme-two"))
    first, second = domains(catalogue, "en")
    assert (first.name, first.count, len(first.reviews)) == ("example.org", 3, 2)
    assert (second.name, second.count) == ("example.com", 1)
    assert str(by_age(catalogue, "en")[0].accessed) == "2024-01-02"
    assert domain_of("http://[") == ""
