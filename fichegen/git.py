"""Git is asked, never told to do anything: nothing is written, fetched, paged or run by it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

_SECONDS: Final = 120
"""Time given to one question: a folder on a slow network is not without an end."""
_KEPT: Final = (
    "GIT_CONFIG",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
)
"""Beginnings of the settings of git that hold for us. The others speak of one repository, that of the
hook which calls us, or of what git prints."""


class GitError(Exception):
    """Git cannot tell what is asked; says why, in French."""


def top_of(folder: Path) -> bytes:
    """Return the folder that the repository of a folder begins in; raises GitError where there is none."""
    status, said, complaint = git(folder, "rev-parse", "--show-toplevel")
    if status == 0 and said.strip():
        return said.removesuffix(b"\n").removesuffix(b"\r")
    if b"dubious ownership" in complaint:
        raise GitError(
            "git refuse de lire ce dépôt, qui appartient à quelqu'un d'autre : voir « git config"
            " safe.directory »"
        )
    raise GitError("ce dossier n'est pas dans un dépôt git")


def is_shallow(top: Path) -> bool:
    """Tell whether a repository is a copy without its past."""
    return git(top, "rev-parse", "--is-shallow-repository")[1].strip() == b"true"


def sizes_of(top: Path, ids: Iterable[bytes]) -> dict[bytes, int]:
    """Return the sizes in bytes of files that git keeps, by their ids; those it has not are left out."""
    _, said, _ = git(top, "cat-file", "--batch-check", told=_lines(ids))
    kinds = (line.split(b" ") for line in said.splitlines())
    return {kind[0]: int(kind[2]) for kind in kinds if kind[1:2] == [b"blob"]}


def bodies_of(top: Path, sizes: Mapping[bytes, int]) -> dict[bytes, bytes] | None:
    """Return what files hold, by their ids, of which the sizes are known; None where git cannot."""
    status, said, _ = git(top, "cat-file", "--batch", told=_lines(sizes))
    bodies, at = {}, 0
    for id_, size in sizes.items():
        start = said.find(b"\n", at) + 1
        bodies[id_], at = said[start : start + size], start + size + 1
    return bodies if status == 0 and at == len(said) else None


def fields_of(listing: bytes) -> list[bytes]:
    """Part what git lists with an octet of zeros behind each."""
    return listing.split(b"\0")[:-1]


def asked(folder: Path, *words: str) -> bytes:
    """Return what git says in a folder; raises GitError where it fails."""
    status, said, complaint = git(folder, *words)
    if status != 0:
        first = complaint.decode("utf-8", "replace").strip().partition("\n")[0]
        raise GitError(f"git ne répond pas : {first or f'il finit par {status}'}")
    return said


def git(folder: Path, *words: str, told: bytes = b"") -> tuple[int, bytes, bytes]:
    """Ask git in a folder; gives its status, what it said, what it complained of.

    What it is told beside, and asked, comes by its standard input.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
    environment = kept | {
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "GIT_LITERAL_PATHSPECS": "1",  # a folder named `*` is that folder
        "GIT_OPTIONAL_LOCKS": "0",  # nothing is written
        "GIT_NO_LAZY_FETCH": "1",  # nor fetched
        "GIT_TERMINAL_PROMPT": "0",
    }
    try:
        ran = subprocess.run(
            # Any of these may name a program of the repository's own.
            [
                "git",
                "--no-pager",
                "-c",
                "core.fsmonitor=false",
                "-c",
                "diff.autoRefreshIndex=false",  # `diff` would write the index, asked not to or not
                "-c",
                f"core.hooksPath={os.devnull}",
                *words,
            ],
            cwd=folder,
            env=environment,
            input=told,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError("git n'est pas installé sur cette machine") from error
    except subprocess.TimeoutExpired as error:
        raise GitError("git ne répond pas") from error
    except (OSError, ValueError) as error:
        raise GitError("git ne peut pas être lancé") from error
    return ran.returncode, ran.stdout, ran.stderr


def _lines(ids: Iterable[bytes]) -> bytes:
    return b"".join(id_ + b"\n" for id_ in ids)
