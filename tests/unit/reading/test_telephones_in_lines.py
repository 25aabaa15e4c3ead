"""Numbers and addresses of people, with what stands right behind them."""

from __future__ import annotations

import pytest

from fichegen.reading import read_fiche


def said(contact: str) -> tuple[tuple[tuple[str, str, str, str], ...], tuple[str, ...]]:
    fiche, found = read_fiche("content/a.md", f"# T\n\n## Contact\n\n{contact}\n")
    assert fiche
    people = ((each.name, each.role, each.email, each.phone) for each in fiche.contacts)
    return tuple(people), tuple(one.code for one in found if one.code.startswith("FG4"))


@pytest.mark.parametrize(
    ("line", "role", "phone"),
    [
        ("Tél. : 0 892 70 12 34 (0,40 €/min)", "0,40 €/min", "0 892 70 12 34"),
        ("0 825 12 34 56 (0.15 € / min)", "0.15 € / min", "0 825 12 34 56"),
        ("02 99 12 34 56 (9h-12h)", "9h-12h", "02 99 12 34 56"),
        ("02 99 12 34 56 (poste 12)", "poste 12", "02 99 12 34 56"),
        ("+33 (0)2 99 12 34 56", "", "+33 (0)2 99 12 34 56"),
        ("+1 (514) 123-4567", "", "+1 (514) 123-4567"),
    ],
)
def test_a_remark_in_brackets_stays_whole(line: str, role: str, phone: str) -> None:
    assert said(f"Zoé MARTIN\n{line}") == ((("Zoé MARTIN", role, "", phone),), ())


@pytest.mark.parametrize(
    "contact",
    [
        "Zoé MARTIN\\\nzoe_m@e.fr\\\n02 40 12 34 56",
        "Zoé MARTIN\\\n02 40 12 34 56\\\n<zoe_m@e.fr>\\\n",
        "Zoé MARTIN  \nzoe_m@e.fr  \n02 40 12 34 56",
        "Zoé MARTIN, zoe\\_m@e.fr, 02 40 12 34 56",
        "Zoé MARTIN, `zoe_m@e.fr`, 02 40 12 34 56",
    ],
)
def test_marks_of_markdown_belong_to_nobody(contact: str) -> None:
    assert said(contact) == ((("Zoé MARTIN", "", "zoe_m@e.fr", "02 40 12 34 56"),), ())
