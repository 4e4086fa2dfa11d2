"""What scores and prices were is kept in a committed file, shown on the page, told by the feed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sphinx_reviews.command.cli import main
from sphinx_reviews.model.history import by_review, changes, read_history, written_line
from support import Site, catalogue_of, new_site, path_of, review, words_of

CONF_MORE = 'reviews_ledger = "ledger.jsonl"\nhtml_baseurl = "https://example.org/"\n'
ONE, TWO, JA = path_of("acme-one"), path_of("acme-two"), path_of("acme-one", "ja")
FILES = {
    ONE: review("acme-one"),
    TWO: review("acme-two"),
    JA: review("acme-one", lang="ja", price="15000"),
}
LATER = {
    "rating": "[3.4, 0.8, 0.7, 0.5, 0.7, 0.7]",
    "price": "90",
    "updated": "2025-09-01",
}
TOLD = ["review.content.markup]", "review.translation.rating]"]
"""What the checks say of the changed review: its reason looks like code, its translation is older."""

REASON = 'Cheaper <script>since</script> "June" #let x = 1 \\input{a}'


def changed(**more: str) -> str:
    """Return the review of acme-one with another score, price and day."""
    return review("acme-one", **{**LATER, **more})


@pytest.fixture
def kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Site:
    """Return a site whose ledger holds its first states, with one review changed since."""
    site = new_site(tmp_path / "site", FILES, CONF_MORE)
    assert main(["ledger", str(site.root)]) == 0
    assert "3 new states of 3 reviews" in capsys.readouterr().out
    site.write(ONE, changed(reason=json.dumps(REASON)))
    return site


def lines(site: Site) -> list[dict[str, object]]:
    """Return what the ledger holds."""
    return [json.loads(line) for line in (site.root / "ledger.jsonl").read_text().splitlines()]


def test_the_ledger_keeps_what_changes(kept: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A state is added for a changed review alone, with the day and the reason of its front matter."""
    before = lines(kept)
    assert main(["ledger", "--check", str(kept.root)]) == 1
    assert lines(kept) == before
    assert main(["ledger", str(kept.root)]) == 0
    fresh = [line for line in lines(kept) if line not in before]
    assert [(f["ref"], f["lang"], f["day"], f["overall"], f["price"]) for f in fresh] == [
        ("acme-one", "en", "2025-09-01", "3.4", "90 USD")
    ]
    assert fresh[0]["reason"] == REASON
    bytes_before = (kept.root / "ledger.jsonl").read_bytes()
    assert main(["ledger", str(kept.root)]) == 0
    assert main(["ledger", "--check", str(kept.root)]) == 0
    assert (kept.root / "ledger.jsonl").read_bytes() == bytes_before


