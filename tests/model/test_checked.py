"""Findings kept between runs: the same for the same state, found anew for any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sphinx_reviews.command.targets import Target
from sphinx_reviews.model import cached, checked, rules
from sphinx_reviews.model.catalogue import NO_EXTRAS, Catalogue
from sphinx_reviews.model.extras import Extras
from sphinx_reviews.model.scan import scan
from sphinx_reviews.model.settings import Settings
from support import path_of, review

pytest.importorskip("msgspec", reason="made for CPython only: nothing is kept elsewhere")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a folder with two reviews, the first of which names a price that no text bears out."""
    for ref in ("acme-one", "acme-two"):
        path = tmp_path / path_of(ref)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(review(ref, price="99.90"), "utf-8")
    return tmp_path


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Catalogue]:
    """Return a list that grows by each catalogue that the rules are run on."""
    seen: list[Catalogue] = []
    usual = rules.check

    def noted(catalogue: Catalogue) -> Any:
        seen.append(catalogue)
        return usual(catalogue)

    monkeypatch.setattr(rules, "check", noted)
    return seen


def catalogue(site: Path, extras: Extras = NO_EXTRAS, **taken: Any) -> Catalogue:
    """Return the site's catalogue as the build makes it."""
    return Catalogue(replace(scan(site, Settings()), **taken), Settings(), extras)


def test_an_unchanged_site_is_not_judged_again(site: Path, judged: list[Catalogue]) -> None:
    """The second check says the same and runs no rule; nor does it read a kept review."""
    target = Target(site, Settings())
    first = target.findings(site / "cache" / "check")
    assert first
    assert target.findings(site / "cache" / "check") == first == rules.check(catalogue(site))
    assert len(judged) == 2


def edited(site: Path) -> None:
    """Change one review."""
    path = site / path_of("acme-one")
    path.write_text(path.read_text("utf-8").replace("99.90", "99.91"), "utf-8")


def removed(site: Path) -> None:
    """Take one review away."""
    (site / path_of("acme-two")).unlink()


def page_moved(site: Path) -> None:
    """Put a page where a review is published."""
    (site / "docs").mkdir()
    (site / "docs" / "page.md").write_text("---\npermalink: /a/\n---\n\n# Page\n", "utf-8")


def picture_broken(site: Path) -> None:
    """Put something that is no picture among the reviews."""
    (site / "reviews" / "a.png").write_bytes(b"no picture")


@pytest.mark.parametrize("change", [edited, removed, page_moved, picture_broken])
def test_any_change_of_the_folder_is_judged(
    site: Path, judged: list[Catalogue], change: Callable[[Path], None]
) -> None:
    """Whatever is seen of the folder counts: reviews, pages and pictures."""
    target = Target(site, Settings())
    target.findings(site / "cache" / "check")
    change(site)
    found = target.findings(site / "cache" / "check")
    assert len(judged) == 2
    assert found == rules.check(catalogue(site))


def test_settings_day_code_and_taken_names_count(
    site: Path, judged: list[Catalogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of these alone makes the rules run again."""
    file = site / "findings"
    checked.checked(catalogue(site), file)
    checked.checked(catalogue(site), file)
    assert len(judged) == 1
    checked.checked(catalogue(site, taken=("reviews",)), file)
    assert len(judged) == 2
    checked.checked(Catalogue(scan(site, Settings()), Settings(tag_page_min=7)), file)
    assert len(judged) == 3
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    checked.checked(catalogue(site), file)
    assert len(judged) == 4
    monkeypatch.setattr(cached, "code_digest", lambda: "other rules")
    checked.checked(catalogue(site), file)
    assert len(judged) == 5


def test_rules_of_others_are_always_run(site: Path, judged: list[Catalogue]) -> None:
    """An added rule may look at anything, so nothing is kept."""
    for _ in range(2):
        checked.checked(catalogue(site, Extras(rules=(lambda _: (),))), site / "findings")
    assert len(judged) == 2
    assert not (site / "findings").exists()


@pytest.mark.parametrize("content", [b"", b"nonsense", None])
def test_damage_is_not_believed(site: Path, judged: list[Catalogue], content: bytes | None) -> None:
    """A file that is not as it was written costs one check, and is mended."""
    file = site / "findings"
    first = checked.checked(catalogue(site), file)
    file.write_bytes(file.read_bytes()[:-1] if content is None else content)
    assert checked.checked(catalogue(site), file) == first
    assert checked.checked(catalogue(site), file) == first
    assert len(judged) == 2
