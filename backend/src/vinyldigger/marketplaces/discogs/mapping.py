"""From Discogs' JSON to the collector's vocabulary. Pure: what is not said stays None."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from html import unescape

from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.grade import GradeSource
from vinyldigger.core.domain.listing import BuyingOption, Destination, Listing, ListingKind, Quote
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import LabelCredit, PriceSuggestions, Release, ReleaseMarket
from vinyldigger.core.domain.seller import Seller
from vinyldigger.marketplaces.contract import CollectionEntry, CollectionValue, Identity, UserList, WantEntry
from vinyldigger.marketplaces.countries import country_code
from vinyldigger.marketplaces.decoding import money
from vinyldigger.marketplaces.discogs import formats, wire
from vinyldigger.marketplaces.discogs.vocabulary import CURRENCY_SIGNS, GRADES, NOT_FOR_SALE, UNOFFICIAL

MARKETPLACE = "discogs"
_NUMBERED = re.compile(r" \(\d+\)$")
_NUMBERED_INSIDE = re.compile(r" \(\d+\)(?=,| |$)")
_YEAR = re.compile(r"\d{4}")
_PLAIN_BARCODE = re.compile(r"\d{8,14}")


def listing(body: wire.ListingBody, destination: Destination, fetched_at: datetime, *, quoted: bool) -> Listing:
    """One offer. ``quoted``: asked with a user's token, so that the shipping price is for that buyer."""
    price = _own_price(body.original_price, body.price)
    selling = body.seller
    return Listing(
        marketplace=MARKETPLACE,
        site="",
        external_id=body.id,
        kind=ListingKind.LISTING,
        title=_listing_title(body.release),
        url=body.uri,
        fetched_at=fetched_at,
        price=price,
        buying_option=BuyingOption.BEST_OFFER if body.allow_offers else BuyingOption.FIXED_PRICE,
        seller=_listing_seller(selling, country_code(body.ships_from), price),
        ships_from=country_code(body.ships_from),
        media_grade=GRADES.get(body.condition),
        sleeve_grade=GRADES.get(body.sleeve_condition),
        grade_source=GradeSource.FIELD if body.condition in GRADES else GradeSource.UNKNOWN,
        condition_text=" / ".join(filter(None, [body.condition, body.sleeve_condition])),
        comments=unescape(body.comments),
        aspects=_listing_aspects(body.release),
        format=formats.of_abbreviated(body.release.format) if body.release.format else None,
        release_external_id=body.release.id,
        quote=_quote(body, destination, fetched_at) if quoted else None,
        image_url=_image(body.release.thumbnail) or _first_image(body.release.images),
        quantity=body.quantity,
        accepts_offers=bool(body.allow_offers),
        available=body.status not in NOT_FOR_SALE,
    )


def release(body: wire.ReleaseBody, fetched_at: datetime) -> Release:
    """A release with full facts."""
    made_as = formats.of_rows(body.formats)
    return Release(
        external_id=body.id,
        title=body.title,
        artists=_artists(body.artists),
        master_id=_master(body.master_id),
        labels=_labels(body.labels),
        barcodes=_values(body.identifiers, "Barcode"),
        matrix=_values(body.identifiers, "Matrix / Runout"),
        year=body.year or None,
        country=body.country or None,
        format=made_as,
        format_text=formats.as_text(body.formats),
        format_quantity=body.format_quantity or None,
        estimated_weight=body.estimated_weight or None,
        genres=tuple(body.genres),
        styles=tuple(body.styles),
        thumb_url=_image(body.thumb),
        cover_url=_first_image(body.images),
        have=body.community.have if body.community else None,
        want=body.community.want if body.community else None,
        data_quality=body.data_quality or None,
        is_unofficial=_is_unofficial(made_as),
        is_full=True,
        fetched_at=fetched_at,
    )


def search_row(row: wire.SearchRow, fetched_at: datetime) -> Release | None:
    """A release found by a search; None for masters, artists and labels."""
    if row.type not in ("release", ""):
        return None
    artist, title = split_title(row.title)
    made_as = formats.of_rows(row.formats) if row.formats else _flattened(row)
    number = _catalogue_number(row.catno)
    return Release(
        external_id=row.id,
        title=title,
        artists=(artist,) if artist else (),
        master_id=_master(row.master_id),
        labels=tuple(LabelCredit(plain_name(name), number) for name in row.label[:1]),
        barcodes=tuple(dict.fromkeys(code for text in row.barcode if (code := _barcode(text)))),
        year=row.year or None,
        country=row.country or None,
        format=made_as,
        format_text=formats.as_text(row.formats) or ", ".join(row.format),
        format_quantity=row.format_quantity or None,
        genres=tuple(row.genre),
        styles=tuple(row.style),
        thumb_url=_image(row.thumb),
        cover_url=_image(row.cover_image),
        have=row.community.have if row.community else None,
        want=row.community.want if row.community else None,
        is_unofficial=_is_unofficial(made_as),
        fetched_at=fetched_at,
    )


