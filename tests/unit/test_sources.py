"""Reading files: only regular ones of the project, only clean text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fichegen.diagnostics import Span
from fichegen.images import Image
from fichegen.project import Project
from fichegen.sources import MAX_BYTES, MAX_LOGO, Role, Texts, decode, read_logo, read_sources

AT = Span("content/catalogue.yml", 3, 7, 8)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='8' height='4'/>"


def project(tmp_path: Path, files: dict[str, bytes]) -> Project:
    for name, body in files.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return Project.at(tmp_path)


def test_files_are_read_in_the_order_of_their_paths_with_their_roles(tmp_path: Path) -> None:
    files, findings = read_sources(project(tmp_path, {
        "b.md": b"# B", "a/z.yml": b"titre: Z", "A.MD": b"# A", "catalogue.yml": b"titre: C",
        "organismes/o.yml": b"nom: O", "pages/p.md": b"# P", "_brouillon.md": b"x", ".cache.md": b"x",
        "_plus-tard/c.md": b"x", "photo.jpg": b"\xff",
    }))  # fmt: skip
    assert not findings
    assert [(f.path, f.role) for f in files] == [
        ("content/A.MD", Role.FICHE),
        ("content/a/z.yml", Role.FICHE),
        ("content/b.md", Role.FICHE),
        ("content/catalogue.yml", Role.SETTINGS),
        ("content/organismes/o.yml", Role.ORGANISATION),
        ("content/pages/p.md", Role.PAGE),
    ]


def test_other_formats_are_named_not_read(tmp_path: Path) -> None:
    files, findings = read_sources(project(tmp_path, {"fiche.docx": b"PK", "notes.txt": b"x"}))
    assert not files
    assert [(f.code, f.span.path) for f in findings] == [
        ("FG116", "content/fiche.docx"),
        ("FG116", "content/notes.txt"),
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbf# T\r\n\r\nx\r\n", "# T\n\nx\n"),
        (b"a\rb", "a\nb"),
        ("a\u2028b".encode(), "a b"),
    ],
)
def test_text_comes_clean(data: bytes, text: str) -> None:
    assert decode("f.md", data) == (text, ())


@pytest.mark.parametrize(
    ("data", "code", "line", "col"),
    [
        ("# T\nété".encode("latin-1"), "FG101", 2, 1),
        ("# T\r\nun été".encode("latin-1"), "FG101", 2, 4),
        (b"", "FG102", 1, 1),
        (b" \n\t\n", "FG102", 1, 1),
        (b"# T\nab\x00c", "FG113", 2, 3),
        (b"# T\nab\x1b[31m", "FG113", 2, 3),
        ("a\ufffe".encode("utf-8", "surrogatepass"), "FG113", 1, 2),
        (b"\xed\xa0\x80", "FG101", 1, 1),
    ],
)
def test_what_is_no_text_is_told_at_its_place(data: bytes, code: str, line: int, col: int) -> None:
    text, (found,) = decode("f.md", data)
    assert text is None
    assert (found.code, found.span.line, found.span.col) == (code, line, col)


def test_signs_that_turn_the_reading_are_taken_out_and_told() -> None:
    text, (found,) = decode("f.md", "# T\n\nab\u202ecd\n".encode())
    assert text == "# T\n\nabcd\n"
    assert (found.code, found.span.line, found.span.col) == ("FG117", 3, 3)


def test_size_is_bounded(tmp_path: Path) -> None:
    files, findings = read_sources(project(tmp_path, {"gros.md": b"x" * (MAX_BYTES + 1)}))
    assert not files
    assert [f.code for f in findings] == ["FG108"]


def test_links_and_pipes_are_refused(tmp_path: Path) -> None:
    laid = project(tmp_path, {"ok.md": b"# T"})
    (tmp_path / "secret.md").write_text("# Secret")
    (tmp_path / "content" / "lien.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "content" / "boucle.md").symlink_to(tmp_path / "content" / "boucle.md")
    (tmp_path / "content" / "perdu.md").symlink_to(tmp_path / "rien.md")
    (tmp_path / "dehors").mkdir()
    (tmp_path / "dehors" / "x.md").write_text("# Dehors")
    (tmp_path / "content" / "dossier").symlink_to(tmp_path / "dehors")
    os.mkfifo(tmp_path / "content" / "tube.md")
    files, findings = read_sources(laid)
    assert [f.path for f in files] == ["content/ok.md"]
    assert [(f.code, f.span.path) for f in findings] == [
        ("FG115", f"content/{name}")
        for name in ("boucle.md", "dossier", "lien.md", "perdu.md", "tube.md")
    ]


def test_a_folder_with_the_name_of_a_file_is_a_folder(tmp_path: Path) -> None:
    files, findings = read_sources(project(tmp_path, {"x.md/dedans.md": b"# T"}))
    assert [f.path for f in files] == ["content/x.md/dedans.md"]
    assert not findings


def test_folders_too_deep_are_told_not_run_into(tmp_path: Path) -> None:
    laid = project(tmp_path, {"ok.md": b"# T", "/".join(["d"] * 60) + "/x.md": b"# X"})
    files, findings = read_sources(laid)
    assert [f.path for f in files] == ["content/ok.md"]
    assert [f.code for f in findings] == ["FG114"]


def test_a_file_that_vanishes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid = project(tmp_path, {"a.md": b"# A"})
    opened = os.open

    def vanish(path: Path, *arguments: int) -> int:
        Path(path).unlink()
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", vanish)
    files, findings = read_sources(laid)
    assert not files
    assert [f.code for f in findings] == ["FG114"]


@pytest.mark.parametrize("name", ["logo.svg", "images/logo.svg", "_images/a/Logo été.svg"])
def test_a_logo_is_read(tmp_path: Path, name: str) -> None:
    image, findings = read_logo(project(tmp_path, {name: SVG}), name, AT)
    assert image == Image(name=name, body=SVG, width=8, height=4)
    assert not findings


def reason(laid: Project, name: str) -> str:
    image, (found,) = read_logo(laid, name, AT)
    assert image is None
    assert (found.code, found.span) == ("FG606", AT)
    assert name.startswith(dict(found.values)["nom"].removesuffix("…"))  # a long one is cut
    return dict(found.values)["raison"]


def test_a_logo_that_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    laid = project(tmp_path, {"ok.md": b"# T"})
    assert reason(laid, "images/logo.svg") == "ce fichier n'existe pas"
    assert reason(laid, "ok.md/logo.svg") == "ce fichier n'existe pas"
    _, (found,) = read_logo(laid, "images/logo.svg", AT)
    assert found.mend == "mettez l'image à cette place : content/images/logo.svg"


def test_no_link_is_followed_to_a_logo(tmp_path: Path) -> None:
    laid = project(tmp_path, {"vrai/logo.svg": SVG})
    (tmp_path / "content" / "lien.svg").symlink_to(tmp_path / "content" / "vrai" / "logo.svg")
    (tmp_path / "content" / "dossier").symlink_to(tmp_path / "content" / "vrai")
    (tmp_path / "content" / "perdu.svg").symlink_to(tmp_path / "rien.svg")
    (tmp_path / "dehors.svg").write_bytes(SVG)
    names = ("lien.svg", "dossier/logo.svg", "perdu.svg", "../dehors.svg", "vrai/../vrai/logo.svg")
    for name in (*names, str(tmp_path / "dehors.svg")):
        assert "lien" in reason(laid, name)


def test_a_logo_is_a_regular_file(tmp_path: Path) -> None:
    laid = project(tmp_path, {"dossier.svg/x.md": b"# T"})
    os.mkfifo(tmp_path / "content" / "tube.svg")
    assert reason(laid, "dossier.svg") == "c'est un dossier"
    assert reason(laid, "tube.svg") == "ce n'est pas un fichier"


def test_a_logo_is_light(tmp_path: Path) -> None:
    most = SVG + b" " * (MAX_LOGO - len(SVG))
    laid = project(tmp_path, {"juste.svg": most, "trop.svg": most + b" "})
    assert read_logo(laid, "juste.svg", AT)[0]
    assert reason(laid, "trop.svg") == "il pèse 201 Ko, plus de 200"


def test_a_name_the_disk_cannot_have_is_told(tmp_path: Path) -> None:
    laid = project(tmp_path, {"ok.md": b"# T"})
    assert reason(laid, "\ud800.svg") == "ce nom ne peut pas être celui d'un fichier"
    assert reason(laid, "x" * 5000 + ".svg")


def test_what_is_in_a_logo_is_looked_at(tmp_path: Path) -> None:
    laid = project(tmp_path, {"logo.png": SVG, "logo.svg": SVG.replace(b"/>", b"><script/></svg>")})
    assert "PNG" in reason(laid, "logo.png")
    assert "script" in reason(laid, "logo.svg")


def test_texts_are_read_when_they_are_asked_for_and_are_those_that_are_meant(
    tmp_path: Path,
) -> None:
    laid = project(tmp_path, {"a.md": b"# A", "b.md": b"# B", "c.md": b"\xff", "notes.txt": b"x"})
    texts = Texts(laid, lambda source: source.text != "# Autre")
    (tmp_path / "content" / "b.md").write_bytes(b"# B, plus tard")
    assert texts["content/a.md"] == "# A"
    assert texts["content/b.md"] == "# B, plus tard"
    (tmp_path / "content" / "a.md").write_bytes(b"# Autre")
    assert texts.get("content/a.md") is None
    assert [
        path for path in ("content/c.md", "content/notes.txt", "content/d.md") if path in texts
    ] == []
