"""Pictures of reviews: which files may be published as such, told from their place and bytes.

A review may show only what ``find_pictures`` found sound. It never follows a name that a review
gives, so no name, link or wildcard can lead it to another file.
"""

from __future__ import annotations

import os
import posixpath
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .diagnostics import Code, Diagnostic, diagnostic
from .drawings import drawing_problem
from .safety import IMAGE_SUFFIXES, picture_name_problem
from .taken import printable

if TYPE_CHECKING:
    from .records import Review

MAX_BYTES = 5 * 1024 * 1024
MAX_SIDE = 20_000
MAX_PIXELS = 60_000_000

KINDS = {".jpg": ".jpeg"}
"""Endings that mean the same as another."""

_JPEG_SIZE = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_SVG = re.compile(rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*<(?:\w+:)?svg[\s>/]", re.DOTALL)  # fmt: skip  # noqa: E501


def find_pictures(root: Path, folder: str) -> tuple[frozenset[str], tuple[Diagnostic, ...]]:
    """Return the sound pictures below a folder, and what is wrong with the others.

    Paths are relative to ``root``, sound ones also without the links in them. Linked folders are
    not entered.
    """
    sound: set[str] = set()
    findings: list[Diagnostic] = []
    home = Path(os.path.realpath(root / folder))
    for path in _files(root / folder):
        name = path.relative_to(root).as_posix()
        problem = file_problem(path, home)
        if problem:
            message = f"the picture {problem}"
            findings.append(diagnostic(Code.CONTENT_PICTURE, printable(name), 1, message))
        else:
            sound |= {name, os.path.relpath(os.path.realpath(path), os.path.realpath(root))}
    return frozenset(sound), tuple(findings)


def reached(target: str, path: str) -> str:
    """Return the path that a picture's target means in the review at ``path``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))


def no_portrait(review: Review) -> Diagnostic:
    """Return what is told where the picture of a review's subject may not be published."""
    message = "no picture that may be published stands there"
    line = review.mark("image").line
    return diagnostic(
        Code.CONTENT_PICTURE, review.path, line, message, value=review.image, lang=review.lang
    )


def _files(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if os.path.splitext(name)[1].lower() in IMAGE_SUFFIXES:
                yield Path(base, name)


def file_problem(path: Path, home: Path) -> str:
    """Return why a file may not be published; ``home`` is the real folder of content."""
    if problem := picture_name_problem(path.name):
        return problem
    try:
        if not Path(os.path.realpath(path)).is_relative_to(home):
            return "is a link that leads outside the folder of reviews"
        if not path.is_file():
            return "is no regular file"
        if path.stat().st_size > MAX_BYTES:
            return f"is larger than {MAX_BYTES // 1024 // 1024} MiB"
        return picture_problem(path.read_bytes(), path.suffix)
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"


def picture_problem(data: bytes, suffix: str) -> str:
    """Return why bytes are not what a picture's ending says, or not what may be published."""
    claimed = KINDS.get(suffix.lower(), suffix.lower())
    kind = sniffed(data)
    if kind != claimed:
        return f"is no {claimed[1:].upper()}, but {kind[1:].upper() or 'something else'}"
    if kind == ".svg":
        return drawing_problem(data)
    size = dimensions(data, kind)
    if kind != ".avif" and (not size or not all(0 < side <= MAX_SIDE for side in size)):
        return "is damaged, or too wide or too high"
    if size and size[0] * size[1] > MAX_PIXELS:
        return "has too many pixels"
    return png_problem(data) if kind == ".png" else ""


def sniffed(data: bytes) -> str:
    """Return the ending that belongs to a picture's first bytes, empty where it is none."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png"
    if data.startswith(b"\xff\xd8\xff"):
        return ".jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return ".gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:8] == b"ftyp" and {b"avif", b"avis"} & {data[8:12], *_brands(data)}:
        return ".avif"
    return ".svg" if _SVG.match(data[:4096].removeprefix(b"\xef\xbb\xbf")) else ""


def _brands(data: bytes) -> Iterator[bytes]:
    """Yield the compatible brands of an ISO media file (ISO/IEC 14496-12)."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    yield from (data[start : start + 4] for start in range(16, end, 4))


def dimensions(data: bytes, kind: str) -> tuple[int, int] | None:
    """Return width and height in pixels as the head of a picture gives them."""
    if kind == ".png":
        return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    if kind == ".gif":
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    return _jpeg_size(data) if kind == ".jpeg" else _webp_size(data)


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments (ITU T.81, annex B) up to the frame's head."""
    offset = 2
    while offset + 9 < len(data) and data[offset] == 0xFF:
        marker = data[offset + 1]
        if marker in _JPEG_SIZE:
            size = data[offset + 5 : offset + 9]
            return int.from_bytes(size[2:], "big"), int.from_bytes(size[:2], "big")
        alone = marker in _JPEG_ALONE or marker == 0xFF
        step = int.from_bytes(data[offset + 2 : offset + 4], "big")
        offset += 1 if marker == 0xFF else 2 if alone else 2 + max(2, step)
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    """Read the first chunk's head (RFC 9649)."""
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L" and data[20:21] == b"\x2f" and len(data) >= 25:
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a" and len(data) >= 30:
        return tuple(int.from_bytes(data[n : n + 2], "little") & 0x3FFF for n in (26, 28))  # type: ignore[return-value]
    return None


def png_problem(data: bytes) -> str:
    """Return what is wrong with a PNG's chunks: TeX gives up the whole book at a damaged one."""
    offset, pixels, kinds = 8, bytearray(), []
    while offset + 12 <= len(data):
        length = int.from_bytes(data[offset : offset + 4], "big")
        body = data[offset + 4 : offset + 8 + length]
        check = int.from_bytes(data[offset + 8 + length : offset + 12 + length], "big")
        if len(body) != length + 4 or zlib.crc32(body) != check:
            return "is damaged"
        kinds.append(body[:4])
        pixels += body[4:] if body[:4] == b"IDAT" else b""
        offset += 12 + length
        if body[:4] == b"IEND":
            break
    whole = kinds[:1] == [b"IHDR"] and kinds[-1:] == [b"IEND"]
    return "" if whole and _inflates(bytes(pixels), data) else "is damaged"


def _inflates(pixels: bytes, data: bytes) -> bool:
    """Tell whether the compressed rows give at least one byte each and no more than they may."""
    width, height = dimensions(data, ".png") or (0, 0)
    most = height * (width * _CHANNELS.get(data[25], 4) * 2 + 8) + 64
    reader = zlib.decompressobj()
    try:
        done = len(reader.decompress(pixels, most + 1))
    except zlib.error:
        return False
    return height <= done <= most and reader.eof
