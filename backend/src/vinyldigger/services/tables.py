"""The engine's tables and the bundled exchange rates, read once from the package's data files."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from vinyldigger.analysis.tables import DealTable, ShippingTable, Tables, TaxTable, ValueTable
from vinyldigger.analysis.vocabulary import VOCABULARY_TABLES, Vocabulary
from vinyldigger.analysis.weights import MatchWeights
from vinyldigger.core.domain.money import Rates

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"


@cache
def load_tables(folder: Path = DATA_FOLDER) -> Tables:
    """All tables as frozen values; read on the first call, the same object afterwards."""
    return Tables(
        taxes=TaxTable.from_dict(_read(folder, "taxes")),
        shipping=ShippingTable.from_dict(_read(folder, "shipping")),
        values=ValueTable.from_dict(_read(folder, "values")),
        deals=DealTable.from_dict(_read(folder, "deals")),
        vocabulary=Vocabulary.from_dict({name: _read(folder, name) for name in VOCABULARY_TABLES}),
        match_weights=MatchWeights.from_dict(_read(folder, "match_weights")),
    )


@cache
def bundled_rates(folder: Path = DATA_FOLDER) -> Rates:
    """The dated snapshot that serves until rates have been fetched."""
    table = _read(folder, "fx_rates")
    return Rates(date.fromisoformat(table["date"]), {name: Decimal(rate) for name, rate in table["per_eur"].items()})


def _read(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


@cache
def tables_digest(folder: Path = DATA_FOLDER) -> str:
    """Changes exactly when one of the data files does."""
    files = sorted(folder.glob("*.json"))
    return hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files)).hexdigest()
