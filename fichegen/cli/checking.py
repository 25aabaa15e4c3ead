"""`fichegen check`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from fichegen import console
from fichegen.diagnostics import Exit, Finding, Severity
from fichegen.text import counted

from .baseline import read_known, said_of_known, write_known
from .completing import fiche_names
from .gaps import fiches_with, gap_counts, gaps_apart
from .options import Options, project_options, request_of, verdict_options
from .speaking import said_of_excess, say, show_all, show_some, summarise

if TYPE_CHECKING:
    from fichegen.pipeline import Survey
    from fichegen.request import Request

_FEW: Final = 20
"""Fiches whose gaps a check tells one by one; of more it counts them, unless asked for all."""
_REST: Final = "« fichegen check -v » ou un chemin les montre"


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
    from fichegen import pipeline
    from fichegen.verdicts import verdict

    from .fixing import fix, show_fixes
    from .scope import scope_of, with_the_past

    if fixing and previewing:
        raise click.UsageError("--fix corrige, --diff ne fait que montrer : gardez l'un des deux")
    if noted and (paths or since):
        raise click.UsageError(
            "--write-baseline vaut pour tout le catalogue : retirez CHEMIN et --since"
        )
    request = request_of(options, max_warnings=max_warnings, known=read_known(baseline))
    pipeline.require(request.project)
    scope = scope_of(request.project, paths, since, options)
    with console.progress_bar(wanted=not options.quiet) as told:
        request = replace(request, progress=told)
        surveyed = pipeline.survey(request)
        fixed = None
        if fixing or previewing:
            again = (lambda: pipeline.survey(request)) if fixing else None
            fixed = fix(request.project, surveyed, scope, again=again)
            surveyed = fixed.survey
        scope = with_the_past(scope, request, surveyed)
    if fixed:
        show_fixes(fixed, options, made=fixing)
    if noted:
        surveyed = _note(noted, surveyed, options, shrinking=bool(baseline))
    findings = scope.findings(surveyed.findings, surveyed)
    _tell(findings, surveyed, request, options, everything=bool(paths or since or options.verbose))
    closing = [f"{console.summary(findings) or 'Rien à signaler'}."]
    closing += said_of_excess(findings, max_warnings)
    if baseline and not noted:
        quiet = sum(scope.holds(found.span.path) for found in surveyed.sifted.quiet)
        gone = surveyed.sifted.gone if scope.is_whole else 0
        closing += said_of_known(baseline, quiet, gone)
    for words in closing:
        say(options, words)
    summarise("fichegen check", findings, closing[1:])
    return verdict(findings, surveyed.settings_paths, request)


def _tell(
    findings: Sequence[Finding],
    surveyed: Survey,
    request: Request,
    options: Options,
    *,
    everything: bool,
) -> None:
    """Print findings; much of one kind is summed up, unless everything is asked for."""
    told, gaps = gaps_apart(findings, options.form)
    if everything:
        show_all(findings, options, surveyed.texts)
        return
    if fiches_with(gaps) <= _FEW:
        told, gaps = tuple(findings), ()
    show_some(told, options, surveyed.texts, rest=_REST)
    if not options.quiet:
        for code, words in gap_counts(gaps, surveyed, request.project):
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
