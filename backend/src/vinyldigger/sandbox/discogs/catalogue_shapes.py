"""Releases, masters and their kin as the database endpoints write them."""

from __future__ import annotations

from random import Random

from vinyldigger.sandbox.catalogue.albums import Album
from vinyldigger.sandbox.catalogue.catalogue import Catalogue, Master
from vinyldigger.sandbox.catalogue.identifiers import spaced
from vinyldigger.sandbox.catalogue.pressings import Format, Pressing
from vinyldigger.sandbox.discogs.people import Member
from vinyldigger.sandbox.discogs.wire import Json, Links, slug

NOTES = "Sample pressing of VinylDigger's sandbox: catalogue number and barcode are made up."


def artists(album: Album, catalogue: Catalogue, links: Links) -> list[Json]:
    """The artist credit; the join of the last one is empty."""
    last = len(album.artists) - 1
    return [
        {
            "name": artist.name,
            "anv": artist.variation,
            "join": "" if place == last else "&",
            "role": "",
            "tracks": "",
            "id": catalogue.artist_ids[artist.name],
            "resource_url": f"{links.api}/artists/{catalogue.artist_ids[artist.name]}",
        }
        for place, artist in enumerate(album.artists)
    ]


def labels(pressing: Pressing, catalogue: Catalogue, links: Links) -> list[Json]:
    """The label with its catalogue number."""
    label_id = catalogue.label_ids[pressing.album.label]
    return [
        {
            "name": pressing.album.label,
            "catno": pressing.catno,
            "entity_type": "1",
            "entity_type_name": "Label",
            "id": label_id,
            "resource_url": f"{links.api}/labels/{label_id}",
        }
    ]


def formats(pressing: Pressing) -> list[Json]:
    """The format lines: quantity is a string, text only where there is one."""
    return [_format(line) for line in pressing.formats]


def _format(line: Format) -> Json:
    body: Json = {"name": line.name, "qty": str(line.quantity), "descriptions": list(line.descriptions)}
    return body | {"text": line.text} if line.text else body


def images(album: Album, links: Links) -> list[Json]:
    """One primary image."""
    large, small = links.cover(album.number, 600), links.cover(album.number, 150)
    return [
        {"type": "primary", "uri": large, "resource_url": large, "uri150": small, "width": 600, "height": 600}
    ]  # fmt: skip


def tracklist(pressing: Pressing) -> list[Json]:
    """A track list of sides; track titles are not part of the sample, singles know theirs."""
    rng = Random(f"tracks {pressing.album.number}")
    sides = "ABCDEFGH"[: 2 * pressing.album.discs] if pressing.kind != "single" else "A"
    rows: list[Json] = []
    for side in sides:
        count = 1 if pressing.kind == "single" else rng.randint(2, 6)
        if count > 1:
            rows.append({"position": "", "type_": "heading", "title": f"Side {side}", "duration": ""})
        for number in range(1, count + 1):
            title = pressing.title if pressing.kind == "single" else f"Sample Track {side}{number}"
            length = f"{rng.randint(2, 7)}:{rng.randint(0, 59):02d}"
            rows.append({"position": f"{side}{number}", "type_": "track", "title": title, "duration": length})
    return rows


def release(pressing: Pressing, catalogue: Catalogue, links: Links, for_sale: int, lowest: float | None) -> Json:
    """A release in full. ``lowest`` in the caller's currency."""
    album = pressing.album
    body: Json = {
        "id": pressing.id,
        "status": "Accepted",
        "year": pressing.year,
        "resource_url": f"{links.api}/releases/{pressing.id}",
        "uri": f"{links.web}/release/{pressing.id}-{slug(f'{album.artist} {pressing.title}')}",
        "artists": artists(album, catalogue, links),
        "artists_sort": album.artist.removeprefix("The "),
        "labels": labels(pressing, catalogue, links),
        "series": [],
        "companies": [],
        "formats": formats(pressing),
        "format_quantity": sum(line.quantity for line in pressing.formats if line.name != "Box Set"),
        "data_quality": ("Correct", "Needs Vote", "Complete and Correct")[pressing.id % 3],
        "community": _community(pressing, links),
        "date_added": "2024-01-15T06:35:58-08:00",
        "date_changed": "2025-03-02T12:10:11-08:00",
        "num_for_sale": for_sale,
        "lowest_price": lowest,
        "title": pressing.title,
        "country": pressing.country,
        "released": str(pressing.year),
        "released_formatted": str(pressing.year),
        "notes": NOTES,
        "identifiers": identifiers(pressing),
        "genres": [album.genre],
        "styles": list(album.styles),
        "tracklist": tracklist(pressing),
        "extraartists": [],
        "images": images(album, links),
        "thumb": links.cover(album.number, 150),
        "estimated_weight": pressing.grams,
        "blocked_from_sale": pressing.is_blocked,
        "is_offensive": False,
    }
    if pressing.master_id:
        body |= {"master_id": pressing.master_id, "master_url": f"{links.api}/masters/{pressing.master_id}"}
    return body


