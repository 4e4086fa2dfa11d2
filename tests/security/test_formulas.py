"""TeX in a review never runs: three walls, each of which holds without the others."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from security.hostile import ROADS, SECRET, TEX, prose
from security.pictures import png
from security.sites import assert_nothing_ran, hostile_site, needs
from sphinx_reviews.books.latex_setup import CLOSED
from sphinx_reviews.documents import guard
from sphinx_reviews.model.safety import MATH_COMMANDS, math_problem
from sphinx_reviews.prose import inline
from sphinx_reviews.prose import read as blocks
from sphinx_reviews.renderers.latex import formula
from support import EXTENSIONS, read

SOUND = [
    r"\frac{1}{2} \times 10^{-3}",
    r"\left( \sum_{i=1}^{n} x_i \right)",
    r"\begin{array}{lc|r} a & b & c \\ \hline 1 & 2 & 3 \end{array}",
    r"\begin{cases} a \\ b \end{cases} + \begin{pmatrix} 1 & 0 \end{pmatrix}",
    "a\n+ b",
    r"\text{cost in \$} \approx 5\,\%",
    r"20 \log_{10} \frac{V_1}{V_2} \text{ dB}",
]

ENDS = ("end of the book", "definition", "columns")
"""What would end TeX's run where nothing else had refused it, and reaches nothing by that."""


@pytest.mark.parametrize("what", TEX)
def test_tex_that_runs_is_no_formula(what: str) -> None:
    """Each hostile formula is refused with a reason, by the list and by the writer."""
    assert math_problem(TEX[what])
    with pytest.raises(ValueError, match="formula"):
        formula(TEX[what])


@pytest.mark.parametrize("tex", SOUND)
def test_formulas_that_a_review_needs_pass(tex: str) -> None:
    """What is written every day is no finding, and reaches TeX as it stands."""
    assert math_problem(tex) == ""
    assert formula(tex) == tex


def test_a_command_ends_before_other_letters() -> None:
    """LuaTeX takes every letter into a command's name, so a blank is put before others."""
    assert formula(r"2\times速度") == r"2\times 速度"


@pytest.mark.parametrize("quotes", ["`", "``"])
@pytest.mark.parametrize("gap", ["", "\n", " +\n  "])
def test_a_formula_in_a_role_is_told(quotes: str, gap: str) -> None:
    """The checker reads a role's formula whole, over its line breaks."""
    text = "Before.\n\nso {math}" + quotes + "a" + gap + r"\directlua{1}" + quotes + " it is"
    found = read(prose("x", text).text).diagnostics
    told = [item for item in found if item.code.value == "review.content.math"]
    assert [item.line for item in told] == [22]
    assert "directlua" in told[0].message


def without_first_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what refuses formulas when a review is read."""
    for module in (guard, inline, blocks):
        monkeypatch.setattr(module, "math_problem", lambda tex: "")


def test_the_writer_refuses_what_the_reader_let_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where every check of reading is gone, LaTeX still gets text and no command."""
    without_first_wall(monkeypatch)
    conf = 'reviews_directives = ["note", "figure", "math"]\n'
    rows = {f"acme-w{n}": prose(road, text.replace("TEX", TEX["lua"].replace("\n", " ")))
            for n, (road, text) in enumerate(ROADS.items())}  # fmt: skip
    site = hostile_site(tmp_path / "site", rows, conf).build("latex")
    (book,) = (
        path.read_text("utf-8") for path in site.out.glob("*.tex") if "sphinx" not in path.name
    )
    assert r"\textbackslash{}directlua" in book
    assert r"\directlua" not in book
    assert r"\label{equation" not in book


def tex(folder: Path, text: str) -> str:
    """Run the real LuaLaTeX on a document whose text is hostile; return what it wrote."""
    needs("latexmk", "lualatex", "pdftotext")
    for path in (EXTENSIONS / "sphinx_reviews" / "texinputs").iterdir():
        folder.joinpath(path.name).write_bytes(path.read_bytes())
    folder.joinpath("secret.txt").write_text(SECRET)
    folder.joinpath("latexmkrc").write_text("$lualatex = $pdflatex = 'lualatex %O %S';\n" + CLOSED)
    folder.joinpath("x.tex").write_text(
        "\\documentclass{article}\n\\usepackage{amsmath,amssymb}\n"
        "\\usepackage[haranoaji]{luatexja-preset}\n\\usepackage{hyperref}\n"
        "\\usepackage{sphinxreviews}\n\\begin{document}\n"
        + text
        + "\n\\typeout{THE END}\n\\end{document}\n"
    )
    command = [
        "latexmk",
        "-lualatex",
        "-f",
        "--interaction=nonstopmode",
        "-e",
        "$max_repeat=1",
        "x.tex",
    ]
    subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "REVIEWS_SECRET": SECRET},
        capture_output=True,
        check=False,
    )
    return folder.joinpath("x.log").read_text("utf-8", "replace")


