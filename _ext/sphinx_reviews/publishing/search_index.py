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
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, reduce
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import Any

from ..prose.passages import Passage
from .dataset import encoded, shard_of
from .search_text import CODE, SPACELESS

LEDGER = "texts.json"
"""Tells what the index was made of; the browser does not load it."""

LEVEL = 1
"""Of compression: lists of numbers are hardly smaller at higher ones, which take longer."""

HEAD = 4
"""Letters of a word that settle where it is kept: its other endings and longer words are near."""

Lists = Mapping[str, bytes]
"""Terms, each with the texts and places where it stands (``search_terms.py`` tells how)."""


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
        fresh, gone = wanted.keys() - same, known.keys() - same
        olds = sorted((before[name], self._read(name)) for name in gone if patch)
        old = self._lists(olds)
        (self.folder / LEDGER).unlink(missing_ok=True)
        for name in known.keys() - wanted.keys():
            self._text(name).unlink(missing_ok=True)
        new = self._lists(self._renewed(fresh, stand, texts))
        if patch:
            self._patch(old, new, {each for each, _ in olds})
        else:
            self._build(new)
        write(self.folder / LEDGER, encoded(dict(sorted(wanted.items()))))
        return len(fresh)

    def share(self, texts: Mapping[str, Entry], mine: Set[str]) -> None:
        """Index some of the texts anew, under the numbers that they have among all."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self._files, stand = file_count(len(texts), self.lang), numbers(texts)
        self._build(self._lists(self._renewed(mine, stand, texts)))
        write(self.folder / LEDGER, encoded({name: texts[name].key for name in sorted(mine)}))

    def join(self, folders: Sequence[Path]) -> dict[str, str]:
        """Join what shares hold; return the hashes of all texts. The texts lie here already."""
        keys: dict[str, str] = {}
        for folder in folders:
            keys.update(json.loads((folder / LEDGER).read_bytes()))
        for shard in range(file_count(len(keys), self.lang)):
            name = f"{shard:x}.bin"
            save(self.folder / name, merged([opened(folder / name) for folder in folders]))
        write(self.folder / LEDGER, encoded(dict(sorted(keys.items()))))
        return keys

    def _renewed(
        self, names: Iterable[str], stand: Mapping[str, int], texts: Mapping[str, Entry]
    ) -> Iterator[tuple[int, Sequence[Passage]]]:
        """Write texts anew; yield them in the order of their numbers."""
        for name in sorted(names, key=stand.__getitem__):
            passages = texts[name].passages()
            write(self._text(name), encoded(passages))
            yield stand[name], passages

    def _lists(self, texts: Iterable[tuple[int, Sequence[Passage]]]) -> Lists:
        from .search_terms import lists_of  # loads numpy, which most builds do without

        return lists_of(texts, self.lang)

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

    def _dealt(self, lists: Lists) -> list[dict[str, bytes]]:
        """Return what each file holds of some lists."""
        files: list[dict[str, bytes]] = [{} for _ in range(self._files)]
        for term, held in lists.items():
            whole = self.lang in SPACELESS or term[0] == CODE
            files[_file(term if whole else term[:HEAD], self._files)][term] = held
        return files

    def _build(self, lists: Lists) -> None:
        """Write all files from all lists."""
        for number, held in enumerate(self._dealt(lists)):
            save(self._path(number), held)
        for path in self.folder.glob("*.bin"):
            if int(path.stem, 16) >= self._files:
                path.unlink()

    def _patch(self, old: Lists, new: Lists, gone: Set[int]) -> None:
        """Change the files in which some texts' lists differ from what they were."""
        both = zip(self._dealt(old), self._dealt(new), strict=True)
        for number, (before, after) in enumerate(both):
            if before != after:
                path = self._path(number)
                held = opened(path)
                touched = {
                    term: held.pop(term) for term in (before.keys() | after.keys()) & held.keys()
                }
                save(path, {**held, **merged([touched, after], gone)})

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:x}.bin"


@lru_cache(maxsize=1 << 17)
def _file(name: str, count: int) -> int:
    return shard_of(name, count)


def merged(parts: Iterable[Lists], gone: Set[int] = frozenset()) -> Lists:
    """Return lists of several parts as one, those of the first without the texts that are gone."""
    lists: defaultdict[str, dict[int, bytes]] = defaultdict(dict)
    for part in parts:
        for term, held in part.items():
            texts = listed(held)
            lists[term] |= {each: texts[each] for each in texts.keys() - gone}
        gone = frozenset()
    return {term: joined(texts) for term, texts in lists.items() if texts}


def listed(held: bytes) -> dict[int, bytes]:
    """Return a term's list as places by text."""
    texts, text = dict[int, bytes](), 0
    for head, places in _ENTRY.findall(held):
        text += _more(head)
        texts[text] = places
    return texts


def joined(texts: Mapping[int, bytes]) -> bytes:
    """Return a term's list from its places by text."""
    pieces, before = list[bytes](), 0
    for text in sorted(texts):
        pieces += (_number(2 * (text - before) + 1), texts[text])
        before = text
    return b"".join(pieces)


@lru_cache(maxsize=1 << 14)
def _more(head: bytes) -> int:
    return reduce(lambda value, byte: value << 7 | byte & 127, head, 0) >> 1


_EVEN, _ODD = (re.escape(bytes(range(first, 128, 2))) for first in (0, 1))
_ENTRY = re.compile(b"([\x80-\xff]*[%b])((?:[\x80-\xff]*[%b])*)" % (_ODD, _EVEN))
"""A text's number and its places in a list."""


@lru_cache(maxsize=1 << 14)
def _number(value: int) -> bytes:
    """Return a number in base 128: the highest digits first, 128 added to each but the last."""
    more = _number(value >> 7) if value > 127 else b""
    return bytes(byte | 128 for byte in more) + bytes([value & 127])


def save(path: Path, lists: Lists) -> None:
    """Write a file of terms, compressed: hosts compress no file whose kind they do not know."""
    write(path, zlib.compress(packed(lists), LEVEL))


def opened(path: Path) -> dict[str, bytes]:
    """Return the lists of a file of terms as it lies there."""
    return unpacked(zlib.decompress(path.read_bytes()))


def packed(lists: Lists) -> bytes:
    """Return what a file holds: its terms, one on each line, the lengths of their lists, the lists.

    Before the terms stands their length in bytes.
    """
    order = sorted(lists)
    held, names = [lists[term] for term in order], "\n".join(order).encode()
    return b"".join((_number(len(names)), names, *map(_number, map(len, held)), *held))


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the lists that a file of terms holds."""
    size, at = _read_number(data, 0)
    names, at = data[at : at + size].decode().split("\n"), at + size
    sizes = []
    for _ in filter(None, names):
        size, at = _read_number(data, at)
        sizes.append(size)
    ends = [*accumulate(sizes, initial=at)]
    return {name: data[a:b] for name, a, b in zip(names, ends, ends[1:], strict=False)}


def _read_number(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    while data[at] > 127:
        value, at = value << 7 | data[at] & 127, at + 1
    return value << 7 | data[at], at + 1


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
