"""What every marketplace can be asked, in the collector's words. Adapters translate; nobody else knows wire formats.

Errors::

    MarketplaceError            marketplace, message
    ├── RateLimited             not now; ``retry_after`` seconds if known. Nothing is wrong
    ├── Unavailable             transient: time-out, 5xx, HTML instead of JSON, breaker open
    ├── CredentialsRejected     permanent: mark the connection, tell the user
    ├── Forbidden               good credentials, but this object is private
    ├── NotFound                gone or never there
    ├── NotSupported            outside the marketplace's capabilities
    ├── BadNotice               what claims to come from the marketplace does not
    └── WireChanged             the answer does not fit what we know: count it, tell the admin
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import Destination, Listing
from vinyldigger.core.domain.query import Query
from vinyldigger.core.domain.release import PriceSuggestions, Release, ReleaseMarket
from vinyldigger.core.domain.seller import Seller

T = TypeVar("T")


class MarketplaceError(Exception):
    """Anything that went wrong at a marketplace."""

    def __init__(self, marketplace: str, message: str = "") -> None:
        super().__init__(message or type(self).__name__)
        self.marketplace = marketplace


class RateLimited(MarketplaceError):
    """The budget is spent for now: hand the work back. ``retry_after`` in seconds, None when unknown."""

    def __init__(self, marketplace: str, message: str = "", retry_after: float | None = None) -> None:
        super().__init__(marketplace, message)
        self.retry_after = retry_after


class Unavailable(MarketplaceError):
    """A passing failure: time-out, 5xx, no JSON, an open circuit breaker. ``retry_after`` in seconds, if known."""

    def __init__(self, marketplace: str, message: str = "", retry_after: float | None = None) -> None:
        super().__init__(marketplace, message)
        self.retry_after = retry_after


class CredentialsRejected(MarketplaceError):
    """The application's or the user's credentials are no longer accepted."""


class Forbidden(MarketplaceError):
    """The credentials work, but not for this object: a private list, somebody else's folder."""


class NotFound(MarketplaceError):
    """The object is gone or never was."""


class NotSupported(MarketplaceError):
    """The call is outside the marketplace's capabilities."""


class BadNotice(MarketplaceError):
    """A notice that the marketplace did not sign, or that cannot be read."""


class WireChanged(MarketplaceError):
    """The whole answer does not fit what the adapter knows."""


class Capability(StrEnum):
    """What a marketplace can do. Callers ask these, never the marketplace's id."""

    SEARCH_LISTINGS = "search_listings"  # a text search that answers offers
    SEARCH_CATALOGUE = "search_catalogue"  # a text search that answers releases
    LISTING = "listing"
    SELLER = "seller"
    SELLER_INVENTORY = "seller_inventory"
    RELEASE = "release"
    MASTER_VERSIONS = "master_versions"
    RELEASE_MARKET = "release_market"
    PRICE_SUGGESTIONS = "price_suggestions"
    OWN_QUOTES = "own_quotes"  # what sending costs is told to a user's own token alone
    COLLECTION = "collection"
    WANTLIST = "wantlist"
    LISTS = "lists"
    IDENTITY = "identity"  # whose token it is can be asked
    USER_OAUTH = "user_oauth"
    PERSONAL_TOKEN = "personal_token"  # noqa: S105 - the name of a capability
    LINKS = "links"
    DELETION_NOTICES = "deletion_notices"  # it tells when a member's account is deleted


class Priority(StrEnum):
    """Who goes first when calls are scarce."""

    INTERACTIVE = "interactive"
    MUST = "must"
    NORMAL = "normal"
    HOUSEKEEPING = "housekeeping"


@dataclass(frozen=True, slots=True)
class AppCredentials:
    """The installation's OAuth application at a marketplace. ``redirect``: callback address, or eBay's RuName."""

    key: str
    secret: str = field(repr=False)
    redirect: str = ""


@dataclass(frozen=True, slots=True)
class UserCredentials:
    """A user's own access. ``kind``: ``oauth1``, ``oauth2`` or ``personal``. Never logged."""

    kind: str
    token: str = field(repr=False)
    secret: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose behalf a call is made, and how urgent it is. ``user`` None: the application's own credentials.

    ``fair_key`` shares the budget fairly: one share each, normally the user's id.
    """

    user: UserCredentials | None = None
    priority: Priority = Priority.NORMAL
    fair_key: str = ""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page. ``next_cursor`` None: the end. ``total`` as claimed. ``skipped``: broken items left out, counted.

    ``complete``: whether reading to the end sees everything there is (False beyond a marketplace's paging limit).
    ``warnings``: what the marketplace said it ignored.
    """

    items: tuple[T, ...]
    next_cursor: str | None = None
    total: int | None = None
    skipped: int = 0
    complete: bool = True
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a user's credentials belong to. ``currency``: the account's, when told."""

    external_id: str
    username: str
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class CollectionEntry:
    """One copy in a user's collection with its release's basic facts."""

    release: Release
    instance_id: str
    folder: str | None
    rating: int | None
    date_added: datetime | None
    media_grade: Grade | None = None
    sleeve_grade: Grade | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class WantEntry:
    """One row of a user's want list or list. ``release`` None where only a master is named."""

    release: Release | None
    master_id: str | None
    date_added: datetime | None
    notes: str = ""
    rating: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class CollectionValue:
    """The marketplace's own estimate of a collection, in ``currency``."""

    minimum: Decimal
    median: Decimal
    maximum: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class InventorySize:
    """How much a seller has on offer. ``calls``: what reading all of it costs."""

    listings: int
    calls: int


