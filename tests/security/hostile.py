"""The table of hostile inputs: what a stranger's pull request may hold, one row each.

Every row is a review, with files beside it where it needs some. All of them are built together,
as a website, a PDF and a book through LaTeX, and none may do anything there. Rows are added here
and in the tables named below; the tests take them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from check.hostile import HOSTILE as FILES
from documents.test_security import HOSTILE as PROSE
from security.pictures import ACTIVE, FALSE
from support import body, path_of, review

SECRET = "the-secret-of-this-machine"  # noqa: S105 - a marker to look for
OWNED = "owned-"
"""How the name of each file begins that hostile code would write."""


@dataclass(frozen=True)
class Case:
    """One hostile input: a review's text, in which ``acme-one`` becomes the case's own ref."""

    name: str
    text: str | bytes
    code: str = ""
    """The finding, without ``review.``, that must name it; empty where there is nothing to tell."""
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    """Further files by path; beside the review where the path has no ``/``."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Symbolic links in the same way, to paths relative to the site's root or absolute."""
    tries_tex: bool = False
    """Whether TeX is meant to run what it holds."""
    same_to_browsers: bool = False
    """Whether another row differs from it only in what TeX would make of it."""

    def laid_out(self, ref: str) -> dict[str, bytes]:
        """Return the files of the case by path, the review first."""
        data = (
            self.text.encode("utf-8", "surrogatepass") if isinstance(self.text, str) else self.text
        )
        own = {path_of(ref): data.replace(b"acme-one", ref.encode())}
        return own | {
            self.place(path, ref): content.encode() if isinstance(content, str) else content
            for path, content in self.files.items()
        }

    def place(self, path: str, ref: str) -> str:
        """Return where a file of the case goes; ``acme-one`` in its name becomes the ref."""
        path = path.replace("acme-one", ref)
        return path if "/" in path else f"{path_of(ref).rpartition('/')[0]}/{path}"


def prose(name: str, text: str, code: str = "", **more: Any) -> Case:
    """Return a case whose prose is hostile; further fields are those of the case."""
    overview = body(overview=f"Before.\n\n{text}\n\nAfter.")
    return Case(name, review("acme-one", overview), code, **more)


def matter(name: str, code: str = "", **changes: str) -> Case:
    """Return a case whose front matter is hostile."""
    return Case(name, review(**({"ref": "acme-one"} | changes), text=body()), code)


LUA = r"\directlua{local f=io.open('owned-lua','w') f:write(os.getenv('REVIEWS_SECRET') or '') f:close() os.execute('touch owned-lua-shell')}"
TEX = {
    "lua": LUA,
    "lua later": LUA.replace("directlua", "latelua"),
    "lua function": r"\luafunction 1",
    "lua by bytecode": r"\luabytecode 1",
    "lua package": r"\luaexec{io.open('owned-luaexec','w')}",
    "lua coded": LUA.replace("\\d", "^^5cd"),
    "lua coded twice": LUA.replace("directlua", "^^64irectlua"),
    "lua by csname": r"\csname directlua\endcsname{io.open('owned-csname','w')}",
    "lua by environment": r"\begin{directlua}{io.open('owned-environment','w')}\end{directlua}",
    "lua in text": "\\text{" + LUA + "}",
    "lua in a deep group": "{" * 6 + LUA + "}" * 6,
    "lua let": r"\let\alpha\directlua \alpha{io.open('owned-let','w')}",
    "lua behind a comment": "x %\n" + LUA,
    "lua by catcode": r"\catcode`\!=0 !directlua{io.open('owned-catcode','w')}",
    "shell": r"\immediate\write18{touch owned-write18}",
    "shell by package": r"\ShellEscape{touch owned-shellescape}",
    "write": r"\newwrite\w\immediate\openout\w=owned-openout \immediate\write\w{x}\closeout\w",
    "input": r"\input{secret.txt}",
    "input plain": r"\input secret.txt ",
    "input absolute": r"\input{/etc/passwd}",
    "input of a pipe": r'\input{|"touch owned-pipe"}',
    "read": r"\newread\r\openin\r=secret.txt \read\r to\x \x",
    "verbatim input": r"\verbatiminput{secret.txt}",
    "include": r"\include{secret.txt}",
    "picture": r"\includegraphics{secret.png}",
    "special": r"\special{ps: (owned) print}",
    "pdf object": r"\pdfextension literal{owned}",
    "definition": r"\def\alpha{\alpha\alpha}\alpha",
    "macro": r"\newcommand\x{x}\x",
    "end of the book": r"\end{document}",
    "end of the environment": r"\end{split}\end{equation*}" + LUA,
    "end of the formula": r"x\)" + LUA + r"\(x",
    "end of the display": r"x\]" + LUA + r"\[x",
    "end of braces": "x}}}" + LUA + "{{{x",
    "dollar": "x$ " + LUA + " $x",
    "expand": r"\expandafter\directlua\expandafter{io.open('owned-expand','w')}",
    "unknown": r"\unknowncommand",
    "link": r"\href{javascript:alert(1)}{x}",
    "columns": r"\begin{array}{*{9999999}{c}}x\end{array}",
    "column code": r"\begin{array}{>{\directlua{io.open('owned-column','w')}}c}x\end{array}",
}  # fmt: skip
"""TeX that runs, by what it tries."""

