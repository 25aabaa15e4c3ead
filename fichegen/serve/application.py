"""The adapter to livereload and its tornado: requests to answers, and word to browsers of what is new.

Nothing is made in the loop: pages come from threads that end with the program.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from pkgutil import get_data
from threading import Thread
from typing import Any, Final, TypeVar
from urllib.parse import quote

from livereload.handlers import LiveReloadHandler
from tornado import web, websocket

from fichegen.console import inert
from fichegen.exporters import HEADERS, TYPES

from .addresses import LONGEST, OWN, Hosts, path_of
from .answering import Answers, with_bench
from .telling import about
from .watching import told

_HEADERS: Final = {
    **{header.name: header.value for header in HEADERS},
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Those of published pages, so that what they forbid there is seen here first; and nothing for others."""
_AT_ONCE: Final = 8
"""Answers made at the same time."""
_LARGEST: Final = 1 << 16
"""Bytes of a request, and of a word from a browser."""
_WORDS: Final = {
    400: "Cette adresse n'est pas admise.",
    403: "Ce serveur ne répond qu'aux pages de cette machine.",
    404: "Il n'y a rien à cette adresse.",
    405: "Ce serveur montre des pages, et ne reçoit rien.",
    414: "Cette adresse est trop longue.",
}
_OTHERWISE: Final = "Cette demande n'a pas pu être suivie."

Made = TypeVar("Made")


class _Asked(web.RequestHandler):
    """A request, refused unless it is made to this server by its name."""

    def initialize(self, answers: Answers, hosts: Hosts, making: asyncio.Semaphore) -> None:
        """Take what the application hands to each."""
        self.answers, self.hosts, self.making = answers, hosts, making

    def prepare(self) -> None:
        """Refuse what is not asked of this server, before anything is done."""
        _let_in(self, self.hosts)
        if self.request.method not in ("GET", "HEAD"):
            self.set_header("Allow", "GET, HEAD")
            raise web.HTTPError(405)

    def set_default_headers(self) -> None:
        """Set what every answer has, refusals too."""
        self.clear_header("Server")
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    def compute_etag(self) -> None:
        """Give none: nothing is to be kept."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in a line what was refused."""
        _refuse(self, status_code)

    async def made(self, make: Callable[[], Made]) -> Made:
        """Make something outside the loop."""
        async with self.making:
            return await _in_thread(make)

    def path(self, target: str) -> str:
        """Return the path that is asked for."""
        path = path_of(target)
        if path is None:
            raise web.HTTPError(414 if len(target) > LONGEST else 400)
        return path


class _Page(_Asked):
    """A file of the site."""

    async def get(self) -> None:
        """Answer with what the path gives."""
        path = self.path(self.request.uri or "")
        if path == "favicon.ico":
            self.set_status(204)
            return
        view = self.answers.view
        answer = await self.made(lambda: self.answers.answer(view, path))
        self.set_status(answer.status)
        if answer.location:
            query = quote(self.request.query, safe="%=&+-._~!$'()*,;:@/?")
            self.set_header("Location", answer.location + (f"?{query}" if query else ""))
            return
        self.set_header("Content-Type", answer.kind)
        self.write(with_bench(answer, view, path))

    head = get


class _State(_Asked):
    """How a page stands, for the script in it."""

    async def get(self) -> None:
        """Answer with what `telling.about` tells of the page that is asked about."""
        path = self.path(self.get_query_argument("page", "/"))
        source = self.get_query_argument("source", "")
        answers = self.answers

        def tell() -> bytes:
            view = answers.view
            return json.dumps(about(view, answers.answer(view, path), path, source)).encode()

        body = await self.made(tell)
        self.set_header("Content-Type", TYPES[".json"])
        self.write(body)

    head = get


class _Own(_Asked):
    """A file of the server's own."""

    def get(self, name: str) -> None:
        """Answer with the script or the style of the bench."""
        body = get_data(__package__, name)
        if body is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", TYPES[f".{name.rpartition('.')[2]}"])
        self.write(body)

    head = get


