"""`content/catalogue.yml`: what holds for the whole catalogue. Everything in it is optional."""

from __future__ import annotations

from fichegen.settings.keys import read_settings
from fichegen.settings.reader import url_problem
from fichegen.settings.table import SETTINGS, Setting
from fichegen.settings.values import IMAGE_ENDINGS, Accessibility, Conformity, Settings

__all__ = [
    "IMAGE_ENDINGS",
    "SETTINGS",
    "Accessibility",
    "Conformity",
    "Setting",
    "Settings",
    "read_settings",
    "url_problem",
]
