"""Baskets: made, solved as a job, checked against the market."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis.basket_types import BasketOptions, Plan
from vinyldigger.analysis.baskets import check as check_plan
from vinyldigger.analysis.baskets import variants
from vinyldigger.core import clock
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.errors import Conflict, InvalidInput, NotFound
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.models.baskets import Basket, BasketStatus
from vinyldigger.models.environments import Environment
from vinyldigger.models.users import User
from vinyldigger.services.basket_market import BasketMarket, Wished, open_market, wished_records, wished_wants
from vinyldigger.services.basket_plans import check_as_json, plan_as_json
from vinyldigger.services.offers import money_of
from vinyldigger.services.repositories import basket_rows, jobs, users
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.repositories import result_views as view_rows
from vinyldigger.services.stored import from_json

SECONDS_PER_VARIANT = 15.0


async def create_basket(
    session: AsyncSession,
    user: User,
    name: str,
    want_ids: Sequence[UUID],
    result_ids: Sequence[UUID],
    options: Mapping[str, Any],
) -> Basket:
    """Keep what is to be covered and queue the solving."""
    environment = await installation_rows.environment(session)
    if result_ids:
        records = await basket_rows.records_of_results(session, user.id, result_ids)
        wished = wished_records({record.id: record for _, record in records if record}.values())
    else:
        wished = await wished_wants(session, user, environment, want_ids or None)
    if not wished.wants:
        raise InvalidInput("There is nothing to be covered", "nothing_wished")
    basket = await basket_rows.add_basket(
        session,
        user_id=user.id,
        name=name,
        wants=_wishes(wished),
        options={key: _stored(value) for key, value in options.items() if value is not None},
        currency=user.currency,
        status=BasketStatus.QUEUED,
    )
    await jobs.enqueue(
        session, Job.SOLVE_BASKET, user_id=user.id, dedupe_key=f"basket:{basket.id}", basket_id=str(basket.id)
    )
    return basket


def _stored(value: Decimal | int) -> str | int:
    """An option as JSON that the API's schema reads again: amounts as text, numbers as such."""
    return value if isinstance(value, int) else str(value)


def _wishes(wished: Wished) -> list[dict[str, Any]]:
    ids = {str(want_id): str(want_id) for want_id in wished.want_ids}
    return [
        {
            "key": want.key,
            "want_id": ids.get(want.key),
            "match_id": None if want.key in ids else want.key.removeprefix("record:"),
            "artist": want.artist,
            "title": want.title,
            "tier": want.tier,
        }
        for want in wished.wants
    ]


async def get_basket(session: AsyncSession, user: User, basket_id: UUID) -> Basket:
    """One basket of the user."""
    basket = await basket_rows.basket_of(session, user.id, basket_id)
    if basket is None:
        raise NotFound()
    return basket


async def list_baskets(
    session: AsyncSession, user: User, cursor: str | None, limit: int
) -> tuple[list[Basket], str | None]:
    """A user's baskets, newest first."""
    return await basket_rows.page_of_baskets(session, user.id, cursor, limit)


async def delete_basket(session: AsyncSession, user: User, basket_id: UUID) -> None:
    """Forget a basket."""
    if not await basket_rows.delete_basket(session, user.id, basket_id):
        raise NotFound()


async def queue_check(session: AsyncSession, user: User, basket_id: UUID) -> Basket:
    """Queue the comparison of a solved basket with the market now."""
    basket = await get_basket(session, user, basket_id)
    if basket.status is not BasketStatus.SOLVED:
        raise Conflict("The basket is not solved", "basket_not_solved")
    await jobs.enqueue(
        session, Job.CHECK_BASKET, user_id=user.id, dedupe_key=f"check:{basket.id}", basket_id=str(basket.id)
    )
    return basket


async def solve(claim: Claim, basket_id: UUID) -> None:
    """The job: find the four plans and store them."""
    async with unit_of_work() as session:
        await jobs.hold(session, claim)
        await basket_rows.change_basket(session, basket_id, status=BasketStatus.SOLVING)
    opened = await _open(basket_id)
    if opened is None:
        return
    basket, user, market, result_ids = opened
    problem = await market.problem(_options(basket, market))
    plans = await asyncio.to_thread(variants, problem, SECONDS_PER_VARIANT)
    best = plans[0]
    async with unit_of_work() as session:
        await basket_rows.change_basket(
            session,
            basket_id,
            status=BasketStatus.SOLVED,
            plans=[plan_as_json(plan, market, result_ids) for plan in plans],
            goods=best.goods.rounded().amount,
            shipping=best.shipping.rounded().amount,
            taxes=best.taxes.rounded().amount,
            landed_total=best.landed.rounded().amount,
            solved_at=clock.now(),
            checked_at=None,
            check_diff=None,
            error=None,
        )
        announce(session, user.id, EventKind.BASKET_SOLVED, basket_id=basket_id, status=BasketStatus.SOLVED)
        await jobs.finish(session, claim)


async def check(claim: Claim, basket_id: UUID) -> None:
    """The job: hold the cheapest plan against the market now."""
    opened = await _open(basket_id)
    if opened is None or not opened[0].plans:
        return
    basket, user, market, _ = opened
    problem = await market.problem(_options(basket, market))
    outcome = check_plan(from_json(Plan, basket.plans[0]["solved"]), problem)
    async with unit_of_work() as session:
        await basket_rows.change_basket(
            session, basket_id, checked_at=clock.now(), check_diff=check_as_json(outcome, market, basket.plans[0])
        )
        announce(session, user.id, EventKind.BASKET_SOLVED, basket_id=basket_id, status=BasketStatus.SOLVED)
        await jobs.finish(session, claim)


async def _open(basket_id: UUID) -> tuple[Basket, User, BasketMarket, dict[UUID, UUID]] | None:
    """A basket with its market, and the user's results by listing; None when it was deleted."""
    async with read_session() as session:
        basket = await basket_rows.basket_by_id(session, basket_id)
        user = basket and await users.by_id(session, basket.user_id)
        if basket is None or not isinstance(user, User):
            return None
        environment = await installation_rows.environment(session)
        market = await open_market(session, user, environment, await _wished(session, user, environment, basket))
        rows = await view_rows.newest_results_of(session, user.id, list(market.loaded.listing_ids.values()))
        return basket, user, market, {row["listing_id"]: row["id"] for row in rows}


async def _wished(session: AsyncSession, user: User, environment: Environment, basket: Basket) -> Wished:
    """What a basket is to cover, with the wants' rules of this moment."""
    want_ids = [UUID(wish["want_id"]) for wish in basket.wants if wish["want_id"]]
    if want_ids:
        return await wished_wants(session, user, environment, want_ids)
    match_ids = [UUID(wish["match_id"]) for wish in basket.wants]
    return wished_records(await basket_rows.records_by_id(session, environment, match_ids))


def _options(basket: Basket, market: BasketMarket) -> BasketOptions:
    options = basket.options
    return BasketOptions(
        budget=money_of(_amount(options.get("budget")), basket.currency),
        max_parcels=options.get("max_parcels"),
        fixed_cost=money_of(_amount(options.get("fixed_cost")), basket.currency),
        want_keys=frozenset(want.key for want in market.wished.wants),
    )


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
