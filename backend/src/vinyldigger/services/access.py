"""Opens the marketplaces: the one place that joins settings, the admin's credentials and users' tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import Settings, get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.errors import AppError, Conflict, NotFound, ServiceUnavailable
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.http import Client, make_client
from vinyldigger.core.metrics import MARKETPLACE_CALLS
from vinyldigger.core.redis import get_redis, make_redis
from vinyldigger.core.security import Undecryptable, decrypt, encrypt
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.calls import Call
from vinyldigger.marketplaces.contract import AppCredentials, Caller, Capability, Marketplace, Priority, UserCredentials
from vinyldigger.marketplaces.registry import MARKETPLACES, build
from vinyldigger.marketplaces.settings import Endpoints, MarketplaceSettings
from vinyldigger.models.connections import ConnectionStatus, OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.installation import AppConfig
from vinyldigger.services.repositories import connections as connection_rows
from vinyldigger.services.repositories import installation as installation_rows

REFRESH_BEFORE = timedelta(minutes=2)
REFRESH_LOCK_SECONDS = 30
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Markets:
    """The marketplaces of the active environment, by id."""

    environment: Environment
    by_id: Mapping[str, Marketplace]
    ready: frozenset[str]  # those whose application credentials are there

    def get(self, marketplace: str) -> Marketplace:
        """One marketplace. Raises NotFound for an id that nobody has."""
        try:
            return self.by_id[marketplace]
        except KeyError:
            raise NotFound("No such marketplace", "marketplace_not_found", marketplace=marketplace) from None

    def able(self, capability: Capability) -> list[Marketplace]:
        """The marketplaces that can do something."""
        return [market for market in self.by_id.values() if capability in market.capabilities]


async def open_markets(session: AsyncSession, environment: Environment | None = None) -> Markets:
    """The marketplaces of the active environment (or the one named), with the admin's credentials of this moment."""
    environment = environment or await installation_rows.environment(session)
    apps: dict[str, AppCredentials | None]
    if environment is Environment.SAMPLE:
        apps = {marketplace: sample_credentials(marketplace) for marketplace in MARKETPLACES}
    else:
        configs = await installation_rows.app_configs(session)
        apps = {marketplace: app_credentials(configs.get(marketplace)) for marketplace in MARKETPLACES}
    built = {marketplace: _build(environment, marketplace, app) for marketplace, app in apps.items()}
    return Markets(environment, built, frozenset(marketplace for marketplace, app in apps.items() if app))


async def markets() -> Markets:
    """Like :func:`open_markets`, with a session of its own."""
    async with read_session() as session:
        return await open_markets(session)


def app_credentials(config: AppConfig | None) -> AppCredentials | None:
    """An application's credentials, decrypted; None while an admin has not entered both."""
    if config is None or config.key_encrypted is None or config.secret_encrypted is None:
        return None
    owner = app_owner(config.marketplace)
    key, secret = decrypt(config.key_encrypted, owner), decrypt(config.secret_encrypted, owner)
    return AppCredentials(key, secret, config.redirect or callback_url(config.marketplace))


def sample_credentials(marketplace: str) -> AppCredentials:
    """What the sandbox takes (sandbox/config.py); it opens nothing else."""
    if marketplace == "ebay":
        return AppCredentials("sandbox-ebay-client-SBX", "sandbox-ebay-secret", "VinylDigger-Sandbox-RuName")
    return AppCredentials("sandbox-discogs-key", "sandbox-discogs-secret", callback_url(marketplace))


def callback_url(marketplace: str) -> str:
    """The page that a marketplace's consent leads back to."""
    return f"{get_settings().public_url}/connect/{marketplace}"


def app_owner(marketplace: str) -> str:
    """Whose secret an application credential is, for encryption."""
    return f"app:{marketplace}"


def token_owner(user_id: UUID, marketplace: str) -> str:
    """Whose secret a user's token is, for encryption."""
    return f"user:{user_id}:{marketplace}"


