"""Discogs' JSON as it comes (API v2). Only what we read; everything but identities may be missing."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import RootModel

from vinyldigger.marketplaces.wire_types import Absent, Amount, Listed, Moment, Percent, Text, Texts, Whole, Wire


class Pagination(Wire):
    """``items`` is the true count, ``pages`` the reachable one."""

    page: int = 1
    pages: int = 1
    items: int = 0


class PagedResults(Wire):
    """A page of ``/database/search``."""

    pagination: Pagination = Pagination()
    results: tuple[Any, ...]


class PagedVersions(Wire):
    """A page of a master's versions."""

    pagination: Pagination = Pagination()
    versions: tuple[Any, ...]


class PagedListings(Wire):
    """A page of an inventory."""

    pagination: Pagination = Pagination()
    listings: tuple[Any, ...]


class PagedReleases(Wire):
    """A page of a collection folder."""

    pagination: Pagination = Pagination()
    releases: tuple[Any, ...]


class PagedWants(Wire):
    """A page of a want list."""

    pagination: Pagination = Pagination()
    wants: tuple[Any, ...]


class PagedLists(Wire):
    """A page of a user's lists."""

    pagination: Pagination = Pagination()
    lists: tuple[Any, ...]


class FormatRow(Wire):
    """One physical part. ``qty`` is text; ``text`` is free."""

    name: str
    qty: Whole = None
    text: Text = ""
    descriptions: Texts = ()


class ArtistRow(Wire):
    """A credited artist under the catalogue's own name."""

    name: str


class LabelRow(Wire):
    """A label and the catalogue number there; the literal "none" where it has none."""

    name: str
    catno: Text = ""


class IdentifierRow(Wire):
    """A barcode, matrix number or other identifier; ``type`` is an open list."""

    type: Text = ""
    value: Text = ""


class ImageRow(Wire):
    """``uri`` is "" for anonymous callers."""

    type: Text = ""
    uri: Text = ""


class HaveWant(Wire):
    """How many own it, how many want it."""

    have: Whole = None
    want: Whole = None


class ReleaseBody(Wire):
    """``/releases/{id}``."""

    id: str
    title: str
    artists: tuple[ArtistRow, ...] = ()
    labels: tuple[LabelRow, ...] = ()
    formats: tuple[FormatRow, ...] = ()
    identifiers: Annotated[tuple[IdentifierRow, ...], Listed] = ()
    images: Annotated[tuple[ImageRow, ...], Listed] = ()
    genres: Texts = ()
    styles: Texts = ()
    country: Text = ""
    year: Whole = None
    master_id: Whole = None
    thumb: Text = ""
    format_quantity: Whole = None
    estimated_weight: Whole = None
    community: Annotated[HaveWant | None, Absent] = None
    data_quality: Text = ""


class SearchRow(Wire):
    """A release in the search results: ``title`` is "Artist - Title", ``year`` text, ``barcode`` a mixture."""

    id: str
    type: Text = ""
    title: str
    year: Whole = None
    country: Text = ""
    format: Texts = ()
    formats: Annotated[tuple[FormatRow, ...], Listed] = ()
    format_quantity: Whole = None
    label: Texts = ()
    catno: Text = ""
    barcode: Texts = ()
    genre: Texts = ()
    style: Texts = ()
    master_id: Whole = None
    thumb: Text = ""
    cover_image: Text = ""
    community: Annotated[HaveWant | None, Absent] = None


class VersionCommunity(Wire):
    """Have and want of a version under other names."""

    in_collection: Whole = None
    in_wantlist: Whole = None


class VersionStats(Wire):
    """Where a version keeps its figures."""

    community: Annotated[VersionCommunity | None, Absent] = None


class VersionRow(Wire):
    """A version of a master. ``format`` is one string, in full words or (older) abbreviations."""

    id: str
    title: str
    country: Text = ""
    format: Text = ""
    major_formats: Texts = ()
    label: Text = ""
    catno: Text = ""
    released: Text = ""
    thumb: Text = ""
    stats: Annotated[VersionStats | None, Absent] = None


class MasterBody(Wire):
    """``/masters/{id}``: what its versions do not repeat."""

    id: str
    artists: tuple[ArtistRow, ...] = ()
    genres: Texts = ()
    styles: Texts = ()


