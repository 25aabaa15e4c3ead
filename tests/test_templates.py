"""The contract of the templates: what a page is given is what its template asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import jinja2
import pytest
from conftest import ROOT
from jinja2 import meta, nodes

from fichegen.views import PAGES, PageView

TEMPLATES = ROOT / "templates"
ENVIRONMENT = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(TEMPLATES))
ENVIRONMENT.filters["typo"] = str


def targets(tree: nodes.Template, *kinds: type[nodes.Stmt]) -> list[str]:
    """Return the templates that the statements of some kinds name."""
    found = []
    for node in tree.find_all(nodes.Stmt):
        if isinstance(node, kinds):
            name = getattr(node, "template", None)
            assert isinstance(name, nodes.Const)
            found.append(str(name.value))
    return found


def trees(name: str) -> Iterator[nodes.Template]:
    """Yield a template with the layout it extends and the pieces it includes."""
    tree = ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    yield tree
    for target in targets(tree, nodes.Extends, nodes.Include):
        yield from trees(target)


def asked(name: str) -> set[str]:
    """Return the names a template wants from outside, macros apart."""
    found: set[str] = set()
    for tree in trees(name):
        macros = {n for node in tree.find_all(nodes.FromImport) for n in node.names}
        macros |= {macro.name for macro in tree.find_all(nodes.Macro)}
        assigned = {n.name for n in tree.find_all(nodes.Name) if n.ctx == "store"}
        found |= meta.find_undeclared_variables(tree) - {str(m) for m in macros} - assigned
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_template_asks_for_all_it_is_given_and_nothing_else(page: type[PageView]) -> None:
    assert asked(page.template) == {member.name for member in fields(page)}


def test_the_card_is_given_one_value() -> None:
    (tree,) = trees("partials/carte.html")
    assert meta.find_undeclared_variables(tree) == {"card"}


def test_every_template_file_is_used() -> None:
    used = {f"{page.template}" for page in PAGES} | {"partials/carte.html"}
    kinds = (nodes.Extends, nodes.Include, nodes.FromImport, nodes.Import)
    for path in TEMPLATES.rglob("*.html"):
        used |= {*targets(ENVIRONMENT.parse(path.read_text(encoding="utf-8")), *kinds)}
    assert {p.relative_to(TEMPLATES).as_posix() for p in TEMPLATES.rglob("*.html")} == used


def test_no_template_holds_code_or_style_of_its_own() -> None:
    for path in TEMPLATES.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        assert "<style" not in source, path
        assert " style=" not in source, path
        assert "|safe" not in source, path
        scripts = source.count('<script src="{{ script }}" defer>')
        data = source.count('<script type="application/ld+json">{{ linked_data }}</script>')
        assert source.count("<script") == scripts + data, path
