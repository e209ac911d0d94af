"""What sets a copy apart, what is no record, and what is several records."""

from __future__ import annotations

import pytest

from tests.analysis.reading import read
from vinyldigger.analysis.parsed import Flag

COPY = [
    ("Neu! - Neu! 75 LP reissue", {Flag.REISSUE}), ("Neu! - Neu! 75 LP repress", {Flag.REISSUE}),
    ("Neu! - Neu! 75 LP RE", {Flag.REISSUE}),
    ("Neu! - Neu! 75 LP Nachpressung", {Flag.REISSUE}), ("Neu! - Neu! 75 LP ristampa", {Flag.REISSUE}),
    ("Neu! - Neu! 75 LP 2nd press", {Flag.REISSUE}),
    ("Neu! - Neu! 75 LP promo", {Flag.PROMO}), ("Neu! - Neu! 75 LP WLP", {Flag.PROMO}),
    ("Neu! - Neu! 75 LP white label promo", {Flag.PROMO}),
    ("Neu! - Neu! 75 LP Musterplatte", {Flag.PROMO}), ("Neu! - Neu! 75 LP test pressing", {Flag.TEST_PRESSING}),
    ("Neu! - Neu! 75 LP picture disc", {Flag.PICTURE_DISC}), ("Neu! - Neu! 75 LP pic disc", {Flag.PICTURE_DISC}),
    ("Neu! - Neu! 75 LP Bildplatte", {Flag.PICTURE_DISC}), ("Neu! - Neu! 75 LP coloured vinyl", {Flag.COLOURED}),
    ("Neu! - Neu! 75 LP farbiges Vinyl", {Flag.COLOURED}), ("NEU! - NEU! 75 LP -COLOURED-", {Flag.COLOURED}),
    ("Neu! - Neu! 75 LP sealed", {Flag.SEALED}), ("Neu! - Neu! 75 LP still sealed", {Flag.SEALED}),
    ("Neu! - Neu! 75 LP Neu & OVP", {Flag.SEALED}),
    ("Neu! - Neu! 75 LP eingeschweißt", {Flag.SEALED}), ("Neu! - Neu! 75 LP sous blister", {Flag.SEALED}),
    ("Neu! - Neu! 75 LP limited edition", {Flag.LIMITED}), ("Neu! - Neu! 75 LP ltd", {Flag.LIMITED}),
    ("Neu! - Neu! 75 LP limitierte Auflage", {Flag.LIMITED}),
    ("Neu! - Neu! 75 LP RSD 2019", {Flag.RECORD_STORE_DAY}),
    ("Neu! - Neu! 75 LP Record Store Day", {Flag.RECORD_STORE_DAY}),
    ("Neu! - Neu! 75 LP numbered", {Flag.NUMBERED}), ("Neu! - Neu! 75 LP nummeriert", {Flag.NUMBERED}),
    ("Neu! - Neu! 75 LP club edition", {Flag.CLUB_EDITION}),
    ("Neu! - Neu! 75 LP Club-Sonderauflage", {Flag.CLUB_EDITION}),
    ("Neu! - Neu! 75 LP signed", {Flag.SIGNED}), ("Neu! - Neu! 75 LP handsigniert", {Flag.SIGNED}),
    ("Neu! - Neu! 75 LP autographed", {Flag.SIGNED}),
    ("Neu! - Neu! 75 LP unofficial", {Flag.UNOFFICIAL}), ("Neu! - Neu! 75 LP bootleg", {Flag.UNOFFICIAL}),
    ("Neu! - Neu! 75 LP ltd numbered RSD", {Flag.LIMITED, Flag.NUMBERED, Flag.RECORD_STORE_DAY}),
]  # fmt: skip

NAMES = [
    "Stevie Wonder - Signed, Sealed & Delivered LP", "Sealed With A Kiss - Brian Hyland LP",
    "New Order - Low-Life LP",
    "Rare Earth - Get Ready LP", "Television - Marquee Moon LP", "Still Life - Andata LP",
    "Radio Birdman - Radios Appear LP",
]  # fmt: skip

VERSIONS = [
    ("Nirvana - Live At Reading 2LP", Flag.LIVE), ("Nirvana - Unplugged In New York LP", Flag.LIVE),
    ("Udo Jürgens - In Concert LP", Flag.LIVE),
    ("Depeche Mode - Remixes 81-04 LP", Flag.REMIX), ("Massive Attack - No Protection (Dub) LP", Flag.REMIX),
    ("A Tribute To Nick Drake LP", Flag.TRIBUTE), ("Abba Karaoke LP", Flag.KARAOKE),
    ("PJ Harvey - Dry Demos LP", Flag.DEMO),
    ("J Dilla - Donuts Instrumentals LP", Flag.INSTRUMENTAL),
    ("Taylor Swift - Red (Taylor's Version) 4LP", Flag.RERECORDING),
    ("Blade Runner OST LP", Flag.SOUNDTRACK), ("Blade Runner Original Soundtrack LP", Flag.SOUNDTRACK),
    ("Nick Cave - Acoustic Versions LP", Flag.ACOUSTIC), ("Queen - Greatest Hits LP", Flag.COMPILATION),
    ("Das Beste: Best Of Can LP", Flag.COMPILATION),
    ("Héroes Del Silencio - En Vivo LP", Flag.LIVE), ("Fabrizio De André - In Concerto LP", Flag.LIVE),
]  # fmt: skip

