"""A site with its own keys: cards, lists, comparisons, the text output and the browser's data."""

from __future__ import annotations

import json

import pytest

from support import Site, new_site, path_of, review, words_of

CONF = """
reviews_languages = {"en": "English", "ja": "日本語"}
reviews_fields = {
    "weight": {"type": "number", "names": {"en": "Weight", "ja": "重さ"}, "unit": "g",
               "better": "low", "shown": ["card", "list", "filter", "comparison"]},
    "form": {"type": "choice", "names": {"en": "Form", "ja": "形式"},
             "choices": {"open": {"en": "Open", "ja": "開放型"}, "closed": {"en": "Closed"}}},
}
"""
HOME = """# Home

```{review-list}
:columns: name weight form
:sort: weight
```

```{review-list}
:limit: 1
```

```{comparison} acme-one acme-two acme-three
```
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build a site of three products, of which the third has none of the keys."""
    files = {
        path_of("acme-one"): review("acme-one", weight="312.5", form="closed"),
        path_of("acme-two"): review("acme-two", weight="90", form="open"),
        path_of("acme-three"): review("acme-three"),
        path_of("acme-two", "ja"): review(
            "acme-two", lang="ja", price="15000", weight="90", form="open"
        ),
        "index.md": HOME,
    }
    return new_site(tmp_path_factory.mktemp("fields"), files, conf=CONF).build()


def test_there_is_nothing_to_complain_of(site: Site) -> None:
    """The keys are known wherever front matter is read."""
    assert site.warnings == []


def test_lists_show_and_sort(site: Site) -> None:
    """A list names the columns, in its order; nothing given is told as everywhere."""
    asked, usual = site.article("/").find_all("table")[:2]
    rows = [[words_of(cell) for cell in row.find_all(["th", "td"])] for row in asked("tr")]
    assert rows == [
        ["Name", "Weight", "Form"],
        ["Acme Two", "90 g", "Open"],
        ["Acme One", "312.5 g", "Closed"],
        ["Acme Three", "– not given", "– not given"],
    ]
    assert asked.find("th", attrs={"data-column": "weight"})["aria-sort"] == "ascending"
    assert "Weight" in [words_of(cell) for cell in usual.find_all("th")]


def test_comparisons_judge(site: Site) -> None:
    """The lesser weight is the best; a choice has no best."""
    table = site.article("/").find("table", class_="rv-comparison")
    rows = {words_of(row.th): row.find_all("td") for row in table.tbody("tr")}
    assert [words_of(cell) for cell in rows["Weight"]] == [
        "312.5 g +222.5 g from the best ▽ worst",
        "90 g ▲ best",
        "not given",
    ]
    assert [words_of(cell) for cell in rows["Form"]] == ["Closed", "Open", "not given"]


def test_cards_tell_in_the_pages_language(site: Site) -> None:
    """A score card tells what is given, in the page's language."""
    facts = words_of(site.article("/products/ja/acme-two/").find("dl", class_="rv-facts"))
    assert "重さ 90 g" in facts
    assert "形式 開放型" in facts
    facts = words_of(site.article("/products/en/acme-three/").find("dl", class_="rv-facts"))
    assert "Weight" not in facts


def test_the_browser_has_the_values(site: Site) -> None:
    """The explorer's data hold values and choices; the site's own the comparison's rows."""
    about = json.loads(site.file("_reviews/site.en.json"))
    assert [c["id"] for c in about["compared"]][-2:] == ["weight", "form"]
    data = json.loads(site.file("_reviews/" + about["files"]["product"]))
    assert data["name"] == ["Acme One", "Acme Three", "Acme Two"]
    assert data["values"]["weight"] == [312.5, None, 90]
    assert data["lists"]["form"] == [["open", "Open"], ["closed", "Closed"]]
    assert data["values"]["form"] == [1, None, 0]
    column = next(c for c in data["columns"] if c["id"] == "weight")
    assert column == {
        "id": "weight", "type": "number", "heading": "Weight", "name": "Weight", "low": True,
        "judged": True, "usual": True, "unit": "g", "filter": "range",
    }  # fmt: skip
    folder, count = about["details"]
    parts = [json.loads(site.file(f"_reviews/{folder}/{n}.json")) for n in range(count)]
    details = {ref: item for part in parts for ref, item in part.items()}
    assert details["acme-one"]["more"] == {"weight": 312.5, "form": "Closed"}


def test_other_formats_have_them(site: Site) -> None:
    """The text output has the same columns."""
    site.build("text")
    text = site.file("index.txt")
    site.builder = "dirhtml"
    assert "312.5 g" in text
    assert "Closed" in text
