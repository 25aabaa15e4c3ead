"""The command line: options, exit codes, and the outside world the floors below do not know."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from fichegen import __version__, console, text
from fichegen.codes import CODES
from fichegen.diagnostics import Exit, FichegenError, Finding, Severity, exit_status
from fichegen.project import Project

if TYPE_CHECKING:
    from fichegen.pipeline import Survey

_FEW: Final = 20
"""Fiches whose gaps a check tells one by one; of more it counts them, unless asked for all."""
_REPORT: Final = (
    "C'est un défaut de fichegen, pas de vos fiches. Merci de le signaler avec ces lignes :"
)


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


def _project_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the shared options, handed over as one value."""

    @click.pass_context
    def gathered(context: click.Context, /, **values: Any) -> int:
        options = Options(**{name: values.pop(name) for name in Options.__slots__})
        try:
            return int(context.invoke(command, options, **values))
        except FichegenError as error:
            _show([error.finding], options, {})
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
        click.option("--drafts", is_flag=True, help="Publier aussi les brouillons."),
        click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="N",
                     help="Au plus N processus (un seul suffit aujourd'hui)."),
        click.option("--no-cache", is_flag=True, help="Tout refaire (c'est toujours le cas aujourd'hui)."),
        click.option("--format", "form", type=click.Choice(console.FORMATS), default=None,
                     callback=_default_format, help="Présentation des constats."),
        click.option("-q", "--quiet", is_flag=True, help="Ne montrer que les erreurs."),
        click.option("-v", "--verbose", is_flag=True, help="Tout dire : le jour, les dossiers ; pour check, chaque manque de chaque fiche."),
    )  # fmt: skip
    decorated: Callable[..., int] = gathered
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def _default_format(_context: click.Context, _option: click.Parameter, given: str | None) -> str:
    return given or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")


def _checked_url(_context: click.Context, _option: click.Parameter, given: str) -> str:
    from fichegen.settings import site_address, url_problem

    if given and (problem := url_problem(given)):
        raise click.BadParameter(problem)
    return site_address(given) if given else ""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="fichegen", message="%(prog)s %(version)s")
def cli() -> None:
    """Un catalogue de formations, à partir de fiches en Markdown ou en YAML."""


@cli.command()
@_project_options
def build(options: Options) -> int:
    """Construire le site. Une erreur dans une fiche ne publie rien.

    Ce qui manque aux fiches y tient en une ligne, sauf aux formats json et sarif ; « fichegen check » dit tout.
    """
    from fichegen import pipeline

    started = time.monotonic()
    request = _request(options)
    built = pipeline.build(request)
    surveyed = built.survey
    if options.verbose:
        project = request.project
        _say(
            options,
            f"Fiches : {project.source} ; gabarits : {project.templates} ; jour : {surveyed.today}.",
        )
    findings, _ = _gaps_apart(surveyed.findings, options.form)
    _show(findings, options, surveyed.texts)
    if built.published is None:
        _say(options, f"Rien n'est publié : {console.summary(findings)}.")
        return surveyed.status
    done = built.published
    seconds = f"{time.monotonic() - started:.1f} s".replace(".", ",")
    pages = sum(artifact.path.endswith(".html") for artifact in surveyed.artifacts)
    counts = ", ".join((
        text.counted(len(surveyed.catalogue.fiches), "fiche"),
        text.counted(len(surveyed.catalogue.sessions), "session"),
        text.counted(pages, "page"),
    ))  # fmt: skip
    changes = f"{text.counted(done.written, 'fichier écrit', 'fichiers écrits')}, "
    changes += text.counted(done.removed, "fichier retiré", "fichiers retirés")
    found = console.summary(findings)
    _say(
        options,
        f"Site construit en {seconds} : {counts} ({changes}{f' ; {found}' if found else ''}).",
    )
    _say(options, f"À regarder : {request.project.output / 'index.html'}")
    if surveyed.next_change:
        _say(
            options,
            f"À reconstruire le {surveyed.next_change.isoformat()} : ce qu'il dit change ce jour-là.",
        )
    if surveyed.catalogue.fiches:
        _say(options, _completeness(surveyed, request.project))
    return surveyed.status


