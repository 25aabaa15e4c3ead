"""The list of findings that are known already: read from its file, written to it, told of."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fichegen import desk
from fichegen.diagnostics import FichegenError
from fichegen.text import counted

if TYPE_CHECKING:
    from fichegen.baseline import Known


def read_known(name: str | None) -> Known:
    """Return what the file of that name holds, nothing without a name; raises BaselineError."""
    if name is None:
        return {}
    from fichegen.baseline import parse, refusal

    try:
        body = desk.read(Path(name), name)
    except desk.DeskError as error:
        raise refusal(name, dict(error.finding.values)["raison"]) from error
    return parse(name, body)


def said_of_lost(folder: Path, path: str) -> Iterator[str]:
    """Yield what people are told of the lists right in a folder that know a file by a name it had."""
    for file in sorted(folder.glob("*.json")):
        known: Known = {}
        with suppress(FichegenError):  # most are no such lists
            known = read_known(file.name) if file.is_file() else {}
        if any(entry.path == path for entry in known):
            how = f"fichegen check --write-baseline {shlex.quote(file.name)}"
            yield f"Ses constats connus ({file.name}) sont de nouveau montrés ; pour les noter : {how}"


def write_known(name: str, known: Known) -> None:
    """Write a list, over another one too; raises BaselineError for any other file, DeskError."""
    from fichegen.baseline import parse, written

    file = Path(name)
    if not file.exists():
        desk.create(file, written(known), name)
        return
    before = desk.read(file, name)
    parse(name, before)
    if before != written(known):
        desk.rewrite(file, before, written(known), name)


def said_of_known(name: str, quiet: int, gone: int) -> Iterator[str]:
    """Yield what people are told of a list: how much it keeps quiet, how much of it is over."""
    if quiet:
        words = counted(
            quiet, "constat connu n'est pas montré", "constats connus ne sont pas montrés"
        )
        yield f"{words} ({name})."
    if gone:
        words = counted(
            gone, "constat de la liste n'existe plus", "constats de la liste n'existent plus"
        )
        quoted = shlex.quote(name)
        how = f"fichegen check --baseline {quoted} --write-baseline {quoted}"
        yield f"{words} ; pour l'alléger : {how}"
