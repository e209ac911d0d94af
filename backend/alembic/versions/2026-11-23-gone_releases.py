"""Releases that Discogs has deleted or merged into others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("releases", sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("releases", sa.Column("merged_into", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("releases", "merged_into")
    op.drop_column("releases", "gone_at")
