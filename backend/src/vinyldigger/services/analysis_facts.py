"""What the engine is told beside the offers: worth, wants and copies owned, the user's word on sellers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis.inputs import ValueObservation
from vinyldigger.analysis.match import Override
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import PriceSuggestions, ReleaseMarket
from vinyldigger.core.domain.seller import ShippingPolicy
from vinyldigger.core.domain.want import Owned, PressingScope, Tier, Want
from vinyldigger.models.environments import Environment
from vinyldigger.models.matches import MatchOverride, Verdict
from vinyldigger.models.releases import ValueObservation as ObservationRow
from vinyldigger.models.sellers import SellerStatus, UserSeller
from vinyldigger.models.users import User
from vinyldigger.services.catalogue import market_of
from vinyldigger.services.offers import money_of, seller_of
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import sellers as seller_rows
from vinyldigger.services.repositories import wanted as want_rows
from vinyldigger.services.repositories.wanted import OwnedRow, WantRow


@dataclass(frozen=True, slots=True)
class Worth:
    """What is known of the worth of releases, by Discogs id."""

    markets: Mapping[str, ReleaseMarket]
    suggestions: Mapping[str, PriceSuggestions]
    observations: Mapping[str, tuple[ValueObservation, ...]]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a user wants and owns."""

    wants: tuple[Want, ...]
    owned: tuple[Owned, ...]


async def worth_of(session: AsyncSession, user_id: UUID, discogs_ids: Mapping[UUID, str]) -> Worth:
    """Figures, suggestions and observations of releases: three statements."""
    ids = list(discogs_ids)
    markets = await release_rows.newest_market(session, ids)
    guides = await release_rows.guides_of(session, user_id, ids)
    observed: dict[str, list[ValueObservation]] = {}
    for row in await release_rows.observations_of(session, ids):
        if row.media_grade is not None:
            observed.setdefault(discogs_ids[row.release_id], []).append(_observation(row, discogs_ids[row.release_id]))
    return Worth(
        markets={discogs_ids[row.release_id]: market_of(row, discogs_ids[row.release_id]) for row in markets},
        suggestions={
            discogs_ids[row.release_id]: PriceSuggestions(
                discogs_ids[row.release_id], _near_mint(row.near_mint, row.currency), row.fetched_at
            )
            for row in guides
        },
        observations={key: tuple(rows) for key, rows in observed.items()},
    )


def _near_mint(amount: Decimal | None, currency: str | None) -> dict[Grade, Money]:
    money = money_of(amount, currency)
    return {Grade.NM: money} if money else {}


def _observation(row: ObservationRow, discogs_id: str) -> ValueObservation:
    return ValueObservation(discogs_id, row.media_grade or Grade.NOT_GRADED, row.sleeve_grade, row.price_eur, row.day)


async def holdings_of(session: AsyncSession, user: User, environment: Environment) -> Holdings:
    """A user's wants, each with its rule, and copies owned: two statements."""
    wants = await want_rows.wants_of(session, user.id, environment)
    owned = await want_rows.owned_by(session, user.id, environment)
    return Holdings(tuple(want_of(row, user) for row in wants), tuple(owned_of(row) for row in owned))


def want_of(row: WantRow, user: User) -> Want:
    """A want as a value; what its rule leaves open is the user's default."""
    want, default = row.want, user.want_rule
    most = default.get("max_landed_price")
    limit = money_of(want.max_landed_price, want.currency) or money_of(
        Decimal(most) if most is not None else None, default.get("currency") or user.currency
    )
    return Want(
        key=str(want.id),
        artist=row.artist,
        title=row.title,
        release_external_id=row.discogs_id,
        master_id=want.master_id or (row.release.master_id if row.release else None),
        tier=want.tier or Tier(default.get("tier") or Tier.NICE),
        scope=want.pressing_scope or PressingScope(default.get("pressing_scope") or PressingScope.MASTER),
        listed_releases=frozenset(want.listed_releases or ()),
        max_landed=limit,
        min_media=want.min_media or _grade(default.get("min_media")),
        min_sleeve=want.min_sleeve or _grade(default.get("min_sleeve")),
        countries=frozenset(want.countries or default.get("countries") or ()),
    )


def _grade(text: str | None) -> Grade | None:
    return Grade(text) if text else None


def owned_of(row: OwnedRow) -> Owned:
    """A copy owned as a value."""
    return Owned(
        release_external_id=row.release.discogs_id,
        master_id=row.release.master_id,
        media_grade=row.copy.media_grade,
        sleeve_grade=row.copy.sleeve_grade,
        instance_id=row.copy.instance_id,
        artist=", ".join(row.release.artists),
        title=row.release.title,
        date_added=row.copy.date_added,
    )


def override_of(row: MatchOverride, discogs_id: str | None, keys: Mapping[UUID, str]) -> Override:
    """A user's word on a match as a value; ``keys``: of the listings, by our id."""
    return Override(keys[row.listing_id], discogs_id, row.master_id, row.verdict is Verdict.CONFIRM)


async def known_sellers(
    session: AsyncSession, user: User
) -> tuple[dict[str, ShippingPolicy], frozenset[str], frozenset[str]]:
    """The user's word on sellers, by seller key: shipping corrections, who is blocked, who is a favourite."""
    views = [(seller_of(seller).key, view) for seller, view in await seller_rows.views_of(session, user.id)]
    corrections = {key: policy for key, view in views if (policy := correction_of(view, user.country))}
    blocked = frozenset(key for key, view in views if view.status is SellerStatus.BLOCKED)
    favourites = frozenset(key for key, view in views if view.status is SellerStatus.FAVOURITE)
    return corrections, blocked, favourites


def correction_of(view: UserSeller, country: str) -> ShippingPolicy | None:
    """What the user knows a seller to ask for a parcel to the user's country."""
    currency = view.shipping_currency
    first = money_of(view.shipping_first, currency)
    if first is None:
        return None
    return ShippingPolicy(
        country,
        first,
        money_of(view.shipping_extra, currency),
        free_over=money_of(view.shipping_free_over, currency),
        cap=money_of(view.shipping_cap, currency),
        min_order=money_of(view.shipping_min_order, currency),
    )
