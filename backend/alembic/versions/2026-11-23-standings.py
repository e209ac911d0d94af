"""How each result stands among the others of its search, kept for the next analysis."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("search_results", sa.Column("standing", postgresql.JSONB(), nullable=True))


def downgrade() -> None:
    op.drop_column("search_results", "standing")
