"""Jobs that ended badly are looked for every minute, among all that were ever done."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_jobs_given_up", "jobs", ["finished_at"], postgresql_where=sa.text("state IN ('failed', 'dead')")
    )


def downgrade() -> None:
    op.drop_index("ix_jobs_given_up", table_name="jobs")
