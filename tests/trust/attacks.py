"""The corpus of attacks: files below tests/hostile, and what no repository can hold, made here.

    tests/hostile/fiches/<name>           one file, which becomes content/<name>
    tests/hostile/projects/<name>/        a whole project, with its content/

What is great, or has a name or a nature that a checkout cannot give it, is made by `made`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from trust.made import MADE

CORPUS: Final = Path(__file__).parent.parent / "hostile"
SECONDS: Final = 1.0
"""Processor time that a command may take over an attack of a few kilobytes, start-up left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """Something ill-meant that a project may hold."""

    name: str
    lay: Callable[[Path], object]
    """Lays it into the folder of a project, where `content/` is empty."""
    seconds: float = SECONDS
    """Processor time that a command may take over it."""


def attacks() -> tuple[Attack, ...]:
    """Return the whole corpus, in the order of the names."""
    found = [
        *(
            Attack(name=f"fiches/{file.name}", lay=partial(_copy_file, file))
            for file in (CORPUS / "fiches").iterdir()
        ),
        *(
            Attack(name=f"projects/{folder.name}", lay=partial(_copy_folder, folder))
            for folder in (CORPUS / "projects").iterdir()
        ),
        *(
            Attack(name=f"made/{name}", lay=lay, seconds=seconds)
            for name, (seconds, lay) in MADE.items()
        ),
    ]
    return tuple(sorted(found, key=lambda attack: attack.name))


def _copy_file(file: Path, root: Path) -> None:
    shutil.copyfile(file, root / "content" / file.name)


def _copy_folder(folder: Path, root: Path) -> None:
    shutil.copytree(folder, root, dirs_exist_ok=True)
