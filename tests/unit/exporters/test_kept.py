"""What is made of a fiche once for several files: kept for the next that asks, within bounds."""

from __future__ import annotations

import pytest
from data_sets import bodies
from exports import COMPLETE, presenter

from fichegen.audit import Report, report
from fichegen.exporters import export_files
from fichegen.model import Fiche
from fichegen.presenting import Presenter
from fichegen.settings import Settings

URL = "https://exemple.fr/formations"
FICHES = (COMPLETE, "titre: Une autre\nsecteurs: Social", "titre: Une troisième\nsecteurs: Social")


def test_it_is_made_once_for_all_that_ask() -> None:
    shown, made = presenter(*FICHES), list[str]()

    def slug(_: Presenter, fiche: Fiche) -> str:
        made.append(fiche.slug)
        return fiche.slug

    assert [shown.once(slug, fiche) for fiche in shown.catalogue.fiches * 2] == made * 2


@pytest.mark.parametrize("url", ["", URL])
def test_files_are_the_same_however_little_is_kept(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made() -> tuple[Report, dict[str, bytes]]:
        shown = presenter(*FICHES, settings=Settings(url=url))
        return report(shown), bodies(export_files(shown))

    plenty = made()
    monkeypatch.setattr("fichegen.presenting.presenter._MOST_KEPT", 1)
    assert made() == plenty
