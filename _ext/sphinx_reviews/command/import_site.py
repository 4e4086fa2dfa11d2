"""``sphinx-reviews import``: take over another site's reviews, and tell what is left behind."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ..model import frontmatter
from ..model.diagnostics import Severity
from ..model.scan import find_files, read_review
from ..model.settings import Settings
from ..model.text import counted
from .hugo import converted
from .new import review_path
from .targets import UsageError, read_settings

TOOLS = frozenset({"node_modules", "vendor", "_site", "public", "_build"})
"""Folders of the other site that hold no sources."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: its new place, or the reason why it has none."""

    source: str
    target: str = ""
    reason: str = ""
    address: str = ""
    left_out: Sequence[str] = ()
    """Keys of its front matter that have no place here."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "import",
        help="take over the reviews of another site",
        description="Copy every review of a Jekyll or Hugo site into the site's folder of reviews.",
    )
    command.add_argument(
        "source", type=Path, help="folder of a Jekyll or Hugo site, or of Markdown files"
    )
    command.add_argument(
        "--site", type=Path, default=Path(), metavar="DIR", help="conf.py's folder"
    )
    command.add_argument(
        "--addresses",
        type=Path,
        metavar="FILE",
        help="write the addresses that must go on answering",
    )
    command.set_defaults(run=import_command)


def import_command(arguments: argparse.Namespace) -> int:
    """Copy every readable review; print what was not taken; fail where something was not."""
    if not arguments.source.is_dir():
        raise UsageError(f"{arguments.source}: no such folder")
    conf = arguments.site / "conf.py"
    settings = read_settings(conf.resolve()) if conf.is_file() else Settings()
    findings = list(take_over(arguments.source, arguments.site / settings.folder, settings))
    for left in (item for item in findings if item.reason):
        print(f"{left.source}: not taken: {left.reason}")
    for item in (item for item in findings if item.left_out and not item.reason):
        print(f"{item.source}: left out: {', '.join(item.left_out)}")
    if arguments.addresses:
        addresses = sorted(item.address for item in findings if item.address)
        arguments.addresses.write_text("".join(f"{each}\n" for each in addresses), "utf-8")
    count = Counter(bool(item.reason) for item in findings)
    print(
        f"{counted(count[False], 'review')} taken into {arguments.site / settings.folder}, "
        f"{count[True]} not"
    )
    return 1 if count[True] else 0


def take_over(source: Path, folder: Path, settings: Settings) -> Iterator[Taken]:
    """Copy the reviews below ``source``; yield what became of each file.

    They stay as they are, byte for byte, unless their front matter is TOML.

    A file without the front matter of a review is no review and is passed over.
    """
    origins: dict[Path, str] = {}
    for path in sorted(find_files(source)):
        name = path.relative_to(source).as_posix()
        if TOOLS.intersection(path.relative_to(source).parts) or path.is_symlink():
            continue
        data = path.read_bytes()
        try:
            other = converted(data, PurePosixPath(name), settings)
        except ValueError as error:
            yield Taken(name, reason=" ".join(str(error).split()))
            continue
        if other:
            if other.kind:
                taken = _take(other.data, name, other.address, folder, settings, origins)
                yield replace(taken, left_out=other.left_out)
            continue
        kind, address = _decoded(data)
        if kind in ("product", "company"):
            yield _take(data, name, address, folder, settings, origins)


def _decoded(data: bytes) -> tuple[str, str]:
    """Return layout and address as the front matter writes them, as far as it can be read."""
    try:
        block, _, _ = frontmatter.split(frontmatter.normalise(data.decode("utf-8", "replace")))
        values = frontmatter.scalars(block)
    except frontmatter.FrontMatterError:
        return "", ""
    return values.get("layout", ""), values.get("permalink", "")


def _take(
    data: bytes, name: str, address: str, folder: Path, settings: Settings, origins: dict[Path, str]
) -> Taken:
    outcome = read_review(data, name, settings)
    review = outcome.review
    if review is None:
        errors = [item for item in outcome.diagnostics if item.severity is Severity.ERROR]
        reason = "; ".join(
            f"line {e.line}: {replace(e, hint='').text()} [{e.code.value}]" for e in errors
        )
        return Taken(name, reason=reason or "it cannot be read", address=address)
    path = review_path(review.kind, review.lang, review.company_id, review.ref)
    if path in origins:
        return Taken(name, reason=f"{origins[path]} is about the same", address=address)
    origins[path] = name
    target = folder / path
    if target.exists() and target.read_bytes() != data:
        return Taken(name, reason=f"{target} exists and differs", address=address)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return Taken(name, target=str(target), address=review.permalink)
