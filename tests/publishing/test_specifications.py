"""What sites of this kind show of a product: specifications as a table, pictures in cards."""

from __future__ import annotations

from collections.abc import Callable

from support import Site, path_of, review, words_of

MakeSite = Callable[..., Site]
CONF = """
reviews_fields = {
    "weight": {"type": "number", "names": {"en": "Weight", "ja": "重さ"}, "unit": "g", "shown": ["page", "comparison"]},
    "form": {"type": "choice", "names": {"en": "Form"}, "choices": {"open": {"en": "Open"}}, "shown": ["page"]},
}
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
SITE = {
    "index.md": "# Home\n\n```{score-card}\n```\n",
    path_of("acme-one"): review("acme-one", weight="312.5", form="open", image="one.svg"),
    path_of("acme-two"): review("acme-two", weight="99", image="missing.svg"),
    path_of("acme-six"): review("acme-six"),
    "reviews/products/en/acme/one.svg": PICTURE,
}


def test_specifications_are_a_table(make_site: MakeSite) -> None:
    """Each key given is a row with its name and its unit; without any there is no table."""
    site = make_site(SITE, CONF)
    table = site.article("/products/en/acme-one/").select_one("table.rv-specifications")
    rows = [(words_of(row.th), words_of(row.td)) for row in table.select("tr")]
    assert rows == [("Weight", "312.5 g"), ("Form", "Open")]
    assert words_of(table.caption) == "Specifications"
    assert site.article("/products/en/acme-six/").select("table.rv-specifications") == []


def test_every_output_has_the_table(make_site: MakeSite) -> None:
    """So does plain text."""
    site = make_site(SITE, CONF, "text")
    text = (site.out / f"{path_of('acme-one').removesuffix('.md')}.txt").read_text("utf-8")
    assert "Specifications" in text
    assert "312.5 g" in text


def test_small_cards_show_pictures(make_site: MakeSite) -> None:
    """A card has its product's picture: lazily loaded, with its room kept, and published."""
    site = make_site(SITE, CONF)
    cards = {words_of(c.a): c for c in site.article("/").select(".rv-small-card")}
    assert len(cards) == 3
    picture = cards["Acme One"].img
    assert (picture["loading"], picture["width"], picture["height"]) == ("lazy", "240", "160")
    assert picture["alt"] == ""
    assert (site.out / picture["src"]).is_file()
    assert cards["Acme Two"].img is None
    assert cards["Acme Six"].img is None
