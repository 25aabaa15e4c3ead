"""The two files of a snapshot for people: a page that leads to all it holds, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from fichegen.dates import write_date
from fichegen.text import counted

from .manifest import CHECKSUM, MANIFEST, Held, Manifest
from .markup import Part, in_french, link, node, page, rows

INDEX: Final = "index.html"
README: Final = "LISEZMOI.txt"
SITE: Final = "site/"
TEXTS: Final = "textes/"
HISTORY: Final = "historique/"
_DATA: Final = (
    ("catalogue.json", "Le catalogue, comme données"),
    ("catalogue.csv", "Le catalogue, pour un tableur"),
    ("sessions.csv", "Les sessions, pour un tableur"),
    ("lheo.xml", "Les fiches au format LHEO"),
    ("completude.json", "Le rapport de complétude, comme données"),
    ("completude/index.html", "Le rapport de complétude, comme page"),
)
_README: Final = f"""\
ARCHIVE D'UN CATALOGUE DE FORMATIONS

Chaque dossier de cette archive porte un jour. Il tient ce que le site montrait au public ce jour-là :
ouvrez son fichier {INDEX} dans un navigateur. Un second instantané du même jour a son numéro : 2021-09-01-2.

Ce qu'il y a
  {TEXTS:<16}le texte de la page de chaque fiche, tel que le lisait le public
  {SITE:<16}les pages elles-mêmes (HTML), les données (fiche.json, catalogue.json, lheo.xml), les agendas,
                  le rapport de complétude s'il est publié, et les fichiers ajoutés à la main
  {HISTORY:<16}ce qui a changé dans chaque fiche et quand, d'après git, s'il y en a un
  {MANIFEST:<16}  la liste de tout cela, avec l'empreinte (SHA-256) de chaque fichier, et celle du manifeste de
                  l'instantané précédent

Un fichier qui n'a pas changé n'est pas recopié : le manifeste dit dans quel dossier plus ancien il est, et
{INDEX} y mène ; « au_jour_pres » y dit une page qui est la même, au jour de construction près. N'ôtez donc
aucun dossier. Les scripts ne sont pas archivés : ils montreraient les pages à la
lumière du jour où on les ouvre. Les doubles compressés (.br, .gz) non plus.

Vérifier
  Avec fichegen :  fichegen archive --verify DOSSIER
  Sans fichegen :  sha256sum -c {CHECKSUM}   dans un dossier, puis l'empreinte de chaque fichier de
                   {MANIFEST}. L'empreinte du manifeste précédent y est aussi.

Ce que cette archive prouve
  Qu'aucun fichier n'a changé depuis qu'il y a été mis, que rien n'a été ajouté, ôté ou renommé, et qu'aucun
  instantané n'a été refait ni retiré au milieu : l'empreinte de chacun est notée dans le suivant. Qui garde
  ailleurs l'empreinte d'un manifeste prouve ainsi tout ce qui le précède :
  fichegen archive --verify --expect EMPREINTE DOSSIER

Ce qu'elle ne prouve pas
  La date. C'est celle de la machine qui a fait l'instantané ; qui tient toute l'archive peut aussi la refaire
  toute. Pour une date certaine, confiez l'empreinte à un tiers, le jour même : un commit signé envoyé sur un
  serveur que vous ne tenez pas, un courriel à l'organisme certificateur, ou un jeton d'horodatage (RFC 3161)
  rangé à côté de l'archive, pas dedans :
    openssl ts -query -data {MANIFEST} -sha256 -cert -out demande.tsq
    puis l'envoi de demande.tsq à une autorité d'horodatage, et sa réponse gardée.
  Ni que le serveur envoyait bien ces fichiers : l'archive est faite du dossier du site, là où il est construit.
"""


def readme() -> bytes:
    """Write what an archive is, for who opens it without knowing it."""
    return _README.encode()


def index(manifest: Manifest, former: Sequence[str]) -> bytes:
    """Write the page of a snapshot; `former` names those before it, in their order."""
    return page(
        f"{manifest.facts.title} – ce que le public voyait le {write_date(manifest.facts.day)}",
        node("dl", *_facts(manifest)),
        node("h2", "Les fiches"),
        _fiches(manifest),
        node("h2", "Le catalogue et ses données"),
        node("ul", *_data(manifest)),
        node("h2", "Tous les fichiers"),
        node("p", f"{counted(len(manifest.files) + 1, 'fichier')} : ", link(MANIFEST, MANIFEST),
             " dit l'empreinte de chacun et le dossier où il est. ",
             link(README, README), " dit comment les vérifier, et ce que cela prouve."),
        node("h2", "Les instantanés précédents"),
        _former(former),
    )  # fmt: skip


def _facts(manifest: Manifest) -> Iterator[ET.Element]:
    facts = manifest.facts
    told = [
        ("Instantané", f"{manifest.name}, n° {manifest.number} de l'archive"),
        ("Site construit pour le", in_french(facts.built_for)),
        ("Adresse du site", facts.url),
        ("Commit du projet", f"{facts.commit}{' (avec des changements non enregistrés)' if facts.is_edited else ''}" if facts.commit else ""),
        ("Historique des fiches", f"absent : {facts.no_history}" if facts.no_history else ""),
        ("Fait par", f"fichegen {facts.tool}"),
    ]  # fmt: skip
    for words, value in told:
        if value:
            yield node("dt", words)
            yield node("dd", value)


def _fiches(manifest: Manifest) -> ET.Element:
    if not manifest.fiches:
        return node("p", "Le site ne montrait aucune fiche.")
    head = ("Fiche", "Ce jour-là", "Son texte", "À ouvrir")
    return rows(
        head,
        (
            (
                each.title,
                each.state,
                f"texte inchangé depuis {each.since}"
                if each.since != manifest.name
                else "texte de cet instantané",
                node("span", *_between(_of_fiche(manifest, each.slug, each.page))),
            )
            for each in manifest.fiches
        ),
    )


def _of_fiche(manifest: Manifest, slug: str, shown: str) -> Iterator[ET.Element]:
    folder = shown.rpartition("/")[0]
    for words, path in (
        ("texte", f"{TEXTS}{slug}.txt"),
        ("page", f"{SITE}{shown}"),
        ("données", f"{SITE}{folder}/fiche.json"),
        ("historique", f"{HISTORY}{slug}.html"),
    ):
        if path in manifest.files:
            yield link(words, _way(manifest, path))


def _data(manifest: Manifest) -> Iterator[ET.Element]:
    for name, words in _DATA:
        path = f"{SITE}{name}"
        if path in manifest.files:
            yield node("li", link(words, _way(manifest, path)))
    if f"{SITE}completude.json" not in manifest.files:
        yield node("li", "Le rapport de complétude n'est pas publié sur ce site.")


def _former(former: Sequence[str]) -> ET.Element:
    if not former:
        return node("p", "Aucun : c'est le premier de cette archive.")
    return node("ul", *(node("li", link(name, f"../{name}/{INDEX}")) for name in reversed(former)))


def _way(manifest: Manifest, path: str) -> str:
    """Return the way to a file from the folder of a snapshot."""
    held: Held = manifest.files[path]
    return path if held.within == manifest.name else f"../{held.within}/{path}"


def _between(parts: Iterable[ET.Element]) -> Iterator[Part]:
    for number, part in enumerate(parts):
        if number:
            yield ", "
        yield part
