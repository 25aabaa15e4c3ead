"""Documents as offices make them, to drafts: what is recognised, and that nothing is lost.

A case is a folder `tests/cases/import/NAME` with `source.*`, the draft made of it (`brouillon.md`) and
the report (`rapport.txt`). Rewrite both with FICHEGEN_UPDATE=1; `import_samples.py` makes the sources.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import docx
import pytest
from conftest import SEED, Scratch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt

from fichegen import text
from fichegen.importing import checked, draft_of, lines
from fichegen.model import Fiche
from fichegen.reading import read_fiche

CASES: Final = Path(__file__).parent / "cases" / "import"
SOURCES: Final = sorted(CASES.glob("*/source.*"))

FIELDS: Final = {
    "bandeau-a-cases": "duree public tarif modalite objectifs contenu groupes",
    "etiquettes-en-gras": "public prerequis duree modalite objectifs contenu methodes evaluation"
    " lieu groupes accessibilite",
    "libelles-sur-une-ligne": "public duree lieu groupes effectif objectifs contenu tarif date_limite",
    "listes-et-signes": "objectifs contenu prerequis",
    "message-colle": "public duree groupes lieu date_limite tarif objectifs contenu interlocuteurs",
    "page-en-colonnes": "contexte objectifs contenu public duree groupes lieu inscription",
    "page-generee": "duree public objectifs prerequis groupes interlocuteurs",
    "page-web": "public objectifs contenu duree groupes tarif",
    "programme-par-jours": "public duree objectifs contenu moyens validation",
    "qualiopi-numerote": "public prerequis objectifs contenu methodes evaluation delais_acces"
    " accessibilite tarif",
    "semence": "secteurs public duree organismes date_limite groupes interlocuteurs partenariat"
    " contexte objectifs prerequis",
    "semence-odt": "secteurs public duree organismes date_limite groupes interlocuteurs partenariat"
    " contexte objectifs prerequis",
    "semence-collee-de-word": "secteurs public duree organismes date_limite groupes interlocuteurs"
    " partenariat contexte objectifs prerequis",
    "sessions-en-tableau": "organismes public duree groupes objectifs",
    "tableau-deux-colonnes": "public prerequis duree objectifs contenu groupes tarif interlocuteurs",
    "texte-windows": "public duree prerequis objectifs tarif",
    "titres-en-capitales": "contexte objectifs public duree intervenants groupes interlocuteurs",
    "zones-de-texte": "duree effectif public tarif groupes contenu",
    "zones-de-texte-odt": "duree effectif public tarif groupes contenu",
}
"""What the reader finds in the draft of each case."""


BULLETS: Final = "-*–—·§Øüo"
TYPED_ITEM: Final = rf"\n\s*(?:[{BULLETS}.](?:\s|$)|[-=]>|[-–][A-ZÀ-Ý]|\d+[.)](?:\s|$))"
ESCAPE: Final = r"\\(?=[!-/:-@\[-`{-~])"
APART: Final = ("p", "h", "tab", "br", "line-break", "s", "note", "footnoteReference", "creator")


def words(found: str) -> set[str]:
    """Return words as people know them: no sign, no case, no accent; nor the signs of items."""
    return {
        *text.key(re.sub(rf"(?:^|(?<=\n))[ \t]*[{BULLETS}](?=[ \t\u00a0]+\S)", "", found)).split()
    }


def told(name: str, data: bytes) -> set[str]:
    """Return the words of a draft and its report, as the reader and a person see them."""
    draft = draft_of(name, data)
    report = "\n".join(lines(checked(draft, "content/x.md")))
    return words(f"{re.sub(ESCAPE, '', draft.text)} {report}")


def of_parts(data: bytes, parts: str, held: str) -> Iterator[str]:
    """Yield the texts of an archive's parts, as another library reads them.

    `held` names the elements that hold words, those of `APART` stand apart from what is around.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not re.fullmatch(parts, name):
                continue
            root = etree.fromstring(archive.read(name))
            for silent in root.iter("{*}change-info", "{*}date", "{*}note-citation"):
                for inner in silent.iter():
                    inner.text = ""
            for event, element in etree.iterwalk(root, events=("start", "end")):
                kind = etree.QName(element).localname
                if kind in APART:
                    yield " "
                if event == "start" and re.fullmatch(held, kind):
                    yield element.text or ""
                if event == "end" and held == ".*":
                    yield element.tail or ""


