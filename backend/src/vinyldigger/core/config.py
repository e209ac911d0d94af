"""Settings: the only place that reads the environment. Every variable stands in ``backend/.env.example``."""

from __future__ import annotations

import os
from decimal import Decimal
from enum import StrEnum
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BACKEND = Path(__file__).resolve().parents[3]
SAMPLE_SECRET = "development-only-secret-never-use-it-anywhere-else"  # noqa: S105 - refused outside development
SAMPLE_FERNET_KEY = "ZGV2ZWxvcG1lbnQtb25seS1rZXktbm90LXNlY3JldCE="
MIN_SECRET_BYTES = 32

CommaList = Annotated[tuple[str, ...], NoDecode]


class Mode(StrEnum):
    """Where this runs. Only production refuses sample secrets; only the first two may use the sandbox."""

    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


class RunPlan(BaseModel):
    """The most calls one search run makes (design/marketplaces.md, Budgets)."""

    discogs_search_pages: int = Field(default=2, ge=0, le=20)
    discogs_floors: int = Field(default=20, ge=0, le=200)
    discogs_price_guides: int = Field(default=3, ge=0, le=50)
    discogs_quotes: int = Field(default=5, ge=0, le=50)  # what sending costs, with the user's token
    discogs_facts: int = Field(default=5, ge=0, le=50)  # releases that only a seller's offer names
    ebay_search_pages: int = Field(default=2, ge=0, le=20)
    ebay_page_size: int = Field(default=200, ge=1, le=200)
    ebay_items: int = Field(default=10, ge=0, le=200)
    sweep_wants: int = Field(default=100, ge=1, le=500)  # wants that one run of the want list's search covers
    sweep_queries: int = Field(default=10, ge=0, le=100)  # of these, how many are asked for by name for offers


class Freshness(BaseModel):
    """How long an answer serves instead of being asked again. Figures: the marketplaces' terms allow 6 hours."""

    offers_minutes: int = Field(default=30, ge=0, le=360)
    catalogue_hours: int = Field(default=24, ge=0)
    figures_hours: int = Field(default=6, ge=0, le=6)
    inventory_days: int = Field(default=7, ge=1)  # a watched inventory is read completely this often
    guide_days: int = Field(default=7, ge=1)  # a price guide is read again after this
    sync_hours: int = Field(default=24, ge=1)  # collections and want lists are brought up to date this often


class Retention(BaseModel):
    """Days that rows are kept (design/data-model.md, Retention)."""

    ended_listings: int = Field(default=30, ge=1)
    ended_listings_of: dict[str, int] = {"ebay": 1}  # marketplaces whose terms ask for another period
    unseen_listings: int = Field(default=60, ge=1)
    deleted_searches: int = Field(default=30, ge=1)
    observations: int = Field(default=1825, ge=1)
    search_runs: int = Field(default=90, ge=1)
    imports: int = Field(default=90, ge=1)
    finished_jobs: int = Field(default=14, ge=1)
    read_notifications: int = Field(default=90, ge=1)
    expired_sessions: int = Field(default=7, ge=1)