async def caller_for(
    environment: Environment, user_id: UUID, market: Marketplace, priority: Priority = Priority.NORMAL
) -> Caller | None:
    """A caller with the user's own token, refreshed when it is about to expire; None without a working connection."""
    async with read_session() as session:
        row = await connection_rows.token_of(session, user_id, environment, market.id)
    if row is None or row.status is not ConnectionStatus.CONNECTED:
        return None
    try:
        user = credentials_of(row)
    except Undecryptable:
        await mark_rejected(row, "token_unreadable")
        return None
    if user.expires_at and user.expires_at - REFRESH_BEFORE <= clock.now():
        user = await _refreshed(row, user, market)
    return Caller(user=user, priority=priority, fair_key=str(user_id))


def app_caller(user_id: UUID | None, priority: Priority = Priority.NORMAL) -> Caller:
    """A caller with the application's own credentials, on behalf of a user as far as fairness goes."""
    return Caller(user=None, priority=priority, fair_key=str(user_id or ""))


def credentials_of(row: OAuthToken) -> UserCredentials:
    """A stored connection as credentials. Raises Undecryptable."""
    owner = token_owner(row.user_id, row.marketplace)

    def plain(sealed: str | None) -> str | None:
        return None if sealed is None else decrypt(sealed, owner)

    return UserCredentials(
        kind=row.kind.value,
        token=decrypt(row.token_encrypted, owner),
        secret=plain(row.secret_encrypted),
        refresh_token=plain(row.refresh_token_encrypted),
        expires_at=row.expires_at,
        username=row.username,
    )


def sealed(user: UserCredentials, user_id: UUID, marketplace: str) -> dict[str, object]:
    """Credentials as columns of ``oauth_tokens``, encrypted."""
    owner = token_owner(user_id, marketplace)
    return {
        "kind": user.kind,
        "token_encrypted": encrypt(user.token, owner),
        "secret_encrypted": user.secret and encrypt(user.secret, owner),
        "refresh_token_encrypted": user.refresh_token and encrypt(user.refresh_token, owner),
        "expires_at": user.expires_at,
    }


async def _refreshed(row: OAuthToken, user: UserCredentials, market: Marketplace) -> UserCredentials:
    """New access, asked for once however many need it at the same time.

    The lock has a client of its own: a Redis that is only slow is waited for, since nobody renews without the lock.
    """
    async with (
        make_redis(get_settings()) as redis,
        redis.lock(f"oauth-refresh:{row.id}", timeout=REFRESH_LOCK_SECONDS, blocking_timeout=10),
    ):
        async with read_session() as session:
            now_stored = await connection_rows.token_of(session, row.user_id, row.environment, row.marketplace)
        if now_stored is None:
            raise contract.CredentialsRejected(market.id, "disconnected meanwhile")
        if now_stored.expires_at != row.expires_at:
            return credentials_of(now_stored)
        try:
            fresh = await market.refresh(user)
        except contract.CredentialsRejected:
            await mark_rejected(row, "token_expired", ConnectionStatus.EXPIRED)
            raise
        async with unit_of_work() as session:
            values = sealed(fresh, row.user_id, row.marketplace)
            if not await connection_rows.renew_token(session, row.id, **values):
                raise contract.CredentialsRejected(market.id, "disconnected meanwhile")
        return fresh


async def mark_rejected(row: OAuthToken, error: str, status: ConnectionStatus = ConnectionStatus.REVOKED) -> None:
    """Note that the marketplace no longer takes a user's token, and tell the user's open pages."""
    async with unit_of_work() as session:
        if await connection_rows.mark_token(session, row.id, status, error):
            announce(session, row.user_id, EventKind.CONNECTION_CHANGED, marketplace=row.marketplace, status=status)


async def reject_user_token(environment: Environment, user_id: UUID, marketplace: str) -> None:
    """A call with the user's token was refused: mark the connection."""
    async with read_session() as session:
        row = await connection_rows.token_of(session, user_id, environment, marketplace)
    if row is not None:
        await mark_rejected(row, "token_rejected")


