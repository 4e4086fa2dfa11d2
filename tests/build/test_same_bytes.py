"""The same sources give the same bytes, wherever, whenever and however they are built."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from support import EXTENSIONS, Site, copy_starter, starter_root


@dataclass(frozen=True)
class Way:
    """A way to build that must not show in the site."""

    environ: Mapping[str, str] = field(default_factory=dict)
    options: Sequence[str] = ()
    umask: int = 0o022
    elsewhere: bool = False


EVERYTHING = Way(
    {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANGUAGE": "ja"},
    ("-j", "2"), 0o077, elsewhere=True,
)  # fmt: skip
WAYS = {
    "path": Way(elsewhere=True),
    "one job": Way(options=("-j", "1")),
    "two jobs": Way(options=("-j", "2")),
    "hash seed": Way({"PYTHONHASHSEED": "7"}),
    "time zone": Way({"TZ": "Pacific/Kiritimati"}),
    "locale": Way({"LC_ALL": "C.UTF-8", "LANGUAGE": "ja", "LANG": "ja_JP.UTF-8"}),
    "plain locale": Way({"LC_ALL": "C"}),
    "umask": Way(umask=0o077),
    "day": Way({"SOURCE_DATE_EPOCH": "1893456000"}),
}
CHOSEN = {"everything": EVERYTHING} | (WAYS if os.environ.get("REVIEWS_SAME") else {})


def files(out: Path) -> dict[str, bytes]:
    """Return everything that is published, and what Sphinx says of the build."""
    found = Site(out, output=out).bytes("**/*")
    return {path: data for path, data in found.items() if not path.startswith(".doctrees/")}


@pytest.mark.parametrize("name", CHOSEN)
def test_the_site_depends_on_its_sources_alone(starter: Site, tmp_path: Path, name: str) -> None:
    """Another folder, number of jobs, hash seed, time zone, locale, umask or day changes no byte."""
    way = CHOSEN[name]
    source = copy_starter(tmp_path / "quite" / "elsewhere") if way.elsewhere else starter_root()
    environ = {**os.environ, "PYTHONPATH": str(EXTENSIONS), "PYTHONHASHSEED": "0", **way.environ}
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", *way.options]
    command += ["-d", str(tmp_path / "doctrees"), str(source), str(tmp_path / "html")]
    done = subprocess.run(
        command, env=environ, umask=way.umask, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found, expected = files(tmp_path / "html"), files(starter.out)
    assert len(expected) > 100
    assert sorted(found) == sorted(expected)
    assert [path for path in expected if found[path] != expected[path]] == []
    assert not [path for path, data in found.items() if str(tmp_path).encode() in data]