@dataclass(frozen=True, slots=True)
class UserList:
    """A list a user keeps at the marketplace."""

    external_id: str
    name: str
    is_public: bool
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What a pasted address or id points to. ``kind``: listing, release, master or seller.

    ``known_as``: the id that its listing has, where an address says another.
    """

    marketplace: str
    kind: str
    external_id: str
    site: str = ""
    known_as: str | None = None


@dataclass(frozen=True, slots=True)
class Authorization:
    """The start of a user's consent. ``state`` comes back with the user; ``secret`` stays with us, encrypted."""

    url: str
    state: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Budget:
    """Calls left. ``resets_at``: when the window or the day ends. ``waiting``: calls waiting for a place."""

    marketplace: str
    limit: int
    used: int
    window_seconds: int
    resets_at: datetime | None = None
    waiting: Mapping[str, int] = field(default_factory=dict)
    breaker_open_until: datetime | None = None


class Marketplace(Protocol):
    """One marketplace. Methods outside ``capabilities`` raise :class:`NotSupported`; all raise the tree above."""

    id: str
    label: str
    capabilities: frozenset[Capability]

    async def search(
        self, query: Query, destination: Destination, caller: Caller, cursor: str | None = None
    ) -> Page[Listing]:
        """Offers for a query, priced and quoted for a destination."""

    async def search_catalogue(self, query: Query, caller: Caller, cursor: str | None = None) -> Page[Release]:
        """Vinyl releases for a query; basic facts only."""

    async def listing(self, external_id: str, destination: Destination, caller: Caller, site: str = "") -> Listing:
        """One offer in full. Raises NotFound once it is gone."""

    async def seller(self, external_id: str, caller: Caller) -> Seller:
        """A seller's public figures."""

    async def seller_inventory(
        self, external_id: str, destination: Destination, caller: Caller, cursor: str | None = None
    ) -> Page[Listing]:
        """A seller's offers, newest first. The cursor carries the order; beyond the limit both orders are read."""

    async def inventory_size(self, external_id: str, caller: Caller) -> InventorySize | None:
        """How much there is to read, for one call; None where the marketplace does not say."""

    async def release(self, external_id: str, caller: Caller) -> Release:
        """A release with full facts. Its id is another than asked for where the two have been merged."""

    async def master_versions(self, external_id: str, caller: Caller, cursor: str | None = None) -> Page[Release]:
        """The vinyl pressings of a master; basic facts only."""

    async def release_market(self, external_id: str, currency: str, caller: Caller) -> ReleaseMarket:
        """Lowest asking price and number for sale."""

    async def price_suggestions(self, external_id: str, caller: Caller) -> PriceSuggestions:
        """Suggested price by grade; needs a user's token."""

    async def identity(self, caller: Caller) -> Identity:
        """Whose token this is."""

    async def collection(self, username: str, caller: Caller, cursor: str | None = None) -> Page[CollectionEntry]:
        """A user's collection, page by page."""

    async def collection_value(self, username: str, caller: Caller) -> CollectionValue:
        """The marketplace's own estimate of a collection's value."""

    async def wantlist(self, username: str, caller: Caller, cursor: str | None = None) -> Page[WantEntry]:
        """A user's want list, page by page."""

    async def lists(self, username: str, caller: Caller, cursor: str | None = None) -> Page[UserList]:
        """A user's own lists."""

    async def list_items(self, external_id: str, caller: Caller, cursor: str | None = None) -> Page[WantEntry]:
        """The releases and masters on a list."""

    async def authorize(self) -> Authorization:
        """Begin a user's consent."""

    async def complete(self, secret: str, code: str) -> UserCredentials:
        """Finish a user's consent with the verifier or code that came back."""

    async def refresh(self, user: UserCredentials) -> UserCredentials:
        """New access for an expiring credential; the same object where nothing expires."""

    async def deleted_sellers(self, body: bytes, signature: str) -> frozenset[str]:
        """Whom a signed account-deletion notice names, as sellers' ids. Raises BadNotice unless it is genuine."""

    async def test(self) -> None:
        """One cheap call with the application's credentials; raises what is wrong with them."""

    async def budget(self) -> Budget:
        """Calls used and left."""

    def parse_link(self, text: str) -> Link | None:
        """What a pasted address or id of this marketplace points to; None when it is not one of ours."""