def words_of(source: Path) -> set[str]:
    """Return the words of a document, read by other means than ours."""
    data = source.read_bytes()
    if source.suffix == ".docx":
        parts = r"word/(document|header\d*|footer\d*|comments|footnotes|endnotes)\.xml"
        return words("".join(of_parts(data, parts, "t|delText")))
    if source.suffix == ".odt":
        return words("".join(of_parts(data, r"content\.xml", ".*")))
    if source.suffix == ".html":
        page = html.fromstring(data.decode())
        etree.strip_elements(page, "script", "style", etree.Comment, with_tail=False)
        for span in page.iter("span"):
            if "mso-list:Ignore" in span.get("style", ""):  # the sign of an item
                for inner in span.iter():
                    inner.text = ""
                    inner.tail = inner.tail if inner is span else ""
        return words(" ".join(map(str, page.itertext())))
    return words(data.decode("cp1252" if source.parent.name == "texte-windows" else "utf-8"))


# ---------------------------------------------------------------------- real documents


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_documents_become_drafts(source: Path, scratch: Scratch) -> None:
    shutil.copy(source, scratch.root)
    ran = scratch.run("import", source.name, "--sortie", "brouillon.md", today="")
    draft = (scratch.root / "brouillon.md").read_text(encoding="utf-8")
    for name, made in (("brouillon.md", draft), ("rapport.txt", ran.err)):
        if os.environ.get("FICHEGEN_UPDATE"):
            (source.parent / name).write_text(made, encoding="utf-8")
        assert made == (source.parent / name).read_text(encoding="utf-8")
    assert (ran.status, ran.out) == (0, "")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_no_word_of_a_document_is_lost(source: Path) -> None:
    assert not words_of(source) - told(source.name, source.read_bytes())


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.parent.name)
def test_the_reader_finds_the_fields(source: Path) -> None:
    fiche, findings = read_fiche("x.md", draft_of(source.name, source.read_bytes()).text)
    assert fiche is not None
    assert fiche.draft
    assert not [found for found in findings if found.severity == "erreur"]
    assert {*FIELDS[source.parent.name].split()} <= fields_of(fiche)


def fields_of(fiche: Fiche) -> set[str]:
    """Return the names of the fields that a fiche holds."""
    found = {section.name for section in fiche.sections}
    return found | {name for name, _ in fiche.spans}


def test_every_case_has_its_fields() -> None:
    assert {path.parent.name for path in SOURCES} == FIELDS.keys()


@pytest.mark.parametrize("name", ["semence", "semence-odt"])
def test_the_seed_comes_back_from_an_office_as_it_was(name: str) -> None:
    (source,) = CASES.glob(f"{name}/source.*")
    made, _ = read_fiche("x.md", draft_of(source.name, source.read_bytes()).text)
    seed, _ = read_fiche("x.md", SEED.read_text(encoding="utf-8"))
    assert made is not None
    assert seed is not None
    for field in ("title", "sectors", "organisations", "duration", "deadline", "contacts"):
        assert plainly(getattr(made, field)) == plainly(getattr(seed, field)), field
    assert plainly(made.groups) == plainly(seed.groups)
    assert [(s.name, s.heading, words(s.prose.markdown), len(s.prose.items)) for s in made.sections] == [
        (s.name, s.heading, words(s.prose.markdown), len(s.prose.items)) for s in seed.sections
    ]  # fmt: skip


def plainly(value: object) -> str:
    """Show a value without the places it was read at."""
    return re.sub(r"Span\([^)]*\)", "Span", repr(value))


