"""Where a project's content, templates and site lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BEFORE_HALF: Final = re.compile(r"\\+(?=udc[89a-f][0-9a-f]|[\udc80-\udcff])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The folders of one project; all but `root` are given as paths below it or absolute."""

    root: Path
    """The folder that paths in findings start from."""
    source: Path
    """`content/`."""
    templates: Path
    """`templates/`: the project's own, which may not exist."""
    output: Path
    """`site/`."""

    @classmethod
    def at(
        cls,
        root: Path,
        *,
        source: str = "content",
        templates: str = "templates",
        output: str = "site",
    ) -> Project:
        """Lay a project at `root` with its folders where the options say."""
        root = root.absolute()
        return cls(
            root=root, source=root / source, templates=root / templates, output=root / output
        )

    def display(self, path: Path) -> str:
        """Return a path as findings show it: from the root, with slashes, never undecodable."""
        shown = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        return readable(shown.as_posix())


def readable(path: str) -> str:
    """Return a path with the half characters spelt out that stand for what no name should hold.

    No two paths are shown alike: backslashes before what looks like such a character are doubled.
    """
    if path.isascii() and "\\udc" not in path:
        return path
    apart = _BEFORE_HALF.sub(lambda found: found[0] * 2, path)
    return apart.encode("utf-8", "backslashreplace").decode("utf-8")


def packaged_root() -> Path:
    """Return the shipped theme: inside the package, or beside it in a checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"
