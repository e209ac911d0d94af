"""Discogs' words: grades, media, format descriptions and their abbreviations, currency signs."""

from __future__ import annotations

from vinyldigger.core.domain.format import Channels, Medium, ReleaseType
from vinyldigger.core.domain.grade import Grade

GRADES = {
    "Mint (M)": Grade.M,
    "Near Mint (NM or M-)": Grade.NM,
    "Very Good Plus (VG+)": Grade.VG_PLUS,
    "Very Good (VG)": Grade.VG,
    "Good Plus (G+)": Grade.G_PLUS,
    "Good (G)": Grade.G,
    "Fair (F)": Grade.F,
    "Poor (P)": Grade.P,
    "Generic": Grade.GENERIC,
    "Not Graded": Grade.NOT_GRADED,
    "No Cover": Grade.NO_COVER,
}

# Of a listing's ``status``. A word nobody knows yet says nothing against it.
NOT_FOR_SALE = frozenset({"Draft", "Expired", "Sold", "Deleted", "Suspended", "Violation"})

# Format names to media. "All Media" and "Box Set" stand in front of the real ones and are no medium.
MEDIA = {
    "vinyl": Medium.VINYL, "lathe cut": Medium.VINYL, "acetate": Medium.VINYL, "shellac": Medium.SHELLAC,
    "flexi-disc": Medium.FLEXI, "cd": Medium.CD, "cdr": Medium.CD, "sacd": Medium.CD, "hybrid": Medium.CD,
    "cassette": Medium.CASSETTE, "nt cassette": Medium.CASSETTE, "microcassette": Medium.CASSETTE,
    "file": Medium.DIGITAL, "memory stick": Medium.DIGITAL, "dvd": Medium.VIDEO, "dvdr": Medium.VIDEO,
    "blu-ray": Medium.VIDEO, "blu-ray-r": Medium.VIDEO, "vhs": Medium.VIDEO, "laserdisc": Medium.VIDEO,
}  # fmt: skip
CONTAINERS = frozenset({"all media", "box set"})

# Listings and older version rows abbreviate (reference: `listing.release.format`); words not here stay as they are.
ABBREVIATIONS = {
    "re": "reissue", "rp": "repress", "rm": "remastered", "ltd": "limited edition", "num": "numbered",
    "comp": "compilation", "smplr": "sampler", "dlx": "deluxe edition", "s/edition": "special edition",
    "w/lbl": "white label", "tp": "test pressing", "pic": "picture disc", "s/sided": "single sided",
    "maxi": "maxi-single", "minialbum": "mini-album", "unofficial": "unofficial release", "unoff": "unofficial release",
    "club": "club edition",
    "cass": "cassette", "box": "box set", "dvd-v": "dvd", "flexi": "flexi-disc", "shape": "shape",
}  # fmt: skip
VINYL_WORDS = frozenset({"lp", '12"', '10"', '7"', '5"', '6"', '8"', '9"', '11"', '16"', "vinyl", "ep", "maxi-single"})

SIZES = {'7"': 7, '10"': 10, '12"': 12}
SPEEDS = {"33 ⅓ rpm": 33, "45 rpm": 45, "78 rpm": 78}
CHANNELS = {"mono": Channels.MONO, "stereo": Channels.STEREO, "quadraphonic": Channels.QUAD}
# Strongest word first: a compilation album is a compilation.
TYPES = {
    "compilation": ReleaseType.COMPILATION,
    "ep": ReleaseType.EP,
    "maxi-single": ReleaseType.MAXI,
    "single": ReleaseType.SINGLE,
    "album": ReleaseType.ALBUM,
    "mini-album": ReleaseType.ALBUM,
}
UNOFFICIAL = frozenset({"unofficial release", "partially unofficial"})
COLOURS = frozenset({
    "red", "blue", "green", "yellow", "orange", "purple", "violet", "pink", "white", "black", "gold", "silver", "grey",
    "gray", "brown", "clear", "transparent", "translucent", "turquoise", "cream", "beige", "marbled", "marble", "amber",
    "splatter", "splattered", "swirl", "smoke", "smoky", "bronze", "coloured", "colored", "magenta", "lavender", "teal",
    "lime", "bone", "ivory",
})  # fmt: skip

# In front of formatted amounts (`collection/value`), longest sign first.
CURRENCY_SIGNS = (
    ("CHF", "CHF"), ("SEK", "SEK"), ("ZAR", "ZAR"), ("DKK", "DKK"), ("MX$", "MXN"), ("CA$", "CAD"), ("NZ$", "NZD"),
    ("A$", "AUD"), ("R$", "BRL"), ("¥", "JPY"), ("€", "EUR"), ("£", "GBP"), ("$", "USD"),
)  # fmt: skip
CURRENCIES = frozenset({"USD", "GBP", "EUR", "CAD", "AUD", "JPY", "CHF", "MXN", "BRL", "NZD", "SEK", "ZAR"})
