"""What has changed in a folder since a state that git knows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fichegen.git import (
    GitError,
    asked,
    bodies_of,
    fields_of,
    git,
    is_shallow,
    sizes_of,
    top_of,
)
from fichegen.sources import ENDINGS, MAX_BYTES

_MOST_BYTES: Final = 64 * 1024 * 1024
"""What changed files held is read up to this much in all: some twenty thousand fiches."""
_FILES: Final = (b"100644", b"100755")
_NOTHING: Final = b"000000"
"""Modes of what git keeps: files; neither links, nor other repositories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed below a folder."""

    changed: tuple[Path, ...] = ()
    """Files that are new or hold something else, whether git has been told of them or not; folders
    that are new repositories of their own."""
    before: Mapping[Path, bytes] = field(default_factory=dict)
    """What files held that have changed or vanished; b"" for those that are no source, or too large."""
    unknown: str = ""
    """Why it cannot be told file by file, in French, so that all must count as changed."""


def changes_since(reference: str, folder: Path, *beside: Path) -> Changes:
    """Return what has changed below a folder since a branch, a tag or a commit; raises GitError.

    Changes since our line of work left `reference`: what has been done there meanwhile is no change
    of ours. A file of another name has vanished under the old one and is new under the other. What
    has changed in the folders `beside` changes everything.
    """
    if not reference or reference.startswith("-"):
        raise GitError(f"« {reference} » n'est ni une branche, ni une étiquette, ni un commit")
    folder = folder.resolve()
    top = Path(os.fsdecode(top_of(folder)))
    base = _base(reference, top)
    if not base:
        return Changes(unknown="rien n'est encore enregistré dans git")
    if any(_listed(top, base, other.resolve()) for other in beside):
        return Changes(unknown="les gabarits ont changé")
    listed = _listed(top, base, folder)
    if any(mode not in (*_FILES, _NOTHING) for mode, _ in listed.values()):
        return Changes(unknown="un lien ou un sous-module de git a changé")
    bodies = _bodies(top, {name: id_ for name, (mode, id_) in listed.items() if mode in _FILES})
    if bodies is None:
        return Changes(unknown="git ne peut pas dire tout ce que tenaient les fichiers")
    files = {name: top / os.fsdecode(name) for name in listed}
    return Changes(
        changed=tuple(file for _, file in sorted(files.items()) if os.path.lexists(file)),
        before={files[name]: body for name, body in sorted(bodies.items())},
    )


def untracked(folder: Path) -> tuple[str, ...]:
    """Return the files below a folder that git has not been told of; raises GitError."""
    top_of(folder)  # says it better where there is none
    return tuple(os.fsdecode(name) for name in _untracked(folder, "."))


def _untracked(folder: Path, below: str) -> list[bytes]:
    return sorted(
        fields_of(asked(folder, "ls-files", "-z", "--others", "--exclude-standard", "--", below))
    )


def _listed(top: Path, base: str, folder: Path) -> dict[bytes, tuple[bytes, bytes]]:
    """Return what differs below a folder by its name, with the mode and the id of what it was.

    A folder outside of the repository is none of its business.
    """
    below = os.path.relpath(folder, top)
    if below == os.pardir or below.startswith(f"{os.pardir}{os.sep}"):
        return {}
    said = fields_of(asked(top, "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff",
                          "--ignore-submodules=none", base, "--", below))  # fmt: skip
    listed = {}
    unsure = {}
    for words, name in zip(said[::2], said[1::2], strict=True):
        mode, now, id_, now_id, _ = words.removeprefix(b":").split(b" ")
        listed[name] = (mode, id_)
        if mode == now and mode in _FILES and not now_id.strip(b"0"):
            unsure[name] = id_
    for name in _touched(top, unsure):
        del listed[name]
    return dict.fromkeys(_untracked(top, below), (_NOTHING, b"")) | listed


def _touched(top: Path, ids: Mapping[bytes, bytes]) -> list[bytes]:
    """Return the files that still hold what they did, by their ids: only their dates are others.

    `git diff` would tell so by itself, and note it in the index on the way.
    """
    names = [name for name in ids if b"\n" not in name and not name.startswith(b'"')]
    if not names:
        return []
    told = b"".join(name + b"\n" for name in names)
    status, said, _ = git(top, "hash-object", "--stdin-paths", told=told)
    found = said.split()
    if status != 0 or len(found) != len(names):  # one cannot be read: it is told where it is read
        return []
    return [name for name, id_ in zip(names, found, strict=True) if ids[name] == id_]


def _base(reference: str, top: Path) -> str:
    """Return the commit where our line of work left a reference; the reference's own where they never met.

    Empty for the last commit where there is none yet.
    """
    status, said, _ = git(top, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    shallow = is_shallow(top)
    advice = " : ce dépôt est une copie sans son passé (« git fetch --unshallow », ou « fetch-depth: 0 »)"
    if status != 0 and reference == "HEAD" and not shallow:
        return ""
    if status != 0:
        raise GitError(f"git ne connaît pas « {reference} »{advice if shallow else ''}")
    commit = said.decode("ascii").strip()
    status, said, _ = git(top, "merge-base", commit, "HEAD")
    if status != 0 and shallow:
        raise GitError(f"git ne trouve pas d'où vient « {reference} »{advice}")
    return said.decode("ascii").strip() if status == 0 else commit


def _bodies(top: Path, ids: Mapping[bytes, bytes]) -> dict[bytes, bytes] | None:
    """Return what files held, by the ids of that; None where git has not all of it, or it is too much."""
    bodies = dict.fromkeys(ids, b"")
    wanted = [name for name in ids if os.fsdecode(name).lower().endswith(ENDINGS)]
    sizes = sizes_of(top, [ids[name] for name in wanted])
    if len(sizes) != len({ids[name] for name in wanted}):
        return None
    few = [name for name in wanted if sizes[ids[name]] <= MAX_BYTES]
    if sum(sizes[ids[name]] for name in few) > _MOST_BYTES:
        return None
    held = bodies_of(top, {ids[name]: sizes[ids[name]] for name in few})
    return None if held is None else bodies | {name: held[ids[name]] for name in few}
