"""The scripts of a tool, told to the browser at once; those of searching come as two files.

None has to be read to find the next, and a host that sends few files at a time sends few. What
asks for the texts of a question in the address is a file of its own: small, it waits for no style.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

FOLDER = "_static/reviews"
TOOLS = {"search-tool": "search", "compare-tool": "compare"}
"""The module that each block's tool begins with."""

FIRST = "begin"
"""The module of searching that begins; the other takes from it what both need."""

BUNDLED = (FIRST, "search")
"""Modules that are published with all that they import."""

_SCRIPTS = Path(__file__).parent.parent / "static" / "reviews"
_FROM = r' (\{[^}]*\}) from "\./([a-z-]+)\.js";\n'
_IMPORT = re.compile(rf"^(?:import|export){_FROM}", re.MULTILINE)
_OWN_IMPORT = re.compile(rf"^import{_FROM}", re.MULTILINE)
_PASSED_ON = re.compile(rf"^export{_FROM}", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_REMARK = re.compile(r"^[ \t]*(?:/\*\*.*?\*/[ \t]*|//[^\n]*)\n", re.MULTILINE | re.DOTALL)
_AT_ONCE = Markup('<script type="module" async fetchpriority="high" src="{}/{}.js"></script>\n')
_TAG = Markup('<link rel="modulepreload" href="{}/{}.js" />\n')


@lru_cache(maxsize=32)
def modules_of(name: str) -> tuple[str, ...]:
    """Return a module and all that it imports, each once."""
    names = [name]
    for each in names:
        imported = (other for _, other in _IMPORT.findall(_text(each)))
        names += [other for other in imported if other not in names]
    return tuple(names)


def module_tags(blocks: Iterable[str], folder: str) -> Markup:
    """Return what the head of a page with these blocks tells; ``folder`` leads to the scripts."""
    tools = (TOOLS[block] for block in blocks if block in TOOLS)
    wanted = [name for tool in tools for name in ([tool] if tool in BUNDLED else modules_of(tool))]
    first = _AT_ONCE.format(folder, FIRST) if "search" in wanted else Markup("")
    return first + Markup("").join(_TAG.format(folder, name) for name in dict.fromkeys(wanted))


def bundle(name: str) -> str:
    """Return a module as one file: each that it imports is a function, called before its users."""
    own = [*_in_order(name), *([name] if name == FIRST else [])]
    given = [] if name == FIRST else _in_order(FIRST)
    taken = ", ".join(map(_called, given))
    inner = [f'import {{ {taken} }} from "./{FIRST}.js";\n'] if given else []
    inner += [f"const {_called(each)} = {_closed(each)};\n" for each in own if each not in given]
    inner += [
        f"export const {names} = {_called(other)};\n"
        for names, other in _PASSED_ON.findall(_text(name))
    ]
    if name == FIRST:
        inner.append(f"export {{ {', '.join(map(_called, _in_order(name)))} }};\n")
    return "".join(inner)


def _in_order(name: str) -> list[str]:
    """Return the modules that a module needs, each after those that it needs itself."""
    found: list[str] = []

    def visit(each: str, above: tuple[str, ...]) -> None:
        if each in above:
            raise ValueError(f"{each}.js imports itself by {' and '.join(above)}")
        for _, other in _IMPORT.findall(_text(each)):
            if other not in found:
                visit(other, (*above, each))
                found.append(other)

    visit(name, ())
    return list(dict.fromkeys(found))


def _closed(name: str) -> str:
    """Return a module as a call of a function that gives what the module exports."""
    text = _REMARK.sub("", _text(name))
    text = _OWN_IMPORT.sub(lambda m: f"const {m[1]} = {_called(m[2])};\n", text)
    exported = ", ".join(found[2] for found in _EXPORT.finditer(text))
    body = _EXPORT.sub(r"\1 \2", text)
    return f"(() => {{\n{body.strip()}\nreturn {{ {exported} }};\n}})()"


def _called(name: str) -> str:
    return f"the_{name.replace('-', '_')}"


def _text(name: str) -> str:
    return (_SCRIPTS / f"{name}.js").read_text("utf-8")


def bundles() -> Iterator[tuple[str, str]]:
    """Yield the path, below the output folder, and the text of each file that is put together."""
    for name in BUNDLED:
        yield f"{FOLDER}/{name}.js", bundle(name)
