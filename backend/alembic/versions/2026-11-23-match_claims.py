"""What is claimed of each listing; analyses without a run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM item_match_results")  # made by the engine, made again by the next analysis
    op.add_column("item_match_results", sa.Column("claim", sa.Text(), nullable=False))
    op.add_column("item_match_results", sa.Column("release_external_id", sa.Text(), nullable=True))
    op.create_check_constraint("claim", "item_match_results", "claim IN ('release', 'master', 'title')")
    op.alter_column("search_result_analyses", "run_id", nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM search_result_analyses WHERE run_id IS NULL")
    op.alter_column("search_result_analyses", "run_id", nullable=False)
    op.drop_constraint(op.f("ck_item_match_results_claim"), "item_match_results", type_="check")
    op.drop_column("item_match_results", "release_external_id")
    op.drop_column("item_match_results", "claim")
