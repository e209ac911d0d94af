"""A copy on offer as the marketplace endpoints write it."""

from __future__ import annotations

import html

from vinyldigger.core.domain.grade import Grade
from vinyldigger.sandbox import rates
from vinyldigger.sandbox.catalogue.pressings import Format, Pressing
from vinyldigger.sandbox.discogs import catalogue_shapes
from vinyldigger.sandbox.discogs.people import Member
from vinyldigger.sandbox.discogs.wire import Json, Links, original_money, pacific, plain
from vinyldigger.sandbox.stock.comments import comment
from vinyldigger.sandbox.stock.offers import Offer
from vinyldigger.sandbox.stock.sellers import Seller

CONDITIONS = {
    Grade.M: "Mint (M)",
    Grade.NM: "Near Mint (NM or M-)",
    Grade.VG_PLUS: "Very Good Plus (VG+)",
    Grade.VG: "Very Good (VG)",
    Grade.G_PLUS: "Good Plus (G+)",
    Grade.G: "Good (G)",
    Grade.F: "Fair (F)",
    Grade.P: "Poor (P)",
    Grade.GENERIC: "Generic",
    Grade.NOT_GRADED: "Not Graded",
    Grade.NO_COVER: "No Cover",
}
_ABBREVIATIONS = {
    "Reissue": "RE", "Repress": "RP", "Remastered": "RM", "Limited Edition": "Ltd", "Numbered": "Num",
    "Deluxe Edition": "Dlx", "Compilation": "Comp", "Club Edition": "Club", "Unofficial Release": "Unofficial",
    "Maxi-Single": "Maxi", "45 RPM": "",
}  # fmt: skip


def listing(offer: Offer, now: float, currency: str, links: Links, member: Member | None, knows: bool) -> Json:
    """A listing priced in ``currency``. ``knows``: any credentials were sent, so pictures are shown.

    Shipping is told only to a member whose country the seller serves, else ``{}``.
    """
    seller, price = offer.seller, offer.price_at(now)
    shipping = seller.shipping_to(member.country) if member else None
    body: Json = {
        "id": offer.id,
        "resource_url": f"{links.api}/marketplace/listings/{offer.id}",
        "uri": f"{links.web}/sell/item/{offer.id}",
        "status": "For Sale",
        "condition": CONDITIONS[offer.media],
        "sleeve_condition": "" if offer.id % 97 == 0 else CONDITIONS[offer.sleeve],
        "comments": html.escape(comment(offer)),
        "ships_from": seller.place.name,
        "posted": pacific(offer.born),
        "allow_offers": offer.id % 3 == 0,
        "audio": False,
        "price": {"value": plain(rates.convert(price, offer.currency, currency)), "currency": currency},
        "original_price": original_money(price, offer.currency, currency),
        "shipping_price": {},
        "original_shipping_price": {},
        "seller": _seller(seller, links),
        "release": _release(offer.pressing, links, member, knows),
    }
    if shipping is not None:
        converted = rates.convert(shipping, offer.currency, currency)
        body["shipping_price"] = {"value": plain(round(converted, 2)), "currency": currency}
        body["original_shipping_price"] = original_money(shipping, offer.currency, currency)
    if member is not None:
        body |= {"in_cart": False, "offer_submitted": False}
    return body


def seller_stats(seller: Seller) -> Json:
    """The reputation: percent positive as a string, number of ratings."""
    return {
        "rating": f"{seller.positive:.1f}",
        "stars": plain(round(seller.positive / 20, 1)),
        "total": seller.ratings,
    }


def _seller(seller: Seller, links: Links) -> Json:
    number = 730_000_000 + seller.number
    return {
        "id": number,
        "uid": number,
        "username": seller.username,
        "url": f"{links.api}/users/{seller.username}",
        "resource_url": f"{links.api}/users/{seller.username}",
        "html_url": f"{links.web}/user/{seller.username}",
        "avatar_url": f"{links.images}/avatars/{seller.number}.svg",
        "payment": "PayPal Commerce",
        "shipping": _policy_text(seller),
        "min_order_total": plain(seller.min_order),
        "stats": seller_stats(seller),
        "is_mp2020_seller": True,
    }


def _policy_text(seller: Seller) -> str:
    names = {"home": seller.place.name, "near": "neighbouring countries", "far": "rest of the world"}
    lines = [f"{names[zone]}: {price:g} {seller.place.currency} for 1 LP" for zone, price in seller.ships.items()]
    further = f"each further LP +{seller.each_further:g} {seller.place.currency}"
    return "\r\n".join(["Records are packed safely.", *lines, further, "Please wait for the invoice."])


def short_format(pressing: Pressing) -> str:
    """Formats as listings abbreviate them: ``2xLP, Album, RE, 180``."""
    return " + ".join(_short(line) for line in pressing.formats)


def _short(line: Format) -> str:
    if line.name != "Vinyl":
        words = ["Box" if line.name == "Box Set" else line.name, *line.descriptions]
    else:
        words = list(line.descriptions)
    words = [_ABBREVIATIONS.get(word, word) for word in words]
    prefix = f"{line.quantity}x" if line.quantity > 1 else ""
    return prefix + ", ".join([word for word in words if word] + ([line.text[:3]] if line.text else []))


def _release(pressing: Pressing, links: Links, member: Member | None, knows: bool) -> Json:
    album, form = pressing.album, short_format(pressing)
    stats: Json = {"community": {"in_wantlist": pressing.want, "in_collection": pressing.have}}
    if member is not None:
        wanted = sum(want.release.id == pressing.id for want in member.wants)
        owned = sum(one.release.id == pressing.id for one in member.collection)
        stats["user"] = {"in_wantlist": wanted, "in_collection": owned}
    return {
        "id": pressing.id,
        "title": pressing.title,
        "artist": album.artist,
        "label": album.label,
        "description": f"{album.artist} - {pressing.title} ({form})",
        "format": form,
        "catalog_number": pressing.catno,
        "year": pressing.year,
        "thumbnail": links.cover(album.number, 150) if knows else "",
        "images": catalogue_shapes.images(album, links) if knows else [],
        "resource_url": f"{links.api}/releases/{pressing.id}",
        "stats": stats,
    }
