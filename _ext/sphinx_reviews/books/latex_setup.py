"""LaTeX: the package that books need, words in their language, TeX without ways out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..documents.domain import review_domain
from ..model.dates import today
from ..model.languages import Language
from ..renderers.latex import LatexWall

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

FILES = sorted((Path(__file__).parent.parent / "texinputs").glob("sphinxreviews.*"))
CLOSED = """
# Reviews: TeX runs no command, and reads and writes no file outside its trees and this folder.
# Since 2024 the Lua of LuaTeX minds openin_any too, and could open no font with 'p': then it is
# sphinxreviews.lua that holds what the text of a book can have read.
my $lua = grep { defined && /^lua/ } ($latex, $pdflatex, $lualatex);
my ($year) = $lua ? `lualatex --version` =~ /TeX Live (\\d+)/ : 0;
$ENV{'openin_any'} //= ($year // 2024) < 2024 ? 'p' : 'r';
$ENV{'openout_any'} //= 'p';
s/^(\\S+)/$1 --no-shell-escape/ for grep { defined } ($latex, $pdflatex, $lualatex, $xelatex);
"""


def register(app: Sphinx) -> None:
    """Register the wall, the package and the closed settings."""
    app.add_post_transform(LatexWall)
    app.add_latex_package("sphinxreviews", after_hyperref=True)
    app.connect("config-inited", add_files)
    app.connect("build-finished", close_tex)
    app.connect("build-finished", speak)


def add_files(app: Sphinx, config: Config) -> None:
    """Have the package copied beside the books."""
    config.latex_additional_files = [*config.latex_additional_files, *map(str, FILES)]


def close_tex(app: Sphinx, exception: Exception | None) -> None:
    """Close TeX in the settings that Sphinx has written for ``latexmk``."""
    settings = Path(app.outdir, "latexmkrc")
    if exception is None and app.builder.name == "latex" and settings.is_file():
        settings.write_text(settings.read_text("utf-8") + CLOSED, "utf-8")


def speak(app: Sphinx, exception: Exception | None) -> None:
    """Give each book in another language than the site's its own words: Sphinx knows one alone."""
    if exception is not None or app.builder.name != "latex":
        return
    domain = review_domain(app.env)
    for docname, target, *_ in app.config.latex_documents:
        lang, file = domain.catalogue.lang_of(docname), Path(app.outdir, target)
        if lang and lang != (app.config.language or "en") and file.is_file():
            file.write_text(spoken(file.read_text("utf-8"), domain.language(lang)), "utf-8")


def spoken(source: str, lang: Language) -> str:
    """Return a LaTeX book with headings, captions and its day in a language."""
    _ = lang.gettext
    chapter = _("Chapter {number}").replace("{number}", r"\thechapter{}")
    begin = "\n".join((
        r"\makeatletter",
        *(rf"\renewcommand{{\{name}}}{{{word}}}" for name, word in (
            ("contentsname", _("Contents")), ("indexname", _("Index")),
            ("figurename", _("Figure")), ("tablename", _("Table")),
        )),
        rf"\@ifundefined{{DOCH}}{{}}{{\renewcommand{{\DOCH}}"
        rf"{{\raggedleft{{\CNoV {chapter}}}\par\nobreak\vskip 30pt}}}}",
        r"\makeatother",
    ))  # fmt: skip
    day = lang.formats.date(today())
    source = re.sub(r"\\date\{[^{}]*\}", lambda _: rf"\date{{{day}}}", source, count=1)
    return source.replace("\\begin{document}\n", f"\\begin{{document}}\n{begin}\n", 1)
