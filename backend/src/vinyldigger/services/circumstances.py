"""What the standing of an offer rests on, as digests: while they stay the same, the offer stands as it stood.

Beside its own figures these are the search and its user, the seller, the catalogue's record with its market, the wants
and copies of that record, the user's word on the match, the catalogue where the match was found by its text, and the
exchange rates where they had a part.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import orjson

from vinyldigger.analysis import ENGINE_VERSION
from vinyldigger.analysis.figures import Purse
from vinyldigger.analysis.match import Override
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.standing import Standing
from vinyldigger.analysis.wanting import Shelf, WantIndex
from vinyldigger.core.domain.seller import Seller
from vinyldigger.core.domain.want import Want
from vinyldigger.services.repositories.standings import OfferInBrief, ReleaseInBrief
from vinyldigger.services.situations import Situation
from vinyldigger.services.standings import Stored
from vinyldigger.services.tables import load_tables, tables_digest


class Circumstances:
    """The circumstances of the offers of one search at one moment."""

    def __init__(
        self,
        situation: Situation,
        releases: Sequence[ReleaseInBrief],
        sellers: Mapping[str, Seller],
        overrides: Sequence[Override],
    ) -> None:
        self.records = {release.discogs_id: release.record_id for release in releases}
        self.catalogue = catalogue_digest((release.discogs_id, release.facts) for release in releases)
        self._context = _context(situation)
        self._rates = digest(situation.rates)
        self._currency = situation.destination.currency
        self._wants = WantIndex(situation.wants, self.records, Purse(self._currency, situation.rates))
        self._has_names = self._wants.has_names
        self._shelf = Shelf(situation.owned, self.records)
        self._worth = _worth_by_record(releases)
        self._of_seller = {
            key: digest([seller, situation.corrections.get(seller.key), seller.key in situation.blocked])
            for key, seller in sellers.items()
        }
        self._said: dict[str, list[Override]] = defaultdict(list)
        for override in overrides:
            self._said[override.listing_key].append(override)
        self._of_record: dict[tuple[str | None, str | None], str] = {}

    def of(self, offer: OfferInBrief, standing: Standing | Stored) -> str:
        """The digest of everything the standing of an offer rests on; no two offers have the same."""
        about = standing.record_id, standing.release_id
        of_record = self._of_record.get(about)
        said = self._said.get(offer.key)
        parts = (
            self._context,
            offer.key,
            offer.figures,
            self._of_seller.get(offer.seller_id or "", ""),
            self._about(*about) if of_record is None else of_record,
            self._named(offer) if self._has_names else "",
            digest(said) if said else "",
            "" if offer.release_external_id and not said else self.catalogue,
            self._rates if standing.is_converted else "",
        )
        return _hashed("|".join(parts))

    def _named(self, offer: OfferInBrief) -> str:
        """The wants that name artist and title alone."""
        named = self._wants.of_name(offer.artist, offer.title)
        return digest(self._with_rates(named)) if named else ""

    def _about(self, record_id: str | None, release_id: str | None) -> str:
        """What the catalogue, the want list and the collection say of a record."""
        level, wants = self._shelf.level(record_id, release_id), self._wants.of_record(record_id, release_id)
        found = self._worth.get(record_id or "", "")
        if wants or level is not Ownership.NONE:
            found += digest([self._with_rates(wants), level, self._shelf.grades(release_id)])
        self._of_record[record_id, release_id] = found
        return found

    def _with_rates(self, wants: Sequence[Want]) -> list[tuple[Want, str]]:
        """Wants, with the exchange rates where a limit is in another currency than the buyer's."""
        own = self._currency
        return [(want, self._rates if want.max_landed and want.max_landed.currency != own else "") for want in wants]


def catalogue_digest(facts: Iterable[tuple[str, str]]) -> str:
    """Of all that offers are matched by: the digest of each release's facts, beside its id."""
    return digest(sorted(facts))


def _worth_by_record(releases: Sequence[ReleaseInBrief]) -> dict[str, str]:
    """Digests of what the catalogue holds of each record, all its pressings."""
    pressings: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for release in releases:
        pressings[release.record_id].append((release.discogs_id, release.facts, release.worth))
    return {record: _hashed("|".join(chain.from_iterable(sorted(known)))) for record, known in pressings.items()}


def _context(situation: Situation) -> str:
    """What concerns every offer of a search."""
    tables = load_tables()
    regime = tables.taxes.regime(situation.destination.country, situation.now.date())
    return digest([
        ENGINE_VERSION, tables_digest(), situation.rules, situation.destination, situation.goldmine, regime,
        situation.rates if situation.has_foreign_limits else None,
    ])  # fmt: skip


def digest(value: Any) -> str:
    """Of any frozen value: the same for equal values, in whatever process."""
    data = orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return hashlib.blake2b(data, digest_size=12).hexdigest()


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)
