"""The command line: its surface, its formats, its statuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import click
import pytest
from conftest import ROOT, Scratch

from fichegen.cli import COMMANDS, cli, main
from fichegen.settings import zones

FICHE = (
    "# Accueillir\n\n## Dates\n\n31 juin 2021\n\n## Objetifs\n\nx\n\n## Contact\n\nana@exemple.fr\n"
)


GAPS: Final = ("FG710", "FG711", "FG712", "FG713", "FG716", "FG717")
"""What a short fiche lacks for each destination: remarks at its title."""


def test_the_surface_of_the_commands() -> None:
    """A change of click, or ours, is seen here."""
    surface = {
        name: [" ".join((*param.opts, *param.secondary_opts)) for param in command.params]
        for name in COMMANDS
        if (command := cli.get_command(click.Context(cli), name))
    }
    shared = ["--source", "--templates", "--output", "--base-url", "--today", "--strict", "--drafts",
              "--jobs", "--no-cache", "--format", "-q --quiet", "-v --verbose"]  # fmt: skip
    verdict = ["--max-warnings", "--baseline"]
    checking = ["paths", "--since", "--fix", "--diff", "--write-baseline"]
    assert surface == {
        "init": ["folder", "--today"],
        "new": ["title", "--module", "--notation", "--comme", "--source"],
        "build": ["--executor", *verdict, *shared],
        "check": [*checking, *verdict, *shared],
        "serve": ["--port", "--open", "--allow-host", "--no-drafts", *shared],
        "list": [
            "--etat",
            "--lieu",
            "--organisme",
            "--secteur",
            "--parcours",
            "--limite-dans",
            "--tri",
            "--json",
            "--csv",
            *shared,
        ],
        "rename": ["old", "new", "--source"],
        "archive": ["folder", "--verify", "--expect", *shared],
        "schema": ["name"],
        "explain": ["codes"],
        "doctor": shared,
        "completions": ["shell"],
        "import": ["files", "--vers", "--sortie", "--source"],
    }


def test_json_holds_every_finding(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE})
    ran = scratch.run("check", "--format", "json")
    document = json.loads(ran.out)
    assert document["version"] == 1
    assert document["counts"] == {"erreur": 1, "avertissement": 1, "remarque": len(GAPS)}
    assert [
        (f["code"], f["path"], f["line"], f["col"], f["width"])
        for f in document["findings"]
        if f["code"] not in GAPS
    ] == [
        ("FG301", "content/a.md", 5, 1, 12),
        ("FG202", "content/a.md", 7, 4, 8),
    ]


def test_annotations_for_github(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE})
    first, second, *gaps = scratch.run("check", "--format", "github").out.splitlines()
    assert [line.partition("title=")[2][:5] for line in gaps] == [*GAPS]
    assert all(line.startswith("::notice file=content/a.md,line=1,") for line in gaps[:-1])
    assert gaps[-1].startswith("::notice file=content/catalogue.yml,line=1,")
    assert first.startswith(
        "::error file=content/a.md,line=5,col=1,endColumn=13,title=FG301::le 31 juin"
    )
    assert "%0Aaide : corrigez" in first
    assert second.startswith("::warning ")


def test_sarif_for_code_hosts(scratch: Scratch) -> None:
    scratch.write({"content/é a.md": FICHE})
    (run,) = json.loads(scratch.run("check", "--format", "sarif").out)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["FG202", "FG301"]
    first, second = run["results"]
    assert (first["ruleId"], first["ruleIndex"], first["level"]) == ("FG301", 1, "error")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "content/%C3%A9%20a.md"}
    assert place["region"] == {"startLine": 5, "startColumn": 1, "endColumn": 13}
    assert second["level"] == "warning"


def test_github_is_chosen_under_github(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch.write({"content/a.md": FICHE})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert scratch.run("check").out.startswith("::error ")
    assert "content/a.md:5:1:" in scratch.run("check", "--format", "text").out


@pytest.mark.parametrize("form", ["text", "github"])
def test_content_gives_no_command_to_a_log_or_terminal(scratch: Scratch, form: str) -> None:
    name = "a\n::error::x\x1b[31m%,:é.md"
    scratch.write(
        {f"content/{name}": "# T\n\n## \u202e::error file=x::y\n\nx\n\n## Dates\n\n::warning::x\n"}
    )
    ran = scratch.run("check", "--format", form)
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    starts = [line for line in ran.out.splitlines() if line.lstrip().startswith("::")]
    places = ("content/a", "content/catalogue.yml,")
    known = tuple(f"::{kind} file={place}" for kind in ("notice", "warning") for place in places)
    assert all(line.startswith(known) for line in starts)


def test_paths_choose_what_is_shown(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE, "content/b/c.md": FICHE.replace("Accueillir", "Écouter")})
    assert "content/a.md" not in scratch.run("check", "content/b").out
    assert "content/b/c.md" in scratch.run("check", "content/b").out
    assert scratch.run("check", "content/absent.md").status == 2


@pytest.mark.parametrize("path", [".", "..", "content", "content/../content/a.md", "content/a.md"])
def test_any_way_to_name_a_place_shows_its_findings(scratch: Scratch, path: str) -> None:
    scratch.write({"content/a.md": FICHE})
    assert scratch.run("check", path).status == 1
    assert scratch.run("check", str((scratch.root / path).resolve())).status == 1


def test_a_path_outside_the_fiches_is_wrong_usage(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE, "autre/b.md": FICHE})
    assert scratch.run("check", "autre").status == 2


def test_broken_settings_are_wrong_usage_whatever_is_checked(scratch: Scratch) -> None:
    scratch.write(
        {"content/a.md": FICHE.replace("31 juin", "30 juin"), "content/catalogue.yml": "titre: [\n"}
    )
    assert scratch.run("check").status == 2
    assert scratch.run("build").status == 2


def test_quiet_shows_errors_alone(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE})
    ran = scratch.run("check", "-q")
    assert (ran.status, ran.err) == (1, "")
    assert "FG301" in ran.out
    assert "FG202" not in ran.out


def test_the_list_of_fiches(demo: Scratch) -> None:
    ran = demo.run("list")
    assert ran.status == 0
    head, first, *_ = ran.out.splitlines()
    assert head.split() == ["ÉTAT", "PROCHAINE", "LIMITE", "TITRE", "SESSIONS", "FICHE"]
    cells = re.split(r"\s{2,}", first)
    assert cells[1:3] == ["15 nov. 2021", "15 oct. 2021 (J-44)"]
    assert cells[-2:] == ["2", "content/aller-vers-module-1.md"]
    document = json.loads(demo.run("list", "--format", "json").out)
    assert [row["sessions"] for row in document["fiches"]] == [2, 2, 2]


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--today", "hier"],
        ["build", "--format", "xml"],
        ["build", "--base-url", "ftp://x"],
    ],
)
def test_wrong_usage_is_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_the_base_url_of_the_option_wins(scratch: Scratch) -> None:
    scratch.write({
        "content/a.md": FICHE.replace("31 juin", "30 juin"),
        "content/catalogue.yml": "url: https://a.example\n",
    })  # fmt: skip
    scratch.run("build", "--base-url", "https://b.example/x/")
    assert (
        b'href="https://b.example/x/fiches/accueillir/"'
        in scratch.pages()["fiches/accueillir/index.html"]
    )
    assert b'href="/x/index.html"' in scratch.pages()["404.html"]


@pytest.mark.parametrize("option", [False, True])
def test_a_site_with_accents_has_one_address_everywhere(scratch: Scratch, option: bool) -> None:
    url = "https://éx.example/répertoire/"
    scratch.write({
        "content/a.md": f"{FICHE.replace('31 juin', '30 juin')}\n## Anciennes adresses\n\nancien\n",
        "content/catalogue.yml": "titre: A\n" if option else f"url: {url}\n",
    })  # fmt: skip
    scratch.run("build", *(("--base-url", url) if option else ()))
    pages = scratch.pages()
    assert {"serveurs/nginx.conf", "serveurs/caddy.conf", ".htaccess"} <= pages.keys()
    for name, body in pages.items():
        told = {*re.findall(rb"https?://[^/\"]+\.example/[^/\"<]*", body.replace(b"\r\n ", b""))}
        assert told <= {b"https://xn--x-9fa.example/r%C3%A9pertoire"}, name
    for name in ("index.html", "catalogue.ics", "feed.xml", "sitemap.xml", "catalogue.jsonld"):
        assert b"https://xn--x-9fa.example/" in pages[name].replace(b"\r\n ", b""), name


def test_a_machine_without_time_zones_publishes_nothing(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the hours of a session nor the day it is may depend on what a machine lacks."""
    scratch.write({"content/a.md": FICHE.replace("31 juin", "30 juin")})
    monkeypatch.setattr(zones, "time_zone", lambda name: None)
    ran = scratch.run("build")
    assert ran.status == 2
    assert "cette machine ne sait rien du fuseau Europe/Paris" in ran.out


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_any_terminal_can_show_the_findings(scratch: Scratch, encoding: str) -> None:
    scratch.write({"content/é.md": FICHE})
    ran = subprocess.run(
        [sys.executable, "-m", "fichegen", "check", "--today", "2021-09-01"],
        cwd=scratch.root,
        env={"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 1
    assert b"FG301" in ran.stdout
    assert b"Traceback" not in ran.stderr


def test_a_reader_that_goes_away_is_no_fault(scratch: Scratch) -> None:
    broken = "\n\n".join(f"## Rubrique {n}\n\nx" for n in range(4000))
    scratch.write({"content/a.md": f"{FICHE}\n{broken}\n"})
    script = (
        f"{sys.executable} -m fichegen check --today 2021-09-01 | head -1; echo ${{PIPESTATUS[0]}}"
    )
    ran = subprocess.run(
        ["bash", "-c", script], cwd=scratch.root, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1] == "1"
    assert "Traceback" not in ran.stderr
    assert Path(scratch.root).is_dir()
