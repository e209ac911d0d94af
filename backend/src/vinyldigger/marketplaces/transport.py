"""One way out to a marketplace: budget, circuit breaker, retries, and one error tree for all that goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx
import stamina

from vinyldigger.core import clock
from vinyldigger.marketplaces import calls, jsontext
from vinyldigger.marketplaces.breaker import Breaker
from vinyldigger.marketplaces.contract import (
    Budget,
    Caller,
    CredentialsRejected,
    Forbidden,
    MarketplaceError,
    NotFound,
    RateLimited,
    Unavailable,
    WireChanged,
)
from vinyldigger.marketplaces.limiter import Limiter
from vinyldigger.marketplaces.settings import MarketplaceSettings
from vinyldigger.marketplaces.shared import Shared
from vinyldigger.marketplaces.windows import Window

T = TypeVar("T")
Explain = Callable[[httpx.Response], MarketplaceError | None]
Announced = Callable[[httpx.Headers], tuple[int, int] | None]

_ATTEMPTS = 3
_LONGEST_RETRY_WAIT = 5.0  # seconds; what takes longer goes back to the queue
_COOL_DOWN = 60.0  # seconds to keep still after a 429 that does not say how long
_LONGEST_PAUSE = 86_400.0  # seconds
_CONNECT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Request:
    """One request. ``endpoint`` names it in metrics; ``metered`` False: it does not count on the budget.

    ``moves``: how often it is sent on to where its object has moved.
    """

    endpoint: str
    path: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    auth: httpx.Auth | None = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    method: str = "GET"
    metered: bool = True
    moves: int = 1


class Transport:
    """Sends requests of one marketplace. ``explain``: what the marketplace's own error bodies mean, asked first.

    ``announced``: (limit, used) from the headers of an answer, where the marketplace tells.
    """

    def __init__(
        self,
        marketplace: str,
        settings: MarketplaceSettings,
        window: Window,
        explain: Explain | None = None,
        announced: Announced | None = None,
    ) -> None:
        self.marketplace = marketplace
        self.shared = Shared(settings.redis, f"{marketplace}@{settings.endpoints.api}", settings.limiter_clock)
        self._settings = settings
        self._timeout = httpx.Timeout(settings.answer_seconds, connect=_CONNECT_SECONDS, pool=_CONNECT_SECONDS)
        self._explain = explain
        self._announced = announced
        self._breaker = Breaker(marketplace, self.shared)
        self._limiter = Limiter(
            marketplace,
            self.shared,
            window,
            clock=lambda: settings.clock().timestamp(),
            patience=settings.patience,
            sleep=settings.sleep,
        )

    async def send(self, request: Request, caller: Caller, decode: Callable[[httpx.Response], T]) -> T:
        """The decoded answer. GETs are tried again after passing failures; everything else is raised as it is."""
        attempts = _ATTEMPTS if request.method == "GET" else 1
        async for attempt in stamina.retry_context(
            on=_worth_another_try, attempts=attempts, timeout=30.0, wait_initial=0.5, wait_max=_LONGEST_RETRY_WAIT
        ):
            with attempt:
                return await self._attempt(request, caller, decode)
        raise AssertionError("stamina returns or raises")

    async def get_json(self, request: Request, caller: Caller) -> Any:
        """The answer as JSON, numbers as :class:`~decimal.Decimal`."""
        return await self.send(request, caller, self.read_json)

    async def budget(self) -> Budget:
        """Calls used and left, and until when the breaker is open."""
        return replace(await self._limiter.budget(), breaker_open_until=await self._breaker.open_until())

    async def announce(self, limit: int, used: int) -> None:
        """Corrects the budget by what the marketplace has counted."""
        await self._limiter.announce(limit, used)

    async def _attempt(self, request: Request, caller: Caller, decode: Callable[[httpx.Response], T]) -> T:
        await self._breaker.check()
        if request.metered:
            await self._limiter.acquire(caller)
        response = await self._exchange(request)
        if announced := self._announced and self._announced(response.headers):
            await self._limiter.announce(*announced)
        if response.status_code >= 500:
            await self._breaker.failed()
        else:
            await self._breaker.succeeded()
        if (moved := self._moved(request, response)) is not None:
            return await self._attempt(moved, caller, decode)
        if error := await self._error(response):
            raise error
        return decode(response)

    def _moved(self, request: Request, response: httpx.Response) -> Request | None:
        """The same request for the object that took the place of the one asked for.

        Nowhere but below the marketplace's own address: the credentials travel along.
        """
        if request.method != "GET" or not request.moves or not response.has_redirect_location:
            return None
        target = str(response.url.join(response.headers["Location"]).copy_with(query=None, fragment=None))
        api = self._settings.endpoints.api
        if not target.startswith(f"{api}/"):
            return None
        return replace(request, path=target.removeprefix(api), moves=request.moves - 1)

    async def _exchange(self, request: Request) -> httpx.Response:
        calls.count(self.marketplace)
        began = clock.monotonic()
        try:
            response = await self._settings.http.request(
                request.method,
                self._settings.endpoints.api + request.path,
                params=dict(request.params) or None,
                headers={"User-Agent": self._settings.user_agent, **request.headers},
                data=None if request.form is None else dict(request.form),
                auth=request.auth,
                timeout=self._timeout,
                follow_redirects=False,
            )
        except httpx.HTTPError as failure:
            self._report(request, type(failure).__name__, began)
            await self._breaker.failed()
            raise Unavailable(self.marketplace, f"no answer: {type(failure).__name__}") from failure
        self._report(request, str(response.status_code), began)
        return response

    def _report(self, request: Request, outcome: str, began: float) -> None:
        seconds = clock.monotonic() - began
        self._settings.on_call(calls.Call(self.marketplace, request.endpoint, outcome, seconds))

    async def _error(self, response: httpx.Response) -> MarketplaceError | None:
        """What an answer means that is no success; closes the budget for everybody after a 429."""
        if response.is_success:
            return None
        error = (self._explain and self._explain(response)) or self._meaning(response)
        if isinstance(error, RateLimited):
            if error.retry_after is None:
                error.retry_after = _COOL_DOWN
            await self._limiter.close(error.retry_after)
        return error

    def _meaning(self, response: httpx.Response) -> MarketplaceError:
        status = response.status_code
        message = f"answered {status}"
        if status == 429:
            return RateLimited(self.marketplace, message, self._said(response))
        if status == 408 or status >= 500 or _is_html(response):
            return Unavailable(self.marketplace, message, self._said(response))
        kinds = {401: CredentialsRejected, 403: Forbidden, 404: NotFound, 410: NotFound}
        return kinds.get(status, WireChanged)(self.marketplace, message)

    def _said(self, response: httpx.Response) -> float | None:
        return retry_after(response.headers.get("Retry-After"), self._settings.clock())

    def read_json(self, response: httpx.Response) -> Any:
        """The body of a successful answer; :class:`Unavailable` when it is none."""
        if response.status_code == 204:
            return None
        if _is_html(response):
            raise Unavailable(self.marketplace, "HTML instead of JSON")
        try:
            return jsontext.parse(response.text)
        except ValueError as failure:
            raise Unavailable(self.marketplace, "JSON that ends early or is none") from failure


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds a ``Retry-After`` header asks for, given as seconds or as an HTTP date; None without a readable one.

    A day at most: no marketplace counts calls over longer, and a header gone wrong must not close it for years.
    """
    if not header:
        return None
    if header.strip().isdecimal():
        return min(float(header), _LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return min(max(0.0, seconds), _LONGEST_PAUSE)


def _worth_another_try(error: Exception) -> bool | float:
    """Passing failures are; for as long as the marketplace asks, if that is short."""
    if not isinstance(error, Unavailable):
        return False
    if error.retry_after is None:
        return True
    return error.retry_after if error.retry_after <= _LONGEST_RETRY_WAIT else False


def _is_html(response: httpx.Response) -> bool:
    return "html" in response.headers.get("Content-Type", "") or response.text[:64].lstrip().lower().startswith("<")
