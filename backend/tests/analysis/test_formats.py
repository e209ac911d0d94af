"""The physical form as sellers and Discogs write it: size, discs, speed, channels, colour, kind of publication."""

from __future__ import annotations

import pytest

from tests.analysis.reading import TABLES, read
from vinyldigger.analysis.formats import read_format
from vinyldigger.core.domain.format import Channels, Medium, ReleaseType

SIZES = [
    ("Wipers - Over The Edge LP", 12), ("Wipers - Over The Edge 12\"", 12), ("Wipers - Over The Edge 12 inch", 12),
    ("Wipers - Over The Edge 12''", 12), ("Wipers - Over The Edge 12-inch single", 12),
    ("Wipers - Over The Edge 12in", 12),
    ("Wipers - Better Off Dead 7\"", 7), ("Wipers - Better Off Dead 7 inch", 7), ("Wipers - Better Off Dead 7''", 7),
    ("Wipers - Better Off Dead 7” single", 7), ("Wipers - Better Off Dead 10\"", 10),
    ("Wipers - Better Off Dead 10 inch EP", 10),
    ("Wipers - Over The Edge Langspielplatte", 12), ("Wipers - Better Off Dead 7 Zoll Single", 7),
    ("Wipers - Over The Edge Maxi Single", 12), ("Wipers - Over The Edge 33 T", 12),
    ("Wipers - Better Off Dead 45 T", 7),
    ("Wipers - Over The Edge Vinyl", None), ("Wipers - Over The Edge 2xLP", 12),
    ("Wipers - Over The Edge 2x12\"", 12),
    ("Wipers - Better Off Dead 2x7\"", 7), ("Wipers - Better Off Dead vinyl 7 inches", 7),
    ("Wipers - Over The Edge DLP", 12), ("Wipers - Over The Edge LP + 7\"", 12), ("Wipers - Over The Edge LP+7\"", 12),
]  # fmt: skip

DISCS = [
    ("Can - Tago Mago 2LP", 2), ("Can - Tago Mago 2 LP", 2), ("Can - Tago Mago 2xLP", 2),
    ("Can - Tago Mago 2 x LP", 2),
    ("Can - Tago Mago Double LP", 2), ("Can - Tago Mago DLP", 2), ("Can - Tago Mago Doppel-LP", 2),
    ("Can - Tago Mago 3LP Box", 3),
    ("Can - Tago Mago 2x12\"", 2), ("Can - Tago Mago (2 LP)", 2), ("Can - Tago Mago LP (2)", 2),
    ("Can - Tago Mago Triple LP", 3),
    ("Can - Tago Mago double vinyl", 2), ("Can - Tago Mago 2 record set LP", 2), ("Can - Tago Mago 10LP box set", 10),
    ("Can - Tago Mago Doppelalbum", 2), ("Can - Tago Mago LP", None), ("Can - Tago Mago 1LP", 1),
    ("Can - Tago Mago doppio LP", 2),
    ("Can - Tago Mago LP+7\"", None), ("Can - Tago Mago 2 vinyls", 2), ("Can - Tago Mago 4xLP box", 4),
    ("Can - Greatest Hits 2LP", 2), ("CAN - TAGO MAGO -2LP-", 2), ("Can - Tago Mago Vol. 2 LP", None),
    ("Can - Hits Vol. 3 2 x LP", 2),
    ("Can - Tago Mago dubbel LP", 2),
]  # fmt: skip

SPEEDS = [
    ("Slint - Spiderland LP 33 RPM", 33), ("Slint - Spiderland LP 45 RPM", 45), ("Slint - Spiderland LP 45rpm", 45),
    ("Slint - Spiderland LP 33 1/3 RPM", 33), ("Slint - Spiderland LP 33⅓ rpm", 33),
    ("Slint - Spiderland 78 RPM", 78),
    ("Slint - Spiderland 45 giri", 45), ("Slint - Spiderland 45 tours", 45), ("Slint - Spiderland LP", None),
    ("Slint - 33 Degrees LP", None), ("Slint - Spiderland 45er", 45), ("Slint - Spiderland 45 UpM", 45),
]  # fmt: skip

CHANNELS = [
    ("The Who - My Generation LP mono", Channels.MONO), ("The Who - My Generation mono LP", Channels.MONO),
    ("The Who - My Generation LP (Mono)", Channels.MONO), ("The Who - My Generation LP stereo", Channels.STEREO),
    ("The Who - Quadrophenia LP quadraphonic", Channels.QUAD), ("The Who - My Generation LP", None),
    ("Stereo MC's - Connected LP", None), ("Stereolab - Dots And Loops LP", None),
    ("Mono - Hymn To The Immortal Wind 2LP", None),
    ("Mono Inc - Terlingua LP", None), ("The Who - My Generation - Mono - LP", Channels.MONO),
]  # fmt: skip

