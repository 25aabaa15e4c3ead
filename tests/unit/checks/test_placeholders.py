"""What holds the room of words that are still to be written."""

from __future__ import annotations

import pytest

from fichegen.checks.placeholders import placeholders_left as check


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("f.md", "Lieu : …", (1, 8)),
        ("f.md", "**Lieu** : …", (1, 12)),
        ("f.md", "**Dates :** …", (1, 13)),
        ("f.md", "Lien : https://…", (1, 8)),
        ("f.md", "Téléphone : ...", (1, 13)),
        ("f.md", "## Tarif\n\n…\n\n## Public\n\nTous", (3, 1)),
        ("f.md", "---\ntarif: …\n---\n\n# Titre", (2, 8)),
        ("f.yml", "tarif: …", (1, 8)),
        ("f.yml", 'tarif: "…"', (1, 9)),
        ("f.yml", "siret: …  # sur le modèle 000 000 000 00000", (1, 8)),
        ("f.yml", "groupes:\n  - nom: …", (2, 10)),
        ("f.yml", 'groupes: [{nom: Groupe 1, lieu: "…", dates: à définir}]', (1, 34)),
        ("f.yml", "référent handicap: {nom: …, courriel: …}", (1, 26)),
        ("catalogue.yml", "titre: …", (1, 8)),
    ],
)
def test_room_that_is_still_held_is_told(path: str, text: str, place: tuple[int, int]) -> None:
    found = [*check(f"content/{path}", text)]
    assert [(f.code, f.span.line, f.span.col) for f in found] == [("FG217", *place)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("f.md", "Des outils, des méthodes, …"),
        ("f.md", "## Contenu\n\n- Les textes\n- …"),
        ("f.md", "## Contenu\n\n- Outils : …"),
        ("f.md", "## Contenu\n\nLes textes\n\n…\n\nLes gestes"),
        ("f.md", "Par exemple : …"),
        ("f.md", "Une adresse sûre commence par https://…"),
        ("f.md", "Lieu : Brest, Quimper…"),
        ("f.md", "<!-- Lieu : … -->"),
        ("f.yml", "# tarif: …"),
        ("f.yml", "contenu: |\n  - Outils : …"),
        ("f.yml", "courriel: …"),
        ("catalogue.yml", "url: https://…"),
    ],
)
def test_what_goes_on_is_not_told(path: str, text: str) -> None:
    assert [*check(f"content/{path}", text)] == []
