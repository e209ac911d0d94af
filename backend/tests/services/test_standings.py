"""Standings survive being stored."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from tools.sample_market import market

from tests.analysis.making import NOW, RATES, TABLES, auction, given, listing, quote, release, seller, suggestions, want
from vinyldigger.analysis.engine import AnalysisInput, analyse
from vinyldigger.analysis.ranking import Stood
from vinyldigger.analysis.standing import Details, Made, Standing
from vinyldigger.core.domain.listing import TaxCollector
from vinyldigger.services.repositories.batches import recordset
from vinyldigger.services.standings import Stored, from_stored, to_stored

QUOTED = quote("7", charges="3", collector=TaxCollector.MARKETPLACE)
ODD = given(
    [
        listing("a", quote=QUOTED, comments="plays with noise, bootleg"), auction("b", seller=None),
        listing("c", price=None, title="Nobody - Nothing", release_external_id=None),
        listing("d", seller=seller("eve", None, None, None)), listing("e", available=False),
    ],
    [replace(release(), want=5000, have=3)], wants=[want()], suggestions={"1": suggestions()},
)  # fmt: skip


@pytest.mark.parametrize("inp", [market(200, 40, RATES), ODD])
def test_what_is_stored_comes_back(inp: AnalysisInput) -> None:
    for key, stood in analyse(inp, TABLES).stood.items():
        batch = recordset([{"standing": to_stored(stood, "digest")}], [])
        (stored,) = orjson.loads(next(iter(batch.compile().params.values())))
        kept = Stored._make(stored["standing"])
        back = from_stored(kept, key, stood.standing.details.article.seller, stood.standing.seller_key)
        assert ageless(back) == ageless(stood)
        assert kept.digest == "digest"


def ageless(stood: Stood) -> Stood:
    """How old a quote is does not matter."""
    details = stood.standing.details
    quote = details.article.quote
    aged = replace(details.article, quote=quote and replace(quote, fetched_at=NOW))
    return stood._replace(standing=stood.standing._replace(late=Made(details._replace(article=aged))))


def test_every_field_is_kept() -> None:
    found = [stood.standing for stood in analyse(ODD, TABLES).stood.values()]
    found += [stood.standing for stood in analyse(market(200, 40, RATES), TABLES).stood.values()]
    told = [(standing, Standing._field_defaults) for standing in found]
    told += [(standing.details, Details._field_defaults) for standing in found]
    never_told = {name for each, defaults in told for name in defaults}
    never_told -= {name for each, defaults in told for name in defaults if getattr(each, name) != defaults[name]}
    assert never_told <= {"is_upgrade", "unofficial"}
