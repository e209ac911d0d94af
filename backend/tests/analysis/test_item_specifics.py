"""Item specifics in the languages of eBay's sites, and values that say nothing."""

from __future__ import annotations

import pytest

from tests.analysis.reading import read
from vinyldigger.core.domain.format import Channels, ReleaseType

SAID = [
    # English, German, French, Italian, Spanish
    ({"Artist": "Miles Davis"}, "artist", "Miles Davis"), ({"Interpret": "Miles Davis"}, "artist", "Miles Davis"),
    ({"Künstler": "Miles Davis"}, "artist", "Miles Davis"), ({"Artiste": "Miles Davis"}, "artist", "Miles Davis"),
    ({"Interprète": "Miles Davis"}, "artist", "Miles Davis"), ({"Artista": "Miles Davis"}, "artist", "Miles Davis"),
    ({"Release Title": "Kind Of Blue"}, "title", "Kind Of Blue"),
    ({"Albumtitel": "Kind Of Blue"}, "title", "Kind Of Blue"),
    ({"Titre de l'album": "Kind Of Blue"}, "title", "Kind Of Blue"),
    ({"Titolo": "Kind Of Blue"}, "title", "Kind Of Blue"),
    ({"Título del álbum": "Kind Of Blue"}, "title", "Kind Of Blue"),
    ({"Record Label": "Columbia"}, "label", "Columbia"),
    ({"Plattenlabel": "Columbia"}, "label", "Columbia"), ({"Maison de disques": "Columbia"}, "label", "Columbia"),
    ({"Etichetta": "Columbia"}, "label", "Columbia"), ({"Sello discográfico": "Columbia"}, "label", "Columbia"),
    ({"Release Year": "1959"}, "year", 1959), ({"Erscheinungsjahr": "1959"}, "year", 1959),
    ({"Année de sortie": "1959"}, "year", 1959),
    ({"Anno di pubblicazione": "1959"}, "year", 1959), ({"Año de lanzamiento": "1959"}, "year", 1959),
    ({"Released": "17-08-1959"}, "year", 1959),
    ({"Country/Region of Manufacture": "United States"}, "country", "US"),
    ({"Herstellungsland und -region": "Deutschland"}, "country", "DE"),
    ({"Pays de fabrication": "Royaume-Uni"}, "country", "GB"),
    ({"Paese di fabbricazione": "Giappone"}, "country", "JP"),
    ({"País de fabricación": "Alemania"}, "country", "DE"), ({"Country": "Atlantis"}, "country", None),
    ({"Artist": "Does not apply"}, "artist", None), ({"Record Label": "Nicht zutreffend"}, "label", None),
    ({"Etichetta": "Non applicabile"}, "label", None),
    ({"Release Year": "unknown"}, "year", None), ({"Sello": "Sin marca"}, "label", None),
    ({"Maison de disques": "Ne s'applique pas"}, "label", None),
]  # fmt: skip

FORMS = [
    ({"Record Size": "12\""}, "inches", 12), ({"Plattengröße": "7 Zoll"}, "inches", 7),
    ({"Taille du disque": "10\""}, "inches", 10),
    ({"Format": "Vinyl, LP, Album"}, "inches", 12), ({"Formato": "LP"}, "inches", 12),
    ({"Speed": "45 RPM"}, "rpm", 45),
    ({"Geschwindigkeit": "33 U/min"}, "rpm", 33), ({"Velocidad": "78 RPM"}, "rpm", 78),
    ({"Number of Discs": "2"}, "discs", 2),
    ({"Anzahl der Discs": "3"}, "discs", 3), ({"Format": "LP (2)"}, "discs", 2), ({"Color": "Red"}, "colour", "red"),
    ({"Farbe": "Blau"}, "colour", "blue"), ({"Couleur": "Vert"}, "colour", "green"),
    ({"Type": "Single"}, "type", ReleaseType.SINGLE),
    ({"Features": "Stereo"}, "channels", Channels.STEREO), ({"Number of Discs": "many"}, "discs", None),
    ({"Number of Discs": "900"}, "discs", None),
]  # fmt: skip


@pytest.mark.parametrize(("aspects", "field", "value"), SAID)
def test_item_specifics_are_read_in_five_languages(aspects: dict[str, str], field: str, value: object) -> None:
    assert getattr(read("vinyl record", aspects=aspects), field) == value


@pytest.mark.parametrize(("aspects", "field", "value"), FORMS)
def test_item_specifics_tell_the_format(aspects: dict[str, str], field: str, value: object) -> None:
    assert getattr(read("Some Band - Some Name", aspects=aspects).format, field) == value


@pytest.mark.parametrize(
    "name", ["UPC", "EAN", "GTIN", "Strichcode", "Code-barres", "Codice a barre", "Código de barras"]
)
def test_barcodes_come_from_their_field_when_they_are_valid(name: str) -> None:
    assert read("Air - Moon Safari LP", aspects={name: "724384497828"}).barcodes == ("0724384497828",)
    assert read("Air - Moon Safari LP", aspects={name: "Does not apply"}).barcodes == ()
    assert read("Air - Moon Safari LP", aspects={name: "724384497820"}).barcodes == ()


@pytest.mark.parametrize(
    "name", ["Catalog Number", "Katalognummer", "Numéro de catalogue", "Numero di catalogo", "Número de catálogo"]
)
def test_catalogue_numbers_come_from_their_field(name: str) -> None:
    assert read("Air - Moon Safari LP", aspects={name: "V2848"}).catalogue_numbers == ("V2848",)


def test_names_in_fields_are_stronger_than_the_title() -> None:
    parsed = read(
        "L@@K!! RARE Kind Of Blue by Miles LP", aspects={"Artist": "Miles Davis", "Release Title": "Kind Of Blue"}
    )
    assert (parsed.artist, parsed.title) == ("Miles Davis", "Kind Of Blue")


def test_words_about_the_copy_leave_a_title_s_field() -> None:
    parsed = read("NATIONAL - ROME -WHITE-", aspects={"Artist": "NATIONAL", "Title": "ROME -WHITE-"})
    assert parsed.title == "ROME"
    assert parsed.format.colour == "white"


def test_a_title_field_may_hold_the_artist() -> None:
    parsed = read("Arctic Monkeys - AM LP", aspects={"Title": "Arctic Monkeys - AM"})
    assert (parsed.artist, parsed.title) == ("Arctic Monkeys", "AM")
