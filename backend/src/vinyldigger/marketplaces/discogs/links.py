"""What pasted Discogs addresses and ids point to."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from vinyldigger.marketplaces.addresses import split_address
from vinyldigger.marketplaces.contract import Link

_HOST = re.compile(r"(?:www\.|m\.)?discogs\.com")
_LANGUAGE = re.compile(r"^/(?:[a-z]{2}|pt_BR)(?=/)")
_PATHS = (
    ("listing", re.compile(r"/sell/item/(\d+)")),
    ("release", re.compile(r"(?:/[^/]+)?/release/(\d+)")),
    ("release", re.compile(r"/sell/release/(\d+)")),
    ("master", re.compile(r"(?:/[^/]+)?/master/(\d+)")),
    ("master", re.compile(r"/sell/master/(\d+)")),
    ("seller", re.compile(r"/(?:seller|user)/([^/]+)")),
)
# As people write them: "r123", "[m45]", "release 6", "discogs:789" (a listing).
_MARKED = re.compile(r"\[?(r|m|release|master|listing|item|discogs)[\s:#]*(\d+)\]?", re.IGNORECASE)
_MARKS = {"r": "release", "m": "master", "item": "listing", "discogs": "listing"}


def parse(text: str, web: str) -> Link | None:
    """The object an address names. ``web``: the site in use, so that the sandbox's addresses work as well."""
    text = text.strip()
    if marked := _MARKED.fullmatch(text):
        kind = marked[1].lower()
        return Link("discogs", _MARKS.get(kind, kind), marked[2])
    parts, own = split_address(text), urlsplit(web)
    if parts is None or not (_HOST.fullmatch(parts.hostname or "") or parts.netloc == own.netloc):
        return None
    path = _LANGUAGE.sub("", parts.path.removeprefix(own.path if parts.netloc == own.netloc else ""))
    for kind, pattern in _PATHS:
        if found := pattern.match(path):
            return Link("discogs", kind, unquote(found[1]))
    return None
