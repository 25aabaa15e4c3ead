"""The preview as its users have it: the command in a process of its own, asked and listened to."""

from __future__ import annotations

import base64
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self, TypeVar
from urllib.parse import urlencode

PATIENCE: Final = 60.0
"""Seconds after which what is waited for will not come: no test asks how long it took."""
ROOT: Final = Path(__file__).parent.parent

Found = TypeVar("Found")


def until(ask: Callable[[], Found | None], patience: float = PATIENCE) -> Found:
    """Ask again and again, ever less often, until the answer is true."""
    end = time.monotonic() + patience
    pause = 0.01
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(pause)
        pause = min(1.3 * pause, 0.25)
    raise AssertionError(f"waited in vain for {ask}")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Preview:
    """A server at work."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    """What it has said in the terminal."""

    @property
    def port(self) -> int:
        """The port it says it is at."""
        found = until(lambda: re.search(r"http://localhost:(\d+)/", "".join(self.lines)))
        return int(found[1])

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/"

    def ask(self, target: str, *, method: str = "GET", **headers: str) -> Given:
        """Ask for a target as it is written; headers by their names in lower case."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.putrequest(method, target, skip_host="host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            given = {name.lower(): value for name, value in answer.getheaders()}
            return Given(answer.status, given, answer.read())
        finally:
            connection.close()

    def page(self, path: str) -> str:
        return self.ask(f"/{path}").body.decode()

    def state(self, path: str = "", source: str = "") -> dict[str, Any]:
        """What a page at a path is told."""
        asked = urlencode({"page": f"/{path}", "source": source})
        told: dict[str, Any] = json.loads(self.ask(f"/__fichegen/state.json?{asked}").body)
        return told

    def ready(self) -> Preview:
        """Wait for the first state."""
        until(lambda: self.state()["number"])
        return self

    def said(self, words: str) -> bool:
        return words in "".join(self.lines)

    def stop(self) -> int:
        """Press Ctrl-C, and give the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


@contextmanager
def preview(root: Path, *options: str, today: str = "2021-09-01") -> Iterator[Preview]:
    """Serve a project at any free port, or at that of the options."""
    port = () if any(option.startswith("--port") for option in options) else ("--port", "0")
    process = subprocess.Popen(
        [sys.executable, "-m", "fichegen", "serve", "--today", today, *port, *options],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"},
        # A suite that was started in the background ignores Ctrl-C, and so would what it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    served = Preview(process)

    def read() -> None:
        assert process.stdout
        served.lines.extend(iter(process.stdout.readline, ""))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield served
    finally:
        process.terminate()
        process.wait(PATIENCE)
        reader.join(PATIENCE)
        if process.stdout:
            process.stdout.close()


class Listener:
    """A browser's ear: a web socket that says the greeting of livereload and hears what is new."""

    def __init__(self, served: Preview, *, origin: str = "", host: str = "") -> None:
        self.socket = socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            "GET /__fichegen/livereload HTTP/1.1",
            f"Host: {host or f'localhost:{served.port}'}",
            "Upgrade: websocket", "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13",
            *([f"Origin: {origin}"] if origin else []),
        ]  # fmt: skip
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        self.status = int(self.file.readline().split()[1])
        while self.file.readline().strip():
            pass

    def greet(self) -> dict[str, Any]:
        """Greet as livereload has it, and give the answer."""
        self.say({"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]})
        return self.hear()

    def say(self, word: object) -> None:
        """Say something, in one short masked frame."""
        body = word if isinstance(word, bytes) else json.dumps(word).encode()
        length = (
            bytes([0x80 | len(body)]) if len(body) < 126 else bytes([0xFE]) + len(body).to_bytes(2)
        )
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[n % 4] for n, byte in enumerate(body))
        self.socket.sendall(b"\x81" + length + mask + masked)

    def hear(self) -> dict[str, Any]:
        """Hear the next word; nothing where the server has hung up."""
        while True:
            head = self.file.read(2)
            if len(head) < 2 or head[0] & 0x0F == 8:
                return {}
            length = head[1] & 0x7F
            if length >= 126:
                length = int.from_bytes(self.file.read(2 if length == 126 else 8))
            body = self.file.read(length)
            if head[0] & 0x0F == 1:
                word: dict[str, Any] = json.loads(body)
                return word

    def news(self) -> int:
        """Hear the next word that there is something new, and give its number."""
        word = self.hear()
        assert word.get("command") == "reload", word
        number: int = word["number"]
        return number

    def close(self) -> None:
        self.file.close()
        self.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