class Settings(BaseSettings):
    """Everything that differs between installations. Names are the variables' names, upper-cased."""

    model_config = SettingsConfigDict(
        env_file=BACKEND / ".env",
        env_nested_delimiter="__",
        extra="ignore",
        frozen=True,
        env_ignore_empty=True,
    )

    app_env: Mode = Mode.DEVELOPMENT
    log_level: str = "INFO"
    log_json: bool = True

    # Servers
    database_url: str = "postgresql+asyncpg://app@127.0.0.1:5432/app"
    database_pool_size: int = Field(default=5, ge=1, le=100)
    database_connect_seconds: float = Field(default=5, gt=0, le=60)
    database_statement_seconds: int = Field(default=60, ge=1)
    redis_url: str = "redis://127.0.0.1:6379/0"

    # HTTP
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str = "http://127.0.0.1:8000"
    cors_origins: CommaList = ()
    trusted_proxies: CommaList = ()  # addresses whose X-Forwarded-For counts
    frontend_dir: Path | None = None  # the built single-page app, served when set
    max_body_bytes: int = Field(default=1024 * 1024, ge=1024)
    requests_per_minute: int = Field(default=600, ge=1)  # per user, else per address
    metrics_token: SecretStr | None = None  # asked of readers of /metrics from beyond loopback

    # Secrets
    secret_key: SecretStr = SecretStr(SAMPLE_SECRET)  # signs access tokens
    encryption_keys: SecretStr = SecretStr(SAMPLE_FERNET_KEY)  # Fernet keys, comma-separated, the first encrypts
    hash_key: SecretStr = SecretStr(SAMPLE_SECRET)  # keys the hashes of what must not be stored

    # Accounts
    access_token_minutes: int = Field(default=30, ge=1, le=1440)
    refresh_token_days: int = Field(default=7, ge=1, le=90)
    session_max_days: int = Field(default=90, ge=1, le=365)
    bcrypt_rounds: int = Field(default=12, ge=4, le=16)
    registration: bool = True  # whether strangers may register; invites always work
    login_attempts_per_minute: int = Field(default=10, ge=1)
    logins_per_ip_per_minute: int = Field(default=30, ge=1)
    max_searches_per_user: int = Field(default=200, ge=1)
    max_import_lines_per_day: int = Field(default=500, ge=1)  # of one user: each costs a call

    # Work
    worker_concurrency: int = Field(default=2, ge=1, le=64)
    job_lease_seconds: int = Field(default=90, ge=5)
    job_republish_seconds: int = Field(default=60, ge=1)
    scheduler_tick_seconds: int = Field(default=60, ge=1)
    sweep_seconds: int = Field(default=5, ge=1)
    retention: Retention = Retention()

    # Marketplaces
    sandbox_url: str = "http://127.0.0.1:8090"
    discogs_api_url: str = "https://api.discogs.com"
    discogs_web_url: str = "https://www.discogs.com"
    ebay_api_url: str = "https://api.ebay.com"
    ebay_auth_url: str = "https://auth.ebay.com"
    discogs_calls_per_minute: int = Field(default=55, ge=1, le=60)
    sandbox_calls_per_minute: int = Field(default=600, ge=1)
    ebay_calls_per_day: int = Field(default=5000, ge=1)
    ebay_campaign_id: str = ""
    market_currency: str = Field(default="EUR", pattern=r"^[A-Z]{3}$")  # in which floors are always asked
    keep_value_observations: bool = True
    user_agent: str = "VinylDigger/0.1 (self-hosted)"
    run_plan: RunPlan = RunPlan()
    freshness: Freshness = Freshness()
    # Discogs sellers that every account of a sample installation watches from the start
    sample_sellers: CommaList = (
        "plattenkiste-berlin",
        "northside-wax",
        "disques-du-canal",
        "groove-yard-columbus",
        "sakura-records-tokyo",
    )
    rates_url: str = "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
    handling_per_parcel: Decimal = Field(default=Decimal(0), ge=0)

    @field_validator("database_url")
    @classmethod
    def _asyncpg(cls, url: str) -> str:
        """Spell the driver out: a bare ``postgresql://`` would mean another one."""
        scheme, separator, rest = url.partition("://")
        if not separator or scheme.split("+")[0] not in {"postgres", "postgresql"}:
            raise ValueError("DATABASE_URL must begin with postgresql://")
        return f"postgresql+asyncpg://{rest}"

    @field_validator("cors_origins", "trusted_proxies", "sample_sellers", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        """Comma-separated text to a tuple."""
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("public_url", "sandbox_url", "discogs_api_url", "discogs_web_url", "ebay_api_url", "ebay_auth_url")
    @classmethod
    def _no_trailing_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @model_validator(mode="after")
    def _real_secrets(self) -> Settings:
        """Outside development and tests every secret is set, is none of the samples, and is long enough."""
        if self.app_env is not Mode.PRODUCTION:
            return self
        for name in ("secret_key", "encryption_keys", "hash_key"):
            value: str = getattr(self, name).get_secret_value()
            if value in {SAMPLE_SECRET, SAMPLE_FERNET_KEY} or len(value.encode()) < MIN_SECRET_BYTES:
                raise ValueError(f"{name.upper()} is missing, a sample, or shorter than {MIN_SECRET_BYTES} bytes")
        return self

    @property
    def is_https(self) -> bool:
        """Whether browsers reach us over TLS."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def is_loopback_only(self) -> bool:
        """Whether nobody beyond this machine can reach us, as far as the settings tell."""
        return _is_loopback(self.host) and _is_loopback(urlsplit(self.public_url).hostname or "")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()


def child_environment(**variables: str) -> dict[str, str]:
    """This process's environment with ``variables`` on top: for a process it starts."""
    return {**os.environ, **variables}  # noqa: TID251 - this is the place that reads it
