"""Cover art drawn by a program: one of nine designs, colours and proportions drawn from the album's number."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from html import escape
from random import Random

from vinyldigger.sandbox.catalogue.albums import Album

SIDE = 600
_PALETTES = (  # background, two or three forms, text
    ("#10223a", "#e4572e", "#f3a712", "#a8c686", "#f7f3e8"),
    ("#f4efe4", "#1b4965", "#ca6702", "#9b2226", "#16130f"),
    ("#1c1c1c", "#c9ada7", "#f2e9e4", "#9a8c98", "#f2e9e4"),
    ("#e8d9b5", "#7a2e1d", "#d98e32", "#2d4739", "#22160c"),
    ("#0b3d3a", "#f2b134", "#ed553b", "#6fb3a2", "#f6f1e1"),
    ("#f2d7d0", "#c8553d", "#588b8b", "#2b2d42", "#2b2d42"),
    ("#231942", "#be95c4", "#e0b1cb", "#5e548e", "#f6eef8"),
    ("#ffd23f", "#ee4266", "#540d6e", "#0ead69", "#1f1235"),
    ("#dfe7e3", "#33658a", "#f26419", "#2f4858", "#14222b"),
    ("#6a040f", "#faa307", "#dc2f02", "#370617", "#fff3dc"),
    ("#22333b", "#eae0d5", "#c6ac8f", "#5e503f", "#f4ece2"),
    ("#f8f4ec", "#111111", "#d62828", "#8d99ae", "#111111"),
)
_SANS = "'Helvetica Neue',Helvetica,Arial,'Noto Sans',sans-serif"
_SERIF = "Georgia,'Times New Roman','Noto Serif',serif"
_NUMBER = re.compile(r" \(\d+\)")  # "Nico (3)": the catalogue's, never printed
Palette = tuple[str, str, str, str, str]


def cover(album: Album, size: int) -> str:
    """The SVG of an album's cover, ``size`` pixels wide. The same album always looks the same."""
    rng = Random(f"cover {album.number}")
    palette = _PALETTES[(album.number * 7 + 5) % len(_PALETTES)]
    design, is_low = _DESIGNS[album.number % len(_DESIGNS)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" viewBox="0 0 {SIDE} {SIDE}">'
        f'<rect width="{SIDE}" height="{SIDE}" fill="{palette[0]}"/>{design(rng, palette)}'
        f"{_lettering(album, palette, rng, is_low)}</svg>"
    )


def _lettering(album: Album, palette: Palette, rng: Random, is_low: bool) -> str:
    """Artist and title on a quiet field, at the top or at the foot."""
    title = _lines(album.title, 20)[:3]
    size = 46 if max(map(len, title)) <= 14 else 36
    family = rng.choice((_SANS, _SANS, _SERIF))
    height = 74 + size * 1.12 * len(title)
    top = SIDE - height if is_low else 0
    rows = [
        f'<rect y="{top:.0f}" width="{SIDE}" height="{height:.0f}" fill="{palette[0]}" fill-opacity=".96"/>',
        f'<text x="36" y="{top + 46:.0f}" font-family="{_SANS}" font-size="22" letter-spacing="3" '
        f'fill="{palette[4]}" fill-opacity=".75">{escape(_NUMBER.sub("", album.artist).upper()[:34])}</text>',
    ]
    for number, line in enumerate(title):
        rows.append(
            f'<text x="34" y="{top + 52 + size * 1.12 * (number + 1) - 12:.0f}" font-family="{family}" '
            f'font-size="{size}" font-weight="700" fill="{palette[4]}">{escape(line)}</text>'
        )
    return "".join(rows)


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _circle(x: float, y: float, radius: float, style: str) -> str:
    return f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" {style}/>'


def _rings(rng: Random, palette: Palette) -> str:
    x, y = rng.choice((180, 300, 420)), rng.choice((220, 300))
    rings = [
        _circle(x, y, 430 - step * 34, f'fill="none" stroke="{palette[1 + step % 3]}" stroke-width="{width}"')
        for step, width in enumerate(rng.choices(range(6, 22), k=12))
    ]
    return "".join(rings)


