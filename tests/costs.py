"""What each file of tests costs: seconds of the clock and of processors, for ``pytest --costs``.

Processor time is that of the process and of all that it has begun, browsers and typesetters too.
On a machine that does other work as well it is the only figure that can be compared. The file that
ends the browser shows too little: what processes had spent that nobody waited for goes with them.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

TICK = os.sysconf("SC_CLK_TCK")
KEY = "costs"


def processes() -> dict[int, tuple[int, float]]:
    """Return each process's parent and its seconds, with those of its children that have ended."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        found[int(folder.name)] = (int(fields[1]), sum(map(int, fields[11:15])) / TICK)
    return found


def spent() -> float:
    """Return the seconds that this process and all below it have worked."""
    found, ours = processes(), {os.getpid()}
    while more := {number for number, (parent, _) in found.items() if parent in ours} - ours:
        ours |= more
    return sum(found[number][1] for number in ours)


class Costs:
    """Notes with the last report of each file what was spent since the last file."""

    def __init__(self) -> None:
        """Begin with nothing spent."""
        self._before, self._ends = (0.0, 0.0), False
        self._files: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0])

    def pytest_collection_finish(self) -> None:
        """Leave out what finding the tests has cost."""
        self._before = (time.monotonic(), spent())

    def pytest_runtest_teardown(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """Note whether another file follows."""
        self._ends = nextitem is None or nextitem.path != item.path

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Iterator[None]:
        """Send with the last report what was spent."""
        report = yield
        if self._ends:
            now, self._ends = (time.monotonic(), spent()), False
            cost = [max(0.0, b - a) for a, b in zip(self._before, now, strict=True)]
            report.user_properties.append((KEY, cost))
            self._before = now
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up where all reports come together."""
        file = self._files[report.nodeid.partition("::")[0]]
        file[2] += report.when == "setup"
        for key, value in report.user_properties:
            if key == KEY:
                file[0], file[1] = file[0] + value[0], file[1] + value[1]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell it, the dearest file first."""
        rows = sorted(self._files.items(), key=lambda row: -row[1][1])
        sums = [sum(costs[part] for _, costs in rows) for part in range(3)]
        terminalreporter.section("costs: seconds of the clock, of processors; tests")
        for name, (wall, cpu, count) in [*rows, ("all", sums)]:
            terminalreporter.write_line(f"{wall:8.1f} {cpu:8.1f} {count:5.0f}  {name}")
