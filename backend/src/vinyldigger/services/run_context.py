"""What a run needs to know before it asks: plain values, loaded in one go and held without a transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.config import get_settings
from vinyldigger.core.domain.listing import Destination
from vinyldigger.core.domain.query import Query
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.want import Tier
from vinyldigger.models.environments import Environment
from vinyldigger.models.searches import SavedSearch, SearchKind, SearchRun
from vinyldigger.models.users import User
from vinyldigger.services.catalogue import release_of
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import sellers as seller_rows
from vinyldigger.services.repositories import wanted as want_rows
from vinyldigger.services.search_rules import destination_of, query_of, title_words


@dataclass(frozen=True, slots=True)
class RunContext:
    """One run of one search.

    ``queries`` are asked for offers, ``catalogue_queries`` for releases. ``wanted_releases``: Discogs ids whose floors
    come first. ``words``: what a stored offer's title must have. ``swept_wants``: rows this sweep covers. ``is_must``:
    there is a must-have among them.
    """

    run_id: UUID
    search_id: UUID
    user_id: UUID
    environment: Environment
    platforms: tuple[str, ...]
    destination: Destination
    known_wants: frozenset[str]
    watched_sellers: tuple[UUID, ...]
    queries: tuple[Query, ...] = ()
    catalogue_queries: tuple[Query, ...] = ()
    wanted_releases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    swept_wants: tuple[UUID, ...] = ()
    is_must: bool = False


async def load_context(session: AsyncSession, run: SearchRun, search: SavedSearch, user: User) -> RunContext:
    """Everything a run of a search needs, in a constant number of statements."""
    context = RunContext(
        run_id=run.id,
        search_id=search.id,
        user_id=user.id,
        environment=run.environment,
        platforms=tuple(search.platforms),
        destination=destination_of(user),
        known_wants=frozenset(await want_rows.wanted_discogs_ids(session, user.id, run.environment)),
        watched_sellers=tuple(await seller_rows.watched_sellers(session, user.id, run.environment)),
    )
    if search.kind is SearchKind.WANTLIST:
        return await _sweep(session, context)
    if search.kind is SearchKind.IMPORTS:
        return context  # pasted listings are read by their own job
    anchor = await anchor_of(session, search, run.environment)
    query = query_of(search, anchor)
    first = (anchor.external_id,) if anchor and search.kind is SearchKind.RELEASE else ()
    return replace(
        context, queries=(query,), catalogue_queries=(query,), wanted_releases=first, words=title_words(query.text)
    )


async def anchor_of(session: AsyncSession, search: SavedSearch, environment: Environment) -> Release | None:
    """The release a search is about, or any known pressing of its album: it names artist and title."""
    if search.release_id is not None:
        row = await release_rows.release_by_id(session, search.release_id)
    elif search.kind is SearchKind.MASTER and search.master_id is not None:
        row = await release_rows.any_of_master(session, environment, search.master_id)
    else:
        return None
    return release_of(row) if row else None


async def _sweep(session: AsyncSession, context: RunContext) -> RunContext:
    """The next slice of the want list."""
    limits = get_settings().run_plan
    wants = await want_rows.next_to_sweep(session, context.user_id, context.environment, limits.sweep_wants)
    named = [want for want in wants if want.artist or want.title][: limits.sweep_queries]
    queries = (
        Query(text=f"{want.artist} {want.title}".strip(), artist=want.artist or None, title=want.title or None)
        for want in named
    )
    return replace(
        context,
        queries=tuple(queries),
        wanted_releases=tuple(want.discogs_id for want in wants if want.discogs_id),
        swept_wants=tuple(want.want.id for want in wants),
        is_must=any(want.want.tier is Tier.MUST for want in wants),
    )
