"""A search before it is analysed: which offers stand as they stood, and which have to be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis import ENGINE_VERSION
from vinyldigger.analysis.match import Override
from vinyldigger.analysis.ranking import Stood
from vinyldigger.core.domain.seller import Seller
from vinyldigger.models.environments import Environment
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.users import User
from vinyldigger.services.analysis_facts import override_of
from vinyldigger.services.asking import figures_fresh_since
from vinyldigger.services.circumstances import Circumstances, digest
from vinyldigger.services.offers import seller_of
from vinyldigger.services.repositories import analysis_inputs as input_rows
from vinyldigger.services.repositories import standings as rows
from vinyldigger.services.repositories.standings import OfferInBrief, ReleaseInBrief
from vinyldigger.services.situations import Situation, situation_of
from vinyldigger.services.standings import from_stored, read_stored


@dataclass(frozen=True, slots=True)
class Survey:
    """``offers``, ``stood``, ``digests``: by listing key; only unchanged offers stand as they stood, the ``changed``
    ones have to be looked at. ``sellers``: by our id. ``digests``: of what each of these rests on.
    """

    situation: Situation
    circumstances: Circumstances
    offers: Mapping[str, OfferInBrief]
    releases: Sequence[ReleaseInBrief]
    sellers: Mapping[str, Seller]
    overrides: Sequence[Override]
    stood: Mapping[str, Stood]
    digests: Mapping[str, str]
    changed: Sequence[OfferInBrief]

    def fingerprint(self, changed: Mapping[str, str] = MappingProxyType({})) -> str:
        """Of all that the answer rests on; ``changed``: digests of what the changed offers rest on."""
        situation = self.situation
        digests = "".join(sorted({**self.digests, **changed}.values()))
        return digest([digests, situation.wants, situation.owned, situation.favourites])


async def survey_of(
    session: AsyncSession, search: SavedSearch, user: User, environment: Environment, now: datetime
) -> Survey:
    """Look over a search: a constant number of statements."""
    situation = await situation_of(session, search, user, environment, now)
    offers = await rows.offers_in_brief(
        session,
        search.id,
        environment,
        now,
        user_id=user.id,
        country=user.country,
        quotes_since=figures_fresh_since(),
        with_names=any(not want.is_in_catalogue for want in situation.wants),
        engine_version=ENGINE_VERSION,
    )
    named = situation.named | {offer.release_external_id for offer in offers if offer.release_external_id}
    releases = await rows.releases_in_brief(
        session, environment, named, situation.master_id, user_id=user.id, today=now.date()
    )
    seller_ids = {offer.seller_id for offer in offers if offer.seller_id}
    found = await rows.sellers_by_id(session, [UUID(seller_id) for seller_id in seller_ids])
    sellers = {str(row.id): seller_of(row) for row in found}
    overrides = await _overrides(session, user, search, offers)
    circumstances = Circumstances(situation, releases, sellers, overrides)
    stood, digests = _standing(offers, sellers, circumstances)
    by_key = {offer.key: offer for offer in offers}
    changed = [offer for offer in offers if offer.key not in stood]
    return Survey(situation, circumstances, by_key, releases, sellers, overrides, stood, digests, changed)


async def _overrides(
    session: AsyncSession, user: User, search: SavedSearch, offers: Sequence[OfferInBrief]
) -> list[Override]:
    """What the user has said of these offers."""
    said = await input_rows.overrides_in_search(session, user.id, search.id)
    meant = {str(row.listing_id): row.listing_id for row, _ in said}
    keys = {meant[offer.listing_id]: offer.key for offer in offers if offer.listing_id in meant}
    return [override_of(row, discogs_id, keys) for row, discogs_id in said if row.listing_id in keys]


def _standing(
    offers: Sequence[OfferInBrief], sellers: Mapping[str, Seller], circumstances: Circumstances
) -> tuple[dict[str, Stood], dict[str, str]]:
    """The offers that nothing has changed for, and the digest of what each rests on."""
    stood, digests = {}, {}
    sellers_of = {seller_id: (seller, seller.key) for seller_id, seller in sellers.items()}
    for offer in offers:
        if offer.standing is None:
            continue
        stored = read_stored(offer.standing)
        rests_on = circumstances.of(offer, stored)
        if rests_on == stored.digest:
            stood[offer.key] = from_stored(stored, offer.key, *sellers_of.get(offer.seller_id or "", (None, None)))
            digests[offer.key] = rests_on
    return stood, digests
