"""LaTeX: the package that books of reviews need, and TeX without ways out of its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..renderers.latex import LatexWall

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

FILES = sorted((Path(__file__).parent.parent / "texinputs").glob("sphinxreviews.*"))
CLOSED = """
# Reviews: TeX runs no command, and reads and writes no file outside its trees and this folder.
$ENV{'openin_any'} //= 'p';
$ENV{'openout_any'} //= 'p';
s/^(\\S+)/$1 --no-shell-escape/ for grep { defined } ($latex, $pdflatex, $lualatex, $xelatex);
"""


def register(app: Sphinx) -> None:
    """Register the wall, the package and the closed settings."""
    app.add_post_transform(LatexWall)
    app.add_latex_package("sphinxreviews", after_hyperref=True)
    app.connect("config-inited", add_files)
    app.connect("build-finished", close_tex)


def add_files(app: Sphinx, config: Config) -> None:
    """Have the package copied beside the books."""
    config.latex_additional_files = [*config.latex_additional_files, *map(str, FILES)]


def close_tex(app: Sphinx, exception: Exception | None) -> None:
    """Close TeX in the settings that Sphinx has written for ``latexmk``."""
    settings = Path(app.outdir, "latexmkrc")
    if exception is None and app.builder.name == "latex" and settings.is_file():
        settings.write_text(settings.read_text("utf-8") + CLOSED, "utf-8")
