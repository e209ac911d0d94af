"""eBay as a marketplace: a search for offers, single items, users' consent."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
from pydantic import ValidationError

from vinyldigger.core.domain.listing import Destination, Listing
from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.base import BaseMarketplace
from vinyldigger.marketplaces.contract import (
    Authorization,
    Caller,
    Capability,
    CredentialsRejected,
    Link,
    MarketplaceError,
    NotFound,
    Page,
    Priority,
    RateLimited,
    UserCredentials,
    WireChanged,
)
from vinyldigger.marketplaces.decoding import decode, decode_items, decode_one
from vinyldigger.marketplaces.ebay import client, links, mapping, wire
from vinyldigger.marketplaces.ebay.auth import Tokens
from vinyldigger.marketplaces.ebay.notices import KeyBody, SignedNotice
from vinyldigger.marketplaces.ebay.vocabulary import SITES, Site, site_of
from vinyldigger.marketplaces.recent import Recent
from vinyldigger.marketplaces.settings import MarketplaceSettings
from vinyldigger.marketplaces.transport import Request, Transport
from vinyldigger.marketplaces.windows import PacificDay, pacific_day

CALLS_PER_DAY = 5_000  # of all Browse methods together, per application
_ASKED_BY_A_PERSON = Caller(priority=Priority.INTERACTIVE)
_RESTFUL = "v1|"
# Error numbers (reference: Browse contract, and bodies seen live).
_DAY_IS_SPENT = 2001
_BAD_TOKEN = frozenset({1001, 1002, 1100})
_GONE = frozenset({11001, 11003, 11004})
_HAS_VARIATIONS = 11006


class HasVariations(NotFound):
    """The number names a listing with variations: ask for the group."""


class Ebay(BaseMarketplace):
    """See :class:`~vinyldigger.marketplaces.contract.Marketplace`."""

    id = mapping.MARKETPLACE
    label = "eBay"
    capabilities = frozenset(
        {
            Capability.SEARCH_LISTINGS,
            Capability.LISTING,
            Capability.USER_OAUTH,
            Capability.LINKS,
            Capability.DELETION_NOTICES,
        }
    )

    def __init__(self, settings: MarketplaceSettings) -> None:
        super().__init__(Transport(self.id, settings, PacificDay(settings.limit or CALLS_PER_DAY), self._explain))
        self._settings = settings
        self._clock = settings.clock
        self._keys: Recent[KeyBody] = Recent(8)
        self._tokens = Tokens(settings.app, self.transport, settings.endpoints.web, settings.clock)

    async def search(
        self, query: Query, destination: Destination, caller: Caller, cursor: str | None = None
    ) -> Page[Listing]:
        """Vinyl sent to the destination, cheapest with shipping first; at most 10,000. Cursor: the offset."""
        site, offset = site_of(destination.country), int(cursor or 0)
        request = client.search(query, site, destination, offset, self._settings.campaign_id)
        body = decode(self.id, wire.SearchBody, await self._get(request, caller))
        items, skipped = decode_items(wire.ItemBody, body.item_summaries, self._live_offer(site, destination))
        following = offset + client.PER_PAGE
        more = body.next and body.item_summaries and following < client.REACHABLE
        return Page(
            items=tuple({item.external_id: item for item in items}.values()),
            next_cursor=str(following) if more else None,
            total=body.total,
            skipped=skipped,
            complete=(body.total or 0) <= client.REACHABLE,
            warnings=tuple(mapping.warning(said) for said in body.warnings),
        )

    async def listing(self, external_id: str, destination: Destination, caller: Caller, site: str = "") -> Listing:
        """One offer with its item specifics. Takes the number in a page's address as well as eBay's own id."""
        where = SITES.get(site) or site_of(destination.country)
        context = (where, destination, self._settings.campaign_id)
        if external_id.startswith(_RESTFUL):
            body = await self._get(client.item(external_id, *context), caller)
            return decode_one(self.id, wire.ItemBody, body, self._offer(where, destination))
        try:
            body = await self._get(client.item_by_legacy_id(external_id, *context), caller)
        except HasVariations:
            group = await self._get(client.item_group(external_id, *context), caller)
            return self._cheapest(decode(self.id, wire.GroupBody, group), where, destination)
        return decode_one(self.id, wire.ItemBody, body, self._offer(where, destination))

    async def authorize(self) -> Authorization:
        """No call: the consent page's address. ``secret`` holds nothing that the code does not bring."""
        state = secrets.token_urlsafe(32)
        return Authorization(self._tokens.consent_url(state), state, state)

    async def complete(self, secret: str, code: str) -> UserCredentials:  # noqa: ARG002 - the code says it all
        """Changes the code into a user's tokens."""
        return await self._tokens.exchange(code)

    async def refresh(self, user: UserCredentials) -> UserCredentials:
        """New access; CredentialsRejected when the consent is gone."""
        return await self._tokens.refreshed(user)

    async def test(self) -> None:
        """Asks what is left of the day, which needs working credentials, and corrects our own count by it."""
        body = await self._get(client.rate_limit(), _ASKED_BY_A_PERSON)
        found = decode(self.id, wire.RateLimitsBody, body or {})
        for resource in (resource for group in found.rate_limits for resource in group.resources):
            for rate in resource.rates:
                if resource.name.casefold() == "buy.browse" and rate.limit:
                    used = rate.count if rate.remaining is None else rate.limit - rate.remaining
                    await self.transport.announce(rate.limit, used or 0)

    async def deleted_sellers(self, body: bytes, signature: str) -> frozenset[str]:
        """Checks the signature with eBay's own key, which is remembered: eBay sends many notices."""
        notice = SignedNotice.read(body, signature)
        key = self._keys.get(notice.header.kid)
        if key is None:
            found = await self._get(client.public_key(notice.header.kid), _ASKED_BY_A_PERSON)
            key = self._keys.put(notice.header.kid, decode(self.id, KeyBody, found))
        notice.check(key)
        return notice.sellers(self._settings.hash_key)

    def parse_link(self, text: str) -> Link | None:
        """Items and sellers of all sites."""
        return links.parse(text, self._settings.endpoints.web, self._settings.hash_key)

    def _offer(self, site: Site, destination: Destination) -> Callable[[wire.ItemBody], Listing]:
        reading = mapping.Reading(
            site.id, destination, self._clock(), self._settings.hash_key, bool(self._settings.campaign_id)
        )
        return lambda body: mapping.listing(body, reading)

    def _live_offer(self, site: Site, destination: Destination) -> Callable[[wire.ItemBody], Listing | None]:
        """Auctions are still found for minutes after their end: those are no offers."""
        read = self._offer(site, destination)
        return lambda body: found if (found := read(body)).available else None

    def _cheapest(self, group: wire.GroupBody, site: Site, destination: Destination) -> Listing:
        """The variation with the lowest price, marked as one of several."""
        found, _ = decode_items(wire.ItemBody, group.items, self._offer(site, destination))
        priced = [item for item in found if item.price is not None and item.available]
        if not priced:
            raise NotFound(self.id, "no variation is on offer")
        cheapest = min(priced, key=lambda item: item.price.amount if item.price else 0)
        return replace(cheapest, is_variation=True)

    async def _get(self, request: Request, caller: Caller) -> Any:
        """With the user's token where there is one. A refused application token is replaced once."""
        if caller.user is not None:
            return await self.transport.get_json(_with_token(request, caller.user.token), caller)
        token = await self._tokens.application()
        try:
            return await self.transport.get_json(_with_token(request, token), caller)
        except CredentialsRejected:
            await self._tokens.forget(token)
        return await self.transport.get_json(_with_token(request, await self._tokens.application()), caller)

    def _explain(self, response: httpx.Response) -> MarketplaceError | None:
        """What eBay's error numbers mean, where the status alone does not say it."""
        if response.request.url.path.endswith("/oauth2/token") and response.status_code in (400, 401, 403):
            return CredentialsRejected(self.id, f"no token was given ({response.status_code})")
        numbers = _error_numbers(response)
        if _DAY_IS_SPENT in numbers:
            now = int(self._clock().timestamp() * 1000)
            return RateLimited(self.id, "the day's calls are spent", (pacific_day(now)[1] - now) / 1000)
        if numbers & _BAD_TOKEN:
            return CredentialsRejected(self.id, "the token was refused")
        if _HAS_VARIATIONS in numbers:
            return HasVariations(self.id)
        if numbers & _GONE:
            return NotFound(self.id)
        if numbers and response.status_code < 500 and response.status_code not in (401, 403, 404, 410, 429):
            return WireChanged(self.id, f"refused with {', '.join(map(str, sorted(numbers)))}")
        return None


def _with_token(request: Request, token: str) -> Request:
    return replace(request, headers={**request.headers, "Authorization": f"Bearer {token}"})


def _error_numbers(response: httpx.Response) -> frozenset[int]:
    try:
        body = wire.ErrorBody.model_validate_json(response.content)
    except ValidationError:
        return frozenset()
    return frozenset(error.error_id for error in body.errors)
