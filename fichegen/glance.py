"""Whether there is anything to do: a glance at the sources and at the site, nothing read.

A build notes what it was asked, what its sources looked like before it read them, and what it had
to say. As long as all of that is so, and the site stands as it was left, the next one says the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from fichegen.account import Account
from fichegen.artifacts import digest
from fichegen.cache import Cache, tool_at_a_glance
from fichegen.codes import LACKING
from fichegen.coding import DamageError, codec
from fichegen.diagnostics import Finding, Severity, ordered
from fichegen.request import Request
from fichegen.stamps import Stamp, digest_of, past_change, stamps_below, stamps_through, young
from fichegen.standing import stands

_OF_CACHE: Final = ("FG806",)
"""What is told of the cache itself concerns one run."""
_OF_SITE: Final = ("FG803",)
"""What is told of what lies in the site concerns who publishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What sources and templates look like, before they are read."""

    seen: str
    """What tells another look."""
    young: tuple[tuple[str, str], ...]
    """Files so young that they may change and look the same, with what they hold."""
    newest: int
    """When the last of them was changed, in nanoseconds of the clock of their disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    """What one build notes for the next."""

    seen: str
    young: tuple[tuple[str, str], ...]
    site: str
    """What the site it left is known by: another build may have put another there since."""
    logo: str
    """Place and digest of the logo, which may lie where sources are not looked for; empty for none."""
    account: Account
    """Without what fiches lack, which is much, and seldom told."""


_NOTED: Final = codec(_Noted)
_FINDINGS: Final = codec(tuple[Finding, ...])


def look_at(request: Request) -> Look:
    """Look at the sources and templates of a project, before they are read."""
    found = _stamps(request)
    files = sorted(young(found))
    return Look(
        seen=_seen(found),
        young=tuple((file, digest_of(file)) for file in files),
        newest=max((found[file][1] for file in files), default=0),
    )


def _stamps(request: Request) -> dict[str, Stamp]:
    project = request.project
    return {**stamps_below(project.source), **stamps_through(project.templates)}


def _seen(found: Mapping[str, Stamp]) -> str:
    """Return what stamps are known by; another fichegen sees everything in another light."""
    written = repr(sorted(found.items())).encode("utf-8", "surrogatepass")
    return digest(tool_at_a_glance(), written).hex()


def unchanged(
    request: Request, cache: Cache, *, in_full: bool = True, publishes: bool = True
) -> Account | None:
    """Return what the last build of the same kind said, if this one would come to the same.

    Unless it is asked for `in_full`, what fiches lack is left out (`codes.LACKING`). Who does not
    publish is not told of what lies in the site, nor is it looked at.
    """
    written = cache.get(_key(request))
    try:
        noted: _Noted | None = _NOTED.read(written) if written else None
    except DamageError:
        return None
    if (
        noted is None
        or request.today_in(noted.account.timezone) != noted.account.today
        or noted.seen != _seen(_stamps(request))
        or any(digest_of(file) != known for file, known in noted.young)
        or not _holds(noted.logo)
        or (publishes and not stands(cache, request.project.output, noted.site))
    ):
        return None
    found = noted.account.findings
    if not publishes:
        found = tuple(each for each in found if each.code not in _OF_SITE)
    if in_full:
        lacking = cache.get(_apart(request))
        if lacking is None:
            return None
        try:
            found = ordered((*found, *_FINDINGS.read(lacking)))
        except DamageError:
            return None
    return replace(noted.account, findings=found, written=0, removed=0)


def _holds(logo: str) -> bool:
    place, _, known = logo.rpartition(" ")
    return not logo or digest_of(place) == known


def note(
    request: Request,
    cache: Cache,
    look: Look,
    account: Account,
    *,
    site: str,
    logo: tuple[str, bytes] | None,
) -> None:
    """Note what a build that published `site` had to say; `logo` is its place on the disk and its bytes."""
    told = [found for found in account.findings if found.code not in _OF_CACHE]
    lacking = [f for f in told if f.code in LACKING and f.severity is Severity.REMARK]
    apart = {id(found) for found in lacking}
    kept = replace(account, findings=tuple(found for found in told if id(found) not in apart))
    known = f"{logo[0]} {hashlib.sha256(logo[1]).hexdigest()}" if logo else ""
    noted = _Noted(
        seen=look.seen, young=_still_young(look, cache), site=site, logo=known, account=kept
    )
    cache.put_all(
        {_key(request): _NOTED.write(noted), _apart(request): _FINDINGS.write(tuple(lacking))}
    )


def _still_young(look: Look, cache: Cache) -> tuple[tuple[str, str], ...]:
    """Return the young files that a later look cannot tell by their stamps: all of them, or next to none.

    Those that hold now what they held, when the clock of their disk has gone on, stay as they look.
    """
    past = past_change((file for file, _ in look.young), look.newest, cache.file)
    return tuple(
        (file, known) for file, known in look.young if file not in past or digest_of(file) != known
    )


def keys_of(request: Request) -> tuple[bytes, bytes]:
    """Return the keys of what is noted of such a build."""
    return _key(request), _apart(request)


def _apart(request: Request) -> bytes:
    return digest(b"lacking", _key(request))


def _key(request: Request) -> bytes:
    """Return the key of what was asked."""
    project = request.project
    asked = (
        *map(os.fspath, (project.root, project.source, project.templates, project.output)),
        request.base_url, request.strict, request.max_warnings, request.drafts,
        sorted((entry.path, entry.code, entry.mark, n) for entry, n in request.known.items()),
    )  # fmt: skip
    return digest(b"glance", repr(asked).encode("utf-8", "surrogatepass"))
