"""`fichegen rename`: a page gets another address, and the one it had still leads there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.diagnostics import Exit, FichegenError, Finding, Severity
from fichegen.project import Project

from .baseline import said_of_lost
from .completing import fiche_names
from .options import here, today_in

if TYPE_CHECKING:
    from fichegen.layout import Read
    from fichegen.sources import SourceFile

    from .lookup import Found

_ENDINGS: Final = (".md", ".markdown", ".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class _Change:
    """Other bytes for a file."""

    file: Path
    path: str
    before: bytes
    after: bytes


@click.command()
@click.argument("old", metavar="ANCIEN", shell_complete=fiche_names)
@click.argument("new", metavar="NOUVEAU")
@click.option("--source", default="content", metavar="DOSSIER", help="Dossier des fiches.", show_default=True)  # fmt: skip
def rename(old: str, new: str, source: str) -> int:
    """Changer l'adresse d'une fiche : son fichier, sa page ; l'ancienne adresse y renvoie.

    ANCIEN est un fichier, un titre ou l'adresse d'une page ; NOUVEAU une adresse (a-z, 0-9, tirets) ou
    un nom de fichier. Les liens d'autres fiches vers ce fichier suivent.
    """
    from fichegen.pipeline import read_all

    from .lookup import fiche_named, fiches_in

    project = Project.at(here(), source=source)
    read, _ = read_all(project)
    found = fiche_named(project, fiches_in(read), old)
    name, slug = _wanted(found, new)
    path = str(PurePosixPath(found.source.path).with_name(name))
    changes = [*_changes(project, found, [source for source, _ in read], path, slug)]
    if not changes and path == found.source.path:
        click.echo(console.inert(f"{path} a déjà ce nom et cette adresse."), err=True)
        return Exit.FINE
    _refuse_clashes(read, changes, found.source.path, path)
    _carry_out(project, changes, found, path)
    _tell(project.root, changes, found, path, slug)
    return Exit.FINE


def _wanted(found: Found, new: str) -> tuple[str, str]:
    """Return the name of the file and the slug that are wanted; wrong usage for what is neither."""
    was = PurePosixPath(found.source.path)
    bare = new.strip().removesuffix("/")
    folder, _, name = bare.rpartition("/")
    if folder.rpartition("/")[2] == "fiches" and not name.lower().endswith(_ENDINGS):
        folder = ""
    if folder not in ("", str(was.parent)) or "\\" in name:
        raise click.UsageError(
            console.inert(
                f"la fiche reste dans son dossier ({was.parent}/) : donnez un nom sans dossier"
            )
        )
    stem, ending = name, was.suffix
    if name.lower().endswith(_ENDINGS):
        stem, ending = PurePosixPath(name).stem, PurePosixPath(name).suffix
        if ending.lower() != was.suffix.lower():
            raise click.UsageError(
                console.inert(f"le nom doit finir comme l'ancien, par « {was.suffix} »")
            )
    elif not text.is_slug(name):
        raise click.UsageError(
            console.inert(
                f"« {name} » ne peut pas être une adresse : n'employez que a-z, 0-9 et des tirets,"
                f" par exemple « {text.slug(name)} »"
            )
        )
    if stem.startswith(("_", ".")) or not text.key(stem) or not name.isprintable():
        raise click.UsageError(console.inert(f"« {name} » ne peut pas être le nom d'une fiche"))
    return f"{stem}{ending}", text.slug(stem)


def _changes(
    project: Project, found: Found, sources: Sequence[SourceFile], path: str, slug: str
) -> Iterator[_Change]:
    """Yield the files that change, the fiche itself first."""
    from fichegen import desk
    from fichegen.drafting import open_sheet, readdressed, relinked

    own = found.source.path
    file = found.file(project)
    before = desk.read(file, own)
    sheet = open_sheet(own, before)
    made = readdressed(sheet, slug) if sheet and slug != found.fiche.slug else sheet
    if made is None:
        raise click.UsageError(
            console.inert(
                f"l'adresse de {own} ne peut pas y être écrite sans risque : écrivez-y « slug: {slug} »"
                f" et « alias: {found.fiche.slug} », puis renommez le fichier"
            )
        )
    made = relinked(made, own, path) or made
    if made.encoded() != before:
        yield _Change(file, own, before, made.encoded())
    name = PurePosixPath(own).name
    for source in sources if path != own else ():
        if source.path == own or not _may_link(source.text, name):
            continue
        file = project.root / source.path
        before = desk.read(file, source.path)
        sheet = open_sheet(source.path, before)
        if sheet and (linked := relinked(sheet, own, path)):
            yield _Change(file, source.path, before, linked.encoded())


def _may_link(words: str, name: str) -> bool:
    return name in words or "%" in words


# ---------------------------------------------------------------- what it would break


def _refuse_clashes(read: Sequence[Read], changes: Sequence[_Change], own: str, path: str) -> None:
    """Raise the first error that the change would bring: an address taken, a former one lost."""
    after = {change.path: change.after for change in changes}
    known = Counter(map(_kind, _errors(read)))
    for error in _errors([_read_again(each, after, own, path) for each in read]):
        known[_kind(error)] -= 1
        if known[_kind(error)] < 0:
            raise FichegenError(error)


def _read_again(read: Read, after: dict[str, bytes], own: str, path: str) -> Read:
    """Read a source as it will be; what does not change is not read a second time."""
    from fichegen.intake import take
    from fichegen.sources import decode

    source, _ = read
    if source.path not in after and source.path != own:
        return read
    words = decode(source.path, after[source.path])[0] if source.path in after else None
    place = path if source.path == own else source.path
    changed = replace(source, path=place, text=words or source.text)
    return changed, take(changed)


def _kind(error: Finding) -> tuple[str, object]:
    told = [(name, value) for name, value in error.values if name != "ailleurs"]
    return error.code, tuple(told)


def _errors(read: Sequence[Read]) -> list[Finding]:
    """Return the errors of all fiches together, drafts too: in them, and between their addresses."""
    from fichegen.exporters import redirected
    from fichegen.layout import put_together
    from fichegen.presenting import Presenter

    catalogue, told = put_together(read, drafts=True)
    today = today_in(catalogue.settings.timezone)
    refused = redirected(Presenter(catalogue, today), tuple).findings
    return [each for each in (*told, *refused) if each.severity is Severity.ERROR]


# ---------------------------------------------------------------- doing it


def _carry_out(project: Project, changes: Sequence[_Change], found: Found, path: str) -> None:
    """Write and move, or leave everything as it was."""
    from fichegen import desk

    undo: list[Callable[[], None]] = []
    try:
        for change in changes:
            desk.rewrite(change.file, change.before, change.after, change.path)
            undo.append(_undoing(change))
        if path != found.source.path:
            desk.move(found.file(project), project.root / path, path)
    except BaseException:
        for step in reversed(undo):
            with suppress(desk.DeskError):
                step()
        raise


def _undoing(change: _Change) -> Callable[[], None]:
    from fichegen import desk

    return lambda: desk.rewrite(change.file, change.after, change.before, change.path)


def _tell(root: Path, changes: Sequence[_Change], found: Found, path: str, slug: str) -> None:
    from fichegen.mending import difference

    for change in changes:
        lines = difference(change.path, change.before, change.after)
        click.echo(console.difference(lines, "text"))
    if path != found.source.path:
        for words in (f"{found.source.path} → {path}", *said_of_lost(root, found.source.path)):
            click.echo(console.inert(words), err=True)
    if slug != found.fiche.slug:
        words = f"La page est à fiches/{slug}/ ; fiches/{found.fiche.slug}/ y renvoie."
        click.echo(console.inert(words), err=True)
    others = [change.path for change in changes if change.path != found.source.path]
    for other in others:
        click.echo(console.inert(f"Lien suivi dans {other}"), err=True)
