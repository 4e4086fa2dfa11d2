"""Find the site that a path belongs to, and read its settings without Sphinx."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from ..model.checked import checked, kept
from ..model.diagnostics import Diagnostic
from ..model.outcomes import SUFFIX
from ..model.scan import Seen, find_files, look, scan
from ..model.settings import Settings, settings_from

if TYPE_CHECKING:
    from ..model.catalogue import Catalogue
    from ..model.extras import Rule

CACHE = Path("_build", ".reviews-cache")
FINDINGS = "findings"
_NO_PAGES = ".no-pages"


class UsageError(Exception):
    """Something the caller has to mend: a path, an option, a conf.py."""


def reason_of(error: Exception) -> str:
    """Return what went wrong with a file, in words and without the system's number."""
    if not isinstance(error, OSError) or not error.strerror:
        return " ".join(str(error).split())
    name = error.filename2 or error.filename
    return f"{name}: {error.strerror}" if name else error.strerror


@dataclass(frozen=True, slots=True)
class Target:
    """A folder to scan, its settings, and which of its files were asked for."""

    root: Path
    settings: Settings
    rules: tuple[Rule, ...] = ()
    """Rules of the site's own."""
    wanted: tuple[Path, ...] = ()
    """Files and folders that findings are told of; none stands for all."""

    def wants(self, name: str) -> bool:
        """Tell whether findings in the file, named relative to the root, are asked for."""
        if not self.wanted:
            return True
        path = self.root / name
        return any(path == w or w in path.parents for w in self.wanted)

    def without_reviews(self) -> Iterator[Path]:
        """Yield the paths asked for in which no file of a review lies."""
        folder = self.root / self.settings.folder
        for path in self.wanted or (self.root,):
            if not any(path == file or path in file.parents for file in find_files(folder)):
                yield path

    def tells(self, item: Diagnostic) -> bool:
        """Tell whether a finding is asked for; a file beside a review goes with the review."""
        beside = not item.path.endswith(SUFFIX) and item.cause
        return self.wants(item.path) or bool(beside and self.wants(item.cause))

    def catalogue(self, cache: Path | None, seen: Seen | None = None) -> Catalogue:
        """Scan the folder and return its catalogue."""
        # Loaded only here: a check that knows its findings needs none.
        from ..model.catalogue import Catalogue
        from ..model.extras import Extras

        scanned = scan(self.root, self.settings, cache=cache, seen=seen)
        return Catalogue(scanned, self.settings, Extras(rules=self.rules))

    def findings(self, cache: Path | None) -> tuple[Diagnostic, ...]:
        """Return all findings; where the folder is as it was, those that the cache holds."""
        seen = look(self.root, self.settings)
        file = cache.with_name(FINDINGS) if cache else None
        known = None if self.rules else kept(seen.state, self.settings, file)
        return checked(self.catalogue(cache, seen), file) if known is None else known


def cache_of(target: Target, arguments: argparse.Namespace) -> Path | None:
    """Return the file that keeps the target's scan: in the site's build folder, or as told."""
    if arguments.no_cache:
        return None
    if arguments.cache_dir:
        name = blake2b(str(target.root).encode(), digest_size=8).hexdigest()
        return Path(arguments.cache_dir) / name / "check"
    site = (target.root / "conf.py").is_file()
    return target.root / CACHE / "check" if site else None


def add_paths(command: argparse.ArgumentParser) -> None:
    """Add what every command takes: paths, and where scans are kept."""
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="site, folder or file")
    command.add_argument("--cache-dir", type=Path, metavar="DIR", help="where scans are kept")
    command.add_argument("--no-cache", action="store_true", help="read every file anew")


def targets(paths: list[Path]) -> list[Target]:
    """Return what the paths ask for, one target per site or folder."""
    table: dict[Path, Target] = {}
    for given in paths:
        path = Path(os.path.abspath(given))
        if not path.exists():
            raise UsageError(f"{given}: no such file or folder")
        root = _conf_folder(path)
        if root is None:
            root = path if path.is_dir() else path.parent
            fresh = Target(root, replace(Settings(), folder=".", pages=_NO_PAGES))
            whole = path.is_dir()
        else:
            fresh = table.get(root) or Target(root, *read_conf(root / "conf.py"))
            whole = path == root
        known = table.get(root)
        if whole or (known and not known.wanted):
            table[root] = replace(fresh, wanted=())
        else:
            table[root] = replace(fresh, wanted=(*(known.wanted if known else ()), path))
    return list(table.values())


def _conf_folder(path: Path) -> Path | None:
    """Return the nearest folder upwards that holds a conf.py, or None."""
    for folder in (path, *path.parents):
        if (folder / "conf.py").is_file():
            return folder
    return None


def read_settings(conf: Path) -> Settings:
    """Run a conf.py and return the settings it makes; raise UsageError where that fails."""
    return read_conf(conf)[0]


def read_conf(conf: Path) -> tuple[Settings, tuple[Rule, ...]]:
    """Return the settings that a conf.py makes, and the rules it names."""
    namespace: dict[str, Any] = {"__file__": str(conf), "__name__": "__config__", "tags": set()}
    try:
        with _inside(conf.parent), contextlib.redirect_stdout(io.StringIO()):
            exec(compile(conf.read_bytes(), str(conf), "exec"), namespace)  # noqa: S102 - the site's own conf.py
        return settings_from(namespace), tuple(namespace.get("reviews_rules", ()))
    except (Exception, SystemExit) as error:
        raise UsageError(f"{conf}{_line_of(error, str(conf))}: {_why(error, str(conf))}") from error


def _line_of(error: BaseException, file: str) -> str:
    """Return the line of the file at which the error at hand came up, behind a colon, or none."""
    if isinstance(error, SyntaxError):
        return f":{error.lineno}" if error.filename == file else ""
    frames = extract_tb(sys.exc_info()[2])
    lines = [frame.lineno for frame in frames if frame.filename == file]
    return f":{lines[-1]}" if lines else ""


def _why(error: BaseException, file: str) -> str:
    """Return in one line why a conf.py cannot be used; a value that is wrong is named already."""
    if isinstance(error, OSError):
        return reason_of(error).removeprefix(f"{file}: ")
    reason = " ".join(str(error).split()) or "it stopped"
    return reason if reason.startswith("reviews_") else f"{type(error).__name__}: {reason}"


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    """Work in the folder, as Sphinx does while it reads a conf.py; undo it afterwards."""
    before, path = Path.cwd(), list(sys.path)
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        sys.path[:] = path