def refusal(error: contract.MarketplaceError) -> AppError:
    """What somebody who waits for an answer is told of a marketplace's failure."""
    match error:
        case contract.RateLimited():
            wait = max(1, round(error.retry_after or 60))
            return ServiceUnavailable(
                "The marketplace's call budget is spent for now",
                "marketplace_busy",
                retry_after=wait,
                marketplace=error.marketplace,
            )
        case contract.CredentialsRejected():
            return Conflict(
                "The marketplace does not take the credentials", "credentials_rejected", marketplace=error.marketplace
            )
        case contract.NotFound() | contract.Forbidden():
            return NotFound("The marketplace has no such thing", "not_at_marketplace", marketplace=error.marketplace)
        case _:
            return ServiceUnavailable(
                "The marketplace does not answer",
                "marketplace_unavailable",
                retry_after=30,
                marketplace=error.marketplace,
            )


# Marketplaces keep what is dear to get again (eBay's application token), so each is built once a process.
_clients: dict[Environment, Client] = {}
_built: dict[tuple[Environment, str, AppCredentials | None], Marketplace] = {}


async def close_markets() -> None:
    """Give the connections back when the process ends (or its event loop does, in tests)."""
    _built.clear()
    while _clients:
        _, client = _clients.popitem()
        await client.aclose()


def _build(environment: Environment, marketplace: str, app: AppCredentials | None) -> Marketplace:
    key = (environment, marketplace, app)
    if key not in _built:
        settings = get_settings()
        _built[key] = build(
            marketplace,
            MarketplaceSettings(
                endpoints=_endpoints(settings, environment, marketplace),
                http=_client(settings, environment),
                redis=get_redis(),
                clock=clock.now,
                user_agent=settings.user_agent,
                hash_key=settings.hash_key.get_secret_value().encode(),
                app=app,
                limit=_limit(settings, environment, marketplace),
                campaign_id=settings.ebay_campaign_id or None,
                on_call=_count_call,
            ),
        )
    return _built[key]


def _count_call(call: Call) -> None:
    MARKETPLACE_CALLS.labels(call.marketplace, call.endpoint, call.outcome).inc()


def _client(settings: Settings, environment: Environment) -> Client:
    if environment not in _clients:
        sandbox = (urlsplit(settings.sandbox_url).netloc,) if environment is Environment.SAMPLE else ()
        _clients[environment] = make_client(user_agent=settings.user_agent, allow=sandbox)
    return _clients[environment]


def _endpoints(settings: Settings, environment: Environment, marketplace: str) -> Endpoints:
    if environment is Environment.SAMPLE:
        base = settings.sandbox_url
        return Endpoints(api=f"{base}/{marketplace}", web=f"{base}/{_SAMPLE_WEB[marketplace]}")
    return {
        "discogs": Endpoints(api=settings.discogs_api_url, web=settings.discogs_web_url),
        "ebay": Endpoints(api=settings.ebay_api_url, web=settings.ebay_auth_url),
    }[marketplace]


def release_page(environment: Environment, discogs_id: str) -> str:
    """Where a release of the catalogue stands in the web."""
    return f"{_endpoints(get_settings(), environment, 'discogs').web}/release/{discogs_id}"


def _limit(settings: Settings, environment: Environment, marketplace: str) -> int:
    if marketplace == "ebay":
        return settings.ebay_calls_per_day
    return settings.sandbox_calls_per_minute if environment is Environment.SAMPLE else settings.discogs_calls_per_minute


def calls_a_day(environment: Environment, marketplace: str) -> int:
    """How many calls a marketplace allows in a day."""
    limit = _limit(get_settings(), environment, marketplace)
    return limit if marketplace == "ebay" else limit * MINUTES_A_DAY


_SAMPLE_WEB = {"discogs": "discogs-web", "ebay": "ebay-auth"}
