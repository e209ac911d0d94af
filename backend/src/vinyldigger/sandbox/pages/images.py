"""The image host: covers in two sizes, and initials for avatars."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response

from vinyldigger.sandbox.pages.covers import cover
from vinyldigger.sandbox.world import World

_SVG = "image/svg+xml"
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable"}


def create_images(world: World) -> FastAPI:
    """i.discogs.com and i.ebayimg.com in one."""
    app = FastAPI(openapi_url=None)
    app.state.world = world
    app.add_api_route("/covers/{size}/{number}.svg", cover_image, response_model=None)
    app.add_api_route("/avatars/{number}.svg", avatar, response_model=None)
    app.add_api_route("/spacer.gif", spacer, response_model=None)
    return app


async def cover_image(request: Request, size: int, number: int) -> Response:
    """An album's cover."""
    world: World = request.app.state.world
    if not 1 <= number <= len(world.catalogue.albums) or size not in (150, 600):
        return Response(status_code=404)
    return Response(cover(world.catalogue.albums[number - 1], size), media_type=_SVG, headers=_HEADERS)


async def avatar(number: int) -> Response:
    """A coloured disc for a seller."""
    hue = number * 47 % 360
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100">'
        f'<circle cx="50" cy="50" r="50" fill="hsl({hue} 45% 45%)"/><circle cx="50" cy="50" r="14" fill="#fff"/></svg>'
    )
    return Response(svg, media_type=_SVG, headers=_HEADERS)


async def spacer() -> Response:
    """The empty picture that stands where there is none."""
    pixel = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    return Response(pixel + b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;", media_type="image/gif")
