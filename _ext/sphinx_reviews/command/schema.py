"""``sphinx-reviews schema``: what an editor has to know to help with front matter."""

from __future__ import annotations

import argparse
import json

from .targets import add_paths, targets


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "schema",
        help="print the front matter's schema, for editors",
        description="Print a JSON Schema of the front matter, for editors that know such schemas.",
    )
    add_paths(command)
    command.add_argument(
        "--snippets", action="store_true", help="print completions for VS Code instead"
    )
    command.set_defaults(run=schema_command)


def schema_command(arguments: argparse.Namespace) -> int:
    """Print what the site's configuration says of the keys and their values."""
    # Loaded only here, so that a check of what has not changed begins at once.
    from ..model.editor_schema import front_matter_schema, snippets

    make = snippets if arguments.snippets else front_matter_schema
    for target in targets(arguments.paths):
        print(json.dumps(make(target.settings), ensure_ascii=False, indent=2))
    return 0
