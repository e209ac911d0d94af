"""What sellers write about a copy, in the four corners of honesty."""

from __future__ import annotations

from vinyldigger.sandbox.stock.offers import Offer

_PLAIN = {
    "en": (
        "", "", "Plays great, light hairlines only.", "Visually graded under bright light.", "Original inner sleeve.",
        "Small ring wear & a bump on the top right corner.", "Seam split 3cm bottom, sticker residue.",
        "Shrink wrap still on, opened at the side.", "Name on label side A.", "Clean copy, played once!",
        "Cut-out hole. Deadwax as pictured.", "From a smoke-free home. Ships from stock.",
    ),
    "de": (
        "", "Leichte Haarlinien, spielt sauber.", "Cover mit leichtem Ringwear, Name auf Label.", "Mit OIS, gewaschen.",
        "Cover oben 2cm eingerissen.", "Nichtraucherhaushalt, sehr gepflegt.", "Platte glänzt, Cover mit Knick.",
    ),
    "fr": (
        "", "Quelques micro-rayures, écoute parfaite.", "Pochette légèrement usée, sticker au dos.",
        "Pressage original, pochette intérieure imprimée.", "Vinyle comme neuf.",
    ),
    "it": ("", "Vinile ottimo, copertina con segni d'uso.", "Leggeri segni, suona bene.", "Scritta a penna."),
    "es": ("", "Vinilo en buen estado, funda algo gastada.", "Pequeñas marcas, suena bien.", "Funda con pegatina."),
}  # fmt: skip
_CONTRADICTIONS = (
    "Plays with some surface noise on A2.", "Light scratch on side B, causes a few clicks.", "Warped, but plays.",
    "Skips once on the last track.", "VG+ at best to be honest, sleeve water damaged.",
)  # fmt: skip
_SLEEVE_ONLY = "SLEEVE ONLY - no record!"


def comment(offer: Offer) -> str:
    """The seller's words; some contradict the grade, some say there is no record at all."""
    rng = offer.rng("comment")
    if rng.random() < 0.006:
        return _SLEEVE_ONLY
    if rng.random() < 0.05:
        return rng.choice(_CONTRADICTIONS)
    text = rng.choice(_PLAIN[offer.seller.place.language])
    if offer.pressing.kind == "original" and rng.random() < 0.2:
        text = f"{text} Matrix {offer.pressing.matrix[0]} / {offer.pressing.matrix[1]}".strip()
    return text
