"""`fichegen check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import click

from fichegen import console
from fichegen.diagnostics import Exit, Finding, Severity
from fichegen.text import counted

from .baseline import read_known, said_of_known, write_known
from .completing import fiche_names
from .gaps import fiches_with, gap_counts, gaps_apart
from .options import Options, project_options, request_of, verdict_options
from .scope import Scope, scope_of, with_the_past
from .speaking import said_of_excess, say, show_all, show_some, summarise

if TYPE_CHECKING:
    from fichegen.pipeline import Survey
    from fichegen.request import Request

_FEW: Final = 20
"""Fiches whose gaps a check tells one by one; of more it counts them, unless asked for all."""
_REST: Final = "« fichegen check -v » ou un chemin les montre"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What more is asked of a check than to tell what is wrong."""

    since: str | None
    fixing: bool
    previewing: bool
    noted: str | None
    shrinking: bool
    """True where no more is to be noted than was."""

    @property
    def is_plain(self) -> bool:
        """Tell whether it is nothing."""
        return self.since is None and not (self.fixing or self.previewing or self.noted)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What was found in the whole project, and what it takes to choose from it and to quote."""

    findings: tuple[Finding, ...]
    """Those that are not known."""
    quiet: tuple[Finding, ...]
    """Those that a list holds of known ones."""
    gone: int
    """How many of that list occur no more."""
    settings_paths: frozenset[str]
    texts: Mapping[str, str]
    shows_gaps: bool


@click.command()
@click.argument("paths", nargs=-1, metavar="[CHEMIN]…", shell_complete=fiche_names)
@click.option(
    "--since",
    default=None,
    metavar="RÉF",
    help="Ne voir que ce qui a changé depuis RÉF, une branche ou un commit de git, et ce que cela casse.",
)
@click.option(
    "--fix",
    "fixing",
    is_flag=True,
    help="Corriger dans vos fichiers ce qui est certain, et rien d'autre.",
)
@click.option(
    "--diff", "previewing", is_flag=True, help="Montrer ce que --fix changerait, sans rien écrire."
)
@click.option(
    "--write-baseline",
    "noted",
    default=None,
    metavar="FICHIER",
    help="Noter comme connus les avertissements et les remarques ; avec --baseline, n'en garder que ceux qui durent.",
)
@verdict_options
@project_options
def check(
    options: Options,
    *,
    paths: Sequence[str],
    since: str | None,
    fixing: bool,
    previewing: bool,
    noted: str | None,
    max_warnings: int | None,
    baseline: str | None,
) -> int:
    """Vérifier les fiches : ce qui ne va pas, où, et comment y remédier.

    Rien n'est écrit, sauf avec --fix. Avec des chemins, seuls leurs constats sont montrés. Ce qui
    manque à plus de 20 fiches est compté, une ligne par code ; de plus de 20 avertissements ou
    remarques du même code, trois par fichier sont montrés. « -v » ou un chemin montre tout.
    """
    from fichegen.verdicts import verdict

    if fixing and previewing:
        raise click.UsageError("--fix corrige, --diff ne fait que montrer : gardez l'un des deux")
    if noted and (paths or since):
        raise click.UsageError(
            "--write-baseline vaut pour tout le catalogue : retirez CHEMIN et --since"
        )
    request = request_of(options, max_warnings=max_warnings, known=read_known(baseline))
    asked = _Asked(
        since=since, fixing=fixing, previewing=previewing, noted=noted, shrinking=bool(baseline)
    )
    told = _as_before(request) if asked.is_plain else None
    if told:
        scope = scope_of(request.project, paths, None, options)
    else:
        scope, told = _anew(request, paths, options, asked)
    findings = scope.findings(told.findings, settings_paths=told.settings_paths, texts=told.texts)
    _tell(findings, told, request, options, everything=bool(paths or since or options.verbose))
    closing = [f"{console.summary(findings) or 'Rien à signaler'}."]
    closing += said_of_excess(findings, max_warnings)
    if baseline and not noted:
        quiet = sum(scope.holds(found.span.path) for found in told.quiet)
        closing += said_of_known(baseline, quiet, told.gone if scope.is_whole else 0)
    for words in closing:
        say(options, words)
    summarise("fichegen check", findings, closing[1:])
    return verdict(findings, told.settings_paths, request)


def _as_before(request: Request) -> _Told | None:
    """Return what the last build found, where nothing has changed since; nothing is read or put together."""
    if not request.uses_cache:
        return None
    from contextlib import closing

    from fichegen.cache import open_cache
    from fichegen.glance import unchanged
    from fichegen.sources import Texts

    with closing(open_cache(request.project, only_looks=True)) as cache:
        account = unchanged(request, cache, publishes=False)
    if account is None:
        return None
    return _Told(
        findings=account.findings,
        quiet=account.quiet,
        gone=account.gone,
        settings_paths=frozenset(account.settings_paths),
        texts=Texts(request.project),
        shows_gaps=account.shows_gaps,
    )


def _anew(
    request: Request, paths: Sequence[str], options: Options, asked: _Asked
) -> tuple[Scope, _Told]:
    """Survey the project, and mend or note what is asked for; gives what the check is about, too."""
    from fichegen import pipeline

    from .fixing import fix, show_fixes

    pipeline.require(request.project)
    scope = scope_of(request.project, paths, asked.since, options)
    with console.progress_bar(wanted=not options.quiet) as told:
        request = replace(request, progress=told)
        surveyed = pipeline.survey(request)
        fixed = None
        if asked.fixing or asked.previewing:
            again = (lambda: pipeline.survey(request)) if asked.fixing else None
            fixed = fix(request.project, surveyed, scope, again=again)
            surveyed = fixed.survey
        scope = with_the_past(scope, request, surveyed)
    if fixed:
        show_fixes(fixed, options, made=asked.fixing)
    if asked.noted:
        surveyed = _note(asked.noted, surveyed, options, shrinking=asked.shrinking)
    return scope, _Told(
        findings=surveyed.findings,
        quiet=surveyed.sifted.quiet,
        gone=surveyed.sifted.gone,
        settings_paths=surveyed.settings_paths,
        texts=surveyed.texts,
        shows_gaps=surveyed.catalogue.settings.shows_gaps,
    )


def _tell(
    findings: Sequence[Finding], of: _Told, request: Request, options: Options, *, everything: bool
) -> None:
    """Print findings; much of one kind is summed up, unless everything is asked for."""
    told, gaps = gaps_apart(findings, options.form)
    if everything:
        show_all(findings, options, of.texts)
        return
    if fiches_with(gaps) <= _FEW:
        told, gaps = tuple(findings), ()
    show_some(told, options, of.texts, rest=_REST)
    if not options.quiet:
        for code, words in gap_counts(gaps, request.project, shows_gaps=of.shows_gaps):
            click.echo(console.remark(code, words, options.form))


def _note(name: str, surveyed: Survey, options: Options, *, shrinking: bool) -> Survey:
    """Write the list of known findings; gives the survey without those that are known now."""
    from fichegen.baseline import stock

    if surveyed.status is Exit.USAGE:
        say(options, "Rien n'est noté : corrigez d'abord ce qui est faux dans les réglages.")
        return surveyed
    sifted = surveyed.sifted
    known = sifted.left if shrinking else stock(sifted.told, surveyed.texts)
    write_known(name, known)
    count = counted(sum(known.values()), "constat est noté", "constats sont notés")
    removed = f" ; {counted(sifted.gone, 'en est retiré', 'en sont retirés')}" if shrinking else ""
    say(options, f"{count} dans {name}{removed}.")
    if shrinking:
        return surveyed
    return replace(
        surveyed, findings=tuple(f for f in surveyed.findings if f.severity is Severity.ERROR)
    )
