"""Former addresses of fiches: a page at each that leads on, and what servers are told of them.

An alias leads straight to the page of its fiche, so no redirect leads to another. Of a folder all
that was in it follows: its groups by pages of their own, its calendars and data by the servers'
lines, since nothing but a server can send on what is no page.

An alias that is on the site already, or that two fiches claim, is refused: FG507. What is no clean
path is refused too (`aliases`): FG508. A former `.php` or `.pdf` gets lines alone, and FG509.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from fichegen import routes, text
from fichegen.artifacts import Artifact
from fichegen.diagnostics import Finding, Span, finding
from fichegen.model import Fiche, Term
from fichegen.presenting import Presenter
from fichegen.settings import Settings

from .aliases import Address, read_address
from .hosting import SERVER_FILES, Move
from .xml import element

_LONGEST: Final = 80
"""Characters of an alias that a finding repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """An address that leads to a fiche."""

    fiche: Fiche
    address: Address
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirects:
    """How former addresses are kept alive."""

    pages: tuple[Artifact, ...] = ()
    """By their paths."""
    moves: tuple[Move, ...] = ()
    """What servers are told."""
    findings: tuple[Finding, ...] = ()
    """Which addresses cannot be kept, and why."""


def redirected(presenter: Presenter, taken: Callable[[], Collection[str]]) -> Redirects:
    """Make the redirect pages, and tell what moved.

    `taken` gives the paths of all other files of the site; it is asked only where there are former
    addresses.
    """
    catalogue = presenter.catalogue
    if not any(fiche.aliases for fiche in catalogue.fiches):
        return Redirects()
    present = {*taken()}
    settings = catalogue.settings
    site = _Site(catalogue.fiches, (*present, *SERVER_FILES))
    claims, findings = _claims(catalogue.fiches, site, settings.url)
    pages = sorted(_pages(settings, claims, site), key=lambda page: page.path)
    return Redirects(pages=tuple(pages), moves=tuple(_moves(claims, present)), findings=findings)


# ---------------------------------------------------------------- who has which address


class _Site:
    """What stands at which address, without regard to case: some disks have none."""

    def __init__(self, fiches: Iterable[Fiche], taken: Iterable[str]) -> None:
        self.fiches = {routes.fiche_path(fiche): fiche for fiche in fiches}
        self.files = {path.casefold(): path for path in taken}
        self.folders = {
            folder: path
            for path in sorted(self.files, reverse=True)  # the first by name is told
            for folder in ("", *_folders(path))
        }
        self.claims: dict[str, _Claim] = {}
        """By their files."""
        self.within: dict[str, _Claim] = {}
        """By the folders of their files."""

    def holder(self, address: Address, fiche: Fiche) -> tuple[str, tuple[Span, ...]]:
        """Say what of the site stands where a redirect should, and where that is written."""
        path = (address.page or address.path).casefold()
        if path == routes.fiche_path(fiche):
            return "la page même de cette fiche", ()
        if other := self.fiches.get(path):
            where = other.span("slug" if dict(other.spans).get("slug") else "titre")
            return f"la page de {where.at}", (where,)
        for held in (path, *_folders(path)):
            if held in self.files:
                return f"« {self.files[held]} »", ()
        below = self.folders.get(address.path.removesuffix("/").casefold())
        return (f"« {self.files[below]} », qui est dans ce dossier", ()) if below else ("", ())

    def claimed(self, file: str) -> _Claim | None:
        """Return the claim that a file at that path would stand in the way of."""
        path = file.casefold()
        held = (self.claims.get(each) for each in (path, *_folders(path)))
        return next(filter(None, held), None) or self.within.get(path)

    def add(self, file: str, claim: _Claim) -> None:
        """Note that a file is a claim's."""
        path = file.casefold()
        self.claims[path] = claim
        for folder in _folders(path):
            self.within.setdefault(folder, claim)