NO_RECORDS = [
    "Blur - Parklife CD", "Blur - Parklife Cassette", "Blur Parklife CD album", "Blur - Parklife Compact Disc",
    "Blur - Parklife SHM-CD",
    "Blur - Parklife Musikkassette", "Blur Parklife poster only", "Blur Parklife tour poster concert poster",
    "Blur T-Shirt Parklife L",
    "Blur - Parklife songbook", "Blur - Parklife sheet music", "Blur - Parklife sleeve only",
    "Blur - Parklife cover only no record",
    "Blur - Parklife empty sleeve", "Blur - Parklife nur Cover", "Blur - Parklife Leerhülle",
    "Blur - Parklife pochette seule",
    "Blur - Parklife solo copertina", "Blur Parklife insert only", "Blur - Parklife mp3 download",
    "Blur - Parklife DVD",
    "Blur - Parklife Blu-ray", "Blur - Parklife 8-track tape", "Blur Parklife - promo photo",
    "Blur - Parklife minidisc", "Blur - Parklife VHS",
    "Blur Parklife slipmat", "Blur concert ticket 1994", "Blur tour programme 1994", "Blur - Parklife LP sleeve only",
    "Blur - Parklife LP cover only", "Blur - Parklife LP Cover ohne Platte",
    "Blur - Parklife LP empty jacket no vinyl",
    "Blur - Parklife vinyl wall clock",
]  # fmt: skip

RECORDS = [
    "Blur - Parklife LP + CD", "BLUR - PARKLIFE LP + SLIPMAT", "Blur - Parklife LP + T-Shirt",
    "Blur - Parklife 2LP with poster", "Blur - Parklife LP incl. mp3 code",
    "Blur - Parklife LP w/ booklet",
    "Magazine - Real Life LP", "The Postcards LP", "Cassette Boys Revenge LP", "Book Of Love - Lullaby LP",
    "Poster Children - Daisychain LP",
    "Blur - Parklife LP w/ insert", "Blur - Parklife LP + DVD box", "Photograph - Ringo Starr 7\"",
    "Talking Heads - True Stories LP with original sleeve",
]  # fmt: skip

LOTS = [
    "Lot of 20 LPs jazz", "Job lot 50 vinyl records", "Bundle of 5 Beatles LPs", "Schallplattensammlung 100 LPs Rock",
    "Konvolut 30 Singles Schlager",
    "Vinyl collection 60s 70s rock 45 LPs", "25 LPs Sammlung", "12 records bundle soul funk", "Lote de discos 15 LPs",
    "Lot de 40 vinyles",
    "Lotto dischi 33 giri", "You pick $5 each LPs rock", "Choose from 100 LPs", "200 singles 7\" collection",
    "LP Paket Schlager 20 Stück",
    "Assorted records box of records", "DJ lot house techno 30 x 12\"", "Mystery box vinyl", "Plattenpaket 10 LPs",
    "Record lot of 8 Elvis Presley LPs",
    "60 LPs", "40 x LP Klassik", "5 LPs Genesis Yes Camel",
]  # fmt: skip

SINGLE_RECORDS = [
    "Bob Dylan - Biograph 5LP box set", "Bob Dylan - Biograph 5 LPs box set", "Camelot Original Cast LP",
    "The Slots - Lot Of Love LP",
    "Neil Young - Archives 10LP box",
    "A Lot Like Love 7\"", "Elvis - The Collection 2LP", "Various - 20 Greatest Hits LP",
    "U2 - The Joshua Tree 2 x LP", "Orla Vance - Paper Rivers NGL 66 vinyl record",
    "Orla Vance - Rivers NG 163 vinyl", "Bundles - Soft Machine LP",
]  # fmt: skip


@pytest.mark.parametrize(("title", "flags"), COPY)
def test_what_is_said_of_the_copy(title: str, flags: set[Flag]) -> None:
    assert read(title).flags == flags


@pytest.mark.parametrize("title", NAMES)
def test_names_say_nothing_of_the_copy(title: str) -> None:
    assert not read(title).flags & {Flag.SEALED, Flag.SIGNED, Flag.REISSUE, Flag.PROMO, Flag.COLOURED, Flag.LIMITED}


@pytest.mark.parametrize(("title", "flag"), VERSIONS)
def test_versions_of_the_music(title: str, flag: Flag) -> None:
    assert flag in read(title).flags


@pytest.mark.parametrize("title", NO_RECORDS)
def test_what_is_no_record(title: str) -> None:
    assert Flag.NOT_A_RECORD in read(title).flags


@pytest.mark.parametrize("title", RECORDS)
def test_what_is_a_record_all_the_same(title: str) -> None:
    assert Flag.NOT_A_RECORD not in read(title).flags


@pytest.mark.parametrize("title", LOTS)
def test_several_records_are_a_lot(title: str) -> None:
    assert Flag.LOT in read(title).flags


@pytest.mark.parametrize("title", SINGLE_RECORDS)
def test_a_box_or_a_name_is_no_lot(title: str) -> None:
    assert Flag.LOT not in read(title).flags