COLOURS = [
    ("Miles Davis Kind Of Blue vinyl LP", None), ("AC/DC Back In Black vinyl LP pressed on blue vinyl", "blue"),
    ("Low - Hey What LP red vinyl", "red"), ("Low - Hey What (Clear Vinyl) LP", "clear"),
    ("Low - Hey What LP -White-", "white"),
    ("Low - Hey What LP blue wax", "blue"), ("Low - Hey What (Gold) LP", "gold"),
    ("Low - Hey What LP black vinyl", "black"),
    ("Low - Hey What LP rotes Vinyl", "red"), ("Low - Hey What LP vinyle bleu", "blue"),
    ("Low - Hey What -LIGHT BLUE VINYL- LP", "blue"),
    ("Low - Hey What (Splatter Vinyl) LP", "multi"), ("Low - Hey What LP green marbled vinyl", "green"),
    ("Low - Hey What LP", None),
    ("Black Sabbath - Paranoid LP", None), ("Simply Red - Stars LP", None), ("Deep Purple - In Rock LP", None),
    ("Pink Floyd - Animals LP", None), ("ABBA - Gold 2LP", None), ("Green Day - Dookie LP", None),
    ("Joni Mitchell - Blue LP", None),
    ("King Crimson - Red LP", None), ("Weezer (Green Album) LP", None), ("The Beatles - White Album 2LP", None),
    ("Low - Hey What (milky white) LP", "white"), ("Low - Hey What LP transparent", "clear"),
    ("Prince - Purple Rain LP", None),
    ("Amy Winehouse - Back To Black LP", None), ("Low - Hey What (Orange Vinyl)", "orange"),
    ("Low - Hey What LP weißes Vinyl", "white"),
]  # fmt: skip

TYPES = [
    ("Low - Songs EP 12\"", ReleaseType.EP), ("Low - Songs 7\" single", ReleaseType.SINGLE),
    ("Low - Songs 12\" single", ReleaseType.MAXI),
    ("Low - Songs Maxi 12\"", ReleaseType.MAXI), ("Low - Songs 3LP box set", ReleaseType.BOX),
    ("Low - Songs LP album", ReleaseType.ALBUM),
    ("Low - Songs mini LP", ReleaseType.EP), ("Low - Songs LP", None), ("Box Tops - Cry Like A Baby LP", None),
    ("Beyonce - Single Ladies 12\"", None), ("Low - Songs 45 single", ReleaseType.SINGLE),
    ("Low - Songs Coffret 4LP", ReleaseType.BOX),
]  # fmt: skip

LINES = [
    ("2xLP, Album, Reissue, Gatefold", 12, 2, None, ReleaseType.ALBUM),
    ("12\", EP, 33 ⅓ RPM", 12, None, 33, ReleaseType.EP),
    ("7\", 45 RPM, Single, Promo", 7, None, 45, ReleaseType.SINGLE),
    ("LP, Compilation, Mono", 12, None, None, ReleaseType.COMPILATION),
    ("10\", EP", 10, None, None, ReleaseType.EP), ("4x12\", Comp", 12, 4, None, ReleaseType.COMPILATION),
    ("12\", Maxi-Single, 45 RPM", 12, None, 45, ReleaseType.MAXI), ("Box, 5xLP, Comp", 12, 5, None, ReleaseType.BOX),
    ("8\", 33 ⅓ RPM, Club Edition", 8, None, 33, None), ("LP (2)", 12, 2, None, None), ("2LP", 12, 2, None, None),
    ("Shellac, 10\", 78 RPM", 10, None, 78, None), ("", None, None, None, None),
    ("12\", Single", 12, None, None, ReleaseType.MAXI),
]  # fmt: skip


@pytest.mark.parametrize(("title", "inches"), SIZES)
def test_size(title: str, inches: int | None) -> None:
    assert read(title).format.inches == inches


@pytest.mark.parametrize(("title", "discs"), DISCS)
def test_number_of_discs(title: str, discs: int | None) -> None:
    assert read(title).format.discs == discs


@pytest.mark.parametrize(("title", "rpm"), SPEEDS)
def test_speed(title: str, rpm: int | None) -> None:
    assert read(title).format.rpm == rpm


@pytest.mark.parametrize(("title", "channels"), CHANNELS)
def test_channels_unless_they_are_a_name(title: str, channels: Channels | None) -> None:
    assert read(title).format.channels == channels


@pytest.mark.parametrize(("title", "colour"), COLOURS)
def test_colour_unless_it_is_a_name(title: str, colour: str | None) -> None:
    assert read(title).format.colour == colour


@pytest.mark.parametrize(("title", "kind"), TYPES)
def test_kind_of_publication(title: str, kind: ReleaseType | None) -> None:
    assert read(title).format.type == kind


@pytest.mark.parametrize(("line", "inches", "discs", "rpm", "kind"), LINES)
def test_discogs_format_lines(
    line: str, inches: int | None, discs: int | None, rpm: int | None, kind: ReleaseType | None
) -> None:
    form = read_format(line, TABLES.vocabulary)
    assert (form.inches, form.discs, form.rpm, form.type) == (inches, discs, rpm, kind)


@pytest.mark.parametrize(
    ("title", "medium"),
    [
        ("Wilco - Star Wars LP", Medium.VINYL), ("Wilco - Star Wars CD", Medium.CD),
        ("Wilco - Star Wars LP + CD", Medium.VINYL),
        ("Wilco - Star Wars Cassette", Medium.CASSETTE), ("Wilco - Star Wars 10\" shellac 78 RPM", Medium.SHELLAC),
        ("Wilco - Star Wars flexi disc 7\"", Medium.FLEXI), ("Wilco - Star Wars DVD", Medium.VIDEO),
        ("Wilco - Star Wars", None),
        ("Wilco - Star Wars FLAC", Medium.DIGITAL), ("Wilco - Star Wars 7\" + DVD", Medium.VINYL),
    ],
)  # fmt: skip
def test_medium(title: str, medium: Medium | None) -> None:
    assert read(title).format.medium == medium


def test_a_picture_disc_is_part_of_the_format() -> None:
    assert read("Iron Maiden - Powerslave LP picture disc").format.picture_disc
    assert not read("Iron Maiden - Powerslave LP picture sleeve").format.picture_disc
