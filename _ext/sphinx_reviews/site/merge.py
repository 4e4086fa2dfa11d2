"""The command ``merge``; what it needs is loaded when it runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..model.text import counted


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command = commands.add_parser(
        "merge",
        help="join the shares of a site that were built apart",
        description="Join shares of a site, built with -D reviews_shard=1/3 and so on.",
    )
    command.add_argument("shares", type=Path, nargs="+", metavar="SHARE", help="folder of a share")
    command.add_argument("-o", dest="out", type=Path, required=True, help="an empty folder")
    command.add_argument("-d", dest="doctrees", type=Path, help="the folder of Sphinx's caches")
    command.set_defaults(run=merge_command)


def merge_command(arguments: argparse.Namespace) -> int:
    """Merge, or say in one line why not."""
    from .merging import MergeError, merge
    from .shard import CACHES

    out: Path = arguments.out
    try:
        count = merge(arguments.shares, out, arguments.doctrees or out / CACHES)
    except MergeError as error:
        print(f"sphinx_reviews: {error}", file=sys.stderr)
        return 2
    shares = counted(len(arguments.shares), "share")
    print(f"{out}: {counted(count, 'page')} of {shares}")
    return 0
