"""Regions of the world as sets of ISO 3166 alpha-2 countries, for "sellers in …"."""

from __future__ import annotations

from collections.abc import Iterable

_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
_REST_OF_EUROPE = "AD AL AX BA BY CH FO GB GG GI IM IS JE LI MC MD ME MK NO RS RU SJ SM UA VA XK"
_NORTH_AMERICA = (
    "AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA PM PR SV SX TC TT US "
    "VC VG VI"
)
_SOUTH_AMERICA = "AR BO BR CL CO EC FK GF GY PE PY SR UY VE"
_ASIA = (
    "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO MV MY NP OM PH PK PS QA "
    "SA SG SY TH TJ TL TM TR TW UZ VN YE"
)
_OCEANIA = "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS"
_AFRICA = (
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG "
    "RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"
)

REGIONS: dict[str, frozenset[str]] = {
    "eu": frozenset(_EU.split()),
    "europe": frozenset(f"{_EU} {_REST_OF_EUROPE}".split()),
    "north_america": frozenset(_NORTH_AMERICA.split()),
    "south_america": frozenset(_SOUTH_AMERICA.split()),
    "asia": frozenset(_ASIA.split()),
    "oceania": frozenset(_OCEANIA.split()),
    "africa": frozenset(_AFRICA.split()),
}


def countries_of(countries: Iterable[str], regions: Iterable[str]) -> frozenset[str]:
    """All countries named by themselves or through a region; empty when nothing is named. Unknown regions name none."""
    named = frozenset(countries)
    return named.union(*(REGIONS.get(region, frozenset()) for region in regions))
