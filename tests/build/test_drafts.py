"""Drafts and reviews of days to come: authors see them, readers do not until the day."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_reviews.command.cli import main
from support import Site, new_site, path_of, review, words_of

EPOCH = {"2025-07-31": "1753920000", "2025-08-01": "1754006400"}
SITE = {
    "index.md": "# Home\n\n```{review-list}\n```\n",
    path_of("acme-one"): review("acme-one"),
    path_of("acme-two"): review("acme-two", draft="true", summary='"With {{ no }} good end."'),
    path_of("acme-six"): review("acme-six", date="2025-08-01"),
    path_of("acme-ten"): review("acme-ten", draft="false"),
}


def shown(site: Site) -> list[str]:
    """Return the products that have a page, and check that the list has the same."""
    pages = sorted(path.parent.name for path in site.out.glob("products/en/*/index.html"))
    listed = sorted(words_of(cell) for cell in site.article("/").select("tbody th"))
    assert [name.lower().replace(" ", "-") for name in listed] == pages
    return pages


def test_readers_see_a_review_from_its_day_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day later the same files have one page more; what waits has no finding, list or data."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH["2025-07-31"])
    site = new_site(tmp_path / "site", SITE, 'reviews_data = {"license": "MIT"}\n').build()
    assert site.warnings == []
    assert shown(site) == ["acme-one", "acme-ten"]
    assert "2 drafts and reviews of later days are not shown" in site.status
    assert not any(b"acme-two" in data for data in site.bytes("**/*.json").values())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH["2025-08-01"])
    assert shown(site.build()) == ["acme-one", "acme-six", "acme-ten"]
    clean = Site(site.root, output=tmp_path / "clean").build(fresh=True)
    assert site.bytes() == clean.bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH["2025-07-31"])
    assert shown(site.build()) == ["acme-one", "acme-ten"]


def test_authors_see_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the switch that ``make live`` sets all have pages, which say that readers see none."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH["2025-07-31"])
    site = new_site(tmp_path / "site", SITE).build(reviews_drafts=True)
    assert shown(site) == ["acme-one", "acme-six", "acme-ten", "acme-two"]
    notes = {
        ref: [words_of(note) for note in site.article(f"/products/en/{ref}/").select(".rv-newer")]
        for ref in ("acme-one", "acme-two", "acme-six")
    }
    assert notes == {
        "acme-one": [],
        "acme-two": ["A draft: readers do not see it yet."],
        "acme-six": ["Readers see it from August 1, 2025 on."],
    }


def test_who_looks_changes_no_other_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the switch turned on and off again, only drafts' pages and lists are written."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH["2025-07-31"])
    files = {path: text for path, text in SITE.items() if "acme-one" in path}
    site = new_site(tmp_path / "site", files).build()
    before, stamps = site.bytes("**/*"), site.stamps("products/**/*.html")
    assert len(stamps) == 1
    assert site.build(reviews_drafts=True).stamps("products/**/*.html") == stamps
    assert site.build().bytes("**/*") == before
    assert site.stamps("products/**/*.html") == stamps


def test_checks_judge_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An author's command tells what is wrong with a draft."""
    site = new_site(tmp_path / "site", SITE)
    main(["check", str(site.root), "--no-cache"])
    assert "acme-two.md" in capsys.readouterr().out


def test_a_draft_is_true_or_false(tmp_path: Path) -> None:
    """Anything else is told with its value."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one", draft="soon")})
    assert any("draft must be true or false: soon" in line for line in site.build().warnings)
