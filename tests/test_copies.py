"""Builds in copies of this process leave nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from support import new_site, path_of, review

BEGINS_ANOTHER = """
def setup(app):
    from multiprocessing import Manager, active_children
    app.others = Manager()
    (app.srcdir / "others").write_text(str(active_children()[0].pid))
"""


def test_what_an_extension_begins_ends_with_the_build(tmp_path: Path) -> None:
    """A process that went on would hold what pytest writes to: who reads that would wait for ever."""
    if not Path("/proc/self").exists():
        pytest.skip("processes are not listed here")
    files = {"index.md": "# Home\n", path_of("acme-one"): review("acme-one")}
    site = new_site(tmp_path / "site", files, conf=BEGINS_ANOTHER)
    assert site.run().exit_code == 0
    other = int((site.root / "others").read_text("utf-8"))
    assert not Path(f"/proc/{other}").exists()
