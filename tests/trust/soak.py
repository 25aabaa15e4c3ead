"""The preview under edits without end: every state is served, and nothing of the server grows."""

from __future__ import annotations

import base64
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import linear_regression
from typing import Any, Final
from urllib.parse import urlencode

from trust.figures import Figure
from trust.stage import FICHE, PATIENCE, TODAY, environment, write_project

PAGE: Final = "fiches/fiche-0/index.html"
_FICHES: Final = 12
_EVERY: Final = 10
"""Edits between two looks at what the server takes."""
_SETTLES: Final = 0.4
"""Part of the edits behind which it should take no more than it does."""
_MOST_GROWTH: Final = 12.0
"""KB of memory an edit, above which it is said to grow: beneath lies how Python keeps its memory."""
_BURST: Final = 200
_BURST_SECONDS: Final = 10.0


@dataclass(slots=True)
class Server:
    """A preview at work."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The port that it says it is at."""
        return int(until(lambda: re.search(r"localhost:(\d+)/", "".join(self.lines)))[1])

    def ask(self, target: str) -> tuple[int, str]:
        """Ask for a target; gives status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", target)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def state(self) -> dict[str, Any]:
        """Return how the page stands, as its script is told."""
        asked = urlencode({"page": f"/{PAGE}", "source": "content/f000.md"})
        told: dict[str, Any] = json.loads(self.ask(f"/__fichegen/state.json?{asked}")[1])
        return told

    def listen(self) -> socket.socket:
        """Open the socket of a browser that waits for news."""
        key = base64.b64encode(os.urandom(16)).decode()
        opened = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        opened.sendall(
            f"GET /__fichegen/livereload HTTP/1.1\r\nHost: localhost:{self.port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Origin: http://localhost:{self.port}\r\n\r\n".encode()
        )
        if b" 101 " not in opened.recv(4096):
            raise AssertionError("the server takes no socket")
        return opened

    def takes(self) -> Taken:
        """Return what the process takes of the machine."""
        place = Path(f"/proc/{self.process.pid}")
        told = (place / "status").read_text(encoding="utf-8")
        resident = int(re.search(r"VmRSS:\s+(\d+)", told)[1])  # type: ignore[index]
        tasks = [*(place / "task").iterdir()]
        children = "".join((task / "children").read_text(encoding="utf-8") for task in tasks)
        return Taken(resident, len([*(place / "fd").iterdir()]), len(tasks), len(children.split()))


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process takes at one moment."""

    resident: int
    """KB of memory."""
    descriptors: int
    threads: int
    children: int


def until(ask: Callable[[], Any], patience: float = PATIENCE) -> Any:
    """Ask until the answer is true; raises TimeoutError where it never is."""
    end, pause = time.monotonic() + patience, 0.005
    while time.monotonic() < end:
        with suppress(OSError, ValueError, http.client.HTTPException):
            if found := ask():
                return found
        time.sleep(pause)
        pause = min(1.3 * pause, 0.2)
    raise TimeoutError


