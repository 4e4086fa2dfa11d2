"""Pictures of every kind, right ones and hostile ones, made from their formats' descriptions."""

from __future__ import annotations

import zlib

SVG_OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a PNG chunk."""
    body = kind + data
    return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")


def png(width: int = 2, height: int = 2, rows: bytes | None = None) -> bytes:
    """Return a PNG of one grey."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\0\0\0\0"
    data = zlib.compress((b"\0" + b"\x80" * width) * height if rows is None else rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def svg(inside: str, opening: str = SVG_OPEN, before: str = "") -> bytes:
    """Return an SVG with the given elements."""
    return f"{before}{opening}{inside}</svg>".encode()


JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    b"\xff\xc0\0\x0b\x08\0\2\0\2\1\1\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0\x54\xff\xd9"
)
GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
WEBP = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"
AVIF = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf\0\0\0\x08meta"

SOUND: dict[str, bytes] = {
    "a.png": png(),
    "a.jpg": JPEG,
    "a.JPEG": JPEG,
    "a.gif": GIF,
    "a.webp": WEBP,
    "a.avif": AVIF,
    "plain.svg": svg('<path d="M0 0h9v9z" fill="#c00" style="stroke:#000;stroke-width:1.5px"/>'),
    "gradient.svg": svg(
        '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        '<rect width="9" height="9" fill="url(#g)"/>'
    ),
    "used.svg": svg(
        '<defs><path id="p" d="M0 0h1"/></defs><g><use href="#p"/><use xlink:href="#p" x="2"/></g>'
    ),
    "declared.svg": svg(
        "<title>A &amp; B</title>", before='<?xml version="1.0" encoding="UTF-8"?>\n<!-- made -->\n'
    ),
}

SCRIPT = "window.ran=1;alert(1)"
ACTIVE: dict[str, bytes] = {
    "script": svg(f"<script>{SCRIPT}</script>"),
    "script of another host": svg('<script href="https://evil.example/x.js"/>'),
    "script in XHTML": svg(f'<s:script xmlns:s="http://www.w3.org/1999/xhtml">{SCRIPT}</s:script>'),
    "script by prefix": b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>alert(1)</s:script></s:svg>',
    "onload": svg("", SVG_OPEN.replace(" viewBox", f' onload="{SCRIPT}" viewBox')),
    "onclick": svg(f'<rect width="9" height="9" onclick="{SCRIPT}"/>'),
    "onbegin": svg(f'<animate attributeName="x" onbegin="{SCRIPT}"/>'),
    "set of a link": svg('<a><set attributeName="href" to="javascript:alert(1)"/><text y="9">x</text></a>'),
    "link by script": svg('<a href="javascript:alert(1)"><text y="9">x</text></a>'),
    "link": svg('<a xlink:href="https://evil.example/"><text y="9">x</text></a>'),
    "foreign object": svg(f'<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="{SCRIPT}"/></body></foreignObject>'),
    "frame": svg('<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example/"/></foreignObject>'),
    "image of another host": svg('<image href="https://evil.example/x.png" width="9" height="9"/>'),
    "image of a file": svg('<image href="file:///etc/passwd" width="9" height="9"/>'),
    "image as data": svg('<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>'),
    "use of another host": svg('<use href="https://evil.example/x.svg#a"/>'),
    "use of data": svg('<use xlink:href="data:image/svg+xml,&lt;svg/&gt;#a"/>'),
    "style": svg("<style>@import 'https://evil.example/x.css';</style>"),
    "style with a picture": svg('<rect style="fill:url(https://evil.example/x)"/>'),
    "style coded": svg(r'<rect style="fill:\75rl(https://evil.example/x)"/>'),
    "fill of another host": svg('<rect fill="url(//evil.example/x#a)"/>'),
    "filter": svg('<rect filter="url(https://evil.example/x#a)"/>'),
    "image in a filter": svg('<filter id="f"><feImage href="https://evil.example/x.png"/></filter>'),
    "base": svg("", SVG_OPEN.replace(" viewBox", ' xml:base="https://evil.example/" viewBox')),
    "style sheet": svg("", before='<?xml version="1.0"?><?xml-stylesheet href="https://evil.example/x.xsl" type="text/xsl"?>'),
    "entities": svg("<text>&b;</text>", before='<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'),
    "entity of a file": svg("<text>&x;</text>", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "document type": svg("", before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "https://evil.example/svg.dtd">'),
    "UTF-7": svg("+ADw-script+AD4-alert(1)+ADw-/script+AD4-", before='<?xml version="1.0" encoding="UTF-7"?>'),
    "UTF-16": svg(f"<script>{SCRIPT}</script>").decode().encode("utf-16"),
    "bomb of uses": svg(
        '<g id="a"><path d="M0 0"/></g>' + "".join(
            f'<g id="{b}"><use href="#{a}"/><use href="#{a}"/></g>' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
    ),
    "use of itself": svg('<g id="a"><use href="#a"/></g>'),
    "deep": svg("<g>" * 500 + "</g>" * 500),
    "not closed": SVG_OPEN.encode() + b"<g>",
    "XHTML": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    "handler of another namespace": svg('<handler xmlns="http://www.w3.org/2001/xml-events" type="text/ecmascript">alert(1)</handler>'),
}  # fmt: skip
"""SVG files that would run, load or grow, by what they try."""

HTML = b"<!DOCTYPE html><script>window.ran=1;alert(1)</script>"
FALSE: dict[str, bytes] = {
    "secret.png": b"TOKEN=the-secret-of-this-machine\n",
    "page.png": HTML,
    "page.svg": HTML,
    "page.gif": b"GIF89" + HTML,
    "script.jpg": b"alert(1)",
    "jpeg.png": JPEG,
    "png.jpg": png(),
    "svg.png": svg(""),
    "png.svg": png(),
    "gif.webp": GIF,
    "zip.avif": b"PK\3\4" + bytes(40),
    "pdf.png": b"%PDF-1.7\n",
    "heic.avif": AVIF.replace(b"avif", b"heic"),
    "empty.png": b"",
    "short.png": png()[:20],
    "cut.png": png()[:-20],
    "damaged.png": png().replace(b"IDAT", b"IDAX"),
    "no-pixels.png": png(rows=b""),
    "huge.png": png(100_000, 100_000, b""),
    "bomb.png": png(rows=bytes(9_000_000)),
    "cut.jpg": JPEG[:22],
    "huge.gif": GIF.replace(b"\1\0\1\0", b"\xff\xff\xff\xff", 1),
    "large.svg": svg("<g/>" * 60_000),
    "too-large.png": png() + bytes(6 * 1024 * 1024),
}
"""Files that are not what their names say, or that no book and no browser should be given."""
