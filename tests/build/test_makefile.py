"""The commands: each target is explained, and none needs more than it says."""

from __future__ import annotations

import re
import subprocess
import tomllib

from support import ROOT

TARGETS = {"html", "test", "check", "pdf", "live", "new", "bench", "clean"}


def test_make_alone_explains_each_target() -> None:
    """``make`` prints one line per target, with what it is for."""
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [line.strip() for line in done.stdout.split("\n") if line.strip().startswith("make ")]
    explained = {line.split()[1]: line.split(None, 2)[2] for line in lines}
    assert set(explained) >= TARGETS
    assert all(len(text) > 10 for text in explained.values())


def test_every_phony_target_is_explained() -> None:
    """No target is hidden from the list but the list itself."""
    text = (ROOT / "Makefile").read_text("utf-8")
    declared = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert declared is not None
    explained = set(re.findall(r"^([a-z-]+):.*?## ", text, re.MULTILINE))
    assert set(declared[1].split()) == explained, text


def test_the_lock_files_name_every_dependency_with_its_hash() -> None:
    """What ``pyproject.toml`` needs is pinned, each with hashes."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime, tools = (
        (ROOT / f"requirements{name}.lock").read_text("utf-8") for name in ("", "-dev")
    )
    for text, wanted in (
        (runtime, project["dependencies"]),
        (tools, project["optional-dependencies"]["dev"]),
    ):
        pinned = {
            name.lower().replace("_", "-")
            for name in re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==", text, re.MULTILINE)
        }
        names = {re.split(r"[\[<>=~; ]", item)[0].lower().replace("_", "-") for item in wanted}
        assert names - pinned == set()
        blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
        assert not [b.split("\n")[0] for b in blocks if "==" in b and "--hash=sha256:" not in b]