@contextmanager
def serving(root: Path) -> Iterator[Server]:
    """Serve a project at a free port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fichegen", "serve", "--today", TODAY, "--port", "0"],
        cwd=root, env={**environment(), "PYTHONUNBUFFERED": "1"}, encoding="utf-8",
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        # Whoever was started in the background ignores Ctrl-C, and so would the server.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )  # fmt: skip
    server = Server(process)

    def read() -> None:
        assert process.stdout
        server.lines.extend(iter(process.stdout.readline, ""))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield server
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE)
        reader.join(PATIENCE)
        if process.stdout:
            process.stdout.close()


# ---------------------------------------------------------------- edits


@dataclass(frozen=True, slots=True)
class Edit:
    """Something somebody does, and what must come of it."""

    words: str
    do: Callable[[Path, int], None]
    breaks: bool = False
    """True where the pages that were stay, with what is wrong over them."""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _fiche(root: Path, number: int, day: str = "1", name: str = "f000.md") -> None:
    title = "Fiche 0" if name == "f000.md" else "Passagère"
    text = FICHE.format(title=title, day=day, words=f"Édition numéro {number}.")
    _write(root / "content" / name, text)


def _by_rename(root: Path, number: int) -> None:
    _fiche(root, number, name=".f000.tmp")
    beside = root / "content/.f000.tmp"
    beside.write_text(beside.read_text("utf-8").replace("Passagère", "Fiche 0"), "utf-8")
    beside.replace(root / "content/f000.md")


def _with(also: Callable[[Path, int], None]) -> Callable[[Path, int], None]:
    """Do something, then the edit of the fiche by which it is known that it was seen."""

    def done(root: Path, number: int) -> None:
        also(root, number)
        _fiche(root, number)

    return done


def _settings(root: Path, number: int) -> None:
    _write(root / "content/catalogue.yml", f"titre: Essai {number % 7}\nurl: https://exemple.fr\n")


def _template(root: Path, number: int) -> None:
    path = root / "templates/partials/footer.html"
    if path.exists():
        shutil.rmtree(root / "templates")
    else:
        _write(path, f"<footer><p>Pied {number}</p></footer>\n")


def _passing_fiche(root: Path, number: int) -> None:
    path = root / "content/passagere.md"
    if path.exists():
        path.unlink()
    else:
        _fiche(root, number, name="passagere.md")


def _organisation(root: Path, number: int) -> None:
    _write(root / "content/organismes/un.yml", f"nom: Organisme {number % 5}\n")


def _broken_yaml(root: Path, _number: int) -> None:
    _write(root / "content/z.yml", "titre: [\n")


def _mended(root: Path, number: int) -> None:
    (root / "content/z.yml").unlink(missing_ok=True)
    if (root / "ailleurs").is_dir():
        (root / "ailleurs").rename(root / "content")
    _fiche(root, number)


def _away(root: Path, _number: int) -> None:
    (root / "content").rename(root / "ailleurs")


MEND: Final = Edit("réparé", _mended)
EDITS: Final = (
    Edit("un mot", _fiche),
    Edit("un mot, par renommage", _by_rename),
    Edit("une autre fiche paraît ou s'en va", _with(_passing_fiche)),
    Edit("les réglages", _with(_settings)),
    Edit("un gabarit paraît ou s'en va", _with(_template)),
    Edit("un organisme", _with(_organisation)),
    Edit("une date impossible", lambda root, number: _fiche(root, number, "31"), breaks=True),
    Edit("un YAML qui n'en est pas", _broken_yaml, breaks=True),
    Edit("les sources s'en vont", _away, breaks=True),
)


class _Soak:
    """One server, and what was seen of it."""

    def __init__(self, root: Path, server: Server, dice: random.Random) -> None:
        self.root, self.server, self.dice = root, server, dice
        self.failed: list[str] = []
        self.taken: list[tuple[int, Taken]] = []
        self.shown = 0
        """The last edit that is on the page."""

    def edits(self, count: int) -> None:
        """Do so many edits; each is waited for."""
        is_broken = False
        for number in range(1, count + 1):
            edit = MEND if is_broken else self._chosen(number)
            edit.do(self.root, number)
            try:
                until(partial(self._is_seen, edit, number), 60)
            except TimeoutError:
                self.failed.append(f"édition {number} ({edit.words}) : jamais vue")
            is_broken = edit.breaks
            if not is_broken:
                self.shown = number
            if number % _EVERY == 0:
                self._look_around(number)

    def _chosen(self, number: int) -> Edit:
        return EDITS[number - 1] if number <= len(EDITS) else self.dice.choice(EDITS)

    def _is_seen(self, edit: Edit, number: int) -> bool:
        status, page = self.server.ask(f"/{PAGE}")
        wanted = self.shown if edit.breaks else number
        if status != 200 or (wanted and f"numéro {wanted}." not in page):
            return False
        state = self.server.state()
        return bool(state["counts"]["erreur"]) == edit.breaks and not state["fault"]

    def _look_around(self, number: int) -> None:
        """Come and go as browsers do, then look at what the server takes."""
        browsers = [self.server.listen() for _ in range(3)]
        for target in ("/", "/agenda/", "/catalogue.json", "/nulle-part", "/assets/x"):
            self.server.ask(target)
        for browser in browsers:
            browser.close()
        time.sleep(0.3)
        self.taken.append((number, self.server.takes()))

    def burst(self, first: int, count: int, seconds: float) -> None:
        """Do many edits and wait for none: the last must be shown."""
        began = time.monotonic()
        for step in range(count):
            _fiche(self.root, first + step)
            time.sleep(max(0.0, began + (step + 1) * seconds / count - time.monotonic()))
        last = Edit("la dernière d'une rafale", _fiche)
        try:
            until(lambda: self._is_seen(last, first + count - 1), 60)
        except TimeoutError:
            self.failed.append(f"rafale de {count} : la dernière édition n'est jamais vue")

    def growth(self) -> str:
        """Tell how what the server takes has gone, once it had settled; notes what grows."""
        settled = self.taken[int(len(self.taken) * _SETTLES) :]
        if len(settled) < 2:
            return ""
        times = [number for number, _ in settled]
        slope = linear_regression(times, [each.resident for _, each in settled]).slope
        if len(settled) >= 10 and slope > _MOST_GROWTH:
            self.failed.append(f"la mémoire croît de {slope:.1f} Ko par édition")
        for name in ("descriptors", "threads", "children"):
            values = [getattr(each, name) for _, each in self.taken]
            if max(values[1:]) > values[0] + 4 or values[-1] > values[0] + 2:
                self.failed.append(
                    f"{name} : {values[0]} au début, {max(values)} au plus, {values[-1]} à la fin"
                )
        first, last = self.taken[0][1], self.taken[-1][1]
        return (
            f"mémoire {first.resident // 1024} Mo au début, {last.resident // 1024} Mo à la fin,"
            f" {slope:+.1f} Ko par édition une fois en route ; {first.descriptors} puis {last.descriptors}"
            f" descripteurs, {first.threads} puis {last.threads} fils, {last.children} processus"
        )

    def end(self) -> None:
        """Press Ctrl-C: the server ends well, and its port is free."""
        port = self.server.port
        self.server.process.send_signal(signal.SIGINT)
        status = self.server.process.wait(PATIENCE)
        if status:
            self.failed.append(f"Ctrl-C : finit par {status}")
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError as error:
            self.failed.append(f"le port n'est pas rendu : {error}")
        said = "".join(self.server.lines)
        if "Traceback" in said or "défaut de fichegen" in said:
            self.failed.append(f"a parlé de son intérieur : {said[-300:]!r}")


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Edit a project a thousand times (scale 1) under a preview, then two hundred times in ten seconds."""
    root = scratch / "soak"
    write_project(root, _FICHES)
    count, burst = max(len(EDITS) + 6, round(1000 * scale)), max(30, round(_BURST * scale))
    with serving(root) as server:
        soak = _Soak(root, server, random.Random(seed))
        until(lambda: server.state()["number"])
        say(f"Aperçu : {count} éditions")
        soak.edits(count)
        if (root / "ailleurs").is_dir() or (root / "content/z.yml").exists():
            _mended(root, count)
        soak.burst(count + 1, burst, _BURST_SECONDS * burst / _BURST)
        note = soak.growth()
        soak.end()
    return (
        Figure(
            what=f"Aperçu : éditions une à une, puis {burst} en rafale",
            tried=count + burst, failed=(*soak.failed,), note=note,
        ),
    )  # fmt: skip
