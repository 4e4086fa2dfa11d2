"""SVG pictures: which may be published. A browser runs whatever is active in one opened by itself.

What is not on the lists is refused and not mended: a drawing that was changed silently would no
longer be what its author saw.
"""

from __future__ import annotations

import re
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MAX_ELEMENTS = 50_000
MAX_DEPTH = 60

ELEMENTS = frozenset(
    """
    svg g defs title desc path rect circle ellipse line polyline polygon text tspan use symbol
    clipPath linearGradient radialGradient stop marker
    """.split()  # noqa: SIM905 - a block of words reads better than a list of strings
)

ATTRIBUTES = frozenset(
    """
    id class version baseProfile viewBox preserveAspectRatio width height x y x1 y1 x2 y2 dx dy cx
    cy r rx ry fx fy fr d points transform rotate pathLength offset textLength lengthAdjust
    gradientUnits gradientTransform spreadMethod clipPathUnits markerUnits markerWidth markerHeight
    refX refY orient style fill fill-opacity fill-rule stroke stroke-width stroke-opacity
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity
    color display visibility overflow clip-path clip-rule marker-start marker-mid marker-end
    stop-color stop-opacity font-family font-size font-style font-weight font-variant
    font-stretch letter-spacing word-spacing text-anchor text-decoration dominant-baseline
    alignment-baseline baseline-shift writing-mode vector-effect paint-order shape-rendering
    text-rendering role lang aria-label aria-labelledby aria-describedby aria-hidden focusable
    """.split()  # noqa: SIM905 - likewise
)

_SPACE_OR_LANG = frozenset({"http://www.w3.org/XML/1998/namespace " + n for n in ("space", "lang")})
_LOCAL = re.compile(r"#[A-Za-z_][\w.:-]{0,200}")
_PLAIN_URL = re.compile(r"url\(\s*([\"']?)#[A-Za-z_][\w.:-]{0,200}\1\s*\)")
_ACTIVE = re.compile(r"url\s*\(|image-set|image\s*\(|expression|@|\\|/\*|javascript:|data:", re.I)


class _Refused(Exception):  # noqa: N818 - it ends the reading of a drawing
    """Holds the reason."""


def drawing_problem(data: bytes) -> str:
    """Return why an SVG may not be published, or an empty string; never raises."""
    reader = _Reader()
    # The encoding is fixed, so that no declaration makes a browser read other text than we do.
    parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.XmlDeclHandler = reader.declaration
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(data, True)
    except _Refused as refused:
        return str(refused)
    except (expat.ExpatError, ValueError, LookupError) as error:
        return f"is no well-formed SVG: {error}"
    return reader.ending()


class _Reader:
    """Judges one element after the other; raises at the first that is not on the lists."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.count = 0
        self.reused: set[str] = set()
        self.holding: set[str] = set()

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            raise _Refused(f"is written in {encoding}; save it as UTF-8")

    def doctype(self, *args: object) -> None:
        raise _Refused("declares a document type; remove the line <!DOCTYPE …>")

    def instruction(self, target: str, data: str) -> None:
        raise _Refused(f"holds the processing instruction <?{target}>")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.count += 1
        if space != SVG or local not in ELEMENTS or (self.count == 1 and local != "svg"):
            raise _Refused(f"holds the element <{local}>")
        if self.count > MAX_ELEMENTS or len(self.ids) >= MAX_DEPTH:
            raise _Refused("is too large or nested too deeply")
        for key, value in attributes.items():
            self.attribute(local, key, value)
        self.ids.append(attributes.get("id", ""))
        if local == "use":
            self.holding.update(self.ids)

    def attribute(self, element: str, key: str, value: str) -> None:
        if key in ("href", f"{XLINK} href"):
            if element not in ("use", "linearGradient", "radialGradient"):
                raise _Refused(f"links from the element <{element}>")
            if not _LOCAL.fullmatch(value):
                raise _Refused("refers to something outside itself")
            if element == "use":
                self.reused.add(value[1:])
        elif key not in ATTRIBUTES and key not in _SPACE_OR_LANG:
            raise _Refused(f"holds the attribute {key.rpartition(' ')[2]}")
        elif _ACTIVE.search(_PLAIN_URL.sub("", value)):
            raise _Refused(f"loads or runs something in the attribute {key}")

    def end(self, name: str) -> None:
        self.ids.pop()

    def ending(self) -> str:
        """Refuse parts that repeat others that repeat others: they grow without bounds."""
        return "repeats a part that repeats another" if self.reused & self.holding else ""
