"""Item specifics as sellers fill them in, named in the language of their site."""

from __future__ import annotations

from random import Random

from vinyldigger.core.domain.grade import Grade
from vinyldigger.sandbox.catalogue.pressings import NO_NUMBER
from vinyldigger.sandbox.stock.offers import Offer

_NAMES = {
    "en": ("Artist", "Release Title", "Format", "Record Size", "Speed", "Record Label", "Catalog Number",
           "Release Year", "Country/Region of Manufacture", "Genre", "Style", "Type", "Edition", "Color",
           "Record Grading", "Sleeve Grading", "UPC", "EAN"),
    "de": ("Künstler", "Titel", "Format", "Schallplattengröße", "Geschwindigkeit", "Plattenlabel", "Katalognummer",
           "Erscheinungsjahr", "Herstellungsland und -region", "Genre", "Stil", "Produktart", "Edition", "Farbe",
           "Schallplatten-Zustand", "Cover-Zustand", "UPC", "EAN"),
    "fr": ("Artiste", "Titre", "Format", "Taille du disque", "Vitesse", "Label", "Numéro de catalogue",
           "Année de sortie", "Pays de fabrication", "Genre", "Style", "Type", "Édition", "Couleur", "État du disque",
           "État de la pochette", "UPC", "EAN"),
    "it": ("Artista", "Titolo", "Formato", "Dimensione disco", "Velocità", "Etichetta", "Numero di catalogo",
           "Anno di pubblicazione", "Paese di fabbricazione", "Genere", "Stile", "Tipo", "Edizione", "Colore",
           "Condizioni del disco", "Condizioni della copertina", "UPC", "EAN"),
    "es": ("Artista", "Título del lanzamiento", "Formato", "Tamaño del disco", "Velocidad", "Sello discográfico",
           "Número de catálogo", "Año de lanzamiento", "País de fabricación", "Género", "Estilo", "Tipo", "Edición",
           "Color", "Estado del disco", "Estado de la funda", "UPC", "EAN"),
}  # fmt: skip
_KEYS = (
    "artist", "title", "format", "size", "speed", "label", "catno", "year", "country", "genre", "style", "type",
    "edition", "colour", "record", "sleeve", "upc", "ean",
)  # fmt: skip
_RECORD = {"en": "Record", "de": "Schallplatte", "fr": "Vinyle", "it": "Vinile", "es": "Vinilo"}
_NOT_GIVEN = {
    "en": "Does not apply", "de": "Nicht zutreffend", "fr": "Non applicable", "it": "Non applicabile",
    "es": "No aplicable",
}  # fmt: skip
_GRADE_TEXTS = {
    Grade.M: ("Mint (M)", "M", "Sealed"),
    Grade.NM: ("Near Mint (NM or M-)", "NM", "M-", "Excellent (EX)"),
    Grade.VG_PLUS: ("Very Good Plus (VG+)", "VG+", "EX", "E-"),
    Grade.VG: ("Very Good (VG)", "VG"),
    Grade.G_PLUS: ("Good Plus (G+)", "G+"),
    Grade.G: ("Good (G)", "G"),
    Grade.F: ("Fair (F)", "F"),
    Grade.P: ("Poor (P)", "P"),
    Grade.GENERIC: ("Generic", "Not Graded"),
    Grade.NOT_GRADED: ("Not Graded",),
    Grade.NO_COVER: ("No Cover", "n/a"),
}


def aspects_of(offer: Offer, kind: str) -> dict[str, str]:
    """Name -> value, in the seller's language; empty for the one in eight who fills in nothing."""
    rng, language = offer.rng("aspects"), offer.seller.place.language
    if kind in ("lot", "thing") or rng.random() < 0.125:
        return {}
    names = dict(zip(_KEYS, _NAMES[language], strict=True))
    filled = {key: value for key, value in _values(offer, kind, rng).items() if value and rng.random() < 0.8}
    return {names[key]: value for key, value in filled.items()}


def _values(offer: Offer, kind: str, rng: Random) -> dict[str, str]:
    pressing, language = offer.pressing, offer.seller.place.language
    barcode = pressing.barcode or _NOT_GIVEN[language]
    is_single = pressing.kind == "single"
    inches = '7"' if is_single and pressing.album.year < 1982 else '12"'
    values = {
        "artist": pressing.album.artist,
        "title": pressing.title,
        "format": "CD" if kind == "cd" else _RECORD[language],
        "label": pressing.album.label,
        "catno": pressing.catno if pressing.catno != NO_NUMBER else "",
        "year": str(pressing.year if rng.random() < 0.85 else pressing.album.year),  # many give the album's year
        "country": pressing.country,
        "genre": pressing.album.genre.split(",")[0],
        "style": pressing.album.styles[0],
        "type": "Single" if is_single else "Album",
        "upc": barcode if len(barcode) != 13 else "",
        "ean": barcode if len(barcode) == 13 else "",
    }
    if kind == "cd":
        return values
    shows_grade = rng.random() < 0.55
    media = Grade.NM if rng.random() < 0.04 else offer.media  # some fill in what they wish it were
    values |= {
        "size": inches,
        "speed": "45 RPM" if is_single else "33 RPM",
        "edition": {"original": "First Edition", "coloured": "Limited Edition", "180g": "Reissue"}.get(
            pressing.kind, ""
        ),
        "colour": pressing.formats[-1].text if pressing.kind in ("coloured", "unofficial") else "",
        "record": rng.choice(_GRADE_TEXTS[media]) if shows_grade else "",
        "sleeve": rng.choice(_GRADE_TEXTS[offer.sleeve]) if shows_grade else "",
    }
    return values