RUNS = ("os.execute('touch owned-a')", "io.popen('touch owned-b')", "io.open('owned-c','w')",
        "os.rename('secret.txt','owned-d')", "lfs.mkdir('owned-e')", "os.getenv('REVIEWS_SECRET')",
        "io.open('/etc/passwd')", "io.open('secret.txt')", "io.open('../secret.otf')")  # fmt: skip


def test_tex_that_passed_every_check_reaches_nothing(tmp_path: Path) -> None:
    """The real LuaLaTeX runs it without Lua, files, processes or the environment, to the end."""
    rows = [row for name, row in TEX.items() if name not in ENDS]
    # A name that is put together on the way is one that no look at the text finds.
    hidden = "".join(
        rf"\begin{{\a\b}}{{tex.print('GOT['..tostring({code})..']')}}\end{{\a\b}}" + "\n"
        for code in RUNS
    )
    text = "\n\n".join(f"${row}$" for row in rows)
    log = tex(tmp_path, f"日本語 a\n\n\\def\\a{{direct}}\\def\\b{{lua}}\n{hidden}\n\n{text}")
    assert "THE END" in log
    assert_nothing_ran(tmp_path)
    printed = subprocess.run(
        ["pdftotext", "x.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert SECRET not in printed + log
    assert "root:" not in printed
    assert printed.count("GOT[nil]") == len(RUNS)


def test_tex_finds_nothing_elsewhere_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The package alone keeps TeX from what a path leads to, where the system would open it."""
    monkeypatch.setenv("openin_any", "a")
    work, elsewhere = tmp_path / "work", tmp_path / "secret.tex"
    work.mkdir()
    elsewhere.write_text(SECRET)
    asked = {str(elsewhere): "no", "../secret": "no", "secret.txt": "yes", "article.cls": "yes"}
    lines = [r"\def\a{open}\def\b{in}"]  # a name put together on the way: nobody refuses it
    lines += [rf"\begin{{\a\b}}5={{{name}}}\ifeof5 \typeout{{{n}:no}}\else\typeout{{{n}:yes}}\fi"
              r"\end{\a\b}" for n, name in enumerate(asked)]  # fmt: skip
    log = tex(work, "\n".join(lines))
    assert "THE END" in log
    assert re.findall(r"^\d:(.*)", log, re.MULTILINE) == list(asked.values())


@pytest.mark.parametrize("here", [True, False])
def test_tex_shows_no_picture_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: bool
) -> None:
    """A picture of the folder is set; one that a path leads to is not found, which ends TeX."""
    monkeypatch.setenv("openin_any", "a")
    work = tmp_path / "work"
    work.mkdir()
    place = work if here else tmp_path
    place.joinpath("dot.png").write_bytes(png(1, 1))
    name = "dot.png" if here else f"{tmp_path}/dot.png"
    assert ("THE END" in tex(work, rf"\saveimageresource{{{name}}}")) is here


def test_tex_has_every_command_of_the_list(tmp_path: Path) -> None:
    """Each allowed command is one that LaTeX knows, with the package that is shipped."""
    names = sorted(MATH_COMMANDS - {"begin", "end", "of"})
    known = "\n".join(rf"\ifdefined\{name}\else\typeout{{UNKNOWN {name}}}\fi" for name in names)
    log = tex(tmp_path, "a\n" + known)
    assert "THE END" in log
    assert "UNKNOWN" not in log


def test_latexmk_is_told_to_close_tex(tmp_path: Path) -> None:
    """The settings that Sphinx writes for ``latexmk`` are closed, and the package lies beside."""
    site = hostile_site(tmp_path / "site", {}).build("latex")
    settings = site.file("latexmkrc")
    assert settings.endswith(CLOSED)
    for part in ("openin_any", "openout_any", "--no-shell-escape"):
        assert part in CLOSED
    assert (site.out / "sphinxreviews.lua").is_file()
    assert r"\usepackage{sphinxreviews}" in site.file("book.tex")