def version(row: wire.VersionRow, master_id: str, master: wire.MasterBody | None, fetched_at: datetime) -> Release:
    """A pressing of a master; artists and genres are the master's."""
    made_as = replace(formats.of_abbreviated(row.format, row.major_formats), discs=None)  # rows never say how many
    number = _catalogue_number(row.catno)
    counted = row.stats.community if row.stats else None
    return Release(
        external_id=row.id,
        title=row.title,
        artists=_artists(master.artists) if master else (),
        master_id=master_id,
        labels=tuple(LabelCredit(plain_name(name), number) for name in row.label.split(", ") if name),
        year=int(found[0]) or None if (found := _YEAR.match(row.released)) else None,
        country=row.country or None,
        format=made_as,
        format_text=", ".join(filter(None, [*row.major_formats, row.format])),
        genres=tuple(master.genres) if master else (),
        styles=tuple(master.styles) if master else (),
        thumb_url=_image(row.thumb),
        have=counted.in_collection if counted else None,
        want=counted.in_wantlist if counted else None,
        is_unofficial=_is_unofficial(made_as),
        fetched_at=fetched_at,
    )


def basic_release(body: wire.BasicRelease, fetched_at: datetime) -> Release:
    """The release inside a want or a collection item."""
    made_as = formats.of_rows(body.formats)
    return Release(
        external_id=body.id,
        title=body.title,
        artists=_artists(body.artists),
        master_id=_master(body.master_id),
        labels=_labels(body.labels),
        year=body.year or None,
        format=made_as,
        format_text=formats.as_text(body.formats),
        genres=tuple(body.genres),
        styles=tuple(body.styles),
        thumb_url=_image(body.thumb),
        cover_url=_image(body.cover_image),
        is_unofficial=_is_unofficial(made_as),
        fetched_at=fetched_at,
    )


def market(external_id: str, body: wire.StatsBody, url: str, fetched_at: datetime) -> ReleaseMarket:
    """Lowest asking price and number for sale."""
    return ReleaseMarket(
        release_external_id=external_id,
        lowest_price=_price(body.lowest_price),
        num_for_sale=body.num_for_sale,
        fetched_at=fetched_at,
        blocked_from_sale=bool(body.blocked_from_sale),
        url=url,
    )


def suggestions(external_id: str, prices: Mapping[str, wire.Price], fetched_at: datetime) -> PriceSuggestions:
    """The grid of suggested prices; grades nobody knows are left out."""
    read = {GRADES[name]: amount for name, price in prices.items() if name in GRADES and (amount := _price(price))}
    return PriceSuggestions(external_id, read, fetched_at)


def seller(body: wire.UserBody) -> Seller:
    """A user as a seller. Without ratings the percentage says nothing."""
    return Seller(
        marketplace=MARKETPLACE,
        external_id=body.username,
        name=body.username,
        positive_percent=body.seller_rating if body.seller_num_ratings else None,
        ratings=body.seller_num_ratings,
    )


def identity(who: wire.IdentityBody, profile: wire.UserBody) -> Identity:
    """Whose token it is, and in which currency that account thinks."""
    return Identity(external_id=who.id, username=who.username, currency=profile.curr_abbr or None)


def collection_entry(row: wire.CollectionRow, folders: Mapping[int, str], fetched_at: datetime) -> CollectionEntry:
    """One copy. Grades stand in the owner's fields 1 (media) and 2 (sleeve); other fields are notes."""
    said = {note.field_id: note.value for note in row.notes}
    return CollectionEntry(
        release=basic_release(row.basic_information, fetched_at),
        instance_id=row.instance_id,
        folder=folders.get(row.folder_id) if row.folder_id is not None else None,
        rating=row.rating or None,
        date_added=row.date_added,
        media_grade=GRADES.get(said.get(1, "")),
        sleeve_grade=GRADES.get(said.get(2, "")),
        notes="\n".join(value for field, value in said.items() if value and not _is_grade_field(field, value)),
    )


def want(row: wire.WantRow, fetched_at: datetime) -> WantEntry:
    """A row of a want list: always a release."""
    wanted = basic_release(row.basic_information, fetched_at)
    return WantEntry(
        release=wanted,
        master_id=wanted.master_id,
        date_added=row.date_added,
        notes=row.notes,
        rating=row.rating or None,
        title=wanted.title,
    )


def list_item(row: wire.ListItem, fetched_at: datetime) -> WantEntry | None:
    """A release or master on a list; None for artists and labels."""
    if row.type == "master":
        return WantEntry(None, row.id, None, notes=row.comment, title=row.display_title)
    if row.type != "release":
        return None
    artist, title = split_title(row.display_title)
    listed = Release(
        external_id=row.id,
        title=title,
        artists=(artist,) if artist else (),
        thumb_url=_image(row.image_url),
        fetched_at=fetched_at,
    )
    return WantEntry(listed, None, None, notes=row.comment, title=row.display_title)


