"""Covers through our own origin."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import PUBLIC
from vinyldigger.services import images

router = APIRouter(tags=["images"])

HEADERS = {
    "Cache-Control": f"private, max-age={images.CACHE_SECONDS}, immutable",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}


@router.get(
    "/images/{signed}",
    operation_id="images-get",
    dependencies=[PUBLIC],
    response_class=Response,
    responses=errors(404) | {200: {"content": {"image/*": {}}, "description": "A picture"}},
)
async def get_image(signed: Annotated[str, Path(max_length=4000)]) -> Response:
    """A marketplace's picture; only addresses that we signed are fetched."""
    cover = await images.cover(signed)
    return Response(cover.content, media_type=cover.media_type, headers=HEADERS)
