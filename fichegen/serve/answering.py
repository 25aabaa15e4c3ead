"""What the server answers to a path: a page of the site, the last good one, or why there is none."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from threading import Lock
from typing import Final
from urllib.parse import quote

from fichegen import console, routes
from fichegen.diagnostics import Finding
from fichegen.exporters import TYPES
from fichegen.expressions import expression
from fichegen.theme import ThemeError
from fichegen.workshop import Site, State

from .addresses import OWN
from .watching import View, told

_KEPT: Final = 100
"""Pages of which the last good bytes are kept."""
_COLOURS: Final = expression(r"\x1b\[[0-9;]*m")
_RELATIVE: Final = expression(
    rb"(?<=\s)(?:href|src|data-index)=\"(?![/#?]|[a-z][a-z0-9+.-]*:)", re.IGNORECASE
)
"""What a link begins with that is relative: the page for lost ones is shown at any depth."""
_TOLD: Final = 50
"""Findings that a page without script tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a path gives."""

    status: int
    body: bytes = b""
    kind: str = TYPES[".html"]
    location: str = ""
    """Where a redirect leads."""
    digest: str = ""
    """Of the body but for the name of the style sheet, so that pages are known again."""
    finding: Finding | None = None
    """Why the body is not what it should be now."""
    fault: str = ""
    """The same, where this program failed."""


class Answers:
    """Answers requests from the latest view; may be asked from any thread."""

    def __init__(self) -> None:
        self.view: View | None = None
        """The latest; None until the first state is made."""
        self._good: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def answer(self, view: View | None, path: str) -> Answer:
        """Answer a path, as `addresses.path_of` gives it, from a view."""
        state = view.look.state if view else None
        if view is None:
            return _page(503, _WAITING)
        if state is None or state.site is None:
            return _page(500, _failure(view.findings, view.look.fault, state))
        try:
            return self._of_site(state, state.site, path)
        except ThemeError as error:
            return self._despite(state, path, finding=error.finding)
        except BaseException as error:  # noqa: BLE001 - no fault in one page ends the program
            return self._despite(state, path, fault=told(error))

    def _of_site(self, state: State, site: Site, path: str) -> Answer:
        file = path + routes.INDEX if path.endswith("/") or not path else path
        body = site.body(file)
        if body is not None:
            self._keep(file, body)
            return _file(200, file, body, site)
        root = f"{state.root.strip('/')}/"
        if not path.endswith("/") and site.has(f"{path}/{routes.INDEX}"):
            return Answer(status=302, location=quote(f"/{path}/"))
        if len(root) > 1 and path.startswith(root):  # as the page for lost ones links
            return Answer(status=302, location=quote(f"/{path.removeprefix(root)}"))
        body = site.body(routes.NOT_FOUND)
        if body is None:
            return _page(404, _LOST)
        self._keep(routes.NOT_FOUND, body)
        return _file(404, routes.NOT_FOUND, _RELATIVE.sub(rb"\g<0>/", body), site)

    def _despite(
        self, state: State, path: str, *, finding: Finding | None = None, fault: str = ""
    ) -> Answer:
        """Answer with what the page last was, or say why there is none."""
        file = path + routes.INDEX if path.endswith("/") or not path else path
        with self._lock:
            body = self._good.get(file)
        if body is None:
            page = _failure((finding,) if finding else (), fault, state)
            return _page(500, page, finding=finding, fault=fault)
        kind = TYPES.get(_suffix(file), "application/octet-stream")
        return Answer(
            status=200, body=body, kind=kind, digest=_digest(body, state.site),
            finding=finding, fault=fault,
        )  # fmt: skip

    def _keep(self, file: str, body: bytes) -> None:
        if not file.endswith(".html"):
            return
        with self._lock:
            self._good[file] = body
            self._good.move_to_end(file)
            if len(self._good) > _KEPT:
                self._good.popitem(last=False)


def with_bench(answer: Answer, view: View | None, path: str) -> bytes:
    """Return the body of an answer; of a page, with the script that follows what is edited."""
    if answer.kind != TYPES[".html"]:
        return answer.body
    state = view.look.state if view else None
    site = state.site if state else None
    known = {
        "digest": answer.digest,
        "style": f"/{site.stylesheet}" if site else "",
        "source": source_of(state, path) if state else "",
    }
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in known.items())
    tag = f'<script src="/{OWN}bench.js" defer{data}></script>\n'
    body = answer.body
    end = body.lower().rfind(b"</body")
    end = end if end >= 0 else len(body)
    return body[:end] + tag.encode("ascii", "xmlcharrefreplace") + body[end:]


def source_of(state: State, path: str) -> str:
    """Return the source of the fiche whose page, or a page below it, is at a path; empty for others."""
    parts = path.split("/")
    slug = parts[1] if parts[0] == "fiches" and len(parts) > 2 else ""
    return next((source for source, name in state.pages.items() if name == slug), "")


def new_address(state: State, path: str, source: str) -> str:
    """Return where the page of a source is now, if it is no longer at a path; empty otherwise."""
    site, slug = state.site, state.pages.get(source, "")
    parts = path.split("/")
    if not (site and slug and state.is_current) or parts[0] != "fiches" or slug in parts[1:2]:
        return ""
    below = "/".join(parts[2:])
    for folder in (f"fiches/{slug}/{below.removesuffix(routes.INDEX)}", f"fiches/{slug}/"):
        if site.has(folder + routes.INDEX):
            return quote(f"/{folder}")
    return ""


def _file(status: int, file: str, body: bytes, site: Site) -> Answer:
    kind = TYPES.get(_suffix(file), "application/octet-stream")
    return Answer(status=status, body=body, kind=kind, digest=_digest(body, site))


def _suffix(file: str) -> str:
    _, dot, suffix = file.rpartition("/")[2].rpartition(".")
    return f"{dot}{suffix}".lower()


def _digest(body: bytes, site: Site | None) -> str:
    neutral = body.replace(site.stylesheet.encode(), b"") if site and site.stylesheet else body
    return hashlib.blake2b(neutral, digest_size=12).hexdigest()


# ---------------------------------------------------------------- pages of the server's own

_SHELL: Final = """\
<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="stylesheet" href="/{own}bench.css">
</head>
<body class="bench-page">
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
_WAITING: Final = _SHELL.format(
    title="Le site se prépare…",
    own=OWN,
    body="<p>fichegen lit les fiches. Cette page s’ouvrira d’elle-même dès que le site est prêt.</p>",
)
_LOST: Final = _SHELL.format(
    title="Page introuvable", own=OWN, body='<p><a href="/">Revenir à la première page</a></p>'
)


