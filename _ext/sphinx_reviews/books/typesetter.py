"""Set Typst sources into PDF: fonts found and named, every warning an error, no clock."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..renderers.typst import quote, value

FAMILY, MINCHO = "Noto Sans CJK JP", "Noto Serif CJK JP"
FONT_MODULES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
FONT_HELP = (
    f"no font '{FAMILY}'; install it with "
    "'pip install noto-cjk-sans-jp-regular noto-cjk-sans-jp-bold', or from the system's package "
    "(fonts-noto-cjk on Debian and Ubuntu, font-noto-sans-cjk-jp with Homebrew), or name its files "
    "in reviewpdf_fonts"
)
_SYSTEM = (
    "/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/google-noto-sans-cjk-fonts",
    "~/.local/share/fonts", "~/Library/Fonts", "/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
_FONT = re.compile(r"Noto(?:Sans|Serif)CJK(?:jp)?-(?:Regular|Bold)\.(?:ttc|otf)", re.IGNORECASE)
_FACES = "faces.json"
_PLACE = re.compile(r"┌─ (.+?):(\d+):\d+")
WORKER = Path(__file__).parent / "typesetter_worker.py"
TEMPLATE = Path(__file__).parent.parent / "templates" / "typst" / "book.typ"


@dataclass(frozen=True, slots=True)
class Problem:
    """What Typst complains of: its words, and the file and line of the source where it knows."""

    message: str
    file: str = ""
    line: int = 0


class TypesetError(Exception):
    """A book that could not be set; ``problems`` says why, in Typst's order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; the first is the message."""
        super().__init__(problems[0].message if problems else "unknown problem")
        self.problems = tuple(problems)


def font_folder(folder: Path, extra: Iterable[str] = ()) -> str:
    """Fill a folder with links to the fonts to use and return it.

    They are those named, the packages', and those of the system that no package brings. A folder
    of our own keeps other fonts of the machine out, so that the same input gives the same book
    everywhere. Raises TypesetError where a font named is missing.
    """
    packed, system = _package_fonts(), _system_fonts()
    files = [*map(Path, extra), *packed]
    files += [path for path in system if not packed or "Serif" in path.name]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, file in enumerate(files):
        if not file.is_file():
            raise TypesetError([Problem(f"reviewpdf_fonts: there is no file {str(file)!r}")])
        _link(file.resolve(), folder / f"{number}-{file.name}")
    families = _typst().Fonts(include_system_fonts=False, font_paths=[str(folder)]).families()
    (folder / _FACES).write_text(json.dumps(faces_from(families)), "utf-8")
    return str(folder)


Faces = Mapping[str, Sequence[str]]
"""The lists of fonts that the template asks for, by their names there."""


def faces_from(families: Iterable[str]) -> Faces:
    """Return which fonts stand for which kind of text; without ours, those of Typst itself."""
    gothic = [FAMILY] if FAMILY in families else []
    mincho = [MINCHO] if MINCHO in families else []
    serif = ["Libertinus Serif", *gothic]
    mono = ["DejaVu Sans Mono", *gothic]
    return {"serif": serif, "mono": mono, "prose": [*mincho, *gothic], "sans": gothic or serif}


def faces_of(fonts: str) -> Faces:
    """Return the lists of fonts of a folder that ``font_folder`` has filled."""
    faces: Faces = json.loads(Path(fonts, _FACES).read_text("utf-8"))
    return {name: faces[name] or faces["serif"] for name in faces}


def has_japanese(fonts: str) -> bool:
    """Tell whether Japanese can be set with the fonts of a folder."""
    return FAMILY in faces_of(fonts)["sans"]


def _link(file: Path, name: Path) -> None:
    try:
        name.symlink_to(file)
    except OSError:
        shutil.copyfile(file, name)


def _package_fonts() -> list[Path]:
    files: list[Path] = []
    for module in FONT_MODULES:
        spec = find_spec(module)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            files += sorted(Path(folder).glob("*.otf"))
    return files if len(files) >= len(FONT_MODULES) else []


def _system_fonts() -> list[Path]:
    for name in _SYSTEM:
        folder = Path(name).expanduser()
        files = sorted(folder.glob("Noto*CJK*")) if folder.is_dir() else []
        fitting = [path for path in files if _FONT.fullmatch(path.name)]
        if fitting:
            return fitting
    return []


def _typst() -> Any:
    try:
        import typst
    except ImportError as error:
        hint = "the typesetter is not installed: pip install 'sphinx-reviews[pdf]'"
        raise TypesetError([Problem(hint)]) from error
    return typst


def typst_version() -> str:
    """Return the version of the typesetter."""
    from importlib.metadata import version

    return version("typst")


