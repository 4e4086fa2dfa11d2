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


@pytest.mark.skipif(not Path(CORPUS or "absent").is_dir(), reason="REVIEWS_CORPUS names no folder")
def test_a_second_run_finds_nothing_on_real_reviews(tmp_path: Path) -> None:
    """Over a part of the corpus, what was mended stays mended."""
    for path in sorted(Path(CORPUS).rglob("*.md"))[::8]:
        target = tmp_path / path.relative_to(CORPUS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    assert main(["fix", str(tmp_path), "--write", "--no-cache"]) == 0
    assert main(["fix", str(tmp_path), "--no-cache"]) == 0
