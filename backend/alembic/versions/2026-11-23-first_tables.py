"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked_queries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("listing_ids", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("release_ids", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_asked_queries_environment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_queries")),
        sa.UniqueConstraint(
            "environment", "marketplace", "question", name=op.f("uq_asked_queries_environment_marketplace_question")
        ),
    )
    op.create_index("ix_asked_queries_asked_at", "asked_queries", ["asked_at"], unique=False)
    op.create_table(
        "fx_rates",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("currency", sa.CHAR(length=3), nullable=False),
        sa.Column("per_eur", sa.Numeric(precision=18, scale=8), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_fx_rates_currency_code")),
        sa.CheckConstraint("per_eur > 0", name=op.f("ck_fx_rates_per_eur_positive")),
        sa.PrimaryKeyConstraint("day", "currency", name=op.f("pk_fx_rates")),
    )
    op.create_table(
        "heartbeats",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("component", sa.Text(), nullable=False),
        sa.Column("instance", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeats")),
        sa.UniqueConstraint("component", "instance", name=op.f("uq_heartbeats_component_instance")),
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("singleton", sa.Boolean(), nullable=False),
        sa.Column("environment", sa.Text(), server_default="sample", nullable=False),
        sa.Column("first_admin_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("setup_code_hash", sa.Text(), nullable=True),
        sa.Column("setup_code_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registration_open", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_installation_environment")),
        sa.CheckConstraint("singleton", name=op.f("ck_installation_singleton")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
        sa.UniqueConstraint("singleton", name=op.f("uq_installation_singleton")),
    )
    op.create_table(
        "periodic_jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_outcome", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periodic_jobs")),
        sa.UniqueConstraint("name", name=op.f("uq_periodic_jobs_name")),
    )
    op.create_index(op.f("ix_periodic_jobs_next_run_at"), "periodic_jobs", ["next_run_at"], unique=False)
    op.create_table(
        "releases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("discogs_id", sa.Text(), nullable=False),
        sa.Column("master_id", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artists", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("normalised_artist", sa.Text(), server_default="", nullable=False),
        sa.Column("normalised_title", sa.Text(), server_default="", nullable=False),
        sa.Column("labels", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("catalogue_numbers", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("barcodes", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("matrix", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("format", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("format_text", sa.Text(), server_default="", nullable=False),
        sa.Column("format_quantity", sa.Integer(), nullable=True),
        sa.Column("estimated_weight", sa.Integer(), nullable=True),
        sa.Column("genres", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("styles", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("thumb_url", sa.Text(), nullable=True),
        sa.Column("cover_url", sa.Text(), nullable=True),
        sa.Column("have", sa.Integer(), nullable=True),
        sa.Column("want", sa.Integer(), nullable=True),
        sa.Column("data_quality", sa.Text(), nullable=True),
        sa.Column("is_unofficial", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("basic_fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("full_fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_releases_environment")),
        sa.CheckConstraint("estimated_weight >= 0", name=op.f("ck_releases_estimated_weight_not_negative")),
        sa.CheckConstraint("format_quantity >= 0", name=op.f("ck_releases_format_quantity_not_negative")),
        sa.CheckConstraint("have >= 0", name=op.f("ck_releases_have_not_negative")),
        sa.CheckConstraint("want >= 0", name=op.f("ck_releases_want_not_negative")),
        sa.CheckConstraint("year BETWEEN 1850 AND 2200", name=op.f("ck_releases_year_range")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("environment", "discogs_id", name=op.f("uq_releases_environment_discogs_id")),
    )
    op.create_index("ix_releases_barcodes", "releases", ["barcodes"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_releases_catalogue_numbers", "releases", ["catalogue_numbers"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_releases_environment_master_id", "releases", ["environment", "master_id"], unique=False)
    op.create_index(
        "ix_releases_normalised", "releases", ["environment", "normalised_artist", "normalised_title"], unique=False
    )
    op.create_table(
        "sellers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("country", sa.CHAR(length=2), nullable=True),
        sa.Column("positive_percent", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("ratings", sa.Integer(), nullable=True),
        sa.Column("min_order", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("min_order_currency", sa.CHAR(length=3), nullable=True),
        sa.Column("shipping_policies", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("inventory_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("inventory_newest_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("inventory_status", sa.Text(), server_default="never", nullable=False),
        sa.Column("inventory_count", sa.Integer(), nullable=True),
        sa.Column("inventory_error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name=op.f("ck_sellers_country_code")),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_sellers_environment")),
        sa.CheckConstraint(
            "inventory_status IN ('never', 'queued', 'running', 'complete', 'failed')",
            name=op.f("ck_sellers_inventory_status"),
        ),
        sa.CheckConstraint("min_order_currency ~ '^[A-Z]{3}$'", name=op.f("ck_sellers_min_order_currency_code")),
        sa.CheckConstraint("min_order >= 0", name=op.f("ck_sellers_min_order_not_negative")),
        sa.CheckConstraint(
            "min_order IS NULL OR min_order_currency IS NOT NULL", name=op.f("ck_sellers_min_order_has_currency")
        ),
        sa.CheckConstraint("positive_percent BETWEEN 0 AND 100", name=op.f("ck_sellers_positive_percent_range")),
        sa.CheckConstraint("ratings >= 0", name=op.f("ck_sellers_ratings_not_negative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sellers")),
        sa.UniqueConstraint(
            "environment", "marketplace", "external_id", name=op.f("uq_sellers_environment_marketplace_external_id")
        ),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), server_default="", nullable=False),
        sa.Column("is_admin", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("token_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("country", sa.CHAR(length=2), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("currency", sa.CHAR(length=3), nullable=False),
        sa.Column("grading_table", sa.Text(), server_default="discogs", nullable=False),
        sa.Column("locale", sa.Text(), server_default="en", nullable=False),
        sa.Column("timezone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=True),
        sa.Column("quiet_until", sa.Time(), nullable=True),
        sa.Column("alert_rule", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("want_rule", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name=op.f("ck_users_country_code")),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_users_currency_code")),
        sa.CheckConstraint("grading_table IN ('discogs', 'goldmine')", name=op.f("ck_users_grading_table")),
        sa.CheckConstraint("length(email) <= 320", name=op.f("ck_users_email_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
    )
    op.create_index("ix_users_created_at_id", "users", ["created_at", "id"], unique=False)
    op.create_index("uq_users_email_lower", "users", [sa.literal_column("lower(email)")], unique=True)
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("scope IN ('read', 'write')", name=op.f("ck_api_tokens_scope")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 100", name=op.f("ck_api_tokens_name_length")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_api_tokens_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
    )
    op.create_index(op.f("ix_api_tokens_user_id"), "api_tokens", ["user_id"], unique=False)
    op.create_table(
        "app_config",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("key_encrypted", sa.Text(), nullable=True),
        sa.Column("secret_encrypted", sa.Text(), nullable=True),
        sa.Column("redirect", sa.Text(), server_default="", nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("tested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("test_error", sa.Text(), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["users.id"], name=op.f("fk_app_config_changed_by_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_config")),
        sa.UniqueConstraint("marketplace", name=op.f("uq_app_config_marketplace")),
    )
    op.create_index(op.f("ix_app_config_changed_by"), "app_config", ["changed_by"], unique=False)
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object_type", sa.Text(), nullable=True),
        sa.Column("object_id", sa.Text(), nullable=True),
        sa.Column("ip", sa.Text(), nullable=True),
        sa.Column("params", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_audit_events_user_id_users"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index("ix_audit_events_created_at_id", "audit_events", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_audit_events_user_id"), "audit_events", ["user_id"], unique=False)
    op.create_table(
        "baskets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), server_default="queued", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("wants", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("currency", sa.CHAR(length=3), nullable=False),
        sa.Column("variant", sa.Text(), server_default="cheapest", nullable=False),
        sa.Column("plans", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("goods", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("shipping", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("taxes", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("landed_total", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_diff", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_baskets_currency_code")),
        sa.CheckConstraint("status IN ('queued', 'solving', 'solved', 'failed')", name=op.f("ck_baskets_status")),
        sa.CheckConstraint(
            "variant IN ('cheapest', 'most_wants', 'best_condition', 'fewest_parcels')", name=op.f("ck_baskets_variant")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_baskets_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baskets")),
    )
    op.create_index("ix_baskets_user_created", "baskets", ["user_id", "created_at", "id"], unique=False)
    op.create_table(
        "collections",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("value_minimum", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("value_median", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("value_maximum", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("value_currency", sa.CHAR(length=3), nullable=True),
        sa.Column("sync_status", sa.Text(), server_default="never", nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sync_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sync_progress", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("sync_error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("sync_number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("full_sync_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("item_count", sa.Integer(), nullable=True),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_collections_environment")),
        sa.CheckConstraint(
            "sync_status IN ('never', 'queued', 'running', 'complete', 'failed')",
            name=op.f("ck_collections_sync_status"),
        ),
        sa.CheckConstraint("value_currency ~ '^[A-Z]{3}$'", name=op.f("ck_collections_value_currency_code")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_collections_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
        sa.UniqueConstraint(
            "user_id", "marketplace", "environment", name=op.f("uq_collections_user_id_marketplace_environment")
        ),
    )
    op.create_table(
        "invites",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("used_by", sa.Uuid(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_invites_created_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["used_by"], ["users.id"], name=op.f("fk_invites_used_by_users"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invites_token_hash")),
    )
    op.create_index(op.f("ix_invites_created_by"), "invites", ["created_by"], unique=False)
    op.create_index(op.f("ix_invites_used_by"), "invites", ["used_by"], unique=False)
    op.create_table(
        "item_matches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("record_key", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("artist", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("format", sa.Text(), nullable=True),
        sa.Column("catalogue_number", sa.Text(), nullable=True),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("master_id", sa.Text(), nullable=True),
        sa.Column("listing_count", sa.Integer(), server_default="0", nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_item_matches_environment")),
        sa.CheckConstraint("level IN ('release', 'master', 'title')", name=op.f("ck_item_matches_level")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_item_matches_confidence_range")),
        sa.CheckConstraint("listing_count >= 0", name=op.f("ck_item_matches_listing_count_not_negative")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_item_matches_release_id_releases"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_matches")),
        sa.UniqueConstraint("environment", "record_key", name=op.f("uq_item_matches_environment_record_key")),
    )
    op.create_index("ix_item_matches_master", "item_matches", ["environment", "master_id"], unique=False)
    op.create_index(op.f("ix_item_matches_release_id"), "item_matches", ["release_id"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("args", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), server_default="queued", nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=True),
        sa.Column("run_again", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("run_after", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("max_attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('queued', 'leased', 'done', 'failed', 'dead', 'blocked')", name=op.f("ck_jobs_state")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_jobs_attempts_not_negative")),
        sa.CheckConstraint("fence >= 0", name=op.f("ck_jobs_fence_not_negative")),
        sa.CheckConstraint("max_attempts >= 1", name=op.f("ck_jobs_max_attempts_positive")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_jobs_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_due", "jobs", ["run_after"], unique=False, postgresql_where=sa.text("state = 'queued'"))
    op.create_index(
        "ix_jobs_finished_at",
        "jobs",
        ["finished_at"],
        unique=False,
        postgresql_where=sa.text("finished_at IS NOT NULL"),
    )
    op.create_index(
        "ix_jobs_leases", "jobs", ["lease_until"], unique=False, postgresql_where=sa.text("state = 'leased'")
    )
    op.create_index(op.f("ix_jobs_user_id"), "jobs", ["user_id"], unique=False)
    op.create_index(
        "uq_jobs_dedupe_key",
        "jobs",
        ["dedupe_key"],
        unique=True,
        postgresql_where=sa.text("state IN ('queued', 'leased', 'blocked')"),
    )
    op.create_table(
        "listings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("site", sa.Text(), server_default="", nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("image_url", sa.Text(), nullable=True),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("currency", sa.CHAR(length=3), nullable=True),
        sa.Column("buying_option", sa.Text(), nullable=False),
        sa.Column("bid", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("bids", sa.Integer(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ships_from", sa.CHAR(length=2), nullable=True),
        sa.Column("media_grade", sa.Text(), nullable=True),
        sa.Column("sleeve_grade", sa.Text(), nullable=True),
        sa.Column("grade_source", sa.Text(), server_default="unknown", nullable=False),
        sa.Column("condition_text", sa.Text(), server_default="", nullable=False),
        sa.Column("comments", sa.Text(), server_default="", nullable=False),
        sa.Column("aspects", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("format", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("release_external_id", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("for_sale", sa.Integer(), nullable=True),
        sa.Column("is_variation", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("accepts_offers", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("parsed", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "buying_option IN ('fixed_price', 'best_offer', 'auction', 'auction_or_fixed')",
            name=op.f("ck_listings_buying_option"),
        ),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_listings_currency_code")),
        sa.CheckConstraint(
            "end_reason IN ('end_date', 'gone', 'out_of_stock', 'absent')", name=op.f("ck_listings_end_reason")
        ),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_listings_environment")),
        sa.CheckConstraint(
            "grade_source IN ('field', 'text', 'condition', 'unknown')", name=op.f("ck_listings_grade_source")
        ),
        sa.CheckConstraint("kind IN ('listing', 'release_floor')", name=op.f("ck_listings_kind")),
        sa.CheckConstraint(
            "media_grade IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_listings_media_grade"),
        ),
        sa.CheckConstraint("ships_from ~ '^[A-Z]{2}$'", name=op.f("ck_listings_ships_from_code")),
        sa.CheckConstraint(
            "sleeve_grade IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_listings_sleeve_grade"),
        ),
        sa.CheckConstraint("bid >= 0", name=op.f("ck_listings_bid_not_negative")),
        sa.CheckConstraint("bid IS NULL OR currency IS NOT NULL", name=op.f("ck_listings_bid_has_currency")),
        sa.CheckConstraint("bids >= 0", name=op.f("ck_listings_bids_not_negative")),
        sa.CheckConstraint("for_sale >= 0", name=op.f("ck_listings_for_sale_not_negative")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_listings_price_not_negative")),
        sa.CheckConstraint("price IS NULL OR currency IS NOT NULL", name=op.f("ck_listings_price_has_currency")),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_listings_quantity_not_negative")),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_listings_seller_id_sellers"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listings")),
        sa.UniqueConstraint(
            "environment",
            "marketplace",
            "site",
            "external_id",
            name=op.f("uq_listings_environment_marketplace_site_external_id"),
        ),
    )
    op.create_index("ix_listings_ended_at", "listings", ["ended_at"], unique=False)
    op.create_index(
        "ix_listings_fetched",
        "listings",
        ["marketplace", "fetched_at"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_listings_release",
        "listings",
        ["environment", "release_external_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_listings_seller_id"), "listings", ["seller_id"], unique=False)
    op.create_table(
        "lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("is_source", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sync_status", sa.Text(), server_default="never", nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sync_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sync_progress", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("sync_error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("sync_number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("full_sync_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("item_count", sa.Integer(), nullable=True),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_lists_environment")),
        sa.CheckConstraint(
            "sync_status IN ('never', 'queued', 'running', 'complete', 'failed')", name=op.f("ck_lists_sync_status")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_lists_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lists")),
        sa.UniqueConstraint(
            "user_id",
            "marketplace",
            "environment",
            "external_id",
            name=op.f("uq_lists_user_id_marketplace_environment_external_id"),
        ),
    )
    op.create_table(
        "notification_channels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("url_encrypted", sa.Text(), nullable=False),
        sa.Column("events", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notification_channels_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_channels")),
    )
    op.create_index(op.f("ix_notification_channels_user_id"), "notification_channels", ["user_id"], unique=False)
    op.create_table(
        "notifications",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_notifications_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notifications")),
        sa.UniqueConstraint("user_id", "dedupe_key", name=op.f("uq_notifications_user_id_dedupe_key")),
    )
    op.create_index(
        "ix_notifications_unread",
        "notifications",
        ["user_id"],
        unique=False,
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_index("ix_notifications_user_created", "notifications", ["user_id", "created_at", "id"], unique=False)
    op.create_table(
        "oauth_states",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("session_family_id", sa.Uuid(), nullable=True),
        sa.Column("state_hash", sa.Text(), nullable=False),
        sa.Column("secret_encrypted", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_oauth_states_environment")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_oauth_states_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oauth_states")),
        sa.UniqueConstraint("state_hash", name=op.f("uq_oauth_states_state_hash")),
    )
    op.create_index(op.f("ix_oauth_states_expires_at"), "oauth_states", ["expires_at"], unique=False)
    op.create_index(op.f("ix_oauth_states_user_id"), "oauth_states", ["user_id"], unique=False)
    op.create_table(
        "oauth_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("token_encrypted", sa.Text(), nullable=False),
        sa.Column("secret_encrypted", sa.Text(), nullable=True),
        sa.Column("refresh_token_encrypted", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default="connected", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_oauth_tokens_environment")),
        sa.CheckConstraint("kind IN ('oauth1', 'oauth2', 'personal')", name=op.f("ck_oauth_tokens_kind")),
        sa.CheckConstraint("status IN ('connected', 'expired', 'revoked')", name=op.f("ck_oauth_tokens_status")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_oauth_tokens_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oauth_tokens")),
        sa.UniqueConstraint(
            "user_id", "marketplace", "environment", name=op.f("uq_oauth_tokens_user_id_marketplace_environment")
        ),
    )
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("listing", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("paid", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("currency", sa.CHAR(length=3), nullable=True),
        sa.Column("arrived_as_graded", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_outcomes_currency_code")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("ck_outcomes_note_length")),
        sa.CheckConstraint("paid >= 0", name=op.f("ck_outcomes_paid_not_negative")),
        sa.CheckConstraint("paid IS NULL OR currency IS NOT NULL", name=op.f("ck_outcomes_paid_has_currency")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_outcomes_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcomes")),
    )
    op.create_index("ix_outcomes_user_created", "outcomes", ["user_id", "created_at", "id"], unique=False)
    op.create_table(
        "price_guides",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("near_mint", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("currency", sa.CHAR(length=3), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_price_guides_currency_code")),
        sa.CheckConstraint("near_mint >= 0", name=op.f("ck_price_guides_near_mint_not_negative")),
        sa.CheckConstraint(
            "near_mint IS NULL OR currency IS NOT NULL", name=op.f("ck_price_guides_near_mint_has_currency")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_price_guides_release_id_releases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_price_guides_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_price_guides")),
        sa.UniqueConstraint("user_id", "release_id", name=op.f("uq_price_guides_user_id_release_id")),
    )
    op.create_index(op.f("ix_price_guides_release_id"), "price_guides", ["release_id"], unique=False)
    op.create_table(
        "release_market",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("currency", sa.CHAR(length=3), nullable=False),
        sa.Column("lowest_price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("num_for_sale", sa.Integer(), nullable=True),
        sa.Column("blocked_from_sale", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_release_market_currency_code")),
        sa.CheckConstraint("lowest_price >= 0", name=op.f("ck_release_market_lowest_price_not_negative")),
        sa.CheckConstraint("num_for_sale >= 0", name=op.f("ck_release_market_num_for_sale_not_negative")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_release_market_release_id_releases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_market")),
        sa.UniqueConstraint("release_id", "day", "currency", name=op.f("uq_release_market_release_id_day_currency")),
    )
    op.create_table(
        "reset_links",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_reset_links_created_by_users"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_reset_links_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reset_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_reset_links_token_hash")),
    )
    op.create_index(op.f("ix_reset_links_created_by"), "reset_links", ["created_by"], unique=False)
    op.create_index(op.f("ix_reset_links_user_id"), "reset_links", ["user_id"], unique=False)
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), server_default="", nullable=False),
        sa.Column("platforms", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("master_id", sa.Text(), nullable=True),
        sa.Column("min_price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("max_price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("currency", sa.CHAR(length=3), nullable=True),
        sa.Column("min_record_condition", sa.Text(), nullable=True),
        sa.Column("min_sleeve_condition", sa.Text(), nullable=True),
        sa.Column("seller_location_preference", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("formats", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("year_from", sa.Integer(), nullable=True),
        sa.Column("year_to", sa.Integer(), nullable=True),
        sa.Column("exclude_words", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("min_seller_rating", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("min_seller_ratings", sa.Integer(), nullable=True),
        sa.Column("buying_options", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("check_interval_hours", sa.Integer(), server_default="24", nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("alert_rule", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("first_run_quiet", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("last_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_viewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_saved_searches_currency_code")),
        sa.CheckConstraint(
            "kind IN ('query', 'release', 'master', 'wantlist', 'imports')", name=op.f("ck_saved_searches_kind")
        ),
        sa.CheckConstraint(
            "min_record_condition IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_saved_searches_min_record_condition"),
        ),
        sa.CheckConstraint(
            "min_sleeve_condition IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_saved_searches_min_sleeve_condition"),
        ),
        sa.CheckConstraint(
            "check_interval_hours BETWEEN 1 AND 168", name=op.f("ck_saved_searches_check_interval_hours_range")
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 200", name=op.f("ck_saved_searches_name_length")),
        sa.CheckConstraint("length(query) <= 500", name=op.f("ck_saved_searches_query_length")),
        sa.CheckConstraint("max_price >= 0", name=op.f("ck_saved_searches_max_price_not_negative")),
        sa.CheckConstraint(
            "max_price IS NULL OR currency IS NOT NULL", name=op.f("ck_saved_searches_max_price_has_currency")
        ),
        sa.CheckConstraint("min_price >= 0", name=op.f("ck_saved_searches_min_price_not_negative")),
        sa.CheckConstraint(
            "min_price IS NULL OR currency IS NOT NULL", name=op.f("ck_saved_searches_min_price_has_currency")
        ),
        sa.CheckConstraint(
            "min_price IS NULL OR max_price IS NULL OR min_price <= max_price",
            name=op.f("ck_saved_searches_price_order"),
        ),
        sa.CheckConstraint(
            "min_seller_rating BETWEEN 0 AND 100", name=op.f("ck_saved_searches_min_seller_rating_range")
        ),
        sa.CheckConstraint("min_seller_ratings >= 0", name=op.f("ck_saved_searches_min_seller_ratings_not_negative")),
        sa.CheckConstraint("year_from BETWEEN 1850 AND 2200", name=op.f("ck_saved_searches_year_from_range")),
        sa.CheckConstraint(
            "year_from IS NULL OR year_to IS NULL OR year_from <= year_to", name=op.f("ck_saved_searches_year_order")
        ),
        sa.CheckConstraint("year_to BETWEEN 1850 AND 2200", name=op.f("ck_saved_searches_year_to_range")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_saved_searches_release_id_releases"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_saved_searches_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
    )
    op.create_index(
        "ix_saved_searches_due",
        "saved_searches",
        ["next_run_at", "id"],
        unique=False,
        postgresql_where=sa.text("is_active AND deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_saved_searches_release_id"), "saved_searches", ["release_id"], unique=False)
    op.create_index("ix_saved_searches_user_created", "saved_searches", ["user_id", "created_at", "id"], unique=False)
    op.create_index(
        "uq_saved_searches_system",
        "saved_searches",
        ["user_id", "kind"],
        unique=True,
        postgresql_where=sa.text("kind IN ('wantlist', 'imports')"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("family_id", sa.Uuid(), nullable=False),
        sa.Column("refresh_token_hash", sa.Text(), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rotated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("user_agent", sa.Text(), server_default="", nullable=False),
        sa.Column("ip", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id_users"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("refresh_token_hash", name=op.f("uq_sessions_refresh_token_hash")),
    )
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"], unique=False)
    op.create_index(op.f("ix_sessions_family_id"), "sessions", ["family_id"], unique=False)
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"], unique=False)
    op.create_index(
        "uq_sessions_family_alive",
        "sessions",
        ["family_id"],
        unique=True,
        postgresql_where=sa.text("rotated_at IS NULL AND revoked_at IS NULL"),
    )
    op.create_table(
        "user_sellers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("shipping_first", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("shipping_extra", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("shipping_currency", sa.CHAR(length=3), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("shipping_currency ~ '^[A-Z]{3}$'", name=op.f("ck_user_sellers_shipping_currency_code")),
        sa.CheckConstraint("status IN ('watched', 'favourite', 'blocked')", name=op.f("ck_user_sellers_status")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("ck_user_sellers_note_length")),
        sa.CheckConstraint("shipping_extra >= 0", name=op.f("ck_user_sellers_shipping_extra_not_negative")),
        sa.CheckConstraint(
            "shipping_extra IS NULL OR shipping_currency IS NOT NULL",
            name=op.f("ck_user_sellers_shipping_extra_has_currency"),
        ),
        sa.CheckConstraint("shipping_first >= 0", name=op.f("ck_user_sellers_shipping_first_not_negative")),
        sa.CheckConstraint(
            "shipping_first IS NULL OR shipping_currency IS NOT NULL",
            name=op.f("ck_user_sellers_shipping_first_has_currency"),
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_user_sellers_seller_id_sellers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_user_sellers_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_sellers")),
        sa.UniqueConstraint("user_id", "seller_id", name=op.f("uq_user_sellers_user_id_seller_id")),
    )
    op.create_index(op.f("ix_user_sellers_seller_id"), "user_sellers", ["seller_id"], unique=False)
    op.create_index("ix_user_sellers_user_created", "user_sellers", ["user_id", "created_at", "id"], unique=False)
    op.create_table(
        "value_observations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("media_grade", sa.Text(), nullable=True),
        sa.Column("sleeve_grade", sa.Text(), nullable=True),
        sa.Column("price_eur", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "media_grade IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_value_observations_media_grade"),
        ),
        sa.CheckConstraint(
            "sleeve_grade IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_value_observations_sleeve_grade"),
        ),
        sa.CheckConstraint("price_eur >= 0", name=op.f("ck_value_observations_price_eur_not_negative")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_value_observations_release_id_releases"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_value_observations")),
    )
    op.create_index(op.f("ix_value_observations_day"), "value_observations", ["day"], unique=False)
    op.create_index("ix_value_observations_release_id_day", "value_observations", ["release_id", "day"], unique=False)
    op.create_table(
        "want_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("sync_status", sa.Text(), server_default="never", nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sync_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sync_progress", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("sync_error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("sync_number", sa.Integer(), server_default="0", nullable=False),
        sa.Column("full_sync_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("item_count", sa.Integer(), nullable=True),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("marketplace", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_want_lists_environment")),
        sa.CheckConstraint(
            "sync_status IN ('never', 'queued', 'running', 'complete', 'failed')",
            name=op.f("ck_want_lists_sync_status"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_want_lists_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_want_lists")),
        sa.UniqueConstraint(
            "user_id", "marketplace", "environment", name=op.f("uq_want_lists_user_id_marketplace_environment")
        ),
    )
    op.create_table(
        "collection_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("collection_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("media_grade", sa.Text(), nullable=True),
        sa.Column("sleeve_grade", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("date_added", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_in_sync", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "media_grade IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_collection_items_media_grade"),
        ),
        sa.CheckConstraint(
            "sleeve_grade IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_collection_items_sleeve_grade"),
        ),
        sa.CheckConstraint("rating BETWEEN 0 AND 5", name=op.f("ck_collection_items_rating_range")),
        sa.CheckConstraint("seen_in_sync >= 0", name=op.f("ck_collection_items_seen_in_sync_not_negative")),
        sa.ForeignKeyConstraint(
            ["collection_id"],
            ["collections.id"],
            name=op.f("fk_collection_items_collection_id_collections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_collection_items_release_id_releases"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_collection_items_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_items")),
        sa.UniqueConstraint("collection_id", "instance_id", name=op.f("uq_collection_items_collection_id_instance_id")),
    )
    op.create_index(op.f("ix_collection_items_release_id"), "collection_items", ["release_id"], unique=False)
    op.create_index("ix_collection_items_user_added", "collection_items", ["user_id", "date_added", "id"], unique=False)
    op.create_index("ix_collection_items_user_release", "collection_items", ["user_id", "release_id"], unique=False)
    op.create_table(
        "deal_recommendations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=True),
        sa.Column("item_match_id", sa.Uuid(), nullable=True),
        sa.Column("deal_key", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("score", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("total_items", sa.Integer(), nullable=False),
        sa.Column("wanted_items", sa.Integer(), nullable=False),
        sa.Column("currency", sa.CHAR(length=3), nullable=False),
        sa.Column("goods", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("shipping", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("taxes", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("landed_total", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("savings", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("savings_against", sa.Text(), nullable=True),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reasons", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("item_ids", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("feedback", sa.Text(), nullable=True),
        sa.Column("feedback_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_deal_recommendations_currency_code")),
        sa.CheckConstraint(
            "feedback IN ('helpful', 'not_helpful', 'dismissed', 'bought')",
            name=op.f("ck_deal_recommendations_feedback"),
        ),
        sa.CheckConstraint(
            "level IN ('excellent', 'very_good', 'good', 'fair', 'poor')", name=op.f("ck_deal_recommendations_level")
        ),
        sa.CheckConstraint(
            "type IN ('best_price', 'multi_item', 'condition_value', 'high_value_discovery', 'collection_completion')",
            name=op.f("ck_deal_recommendations_type"),
        ),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_deal_recommendations_score_range")),
        sa.CheckConstraint("total_items >= 0", name=op.f("ck_deal_recommendations_total_items_not_negative")),
        sa.CheckConstraint("wanted_items >= 0", name=op.f("ck_deal_recommendations_wanted_items_not_negative")),
        sa.ForeignKeyConstraint(
            ["item_match_id"],
            ["item_matches.id"],
            name=op.f("fk_deal_recommendations_item_match_id_item_matches"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_searches.id"],
            name=op.f("fk_deal_recommendations_search_id_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_deal_recommendations_seller_id_sellers"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_deal_recommendations_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_recommendations")),
        sa.UniqueConstraint("search_id", "deal_key", name=op.f("uq_deal_recommendations_search_id_deal_key")),
    )
    op.create_index(
        op.f("ix_deal_recommendations_item_match_id"), "deal_recommendations", ["item_match_id"], unique=False
    )
    op.create_index(
        "ix_deal_recommendations_search_score",
        "deal_recommendations",
        ["search_id", sa.literal_column("score DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(op.f("ix_deal_recommendations_seller_id"), "deal_recommendations", ["seller_id"], unique=False)
    op.create_index(
        "ix_deal_recommendations_user_newest",
        "deal_recommendations",
        ["user_id", sa.literal_column("first_seen_at DESC"), sa.literal_column("id DESC")],
        unique=False,
    )
    op.create_index(
        "ix_deal_recommendations_user_score",
        "deal_recommendations",
        ["user_id", sa.literal_column("score DESC"), sa.literal_column("id DESC")],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "failed_tasks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("args", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("error_type", sa.Text(), nullable=False),
        sa.Column("error_message", sa.Text(), nullable=False),
        sa.Column("error_traceback", sa.Text(), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("resolution IN ('replayed', 'discarded')", name=op.f("ck_failed_tasks_resolution")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_failed_tasks_job_id_jobs"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_failed_tasks_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_tasks")),
    )
    op.create_index("ix_failed_tasks_created_at_id", "failed_tasks", ["created_at", "id"], unique=False)
    op.create_index(op.f("ix_failed_tasks_job_id"), "failed_tasks", ["job_id"], unique=False)
    op.create_index(op.f("ix_failed_tasks_user_id"), "failed_tasks", ["user_id"], unique=False)
    op.create_table(
        "item_match_results",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_match_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("confidence", sa.Integer(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("level IN ('exact', 'high', 'medium', 'low')", name=op.f("ck_item_match_results_level")),
        sa.CheckConstraint("confidence BETWEEN 0 AND 100", name=op.f("ck_item_match_results_confidence_range")),
        sa.ForeignKeyConstraint(
            ["item_match_id"],
            ["item_matches.id"],
            name=op.f("fk_item_match_results_item_match_id_item_matches"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_item_match_results_listing_id_listings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_match_results")),
        sa.UniqueConstraint("item_match_id", "listing_id", name=op.f("uq_item_match_results_item_match_id_listing_id")),
    )
    op.create_index(op.f("ix_item_match_results_listing_id"), "item_match_results", ["listing_id"], unique=False)
    op.create_table(
        "listing_prices",
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("currency", sa.CHAR(length=3), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_listing_prices_currency_code")),
        sa.CheckConstraint("price >= 0", name=op.f("ck_listing_prices_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_listing_prices_listing_id_listings"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("listing_id", "observed_at", name=op.f("pk_listing_prices")),
    )
    op.create_table(
        "listing_quotes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("country", sa.CHAR(length=2), nullable=False),
        sa.Column("postal_prefix", sa.Text(), nullable=True),
        sa.Column("shipping", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("shipping_currency", sa.CHAR(length=3), nullable=True),
        sa.Column("import_charges", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("import_currency", sa.CHAR(length=3), nullable=True),
        sa.Column("tax_collector", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", name=op.f("ck_listing_quotes_country_code")),
        sa.CheckConstraint("import_currency ~ '^[A-Z]{3}$'", name=op.f("ck_listing_quotes_import_currency_code")),
        sa.CheckConstraint("shipping_currency ~ '^[A-Z]{3}$'", name=op.f("ck_listing_quotes_shipping_currency_code")),
        sa.CheckConstraint(
            "tax_collector IN ('marketplace', 'border', 'included')", name=op.f("ck_listing_quotes_tax_collector")
        ),
        sa.CheckConstraint("import_charges >= 0", name=op.f("ck_listing_quotes_import_charges_not_negative")),
        sa.CheckConstraint(
            "import_charges IS NULL OR import_currency IS NOT NULL",
            name=op.f("ck_listing_quotes_import_charges_has_currency"),
        ),
        sa.CheckConstraint("shipping >= 0", name=op.f("ck_listing_quotes_shipping_not_negative")),
        sa.CheckConstraint(
            "shipping IS NULL OR shipping_currency IS NOT NULL", name=op.f("ck_listing_quotes_shipping_has_currency")
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_listing_quotes_listing_id_listings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_listing_quotes_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_quotes")),
        sa.UniqueConstraint(
            "listing_id",
            "country",
            "postal_prefix",
            "user_id",
            name=op.f("uq_listing_quotes_listing_id_country_postal_prefix_user_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_listing_quotes_user_id"), "listing_quotes", ["user_id"], unique=False)
    op.create_table(
        "match_overrides",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("master_id", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("verdict IN ('confirm', 'reject')", name=op.f("ck_match_overrides_verdict")),
        sa.CheckConstraint("(release_id IS NULL) <> (master_id IS NULL)", name=op.f("ck_match_overrides_one_target")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_match_overrides_listing_id_listings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_match_overrides_release_id_releases"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_match_overrides_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_overrides")),
        sa.UniqueConstraint(
            "user_id",
            "listing_id",
            "release_id",
            "master_id",
            name=op.f("uq_match_overrides_user_id_listing_id_release_id_master_id"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_match_overrides_listing_id"), "match_overrides", ["listing_id"], unique=False)
    op.create_index(op.f("ix_match_overrides_release_id"), "match_overrides", ["release_id"], unique=False)
    op.create_table(
        "notification_deliveries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notification_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "status IN ('claimed', 'sent', 'failed', 'unknown')", name=op.f("ck_notification_deliveries_status")
        ),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_notification_deliveries_attempts_not_negative")),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["notification_channels.id"],
            name=op.f("fk_notification_deliveries_channel_id_notification_channels"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notifications.id"],
            name=op.f("fk_notification_deliveries_notification_id_notifications"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_deliveries")),
        sa.UniqueConstraint(
            "notification_id", "channel_id", name=op.f("uq_notification_deliveries_notification_id_channel_id")
        ),
    )
    op.create_index(
        op.f("ix_notification_deliveries_channel_id"), "notification_deliveries", ["channel_id"], unique=False
    )
    op.create_table(
        "search_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="queued", nullable=False),
        sa.Column("marketplaces", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("plan", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("progress", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_search_runs_environment")),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'partial', 'succeeded', 'failed', 'cancelled')",
            name=op.f("ck_search_runs_status"),
        ),
        sa.CheckConstraint("trigger IN ('manual', 'schedule', 'api')", name=op.f("ck_search_runs_trigger")),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_search_runs_progress_range")),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_searches.id"],
            name=op.f("fk_search_runs_search_id_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_search_runs_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_runs")),
    )
    op.create_index("ix_search_runs_finished_at", "search_runs", ["finished_at"], unique=False)
    op.create_index("ix_search_runs_search_created", "search_runs", ["search_id", "created_at", "id"], unique=False)
    op.create_index("ix_search_runs_user_created", "search_runs", ["user_id", "created_at", "id"], unique=False)
    op.create_index(
        "uq_search_runs_unfinished",
        "search_runs",
        ["search_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('queued', 'running')"),
    )
    op.create_table(
        "want_list_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("environment", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=True),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("master_id", sa.Text(), nullable=True),
        sa.Column("artist", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("date_added", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_in_sync", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_swept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tier", sa.Text(), nullable=True),
        sa.Column("max_landed_price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("currency", sa.CHAR(length=3), nullable=True),
        sa.Column("min_media", sa.Text(), nullable=True),
        sa.Column("min_sleeve", sa.Text(), nullable=True),
        sa.Column("pressing_scope", sa.Text(), nullable=True),
        sa.Column("listed_releases", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("countries", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(source = 'list') = (list_id IS NOT NULL)", name=op.f("ck_want_list_items_list_source")),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_want_list_items_currency_code")),
        sa.CheckConstraint("environment IN ('sample', 'live')", name=op.f("ck_want_list_items_environment")),
        sa.CheckConstraint(
            "min_media IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_want_list_items_min_media"),
        ),
        sa.CheckConstraint(
            "min_sleeve IN ('m', 'nm', 'vg_plus', 'vg', 'g_plus', 'g', 'f', 'p', 'generic', 'not_graded', 'no_cover')",
            name=op.f("ck_want_list_items_min_sleeve"),
        ),
        sa.CheckConstraint(
            "pressing_scope IN ('release', 'master', 'listed')", name=op.f("ck_want_list_items_pressing_scope")
        ),
        sa.CheckConstraint("source IN ('discogs', 'list', 'local')", name=op.f("ck_want_list_items_source")),
        sa.CheckConstraint("tier IN ('must', 'nice', 'eventually')", name=op.f("ck_want_list_items_tier")),
        sa.CheckConstraint("max_landed_price >= 0", name=op.f("ck_want_list_items_max_landed_price_not_negative")),
        sa.CheckConstraint(
            "max_landed_price IS NULL OR currency IS NOT NULL",
            name=op.f("ck_want_list_items_max_landed_price_has_currency"),
        ),
        sa.CheckConstraint("rating BETWEEN 0 AND 5", name=op.f("ck_want_list_items_rating_range")),
        sa.CheckConstraint("seen_in_sync >= 0", name=op.f("ck_want_list_items_seen_in_sync_not_negative")),
        sa.ForeignKeyConstraint(
            ["list_id"], ["lists.id"], name=op.f("fk_want_list_items_list_id_lists"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_want_list_items_release_id_releases"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_want_list_items_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_want_list_items")),
    )
    op.create_index(op.f("ix_want_list_items_list_id"), "want_list_items", ["list_id"], unique=False)
    op.create_index(op.f("ix_want_list_items_release_id"), "want_list_items", ["release_id"], unique=False)
    op.create_index("ix_want_list_items_user_added", "want_list_items", ["user_id", "date_added", "id"], unique=False)
    op.create_index("ix_want_list_items_user_master", "want_list_items", ["user_id", "master_id"], unique=False)
    op.create_index("ix_want_list_items_user_release", "want_list_items", ["user_id", "release_id"], unique=False)
    op.create_index(
        "uq_want_list_items_master",
        "want_list_items",
        ["user_id", "source", "list_id", "master_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("release_id IS NULL AND master_id IS NOT NULL"),
    )
    op.create_index(
        "uq_want_list_items_release",
        "want_list_items",
        ["user_id", "source", "list_id", "release_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("release_id IS NOT NULL"),
    )
    op.create_table(
        "search_result_analyses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("currency", sa.CHAR(length=3), nullable=False),
        sa.Column("total_items", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total_sellers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("multi_item_sellers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wantlist_matches", sa.Integer(), server_default="0", nullable=False),
        sa.Column("collection_duplicates", sa.Integer(), server_default="0", nullable=False),
        sa.Column("new_discoveries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("price_distribution", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("platform_coverage", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("summary", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_search_result_analyses_currency_code")),
        sa.CheckConstraint(
            "status IN ('complete', 'partial', 'skipped')", name=op.f("ck_search_result_analyses_status")
        ),
        sa.CheckConstraint(
            "collection_duplicates >= 0", name=op.f("ck_search_result_analyses_collection_duplicates_not_negative")
        ),
        sa.CheckConstraint(
            "multi_item_sellers >= 0", name=op.f("ck_search_result_analyses_multi_item_sellers_not_negative")
        ),
        sa.CheckConstraint("new_discoveries >= 0", name=op.f("ck_search_result_analyses_new_discoveries_not_negative")),
        sa.CheckConstraint("total_items >= 0", name=op.f("ck_search_result_analyses_total_items_not_negative")),
        sa.CheckConstraint("total_sellers >= 0", name=op.f("ck_search_result_analyses_total_sellers_not_negative")),
        sa.CheckConstraint(
            "wantlist_matches >= 0", name=op.f("ck_search_result_analyses_wantlist_matches_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["search_runs.id"],
            name=op.f("fk_search_result_analyses_run_id_search_runs"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_searches.id"],
            name=op.f("fk_search_result_analyses_search_id_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_search_result_analyses_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_result_analyses")),
        sa.UniqueConstraint("run_id", name=op.f("uq_search_result_analyses_run_id")),
    )
    op.create_index(
        "ix_search_result_analyses_search", "search_result_analyses", ["search_id", "completed_at"], unique=False
    )
    op.create_index(op.f("ix_search_result_analyses_user_id"), "search_result_analyses", ["user_id"], unique=False)
    op.create_table(
        "search_results",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("search_id", sa.Uuid(), nullable=False),
        sa.Column("listing_id", sa.Uuid(), nullable=False),
        sa.Column("first_run_id", sa.Uuid(), nullable=True),
        sa.Column("last_run_id", sa.Uuid(), nullable=True),
        sa.Column("collection_level", sa.Text(), server_default="none", nullable=False),
        sa.Column("wantlist_level", sa.Text(), server_default="none", nullable=False),
        sa.Column("want_id", sa.Uuid(), nullable=True),
        sa.Column("item_match_id", sa.Uuid(), nullable=True),
        sa.Column("match_confidence", sa.Integer(), nullable=True),
        sa.Column("deal_score", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("score_parts", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("score_confidence", sa.Integer(), nullable=True),
        sa.Column("warnings", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("max_good_bid", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("landed_total", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("landed_currency", sa.CHAR(length=3), nullable=True),
        sa.Column("landed_cost", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("fair_amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("fair_currency", sa.CHAR(length=3), nullable=True),
        sa.Column("fair_value", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("excluded_by", sa.Text(), nullable=True),
        sa.Column("excluded_params", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("mark", sa.Text(), nullable=True),
        sa.Column("engine_version", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "collection_level IN ('none', 'master', 'release')", name=op.f("ck_search_results_collection_level")
        ),
        sa.CheckConstraint("fair_currency ~ '^[A-Z]{3}$'", name=op.f("ck_search_results_fair_currency_code")),
        sa.CheckConstraint("landed_currency ~ '^[A-Z]{3}$'", name=op.f("ck_search_results_landed_currency_code")),
        sa.CheckConstraint("mark IN ('seen', 'saved', 'dismissed', 'bought')", name=op.f("ck_search_results_mark")),
        sa.CheckConstraint(
            "wantlist_level IN ('none', 'master', 'release')", name=op.f("ck_search_results_wantlist_level")
        ),
        sa.CheckConstraint("deal_score BETWEEN 0 AND 100", name=op.f("ck_search_results_deal_score_range")),
        sa.CheckConstraint(
            "fair_amount IS NULL OR fair_currency IS NOT NULL", name=op.f("ck_search_results_fair_amount_has_currency")
        ),
        sa.CheckConstraint(
            "landed_total IS NULL OR landed_currency IS NOT NULL",
            name=op.f("ck_search_results_landed_total_has_currency"),
        ),
        sa.CheckConstraint("match_confidence BETWEEN 0 AND 100", name=op.f("ck_search_results_match_confidence_range")),
        sa.ForeignKeyConstraint(
            ["first_run_id"],
            ["search_runs.id"],
            name=op.f("fk_search_results_first_run_id_search_runs"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["item_match_id"],
            ["item_matches.id"],
            name=op.f("fk_search_results_item_match_id_item_matches"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["last_run_id"],
            ["search_runs.id"],
            name=op.f("fk_search_results_last_run_id_search_runs"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listings.id"], name=op.f("fk_search_results_listing_id_listings"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_searches.id"],
            name=op.f("fk_search_results_search_id_saved_searches"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_search_results_user_id_users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["want_id"],
            ["want_list_items.id"],
            name=op.f("fk_search_results_want_id_want_list_items"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_results")),
        sa.UniqueConstraint("search_id", "listing_id", name=op.f("uq_search_results_search_id_listing_id")),
    )
    op.create_index(
        "ix_search_results_ending",
        "search_results",
        [
            "search_id",
            sa.literal_column("(coalesce(ends_at, '9999-01-01 00:00:00+00'::timestamp with time zone))"),
            "id",
        ],
        unique=False,
    )
    op.create_index(op.f("ix_search_results_first_run_id"), "search_results", ["first_run_id"], unique=False)
    op.create_index(op.f("ix_search_results_item_match_id"), "search_results", ["item_match_id"], unique=False)
    op.create_index(
        "ix_search_results_landed",
        "search_results",
        ["search_id", sa.literal_column("(coalesce(landed_total, '9999999999'::bigint::numeric))"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_search_results_last_run_id"), "search_results", ["last_run_id"], unique=False)
    op.create_index(op.f("ix_search_results_listing_id"), "search_results", ["listing_id"], unique=False)
    op.create_index("ix_search_results_newest", "search_results", ["search_id", "created_at", "id"], unique=False)
    op.create_index(
        "ix_search_results_score",
        "search_results",
        ["search_id", sa.literal_column("(coalesce(deal_score, '-1'::integer::numeric))"), "id"],
        unique=False,
    )
    op.create_index(op.f("ix_search_results_user_id"), "search_results", ["user_id"], unique=False)
    op.create_index(op.f("ix_search_results_want_id"), "search_results", ["want_id"], unique=False)
    op.create_table(
        "seller_analyses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("analysis_id", sa.Uuid(), nullable=False),
        sa.Column("seller_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("total_items", sa.Integer(), nullable=False),
        sa.Column("wanted_items", sa.Integer(), nullable=False),
        sa.Column("duplicate_items", sa.Integer(), nullable=False),
        sa.Column("currency", sa.CHAR(length=3), nullable=False),
        sa.Column("goods_total", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("estimated_shipping", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("landed_total", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("overall_score", sa.Integer(), nullable=True),
        sa.Column("reputation_score", sa.Integer(), nullable=True),
        sa.Column("location_score", sa.Integer(), nullable=True),
        sa.Column("price_score", sa.Integer(), nullable=True),
        sa.Column("depth_score", sa.Integer(), nullable=True),
        sa.Column("shipping_score", sa.Integer(), nullable=True),
        sa.Column("parts", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name=op.f("ck_seller_analyses_currency_code")),
        sa.CheckConstraint("depth_score BETWEEN 0 AND 100", name=op.f("ck_seller_analyses_depth_score_range")),
        sa.CheckConstraint("duplicate_items >= 0", name=op.f("ck_seller_analyses_duplicate_items_not_negative")),
        sa.CheckConstraint("location_score BETWEEN 0 AND 100", name=op.f("ck_seller_analyses_location_score_range")),
        sa.CheckConstraint("overall_score BETWEEN 0 AND 100", name=op.f("ck_seller_analyses_overall_score_range")),
        sa.CheckConstraint("price_score BETWEEN 0 AND 100", name=op.f("ck_seller_analyses_price_score_range")),
        sa.CheckConstraint(
            "reputation_score BETWEEN 0 AND 100", name=op.f("ck_seller_analyses_reputation_score_range")
        ),
        sa.CheckConstraint("shipping_score BETWEEN 0 AND 100", name=op.f("ck_seller_analyses_shipping_score_range")),
        sa.CheckConstraint("total_items >= 0", name=op.f("ck_seller_analyses_total_items_not_negative")),
        sa.CheckConstraint("wanted_items >= 0", name=op.f("ck_seller_analyses_wanted_items_not_negative")),
        sa.ForeignKeyConstraint(
            ["analysis_id"],
            ["search_result_analyses.id"],
            name=op.f("fk_seller_analyses_analysis_id_search_result_analyses"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_seller_analyses_seller_id_sellers"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_seller_analyses_user_id_users"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seller_analyses")),
        sa.UniqueConstraint("analysis_id", "seller_id", name=op.f("uq_seller_analyses_analysis_id_seller_id")),
    )
    op.create_index("ix_seller_analyses_rank", "seller_analyses", ["analysis_id", "rank", "id"], unique=False)
    op.create_index(op.f("ix_seller_analyses_seller_id"), "seller_analyses", ["seller_id"], unique=False)
    op.create_index(op.f("ix_seller_analyses_user_id"), "seller_analyses", ["user_id"], unique=False)

    op.execute("INSERT INTO installation (id, singleton) VALUES (gen_random_uuid(), true)")


def downgrade() -> None:
    op.drop_index(op.f("ix_seller_analyses_user_id"), table_name="seller_analyses")
    op.drop_index(op.f("ix_seller_analyses_seller_id"), table_name="seller_analyses")
    op.drop_index("ix_seller_analyses_rank", table_name="seller_analyses")
    op.drop_table("seller_analyses")
    op.drop_index(op.f("ix_search_results_want_id"), table_name="search_results")
    op.drop_index(op.f("ix_search_results_user_id"), table_name="search_results")
    op.drop_index("ix_search_results_score", table_name="search_results")
    op.drop_index("ix_search_results_newest", table_name="search_results")
    op.drop_index(op.f("ix_search_results_listing_id"), table_name="search_results")
    op.drop_index(op.f("ix_search_results_last_run_id"), table_name="search_results")
    op.drop_index("ix_search_results_landed", table_name="search_results")
    op.drop_index(op.f("ix_search_results_item_match_id"), table_name="search_results")
    op.drop_index(op.f("ix_search_results_first_run_id"), table_name="search_results")
    op.drop_index("ix_search_results_ending", table_name="search_results")
    op.drop_table("search_results")
    op.drop_index(op.f("ix_search_result_analyses_user_id"), table_name="search_result_analyses")
    op.drop_index("ix_search_result_analyses_search", table_name="search_result_analyses")
    op.drop_table("search_result_analyses")
    op.drop_index(
        "uq_want_list_items_release",
        table_name="want_list_items",
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("release_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_want_list_items_master",
        table_name="want_list_items",
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("release_id IS NULL AND master_id IS NOT NULL"),
    )
    op.drop_index("ix_want_list_items_user_release", table_name="want_list_items")
    op.drop_index("ix_want_list_items_user_master", table_name="want_list_items")
    op.drop_index("ix_want_list_items_user_added", table_name="want_list_items")
    op.drop_index(op.f("ix_want_list_items_release_id"), table_name="want_list_items")
    op.drop_index(op.f("ix_want_list_items_list_id"), table_name="want_list_items")
    op.drop_table("want_list_items")
    op.drop_index(
        "uq_search_runs_unfinished",
        table_name="search_runs",
        postgresql_where=sa.text("status IN ('queued', 'running')"),
    )
    op.drop_index("ix_search_runs_user_created", table_name="search_runs")
    op.drop_index("ix_search_runs_search_created", table_name="search_runs")
    op.drop_index("ix_search_runs_finished_at", table_name="search_runs")
    op.drop_table("search_runs")
    op.drop_index(op.f("ix_notification_deliveries_channel_id"), table_name="notification_deliveries")
    op.drop_table("notification_deliveries")
    op.drop_index(op.f("ix_match_overrides_release_id"), table_name="match_overrides")
    op.drop_index(op.f("ix_match_overrides_listing_id"), table_name="match_overrides")
    op.drop_table("match_overrides")
    op.drop_index(op.f("ix_listing_quotes_user_id"), table_name="listing_quotes")
    op.drop_table("listing_quotes")
    op.drop_table("listing_prices")
    op.drop_index(op.f("ix_item_match_results_listing_id"), table_name="item_match_results")
    op.drop_table("item_match_results")
    op.drop_index(op.f("ix_failed_tasks_user_id"), table_name="failed_tasks")
    op.drop_index(op.f("ix_failed_tasks_job_id"), table_name="failed_tasks")
    op.drop_index("ix_failed_tasks_created_at_id", table_name="failed_tasks")
    op.drop_table("failed_tasks")
    op.drop_index(
        "ix_deal_recommendations_user_score",
        table_name="deal_recommendations",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index("ix_deal_recommendations_user_newest", table_name="deal_recommendations")
    op.drop_index(op.f("ix_deal_recommendations_seller_id"), table_name="deal_recommendations")
    op.drop_index("ix_deal_recommendations_search_score", table_name="deal_recommendations")
    op.drop_index(op.f("ix_deal_recommendations_item_match_id"), table_name="deal_recommendations")
    op.drop_table("deal_recommendations")
    op.drop_index("ix_collection_items_user_release", table_name="collection_items")
    op.drop_index("ix_collection_items_user_added", table_name="collection_items")
    op.drop_index(op.f("ix_collection_items_release_id"), table_name="collection_items")
    op.drop_table("collection_items")
    op.drop_table("want_lists")
    op.drop_index("ix_value_observations_release_id_day", table_name="value_observations")
    op.drop_index(op.f("ix_value_observations_day"), table_name="value_observations")
    op.drop_table("value_observations")
    op.drop_index("ix_user_sellers_user_created", table_name="user_sellers")
    op.drop_index(op.f("ix_user_sellers_seller_id"), table_name="user_sellers")
    op.drop_table("user_sellers")
    op.drop_index(
        "uq_sessions_family_alive",
        table_name="sessions",
        postgresql_where=sa.text("rotated_at IS NULL AND revoked_at IS NULL"),
    )
    op.drop_index(op.f("ix_sessions_user_id"), table_name="sessions")
    op.drop_index(op.f("ix_sessions_family_id"), table_name="sessions")
    op.drop_index("ix_sessions_expires_at", table_name="sessions")
    op.drop_table("sessions")
    op.drop_index(
        "uq_saved_searches_system",
        table_name="saved_searches",
        postgresql_where=sa.text("kind IN ('wantlist', 'imports')"),
    )
    op.drop_index("ix_saved_searches_user_created", table_name="saved_searches")
    op.drop_index(op.f("ix_saved_searches_release_id"), table_name="saved_searches")
    op.drop_index(
        "ix_saved_searches_due",
        table_name="saved_searches",
        postgresql_where=sa.text("is_active AND deleted_at IS NULL"),
    )
    op.drop_table("saved_searches")
    op.drop_index(op.f("ix_reset_links_user_id"), table_name="reset_links")
    op.drop_index(op.f("ix_reset_links_created_by"), table_name="reset_links")
    op.drop_table("reset_links")
    op.drop_table("release_market")
    op.drop_index(op.f("ix_price_guides_release_id"), table_name="price_guides")
    op.drop_table("price_guides")
    op.drop_index("ix_outcomes_user_created", table_name="outcomes")
    op.drop_table("outcomes")
    op.drop_table("oauth_tokens")
    op.drop_index(op.f("ix_oauth_states_user_id"), table_name="oauth_states")
    op.drop_index(op.f("ix_oauth_states_expires_at"), table_name="oauth_states")
    op.drop_table("oauth_states")
    op.drop_index("ix_notifications_user_created", table_name="notifications")
    op.drop_index("ix_notifications_unread", table_name="notifications", postgresql_where=sa.text("read_at IS NULL"))
    op.drop_table("notifications")
    op.drop_index(op.f("ix_notification_channels_user_id"), table_name="notification_channels")
    op.drop_table("notification_channels")
    op.drop_table("lists")
    op.drop_index(op.f("ix_listings_seller_id"), table_name="listings")
    op.drop_index("ix_listings_release", table_name="listings", postgresql_where=sa.text("ended_at IS NULL"))
    op.drop_index("ix_listings_fetched", table_name="listings", postgresql_where=sa.text("ended_at IS NULL"))
    op.drop_index("ix_listings_ended_at", table_name="listings")
    op.drop_table("listings")
    op.drop_index(
        "uq_jobs_dedupe_key", table_name="jobs", postgresql_where=sa.text("state IN ('queued', 'leased', 'blocked')")
    )
    op.drop_index(op.f("ix_jobs_user_id"), table_name="jobs")
    op.drop_index("ix_jobs_leases", table_name="jobs", postgresql_where=sa.text("state = 'leased'"))
    op.drop_index("ix_jobs_finished_at", table_name="jobs", postgresql_where=sa.text("finished_at IS NOT NULL"))
    op.drop_index("ix_jobs_due", table_name="jobs", postgresql_where=sa.text("state = 'queued'"))
    op.drop_table("jobs")
    op.drop_index(op.f("ix_item_matches_release_id"), table_name="item_matches")
    op.drop_index("ix_item_matches_master", table_name="item_matches")
    op.drop_table("item_matches")
    op.drop_index(op.f("ix_invites_used_by"), table_name="invites")
    op.drop_index(op.f("ix_invites_created_by"), table_name="invites")
    op.drop_table("invites")
    op.drop_table("collections")
    op.drop_index("ix_baskets_user_created", table_name="baskets")
    op.drop_table("baskets")
    op.drop_index(op.f("ix_audit_events_user_id"), table_name="audit_events")
    op.drop_index("ix_audit_events_created_at_id", table_name="audit_events")
    op.drop_table("audit_events")
    op.drop_index(op.f("ix_app_config_changed_by"), table_name="app_config")
    op.drop_table("app_config")
    op.drop_index(op.f("ix_api_tokens_user_id"), table_name="api_tokens")
    op.drop_table("api_tokens")
    op.drop_index("uq_users_email_lower", table_name="users")
    op.drop_index("ix_users_created_at_id", table_name="users")
    op.drop_table("users")
    op.drop_table("sellers")
    op.drop_index("ix_releases_normalised", table_name="releases")
    op.drop_index("ix_releases_environment_master_id", table_name="releases")
    op.drop_index("ix_releases_catalogue_numbers", table_name="releases", postgresql_using="gin")
    op.drop_index("ix_releases_barcodes", table_name="releases", postgresql_using="gin")
    op.drop_table("releases")
    op.drop_index(op.f("ix_periodic_jobs_next_run_at"), table_name="periodic_jobs")
    op.drop_table("periodic_jobs")
    op.drop_table("installation")
    op.drop_table("heartbeats")
    op.drop_table("fx_rates")
    op.drop_index("ix_asked_queries_asked_at", table_name="asked_queries")
    op.drop_table("asked_queries")
