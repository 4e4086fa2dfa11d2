"""The command line: ``check``, ``fix``, ``tags`` and ``new``. Starts no Sphinx."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..model import baseline as known_findings
from ..model.baseline import lines_below, lines_of
from ..model.diagnostics import Code, Diagnostic, RuleError, Severity
from ..model.settings import is_others
from ..model.text import counted
from . import import_site, init, ledger, new, schema
from .reporters import FORMATS
from .targets import Target, UsageError, add_paths, cache_of, reason_of, targets

CLEAN, FOUND, WRONG_USE = 0, 1, 2
STATUS = (
    "Exit status: 0 where the check passes, 1 where it fails, 2 for wrong use. It fails on an "
    "error; where a baseline is known, on each error and warning that the baseline does not know."
)


Further = Callable[[Any], None]
"""Adds a command that this room knows nothing of."""


def main(argv: Sequence[str] | None = None, further: Sequence[Further] = ()) -> int:
    """Run the command line and return its exit status."""
    arguments = parser(further).parse_args(argv)
    # The records live until the end; walking them for garbage would cost half the time, and Python
    # would walk what is not frozen once more when it ends.
    gc.disable()
    atexit.register(gc.freeze)
    try:
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except (UsageError, RuleError) as error:
        print(f"sphinx_reviews: {error}", file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except OSError as error:
        print(f"sphinx_reviews: {reason_of(error)}", file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print("Interrupted!", file=sys.stderr)
        return WRONG_USE


def parser(further: Sequence[Further] = ()) -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser("python -m sphinx_reviews", description="Work on scored reviews.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser(
        "check",
        help="prove the numbers of reviews, without Sphinx",
        epilog=STATUS,
        description="Prove scores, calculations, sources and names of reviews, without a build.",
    )
    add_paths(command)
    command.add_argument("--format", choices=list(FORMATS), default="text", help="form of output")
    command.add_argument("--baseline", type=Path, metavar="FILE", help="findings that are known")
    command.add_argument(
        "--update-baseline", action="store_true", help="write the findings to the baseline file"
    )
    command.add_argument(
        "--only", "--select", dest="select", action="append", default=[], metavar="CODES",
        help="only these codes; the beginning of a code stands for all below it",
    )  # fmt: skip
    command.add_argument(
        "--path",
        action="append",
        default=[],
        metavar="PART",
        help="only files whose path has this part",
    )
    command.add_argument(
        "--since", metavar="REF", help="only what the changes since a commit of git bring about"
    )
    command.add_argument(
        "--strict", action="store_true", help="count what --since finds in unchanged files, too"
    )
    command.add_argument(
        "--ignore", action="append", default=[], metavar="CODES", help="all codes but these"
    )
    command.add_argument(
        "--language", action="append", default=[], metavar="LANG", help="only these languages"
    )
    command.set_defaults(run=check_command)
    command = commands.add_parser(
        "tags",
        help="list tags that should be one, and rewrite them",
        description="List tags that should be one; with --write, do what reviews_tag_map says.",
    )
    add_paths(command)
    command.add_argument(
        "--write", action="store_true", help="rewrite what the site's tag map says"
    )
    command.set_defaults(run=tags_command)
    command = commands.add_parser(
        "fix",
        help="mend what is mechanical and certain, as a diff",
        description="Show as a diff what can be mended with certainty; with --write, mend it.",
    )
    add_paths(command)
    command.add_argument("--write", action="store_true", help="write the files")
    command.set_defaults(run=fix_command)
    new.add_command(commands)
    init.add_command(commands)
    import_site.add_command(commands)
    ledger.add_command(commands)
    schema.add_command(commands)
    command = commands.add_parser(
        "addresses",
        help="list the address of every page and redirect",
        description="List the address of every page and redirect, one on a line.",
    )
    add_paths(command)
    command.set_defaults(run=addresses_command)
    for add in further:
        add(commands)
    return top


def fix_command(arguments: argparse.Namespace) -> int:
    """Mend reviews; what that needs is loaded only here, so that a check begins at once."""
    from .fix import fix_command as run

    return run(arguments)


def tags_command(arguments: argparse.Namespace) -> int:
    """List and rewrite tags; loaded late for the same reason."""
    from .tags import tags_command as run

    return run(arguments)


def addresses_command(arguments: argparse.Namespace) -> int:
    """Print every address that the site answers at, for the list of those it must not lose."""
    for target in targets(arguments.paths):
        catalogue = target.catalogue(cache_of(target, arguments))
        pages = (page.permalink for page in catalogue.pages if page.permalink)
        reviews = (review.permalink for review in catalogue.reviews)
        print("\n".join(sorted({*pages, *reviews, *catalogue.redirects})))
    return CLEAN


def check_command(arguments: argparse.Namespace) -> int:
    """Check reviews and print what was found."""
    lines_of.cache_clear()
    _relative.cache_clear()
    everything = targets(arguments.paths)
    own_rules = any(target.rules for target in everything)
    select, ignore = (
        _codes(given, own_rules=own_rules) for given in (arguments.select, arguments.ignore)
    )
    languages = _words(arguments.language)

    def chosen(code: str) -> bool:
        return (not select or _covers(select, code)) and not _covers(ignore, code)

    findings: list[Diagnostic] = []
    known_here = not arguments.baseline and any(t.settings.baseline for t in everything)
    if arguments.update_baseline and not arguments.baseline and not known_here:
        raise UsageError("--update-baseline needs --baseline FILE, or reviews_baseline in conf.py")
    for target in everything:
        if unknown := sorted(set(languages) - set(target.settings.languages)):
            raise UsageError(f"--language: {unknown[0]!r} is no language of the site")
        items: Sequence[Diagnostic] = target.findings(cache_of(target, arguments))
        if known_here and arguments.update_baseline:
            _write_baseline(target, items)
            continue
        if known_here:
            items = _unknown(target, items)
        if arguments.since:
            changed = changed_since(target.root, arguments.since)
            items = brought_about(items, changed, strict=arguments.strict)
        findings.extend(
            replace(item, path=_relative(target.root, item.path))
            for item in items
            if target.tells(item)
            and chosen(item.code.value)
            and (not languages or not item.lang or item.lang in languages)
            and (not arguments.path or any(part in item.path for part in arguments.path))
        )

    def in_scope(path: str, code: str) -> bool:
        full = Path(os.path.abspath(path))
        inside = (t for t in everything if t.root == full or t.root in full.parents)
        return chosen(code) and any(t.wants(full.relative_to(t.root).as_posix()) for t in inside)

    if arguments.baseline:
        partly = bool(languages or arguments.path or arguments.since)
        return _against_baseline(arguments, findings, in_scope, partly=partly)
    if known_here and arguments.update_baseline:
        return CLEAN
    _print(findings, arguments.format)
    if not findings:
        _tell_of_nothing(everything)
    failing = (Severity.ERROR, Severity.WARNING) if known_here else (Severity.ERROR,)
    return FOUND if any(item.severity in failing for item in findings) else CLEAN


def _tell_of_nothing(everything: Sequence[Target]) -> None:
    """Tell where no review was checked: to find nothing there proves nothing."""
    for target in everything:
        for path in target.without_reviews():
            place = "" if target.settings.folder == "." else " the site's are below "
            home = _relative(target.root, target.settings.folder) if place else ""
            name = _relative(target.root, str(path)) or "."
            print(
                f"sphinx_reviews: {name}: no review here;{place}{home}".rstrip(";"), file=sys.stderr
            )


def _unknown(target: Target, items: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """Return what the baseline that the site names does not know."""
    file = target.settings.baseline
    try:
        return known_findings.without_known(items, target.root, file).new
    except (OSError, ValueError) as error:
        raise UsageError(f"{_named(file, error)}; write it with --update-baseline") from error


def _named(file: object, error: Exception) -> str:
    """Return the file with what is wrong with it."""
    return reason_of(error) if isinstance(error, OSError) else f"{file}: {error}"


def _write_baseline(target: Target, items: Sequence[Diagnostic]) -> None:
    """Write the site's own baseline, its paths relative to the site."""
    if target.settings.baseline:
        text = lines_below(target.root)
        entries = [known_findings.known_as(item, text) for item in items]
        file = target.root / target.settings.baseline
        file.write_text(known_findings.dump(entries), "utf-8")
        print(f"{file}: {counted(len(entries), 'finding')} written", file=sys.stderr)


