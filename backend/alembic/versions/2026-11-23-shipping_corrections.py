"""All that a user may know of a seller's shipping."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("shipping_free_over", "shipping_cap", "shipping_min_order")


def upgrade() -> None:
    for column in COLUMNS:
        op.add_column("user_sellers", sa.Column(column, sa.Numeric(12, 2), nullable=True))
        op.create_check_constraint(f"{column}_not_negative", "user_sellers", f"{column} >= 0")


def downgrade() -> None:
    for column in COLUMNS:
        op.drop_constraint(op.f(f"ck_user_sellers_{column}_not_negative"), "user_sellers", type_="check")
        op.drop_column("user_sellers", column)
