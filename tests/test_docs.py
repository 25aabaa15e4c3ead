"""What the documentation says is what the tool does."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from dataclasses import fields
from pathlib import Path

import oracles
import pytest
from conftest import ROOT, Scratch

from fichegen.cli import COMMANDS, main
from fichegen.codes import CODES
from fichegen.documentation import (
    GUIDES,
    editors_guide,
    findings_guide,
    hosting_guide,
    settings_guide,
)
from fichegen.explaining import EXAMPLES
from fichegen.reading import TABLES, read_fiche
from fichegen.settings import SETTINGS, read_settings
from fichegen.states import State
from fichegen.template_guide import template_guide
from fichegen.views import PAGES

DOCS = ROOT / "docs"
TEMPLATES = DOCS / "templates.md"


def blocks(guide: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", guide, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", GUIDES)
def test_the_guides_are_drawn_from_the_tables(name: str) -> None:
    if os.environ.get("FICHEGEN_UPDATE"):
        (DOCS / name).write_text(GUIDES[name](), encoding="utf-8")
    assert (DOCS / name).read_text(encoding="utf-8") == GUIDES[name]()


def test_the_guides_name_every_field_setting_state_and_code() -> None:
    guide = editors_guide()
    for name in (entry.name for table in TABLES.values() for entry in table):
        assert f"`{name}`" in guide
    for state in State:
        assert f"| {state.words} |" in guide
    for setting in SETTINGS:
        assert f"`{setting.key}`" in settings_guide()
    for code in CODES:
        assert f"\n### {code} – " in findings_guide()


@pytest.mark.parametrize("code", EXAMPLES)
def test_every_finding_is_shown_with_the_bad_and_the_good(code: str) -> None:
    part = findings_guide().partition(f"\n### {code} – ")[2].partition("\n### FG")[0]
    assert part.index("\nRemède : ") < part.index("\nÀ corriger, ") < part.index("\nCorrigé, ")
    assert len(blocks(part, r"[a-z]*")) == 2 + len(EXAMPLES[code].others)


def test_the_example_of_the_guide_is_a_fiche_without_a_finding() -> None:
    example, *_ = blocks(editors_guide(), "markdown")
    fiche, findings = read_fiche("exemple.md", example)
    assert fiche
    assert not findings


def test_the_file_of_settings_gives_them_all_without_a_finding() -> None:
    example, *_ = blocks(settings_guide(), "yaml")
    settings, findings = read_settings("content/catalogue.yml", example)
    assert not findings
    assert settings.identifier == "formations-travail-social"
    for setting in SETTINGS:
        assert re.search(rf"(?m)^ *{setting.key.rpartition('.')[2]}:", example)


def test_the_finding_that_begins_the_guide_is_what_is_said(scratch: Scratch) -> None:
    scratch.write({"content/ma-fiche.md": EXAMPLES["FG301"].bad})
    shown, *_ = blocks(findings_guide(), "text")
    assert shown in f"{scratch.run('check').out}\n"


@pytest.mark.parametrize(
    "block",
    sorted({
        lines
        for draw in GUIDES.values()
        for block in blocks(draw(), "sh")
        if (lines := tuple(x for x in block.splitlines() if x.startswith("fichegen ")))
    }),
    ids=" ; ".join,
)  # fmt: skip
def test_the_commands_of_the_guides_are_right(
    block: tuple[str, ...], demo: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after the other, as they stand: a later one may need what an earlier one made."""
    for line in block:
        words = shlex.split(re.split(r"[|>]", line)[0])[1:]
        if words[0] == "serve":  # which would not end: its options are read, no more
            words.append("--help")
        assert main(words) in (0, 1), (line, capsys.readouterr().err)


def test_the_files_that_publish_are_those_a_project_begins_with(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init"]) == 0
    for path in re.findall(r"le fichier `([^`]+)`, que `fichegen init`", editors_guide()):
        assert (scratch.root / path).is_file(), path


def test_the_configuration_of_nginx_is_one(tmp_path: Path, demo: Scratch) -> None:
    (given,) = blocks(hosting_guide(), "nginx")
    demo.run("build")
    server = given.replace("/var/www/formations", str(demo.site)).replace(
        "listen 80", "listen 8080"
    )
    whole = f"events {{}} pid {tmp_path}/pid; http {{ access_log off; {server} }}"
    (tmp_path / "nginx.conf").write_text(whole)
    ran = subprocess.run(
        [str(oracles.nginx()), "-t", "-p", f"{tmp_path}/", "-c", "nginx.conf", "-e", "stderr"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "test is successful" in ran.stderr, ran.stderr


def test_the_readme_gives_the_two_commands_first_and_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh|console)?\n(.*?)```", readme, re.DOTALL)
    assert blocks[0].split("\n")[:2] == ["python3 build.py", "python3 build.py test"]
    for command in COMMANDS:
        assert f"fichegen {command}" in readme


def anchors(text: str) -> set[str]:
    """Return the names that code hosts give the headings of a document."""
    headings = re.findall(
        r"^#{1,6} (.+)$",
        re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE),
        re.MULTILINE,
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_between_our_documents_resolve() -> None:
    for document in (*ROOT.glob("*.md"), *DOCS.glob("*.md")):
        text = document.read_text(encoding="utf-8")
        outside = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
        outside = re.sub(r"`[^`\n]+`", "", outside)  # what is shown, not linked
        for target, anchor in re.findall(r"\]\(([^)#:\s]*)(?:#([^)]*))?\)", outside):
            place = document.parent / target if target else document
            assert place.exists(), f"{document.name}: {target}"
            if anchor:
                assert anchor in anchors(place.read_text(encoding="utf-8")), (
                    f"{document.name}: {anchor}"
                )


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


def test_no_document_carries_a_machine_path() -> None:
    for document in ROOT.glob("*.md"):
        assert not re.search(
            r"(?<![\w.])/(?:work|root|home)/", document.read_text(encoding="utf-8")
        )
