"""What has changed in a folder since a state that git knows; git is asked, never told to do anything."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fichegen.sources import MAX_BYTES

_SECONDS: Final = 120
"""Time given to one question: a folder on a slow network is not without an end."""
_MOST: Final = 200
"""Vanished files that are read again: of more than these only the names are known."""
_KEPT: Final = (
    "GIT_CONFIG",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
)
"""Beginnings of the settings of git that hold for us. The others speak of one repository, that of the
hook which calls us, or of what git prints."""


class ChangesError(Exception):
    """Git cannot tell what has changed; says why, in French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed below a folder."""

    changed: tuple[Path, ...]
    """Files that are new or hold something else, whether git has been told of them or not."""
    vanished: Mapping[Path, bytes]
    """Files that are no more, under that name, with what they held; b"" where that is not at hand."""


def changes_since(reference: str, folder: Path) -> Changes:
    """Return what has changed below a folder since a branch, a tag or a commit; raises ChangesError.

    Changes since our line of work left `reference`: what has been done there meanwhile is no change
    of ours. A file of another name has vanished under the old one and is new under the other.
    """
    if not reference or reference.startswith("-"):
        raise ChangesError(f"« {reference} » n'est ni une branche, ni une étiquette, ni un commit")
    folder = folder.resolve()
    top = Path(os.fsdecode(_top(folder)))
    base = _base(reference, top)
    below = os.path.relpath(folder, top)
    listed = _fields(_asked(top, "diff", "--name-status", "-z", "--no-renames", "--no-ext-diff",
                            "--ignore-submodules", base, "--", below))  # fmt: skip
    untracked = _fields(
        _asked(top, "ls-files", "-z", "--others", "--exclude-standard", "--", below)
    )
    states = dict(zip(listed[1::2], listed[::2], strict=True))
    files = {name: top / os.fsdecode(name) for name in (*states, *untracked)}
    gone = {name for name, file in files.items() if not os.path.lexists(file)}
    return Changes(
        changed=tuple(file for name, file in sorted(files.items()) if name not in gone),
        vanished={files[name]: body for name, body in _bodies(top, base, sorted(gone))},
    )


def _top(folder: Path) -> bytes:
    """Return the folder that the repository begins in."""
    status, said, complaint = _git(folder, "rev-parse", "--show-toplevel")
    if status == 0 and said.strip():
        return said.removesuffix(b"\n").removesuffix(b"\r")
    if b"dubious ownership" in complaint:
        raise ChangesError(
            "git refuse de lire ce dépôt, qui appartient à quelqu'un d'autre : voir « git config"
            " safe.directory »"
        )
    raise ChangesError("ce dossier n'est pas dans un dépôt git")


def _base(reference: str, top: Path) -> str:
    """Return the commit where our line of work left a reference; the reference's own where they never met."""
    status, said, _ = _git(top, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    shallow = _git(top, "rev-parse", "--is-shallow-repository")[1].strip() == b"true"
    advice = " : ce dépôt est une copie sans son passé (« git fetch --unshallow », ou « fetch-depth: 0 »)"
    if status != 0:
        raise ChangesError(f"git ne connaît pas « {reference} »{advice if shallow else ''}")
    commit = said.decode("ascii").strip()
    status, said, _ = _git(top, "merge-base", commit, "HEAD")
    if status != 0 and shallow:
        raise ChangesError(f"git ne trouve pas d'où vient « {reference} »{advice}")
    return said.decode("ascii").strip() if status == 0 else commit


def _bodies(top: Path, base: str, names: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    """Return what vanished files held."""
    bodies = []
    for rank, name in enumerate(names):
        body = b""
        if rank < _MOST:
            status, said, _ = _git(top, "cat-file", "blob", f"{base}:{os.fsdecode(name)}")
            body = said if status == 0 and len(said) <= MAX_BYTES else b""
        bodies.append((name, body))
    return bodies


def _fields(listing: bytes) -> list[bytes]:
    return listing.split(b"\0")[:-1]


def _asked(folder: Path, *words: str) -> bytes:
    status, said, complaint = _git(folder, *words)
    if status != 0:
        first = complaint.decode("utf-8", "replace").strip().partition("\n")[0]
        raise ChangesError(f"git ne répond pas : {first or f'il finit par {status}'}")
    return said


def _git(folder: Path, *words: str) -> tuple[int, bytes, bytes]:
    """Ask git in a folder; gives its status, what it said, what it complained of."""
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
            ["git", *words],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise ChangesError("git n'est pas installé sur cette machine") from error
    except subprocess.TimeoutExpired as error:
        raise ChangesError("git ne répond pas") from error
    except (OSError, ValueError) as error:
        raise ChangesError("git ne peut pas être lancé") from error
    return ran.returncode, ran.stdout, ran.stderr