def _bars(rng: Random, palette: Palette) -> str:
    x, bars = 0, []
    while x < SIDE:
        width, top = rng.choice((18, 30, 44, 70)), rng.randint(0, 300)
        fill = rng.choice(palette[1:4])
        bars.append(f'<rect x="{x}" y="{top}" width="{width - 6}" height="{SIDE - top}" fill="{fill}"/>')
        x += width
    return "".join(bars)


def _dots(rng: Random, palette: Palette) -> str:
    focus_x, focus_y = rng.randint(100, 500), rng.randint(100, 400)
    dots = []
    for row in range(12):
        for column in range(12):
            x, y = 25 + column * 50, 25 + row * 50
            radius = 4 + 19 * math.exp(-(((x - focus_x) / 210) ** 2) - ((y - focus_y) / 210) ** 2)
            dots.append(_circle(x, y, radius, f'fill="{palette[1 + (row + column) % 3]}"'))
    return "".join(dots)


def _sunrise(rng: Random, palette: Palette) -> str:
    horizon, x = rng.randint(300, 380), rng.randint(200, 400)
    sun = "".join(_circle(x, horizon, 260 - step * 52, f'fill="{palette[1 + step % 3]}"') for step in range(5))
    stripes = "".join(
        f'<rect y="{horizon + step * 22}" width="{SIDE}" height="{22 - step}" fill="{palette[step % 2 * 3]}"/>'
        for step in range(12)
    )
    return sun + stripes


def _waves(rng: Random, palette: Palette) -> str:
    waves = []
    for step in range(9):
        base, swing, phase = 90 + step * 62, rng.randint(18, 60), rng.uniform(0, 6.3)
        points = " ".join(f"{x},{base + swing * math.sin(x / 95 + phase):.0f}" for x in range(0, SIDE + 20, 20))
        fill = palette[1 + step % 3]
        waves.append(f'<polygon points="0,{SIDE} {points} {SIDE},{SIDE}" fill="{fill}" fill-opacity=".82"/>')
    return "".join(waves)


def _triangles(rng: Random, palette: Palette) -> str:
    side, parts = 100, []
    for row in range(6):
        for column in range(6):
            x, y = column * side, row * side
            corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
            corners.pop(rng.randrange(4))
            points = " ".join(f"{a},{b}" for a, b in corners)
            parts.append(f'<polygon points="{points}" fill="{rng.choice(palette[1:4])}"/>')
    return "".join(parts)


def _pulses(rng: Random, palette: Palette) -> str:
    lines = []
    for step in range(34):
        y = 60 + step * 15
        points = []
        for x in range(60, 541, 8):
            bump = math.exp(-(((x - 300) / 95) ** 2))
            points.append(f"{x},{y - bump * rng.uniform(0, 62):.0f}")
        stroke = palette[1 + step % 2]
        lines.append(
            f'<polyline points="{" ".join(points)}" fill="{palette[0]}" stroke="{stroke}" stroke-width="2.5"/>'
        )
    return "".join(lines)


def _arcs(rng: Random, palette: Palette) -> str:
    side, parts = 150, []
    for row in range(4):
        for column in range(4):
            x, y, turn = column * side, row * side, rng.randrange(4) * 90
            back, front = rng.sample(palette[:4], 2)
            parts.append(
                f'<g transform="rotate({turn} {x + 75} {y + 75})"><rect x="{x}" y="{y}" width="150" height="150" '
                f'fill="{back}"/><path d="M{x} {y}h150a150 150 0 0 1-150 150z" fill="{front}"/></g>'
            )
    return "".join(parts)


def _slants(rng: Random, palette: Palette) -> str:
    lean, x, parts = rng.choice((-240, -120, 160, 260)), -300, []
    while x < 900:
        width = rng.choice((24, 40, 66, 100))
        points = f"{x},0 {x + width},0 {x + width + lean},{SIDE} {x + lean},{SIDE}"
        parts.append(f'<polygon points="{points}" fill="{rng.choice(palette[:4])}"/>')
        x += width
    return "".join(parts)


_DESIGNS: tuple[tuple[Callable[[Random, Palette], str], bool], ...] = (
    (_rings, True), (_bars, False), (_dots, True), (_sunrise, False), (_waves, False), (_triangles, True),
    (_pulses, True), (_arcs, True), (_slants, True),
)  # fmt: skip