class _Lost(_Asked):
    """Any other address of the server's own."""

    def get(self) -> None:
        """Answer that there is nothing."""
        raise web.HTTPError(404)

    head = get


class _Socket(LiveReloadHandler):  # type: ignore[misc] # has no types
    """A browser that listens, in the words of livereload."""

    def initialize(self, hosts: Hosts, listeners: set[websocket.WebSocketHandler]) -> None:
        """Take what the application hands to each."""
        self.hosts, self.listeners = hosts, listeners

    def prepare(self) -> None:
        """Refuse what is not asked of this server."""
        _let_in(self, self.hosts)

    def set_default_headers(self) -> None:
        """Say nothing of the program behind."""
        self.clear_header("Server")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in a line what was refused."""
        _refuse(self, status_code)

    def check_origin(self, origin: str) -> bool:
        """Let in pages of this server alone."""
        return self.hosts.trusts(origin)

    def open(self, *_: str) -> None:
        """Note who listens."""
        self.listeners.add(self)

    def on_close(self) -> None:
        """Forget who has left."""
        self.listeners.discard(self)
        super().on_close()

    def on_message(self, message: str | bytes) -> None:
        """Answer the greeting; who says what no browser says is sent away."""
        try:
            super().on_message(message)
        except Exception:  # noqa: BLE001 - livereload takes any word for a good one
            self.close(1003)


def application(
    answers: Answers, hosts: Hosts, listeners: set[websocket.WebSocketHandler]
) -> web.Application:
    """Put the server's handlers together."""
    for name in ("livereload", "tornado", "asyncio"):  # their talk is no business of an editor
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
    shared = {"answers": answers, "hosts": hosts, "making": asyncio.Semaphore(_AT_ONCE)}
    return web.Application(
        [
            (rf"/{OWN}livereload", _Socket, {"hosts": hosts, "listeners": listeners}),
            (rf"/{OWN}state\.json", _State, shared),
            (rf"/{OWN}(bench\.(?:js|css))", _Own, shared),
            (rf"/{OWN}.*", _Lost, shared),
            (r".*", _Page, shared),
        ],
        websocket_max_message_size=_LARGEST,
    )


def tell_all(listeners: set[websocket.WebSocketHandler], number: int) -> None:
    """Tell every browser that there is something new; each then asks what it means for its page."""
    word = {"command": "reload", "path": "/", "liveCSS": True, "number": number}
    for listener in [*listeners]:
        try:
            sent = listener.write_message(word)
        except websocket.WebSocketClosedError:
            listeners.discard(listener)
        else:
            sent.add_done_callback(lambda done: done.cancelled() or done.exception())


def _let_in(handler: web.RequestHandler, hosts: Hosts) -> None:
    if not hosts.knows(handler.request.headers.get("Host", "")):
        raise web.HTTPError(403)


def _refuse(handler: web.RequestHandler, status: int) -> None:
    words = _WORDS.get(status, _OTHERWISE)
    if status == 403:
        name = inert(handler.request.headers.get("Host", ""))[:100]
        words += f" Pour le permettre à « {name} » : fichegen serve --allow-host {name}"
    for header, value in _HEADERS.items():
        handler.set_header(header, value)
    handler.set_header("Content-Type", TYPES[".txt"])
    handler.finish(f"{words}\n")


async def _in_thread(make: Callable[[], Made]) -> Made:
    """Make something in a thread that does not keep the program from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Made] = loop.create_future()

    def settle(value: Made | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(value)  # type: ignore[arg-type] # made, where there is no error

    def work() -> None:
        value: Made | None = None
        failed: BaseException | None = None
        try:
            value = make()
        except BaseException as error:  # noqa: BLE001 - for who waits, and no end of the program
            failed = error if isinstance(error, Exception) else RuntimeError(told(error))
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, value, failed)

    Thread(target=work, daemon=True).start()
    return await done
