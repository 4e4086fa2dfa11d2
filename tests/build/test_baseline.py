"""A build knows the site's baseline: what is accepted is silent, what is new is told."""

from __future__ import annotations

from pathlib import Path

from sphinx_reviews.command.cli import main
from support import body, new_site, path_of, review

CONF = 'reviews_baseline = "known.json"\n'


def test_a_build_tells_only_what_the_baseline_does_not_know(tmp_path: Path) -> None:
    """The command's file serves the build; a new finding is a warning, so that ``-W`` fails."""
    loose = review("acme-one", text=body(advice="It costs $9."))
    site = new_site(tmp_path / "site", {path_of("acme-one"): loose}, CONF)
    assert main(["check", str(site.root), "--update-baseline", "--no-cache"]) == 0
    assert site.build().warnings == []
    assert "findings are known to known.json" in site.status
    site.write(path_of("acme-one"), loose.replace("Advice\n", "Advice\n\nOr $8 elsewhere.\n"))
    assert [line for line in site.build().warnings if "review.text.dollar" in line]
    assert len(site.warnings) == 1


def test_a_baseline_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A build that is to know a file that nobody has written says in one line how to write it."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")}, CONF).run()
    told = "reviews_baseline: known.json: No such file or directory; write it with sphinx-reviews"
    assert site.exit_code == 2
    assert site.log == f"ERROR: {told} check . --update-baseline\n"
