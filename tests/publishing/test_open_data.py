"""The open dataset: it says what the catalogue says, it is inert, and it describes itself."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_reviews.command.targets import targets
from sphinx_reviews.model import columns
from sphinx_reviews.model.catalogue import Catalogue
from sphinx_reviews.model.columns import Column
from sphinx_reviews.model.records import Review
from sphinx_reviews.publishing import open_data
from support import Site, catalogue_of, new_site, path_of, review, sampled, words_of

BASE = "https://example.org/"
CONF = f"""
html_baseurl = "{BASE}"
reviews_data = {{"license": "CC-BY-4.0", "license_url": "https://creativecommons.org/licenses/by/4.0/"}}
reviews_publisher = {{"name": "Acme Tests"}}
"""
FILES = {
    path_of("acme-one"): review(
        "acme-one", pros="['=1+1', Light]", summary="'@SUM(A1) | <b>&'", price="1549.99"
    ),
    path_of("acme-two"): review("acme-two", tags="['-x']", price=None, updated="2025-10-01"),
    path_of("acme", kind="company"): review("acme", layout="company"),
    path_of("acme-one", "ja"): review("acme-one", lang="ja", price="150000"),
}
ABOUT = open_data.About("Site", BASE, "MIT", "", "Site (2025)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site that publishes its data."""
    return new_site(tmp_path_factory.mktemp("data") / "site", FILES, CONF).build()


def as_told(catalogue: Catalogue, records: list[dict[str, Any]]) -> None:
    """Assert that records say what the catalogue says."""
    assert len(records) == len(catalogue.reviews)
    for told, one in zip(records, catalogue.reviews, strict=True):
        assert (told["kind"], told["ref"], told["lang"]) == one.key
        assert Decimal(told["overall"]) == one.overall
        assert tuple(map(Decimal, told["scores"].values())) == one.scores
        price = told["price"]
        assert (price and (Decimal(price["amount"]), price["currency"])) == (
            one.price and (one.price.amount, one.price.currency)
        )
        assert (told["name"], told["title"], told["summary"]) == (
            one.target_name,
            one.title,
            one.summary,
        )
        assert (told["date"], told["updated"]) == (
            one.date.isoformat(),
            one.updated and one.updated.isoformat(),
        )
        assert (tuple(told["tags"]), tuple(told["pros"]), tuple(told["cons"])) == (
            one.tags,
            one.pros,
            one.cons,
        )
        assert [(s["number"], s["text"], tuple(s["urls"])) for s in told["sources"]] == [
            s[:3] for s in one.sources
        ]
        assert (told["permalink"], told["digest"]) == (one.permalink, one.digest)


def test_reading_back_equals_the_catalogue(site: Site) -> None:
    """Every number and every text of the JSON is the catalogue's."""
    from sphinx_reviews.documents.domain import review_domain

    catalogue = review_domain(site.env).catalogue
    as_told(catalogue, open_data.read_json((site.out / "data/reviews.json").read_bytes()))


def test_the_table_says_the_same(site: Site) -> None:
    """The CSV has the records of the JSON, one a row, and the same numbers."""
    rows = list(csv.DictReader(io.StringIO(site.file("data/reviews.csv"))))
    for row, told in zip(
        rows,
        json.loads(site.file("data/reviews.json"), parse_float=Decimal)["reviews"],
        strict=True,
    ):
        read = {name: open_data.read_cell(value) for name, value in row.items()}
        assert (read["ref"], read["lang"], read["summary"]) == (
            told["ref"],
            told["lang"],
            told["summary"],
        )
        assert Decimal(read["overall"]) == told["overall"]
        assert {name: Decimal(read[name]) for name in told["scores"]} == told["scores"]
        assert (Decimal(read["price"]) if read["price"] else None) == (
            told["price"] and told["price"]["amount"]
        )
        assert read["tags"] == " | ".join(told["tags"])