def _community(pressing: Pressing, links: Links) -> Json:
    rng = Random(f"rating {pressing.id}")
    submitter = {"username": "sample_collector", "resource_url": f"{links.api}/users/sample_collector"}
    rating = {"count": pressing.have // 9, "average": round(rng.uniform(3.6, 4.9), 2)}
    quality = ("Correct", "Needs Vote", "Complete and Correct")[pressing.id % 3]
    return {
        "have": pressing.have, "want": pressing.want, "rating": rating, "submitter": submitter,
        "contributors": [submitter], "data_quality": quality, "status": "Accepted",
    }  # fmt: skip


def identifiers(pressing: Pressing) -> list[Json]:
    """Barcode as printed and as scanned, runouts of both sides."""
    rows: list[Json] = []
    if pressing.barcode:
        rows += [
            {"type": "Barcode", "value": spaced(pressing.barcode), "description": "Text"},
            {"type": "Barcode", "value": pressing.barcode, "description": "Scanned"},
        ]
    if pressing.is_vinyl:
        rows += [
            {"type": "Matrix / Runout", "value": value, "description": f"Side {side}"}
            for side, value in zip("AB", pressing.matrix, strict=True)
        ]
    return rows


def basic_information(pressing: Pressing, catalogue: Catalogue, links: Links) -> Json:
    """A release as want lists and collections carry it."""
    album = pressing.album
    return {
        "id": pressing.id,
        "master_id": pressing.master_id or 0,
        "master_url": f"{links.api}/masters/{pressing.master_id}" if pressing.master_id else None,
        "resource_url": f"{links.api}/releases/{pressing.id}",
        "thumb": links.cover(album.number, 150),
        "cover_image": links.cover(album.number, 600),
        "title": pressing.title,
        "year": pressing.year,
        "formats": formats(pressing),
        "labels": labels(pressing, catalogue, links),
        "artists": artists(album, catalogue, links),
        "genres": [album.genre],
        "styles": list(album.styles),
    }


def search_row(pressing: Pressing, links: Links, member: Member | None) -> Json:
    """A release in search results: year is a string, names and descriptions of formats in one list."""
    album = pressing.album
    flat = [word for line in pressing.formats for word in (line.name, *line.descriptions)]
    return {
        "country": pressing.country,
        "year": str(pressing.year),
        "format": flat,
        "label": [album.label],
        "type": "release",
        "genre": [album.genre],
        "style": list(album.styles),
        "id": pressing.id,
        "barcode": [row["value"] for row in identifiers(pressing)],
        "user_data": _user_data(pressing, member),
        "master_id": pressing.master_id or 0,
        "master_url": f"{links.api}/masters/{pressing.master_id}" if pressing.master_id else None,
        "uri": f"/release/{pressing.id}-{slug(f'{album.artist} {pressing.title}')}",
        "catno": pressing.catno,
        "title": f"{album.artist} - {pressing.title}",
        "thumb": links.cover(album.number, 150),
        "cover_image": links.cover(album.number, 600),
        "resource_url": f"{links.api}/releases/{pressing.id}",
        "community": {"want": pressing.want, "have": pressing.have},
        "format_quantity": sum(line.quantity for line in pressing.formats if line.name != "Box Set"),
        "formats": formats(pressing),
    }


def master_row(master: Master, links: Links, member: Member | None) -> Json:
    """A master in search results: its original's facts under the master's id."""
    body = search_row(master.versions[0], links, member)
    for releases_only in ("format_quantity", "formats"):
        del body[releases_only]
    name = slug(f"{master.album.artist} {master.album.title}")
    return body | {
        "type": "master",
        "id": master.id,
        "uri": f"/master/{master.id}-{name}",
        "resource_url": f"{links.api}/masters/{master.id}",
        "community": {
            "want": sum(one.want for one in master.versions), "have": sum(one.have for one in master.versions),
        },
    }  # fmt: skip


def _user_data(pressing: Pressing, member: Member | None) -> Json:
    wanted = member is not None and any(want.release.id == pressing.id for want in member.wants)
    owned = member is not None and any(one.release.id == pressing.id for one in member.collection)
    return {"in_wantlist": wanted, "in_collection": owned}


def version_row(pressing: Pressing, links: Links, member: Member | None) -> Json:
    """A pressing in a master's list: format words without the medium, catalogue number, no barcode."""
    line = pressing.formats[-1]
    prefix = f"{line.quantity}x" if line.quantity > 1 else ""
    words = [prefix + line.descriptions[0], *line.descriptions[1:], *([line.text] if line.text else [])]
    community = {"in_wantlist": pressing.want, "in_collection": pressing.have}
    stats: Json = {"community": community}
    if member is not None:
        data = _user_data(pressing, member)
        stats["user"] = {name: int(value) for name, value in data.items()}
    return {
        "id": pressing.id,
        "label": pressing.album.label,
        "country": pressing.country,
        "title": pressing.title,
        "major_formats": [one.name for one in pressing.formats],
        "format": ", ".join(words),
        "catno": pressing.catno,
        "released": str(pressing.year),
        "status": "Accepted",
        "resource_url": f"{links.api}/releases/{pressing.id}",
        "thumb": links.cover(pressing.album.number, 150),
        "stats": stats,
    }
