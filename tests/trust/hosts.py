"""Real servers of files, each under the configuration that a build wrote, on a free port of loopback.

Of the rest of their configuration, no more is given than the guide tells: where the site lies.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

_IS_ROOT: Final = hasattr(os, "geteuid") and os.geteuid() == 0
_PATIENCE: Final = 10.0
"""Seconds that a server is given to begin, and to end."""
_BROTLI: Final = "ngx_http_brotli_static_module.so"
_MODULES: Final = {
    "nginx": ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules"),
    "apache2": ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules"),
}
"""Where systems keep the modules of a server."""
_NGINX: Final = """\
{load}
daemon off; pid nginx.pid; error_log stderr; worker_processes 1; {user}
events {{ }}
http {{
    access_log off;
    client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp;
    scgi_temp_path tmp;
    server {{
        listen 127.0.0.1:{port};
        root "{root}";
        include "{site}/serveurs/nginx.conf";
        {more}
    }}
}}
"""
_APACHE: Final = """\
{load}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile apache.pid
ErrorLog error.log
{user}
<IfModule mod_mime.c>
    TypesConfig /dev/null
</IfModule>
DocumentRoot "{root}"
<Directory "{root}">
    AllowOverride FileInfo
    Require all granted
</Directory>
"""
_APACHE_MODULES: Final = (
    *("mpm_event", "authz_core", "alias", "deflate", "dir", "filter", "headers", "mime", "rewrite"),
    *("negotiation", "autoindex"),  # which most hosts have, and which could answer otherwise
)
_CADDY: Final = """\
{{
    admin off
    auto_https off
    storage file_system "{folder}/storage"
}}
http://127.0.0.1:{port}, http://localhost:{port} {{
    root * "{root}"
    import "{site}/serveurs/caddy.conf"
}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters; those of one name joined by commas."""
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A server that serves a site."""

    name: str
    port: int
    root: Path
    """The folder that it serves."""
    base: str
    """The path of the site on it: `/formations`; empty at its root."""
    sends_brotli: bool
    """Tells whether it can send files in `.br`."""

    @property
    def site(self) -> Path:
        """The folder of the site."""
        return self.root / self.base.removeprefix("/")

    def connect(self) -> Line:
        """Begin a connection that is kept for many requests."""
        return Line(self.port)


class Line:
    """A connection to a server of this machine; once the server ends it, another is begun."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def ask(self, path: str, **headers: str) -> Answer:
        """Ask for a path as it is written: nothing of it is put right before it is sent.

        Names of headers have `_` for `-`.
        """
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=30)
        lines = [f"GET {path} HTTP/1.1", f"Host: localhost:{self._port}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self._socket.sendall("\r\n".join((*lines, "", "")).encode())
        with HTTPResponse(self._socket, method="GET") as answer:
            answer.begin()
            body = answer.read()
            told: dict[str, str] = {}
            for name, value in answer.getheaders():
                known = told.get(name.lower())
                told[name.lower()] = f"{known}, {value}" if known else value
        if answer.will_close:
            self.close()
        return Answer(status=answer.status, headers=told, body=body)

    def close(self) -> None:
        """End the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def nginx(folder: Path, root: Path, base: str) -> Iterator[Host]:
    """Serve by nginx, with the module for brotli where it is installed."""
    site = root / base.removeprefix("/")
    module = _module("nginx", _BROTLI)
    brotli = site / "serveurs" / "nginx-brotli.conf"
    has_brotli = module is not None and brotli.is_file()
    port = _free()
    told = _NGINX.format(
        load=f'load_module "{module}";' if has_brotli else "",
        user="user root;" if _IS_ROOT else "",
        port=port, root=root, site=site,
        more=f'include "{brotli}";' if has_brotli else "",
    )  # fmt: skip
    program = _program("nginx")
    command = (program, "-p", f"{folder}/", "-c", "nginx.conf", "-e", "stderr")
    host = Host(name="nginx", port=port, root=root, base=base, sends_brotli=has_brotli)
    with _serving(host, folder / "nginx.conf", told, (*command, "-t"), command):
        yield host


@contextmanager
def apache(folder: Path, root: Path, base: str) -> Iterator[Host]:
    """Serve by Apache, that has no configuration of the site but its `.htaccess`.

    It serves nobody as root: of what only root may read, it is given a copy.
    """
    port = _free()
    with TemporaryDirectory(prefix="fichegen-") as place:
        if _IS_ROOT:
            Path(place).chmod(0o755)
            root = Path(shutil.copytree(root, Path(place) / "root", symlinks=True))
        found = ((name, _module("apache2", f"mod_{name}.so")) for name in _APACHE_MODULES)
        told = _APACHE.format(
            load="\n".join(f'LoadModule {name}_module "{path}"' for name, path in found if path),
            user="User nobody" if _IS_ROOT else "",
            port=port, root=root,
        )  # fmt: skip
        command = (_program("apache2", "httpd"), "-d", str(folder), "-f", "apache.conf")
        run = (*command, "-D", "FOREGROUND")
        host = Host(name="Apache", port=port, root=root, base=base, sends_brotli=True)
        with _serving(host, folder / "apache.conf", told, (*command, "-t"), run):
            yield host


@contextmanager
def caddy(folder: Path, root: Path, base: str) -> Iterator[Host]:
    """Serve by Caddy."""
    port = _free()
    site = root / base.removeprefix("/")
    told = _CADDY.format(folder=folder, port=port, root=root, site=site)
    file = folder / "Caddyfile"
    options = ("--config", str(file), "--adapter", "caddyfile")
    program = _program("caddy")
    host = Host(name="Caddy", port=port, root=root, base=base, sends_brotli=True)
    with _serving(host, file, told, (program, "validate", *options), (program, "run", *options)):
        yield host


class UnservedError(Exception):
    """A server is not installed, refuses its configuration, or does not answer; says which."""


@contextmanager
def _serving(
    host: Host, file: Path, told: str, check: tuple[str, ...], run: tuple[str, ...]
) -> Iterator[None]:
    """Have a configuration judged by its server, then served."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(told, encoding="utf-8")
    environment = {**os.environ, "HOME": str(file.parent), "XDG_DATA_HOME": str(file.parent)}
    checked = subprocess.run(check, capture_output=True, check=False, env=environment)
    if checked.returncode:
        raise UnservedError(f"{host.name} : {checked.stderr.decode(errors='replace')[-2000:]}")
    log = file.parent / "stderr.log"
    with log.open("wb") as spoken:
        served = subprocess.Popen(run, stdout=spoken, stderr=spoken, env=environment)
    try:
        end = time.monotonic() + _PATIENCE
        while not _answers(host.port):
            if served.poll() is not None or time.monotonic() > end:
                raise UnservedError(f"{host.name} : {log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.05)
        yield
    finally:
        served.terminate()
        try:
            served.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            served.kill()
            served.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _program(*names: str) -> str:
    for name in names:
        if found := shutil.which(name) or shutil.which(f"/usr/sbin/{name}"):
            return found
    raise UnservedError(f"{names[0]} n'est pas installé")


def _module(server: str, name: str) -> Path | None:
    places = (Path(folder) / name for folder in _MODULES[server])
    return next((place for place in places if place.is_file()), None)
