"""`content/catalogue.yml`: what holds for the whole catalogue. Everything in it is optional."""

from __future__ import annotations

from fichegen.settings.addresses import ascii_host, ascii_path, site_address
from fichegen.settings.keys import read_settings
from fichegen.settings.reader import url_problem
from fichegen.settings.table import SETTINGS, Setting
from fichegen.settings.values import IMAGE_ENDINGS, Accessibility, Conformity, Packing, Settings
from fichegen.settings.zones import zone_findings

__all__ = [
    "IMAGE_ENDINGS",
    "SETTINGS",
    "Accessibility",
    "Conformity",
    "Packing",
    "Setting",
    "Settings",
    "ascii_host",
    "ascii_path",
    "read_settings",
    "site_address",
    "url_problem",
    "zone_findings",
]
