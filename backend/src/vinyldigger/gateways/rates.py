"""The European Central Bank's daily euro reference rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

import httpx
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from vinyldigger.core.domain.money import Rates

ECB_DAILY = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
_CUBE = ".//{http://www.ecb.int/vocabulary/2002-08-01/eurofxref}Cube"
_FRESH_DAYS = 5  # the bank publishes on working days: a long weekend is no reason to worry


class RatesUnavailable(Exception):
    """The rates could not be fetched, or the answer was not what the bank publishes."""


async def fetch_rates(client: httpx.AsyncClient, url: str = ECB_DAILY) -> Rates:
    """The newest reference rates, units of each currency for one euro. Raises :class:`RatesUnavailable`."""
    try:
        answer = await client.get(url)
        answer.raise_for_status()
    except httpx.HTTPError as error:
        raise RatesUnavailable(f"{type(error).__name__}: {error}") from error
    return parse_rates(answer.content)


def parse_rates(document: bytes) -> Rates:
    """Rates from the bank's XML. Raises :class:`RatesUnavailable` for anything else."""
    try:
        cubes: list[Element] = fromstring(document).findall(_CUBE)
        day = date.fromisoformat(next(cube.attrib["time"] for cube in cubes if "time" in cube.attrib))
        per_eur = {cube.attrib["currency"]: Decimal(cube.attrib["rate"]) for cube in cubes if "currency" in cube.attrib}
    except (ParseError, DefusedXmlException, StopIteration, KeyError, ValueError, InvalidOperation) as error:
        raise RatesUnavailable(f"not the expected document: {type(error).__name__}") from error
    if not per_eur or not all(rate.is_finite() and rate > 0 for rate in per_eur.values()):
        raise RatesUnavailable("no usable rate in the document")
    return Rates(day, per_eur)


def age_days(rates: Rates, today: date) -> int:
    """How many days old the rates are."""
    return (today - rates.day).days


def is_stale(rates: Rates, today: date) -> bool:
    """Whether the rates are older than a long weekend explains."""
    return age_days(rates, today) > _FRESH_DAYS
