"""A saved search in the words of marketplaces and of the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import orjson

from vinyldigger.analysis.inputs import SearchRules
from vinyldigger.core.domain.listing import BuyingOption, Destination
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.query import Query
from vinyldigger.core.domain.regions import countries_of
from vinyldigger.core.domain.release import Release
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.users import User
from vinyldigger.services.stored import to_json

SHORTEST_WORD = 3  # shorter words say nothing about a title


def destination_of(user: User) -> Destination:
    """Where a user's parcels go."""
    return Destination(user.country, user.currency, user.postal_code)


def places_of(preference: Sequence[str]) -> frozenset[str]:
    """ISO countries of a seller location preference: countries in capitals, regions in small letters."""
    return countries_of((place for place in preference if place.isupper()), (p for p in preference if p.islower()))


def query_of(search: SavedSearch, anchor: Release | None) -> Query:
    """What a search asks of a marketplace. The landed maximum is passed on as an upper bound of the item's price."""
    return Query(
        text=search.query or _anchor_text(anchor),
        artist=", ".join(anchor.artists) if anchor else None,
        title=anchor.title if anchor else None,
        release_external_id=anchor.external_id if anchor and search.kind is SearchKind.RELEASE else None,
        master_id=search.master_id if search.kind is SearchKind.MASTER else None,
        max_price=search.max_price,
        currency=search.currency,
        ships_from=tuple(sorted(places_of(search.seller_location_preference))),
        formats=tuple(sorted(search.formats)),
        year_from=search.year_from,
        year_to=search.year_to,
        buying_options=tuple(sorted(BuyingOption(option) for option in search.buying_options)),
    )


def _anchor_text(anchor: Release | None) -> str:
    return " ".join((*anchor.artists, anchor.title)) if anchor else ""


def rules_of(search: SavedSearch, currency: str, anchor: Release | None) -> SearchRules:
    """What keeps an offer in a search, for the engine."""
    spoken = search.currency or currency
    return SearchRules(
        min_price=None if search.min_price is None else Money(search.min_price, spoken),
        max_price=None if search.max_price is None else Money(search.max_price, spoken),
        min_media=search.min_record_condition,
        min_sleeve=search.min_sleeve_condition,
        ships_from=places_of(search.seller_location_preference),
        formats=frozenset(search.formats),
        year_from=search.year_from,
        year_to=search.year_to,
        exclude_words=tuple(search.exclude_words),
        min_seller_rating=search.min_seller_rating,
        min_seller_ratings=search.min_seller_ratings,
        buying_options=frozenset(BuyingOption(option) for option in search.buying_options),
        anchor_release=anchor.external_id if anchor and search.kind is SearchKind.RELEASE else None,
        anchor_master=search.master_id if search.kind is SearchKind.MASTER else None,
        query=search.query,
        wants_only=search.kind is SearchKind.WANTLIST,
    )


def title_words(text: str) -> tuple[str, ...]:
    """The words that a stored offer's title must have to belong to a query."""
    return tuple(word for word in text.split() if len(word) >= SHORTEST_WORD)


def question_of(marketplace: str, kind: str, query: Query, destination: Destination | None) -> str:
    """Identity of a question: users of one country, and so of one site, who would ask the same share one answer.

    Sending within a country may cost them differently: a quote for another region is an estimate (landed_cost.py).
    """
    place = [destination.country] if destination else []
    words = " ".join(query.text.casefold().split())
    asked = [marketplace, kind, words, to_json(query) | {"text": words}, place]
    return hashlib.sha256(orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)).hexdigest()
