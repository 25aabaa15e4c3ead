"""Templates and assets: the shipped theme, overridden file by file by the project's own."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import jinja2

from fichegen import text
from fichegen.artifacts import Artifact, hashed
from fichegen.colours import Palette
from fichegen.diagnostics import FichegenError, Finding, Span, finding
from fichegen.project import Project, packaged_root
from fichegen.prose import Html
from fichegen.views import Card, PageView

_PREFIX: Final = "fichegen"
_CSS_LAYERS: Final = ("global", "compositions", "blocks", "utilities", "print", "")
"""Folders of style files; those beside them, a project's own, come last."""
_SOURCES: Final = ("css", "js")
"""Folders of assets whose files are joined, not copied."""
_ICON: Final = "icon.svg"
_CARD: Final = "partials/carte.html"
_REASON_LENGTH: Final = 200
_TYPESET: Final = 1 << 14
"""Phrases whose French spacing is kept at hand."""


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
    scripts: Mapping[str, str]
    """Paths of the scripts on the site, by the name of the folder they are joined from."""
    icon: str
    """Path of the icon of the site; empty for a theme without one."""
    is_shipped: bool
    """True where the project has no templates of its own."""


def load_theme(project: Project, *, colours: Palette | None = None) -> Theme:
    """Load the theme; a template is compiled when it is first used.

    `colours` are the catalogue's own, in place of those of the style sheet.
    """
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
    # The same few words stand on every page; typed, as markup and words may be equal.
    typo = lru_cache(maxsize=_TYPESET, typed=True)(text.typeset)
    environment.filters = environment.filters | {"typo": typo}
    css = hashed("style.css", _stylesheet(roots, colours))
    scripts = {name: hashed(f"{name}.js", body) for name, body in _scripts(roots).items()}
    others = {name: hashed(name, path.read_bytes()) for name, path in _copied(roots).items()}
    icon = others[_ICON].path if _ICON in others else ""
    paths = {name: script.path for name, script in scripts.items()}
    assets = (css, *scripts.values(), *others.values())
    return Theme(
        project, environment, assets, css.path, MappingProxyType(paths), icon, len(roots) == 1
    )


def render(theme: Theme, view: PageView) -> bytes:
    """Render one page; raises ThemeError where its template is wrong."""
    context = {member.name: getattr(view, member.name) for member in fields(view)}
    return _rendered(theme, view.template, context).encode("utf-8", "surrogatepass")


def render_card(theme: Theme, card: Card) -> Html:
    """Render the card of a fiche, once for all lists it stands in at one depth."""
    return Html(_rendered(theme, _CARD, {"card": card}))


def _rendered(theme: Theme, template: str, context: Mapping[str, object]) -> str:
    try:
        return theme.environment.get_template(template).render(context)
    except jinja2.TemplateSyntaxError as error:
        where = _place(theme, error.filename, error.lineno, error.name or template)
        raise ThemeError(_broken(where, error.message or "")) from error
    except jinja2.TemplateNotFound as error:
        where = _failing_line(theme, error, template)
        raise ThemeError(_broken(where, f"le gabarit {error.name} n'existe pas")) from error
    except jinja2.UndefinedError as error:
        where = _failing_line(theme, error, template)
        name = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(error))
        raise ThemeError(
            _broken(where, f"« {name[1] or name[2]} » n'existe pas ici" if name else str(error))
        ) from error
    except Exception as error:  # a template is a program: anything can go wrong in it
        where = _failing_line(theme, error, template)
        raise ThemeError(_broken(where, f"{error}" or type(error).__name__)) from error


def _roots(project: Project) -> list[Path]:
    """Return the folders templates are looked for in, the shipped one last, each once."""
    shipped = packaged_root()
    own = project.templates
    return [shipped] if not own.is_dir() or own.resolve() == shipped.resolve() else [own, shipped]


def _stylesheet(roots: Iterable[Path], colours: Palette | None) -> bytes:
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


def _scripts(roots: Sequence[Path]) -> dict[str, bytes]:
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
                and relative.parts[0] not in _SOURCES
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
