"""Whether there is anything to do: a glance at the sources and at the site, nothing read.

A build notes what it was asked, what its sources looked like before it read them, and what it had
to say. As long as all of that is so, and the site stands as it was left, the next one says the same.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import Final

from fichegen.account import Account
from fichegen.artifacts import digest
from fichegen.cache import Cache, tool
from fichegen.coding import DamageError, codec
from fichegen.request import Request
from fichegen.stamps import digest_of, stamps_below, young
from fichegen.standing import stands

_OF_CACHE: Final = ("FG806",)
"""What is told of the cache itself concerns one run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What sources and templates look like, before they are read."""

    stamps: tuple[tuple[str, tuple[int, ...]], ...]
    """By path on the disk, sorted."""
    bodies: tuple[tuple[str, str], ...]
    """Of files so young that they may change and look the same: a digest of what they hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    """What one build notes for the next."""

    tool: str
    look: Look
    account: Account


_NOTED: Final = codec(_Noted)


def look_at(request: Request) -> Look:
    """Look at the sources and templates of a project."""
    project = request.project
    found = {**stamps_below(project.source), **stamps_below(project.templates)}
    return Look(
        stamps=tuple(sorted(found.items())),
        bodies=tuple((file, digest_of(file)) for file in sorted(young(found))),
    )


def unchanged(request: Request, cache: Cache) -> Account | None:
    """Return what the last build of the same kind said, if this one would come to the same."""
    written = cache.get(key_of(request))
    try:
        noted: _Noted | None = _NOTED.read(written) if written else None
    except DamageError:
        return None
    if (
        noted is None
        or noted.tool != tool().hex()
        or request.today_in(noted.account.timezone) != noted.account.today
        or noted.look != look_at(request)
        or not stands(cache, request.project.output)
    ):
        return None
    return replace(noted.account, written=0, removed=0)


def note(request: Request, cache: Cache, look: Look, account: Account) -> None:
    """Note what a build that published had to say."""
    told = tuple(found for found in account.findings if found.code not in _OF_CACHE)
    noted = _Noted(tool=tool().hex(), look=look, account=replace(account, findings=told))
    cache.put_all({key_of(request): _NOTED.write(noted)})


def key_of(request: Request) -> bytes:
    """Return the key of what was asked."""
    project = request.project
    asked = (
        *map(os.fspath, (project.root, project.source, project.templates, project.output)),
        request.base_url, request.strict, request.max_warnings, request.drafts,
        sorted((entry.path, entry.code, entry.mark, n) for entry, n in request.known.items()),
    )  # fmt: skip
    return digest(b"glance", repr(asked).encode("utf-8", "surrogatepass"))
