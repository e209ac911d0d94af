"""The European Central Bank's rates: read from its XML, refused when it is anything else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vinyldigger.core.domain.money import Money, Rates
from vinyldigger.gateways.rates import RatesUnavailable, age_days, fetch_rates, is_stale, parse_rates


def document(cubes: str, day: str = "2026-11-20") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
                     xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
      <gesmes:subject>Reference rates</gesmes:subject>
      <Cube><Cube time="{day}">{cubes}</Cube></Cube>
    </gesmes:Envelope>""".encode()


GOOD = document('<Cube currency="USD" rate="1.25"/><Cube currency="JPY" rate="160.5"/>')


def client(answer: httpx.Response | Exception) -> httpx.AsyncClient:
    def handle(request: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return httpx.AsyncClient(transport=httpx.MockTransport(handle))


async def test_rates_are_fetched_and_dated() -> None:
    async with client(httpx.Response(200, content=GOOD)) as http:
        rates = await fetch_rates(http)
    assert rates == Rates(date(2026, 11, 20), {"USD": Decimal("1.25"), "JPY": Decimal("160.5")})
    assert rates.convert(Money.of("12.50", "USD"), "EUR") == Money.of(10, "EUR")


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(503), httpx.Response(404), httpx.ConnectTimeout("slow"), httpx.ConnectError("down")],
)
async def test_a_bank_that_does_not_answer_is_said(answer: httpx.Response | Exception) -> None:
    async with client(answer) as http:
        with pytest.raises(RatesUnavailable):
            await fetch_rates(http)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<html>maintenance</html>", b"{}", b"\x00\xff",
        document(""), document('<Cube currency="USD" rate="0"/>'), document('<Cube currency="USD" rate="-1"/>'),
        document('<Cube currency="USD" rate="NaN"/>'), document('<Cube currency="USD" rate="x"/>'),
        document('<Cube currency="USD"/>'), document('<Cube currency="USD" rate="1"/>', day="yesterday"),
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    ],
)  # fmt: skip
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(RatesUnavailable):
        parse_rates(content)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_bytes_break_the_reader(content: bytes) -> None:
    with pytest.raises(RatesUnavailable):
        parse_rates(content)


def test_rates_grow_stale_after_a_long_weekend() -> None:
    rates = parse_rates(GOOD)
    assert age_days(rates, date(2026, 11, 23)) == 3
    assert not is_stale(rates, date(2026, 11, 25))
    assert is_stale(rates, date(2026, 11, 26))