def user_list(row: wire.ListRow) -> UserList:
    """A list a user keeps."""
    return UserList(row.id, row.name, bool(row.public), row.date_changed)


def collection_value(body: wire.ValueBody) -> CollectionValue:
    """Formatted amounts such as "A$1,597.46" as decimals of one currency; ValueError when they cannot be read."""
    lowest, middle, highest = (formatted_money(text) for text in (body.minimum, body.median, body.maximum))
    return CollectionValue(lowest.amount, middle.amount, highest.amount, lowest.currency)


def formatted_money(text: str) -> Money:
    """``"¥4,500"`` -> 4500 JPY; ValueError for an unknown sign."""
    for sign, currency in CURRENCY_SIGNS:
        if text.startswith(sign):
            try:
                return Money(Decimal(text.removeprefix(sign).strip().replace(",", "")), currency)
            except InvalidOperation:
                break
    raise ValueError(f"no amount of money: {text!r}")


def split_title(text: str) -> tuple[str, str]:
    """``"Artist (2) - Title"`` -> ("Artist", "Title"); without a dash all of it is the title."""
    artist, dash, title = text.partition(" - ")
    return (plain_name(artist), title) if dash else ("", text)


def plain_name(name: str) -> str:
    """A name without Discogs' number for namesakes and without the asterisk of a variation."""
    return _NUMBERED.sub("", name.strip()).removesuffix("*")


def _credit(text: str) -> str:
    """Several names in one text, each without its number."""
    return _NUMBERED_INSIDE.sub("", text)


def _artists(rows: Iterable[wire.ArtistRow]) -> tuple[str, ...]:
    return tuple(plain_name(row.name) for row in rows)


def _labels(rows: Iterable[wire.LabelRow]) -> tuple[LabelCredit, ...]:
    return tuple(LabelCredit(plain_name(row.name), _catalogue_number(row.catno)) for row in rows)


def _flattened(row: wire.SearchRow) -> Format:
    """From older rows, which mix names and words and count apart."""
    return replace(formats.of_abbreviated(", ".join(row.format)), discs=row.format_quantity or None)


def _catalogue_number(text: str) -> str | None:
    return None if text.strip().casefold() in ("", "none") else text.strip()


def _values(rows: Iterable[wire.IdentifierRow], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.value.strip() for row in rows if row.type == kind and row.value.strip()))


def _barcode(text: str) -> str | None:
    """Digits of a barcode among what search rows mix: matrix numbers, rights societies, label codes."""
    digits = text.replace(" ", "").replace("-", "")
    return digits if _PLAIN_BARCODE.fullmatch(digits) else None


def _master(number: int | None) -> str | None:
    return str(number) if number else None


def _image(url: str) -> str | None:
    return None if not url or url.endswith("spacer.gif") else url


def _first_image(images: Sequence[wire.ImageRow]) -> str | None:
    ordered = sorted(images, key=lambda image: image.type != "primary")
    return next((image.uri for image in ordered if _image(image.uri)), None)


def _is_unofficial(made_as: Format) -> bool:
    return not UNOFFICIAL.isdisjoint(made_as.descriptions)


def _is_grade_field(field: int, value: str) -> bool:
    return field in (1, 2) and value in GRADES


def _price(price: wire.Price | None) -> Money | None:
    return None if price is None else money(price.value, price.currency)


def _own_price(original: wire.OriginalPrice | None, converted: wire.Price | None) -> Money | None:
    """In the seller's currency; a body without it was never converted."""
    return (original and money(original.value, original.curr_abbr)) or _price(converted)


def _listing_title(sold: wire.ListingRelease) -> str:
    return f"{_credit(sold.artist)} - {sold.title}" if sold.artist and sold.title else sold.description or sold.title


def _listing_aspects(sold: wire.ListingRelease) -> dict[str, tuple[str, ...]]:
    """What the listing says of its release, under the names item specifics have elsewhere."""
    said = {
        "artist": _credit(sold.artist),
        "release title": sold.title,
        "record label": plain_name(sold.label),
        "catalog number": sold.catalog_number,
        "release year": str(sold.year or ""),
        "format": sold.format,
    }
    return {name: (value,) for name, value in said.items() if value}


def _listing_seller(selling: wire.ListingSeller, country: str | None, price: Money | None) -> Seller:
    rated = selling.stats.total if selling.stats else None
    return Seller(
        marketplace=MARKETPLACE,
        external_id=selling.username,
        name=selling.username,
        country=country,
        positive_percent=selling.stats.rating if selling.stats and rated else None,
        ratings=rated,
        min_order=money(selling.min_order_total or None, price.currency if price else None),
    )


def _quote(body: wire.ListingBody, destination: Destination, fetched_at: datetime) -> Quote | None:
    if body.shipping_is_blocked:
        return Quote(destination.country, None, fetched_at, refused=True)
    shipping = _own_price(body.original_shipping_price, body.shipping_price)
    return None if shipping is None else Quote(destination.country, shipping, fetched_at)
