"""The full-text index of a language: files of terms, each with the reviews that hold them.

A question loads only the files of its own terms. Reviews go by numbers that follow from their refs,
so one more or one less leaves the others theirs; files are dealt by their terms. So an edit changes
the files of the terms that it adds, takes away or moves, and no others, and what an edit leaves
behind equals what a clean build makes, byte for byte.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zlib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import repeat
from pathlib import Path
from typing import Any

from ..prose.passages import Passage
from .dataset import encoded, shard_of
from .search_terms import cut, home, is_term, number, terms, with_positions
from .search_text import SPACELESS

LEDGER = "texts.json"
"""Tells what the index was made of; the browser does not load it."""

LEVEL = 1
"""Of compression: lists of numbers are hardly smaller at higher ones, which take longer."""

Part = Mapping[str, bytes]
"""A text's terms with their places."""

Changes = dict[str, dict[int, bytes | None]]
"""By term and text: the places that stand there from now on, None where the term is gone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text to be found: a hash of all that it is made of, and the text, when it is needed."""

    key: str
    passages: Callable[[], Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class IndexData:
    """What the browser needs to know of an index, beside the names of its texts."""

    folder: str
    files: int
    version: str
    """A hash of all texts: whether what the browser has is still good."""

    spaceless: bool


def numbers(names: Iterable[str]) -> dict[str, int]:
    """Give each name the number that its hash points to, or the next that is free.

    ``static/reviews/texts.js`` works out the same.
    """
    names = tuple(names)
    room = 1 << (2 * len(names)).bit_length()
    given: dict[str, int] = {}
    last = -1
    for wanted, name in sorted((shard_of(name, room), name) for name in names):
        given[name] = last = max(wanted, last + 1)
    return given


def file_count(texts: int, lang: str) -> int:
    """Return how many files of terms an index of so many texts has: a power of two."""
    return 1 << max(3, (texts // (1 if lang in SPACELESS else 2)).bit_length())


class Index:
    """A language's index in a folder."""

    def __init__(self, folder: Path, lang: str) -> None:
        """Look after the index in a folder, whether it stands there already or not."""
        self.folder, self.lang = folder, lang
        self._files = 0

    def update(self, texts: Mapping[str, Entry]) -> int:
        """Make the index fit the texts; return how many had to be indexed.

        ``texts`` has them by name, such as ``product/akg-k371``: their paths below the folder.
        """
        stands = self.known()
        if stands is None:  # nobody knows any more what of it is of which text
            shutil.rmtree(self.folder, ignore_errors=True)
        known = stands or {}
        wanted = keys_of(texts)
        if stands == wanted:
            return 0
        before, stand = numbers(known), numbers(wanted)
        same = {n for n, key in wanted.items() if known.get(n) == key and before[n] == stand[n]}
        self._files = file_count(len(wanted), self.lang)
        patch = len(same) * 2 > len(wanted) and file_count(len(known), self.lang) == self._files
        same = same if patch else set()
        fresh = sorted(wanted.keys() - same, key=stand.__getitem__)
        old = {before[n]: terms(self._read(n), self.lang) for n in known.keys() - same if patch}
        (self.folder / LEDGER).unlink(missing_ok=True)
        for name in known.keys() - wanted.keys():
            self._text(name).unlink(missing_ok=True)
        parts = ((stand[name], self._renew(name, texts[name])) for name in fresh)
        if patch:
            self._patch(changes(old, {each: terms(held, self.lang) for each, held in parts}))
        else:
            self._build(parts)
        write(self.folder / LEDGER, encoded(dict(sorted(wanted.items()))))
        return len(fresh)

    def share(self, texts: Mapping[str, Entry], mine: Set[str]) -> None:
        """Index some of the texts anew, under the numbers that they have among all."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._files, stand = file_count(len(texts), self.lang), numbers(texts)
        own = sorted(mine, key=stand.__getitem__)
        self._build((stand[name], self._renew(name, texts[name])) for name in own)
        write(self.folder / LEDGER, encoded({name: texts[name].key for name in sorted(mine)}))

    def join(self, folders: Sequence[Path]) -> dict[str, str]:
        """Join what shares hold; return the hashes of all texts. The texts lie here already."""
        keys: dict[str, str] = {}
        for folder in folders:
            keys.update(json.loads((folder / LEDGER).read_bytes()))
        for shard in range(file_count(len(keys), self.lang)):
            name, parts = f"{shard:x}.bin", defaultdict[str, list[bytes]](list)
            for folder in folders:
                for term, held in opened(folder / name).items():
                    parts[term].append(held)
            save(self.folder / name, {term: together(held) for term, held in parts.items()})
        write(self.folder / LEDGER, encoded(dict(sorted(keys.items()))))
        return keys

    def _renew(self, name: str, entry: Entry) -> Sequence[Passage]:
        passages = entry.passages()
        write(self._text(name), encoded(passages))
        return passages

    def known(self) -> dict[str, str] | None:
        """Return what the index was made of, None where it does not stand there whole."""
        with suppress(OSError, ValueError):
            known = json.loads((self.folder / LEDGER).read_bytes())
            count = sum(1 for _ in self.folder.glob("*.bin"))
            if isinstance(known, dict) and count == file_count(len(known), self.lang):
                return known
        return None

    def _text(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _read(self, name: str) -> Any:
        return json.loads(self._text(name).read_bytes())

    def _file(self, term: str) -> int:
        return _dealt(home(term, self.lang), self._files)

    def _build(self, texts: Iterable[tuple[int, Sequence[Passage]]]) -> None:
        """Write all files from all texts, in the order of their numbers."""
        lists: defaultdict[str, bytearray] = defaultdict(bytearray)
        for stand, passages in texts:
            rows, bare = cut(passages, self.lang)
            _append(lists, bare.union(*(row for _, row in rows)), repeat(number(2 * stand + 1)))
            for row, written in with_positions(rows):
                _append(lists, row, written)
        dealt: list[list[str]] = [[] for _ in range(self._files)]
        for term in lists:
            if is_term(term, self.lang):
                dealt[self._file(term)].append(term)
        for shard, parts in enumerate(dealt):
            save(self.folder / f"{shard:x}.bin", {t: lists[t] for t in parts})
        for path in self.folder.glob("*.bin"):
            if int(path.stem, 16) >= self._files:
                path.unlink()

    def _patch(self, wanted: Changes) -> None:
        """Change the files of the terms that differ."""
        dealt: dict[int, list[str]] = defaultdict(list)
        for term in wanted:
            dealt[self._file(term)].append(term)
        for shard, parts in dealt.items():
            path = self.folder / f"{shard:x}.bin"
            lists = opened(path)
            for term in parts:
                lists[term] = patched(lists.get(term, b""), wanted[term])
            save(path, {term: held for term, held in lists.items() if held})


@lru_cache(maxsize=1 << 17)
def _dealt(name: str, count: int) -> int:
    return shard_of(name, count)


def _append(
    lists: defaultdict[str, bytearray], names: Iterable[str], what: Iterable[bytes]
) -> None:
    """Append to each named list its piece; ``map`` alone, for this runs millions of times."""
    deque(map(bytearray.extend, map(lists.__getitem__, names), what), maxlen=0)


def changes(old: Mapping[int, Part], new: Mapping[int, Part]) -> Changes:
    """Return where texts by their numbers differ."""
    changed: Changes = defaultdict(dict)
    for stand in old.keys() | new.keys():
        before, after = old.get(stand, {}), new.get(stand, {})
        for term in before.keys() | after.keys():
            if before.get(term) != after.get(term):
                changed[term][stand] = after.get(term)
    return changed


def together(lists: Sequence[bytes]) -> bytes:
    """Return one list of a term from those of several shares, each of other texts."""
    if len(lists) == 1:
        return lists[0]
    texts: dict[int, bytes | None] = {}
    for held in lists:
        texts.update(listed(held))
    return patched(b"", texts)


def patched(held: bytes, wanted: Mapping[int, bytes | None]) -> bytes:
    """Return a term's list with changes."""
    texts = {**listed(held), **wanted}
    kept = [
        (stand, positions) for stand, positions in sorted(texts.items()) if positions is not None
    ]
    return b"".join(_number(2 * stand + 1) + positions for stand, positions in kept)


def listed(held: bytes) -> dict[int, bytes | None]:
    """Return a term's list as places by text."""
    return {_stand(head): positions for head, positions in _ENTRY.findall(held)}


@lru_cache(maxsize=1 << 14)
def _stand(head: bytes) -> int:
    return sum((byte & 127) << 7 * i for i, byte in enumerate(head)) >> 1


def _numbers_from(first: int) -> bytes:
    """Return the pattern of a number whose first byte is odd or even."""
    short, long = (re.escape(bytes(range(begin + first, begin + 128, 2))) for begin in (0, 128))
    return b"(?:[" + short + b"]|[" + long + b"][\x80-\xff]*[\x00-\x7f])"


_ENTRY = re.compile(b"(" + _numbers_from(1) + b")(" + _numbers_from(0) + b"*)")
"""A text's number and its places in a list."""


def save(path: Path, lists: Mapping[str, bytes | bytearray]) -> None:
    """Write a file of terms, compressed: hosts compress no file whose kind they do not know."""
    write(path, zlib.compress(packed(lists), LEVEL))


def opened(path: Path) -> dict[str, bytes]:
    """Return the lists of a file of terms as it lies there."""
    return unpacked(zlib.decompress(path.read_bytes()))


def packed(lists: Mapping[str, bytes | bytearray]) -> bytes:
    """Return what a file holds: each term and its list, before both their lengths in bytes."""
    pieces: list[bytes | bytearray] = []
    for term in sorted(lists):
        name, held = term.encode(), lists[term]
        pieces += (_number(len(name)), name, _number(len(held)), held)
    return b"".join(pieces)


_number = lru_cache(maxsize=1 << 14)(number)


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the lists that a file of terms holds."""
    lists: dict[str, bytes] = {}
    at = 0
    while at < len(data):
        name, at = _piece(data, at)
        lists[name.decode()], at = _piece(data, at)
    return lists


def _piece(data: bytes, at: int) -> tuple[bytes, int]:
    size = shift = 0
    while True:
        size |= (data[at] & 127) << shift
        shift, at = shift + 7, at + 1
        if data[at - 1] < 128:
            return data[at : at + size], at + size


def write(path: Path, content: bytes) -> None:
    """Write a file, only where its content is another; nobody sees half of it."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    os.replace(beside, path)


def keys_of(texts: Mapping[str, Entry]) -> dict[str, str]:
    """Return the hash of each text by its name."""
    return {name: entry.key for name, entry in texts.items()}


def version(keys: Mapping[str, str]) -> str:
    """Return a hash of all texts, which tells the browser whether what it has is still good."""
    digest = blake2b(digest_size=6)
    for name in sorted(keys):
        digest.update(f"{name}\n{keys[name]}\n".encode())
    return digest.hexdigest()