def missing_glyphs(texts: Iterable[str], fonts: str, work: Path) -> frozenset[str]:
    """Return the characters, and characters with their marks, that no font can show.

    Typst itself is asked. A mark and what it stands on have to come from the same font, which the
    place in the book decides: they are asked for with each list of fonts.
    """
    asked = sorted(text for text in set(texts) if not text.isspace())
    if not asked:
        return frozenset()
    stacks = list(faces_of(fonts).values())
    pairs = [(text, s) for text in asked for s in (stacks if len(text) > 1 else stacks[-1:])]
    lines = [f"#{{ set text(font: {value(stack)}); text({quote(text)}) }}" for text, stack in pairs]
    start = '#set document(title: "x")\n#set text(hyphenate: false)\n'
    try:
        source = start + "\n\n".join(lines)
        typeset({"main.typ": source}, {}, work, fonts, date(2000, 1, 1))
    except TypesetError as error:
        numbers = [p.line - 3 for p in error.problems if "could not be displayed" in p.message]
        if len(numbers) < len(error.problems):
            raise
        return frozenset(pairs[number // 2][0] for number in numbers)
    return frozenset()


def marked(text: str) -> set[str]:
    """Return the characters of a text that have marks on them, each with its marks."""
    if _marks().isdisjoint(text):
        return set()
    return {match[0] for match in marked_letters().finditer(text)}


@cache
def _marks() -> frozenset[str]:
    """Return all marks; to look through Unicode takes a while."""
    found = (chr(code) for code in range(0x300, 0x20000))
    return frozenset(char for char in found if unicodedata.category(char)[0] == "M")


@cache
def marked_letters() -> re.Pattern[str]:
    """Return what fits a character with its marks; slow, so ask first whether a text has any."""
    return re.compile("[^\\n{0}][{0}]+".format("".join(sorted(_marks()))))


def bad_pictures(pictures: Mapping[str, Path], fonts: str, work: Path) -> Mapping[str, str]:
    """Return the pictures that Typst cannot read, by name, each with the reason."""
    names = sorted(pictures)
    if not names:
        return {}
    lines = [f'#image({quote(name)}, alt: "x", width: 1pt)' for name in names]
    sans = value(faces_of(fonts)["sans"])
    start = f'#set document(title: "x")\n#set text(font: {sans})\n'
    try:
        typeset({"main.typ": start + "\n".join(lines)}, pictures, work, fonts, date(2000, 1, 1))
    except TypesetError as error:
        return {names[p.line - 3]: p.message for p in error.problems if p.line > 2}
    return {}


def typeset(
    files: Mapping[str, str], pictures: Mapping[str, Path], work: Path, fonts: str, day: date
) -> Path:
    """Set the sources, of which ``main.typ`` is the first, and return the PDF in ``work``.

    A warning of Typst is an error here: it would mean that a font or a glyph is wrong. Raises
    TypesetError.
    """
    _lay_out(work, fonts, "book.typ")
    for name, source in files.items():
        (work / name).write_text(source, encoding="utf-8", newline="")
    for name, path in pictures.items():
        (work / name).write_bytes(path.read_bytes())
    target = work / "made.pdf"
    target.unlink(missing_ok=True)
    job = {
        "source": str(work / "main.typ"),
        "root": str(work),
        "fonts": fonts,
        "timestamp": int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
        "target": str(target),
    }
    if problems := _run(job):
        raise TypesetError(problems)
    return target


def _lay_out(work: Path, fonts: str, *templates: str) -> None:
    """Put what every source imports into the folder."""
    work.mkdir(parents=True, exist_ok=True)
    for name in templates:
        source = TEMPLATE.with_name(name).read_text(encoding="utf-8")
        (work / name).write_text(source, encoding="utf-8")
    lets = (f"#let {name} = {value(stack)}\n" for name, stack in faces_of(fonts).items())
    (work / "fonts.typ").write_text("".join(lets), encoding="utf-8")


def draw_pages(source: str, work: Path, fonts: str) -> list[bytes]:
    """Return each page of a source as a PNG with one pixel a point; raise TypesetError."""
    _lay_out(work, fonts, "book.typ", "share.typ")
    main, target = work / "main.typ", work / "page"
    main.write_text(source, encoding="utf-8", newline="")
    for old in work.glob("page-*.png"):
        old.unlink()
    job = {"source": str(main), "root": str(work), "fonts": fonts, "pages": str(target)}
    if problems := _run(job):
        raise TypesetError(problems)
    pages = sorted(work.glob("page-*.png"), key=lambda p: int(p.stem.rpartition("-")[2]))
    return [path.read_bytes() for path in pages]


def _run(job: Mapping[str, object]) -> list[Problem]:
    """Let the worker compile; a worker that dies, for want of memory say, is a problem as well."""
    done = subprocess.run(  # noqa: S603 - our own script, by our own interpreter
        [sys.executable, str(WORKER)], input=json.dumps(job), capture_output=True, text=True
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["no message"]
        return [Problem(f"the typesetter ended with status {done.returncode}: {said[-1]}")]
    return [problem for said in json.loads(done.stdout) for problem in _problems(said)]


def _problems(said: Mapping[str, str]) -> list[Problem]:
    """Read Typst's report: one paragraph each, with the file and line in it."""
    problems = []
    for part in re.split(r"\n\n(?=error|warning)", said["diagnostic"].strip()):
        message = part.partition("\n")[0]
        locations = _PLACE.findall(part)
        # Where a drawing function complains, the page that calls it is what an author can mend.
        file, line = next(
            (p for p in locations if "page-" in p[0]), locations[0] if locations else ("", 0)
        )
        problems.append(Problem(message, file, int(line)))
    return problems if said["diagnostic"].strip() else [Problem(said["message"])]
