"""``fix``: mends what is certain, nothing else, and once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sphinx_reviews.command.cli import main
from support import CONF, body, review

CORPUS = os.environ.get("REVIEWS_CORPUS", "")

DAMAGED = (
    body(advice="文は**「静か」**です。**$5**、**速い（約5）**は［1］、**b**。")
    .replace("(2025.7.8)", "(2025.07.09)")
)  # fmt: skip
MENDED = (
    body(advice="文は **「静か」** です。**$5**、**速い（約5）** は[1]、**b**。")
    .replace("(2025.7.8)", "(2025.07.08)")
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of which one review is to be mended, with CRLF and a BOM."""
    folder = tmp_path / "reviews" / "products" / "en" / "acme"
    folder.mkdir(parents=True)
    (tmp_path / "conf.py").write_text(CONF)
    for name in ("acme-one", "acme-two"):
        (folder / f"{name}.md").write_text(review(name, text=body()))
    damaged = review("acme-three", text=DAMAGED, tags="[headphone, Wired]")
    (folder / "acme-three.md").write_bytes(("\ufeff" + damaged.replace("\n", "\r\n")).encode())
    return tmp_path


def test_what_is_certain_is_mended_and_nothing_else(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A diff first; then the file with exactly the mended places; then nothing is left."""
    file = site / "reviews/products/en/acme/acme-three.md"
    before = file.read_bytes()
    assert main(["fix", str(site)]) == 1
    assert "+tags: [Headphones, Wired]" in capsys.readouterr().out
    assert file.read_bytes() == before
    assert main(["fix", str(site), "--write"]) == 0
    wanted = review("acme-three", text=MENDED, tags="[Headphones, Wired]")
    assert file.read_bytes().decode() == "\ufeff" + wanted.replace("\n", "\r\n")
    assert main(["fix", str(site)]) == 0


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025/7/20", "2025-07-20"), ("2025.07.20", "2025-07-20"), ("2025-7-20", "2025-07-20"),
        ("2025年7月20日", "2025-07-20"), ("July 20, 2025", "2025-07-20"),
        ('"20 July 2025"', '"2025-07-20"'), ("7/20/2025", ""), ("2025-02-30", ""), ("2025", ""),
    ],
)  # fmt: skip
def test_a_day_in_one_certain_form_becomes_the_usual_one(
    site: Path, capsys: pytest.CaptureFixture[str], written: str, meant: str
) -> None:
    """The file could not be read for it; whatever is no certain day stays."""
    file = site / "reviews/products/en/acme/acme-two.md"
    before = review("acme-two", text=body().replace("(2025.7.8)", "(2025.7.20)"), date=written)
    file.write_text(before, "utf-8")
    assert main(["fix", str(site), "--write"]) == 0
    wanted = before.replace(f"date: {written}\n", f"date: {meant or written}\n")
    assert file.read_text("utf-8") == wanted
    assert main(["fix", str(site)]) == 0


def test_keys_are_put_in_the_order_of_most_reviews(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list that goes over lines and a key of its own move with the key that they follow."""
    folder = site / "reviews/products/en/acme"
    usual = (folder / "acme-two.md").read_text("utf-8")
    for ref in ("acme-six", "acme-ten"):
        (folder / f"{ref}.md").write_text(review(ref, text=body()), "utf-8")
    lines = review("acme-nine", text=body(), tags="\n  - Headphones\n  - Wired").split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("tags:"))
    moved = [lines[0], *lines[at : at + 3], "author: Ann", *lines[1:at], *lines[at + 3 :]]
    (folder / "acme-nine.md").write_text("\n".join(moved), "utf-8")
    commented = [lines[0], "# ours", *moved[1:]]
    (folder / "acme-five.md").write_text(
        "\n".join(commented).replace("acme-nine", "acme-five"), "utf-8"
    )
    assert main(["check", str(site), "--only", "review.front-matter.order"]) == 0
    assert capsys.readouterr().out.count("the keys stand in another order") == 2
    assert main(["fix", str(site), "--write"]) == 0
    wanted = [*lines[: at + 3], "author: Ann", *lines[at + 3 :]]
    assert (folder / "acme-nine.md").read_text("utf-8") == "\n".join(wanted)
    assert (folder / "acme-two.md").read_text("utf-8") == usual
    assert (folder / "acme-five.md").read_text("utf-8").split("\n")[:2] == ["---", "# ours"]
    assert main(["fix", str(site)]) == 0


@pytest.mark.skipif(not Path(CORPUS or "absent").is_dir(), reason="REVIEWS_CORPUS names no folder")
def test_a_second_run_finds_nothing_on_real_reviews(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Over a part of the corpus, what was mended stays mended."""
    for path in sorted(Path(CORPUS).rglob("*.md"))[::16]:
        target = tmp_path / path.relative_to(CORPUS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    assert main(["fix", str(tmp_path), "--write", "--no-cache"]) == 0
    assert main(["fix", str(tmp_path), "--no-cache"]) == 0
    capsys.readouterr()
    left = "review.source.brackets,review.date.closing,review.text.emphasis"
    main(["check", str(tmp_path), "--no-cache", "--only", left, "--format", "lines"])
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "text.emphasis" not in line] == []
    assert len(lines) <= len(list(tmp_path.rglob("*.md"))) // 100