def _folders(path: str) -> Iterator[str]:
    """Yield the folders that a file is in, without the root: `a/b`, `a` for `a/b/c`."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _claims(
    fiches: Iterable[Fiche], site: _Site, url: str
) -> tuple[tuple[_Claim, ...], tuple[Finding, ...]]:
    """Read all aliases, in the order of the files they are written in."""
    claims: list[_Claim] = []
    findings: list[Finding] = []
    for fiche in sorted(fiches, key=lambda fiche: fiche.path):
        for term in fiche.aliases:
            claim, found = _claim(fiche, term, site, url)
            findings += found
            claims += [claim] if claim else []
    return tuple(claims), tuple(findings)


def _claim(
    fiche: Fiche, term: Term, site: _Site, url: str
) -> tuple[_Claim | None, tuple[Finding, ...]]:
    span = term.span or fiche.span("alias")
    shown = term.words if len(term.words) <= _LONGEST else f"{term.words[:_LONGEST]}…"
    address = read_address(term.words, url)
    if isinstance(address, str):
        return None, (finding("FG508", span, adresse=shown, raison=address),)
    holder, others = site.holder(address, fiche)
    file = address.page or address.path
    first = None if holder else site.claimed(file)
    if first and first.fiche is fiche and first.address == address:
        return None, ()  # said twice
    if first:
        holder, others = f"une ancienne adresse de {first.span.at}", (first.span,)
    if holder:
        return None, (finding("FG507", span, *others, adresse=shown, ailleurs=holder),)
    claim = _Claim(fiche=fiche, address=address, span=span)
    site.add(file, claim)
    return claim, () if address.page else (finding("FG509", span, adresse=shown),)


# ---------------------------------------------------------------- where they lead


def _moves(claims: Sequence[_Claim], taken: Collection[str]) -> Iterator[Move]:
    """Yield what moved, for servers; an address that is claimed comes before one that follows."""
    for claim in claims:
        new = routes.fiche_path(claim.fiche).removesuffix(routes.INDEX)
        yield Move(old=claim.address.path, new=new)
    for claim in claims:
        path, calendar = claim.address.path, routes.fiche_calendar_path(claim.fiche)
        name = path.removesuffix("/").rpartition("/")[2]
        if claim.address.is_folder and calendar in taken:
            yield Move(old=f"{path}{name}.ics", new=calendar)  # it has the name of its folder


def _pages(settings: Settings, claims: Sequence[_Claim], site: _Site) -> Iterator[Artifact]:
    """Yield a page an address, and of a folder one for each group: its page was below it.

    An address that another alias claims is that one's.
    """
    for claim in claims:
        fiche, address = claim.fiche, claim.address
        if address.page:
            yield _page(settings, address.page, routes.fiche_path(fiche), fiche.title.words)
        for group in fiche.groups if address.is_folder else ():
            page = f"{address.path}{group.slug}/{routes.INDEX}"
            if not site.claimed(page):
                site.add(page, claim)
                title = f"{fiche.title.words} – {group.label}"
                yield _page(settings, page, routes.group_path(fiche, group), title)


def _page(settings: Settings, page: str, target: str, title: str) -> Artifact:
    """Write a page that leads on at once, and says so to whom it does not."""
    href = routes.relative(target, page)
    full = routes.canonical(settings.url, target)
    title = text.typeset(title)
    link = element("a", title, href=href)
    sentence = element("p", "Elle est maintenant ici : ", (link,))
    head = (
        element("meta", charset="utf-8"),
        element("title", f"Adresse changée : {title}"),
        ET.Element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        ET.Element("meta", {"name": "robots", "content": "noindex"}),
        ET.Element("meta", {"http-equiv": "refresh", "content": f"0; url={href}"}),
        *((element("link", rel="canonical", href=full),) if full else ()),
    )
    body = element("main", children=(element("h1", "Cette page a changé d’adresse"), sentence))
    root = element(
        "html",
        children=(element("head", children=head), element("body", children=(body,))),
        lang=settings.language,
    )
    written: bytes = ET.tostring(root, encoding="utf-8", method="html")
    return Artifact(page, b"<!DOCTYPE html>\n" + written + b"\n")
