"""eBay's words: its sites by country, the vinyl category, item specifics in other languages."""

from __future__ import annotations

from dataclasses import dataclass

VINYL = "176985"  # the category "Vinyl Records", the same number on all sites that have it


@dataclass(frozen=True, slots=True)
class Site:
    """One eBay site. ``host`` without ``www.``."""

    id: str
    country: str
    currency: str
    host: str


_SITES = (
    Site("EBAY_US", "US", "USD", "ebay.com"),
    Site("EBAY_CA", "CA", "CAD", "ebay.ca"),
    Site("EBAY_GB", "GB", "GBP", "ebay.co.uk"),
    Site("EBAY_AU", "AU", "AUD", "ebay.com.au"),
    Site("EBAY_DE", "DE", "EUR", "ebay.de"),
    Site("EBAY_AT", "AT", "EUR", "ebay.at"),
    Site("EBAY_CH", "CH", "CHF", "ebay.ch"),
    Site("EBAY_FR", "FR", "EUR", "ebay.fr"),
    Site("EBAY_IT", "IT", "EUR", "ebay.it"),
    Site("EBAY_ES", "ES", "EUR", "ebay.es"),
    Site("EBAY_NL", "NL", "EUR", "ebay.nl"),
    Site("EBAY_BE", "BE", "EUR", "ebay.be"),
    Site("EBAY_IE", "IE", "EUR", "ebay.ie"),
    Site("EBAY_PL", "PL", "PLN", "ebay.pl"),
    Site("EBAY_HK", "HK", "HKD", "ebay.com.hk"),
    Site("EBAY_SG", "SG", "SGD", "ebay.com.sg"),
)
SITES = {site.id: site for site in _SITES}
_BY_COUNTRY = {site.country: site for site in _SITES}
# Countries without a site of their own buy on that of the neighbour from which sending costs least.
_NEIGHBOURS = {
    "PT": "ES", "LU": "DE", "LI": "CH", "DK": "DE", "SE": "DE", "NO": "DE", "FI": "DE", "IS": "GB", "CZ": "DE",
    "SK": "AT", "HU": "AT", "SI": "AT", "HR": "AT", "RO": "DE", "BG": "DE", "GR": "DE", "CY": "GB", "MT": "IT",
    "EE": "DE", "LV": "DE", "LT": "PL", "MC": "FR", "SM": "IT", "VA": "IT", "AD": "ES", "NZ": "AU", "MO": "HK",
    "MY": "SG", "ID": "SG", "TH": "SG", "PH": "SG", "TW": "HK", "GI": "GB", "JE": "GB", "GG": "GB", "IM": "GB",
}  # fmt: skip


def site_of(country: str) -> Site:
    """The site where somebody in a country buys; EBAY_US, the largest, for the rest of the world."""
    return _BY_COUNTRY.get(_NEIGHBOURS.get(country, country), SITES["EBAY_US"])


# Names of item specifics on sites in other languages, to the names they have on ebay.com.
ASPECTS = {
    "künstler": "artist", "interpret": "artist", "artiste": "artist", "artista": "artist", "artiest": "artist",
    "titel": "release title", "titre": "release title", "titolo": "release title", "título": "release title",
    "plattenlabel": "record label", "musiklabel": "record label", "maison de disques": "record label",
    "casa discografica": "record label", "sello discográfico": "record label", "platenlabel": "record label",
    "katalognummer": "catalog number", "numéro de catalogue": "catalog number",
    "numero di catalogo": "catalog number", "número de catálogo": "catalog number",
    "erscheinungsjahr": "release year", "année de sortie": "release year", "anno di uscita": "release year",
    "año de lanzamiento": "release year", "schallplattengröße": "record size", "taille du disque": "record size",
    "dimensioni del disco": "record size", "geschwindigkeit": "speed", "vitesse": "speed", "velocità": "speed",
    "velocidad": "speed", "herstellungsland und -region": "country/region of manufacture",
    "zustand der schallplatte": "record grading", "zustand der hülle": "sleeve grading",
    "zustand der platte": "record grading", "zustand des covers": "sleeve grading",
    "état du disque": "record grading", "état de la pochette": "sleeve grading",
    "vinyl condition": "record grading", "record condition": "record grading", "cover condition": "sleeve grading",
    "sleeve condition": "sleeve grading",
}  # fmt: skip
NOT_APPLICABLE = frozenset(
    {"does not apply", "n/a", "na", "nicht zutreffend", "non applicable", "non applicabile", "no aplicable"}
)