class Price(Wire):
    """An amount; ``value`` may be unrounded."""

    value: Amount = None
    currency: Text = ""


class Suggestions(RootModel[dict[str, Price]]):
    """``/marketplace/price_suggestions/{id}``: prices by condition, ``{}`` when there are none."""


class OriginalPrice(Wire):
    """An amount in the seller's own currency."""

    value: Amount = None
    curr_abbr: Text = ""


class SellerStats(Wire):
    """``rating``: per cent positive, as text; ``total``: number of ratings."""

    rating: Percent = None
    total: Whole = None


class ListingSeller(Wire):
    """The seller inside a listing."""

    username: str
    stats: Annotated[SellerStats | None, Absent] = None
    min_order_total: Amount = None


class ListingRelease(Wire):
    """The release inside a listing: ``format`` abbreviated, no master, no country."""

    id: str
    title: Text = ""
    artist: Text = ""
    description: Text = ""
    format: Text = ""
    label: Text = ""
    catalog_number: Text = ""
    year: Whole = None
    thumbnail: Text = ""
    images: Annotated[tuple[ImageRow, ...], Listed] = ()


class ListingBody(Wire):
    """``/marketplace/listings/{id}`` and a row of an inventory. ``{}`` stands for an unknown price."""

    id: str
    status: Text = ""
    uri: Text = ""
    condition: Text = ""
    sleeve_condition: Text = ""
    comments: Text = ""
    ships_from: Text = ""
    allow_offers: bool | None = None
    price: Annotated[Price | None, Absent] = None
    original_price: Annotated[OriginalPrice | None, Absent] = None
    shipping_price: Annotated[Price | None, Absent] = None
    original_shipping_price: Annotated[OriginalPrice | None, Absent] = None
    shipping_is_blocked: bool | None = None
    quantity: Whole = None
    seller: ListingSeller
    release: ListingRelease


class StatsBody(Wire):
    """``/marketplace/stats/{id}``: null figures when none is for sale."""

    num_for_sale: Whole = None
    lowest_price: Annotated[Price | None, Absent] = None
    blocked_from_sale: bool | None = None


class UserBody(Wire):
    """``/users/{name}``."""

    id: str
    username: str
    curr_abbr: Text = ""
    num_for_sale: Whole = None
    seller_rating: Percent = None
    seller_num_ratings: Whole = None


class IdentityBody(Wire):
    """``/oauth/identity``."""

    id: str
    username: str


class BasicRelease(Wire):
    """The facts inside a want or a collection item; older bodies have fewer."""

    id: str
    title: str
    year: Whole = None
    master_id: Whole = None
    artists: tuple[ArtistRow, ...] = ()
    labels: tuple[LabelRow, ...] = ()
    formats: tuple[FormatRow, ...] = ()
    genres: Texts = ()
    styles: Texts = ()
    thumb: Text = ""
    cover_image: Text = ""


class NoteRow(Wire):
    """A value of one of the owner's own fields."""

    field_id: int
    value: Text = ""


class CollectionRow(Wire):
    """One copy in a collection. ``notes`` only for the owner."""

    id: str
    instance_id: str
    folder_id: Whole = None
    rating: Whole = None
    date_added: Moment = None
    basic_information: BasicRelease
    notes: Annotated[tuple[NoteRow, ...], Listed] = ()


class FolderRow(Wire):
    """A folder of a collection."""

    id: str
    name: Text = ""


class FoldersBody(Wire):
    """``/users/{name}/collection/folders``."""

    folders: tuple[FolderRow, ...]


class ValueBody(Wire):
    """``/users/{name}/collection/value``: formatted text such as "A$1,597.46"."""

    minimum: str
    median: str
    maximum: str


class WantRow(Wire):
    """A wanted release."""

    id: str
    rating: Whole = None
    date_added: Moment = None
    notes: Text = ""
    basic_information: BasicRelease


class ListRow(Wire):
    """One of a user's lists."""

    id: str
    name: Text = ""
    public: bool | None = None
    date_changed: Moment = None


class ListItem(Wire):
    """An entry of a list. ``type``: release, master, artist or label."""

    id: str
    type: Text = ""
    display_title: Text = ""
    image_url: Text = ""
    comment: Text = ""


class ListBody(Wire):
    """``/lists/{id}``: all items at once."""

    items: tuple[Any, ...] = ()
