"""Work for processes of a build that are made anew, which must find it by the name of its module."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from fichegen.diagnostics import FichegenError, Span, finding

INHERITED: list[str] = []
"""What is put in here is known in processes that are forked later, in no others."""


@dataclass(frozen=True)
class Chore:
    """One task, and the process that hands it out: what is deadly is done in others alone."""

    number: int
    home: int
    log: str = ""
    """A file to note in who has done it."""

    def done(self) -> int:
        if self.log:
            with Path(self.log).open("a", encoding="ascii") as stream:
                stream.write(f"{self.number} {os.getpid()}\n")
        return self.number**2

    @property
    def is_elsewhere(self) -> bool:
        return os.getpid() != self.home


class OddError(Exception):
    """What a task may raise."""


def square(chore: Chore) -> int:
    return chore.done()


def square_last_first(chore: Chore) -> int:
    """The later ones are done sooner."""
    time.sleep(max(0, 6 - chore.number) * 0.02)
    return chore.done()


def leave(chore: Chore) -> int:
    """The third ends its process without a word."""
    if chore.number == 3 and chore.is_elsewhere:
        os._exit(7)
    return chore.done()


def be_killed(chore: Chore) -> int:
    """The third is killed, as by a system that runs out of memory."""
    if chore.number == 3 and chore.is_elsewhere:
        os.kill(os.getpid(), signal.SIGKILL)
    return chore.done()


def always_be_killed(chore: Chore) -> int:
    if chore.is_elsewhere:
        os.kill(os.getpid(), signal.SIGKILL)
    return chore.done()


def fail(chore: Chore) -> int:
    if chore.number == 3:
        raise OddError(chore.number, "é")
    return chore.done()


def refuse(chore: Chore) -> int:
    if chore.number == 3:
        raise FichegenError(
            finding("FG802", Span("site"), raison="plein", dossier="site", conseil="")
        )
    return chore.done()


def give_what_cannot_be_sent(chore: Chore) -> object:
    return chore.done() if chore.number != 3 else (lambda: chore.number)


def tell_inherited(chore: Chore) -> tuple[str, ...]:
    return tuple(INHERITED)


def wait_long(chore: Chore) -> int:
    chore.done()
    time.sleep(0.3)
    return chore.number
