"""Run the command line: ``python -m sphinx_reviews``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from .command import cli
from .site import live, merge


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with the commands that Sphinx works for."""
    return cli.main(argv, (live.add_command, merge.add_command))


if __name__ == "__main__":
    sys.exit(main())
