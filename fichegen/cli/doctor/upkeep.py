"""Whether what `init` wrote once is still of this version, and where it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fichegen import __version__
from fichegen.cli.repository import Repository, repository_of, shown, words_of
from fichegen.expressions import expression

from .symptoms import Symptom, fine, note
from .versions import numbers

_PIN: Final = expression(r"fichegen(?:\[[\w, -]*\])?\s*==\s*([\w.+!-]+)")


def examine_upkeep(root: Path) -> Iterator[Symptom]:
    """Look at the automation of the project of a folder, and at the schemas of its editors."""
    repository = repository_of(root)
    for path, advice in repository.astray(root):
        yield note(f"{path} : n'est lu qu'à la racine du dépôt git", advice)
    yield from _pins(root, repository)
    yield from _schemas(root)


def _pins(root: Path, repository: Repository) -> Iterator[Symptom]:
    """Compare the versions that automation asks for with the one that runs."""
    from fichegen.scaffold import AUTOMATION

    files = [repository.top / path for path in AUTOMATION]
    files += [root / path for path in AUTOMATION] if repository.below else []
    told = [(shown(file), set(_PIN.findall(words_of(file)))) for file in files]
    for name, versions in told:
        for version in sorted(versions - {__version__}):
            yield note(
                f"{name} demande fichegen {version}, et cette machine a {__version__}",
                f"pip install fichegen=={version}"
                if numbers(version) > numbers(__version__)
                else f"écrivez-y « fichegen=={__version__} »",
            )
    pinned = [versions for _, versions in told if versions]
    if pinned and all(versions == {__version__} for versions in pinned):
        yield fine(f"vérification et publication automatiques par fichegen {__version__}")


def _schemas(root: Path) -> Iterator[Symptom]:
    """Compare the schemas that editors have been given with those of this version."""
    from fichegen.scaffold import SCHEMAS, schema_text

    held = {name: words_of(root / path) for name, path in SCHEMAS.items()}
    old = [name for name, words in held.items() if words and words != schema_text(name)]
    for name in old:
        file = shown(root / SCHEMAS[name])
        yield note(
            f"{file} n'est pas de cette version : il y manque peut-être des clés",
            f"fichegen schema {name} > {file}",
        )
    if any(held.values()) and not old:
        yield fine("aides à la saisie (schemas/) à jour")
