"""Titles as eBay's sellers write them: abbreviated, shouted, out of order, misspelt, in five languages."""

from __future__ import annotations

from random import Random

from vinyldigger.core.domain.grade import Grade
from vinyldigger.sandbox.catalogue.pressings import NO_NUMBER, Pressing
from vinyldigger.sandbox.stock.offers import Offer

LONGEST = 80
_NOISE = {
    "en": ("RARE!", "L@@K", "vinyl", "record", "EX+", "great condition", "tested", "free p&p", "original", "OOP"),
    "de": ("Schallplatte", "Vinyl", "TOP", "rar", "Sammlung", "guter Zustand", "gewaschen", "mit OIS"),
    "fr": ("disque vinyle", "33 tours", "33T", "rare", "TBE", "pressage", "très bon état"),
    "it": ("vinile", "disco", "raro", "33 giri", "ottimo", "originale"),
    "es": ("vinilo", "disco", "muy raro", "buen estado", "original"),
}
_LOTS = {
    "en": ("Lot of {n} LPs incl. {artist} {title} vinyl bundle job lot", "{n} x vinyl records bundle {artist} etc"),
    "de": ("Konvolut {n} LPs {artist} u.a. Sammlung Schallplatten", "{n} Schallplatten {artist} {title} Paket"),
    "fr": ("Lot de {n} vinyles 33T {artist} {title}", "Lot {n} disques vinyle {artist}"),
    "it": ("Lotto {n} dischi vinile {artist} {title}", "Stock {n} LP {artist} e altri"),
    "es": ("Lote de {n} discos vinilo {artist} {title}", "Lote {n} LP {artist} y otros"),
}
_SLEEVES = {
    "en": "{artist} {title} SLEEVE ONLY no record",
    "de": "{artist} {title} nur Cover / ohne Platte",
    "fr": "{artist} {title} pochette seule sans disque",
    "it": "{artist} {title} solo copertina senza disco",
    "es": "{artist} {title} solo funda sin disco",
}
_THINGS = (
    "{artist} {title} album cover T-shirt M/L/XL",
    "{artist} {title} framed poster print 30x30",
    "{artist} slipmat turntable",
    "{artist} {title} songbook guitar tab",
    "{artist} {title} 8-track cartridge untested",
    "{artist} {title} cassette tape",
)
_GRADES = {
    Grade.M: ("SEALED", "NEW", "M/M", "Mint"),
    Grade.NM: ("NM", "M-/M-", "NM/NM", "near mint"),
    Grade.VG_PLUS: ("VG+", "EX", "VG+/VG+", "EX/EX", "VG++", "E-"),
    Grade.VG: ("VG", "VG/VG", "VG-VG+", "very good"),
    Grade.G_PLUS: ("G+", "G+/VG", "plays ok"),
    Grade.G: ("G", "Good", "well loved"),
    Grade.F: ("Fair", "F", "scratched"),
    Grade.P: ("Poor", "for parts", "P"),
}
_EDITIONS = {
    "original": ("1st press", "original", "OG", "first pressing", ""),
    "mono": ("MONO", "mono 1st"),
    "abroad": ("{country} pressing", "{country}", "import"),
    "repress": ("repress", "reissue", "RE", ""),
    "club": ("record club", "club edition", "CRC", ""),
    "japan": ("Japan OBI", "JAPAN PRESS w/obi", "japanese pressing obi insert"),
    "reissue": ("reissue", "RE", "80s reissue", ""),
    "180g": ("180g", "180 gram remastered", "180g reissue NEW", "audiophile 180g"),
    "coloured": ("{colour} vinyl", "ltd {colour}", "COLOURED VINYL {colour}", "limited edition colour"),
    "cd": ("CD", "CD album", "compact disc"),
    "single": ("single", ""),
    "unofficial": ("{colour} vinyl", "unofficial", "import"),
    "box": ("BOX SET", "deluxe box numbered"),
}


def kind_of(offer: Offer) -> str:
    """What is really sold: ``record``, ``cd``, ``lot``, ``sleeve`` or ``thing``."""
    drawn = offer.rng("kind").choices(("record", "lot", "sleeve", "thing"), (945, 30, 12, 13))[0]
    if drawn == "record" and not offer.pressing.is_vinyl:
        return "cd"
    return drawn


def title_of(offer: Offer, kind: str) -> str:
    """The seller's title, at most 80 characters."""
    rng, album = offer.rng("title"), offer.pressing.album
    language = offer.seller.place.language
    names = {"artist": _artist(offer.pressing, rng), "title": album.title, "n": str(rng.choice((3, 5, 8, 10, 25)))}
    if kind == "lot":
        text = rng.choice(_LOTS[language]).format(**names)
    elif kind == "sleeve":
        text = _SLEEVES[language].format(**names)
    elif kind == "thing":
        text = rng.choice(_THINGS).format(**names)
    else:
        text = _record(offer, names["artist"], rng)
    return _written(text, rng)


def _record(offer: Offer, artist: str, rng: Random) -> str:
    pressing, language = offer.pressing, offer.seller.place.language
    colour = pressing.formats[-1].text.lower()
    edition = rng.choice(_EDITIONS[pressing.kind]).format(country=pressing.country, colour=colour)
    details = [_size(pressing, rng), edition]
    if rng.random() < 0.4 and pressing.catno != NO_NUMBER:
        details.append(pressing.catno)
    if rng.random() < 0.3:
        details.append(pressing.album.label)
    if rng.random() < 0.45:
        details.append(str(pressing.year))
    if rng.random() < 0.45:
        details.append(rng.choice(_GRADES[offer.media]))
    if rng.random() < 0.4:
        details.append(rng.choice(_NOISE[language]))
    rng.shuffle(details)
    separator = rng.choice((" - ", " – ", " ", " / ", ": ", " "))
    name = [artist, pressing.title] if rng.random() < 0.86 else [pressing.title, artist]
    return f"{separator.join(name)} {rng.choice(('', '', '- ', '| '))}{' '.join(word for word in details if word)}"


def _artist(pressing: Pressing, rng: Random) -> str:
    album = pressing.album
    first = album.artists[0]
    if first.variation and rng.random() < 0.5:
        return rng.choice((first.variation, f"{first.name} {first.variation}"))
    name = album.artist.split(" (")[0] if album.artist.endswith(")") else album.artist
    drawn = rng.random()
    if drawn < 0.08 and name.startswith("The "):
        return f"{name[4:]}, The"
    if drawn < 0.14 and name.count(" ") == 1:
        given, family = name.split(" ")
        return f"{family}, {given}"
    return name


def _size(pressing: Pressing, rng: Random) -> str:
    if not pressing.is_vinyl:
        return ""
    if pressing.kind == "single":
        return (
            rng.choice(('7"', "7 inch", "45")) if pressing.album.year < 1982 else rng.choice(('12"', "12 inch", "maxi"))
        )
    discs = pressing.album.discs
    if discs > 1:
        return rng.choice((f"{discs}xLP", f"{discs} LP", "DLP", "double LP", f"{discs}LP gatefold"))
    return rng.choice(("LP", "LP", "LP", "Vinyl LP", '12" LP', "vinyl", "Album", ""))


def _written(text: str, rng: Random) -> str:
    drawn = rng.random()
    if drawn < 0.14:
        text = text.upper()
    elif drawn < 0.24:
        text = text.lower()
    if rng.random() < 0.035:
        place = rng.randrange(2, max(3, len(text) // 2))
        text = text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]
    return " ".join(text.split())[:LONGEST].strip()
