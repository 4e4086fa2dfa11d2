"""Work in parts, each done by whichever of a few forked processes is free."""

from __future__ import annotations

import gc
import os
import signal
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from sphinx.errors import SphinxParallelError
from sphinx.util import logging

logger = logging.getLogger(__name__)

P = TypeVar("P")
T = TypeVar("T")

TICKET = 4
"""Bytes of a part's number on its way to a process."""


def in_processes(
    count: int,
    parts: Sequence[P],
    work: Callable[[P], T],
    meanwhile: Callable[[], object] = lambda: None,
) -> Generator[tuple[P, T]]:
    """Yield each part with what the work gives for it, in the order in which they are done.

    ``meanwhile`` is done by this process while they are at work.

    Processes are forked, so each begins with all that is there already, and goes on from part to
    part with what it has made. They end together: with the first that fails, which raises
    :exc:`SphinxParallelError`, and quietly with Ctrl-C, which stops this process and it the others.
    """
    context, tickets = get_context("fork"), _tickets(len(parts))
    working: dict[Connection, BaseProcess] = {}
    try:
        for _ in range(min(count, len(parts))):
            here, there = context.Pipe(duplex=False)
            arguments = (tickets, [*working, here], there, parts, work)
            process = context.Process(target=_work_on, args=arguments)
            with _without_interruption():
                process.start()
                working[here] = process
            there.close()
        meanwhile()
        while working:
            for pipe in wait(list(working)):
                assert isinstance(pipe, Connection)
                if answer := _answer(pipe):
                    yield parts[answer[0]], answer[1]
                else:
                    working.pop(pipe).join()
    finally:
        os.close(tickets)
        for at_work in working.values():
            at_work.terminate()


def _tickets(count: int) -> int:
    """Return a pipe that holds the number of each part: who reads one does that part."""
    tickets, sold = os.pipe()
    os.write(sold, b"".join(number.to_bytes(TICKET, "big") for number in range(count)))
    os.close(sold)
    return tickets


def _answer(pipe: Connection) -> tuple[int, Any] | None:
    """Return a part's number and its result; None where no part is left."""
    try:
        number, failure, logs, result = pipe.recv()
    except EOFError:
        raise SphinxParallelError("a process was stopped from outside", "") from None
    for record in logs:
        logger.handle(record)
    if failure:
        raise SphinxParallelError(*failure)
    return None if number is None else (number, result)


def _work_on(
    tickets: int,
    others: Sequence[Connection],
    pipe: Connection,
    parts: Sequence[P],
    work: Callable[[P], T],
) -> None:
    """Be a process: do parts as long as there are any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:  # else nobody would notice when the process that reads it has gone
        other.close()
    gc.freeze()  # what is there already need not be looked through again, and so copied
    while ticket := os.read(tickets, TICKET):
        number = int.from_bytes(ticket, "big")
        collector = logging.LogCollector()
        failure, result = None, None
        try:
            with collector.collect():
                result = work(parts[number])
        except BaseException as error:
            name = traceback.format_exception_only(error)[0].strip()
            failure = (name, traceback.format_exc())
        logging.convert_serializable(collector.logs)
        pipe.send((number, failure, collector.logs, result))
        if failure:
            return
    pipe.send((None, None, (), None))


@contextmanager
def _without_interruption() -> Iterator[None]:
    """Keep Ctrl-C waiting: a process that begins does not know yet that it is not meant for it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
