"""Templates, made into pages: of what there are thousands, what is done all the time is made cheap."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Macro

from fichegen import text
from fichegen.diagnostics import Span
from fichegen.project import Project, packaged_root

from .faults import UNREADABLE, ThemeError, broken
from .files import MACROS

_PREFIX: Final = "fichegen"
_TYPESET: Final = 1 << 14
"""Phrases whose French spacing is kept at hand."""
_ESCAPED: Final = 1 << 12
"""Phrases that are kept at hand as markup."""
_DRAWN: Final = 1 << 10
"""Drawings of one macro that are kept at hand."""
_OFTEN_DRAWN: Final = frozenset(
    "icon show_tag show_state show_when show_limit show_fact show_mark show_source show_paging"
    " weekdays show_brand show_menu show_pages show_legend show_week".split()
)
"""Macros of the shipped theme that are asked for the same few values on page after page."""


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
            and self.name.startswith(MACROS)
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
            optimized=False,  # nothing in the shipped ones can be worked out beforehand
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


def environment_of(
    held: Mapping[str, tuple[str, bytes | None]], *, keeps_macros: bool
) -> jinja2.Environment:
    """Return the shipped templates with a project's own in place of some; each is compiled when first used."""
    shipped = jinja2.FileSystemLoader(packaged_root())
    own = jinja2.FunctionLoader(lambda name: _given(held, name))
    loader = jinja2.ChoiceLoader([own, shipped, jinja2.PrefixLoader({_PREFIX: shipped})])
    return _Environment(loader, keeps_macros=keeps_macros)


def compile_all(environment: jinja2.Environment) -> None:
    """Compile the templates that pages are made with; what is wrong in one is told with its pages."""
    root = packaged_root()
    for path in sorted(root.rglob("*.html")):
        with suppress(Exception):  # a template is a program: anything can go wrong in it
            environment.get_template(path.relative_to(root).as_posix())


def _given(
    held: Mapping[str, tuple[str, bytes | None]], name: str
) -> tuple[str, str, Callable[[], bool]] | None:
    if name not in held:
        return None
    path, body = held[name]
    if body is None:
        raise PermissionError(UNREADABLE)
    return body.decode("utf-8"), path, lambda: True


def rendered(
    environment: jinja2.Environment,
    project: Project,
    template: str,
    context: Mapping[str, object],
) -> str:
    """Render a template; raises ThemeError where it is wrong."""
    try:
        return environment.get_template(template).render(context)
    except jinja2.TemplateSyntaxError as error:
        where = _place(project, error.filename, error.lineno, error.name or template)
        raise ThemeError(broken(where, error.message or "")) from error
    except jinja2.TemplateNotFound as error:
        where = _failing_line(project, error, template)
        raise ThemeError(broken(where, f"le gabarit {error.name} n'existe pas")) from error
    except jinja2.UndefinedError as error:
        where = _failing_line(project, error, template)
        name = re.search(r"'([^']+)' is undefined|no attribute '([^']+)'", str(error))
        raise ThemeError(
            broken(where, f"« {name[1] or name[2]} » n'existe pas ici" if name else str(error))
        ) from error
    except Exception as error:  # a template is a program: anything can go wrong in it
        where = _failing_line(project, error, template)
        raise ThemeError(broken(where, f"{error}" or type(error).__name__)) from error


def _failing_line(project: Project, error: BaseException, template: str) -> Span:
    """Find the template line an error came from: the deepest frame that is one."""
    for frame in reversed(traceback.extract_tb(error.__traceback__ or sys.exc_info()[2])):
        if frame.filename.endswith(".html"):
            return _place(project, frame.filename, frame.lineno or 1, template)
    return _place(project, None, 1, template)


def _place(project: Project, filename: str | None, line: int, template: str) -> Span:
    path = Path(filename) if filename else project.templates / template
    root = packaged_root()
    if path.is_relative_to(root) and root != project.templates:
        return Span(f"{_PREFIX}/{root.name}/{path.relative_to(root).as_posix()}", line)
    return Span(project.display(path), line)