# ---------------------------------------------------------------------- any document

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")),
    min_size=1,
    max_size=30,
)
SIGNS = st.text(st.sampled_from("ab 1*_#`~[]()<>!&;\\|+-=.:\n"), min_size=1, max_size=40)
LABELS = st.sampled_from(
    ["Public", "Durée : ", "OBJECTIFS", "1. Contenu", "Lieux & dates", "Tarif :"]
)
LINES = st.one_of(WORDS, SIGNS, LABELS)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(LINES, st.booleans(), st.booleans(), st.integers(0, 3)), min_size=1, max_size=8
    )
)
def test_no_word_of_any_word_document_is_lost(
    paragraphs: list[tuple[str, bool, bool, int]],
) -> None:
    document = docx.Document()
    for said, bold, struck, kind in paragraphs:
        style = (None, "Heading 2", "List Bullet", "Title")[kind]
        paragraph = document.add_paragraph(style=style)
        half = len(said) // 2
        paragraph.add_run(said[:half]).bold = bold
        paragraph.add_run(said[half:]).font.strike = struck
    stream = io.BytesIO()
    document.save(stream)
    everything = "\n".join(said for said, *_ in paragraphs)
    if text.key(everything):
        assert not words(everything) - told("x.docx", stream.getvalue())


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12).map("\n".join))
def test_no_word_of_any_text_is_lost(source: str) -> None:
    if text.key(source):
        assert not words(source) - told("x.txt", source.encode())


PIECES = st.one_of(
    WORDS.map(lambda said: said.replace("<", " ").replace("&", " ")),
    LABELS.map(lambda said: said.replace("&", "&amp;")),
    st.builds(
        "<{0}{1}{2}>".format,
        st.sampled_from(["", "/"]),
        st.sampled_from(
            "p b h2 li ul ol table tr td div span br strong nav main a dl dt dd s".split()
        ),
        st.sampled_from(["", "", " class=x", " hidden", " style='font-weight:bold'"]),
    ),
)


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25))
def test_no_word_of_any_page_is_lost(pieces: list[str]) -> None:
    said = "\n".join(piece for piece in pieces if not piece.startswith("<"))
    source = " ".join(pieces)
    if text.key(said):
        source = f"<p>Titre</p>{source}"  # all else may stand in a menu
        lost = words(said.replace("&amp;", " ")) - told("x.html", source.encode())
        assert not lost - {"o", "u"}  # "Ø", "ü": bullets where a paragraph begins


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(SIGNS, WORDS), min_size=1, max_size=4).map("".join))
def test_signs_are_shown_as_they_stood(said: str) -> None:
    assume(not re.search(TYPED_ITEM, said))
    document = docx.Document()
    document.add_heading("Titre", 1)
    document.add_heading("Contexte", 2)
    document.add_paragraph(f"a {said}")
    stream = io.BytesIO()
    document.save(stream)
    body = draft_of("x.docx", stream.getvalue()).text.partition("## Contexte")[2]
    shown = html.fragment_fromstring(MarkdownIt("js-default").render(body), create_parent=True)
    assert seen(shown.text_content()) == seen(f"a {said}")


def seen(said: str) -> str:
    """Return what a reader sees of a text: every sign, white space apart."""
    unseen = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
    return "".join(unseen.sub("", said).split())


# ---------------------------------------------------------------------- what Word writes

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="urn:math"'
)


