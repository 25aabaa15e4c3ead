"""Where a project's content, templates and site lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fichegen.expressions import expression

_SIGNS: Final = r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
_UNSEEN: Final = expression(_SIGNS)
_BEFORE_SPELT: Final = expression(rf"\\+(?=u[0-9a-f]{{4}}|{_SIGNS})")


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
    """Return a path with the characters spelt out that a name should not hold: `\\u001b`.

    Those are controls, signs that turn the direction of reading, and what stands for bytes that are
    no text. No two paths are shown alike: backslashes before what looks spelt out are doubled.
    """
    if path.isprintable() and "\\u" not in path:
        return path
    apart = _BEFORE_SPELT.sub(lambda found: found[0] * 2, path)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", apart)


def packaged_root() -> Path:
    """Return the shipped theme: inside the package, or beside it in a checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"
