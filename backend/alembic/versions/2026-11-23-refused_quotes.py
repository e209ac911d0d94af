"""Sellers who do not sell to a buyer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listing_quotes", sa.Column("refused", sa.Boolean(), server_default="false", nullable=False))


def downgrade() -> None:
    op.drop_column("listing_quotes", "refused")
