"""What the documentation says is what the tool does."""

from __future__ import annotations

import os
import re
from dataclasses import fields

from click.testing import CliRunner
from conftest import ROOT

from fichegen.cli import COMMANDS, cli
from fichegen.codes import CODES
from fichegen.documentation import editors_guide
from fichegen.reading import TABLES
from fichegen.settings import SETTINGS
from fichegen.template_guide import template_guide
from fichegen.views import PAGES

GUIDE = ROOT / "docs" / "editeurs.md"
TEMPLATES = ROOT / "docs" / "templates.md"


def test_the_guide_is_drawn_from_the_tables() -> None:
    if os.environ.get("FICHEGEN_UPDATE"):
        GUIDE.write_text(editors_guide(), encoding="utf-8")
    assert GUIDE.read_text(encoding="utf-8") == editors_guide()


def test_the_guide_names_every_field_setting_and_code() -> None:
    guide = editors_guide()
    for name in (entry.name for table in TABLES.values() for entry in table):
        assert f"`{name}`" in guide
    for setting in SETTINGS:
        assert f"`{setting.key}`" in guide
    for code in CODES:
        assert f"#### {code}\n" in guide


def test_the_example_of_the_guide_is_a_fiche_without_a_finding() -> None:
    from fichegen.reading import read_fiche

    example = re.search(r"```markdown\n(.*?)```", editors_guide(), re.DOTALL)
    assert example
    fiche, findings = read_fiche("exemple.md", example[1])
    assert fiche
    assert not findings


def test_the_readme_gives_the_two_commands_first_and_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh|console)?\n(.*?)```", readme, re.DOTALL)
    assert blocks[0].split("\n")[:2] == ["python3 build.py", "python3 build.py test"]
    for command in COMMANDS:
        assert f"fichegen {command}" in readme


def test_links_between_our_documents_resolve() -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_guide_to_templates_is_drawn_from_their_classes() -> None:
    if os.environ.get("FICHEGEN_UPDATE"):
        TEMPLATES.write_text(template_guide(), encoding="utf-8")
    assert TEMPLATES.read_text(encoding="utf-8") == template_guide()


def test_the_guide_to_templates_tells_every_member_of_every_page() -> None:
    guide = template_guide()
    for page in PAGES:
        part = guide.partition(f"### `{page.template}`\n")[2].partition("\n### ")[0]
        for member in fields(page):
            assert f"| `{member.name}` |" in part, (page.template, member.name)


def test_every_page_class_names_its_template_and_has_one() -> None:
    for page in PAGES:
        assert page.__doc__
        assert page.template in page.__doc__
        assert (ROOT / "templates" / page.template).is_file()


def test_help_is_in_french() -> None:
    for command in ((), *((name,) for name in COMMANDS)):
        shown = CliRunner().invoke(cli, [*command, "--help"])
        assert shown.exit_code == 0
        assert "Dossier" in shown.output or "catalogue" in shown.output


def test_no_document_carries_a_machine_path() -> None:
    for document in ROOT.glob("*.md"):
        assert not re.search(
            r"(?<![\w.])/(?:work|root|home)/", document.read_text(encoding="utf-8")
        )
