"""The shipped theme, and a project's own files in place of some of its own."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from fichegen.colours import palette
from fichegen.project import Project, packaged_root
from fichegen.theme import Theme, ThemeError, compile_all, load_theme, render
from fichegen.views import NotFoundPage, Site, When

VIEW = NotFoundPage(
    site=Site(
        kind="introuvable", title="Catalogue", subtitle="", language="fr", timezone="Europe/Paris",
        day=When(iso="2021-09-01", text="1er septembre 2021"), publisher="", home="index.html", stylesheet="s.css", scripts=(), icon="",
        logo=None, canonical="", locale="fr_FR", image="", alternates=(), navigation=(), footer=(), contact=None, legend=(),
    )
)  # fmt: skip


def theme(tmp_path: Path, files: dict[str, str], accent: str = "") -> Theme:
    """Load the theme of a project with some templates of its own."""
    for name, body in files.items():
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    return load_theme(Project.at(tmp_path), colours=palette(accent) if accent else None)


def page(tmp_path: Path, files: dict[str, str]) -> str:
    return render(theme(tmp_path, files), VIEW).decode()


def sheet(loaded: Theme) -> str:
    return next(a.body for a in loaded.assets if a.path == loaded.stylesheet).decode()


def fault(tmp_path: Path, files: dict[str, str]) -> tuple[str, str]:
    """Give the place and the words of the finding that a wrong template raises."""
    with pytest.raises(ThemeError) as raised:
        page(tmp_path, files)
    found = raised.value.finding
    assert found.code == "FG601"
    return found.span.at, found.message.removeprefix("gabarit en erreur : ")


def test_a_project_without_templates_has_the_shipped_theme(tmp_path: Path) -> None:
    assert "<h1>Page introuvable</h1>" in page(tmp_path, {})
    assert not (tmp_path / "templates").exists()


@pytest.mark.parametrize("call", ["read_bytes", "is_dir", "exists", "resolve"])
def test_a_disk_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    theme(tmp_path, {"assets/css/blocks/own.css": "a{}"})
    true = getattr(Path, call)

    def fail(self: Path, *given: object, **named: object) -> object:
        if self.is_relative_to(tmp_path):
            raise OSError(errno.EIO, "disque", str(self))
        return true(self, *given, **named)

    monkeypatch.setattr(Path, call, fail)
    with pytest.raises(ThemeError) as raised:
        load_theme(Project.at(tmp_path))
    assert raised.value.finding.code == "FG601"
    assert raised.value.finding.span.path.startswith("templates")


@pytest.mark.parametrize("folder", ["partials", "assets/css/blocks", ""])
def test_a_folder_of_templates_that_cannot_be_listed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    """The shipped ones would stand in for what is in it, and nobody would know."""
    files = {"assets/css/blocks/own.css": "a{}", "partials/footer.html": "<footer></footer>"}
    theme(tmp_path, files)
    true, place = os.scandir, str(tmp_path / "templates" / folder)

    def fail(path: str) -> object:
        if os.fspath(path) == place:
            raise PermissionError(errno.EACCES, "non", path)
        return true(path)

    monkeypatch.setattr(os, "scandir", fail)
    with pytest.raises(ThemeError) as raised:
        load_theme(Project.at(tmp_path))
    assert raised.value.finding.span.path == f"templates/{folder}".rstrip("/")


def test_one_template_is_replaced_the_others_stay(tmp_path: Path) -> None:
    shown = page(tmp_path, {"partials/footer.html": "<footer>à nous</footer>"})
    assert "<footer>à nous</footer>" in shown
    assert "<h1>Page introuvable</h1>" in shown


def test_a_template_can_extend_the_shipped_one_of_its_own_name(tmp_path: Path) -> None:
    own = '{% extends "fichegen/layouts/base.html" %}{% block head %}<!-- à nous -->{% endblock %}'
    shown = page(tmp_path, {"layouts/base.html": own})
    assert "<!-- à nous -->" in shown
    assert "<h1>Page introuvable</h1>" in shown


def test_text_is_escaped_and_set_in_french(tmp_path: Path) -> None:
    shown = page(tmp_path, {"pages/404.html": "{{ '<b>' }} {{ 'Quand ?'|typo }}"})
    assert shown == "&lt;b&gt; Quand\u202f?"


def test_a_style_file_replaces_the_shipped_one_in_its_place(tmp_path: Path) -> None:
    shipped = sheet(theme(tmp_path, {}))
    old = (packaged_root() / "assets/css/global/type.css").read_text("utf-8").strip()
    own = sheet(theme(tmp_path, {"assets/css/global/type.css": "p{color:red}"}))
    assert own == shipped.replace(old, "p{color:red}")


def test_a_style_file_of_another_name_is_added_in_its_layer(tmp_path: Path) -> None:
    own = sheet(
        theme(tmp_path, {"assets/css/blocks/zz.css": "/*zz*/", "assets/css/vrac/x.css": "x"})
    )
    shipped = sheet(theme(tmp_path / "autre", {}))
    assert own.replace("/*zz*/\n", "") == shipped
    blocks, _, rest = own.partition("/*zz*/\n")
    assert (packaged_root() / "assets/css/blocks/ticket.css").read_text("utf-8").strip() in blocks
    assert (packaged_root() / "assets/css/print/print.css").read_text("utf-8").strip() in rest


def test_the_main_colour_has_the_last_word(tmp_path: Path) -> None:
    plain, coloured = theme(tmp_path, {}), theme(tmp_path, {}, "#0b6e4f")
    added = sheet(coloured).removeprefix(sheet(plain))
    colours = palette("#0b6e4f")
    given = dict(re.findall(r"--brand-([a-z-]+):(#[0-9a-f]{6})", added))
    assert given["link"] == colours.light.link == "#0b6e4f"
    assert given["on-link-dark"] == colours.dark.on_link
    assert {f"var(--brand-{name}," in sheet(plain) for name in given} == {True}
    assert coloured.stylesheet != plain.stylesheet


def test_images_and_scripts_are_copied_under_the_name_of_what_they_hold(tmp_path: Path) -> None:
    first = theme(tmp_path, {"assets/img/logo.svg": "<svg/>", "assets/.cache": "x"})
    names = [artifact.path for artifact in first.assets]
    scripts = [*first.scripts.values()]
    assert [name.partition(".")[0] for name in names if name not in scripts] == [
        "assets/style",
        "assets/icon",
        "assets/img/logo",
    ]
    second = theme(tmp_path, {"assets/img/logo.svg": "<svg></svg>"})
    changed = {artifact.path for artifact in second.assets} - {*names}
    assert [Path(name).suffix for name in changed] == [".svg"]


def test_the_icon_can_be_the_project_s_own(tmp_path: Path) -> None:
    loaded = theme(tmp_path, {"assets/icon.svg": "<svg/>"})
    assert [a.body for a in loaded.assets if a.path == loaded.icon] == [b"<svg/>"]


@pytest.mark.parametrize(
    ("template", "line", "reason"),
    [
        ("a\n{% if %}", 2, "Expected an expression, got 'end of statement block'"),
        ("a\n\n{{ titel }}", 3, "« titel » n'existe pas ici"),
        ("{{ site.titel }}", 1, "« titel » n'existe pas ici"),
        ("a\n{% include 'partials/x.html' %}", 2, "le gabarit partials/x.html n'existe pas"),
        ("{% extends 'fichegen/layouts/x.html' %}", 1, "le gabarit fichegen/layouts/x.html n'existe pas"),
        ("a\n{{ 1 // 0 }}", 2, "integer division or modulo by zero"),
        ("a\n{{ 'x'|majuscules }}", 2, "No filter named 'majuscules'."),
    ],
)  # fmt: skip
def test_a_wrong_template_is_told_at_its_line(
    tmp_path: Path, template: str, line: int, reason: str
) -> None:
    place, told = fault(tmp_path, {"pages/404.html": template})
    assert place == f"templates/pages/404.html:{line}"
    assert told.startswith(reason)


def test_a_fault_is_told_in_the_file_that_holds_it(tmp_path: Path) -> None:
    files = {"partials/footer.html": "\n{{ rien }}", "partials/header.html": ""}
    assert fault(tmp_path, files) == (
        "templates/partials/footer.html:2",
        "« rien » n'existe pas ici",
    )


def test_no_template_outside_the_folder_is_reached(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    _, told = fault(tmp_path, {"pages/404.html": "{% include '../secret.html' %}"})
    assert told == "le gabarit ../secret.html n'existe pas"


def test_a_style_file_of_the_project_beside_the_layers_comes_last(tmp_path: Path) -> None:
    css = sheet(theme(tmp_path, {"assets/css/perso.css": ".perso{color:red}"}))
    assert css.rstrip().endswith(".perso{color:red}")


def test_nothing_is_read_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "templates" / "assets").mkdir(parents=True)
    (tmp_path / "templates" / "assets" / "p.txt").symlink_to(tmp_path / "secret.txt")
    assert not [a for a in theme(tmp_path, {}).assets if b"secret" in a.body]


def test_the_scripts_of_a_folder_are_joined_a_project_s_in_place_of_the_shipped(
    tmp_path: Path,
) -> None:
    shipped = theme(tmp_path, {})
    own = theme(tmp_path, {"assets/js/site/zz.js": "/*zz*/", "assets/js/a-nous/a.js": "/*a*/"})
    bodies = {a.path: a.body for a in own.assets}
    assert {*own.scripts} == {*shipped.scripts, "a-nous"}
    assert bodies[own.scripts["a-nous"]] == b"/*a*/\n"
    assert bodies[own.scripts["site"]].endswith(b"\n/*zz*/\n")
    assert own.scripts["site"] != shipped.scripts["site"]


COUNTING = '{% set turn = cycler("a", "b") %}{% macro icon(name) %}{{ turn.next() }}{% endmacro %}'


def test_a_macro_of_the_project_is_called_each_time(tmp_path: Path) -> None:
    """Those of the theme are drawn once for the same values; a project's own may count."""
    files = {
        "macros/icons.html": COUNTING,
        "pages/404.html": '{% from "macros/icons.html" import icon %}{{ icon("x") }}{{ icon("x") }}',
    }
    assert page(tmp_path, files) == "ab"


