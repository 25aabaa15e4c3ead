"""Why a document cannot be imported, and what to do about it: one table of words."""

from __future__ import annotations

from typing import Final

from fichegen.diagnostics import FichegenError, Span, finding

_IN_WORD: Final = (
    "ouvrez-le dans Word ou LibreOffice, enregistrez-le au format .docx, puis importez ce fichier"
)
_ANEW: Final = "ouvrez-le dans Word ou LibreOffice et enregistrez-le de nouveau en .docx ou .odt"
_PASTED: Final = "copiez son texte dans un fichier .txt, et importez ce fichier"

REFUSALS: Final = {
    # ------------------------------------------------------------------ other formats
    "doc": ("c'est un document d'un ancien format de Word (.doc)", _IN_WORD),
    "rtf": ("c'est un document au format RTF", _IN_WORD),
    "pages": ("c'est un document de Pages", "exportez-le depuis Pages au format Word (.docx)"),
    "pdf": (
        "c'est un PDF, qui ne dit rien de sa structure",
        "importez le document dont il est tiré, ou copiez son texte dans un fichier .txt",
    ),
    "tableur": ("c'est un classeur de tableur", "copiez ses cellules dans un document .docx ou .odt"),
    "diapositives": ("c'est un diaporama", "copiez son texte dans un document .docx ou .odt"),
    "message": ("c'est un message ou une page web archivés", _PASTED),
    "fiche": (
        "c'est déjà une fiche (Markdown ou YAML)",
        "posez ce fichier dans le dossier des fiches, tel quel",
    ),
    "archive": ("cette archive ne contient ni document Word, ni document LibreOffice", _ANEW),
    "binaire": ("ce n'est pas un texte", "importez un document .docx, .odt, .html ou .txt"),
    # ------------------------------------------------------------------ documents with a fault
    "chiffre": (
        "il est protégé par un mot de passe",
        "ouvrez-le, retirez le mot de passe, enregistrez-le, puis importez-le",
    ),
    "abime": ("le fichier est abîmé ou incomplet", _ANEW),
    "entites": (
        "il contient une déclaration DOCTYPE, qu'aucun logiciel de bureautique n'écrit",
        _ANEW,
    ),
    "profond": ("ses éléments sont emboîtés trop profondément", _PASTED),
    "gonfle": ("une fois décompressé, il est démesuré", _PASTED),
    "trop gros": (
        "il est trop gros",
        "gardez-en la fiche seule, sans les images ; une page web se copie dans un fichier .txt",
    ),
    "trop long": (
        "il contient bien plus de texte qu'une fiche",
        "séparez-le : un document pour chaque fiche",
    ),
    "vide": ("il ne contient aucun texte", "vérifiez que c'est le bon fichier ; une image ne se lit pas"),
    "absent": ("ce fichier n'existe pas", "vérifiez son nom et son dossier"),
    "dossier": ("c'est un dossier", "nommez les fichiers, par exemple « dossier/*.docx »"),
    "illisible": ("il ne peut pas être lu", "vérifiez que vous avez le droit de le lire, et qu'il n'est pas ouvert ailleurs"),
    "noms pris": (
        "trop de fiches portent déjà son nom",
        "renommez-le, ou choisissez un autre dossier avec --vers",
    ),
}  # fmt: skip
"""By a name for us: what keeps the document from being imported, and the way round it."""


def refused(why: str) -> FichegenError:
    """Return the error that ends an import; its place is filled in where the file is known."""
    reason, advice = REFUSALS[why]
    return FichegenError(finding("FG130", Span(""), raison=reason, conseil=advice))
