"""The tools that judge from outside Python: Chromium, Java, the HTML validator, the axe
rules, the terms of schema.org.

A test asks for one by its function. A missing tool skips the test, naming the command that would
bring it; in CI, where nothing may go unjudged, it fails the test. Run as a script, this module
installs what it can and names the rest: `python3 build.py test` does so before the suite.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "tests" / "tools"
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

CHROMIUM_FLAGS = (
    # At rest: Chromium otherwise calls its maker's hosts at every start.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # Chromium refuses to build its sandbox for root, the usual user of a container.
    *(("--no-sandbox",) if IS_ROOT else ()),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool, where it is looked for, and the command that installs it."""

    name: str
    find: Callable[[], Path | None]
    command: tuple[str, ...]

    def require(self) -> Path:
        """Give the tool to a test, or end the test."""
        if found := self.find():
            return found
        reason = f"{self.name} manque ; pour l'installer : {shlex.join(self.command)}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def chromium() -> Path:
    """Chromium or a browser built on it, to be started with CHROMIUM_FLAGS."""
    return CHROMIUM.require()


def java() -> Path:
    """The Java that runs the validator."""
    return JAVA.require()


def vnu_jar() -> Path:
    """The HTML validator (vnu), which needs java() to run."""
    return VALIDATOR.require()


def axe_source() -> str:
    """The accessibility rules (axe-core), a script to evaluate in a page."""
    return AXE.require().read_text(encoding="utf-8")


def nginx() -> Path:
    """A web server that people publish with."""
    return NGINX.require()


def servers() -> None:
    """All of them, and what has nginx send files in brotli."""
    for server in (NGINX, NGINX_BROTLI, APACHE, CADDY):
        server.require()


def schema_terms() -> str:
    """The terms of schema.org with their properties, as TypeScript types (schema-dts)."""
    return TERMS.require().read_text(encoding="utf-8")


def _program(*names: str) -> Callable[[], Path | None]:
    """Look on PATH for the first of the programs."""
    return lambda: next((Path(path) for name in names if (path := shutil.which(name))), None)


def _package(file: str) -> Callable[[], Path | None]:
    """Look for a file of an npm package, in a folder that holds what the lock asks for."""

    def find() -> Path | None:
        path = PACKAGES / "node_modules" / file
        return path if path.is_file() and _locked_packages_are_installed() else None

    return find


def _locked_packages_are_installed() -> bool:
    """Compare the lock with npm's own account of what it has installed."""
    account = PACKAGES / "node_modules" / ".package-lock.json"
    if not account.is_file():
        return False
    asked = json.loads((PACKAGES / "package-lock.json").read_bytes())["packages"]
    held = json.loads(account.read_bytes())["packages"]
    return bool({**held, "": asked[""]} == asked)


def _apt(package: str) -> tuple[str, ...]:
    """Install a Debian package, as root or through sudo; sudo must not stop to ask."""
    install = ("apt-get", "install", "--yes", "--no-install-recommends", package)
    return install if IS_ROOT else ("sudo", *install)


NPM_CI = ("npm", "ci", "--silent", "--prefix", "tests/tools")

CHROMIUM = Tool(
    name="Chromium",
    find=_program(
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ),
    command=_apt("chromium"),
)
JAVA = Tool(name="Java", find=_program("java"), command=_apt("default-jre-headless"))
NPM = Tool(name="npm", find=_program("npm"), command=_apt("npm"))
VALIDATOR = Tool(name="vnu", find=_package("vnu-jar/build/dist/vnu.jar"), command=NPM_CI)
AXE = Tool(name="axe-core", find=_package("axe-core/axe.min.js"), command=NPM_CI)
NGINX = Tool(name="nginx", find=_program("nginx", "/usr/sbin/nginx"), command=_apt("nginx-light"))
NGINX_BROTLI = Tool(
    name="le module brotli de nginx",
    find=lambda: next(
        (path for path in Path("/usr").glob("lib*/nginx/modules/*brotli_static*.so")), None
    ),
    command=_apt("libnginx-mod-http-brotli-static"),
)
APACHE = Tool(
    name="Apache",
    find=_program("apache2", "/usr/sbin/apache2", "httpd"),
    command=_apt("apache2-bin"),
)
CADDY = Tool(name="Caddy", find=_program("caddy"), command=_apt("caddy"))
TERMS = Tool(name="schema-dts", find=_package("schema-dts/dist/schema.d.ts"), command=NPM_CI)


def _run(*command: str) -> bool:
    """Run a command that may not ask anything; its chatter is not ours, its complaints are."""
    program = shutil.which(command[0])
    if program is None:
        return False
    done = subprocess.run(
        (program, *command[1:]),
        cwd=ROOT,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def _install(tool: Tool) -> bool:
    """Install a tool; apt gets a second chance with fresh lists."""
    command = tool.command
    if "apt-get" not in command:
        return _run(*command)
    if shutil.which("apt-get") is None or not (IS_ROOT or _run("sudo", "-n", "true")):
        return False
    update = (*command[: command.index("install")], "update")
    return _run(*command) or (_run(*update) and _run(*command))


def main() -> None:
    """Install the tools that are missing; name those that cannot be, and go on."""
    tools = (CHROMIUM, JAVA, NPM, VALIDATOR, AXE, TERMS, NGINX, NGINX_BROTLI, APACHE, CADDY)
    for tool in tools:
        if tool.find():
            continue
        command = shlex.join(tool.command)
        print(f"Installation de {tool.name} : {command}", file=sys.stderr)
        if not (_install(tool) and tool.find()):
            print(f"  {tool.name} manque toujours ; à taper : {command}", file=sys.stderr)


if __name__ == "__main__":
    main()
