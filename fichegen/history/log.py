"""What git noted of the files below a folder, commit by commit, on the line of work that is published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fichegen.git import asked, bodies_of, git, sizes_of
from fichegen.sources import MAX_BYTES

MOST_COMMITS: Final = 20_000
"""Commits that are looked through: fifty years of one a day."""
_MOST_BYTES: Final = 64 * 1024 * 1024
"""What files held is read up to this much in all."""
_MOST_STATES: Final = 20_000
"""States of files that are read in all."""
_RENAMES: Final = 1000
"""Files of one commit among which git looks for those that have only moved."""
_FILE: Final = b"10"
"""How the mode of a regular file begins."""


@dataclass(frozen=True, slots=True)
class Note:
    """What one commit did to one file."""

    at: int
    """The place of the commit, the newest first."""
    path: bytes
    """From the top of the repository, as it was called then."""
    id: bytes
    """What it held; empty where it is gone, or no regular file."""
    former: bytes
    """What it was called before, where it has moved."""
    is_first: bool
    """True where it was not there before."""


@dataclass(frozen=True, slots=True)
class Log:
    """The notes of all commits."""

    commits: tuple[tuple[bytes, int], ...]
    """Id and time of each, in seconds since 1970, the newest first."""
    notes: Mapping[bytes, Sequence[Note]]
    """By path, the newest first."""
    gone: Mapping[int, Sequence[tuple[bytes, bytes]]]
    """Path and former id of the files that a commit removed."""


def read_log(top: Path, below: str) -> Log:
    """Return what git noted of the files below a folder; raises GitError.

    Of a merge it is what it brought to our line of work: that is what was published by it.
    """
    said = asked(
        top, "--no-replace-objects", "-c", "log.showSignature=false", "log", "-z", "--raw", "--no-abbrev", f"-n{MOST_COMMITS}",
        "--first-parent", "-m", "--find-renames", f"-l{_RENAMES}", "--no-ext-diff", "--no-textconv",
        "--format=tformat:%H %ct", "HEAD", "--", below,
    )  # fmt: skip
    commits: list[tuple[bytes, int]] = []
    notes: dict[bytes, list[Note]] = {}
    gone: dict[int, list[tuple[bytes, bytes]]] = {}
    words = iter(said.split(b"\0"))
    for word in words:
        if not word.strip():
            continue
        if not word.lstrip(b"\n").startswith(b":"):
            id_, seconds = word.split()
            commits.append((id_, int(seconds)))
            continue
        mode_before, mode, before, after, what = word.lstrip(b"\n").removeprefix(b":").split(b" ")
        path = next(words)
        former = b""
        if what[:1] in b"RC":
            former, path = path, next(words)
        at = len(commits) - 1
        if what == b"D":
            gone.setdefault(at, []).append((path, before if mode_before.startswith(_FILE) else b""))
        held = after if mode.startswith(_FILE) else b""
        notes.setdefault(path, []).append(Note(at, path, held, former, is_first=what[:1] in b"AC"))
    return Log(tuple(commits), notes, gone)


def read_bodies(top: Path, ids: Iterable[bytes]) -> tuple[dict[bytes, bytes], frozenset[bytes]]:
    """Return what files held, by the ids of that, and the ids that are more than may be read.

    The newest should come first. What is too large for a fiche is in neither.
    """
    wanted = [*dict.fromkeys(filter(None, ids))]
    sizes = sizes_of(top, wanted)
    fitting = {id_: sizes[id_] for id_ in wanted if sizes.get(id_, MAX_BYTES + 1) <= MAX_BYTES}
    few: dict[bytes, int] = {}
    left = _MOST_BYTES
    for id_, size in fitting.items():
        left -= size
        if left < 0 or len(few) >= _MOST_STATES:
            break
        few[id_] = size
    bodies = (bodies_of(top, few) or {}) if few else {}
    return bodies, frozenset(fitting.keys() - few.keys())


def said_of(top: Path, commits: Iterable[bytes]) -> dict[bytes, tuple[str, str]]:
    """Return who made commits, and the first line of what they said of them."""
    ids = [*dict.fromkeys(commits)]
    if not ids:
        return {}
    status, said, _ = git(
        top, "--no-replace-objects", "-c", "log.showSignature=false", "-c", "i18n.logOutputEncoding=UTF-8",
        "log", "--no-walk=unsorted", "--format=tformat:%H%x00%an%x00%s%x00", "--stdin",
        told=b"".join(id_ + b"\n" for id_ in ids),
    )  # fmt: skip
    words = said.split(b"\0") if status == 0 else []
    return {
        id_.strip(): (_decoded(author), _decoded(message))
        for id_, author, message in _by_three(words)
    }


def _by_three(words: Sequence[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
    each = iter(words)
    return zip(each, each, each, strict=False)


def _decoded(words: bytes) -> str:
    return " ".join(words.decode("utf-8", "replace").split())


def shown(path: bytes) -> str:
    """Return a path of git as text."""
    return os.fsdecode(path)
