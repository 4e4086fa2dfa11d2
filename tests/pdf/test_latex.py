"""The LaTeX sources of the starter's books."""

from __future__ import annotations

import re
from pathlib import Path

from support import sphinx_build, starter_root


def test_every_link_within_a_book_has_its_target(tmp_path: Path) -> None:
    """Each citation, mention and way back leads to a marked place, and words are of the language."""
    done = sphinx_build(
        starter_root(), tmp_path / "latex", "-b", "latex", "-d", str(tmp_path / "doctrees")
    )
    assert done.returncode == 0, done.stderr
    spoken = (tmp_path / "latex/measured-ja.tex").read_text("utf-8")
    assert "\\renewcommand{\\contentsname}{目次}" in spoken
    assert "第\\thechapter{}章" in spoken
    assert re.search(r"\\date\{\d+年\d+月\d+日\}", spoken)
    assert "\\renewcommand{\\contentsname}" not in (tmp_path / "latex/measured-en.tex").read_text()
    for lang in ("en", "ja"):
        source = (tmp_path / "latex" / f"measured-{lang}.tex").read_text("utf-8")
        linked = re.findall(r"\\hyperref\[\\detokenize\{(.+?)\}\]", source)
        marked = re.findall(r"\\label\{\\detokenize\{(.+?)\}\}", source)
        assert len(linked) > 100
        assert set(linked) - set(marked) == set()
