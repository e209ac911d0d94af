"""What analysing a search costs the first time, and again when little has changed: the whole job over PostgreSQL.

The market is generated (tools/sample_market.py) and stored as a run stores it. CPU time of this process (reading the
rows, the engine, writing) and, apart, of the database server; each size in a process of its own.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import psutil
from sqlalchemy.ext.asyncio import AsyncSession
from tools.sample_market import market
from uuid_utils.compat import uuid7

from tests.benchmarks.support import apart, say, table
from tests.support import in_thread, migrate
from vinyldigger.analysis.inputs import AnalysisInput
from vinyldigger.cli.embedded import free_port, start_postgres, start_redis
from vinyldigger.core import clock
from vinyldigger.core.config import Mode, Settings
from vinyldigger.core.database import make_database, unit_of_work, use_database
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.want import Tier
from vinyldigger.core.redis import make_redis, use_redis
from vinyldigger.models.collections import Collection, CollectionItem
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import EndReason
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import WantListItem, WantSource
from vinyldigger.services import analyses
from vinyldigger.services.catalogue import store_markets, store_releases
from vinyldigger.services.indexed import INDEXED
from vinyldigger.services.offers import store_offers
from vinyldigger.services.repositories import asked as asked_rows
from vinyldigger.services.repositories import guides as guide_rows
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import results as result_rows
from vinyldigger.services.search_rules import query_of, question_of
from vinyldigger.services.tables import bundled_rates

SIZES = [(2_000, 500), (10_000, 2_500)]
CHANGED = 0.05  # of the offers
REACH = 0.15
HERE = Environment.SAMPLE

Costs = dict[str, tuple[float, float]]  # CPU seconds of this process and of the database server, by what was measured


class Bench:
    """One stored market, changed between analyses."""

    def __init__(self, inp: AnalysisInput, postmaster: int) -> None:
        self.inp = inp
        self.to_come = list(inp.listings[len(inp.listings) * 10 // 11 :])
        self.listings = {listing.key: listing for listing in inp.listings[: -len(self.to_come)]}
        self.ids: dict[str, UUID] = {}
        self.chance = random.Random(1)
        self.costs: Costs = {}
        self.postmaster = postmaster

    async def store(self, name: str) -> None:
        """A user, a search, and everything a run would have stored."""
        async with unit_of_work() as session:
            user = User(email=f"{name}@example.org", password_hash="x", country="DE", currency="EUR")
            session.add(user)
            await session.flush()
            search = SavedSearch(
                user_id=user.id, kind=SearchKind.QUERY, name="bench", query="", platforms=["discogs", "ebay"]
            )
            session.add(search)
            await session.flush()
            self.user_id, self.search_id = user.id, search.id
            self.releases = await store_releases(session, HERE, self.inp.releases, clock.now())
            await store_markets(session, list(self.inp.markets.values()), self.releases)
            await guide_rows.store_guides(session, list(self._guides()))
            await self._want_and_own(session)
            question = question_of("discogs", "catalogue", query_of(search, None), None)
            answered = [release.external_id for release in self.inp.releases]
            await asked_rows.note_asked(
                session, HERE, "discogs", question, clock.now(), listing_ids=[], release_ids=answered
            )
        await self.put(self.listings.values())

    async def _want_and_own(self, session: AsyncSession) -> None:
        collection = Collection(user_id=self.user_id, marketplace="discogs", environment=HERE)
        session.add(collection)
        await session.flush()
        session.add_all(self._want(want.release_external_id, want.tier) for want in self.inp.wants)
        for place, copy in enumerate(self.inp.owned):
            session.add(
                CollectionItem(
                    user_id=self.user_id, collection_id=collection.id, instance_id=str(place),
                    release_id=self.releases[copy.release_external_id], media_grade=copy.media_grade,
                )
            )  # fmt: skip

    def _want(self, release_id: str | None, tier: Tier) -> WantListItem:
        release = next(each for each in self.inp.releases if each.external_id == release_id)
        return WantListItem(
            user_id=self.user_id, environment=HERE, source=WantSource.LOCAL, artist=release.artists[0], tier=tier,
            title=release.title, release_id=self.releases[release.external_id], master_id=release.master_id,
        )  # fmt: skip

    def _guides(self) -> Iterable[dict[str, object]]:
        for release, suggested in self.inp.suggestions.items():
            near_mint = next(iter(suggested.by_grade.values()))
            yield {
                "id": uuid7(), "user_id": self.user_id, "release_id": self.releases[release],
                "near_mint": near_mint.amount, "currency": near_mint.currency, "fetched_at": clock.now(),
            }  # fmt: skip

    async def put(self, listings: Iterable[Listing]) -> None:
        """Store offers as a run does, and that the search found them."""
        async with unit_of_work() as session:
            stored = await store_offers(session, HERE, list(listings), clock.now())
            await result_rows.link(session, self.user_id, self.search_id, None, [row.id for row in stored])
        self.ids |= {":".join(row.key): row.id for row in stored}

    def _some(self) -> list[str]:
        return self.chance.sample(sorted(self.listings), round(CHANGED * len(self.listings)))

    async def reprice(self) -> None:
        """Some offers get another price."""
        again = [replace(self.listings[key], price=_dearer(self.listings[key].price)) for key in self._some()]
        self.listings |= {listing.key: listing for listing in again}
        await self.put(again)

    async def change(self) -> None:
        """Of some offers half get another price, a quarter another title, a quarter end and as many are new."""
        some = self._some()
        quarter = len(some) // 4
        renamed, ended, repriced = some[:quarter], some[quarter : 2 * quarter], some[2 * quarter :]
        new, self.to_come = self.to_come[: len(ended)], self.to_come[len(ended) :]
        again = [replace(self.listings[key], title=f"{self.listings[key].title} NEU") for key in renamed]
        again += [replace(self.listings[key], price=_dearer(self.listings[key].price)) for key in repriced]
        self.listings |= {listing.key: listing for listing in (*again, *new)}
        async with unit_of_work() as session:
            ids = [self.ids[key] for key in ended]
            await listing_rows.end_listings(session, ids, EndReason.GONE, clock.now())
            for key in ended:
                del self.listings[key]
        await self.put([*again, *new])

    async def change_elsewhere(self) -> None:
        """The same changes, for another process than the one that analysed before."""
        await self.change()
        INDEXED.clear()

    async def want_one(self) -> None:
        """The user wants one record more."""
        async with unit_of_work() as session:
            session.add(self._want(self.inp.releases[len(self.inp.releases) // 2 + 1].external_id, Tier.MUST))

    async def run(self, name: str) -> None:
        """First, unchanged, 5 % changed, in the same process and in another, one want more."""
        await self.store(name)
        await self.measure("first")
        await self.measure("nothing changed")
        await self.measure("5 % with another price", self.reprice)
        await self.measure("5 % changed: prices, texts, ended, new", self.change)
        await self.measure("the same, the catalogue not indexed lately", self.change_elsewhere)
        await self.measure("one want more", self.want_one)

    async def measure(self, name: str, before: Callable[[], Awaitable[None]] | None = None) -> None:
        """Analyse the search after a change, and note what that cost."""
        if before is not None:
            await before()
        gc.collect()
        server, own = self._server_cpu(), time.process_time()
        await analyses.analyse(self.search_id, None)
        self.costs[name] = (time.process_time() - own, self._server_cpu() - server)

    def _server_cpu(self) -> float:
        times = [process.cpu_times() for process in psutil.Process(self.postmaster).children(recursive=True)]
        return sum(each.user + each.system for each in times)


def _dearer(price: Money | None) -> Money | None:
    return price and Money((price.amount * Decimal("1.07")).quantize(Decimal("0.01")), price.currency)


async def scenario(bench: Bench, settings: Settings) -> None:
    """A small search, then the one that is measured."""
    database, redis = make_database(settings), make_redis(settings)
    use_database(database)
    use_redis(redis)
    small = Bench(market(100, 50, bundled_rates(), seed=1), bench.postmaster)
    await small.run("small")  # a worker has analysed before: statements are compiled, tables are read
    await bench.run("bench")
    await redis.aclose()
    await database.close()


def measure(listings: int, releases: int) -> Costs:
    """One size, with servers of its own."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        postgres = stack.enter_context(start_postgres(folder, free_port(), durable=False))
        redis = stack.enter_context(start_redis(folder, free_port()))
        in_thread(lambda: migrate(postgres.url, "head"))
        settings = Settings(database_url=postgres.url, redis_url=redis.url, app_env=Mode.TEST)
        bench = Bench(market(listings * 11 // 10, releases, bundled_rates()), postgres.process.pid)
        asyncio.run(scenario(bench, settings))
        return bench.costs


def of_size(listings: int, releases: int) -> Costs:
    """What one size costs."""
    say(f"{listings:,} offers of {releases:,} releases")
    costs: Costs = apart("reanalysis", listings, releases)
    return costs


def main() -> None:
    """Prints the figures as Markdown."""
    rows = []
    for listings, releases in SIZES:
        costs = of_size(listings, releases)
        first, first_server = costs["first"]
        rows += [
            (f"{listings:,} × {releases:,}", name, f"{own:.2f} s", f"{own / first:.1%}", f"{server:.2f} s",
             f"{(own + server) / (first + first_server):.1%}")
            for name, (own, server) in costs.items()
        ]  # fmt: skip
    head = [
        "offers × releases",
        "analysis",
        "CPU of the job",
        "of the first",
        "CPU of PostgreSQL",
        "both, of the first",
    ]
    print(table(head, rows))
    print(f"\nTarget: 5 % changed at most {REACH:.0%} of the first.")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
    else:
        main()