def word(body: str, **parts: str) -> bytes:
    """Make a Word document of the XML of its body and of further parts, a relation to each."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
        relations = "".join(
            f'<Relationship Id="{kind}" Type="http://x/{kind}" Target="{kind}.xml"/>'
            for kind in parts
        )
        links = (
            '<Relationship Id="site" Type="http://x/hyperlink" TargetMode="External"'
            ' Target="https://exemple.re/a b"/>'
        )
        archive.writestr(
            "word/_rels/document.xml.rels", f"<Relationships>{relations}{links}</Relationships>"
        )
        for kind, part in parts.items():
            archive.writestr(f"word/{kind}.xml", f"<w:part {NAMESPACES}>{part}</w:part>")
    return stream.getvalue()


def run(said: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{said}</w:t></w:r>"


def paragraph(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


TOP: Final = paragraph(run("Écrire simplement", "<w:b/><w:sz w:val='40'/>")) + paragraph(
    run("Contexte", "<w:b/>")
)

WRITTEN: Final = {
    "a field that links": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
            '<w:r><w:instrText> HYPERLINK "mailto:a.b@exemple.re" </w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            run("a.b@exemple.re", "<w:u w:val='single'/>"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            run(" ou le secrétariat"),
        ),
        "<a.b@exemple.re> ou le secrétariat",
        "",
    ),
    "a link": (
        paragraph(f'<w:hyperlink r:id="site">{run("notre site")}</w:hyperlink>', run(".")),
        "[notre site](https://exemple.re/a%20b).",
        "",
    ),
    "text that was inserted, deleted and moved": (
        paragraph(
            f"<w:ins>{run('neuf')}</w:ins>",
            "<w:del><w:r><w:delText>vieux</w:delText></w:r></w:del>",
            f"<w:moveFrom>{run('ailleurs')}</w:moveFrom>",
        ),
        "neuf",
        "texte supprimé (suivi des modifications) : vieux",
    ),
    "a text box in two renderings": (
        paragraph(
            "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>"
            + paragraph(run("encadré"))
            + "</w:txbxContent></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>"
            + paragraph(run("encadré"))
            + "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>",
            run("à côté"),
        ),
        "à côté\n\nencadré\n",
        "",
    ),
    "a control that was filled in, another that was not": (
        paragraph(
            f"<w:sdt><w:sdtContent>{run('rempli')}</w:sdtContent></w:sdt>",
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{run('Cliquez ici')}</w:sdtContent></w:sdt>",
        ),
        "rempli",
        "invite d'un modèle : Cliquez ici",
    ),
    "hidden text": (
        paragraph(run("vu"), run("caché", "<w:vanish/>")),
        "vu",
        "texte masqué : caché",
    ),
    "signs and breaks": (
        paragraph(run("avant"), "<w:r><w:br/><w:t>après</w:t><w:noBreakHyphen/><w:sym w:char='2713'/></w:r>"),
        "avant  \naprès\u2011✓",
        "",
    ),
    "a formula": (paragraph("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"), "x=2", ""),
    "an unknown wrapper": (paragraph(f"<w:nouveau>{run('dedans')}</w:nouveau>"), "dedans", ""),
    "words struck out": (paragraph(run("le 2 mars", "<w:strike/>"), run(" le 9 mars")), "~~le 2 mars~~ le 9 mars", ""),
    "bold type that ends within a word": (paragraph(run("écr", "<w:b/>"), run("ire")), "écrire", ""),
    "bold type behind which a space is missing": (
        paragraph(run("Attention : "), run("lisez", "<w:b/>"), run("! fort")),
        "**lisez**! fort",
        "",
    ),
    "a table of contents": (
        '<w:p><w:pPr><w:pStyle w:val="TM1"/></w:pPr>' + run("Objectifs 2") + "</w:p>" + paragraph(run("la suite")),
        "la suite",
        "table des matières : Objectifs 2",
    ),
    "an embedded page": (paragraph(run("la suite")) + '<w:altChunk r:id="zz"/>', "la suite", "contenu inséré"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRITTEN)
def test_what_word_writes(case: str) -> None:
    body, expected, left = WRITTEN[case]
    styles = '<w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
    draft = draft_of("x.docx", word(TOP + body, styles=styles))
    assert expected in draft.text.partition("## Contexte\n\n")[2]
    assert left in "\n".join(lines(checked(draft, "x.md")))
    assert draft.text.count(expected.strip()) == 1


def test_notes_stand_where_they_are_called_and_pages_edges_are_told() -> None:
    data = word(
        TOP
        + paragraph(
            run("Gratuit"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" pour tous")
        ),
        footnotes=f'<w:footnote w:id="2">{paragraph(run("hors repas"))}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph(run("perdue"))}</w:footnote>',
        header=paragraph(run("Institut Tamarin")),
        footer=paragraph(run("page 1")),
        comments=f'<w:comment w:author="Léa">{paragraph(run("à voir"))}</w:comment>',
    )
    draft = draft_of("x.docx", data)
    assert "Gratuit (note : hors repas) pour tous" in draft.text
    assert {(left.what, left.words) for left in draft.left} == {
        ("note sans renvoi", "perdue"),
        ("en-tête de page", "Institut Tamarin"),
        ("pied de page", "page 1"),
        ("commentaire de Léa", "à voir"),
    }


def test_numbers_that_hold_words_are_words() -> None:
    numbered = "<w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='7'/></w:numPr></w:pPr>"
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="Jour %1 :"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = "".join(paragraph(numbered, run(said)) for said in ("lire", "écrire"))
    text_ = draft_of("x.docx", word(TOP + body, numbering=numbering)).text
    assert "Jour 1 : lire\n\nJour 2 : écrire" in text_


# ---------------------------------------------------------------------- bad input

BOMB: Final = b"<w:document>" + b" " * 50_000_000 + b"</w:document>"
REFUSED: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "bombe.docx": (lambda: archive({"word/document.xml": BOMB}), "démesuré"),
    "entites.docx": (
        lambda: archive({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>"}),
        "DOCTYPE",
    ),
    "profond.docx": (
        lambda: archive({"word/document.xml": b"<a>" * 4000 + b"</a>" * 4000}),
        "trop profondément",
    ),
    "coupe.docx": (lambda: archive({"word/document.xml": b"<a/>"})[:-30], "abîmé"),
    "mal-forme.docx": (lambda: archive({"word/document.xml": b"<a>"}), "abîmé"),
    "sans-corps.docx": (lambda: archive({"word/document.xml": b"<a/>"}), "abîmé"),
    "faux.docx": (lambda: b"bonjour", "abîmé"),
    "vide.docx": (lambda: b"", "aucun texte"),
    "autre.zip": (lambda: archive({"a.txt": b"a"}), "ni document Word"),
    "notes.xlsx": (lambda: archive({"xl/workbook.xml": b"<a/>"}), "tableur"),
    "notes.pptx": (lambda: archive({"ppt/presentation.xml": b"<a/>"}), "diaporama"),
    "notes.pages": (lambda: archive({"Index/Document.iwa": b"a"}), "Pages"),
    "notes.ods": (
        lambda: archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "tableur",
    ),
    "secret.odt": (
        lambda: archive({"content.xml": b"x", "META-INF/manifest.xml": b"<a><encryption-data/></a>"}),
        "mot de passe",
    ),
    "secret.docx": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "mot de passe",
    ),
    "vieux.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ancien format"),
    "notes.pdf": (lambda: b"%PDF-1.7", "PDF"),
    "notes.rtf": (lambda: b"{\\rtf1 a}", "RTF"),
    "fiche.md": (lambda: b"# Titre", "déjà une fiche"),
    "message.eml": (lambda: b"From: a\nMIME-Version: 1.0\n\na", "message"),
    "image.png": (lambda: b"\x89PNG\r\n", "pas un texte"),
    "programme.exe": (lambda: b"\0\1" * 500, "pas un texte"),
    "rien.txt": (lambda: b" \n\n", "aucun texte"),
    "page.html": (lambda: b"<script>" + b"a" * 100, "aucun texte"),
    "enorme.html": (lambda: b"<p>a</p>" * 7_000_000, "trop gros"),
    "roman.txt": (lambda: b"mot " * 200_000, "bien plus de texte"),
    "soupe.html": (lambda: b"<li><ul>" * 400_000, "trop gros"),
    "ouverts.html": (lambda: b"<p " * 400_000, "bien plus de texte"),
}  # fmt: skip


def archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return stream.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_clear_words(name: str, scratch: Scratch) -> None:
    """FG130, and nothing else: no traceback, no draft, in little time."""
    make, expected = REFUSED[name]
    (scratch.root / name).write_bytes(make())
    began = time.monotonic()
    ran = scratch.run("import", name, today="")
    assert time.monotonic() - began < 10
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith(f"{name}:1:1: erreur[FG130] ce document n'est pas importé : ")
    assert expected in ran.err
    assert "   aide : " in ran.err
    assert not [*(scratch.root / "content").iterdir()]


def test_nothing_outside_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", forbidden)
    data = archive(
        {
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{TOP}</w:body></w:document>".encode(),
            "word/_rels/document.xml.rels": b"<Relationships>"
            b'<Relationship Id="a" Type="http://x/header" TargetMode="External" Target="http://exemple.re/a"/>'
            b'<Relationship Id="b" Type="http://x/header" Target="../../../etc/passwd"/></Relationships>',
        }
    )
    assert draft_of("x.docx", data).left == ()


def test_terminal_escapes_reach_neither_draft_nor_terminal(scratch: Scratch) -> None:
    scratch.write({"a.html": b"<h1>Titre \x1b[31mrouge&#x9b;31m</h1><nav>\x1b]0;x\x07menu</nav>"})
    ran = scratch.run("import", "a.html", "--sortie", "-", today="")
    assert "\x1b" not in ran.out + ran.err
    assert "\x9b" not in ran.out + ran.err


@pytest.mark.parametrize("data", ["Public : été".encode("utf-16"), "Public : été".encode("cp1252")])
def test_other_encodings_are_read_and_said(data: bytes) -> None:
    draft = draft_of("x.txt", data)
    assert "été" in draft.text
    assert any("lu comme" in words for words in draft.unsure)


# ---------------------------------------------------------------------- the command


def test_several_files_each_by_itself(scratch: Scratch) -> None:
    scratch.write({"a.txt": "Un titre\n\nPublic : agents", "b.pdf": "%PDF", "c.txt": "Un titre\n"})
    ran = scratch.run("import", "a.txt", "absent.docx", "b.pdf", "c.txt", ".", today="")
    assert ran.status == 1
    assert sorted(path.name for path in (scratch.root / "content").iterdir()) == [
        "un-titre-2.md",
        "un-titre.md",
    ]
    assert "a.txt → content/un-titre.md : 2 rubriques reconnues" in ran.err
    assert "absent.docx:1:1: erreur[FG130]" in ran.err
    assert "content/un-titre.md existait déjà : est-ce la même fiche ?" in ran.err
    assert ran.err.endswith("2 brouillons écrits sur 5 fichiers.\n")


def test_a_draft_is_not_published_before_somebody_has_looked(scratch: Scratch) -> None:
    scratch.write({"a.txt": "Un titre\n\nPublic : agents"})
    assert scratch.run("import", "a.txt", today="").status == 0
    path = scratch.root / "content" / "un-titre.md"
    assert scratch.run("build").status == 0
    assert not (scratch.site / "fiches" / "un-titre").exists()
    lines_ = path.read_text(encoding="utf-8").splitlines()
    assert lines_[1].endswith("supprimez cette ligne pour publier")
    path.write_text("\n".join([lines_[0], *lines_[2:]]), encoding="utf-8")
    assert scratch.run("build").status == 0
    assert (scratch.site / "fiches" / "un-titre" / "index.html").exists()


def test_drafts_go_where_one_says(scratch: Scratch) -> None:
    scratch.write({"a.txt": "Un titre\n"})
    assert scratch.run("import", "a.txt", "--vers", "2027", today="").status == 0
    assert scratch.run("import", "a.txt", "--vers", "content/2028/mai", today="").status == 0
    assert scratch.run("import", "a.txt", "--sortie", "brouillon.md", today="").status == 0
    for place in ("content/2027/un-titre.md", "content/2028/mai/un-titre.md", "brouillon.md"):
        assert (scratch.root / place).read_text(encoding="utf-8").endswith("# Un titre\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a.txt", "--vers", "../ailleurs"],
        ["a.txt", "--vers", "content/_prive"],
        ["a.txt", "--vers", "pages"],
        ["a.txt", "b.txt", "--sortie", "-"],
        ["a.txt", "--vers", "2027", "--sortie", "-"],
        ["a.txt", "--sortie", "la.md"],
    ],
)
def test_wrong_usage_writes_nothing(arguments: list[str], scratch: Scratch) -> None:
    scratch.write({"a.txt": "Un titre\n", "b.txt": "Un autre\n", "la.md": "déjà là"})
    before = sorted(scratch.root.rglob("*"))
    assert scratch.run("import", *arguments, today="").status == 2
    assert sorted(scratch.root.rglob("*")) == before
    assert (scratch.root / "la.md").read_text(encoding="utf-8") == "déjà là"


def test_pasted_text_is_read_from_the_terminal(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted = io.TextIOWrapper(io.BytesIO("Objet : Écouter\nDe : a@b.fr\n\nDurée : 7 h".encode()))
    monkeypatch.setattr(sys, "stdin", pasted)
    ran = scratch.run("import", "-", today="")
    assert (ran.status, ran.out) == (0, "")
    draft = (scratch.root / "content" / "ecouter.md").read_text(encoding="utf-8")
    assert draft.endswith("# Écouter\n\n## Durée\n\n7 h\n")
    assert "brouillon: oui  # tiré de texte collé" in draft


def test_the_name_of_a_file_cannot_add_keys(scratch: Scratch) -> None:
    name = "a\nslug: pris.txt"
    scratch.write({name: "Un titre\n"})
    ran = scratch.run("import", name, "--sortie", "-", today="")
    fiche, findings = read_fiche("x.md", ran.out)
    assert fiche is not None
    assert (fiche.slug, findings) == ("un-titre", ())


def test_the_same_document_gives_the_same_bytes() -> None:
    data = SOURCES[0].read_bytes()
    assert draft_of("x.docx", data) == draft_of("x.docx", data)
