"""What servers are told, as text: one table for all of them, and nothing that gets out of its line."""

from __future__ import annotations

import re
import shlex
from dataclasses import fields
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.artifacts import hashed
from fichegen.exporters import HEADERS, PACKED, TYPES
from fichegen.exporters.hosting import SERVER_FILES, Move, server_files
from fichegen.exporters.hosting.headers import ASKED, DATA, HASHED, KEPT, OPEN, SECURE
from fichegen.settings import Packing, Settings, site_address, url_problem

ALL: Final = (Packing.GZIP, Packing.BROTLI)
MOVES: Final = (
    Move(old="fiches/ancien/", new="fiches/neuf/"),
    Move(old="v1.2/x.html", new="fiches/neuf/"),
    Move(old="seul.php", new="fiches/neuf/"),
)
CONFIGURATIONS: Final = ("serveurs/nginx.conf", ".htaccess", "serveurs/caddy.conf")


def made(
    url: str = "", moves: tuple[Move, ...] = MOVES, packings: tuple[Packing, ...] = ALL
) -> dict[str, str]:
    files = server_files(Settings(url=url, packings=packings), moves)
    return {file.path: file.body.decode() for file in files}


def said(text: str) -> list[str]:
    """Leave out what is for people."""
    return [line for line in text.splitlines() if not line.strip().startswith("#")]


def test_every_file_is_told_of_and_written() -> None:
    assert {*made()} == {*SERVER_FILES}


def test_what_is_not_there_is_not_told_of() -> None:
    files = made(moves=(), packings=())
    assert {*SERVER_FILES} - {*files} == {"_redirects", "serveurs/nginx-brotli.conf"}
    for word in ("gzip_static", "brotli", "precompressed", "Rewrite", "AddEncoding"):
        assert not any(word in line for text in files.values() for line in said(text)), word
    assert "brotli" not in "".join(made(packings=(Packing.GZIP,)).values())


@pytest.mark.parametrize("name", [*CONFIGURATIONS, "_headers"])
def test_all_servers_say_the_same_headers(name: str) -> None:
    text = made()[name]
    whole = "\n".join(said(text))
    for header in HEADERS:
        assert f"# {header.why}" in text
        assert re.search(
            rf'\b{header.name}:? "?{re.escape(header.value)}"?( always;)?$', whole, re.MULTILINE
        )
    assert SECURE.name in text  # a note, which nobody's browser is held to by accident
    assert SECURE.name not in whole
    assert "unsafe-" not in text
    assert OPEN.name in whole
    assert KEPT in whole
    assert (ASKED in whole) == (name != "_headers")


def test_the_policy_names_no_host_and_lets_nothing_in() -> None:
    policy = next(header for header in HEADERS if header.name == "Content-Security-Policy").value
    directives = dict(part.strip().split(maxsplit=1) for part in policy.split(";"))
    assert directives.pop("default-src") == "'none'"
    assert {*directives.values()} == {"'self'", "'none'"}
    assert {"base-uri", "form-action", "frame-ancestors"} <= directives.keys()


def test_headers_are_words_that_stand_between_quotes() -> None:
    for header in (*HEADERS, OPEN, SECURE):
        for each in fields(header):
            assert re.fullmatch(r"[^\"\\$`{}\n]+", getattr(header, each.name))


@pytest.mark.parametrize("name", ["site.css", "recherche/mots-0.js", "logo.svg", "photo.webp"])
def test_what_is_named_after_what_it_holds_is_kept(name: str) -> None:
    assert re.search(f"{HASHED}$", hashed(name, b"x").path)
    assert not re.search(f"{HASHED}$", name)


def test_data_are_told_by_their_endings_and_have_types() -> None:
    assert {*DATA} < {*PACKED} < {*TYPES}


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_each_ending_has_its_type(name: str) -> None:
    text = made()[name]
    for ending in (".ics", ".jsonld", ".csv", ".xml", ".json", ".html", ".js", ".css"):
        kind = TYPES[ending].partition(";")[0]
        assert re.search(
            rf"{re.escape(kind)}.*{ending[1:]}|{ending[1:]}\S*\s.*{re.escape(kind)}",
            text,
            re.DOTALL,
        )


FOLDERS: Final = st.text(
    st.sampled_from("aé /.%0237B;{}()|*?$`'\"\\#:&+\n\x00\u2028中"), max_size=12
)


@given(FOLDERS)
def test_whatever_the_folder_of_the_site_no_line_is_of_another_form(folder: str) -> None:
    url = f"https://x.example/a{folder}"
    if url_problem(url):
        return
    plain, odd = made("https://x.example/a"), made(site_address(url))
    assert plain.keys() == odd.keys()
    for name, text in odd.items():
        lines, others = text.split("\n"), plain[name].split("\n")
        assert len(lines) == len(others)
        for line, other in zip(lines, others, strict=True):
            assert line.startswith("#") == other.startswith("#")
            if line.strip().startswith("#"):
                assert line == other
                continue
            words, same = shlex.split(line), shlex.split(other)
            assert len(words) == len(same), line
            assert line.count("{") - line.count("\\x{") == other.count("{"), line
            assert re.findall(r"\$\w*", line) == re.findall(r"\$\w*", other), line
