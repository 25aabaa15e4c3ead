"""A fix changes words alone: what would be read otherwise is told, and left to a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.diagnostics import Severity
from fichegen.intake import take
from fichegen.mending import mend, without_doubtful_fixes
from fichegen.prose import structure
from fichegen.reading import read_yaml
from fichegen.sources import Role, SourceFile, decode

ZERO = "\u200b"


def mended(path: str, text: str) -> str:
    return mend(path, Role.FICHE, text.encode(), ()).body.decode()


@pytest.mark.parametrize(
    "value",
    [
        '"Lire" un plan', "'Lire' un plan", "[x] y", "{a} b", "*et", "&co x", "@nous", "!tous", "- x", "# b", "| x",
        "> x", "? x", "% x", "1. x",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "source", ["titre: T\nobjectifs:\n  - {}\n  - fin\n", "titre: {}\npublic: tous\n"]
)
def test_a_sign_that_keeps_yaml_what_it_is_stays(source: str, value: str) -> None:
    text = source.format(ZERO + value)
    assert mended("content/a.yml", text) == text
    front = f"---\n{text}---\n\n## Contexte\n\nmot\n"
    assert mended("content/a.md", front) == front


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.yml", f"titre: T\ncontexte: a {ZERO}# b\n"),
        ("a.yml", f"titre: T\ntit{ZERO}re: U\n"),  # the key would be there twice
        ("a.yml", f"titre: T\ncontexte: |\n  {ZERO}  deux\n  un\n"),
        ("a.yml", f"titre: T\ncontexte: |\n  {ZERO}# deux\n"),
        ("a.yml", f"titre: T\nx: @y\ncontexte: a {ZERO}# b\n"),  # it cannot be read before either
        ("a.yml", 'titre: T\npublic: \x07"a" b\n'),
        ("a.md", f"# T\n\n{ZERO}# b\n"),
        ("a.md", f"# T\n\n{ZERO}- b\n"),
        ("a.md", f"# T\n\nmot\n{ZERO}---\n"),
        ("a.md", f"# T\n\n{ZERO}```\n"),
        ("a.md", f"# T\n\n{ZERO}    b\n"),
        ("a.md", f"# T\n\n\\{ZERO}*b*\n"),
        ("a.md", f"# T\n\n[a]{ZERO}(b)\n"),
        ("a.md", f"# T\n\n<{ZERO}!-- a -->\n"),
        ("a.md", f"# T\n\n&{ZERO}eacute;\n"),
        ("a.md", f"# T\n\n{ZERO}<<<<<<< HEAD\n"),
        ("a.md", f"{ZERO}---\ntitre: T\n---\n\n## Contexte\n\nmot\n"),
        ("a.md", "# T\n\n\x1e mot\n"),
    ],
)
def test_what_would_be_read_otherwise_stays(path: str, text: str) -> None:
    assert mended(f"content/{path}", text) == text


@pytest.mark.parametrize(
    ("path", "text", "right"),
    [
        ("a.yml", f"titre: T\npublic: {ZERO}mot l'oﬃce\n", "titre: T\npublic: mot l'office\n"),
        ("a.yml", f'titre: T\npublic: "a{ZERO}\n  b{ZERO}"\n', 'titre: T\npublic: "a\n  b"\n'),
        ("a.yml", f"titre: T\npub{ZERO}lic: tous\n", "titre: T\npublic: tous\n"),
        ("a.yml", "titre: T\nlieu: SalleÂ\u00a0#3 Ã©\n", "titre: T\nlieu: Salle\u00a0#3 é\n"),
        ("a.yml", "titre: T\nlieu: L&#39;&eacute;t&eacute;\n", "titre: T\nlieu: L'été\n"),
        ("a.md", f"# T\n\n**Li{ZERO}eu** : x\n", "# T\n\n**Lieu** : x\n"),
        ("a.md", "# T\n\n## PrÃ©requis\n\nmot\n", "# T\n\n## Prérequis\n\nmot\n"),
        ("a.md", "# T\n\n**Â« mot Ã© Â»**\n", "# T\n\n**« mot é »**\n"),
        ("a.md", "\ufeff\ufeff# T\n\nmot\n", "\ufeff# T\n\nmot\n"),
        ("a.md", "ï»¿# T\n\nmot\n", "# T\n\nmot\n"),
        ("a.md", "# T\n\nmot\x1emot\x07\n", "# T\n\nmot-mot\n"),
        ("a.md", "# T\n\nLâ\x80\x99été, â€œouiâ€\x9d ﬁn\n", "# T\n\nL’été, “oui” fin\n"),
        ("a.md", "# T\n\n- ☞\n- ☞ Lire\n\n• - Agir\n", "# T\n\n\n- Lire\n\n• Agir\n"),
    ],
)  # fmt: skip
def test_what_changes_words_alone_is_made(path: str, text: str, right: str) -> None:
    assert mended(f"content/{path}", text) == right


def test_a_refused_fix_keeps_no_other_from_being_made() -> None:
    text = f"titre: T\nobjectifs:\n  - {ZERO}\"Lire\" l'oﬃce\n  - l'oﬃce{ZERO}\n  - {ZERO}[x] y\n"
    right = f"titre: T\nobjectifs:\n  - {ZERO}\"Lire\" l'office\n  - l'office\n  - {ZERO}[x] y\n"
    assert mended("content/a.yml", text) == right


def test_a_refused_fix_is_told_as_none() -> None:
    source = SourceFile(
        "content/a.yml", Role.FICHE, f"titre: T\npublic: {ZERO}[x] ou\nlieu: oﬃce\n"
    )
    told = without_doubtful_fixes(
        take(source).findings, {source.path: source.role}, {source.path: source.text}
    )
    one, two = (found for found in told if found.code == "FG119")
    assert (one.fix, two.fix) == (None, "office")
    assert one.mend.endswith("le reste de la ligne serait alors lu autrement : relisez-la")


def test_a_fix_adds_no_error() -> None:
    text = "# T\n\n## Dates\n\n31 fÃ©vrier 2021\n"
    assert not [f for f in take(SourceFile("a.md", Role.FICHE, text)).findings if f.code == "FG301"]
    assert mended("content/a.md", text) == text


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a.md", f"ligne d'un{ZERO} texte\n"),
        ("a.md", "mot\x07 "),
        ("a.md", "- prÃ©requis â€™ ﬁn\n"),
        ("a.md", "mot\u202e\n"),
        ("a.md", "- ☞ Lire\n"),
        ("a.yml", f"- prÃ©requis {ZERO}fin\n"),
    ],
)
def test_however_many_there_are_once_is_enough(path: str, line: str) -> None:
    head = "titre: T\nobjectifs:\n" if path == "a.yml" else "# T\n\n"
    text = head + line * 3000
    once = mended(f"content/{path}", text)
    assert mended(f"content/{path}", once) == once
    assert not [*filter(once.__contains__, (ZERO, "\x07", "Ã", "\u202e", "☞"))]


PIECES = st.sampled_from([
    ZERO, ZERO, ZERO, "Ã©", "â€œ", "ﬁ", "\x07", "\x1e", '"', "'", "[", "]", "{", "}", "*", "&", "!", "|", ">", "#", ": ", "- ",
    " ", "  ", "\n", "\n  ", "mot", "1. ", "`", "<!--", "-->", "\\", "titre", "public: ", "---\n", "&eacute;", "☞ ", "=C3=A9",
])  # fmt: skip


@given(st.lists(PIECES, max_size=25))
def test_what_yaml_gives_is_never_fewer_keys_or_another_error(pieces: list[str]) -> None:
    text = f"titre: T\ncontexte: {''.join(pieces)}\n"
    before, wrong = read_yaml("a.yml", decode("", text.encode())[0] or "")
    after, bad = read_yaml("a.yml", decode("", mended("a.yml", text).encode())[0] or "")
    assert (
        [found.code for found in bad] == [found.code for found in wrong]
        or "\x07" in text
        or "\x1e" in text
    )
    if before and after and decode("", text.encode())[0]:
        assert len(before.entries) == len(after.entries)


@given(st.lists(PIECES, max_size=25))
def test_no_error_is_added(pieces: list[str]) -> None:
    for path in ("a.yml", "a.md"):
        raw = f"titre: T\n{''.join(pieces)}\n" if path == "a.yml" else f"# T\n\n{''.join(pieces)}\n"
        text, _ = decode(path, raw.encode())
        if text is None:
            continue
        once, _ = decode(path, mended(path, raw).encode())
        before, after = (
            sorted(f.code for f in take(SourceFile(path, Role.FICHE, t or "")).findings
                   if f.severity is Severity.ERROR)
            for t in (text, once)
        )  # fmt: skip
        assert {*after} <= {*before}


def test_the_parts_of_a_text_lie_on_their_lines() -> None:
    parts = [*structure("# A\n\nb *c*\nd, [e](f)\n\n- g\n")]
    words = [(part.line, part.signs) for part in parts if part.kind == "words"]
    assert [line for line, _ in words] == [0, 2, 3, 5]
    assert words[2][1].startswith("softbreak,")
