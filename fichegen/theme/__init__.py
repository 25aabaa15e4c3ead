"""Templates and assets: the shipped theme, overridden file by file by the project's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from fichegen.artifacts import Artifact, digest, hashed
from fichegen.colours import Palette
from fichegen.diagnostics import Span
from fichegen.project import Project
from fichegen.prose import Html
from fichegen.views import Card, PageView

from .faults import UNREADABLE, ThemeError, broken
from .files import MACROS, copied, held, roots_of, scripts, stylesheet

if TYPE_CHECKING:
    import jinja2

__all__ = ["Theme", "ThemeError", "compile_all", "load_theme", "render", "render_card"]

_ICON: Final = "icon.svg"
_CARD: Final = "partials/carte.html"


@dataclass(frozen=True)
class Theme:
    """Templates ready to render, and the files that every page needs."""

    project: Project
    held: Mapping[str, tuple[str, bytes | None]]
    """The project's own templates, as they were when it was loaded (`files.held`)."""
    keeps_macros: bool
    """True where the macros are those of the shipped theme."""
    assets: tuple[Artifact, ...]
    stylesheet: str
    """Path of the style sheet on the site."""
    scripts: Mapping[str, str]
    """Paths of the scripts on the site, by the name of the folder they are joined from."""
    icon: str
    """Path of the icon of the site; empty for a theme without one."""
    digest: bytes
    """What the project's own templates are known by, and all assets, as they were when it was loaded."""
    is_shipped: bool
    """True where the project has no templates of its own."""

    @cached_property
    def environment(self) -> jinja2.Environment:
        """The templates; a run that makes no page does not load the library that reads them."""
        from .rendering import environment_of

        return environment_of(self.held, keeps_macros=self.keeps_macros)


def load_theme(project: Project, *, colours: Palette | None = None) -> Theme:
    """Load the theme; a template is compiled when it is first used.

    `colours` are the catalogue's own, in place of those of the style sheet. Raises ThemeError where
    the disk of the project's own does not answer.
    """
    try:
        return _loaded(project, colours)
    except OSError as error:
        where = Path(error.filename) if isinstance(error.filename, str) else project.templates
        raise ThemeError(broken(Span(project.display(where)), UNREADABLE)) from error


def _loaded(project: Project, colours: Palette | None) -> Theme:
    roots = roots_of(project)
    own = {name: one for root in roots[:-1] for name, one in held(root).items()}
    own_macros = any((root / MACROS).exists() for root in roots[:-1])
    css = hashed("style.css", stylesheet(roots, colours))
    joined = {name: hashed(f"{name}.js", body) for name, body in scripts(roots).items()}
    others = {name: hashed(name, path.read_bytes()) for name, path in copied(roots).items()}
    icon = others[_ICON].path if _ICON in others else ""
    paths = {name: script.path for name, script in joined.items()}
    assets = (css, *joined.values(), *others.values())
    known = digest(
        *(part for name, (_, body) in own.items() for part in (name.encode(), body or b"")),
        *(part for asset in assets for part in (asset.path.encode(), asset.body)),
    )
    return Theme(
        project,
        MappingProxyType(own),
        not own_macros,
        assets,
        css.path,
        MappingProxyType(paths),
        icon,
        known,
        len(roots) == 1,
    )


def compile_all(theme: Theme) -> None:
    """Compile the templates at once, for processes that will be forked from this one."""
    from .rendering import compile_all as compiled

    compiled(theme.environment)


def render(theme: Theme, view: PageView) -> bytes:
    """Render one page; raises ThemeError where its template is wrong."""
    context = {member.name: getattr(view, member.name) for member in fields(view)}
    return _rendered(theme, view.template, context).encode("utf-8", "surrogatepass")


def render_card(theme: Theme, card: Card) -> Html:
    """Render the card of a fiche, once for all lists it stands in."""
    return Html(_rendered(theme, _CARD, {"card": card}))


def _rendered(theme: Theme, template: str, context: Mapping[str, object]) -> str:
    from .rendering import rendered

    return rendered(theme.environment, theme.project, template, context)
