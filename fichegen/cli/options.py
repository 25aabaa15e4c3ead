"""The options that mean the same for every command, and what they ask of a build."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fichegen import console
from fichegen.diagnostics import FichegenError, exit_status
from fichegen.project import Project

from .speaking import show

if TYPE_CHECKING:
    from fichegen.baseline import Known
    from fichegen.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options that mean the same for every command that reads a project."""

    source: str
    templates: str
    output: str
    base_url: str
    today: dt.datetime | None
    strict: bool
    drafts: bool
    jobs: int | None
    no_cache: bool
    form: str
    quiet: bool
    verbose: bool


def project_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the shared options, handed over as one value."""

    @click.pass_context
    def gathered(context: click.Context, /, **values: Any) -> int:
        options = Options(**{name: values.pop(name) for name in Options.__slots__})
        try:
            return int(context.invoke(command, options, **values))
        except FichegenError as error:
            show([error.finding], options, {})
            return exit_status([error.finding], strict=True)

    gathered.__name__, gathered.__doc__ = command.__name__, command.__doc__
    options = (
        click.option("--source", default="content", metavar="DOSSIER", help="Dossier des fiches.", show_default=True),
        click.option("--templates", default="templates", metavar="DOSSIER", help="Gabarits du projet.",
                     show_default=True),
        click.option("--output", default="site", metavar="DOSSIER", help="Dossier du site.", show_default=True),
        click.option("--base-url", default="", metavar="URL", callback=_checked_url,
                     help="Adresse où le site est publié."),
        click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="AAAA-MM-JJ",
                     help="Jour dont le site tient compte."),
        click.option("--strict", is_flag=True, help="Un avertissement fait échouer comme une erreur."),
        click.option("--drafts", is_flag=True, help="Prendre aussi les brouillons."),
        click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="N",
                     help="Travailler avec N processus au plus."),
        click.option("--no-cache", is_flag=True, help="Tout refaire, sans rien reprendre d'avant."),
        click.option("--format", "form", type=click.Choice(console.FORMATS), default=None,
                     callback=_default_format, help="Présentation des constats."),
        click.option("-q", "--quiet", is_flag=True, help="Ne montrer que les erreurs."),
        click.option("-v", "--verbose", is_flag=True, help="Tout dire : le jour, les dossiers, chaque constat."),
    )  # fmt: skip
    decorated: Callable[..., int] = gathered
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def hiding(*names: str) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Leave shared options out of the help of a command on which they have no effect.

    They are accepted all the same, as a script gives them to every command alike.
    """

    def hide(command: Callable[..., int]) -> Callable[..., int]:
        for option in getattr(command, "__click_params__", ()):
            if isinstance(option, click.Option) and option.name in names:
                option.hidden = True
        return command

    return hide


def verdict_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options on what makes it fail, handed over as `max_warnings` and `baseline`."""
    options = (
        click.option("--max-warnings", type=click.IntRange(min=0), default=None, metavar="N",
                     help="Plus de N avertissements font échouer (avec --strict, le premier déjà)."),
        click.option("--baseline", default=None, metavar="FICHIER",
                     help="Liste de constats connus : ni montrés, ni comptés, sauf les erreurs."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _default_format(_context: click.Context, _option: click.Parameter, given: str | None) -> str:
    return given or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")


def _checked_url(_context: click.Context, _option: click.Parameter, given: str) -> str:
    if not given:
        return ""
    from fichegen.settings import site_address, url_problem

    if problem := url_problem(given):
        raise click.BadParameter(problem)
    return site_address(given)


def request_of(
    options: Options, *, max_warnings: int | None = None, known: Known | None = None
) -> Request:
    """Return what the options ask of a build."""
    from fichegen.request import Request

    project = Project.at(
        here(), source=options.source, templates=options.templates, output=options.output
    )
    day = options.today.date() if options.today else None
    return Request(
        project=project,
        today_in=lambda zone: day or today_in(zone),
        base_url=options.base_url,
        strict=options.strict,
        max_warnings=max_warnings,
        known=known or {},
        drafts=options.drafts,
        jobs=options.jobs or cores(),
        uses_cache=not options.no_cache,
    )


def cores() -> int:
    """Tell how many processes may work at once on this machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def here() -> Path:
    """Return the folder one stands in; wrong usage where it is no more."""
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise click.UsageError("le dossier où vous êtes n'existe plus") from error


def today_in(zone: str) -> dt.date:
    """Tell the day in a zone: that of SOURCE_DATE_EPOCH where it is set, so that builds repeat."""
    from fichegen.zones import time_zone

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    place = time_zone(zone) or dt.UTC  # a machine without time zones publishes nothing (FG603)
    if not epoch:
        return dt.datetime.now(place).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), place).date()
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError("SOURCE_DATE_EPOCH n'est pas un nombre de secondes") from error
