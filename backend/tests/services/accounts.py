"""A marketplace at which a user has an account: collection, want list, lists, answered from memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from tests.services.fakes import NOON, FakeMarketplace, a_release
from vinyldigger.core.domain.grade import Grade
from vinyldigger.marketplaces.contract import (
    Authorization,
    Caller,
    Capability,
    CollectionEntry,
    CollectionValue,
    CredentialsRejected,
    Identity,
    MarketplaceError,
    Page,
    UserCredentials,
    UserList,
    WantEntry,
)

CAN = frozenset(
    {
        Capability.COLLECTION,
        Capability.WANTLIST,
        Capability.LISTS,
        Capability.IDENTITY,
        Capability.USER_OAUTH,
        Capability.PERSONAL_TOKEN,
        Capability.RELEASE,
    }
)


def a_copy(number: int, **changes: object) -> CollectionEntry:
    values: dict[str, object] = {
        "release": a_release(str(7000 + number), master_id=str(8000 + number)),
        "instance_id": str(number),
        "folder": "Jazz",
        "rating": 4,
        "date_added": NOON + timedelta(minutes=number),
        "media_grade": Grade.NM,
    }
    return CollectionEntry(**(values | changes))  # type: ignore[arg-type]


def a_want(number: int) -> WantEntry:
    release = a_release(str(7000 + number), master_id=str(8000 + number))
    return WantEntry(release, release.master_id, NOON + timedelta(minutes=number))


@dataclass
class AccountMarketplace(FakeMarketplace):
    """Newest first, as the contract says. ``fail_at``: page number -> what is raised instead, once."""

    copies: list[CollectionEntry] = field(default_factory=list)
    wants: list[WantEntry] = field(default_factory=list)
    own_lists: list[UserList] = field(default_factory=list)
    on_lists: dict[str, list[WantEntry]] = field(default_factory=dict)
    fail_at: dict[int, MarketplaceError] = field(default_factory=dict)
    short_by: int = 0  # items a page claims beyond those it has, as a marketplace with a broken row does
    code: str = "right-code"
    pages: list[str | None] = field(default_factory=list)

    def _account_page(self, what: str, items: Sequence[object], cursor: str | None) -> Page:  # type: ignore[type-arg]
        self._asked(what)
        self.pages.append(cursor)
        number = int(cursor or 0) // self.page_size + 1
        if number in self.fail_at:
            raise self.fail_at.pop(number)
        page = self._page(items, cursor)
        return Page(page.items, page.next_cursor, len(items) + self.short_by, skipped=self.short_by)

    async def collection(self, username: str, caller: Caller, cursor: str | None = None) -> Page[CollectionEntry]:
        return self._account_page("collection", self.copies[::-1], cursor)

    async def collection_value(self, username: str, caller: Caller) -> CollectionValue:
        self._asked("collection_value")
        return CollectionValue(Decimal(100), Decimal(200), Decimal(300), "EUR")

    async def wantlist(self, username: str, caller: Caller, cursor: str | None = None) -> Page[WantEntry]:
        return self._account_page("wantlist", self.wants[::-1], cursor)

    async def lists(self, username: str, caller: Caller, cursor: str | None = None) -> Page[UserList]:
        self._asked("lists")
        return Page(tuple(self.own_lists))

    async def list_items(self, external_id: str, caller: Caller, cursor: str | None = None) -> Page[WantEntry]:
        self._asked("list_items")
        return Page(tuple(self.on_lists[external_id]), None, len(self.on_lists[external_id]))

    async def identity(self, caller: Caller) -> Identity:
        self._asked("identity")
        if caller.user is None or caller.user.token == "revoked-token":
            raise CredentialsRejected(self.id)
        return Identity("42", "collector", "EUR")

    async def authorize(self) -> Authorization:
        return Authorization(f"https://{self.id}.example/consent", f"state-{len(self.pages)}", "request-secret")

    async def complete(self, secret: str, code: str) -> UserCredentials:
        if (secret, code) != ("request-secret", self.code):
            raise CredentialsRejected(self.id)
        return UserCredentials("oauth1", "access-token", "access-secret")

    async def refresh(self, user: UserCredentials) -> UserCredentials:
        return user


def account_market(**changes: object) -> AccountMarketplace:
    return AccountMarketplace("discogs", CAN, **changes)  # type: ignore[arg-type]
