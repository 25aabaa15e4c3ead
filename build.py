#!/usr/bin/env python3
"""La porte d'entrée de fichegen. Il faut Python 3.11 ou plus récent, et rien d'autre.

    python3 build.py            construit le catalogue de content/ dans site/
    python3 build.py list       ou tout autre mot : la commande de fichegen du même nom
    python3 build.py test       prépare les outils de test, puis passe toute la suite
    python3 build.py check      vérifie le code : format, style, types, architecture
    python3 build.py trust      éprouve la fiabilité longuement, et dresse le tableau (docs/reliability.md)
    python3 build.py supply     dit de quoi fichegen est fait : licences, vulnérabilités connues
    python3 build.py captures   photographie chaque genre de page dans captures/ (ou un dossier donné)

La première fois, les bibliothèques sont installées dans .venv, à côté de ce fichier ;
ensuite, plus rien n'est à préparer. Pour vérifier les fiches : .venv/bin/fichegen check
"""

import hashlib
import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path

# Before any definition: an older Python reads the lines below but may not run them.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write(
        "fichegen demande Python 3.11 ou plus récent ; celui-ci est le "
        f"{sys.version_info[0]}.{sys.version_info[1]} ({sys.executable}).\n"
        "Installez-en un plus récent, puis par exemple : python3.11 build.py\n"
    )
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "fichegen.stamp"

# Meant for another Python (the first two) or another place to install to (the rest):
# inherited, they lead .venv astray. What tells pip about the network stays.
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PIP_PREFIX", "PIP_ROOT", "PIP_TARGET", "PIP_USER")

CHECKS = (
    ("format", "ruff", "format", "--check", "--output-format=concise", "."),
    ("style", "ruff", "check", "--output-format=concise", "."),
    ("types", "mypy"),
)
ARCHITECTURE = ("architecture", "pytest", "tests/test_architecture.py", "tests/test_imports.py")
SUITE = ("tests", "pytest", "-n", "auto", "--dist", "worksteal")


def say(*lines: str) -> None:
    """Speak on stderr: stdout belongs to the command that was asked for."""
    print(*lines, sep="\n", file=sys.stderr, flush=True)


def stop(*lines: str) -> None:
    """Give up the set-up, saying why and what to do."""
    say(*lines)
    sys.exit(2)


def run(*args: str) -> int:
    """Run .venv's Python in the checkout and give its exit status as a shell would."""
    with subprocess.Popen([PYTHON, *args], cwd=ROOT) as child:
        try:
            status = child.wait()
        except KeyboardInterrupt:
            # The child has had Ctrl-C too and ends in its own way; a server that ends well is fine.
            if child.wait():
                raise
            status = 0
        except SystemExit:
            child.terminate()  # SIGTERM came to us alone
            raise
    return status if status >= 0 else 128 - status


def run_all(steps: tuple[tuple[str, ...], ...]) -> int:
    """Run every step, whatever the others say: 0 only when all went well."""
    failed = []
    for title, module, *args in steps:
        say(f"── {title}")
        if run("-m", module, *args):
            failed.append(title)
    if failed:
        say(f"En échec : {', '.join(failed)}.")
    return 1 if failed else 0


def fingerprint() -> str:
    """What .venv was made from: this Python, this place, these requirements."""
    digest = hashlib.sha256(repr((sys.version, sys.base_prefix, ROOT)).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    """Make .venv anew, whatever stood there: half-made, moved, left by a removed Python."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        stop(
            "Ce Python est livré sans venv ni pip ; sur Debian et Ubuntu :",
            "    sudo apt install python3-venv",
            "puis relancez la même commande.",
        )
    import venv

    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)
    except (OSError, ValueError, subprocess.CalledProcessError) as fault:
        stop(f"Impossible de créer {VENV} : {fault}")


def pip_install(target: str) -> None:
    """Install the checkout in .venv, at the versions that constraints.txt pins."""
    options = ("--quiet", "--no-input", "--disable-pip-version-check", "-c", "constraints.txt")
    if run("-m", "pip", "install", *options, "-e", target):
        stop(
            "L'installation des bibliothèques n'a pas abouti : pip dit pourquoi ci-dessus.",
            "Elle a besoin du réseau, cette fois seulement : vérifiez la connexion ou le",
            "mandataire (HTTPS_PROXY), puis relancez la même commande.",
        )


def prepare(*targets: str) -> None:
    """Have the targets in .venv. The stamp tells what it holds; without one, all is made anew."""
    source = fingerprint()
    held = STAMP.read_text().split() if STAMP.is_file() and PYTHON.exists() else []
    if source not in held:
        say("Préparation de .venv, une fois pour toutes (une minute environ)…")
        make_venv()
        held = [source]
    for target in targets:
        if target not in held:
            say(f"Installation des bibliothèques : pip install {target}")
            STAMP.unlink(missing_ok=True)  # killed from here on, it is not a whole .venv
            pip_install(target)
            held.append(target)
            STAMP.write_text("\n".join(held))


def main(args: list[str]) -> int:
    """Set up what the word needs, then hand over."""
    word, *rest = args or ["build"]
    if word in {"-h", "--help"}:
        print(__doc__)
        return 0
    for name in FOREIGN:
        os.environ.pop(name, None)
    if word == "test":
        prepare(".", ".[test]")
        run("tests/oracles.py")
        return run_all((*CHECKS, (*SUITE, *rest)))
    if word == "captures":
        prepare(".", ".[test]")
        run("tests/oracles.py")
        return run("tests/captures.py", *rest)
    if word == "trust":
        prepare(".", ".[test]")
        run("tests/oracles.py")
        os.environ["PYTHONPATH"] = str(ROOT / "tests")
        return run("-m", "trust", *rest)
    if word == "supply":
        prepare(".", ".[test]", ".[supply]")
        return run("tests/supply.py", *rest)
    if word == "check":
        if rest:
            stop("« check » vérifie le code ; pour les fiches : .venv/bin/fichegen check …")
        prepare(".", ".[test]")
        return run_all((*CHECKS, ARCHITECTURE))
    prepare(".")
    status = run("-m", "fichegen", word, *rest)
    if status == 0 and not args:
        say("Toutes les commandes : .venv/bin/fichegen --help")
    return status


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
