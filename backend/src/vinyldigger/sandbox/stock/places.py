"""The countries sellers live in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A country: ISO code, English name, currency, language, home eBay site, towns with postal codes."""

    code: str
    name: str
    currency: str
    language: str
    site: str
    is_european: bool
    weight: int  # share of sellers
    towns: tuple[tuple[str, str], ...]


PLACES = {
    place.code: place
    for place in (
        Place("US", "United States", "USD", "en", "EBAY_US", False, 26,
              (("Columbus", "43215"), ("Portland", "97205"), ("Austin", "78701"))),
        Place("GB", "United Kingdom", "GBP", "en", "EBAY_GB", True, 18,
              (("Leeds", "LS1 4AP"), ("Brighton", "BN1 1UB"), ("Sheffield", "S20 7PQ"))),
        Place("DE", "Germany", "EUR", "de", "EBAY_DE", True, 18,
              (("Berlin", "10999"), ("Köln", "50667"), ("Leipzig", "04109"))),
        Place("FR", "France", "EUR", "fr", "EBAY_FR", True, 9, (("Lyon", "69001"), ("Nantes", "44000"))),
        Place("IT", "Italy", "EUR", "it", "EBAY_IT", True, 8, (("Torino", "10121"), ("Bologna", "40121"))),
        Place("ES", "Spain", "EUR", "es", "EBAY_ES", True, 5, (("Valencia", "46001"), ("Bilbao", "48001"))),
        Place("NL", "Netherlands", "EUR", "en", "EBAY_NL", True, 5, (("Utrecht", "3511 AB"),)),
        Place("JP", "Japan", "JPY", "en", "EBAY_US", False, 4, (("Tokyo", "150-0042"), ("Osaka", "542-0086"))),
        Place("CA", "Canada", "CAD", "en", "EBAY_CA", False, 3, (("Montréal", "H2W 1Y9"),)),
        Place("AU", "Australia", "AUD", "en", "EBAY_AU", False, 2, (("Melbourne", "3065"),)),
        Place("SE", "Sweden", "SEK", "en", "EBAY_DE", True, 1, (("Malmö", "211 20"),)),
        Place("GR", "Greece", "EUR", "en", "EBAY_DE", True, 1, (("Athens", "105 55"),)),
        Place("PL", "Poland", "PLN", "en", "EBAY_PL", True, 1, (("Kraków", "31-001"),)),
        Place("AT", "Austria", "EUR", "de", "EBAY_AT", True, 1, (("Graz", "8010"),)),
        Place("BE", "Belgium", "EUR", "fr", "EBAY_BE", True, 1, (("Liège", "4000"),)),
    )
}  # fmt: skip

SITE_CURRENCY = {
    "EBAY_US": "USD", "EBAY_GB": "GBP", "EBAY_DE": "EUR", "EBAY_FR": "EUR", "EBAY_IT": "EUR", "EBAY_ES": "EUR",
    "EBAY_AT": "EUR", "EBAY_NL": "EUR", "EBAY_BE": "EUR", "EBAY_IE": "EUR", "EBAY_CH": "CHF", "EBAY_CA": "CAD",
    "EBAY_AU": "AUD", "EBAY_PL": "PLN",
}  # fmt: skip
EUROPEAN = frozenset({
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
EUROPEAN_UNION = EUROPEAN - {"CH", "GB", "NO"}


def zone(origin: str, destination: str) -> str:
    """``home``, ``near`` (both in Europe, or both in North America) or ``far``."""
    if origin == destination:
        return "home"
    both = {origin, destination}
    return "near" if both <= EUROPEAN or both == {"US", "CA"} else "far"
