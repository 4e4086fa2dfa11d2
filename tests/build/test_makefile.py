"""The commands: each target is explained, and none needs more than it says."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

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


def test_clean_removes_what_it_says() -> None:
    """What was built goes, and the environment only where it is asked for."""
    alone = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    for words, removed in (([], ["_build"]), (["ALL=1"], ["_build", ".venv"])):
        done = subprocess.run(
            ["make", "-n", "clean", *words],
            cwd=ROOT, env=alone, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout.split() == ["rm", "-rf", *removed]


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


def script(path: Path, text: str) -> Path:
    """Write a program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_half_made_environment_is_made_anew(tmp_path: Path) -> None:
    """Where making ``.venv`` was stopped before it had pip, ``make`` says so and begins again."""
    venv = tmp_path / "venv"
    script(venv / "bin/python", 'case "$*" in *"import pip"*) exit 1;; esac')
    whole = f'mkdir -p {venv}/bin; for n in python sphinx-build; do printf "#!/bin/sh\\necho $n \\"\\$@\\"\\n" > {venv}/bin/$n; chmod +x {venv}/bin/$n; done'
    python = script(tmp_path / "python3", f'echo "asked: $*"; {whole}')
    command = ["make", "html", f"VENV={venv}", f"PYTHON={python}", f"BUILD={tmp_path}/build"]
    for told in (["asked: -m venv --clear"], []):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert ("half made: it is made anew" in done.stdout) == bool(told)
        assert all(line in done.stdout for line in told)
        assert "sphinx-build -j auto" in done.stdout
    staged = subprocess.run([*command, "STAGED=1"], cwd=ROOT, capture_output=True, text=True)
    assert "-D reviews_staged=1" in staged.stdout