def _gaps_apart(
    findings: Sequence[Finding], form: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Part findings from the remarks on what fiches lack, which can be summed up for people.

    Programs are told everything; a gap that the settings make weigh more is told like the rest.
    """
    from fichegen.audit import GAP_CODES

    codes = {*GAP_CODES.values()} if form in console.FOR_PEOPLE else set()
    gaps = [f.severity is Severity.REMARK and f.code in codes for f in findings]
    told = tuple(f for f, gap in zip(findings, gaps, strict=True) if not gap)
    return told, tuple(f for f, gap in zip(findings, gaps, strict=True) if gap)


def _completeness(surveyed: Survey, project: Project) -> str:
    """Sum up what the fiches lack, and say where to read it."""
    from fichegen.gaps import Destination

    count, gaps = len(surveyed.catalogue.fiches), surveyed.gaps
    accepted = text.counted(gaps.accepted(Destination.LHEO), "fiche")
    ready = "prêtes" if gaps.accepted(Destination.LHEO) > 1 else "prête"
    page = f"{project.output / 'completude'}/ ou " if surveyed.catalogue.settings.shows_gaps else ""
    return (
        f"Complétude : {gaps.score} sur 100 en moyenne ; {accepted} sur {count} {ready} pour LHEO ;"
        f" voir {page}« fichegen check »."
    )


@cli.command()
@click.argument("paths", nargs=-1, metavar="[CHEMIN]…")
@_project_options
def check(options: Options, paths: Sequence[str]) -> int:
    """Vérifier les fiches sans rien écrire ; avec des chemins, ne montrer que leurs constats.

    Ce qui manque à plus de 20 fiches est compté, une ligne par code ; « -v » ou un chemin le détaille.
    """
    from fichegen import pipeline

    request = _request(options)
    surveyed = pipeline.survey(request)
    findings, status = surveyed.findings, surveyed.status
    if paths:
        chosen = [_below(request.project, path) for path in paths]
        findings = tuple(f for f in findings if _is_usage(f) or any(_touches(f, p) for p in chosen))
        status = exit_status(findings, strict=options.strict)
    told, gaps = _gaps_apart(findings, options.form)
    if paths or options.verbose or len({gap.span.path for gap in gaps}) <= _FEW:
        told, gaps = findings, ()
    _show(told, options, surveyed.texts)
    if not options.quiet:
        for code, words in _gap_counts(gaps, surveyed, request.project):
            click.echo(console.remark(code, words, options.form))
    found = console.summary(findings)
    _say(options, f"{found}." if found else "Rien à signaler.")
    return status


def _gap_counts(
    gaps: Sequence[Finding], surveyed: Survey, project: Project
) -> Iterator[tuple[str, str]]:
    """Count the fiches of each code, and say where the rest is told."""
    from fichegen.audit import GAP_CODES

    rest = "détails : « fichegen check -v », un chemin"
    if surveyed.catalogue.settings.shows_gaps:
        rest += f" ou {project.display(project.output / 'completude')}/"
    for (destination, blocks), code in GAP_CODES.items():
        count = len({gap.span.path for gap in gaps if gap.code == code})
        if count:
            words = (
                ("fiche n'y entre pas", "fiches n'y entrent pas")
                if blocks
                else ("fiche incomplète", "fiches incomplètes")
            )
            yield code, f"{destination.words} : {text.counted(count, *words)} ; {rest}"


def _below(project: Project, given: str) -> str:
    """Return a path as findings show it, empty for all of them; other places are wrong usage."""
    path, source = Path(given).resolve(), project.source.resolve()
    if not path.exists():
        raise click.UsageError(f"« {console.inert(given)} » n'existe pas")
    if source.is_relative_to(path):
        return ""
    if not path.is_relative_to(source):
        raise click.UsageError(
            f"« {console.inert(given)} » n'est pas dans {project.display(project.source)}"
        )
    return project.display(project.source / path.relative_to(source))


def _is_usage(found: Finding) -> bool:
    """Tell whether a finding speaks of the settings or the templates, so of every fiche."""
    return CODES[found.code].usage


def _touches(found: Finding, path: str) -> bool:
    spans = (found.span, *found.others)
    return not path or any(s.path == path or s.path.startswith(f"{path}/") for s in spans)


@cli.command("list")
@_project_options
def list_fiches(options: Options) -> int:
    """Lister les fiches : sessions, prochaine date, limite d'inscription."""
    from fichegen import listing, pipeline

    surveyed = pipeline.survey(_request(options))
    rows = listing.rows(surveyed.catalogue, surveyed.today)
    if options.form == "json":
        click.echo(listing.as_json(rows))
    else:
        width = shutil.get_terminal_size((160, 24)).columns if sys.stdout.isatty() else 10_000
        click.echo(console.table([listing.HEADINGS, *(row.cells() for row in rows)], width=width))
    if surveyed.status is not Exit.FINE:
        _say(options, f"{console.summary(surveyed.findings)} : voir « fichegen check ».")
    return surveyed.status


def _request(options: Options) -> Any:
    from fichegen.pipeline import Request

    try:
        here = Path.cwd()
    except FileNotFoundError as error:
        raise click.UsageError("le dossier où vous êtes n'existe plus") from error
    project = Project.at(
        here, source=options.source, templates=options.templates, output=options.output
    )
    day = options.today.date() if options.today else None
    return Request(
        project=project,
        today_in=lambda zone: day or _today(zone),
        base_url=options.base_url,
        strict=options.strict,
        drafts=options.drafts,
    )


def _today(zone: str) -> dt.date:
    """Tell the day in a zone: that of SOURCE_DATE_EPOCH where it is set, so that builds repeat."""
    from fichegen.settings import time_zone

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    place = time_zone(zone) or dt.UTC  # a machine without time zones publishes nothing (FG603)
    if not epoch:
        return dt.datetime.now(place).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), place).date()
    except (ValueError, OverflowError, OSError) as error:
        raise click.UsageError("SOURCE_DATE_EPOCH n'est pas un nombre de secondes") from error


def _show(findings: Sequence[Finding], options: Options, texts: dict[str, str]) -> None:
    shown = [f for f in findings if f.severity is Severity.ERROR] if options.quiet else findings
    if shown or options.form == "json":
        click.echo(console.render(shown, options.form, texts))


def _say(options: Options, words: str) -> None:
    if not options.quiet:
        click.echo(console.inert(words), err=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit status (see `Exit`). No traceback reaches a user."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = cli.main(args=arguments, prog_name="fichegen", standalone_mode=False)
        return int(status or Exit.FINE)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrompu.", err=True)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; what was to be done may have been done already.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FINDINGS
    except Exception as error:  # noqa: BLE001 - a fault of ours, whatever it is
        return _fault(error)


def _fault(error: Exception) -> int:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    click.echo(_REPORT, err=True)
    click.echo(
        console.inert(f"  fichegen {__version__}, {where}, {type(error).__name__}: {error}"),
        err=True,
    )
    if os.environ.get("FICHEGEN_DEBUG"):
        traceback.print_exception(error)
    return Exit.FAULT
