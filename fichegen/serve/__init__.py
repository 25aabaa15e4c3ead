"""The preview: a server of this machine alone, whose pages follow what is edited. Nothing is written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from socket import socket
from threading import Event, Thread

from tornado.httpserver import HTTPServer
from tornado.websocket import WebSocketHandler

from fichegen.request import Request
from fichegen.workshop import Workshop

from .addresses import Hosts, host_problem
from .answering import Answers
from .application import application, tell_all
from .ports import FIRST, PortTakenError, listen
from .watching import View, watch

__all__ = ["FIRST", "PortTakenError", "View", "host_problem", "listen", "serve"]

_BREATH = 0.25
"""Seconds after which the loop looks up: on some systems it hears Ctrl-C only then."""


def serve(
    request: Request,
    sockets: Sequence[socket],
    port: int,
    *,
    allowed: Sequence[str] = (),
    told: Callable[[View], None] = lambda _view: None,
) -> None:
    """Serve a project at sockets that listen (`listen`) until Ctrl-C, which it raises.

    `told` hears of each view, in another thread; pages made from it are served before.
    """
    answers = Answers()
    ended = Event()
    listeners: set[WebSocketHandler] = set()

    async def run() -> None:
        loop = asyncio.get_running_loop()

        def show(view: View) -> None:
            answers.view = view
            with suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(tell_all, listeners, view.number)
            with suppress(Exception):  # nobody may hear any more, and the server lives on
                told(view)

        hosts = Hosts(port, tuple(allowed))
        server = HTTPServer(application(answers, hosts, listeners), max_body_size=1 << 16)
        server.add_sockets(sockets)
        Thread(target=_watch_on, args=(request, show, ended), daemon=True).start()
        try:
            while not ended.is_set():  # noqa: ASYNC110 - the pause itself is wanted
                await asyncio.sleep(_BREATH)
        finally:
            ended.set()
            server.stop()
            for listener in [*listeners]:
                listener.close(1001)

    try:
        asyncio.run(run())
    finally:
        ended.set()


def _watch_on(request: Request, show: Callable[[View], None], ended: Event) -> None:
    """Watch, and begin anew should even that fail."""
    while not ended.is_set():
        with suppress(BaseException):
            watch(Workshop(request), show, ended=ended)
        ended.wait(_BREATH)
