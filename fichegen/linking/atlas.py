"""Where links of prose lead: to the page of a source, an address of the site, a part of a page.

An editor names another source by its file (`../b/module-2.md`), a page by its address on the site
(`/agenda/`, or in full), a part of a page by its heading (`#objectifs`), a session by its group
(`module-2.md#groupe-1`). What is published is always the path of a file that the site has: of a
target only the query and the part are kept, percent-encoded.
"""

from __future__ import annotations

import enum
import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, unquote

from fichegen import routes, text
from fichegen.catalogue import RESERVED, Catalogue
from fichegen.diagnostics import Finding
from fichegen.expressions import expression
from fichegen.intake import Taken
from fichegen.model import Fiche, Group, Organisation, Prose
from fichegen.sources import Role

_SCHEME: Final = expression(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SOURCE: Final = (".md", ".markdown", ".yml", ".yaml")
_ENDING: Final = expression(r".\.[A-Za-z][A-Za-z0-9]{0,7}$")
"""What tells a file from a folder: `plan.pdf`, not `v1.2`."""
_SITE: Final = expression(
    r"(?:www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|(?:[a-z0-9-]+\.)+(?:fr|com|org|net|eu|bzh|re))(?:[/:?]|$)",
    re.IGNORECASE,
)
_QUERY: Final = "=&%+-._~"


class Why(enum.Enum):
    """Why a link leads nowhere."""

    BROKEN = enum.auto()
    """It is no link in Markdown: a space stands in its target."""
    MISSING = enum.auto()
    """No source has that name."""
    HIDDEN = enum.auto()
    """Its name begins with `_` or `.`: it is not read."""
    DRAFT = enum.auto()
    UNNAMED = enum.auto()
    """An organisation that no fiche names has no page."""
    SETTINGS = enum.auto()
    UNREAD = enum.auto()
    """The source has mistakes of its own, told where they are."""
    ATTACHED = enum.auto()
    """A file that is neither a source nor on the site."""
    EMPTY = enum.auto()
    """It names no address at all."""
    SITE = enum.auto()
    """Another site, its address without what it begins with: `www.exemple.fr`."""
    NO_PAGE = enum.auto()
    """No page has that address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What lies below `content/`, whether it has a page or not."""

    root: str = "content"
    """The folder, as findings show it."""
    pageless: Mapping[str, Why] = field(default_factory=lambda: MappingProxyType({}))
    """By path as findings show it, the sources that may have no page, and why they have none."""
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """By path, the texts of what was read."""


def linked_sources(
    root: str,
    taken: Iterable[tuple[str, Role, Taken]],
    unread: Iterable[Finding],
    texts: Mapping[str, str],
) -> Sources:
    """Tell what lies below the folder `root`: sources, by path and role, with what they say and their
    texts, and findings on all others.
    """
    pageless = {found.span.path: Why.UNREAD for found in unread}
    pageless |= {path: _why(role, says) for path, role, says in taken}
    return Sources(root=root, pageless=pageless, texts=texts)


def _why(role: Role, taken: Taken) -> Why:
    """Say why a source has no page, should it have none."""
    if taken.draft:
        return Why.DRAFT
    if role is Role.SETTINGS:
        return Why.SETTINGS
    return Why.UNNAMED if isinstance(taken.said, Organisation) else Why.UNREAD


@dataclass(frozen=True, slots=True)
class Target:
    """A file of the site, and what of it a link asks for."""

    path: str
    query: str = ""
    part: str = ""
    """An id on that page, which may not be there; percent-encoded, as the query is."""

    def href(self, page: str) -> str:
        """Write the link from a page of the site."""
        query = self.query and f"?{self.query}"
        part = self.part and f"#{self.part}"
        own = self.path == page and part and not query
        return part if own else routes.relative(self.path, page) + query + part


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A link that leads to nothing the site has."""

    why: Why
    source: str = ""
    """The path of the source it means, where there is one."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """A target taken apart, its path and part decoded."""

    path: str
    query: str
    part: str
    is_full: bool
    """True where the site's own address stood before it."""


@dataclass(frozen=True)
class Atlas:
    """What links can name."""

    catalogue: Catalogue
    sources: Sources
    is_file: Callable[[str], bool]
    """Tells whether the site has a file of that path; dear, and so asked last."""
    part_of: Callable[[Fiche, str], str]
    """Gives the id of the part of a fiche's page that words name; empty for none."""
    headings: Callable[[Prose], Mapping[str, str]]
    """Gives the ids of the headings of a prose by their keys (`text.key`)."""

    def resolve(self, target: str, source: str) -> Target | Nowhere | None:
        """Say where a safe target typed in a source leads; None for another site."""
        typed = self._read(target)
        if typed is None:
            return None
        if not target.strip():
            return Nowhere(Why.EMPTY)
        own = self.pages.get(source, routes.INDEX)
        if not typed.path and not typed.is_full:
            return self._within(Target(own, typed.query), typed.part)
        found = self._source(typed.path, source) if not typed.is_full else ""
        if path := self.pages.get(found) or self._address(typed, own):
            return self._within(Target(path, typed.query), typed.part)
        if found:
            return Nowhere(self.sources.pageless[found], found)
        last = typed.path.rpartition("/")[2]
        if last.lower().endswith(_SOURCE) and not typed.is_full:
            hidden = any(name[:1] in ("_", ".") for name in _names("", typed.path) or ())
            return Nowhere(Why.HIDDEN if hidden else Why.MISSING)
        if _SITE.match(typed.path) and not typed.is_full:
            return Nowhere(Why.SITE)
        if _ENDING.search(last) and not last.lower().endswith(".html"):
            # Of its own address the site does not know what else was put there by hand.
            return None if typed.is_full else Nowhere(Why.ATTACHED)
        return Nowhere(Why.NO_PAGE)

    def _read(self, target: str) -> _Typed | None:
        scheme = _SCHEME.match(target)
        below = self._below(target) if scheme else target
        if below is None:
            return None
        address, _, part = below.partition("#")
        path, _, query = address.partition("?")
        return _Typed(
            path=unicodedata.normalize("NFC", unquote(path)).strip(),
            query=quote(query, safe=_QUERY),
            part=unquote(part),
            is_full=bool(scheme),
        )

    def _below(self, target: str) -> str | None:
        """Take the site's own address off; None for what is on another one."""
        own = self.catalogue.settings.url.partition("://")[2].rstrip("/")
        scheme, _, rest = target.partition("://")
        if scheme.lower() not in ("http", "https") or not own:
            return None
        is_own = rest[: len(own)].lower() == own.lower() and rest[len(own) : len(own) + 1] in "/?#"
        return rest[len(own) :] if is_own else None

    # ---------------------------------------------------------------- sources

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The path of the page of each source that has one."""
        catalogue = self.catalogue
        found = {fiche.path: routes.fiche_path(fiche) for fiche in catalogue.fiches}
        for facet in catalogue.organisations:
            if facet.organisation:
                path = routes.facet_path(routes.ORGANISATIONS, facet.slug)
                found[facet.organisation.path] = path
        found |= {page.path: routes.page_path(page) for page in catalogue.pages}
        return MappingProxyType(found)

    @cached_property
    def _named(self) -> Mapping[str, str]:
        """The sources by their paths, and as a disk without case knows them: the first of each."""
        paths = (*sorted(self.pages), *sorted(self.sources.pageless))
        named = {path.lstrip("/"): path for path in paths}
        for path in paths:
            named.setdefault(_fold(path.lstrip("/")), path)
        return named

    def _source(self, path: str, source: str) -> str:
        """Find the source that a path names, seen from another source, else from above all."""
        root = self.sources.root
        folders = [root] if path.startswith("/") else [posixpath.dirname(source), root, ""]
        last = path.rpartition("/")[2]
        if last.lower().endswith(_SOURCE):
            endings: tuple[str, ...] = ("",)
        else:
            endings = () if not last or _ENDING.search(last) else _SOURCE
        for folder in folders:
            names = _names(folder, path)
            for ending in endings if names else ():
                name = "/".join(names or ()) + ending
                if found := self._named.get(name) or self._named.get(_fold(name)):
                    return found
        return ""

    # ---------------------------------------------------------------- addresses

    def _address(self, typed: _Typed, own: str) -> str:
        """Find the file that an address names, seen from the site's root, else from a page."""
        path = typed.path
        names = _names("", path)
        seen = [names]
        if path.startswith("/") and names and not typed.is_full:
            url = self.catalogue.settings.url
            base = _names("", url.partition("://")[2].partition("/")[2]) or []
            seen += [names[len(base) :]] if names[: len(base)] == base else []
        elif not typed.is_full:
            seen.append(_names(posixpath.dirname(own), path))
        addresses = [_file_of(names, path) for names in seen if names is not None]
        for address in addresses:
            for form in dict.fromkeys((address, address.lower())):
                if self._exists(form):
                    return form
        return next((self._moved[a] for a in map(str.lower, addresses) if a in self._moved), "")

    def _exists(self, path: str) -> bool:
        if path in self.shown or path in (routes.INDEX, routes.STATEMENT):
            return True
        first, slash, _ = path.partition("/")
        if slash and path.endswith(routes.INDEX):
            fiche_or_free = first == "fiches" or not RESERVED.fullmatch(first)
            return not fiche_or_free and self.is_file(path)
        return self.is_file(path)

    @cached_property
    def shown(self) -> Mapping[str, Fiche | Group | Prose]:
        """What the pages of sources and groups show, by their paths."""
        catalogue = self.catalogue
        shown: dict[str, Fiche | Group | Prose] = {}
        for fiche in catalogue.fiches:
            shown[routes.fiche_path(fiche)] = fiche
            shown |= {routes.group_path(fiche, group): group for group in fiche.groups}
        for facet in catalogue.organisations:
            record = facet.organisation
            none = Prose(markdown="")
            path = routes.facet_path(routes.ORGANISATIONS, facet.slug)
            shown[path] = (record and record.presentation) or none
        shown |= {routes.page_path(page): page.prose for page in catalogue.pages}
        return shown

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        """The pages of fiches by the addresses they had before."""
        moved: dict[str, str] = {}
        for fiche in self.catalogue.fiches:
            for term in fiche.aliases:
                words = self._below(term.words) or term.words
                names = _names("", words)
                if names and "/" not in words and not _ENDING.search(words):
                    names = ["fiches", *names]
                if names:
                    moved.setdefault(_file_of(names, words).lower(), routes.fiche_path(fiche))
        return moved

    # ---------------------------------------------------------------- parts

    @cached_property
    def _headed(self) -> dict[str, Mapping[str, str]]:
        """The ids of headings, by the pages asked for so far."""
        return {}

    def _within(self, target: Target, words: str) -> Target:
        """Name the part of a page that words mean; words that name none stay as they are."""
        if not words:
            return target
        shown = self.shown.get(target.path)
        part = ""
        if isinstance(shown, Fiche):
            name = text.slug(words)
            for group in shown.groups:
                if group.slug == name:
                    return replace(target, path=routes.group_path(shown, group))
            part = self.part_of(shown, words)
        elif isinstance(shown, Prose):
            if target.path not in self._headed:
                self._headed[target.path] = self.headings(shown)
            part = self._headed[target.path].get(text.key(words), "")
        return replace(target, part=quote(part or words, safe="-._~"))


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _names(folder: str, path: str) -> list[str] | None:
    """Return the names on the way to a path seen from a folder; None where it leads out above all."""
    names = [*filter(None, folder.split("/"))]
    for name in path.split("/"):
        if name == "..":
            if not names:
                return None
            names.pop()
        elif name not in ("", "."):
            names.append(name)
    return names


def _file_of(names: list[str], typed: str) -> str:
    """Return the path of the file that an address names: of a folder it is the page in it."""
    is_folder = not names or typed.endswith("/") or not _ENDING.search(names[-1])
    return "/".join([*names, routes.INDEX] if is_folder else names)
