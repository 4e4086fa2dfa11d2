"""A Hugo site is taken over with its addresses, and what has no place here is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_reviews.command.cli import main
from support import body, new_site, read

ONE = """+++
title = "Acme One Review"
target_name = "Acme \\"One\\": ワン"
company_id = "acme"
date = 2025-07-08T10:00:00+09:00
lastmod = 2025-08-01
description = "A summary: short."
tags = ["Headphones", "1990"]
aliases = ["/old/acme-one/"]
rating = [3.2, 0.8, 0.70, 0.3, 0.7, 0.7]
draft = false
weight = 3

[params]
price = 149.50
price_currency = "EUR"

[cover]
image = "x.png"
+++
"""
FILES = {
    "content/products/acme-one.md": ONE + body(),
    "content/products/acme-one.ja.md": ONE.replace("/old/", "/old-ja/") + body("ja"),
    "content/products/two/index.md": ONE.replace('aliases = ["/old/acme-one/"]\n', 'slug = "acme-two"\n')
    + body(),
    "content/products/three.md": ONE.replace('company_id = "acme"\n', "") + body(),
    "content/products/four.md": "+++\ntitle = \n+++\n",
    "content/products/five.md": "+++\ntitle = 'no end'\n",
    "content/posts/hello.md": "+++\ntitle = 'Hello'\n+++\nNo review.\n",
    "content/products/_index.md": "---\ntitle: Products\n---\n",
}  # fmt: skip


@pytest.fixture
def hugo(tmp_path: Path) -> Path:
    """Return the folder of a Hugo site."""
    for name, text in FILES.items():
        path = tmp_path / "hugo" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "hugo"


def test_a_hugo_site_is_taken_over(
    hugo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every review that can be read is; the others, and keys left out, are told with reasons."""
    site = new_site(tmp_path / "site", {})
    addresses = tmp_path / "addresses.txt"
    status = main(["import", str(hugo), "--site", str(site.root), "--addresses", str(addresses)])
    out = capsys.readouterr().out
    assert status == 1
    assert "content/products/acme-one.md: left out: cover, weight" in out
    assert "content/products/three.md: not taken: line 1: the key 'company_id' is missing" in out
    assert "content/products/four.md: not taken: Invalid value" in out
    assert "content/products/five.md: not taken: the front matter has no second +++" in out
    assert "hello" not in out
    assert "3 reviews taken into" in out
    taken = sorted(p.relative_to(site.root).as_posix() for p in site.root.glob("reviews/**/*.md"))
    assert taken == [
        "reviews/products/en/acme/acme-one.md",
        "reviews/products/en/acme/acme-two.md",
        "reviews/products/ja/acme/acme-one.md",
    ]
    assert addresses.read_text().split() == [
        "/ja/products/acme-one/", "/products/acme-one/", "/products/acme-two/", "/products/three/",
    ]  # fmt: skip
    site.build()
    assert (site.out / "products/acme-one/index.html").exists()
    assert (site.out / "ja/products/acme-one/index.html").exists()
    assert (site.out / "old/acme-one/index.html").exists()


def test_values_are_the_same(hugo: Path, tmp_path: Path) -> None:
    """Names, numbers digit by digit, days and lists are those of the TOML; the text is untouched."""
    site = new_site(tmp_path / "site", {})
    main(["import", str(hugo), "--site", str(site.root)])
    text = (site.root / "reviews/products/en/acme/acme-one.md").read_text()
    one = read(text).review
    assert one is not None
    assert one.target_name == 'Acme "One": ワン'
    assert [str(score) for score in one.scores] == ["0.8", "0.70", "0.3", "0.7", "0.7"]
    assert (str(one.date), str(one.updated)) == ("2025-07-08", "2025-08-01")
    assert (str(one.price.amount), one.price.currency) == ("149.50", "EUR")  # type: ignore[union-attr]
    assert (one.tags, one.redirect_from) == (("Headphones", "1990"), ("/old/acme-one/",))
    assert (one.summary, one.draft) == ("A summary: short.", False)
    assert text.endswith(body())


def test_a_plain_folder_is_taken_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of Markdown files needs no site around it; what is no review is passed over."""
    from support import review

    plain = tmp_path / "plain"
    (plain / "deep").mkdir(parents=True)
    (plain / "deep/anything.md").write_text(review("acme-one"))
    (plain / "notes.md").write_text("# Notes\n")
    site = new_site(tmp_path / "site", {})
    assert main(["import", str(plain), "--site", str(site.root)]) == 0
    assert "1 review taken into" in capsys.readouterr().out
    assert (site.root / "reviews/products/en/acme/acme-one.md").read_text() == review("acme-one")
