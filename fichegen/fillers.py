"""Words that only hold the room of words still to be written: "à définir", "nous consulter", "xxx".

They are shown on pages as they stand; an export that needs a fact takes them for none.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from fichegen import text
from fichegen.expressions import expression

_FILLER: Final = expression(
    r"(?:(?:(?:l|la|le|les) )?[a-z]{1,20} )?(?:encore |est |reste |sera )?(?:"
    r"a (?:communiquer|completer|confirmer|convenir|decider|definir|determiner|fixer|preciser"
    r"|renseigner|venir)(?: (?:avec|par|selon|plus tard|prochainement|ulterieurement|ensemble)\b.{0,60})?"
    r"|(?:non|pas encore) (?:communique|connu|defini|determine|fixe|precise|renseigne)e?s?)"
    r"|(?:nous|me) (?:consulter|contacter)|en (?:attente|cours)(?: (?:de |d )?(?:redaction|definition"
    r"|elaboration|validation|confirmation|construction|mise a jour|preparation|finalisation))?"
    r"|inconnue?|neant|aucune?|sans|n ?c|n a|tbd|tba|todo|lorem ipsum.*|x+|"
)
"""Whole texts, by their key (`text.key`); the empty one stands for signs alone."""
_LONGEST: Final = 100


@lru_cache(maxsize=1024)
def is_filler(words: str) -> bool:
    """Tell whether a text says nothing yet."""
    return len(words) <= _LONGEST and bool(_FILLER.fullmatch(text.key(words)))
