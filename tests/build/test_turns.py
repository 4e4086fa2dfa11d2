"""Two builds in one folder: the second waits and says so."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from pathlib import Path

from support import EXTENSIONS, new_site, path_of, review


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    """While the folder is taken nothing is written; then the build goes on by itself."""
    site = new_site(tmp_path / "site", {path_of("acme-one"): review("acme-one")})
    site.out.mkdir()
    handle = os.open(site.out, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    command = [sys.executable, "-m", "sphinx", "-b", "dirhtml", str(site.root), str(site.out)]
    env = {**os.environ, "PYTHONPATH": str(EXTENSIONS), "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}
    second = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    assert second.stdout is not None
    lines: list[str] = []
    for line in second.stdout:
        lines.append(line)
        if "another build is at work" in line:
            break
    assert "waiting for it to end" in lines[-1]
    assert not (site.out / "index.html").exists()
    os.close(handle)
    rest = threading.Thread(target=lambda: lines.extend(second.stdout or ()))
    rest.start()
    assert second.wait() == 0
    rest.join()
    assert (site.out / "products/en/acme-one/index.html").is_file()
    assert any("build succeeded" in line for line in lines)
