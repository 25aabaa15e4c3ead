"""What is wrong with links within the site: FG405 for those that lead nowhere, FG407 for parts.

Judged once a link, from the sources and what is published, however often its words are shown.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final
from urllib.parse import quote, unquote

from fichegen import programme, routes, text
from fichegen.catalogue import Catalogue
from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.expressions import expression
from fichegen.model import Fiche, Prose
from fichegen.prose import Link, links, may_link

from .atlas import Atlas, Nowhere, Target, Why

_SHOWN: Final = 60
"""Characters of a target that a finding repeats."""
_MOST_PARTS: Final = 12
_COMPARED: Final = 200_000
"""Names compared with mistyped ones in one run; where there are more, the advice is general."""
_REACH: Final = 40
"""Lines below the words of a link in which its target is looked for."""
_REACH_IN_LINE: Final = 4000
_ID: Final = expression(r'<(\w+)\b[^<>]*?\sid="([^"]*)"')
_HEADING: Final = expression("h[1-6]")
_PART: Final = "rubrique-"
_OF_FICHES: Final = ("essentiel", "sessions", "passees")
_NOT_TYPED: Final = expression(r"[\x00-\x20()<>%\\?#]")
"""Signs of a file's name that a link in Markdown, or an address, has only percent-encoded."""

_TO_OTHERS: Final = expression(
    r"\]\((?:https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:/[A-Za-z0-9/._~-]*)?"
    r"|mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)\)"
)
"""A link whose address needs no reading to know its host."""
_MAY_LINK: Final = expression(r"\]\(|\]:|://|[&\\]")
"""What other links hold, were they written with entities or escapes."""
_EMPTY: Final = "()"
"""Shown in place of a target that is not there."""
_GIVE_A_NAME: Final = "donnez le nom d'un fichier du dossier content/, ou l'adresse d'un autre site, qui commence par https://"
_REASONS: Final = {
    Why.BROKEN: ("une espace coupe son adresse", "écrivez « {ecrit} »"),
    Why.HIDDEN: ("un fichier dont le nom commence par _ ou par un point n'est pas lu",
                 "renommez ce fichier, ou retirez le lien"),
    Why.DRAFT: ("« {source} » est un brouillon, qui n'est pas publié",
                "retirez-y « brouillon » pour le publier, ou retirez le lien"),
    Why.UNNAMED: ("aucune fiche ne nomme cet organisme, qui n'a donc pas de page",
                  "nommez-le dans une fiche, ou retirez le lien"),
    Why.SETTINGS: ("ce fichier règle le site, il n'a pas de page",
                   "liez une fiche, un organisme ou une page"),
    Why.MISSING: ("aucune fiche ni page n'a ce nom de fichier",
                  _GIVE_A_NAME),
    Why.ATTACHED: ("fichegen ne publie pas de fichiers joints",
                   "mettez ce fichier en ligne et liez son adresse complète, qui commence par https://"),
    Why.EMPTY: ("rien n'est écrit entre ses parenthèses",
                "écrivez-y l'adresse, ou retirez les crochets et les parenthèses"),
    Why.SITE: ("il manque le début de cette adresse", "écrivez « {ecrit} »"),
    Why.NO_PAGE: ("aucune page du site n'a cette adresse",
                  _GIVE_A_NAME),
}  # fmt: skip
"""Why a link leads nowhere, and what to do."""


_MISTYPED: Final = (Why.MISSING, Why.ATTACHED, Why.NO_PAGE)


def link_findings(
    atlas: Atlas,
    found: Iterable[Link],
    *,
    paths: Callable[[], Collection[str]],
    body: Callable[[str], bytes | None],
) -> Iterator[Finding]:
    """Yield what is wrong with links of prose.

    `paths` gives those of all files of the site, asked for only to propose one; `body` the bytes of
    one of them, None where it could not be made.
    """
    judge = _Judge(atlas, paths, body)
    for link in found:
        yield from judge.judged(link)


