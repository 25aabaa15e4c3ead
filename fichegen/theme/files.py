"""The files of a theme: the shipped ones, overridden file by file by the project's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from fichegen.colours import Palette
from fichegen.project import Project, packaged_root
from fichegen.stamps import files_below

_CSS_LAYERS: Final = ("global", "compositions", "blocks", "utilities", "print", "")
"""Folders of style files; those beside them, a project's own, come last."""
_SOURCES: Final = ("css", "js")
"""Folders of assets whose files are joined, not copied."""
MACROS: Final = "macros/"
"""The folder of macros."""


def roots_of(project: Project) -> list[Path]:
    """Return the folders templates are looked for in, the shipped one last, each once."""
    shipped = packaged_root()
    own = project.templates
    return [shipped] if not own.is_dir() or own.resolve() == shipped.resolve() else [own, shipped]


def stylesheet(roots: Iterable[Path], colours: Palette | None) -> bytes:
    """Join the style files in the order of their layers, then by name; own files come in place."""
    files = _found(roots, "css", _CSS_LAYERS, ".css")
    order = sorted(files, key=lambda name: (_CSS_LAYERS.index(name.partition("/")[0]), name))
    parts = [files[name].read_bytes().strip() for name in order]
    if colours:
        given = {
            "link": colours.light.link,
            "on-link": colours.light.on_link,
            "tint": colours.light.tint,
            "link-dark": colours.dark.link,
            "on-link-dark": colours.dark.on_link,
            "tint-dark": colours.dark.tint,
        }
        declared = ";".join(f"--brand-{name}:{value}" for name, value in given.items())
        parts.append(f":root{{{declared}}}".encode())
    return b"\n".join(parts) + b"\n"


def scripts(roots: Sequence[Path]) -> dict[str, bytes]:
    """Join the scripts of each folder of `assets/js/`, by name; own files come in place."""
    folders = {
        folder.name
        for root in roots
        for folder in (root / "assets" / "js").glob("*")
        if folder.is_dir() and not folder.is_symlink()
    }
    files = _found(roots, "js", sorted(folders), ".js")
    joined: dict[str, list[bytes]] = {}
    for name in sorted(files):
        joined.setdefault(name.partition("/")[0], []).append(files[name].read_bytes().strip())
    return {folder: b"\n".join(parts) + b"\n" for folder, parts in joined.items()}


def _found(
    roots: Iterable[Path], kind: str, folders: Iterable[str], suffix: str
) -> dict[str, Path]:
    """Find the files of some folders of `assets/<kind>/`, a project's in place of the shipped."""
    wanted = [*folders]
    return {
        f"{folder}/{path.name}": path
        for root in reversed([*roots])
        for folder in wanted
        for path in sorted((root / "assets" / kind / folder).glob(f"*{suffix}"))
        if path.is_file() and not path.is_symlink()  # nothing is read through links
    }


def copied(roots: Iterable[Path]) -> dict[str, Path]:
    """Find scripts, icons and images, by their path below `assets/`, in order."""
    files: dict[str, Path] = {}
    for root in reversed([*roots]):
        base = root / "assets"
        for path in base.rglob("*"):
            relative = path.relative_to(base)
            if (
                path.is_file()
                and not path.is_symlink()
                and relative.parts[0] not in _SOURCES
                and not path.name.startswith(".")
            ):
                files[relative.as_posix()] = path
    return dict(sorted(files.items()))


def held(root: Path) -> dict[str, tuple[str, bytes | None]]:
    """Read a project's own templates, by name, each with its place; None for one that cannot be read.

    All at once: what a build makes with them must not change while it goes on. Raises OSError where
    a folder cannot be listed: the shipped ones must not stand in for what is in it unsaid.
    """

    def fail(error: OSError) -> None:
        raise error

    found: dict[str, tuple[str, bytes | None]] = {}
    for path in files_below(root, failed=fail):
        name = Path(path).relative_to(root).as_posix()
        if not name.startswith("assets/"):
            try:
                found[name] = path, Path(path).read_bytes()
            except OSError:
                found[name] = path, None
    return found
