"""Which scripts a tool needs, told to the browser at once: none has to be read to find the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

FOLDER = "_static/reviews"
TOOLS = {"search-tool": "search-page", "compare-tool": "compare"}
"""The module that each block's tool begins with."""

_SCRIPTS = Path(__file__).parent.parent / "static" / "reviews"
_IMPORT = re.compile(r'^import [^;]*? from "\./([a-z-]+)\.js";', re.MULTILINE)
_TAG = Markup('<link rel="modulepreload" href="{}/{}.js" />\n')


@lru_cache(maxsize=32)
def modules_of(name: str) -> tuple[str, ...]:
    """Return a module and all that it imports, each once."""
    names = [name]
    for each in names:
        text = (_SCRIPTS / f"{each}.js").read_text("utf-8")
        names += [other for other in _IMPORT.findall(text) if other not in names]
    return tuple(names)


def module_tags(blocks: Iterable[str], folder: str) -> Markup:
    """Return what the head of a page with these blocks tells; ``folder`` leads to the scripts."""
    wanted = (name for block in blocks if block in TOOLS for name in modules_of(TOOLS[block]))
    return Markup("").join(_TAG.format(folder, name) for name in dict.fromkeys(wanted))
