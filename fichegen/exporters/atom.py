"""Atom (RFC 4287): how a feed is written, whatever it holds.

An id (4.2.6) is a UUID of version 5 drawn from the catalogue's identifier and from a key: neither
the site's address nor the words of a title are in it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen import routes, text
from fichegen.settings import Settings

from .xml import document, tag, tree

_ATOM: Final = "http://www.w3.org/2005/Atom"
_TYPE: Final = "application/atom+xml"
_NAMESPACE: Final = uuid.UUID("a0ae68a2-1cdd-4001-8335-3ececbe1ba8b")
"""Of all ids, for ever."""
_HOUR: Final = "T10:00:00Z"
"""Makes a day the instant that falls on it from Tahiti (-10) to Wallis (+12).

Midnight would be the day before for half of the readers; the offset of the catalogue's zone
would come from a table of the machine.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of news."""

    key: str
    """What its id is drawn from, unique within the catalogue."""
    day: dt.date
    """When it last changed."""
    title: str
    page: str
    """Path of the page it leads to."""
    summary: str
    categories: tuple[str, ...]
    first: dt.date | None = None
    """When it was first published, if that is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself."""

    path: str
    page: str
    """Path of the page that shows the same."""
    title: str
    subtitle: str
    day: dt.date
    """When it last changed."""


def write_feed(settings: Settings, feed: Feed, entries: Sequence[Entry]) -> bytes:
    """Write a feed with its entries, in their order."""
    links = [_link(settings.url, feed.page, feed.path, "alternate", "text/html")]
    if settings.url:
        links.append(_link(settings.url, feed.path, feed.path, "self", _TYPE))
    root = tree(
        "feed",
        (
            tag("id", _id(settings, f"flux/{feed.path}")),
            tag("title", feed.title),
            tag("subtitle", feed.subtitle),
            tag("updated", _instant(feed.day)),
            *links,
            tree("author", (tag("name", settings.publisher or settings.title),), depth=1),
            tag("generator", "fichegen"),
            *(_entry(settings, entry, feed.path) for entry in entries),
        ),
        xmlns=_ATOM,
        xml_lang=settings.language,
    )
    return document(root)


def _entry(settings: Settings, entry: Entry, feed: str) -> str:
    published = (tag("published", _instant(entry.first)),) if entry.first else ()
    return tree(
        "entry",
        (
            tag("id", _id(settings, entry.key)),
            tag("title", entry.title),
            tag("updated", _instant(entry.day)),
            *published,
            _link(settings.url, entry.page, feed, "alternate", "text/html"),
            tag("summary", entry.summary),
            *(tag("category", term=words) for words in entry.categories),
        ),
        depth=1,
    )


def _id(settings: Settings, key: str) -> str:
    owner = settings.identifier or text.slug(settings.title)
    return uuid.uuid5(_NAMESPACE, f"{owner}/{key}").urn


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}{_HOUR}"


def _link(url: str, target: str, feed: str, rel: str, media: str) -> str:
    """Link a file of the site: in full where its address is known, else from the feed's own place."""
    href = routes.canonical(url, target) if url else routes.relative(target, feed)
    return tag("link", rel=rel, type=media, href=href)
