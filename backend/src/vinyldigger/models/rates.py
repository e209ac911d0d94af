"""Exchange rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Currency, currency_code


class FxRate(Base):
    """Units of a currency for one euro, as published for a day."""

    __tablename__ = "fx_rates"
    __table_args__ = (CheckConstraint("per_eur > 0", name="per_eur_positive"), *currency_code("currency"))

    day: Mapped[date] = mapped_column(primary_key=True)
    currency: Mapped[Currency] = mapped_column(primary_key=True)
    per_eur: Mapped[Decimal] = mapped_column(Numeric(18, 8))
    source: Mapped[str]
