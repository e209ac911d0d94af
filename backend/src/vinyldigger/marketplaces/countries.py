"""Country names as marketplaces write them, to ISO 3166 alpha-2."""

from __future__ import annotations

from functools import lru_cache

import pycountry

# Names that Discogs and sellers use and the ISO list does not.
_ALIASES = {
    "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "great britain": "GB",
    "us": "US", "usa": "US", "russia": "RU", "turkey": "TR", "macedonia": "MK", "ivory coast": "CI",
    "bosnia & herzegovina": "BA", "trinidad & tobago": "TT", "antigua & barbuda": "AG", "kosovo": "XK",
    "swaziland": "SZ", "cape verde": "CV", "macau": "MO", "brunei": "BN", "reunion": "RE", "curacao": "CW",
    "vatican city": "VA", "east timor": "TL", "democratic republic of the congo": "CD", "palestine": "PS",
    "virgin islands": "VI", "micronesia": "FM", "burma": "MM", "holland": "NL", "the netherlands": "NL",
}  # fmt: skip


@lru_cache(maxsize=1024)
def country_code(name: str | None) -> str | None:
    """``"Germany"`` -> ``"DE"``, ``"UK"`` -> ``"GB"``; None for regions ("Europe") and what nobody knows."""
    folded = (name or "").strip().casefold()
    if not folded:
        return None
    if alias := _ALIASES.get(folded):
        return alias
    try:
        return str(pycountry.countries.lookup(folded).alpha_2)
    except LookupError:
        return None