def all_links(catalogue: Catalogue) -> Iterator[Link]:
    """Yield the links of all prose that is published, but for texts that surely link other sites only."""
    host = catalogue.settings.url.partition("://")[2].partition("/")[0].lower()
    records = (facet.organisation for facet in catalogue.organisations if facet.organisation)
    proses = (
        *((prose, fiche.path) for fiche in catalogue.fiches for prose in _proses(fiche)),
        *((record.presentation, record.path) for record in records if record.presentation),
        *((page.prose, page.path) for page in catalogue.pages),
    )
    for prose, path in proses:
        if not _leads_elsewhere(prose.markdown, host):
            yield from links(prose, path)


def links_of(fiche: Fiche) -> Iterator[Link]:
    """Yield the links of a fiche, its groups' too."""
    for prose in _proses(fiche):
        yield from links(prose, fiche.path)


def _proses(fiche: Fiche) -> Iterator[Prose]:
    """Yield the proses of a fiche as its page shows them: a programme that may link, day by day."""
    for section in fiche.sections:
        if section.name == "contenu" and may_link(section.prose):
            head, stages = programme.by_day(section.prose)
            yield from (head, *(stage.prose for stage in stages))
        else:
            yield section.prose
    yield from (group.remark for group in fiche.groups if group.remark)


def _leads_elsewhere(markdown: str, own: str) -> bool:
    """Tell a text all of whose links are written as most are, and lead to other hosts than one's own."""
    if "](" not in markdown:
        return False
    hosts = {found[1] for found in _TO_OTHERS.finditer(markdown)}
    return own not in hosts and not _MAY_LINK.search(_TO_OTHERS.sub(" ", markdown))


@dataclass(frozen=True, slots=True)
class _Page:
    """What of a page links can name."""

    ids: frozenset[str]
    parts: tuple[str, ...]
    """Those of its headings, as an editor types them."""


class _Judge:
    """Judges links one by one; what several need is found once."""

    def __init__(
        self,
        atlas: Atlas,
        paths: Callable[[], Collection[str]],
        body: Callable[[str], bytes | None],
    ) -> None:
        self.atlas = atlas
        self.near = _Near(atlas, paths)
        self.body = body
        self.pages: dict[str, _Page | None] = {}
        self.lines: tuple[str, list[str]] = "", []
        """The lines of the source last asked for, with its path."""

    def judged(self, link: Link) -> Iterator[Finding]:
        """Yield FG405 or FG407 where a link leads nowhere, or not to the part it names."""
        path, sign, part = link.target.partition("#")
        if link.is_broken:
            written = _typed(path) + sign + part
            reason, advice = _REASONS[Why.BROKEN]
            told = self._told("FG405", link, raison=reason,
                              conseil=advice.format(ecrit=_clipped(written)))  # fmt: skip
            yield with_fix(told, written) if told.span.width == len(link.target) else told
            return
        match self.atlas.resolve(link.target, link.span.path):
            case Nowhere(why, source) if why is not Why.UNREAD:
                reason, advice = _REASONS[why]
                meant = self.near.to(link) if why in _MISTYPED else ""
                if meant:
                    advice = f"vouliez-vous dire « {_clipped(meant + sign + part)} » ?"
                elif why is Why.SITE:
                    advice = advice.format(ecrit=_clipped("https://" + unquote(link.target)))
                raison = reason.format(source=_clipped(source))
                yield self._told("FG405", link, raison=raison, conseil=advice)
            case Target(target, _, encoded) if encoded:
                page, wanted = self._page(target), unquote(encoded)
                if page and wanted not in page.ids:
                    advice = self._parts(wanted, page.parts)
                    yield self._told("FG407", link, partie=_clipped(wanted), conseil=advice)

    def _told(self, code: str, link: Link, **values: str) -> Finding:
        target = unquote(link.target)
        shown = _clipped(target if target.isprintable() else link.target)
        return finding(code, self._place(link), cible=shown or _EMPTY, **values)

    def _parts(self, wanted: str, parts: Sequence[str]) -> str:
        """Say which parts a page has, the nearest to a wanted one first."""
        if not parts:
            return "retirez ce qui suit « # » : cette page n'a pas de parties à lier"
        known = ", ".join(f"« #{name} »" for name in parts[:_MOST_PARTS])
        listed = f"arties de cette page : {known}{'…' if len(parts) > _MOST_PARTS else ''}"
        meant = self.near.closest(wanted, parts)
        return f"vouliez-vous dire « #{meant} » ? P{listed}" if meant else f"p{listed}"

    def _page(self, path: str) -> _Page | None:
        """Read the ids on a page; None where it could not be made."""
        if path not in self.pages:
            body = self.body(path)
            self.pages[path] = None if body is None else _read(body.decode())
        return self.pages[path]

    def _place(self, link: Link) -> Span:
        """Find the target of a link in its source, below its words where it is defined apart.

        Where it is written otherwise, the place is the line of the words.
        """
        span = link.span
        if self.lines[0] != span.path:
            text_of = self.atlas.sources.texts.get(span.path, "")
            self.lines = span.path, text_of.split("\n")
        lines = self.lines[1]
        forms = dict.fromkeys((link.target, unquote(link.target)))
        openings = ("",) if "://" in link.target else ("(", "(<", "]: ")
        for row in range(span.line, min(len(lines), span.line + _REACH) + 1):
            line = lines[row - 1][:_REACH_IN_LINE]
            for opening, form in product(openings, forms):
                at = line.find(opening + form, span.col - 1 if row == span.line else 0)
                if at >= 0 and form:
                    return Span(span.path, row, at + len(opening) + 1, len(form))
        return span


