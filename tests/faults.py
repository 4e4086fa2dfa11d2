"""Builds that are stopped, starved or find their files damaged, and what the next one makes of it.

Builds run in a fork of this process: nothing has to be loaded again, and it can be killed.
"""

from __future__ import annotations

import ctypes
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sphinx.cmd.build import main

from support import Site, forget, new_site

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
"""A picture of one dot."""

Limit = Callable[[], object]
"""What is done in the fork before it builds."""

Whole = tuple[dict[str, bytes], list[str], int]
"""All files of the output, what was told of reviews, and the exit status."""


def whole(site: Site) -> Whole:
    """Return everything that a build gave and a clean one has to give as well."""
    found = {
        path: data for path, data in site.bytes("**/*").items() if not path.startswith(".doctrees/")
    }
    return found, sorted(line for line in site.warnings if "[review." in line), site.exit_code


def differences(found: Whole, expected: Whole) -> list[str]:
    """Return what is not as a clean build makes it, nothing where all is."""
    pages, told, status = found
    paths = pages.keys() | expected[0].keys()
    wrong = sorted(path for path in paths if pages.get(path) != expected[0].get(path))
    wrong += sorted(set(told) ^ set(expected[1]))
    return wrong + ([f"exit status {status}"] if status != expected[2] else [])


def doctrees(site: Site) -> Path:
    """Return where the site's builds keep what the next one wants."""
    return site.root.parent / f"{site.root.name}-doctrees-{site.builder}"


@dataclass
class Begun:
    """A built site, and a copy of it that it can be set back to where it lies.

    A copy elsewhere would not do: Sphinx throws its environment away when a site has moved.
    """

    site: Site
    copy: Path

    def again(self) -> Site:
        """Set the site back to as it was built, with all that its build kept."""
        place = self.site.root.parent
        shutil.rmtree(place)
        shutil.copytree(self.copy, place)
        return Site(self.site.root, self.site.builder)


def begin(where: Path, files: Mapping[str, str | bytes], conf: str) -> Begun:
    """Lay out a site and build it."""
    site = new_site(where / "built" / "site", files, conf).build()
    shutil.copytree(site.root.parent, where / "copy")
    return Begun(site, where / "copy")


def clean(site: Site, where: Path) -> Whole:
    """Return what a clean build of the same sources gives."""
    fresh = Site(where / "site", site.builder)
    shutil.copytree(site.root, fresh.root)
    return whole(fresh.build())


@dataclass
class Forked:
    """A build in a process of its own, the head of a group of processes."""

    number: int
    lines: list[str]
    """What was printed, complete when the build is waited for."""

    reader: threading.Thread

    def kill(self, sign: int, *, group: bool) -> None:
        """Send a signal to the build, or to all of its processes."""
        with suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.number, sign)

    def wait(self) -> int:
        """Return the exit status, negative for a signal."""
        status = os.waitstatus_to_exitcode(os.waitpid(self.number, 0)[1])
        self.reader.join(60)
        return status


def forked(site: Site, jobs: int = 1, before: Limit = lambda: None) -> Forked:
    """Begin to build as ``sphinx-build`` does."""
    arguments = ["-b", site.builder, "-j", str(jobs), "-d", str(doctrees(site))]
    arguments += ["--no-color", str(site.root), str(site.out)]
    # A pipe, since no limit on files holds for it.
    reading, writing = os.pipe()
    number = os.fork()
    if number:
        os.close(writing)
        lines: list[str] = []
        reader = threading.Thread(target=_read, args=(reading, lines), daemon=True)
        reader.start()
        wait_for(lambda: os.getpgid(number) == number)
        return Forked(number, lines, reader)
    status = 99
    try:
        os.setpgid(0, 0)
        _to(writing)
        before()
        forget()
        status = main(arguments)
    except SystemExit as error:
        status = int(error.code or 0)
    except BaseException as error:
        print(f"Traceback: {error!r}", flush=True)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _to(handle: int) -> None:
    for number in (1, 2):
        os.dup2(handle, number)
    os.close(handle)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


def _read(handle: int, lines: list[str]) -> None:
    with os.fdopen(handle, encoding="utf-8", errors="replace") as stream:
        lines += [line.strip() for line in stream if line.strip()]


def wait_for(fact: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not fact() and time.monotonic() < end:
        time.sleep(0.001)


def is_clear(lines: list[str]) -> bool:
    """Tell whether a build that failed has said so without a traceback."""
    return not any("Traceback" in line or "Error:" in line for line in lines)


# Disks


def in_own_world(work: Callable[[], None]) -> str:
    """Do something where mounts are seen by nobody else; return what went wrong.

    Nothing is left behind: the mounts go with the process.
    """
    reading, writing = os.pipe()
    number = os.fork()
    if number:
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as stream:
            told = stream.read()
        status = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        return told or ("" if status == 0 else f"status {status}")
    told = "ended early"
    try:
        told = "" if _leave_the_world() else NO_MOUNTS
        if not told:
            work()
    except BaseException as error:
        told = "".join(traceback.format_exception(error))
    finally:
        os.write(writing, told.encode()[:60000])
        os._exit(0)


NO_MOUNTS = "nothing may be mounted here"
_NEW_MOUNTS, _NEW_USERS = 0x20000, 0x10000000


def _leave_the_world() -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if library.unshare(_NEW_MOUNTS | (_NEW_USERS if user else 0)):
        return False
    if user:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    return mount("--make-rprivate", "/")


def mount(*options: str) -> bool:
    """Mount something; tell whether that was possible."""
    return subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0


# Damages


def damage(path: Path, how: str, dice: random.Random) -> None:
    """Change a file or put something else in its place."""
    data = path.read_bytes() if path.is_file() else b""
    if how == "flipped" and data:
        place = dice.randrange(len(data))
        path.write_bytes(
            data[:place] + bytes([data[place] ^ 1 << dice.randrange(8)]) + data[place + 1 :]
        )
    elif how == "cut":
        path.write_bytes(data[: dice.randrange(len(data) or 1)])
    elif how == "zeroed":
        path.write_bytes(bytes(len(data)))
    elif how == "foreign":
        path.write_bytes(b"[1]")
    else:
        path.unlink()
        if how == "folder":
            (path / "within").mkdir(parents=True)
            (path / "within" / "file.html").write_bytes(b"stray")


DAMAGES = ("flipped", "cut", "zeroed", "foreign", "lost", "folder")
KILL = signal.SIGKILL