def test_a_macro_of_the_theme_takes_what_has_no_hash_and_tells_markup_from_words(
    tmp_path: Path,
) -> None:
    fact = '{"name": "n", "label": "l", "html": none, "words": [{"text": "<", "href": ""}]}'
    shown = page(
        tmp_path,
        {
            "pages/404.html": '{% from "macros/fact.html" import show_fact %}'
            '{% from "macros/tag.html" import show_tag %}'
            f"{{% for _ in (1, 2) %}}{{{{ show_fact({fact}) }}}}{{% endfor %}}"
            '{{ show_tag({"kind": "<b>", "text": "<b>"}) }}{{ "<i>"|escape }}{{ "<i>" }}'
        },
    )
    assert shown.count('<dd dir="auto">&lt;</dd>') == 2
    assert 'data-kind="&lt;b&gt;"' in shown
    assert shown.endswith("&lt;i&gt;&lt;i&gt;")


def test_a_fault_in_what_a_macro_of_the_theme_is_given_is_told_in_the_macro(tmp_path: Path) -> None:
    own = '{% from "macros/when.html" import show_when %}\n{{ show_when(site.titel) }}'
    assert fault(tmp_path, {"pages/404.html": own}) == (
        "fichegen/templates/macros/when.html:2",
        "« titel » n'existe pas ici",
    )


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ words }}", "&lt;b&gt; &amp; 3"),
        ("{{ words|safe }}", "<b> & 3"),
        (
            "{% autoescape false %}{{ words }}{% endautoescape %}{{ words }}",
            "<b> & 3&lt;b&gt; &amp; 3",
        ),
        ("{% set held %}{{ words }}{% endset %}{{ held }}", "&lt;b&gt; &amp; 3"),
        ("{{ number }}{{ none }}", "3None"),
    ],
)
def test_words_are_escaped_unless_a_template_says_otherwise(
    tmp_path: Path, source: str, shown: str
) -> None:
    environment = load_theme(Project.at(tmp_path)).environment
    template = environment.from_string(source)
    assert template.render(words="<b> & 3", number=3, none=None) == shown


def test_templates_compiled_ahead_are_those_that_are_used(tmp_path: Path) -> None:
    own = {"pages/404.html": "{{ site.title }}", "pages/plan.html": "{% if %}"}
    loaded = theme(tmp_path, own)
    compile_all(loaded)
    kept = loaded.environment.cache
    assert kept is not None
    names = {name for _, name in kept}
    assert {
        "pages/404.html",
        "pages/fiche.html",
        "macros/session.html",
        "layouts/base.html",
    } <= names
    assert "pages/plan.html" not in names  # its fault is told with the page
    before = len(kept)
    assert render(loaded, VIEW) == b"Catalogue"
    assert len(kept) == before
