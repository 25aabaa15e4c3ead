"""`fichegen serve`."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.diagnostics import Exit, Finding

from .options import Options, hiding, project_options, request_of
from .speaking import say, show

if TYPE_CHECKING:
    from fichegen.serve import View

_MOST: Final = 10
"""Findings that are told at once; the page and « fichegen check » tell the others."""


def _checked_hosts(
    _context: click.Context, _option: click.Parameter, given: Sequence[str]
) -> Sequence[str]:
    from fichegen.serve import host_problem

    for name in given:
        if problem := host_problem(name):
            raise click.BadParameter(f"« {console.inert(name)} » : {problem}")
    return given


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=None, metavar="N",
              help="Port d'écoute, celui-là et aucun autre (sans cette option : 8000, ou le premier libre ensuite).")  # fmt: skip
@click.option("--open", "opens", is_flag=True, help="Ouvrir le navigateur.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NOM", callback=_checked_hosts,
              help="Répondre aussi sous ce nom (poste distant, conteneur) ; peut être répété.")  # fmt: skip
@click.option("--no-drafts", is_flag=True, help="Ne pas montrer les brouillons.")
@hiding("drafts", "strict", "jobs", "no_cache", "form", "verbose")
@project_options
def serve(
    options: Options, port: int | None, hosts: Sequence[str], *, opens: bool, no_drafts: bool
) -> int:
    """Voir le site dans un navigateur, à jour dès qu'un fichier est enregistré. Rien n'est écrit.

    Les brouillons (« brouillon: oui ») sont montrés, avec la mention « brouillon ». Seul ce poste
    peut voir ces pages. Ctrl+C arrête.
    """
    try:
        return _serve(replace(options, drafts=not no_drafts), port, opens=opens, hosts=hosts)
    except KeyboardInterrupt:
        click.echo(err=True)  # below the ^C that the terminal shows
        say(options, "Serveur arrêté.")
        return Exit.FINE


def _serve(options: Options, port: int | None, *, opens: bool, hosts: Sequence[str]) -> int:
    from fichegen.pipeline import require
    from fichegen.serve import FIRST, PortTakenError, listen
    from fichegen.serve import serve as serve_pages

    request = request_of(options)
    require(request.project)
    request.today_in("UTC")  # a day that is no day is told now
    try:
        sockets, number = listen(port)
    except PortTakenError as error:
        raise click.UsageError(error.reason) from error
    address = f"http://localhost:{number}/"
    if port is None and number != FIRST:
        say(options, f"Le port {FIRST} est déjà pris : c'est le {number} qui sert.")
    say(options, f"Le site est à l'adresse {address} (Ctrl+C pour arrêter).")
    say(options, f"Lecture de {request.project.display(request.project.source)}/…")
    if opens:
        import webbrowser

        webbrowser.open(address)
    try:
        serve_pages(request, sockets, number, allowed=hosts, told=_Teller(options).tell)
    finally:
        for each in sockets:
            each.close()
    return Exit.FINE


@dataclass(slots=True)
class _Teller:
    """Tells in the terminal what is new, and nothing twice."""

    options: Options
    before: View | None = None
    known: set[tuple[str, ...]] = field(default_factory=set)
    """Findings that were told; where they stand may shift as somebody writes above them."""

    def tell(self, view: View) -> None:
        """Tell of a view."""
        before, self.before = self.before, view
        new = [found for found in view.findings if _key(found) not in self.known]
        state = view.look.state
        if state is None or state.is_complete or view.look.trouble:
            self.known = {_key(found) for found in view.findings}
        else:
            self.known |= {_key(found) for found in view.findings}
        ranked = console.worst_first(new)[:_MOST]
        show(ranked, self.options, state.texts if state else {})
        if len(new) > len(ranked):
            rest = text.counted(len(new) - len(ranked), "autre", "autres")
            say(self.options, f"… et {rest} : « fichegen check » les dit tous.")
        if view.look.fault:
            say(self.options, f"Un défaut de fichegen, pas de vos fiches : {view.look.fault}")
        if line := _line(view, before):
            say(self.options, line)


def _key(found: Finding) -> tuple[str, ...]:
    return (found.code, found.span.path, str(found.severity), *(value for _, value in found.values))


def _line(view: View, before: View | None) -> str:
    """Sum a view up in a line; empty where there is nothing to say."""
    state, seconds = view.look.state, f"{view.seconds:.2f} s".replace(".", ",")
    counts = console.summary(view.findings)
    clock = time.strftime("%H:%M:%S")
    if view.is_broken:
        if before and before.is_broken and counts == console.summary(before.findings):
            return ""
        if not state or not state.site:
            shown = "le site se montrera une fois ceci corrigé"
        elif view.look.is_current:
            shown = "la page est à jour, mais le site ne se publiera qu'une fois ceci corrigé"
        else:
            shown = "la dernière bonne version reste affichée"
        return f"{clock}  {counts or 'Arrêt sur un défaut'} : {shown}."
    if state is None:
        return ""
    if before is None or before.look.state is None or before.look.state.site is None:
        fiches = text.counted(len(state.pages), "fiche")
        return f"{clock}  Site prêt en {seconds} : {fiches}{f' ({counts})' if counts else ''}."
    if before.is_broken:
        return f"{clock}  Corrigé : la page est à jour ({seconds})."
    if state.is_complete:
        return ""
    return f"{clock}  {_names(_changed(before, view))}à jour en {seconds}."


def _changed(before: View, view: View) -> Iterator[str]:
    """Yield the sources that are other than they were."""
    old = before.look.state.texts if before.look.state else {}
    new = view.look.state.texts if view.look.state else {}
    yield from (path for path, said in new.items() if old.get(path) is not said)
    yield from (path for path in old if path not in new)


def _names(paths: Iterable[str]) -> str:
    """Name what changed: the first, and how many more."""
    first, *others = [*paths] or [""]
    if not first:
        return ""
    more = f" et {text.counted(len(others), 'autre fichier', 'autres fichiers')}" if others else ""
    return f"{first}{more} : "