def _read(html: str) -> _Page:
    found = _ID.findall(html)
    headed = [name for tag, name in found if _HEADING.fullmatch(tag)]
    own = [name.removeprefix(_PART) for name in headed if name.startswith(_PART)]
    parts = [*own, *(name for name in headed if name in _OF_FICHES)] if own else headed
    return _Page(frozenset(name for _, name in found), tuple(parts))


# ---------------------------------------------------------------- what was meant


@dataclass
class _Near:
    """What can be linked, by names to compare a mistyped one with."""

    atlas: Atlas
    paths: Callable[[], Collection[str]]
    compared: int = 0

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The sources that have a page, by their names without ending."""
        named: dict[str, str] = {}
        for path in sorted(self.atlas.pages):
            named.setdefault(posixpath.splitext(posixpath.basename(path))[0], path)
        return named

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Addresses of pages, and of files at the root of the site, by themselves."""
        pages = (p.removesuffix(routes.INDEX) for p in sorted(self.paths()) if p.count("/") <= 2)
        return {f"/{p}": f"/{p}" for p in pages if p.endswith("/") or "/" not in p}

    def to(self, link: Link) -> str:
        """Propose what a link should name, as it is typed; empty where nothing is near."""
        path = unquote(link.target.partition("#")[0].partition("?")[0])
        stem = posixpath.splitext(posixpath.basename(path.rstrip("/")))[0]
        kinds = [(stem, self.sources), (path, self.addresses)]
        for name, known in reversed(kinds) if path[:1] == "/" or path[-1:] == "/" else kinds:
            if name in known:
                return self._as_typed(known[name], link)
            if close := self.closest(name, known):
                return self._as_typed(known[close], link)
        return ""

    def closest(self, name: str, known: Collection[str]) -> str:
        """Return the known name that a mistyped one most likely means; empty for none."""
        if not name or self.compared + len(known) > _COMPARED:
            return ""
        self.compared += len(known)
        return text.near(name, known) or ""

    def _as_typed(self, meant: str, link: Link) -> str:
        if meant.startswith("/") and meant not in self.atlas.pages:
            return meant
        return _typed(posixpath.relpath(meant, posixpath.dirname(link.span.path) or "."))


def _typed(path: str) -> str:
    """Write a path as a link in Markdown has it."""
    return _NOT_TYPED.sub(lambda sign: quote(sign[0]), path)


def _clipped(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"