def _page(status: int, page: str, *, finding: Finding | None = None, fault: str = "") -> Answer:
    """Answer with a page of the server's own: one of its status is like another, but for what a script tells."""
    return Answer(
        status=status, body=page.encode("utf-8", "replace"), digest=str(status),
        finding=finding, fault=fault,
    )  # fmt: skip


def _failure(findings: Sequence[Finding], fault: str, state: State | None) -> str:
    """Say why there is no page, in words that need no script."""
    texts = state.texts if state else {}
    ranked = console.worst_first(findings)[:_TOLD]
    lines = [_COLOURS.sub("", console.render(ranked, "text", texts))]
    if len(findings) > _TOLD:
        lines.append(f"… et {len(findings) - _TOLD} autres : « fichegen check » les dit tous.")
    if fault:
        lines += [FAULT, console.inert(f"fichegen : {fault}")]
    intro = (
        "Cette page ne peut pas être montrée tant que ce qui suit n’est pas corrigé. "
        "Elle reviendra d’elle-même dès que le fichier est enregistré."
    )
    return _SHELL.format(
        title="Cette page attend une correction",
        own=OWN,
        body=f'<p>{intro}</p>\n<div id="bench"><pre>{escape(chr(10).join(lines))}</pre></div>',
    )


FAULT: Final = (
    "C’est un défaut de fichegen, pas de vos fiches. Merci de le signaler avec cette ligne :"
)
