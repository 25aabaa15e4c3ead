"""Templates and assets: the shipped theme, overridden file by file by the project's own."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Macro

from fichegen import text
from fichegen.artifacts import Artifact, digest, hashed
from fichegen.colours import Palette
from fichegen.diagnostics import FichegenError, Finding, Span, finding
from fichegen.project import Project, packaged_root
from fichegen.prose import Html
from fichegen.stamps import files_below
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
_ESCAPED: Final = 1 << 12
"""Phrases that are kept at hand as markup."""
_MACROS: Final = "macros/"
_DRAWN: Final = 1 << 10
"""Drawings of one macro that are kept at hand."""
_OFTEN_DRAWN: Final = frozenset(
    "icon show_tag show_state show_when show_limit show_fact show_mark show_source show_paging"
    " weekdays show_brand show_menu show_pages show_legend show_week".split()
)
"""Macros of the shipped theme that are asked for the same few values on page after page."""

_UNREADABLE: Final = "ce gabarit ne peut pas être lu"


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
    digest: bytes
    """What the project's own templates are known by, and all assets, as they were when it was loaded."""
    is_shipped: bool
    """True where the project has no templates of its own."""


class _Kept:
    """A macro that draws the same values once; like any it sees nothing but what it is given."""

    def __init__(self, macro: Macro) -> None:
        self.macro = macro
        # Typed, as markup and words may be equal.
        self.drawn = lru_cache(maxsize=_DRAWN, typed=True)(macro)

    def __call__(self, *args: object, **kwargs: object) -> str:
        try:
            return self.drawn(*args, **kwargs)
        except (TypeError, jinja2.UndefinedError):  # a value that has no hash
            return self.macro(*args, **kwargs)


_DRAWING: Final = (Macro, _Kept)


class _Context(Context):
    """The values of a template, with a short way to macros, which are most of what is called."""

    def call(self, called: Callable[..., object], /, *args: object, **kwargs: object) -> object:
        if not isinstance(called, _DRAWING):
            return super().call(called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return called(*args, **kwargs)


class _Generator(CodeGenerator):
    """Writes the code of a template."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:  # a project's own doing
            super()._output_child_pre(node, frame, finalize)
            return
        # What is put out is joined at once: it need not be marked as markup piece by piece.
        self.write("environment.escaped(")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        is_kept = (
            isinstance(self.environment, _Environment)
            and self.environment.keeps_macros
            and self.name is not None
            and self.name.startswith(_MACROS)
            and getattr(macro_ref.node, "name", None) in _OFTEN_DRAWN
        )
        self.write("environment.kept(" if is_kept else "(")
        super().macro_def(macro_ref, frame)
        self.write(")")


class _Environment(jinja2.Environment):
    """Templates of pages of which there are thousands: what they do all the time is made cheap."""

    code_generator_class = _Generator
    context_class = _Context
    kept = _Kept
    keeps_macros = False
    """True where the macros are those of the shipped theme."""

    def __init__(self, loader: jinja2.BaseLoader, *, keeps_macros: bool) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.keeps_macros = keeps_macros
        self.loaded: dict[str, jinja2.Template] = {}
        # The same few words stand on every page; typed, as markup and words may be equal.
        typo = lru_cache(maxsize=_TYPESET, typed=True)(text.typeset)
        self.filters = self.filters | {"typo": typo}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> jinja2.Template:
        """Return a template: a dozen are asked for on each page, and none changes meanwhile."""
        if globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        if name not in self.loaded:
            self.loaded[name] = super().get_template(name, parent)
        return self.loaded[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what templates know besides their values: the same for all of them."""
        return super().make_globals(d) if d else self.globals

    @staticmethod
    def escaped(value: object) -> str:
        """Return what a template puts out, words as markup."""
        if type(value) is str:
            return _escaped(value)
        if type(value) is int:
            return str(value)
        markup: Callable[[], str] | None = getattr(value, "__html__", None)
        return markup() if markup else _escaped(str(value))


_escape: Final[Callable[[str], str]] = FILTERS["escape"]
_escaped: Final = lru_cache(maxsize=_ESCAPED)(_escape)


def load_theme(project: Project, *, colours: Palette | None = None) -> Theme:
    """Load the theme; a template is compiled when it is first used.

    `colours` are the catalogue's own, in place of those of the style sheet. Raises ThemeError where
    the disk of the project's own does not answer.
    """
    try:
        return _loaded(project, colours)
    except OSError as error:
        where = Path(error.filename) if isinstance(error.filename, str) else project.templates
        raise ThemeError(_broken(Span(project.display(where)), _UNREADABLE)) from error


def _loaded(project: Project, colours: Palette | None) -> Theme:
    roots = _roots(project)
    shipped = jinja2.FileSystemLoader(packaged_root())
    held = {name: one for root in roots[:-1] for name, one in _held(root).items()}
    own = jinja2.FunctionLoader(lambda name: _given(held, name))
    loader = jinja2.ChoiceLoader([own, shipped, jinja2.PrefixLoader({_PREFIX: shipped})])
    own_macros = any((root / _MACROS).exists() for root in roots[:-1])
    environment = _Environment(loader, keeps_macros=not own_macros)
    css = hashed("style.css", _stylesheet(roots, colours))
    scripts = {name: hashed(f"{name}.js", body) for name, body in _scripts(roots).items()}
    others = {name: hashed(name, path.read_bytes()) for name, path in _copied(roots).items()}
    icon = others[_ICON].path if _ICON in others else ""
    paths = {name: script.path for name, script in scripts.items()}
    assets = (css, *scripts.values(), *others.values())
    known = digest(
        *(part for name, (_, body) in held.items() for part in (name.encode(), body or b"")),
        *(part for asset in assets for part in (asset.path.encode(), asset.body)),
    )
    return Theme(
        project,
        environment,
        assets,
        css.path,
        MappingProxyType(paths),
        icon,
        known,
        len(roots) == 1,
    )


def _held(root: Path) -> dict[str, tuple[str, bytes | None]]:
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


def _given(
    held: Mapping[str, tuple[str, bytes | None]], name: str
) -> tuple[str, str, Callable[[], bool]] | None:
    if name not in held:
        return None
    path, body = held[name]
    if body is None:
        raise PermissionError(_UNREADABLE)
    return body.decode("utf-8"), path, lambda: True


def render(theme: Theme, view: PageView) -> bytes:
    """Render one page; raises ThemeError where its template is wrong."""
    context = {member.name: getattr(view, member.name) for member in fields(view)}
    return _rendered(theme, view.template, context).encode("utf-8", "surrogatepass")


def render_card(theme: Theme, card: Card) -> Html:
    """Render the card of a fiche, once for all lists it stands in."""
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
