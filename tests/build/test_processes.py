"""Work in parts, in a few processes that begin, go on and end together."""

from __future__ import annotations

import os
import select
import signal
import time
from contextlib import closing
from multiprocessing import active_children
from typing import Any

import pytest
from sphinx.errors import SphinxParallelError
from sphinx.util import logging

from sphinx_reviews.site import processes
from sphinx_reviews.site.processes import in_processes

MADE: list[int] = []
"""What a process keeps from part to part."""


def fail(_part: object) -> None:
    """Be work that cannot be done."""
    raise OSError(28, "No space left on device")


def keep(part: int) -> tuple[int, list[int]]:
    """Return the process, and the parts that it has done."""
    time.sleep(0.01)
    MADE.append(part)
    return os.getpid(), list(MADE)


def test_every_part_is_done_once() -> None:
    """Also where there are more processes than parts, and none at all."""
    assert sorted(in_processes(3, [4, 5, 6, 7], lambda n: n * n)) == [
        (n, n * n) for n in range(4, 8)
    ]
    assert list(in_processes(9, ["a"], str.upper)) == [("a", "A")]
    assert list(in_processes(2, [], str.upper)) == []


def test_processes_go_on_with_what_they_have_made() -> None:
    """No part begins with nothing but the first of each process."""
    done = [found for _, found in in_processes(2, range(20), keep)]
    last = dict(done)
    assert len(last) == 2
    assert sorted(part for made in last.values() for part in made) == list(range(20))
    assert MADE == []


def test_more_is_done_meanwhile() -> None:
    """Processes are at work before this one does what is to be done beside them."""
    told, tell = os.pipe()

    def wait(part: int) -> int:
        ready, _, _ = select.select([told], [], [], 30)
        return len(ready) and part + len(os.read(told, 1))

    done = dict(in_processes(2, [4, 5], wait, lambda: os.write(tell, b"ab")))
    assert done == {4: 5, 5: 6}


def test_what_fails_meanwhile_ends_them() -> None:
    """No process is left at work for one that has gone."""
    before = set(active_children())
    with pytest.raises(OSError, match="No space left"):
        list(in_processes(2, [30, 30], time.sleep, lambda: fail(None)))
    assert_ended(before)


def test_who_is_done_first_does_more() -> None:
    """A long part holds up no other."""
    parts = [1.0, *[0.01] * 20]
    who = [
        (part, process)
        for part, process in in_processes(2, parts, lambda s: time.sleep(s) or os.getpid())
    ]
    long = dict(who)[1.0]
    assert [process for _, process in who].count(long) == 1


@pytest.mark.parametrize("count", [1, 2])
def test_a_failure_is_told_and_ends_all(count: int) -> None:
    """As the text of what was raised, with the others stopped."""

    def work(part: int) -> None:
        if part == 3:
            fail(part)
        time.sleep(60 if part > 3 else 0)

    before = set(active_children())
    with pytest.raises(SphinxParallelError, match="No space left"):
        list(in_processes(count, range(9), work))
    assert_ended(before)


def test_who_takes_no_more_results_ends_all() -> None:
    """As where one of them cannot be taken."""
    before = set(active_children())
    with closing(in_processes(2, [0, 60], time.sleep)) as results:
        assert next(results) == (0, None)
        assert len(set(active_children()) - before) > 0
    assert_ended(before)


def test_a_process_that_is_killed_is_told() -> None:
    """As when memory runs out: no page is missing in silence."""
    with pytest.raises(SphinxParallelError, match="stopped from outside"):
        list(
            in_processes(
                2, range(4), lambda n: os.kill(os.getpid(), signal.SIGKILL) if n == 2 else n
            )
        )


def test_what_is_told_in_a_process_comes_out_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the logger, as warnings do."""
    told: list[Any] = []
    monkeypatch.setattr(processes.logger, "handle", told.append)
    logger = logging.getLogger("sphinx_reviews.test")
    list(in_processes(2, range(5), lambda n: logger.warning("part %d", n)))
    assert sorted(record.getMessage() for record in told) == [f"part {n}" for n in range(5)]


def assert_ended(before: set[Any]) -> None:
    """Hold that no process is left at work but those of before."""
    for process in set(active_children()) - before:
        process.join(10)
        assert process.exitcode is not None