def test_a_change_without_a_date_is_of_today(
    make_site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A score that changes while its dates stay is kept with the day of the command."""
    site = make_site(FILES, CONF_MORE)
    main(["ledger", str(site.root)])
    site.write(TWO, review("acme-two", rating="[3.4, 0.8, 0.7, 0.5, 0.7, 0.7]"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    main(["ledger", str(site.root)])
    states = [(line["day"], line["overall"]) for line in lines(site) if line["ref"] == "acme-two"]
    assert states == [("2025-07-08", "3.2"), ("2026-01-01", "3.4")]


def test_drafts_have_no_history(make_site: Callable[..., Site]) -> None:
    """What no reader has seen is not kept."""
    site = make_site({ONE: review("acme-one", draft="true"), TWO: review("acme-two")}, CONF_MORE)
    main(["ledger", str(site.root)])
    assert [line["ref"] for line in lines(site)] == ["acme-two"]


def test_the_page_shows_what_has_changed(kept: Site) -> None:
    """The review's page tells each change with its reason, as text; other pages tell nothing."""
    main(["ledger", str(kept.root)])
    kept.build()
    told = kept.page("/products/en/acme-one/").select_one(".rv-history")
    assert words_of(told) == (
        "What has changed (1) September 1, 2025 : Overall score 3.2 → 3.4, "
        f"Cost-Performance 0.3 → 0.5, Price $100 → $90 {REASON}"
    )
    assert not told.find("script")
    assert not kept.page("/products/en/acme-two/").select(".rv-history")
    assert not kept.page("/products/ja/acme-one/").select(".rv-history")
    assert sorted(line.rpartition("[")[2] for line in kept.warnings) == TOLD


def test_the_page_needs_no_command_where_the_review_has_a_date(kept: Site) -> None:
    """A change with its day is shown before the ledger holds it, and the check tells that it waits."""
    kept.build()
    assert "3.2 → 3.4" in words_of(kept.page("/products/en/acme-one/").select_one(".rv-history"))
    assert sorted(line.rpartition("[")[2] for line in kept.warnings) == TOLD
    main(["ledger", str(kept.root)])
    page = kept.file("products/en/acme-one/index.html")
    kept.build()
    assert kept.file("products/en/acme-one/index.html") == page


def test_japanese_pages_tell_it_in_japanese(kept: Site) -> None:
    """The words and the numbers are those of the page's language."""
    kept.write(JA, review("acme-one", lang="ja", price="14000", updated="2025-09-01"))
    main(["ledger", str(kept.root)])
    kept.build()
    told = words_of(kept.page("/products/ja/acme-one/").select_one(".rv-history"))
    assert told == "変更の記録 (1) 2025年9月1日 ：価格 ￥15,000 → ￥14,000"


def test_the_feed_announces_it(kept: Site) -> None:
    """A changed score is an entry of its own, newest first, with the reason as its summary."""
    main(["ledger", str(kept.root)])
    kept.build()
    entries = BeautifulSoup(kept.file("feeds/en.xml"), "html.parser").find_all("entry")
    assert [entry.id.text for entry in entries] == [
        "https://example.org/products/en/acme-one/#2025-09-01",
        "https://example.org/products/en/acme-one/",
        "https://example.org/products/en/acme-two/",
    ]
    first = entries[0]
    assert first.title.text.startswith("Acme One: Overall score 3.2 → 3.4, ")
    assert (first.updated.text, first.summary.text) == ("2025-09-01T00:00:00Z", REASON)


def test_an_edit_of_the_ledger_builds_what_a_clean_build_builds(kept: Site) -> None:
    """The page of the review and the feed are written again, and nothing differs from a clean build."""
    kept.build()
    main(["ledger", str(kept.root)])
    file = kept.root / "ledger.jsonl"
    file.write_text(file.read_text().replace("Cheaper", "Dearer"))
    kept.build()
    assert "Dearer" in kept.file("products/en/acme-one/index.html")
    assert "Dearer" in kept.file("feeds/en.xml")
    edited = {path: path.read_bytes() for path in kept.out.rglob("*.html")}
    kept.build(fresh=True)
    assert {path: path.read_bytes() for path in kept.out.rglob("*.html")} == edited
    file.unlink()
    kept.build()
    assert "rv-history" not in kept.file("products/en/acme-one/index.html")


@pytest.mark.parametrize("builder", ["text", "latex"])
def test_other_outputs_tell_it_too(kept: Site, builder: str) -> None:
    """Text and LaTeX show the change; nothing in a reason is a command."""
    main(["ledger", str(kept.root)])
    kept.write("index.md", "# Book\n\n```{review-contents}\n:language: en\n```\n")
    kept.build(builder, latex_engine="lualatex")
    found = "".join(
        p.read_text("utf-8") for p in kept.out.rglob("*") if p.suffix in (".txt", ".tex")
    )
    assert "Overall score 3.2 → 3.4" in found
    assert (
        "\\input{a}" not in found.replace("\\textbackslash{}input\\{a\\}", "") or builder == "text"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "cannot be read"),
        ('{"kind": "product"}', "is missing: 'ref'"),
        ("[" * 5000, "cannot be read"),
        (
            '{"kind":"car","ref":"a","lang":"en","day":"2025-07-08","overall":"3","scores":{}}',
            "neither",
        ),
        (
            '{"kind":"product","ref":"a","lang":"en","day":"July","overall":"3","scores":{}}',
            "isoformat",
        ),
        (
            '{"kind":"product","ref":"a","lang":"en","day":"2025-07-08","overall":3,"scores":{}}',
            "quotes",
        ),
        (
            '{"kind":"product","ref":"a","lang":"en","day":"2025-07-08","overall":"3","scores":{},"price":"3 XXQ"}',
            "no price",
        ),
        (
            '{"kind":"product","ref":"a","lang":"en","day":"2025-07-08","overall":"3","scores":{},"reason":"\\u202e"}',
            "no text",
        ),
        ("x" * 9000, "characters"),
    ],
)
def test_a_broken_line_is_told(
    kept: Site, line: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line that cannot be read is an error at its place, and the command keeps the file."""
    file = kept.root / "ledger.jsonl"
    file.write_text(f"{file.read_text()}{line}\n")
    capsys.readouterr()
    assert main(["check", str(kept.root), "--format", "lines", "--only", "review.ledger"]) == 1
    out = capsys.readouterr().out
    assert "ledger.jsonl:4:1: error: review.ledger.line: " in out
    assert told in out
    before = file.read_bytes()
    assert main(["ledger", str(kept.root)]) == 2
    assert file.read_bytes() == before


def test_the_check_tells_what_is_behind(kept: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A review that the ledger does not hold is told where its rating stands; no ledger once."""
    main(["check", str(kept.root), "--format", "lines", "--only", "review.ledger.behind"])
    assert f"{ONE}:9:1: note: review.ledger.behind: " in capsys.readouterr().out
    main(["ledger", str(kept.root)])
    capsys.readouterr()
    main(["check", str(kept.root), "--format", "lines", "--only", "review.ledger.behind"])
    assert "behind" not in capsys.readouterr().out
    (kept.root / "ledger.jsonl").unlink()
    main(["check", str(kept.root), "--format", "lines", "--only", "review.ledger.behind"])
    assert capsys.readouterr().out.count("review.ledger.behind") == 1


def test_without_a_file_there_is_none(make_site: Callable[..., Site]) -> None:
    """The command says which value names the file."""
    assert main(["ledger", str(make_site(FILES).root)]) == 2


def test_lines_come_back_as_they_were(tmp_path: Path) -> None:
    """What is written is read back, and of two states of one day the later one counts."""
    catalogue = catalogue_of(changed(reason=json.dumps(REASON)), review("acme-two"))
    states = [catalogue.state_now(review, date(2025, 1, 1)) for review in catalogue.reviews]
    text = "".join(f"{written_line(state)}\n" for state in states if state)
    (tmp_path / "l").write_text(text)
    assert list(read_history(tmp_path, "l", [])) == states
    again = states[0]._replace(reason="")
    (known,) = by_review([states[0], again]).values()
    assert known == (again,)
    assert changes(known, {}) == ()