ROADS = {
    "dollar": "so $TEX$ it is",
    "display": "$$\nTEX\n$$",
    "display in a line": "so $$TEX$$ it is",
    "role": "so {math}`TEX` it is",
    "role with a break": "so {math}`a +\nTEX` it is",
    "role with two backticks": "so {math}``TEX`` it is",
    "directive": "```{math}\nTEX\n```",
    "directive that is not wrapped": "```{math}\n:no-wrap: true\n\nTEX\n```",
    "label": "```{math}\n:label: TEX\n\nx\n```",
    "heading": "### so $TEX$ it is",
    "heading with a role": "### so {math}`TEX` it is",
    "table": "| a | b |\n|---|---|\n| $TEX$ | {math}`TEX` |",
    "caption": "```{figure} beside.png\nso {math}`TEX` and $TEX$ it is\n```",
    "alternative text": "![TEX](beside.png)",
    "note": "```{note}\nso {math}`TEX` it is\n```",
    "note's title": "```{note} TEX\nit is\n```",
    "list": "- {math}`TEX`\n- $TEX$",
    "quotation": "> {math}`TEX`",
    "definition": "a word\n: {math}`TEX`",
    "link text": "[{math}`TEX`](https://example.org/)",
    "link target": "[x](<https://example.org/TEX>)",
    "picture name": "![x](<TEX.png>)",
    "emphasis": "**{math}`TEX`**",
    "code": "`TEX`",
    "code block": "```latex\nTEX\n```",
    "code with a language": "```TEX\nx\n```",
    "kbd": "{kbd}`TEX`",
    "abbr": "{abbr}`a (TEX)`",
    "sub": "x{sub}`TEX`",
    "prose": "TEX",
}
"""The roads by which a review's text may reach TeX, in place of ``TEX``."""

SHORT = ("lua", "lua coded", "input", "end of braces")


def formulas() -> Iterator[Case]:
    """Yield every command on the plainest road, and the gravest ones on every road."""
    for what, tex in TEX.items():
        yield prose(
            f"formula: {what}",
            f"so {{math}}`a\n{tex}` and ${tex}$ and\n\n$$\n{tex}\n$$",
            "content.math",
        )
    for place, (road, text) in enumerate(ROADS.items()):
        for what in SHORT:
            tex = TEX[what].replace("\n", " ")
            same = what != SHORT[place % len(SHORT)]
            yield prose(
                f"{road}: {what}", text.replace("TEX", tex), tries_tex=True, same_to_browsers=same
            )


def fields() -> Iterator[Case]:
    """Yield TeX in each field that is shown."""
    for key in ("title", "target_name", "summary", "author", "tags", "pros", "cons"):
        for what in ("lua", "lua coded"):
            value = '"' + TEX[what].replace("\\", "\\\\").replace('"', '\\"') + '"'
            listed = key in ("tags", "pros", "cons")
            value = value.strip('"') if key == "target_name" else value
            yield matter(f"{key}: {what}", **{key: f"[{value}]" if listed else value})


def pictures() -> Iterator[Case]:
    """Yield pictures that are active, false or links to what is no stranger's to publish."""
    for what, data in ACTIVE.items():
        yield prose(f"drawing: {what}", "![x](acme-one.svg)", files={"acme-one.svg": data})
    for name, data in FALSE.items():
        shown = f"acme-one-{name}"
        yield prose(
            f"file as picture: {name}", f"![x]({shown})", "content.picture", files={shown: data}
        )
    for what, target in TARGETS.items():
        yield prose(
            f"link as picture: {what}",
            "![x](acme-one.png)",
            "content.picture",
            links={"acme-one.png": target},
        )
        yield prose(
            f"linked folder: {what}", "![x](acme-one-f/secret.png)", links={"acme-one-f": target}
        )


TARGETS = {
    "users": "/etc/passwd",
    "environment": "/proc/self/environ",
    "configuration": "conf.py",
    "repository": ".git/config",
    "folder above": ".",
    "root": "/",
    "picture elsewhere": "secret.png",
    "nothing": "nowhere",
}
"""What a link may lead to; relative paths begin at the site's root."""


def others() -> Iterator[Case]:
    """Yield the rows of the tables that other tests hold."""
    for name, (text, code) in FILES.items():
        yield Case(f"file: {name}", text, code)
    for name, text in PROSE.items():
        yield prose(f"prose: {name}", text)


def table() -> dict[str, Case]:
    """Return every row by a ref of its own."""
    rows = [*formulas(), *fields(), *pictures(), *others()]
    assert len({row.name for row in rows}) == len(rows)
    return {f"acme-h{number:03}": row for number, row in enumerate(rows)}


TABLE = table()