def test_no_cell_is_a_formula(site: Site) -> None:
    """What begins like a formula does not, in a spreadsheet."""
    cells = [cell for row in csv.reader(io.StringIO(site.file("data/reviews.csv"))) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert "'=1+1 | Light" in cells
    assert "'-x" in cells


@given(st.text())
def test_every_cell_reads_back(text: str) -> None:
    """Whatever a text is, its cell is inert and says the same."""
    made = open_data.cell(text)
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert open_data.read_cell(made) == text


def test_the_data_fit_their_schema(site: Site) -> None:
    """The JSON fits the published schema; a record with another key or a score out of scale does not."""
    schema, data = (
        json.loads(site.file(f"data/{name}")) for name in ("reviews.schema.json", "reviews.json")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    for change in ({"more": 1}, {"overall": 7}, {"price": {"amount": 1}}):
        wrong = {**data, "reviews": [{**data["reviews"][0], **change}]}
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_the_package_names_every_file(site: Site) -> None:
    """Size and hash of each file are told, with licence and citation."""
    told = json.loads(site.file("data/datapackage.json"))
    assert {r["path"] for r in told["resources"]} == {
        "reviews.json",
        "reviews.csv",
        "reviews.schema.json",
        "front-matter.schema.json",
    }
    for resource in told["resources"]:
        content = (site.out / "data" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (
            len(content),
            f"sha256:{sha256(content).hexdigest()}",
        )
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert told["citation"] == f"Acme Tests (2025). Project name not set. {BASE}"
    assert told["version"] == "2025-10-01"


def test_each_review_has_its_file(site: Site) -> None:
    """Beside a page lies its record, which the page names."""
    found = json.loads(site.file("products/en/acme-one/index.json"))
    assert found in json.loads(site.file("data/reviews.json"))["reviews"]
    assert found["url"] == f"{BASE}products/en/acme-one/"
    link = site.page("/products/en/acme-one/").find("link", type="application/json")
    assert (site.out / "products/en/acme-one" / link["href"]).is_file()


def test_a_page_explains_the_data(site: Site) -> None:
    """In each language a page names the files, the licence and every field."""
    for address, title in (("/data/", "The data"), ("/data/ja/", "データ")):
        page = site.article(address)
        assert words_of(page.find("h1")).startswith(title)
        text = words_of(page)
        assert "CC-BY-4.0" in text
        record = json.loads(site.file("products/en/acme-one/index.json"))
        for name in {*record} - {"fields", "scores"}:
            assert name in text, name
        for name in record["scores"]:
            assert f"scores.{name}" in text
        folder = site.out / address.strip("/")
        links = [a["href"] for a in page.select("li a")]
        assert len(links) == 6
        assert all((folder / link).resolve().is_file() for link in links)


def test_without_a_licence_nothing_is_published(make_site: Callable[..., Site]) -> None:
    """Data are published only where the owner says under which licence; earlier files go."""
    site = make_site(FILES, CONF)
    assert (site.out / "data/reviews.csv").is_file()
    site.build(reviews_data={})
    assert not (site.out / "data").exists()
    assert not (site.out / "products/en/acme-one/index.json").exists()


def test_an_edit_changes_what_it_must(make_site: Callable[..., Site]) -> None:
    """An edited review renews its own file and the whole; the others' files are not written."""
    site = make_site(FILES, CONF)
    before = site.stamps("[dp]*/**/*.*")
    site.write(path_of("acme-two"), review("acme-two", price="77"))
    after = site.build().stamps("[dp]*/**/*.*")
    changed = {path for path in after if after[path] != before[path] and ".html" not in path}
    whole = {f"data/{name}" for name in ("reviews.json", "reviews.csv", "datapackage.json")}
    assert changed == {"products/en/acme-two/index.json"} | whole


def test_own_numbers_are_exact() -> None:
    """Scores and prices keep their value through the file."""
    catalogue = catalogue_of(
        review("acme-one", price="1234567890.05"), review("acme-two", price="0.1")
    )
    records = [open_data.record(catalogue, r, lambda _: "") for r in catalogue.reviews]
    content = open_data.dataset(ABOUT, [open_data.encoded(each) for each in records])
    as_told(catalogue, open_data.read_json(content))


def test_a_new_column_is_in_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that joins the table reaches JSON and CSV unasked."""
    weight = Column("grams", "number", lambda _, review: len(review.ref), unit="g")
    joined = (*columns.OURS, weight)
    for module in (columns, open_data):
        monkeypatch.setattr(module, "OURS", joined, raising=False)
    catalogue = catalogue_of(review("acme-one"))
    assert "grams" in catalogue.columns.ids
    told = open_data.record(catalogue, catalogue.reviews[0], lambda _: "")
    assert told["fields"] == {"grams": 8}
    (row,) = csv.DictReader(io.StringIO(open_data.table(catalogue, [told]).decode()))
    assert row["grams"] == "8"


@pytest.mark.skipif(
    "REVIEWS_CORPUS" not in os.environ, reason="REVIEWS_CORPUS names no folder of reviews"
)
def test_real_reviews_read_back(tmp_path: Path) -> None:
    """Hundreds of real reviews say the same in JSON and in their schema."""
    for path in sampled(Path(os.environ["REVIEWS_CORPUS"])):
        copied = tmp_path / path.relative_to(os.environ["REVIEWS_CORPUS"])
        copied.parent.mkdir(parents=True, exist_ok=True)
        copied.write_bytes(path.read_bytes())
    (target,) = targets([tmp_path])
    catalogue = target.catalogue(None)
    records = [open_data.record(catalogue, r, lambda _: "") for r in catalogue.reviews]
    assert len(records) > 300
    content = open_data.dataset(ABOUT, [open_data.encoded(each) for each in records])
    as_told(catalogue, open_data.read_json(content))
    jsonschema.validate(
        json.loads(content), json.loads(open_data.encoded(open_data.schema(catalogue)))
    )
    rows = list(csv.reader(io.StringIO(open_data.table(catalogue, records).decode())))
    assert len({len(row) for row in rows}) == 1


def test_records_that_changed_are_replaced_in_the_data_on_all() -> None:
    """Mended files are those made anew; where a record is not found once, nothing is mended."""
    about = open_data.About("Site", "", "MIT", "", "Cited")
    catalogues = [
        catalogue_of(review("acme-one", price=price), review("acme-two")) for price in (100, 2500)
    ]
    old, new = ([_record_of(c, each) for each in c.reviews] for c in catalogues)
    files = [
        {"reviews.json": open_data.dataset(about, records),
         "reviews.csv": open_data.table(c, map(open_data.read_record, records)), "other": b"{}"}
        for c, records in zip(catalogues, (old, new), strict=True)
    ]  # fmt: skip
    changes = [open_data.Change(old[0], new[0])]
    assert open_data.mended(about, catalogues[1], files[0], changes) == files[1]
    for wrong in (b"", b'{"kind":"product"}', old[0][:-9]):
        refused = [open_data.Change(wrong, new[0])]
        assert open_data.mended(about, catalogues[1], files[0], refused) == {}
    elsewhere = open_data.About("Other", "", "MIT", "", "Cited")
    assert open_data.mended(elsewhere, catalogues[1], files[0], changes) == {}


def _record_of(catalogue: Catalogue, each: Review) -> bytes:
    return open_data.encoded(open_data.record(catalogue, each, str))
