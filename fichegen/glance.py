"""Whether there is anything to do: a glance at the sources and at the site, nothing read.

A build notes what it was asked, what its sources looked like before it read them, and what it had
to say. As long as all of that is so, and the site stands as it was left, the next one says the same.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from typing import Final

from fichegen.account import Account
from fichegen.artifacts import digest
from fichegen.cache import Cache, tool_at_a_glance
from fichegen.codes import LACKING
from fichegen.coding import DamageError, codec
from fichegen.diagnostics import Finding, Severity, ordered
from fichegen.request import Request
from fichegen.stamps import digest_of, stamps_below, stamps_through, young
from fichegen.standing import stands

_OF_CACHE: Final = ("FG806",)
"""What is told of the cache itself concerns one run."""
_OF_SITE: Final = ("FG803",)
"""What is told of what lies in the site concerns who publishes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Noted:
    """What one build notes for the next."""

    look: str
    site: str
    """What the site it left is known by: another build may have put another there since."""
    logo: str
    """Place and digest of the logo, which may lie where sources are not looked for; empty for none."""
    account: Account
    """Without what fiches lack, which is much, and seldom told."""


_NOTED: Final = codec(_Noted)
_FINDINGS: Final = codec(tuple[Finding, ...])


def look_at(request: Request) -> str:
    """Look at the sources and templates of a project, before they are read; gives what tells another look.

    Of files so young that they may change and look the same, it is what they hold. Another fichegen
    sees everything in another light.
    """
    project = request.project
    found = {**stamps_below(project.source), **stamps_through(project.templates)}
    bodies = [(file, digest_of(file)) for file in sorted(young(found))]
    seen = repr((sorted(found.items()), bodies)).encode("utf-8", "surrogatepass")
    return digest(tool_at_a_glance(), seen).hex()


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
        or noted.look != look_at(request)
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
    look: str,
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
    noted = _Noted(look=look, site=site, logo=known, account=kept)
    cache.put_all(
        {_key(request): _NOTED.write(noted), _apart(request): _FINDINGS.write(tuple(lacking))}
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
