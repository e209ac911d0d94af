"""Discogs as a marketplace: catalogue, market figures, inventories, collections and want lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from math import ceil
from typing import Any, TypeVar

import httpx

from vinyldigger.core.domain.listing import Destination, Listing
from vinyldigger.core.domain.query import Query
from vinyldigger.core.domain.release import PriceSuggestions, Release, ReleaseMarket
from vinyldigger.core.domain.seller import Seller
from vinyldigger.marketplaces.base import BaseMarketplace
from vinyldigger.marketplaces.contract import (
    Authorization,
    Caller,
    Capability,
    CollectionEntry,
    CollectionValue,
    CredentialsRejected,
    Forbidden,
    Identity,
    InventorySize,
    Link,
    MarketplaceError,
    NotFound,
    NotSupported,
    Page,
    Priority,
    UserCredentials,
    UserList,
    WantEntry,
)
from vinyldigger.marketplaces.decoding import decode, decode_items, decode_one
from vinyldigger.marketplaces.discogs import auth, client, links, mapping, wire
from vinyldigger.marketplaces.discogs.vocabulary import CURRENCIES
from vinyldigger.marketplaces.recent import Recent
from vinyldigger.marketplaces.settings import MarketplaceSettings
from vinyldigger.marketplaces.transport import Request, Transport
from vinyldigger.marketplaces.windows import MovingWindow
from vinyldigger.marketplaces.wire_types import Wire

M = TypeVar("M", bound=Wire)
V = TypeVar("V")

CALLS_PER_MINUTE = 55  # of the 60 that Discogs allows one source address
_LIMIT_OF_KNOWN = 60  # calls a minute that Discogs allows whom it knows; strangers 25
_REACHABLE_PAGES = 100  # of a search and, in each order, of somebody else's inventory
_ASKED_BY_A_PERSON = Caller(priority=Priority.INTERACTIVE)


class Discogs(BaseMarketplace):
    """See :class:`~vinyldigger.marketplaces.contract.Marketplace`."""

    id = mapping.MARKETPLACE
    label = "Discogs"
    capabilities = frozenset(Capability) - {Capability.SEARCH_LISTINGS}

    def __init__(self, settings: MarketplaceSettings) -> None:
        window = MovingWindow(settings.limit or CALLS_PER_MINUTE)
        super().__init__(Transport(self.id, settings, window, self._explain, _announced))
        self._limit_of_known = _LIMIT_OF_KNOWN
        self._app = settings.app
        self._clock = settings.clock
        self._web = settings.endpoints.web
        self._masters: Recent[wire.MasterBody] = Recent()
        self._folders: Recent[dict[int, str]] = Recent()

    async def search_catalogue(self, query: Query, caller: Caller, cursor: str | None = None) -> Page[Release]:
        """Vinyl releases; at most the first 10,000 that match."""
        page, now = _number(cursor), self._clock()
        body = await self._get_page(client.search(query, page), caller, "results")
        found = decode(self.id, wire.PagedResults, body)
        return _page(
            wire.SearchRow, found.results, lambda row: mapping.search_row(row, now), found.pagination, _REACHABLE_PAGES
        )

    async def release(self, external_id: str, caller: Caller) -> Release:
        """A release with full facts; where Discogs has merged it into another, that one, by its own id."""
        body = await self._get(client.release(external_id), caller)
        return decode_one(self.id, wire.ReleaseBody, body, lambda found: mapping.release(found, self._clock()))

    async def master_versions(self, external_id: str, caller: Caller, cursor: str | None = None) -> Page[Release]:
        """The vinyl pressings of a master. One more call, once, names artists and genres for all of them."""
        master = self._masters.get(external_id) or self._masters.put(
            external_id, decode(self.id, wire.MasterBody, await self._get(client.master(external_id), caller))
        )
        now = self._clock()
        body = await self._get_page(client.versions(external_id, _number(cursor)), caller, "versions")
        found = decode(self.id, wire.PagedVersions, body)
        return _page(
            wire.VersionRow,
            found.versions,
            lambda row: mapping.version(row, external_id, master, now),
            found.pagination,
        )

    async def release_market(self, external_id: str, currency: str, caller: Caller) -> ReleaseMarket:
        """Lowest asking price and number for sale; in euro where Discogs does not know the currency."""
        asked_in = currency if currency in CURRENCIES else "EUR"
        body = await self._get(client.stats(external_id, asked_in), caller)
        url = f"{self._web}/sell/release/{external_id}"
        return decode_one(
            self.id, wire.StatsBody, body, lambda found: mapping.market(external_id, found, url, self._clock())
        )

    async def price_suggestions(self, external_id: str, caller: Caller) -> PriceSuggestions:
        """Needs a user's token; NotFound also while that user has not filled in the seller settings."""
        if caller.user is None:
            raise NotSupported(self.id, "price suggestions need a user's token")
        body = await self._get(client.suggestions(external_id), caller)
        prices = decode(self.id, wire.Suggestions, body)
        return mapping.suggestions(external_id, prices.root, self._clock())

    async def listing(self, external_id: str, destination: Destination, caller: Caller, site: str = "") -> Listing:  # noqa: ARG002 - one site
        """One offer. Shipping is known only with the token of a user whose address Discogs knows."""
        body = await self._get(client.listing(external_id), caller)
        return decode_one(self.id, wire.ListingBody, body, self._offer(destination, caller))

    async def seller(self, external_id: str, caller: Caller) -> Seller:
        """A seller's public figures; ids are user names."""
        body = await self._get(client.user(external_id), caller)
        return decode_one(self.id, wire.UserBody, body, mapping.seller)

    async def seller_inventory(
        self, external_id: str, destination: Destination, caller: Caller, cursor: str | None = None
    ) -> Page[Listing]:
        """Newest first; behind page 100 the oldest, so that 20,000 offers can be seen. Cursor: ``desc:2``."""
        order, _, number = (cursor or "desc:1").partition(":")
        page = _number(number)
        body = await self._get_page(client.inventory(external_id, order, page), caller, "listings")
        found = decode(self.id, wire.PagedListings, body)
        items, skipped = decode_items(wire.ListingBody, found.listings, self._offer(destination, caller))
        pages = found.pagination.pages
        return Page(
            items=items,
            next_cursor=_next_of_inventory(order, page, pages),
            total=found.pagination.items,
            skipped=skipped,
            complete=pages <= 2 * _REACHABLE_PAGES,
        )

    async def inventory_size(self, external_id: str, caller: Caller) -> InventorySize | None:
        """A call for each page that can be reached, at least one."""
        body = decode(self.id, wire.UserBody, await self._get(client.user(external_id), caller))
        if body.num_for_sale is None:
            return None
        pages = max(1, ceil(body.num_for_sale / client.PER_PAGE))
        return InventorySize(body.num_for_sale, min(pages, 2 * _REACHABLE_PAGES))

    async def identity(self, caller: Caller) -> Identity:
        """Whose token this is, with the account's currency: two calls."""
        who = decode(self.id, wire.IdentityBody, await self._get(client.identity(), caller))
        profile = decode(self.id, wire.UserBody, await self._get(client.user(who.username), caller))
        return mapping.identity(who, profile)

    async def collection(self, username: str, caller: Caller, cursor: str | None = None) -> Page[CollectionEntry]:
        """All copies, newest first. One more call, once, names the folders."""
        known = None if cursor is None else self._folders.get(username)
        folders = (
            known if known is not None else self._folders.put(username, await self._folder_names(username, caller))
        )
        now = self._clock()
        body = await self._get_page(client.collection(username, _number(cursor)), caller, "releases")
        found = decode(self.id, wire.PagedReleases, body)
        return _page(
            wire.CollectionRow,
            found.releases,
            lambda row: mapping.collection_entry(row, folders, now),
            found.pagination,
        )

    async def collection_value(self, username: str, caller: Caller) -> CollectionValue:
        """Discogs' estimate; only for the owner."""
        body = await self._get(client.collection_value(username), caller)
        return decode_one(self.id, wire.ValueBody, body, mapping.collection_value)

    async def wantlist(self, username: str, caller: Caller, cursor: str | None = None) -> Page[WantEntry]:
        """All wants: releases, never masters."""
        now = self._clock()
        body = await self._get_page(client.wants(username, _number(cursor)), caller, "wants")
        found = decode(self.id, wire.PagedWants, body)
        return _page(wire.WantRow, found.wants, lambda row: mapping.want(row, now), found.pagination)

    async def lists(self, username: str, caller: Caller, cursor: str | None = None) -> Page[UserList]:
        """The user's lists; private ones only for the owner."""
        body = await self._get_page(client.lists(username, _number(cursor)), caller, "lists")
        found = decode(self.id, wire.PagedLists, body)
        return _page(wire.ListRow, found.lists, mapping.user_list, found.pagination)

    async def list_items(self, external_id: str, caller: Caller, cursor: str | None = None) -> Page[WantEntry]:  # noqa: ARG002 - one page
        """The releases and masters on a list: Discogs gives all at once."""
        now = self._clock()
        body = decode(self.id, wire.ListBody, await self._get(client.list_items(external_id), caller))
        items, skipped = decode_items(wire.ListItem, body.items, lambda item: mapping.list_item(item, now))
        return Page(items, total=len(body.items), skipped=skipped)

    async def authorize(self) -> Authorization:
        """Asks for a request token; ``state`` is the token, which comes back with the user."""
        app = auth.needs_app(self._app)
        signed = auth.Signed(app, callback=app.redirect or "oob")
        token = await self._token(client.request_token(), signed)
        return Authorization(f"{self._web}/oauth/authorize?oauth_token={token.token}", token.token, token.packed())

    async def complete(self, secret: str, code: str) -> UserCredentials:
        """Changes the request token and its verifier into access that lasts until it is revoked."""
        signed = auth.Signed(auth.needs_app(self._app), auth.Token.unpacked(secret), verifier=code)
        token = await self._token(client.access_token(), signed)
        return UserCredentials("oauth1", token.token, token.secret)

    async def test(self) -> None:
        """A search for one row, which anonymous callers are refused."""
        auth.needs_app(self._app)
        await self._get(client.search(Query(text="test pressing"), 1), _ASKED_BY_A_PERSON)

    def parse_link(self, text: str) -> Link | None:
        """Listings, releases, masters and sellers, by address or by marked id (``r123``)."""
        return links.parse(text, self._web)

    def _offer(self, destination: Destination, caller: Caller) -> Callable[[wire.ListingBody], Listing]:
        now, quoted = self._clock(), caller.user is not None
        return lambda body: mapping.listing(body, destination, now, quoted=quoted)

    async def _folder_names(self, username: str, caller: Caller) -> dict[int, str]:
        """Folder names by id; none where only the owner may see them."""
        try:
            body = await self._get(client.folders(username), caller)
        except Forbidden:
            return {}
        return {int(row.id): row.name for row in decode(self.id, wire.FoldersBody, body).folders}

    async def _token(self, request: Request, signed: auth.Signed) -> auth.Token:
        call = Request(request.endpoint, request.path, auth=signed, method=request.method)
        return await self.transport.send(call, _ASKED_BY_A_PERSON, lambda response: auth.Token.unpacked(response.text))

    async def _get(self, request: Request, caller: Caller) -> Any:
        call = replace(request, auth=auth.for_caller(self._app, caller))
        if caller.user is None:
            return await self.transport.get_json(call, caller)
        body, headers = await self.transport.send(
            call, caller, lambda response: (self.transport.read_json(response), response.headers)
        )
        if self._is_strangers(headers):
            await self._must_be_known(caller, headers)
        return body

    def _is_strangers(self, headers: httpx.Headers) -> bool:
        """Whether an answer was given as to somebody without credentials, who may call less than half as often."""
        limit = (_announced(headers) or (self._limit_of_known, 0))[0]
        self._limit_of_known = max(self._limit_of_known, limit)
        return 2 * limit < self._limit_of_known

    async def _must_be_known(self, caller: Caller, headers: httpx.Headers) -> None:
        """What is public, Discogs answers to revoked credentials as well. Raises CredentialsRejected for those."""
        call = replace(client.identity(), auth=auth.for_caller(self._app, caller))
        await self.transport.get_json(call, caller)
        self._limit_of_known = (_announced(headers) or (self._limit_of_known, 0))[0]  # it is the limit of all then

    def _explain(self, response: httpx.Response) -> MarketplaceError | None:
        """What a refusal means that its status alone does not say."""
        request = response.request
        consenting = request.url.path.endswith(("/oauth/request_token", "/oauth/access_token"))
        if consenting and response.status_code in (400, 401, 403):
            return CredentialsRejected(self.id, f"consent was refused ({response.status_code})")
        of_user = request.headers.get("Authorization", "").startswith(("OAuth ", "Discogs token="))
        if response.status_code == 429 and of_user and not consenting and self._is_strangers(response.headers):
            return CredentialsRejected(self.id, "too many calls of a stranger: nobody knows the token")
        return None

    async def _get_page(self, request: Request, caller: Caller, rows: str) -> Any:
        """A page; behind the last one Discogs says 404, which is an empty page and no missing object."""
        try:
            return await self._get(request, caller)
        except NotFound:
            if request.params["page"] == 1:
                raise
            return {"pagination": {"page": 1, "pages": 1, "items": 0}, rows: []}


