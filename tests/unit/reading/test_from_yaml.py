"""YAML as text: every scalar stays what was typed, and has its place."""

from __future__ import annotations

import pytest

from fichegen.reading.draft import Listing, Mapping, Words
from fichegen.reading.from_yaml import MAX_DEPTH, read_yaml


def scalars(source: str) -> dict[str, object]:
    mapping, findings = read_yaml("f.yml", source)
    assert not findings
    assert mapping is not None
    return {
        e.key.text: e.value.text if isinstance(e.value, Words) else e.value for e in mapping.entries
    }


@pytest.mark.parametrize(
    "typed",
    ["0262123456", "12:30", "9:05:00", "no", "off", "12.10", "1_000", "+262692", "2021-10-15", "15/10/2021",
     "1e3", "0x1F", "=", "~", ".inf", "null", "2021-13-40"],
)  # fmt: skip
def test_scalars_stay_as_typed(typed: str) -> None:
    assert scalars(f"v: {typed}\n") == {"v": typed}


def test_blocks_and_folded_lines() -> None:
    read = scalars("a: |\n  un\n  deux\nb: >\n  trois\n  quatre\nc: 'l''été'\nd:\n")
    assert read == {"a": "un\ndeux\n", "b": "trois quatre\n", "c": "l'été", "d": ""}


@pytest.mark.parametrize(
    ("source", "code", "line", "col"),
    [
        ("a: 1\na: 2\n", "FG104", 2, 1),
        ("a: &x 1\n", "FG105", 1, 4),
        ("a: 1\nb: *x\n", "FG105", 2, 4),
        ("a: !!python/object:os.system x\n", "FG106", 1, 4),
        ("a: !x 1\n", "FG106", 1, 4),
        ("<<: {a: 1}\n", "FG111", 1, 1),
        ("a: 1\n---\nb: 2\n", "FG110", 2, 1),
        ("- a\n", "FG112", 1, 1),
        ("texte seul\n", "FG112", 1, 1),
        ("? [a]\n: 1\n", "FG112", 1, 3),
        ('a: "x\n', "FG103", 1, 4),
        ("a: b: c\n", "FG103", 1, 5),
        ("a: @x\n", "FG103", 1, 4),
        ("a: 'c'est'\n", "FG103", 1, 7),
    ],
)
def test_what_hides_or_breaks_a_fiche_is_refused(
    source: str, code: str, line: int, col: int
) -> None:
    mapping, findings = read_yaml("f.yml", source)
    assert mapping is None
    (found,) = findings
    assert (found.code, found.span.line, found.span.col) == (code, line, col)


@pytest.mark.parametrize(
    ("written", "place", "advice"),
    [
        ("public Aides", (2, 1), "« public: Aides »"),
        ("date limite d'inscription 15 octobre", (2, 1), "« date limite d'inscription: 15 octobre »"),
        ("public Aides\nsecteurs Social", (2, 1), "« public: Aides »"),
        ("public:Aides", (2, 7), "« public: Aides »"),
        ('public:"Aides"', (2, 7), '« public: "Aides" »'),
        ("objectifs:\n  - Repérer\n  -Transmettre\n  - Orienter", (4, 3), "« - Transmettre »"),
        ("objectifs:\n-Transmettre", (3, 1), "« - Transmettre »"),
        ("Une phrase libre.", (2, 1), "écrivez « clé: valeur »"),
        ("public: [Aides à domicile", (2, 9), "ajoutez « ] » à la fin"),
        ("public: {Aides à domicile", (2, 9), "ajoutez « } » à la fin"),
        ("groupes: [{nom: A lieu: Brest}]", (2, 23), "séparez par des virgules"),
        ("public: *Aides* à domicile", (2, 9), '« public: "*Aides* à domicile" »'),
        ("public: **Aides**", (2, 9), '« public: "**Aides**" »'),
        ("public: & aides", (2, 9), '« public: "& aides" »'),
        ("public: Aides : tous", (2, 15), '« public: "Aides : tous" »'),
        ("public: > Aides", (2, 11), "allez à la ligne après ce signe"),
        ('public: "C:\\Users"', (2, 14), "doublez la barre"),
        ("groupe:\n  nom: Ana\n   lieu: Brest", (4, 4), "alignez cette ligne avec « nom: Ana »"),
    ],
)  # fmt: skip
def test_what_an_editor_did_is_told_at_its_line(
    written: str, place: tuple[int, int], advice: str
) -> None:
    _, (found,) = read_yaml("f.yml", f"titre: A\n{written}\nduree: 2 jours\n")
    assert (found.code, found.span.line, found.span.col) == ("FG103", *place)
    assert advice in found.mend


@pytest.mark.parametrize(
    "bomb", ["[" * 30_000, "{a: " * 30_000, "- " * 30_000, "a:\n" + " - " * 5_000]
)
def test_deep_nesting_is_refused_not_run_into(bomb: str) -> None:
    mapping, findings = read_yaml("f.yml", bomb)
    assert mapping is None
    assert findings[0].code in {"FG107", "FG103"}


def test_nesting_within_the_limit_is_read() -> None:
    depth = MAX_DEPTH - 1
    mapping, findings = read_yaml("f.yml", "a: " + "[" * depth + "x" + "]" * depth)
    assert mapping
    assert not findings


def test_an_empty_text_is_an_empty_mapping() -> None:
    assert read_yaml("f.yml", "# rien\n") == (Mapping((), 1, 1), ())


def test_every_line_of_a_text_has_its_place() -> None:
    source = "titre: T\ncontexte: |\n  premier\n\n  second ici\npublic: un\n  deux\nfin: [a, b]\n"
    mapping, _ = read_yaml("f.yml", source, line=2)
    assert mapping
    _, context, public, last = (entry.value for entry in mapping.entries)
    assert isinstance(context, Words)
    span = context.span("f.yml", context.text.index("ici"))
    assert (span.line, span.col) == (6, 10)
    assert isinstance(public, Words)
    span = public.span("f.yml", public.text.index("deux"))
    assert (span.line, span.col) == (8, 3)
    assert isinstance(last, Listing)
    assert (last.line, last.col) == (9, 6)


@pytest.mark.parametrize("escape", [r"\Uffffffff", r"\U00110000"])
def test_an_escape_beyond_all_characters_has_its_place(escape: str) -> None:
    mapping, (found,) = read_yaml("f.yml", f'titre: T\npublic: "tous {escape}"\n', line=2)
    assert mapping is None
    assert (found.code, found.span.line, found.span.col) == ("FG103", 3, 15)
