"""Users' accounts at the marketplaces and consents under way: all SQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.connections import ConnectionStatus, OAuthState, OAuthToken
from vinyldigger.models.environments import Environment


async def tokens_of(session: AsyncSession, user_id: UUID, environment: Environment) -> dict[str, OAuthToken]:
    """A user's connections, by marketplace."""
    answer = await session.scalars(
        select(OAuthToken).where(OAuthToken.user_id == user_id, OAuthToken.environment == environment)
    )
    return {row.marketplace: row for row in answer}


async def token_of(
    session: AsyncSession, user_id: UUID, environment: Environment, marketplace: str, *, lock: bool = False
) -> OAuthToken | None:
    """A user's connection to one marketplace; ``lock`` keeps others from changing it meanwhile."""
    statement = select(OAuthToken).where(
        OAuthToken.user_id == user_id,
        OAuthToken.environment == environment,
        OAuthToken.marketplace == marketplace,
    )
    return (await session.scalars(statement.with_for_update() if lock else statement)).one_or_none()


async def store_token(
    session: AsyncSession, user_id: UUID, environment: Environment, marketplace: str, **values: Any
) -> None:
    """Store a connection: the newest consent replaces the one before."""
    statement = insert(OAuthToken).values(user_id=user_id, environment=environment, marketplace=marketplace, **values)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["user_id", "marketplace", "environment"], set_={**values, "updated_at": func.now()}
        )
    )


async def renew_token(session: AsyncSession, token_id: UUID, **values: Any) -> bool:
    """Store fresh access of a connection; False when it was forgotten meanwhile."""
    answer = await session.execute(
        update(OAuthToken)
        .where(OAuthToken.id == token_id)
        .values(**values, updated_at=func.now())
        .returning(OAuthToken.id)
    )
    return answer.first() is not None


async def mark_token(session: AsyncSession, token_id: UUID, status: ConnectionStatus, error: str | None) -> bool:
    """Note that a connection no longer works; False when that was known."""
    answer = await session.execute(
        update(OAuthToken)
        .where(OAuthToken.id == token_id, OAuthToken.status != status)
        .values(status=status, last_error=error, updated_at=func.now())
        .returning(OAuthToken.id)
    )
    return answer.first() is not None


async def delete_token(session: AsyncSession, user_id: UUID, environment: Environment, marketplace: str) -> bool:
    """Forget a connection and every consent under way; False when there was none."""
    await session.execute(
        delete(OAuthState).where(
            OAuthState.user_id == user_id,
            OAuthState.environment == environment,
            OAuthState.marketplace == marketplace,
        )
    )
    answer = await session.execute(
        delete(OAuthToken)
        .where(
            OAuthToken.user_id == user_id,
            OAuthToken.environment == environment,
            OAuthToken.marketplace == marketplace,
        )
        .returning(OAuthToken.id)
    )
    return answer.first() is not None


async def begin_consent(session: AsyncSession, state: OAuthState) -> None:
    """Keep a consent under way."""
    session.add(state)
    await session.flush()


async def use_consent(
    session: AsyncSession, user_id: UUID, environment: Environment, marketplace: str, state_hash: str, now: datetime
) -> OAuthState | None:
    """The consent this user began here, marked as used; None when unknown, another's, used before or too old."""
    answer = await session.scalars(
        update(OAuthState)
        .where(
            OAuthState.user_id == user_id,
            OAuthState.environment == environment,
            OAuthState.marketplace == marketplace,
            OAuthState.state_hash == state_hash,
            OAuthState.used_at.is_(None),
            OAuthState.expires_at > now,
        )
        .values(used_at=now)
        .returning(OAuthState)
    )
    return answer.one_or_none()


async def latest_consent(
    session: AsyncSession, user_id: UUID, environment: Environment, marketplace: str, now: datetime
) -> str | None:
    """Hash of the newest consent still open, for a code that was pasted without its state."""
    answer = await session.scalars(
        select(OAuthState.state_hash)
        .where(
            OAuthState.user_id == user_id,
            OAuthState.environment == environment,
            OAuthState.marketplace == marketplace,
            OAuthState.used_at.is_(None),
            OAuthState.expires_at > now,
        )
        .order_by(OAuthState.created_at.desc(), OAuthState.id.desc())
        .limit(1)
    )
    return answer.first()
