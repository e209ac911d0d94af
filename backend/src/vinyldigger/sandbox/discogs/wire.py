"""What all Discogs answers have in common: errors, addresses, pages, money, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import Request, Response

from vinyldigger.sandbox import rates
from vinyldigger.sandbox.world import World

T = TypeVar("T")
Json = dict[str, Any]
_PACIFIC = ZoneInfo("America/Los_Angeles")
_CURRENCY_IDS = {
    "USD": 1, "GBP": 2, "EUR": 3, "CAD": 4, "AUD": 5, "JPY": 6, "CHF": 7, "MXN": 8, "BRL": 9, "NZD": 10, "SEK": 11,
    "ZAR": 12,
}  # fmt: skip
CURRENCIES = frozenset(_CURRENCY_IDS)
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CAD": "CA$", "AUD": "A$", "JPY": "¥", "BRL": "R$", "NZD": "NZ$"}


class DiscogsError(Exception):
    """An answer that is not a success."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


NOT_FOUND = "The requested resource was not found."
NOT_ALLOWED = "You don't have permission to access this resource."
NOT_OWNER = (
    "You are not allowed to view this resource. Please authenticate as the owner to view this content."  # as recorded
)


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as this caller reaches them. ``api`` and ``web`` have no slash at the end."""

    api: str
    web: str
    images: str

    @classmethod
    def of(cls, request: Request) -> Links:
        """The addresses for a request: as asked, or the public ones where browsers must reach them."""
        world: World = request.app.state.world
        origin = f"{request.url.scheme}://{request.url.netloc}"
        public = world.config.public_url.rstrip("/") or origin
        return cls(f"{origin}/discogs", f"{public}/discogs-web", f"{public}/images")

    def cover(self, album: int, size: int) -> str:
        """An album's cover; ``size`` 150 or 600."""
        return f"{self.images}/covers/{size}/{album}.svg"


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page was asked for: ``per_page`` already cut to 100."""

    page: int
    per_page: int

    @classmethod
    def of(cls, request: Request) -> PageRequest:
        """The page parameters of a request, with the defaults of the real service."""
        page = _integer(request.query_params.get("page"), 1)
        return cls(max(1, page), min(100, max(1, _integer(request.query_params.get("per_page"), 50))))

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        """The rows of this page. Raises 404 past the end."""
        pages = page_count(len(rows), self.per_page)
        if self.page > pages:
            raise DiscogsError(404, f"Page {self.page} is outside of valid range [1, 1].")
        return rows[(self.page - 1) * self.per_page : self.page * self.per_page]


def page_count(items: int, per_page: int) -> int:
    """Pages there are; one when there is nothing."""
    return max(1, -(-items // per_page))


def paged(
    request: Request, response: Response, key: str, rows: Sequence[T], shape: Callable[[T], Json], most: int = 0
) -> Json:
    """A page of rows under ``key`` with its ``pagination`` and ``Link`` header.

    ``most``: rows that can be reached at all (search); ``items`` keeps the true number.
    """
    asked = PageRequest.of(request)
    reachable = rows[:most] if most else rows
    page = asked.cut(reachable)
    pages = page_count(len(reachable), asked.per_page)
    urls = _page_urls(request, asked, pages)
    if urls:
        response.headers["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in urls.items())
    pagination = {"page": asked.page, "pages": pages, "per_page": asked.per_page, "items": len(rows), "urls": urls}
    return {"pagination": pagination, key: [shape(row) for row in page]}


def _page_urls(request: Request, asked: PageRequest, pages: int) -> dict[str, str]:
    wanted: dict[str, int] = {}
    if asked.page > 1:
        wanted |= {"first": 1, "prev": asked.page - 1}
    if asked.page < pages:
        wanted |= {"last": pages, "next": asked.page + 1}
    params = [(key, value) for key, value in request.query_params.multi_items() if key not in ("page", "per_page")]
    base = f"{request.url.scheme}://{request.url.netloc}{request.url.path}"
    return {
        rel: f"{base}?{urlencode([*params, ('per_page', asked.per_page), ('page', page)])}"
        for rel, page in wanted.items()
    }


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdecimal() else default


def formatted(amount: float, currency: str) -> str:
    """Money as the site writes it: ``£22.99``, ``¥4,500``, ``SEK1,600.00``."""
    digits = 0 if currency == "JPY" else 2
    return f"{_SIGNS.get(currency, currency)}{amount:,.{digits}f}"


def original_money(amount: float, currency: str, target: str) -> Json:
    """The seller's price, with the buyer's currency beside it when that is another."""
    body: Json = _money(amount, currency)
    if currency != target:
        body["converted"] = _money(round(rates.convert(amount, currency, target), 2), target)
    return body


def _money(amount: float, currency: str) -> Json:
    return {
        "curr_abbr": currency,
        "curr_id": _CURRENCY_IDS.get(currency, 13),
        "formatted": formatted(amount, currency),
        "value": plain(amount),
    }


def plain(amount: float) -> int | float:
    """A number as JSON writers of the real service leave it: whole numbers without a point."""
    return int(amount) if amount == int(amount) else amount


def pacific(seconds: float) -> str:
    """A moment with California's offset: ``2018-02-25T06:35:58-08:00``."""
    return datetime.fromtimestamp(int(seconds), UTC).astimezone(_PACIFIC).isoformat()


def slug(text: str) -> str:
    """Words joined by hyphens, as in the site's addresses."""
    return re.sub(r"[^\w]+", "-", text).strip("-")
