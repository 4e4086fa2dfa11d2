"""Join the shares of a site into the tree that a single build would have made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from ..model.addresses import DATA
from ..model.hashing import hash_of
from ..publishing.files import site_file, with_index
from ..publishing.search import joined
from .kept import kept
from .ledger import LEDGER, PLANNED, Group, Ledger, index_key, open_ledger
from .seal import Stamp, inspect, seal
from .shard import CACHES, RECORD
from .upkeep import CACHES as SEALED
from .upkeep import OUTPUT, is_cache, is_output

SAME = {
    "versions": "were built by different versions",
    "configuration": "were built with different configurations",
    "sources": "were built from different sources",
}
"""What all shares have in common, and what is said where they do not."""


class MergeError(Exception):
    """Why shares cannot be merged, in one line."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share as it lies there."""

    folder: Path
    number: int
    count: int
    record: Mapping[str, object]
    files: Mapping[str, Stamp]
    """All that its build left, without its caches."""

    ledger: Ledger

    @property
    def caches(self) -> Path:
        """The folder of what its build keeps."""
        return self.folder / CACHES


def merge(folders: Sequence[Path], out: Path, doctrees: Path) -> int:
    """Join shares in an empty folder; return how many pages there are."""
    for folder in (out, doctrees):
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise MergeError(f"{folder} is not empty; remove it, or choose another folder")
    shares = _checked([_read(folder) for folder in folders])
    for share in shares:
        _copy(share, out)
    _copy_caches(shares[0], doctrees)
    ledger = _ledger(shares, out, doctrees)
    for lang in _languages(shares[0]):
        _join_index(shares, ledger, lang)
    ledger.close()
    _seal(ledger, out, doctrees)
    return len(ledger.pages)


def _read(folder: Path) -> Share:
    """Return a share; refuse one that is none, or not as its build left it."""
    record = kept(folder / CACHES / RECORD)
    number, _, count = str(record.get("shard", "")).partition("/")
    if not count or not record.keys() >= SAME.keys():
        raise MergeError(f"{folder} holds no whole share; build it with reviews_shard")
    inspected = inspect(folder / CACHES / OUTPUT, folder, _is_published)
    ledger = open_ledger(folder / CACHES / LEDGER, folder)
    if not inspected.trusted or not ledger.trusted:
        raise MergeError(f"{folder}: the record of the build is lost or damaged; build it again")
    if inspected.changed:
        name = min(inspected.changed)
        raise MergeError(f"{folder}/{name} is not as the build left it; build the share again")
    return Share(folder, int(number), int(count), record, inspected.known, ledger)


def _checked(shares: list[Share]) -> list[Share]:
    """Return the shares in order; refuse a set that is no site."""
    first, *others = shares
    for other in others:
        if other.count != first.count:
            names = f"{first.folder} is share {_name(first)}, {other.folder} is {_name(other)}"
            raise MergeError(f"{names}: these are not of one site")
    by_number: dict[int, Share] = {}
    for share in shares:
        known = by_number.setdefault(share.number, share)
        if known is not share:
            raise MergeError(f"{known.folder} and {share.folder} are both share {_name(share)}")
    if missing := set(range(1, first.count + 1)) - by_number.keys():
        raise MergeError(f"share {min(missing)}/{first.count} is missing")
    for what, what_differs in SAME.items():
        for other in others:
            if other.record[what] != first.record[what]:
                raise MergeError(f"{first.folder} and {other.folder} {what_differs}")
    ordered = [by_number[number] for number in sorted(by_number)]
    _check_pages(ordered)
    return ordered


def _name(share: Share) -> str:
    return f"{share.number}/{share.count}"


def _check_pages(shares: Iterable[Share]) -> None:
    drawn: dict[str, Share] = {}
    for share in shares:
        for name in share.ledger.before:
            if name in drawn:
                both = f"{drawn[name].folder} and {share.folder}"
                raise MergeError(f"{both} both hold the page {name}")
            drawn[name] = share


def _is_published(name: str) -> bool:
    return not name.startswith(f"{CACHES}/")


def _copy(share: Share, out: Path) -> None:
    """Copy what is not there yet: what is about the whole site comes from the first share."""
    for name in share.files:
        target = out / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(share.folder / name, target)


OF_A_BUILD = (LEDGER, PLANNED, RECORD, OUTPUT, SEALED)


def _copy_caches(first: Share, doctrees: Path) -> None:
    """Copy what the next build needs: every share has read everything."""
    for path in sorted(first.caches.rglob("*")):
        name = path.relative_to(first.caches).as_posix()
        if path.is_file() and name not in OF_A_BUILD:
            (doctrees / name).parent.mkdir(parents=True, exist_ok=True)
            copyfile(path, doctrees / name)


def _ledger(shares: Sequence[Share], out: Path, doctrees: Path) -> Ledger:
    """Return the record that a single build would keep."""
    first = shares[0].ledger
    doctrees.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(
        doctrees / LEDGER, out, premise=first.premise_before, common=first.common_before,
        moved=dict(first.moved_before),
    )  # fmt: skip
    ledger.groups.update(first.groups_before)
    ledger.slices.update(first.slices_before)
    for share in shares:
        ledger.pages.update(share.ledger.before)
        ledger.written.update(share.ledger.files)
    return ledger


def _languages(first: Share) -> Iterator[str]:
    for path in sorted((first.folder / DATA / "search").glob("*/texts.json")):
        yield path.parent.name


def _join_index(shares: Sequence[Share], ledger: Ledger, lang: str) -> None:
    """Join a language's indexes, and tell the browser of the one that came of it."""
    index = joined([share.folder / DATA for share in shares], ledger.out / DATA, lang)
    group = f"browser.{lang}"
    name = f"{DATA}/{site_file(lang)}"
    content = with_index((ledger.out / name).read_bytes(), index)
    (ledger.out / name).write_bytes(content)
    files = {**ledger.groups[group].files, name: hash_of(content)}
    ledger.groups[group] = Group(index_key(ledger, lang, index), files)


def _seal(ledger: Ledger, out: Path, doctrees: Path) -> None:
    """Record what lies there now, as the end of a build does."""
    seal(doctrees / SEALED, doctrees, is_cache, {})
    seal(doctrees / OUTPUT, out, is_output(out, doctrees), {}, ledger.written)