def changed_since(root: Path, ref: str) -> frozenset[str]:
    """Return the files below the folder that differ from a commit, new ones included."""
    names: set[str] = set()
    for command in (
        ["diff", "--name-only", "--relative", ref, "--"],
        ["ls-files", "--others", "--exclude-standard"],
    ):
        done = subprocess.run(  # noqa: S603 - git itself, with the ref as one argument
            ["git", "-c", "core.quotePath=false", *command],  # noqa: S607 - as the caller has it
            cwd=root, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise UsageError(f"--since {ref}: {' '.join(done.stderr.split())[:200]}")
        names.update(done.stdout.splitlines())
    return frozenset(names)


def brought_about(
    items: Sequence[Diagnostic], changed: frozenset[str], *, strict: bool
) -> list[Diagnostic]:
    """Return the findings in changed files, and as notes those that a changed file causes.

    With ``strict`` the latter keep their severity.
    """
    own = [item for item in items if item.path in changed]
    caused = [item for item in items if item.path not in changed and item.cause in changed]
    return own + [item if strict else replace(item, severity=Severity.NOTE) for item in caused]


def _against_baseline(
    arguments: argparse.Namespace,
    findings: list[Diagnostic],
    in_scope: Callable[[str, str], bool],
    *,
    partly: bool,
) -> int:
    """Print only what the baseline does not know; new errors and warnings fail."""
    file: Path = arguments.baseline
    try:
        text = file.read_text("utf-8") if file.exists() else ""
        entries = known_findings.load(text) if text else ()
    except (OSError, ValueError) as error:
        raise UsageError(_named(file, error)) from error
    if not text and not arguments.update_baseline:
        raise UsageError(f"{file}: no such baseline; write it with --update-baseline")
    solvable = (lambda path, code: False) if partly else in_scope
    result = known_findings.compare(findings, entries, line_text, solvable)
    if arguments.update_baseline:
        outside = [entry for entry in entries if not in_scope(entry.path, entry.code)]
        kept = [known_findings.known_as(item, line_text) for item in findings]
        file.write_text(known_findings.dump([*outside, *kept]), "utf-8")
        print(f"{file}: {counted(len(kept), 'finding')} written", file=sys.stderr)
        return CLEAN
    _print(list(result.new), arguments.format)
    for entry in result.solved:
        print(f"solved: {entry.path}: {entry.code} {entry.value}".rstrip(), file=sys.stderr)
    if result.solved:
        solved = f"solved of the baseline: {counted(len(result.solved), 'finding')}"
        print(f"{solved}; take out what is solved with --update-baseline", file=sys.stderr)
    failing = (item for item in result.new if item.severity is not Severity.NOTE)
    return FOUND if any(failing) else CLEAN


def _print(findings: list[Diagnostic], form: str) -> None:
    colour = form == "text" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    text = FORMATS[form](findings, line_text, colour)
    data = text.encode("utf-8", "backslashreplace")
    if text:
        sys.stdout.flush()
        sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")
        sys.stdout.flush()


def _words(given: Sequence[str]) -> list[str]:
    return [word for item in given for word in item.replace(",", " ").split()]


def _codes(given: Sequence[str], *, own_rules: bool) -> list[str]:
    """Return codes and heads of codes; raise UsageError for one that names none.

    Which codes the site's own rules have is known only when they have told something.
    """
    words = _words(given)
    for word in words:
        if not (own_rules and is_others(word)) and not any(
            _covers([word], code.value) for code in Code
        ):
            raise UsageError(f"no code is or begins with {word!r}")
    return words


def _covers(heads: Sequence[str], code: str) -> bool:
    return any(code == head or code.startswith(f"{head}.") for head in heads)


@lru_cache(maxsize=65536)
def _relative(root: Path, path: str) -> str:
    """Return the path as the caller knows it: relative to where they are, where that is shorter."""
    full, here = os.path.join(root, path), os.path.join(Path.cwd(), "")
    return full.removeprefix(here).replace(os.sep, "/")


line_text = lines_below(Path())
