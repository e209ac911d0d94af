"""Exchange rates of the sample world: units of a currency for one euro, rounded from autumn 2025."""

from __future__ import annotations

from datetime import date, timedelta
from xml.sax.saxutils import quoteattr

PER_EUR = {
    "USD": 1.16, "GBP": 0.87, "JPY": 176.0, "CAD": 1.62, "AUD": 1.77, "CHF": 0.93, "SEK": 11.0, "DKK": 7.46,
    "NOK": 11.7, "PLN": 4.26, "CZK": 24.3, "HUF": 390.0, "BRL": 6.25, "MXN": 21.5, "NZD": 2.02, "ZAR": 20.2,
}  # fmt: skip


def convert(amount: float, currency: str, target: str) -> float:
    """An amount in another currency, not rounded."""
    if currency == target:
        return amount
    return amount / PER_EUR.get(currency, 1.0) * PER_EUR.get(target, 1.0)


def ecb_document(day: date) -> str:
    """The rates in the form of the European Central Bank's daily file, dated the last working day."""
    published = day - timedelta(days=max(0, day.weekday() - 4))
    cubes = "".join(f"<Cube currency={quoteattr(code)} rate='{rate:g}'/>" for code, rate in PER_EUR.items())
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        "<gesmes:Envelope xmlns:gesmes='http://www.gesmes.org/xml/2002-08-01'"
        " xmlns='http://www.ecb.int/vocabulary/2002-08-01/eurofxref'>"
        "<gesmes:subject>Reference rates</gesmes:subject>"
        "<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>"
        f"<Cube><Cube time='{published.isoformat()}'>{cubes}</Cube></Cube></gesmes:Envelope>"
    )
