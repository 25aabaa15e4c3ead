"""Templates and assets: the shipped theme, overridden file by file by the project's own."""

from __future__ import annotations

import hashlib
import re
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import jinja2

from fichegen import text
from fichegen.artifacts import Artifact
from fichegen.diagnostics import FichegenError, Finding, Span, finding
from fichegen.project import Project
from fichegen.views import PageView

_PREFIX: Final = "fichegen"
_CSS_LAYERS: Final = ("global", "compositions", "blocks", "utilities", "print", "")
"""Folders of style files; those beside them, a project's own, come last."""
_ICON: Final = "icon.svg"
_REASON_LENGTH: Final = 200


class ThemeError(FichegenError):
    """A template cannot give its page."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates ready to render, and the files that every page needs."""

    project: Project
    environment: jinja2.Environment
    assets: tuple[Artifact, ...]
    stylesheet: str
    """Path of the style sheet on the site."""
    icon: str
    """Path of the icon of the site; empty for a theme without one."""


def packaged_root() -> Path:
    """Return the shipped theme: inside the package, or beside it in a checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"


def load_theme(project: Project, *, accent: str = "") -> Theme:
    """Load the theme; a template is compiled when it is first used."""
    roots = _roots(project)
    shipped = jinja2.FileSystemLoader(packaged_root())
    own = [jinja2.FileSystemLoader(root) for root in roots[:-1]]
    environment = jinja2.Environment(
        loader=jinja2.ChoiceLoader([*own, shipped, jinja2.PrefixLoader({_PREFIX: shipped})]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters = environment.filters | {"typo": text.typeset}
    css = _hashed("style.css", _stylesheet(roots, accent))
    others = {name: _hashed(name, path.read_bytes()) for name, path in _copied(roots).items()}
    icon = others[_ICON].path if _ICON in others else ""
    return Theme(project, environment, (css, *others.values()), css.path, icon)


def _hashed(name: str, body: bytes) -> Artifact:
    """Name an asset after what it holds, so that caches may keep it for ever."""
    stem, dot, suffix = name.rpartition(".")
    digest = hashlib.sha256(body).hexdigest()[:10]
    return Artifact(
        f"assets/{stem}.{digest}{dot}{suffix}" if dot else f"assets/{name}.{digest}", body
    )


def render(theme: Theme, view: PageView) -> bytes:
    """Render one page; raises ThemeError where its template is wrong."""
    context = {member.name: getattr(view, member.name) for member in fields(view)}
    try:
        page = theme.environment.get_template(view.template).render(context)
    except jinja2.TemplateSyntaxError as error:
        where = _place(theme, error.filename, error.lineno, error.name or view.template)
        raise ThemeError(_broken(where, error.message or "")) from error
    except jinja2.TemplateNotFound as error:
        where = _failing_line(theme, error, view.template)
        raise ThemeError(_broken(where, f"le gabarit {error.name} n'existe pas")) from error
    except jinja2.UndefinedError as error:
        where = _failing_line(theme, error, view.template)
        name = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(error))
        raise ThemeError(
            _broken(where, f"« {name[1] or name[2]} » n'existe pas ici" if name else str(error))
        ) from error
    except Exception as error:  # a template is a program: anything can go wrong in it
        where = _failing_line(theme, error, view.template)
        raise ThemeError(_broken(where, f"{error}" or type(error).__name__)) from error
    return page.encode("utf-8", "surrogatepass")


def _roots(project: Project) -> list[Path]:
    """Return the folders templates are looked for in, the shipped one last, each once."""
    shipped = packaged_root()
    own = project.templates
    return [shipped] if not own.is_dir() or own.resolve() == shipped.resolve() else [own, shipped]


def _stylesheet(roots: Iterable[Path], accent: str) -> bytes:
    """Join the style files in the order of their layers, then by name; own files come in place."""
    files: dict[str, Path] = {}
    for root in reversed([*roots]):
        base = root / "assets" / "css"
        for layer in _CSS_LAYERS:
            for path in sorted((base / layer).glob("*.css")):
                if path.is_symlink() or not path.is_file():
                    continue  # nothing is read through links
                files[f"{layer}/{path.name}"] = path
    order = sorted(files, key=lambda name: (_CSS_LAYERS.index(name.partition("/")[0]), name))
    parts = [files[name].read_bytes().strip() for name in order]
    if accent:
        parts.append(f":root{{--accent:{accent}}}".encode())
    return b"\n".join(parts) + b"\n"


def _copied(roots: Iterable[Path]) -> dict[str, Path]:
    """Find scripts, icons and images, by their path below `assets/`, in order."""
    files: dict[str, Path] = {}
    for root in reversed([*roots]):
        base = root / "assets"
        for path in base.rglob("*"):
            relative = path.relative_to(base)
            if (
                path.is_file()
                and not path.is_symlink()
                and relative.parts[0] != "css"
                and not path.name.startswith(".")
            ):
                files[relative.as_posix()] = path
    return dict(sorted(files.items()))


def _broken(where: Span, reason: str) -> Finding:
    return finding("FG601", where, raison=text.squeeze(reason)[:_REASON_LENGTH])


def _failing_line(theme: Theme, error: BaseException, template: str) -> Span:
    """Find the template line an error came from: the deepest frame that is one."""
    for frame in reversed(traceback.extract_tb(error.__traceback__ or sys.exc_info()[2])):
        if frame.filename.endswith(".html"):
            return _place(theme, frame.filename, frame.lineno or 1, template)
    return _place(theme, None, 1, template)


def _place(theme: Theme, filename: str | None, line: int, template: str) -> Span:
    path = Path(filename) if filename else theme.project.templates / template
    root = packaged_root()
    if path.is_relative_to(root) and root != theme.project.templates:
        return Span(f"{_PREFIX}/{root.name}/{path.relative_to(root).as_posix()}", line)
    return Span(theme.project.display(path), line)
