"""A search over offers of a few albums, and every way in which what it rests on can change."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import distinct_on
from uuid_utils.compat import uuid7

from tests.services.fakes import NOON, a_release, a_seller, an_offer, euros
from tests.support import Clock
from vinyldigger.core import clock
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import BuyingOption, Listing, Quote
from vinyldigger.core.domain.money import Money, Rates
from vinyldigger.core.domain.release import ReleaseMarket
from vinyldigger.core.domain.seller import ShippingPolicy
from vinyldigger.core.domain.want import Tier
from vinyldigger.models.collections import Collection, CollectionItem
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import EndReason
from vinyldigger.models.listings import Listing as ListingRow
from vinyldigger.models.matches import Verdict
from vinyldigger.models.releases import ValueObservation
from vinyldigger.models.results import Mark, SearchResult
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.sellers import Seller, SellerStatus
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import WantListItem, WantSource
from vinyldigger.services import analyses
from vinyldigger.services.catalogue import store_markets, store_releases
from vinyldigger.services.offers import quote_values, store_offers
from vinyldigger.services.repositories import guides as guide_rows
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import overrides as override_rows
from vinyldigger.services.repositories import rates as rate_rows
from vinyldigger.services.repositories import results as result_rows
from vinyldigger.services.repositories import sellers as seller_rows

HERE = Environment.SAMPLE
ALBUMS = ("Kind Of Blue", "Sketches Of Spain", "Bitches Brew", "Milestones", "Nefertiti", "In A Silent Way")
GRADES = ("VG+/VG+", "NM/VG", "G/G", "", "M/NM")


class World:
    """One user's search. Every change is stored as the product would store it."""

    CHANGES = (
        "new", "ended", "best_sold", "seller_gone", "repriced", "tied", "in_another_currency", "rewritten", "graded",
        "dismissed", "quoted", "seller_sends_for_other", "seller_blocked", "seller_corrected", "wanted",
        "foreign_limit", "wanted_by_name", "wanted_no_more", "owned", "said", "market", "guide", "observed", "older",
        "catalogue", "rates", "limit",
    )  # fmt: skip

    def __init__(self, user: User, search: SavedSearch, standing: Clock, seed: int) -> None:
        self.user, self.search, self.clock = user, search, standing
        self.chance = random.Random(seed)
        self.offers: dict[str, Listing] = {}
        self.ids: dict[str, UUID] = {}
        self.releases: dict[str, UUID] = {}
        self.made = 0

    async def begin(self) -> None:
        """Releases with figures, and forty offers."""
        releases = [
            a_release(f"{album}{pressing}", f"8{album}", title=title, format_quantity=1, have=300, year=1959 + pressing)
            for album, title in enumerate(ALBUMS[:5])
            for pressing in (1, 2)
        ]
        async with unit_of_work() as session:
            self.releases = await store_releases(session, HERE, releases, clock.now())
            markets = [ReleaseMarket(each.external_id, euros("9"), 40, clock.now()) for each in releases[:6]]
            await store_markets(session, markets, self.releases)
        await self.guide()
        await self.put([self.new_offer() for _ in range(40)])

    def new_offer(self) -> Listing:
        self.made += 1
        album = self.chance.randrange(len(ALBUMS))
        stated = f"{album}{self.chance.choice((1, 2))}" if album < 5 and self.chance.random() < 0.5 else None
        title = f"Miles Davis - {ALBUMS[album]} LP {self.chance.choice(GRADES)}"
        auction = self.chance.random() < 0.1
        return an_offer(
            str(self.made), self._price(), title=title, seller=self._seller(), quote=None, release_external_id=stated,
            ships_from=None, buying_option=BuyingOption.AUCTION if auction else BuyingOption.FIXED_PRICE,
            ends_at=clock.now() + timedelta(days=3) if auction else None,
        )  # fmt: skip

    def _price(self) -> str:
        return str(Decimal(self.chance.randint(500, 6000)) / 100)

    def _seller(self) -> Any:
        number = self.chance.randrange(5)
        policies = (ShippingPolicy("DE", euros("5.00"), euros(str(number))),) if number < 3 else ()
        return a_seller(f"seller{number}", country=("DE", "FR", "GB", "US", None)[number], policies=policies)

    async def put(self, offers: list[Listing]) -> None:
        async with unit_of_work() as session:
            stored = await store_offers(session, HERE, [replace(each, fetched_at=clock.now()) for each in offers], NOON)
            await result_rows.link(session, self.user.id, self.search.id, None, [row.id for row in stored])
        self.ids |= {row.key[2]: row.id for row in stored}
        self.offers |= {each.external_id: each for each in offers}

    def some(self, count: int = 2) -> list[Listing]:
        return self.chance.sample([self.offers[key] for key in sorted(self.offers)], count)

    # Every way to change.

    async def new(self) -> None:
        await self.put([self.new_offer() for _ in range(3)])

    async def ended(self) -> None:
        await self._end([each.external_id for each in self.some()])

    async def best_sold(self) -> None:
        """The cheapest offer of a record ends."""
        best = (
            select(ListingRow.external_id)
            .join(SearchResult, SearchResult.listing_id == ListingRow.id)
            .where(SearchResult.search_id == self.search.id, SearchResult.landed_total.is_not(None))
            .where(ListingRow.external_id.in_(self.offers))
            .ext(distinct_on(SearchResult.item_match_id))
            .order_by(SearchResult.item_match_id, SearchResult.landed_total, ListingRow.id)
        )
        async with unit_of_work() as session:
            found = (await session.scalars(best)).all()
        await self._end(self.chance.sample(sorted(found), min(1, len(found))))

    async def seller_gone(self) -> None:
        """The last offers of a seller end, others come."""
        sellers = {each.external_id: each.seller for each in self.offers.values()}
        gone = self.chance.choice(sorted({seller.external_id for seller in sellers.values() if seller}))
        await self._end([key for key, seller in sellers.items() if seller and seller.external_id == gone])
        await self.put([self.new_offer() for _ in range(8)])

    async def _end(self, over: list[str]) -> None:
        async with unit_of_work() as session:
            await listing_rows.end_listings(session, [self.ids[key] for key in over], EndReason.GONE, clock.now())
        for key in over:
            del self.offers[key]

    async def repriced(self) -> None:
        await self.put([replace(each, price=euros(self._price())) for each in self.some()])

    async def tied(self) -> None:
        """Offers ask the same for copies of the same grade."""
        price, grade = euros(self._price()), self.chance.choice((Grade.NM, Grade.VG))
        alike = self.some(12)
        await self.put([replace(each, price=price, media_grade=grade, seller=alike[0].seller) for each in alike])

    async def in_another_currency(self) -> None:
        await self.put([replace(each, price=Money(Decimal(self._price()), "GBP")) for each in self.some()])

    async def rewritten(self) -> None:
        await self.put([replace(each, title=self.new_offer().title) for each in self.some()])

    async def graded(self) -> None:
        await self.put([replace(each, media_grade=self.chance.choice((Grade.NM, Grade.G))) for each in self.some()])

    async def dismissed(self) -> None:
        async with unit_of_work() as session:
            chosen = SearchResult.listing_id == self.ids[self.some(1)[0].external_id]
            await session.execute(update(SearchResult).where(chosen).values(mark=Mark.DISMISSED))

    async def quoted(self) -> None:
        """To the user it is told what sending costs, or that the seller does not send."""
        costs, refused = self.some()
        told = {
            costs.external_id: Quote("DE", euros(self._price()), clock.now()),
            refused.external_id: Quote("DE", None, clock.now(), refused=True),
        }
        async with unit_of_work() as session:
            values = [quote_values(self.ids[key], quote, self.user.id) for key, quote in told.items()]
            await listing_rows.upsert_quotes(session, values)

    async def seller_sends_for_other(self) -> None:
        dearer = replace(self._seller(), policies=(ShippingPolicy("DE", euros(self._price()), euros("1.00")),))
        await self.put([replace(self.some(1)[0], seller=dearer)])

    async def _view(self, sellers: tuple[str, ...], **values: Any) -> None:
        async with unit_of_work() as session:
            found = await session.scalars(select(Seller.id).where(Seller.external_id.in_(sellers)).order_by(Seller.id))
            await seller_rows.set_view(session, self.user.id, self.chance.choice(found.all()), **values)

    async def seller_blocked(self) -> None:
        await self._view(("seller0", "seller1", "seller3"), status=self.chance.choice([*SellerStatus, None]))

    async def seller_corrected(self) -> None:
        """Those of whom no policy is known."""
        await self._view(("seller3", "seller4"), shipping_first=Decimal(self._price()), shipping_currency="EUR")

    async def wanted(self) -> None:
        release = self.chance.choice(sorted(self.releases))
        async with unit_of_work() as session:
            known = (await session.scalars(select(WantListItem.release_id))).all()
            if self.releases[release] in known:
                return
            session.add(
                WantListItem(
                    user_id=self.user.id, environment=HERE, source=WantSource.LOCAL, artist="Miles Davis", title="x",
                    release_id=self.releases[release], master_id=f"8{release[0]}", tier=self.chance.choice([*Tier]),
                    max_landed_price=Decimal(self._price()), currency=self.chance.choice(("EUR", "GBP")),
                )
            )  # fmt: skip

    async def foreign_limit(self) -> None:
        """Limits in pounds are worth another amount."""
        await self.wanted()
        async with unit_of_work() as session:
            await session.execute(update(WantListItem).values(currency="GBP"))
        self.search.max_price, self.search.currency = self.search.max_price or Decimal(90), "GBP"
        async with unit_of_work() as session:
            await session.merge(self.search)
        await self.rates()

    async def wanted_by_name(self) -> None:
        async with unit_of_work() as session:
            session.add(
                WantListItem(
                    user_id=self.user.id, environment=HERE, source=WantSource.LOCAL, artist="Miles Davis",
                    title=self.chance.choice(ALBUMS), min_media=Grade.VG,
                )
            )  # fmt: skip

    async def wanted_no_more(self) -> None:
        async with unit_of_work() as session:
            await session.execute(update(WantListItem).values(removed_at=clock.now()))

    async def owned(self) -> None:
        await self.own(self.chance.choice(sorted(self.releases)))

    async def own(self, *releases: str) -> None:
        """The user has bought these."""
        async with unit_of_work() as session:
            collection = (await session.scalars(select(Collection))).first()
            if collection is None:
                collection = Collection(user_id=self.user.id, marketplace="catalogue", environment=HERE)
                session.add(collection)
                await session.flush()
            for release in releases:
                session.add(
                    CollectionItem(
                        collection_id=collection.id, user_id=self.user.id, instance_id=str(uuid7()),
                        release_id=self.releases[release], media_grade=self.chance.choice((Grade.G, None)),
                    )
                )  # fmt: skip

    async def said(self) -> None:
        """The user confirms or rejects what an offer is."""
        listing = self.ids[self.some(1)[0].external_id]
        release = self.releases[self.chance.choice(sorted(self.releases))]
        verdict = self.chance.choice([*Verdict])
        async with unit_of_work() as session:
            await override_rows.say(session, self.user.id, [(listing, release, None)], verdict)

    async def market(self) -> None:
        release = self.chance.choice(sorted(self.releases))
        figures = ReleaseMarket(release, euros(self._price()), self.chance.randrange(60), clock.now(), False)
        async with unit_of_work() as session:
            await store_markets(session, [figures], self.releases)

    async def guide(self) -> None:
        release, currency = self.chance.choice(sorted(self.releases)), self.chance.choice(("EUR", "GBP"))
        row = {
            "id": uuid7(), "user_id": self.user.id, "release_id": self.releases[release],
            "near_mint": Decimal(self._price()), "currency": currency, "fetched_at": clock.now(),
        }  # fmt: skip
        async with unit_of_work() as session:
            await guide_rows.store_guides(session, [row])

    async def observed(self) -> None:
        release = self.releases[self.chance.choice(sorted(self.releases))]
        async with unit_of_work() as session:
            for _ in range(6):
                session.add(
                    ValueObservation(
                        release_id=release, day=clock.now().date(), media_grade=Grade.NM,
                        price_eur=Decimal(self._price()),
                    )
                )  # fmt: skip

    async def older(self) -> None:
        """What was observed grows old."""
        await self.observed()
        self.clock.advance(days=60)
        await analyses.analyse(self.search.id, None)
        self.clock.advance(days=400)

    async def catalogue(self) -> None:
        """A release is corrected: it is of the album that the catalogue did not hold."""
        key = self.chance.choice(sorted(self.releases))
        fuller = a_release(key, f"8{len(ALBUMS) - 1}", title=ALBUMS[-1], is_full=True)
        async with unit_of_work() as session:
            await store_releases(session, HERE, [fuller], clock.now())

    async def rates(self) -> None:
        day = clock.now().date() + timedelta(days=self.chance.randrange(400))
        async with unit_of_work() as session:
            per_eur = {"GBP": Decimal(self._price()) / 20, "USD": Decimal("1.1")}
            await rate_rows.store(session, Rates(day, per_eur), "test")

    async def limit(self) -> None:
        self.search.max_price, self.search.currency = Decimal(self._price()) + 20, self.chance.choice(("EUR", "GBP"))
        async with unit_of_work() as session:
            await session.merge(self.search)