def _page(
    model: type[M],
    rows: Iterable[Any],
    read: Callable[[M], V | None],
    at: wire.Pagination,
    reachable: int | None = None,
) -> Page[V]:
    items, skipped = decode_items(model, rows, read)
    last = at.pages if reachable is None else min(at.pages, reachable)
    return Page(
        items=items,
        next_cursor=str(at.page + 1) if at.page < last else None,
        total=at.items,
        skipped=skipped,
        complete=reachable is None or at.items <= reachable * client.PER_PAGE,
    )


def _next_of_inventory(order: str, page: int, pages: int) -> str | None:
    """The page after this one: down to page 100, then from the other end up to where that stopped."""
    last = _REACHABLE_PAGES if order == "desc" else min(pages - _REACHABLE_PAGES, _REACHABLE_PAGES)
    if page < min(pages, last):
        return f"{order}:{page + 1}"
    return "asc:1" if order == "desc" and pages > _REACHABLE_PAGES else None


def _number(cursor: str | None) -> int:
    return max(1, int(cursor)) if cursor else 1


def _announced(headers: httpx.Headers) -> tuple[int, int] | None:
    """Limit and used calls; answers that Cloudflare gives have neither."""
    limit, used = headers.get("X-Discogs-Ratelimit", ""), headers.get("X-Discogs-Ratelimit-Used", "")
    return (int(limit), int(used)) if limit.isdecimal() and used.isdecimal() else None
