"""What is deleted when its time has come (design/data-model.md, Retention). Database time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from vinyldigger.core.config import Retention
from vinyldigger.models.asked import AskedQuery
from vinyldigger.models.connections import OAuthState
from vinyldigger.models.imports import ListingImport
from vinyldigger.models.jobs import FailedTask, Heartbeat, QueuedJob
from vinyldigger.models.listings import Listing
from vinyldigger.models.matches import ItemMatch, ItemMatchResult
from vinyldigger.models.notifications import Notification
from vinyldigger.models.releases import ValueObservation
from vinyldigger.models.searches import SavedSearch, SearchRun
from vinyldigger.models.users import Invite, ResetLink, UserSession


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of a table that are no longer kept. ``id`` is the table's key."""

    name: str
    id: InstrumentedAttribute[Any]
    condition: ColumnElement[bool]


def rules(retention: Retention) -> Sequence[Rule]:
    """All rules, in an order in which earlier ones make work for later ones."""
    return [
        Rule("sessions", UserSession.id, _older(UserSession.expires_at, retention.expired_sessions)),
        Rule("reset_links", ResetLink.id, _older(ResetLink.expires_at, retention.expired_sessions)),
        Rule("invites", Invite.id, _older(Invite.expires_at, retention.expired_sessions)),
        Rule("oauth_states", OAuthState.id, _older(OAuthState.expires_at, 1)),
        Rule("deleted_searches", SavedSearch.id, _older(SavedSearch.deleted_at, retention.deleted_searches)),
        Rule("search_runs", SearchRun.id, _older(SearchRun.finished_at, retention.search_runs) & _is_not_the_last()),
        Rule("imports", ListingImport.id, _older(ListingImport.created_at, retention.imports)),
        Rule("listings", Listing.id, _unwanted_listing(retention)),
        Rule("asked_queries", AskedQuery.id, _older(AskedQuery.asked_at, retention.unseen_listings)),
        Rule("item_matches", ItemMatch.id, _unused_match()),
        Rule("observations", ValueObservation.id, _older(ValueObservation.created_at, retention.observations)),
        Rule("notifications", Notification.id, _older(Notification.read_at, retention.read_notifications)),
        Rule("failed_tasks", FailedTask.id, _older(FailedTask.resolved_at, retention.finished_jobs)),
        Rule("jobs", QueuedJob.id, _older(QueuedJob.finished_at, retention.finished_jobs)),
        Rule("heartbeats", Heartbeat.id, _older(Heartbeat.seen_at, 1)),
    ]


async def delete_batch(session: AsyncSession, rule: Rule, limit: int) -> int:
    """Delete at most so many rows of a rule; answers how many there were."""
    table: Any = rule.id.class_
    doomed = select(rule.id).where(rule.condition).limit(limit)
    statement = delete(table).where(rule.id.in_(doomed)).returning(rule.id)
    return len((await session.scalars(statement, execution_options={"synchronize_session": False})).all())


def _older(moment: InstrumentedAttribute[Any], days: int) -> ColumnElement[bool]:
    """Further back than so many days (NULL is not)."""
    return moment < func.now() - timedelta(days=days)


def _is_not_the_last() -> ColumnElement[bool]:
    """A run after which its search ran again: the last one stays, whatever its age."""
    later = aliased(SearchRun)
    return select(later.id).where(later.search_id == SearchRun.search_id, later.id > SearchRun.id).exists()


def _unwanted_listing(retention: Retention) -> ColumnElement[bool]:
    """Over for longer than its marketplace's terms allow, or not seen for a long time."""
    special = retention.ended_listings_of
    ended = [
        and_(Listing.marketplace == marketplace, _older(Listing.ended_at, days))
        for marketplace, days in special.items()
    ]
    others = and_(Listing.marketplace.not_in(list(special)), _older(Listing.ended_at, retention.ended_listings))
    return or_(*ended, others, _older(Listing.fetched_at, retention.unseen_listings))


def _unused_match() -> ColumnElement[bool]:
    """A record that no listing belongs to any more."""
    return not_(select(ItemMatchResult.id).where(ItemMatchResult.item_match_id == ItemMatch.id).exists())
