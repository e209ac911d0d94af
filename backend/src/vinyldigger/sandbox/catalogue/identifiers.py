"""Catalogue numbers and barcodes: well formed, and never those of a real record.

Barcodes begin with ``952``, the GS1 prefix for demonstrations, or with ``4``, UPC's number system for a shop's
own use. Catalogue numbers begin with ``VD``.
"""

from __future__ import annotations

import unicodedata

_COUNTRY_STYLE = {
    "US": "VD{label} {album}{suffix}",
    "UK": "VD{label}L {album}{suffix}",
    "Germany": "VD {number} {album}-1",
    "Japan": "VDJ-{number}{album}",
    "France": "VD{label} {album} {number:02d}",
    "Italy": "VDIT {number}{album}",
    "USSR": "VD С60 {album} 00{number}",
}


def check_digit(digits: str) -> str:
    """The GS1 check digit of a barcode without its last digit (EAN-13, UPC-A, EAN-8)."""
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)


def ean13(number: int) -> str:
    """A demonstration EAN-13 for a number below 10^9."""
    body = f"952{number:09d}"
    return body + check_digit(body)


def upc_a(number: int) -> str:
    """A shop-use UPC-A for a number below 10^10."""
    body = f"4{number:010d}"
    return body + check_digit(body)


def spaced(barcode: str) -> str:
    """A barcode as it is printed under the bars: ``9 521234 567890`` or ``4 12345 67890 1``."""
    if len(barcode) == 13:
        return f"{barcode[0]} {barcode[1:7]} {barcode[7:]}"
    return f"{barcode[0]} {barcode[1:6]} {barcode[6:11]} {barcode[11]}"


def catalogue_number(label: str, country: str, album: int, number: int) -> str:
    """A catalogue number in the manner of a country; ``album`` and ``number`` make it unique."""
    style = _COUNTRY_STYLE.get(country, "VD{label} {number}-{album}")
    suffix = f"-{number}" if number else ""
    return style.format(label=_label_letters(label), album=1000 + album, number=number, suffix=suffix)


def _label_letters(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().upper()
    words = [word for word in plain.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "X"
    return (words[0][:2] if len(words) == 1 else words[0][0] + words[1][0]).strip(".!&")
