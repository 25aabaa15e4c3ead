"""The catalogue in LHEO 2.3, the national format of exchange about training.

`formation` tells what LHEO gets of a fiche, and judges it, in one go: the gap report and the file
cannot disagree. Only fiches that nothing blocks are in the file.
"""

from .fiche import Formation, formation
from .writing import FORMATION, lheo_files

__all__ = ["FORMATION", "Formation", "formation", "lheo_files"]
